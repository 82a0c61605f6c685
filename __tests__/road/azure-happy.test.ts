/** The unmodified bundle on fleets that can be read: what it says, what it asks for, and the rights that takes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActionResult } from '../../simulator/action.ts';
import { demoFleet } from '../../simulator/demo-fleet.ts';
import type { Fleet, SimCluster } from '../../simulator/fleet.ts';
import type { World } from '../../simulator/world.ts';
import { check, complainOfEnding, fileOf, inWorld } from './start.ts';

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
    await inWorld({ fleet }, async (world) => {
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
    expect(result.summary.startsWith(fileOf(result, 'report-file').trim())).toBe(true);
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
    await inWorld({ fleet, run: { serverUrl, apiUrl } }, async (world) => {
      const result = await check(world, { 'report-to': 'issue' });
      expect(complainOfEnding(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
      expect(result.outputs['issue-url']).toBe(`${serverUrl}/contoso/platform/issues/1`);
      expect(result.summary).toContain(`(${serverUrl}/contoso/platform/actions/runs/`);
    });
  });
});
