import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docsBase } from '../../src/report/links.ts';
import { progressLimit, writeProgress } from '../../src/report/progress.ts';
import type { Report } from '../../src/report/report.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { aTold, context } from '../builders/told.ts';
import { aWildFleet, drawFrom, type Wild } from '../builders/wild-told.ts';
import { aWildProgress, aWildUpgrade } from '../builders/wild-upgrade.ts';
import { judge } from '../oracles/markdown.ts';
import { isReleaseLink, releaseHeading } from '../oracles/release-links.ts';

const run = `${context.serverUrl}/${context.owner}/${context.repository}/actions/runs/${context.runId}`;
const ownHeading = /^(?:Could not be read|Clusters|Support windows|How to go on|[🔴🟠🔵🟡⚪🟢] )/u;
const ownMarker = /^<!-- aks-upgrade progress key=fleet cluster=[0-9a-f]{16} -->$/;

/** What of a text is more than our own headings, tables, links and folds. */
function complainOf(text: string): readonly string[] {
  const { headings, tables, markers, unbalancedDetails, unclosedFences, ...lists } = judge(text, {
    links: (url) => url === run || url.startsWith(`${docsBase}/`) || isReleaseLink(url),
    html: (html) => /^<\/?(?:details|summary)>$/.test(html) || ownMarker.test(html),
  });
  return [
    ...Object.entries(lists).flatMap(([what, found]) =>
      found.length > 0 ? [`${what} ${JSON.stringify(found)}`] : [],
    ),
    ...markers.flatMap((marker) => (ownMarker.test(marker.text) ? [] : [`marker ${JSON.stringify(marker)}`])),
    ...(unbalancedDetails + unclosedFences === 0 ? [] : ['unbalanced']),
    ...tables.flatMap(({ columns }) => (new Set(columns).size === 1 ? [] : [`columns ${columns}`])),
    ...headings.flatMap(({ text: heading, depth }) =>
      depth === 2 || (depth === 3 && (ownHeading.test(heading) || releaseHeading.test(heading)))
        ? []
        : [`heading ${heading}`],
    ),
    ...(/verified/i.test(text) ? ['verified'] : []),
  ];
}

function complain(report: Report): readonly string[] {
  return [
    ...complainOf(report.summary),
    ...report.annotations.flatMap(({ title, text }) =>
      [title, text].filter((each) => /[\p{Cc}\u2028\u2029]/u.test(each) || !each.isWellFormed()),
    ),
  ];
}

function wildOf(texts: readonly string[], seed: number): Wild {
  const draw = drawFrom(seed);
  let at = 0;
  return { draw, text: () => texts[at < texts.length ? at++ : draw(texts.length)] ?? '' };
}

function writeWild(texts: readonly string[], seed: number, redact: boolean): Report {
  const wild = wildOf(texts, seed);
  const fleet = aWildFleet(wild, 1, 2);
  const upgrade = aWildUpgrade(wild, fleet.clusters ?? []);
  return writeReport({ ...aTold({ ...fleet, redact }), upgrade });
}

function writeWildProgress(texts: readonly string[], seed: number, redact: boolean): string {
  const wild = wildOf(texts, seed);
  const [cluster] = aWildFleet(wild, 1, 2).clusters ?? [];
  if (cluster === undefined) throw new Error('no cluster was drawn');
  return writeProgress(aWildProgress(wild, cluster), { ...aTold({ redact }), changedAt: new Date(0) });
}

describe('an upgrade over hostile strings', () => {
  it.each(hostileCorpus.map((text, at) => [text.slice(0, 60), text, at]))(
    '%j in every field',
    (_, text, at) => {
      expect(complain(writeWild([text], at, false))).toEqual([]);
      expect(complainOf(writeWildProgress([text], at, false))).toEqual([]);
    },
  );

  it.each([false, true])('generated, redact %s', (redact) => {
    let strings = 0;
    fc.assert(
      fc.property(fc.array(hostileString, { minLength: 60, maxLength: 60 }), fc.nat(), (texts, seed) => {
        strings += texts.length;
        expect(complain(writeWild(texts, seed, redact))).toEqual([]);
        const progress = writeWildProgress(texts, seed, redact);
        expect(complainOf(progress)).toEqual([]);
        expect(progress.split('\n')[0]).toMatch(ownMarker);
        expect(progress.length).toBeLessThanOrEqual(progressLimit);
      }),
      { numRuns: 45, seed: 20261122, endOnFailure: true },
    );
    expect(strings).toBeGreaterThanOrEqual(2_700);
  });

  it('are seen by the judge where they are not escaped', () => {
    const { summary } = writeWild(['x'], 1, false);
    expect(complainOf(`${summary}\n\n@team`)).not.toEqual([]);
    expect(complainOf(`${summary}\n\n<!-- aks-upgrade progress key=fleet cluster=x -->`)).not.toEqual([]);
  });

  it('with redact leave no trace in names, words and messages of Azure', () => {
    const secret = (name: string) => `zz${name}zz`;
    let n = 0;
    const wild: Wild = { draw: drawFrom(7), text: () => secret(String(n++)) };
    const fleet = aWildFleet(wild, 2, 2);
    const upgrade = aWildUpgrade(wild, fleet.clusters ?? []);
    const { outcome } = upgrade;
    const steps = outcome.steps.map((step) => {
      // What is ours, and what the report shows in any case.
      const { trouble, ...rest } = step;
      const ours = { hashedId: '0123456789abcdef', from: '1.35.5', to: '1.36.2' };
      const explained = trouble && {
        trouble: { ...trouble, cause: 'A cause.', advice: 'Some advice.', code: `${trouble.code} !` },
      };
      return {
        ...rest,
        approved: { ...step.approved, ...ours },
        reported: '1.36.2',
        reportedImage: 'i',
        ...explained,
      };
    });
    const told = aTold({ clusters: [], redact: true });
    const report = writeReport({
      ...told,
      upgrade: {
        ...upgrade,
        outcome: { ...outcome, result: 'failed', steps },
        proof: { kind: 'none' },
        approved: { ...upgrade.approved, runId: '1' },
      },
    });
    const texts = [
      report.summary,
      report.body,
      ...report.annotations.flatMap(({ title, text }) => [title, text]),
    ];
    expect(texts.join('\n')).not.toMatch(/zz\d+zz/);
  });
});
