import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docsBase } from '../../src/report/links.ts';
import { findMarked, tellsTheSame } from '../../src/report/marker.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, anInventory, aPool, image, offers, version } from '../builders/fleet.ts';
import { anAim, travel } from '../builders/told.ts';
import { judge } from '../oracles/markdown.ts';
import { drawFleet } from '../plan/random-fleet.ts';

const old = 'AKSUbuntu-2404gen2containerd-202510.19.1';
const newest = image('AKSUbuntu-2404gen2containerd-202611.09.0');
const behind = anInventory([
  aCluster({
    name: 'orders',
    version: version('1.34.7'),
    offers: offers('1.34.8', '1.35.4', '1.35.5'),
    pools: [
      aPool({
        name: 'system',
        version: version('1.34.7'),
        image: image(old),
        offer: { latestImage: newest, upgrades: undefined },
      }),
    ],
  }),
  aCluster({ name: 'calm' }),
]);

/** What is said of several pools in the same words stands in one line that names them. */
function countFindings(line: string): number {
  const found =
    /^(?: {2})?- (?:\*\*Required\*\*|Recommended|Information) \[AKS\d+\]:(?: pools ((?:`[^`]+`|, | and )+):)?/.exec(
      line,
    );
  if (found === null) return 0;
  return found[1]?.match(/`[^`]+`/g)?.length ?? 1;
}

describe('over what drift and plan really say', () => {
  it('tells every step, hold and finding, and nothing but text', () => {
    const seen = { fleets: 0, steps: 0, holds: 0, findings: 0, codes: new Set<string>() };
    fc.assert(
      fc.property(fc.nat({ max: 0x7fffffff }), (seed) => {
        const { clusters, aim, now } = drawFleet(seed);
        const told = travel(anInventory(clusters), aim, now);
        const { body, key } = writeReport(told);
        const lines = body.split('\n');
        const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
        const standing = told.plan.holds.filter((hold) => hold.standing);
        expect(count(/^\d+\. (?:Control plane|Pool `)/)).toBe(told.plan.steps.length);
        const heldKinds = lines
          .filter((line) =>
            /^(?: {2})?- (?:Control plane|Pool `[^`]+`): (?:Kubernetes|node image) /.test(line),
          )
          .map((line) => (line.includes('` and node image `') ? 2 : 1));
        expect(heldKinds.reduce((sum, each) => sum + each, 0)).toBe(standing.length);
        const toldFindings = lines.map(countFindings).reduce((sum, each) => sum + each, 0);
        expect(toldFindings).toBe(told.drift.findings.length);
        expect(findMarked(body, key)?.ours).toBe(body);
        const judged = judge(body, {
          links: (url) => url.startsWith(docsBase) || url.includes('/runs/'),
          html: () => true,
        });
        expect([judged.mentions, judged.references, judged.links, judged.images, judged.emoji]).toEqual([
          [],
          [],
          [],
          [],
          [],
        ]);
        seen.fleets += 1;
        seen.steps += told.plan.steps.length;
        seen.holds += standing.length;
        seen.findings += told.drift.findings.length;
        for (const { code } of told.drift.findings) seen.codes.add(code);
      }),
      { numRuns: 150, seed: 20261122 },
    );
    console.log(`real road: ${JSON.stringify({ ...seen, codes: seen.codes.size })}, seed 20261122`);
    expect(Math.min(seen.steps, seen.holds, seen.findings)).toBeGreaterThan(100);
  }, 300_000);

  it('writes nothing from day to day while nothing changes', () => {
    const days = [22, 23, 24, 25, 26].map((day) => new Date(Date.UTC(2026, 10, day, 6)));
    const reports = days.map((now) => writeReport(travel(behind, anAim, now)));
    const [first] = reports;
    expect(first?.body).toContain('First deadline: **30 Nov 2026** for `rg/orders`');
    for (const { body } of reports) expect(tellsTheSame(body, first?.body ?? '')).toBe(true);
  });
});
