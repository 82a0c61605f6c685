/** What an upgrade survives: lost answers, signals, deadlines, failures. The real road in this process. */
import { describe, expect, test } from 'vitest';
import { badGatewayPage, gatewayTimeout, providerError } from '../../simulator/azure-answers.ts';
import { drainFailure, quotaExhausted, type SimFailure } from '../../simulator/azure-failures.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import { describeFleet, type Fleet } from '../../simulator/fleet.ts';
import { imagesOnly, openScene, randomFrom, type Scene, twoHops } from './crash-case.ts';
import { secondStarts, wrongAsking } from './crash-judge.ts';
import type { Exchange, WireFault } from './crash-wire.ts';
import { longestGoodbye, Stage, type Walked, type WalkOptions } from './in-process.ts';

const minute = 60_000;

async function upgrade(
  stage: Stage,
  { planText, inputs }: Scene,
  more: Readonly<Record<string, string>> = {},
  options: WalkOptions = {},
): Promise<Walked> {
  return await stage.upgrade(planText, { ...inputs, ...more }, options);
}

/** Nothing twice, and the rest is done by whoever comes next. */
async function complainOfResume(stage: Stage, scene: Scene): Promise<readonly string[]> {
  stage.time.tick(minute);
  const resumed = await upgrade(stage, scene);
  const isOver = resumed.result === 'upgraded' || resumed.result === 'nothing-to-do';
  return [
    ...(isOver ? [] : [`the next run ended ${resumed.result}: ${resumed.failure?.message}`]),
    ...(resumed.surprise === undefined ? [] : [`the next run threw ${resumed.surprise}`]),
    ...secondStarts(stage.arm),
    ...wrongAsking(stage.arm),
  ];
}

/** The answers that say nothing of what became of a mutation. */
const unclear: Readonly<Record<string, SimResponse>> = {
  500: providerError(500, 'InternalOperationError', 'Internal server error'),
  502: badGatewayPage,
  503: providerError(503, 'ServiceUnavailable', 'The service is unavailable.'),
  504: gatewayTimeout,
  408: { status: 408, body: '' },
  reset: { status: 200, broken: 'reset' },
  silence: { status: 200, broken: 'hang' },
  'a page of a proxy': { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' },
};

function faultAtMutation(nth: number, point: WireFault['point'], answer: SimResponse) {
  let count = 0;
  return ({ request }: Exchange): WireFault | undefined => {
    if (request.method === 'GET' || !request.path.startsWith('/subscriptions/')) return undefined;
    count += 1;
    return count === nth ? { point, answer } : undefined;
  };
}

describe('a mutation goes over the wire once', () => {
  async function playLost(scene: Scene, nth: number, point: WireFault['point'], answer: SimResponse) {
    const stage = new Stage(scene.options);
    const walked = await upgrade(stage, scene, {}, { faultOf: faultAtMutation(nth, point, answer) });
    const lost = walked.sendings[nth - 1];
    if (lost === undefined) return ['the mutation was not met'];
    const isSame = (one: typeof lost) =>
      one.method === lost.method && one.path === lost.path && one.body === lost.body;
    const again = walked.sendings.slice(nth).filter(isSame);
    const hasArrived = stage.arm.started.some(
      ({ at }) => at.getTime() >= lost.at && at.getTime() <= lost.at + 5,
    );
    const failed = walked.outcome?.steps.filter(({ end }) => end === 'failed') ?? [];
    const truth = hasArrived ? 'upgraded' : 'failed';
    return [
      ...(again.length === 0 ? [] : [`sent ${again.length + 1} times`]),
      ...(walked.result === truth ? [] : [`told ${walked.result}, and ${truth} is true`]),
      ...(hasArrived || failed[0]?.trouble?.rerun === 'safe'
        ? []
        : ['it does not say that running again is safe']),
      ...(await complainOfResume(stage, scene)),
    ];
  }

  test('whatever is answered in its place, taken or not: what is told is true', async () => {
    const complaints: string[] = [];
    let played = 0;
    for (const [fleet, mutations] of [
      [imagesOnly, 3],
      [twoHops, 7],
    ] as const) {
      const scene = await openScene(fleet.name, fleet);
      for (let nth = 1; nth <= mutations; nth += 1) {
        for (const [name, answer] of Object.entries(unclear)) {
          for (const point of ['before', 'committed'] as const) {
            const told = await playLost(scene, nth, point, answer);
            complaints.push(...told.map((each) => `${fleet.name} ${nth} ${name} ${point}: ${each}`));
            played += 1;
          }
        }
      }
    }
    expect(complaints).toEqual([]);
    expect(played).toBe(160);
  }, 240_000);
});

describe('a job that is cancelled', () => {
  const random = randomFrom(500);

  /** Anywhere, and half of the time around a mutation. */
  function instants(clean: Walked, startedAt: number, howMany: number): number[] {
    return Array.from({ length: howMany }, (_, index) => {
      const near = clean.sendings[random(clean.sendings.length)];
      if (index % 2 === 0 || near === undefined) return random(clean.took);
      return Math.max(0, near.at - startedAt + random(4000) - 2000);
    });
  }

  async function playHalt(scene: Scene, haltAfter: number, latency: number): Promise<readonly string[]> {
    const stage = new Stage(scene.options);
    const walked = await upgrade(stage, scene, {}, { haltAfter, latency });
    const { haltedAt, result, summary, outcome, sendings } = walked;
    if (haltedAt === undefined) return [`it was over before: ${result}`];
    const late = sendings.filter(({ at }) => at > haltedAt);
    const hasSummary = outcome === undefined || /still running in Azure|not started|done/.test(summary);
    const open = (outcome?.steps ?? []).filter(({ end }) => end === 'running');
    const isTold = open.every(({ pool }) => pool === undefined || summary.includes(pool.name));
    return [
      ...(late.length === 0 ? [] : [`${late.length} mutations after the signal`]),
      ...(walked.took <= longestGoodbye ? [] : [`it took ${walked.took} ms to end`]),
      ...(walked.died || ['handed-over', 'upgraded'].includes(`${result}`) ? [] : [`it ended ${result}`]),
      ...(walked.surprise === undefined ? [] : [`it threw ${walked.surprise}`]),
      ...(hasSummary && isTold ? [] : ['the summary does not say what runs on']),
      ...(await complainOfResume(stage, scene)),
    ];
  }

  test('at 500 random instants: gone in time, nothing sent any more, and the next run goes on', async () => {
    const complaints: string[] = [];
    for (const [fleet, howMany] of [
      [imagesOnly, 460],
      [twoHops, 40],
    ] as const) {
      const scene = await openScene(fleet.name, fleet);
      const latency = 200;
      const stage = new Stage(scene.options);
      const startedAt = stage.time.now();
      const clean = await upgrade(stage, scene, {}, { latency });
      for (const instant of instants(clean, startedAt, howMany)) {
        const told = await playHalt(scene, instant, [20, 200, 1500][random(3)] ?? 20);
        complaints.push(...told.map((each) => `${fleet.name} after ${instant} ms: ${each}`));
      }
    }
    expect(complaints.filter((each) => !each.includes('it was over before'))).toEqual([]);
    expect(complaints.length).toBeLessThan(60);
  }, 300_000);
});

describe('the deadline', () => {
  test('at any minute: handed over before it, and the next run starts nothing twice', async () => {
    const scene = await openScene('two hops', twoHops);
    const complaints: string[] = [];
    let handedOver = 0;
    for (let deadline = 1; deadline <= 50; deadline += 2) {
      const stage = new Stage(scene.options);
      const told: string[] = [];
      const walked = await upgrade(stage, scene, { deadline: `${deadline}`, 'poll-interval': '60' });
      if (walked.result === 'handed-over') handedOver += 1;
      else if (walked.result !== 'upgraded') told.push(`ended ${walked.result}`);
      if (walked.took > deadline * minute + 2000) told.push(`took ${walked.took / minute} minutes`);
      if (walked.failure !== undefined) told.push(walked.failure.message);
      const late = walked.sendings.filter(
        ({ at }) => at > Date.parse('2026-11-22T06:00:00Z') + deadline * minute,
      );
      if (late.length > 0) told.push('sent something after it');
      told.push(...(await complainOfResume(stage, scene)));
      complaints.push(...told.map((each) => `deadline ${deadline}: ${each}`));
    }
    expect(complaints).toEqual([]);
    expect(handedOver).toBeGreaterThan(20);
  }, 240_000);
});

describe('the first failure', () => {
  const pools = [{ name: 'system' }, { name: 'web' }, { name: 'batch' }];
  const behind = (now: Date, names: readonly string[]): Fleet =>
    describeFleet({ now, clusters: names.map((name) => ({ name, version: '1.35.5', pools })) });
  const steps = [undefined, 'system', 'batch', 'web'];

  function failuresAt(cluster: string, pool: string | undefined): readonly SimFailure[] {
    const kind = pool === undefined ? ('control-plane' as const) : ('pool-version' as const);
    const where = pool === undefined ? { cluster, kind } : { cluster, pool, kind };
    return [
      { ...drainFailure(where), ...where },
      { ...quotaExhausted(where), ...where },
    ];
  }

  test('in any step ends its cluster: nothing is started after it, and each step is named', async () => {
    const scene = await openScene('one', (now) => behind(now, ['aks-one']));
    for (const [place, pool] of steps.entries()) {
      for (const failure of failuresAt('aks-one', pool)) {
        const stage = new Stage({ ...scene.options, failures: [failure] });
        const { result, outcome, summary, failure: told } = await upgrade(stage, scene);
        const where = `${pool ?? 'control plane'} ${'at' in failure ? 'under way' : 'refused'}`;
        expect(result, where).toBe('failed');
        expect(told?.code, where).toBe('AKSU-UPGRADE-FAILED');
        const ends = outcome?.steps.map(({ end }) => end);
        const rest = Array.from({ length: 3 - place }, () => 'not-started');
        expect(ends, where).toEqual([...Array.from({ length: place }, () => 'done'), 'failed', ...rest]);
        expect(stage.arm.started.length, where).toBe(place + ('at' in failure ? 1 : 0));
        expect(summary, where).toContain('failed');
        if (rest.length > 0) expect(summary, where).toContain('not started');
        for (const { name } of pools) expect(summary, where).toContain(name);
      }
    }
  }, 120_000);

  test.each([
    { most: '0', parallel: '1', begun: ['aks-a'] },
    { most: '1', parallel: '1', begun: ['aks-a', 'aks-b'] },
    { most: '2', parallel: '1', begun: ['aks-a', 'aks-b', 'aks-c', 'aks-d'] },
    { most: '0', parallel: '2', begun: ['aks-a', 'aks-b'] },
    { most: '2', parallel: '4', begun: ['aks-a', 'aks-b', 'aks-c', 'aks-d'] },
  ])(
    'with max-failures $most, $parallel at once',
    async ({ most, parallel, begun }) => {
      const names = ['aks-a', 'aks-b', 'aks-c', 'aks-d'];
      const scene = await openScene('four', (now) => behind(now, names));
      const failures = ['aks-a', 'aks-b'].flatMap((name) => failuresAt(name, 'system').slice(0, 1));
      const stage = new Stage({ ...scene.options, failures });
      const inputs = { 'max-failures': most, 'max-parallel': parallel };
      const { result, outcome, summary } = await upgrade(stage, scene, inputs);
      expect(result).toBe('failed');
      const started = new Set(stage.arm.started.map(({ id }) => /managedClusters\/([^/]+)/i.exec(id)?.[1]));
      expect([...started].sort()).toEqual(begun);
      const failedAt = stage.arm.operations.find(({ outcome: each }) => each === 'Failed')?.endsAt ?? 0;
      const after = stage.arm.started.filter(({ at }) => at.getTime() > failedAt + 5000);
      if (most === '0') expect(after).toEqual([]);
      const untouched = outcome?.steps.filter(({ cluster }) => !begun.includes(cluster?.name ?? '')) ?? [];
      expect(untouched.every(({ end }) => end === 'not-started')).toBe(true);
      for (const name of names) expect(summary).toContain(name);
    },
    60_000,
  );
});
