import { describe, expect, test } from 'vitest';
import { readInventory } from '../../src/inventory/azure-inventory.ts';
import { armCluster, armPool, everything, healthyArm } from './arm-bodies.ts';
import { type Answering, type Asked, anySignIn, type FakeAnswer, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const regions = ['westeurope', 'northeurope', 'eastus2', 'uksouth', 'japaneast'];

/** The region stands in the name, so that the fake knows the bucket without asking our code. */
function aFleet(count: number, over: readonly string[], poolsEach: number) {
  const pools = Array.from({ length: poolsEach }, (_, index) => armPool({ name: `pool${index}` }));
  return Array.from({ length: count }, (_, index) => {
    const location = over[index % over.length] ?? '';
    return armCluster({ name: `${location}-${index}`, location, pools });
  });
}

function regionOf({ url }: Asked): string | undefined {
  return regions.find(
    (region) => url.pathname.includes(`/${region}-`) || url.pathname.includes(`/locations/${region}/`),
  );
}

/** Mulberry32, so that a failing schedule can be run again by its seed. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The published buckets, counted where the calls arrive. */
class PublishedBuckets {
  refused = 0;
  readonly #levels = new Map<string, { level: number; at: number }>();

  take(name: string, burst: number, perSecond: number, now: number): boolean {
    const known = this.#levels.get(name) ?? { level: burst, at: now };
    const level = Math.min(burst, known.level + ((now - known.at) * perSecond) / 1000);
    this.#levels.set(name, { level: level >= 1 ? level - 1 : level, at: now });
    if (level < 1) this.refused += 1;
    return level >= 1;
  }

  guard(clock: VirtualClock, healthy: Answering): Answering {
    return (asked, times) => {
      const now = clock.now().getTime();
      const region = regionOf(asked);
      const isList = /\/managedClusters$/.test(asked.url.pathname);
      const isFree =
        this.take('arm', 250, 25, now) &&
        (isList ? this.take('list', 500, 1, now) : region === undefined || this.take(region, 60, 1, now));
      return isFree ? healthy(asked, times) : throttled({ 'retry-after': '5' });
    };
  }
}

function throttled(
  headers: Readonly<Record<string, string>>,
  message = 'slow down',
  code = 'Throttled',
): FakeAnswer {
  return { status: 429, headers, body: { code, message } };
}

describe('against the published buckets', () => {
  test.each([
    [1, 300, regions, 4],
    [2, 300, regions.slice(0, 1), 4],
    [3, 40, regions.slice(0, 2), 6],
    [4, 12, regions.slice(0, 1), 4],
  ])('seed %i: %i clusters over %j with %i pools each meet no 429', async (seed, count, over, pools) => {
    const random = randomBy(seed);
    const clock = new VirtualClock();
    const buckets = new PublishedBuckets();
    let sent = 0;
    // The first calls pay for their handshakes, later ones come as they like.
    const latency = () => {
      sent += 1;
      return sent <= 64 ? 200 + random() * 900 : 10 + random() * 300;
    };
    const arm = new FakeArm(clock, buckets.guard(clock, healthyArm(aFleet(count, over, pools))), latency);
    const started = clock.now().getTime();
    const ports = portsOf(clock, arm);
    const inventory = await clock.run(readInventory(anySignIn, everything, ports));
    const seconds = (clock.now().getTime() - started) / 1000;
    console.log(
      `seed ${seed}: ${arm.asked.length} reads in ${seconds.toFixed(1)} s, ${buckets.refused} refused, ${arm.mostInFlight} in flight`,
    );
    expect(inventory.clusters).toHaveLength(count);
    expect(inventory.unread).toEqual([]);
    expect(buckets.refused).toBe(0);
    expect(arm.mostInFlight).toBeLessThanOrEqual(64);
    // No slower than the bucket allows, but for the slack of the first arrivals.
    const perRegion = Math.ceil(count / over.length) * (2 + pools) + 1;
    expect(seconds).toBeLessThan(Math.max(0, perRegion - 60) + 5);
  });
});

describe('after a 429', () => {
  const styles = ['seconds', 'milliseconds', 'date', 'text', 'nothing', 'subscription'] as const;

  /** The answer, and the wait in milliseconds that it asks for. */
  function refusalOf(
    style: (typeof styles)[number],
    random: () => number,
    now: number,
  ): [FakeAnswer, number] {
    const seconds = 1 + Math.floor(random() * 30);
    if (style === 'seconds') return [throttled({ 'Retry-After': `${seconds}` }), seconds * 1000];
    if (style === 'milliseconds')
      return [throttled({ 'x-ms-retry-after-ms': `${seconds * 100}` }), seconds * 100];
    if (style === 'text') return [throttled({}, `Too many. Retry after ${seconds} seconds.`), seconds * 1000];
    if (style === 'nothing') return [throttled({}), 3000];
    if (style === 'subscription')
      return [
        throttled({ 'retry-after': `${seconds}` }, '', 'SubscriptionRequestsThrottled'),
        seconds * 1000,
      ];
    const date = new Date(now + seconds * 1000);
    date.setUTCMilliseconds(0);
    return [throttled({ 'retry-after': date.toUTCString() }), date.getTime() - now];
  }

  test('500 random schedules: nothing is sent before the allowed instant, and everything is read', async () => {
    let refusals = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomBy(seed);
      const clock = new VirtualClock();
      const healthy = healthyArm(aFleet(4, regions.slice(0, 2), 2));
      const allowed = new Map<string, number>();
      const waits = new Map<FakeAnswer, [string, number]>();
      const lane = (asked: Asked) => regionOf(asked) ?? 'list';
      const answering: Answering = (asked, times) => {
        if (random() > 0.15) return healthy(asked, times);
        refusals += 1;
        const style = styles[Math.floor(random() * styles.length)] ?? 'seconds';
        // The answer is on its way back for as long as it took to come.
        const [answer, wait] = refusalOf(style, random, clock.now().getTime() + 10);
        waits.set(answer, [style === 'subscription' ? 'all' : lane(asked), wait]);
        return answer;
      };
      const arm = new FakeArm(clock, answering, () => 20);
      const early: string[] = [];
      arm.onAnswer = (_, answer) => {
        const [name, wait] = waits.get(answer) ?? [];
        if (name === undefined || wait === undefined) return;
        for (const key of name === 'all' ? ['list', ...regions] : [name]) {
          allowed.set(key, Math.max(allowed.get(key) ?? 0, clock.now().getTime() + wait));
        }
      };
      const send = arm.sendRequest.bind(arm);
      arm.sendRequest = (request) => {
        const url = new URL(request.url);
        const asked = { at: 0, method: 'GET', url, authorization: undefined, headers: {}, body: '' };
        const now = clock.now().getTime();
        if (now < (allowed.get(lane(asked)) ?? 0)) early.push(`${request.url} at ${now}`);
        return send(request);
      };
      const inventory = await clock.run(readInventory(anySignIn, everything, portsOf(clock, arm)));
      expect(early, `seed ${seed}`).toEqual([]);
      expect(inventory.unread, `seed ${seed}`).toEqual([]);
      expect(inventory.clusters).toHaveLength(4);
    }
    console.log(`500 schedules held ${refusals} refusals`);
    expect(refusals).toBeGreaterThan(500);
  });

  test('a region that waits holds up no other', async () => {
    const clock = new VirtualClock();
    const healthy = healthyArm(aFleet(2, regions.slice(0, 2), 1));
    const started = clock.now().getTime();
    let isRefused = false;
    const arm = new FakeArm(clock, (asked, times) => {
      if (isRefused || regionOf(asked) !== 'westeurope') return healthy(asked, times);
      isRefused = true;
      return throttled({ 'retry-after': '120' });
    });
    await clock.run(readInventory(anySignIn, everything, portsOf(clock, arm)));
    const lastOf = (region: string) =>
      Math.max(...arm.asked.filter((one) => regionOf(one) === region).map((one) => one.at));
    expect(lastOf('northeurope') - started).toBeLessThan(1000);
    expect(lastOf('westeurope') - started).toBeGreaterThanOrEqual(120_000);
  });

  test('a cluster that is read by itself waits too', async () => {
    const clock = new VirtualClock();
    const fleet = aFleet(1, regions.slice(0, 1), 1);
    const healthy = healthyArm(fleet);
    const arm = new FakeArm(clock, (asked, times) =>
      asked.url.pathname.endsWith('/westeurope-0') && times === 1
        ? throttled({ 'retry-after': '60' })
        : healthy(asked, times),
    );
    const scope = { ...everything, resourceGroup: 'rg-one', clusterName: 'westeurope-0' };
    const inventory = await clock.run(readInventory(anySignIn, scope, portsOf(clock, arm)));
    expect(inventory.unread).toEqual([]);
    expect((arm.asked[1]?.at ?? 0) - (arm.asked[0]?.at ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  test('an hour is not waited for: what is behind it is unread, the rest is read', async () => {
    const clock = new VirtualClock();
    const healthy = healthyArm(aFleet(4, regions.slice(0, 2), 1));
    const arm = new FakeArm(clock, (asked, times) =>
      regionOf(asked) === 'westeurope' ? throttled({ 'retry-after': '3600' }) : healthy(asked, times),
    );
    const started = clock.now().getTime();
    const inventory = await clock.run(readInventory(anySignIn, everything, portsOf(clock, arm)));
    expect(clock.now().getTime() - started).toBeLessThan(60_000);
    expect(inventory.clusters).toHaveLength(4);
    expect(inventory.unread.every(({ name }) => name.includes('westeurope'))).toBe(true);
    expect(inventory.unread.map(({ kind }) => kind).sort()).toEqual([
      'cluster',
      'cluster',
      'pool',
      'pool',
      'region',
    ]);
  });

  test('without a header the wait grows: five seconds, then ten, then twenty', async () => {
    const clock = new VirtualClock();
    const healthy = healthyArm([]);
    const arm = new FakeArm(
      clock,
      (asked, times) => (times <= 3 ? throttled({}) : healthy(asked, times)),
      () => 0,
    );
    await clock.run(readInventory(anySignIn, everything, portsOf(clock, arm)));
    const lists = arm.asked.filter(({ url }) => !url.searchParams.has('$skiptoken')).map(({ at }) => at);
    const gaps = lists.slice(1).map((at, index) => at - (lists[index] ?? 0));
    expect(gaps.map((gap) => Math.floor(gap / 5000) * 5)).toEqual([5, 10, 20]);
  });
});

test('a long reading says how far it is: after five seconds, then every ten', async () => {
  const clock = new VirtualClock();
  const arm = new FakeArm(clock, healthyArm(aFleet(30, regions.slice(0, 1), 2)));
  const ports = portsOf(clock, arm);
  const started = clock.now().getTime();
  await clock.run(readInventory(anySignIn, everything, ports));
  const lines = ports.log.told.filter(({ text }) => text.startsWith('Reading Azure'));
  const at = lines.map((line) => (line.at - started) / 1000);
  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(at[0]).toBeGreaterThanOrEqual(5);
  expect(at[0]).toBeLessThan(11);
  for (const [index, second] of at.slice(1).entries()) {
    expect(second - (at[index] ?? 0)).toBeGreaterThanOrEqual(10);
    expect(second - (at[index] ?? 0)).toBeLessThan(16);
  }
  expect(lines[0]?.text).toMatch(/^Reading Azure: \d+ of 123 reads done\./);
});

test('a quick reading says in one line what was read', async () => {
  const clock = new VirtualClock();
  const ports = portsOf(clock, new FakeArm(clock, healthyArm(aFleet(3, regions, 2))));
  await clock.run(readInventory(anySignIn, everything, ports));
  expect(ports.log.told.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'info Read 3 clusters and 6 node pools in 1 subscription.',
  ]);
});
