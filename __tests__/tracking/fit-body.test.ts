import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGitHub } from '../../simulator/github-rest.ts';
import { findMarked, writeMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { fitReport, maximumBody, placeReport } from '../../src/tracking/github/fit-body.ts';
import { nextPosition } from '../../src/tracking/github/github-pages.ts';
import { aReport, keepLog, key, track, writesOf } from './a-telling.ts';
import { createVirtualTime } from './virtual-time.ts';

const block = fc.oneof(
  fc.constant('## A heading'),
  fc.integer({ min: 1, max: 9 }).map((rows) => `| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(rows).trim()}`),
  fc.constant(
    '<details><summary>Commands</summary>\n\n```sh\naz aks upgrade\n\naz aks show\n```\n\n</details>',
  ),
  fc.constant('```\n<details>\n\n```'),
  fc.constant('~~~~\n```\n\n~~~~'),
  fc.constant('Words and words and words.'),
);

test('shortened text is cut between blocks, says so and leaves nothing open', () => {
  let shortened = 0;
  fc.assert(
    fc.property(
      fc.array(block, { minLength: 1, maxLength: 30, size: 'max' }),
      fc.integer({ min: 150, max: 900 }),
      (blocks, room) => {
        const report = { key, fingerprint: 'ab', body: writeMarked(key, 'ab', blocks.join('\n\n')) };
        const ours = fitReport(report, room);
        if (ours === undefined) return;
        expect(ours.length).toBeLessThanOrEqual(room);
        if (ours === report.body) return;
        shortened++;
        const lead = ours.split('\n').slice(1, -3).join('\n');
        expect(ours).toContain('*Shortened: ');
        // What is left is a number of whole blocks from the beginning.
        expect(blocks.map((_, count) => blocks.slice(0, count).join('\n\n'))).toContain(lead);
        expect(findMarked(ours, key)?.ours).toBe(ours);
      },
    ),
    { numRuns: 3000, seed: 20_261_122 },
  );
  expect(shortened).toBeGreaterThan(500);
  console.info(`3000 texts from seed 20261122: ${shortened} shortened`);
});

const text = Array.from({ length: 400 }, (_, row) => `Paragraph ${row}: ${'x'.repeat(100)}`).join('\n\n');
const long: Report = {
  ...aReport('Long'),
  body: writeMarked(key, 'ab', `${text}\n\nRead on 22 Nov 2026, 06:00 UTC.`),
};

describe("people's long text in an issue", () => {
  test.each([
    ['leaves room', 1000, true, 'updated'],
    ['leaves too little room', 40_000, false, 'updated'],
    ['leaves none', maximumBody - aReport('Short').body.length - 60, undefined, 'unchanged'],
  ])('%s', async (_, length, isWhole, operation) => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    const log = keepLog();
    await track({ github, time }, aReport('Short'));
    const people = 'p'.repeat(length);
    github.people.editBody(1, (body) => `${people}\n\n${body}`);
    const before = github.state.issues.get(1)?.body ?? '';
    expect((await track({ github, time, log }, long)).operation).toBe(operation);
    const body = github.state.issues.get(1)?.body ?? '';
    expect(body.startsWith(people)).toBe(true);
    expect(body.length).toBeLessThanOrEqual(maximumBody);
    expect(placeReport(before, long)?.isWhole).toBe(isWhole);
    const warnings = log.lines.filter(({ level }) => level === 'warning');
    expect(warnings.length).toBe(isWhole ? 0 : 1);
    const writes = writesOf(github).length;
    expect((await track({ github, time }, long)).operation).toBe('unchanged');
    expect(writesOf(github).length).toBe(writes);
  });
});

test.each([
  ['<https://api.github.com/repositories/1/issues?page=2&per_page=100>; rel="next"', { page: '2' }],
  [
    '<https://x/issues?after=Y3Vyc29y>; rel="next", <https://x/issues?before=z>; rel="prev"',
    { after: 'Y3Vyc29y' },
  ],
  ['<https://x/issues?page=1>; rel="prev", <https://x/issues?page=3>; rel="next"', { page: '3' }],
  ['<https://x/issues?page=1>; rel="first"', undefined],
  ['<https://evil.test/issues?page=2&access_token=a>; rel="next"', { page: '2' }],
  ['', undefined],
  [undefined, undefined],
])('the next page after %s', (link, expected) => {
  expect(nextPosition(link)).toEqual(expected);
});
