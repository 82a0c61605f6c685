/** The unmodified bundle on fleets that can be read: what it says, what it asks for, and the rights that takes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActionResult } from '../../simulator/action.ts';
import { checkActions } from '../../simulator/azure-access.ts';
import { demoFleet } from '../../simulator/demo-fleet.ts';
import { describeFleet, type Fleet, type SimCluster } from '../../simulator/fleet.ts';
import { clouds, simClientId, usualIdentity, type World } from '../../simulator/world.ts';
import {
  check,
  codeOf,
  complainOfEnding,
  errorOf,
  fileOf,
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

const minorOf = (version: string): number => Number(version.split('.')[1]);
const isHigher = (one: string, other: string): boolean =>
  one.localeCompare(other, 'en', { numeric: true }) > 0;

/** Counted from the description of the fleet alone, by the contract's words and AKS's meaning of `stable`. */
function countDrift(fleet: Fleet): { drift: number; unsupported: boolean } {
  const clusters = fleet.subscriptions.flatMap((subscription) => subscription.clusters);
  const patchesOf = (cluster: SimCluster) =>
    (fleet.regions[cluster.location]?.patches ?? []).filter((patch) => !patch.isPreview);
  const planes = clusters.filter((cluster) => {
    const newest = Math.max(...patchesOf(cluster).map(({ version }) => minorOf(version)));
    return patchesOf(cluster).some(
      ({ version, supportPlans }) =>
        supportPlans.includes(cluster.supportPlan) &&
        minorOf(version) <= newest - 1 &&
        isHigher(version, cluster.version),
    );
  });
  const pools = clusters.flatMap((cluster) => cluster.pools.map((pool) => ({ cluster, pool })));
  const versions = pools.filter(({ cluster, pool }) => isHigher(cluster.version, pool.version));
  const images = pools.filter(
    ({ cluster, pool }) => pool.image !== fleet.regions[cluster.location]?.images[pool.imageKind],
  );
  const unsupported = clusters.some(
    (cluster) =>
      !patchesOf(cluster).some(
        ({ version, supportPlans }) =>
          minorOf(version) === minorOf(cluster.version) && supportPlans.includes(cluster.supportPlan),
      ),
  );
  return { drift: planes.length + versions.length + images.length, unsupported };
}

const declared = Object.keys(
  (parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as { outputs: object }).outputs,
);

describe('the demonstration fleet', () => {
  const fleet = demoFleet(new Date());
  const names = fleet.subscriptions.flatMap(({ id, tenantId, clusters }) => [
    id,
    tenantId,
    ...clusters.map(({ name }) => name),
  ]);

  test('ends with 0, every output right, one issue, and nothing but reads', async () => {
    await inCountedWorld({ fleet }, async (world) => {
      const result = await check(world, { 'report-to': 'issue', 'environment-tag': 'environment' });
      expect(complainOfEnding(world, result)).toEqual([]);
      expect(result.exitCode).toBe(0);
      const { outputs } = result;
      expect(Object.keys(outputs).toSorted()).toEqual(declared.toSorted());
      const counted = countDrift(fleet);
      console.log(
        `demonstration fleet: ${JSON.stringify(counted)} counted by hand, ${outputs['drift']} told`,
      );
      expect(outputs).toMatchObject({
        'upgrade-available': 'true',
        drift: String(counted.drift),
        unsupported: String(counted.unsupported),
        blocked: 'true',
        unread: '0',
        'issue-number': '1',
        'issue-url': 'https://github.com/contoso/platform/issues/1',
        'pull-request-number': '',
        'pull-request-url': '',
        'comment-url': '',
        operation: 'created',
        result: '',
      });
      const values = Object.values(outputs).join('\n');
      expect(names.filter((name) => values.includes(name))).toEqual([]);
      checkPlan(result);
      checkTelling(world, result);
      await checkMatrix(world, result, fleet);
    });
  });

  function checkTelling(world: World, result: ActionResult): void {
    expect(fileOf(result, 'report-file').trim()).toBe(result.summary.trim());
    const [issue] = [...world.github.state.issues.values()];
    expect(issue?.body?.split('\n')[0]).toMatch(/^<!-- aks-upgrade v1 key=\S+ fingerprint=[0-9a-f]+ -->$/);
    expect(issue?.body).toContain(result.outputs['plan-digest']?.slice('sha256:'.length, 19) ?? 'none');
    const asked = new Set(world.network.exchanges.map(({ request }) => `${request.method} ${request.host}`));
    expect([...asked].filter((one) => !one.includes('api.github.com')).toSorted()).toEqual([
      'GET management.azure.com',
      'GET pipelines.actions.githubusercontent.com',
      'POST login.microsoftonline.com',
    ]);
  }
});

function checkPlan(result: ActionResult): void {
  const { outputs } = result;
  expect(outputs['plan']).toMatch(/^aksu1\.[\w-]+$/);
  expect(outputs['plan']?.length).toBeLessThanOrEqual(96 * 1024);
  const envelope = JSON.parse(fileOf(result, 'plan-file')) as { plan: string; digest: string };
  const digest = `sha256:${createHash('sha256').update(envelope.plan).digest('hex')}`;
  expect([envelope.digest, outputs['plan-digest']]).toEqual([digest, digest]);
}

/** Each id of the matrix, given back as `clusters`, names one cluster, with the environment of its tag. */
async function checkMatrix(world: World, result: ActionResult, fleet: Fleet): Promise<void> {
  const { include } = JSON.parse(result.outputs['matrix'] ?? '') as {
    include: { cluster: string; environment: string }[];
  };
  const all = fleet.subscriptions.flatMap(({ clusters }) => clusters);
  expect(include.length).toBeGreaterThan(2);
  for (const { cluster, environment } of include.slice(0, 2)) {
    expect(cluster).toMatch(/^[0-9a-f]{16}$/);
    const alone = await check(world, { clusters: cluster });
    const named = all.filter(({ name }) => alone.summary.includes(`/${name}\``));
    expect(alone.exitCode).toBe(0);
    expect(named.map(({ tags }) => tags?.['environment'])).toEqual([environment]);
  }
}

describe('on every kind of GitHub', () => {
  test.each([
    ['ghe.com', 'https://contoso.ghe.com', 'https://api.contoso.ghe.com'],
    ['an Enterprise Server', 'https://ghes.example.test', 'https://ghes.example.test/api/v3'],
  ])('%s, nothing goes to github.com', async (_, serverUrl, apiUrl) => {
    const fleet = demoFleet(new Date());
    await inCountedWorld({ fleet, run: { serverUrl, apiUrl } }, async (world) => {
      const result = await check(world, { 'report-to': 'issue' });
      expect(complainOfEnding(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
      expect(result.outputs['issue-url']).toBe(`${serverUrl}/contoso/platform/issues/1`);
      expect(result.summary).toContain(`(${serverUrl}/contoso/platform/actions/runs/`);
    });
  });
});

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
