import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText } from '../../src/report/fit.ts';
import { findMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { bodyLimit, summaryLimit } from '../../src/report/room.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { hostileString } from '../builders/hostile-strings.ts';
import { aFleet } from '../builders/report-shapes.ts';
import { aTold } from '../builders/told.ts';
import { aWildFleet, drawFrom } from '../builders/wild-told.ts';
import { judge } from '../oracles/markdown.ts';

/** Everything that must hold for a report of any size. */
function complain(report: Report): readonly string[] {
  const { body, summary, title } = report;
  const marked = findMarked(body, report.key);
  return [
    ...(body.length <= bodyLimit ? [] : [`body of ${body.length} characters`]),
    ...(title.length <= 200 ? [] : [`title of ${title.length} characters`]),
    ...(Buffer.byteLength(summary) <= summaryLimit ? [] : [`summary of ${Buffer.byteLength(summary)} bytes`]),
    ...(marked?.ours === body && marked.fingerprint === report.fingerprint ? [] : ['no marker']),
    ...[body, summary, title].flatMap((text) => (text.isWellFormed() ? [] : ['half a surrogate pair'])),
    ...[body, summary].flatMap(complainOfBalance),
  ];
}

/** Lines alone, so that a megabyte is judged quickly: no line of ours is both a fence and something else. */
function complainOfBalance(text: string): readonly string[] {
  let fence = '';
  let depth = 0;
  const complaints: string[] = [];
  let columns = 0;
  for (const line of text.split('\n')) {
    const marks = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence !== '') {
      if (line === fence) fence = '';
      continue;
    }
    fence = marks;
    depth += (line === '<details>' ? 1 : 0) - (line === '</details>' ? 1 : 0);
    if (depth < 0) complaints.push('details closed twice');
    const cells = line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length : 0;
    if (cells > 0 && columns > 0 && cells !== columns)
      complaints.push(`a row of ${cells}, not ${columns} cells: ${line}`);
    columns = cells;
  }
  return [...complaints, ...(fence === '' ? [] : ['open fence']), ...(depth === 0 ? [] : ['open details'])];
}

describe('a report fits', () => {
  it.each([1, 10, 100, 400, 2_000])('with %i clusters', (n) => {
    const report = writeReport(aTold(aFleet(n)));
    expect(complain(report)).toEqual([]);
    expect(judge(report.body, { links: () => true, html: () => true })).toMatchObject({
      unbalancedDetails: 0,
      unclosedFences: 0,
      mentions: [],
      references: [],
      images: [],
    });
  });

  it.each([
    [1_040, [0, 1, 1, 2, 3, 5, 10]],
    [40, [40]],
    [12, [400]],
    [3, [2_000]],
  ])(
    'with hostile strings of any length: %i fleets of %j clusters',
    (numRuns, sizes) => {
      const longest = fc
        .constantFrom('x', '😀', '|', '`', '@a ', '<', 'ﷺ', '$')
        .map((unit) => unit.repeat(5_000));
      const text = fc.oneof({ weight: 2, arbitrary: hostileString }, { weight: 1, arbitrary: longest });
      let cases = 0;
      let shortened = 0;
      fc.assert(
        fc.property(
          fc.array(text, { minLength: 1, maxLength: 40 }),
          fc.constantFrom(...sizes),
          fc.constantFrom(0, 1, 3, 12),
          fc.boolean(),
          fc.nat(),
          (texts, clusters, pools, redact, seed) => {
            const draw = drawFrom(seed);
            const wild = { draw, text: () => texts[draw(texts.length)] ?? '' };
            const fleet = aWildFleet(wild, clusters, clusters > 10 ? 1 : pools);
            const report = writeReport(aTold({ ...fleet, redact }));
            cases += 1;
            if (report.body.includes('\n_Shortened')) shortened += 1;
            expect(complain(report)).toEqual([]);
          },
        ),
        { numRuns, seed: 20261122, endOnFailure: true },
      );
      console.log(`fit: ${cases} reports of ${sizes} clusters, ${shortened} shortened, seed 20261122`);
    },
    300_000,
  );
});

describe('shortening', () => {
  const lines = (body: string, start: string) =>
    body.split('\n').filter((line) => line.startsWith(start)).length;

  it.each([
    [60, 'the `az` commands'],
    [74, 'findings that only inform'],
    [100, 'the steps and findings of less urgent clusters'],
    [2_000, 'less urgent clusters'],
  ])('of %i clusters says that it left out %s', (n, leftOut) => {
    const report = writeReport(aTold(aFleet(n)));
    const notice = report.body.split('\n').find((line) => line.startsWith('_Shortened'));
    expect(notice).toContain(leftOut);
  });

  it('leaves a small report whole', () => {
    const { body, summary } = writeReport(aTold(aFleet(10)));
    expect(body).not.toContain('_Shortened');
    expect(summary).not.toContain('_Shortened');
  });

  it('keeps what is most urgent, and counts what it does not name', () => {
    const { body, summary } = writeReport(aTold(aFleet(2_000)));
    const rows = lines(body, '| 🔴') + lines(body, '| 🟠') + lines(body, '| 🔵');
    expect(lines(body, '| 🔴')).toBeGreaterThan(100);
    expect(lines(body, '| 🔵')).toBe(0);
    expect(body).toContain(`And ${1_500 - rows} more clusters that need attention.`);
    expect(lines(body, '### 🔴')).toBe(3);
    expect(body).toContain('🟢 500 clusters with nothing due.');
    expect(summary.length).toBeGreaterThan(body.length * 10);
  });

  it('uses the room that there is', () => {
    expect(writeReport(aTold(aFleet(2_000))).body.length).toBeGreaterThan(bodyLimit * 0.98);
    expect(writeReport(aTold(aFleet(400))).body.length).toBeGreaterThan(bodyLimit * 0.95);
  });

  it('ends with the least when nothing fits', () => {
    const asked: number[] = [];
    const text = fitText(
      (shown) => {
        asked.push(shown.rows);
        return `${shown.rows} rows`;
      },
      () => false,
      3,
    );
    expect(text).toBe('0 rows');
    expect(asked.length).toBeLessThan(20);
  });
});
