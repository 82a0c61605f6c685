import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Inventory } from '../../src/inventory/inventory.ts';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import type { Ask, Downloaded } from '../../src/releases/download.ts';
import { aCluster, anInventory } from '../builders/fleet.ts';
import {
  type Asked,
  askAll,
  broken,
  fleetOf,
  goodDay,
  openDesk,
  poolAt,
  refused,
  releaseAt,
  type StandIn,
  standIn,
  text,
} from './desk-sources.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** The time that it takes, in milliseconds of a clock that costs none. */
async function timed(work: Promise<Asked>): Promise<Asked & { readonly took: number }> {
  const began = Date.now();
  let took = -1;
  const done = work.then((asked) => {
    took = Date.now() - began;
    return asked;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(took).toBeGreaterThanOrEqual(0);
  return { ...(await done), took };
}

const never = (): Promise<Downloaded> => new Promise(() => undefined);

function comesAfter(milliseconds: number, answer: (ask: Ask) => Downloaded) {
  return (ask: Ask): Promise<Downloaded> =>
    new Promise((resolve) => setTimeout(() => resolve(answer(ask)), milliseconds));
}

const hostOf = ({ url }: Ask): string => new URL(url).host;
const fleet = fleetOf(...Array.from({ length: 30 }, (_, at) => poolAt(at, 40)));
const texts = ({ releases }: Asked): readonly string[] => releases.sources.map(({ text }) => text);
const states = ({ releases }: Asked): readonly string[] => releases.sources.map(({ state }) => state);

describe('everything down', () => {
  test('is told in one line a source, and asked for a few times only', async () => {
    const world = standIn(() => broken);
    const asked = await timed(askAll(fleet, world, { azure: 500 }));
    expect(asked.took).toBe(500);
    expect(asked.calendar).toBe(bundledCalendar);
    expect(states(asked)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(texts(asked)).toEqual([
      broken.ok ? '' : broken.reason,
      '31 of 31 notes: the connection failed (ECONNREFUSED)',
      '31 of 31 scans: the connection failed (ECONNREFUSED)',
      'the connection failed (ECONNREFUSED)',
    ]);
    const asks = Map.groupBy(world.asks, hostOf);
    expect(asks.get('api.github.com')).toHaveLength(3);
    expect(asks.get('cve-api.prod-aks.azure.com')?.length).toBeLessThanOrEqual(16);
  });

  test('of one host leaves the others', async () => {
    const world = standIn((ask) => (hostOf(ask) === 'cve-api.prod-aks.azure.com' ? broken : undefined));
    const asked = await timed(askAll(fleet, world, { azure: 500 }));
    expect(states(asked)).toEqual(['read', 'read', 'failed', 'read']);
    expect(asked.releases.images.every(({ diff }) => 'rows' in diff)).toBe(true);
  });

  test('now and then is not down: a host that answers in between is asked for all', async () => {
    let turn = 0;
    const world = standIn((ask) => {
      if (hostOf(ask) !== 'cve-api.prod-aks.azure.com') return undefined;
      turn += 1;
      return turn % 3 === 0 ? undefined : broken;
    });
    const asked = await timed(askAll(fleet, world));
    expect(world.asks.filter((ask) => hostOf(ask) === 'cve-api.prod-aks.azure.com')).toHaveLength(31);
    expect(texts(asked)[2]).toBe('21 of 31 scans: the connection failed (ECONNREFUSED)');
  });

  test.each([
    ['an error', () => Promise.reject(new Error('with a secret in it'))],
    ['what is no error', () => Promise.reject('x')],
    [
      'at once',
      () => {
        throw new TypeError('with a secret in it');
      },
    ],
  ])('and throwing %s', async (_, speak) => {
    const world = standIn(speak);
    const asked = await timed(askAll(fleetOf(poolAt(0, 1)), world));
    expect(states(asked)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(JSON.stringify([asked, world.log])).not.toContain('secret');
  });
});

describe('everything slow', () => {
  test.each([0, 2500, 30_000])('ten seconds after Azure was read in %i ms it is over', async (azure) => {
    const world = standIn(never);
    const asked = await timed(askAll(fleet, world, { azure }));
    expect(asked.took).toBeLessThanOrEqual(azure + 10_000);
    expect(asked.calendar).toBe(bundledCalendar);
    expect(states(asked)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(texts(asked)[0]).toBe('no whole answer within 10 s');
    expect(world.inFlight.most).toBeLessThanOrEqual(16);
  });

  test('hosts that hang are not asked for everything, one timeout after the other', async () => {
    const late: Downloaded = { ok: false, kind: 'connection', reason: 'no whole answer within 10 s' };
    const world = standIn(comesAfter(10_000, () => late));
    const asked = await timed(askAll(fleet, world, { azure: 30_000 }));
    expect(asked.took).toBeLessThanOrEqual(40_000);
    expect(world.asks.length).toBeLessThanOrEqual(3 + 32);
  });

  test('what comes at a hundred milliseconds a request adds less than a second', async () => {
    const world = standIn(comesAfter(100, goodDay));
    const few = fleetOf(...Array.from({ length: 10 }, (_, at) => poolAt(at, 40 + at)));
    const asked = await timed(askAll(few, world, { azure: 100 }));
    expect(states(asked)).toEqual(['read', 'read', 'read', 'read']);
    expect(asked.took).toBeLessThanOrEqual(1100);
  });

  test('with a head start, nothing is added at all', async () => {
    const world = standIn(comesAfter(100, goodDay));
    const desk = openDesk(world.ports);
    const inventory = fleetOf(poolAt(0, 40), poolAt(1, 40));
    const azure = new Promise<void>((resolve) => setTimeout(resolve, 1000));
    const reading = desk.readCalendar(azure);
    setTimeout(() => {
      for (const { pools } of inventory.clusters) for (const pool of pools) desk.expect(pool);
    }, 500);
    const work = Promise.all([reading, azure]).then(async ([calendar]) => ({
      calendar,
      releases: await desk.read(inventory),
    }));
    const asked = await timed(work);
    expect(asked.took).toBe(1000);
    expect(states(asked)).toEqual(['read', 'read', 'read', 'read']);
    await vi.advanceTimersByTimeAsync(20_000);
  });

  test('a list that takes long does not hold up the notes', async () => {
    const world = standIn((ask) => (ask.url.includes('/git/trees/') ? never() : undefined));
    const asked = await timed(askAll(fleetOf(poolAt(0, 1)), world));
    expect(asked.releases.images[0]?.diff).toHaveProperty('rows');
    expect(asked.releases.sources[1]).toEqual({
      name: 'image-notes',
      state: 'partly',
      text: 'the list of notes: no whole answer within 10 s',
    });
  });

  test('the calendar holds nobody up for longer than ten seconds, and what comes later changes nothing', async () => {
    const world = standIn((ask) => (ask.url.includes('.md') ? comesAfter(10_500, goodDay)(ask) : undefined));
    const asked = await timed(askAll(fleetOf(), world, { azure: 12_000 }));
    expect(asked.took).toBe(12_000);
    expect(asked.calendar).toBe(bundledCalendar);
    expect(asked.releases.sources[0]).toMatchObject({ state: 'failed', text: 'no whole answer within 10 s' });
  });
});

describe('everything lying', () => {
  const lies: readonly (readonly [string, string])[] = [
    ['a web page', '<!DOCTYPE html><html><body>Sign in to the network</body></html>'],
    ['nothing', ''],
    ['an empty list', '[]'],
    ['an empty object', '{}'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['JSON of another shape', '{"tree":{"length":3},"distro_name":[],"active_cves":"x"}'],
    [
      'lists of what is nothing',
      '{"tree":[null,1,[],{}],"os_package_targets":[null],"container_targets":[1]}',
    ],
    ['cut JSON', '{"tree":[{"path":"AKSUbuntu'],
    ['deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a line without end', 'x'.repeat(400_000)],
    ['lines without end', '\n'.repeat(400_000)],
    ['bars without end', '|'.repeat(300_000)],
    ['control characters', '\u0000\u0007\u001b[31m\u2028'.repeat(1000)],
  ];
  test.each(lies)('with %s: all is missing, and nothing fails', async (_, lie) => {
    const asked = await timed(
      askAll(
        fleetOf(poolAt(0, 1)),
        standIn(() => text(lie)),
      ),
    );
    expect(asked.calendar).toBe(bundledCalendar);
    expect(states(asked)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(asked.releases).toMatchObject({ published: [], notes: [], images: [{ diff: { missing: /./ } }] });
    for (const reason of texts(asked)) expect(reason).toMatch(/^[ -~]{5,200}$/);
  });

  test('with the note of another system', async () => {
    const world = standIn((ask) =>
      ask.url.includes('/contents/vhdbuilder/')
        ? goodDay({ ...ask, url: ask.url.replace('2204containerd', '2404containerd') })
        : undefined,
    );
    const asked = await timed(askAll(fleetOf(poolAt(0, 1)), world));
    expect(asked.releases.images[0]?.diff).toMatchObject({ missing: expect.stringContaining('24.04') });
    expect(states(asked)).toEqual(['read', 'failed', 'read', 'read']);
  });

  test('with a list of names that are no notes', async () => {
    const tree = [
      '../../etc/passwd.txt',
      '/AKSUbuntu/x.txt',
      'a\nb.txt',
      '@everyone.txt',
      `${'x'.repeat(500)}.txt`,
    ];
    const listing = { tree: tree.map((path) => ({ path, type: 'blob' })), truncated: false };
    const world = standIn((ask) =>
      ask.url.includes('/git/trees/') ? text(JSON.stringify(listing)) : undefined,
    );
    const asked = await timed(askAll(fleetOf(poolAt(0, 1)), world));
    expect(asked.releases.published).toEqual([]);
    expect(asked.releases.sources[1]).toMatchObject({
      state: 'partly',
      text: 'the list of notes: the answer names no note',
    });
  });

  test('in any mixture', async () => {
    const answer = fc.oneof(
      fc.constant<Downloaded | 'good'>('good'),
      fc.constantFrom<Downloaded>(
        broken,
        refused(401),
        refused(403),
        refused(404),
        refused(429),
        refused(500),
      ),
      fc.string({ maxLength: 300 }).map(text),
      fc.json().map(text),
      fc.constantFrom(...lies.map(([, lie]) => text(lie))),
    );
    const wait = fc.integer({ min: 0, max: 12_000 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(answer, wait), { minLength: 1, maxLength: 12 }), async (answers) => {
        let turn = 0;
        const world = standIn((ask) => {
          const [given = 'good', delay = 0] = answers[turn++ % answers.length] ?? [];
          return comesAfter(delay, (asked) => (given === 'good' ? goodDay(asked) : given))(ask);
        });
        const inventory = fleetOf(poolAt(0, 1), poolAt(0, 2), poolAt(3, 4, 'AKSAzureLinux-V3gen2'));
        const asked = await timed(askAll(inventory, world, { azure: 700, token: 'ghs_x' }));
        expect(asked.took).toBeLessThanOrEqual(10_700);
        expect(asked.releases.images).toHaveLength(3);
        expect(asked.releases.sources).toHaveLength(4);
        for (const { state, text: why } of asked.releases.sources) expect(why === '').toBe(state === 'read');
        const outside = world.asks.filter((ask) => hostOf(ask) === 'raw.githubusercontent.com');
        expect(outside.some((ask) => 'token' in ask)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the end of the road', () => {
  test('when Azure cannot be read, nothing is waited for and nothing rejects', async () => {
    const world = standIn(never);
    const desk = openDesk(world.ports);
    const azure = Promise.reject(new Error('no access'));
    const reading = desk.readCalendar(azure);
    await expect(azure).rejects.toThrow('no access');
    expect(await reading).toBe(bundledCalendar);
    await vi.advanceTimersByTimeAsync(10_000);
  });

  test('who is told to stop waits for nobody', async () => {
    const world = standIn(never);
    const desk = openDesk(world.ports, 'upgrade');
    const calendar = desk.readCalendar(Promise.resolve());
    await vi.advanceTimersByTimeAsync(1000);
    world.stop();
    expect(await calendar).toBe(bundledCalendar);
    const { sources } = await desk.read(fleetOf(poolAt(0, 1)));
    expect(new Set(sources.map(({ text: why }) => why.replace(/^2 of 2 \w+: |; .*/g, '')))).toEqual(
      new Set(['the job was told to stop']),
    );
    expect(world.asks).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10_000);
  });

  test('an upgrade asks for the calendar alone until it has acted', async () => {
    const world = standIn();
    const desk = openDesk(world.ports, 'upgrade');
    await desk.readCalendar(Promise.resolve());
    desk.expect(poolAt(0, 1));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.asks.map(({ url }) => url.includes('.md'))).toEqual([true]);
    const { images, sources } = await desk.read(fleetOf(poolAt(0, 1)));
    expect(images[0]?.diff).toHaveProperty('rows');
    expect(sources.map(({ state }) => state)).toEqual(['read', 'read', 'read', 'read']);
    await vi.advanceTimersByTimeAsync(10_000);
  });

  test('an upgrade waits ten seconds after it has acted, and no longer', async () => {
    const world = standIn((ask) => (ask.url.includes('.md') ? undefined : never()));
    const desk = openDesk(world.ports, 'upgrade');
    const calendar = await desk.readCalendar(Promise.resolve());
    const work = desk.read(fleetOf(poolAt(0, 1))).then((releases) => ({ calendar, releases }));
    const asked = await timed(work);
    expect(asked.took).toBe(10_000);
    expect(states(asked)).toEqual(['read', 'failed', 'failed', 'failed']);
  });
});

test('four hundred clusters of many images are read in no time', async () => {
  const clusters = Array.from({ length: 400 }, (_, at) =>
    aCluster({ pools: [poolAt(at % 50, 52), poolAt(at % 7, 20, 'AKSAzureLinux-V3gen2'), poolAt(30, 31)] }),
  );
  const inventory: Inventory = anInventory(clusters);
  const world: StandIn = standIn(comesAfter(100, goodDay));
  const asked = await timed(askAll(inventory, world, { azure: 400 }));
  expect(asked.releases.images).toHaveLength(58);
  expect(asked.releases.images.filter(({ diff }) => 'rows' in diff)).toHaveLength(30);
  expect(asked.took).toBeLessThanOrEqual(3000);
  expect(world.asks.length).toBeLessThanOrEqual(3 + 4 * 60);
  expect(releaseAt(0)).toBe('202601.05.0');
});
