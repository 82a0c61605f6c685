import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { quoteShell } from '../../src/report/sections/commands.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { aTold } from '../builders/told.ts';
import { aWildFleet, drawFrom } from '../builders/wild-told.ts';
import { complainOf } from '../oracles/own-markdown.ts';

/** What of a report is more than our own headings, tables, links and folds. */
function complain(report: Report): readonly string[] {
  const found = findMarked(report.body, 'fleet');
  return [
    ...(found?.ours === report.body ? [] : ['a marker that is not ours']),
    ...[report.body, report.summary].flatMap((text) => complainOf(text, text === report.body ? 2 : 0)),
    ...report.annotations.flatMap(({ title, text }) =>
      [title, text].filter((each) => /[\p{Cc}\u2028\u2029]/u.test(each) || !each.isWellFormed()),
    ),
  ];
}

function writeWild(texts: readonly string[], clusters: number, seed: number, redact: boolean): Report {
  const draw = drawFrom(seed);
  let at = 0;
  // In turn first, so that each string is shown somewhere.
  const text = () => texts[at < texts.length ? at++ : draw(texts.length)] ?? '';
  return writeReport(aTold({ ...aWildFleet({ draw, text }, clusters, 2), redact }));
}

describe('a report over hostile strings', () => {
  it.each(hostileCorpus.map((text, at) => [text.slice(0, 60), text, at]))(
    '%j in every field',
    (_, text, at) => {
      for (const seed of [at, at + 1_000]) expect(complain(writeWild([text], 2, seed, false))).toEqual([]);
    },
  );

  it.each([false, true])(
    'generated, redact %s',
    (redact) => {
      let strings = 0;
      let reports = 0;
      fc.assert(
        fc.property(fc.array(hostileString, { minLength: 30, maxLength: 30 }), fc.nat(), (texts, seed) => {
          strings += texts.length;
          reports += 1;
          expect(complain(writeWild(texts, 2, seed, redact))).toEqual([]);
        }),
        { numRuns: redact ? 50 : 170, seed: 20261122, endOnFailure: true },
      );
      console.log(
        `hostile reports (redact ${redact}): ${strings} strings in ${reports} reports, seed 20261122`,
      );
      expect(strings).toBeGreaterThanOrEqual(redact ? 1_500 : 5_000);
    },
    300_000,
  );

  it('are seen by the judge where they are not escaped', () => {
    const report = writeWild(['x'], 1, 1, false);
    expect(complain({ ...report, summary: `${report.summary}\n\n@team` })).not.toEqual([]);
    expect(
      complain({ ...report, body: report.body.replace('### Clusters', '### Clusters\n\n# Other') }),
    ).toEqual([]);
  });
});

describe('quoteShell', () => {
  it.each([
    ['rg-prod', 'rg-prod'],
    ['1.33.5', '1.33.5'],
    ['33%', '33%'],
    ['rg (new)', "'rg (new)'"],
    ["it's", "'it'\\''s'"],
    ['-rf', "'-rf'"],
    ['$(id)', "'$(id)'"],
  ])('writes %j as %s', (text, word) => {
    expect(quoteShell(text)).toBe(word);
  });

  it.each([[''], ['a\nb'], ['a\u202eb'], ['a\0b'], ['\ud800'], ['x'.repeat(91)], ['<!-- x -->']])(
    'refuses %j, which no Azure resource is called',
    (text) => {
      expect(quoteShell(text)).toBeUndefined();
    },
  );

  it('is read by a POSIX shell as it was', () => {
    const words = fc.sample(hostileString, { numRuns: 3_000, seed: 20261122 }).flatMap((text) => {
      const word = quoteShell(text);
      return word === undefined ? [] : [{ text, word }];
    });
    const script = words.map(({ word }) => `printf '%s\\n' ${word}`).join('\n');
    const read = execFileSync('/bin/sh', [], { input: script, encoding: 'utf8' }).split('\n').slice(0, -1);
    expect(read).toEqual(words.map(({ text }) => text));
    console.log(`quoteShell: ${words.length} words through /bin/sh, seed 20261122`);
    expect(words.length).toBeGreaterThan(1_000);
  });
});
