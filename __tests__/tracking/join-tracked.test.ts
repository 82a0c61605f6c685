import { describe, expect, test } from 'vitest';
import { joinTracked } from '../../src/tracking/join-tracked.ts';
import type { Operation, Tracked } from '../../src/tracking/tracking.ts';

describe('several places', () => {
  const rows: readonly (readonly [readonly Operation[], Operation])[] = [
    [[], 'none'],
    [['none'], 'none'],
    [['none', 'unchanged'], 'unchanged'],
    [['unchanged', 'none'], 'unchanged'],
    [['unchanged', 'updated', 'created'], 'updated'],
    [['closed', 'created'], 'closed'],
  ];
  test.each(rows)('%j is told as %s', (operations, told) => {
    expect(joinTracked(operations.map((operation) => ({ operation }))).operation).toBe(told);
  });

  test('keep what each gives, and our own pull request before the commented one', () => {
    const issue: Tracked = { operation: 'unchanged', issueNumber: 3, issueUrl: 'i' };
    const ours: Tracked = { operation: 'created', pullRequestNumber: 8, pullRequestUrl: 'p' };
    const comment: Tracked = {
      operation: 'updated',
      pullRequestNumber: 5,
      pullRequestUrl: 'q',
      commentUrl: 'c',
    };
    expect(joinTracked([issue, ours, comment])).toEqual({
      operation: 'created',
      issueNumber: 3,
      issueUrl: 'i',
      pullRequestNumber: 8,
      pullRequestUrl: 'p',
      commentUrl: 'c',
    });
  });
});
