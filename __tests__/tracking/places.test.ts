import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import { describePlaces } from '../../src/tracking/ending/places.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';

const host = 'https://github.com/contoso/platform';
const issue: Tracked = { operation: 'created', issueNumber: 3, issueUrl: `${host}/issues/3` };
const pull: Tracked = { operation: 'unchanged', pullRequestNumber: 8, pullRequestUrl: `${host}/pull/8` };
const off = new Failure('AKSU-GITHUB-PULLS-OFF', 'GitHub refused to open a pull request.');

describe('the end of the job summary', () => {
  const rows: readonly (readonly [string, Tracked, Failure | undefined, string])[] = [
    ['told nowhere', { operation: 'none' }, undefined, ''],
    ['an issue', issue, undefined, `\n---\n\nTold in [issue #3](${host}/issues/3).\n`],
    [
      'several places',
      { ...issue, ...pull, commentUrl: `${host}/pull/8#issuecomment-1` },
      undefined,
      `\n---\n\nTold in [issue #3](${host}/issues/3), [pull request #8](${host}/pull/8), [a comment](${host}/pull/8#issuecomment-1).\n`,
    ],
    [
      'a closing that is respected',
      { ...pull, remarks: ['Pull request #8 was closed by a person and nothing new is due.'] },
      undefined,
      `\n---\n\nTold in [pull request #8](${host}/pull/8).\n\nPull request #8 was closed by a person and nothing new is due.\n`,
    ],
    ['no link where there is no address', { ...issue, issueUrl: 'javascript:alert(1)' }, undefined, ''],
  ];
  test.each(rows)('%s', (_, tracked, trouble, text) => {
    expect(describePlaces(tracked, trouble)).toBe(text);
  });

  test('a trouble is named with what to do, beside what was told', () => {
    const text = describePlaces(issue, off);
    expect(text).toContain('Told in [issue #3]');
    expect(text).toContain('**Not all could be told.** AKSU-GITHUB-PULLS-OFF: ');
    expect(text).toContain('Allow GitHub Actions to create and approve pull requests');
  });

  test('a reason is text, and bounded', () => {
    const text = describePlaces(issue, new Failure('AKSU-GITHUB', `\`\`\`\n@team <b>${'x'.repeat(50_000)}`));
    expect(text.length).toBeLessThan(7_000);
    expect(/^(`{4,})text\n/m.test(text)).toBe(true);
  });
});
