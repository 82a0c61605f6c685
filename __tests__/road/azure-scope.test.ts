/** Scopes that hold nothing, or something else than was meant: told as what they are, never as up to date. */
import { describe, expect, test } from 'vitest';
import { describeFleet, type FleetDescription, simSubscriptionId } from '../../simulator/fleet.ts';
import { usualIdentity, type World } from '../../simulator/world.ts';
import { check, codeOf, complainOfEnding, errorOf, type Inputs, inWorld, unreadRows } from './start.ts';

const now = new Date();
const second = '11111111-1111-4111-8111-000000000002';
const clusterId = (group: string, name: string, subscription = simSubscriptionId) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;

const behind = { version: '1.35.4', pools: [{ name: 'system', imageDaysBehind: 20 }] } as const;
const usual: FleetDescription = {
  now,
  subscriptions: [
    {
      clusters: [
        { ...behind, name: 'aks-a', resourceGroup: 'rg-one', tags: { team: 'shop', stage: 'prod' } },
        { ...behind, name: 'aks-b', resourceGroup: 'rg-two', tags: { team: 'shop' } },
      ],
    },
    { clusters: [{ ...behind, name: 'aks-a', resourceGroup: 'rg-one' }] },
  ],
};

async function run(inputs: Inputs, description: FleetDescription = usual) {
  return await inWorld({ fleet: describeFleet(description) }, async (world) => {
    const result = await check(world, inputs);
    expect(complainOfEnding(world, result)).toEqual([]);
    return {
      exit: result.exitCode,
      code: codeOf(result),
      error: errorOf(result),
      summary: result.summary,
      unread: unreadRows(result.summary),
      outputs: result.outputs,
      told: [...result.summary.matchAll(/^#+ \S+ `([^`]+)`$/gm)].map(([, name]) => name),
    };
  });
}

const nothing = {
  'upgrade-available': 'false',
  drift: '0',
  unread: '0',
  plan: '',
  'plan-file': '',
  matrix: '{"include":[]}',
  operation: 'none',
};

describe.concurrent('nothing in scope', () => {
  const openIssues = (world: World) =>
    [...world.github.state.issues.values()].filter(({ state }) => state === 'open').length;

  test('an emptied subscription ends with 0 and leaves the open issue open', async () => {
    await inWorld({ fleet: describeFleet(usual) }, async (world) => {
      const before = await check(world, { 'report-to': 'issue' });
      expect([before.outputs['operation'], openIssues(world)]).toEqual(['created', 1]);
      world.fleet = describeFleet({ now, subscriptions: [{}, {}] });
      const after = await check(world, { 'report-to': 'issue' });
      expect(complainOfEnding(world, after)).toEqual([]);
      expect([after.exitCode, openIssues(world)]).toEqual([0, 1]);
      expect(after.outputs).toMatchObject({ ...nothing, operation: 'unchanged', 'issue-number': '1' });
      expect(after.summary).toContain('no cluster found');
      expect([...world.github.state.issues.values()][0]?.comments).toEqual([]);
    });
  });

  test.each<[string, Inputs]>([
    ['tags that no cluster carries', { 'cluster-tags': 'team=nobody' }],
    ['tags of which a cluster carries some', { 'cluster-tags': 'team=shop,stage=dev' }],
    ['a tag in other letters', { 'cluster-tags': 'team=SHOP' }],
  ])('%s: ends with 0, no cluster found', async (_, inputs) => {
    const told = await run(inputs);
    expect(told.exit).toBe(0);
    expect(told.outputs).toMatchObject(nothing);
    expect(told.summary).toContain('no cluster found');
  });

  test('a pool that no cluster has is warned about, and the control plane is still judged', async () => {
    await inWorld({ fleet: describeFleet(usual) }, async (world) => {
      const result = await check(world, { 'node-pools': 'gone' });
      expect(result.exitCode).toBe(0);
      expect(result.annotations.map(({ title }) => title)).toContain('Node pool not found');
      expect(result.outputs['drift']).toBe('3');
    });
  });
});

describe.concurrent('a name that is not there is unread, never up to date', () => {
  test.each<[string, Inputs, string]>([
    ['a resource group', { 'resource-group': 'rg-gone' }, 'rg-gone'],
    ['a cluster', { 'cluster-name': 'aks-gone' }, 'aks-gone'],
    ['group and cluster', { 'resource-group': 'rg-one', 'cluster-name': 'aks-gone' }, 'rg-one/aks-gone'],
    ['one in `clusters`', { clusters: 'rg-two/aks-gone' }, 'rg-two/aks-gone'],
    ['an id in `clusters`', { clusters: clusterId('rg-gone', 'aks-x') }, 'rg-gone/aks-x'],
    ['an id of the matrix', { clusters: '0123456789abcdef' }, '0123456789abcdef'],
  ])('%s alone: exit 1, nothing could be read', async (_, inputs, name) => {
    const told = await run(inputs);
    expect([told.exit, told.code]).toEqual([1, 'AKSU-AZURE-READ']);
    expect(told.error).toContain('not found');
    expect(told.unread.map(({ what }) => what.toLowerCase())).toEqual([expect.stringContaining(name)]);
    expect(told.outputs).toMatchObject({ unread: '1', drift: '0', 'upgrade-available': 'false' });
    expect(told.summary).not.toContain('nothing due');
  });

  test('one missing cluster does not hide the other', async () => {
    const told = await run({ clusters: 'rg-two/aks-b\nrg-two/aks-gone' });
    expect([told.exit, told.outputs['unread'], told.outputs['drift']]).toEqual([0, '1', '2']);
    expect(told.unread.map(({ what }) => what)).toEqual(['cluster `rg-two/aks-gone`']);
    expect(told.told).toEqual(['rg-two/aks-b']);
  });

  test('and `fail-on: unread` fails the step for it', async () => {
    const told = await run({ clusters: 'rg-two/aks-b\nrg-two/aks-gone', 'fail-on': 'unread' });
    expect([told.exit, told.code]).toEqual([1, 'AKSU-FAIL-ON']);
  });

  test('a subscription that is not there leaves the other one told', async () => {
    const told = await run({
      'subscription-id': `${simSubscriptionId},99999999-9999-4999-8999-999999999999`,
    });
    expect([told.exit, told.outputs['unread'], told.outputs['drift']]).toEqual([0, '1', '4']);
    expect(told.unread.map(({ what }) => what)).toEqual(['subscription `…9999`']);
  });

  test('an identity without any role sees no subscription', async () => {
    const fleet = describeFleet(usual);
    await inWorld({ fleet, identities: [{ ...usualIdentity(fleet), roles: [] }] }, async (world) => {
      const result = await check(world);
      expect(complainOfEnding(world, result)).toEqual([]);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-AZURE-READ']);
      expect(errorOf(result)).toContain('sees no subscription');
      expect(errorOf(result)).toContain('docs/azure-access.md');
    });
  });
});

describe.concurrent('what is in scope', () => {
  test.each<[string, Inputs, readonly string[]]>([
    ['a group', { 'resource-group': 'RG-TWO' }, ['rg-two/aks-b']],
    ['a cluster of one name', { 'cluster-name': 'aks-b' }, ['rg-two/aks-b']],
    ['tags', { 'cluster-tags': 'team=shop,stage=prod' }, ['rg-one/aks-a']],
    ['an id', { clusters: clusterId('rg-two', 'aks-b') }, ['rg-two/aks-b']],
    ['a subscription', { 'subscription-id': second }, ['rg-one/aks-a']],
    [
      'a name within a subscription',
      { clusters: 'rg-one/aks-a', 'subscription-id': second },
      ['rg-one/aks-a'],
    ],
    ['one cluster twice', { clusters: `rg-two/aks-b\n${clusterId('RG-TWO', 'AKS-B')}` }, ['rg-two/aks-b']],
  ])('by %s', async (_, inputs, expected) => {
    const told = await run(inputs);
    expect(told.exit).toBe(0);
    expect(told.told).toEqual(expected);
    expect(told.outputs).toMatchObject({ unread: '0', drift: '2' });
  });

  test('a name that means two clusters is refused, and says where they are', async () => {
    const told = await run({ clusters: 'rg-one/aks-a' });
    expect([told.exit, told.code]).toEqual([1, 'AKSU-SCOPE']);
    for (const id of [simSubscriptionId, second]) {
      expect(told.error).toContain(`…${id.slice(-4)}`);
      expect(told.error).not.toContain(id);
    }
    expect(told.error).toContain('`subscription-id`');
  });

  test('a cluster that is being deleted is left out, and its group is not missing', async () => {
    const gone = { ...behind, name: 'aks-c', resourceGroup: 'rg-three', provisioningState: 'Deleting' };
    const told = await run({ 'resource-group': 'rg-three' }, { now, clusters: [gone] });
    expect(told.exit).toBe(0);
    expect(told.outputs).toMatchObject(nothing);
  });

  test('a cluster that is listed but gone from AKS is unread', async () => {
    const ghost = { ...behind, name: 'aks-ghost', vanished: true };
    const told = await run({}, { now, clusters: [{ ...behind, name: 'aks-a' }, ghost] });
    expect([told.exit, told.outputs['drift']]).toEqual([0, '2']);
    expect(told.unread.map(({ what }) => what).join()).toContain('rg-aks/aks-ghost');
  });
});
