/** A pool whose Kubernetes version brings another system does not get the newer image of its own. */

import { expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, anInventory, aPool, image, now, offers, version } from '../builders/fleet.ts';
import { aChange, aDiff, aReleases } from '../builders/releases.ts';
import { anAim, aTold } from '../builders/told.ts';

const kind = 'AKSUbuntu-2204gen2containerd';
const [from, to] = [`${kind}-202607.09.0`, `${kind}-202611.09.0`];

function aBehind(name: string, runs: string, osSku: string, ...higher: readonly string[]) {
  const pool = aPool({
    name: 'user',
    id: `/clusters/${name}/pools/user`,
    version: version(runs),
    image: image(from),
    osSku,
    offer: { latestImage: image(to), upgrades: undefined },
  });
  return aCluster({ name, version: version(runs), offers: offers(...higher), pools: [pool] });
}

function tell(clusters: readonly ReturnType<typeof aCluster>[], upgradeType = anAim.upgradeType): string {
  const inventory = anInventory(clusters);
  const aim = { ...anAim, upgradeType };
  const drift = findDrift(inventory, aim, now);
  const plan = makePlan(drift, aim, {
    repositoryId: '1',
    reportKey: 'fleet',
    now,
    sha256: aTold().sha256,
  });
  const releases = aReleases({ images: [aChange(from, to)] });
  const told = aTold({ clusters });
  return writeReport({ ...told, drift, plan, releases, inputs: { ...told.inputs, aim } }).body;
}

const crossing = aBehind('over', '1.34.8', 'Ubuntu', '1.35.5');

test('whose way crosses the change gets what Kubernetes brings, and no kernel is promised', () => {
  const text = tell([crossing]);
  expect(text).toContain('**What it brings** to 1 pool (Ubuntu 22.04): Ubuntu 24.04 in its place.');
  expect(text).toContain(
    'Not with the Kubernetes version aimed for: it comes with an image of **Ubuntu 24.04**',
  );
  expect(text).not.toMatch(/What it brings.*kernel/);
});

test.each([
  ['it names its version', [aBehind('pinned', '1.34.8', 'Ubuntu2204', '1.35.5')], 'full'],
  ['no version of Kubernetes is aimed for', [crossing], 'node-image-only'],
  ['the change is not on the way', [aBehind('below', '1.33.12', 'Ubuntu')], 'full'],
] as const)('gets the newer image where %s', (_, clusters, upgradeType) => {
  const text = tell(clusters, upgradeType);
  expect(text).toMatch(/What it brings\*\* to 1 pool \(Ubuntu 22\.04\): kernel/);
  expect(text).not.toContain('Not with the Kubernetes version');
});

test('is counted apart from those that get it', () => {
  const text = tell([crossing, aBehind('pinned', '1.34.8', 'Ubuntu2204', '1.35.5')]);
  expect(text).toMatch(/What it brings\*\* to 1 pool \(Ubuntu 22\.04\): kernel/);
  expect(text).toContain('Not to 1 of these pools with the Kubernetes version aimed for:');
});

test.each([
  [{ security: 0, untold: 3 }, '5 of 9 packages changed, 3 of them of unknown origin.'],
  [
    { security: 2, untold: 3 },
    '5 of 9 packages changed, 2 of them for security, 3 of them of unknown origin.',
  ],
  [{ security: 0 }, '5 of 9 packages changed, 0 of them for security.'],
])('of packages without an origin nobody says that they are none for security: %j', (counts, expected) => {
  const packages = { total: 9, changed: 5, added: 0, removed: 0, list: [], ...counts };
  const inventory = anInventory([crossing]);
  const drift = findDrift(inventory, anAim, now);
  const releases = aReleases({ images: [aChange(from, to, { diff: aDiff({ packages }) })] });
  expect(writeReport({ ...aTold({ clusters: [crossing] }), drift, releases }).body).toContain(expected);
});
