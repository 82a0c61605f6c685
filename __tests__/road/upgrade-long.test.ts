/** Nearly six hours of upgrading in one job, with assertions of five minutes and tokens of one hour, time sped up. */
import { expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { usualPace } from '../../simulator/azure-pace.ts';
import type { ExchangeRecord } from '../../simulator/exchange.ts';
import type { ClusterDescription } from '../../simulator/fleet.ts';
import { decodePayload } from '../../src/inventory/runner-oidc.ts';
import {
  approveJob,
  checkIn,
  complainOfUpgrade,
  inScene,
  planOf,
  progressOf,
  type Scene,
  startedOf,
  upgradeIn,
} from './upgrade-start.ts';

const minute = 60_000;
/** Real milliseconds that an exchange may take. */
const busyMachine = 100;
const gated = { gate: 'environment', environment: 'production' };
/** A minute for each node: pools of 40 take 45 minutes each. */
const pool = (name: string) => ({ name, mode: 'User' as const, imageDaysBehind: 30, count: 40 });
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const large: ClusterDescription = {
  name: 'aks-large',
  version: '1.35.5',
  pools: [
    { name: 'system', mode: 'System', imageDaysBehind: 30, count: 3 },
    ...names.map((name) => pool(`pool${name}`)),
  ],
};

/** Exchanges know the machine's time alone; the world's is told by what it says itself. */
function timed(scene: Scene): (record: ExchangeRecord) => number {
  const offset = scene.warp.now() - Date.now() * scene.warp.speed;
  return ({ at }) => at * scene.warp.speed + offset;
}

/** Seconds from the minting of an assertion to its use. */
function agesOfAssertions(scene: Scene): readonly number[] {
  const at = timed(scene);
  return scene.world.network.exchanges.flatMap((record) => {
    const assertion = new URLSearchParams(record.request.body).get('client_assertion');
    const issued = assertion === null ? undefined : decodePayload(assertion);
    const iat = (issued as { iat?: unknown } | undefined)?.iat;
    return typeof iat === 'number' ? [at(record) / 1000 - iat] : [];
  });
}

/** Milliseconds between two asks of one operation. */
function pollGaps(scene: Scene): readonly number[] {
  const at = timed(scene);
  const polls = scene.world.network.exchanges.filter(({ request }) => /\/operations\//i.test(request.path));
  return gapsWithin(polls.map((record) => ({ key: record.request.path, at: at(record) })));
}

function editGaps(scene: Scene): readonly number[] {
  const at = timed(scene);
  const edits = scene.world.network.exchanges.filter(
    ({ request }) => request.method === 'PATCH' && /\/issues\/comments\//.test(request.path),
  );
  return gapsWithin(edits.map((record) => ({ key: record.request.path, at: at(record) })));
}

function gapsWithin(events: readonly { readonly key: string; readonly at: number }[]): readonly number[] {
  return [...Map.groupBy(events, ({ key }) => key).values()].flatMap((group) =>
    group.slice(1).map(({ at }, index) => at - (group[index]?.at ?? 0)),
  );
}

function statusesOf({ world }: Scene, host: string | RegExp): ReadonlyMap<number, number> {
  const asked = world.network.exchanges.filter(({ request }) => request.host.match(host));
  return new Map(
    [...Map.groupBy(asked, ({ response }) => response.status)].map(([status, { length }]) => [
      status,
      length,
    ]),
  );
}

const wordOf = ({ exitCode, outputs }: ActionResult) => [exitCode, outputs['result']];

test('five hours and fifty minutes: tokens renewed, people told, handed over, and finished by the next run', async () => {
  await inScene({ clusters: [large], speed: 700, pace: usualPace }, async (scene) => {
    const { world, warp } = scene;
    const checked = await checkIn(scene);
    approveJob(world);
    const began = warp.now();
    const result = await upgradeIn(
      scene,
      planOf(checked),
      { ...gated, deadline: '355' },
      { timeout: 90_000 },
    );
    const lasted = (warp.now() - began) / minute;
    expect(complainOfUpgrade(world, result)).toEqual([]);
    expect(wordOf(result)).toEqual([0, 'handed-over']);
    expect(lasted).toBeGreaterThan(350);
    // A second of this machine, to start and to end, counts as 12 minutes.
    expect(lasted).toBeLessThan(385);
    expect(result.summary).toContain('### How to go on');
    expect(result.summary).toContain('**Runs on in Azure**');
    expect(result.summary).toContain('The new run needs an approval of its own');

    const ages = agesOfAssertions(scene);
    expect(JSON.stringify(world.network.exchanges.map(({ response }) => response.body))).not.toContain(
      'AADSTS700024',
    );
    expect(ages.length).toBeGreaterThanOrEqual(6);
    // A tenth of a second of this machine counts as 70: the way itself is in it.
    expect(ages.toSorted((a, b) => a - b)[Math.floor(ages.length / 2)]).toBeLessThanOrEqual(60);
    expect(Math.max(...ages)).toBeLessThanOrEqual(60 + (2 * busyMachine * warp.speed) / 1000);
    expect(statusesOf(scene, 'management.azure.com').get(429)).toBeUndefined();
    expect(statusesOf(scene, 'management.azure.com').get(401)).toBeUndefined();
    const [polls, edits] = [pollGaps(scene), editGaps(scene)];
    expect(Math.min(...polls)).toBeGreaterThanOrEqual(15_000);
    // The way of a single one counts as minutes here: so it is not the smallest gap, but how many there are.
    expect(edits.length).toBeGreaterThan(4);
    expect(edits.length).toBeLessThanOrEqual(lasted / 5 + 2);
    expect(edits.toSorted((a, b) => a - b)[Math.floor(edits.length / 2)]).toBeGreaterThanOrEqual(
      4.8 * minute,
    );
    expect(progressOf(world)).toHaveLength(1);
    const before = startedOf(world).length;

    // A new run of the workflow: its check finds what is left, its environment asks anew.
    const next = { runId: '19500000002' };
    world.run = { ...world.run, ...next };
    const rechecked = await checkIn(scene);
    approveJob(world);
    const finished = await upgradeIn(scene, planOf(rechecked), gated, { timeout: 90_000 });
    expect(complainOfUpgrade(world, finished)).toEqual([]);
    expect(wordOf(finished)).toEqual([0, 'upgraded']);
    expect(startedOf(world)).toHaveLength(11);
    console.log(
      `long upgrade: ${lasted.toFixed(0)} min in ${(result.duration / 1000).toFixed(0)} s, ${ages.length} assertions, ` +
        `oldest at use ${Math.max(...ages).toFixed(1)} s, ${polls.length} polls at least ${Math.min(...polls) / 1000} s ` +
        `apart, ${edits.length + 1} edits of progress, ${before} steps begun before the deadline, ${startedOf(world).length} in all`,
    );
  });
}, 150_000);

/** Nothing is heard from the runner's token endpoint from one minute of the upgrade to another. */
async function withoutTokens(
  from: number,
  to: number,
  use: (scene: Scene, result: ActionResult) => void,
): Promise<void> {
  const cluster = { ...large, pools: large.pools?.slice(0, 3) ?? [] };
  await inScene({ clusters: [cluster], speed: 700, pace: usualPace }, async (scene) => {
    const { world, warp } = scene;
    const checked = await checkIn(scene);
    approveJob(world);
    const began = warp.now();
    const isDown = () => warp.now() > began + from * minute && warp.now() < began + to * minute;
    const response = { status: 503, body: { message: 'Service unavailable' } };
    world.network.faults.push({ match: { host: oidcHost, when: isDown }, kind: 'before', response });
    const result = await upgradeIn(
      scene,
      planOf(checked),
      { ...gated, deadline: to > 1000 ? '125' : '240' },
      { timeout: 90_000 },
    );
    use(scene, result);
  });
}

test('an endpoint that gives no tokens for a while is waited out', async () => {
  await withoutTokens(40, 75, ({ world }, result) => {
    expect(complainOfUpgrade(world, result)).toEqual([]);
    expect(startedOf(world)).toHaveLength(4);
    expect(wordOf(result)).toEqual([0, 'upgraded']);
  });
}, 120_000);

test('an endpoint that gives no tokens any more leaves the operation running, and says so', async () => {
  await withoutTokens(40, 100_000, ({ world }, result) => {
    expect(complainOfUpgrade(world, result)).toEqual([]);
    expect(wordOf(result)).toEqual([0, 'handed-over']);
    expect(startedOf(world)).toHaveLength(3);
    expect(result.summary).toMatch(/\*\*Runs on in Azure\*\*[\s\S]*`poola`/);
    expect(result.log).toContain('The runner gave no OIDC token: its token endpoint answered 503.');
    expect(world.arm.operations.every(({ outcome }) => outcome === 'Succeeded')).toBe(true);
  });
}, 120_000);
