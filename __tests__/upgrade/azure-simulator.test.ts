/** The door before the simulated Azure, which judges bodies, eTags and rights by rules of its own. */

import { describe, expect, test } from 'vitest';
import { checkActions, imageActions } from '../../simulator/azure-access.ts';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import { openAzure, readInventory } from '../../src/inventory/azure-session.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Step } from '../../src/plan/plan.ts';
import { openDoor } from '../../src/upgrade/door/azure-door.ts';
import type { Operation } from '../../src/upgrade/door/door.ts';
import { anySignIn, FakeArm, portsOf } from '../inventory/fake-arm.ts';
import { VirtualClock } from '../inventory/virtual-clock.ts';
import { type DeskOptions, openDesk, subscription, writer } from '../simulator/azure-desk.ts';

const aim: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} };

/** One minor behind, with old images, and with fields that nobody knows. */
const behind: DeskOptions = {
  clusters: [
    {
      version: '1.35.5',
      extra: { futureProfile: { enabled: true, list: [1, 2] } },
      pools: [
        { name: 'system', imageDaysBehind: 30, extra: { futureField: 7 } },
        { name: 'user', version: '1.34.9', imageDaysBehind: 30 },
      ],
    },
    { name: 'aks-2', version: '1.36.2', pools: [{ name: 'system', imageDaysBehind: 30 }] },
  ],
};

function aStage(options: DeskOptions = behind) {
  const clock = new VirtualClock();
  const desk = openDesk({ roles: writer, ...options });
  const arm = new FakeArm(clock, ({ method, url, headers, body }) => {
    desk.now = clock.now().getTime();
    const answer = desk.ask(url.href, { method, headers, body });
    const { broken, ...rest } = answer;
    return broken === undefined ? rest : { breaks: broken === 'hang' ? 'hang' : 'reset' };
  });
  const ports = portsOf(clock, arm);
  const signIn = async () => ({
    getToken: async () => {
      desk.now = clock.now().getTime();
      return { token: desk.token(), expiresOnTimestamp: desk.now + 3_600_000 };
    },
  });
  const session = openAzure(anySignIn, { ...ports, signIn });
  const door = openDoor(session, ports);
  const scope = {
    subscriptionIds: [subscription.split('/')[2] ?? ''],
    clusters: [],
    tags: [],
    nodePools: [],
  };
  const look = async () => {
    const inventory = await clock.run(readInventory(session, scope, { ...ports, isQuiet: true }));
    const facts = { ...ports, reportKey: 'k', now: clock.now() };
    return { inventory, plan: makePlan(findDrift(inventory, aim, clock.now()), aim, facts) };
  };
  const follow = async (operation: Operation | undefined) => {
    for (let poll = 0; poll < 500; poll += 1) {
      const polled = await clock.run(operation?.poll() ?? Promise.reject(new Error('no operation')));
      if (polled.kind !== 'running' && polled.kind !== 'unclear') return polled;
      await clock.run(clock.pause(20_000));
    }
    throw new Error('the operation does not end');
  };
  const begin = (step: Step, surge = {}) => clock.run(door.begin(step, surge, () => true));
  const mutations = () => arm.asked.filter(({ method }) => method !== 'GET');
  return { clock, desk, arm, door, look, follow, begin, mutations };
}

test('a fleet goes from plan to plan until nothing is due, one mutation a step', async () => {
  const stage = aStage();
  const done: string[] = [];
  let waits = 0;
  for (let round = 0; round < 40; round += 1) {
    const [step] = (await stage.look()).plan.steps;
    if (step === undefined) break;
    const begun = await stage.begin(step, { maxSurge: '50%' });
    // AKS tidies up by itself after an operation.
    if (begun.kind === 'busy' || begun.kind === 'changed') {
      waits += 1;
      await stage.clock.run(stage.clock.pause(20_000));
      continue;
    }
    if (begun.kind !== 'started') throw new Error(`${step.kind} ${step.to}: ${JSON.stringify(begun)}`);
    expect(await stage.follow(begun.operation)).toEqual({ kind: 'succeeded' });
    done.push(`${step.kind} ${step.pool?.name ?? ''} ${step.from} ${step.to}`);
  }
  expect(waits).toBeLessThan(20);
  expect((await stage.look()).plan.steps).toEqual([]);
  expect(stage.desk.arm.started).toHaveLength(done.length);
  expect(new Set(done.map((line) => line.split(' ')[0]))).toEqual(
    new Set(['control-plane', 'pool-version', 'node-image']),
  );
  // What nobody knows is still there.
  expect(JSON.stringify(stage.desk.fleet)).toContain('"futureProfile":{"enabled":true,"list":[1,2]}');
  expect(JSON.stringify(stage.desk.fleet)).toContain('"futureField":7');
});

describe('while something runs', () => {
  test('nothing else is started, and what is told of it is true', async () => {
    const stage = aStage();
    const { plan } = await stage.look();
    const [first, ...others] = plan.steps;
    if (first === undefined) throw new Error('nothing is due');
    expect((await stage.begin(first)).kind).toBe('started');
    for (const step of others.filter((each) => each.pool === undefined || each.pool === first.pool)) {
      expect((await stage.begin(step)).kind).not.toBe('started');
    }
    expect(await stage.clock.run(stage.door.peek(first.cluster))).toMatchObject({ kind: 'state' });
    expect(stage.mutations()).toHaveLength(1);
  });
});

describe('rights', () => {
  const all = [
    'Microsoft.ContainerService/managedClusters/agentPools/upgradeNodeImageVersion/action',
    'Microsoft.ContainerService/managedClusters/agentPools/write',
    'Microsoft.ContainerService/managedClusters/write',
  ];
  test.each([
    [writer, []],
    [[{ actions: checkActions, scope: subscription }], all],
    [[{ actions: imageActions, scope: subscription }], all.slice(1)],
  ])('%#', async (roles, expected) => {
    const { plan } = await aStage().look();
    const [step] = plan.steps;
    if (step === undefined) throw new Error('nothing is due');
    const stage = aStage({ ...behind, roles });
    expect(await stage.clock.run(stage.door.missingRights(step.cluster, plan.steps))).toEqual(expected);
    expect(stage.mutations()).toEqual([]);
  });

  test('a role that may only read is refused with the action that it lacks', async () => {
    const { plan } = await aStage().look();
    const stage = aStage({ ...behind, roles: [{ actions: ['*/read'], scope: subscription }] });
    const lacking: (string | undefined)[] = [];
    for (const step of plan.steps) {
      const begun = await stage.begin(step);
      if (begun.kind === 'refused') lacking.push(begun.problem.missingAction);
    }
    expect(new Set(lacking).size).toBeGreaterThan(0);
    expect(lacking).not.toContain(undefined);
    expect(stage.desk.arm.started).toEqual([]);
  });
});
