import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarked } from '../../src/report/marker.ts';
import { bodyLimit, summaryLimit } from '../../src/report/room.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { cpuTimeOf } from '../builders/cpu-time.ts';
import { hostileString } from '../builders/hostile-strings.ts';
import {
  aChange,
  aDiff,
  aMovingCluster,
  aNoteOfImages,
  anItem,
  aReleases,
  clustersBehind,
  jammy,
  packageList,
  published,
  tellWith,
} from '../builders/releases.ts';
import { aFleet, anUrgentCluster, join } from '../builders/report-shapes.ts';
import type { ToldParts } from '../builders/told.ts';
import { aWildReleases } from '../builders/wild-releases.ts';
import { drawFrom } from '../builders/wild-told.ts';
import { judge } from '../oracles/markdown.ts';

const newest = `${jammy}-202611.09.0`;
const release = (at: number) =>
  `${jammy}-2025${String(1 + (at % 12)).padStart(2, '0')}.${String(1 + at).padStart(2, '0')}.0`;

const text = 'Words of an announcement that goes on for a while. '.repeat(5).trim();
const notes = Array.from({ length: 12 }, (_, at) =>
  aNoteOfImages(
    `2026-${String(at + 1).padStart(2, '0')}-17`,
    `2026${String(at + 1).padStart(2, '0')}.01.0`,
    Array.from({ length: 20 }, () => anItem({ text })),
  ),
);

/** `pairs` of images, each with as much as can be told, in `perPair` clusters of three pools each. */
function aFull(pairs: number, perPair: number, parts: ToldParts = {}, said = notes) {
  const fleet = Array.from({ length: pairs }, (_, at) => {
    const one = clustersBehind(perPair, release(at), newest, { name: `pair${at}` });
    const clusters = (one.clusters ?? []).map((cluster) => ({
      ...cluster,
      pools: [0, 1, 2].flatMap((copy) => cluster.pools.map((pool) => ({ ...pool, id: `${pool.id}${copy}` }))),
    }));
    return { ...one, clusters };
  });
  const images = Array.from({ length: pairs }, (_, at) =>
    aChange(release(at), newest, {
      diff: aDiff({
        packages: { total: 900, changed: 400, added: 9, removed: 9, security: 80, list: packageList(300) },
      }),
    }),
  );
  return tellWith(
    join(...fleet, parts),
    aReleases({ images, notes: said, published: [published(jammy, '202612.01.0')] }),
  );
}

function notice(body: string): string {
  return body.split('\n').find((line) => line.startsWith('_Shortened')) ?? '';
}

describe('a report with release data fits', () => {
  it('at 400 clusters, 1,200 pools and 30 pairs of images, in less than four seconds of the processor', () => {
    const told = aFull(30, 13, aFleet(10));
    expect(told.inventory.clusters).toHaveLength(400);
    expect(told.inventory.clusters.flatMap(({ pools }) => pools).length).toBeGreaterThan(1_170);
    let written: ReturnType<typeof writeReport> | undefined;
    const took = cpuTimeOf(() => {
      written = writeReport(told);
    });
    const { body = '', summary = '' } = written ?? {};
    console.log(`400 clusters, 30 pairs: ${Math.round(took)} ms, ${body.length} characters`);
    expect(took).toBeLessThan(4_000);
    expect(body.length).toBeLessThanOrEqual(bodyLimit);
    expect(body.length).toBeGreaterThan(bodyLimit * 0.95);
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(summaryLimit);
    expect(body).toContain('> **What it brings** to 13 pools (Ubuntu 22.04)');
    expect(body).toContain('\n### Time left\n');
    expect(body).toContain('And 29 more changes of node image.');
    expect(summary).toContain('\n### From the AKS release notes\n');
    expect(summary).toContain('<summary>150 packages by name</summary>');
  });

  const moving = aMovingCluster('ledger', '1.33.11', '1.34.8', '1.35.5');
  it.each<[string, ReturnType<typeof aFull>, readonly string[], readonly string[]]>([
    ['nothing of a small one', aFull(2, 1), [], []],
    [
      'packages of all pairs but three',
      aFull(6, 1, moving, notes.slice(0, 1)),
      ['packages of less used node images'],
      ['AKS release notes', 'lists of packages'],
    ],
    [
      'then all packages',
      aFull(12, 1, join(moving, aFleet(4))),
      ['lists of packages'],
      ['packages of less used', 'AKS release notes'],
    ],
    [
      'then what is said and what is on the way, then pictures, then images, before anything about steps',
      aFull(30, 1, join(moving, aFleet(12))),
      ['the AKS release notes'],
      ['`az` commands', 'findings'],
    ],
  ])('leaves out %s', (_, told, some, none) => {
    const { body } = writeReport(told);
    expect(body.length).toBeLessThanOrEqual(bodyLimit);
    if (some.length === 0) expect(notice(body)).toBe('');
    for (const words of some) expect(notice(body)).toContain(words);
    for (const words of none) expect(notice(body)).not.toContain(words);
  });

  it('says nothing of parts that there were none of', () => {
    const { body } = writeReport(tellWith(clustersBehind(200, release(0), newest), aReleases()));
    expect(notice(body)).toMatch(/Left out: the `az` commands(?: and|, )/);
  });

  it('whatever the strings and the fleet', () => {
    let shortened = 0;
    const long = fc.constantFrom('x', '😀', '|', '`', '@a ', '<', 'ﷺ').map((unit) => unit.repeat(5_000));
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 1, arbitrary: hostileString }, { weight: 2, arbitrary: long }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.constantFrom(1, 5, 30),
        fc.constantFrom(0, 10, 120),
        fc.nat(),
        (texts, pairs, others, seed) => {
          const draw = drawFrom(seed);
          const wild = { draw, text: () => texts[draw(texts.length)] ?? '' };
          const { clusters, drifts, steps } = join(
            ...Array.from({ length: pairs }, (_, at) =>
              clustersBehind(1, release(at), newest, { name: `p${at}`, location: wild.text() }),
            ),
            anUrgentCluster(),
            aFleet(others),
          );
          const parts = { clusters: clusters ?? [], drifts: drifts ?? [], steps: steps ?? [] };
          const report = writeReport(tellWith(parts, aWildReleases(wild, parts)));
          if (notice(report.body) !== '') shortened += 1;
          expect(report.body.length).toBeLessThanOrEqual(bodyLimit);
          expect(Buffer.byteLength(report.summary)).toBeLessThanOrEqual(summaryLimit);
          expect(findMarked(report.body, 'fleet')?.ours).toBe(report.body);
          const { unbalancedDetails, unclosedFences } = judge(report.body, {
            links: () => true,
            html: () => true,
          });
          expect(unbalancedDetails + unclosedFences).toBe(0);
        },
      ),
      { numRuns: 14, seed: 20261122, endOnFailure: true },
    );
    console.log(`releases fit: 14 reports, ${shortened} shortened, seed 20261122`);
    expect(shortened).toBeGreaterThan(5);
  }, 300_000);
});
