/** Several places in one run: each is told, and GitHub is spoken to as by one. */
import { describe, expect, test } from 'vitest';
import { tellManners, writesOf } from './github-desk.ts';
import {
  atPullRequests,
  commentsOf,
  liveOnes,
  mintPullToken,
  moveTo,
  propose,
  tellPull,
  urlOf,
} from './pulls-comment-desk.ts';
import { codeOf } from './start.ts';

tellManners('comment, places');

test.concurrent('the issue and the comment are told in one run, each where it belongs', async () => {
  await atPullRequests({}, async (world) => {
    const number = propose(world, moveTo('1.36.2'));
    const githubToken = mintPullToken(world, { issues: 'write' });
    const inputs = { 'report-to': 'issue, pr-comment' };
    const { exitCode, outputs } = await tellPull(world, number, inputs, { githubToken });
    expect([exitCode, outputs['issue-number']]).toEqual([0, String(number + 1)]);
    expect(outputs['comment-url']).toBe(urlOf(world, liveOnes(world, number)[0]));
    expect(commentsOf(world, number + 1)).toEqual([]);
  });
});

describe.concurrent('a rate limit that is met while pins are read', () => {
  test.each([2, 4])('after %i requests: nothing is sent before it is over', async (after) => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      world.github.limits.impose({ kind: 'primary', seconds: 3600, after });
      const result = await tellPull(world, number);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-RATE-LIMIT']);
      expect([world.github.limits.refused, writesOf(world), commentsOf(world, number)]).toEqual([1, [], []]);
      expect(result.summary).toContain('aks-behind');
    });
  });
});
