import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import {
  aMovingCluster,
  aNote,
  anItem,
  aReleases,
  clustersBehind,
  jammy,
  tellWith,
} from '../builders/releases.ts';
import { join } from '../builders/report-shapes.ts';
import { aWildReleases } from '../builders/wild-releases.ts';
import { aWildFleet, drawFrom } from '../builders/wild-told.ts';
import { complainOf } from '../oracles/own-markdown.ts';
import { isReleaseLink } from '../oracles/release-links.ts';

/** What of a report is more than our own headings, tables, links and folds. */
function complain(report: Report): readonly string[] {
  const found = findMarked(report.body, 'fleet');
  return [
    ...(found?.ours === report.body ? [] : ['a marker that is not ours']),
    ...complainOf(report.body, 2),
    ...complainOf(report.summary, 0),
  ];
}

function writeWild(texts: readonly string[], seed: number, redact = false): Report {
  const draw = drawFrom(seed);
  let at = 0;
  const text = () => texts[at < texts.length ? at++ : draw(texts.length)] ?? '';
  const fleet = join(
    aWildFleet({ draw, text }, 1, 2),
    clustersBehind(1, `${jammy}-202605.01.0`, `${jammy}-202607.01.0`, { location: text() }),
    clustersBehind(1, `${jammy}-202604.01.0`, `${jammy}-202607.01.0`, { name: 'other' }),
    aMovingCluster('ledger', '1.33.11', '1.34.8', '1.35.5'),
  );
  return writeReport(tellWith({ ...fleet, redact }, aWildReleases({ draw, text }, fleet)));
}

describe('release data of hostile strings', () => {
  it.each(hostileCorpus.map((text, at) => [text.slice(0, 60), text, at]))(
    '%j in every field',
    (_, text, at) => {
      expect(complainOf(writeWild([text], at).body, 2)).toEqual([]);
    },
  );

  it('generated', () => {
    let told = { images: 0, notes: 0, folded: 0 };
    fc.assert(
      fc.property(
        fc.array(hostileString, { minLength: 60, maxLength: 60 }),
        fc.nat(),
        fc.boolean(),
        (texts, seed, redact) => {
          const report = writeWild(texts, seed, redact);
          expect(complain(report)).toEqual([]);
          const has = (part: string) => (report.body.includes(part) ? 1 : 0);
          told = {
            images: told.images + has('\n### What the new node images bring\n'),
            notes: told.notes + has('\n### From the AKS release notes\n'),
            folded: told.folded + has(' by name</summary>'),
          };
        },
      ),
      { numRuns: 60, seed: 20261122, endOnFailure: true },
    );
    console.log(`hostile releases: ${JSON.stringify(told)} of 60 reports, seed 20261122`);
    expect(Math.min(...Object.values(told))).toBeGreaterThan(30);
  }, 300_000);

  it.each([
    ['https://evil.example/x'],
    ['https://learn.microsoft.com.evil.example/'],
    ['https://learn.microsoft.com@evil.example/'],
    ['https://learn.microsoft.com/x)[y](https://evil.example'],
    ['https://learn.microsoft.com/?returnUrl=https%3A%2F%2Fevil.example'],
    ['http://learn.microsoft.com/azure'],
    ['javascript:alert(1)'],
    ['https://learn.microsoft.com/\nhttps://evil.example'],
    ['https://LEARN.microsoft.com/azure'],
    ['//learn.microsoft.com/azure'],
    ['https://github.com:443/Azure/AKS/issues/1'],
    [`https://learn.microsoft.com/${'x'.repeat(700)}`],
  ])('does not lead to %s', (url) => {
    const note = aNote('2026-06-17', {
      items: [anItem({ text: 'Ubuntu 22.04 words.', links: [url] })],
      images: [{ family: 'aksubuntu-2204', version: '202607.01.0' }],
    });
    const { body } = writeReport(
      tellWith(
        clustersBehind(1, `${jammy}-202605.01.0`, `${jammy}-202607.01.0`),
        aReleases({ images: [], notes: [note] }),
      ),
    );
    expect(body).not.toContain('[source]');
    expect(body).not.toContain('evil.example');
  });

  it('has a judge that would see it', () => {
    expect(isReleaseLink('https://learn.microsoft.com/azure/aks/')).toBe(true);
    expect(isReleaseLink('https://redirect.github.com/Azure/AKS/issues/1')).toBe(true);
    expect(isReleaseLink('https://github.com/Azure/AKS/issues/1')).toBe(false);
    expect(isReleaseLink('https://github.com/Azure/AgentBaker/blob/../../evil/x')).toBe(false);
    expect(isReleaseLink('https://learn.microsoft.com.evil.example/')).toBe(false);
    const report = writeWild(['x'], 1);
    expect(complain({ ...report, summary: `${report.summary}\n\n### Some other heading` })).not.toEqual([]);
    expect(complain({ ...report, summary: `${report.summary}\n\n[a](https://evil.example)` })).not.toEqual(
      [],
    );
  });
});
