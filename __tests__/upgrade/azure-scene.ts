/** One cluster in the process, behind the door: what was asked is recorded, what is answered is scripted. */

import type { SurgeSettings } from '../../src/inputs/inputs.ts';
import { parseCluster, parseClusterHead } from '../../src/inventory/arm-cluster.ts';
import { flattenPool, parsePool } from '../../src/inventory/arm-pool.ts';
import { type AzureSession, openAzure } from '../../src/inventory/azure-session.ts';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import type { Step, StepKind } from '../../src/plan/plan.ts';
import { openDoor } from '../../src/upgrade/door/azure-door.ts';
import type { UpgradeDoor } from '../../src/upgrade/door/door.ts';
import { armCluster, armPool } from '../inventory/arm-bodies.ts';
import {
  type Answering,
  type Asked,
  anySignIn,
  type FakeAnswer,
  FakeArm,
  portsOf,
} from '../inventory/fake-arm.ts';
import { VirtualClock } from '../inventory/virtual-clock.ts';

export type Json = Record<string, unknown>;

export const kinds: readonly StepKind[] = ['control-plane', 'pool-version', 'node-image'];
export const oldImage = 'AKSUbuntu-2404gen2containerd-202610.05.0';
export const newImage = 'AKSUbuntu-2404gen2containerd-202611.02.1';
export const status =
  'https://management.azure.com/subscriptions/11111111-1111-4111-8111-111111111111/providers/Microsoft.ContainerService/locations/westeurope/operations/33333333-3333-4333-8333-333333333333?api-version=2025-03-01&t=639000000000000000&c=MIIH%2Bsigned%3D&s=a-b_c&h=x%2Fy';

export interface World {
  cluster: Json;
  /** With `properties`, as its own GET gives it. */
  pool: Json;
  profile: Json;
}

/** Pools one minor behind where there is a control plane above them. */
export function aWorld(kind: StepKind): World {
  const behind =
    kind === 'pool-version' ? { orchestratorVersion: '1.34.9', currentOrchestratorVersion: '1.34.9' } : {};
  const pool = armPool({ name: 'user', mode: 'User', ...behind });
  const cluster = armCluster({ pools: [{ ...pool, eTag: 'p1' }] });
  const { name: _, ...properties } = pool;
  return {
    cluster,
    pool: {
      id: `${cluster['id']}/agentPools/user`,
      name: 'user',
      type: 'Microsoft.ContainerService/managedClusters/agentPools',
      properties: { ...properties, eTag: 'p1' },
    },
    profile: { properties: { latestNodeImageVersion: newImage, recentlyUsedVersions: null } },
  };
}

export function stepOf(kind: StepKind, world: World = aWorld(kind)): Step {
  const head = parseClusterHead(world.cluster);
  const parsed = head === undefined ? undefined : parseCluster(world.cluster, head);
  if (parsed?.ok !== true) throw new Error('the cluster of this test makes no sense');
  const pool = parsePool(flattenPool(world.pool), parsed.value.id);
  if (!pool.ok) throw new Error('the pool of this test makes no sense');
  const cluster: Cluster = {
    ...parsed.value,
    windows: [],
    offers: [],
    pools: [],
    otherPools: [],
    hasUnreadPools: false,
    region: undefined,
  };
  const full: NodePool = { ...pool.value, offer: undefined };
  const [from, to] = versionsOf[kind];
  return {
    kind,
    cluster,
    ...(kind === 'control-plane' ? {} : { pool: full }),
    hashedId: 'abc',
    from,
    to,
    waits: [],
  };
}

const versionsOf: Readonly<Record<StepKind, readonly [string, string]>> = {
  'control-plane': ['1.35.4', '1.36.2'],
  'pool-version': ['1.34.9', '1.35.4'],
  'node-image': [oldImage, newImage],
};

export interface Scene {
  readonly clock: VirtualClock;
  readonly arm: FakeArm;
  readonly session: AzureSession;
  readonly door: UpgradeDoor;
  readonly log: ReturnType<typeof portsOf>['log'];
  readonly mutations: () => Asked[];
  readonly begin: (
    step: Step,
    more?: { surge?: SurgeSettings; mayStart?: () => boolean },
  ) => ReturnType<UpgradeDoor['begin']>;
}

export const started: FakeAnswer = {
  status: 200,
  body: { properties: {} },
  headers: { 'azure-asyncoperation': status },
};

/** `onMutation` answers PUTs and POSTs, `instead` anything before the world does. */
export function aScene(
  world: World,
  onMutation: Answering = () => started,
  instead: Answering = () => undefined,
): Scene {
  const clock = new VirtualClock();
  const answering: Answering = (asked, times) =>
    instead(asked, times) ?? (asked.method === 'GET' ? answerRead(world, asked) : onMutation(asked, times));
  const arm = new FakeArm(clock, answering);
  const ports = portsOf(clock, arm);
  const session = openAzure(anySignIn, ports);
  const door = openDoor(session, ports);
  return {
    clock,
    arm,
    session,
    door,
    log: ports.log,
    mutations: () => arm.asked.filter(({ method }) => method !== 'GET'),
    begin: (step, { surge = {}, mayStart = () => true } = {}) => clock.run(door.begin(step, surge, mayStart)),
  };
}

function answerRead(world: World, { url }: Asked): FakeAnswer | undefined {
  const path = url.pathname.toLowerCase();
  if (path.endsWith('/managedclusters/aks-one')) return { body: world.cluster };
  if (path.endsWith('/agentpools/user')) return { body: world.pool };
  return path.endsWith('/agentpools/user/upgradeprofiles/default') ? { body: world.profile } : undefined;
}

export function propertiesOf(body: Json): Json {
  return body['properties'] as Json;
}
