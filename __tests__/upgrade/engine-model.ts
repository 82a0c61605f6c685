/**
 * Clusters in virtual time that obey the rules of AKS as far as the engine can see them: what is taken shows its
 * target and its state at once (an image at its end), reads can be behind, other operations come of themselves, and
 * answers get lost. It keeps the truth, which the engine's outcome is held against.
 */
import { createHash } from 'node:crypto';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import type { ApprovedPlan, ApprovedStep } from '../../src/plan/approved-plan.ts';
import { comparePlans } from '../../src/plan/compare-plans.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Step } from '../../src/plan/plan.ts';
import type { Look } from '../../src/upgrade/carry-out.ts';
import type { Begun, Operation, Peek, Polled, UpgradeDoor } from '../../src/upgrade/door/door.ts';
import { aCluster, anInventory, aPool, image, usualRegion, version } from '../builders/fleet.ts';
import type { VirtualTime } from './virtual-time.ts';

export type Draw = {
  readonly upTo: (most: number) => number;
  /** True once in `times`; never for 0. */
  readonly oneIn: (times: number) => boolean;
};

/** How often things go wrong: once in so many, 0 never. */
export interface Faults {
  readonly fail: number;
  /** Azure says that it succeeded, and nothing has moved. */
  readonly lie: number;
  readonly unclear: number;
  readonly busy: number;
  readonly stale: number;
  readonly refused: number;
  readonly unreadable: number;
  readonly hang: number;
  readonly noOperation: number;
  readonly lost: number;
  readonly foggyPoll: number;
  readonly foggyPeek: number;
  readonly unreadLook: number;
  readonly foreign: number;
  readonly newImage: number;
  /** Seconds that reads are behind at most. */
  readonly lag: number;
}

interface Work {
  readonly endsAt: number;
  readonly fails: boolean;
  readonly step: ApprovedStep | undefined;
  readonly finish: () => void;
}

interface Facts {
  readonly version: string;
  readonly state: string;
  readonly pools: readonly {
    readonly name: string;
    readonly version: string;
    readonly image: string;
    readonly state: string;
  }[];
}

/** Something that went over the wire. */
export interface Sent {
  readonly step: ApprovedStep;
  readonly cluster: string;
  readonly at: number;
  readonly isTaken: boolean;
  /** The engine was told that nothing was started. */
  readonly isToldAsNot: boolean;
  /** And that it never will be. */
  readonly isRefused: boolean;
}

export const repositoryId = '4711';
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const images = ['202610.01.0', '202611.09.0', '202611.16.0'].map(
  (day) => `AKSUbuntu-2404gen2containerd-${day}`,
);
const problem = { code: 'Conflict', message: 'Another operation is in progress' };
const gap = { message: 'The connection broke' };

export class ModelCluster {
  readonly name: string;
  readonly #base: Cluster;
  readonly #time: VirtualTime;
  readonly #history: { at: number; facts: Facts }[];
  facts: Facts;
  work: Work | undefined;

  constructor(name: string, start: string, poolCount: number, time: VirtualTime) {
    this.name = name;
    this.#time = time;
    const names = ['system', 'apps'].slice(0, poolCount);
    const pools = names.map((each, index) => ({
      ...aPool({ name: each, mode: index === 0 ? 'System' : 'User' }),
      id: `/subscriptions/s/${name}/agentpools/${each}`,
    }));
    this.#base = aCluster({ name, pools });
    this.facts = {
      version: start,
      state: 'Succeeded',
      pools: names.map((each) => ({
        name: each,
        version: start,
        image: images[0] ?? '',
        state: 'Succeeded',
      })),
    };
    this.#history = [{ at: 0, facts: this.facts }];
  }

  get id(): string {
    return this.#base.id;
  }

  change(facts: Partial<Facts>): void {
    this.facts = { ...this.facts, ...facts };
    this.#history.push({ at: this.#time.now().getTime(), facts: this.facts });
  }

  changePool(name: string, facts: Partial<Facts['pools'][number]>): void {
    this.change({
      pools: this.facts.pools.map((each) => (each.name === name ? { ...each, ...facts } : each)),
    });
  }

  /** Brings the truth up to now. */
  settle(): void {
    const { work } = this;
    if (work === undefined || work.endsAt > this.#time.now().getTime()) return;
    this.work = undefined;
    work.finish();
  }

  /** What reads show: the truth, or what it was some seconds ago. */
  seen(lagMilliseconds: number): Facts {
    this.settle();
    const at = this.#time.now().getTime() - lagMilliseconds;
    return this.#history.findLast((each) => each.at <= at)?.facts ?? this.facts;
  }

  toCluster(facts: Facts, newest: string): Cluster {
    const upgrades =
      usualRegion.patches.find((patch) => patch.version.text === facts.version)?.upgrades ?? [];
    return {
      ...this.#base,
      version: version(facts.version),
      provisioningState: facts.state,
      offers: upgrades.map((each) => ({ version: each, isPreview: false })),
      pools: this.#base.pools.map((pool): NodePool => {
        const own = facts.pools.find(({ name }) => name === pool.name);
        if (own === undefined) return pool;
        return {
          ...pool,
          version: version(own.version),
          image: image(own.image),
          provisioningState: own.state,
          offer: { latestImage: image(newest), upgrades: undefined },
        };
      }),
    };
  }

  get isIdle(): boolean {
    return [this.facts, ...this.facts.pools].every(({ state }) => state === 'Succeeded');
  }
}

export class ModelAzure {
  readonly clusters: readonly ModelCluster[];
  readonly sent: Sent[] = [];
  /** Each step that came to its end in Azure, and how. */
  readonly ended: { readonly step: ApprovedStep; readonly fails: boolean; readonly isLie: boolean }[] = [];
  readonly #time: VirtualTime;
  readonly #draw: Draw;
  #newest = 1;
  /** Clear weather: no faults of reading any more, so that truth can be compared. */
  faults: Faults;

  constructor(time: VirtualTime, draw: Draw, faults: Faults, clusters: readonly ModelCluster[]) {
    this.#time = time;
    this.#draw = draw;
    this.faults = faults;
    this.clusters = clusters;
  }

  get newestImage(): string {
    return images[this.#newest] ?? '';
  }

  plan(aim: Aim, cluster?: ModelCluster, lag = 0) {
    const clusters = this.clusters
      .filter((each) => cluster === undefined || each === cluster)
      .map((each) => each.toCluster(each.seen(lag), this.newestImage));
    const now = this.#time.now();
    const inventory = anInventory(clusters, { takenAt: now });
    const drift = findDrift(inventory, aim, now);
    return { inventory, drift, plan: makePlan(drift, aim, { repositoryId, reportKey: 'key', now, sha256 }) };
  }

  compare(approved: ApprovedPlan, cluster?: ModelCluster, lag = 0) {
    const fresh = this.plan(approved.aim, cluster, lag);
    const facts = { repositoryId, sha256, isSameScope: true };
    return { fresh, agreement: comparePlans(approved, fresh, facts) };
  }

  async look(approved: ApprovedPlan, hashes: ReadonlySet<string>, which: Cluster): Promise<Look> {
    const cluster = this.#of(which);
    this.#live(cluster);
    const steps = approved.steps.filter((step) => hashes.has(step.hashedId));
    const { fresh, agreement } = this.compare({ ...approved, steps }, cluster, this.#lag());
    const seen = fresh.inventory.clusters[0];
    if (this.#draw.oneIn(this.faults.unreadLook)) {
      const states = agreement.states.map(({ approved: step }) => ({
        approved: step,
        standing: 'unread' as const,
        text: 'Not read.',
      }));
      return { at: this.#time.now(), agreement: { states, changes: [] }, unread: [] };
    }
    return { at: this.#time.now(), agreement, unread: [], ...(seen === undefined ? {} : { cluster: seen }) };
  }

  door(isDead: () => boolean = () => false): UpgradeDoor {
    return {
      begin: async (step, _surge, mayStart) => await this.#begin(step, mayStart, isDead),
      peek: async (cluster) => await this.#peek(this.#of(cluster)),
      explain: async () => ({ canRollBack: true }),
      missingRights: async () => [],
    };
  }

  /** Something that happens of itself. */
  #live(cluster: ModelCluster): void {
    cluster.settle();
    const { oneIn, upTo } = this.#draw;
    if (oneIn(this.faults.newImage)) this.#newest = Math.min(this.#newest + 1, images.length - 1);
    if (!cluster.isIdle || !oneIn(this.faults.foreign)) return;
    cluster.change({ state: 'Updating' });
    const endsAt = this.#time.now().getTime() + (1 + upTo(3)) * 60_000;
    cluster.work = {
      endsAt,
      fails: false,
      step: undefined,
      finish: () => cluster.change({ state: 'Succeeded' }),
    };
  }

  #of(cluster: Cluster): ModelCluster {
    const found = this.clusters.find(({ id }) => id === cluster.id);
    if (found === undefined) throw new Error('no such cluster');
    return found;
  }

  #lag(): number {
    return this.#draw.upTo(this.faults.lag) * 1000;
  }

  async #peek(cluster: ModelCluster): Promise<Peek> {
    this.#live(cluster);
    if (this.#draw.oneIn(this.faults.foggyPeek)) return { kind: 'unread', problem: gap };
    const { state, pools } = cluster.seen(this.#lag());
    return {
      kind: 'state',
      provisioningState: state,
      pools: pools.map(({ name, state: own }) => ({ name, provisioningState: own })),
    };
  }

  async #begin(step: Step, mayStart: () => boolean, isDead: () => boolean): Promise<Begun> {
    const cluster = this.#of(step.cluster);
    const { oneIn, upTo } = this.#draw;
    const { faults } = this;
    await this.#time.pause(upTo(20_000));
    this.#live(cluster);
    if (oneIn(faults.unreadable)) return { kind: 'unreadable', problem: gap };
    if (!isStart(step, cluster, this.newestImage))
      return { kind: 'changed', text: 'It is not what was looked at.' };
    if (isDead() || !mayStart()) return { kind: 'not-sent' };
    const send = (isTaken: boolean, isToldAsNot: boolean, isRefused = false): void => {
      const { kind, hashedId, from, to } = step;
      const at = this.#time.now().getTime();
      this.sent.push({
        step: { kind, hashedId, from, to },
        cluster: cluster.id,
        at,
        isTaken,
        isToldAsNot,
        isRefused,
      });
      if (isTaken) this.#take(step, cluster);
    };
    if (oneIn(faults.busy)) {
      send(false, true);
      return { kind: 'busy', problem, ...(oneIn(2) ? { waitMilliseconds: 7000 } : {}) };
    }
    if (oneIn(faults.stale)) {
      send(false, true);
      return { kind: 'stale', problem };
    }
    if (oneIn(faults.refused)) {
      send(false, true, true);
      return { kind: 'refused', problem };
    }
    if (oneIn(faults.unclear)) {
      send(oneIn(2), false);
      await this.#time.pause(this.#draw.upTo(30) * 1000);
      if (oneIn(3)) throw new Error('socket hang up');
      return { kind: 'unclear', problem: gap };
    }
    send(true, false);
    if (oneIn(faults.hang)) return await new Promise<Begun>(() => undefined);
    await this.#time.pause(300);
    if (oneIn(faults.noOperation)) return { kind: 'started' };
    return { kind: 'started', operation: this.#follow(cluster, cluster.work) };
  }

  #take(step: Step, cluster: ModelCluster): void {
    const { upTo, oneIn } = this.#draw;
    const fails = oneIn(this.faults.fail);
    const { kind, hashedId, from, to } = step;
    const approved = { kind, hashedId, from, to };
    const isLie = oneIn(this.faults.lie);
    const before = cluster.facts;
    const endsAt = this.#time.now().getTime() + (5 + upTo(oneIn(3) ? 20 : 600)) * 1000;
    const newest = this.newestImage;
    const name = step.pool?.name ?? '';
    const end = fails ? 'Failed' : 'Succeeded';
    const finish = (facts: object) => {
      this.ended.push({ step: approved, fails, isLie });
      if (isLie && !fails)
        return cluster.change({ version: before.version, pools: before.pools, state: end });
      if (kind === 'control-plane') cluster.change({ state: end });
      else cluster.changePool(name, { ...(fails ? {} : facts), state: end });
    };
    if (kind === 'control-plane') cluster.change({ version: to, state: 'Upgrading' });
    if (kind === 'pool-version') cluster.changePool(name, { version: to, state: 'Upgrading' });
    if (kind === 'node-image') cluster.changePool(name, { state: 'UpgradingNodeImageVersion' });
    cluster.work = { endsAt, fails, step: approved, finish: () => finish({ image: newest }) };
  }

  #follow(cluster: ModelCluster, work: Work | undefined): Operation {
    return {
      poll: async (): Promise<Polled> => {
        cluster.settle();
        const { oneIn } = this.#draw;
        if (oneIn(this.faults.foggyPoll)) return { kind: 'unclear', problem: gap };
        if (oneIn(this.faults.lost)) return { kind: 'lost', problem: gap };
        if (cluster.work === work) return { kind: 'running' };
        return work?.fails === true
          ? { kind: 'failed', problem: { code: 'PodDrainFailure', message: 'x' } }
          : { kind: 'succeeded' };
      },
    };
  }
}

/** What the door looks at: the cluster and the pool, and for the control plane every pool. */
function isStart(step: Step, cluster: ModelCluster, newest: string): boolean {
  const { facts } = cluster;
  if (facts.state !== 'Succeeded') return false;
  if (step.kind === 'control-plane') return cluster.isIdle && facts.version === step.from;
  const pool = facts.pools.find(({ name }) => name === step.pool?.name);
  if (pool?.state !== 'Succeeded') return false;
  return step.kind === 'pool-version'
    ? pool.version === step.from
    : pool.image === step.from && newest === step.to;
}
