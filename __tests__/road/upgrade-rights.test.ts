/** The roles of upgrade mode: each is enough for its steps, each right of it is needed or stood in for, none is superfluous. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import { checkActions, imageActions, versionActions } from '../../simulator/azure-access.ts';
import { codeOf, errorOf } from './start.ts';
import {
  checkIn,
  complainOfUpgrade,
  inScene,
  mutationsOf,
  planOf,
  type Scene,
  startedOf,
  upgradeIn,
} from './upgrade-start.ts';

const permissionsRead = 'Microsoft.Authorization/permissions/read';
const short = (action: string) => action.replace('Microsoft.ContainerService/', '');

/** The JSON of a role in the documentation. */
function roleOf(name: string): readonly string[] {
  const text = readFileSync(new URL('../../docs/azure-access.md', import.meta.url), 'utf8');
  const roles = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json = '']) => JSON.parse(json) as Role,
  );
  const role = roles.find((one) => one.Name === name);
  if (role === undefined) throw new Error(`docs/azure-access.md has no role ${name}.`);
  return role.Actions;
}

interface Role {
  readonly Name: string;
  readonly Actions: readonly string[];
}

const roles = {
  B: { actions: roleOf('AKS upgrade node images'), upgradeType: 'node-image-only' },
  C: { actions: roleOf('AKS upgrade Kubernetes versions'), upgradeType: 'full' },
} as const;
const used = new Set<string>();
afterAll(() =>
  console.log(`rights asked for by upgrades in this file: ${[...used].map(short).toSorted().join(', ')}`),
);

const clusters = [{ name: 'aks-1', version: '1.35.5', pools: [{ name: 'system', imageDaysBehind: 20 }] }];

/** By upgrade type: made once, by the reader. */
const plans = new Map<string, string>();
beforeAll(async () => {
  await inScene({ clusters, actions: checkActions }, async (scene) => {
    for (const { upgradeType } of Object.values(roles)) {
      const checked = await checkIn(scene, { 'upgrade-type': upgradeType, 'report-to': 'none' });
      plans.set(upgradeType, planOf(checked));
    }
  });
});

async function upgradeAs(
  upgradeType: string,
  actions: readonly string[],
  see: (scene: Scene, result: ActionResult) => void,
): Promise<void> {
  const plan = plans.get(upgradeType) ?? '';
  await inScene({ clusters, actions, speed: 1000, startAt: '2026-11-22T12:00:00Z' }, async (scene) => {
    const { world } = scene;
    const result = await upgradeIn(scene, plan);
    for (const { action } of world.arm.uses) used.add(action);
    expect(complainOfUpgrade(world, result)).toEqual([]);
    see(scene, result);
  });
}

test('the roles are those of the simulated Azure', () => {
  expect(roles.B.actions.toSorted()).toEqual([...imageActions, permissionsRead].toSorted());
  expect(roles.C.actions.toSorted()).toEqual([...versionActions, permissionsRead].toSorted());
});

describe.each(Object.entries(roles))('role %s', (_, { actions, upgradeType }) => {
  test('is enough', async () => {
    await upgradeAs(upgradeType, actions, ({ world }, result) => {
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(world.arm.uses.filter(({ granted }) => !granted)).toEqual([]);
    });
  });
});

/** What stands in for a right, by docs/azure-access.md, or is not needed for versions; any other is missed by name. */
const stoodInFor = [
  'managedClusters/agentPools/upgradeProfiles/read',
  'managedClusters/availableAgentPoolVersions/read',
  'locations/kubernetesversions/read',
  'locations/operations/read',
  'locations/operationresults/read',
];

describe('without', () => {
  const cells = [
    ...roles.C.actions
      .filter((action) => action !== permissionsRead)
      .map((action) => ['full', action] as const),
    [
      'node-image-only',
      imageActions.find((action) => action.endsWith('upgradeNodeImageVersion/action')) ?? '',
    ] as const,
    ['node-image-only', 'Microsoft.ContainerService/locations/operations/read'] as const,
  ].filter(([type, action]) => type !== 'full' || !action.endsWith('upgradeNodeImageVersion/action'));

  test.each(cells)('in a plan of %s, %s', async (upgradeType, action) => {
    const rest = roles.C.actions.filter((one) => one !== action);
    await upgradeAs(upgradeType, rest, ({ world }, result) => {
      const isMissed = !stoodInFor.includes(short(action));
      const word = isMissed ? 'failed' : 'upgraded';
      expect([result.exitCode, result.outputs['result']]).toEqual([word === 'failed' ? 1 : 0, word]);
      // What was refused is named for people, and nothing was done in its place.
      if (isMissed || short(action).includes('pgradeProfiles')) expect(result.summary).toContain(action);
      if (isMissed && word === 'failed') {
        const isAll = short(action) === 'managedClusters/read';
        expect(codeOf(result)).toBe(isAll ? 'AKSU-AZURE-READ' : 'AKSU-UPGRADE-FAILED');
        expect(errorOf(result)).toContain(action);
      }
      const refused = mutationsOf(world).filter((mutation) => mutation.endsWith(' 403'));
      expect(refused).toHaveLength(isMissed && /write$|Version\/action$/.test(action) ? 1 : 0);
      if (word === 'upgraded') expect(startedOf(world)).toHaveLength(upgradeType === 'full' ? 2 : 1);
    });
  });

  test('reading the pool offers, an image is not upgraded', async () => {
    const action = 'Microsoft.ContainerService/managedClusters/agentPools/upgradeProfiles/read';
    await upgradeAs(
      'node-image-only',
      roles.B.actions.filter((one) => one !== action),
      ({ world }, result) => {
        expect([result.exitCode, result.outputs['result'], mutationsOf(world)]).toEqual([1, 'failed', []]);
        expect(errorOf(result)).toContain(action);
      },
    );
  });
});

test('no other right is asked for, and none in vain but where Azure may ask for it', () => {
  const declared = new Set<string>(roles.C.actions);
  expect([...used].filter((action) => !declared.has(action))).toEqual([]);
  // AKS points to `operationresults` where it gives no `Azure-AsyncOperation`, which the simulated one always does; and
  // whether the list of one's own permissions takes a right is not known.
  expect(roles.C.actions.filter((action) => !used.has(action)).map(short)).toEqual([
    'locations/operationresults/read',
    permissionsRead,
  ]);
});
