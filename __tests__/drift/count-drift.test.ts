import { expect, test } from 'vitest';
import { countDrift } from '../../src/drift/count-drift.ts';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { aCluster, anInventory, aPool, image, now, offers, version } from '../builders/fleet.ts';
import { usualAim } from '../plan/table/row.ts';

const newer = { latestImage: image('AKSUbuntu-2404gen2containerd-202611.16.0'), upgrades: undefined };
const behind = { version: version('1.36.1'), offers: offers('1.36.2') };
const pool = aPool({ name: 'p', version: version('1.35.5'), offer: newer });

test.each<[string, Cluster, [number, number, number]]>([
  ['nothing', aCluster(), [0, 0, 0]],
  ['one of each, for pools that have entries', aCluster({ ...behind, pools: [pool] }), [1, 1, 1]],
  [
    'the same for an availability set, which has none',
    aCluster({ ...behind, pools: [{ ...pool, kind: 'AvailabilitySet' }] }),
    [1, 1, 1],
  ],
  [
    'a level availability set with a newer image, renewed or not',
    aCluster({
      nodeOsChannel: 'NodeImage',
      pools: [aPool({ kind: 'AvailabilitySet', offer: newer }), aPool({ offer: newer })],
    }),
    [0, 0, 2],
  ],
])('counts %s', (_, cluster, [controlPlanes, pools, images]) => {
  const drift = findDrift(anInventory([cluster]), usualAim, now);
  expect(countDrift(drift)).toEqual({ controlPlanes, pools, images });
});
