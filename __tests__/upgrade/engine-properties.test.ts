/** Thousands of runs on a model of AKS in which anything may go wrong: one number, one run. */
import { describe, expect, test } from 'vitest';
import { hashId } from '../../src/inputs/hashed-id.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Log } from '../../src/inputs/log.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import type { ApprovedPlan, ApprovedStep } from '../../src/plan/approved-plan.ts';
import { carryOut, type Look, type UpgradePorts } from '../../src/upgrade/carry-out.ts';
import type { Outcome, StepOutcome } from '../../src/upgrade/outcome.ts';
import { anAsk, aPlan } from './engine-desk.ts';
import { type Draw, type Faults, ModelAzure, ModelCluster, repositoryId, sha256 } from './engine-model.ts';
import { VirtualTime } from './virtual-time.ts';

const runs = 2000;

const calm: Faults = {
  ...{
    fail: 0,
    lie: 0,
    unclear: 0,
    busy: 0,
    stale: 0,
    refused: 0,
    unreadable: 0,
    hang: 0,
    noOperation: 0,
    lost: 0,
  },
  ...{ foggyPoll: 0, foggyPeek: 0, unreadLook: 0, foreign: 0, newImage: 0, lag: 0 },
};

interface Scene {
  readonly azure: ModelAzure;
  readonly approved: ApprovedPlan;
  readonly time: VirtualTime;
  readonly draw: Draw;
}

interface Ran {
  readonly outcome: Outcome;
  readonly deadline: number;
  readonly haltedAt: number | undefined;
}

function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 0x1_0000_0000;
  };
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  return { upTo, oneIn: (times) => times > 0 && upTo(times - 1) === 0 };
}

function drawFaults({ upTo }: Draw): Faults {
  const often = (...choices: readonly number[]) => choices[upTo(choices.length - 1)] ?? 0;
  return {
    fail: often(0, 0, 6),
    lie: often(0, 0, 0, 8),
    unclear: often(0, 0, 2, 4),
    busy: often(0, 0, 3),
    stale: often(0, 0, 5),
    refused: often(0, 0, 0, 8),
    unreadable: often(0, 0, 4),
    hang: often(0, 0, 0, 0, 8),
    noOperation: often(0, 3),
    lost: often(0, 0, 10),
    foggyPoll: often(0, 0, 2, 10),
    foggyPeek: often(0, 0, 3),
    unreadLook: often(0, 0, 10, 4),
    foreign: often(0, 0, 8),
    newImage: often(0, 0, 30),
    lag: often(0, 0, 30),
  };
}

function aScene(seed: number, faults?: Faults): Scene {
  const draw = drawFrom(seed);
  const time = new VirtualTime();
  const clusters = ['one', 'two'].slice(0, 1 + draw.upTo(1)).map((name) => {
    const start = ['1.34.8', '1.35.5', '1.35.5', '1.36.2'][draw.upTo(3)] ?? '1.35.5';
    return new ModelCluster(name, start, 1 + draw.upTo(1), time);
  });
  const azure = new ModelAzure(time, draw, calm, clusters);
  const aim: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} };
  const { plan } = azure.plan(aim);
  const steps = plan.steps.map(
    ({ kind, hashedId, from, to }): ApprovedStep => ({ kind, hashedId, from, to }),
  );
  azure.faults = faults ?? drawFaults(draw);
  return { azure, approved: { ...aPlan(steps, time.now()), repositoryId, aim }, time, draw };
}

interface Stops {
  /** Minutes. */
  readonly deadline?: number;
  /** Seconds after the start. */
  readonly haltAfter?: number;
  /** Seconds after the start: the process is killed, and nothing of it is sent any more. */
  readonly killAfter?: number;
}

/** `undefined`: killed. */
async function runOnce(
  { azure, approved, time, draw }: Scene,
  stops: Stops,
  maxFailures = 0,
): Promise<Ran | undefined> {
  const start = time.now().getTime();
  const deadline = stops.deadline ?? 330;
  let haltedAt: number | undefined;
  let isDead = false;
  let halt: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    halt = () => {
      haltedAt = time.now().getTime();
      resolve();
    };
  });
  if (stops.haltAfter !== undefined) void time.pause(stops.haltAfter * 1000).then(() => halt());
  const killed =
    stops.killAfter === undefined
      ? new Promise<undefined>(() => undefined)
      : time.pause(stops.killAfter * 1000).then(() => {
          isDead = true;
          return undefined;
        });
  const silent: Log = { info() {}, debug() {}, notice() {}, warning() {}, error() {}, mask() {} };
  const ports: UpgradePorts = {
    clock: time,
    log: silent,
    door: azure.door(() => isDead),
    look: async (cluster) =>
      isDead
        ? await new Promise<Look>(() => undefined)
        : await azure.look(approved, hashesOf(cluster), cluster),
    halt: {
      get isAsked() {
        return haltedAt !== undefined;
      },
      asked,
    },
    tell: () => undefined,
    nameOf: ({ name }) => name,
    nameOfPool: ({ name }) => name,
    redact: false,
  };
  const pollInterval = 15 + draw.upTo(100);
  const { agreement } = azure.compare(approved);
  if (agreement.changes.some((change) => !change.isLaterImage)) return undefined;
  const ask = { ...anAsk, deadline, pollInterval, maxParallel: 2, maxFailures };
  const order = { approved, agreement, ask, startedAt: new Date(start) };
  const outcome = await time.run(Promise.race([carryOut(order, ports), killed]));
  return outcome === undefined ? undefined : { outcome, deadline: start + deadline * 60_000, haltedAt };
}

function hashesOf({ id, pools }: Cluster): ReadonlySet<string> {
  return new Set([id, ...pools.map((pool) => pool.id)].map((each) => hashId(sha256, repositoryId, each)));
}

function keyOf({ kind, hashedId, from, to }: ApprovedStep): string {
  return [kind, hashedId, from, to].join(' ');
}

/** A step goes out again only where the engine was told that nothing was started. */
function findSecondSends({ sent }: ModelAzure): readonly string[] {
  const open = new Set<string>();
  return sent.flatMap(({ step, isToldAsNot }) => {
    const key = keyOf(step);
    const again = open.has(key) ? [key] : [];
    if (!isToldAsNot) open.add(key);
    return again;
  });
}

function complaints(scene: Scene, { outcome, deadline, haltedAt }: Ran): readonly string[] {
  const { azure, approved } = scene;
  const late = azure.sent.filter(({ at }) => at >= deadline || (haltedAt !== undefined && at > haltedAt));
  return [
    ...findSecondSends(azure).map((key) => `sent twice: ${key}`),
    ...late.map(({ step }) => `sent after the end: ${keyOf(step)}`),
    ...outcome.steps.flatMap((step) => judgeStep(scene, step)),
    ...findStartsAfterFailure(scene, outcome),
    ...(outcome.steps.length === approved.steps.length ? [] : ['a step is missing from the outcome']),
    ...judgeResult(outcome),
  ];
}

/** What is told of a step is true in Azure. */
function judgeStep({ azure }: Scene, step: StepOutcome): readonly string[] {
  const key = keyOf(step.approved);
  const sends = azure.sent.filter((each) => keyOf(each.step) === key);
  const taken = sends.some(({ isTaken }) => isTaken);
  const truth = azure.ended.find((each) => keyOf(each.step) === key);
  const target = isAtTarget(azure, step);
  switch (step.end) {
    case 'done':
      if (truth?.fails !== false || truth.isLie) return [`false done: ${key}`];
      return target || step.deviation !== undefined ? [] : [`done and not at the target: ${key}`];
    case 'already-done':
      return target || step.deviation !== undefined ? [] : [`false already-done: ${key}`];
    case 'failed':
      return truth?.fails === false && !truth.isLie ? [`false failed: ${key}, ${step.trouble?.message}`] : [];
    case 'running':
      return sends.length === 0 ? [`running and never sent: ${key}`] : [];
    case 'not-started':
    case 'held':
      return taken ? [`${step.end} and taken: ${key}`] : [];
    case 'unread':
      return [];
    default:
      return [`strange end ${step.end}: ${key}`];
  }
}

function isAtTarget(azure: ModelAzure, { approved, cluster }: StepOutcome): boolean {
  const model = azure.clusters.find(({ id }) => id === cluster?.id);
  if (model === undefined) return false;
  const own = model.toCluster(model.seen(0), azure.newestImage);
  if (approved.kind === 'control-plane') return own.version.text >= approved.to;
  const pool = own.pools.find(({ id }) => hashId(sha256, repositoryId, id) === approved.hashedId);
  if (approved.kind === 'pool-version') return (pool?.version.text ?? '') >= approved.to;
  return pool?.image?.text === approved.to;
}

/** In a cluster nothing goes out after a step of it has failed in Azure. */
function findStartsAfterFailure({ azure }: Scene, outcome: Outcome): readonly string[] {
  return azure.clusters.flatMap(({ id }) => {
    const keys = azure.sent.filter(({ cluster }) => cluster === id).map(({ step }) => keyOf(step));
    const refused = azure.sent.filter((each) => each.isRefused && each.cluster === id);
    const ended = azure.ended.filter(
      ({ fails, isLie, step }) => (fails || isLie) && keys.includes(keyOf(step)),
    );
    const failed = [...refused, ...ended];
    return failed.flatMap(({ step }) => {
      const after = keys.slice(keys.lastIndexOf(keyOf(step)) + 1);
      const told = outcome.steps.find((each) => keyOf(each.approved) === keyOf(step))?.end;
      return [
        ...(after.length === 0 ? [] : [`sent after the failure of ${keyOf(step)}`]),
        ...(told === 'failed' || told === 'running' || told === 'unread'
          ? []
          : [`failed and told as ${told}`]),
      ];
    });
  });
}

function judgeResult({ result, steps, haltedBy }: Outcome): readonly string[] {
  const has = (...ends: readonly string[]) => steps.some(({ end }) => ends.includes(end));
  const isOpen = has('running', 'not-started', 'held');
  return [
    ...((result === 'failed') === has('failed', 'unread')
      ? []
      : ['failed without a failure, or the other way']),
    ...(result === 'upgraded' && (isOpen || !has('done')) ? ['upgraded and something is open'] : []),
    ...(has('running') && haltedBy === undefined ? ['something is left running for no reason'] : []),
  ];
}

describe('whatever goes wrong', () => {
  test(`${runs} random runs: nothing twice, nothing late, nothing false`, async () => {
    const found: string[] = [];
    const results = new Map<string, number>();
    for (let seed = 1; seed <= runs; seed += 1) {
      const scene = aScene(seed);
      const { draw } = scene;
      const stops: Stops = {
        ...(draw.oneIn(3) ? { deadline: 1 + draw.upTo(40) } : {}),
        ...(draw.oneIn(4) ? { haltAfter: draw.upTo(2400) } : {}),
      };
      const ran = await runOnce(scene, stops, draw.upTo(1));
      if (ran === undefined) continue;
      results.set(ran.outcome.result, (results.get(ran.outcome.result) ?? 0) + 1);
      found.push(...complaints(scene, ran).map((complaint) => `${seed}: ${complaint}`));
    }
    expect(found.slice(0, 20)).toEqual([]);
    expect([...results.keys()].sort()).toEqual(['failed', 'handed-over', 'upgraded']);
    for (const count of results.values()) expect(count).toBeGreaterThan(runs / 20);
  });

  test('nothing goes wrong: all is done', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const scene = aScene(seed, calm);
      const ran = await runOnce(scene, {});
      expect(ran?.outcome.steps.map(({ end }) => end)).toEqual(scene.approved.steps.map(() => 'done'));
      expect(scene.azure.sent).toHaveLength(scene.approved.steps.length);
    }
  });

  test('killed at any moment and run again: no step is begun twice, and the last word is true', async () => {
    const found: string[] = [];
    let finished = 0;
    for (let seed = 1; seed <= 250; seed += 1) {
      const scene = aScene(seed, {
        ...calm,
        unclear: 3,
        noOperation: 3,
        foreign: 10,
        lag: seed % 2 === 0 ? 10 : 0,
      });
      for (let life = 0; life < 3; life += 1) {
        await runOnce(scene, { killAfter: scene.draw.upTo(1500) });
        // What was on the wire has come in before a new run can begin.
        await scene.time.run(scene.time.pause(60_000));
      }
      const ran = await runOnce(scene, {});
      const taken = scene.azure.sent.filter(({ isTaken }) => isTaken).map(({ step }) => keyOf(step));
      if (new Set(taken).size < taken.length) found.push(`${seed}: begun twice`);
      if (ran === undefined) found.push(`${seed}: refused`);
      else {
        found.push(
          ...ran.outcome.steps.flatMap((step) => judgeStep(scene, step)).map((each) => `${seed}: ${each}`),
        );
        if (['upgraded', 'nothing-to-do'].includes(ran.outcome.result)) finished += 1;
      }
    }
    expect(found.slice(0, 20)).toEqual([]);
    expect(finished).toBeGreaterThan(200);
  });
});
