/** The rights of check mode: each is needed, each absence is named, and no other is asked for. */
import { afterAll, describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import { checkActions } from '../../simulator/azure-access.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { clouds, simClientId, usualIdentity, type World } from '../../simulator/world.ts';
import {
  check,
  codeOf,
  complainOfEnding,
  errorOf,
  inWorld,
  leaveOutPools,
  type RoadOptions,
  readsOf,
  unreadRows,
} from './start.ts';

const provider = 'Microsoft.ContainerService';
/** The rights of check mode as documented for the reader role, but for the optional one. */
const listA = [
  `${provider}/managedClusters/read`,
  `${provider}/managedClusters/upgradeProfiles/read`,
  `${provider}/managedClusters/agentPools/read`,
  `${provider}/managedClusters/agentPools/upgradeProfiles/read`,
  `${provider}/managedClusters/availableAgentPoolVersions/read`,
  `${provider}/managedClusters/maintenanceConfigurations/read`,
  `${provider}/locations/kubernetesversions/read`,
] as const;
const used = new Map<string, number>();

afterAll(() => {
  const told = listA.map((action) => `${action.slice(provider.length + 1)} ${used.get(action) ?? 0}`);
  console.log(`rights asked for in this file: ${told.join(', ')}`);
});

async function inCountedWorld(options: RoadOptions, use: (world: World) => Promise<void>): Promise<void> {
  await inWorld(options, async (world) => {
    await use(world);
    for (const { action } of world.arm.uses) used.set(action, (used.get(action) ?? 0) + 1);
  });
}

describe('the rights of the reader role', () => {
  // Behind in everything, in two regions: of one, the version list stays closed.
  const fleet = describeFleet({
    now: new Date(),
    regions: { northeurope: {} },
    clusters: [
      { name: 'aks-a', version: '1.35.4', pools: [{ name: 'system', imageDaysBehind: 20 }] },
      {
        name: 'aks-b',
        location: 'northeurope',
        version: '1.35.4',
        pools: [{ name: 'system', imageDaysBehind: 20 }],
      },
    ],
  });
  const scope = `/subscriptions/${fleet.subscriptions[0]?.id}`;
  const closed = `${scope}/providers/${provider}/locations/northeurope`;

  /** As for an identity whose role ends at the groups: no region's list, but the clusters' own. */
  async function checkWithout(
    action: string | undefined,
    see: (result: ActionResult) => void,
  ): Promise<void> {
    await inCountedWorld({ fleet, reshape: (body) => leaveOutPools(body) }, async (world) => {
      const actions = checkActions.filter((one) => one !== action);
      world.identities = [{ ...usualIdentity(fleet), roles: [{ actions, scope }] }];
      world.network.faults.push({
        match: { host: clouds.AzureCloud.arm, path: /northeurope\/kubernetesVersions$/ },
        kind: 'lost',
        response: {
          status: 403,
          body: {
            error: {
              code: 'AuthorizationFailed',
              message: `The client '${simClientId}' does not have authorization to perform action '${listA[6]}' over scope '${closed}'.`,
            },
          },
        },
      });
      const result = await check(world);
      expect(complainOfEnding(world, result)).toEqual([]);
      see(result);
    });
  }

  test('are the documented ones', () => {
    expect(checkActions.toSorted()).toEqual(listA.toSorted());
  });

  test('all together leave nothing unread but the closed list', async () => {
    await checkWithout(undefined, (result) => {
      expect(result.outputs).toMatchObject({ unread: '0', 'upgrade-available': 'true' });
      expect(unreadRows(result.summary).map(({ what }) => what)).toEqual(['version list of `northeurope`']);
    });
  });

  test.each(listA.map((action) => [action]))('without %s the report names it', async (action) => {
    await checkWithout(action, (result) => {
      const told = unreadRows(result.summary).map(({ right }) => right);
      expect(told).toContain(`\`${action}\``);
      const isAll = action === listA[0];
      expect([result.exitCode, codeOf(result)]).toEqual(isAll ? [1, 'AKSU-AZURE-READ'] : [0, undefined]);
      if (isAll) expect(errorOf(result)).toContain(action);
      expect(result.log).toContain(action);
      expect(result.summary).not.toContain('up to date |');
      expect(result.summary).not.toContain('nothing due');
    });
  });

  test('are each asked for, and no other is', () => {
    expect([...used.keys()].toSorted()).toEqual(listA.toSorted());
  });
});

test('reads carry the token, an API version and a name', async () => {
  await inCountedWorld({ fleet: describeFleet({ now: new Date(), clusters: [{}] }) }, async (world) => {
    await check(world);
    const reads = readsOf(world);
    expect(reads.length).toBeGreaterThan(4);
    for (const { request } of reads) {
      expect(request.method).toBe('GET');
      expect(request.headers['authorization']).toMatch(/^Bearer /);
      expect(request.headers['user-agent']).toMatch(/^aks-upgrade/);
      expect(request.query.get('api-version')).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});
