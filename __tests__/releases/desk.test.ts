import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import { openReleaseDesk } from '../../src/releases/github-release-desk.ts';
import type { Source } from '../../src/releases/releases.ts';
import { aCluster, anInventory, aPool, image } from '../builders/fleet.ts';
import {
  aScan,
  askAll,
  aTree,
  fleetOf,
  goodDay,
  jammy,
  listed,
  newerCalendar,
  openDesk,
  poolAt,
  refused,
  releaseAt,
  standIn,
  text,
} from './desk-sources.ts';

const noble = 'AKSUbuntu-2404gen2containerd';
const all = (state: Source['state'], why = ''): readonly Source[] =>
  (['calendar', 'image-notes', 'cves', 'release-notes'] as const).map((name) => ({ name, state, text: why }));

function pathsOf(asks: readonly { readonly url: string }[], part: string): readonly string[] {
  return asks.map(({ url }) => url).filter((url) => url.includes(part));
}

describe('on a good day', () => {
  test('all is read, and each source says so', async () => {
    const world = standIn();
    const { calendar, releases } = await askAll(fleetOf(poolAt(10, 20)), world);
    expect(calendar).toMatchObject({ origin: 'live', asOf: newerCalendar.asOf });
    expect(releases.sources).toEqual(all('read'));
    expect(releases.data).toBe('live');
    expect(releases.notes).toHaveLength(1);
    const [change, ...others] = releases.images;
    expect(others).toEqual([]);
    expect(change?.diff).toMatchObject({ rows: [{ what: 'Kernel' }] });
    expect(change?.cves).toMatchObject({ ids: expect.arrayContaining(['CVE-2025-10290']) });
    // The list goes on into next year: nothing from after tomorrow is published.
    expect(releases.published.map((published) => published.text)).toEqual([`${jammy}-${releaseAt(46)}`]);
    expect(world.log.at(-1)).toBe(
      'Release data, 7 requests: calendar read; image notes read; cves read; release notes read.',
    );
  });

  test('the addresses are those of the sources, and no others', async () => {
    const world = standIn();
    await askAll(fleetOf(poolAt(0, 1)), world);
    const at = (release: string) => `vhdbuilder/release-notes/AKSUbuntu/gen2/2204containerd/${release}.txt`;
    const api = 'https://api.github.com/repos';
    const scans = 'https://cve-api.prod-aks.azure.com/api/v1/vhd-releases/AKSUbuntu-gen2-2204containerd';
    expect(world.asks.map(({ url, largest }) => `${largest} ${url}`).sort()).toEqual(
      [
        `1000000 ${api}/MicrosoftDocs/azure-aks-docs/contents/articles/aks/supported-kubernetes-versions.md?ref=main`,
        `4000000 ${api}/Azure/AKS/releases?per_page=15`,
        `8000000 ${api}/Azure/AgentBaker/git/trees/main:vhdbuilder%2Frelease-notes?recursive=1`,
        `512000 ${api}/Azure/AgentBaker/contents/${at('202601.05.0')}?ref=main`,
        `512000 ${api}/Azure/AgentBaker/contents/${at('202601.12.0')}?ref=main`,
        `4000000 ${scans}/202601.05.0/scan-reports`,
        `4000000 ${scans}/202601.12.0/scan-reports`,
      ].sort(),
    );
  });

  test('a pair is asked for once, however many pools share it', async () => {
    const clusters = Array.from({ length: 400 }, () =>
      aCluster({ pools: [poolAt(10, 20), poolAt(10, 20, jammy.toUpperCase()), poolAt(12, 20)] }),
    );
    const world = standIn();
    const { releases } = await askAll(anInventory(clusters), world);
    expect(releases.images).toHaveLength(2);
    expect(pathsOf(world.asks, 'AgentBaker/contents')).toHaveLength(3);
    expect(pathsOf(world.asks, 'scan-reports')).toHaveLength(3);
    expect(new Set(world.asks.map(({ url }) => url)).size).toBe(world.asks.length);
  });

  test('the token is given for each request to the API, and none is where there is none', async () => {
    const world = standIn();
    await askAll(fleetOf(poolAt(0, 1)), world, { token: 'ghs_x' });
    for (const { url, token } of world.asks) expect([url, token]).toEqual([url, 'ghs_x']);
    const other = standIn();
    await askAll(fleetOf(poolAt(0, 1)), other);
    expect(other.asks.some((ask) => 'token' in ask)).toBe(false);
  });

  test('what nobody would move to is not asked for', async () => {
    const world = standIn();
    const still = [
      poolAt(10, 10),
      poolAt(20, 10),
      poolAt(1, 2, jammy, { image: undefined }),
      poolAt(1, 2, jammy, { offer: undefined }),
      poolAt(1, 2, jammy, { image: image(`${noble}-${releaseAt(1)}`) }),
      aPool({
        image: image('AKSFuture-x'),
        offer: { latestImage: image('AKSFuture-y'), upgrades: undefined },
      }),
    ];
    const { releases } = await askAll(fleetOf(...still), world);
    expect(world.asks).toHaveLength(3);
    expect(releases.images).toEqual([]);
    expect(releases.sources.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'calendar read',
      'image-notes read',
      'release-notes read',
    ]);
  });

  test('a kind without notes or scans is not asked for, and is no trouble', async () => {
    const world = standIn();
    const { releases } = await askAll(fleetOf(poolAt(0, 1, 'AKSFuture-9904gen3containerd')), world);
    expect(world.asks).toHaveLength(3);
    expect(releases.images).toMatchObject([
      { diff: { missing: `no note is published, image ${releaseAt(1)}` } },
    ]);
    expect(releases.images[0]).not.toHaveProperty('cves');
    expect(releases.sources.find(({ name }) => name === 'image-notes')?.state).toBe('read');
  });

  test('a note that the list does not name is not asked for', async () => {
    const world = standIn(({ url }) =>
      url.includes('/git/trees/')
        ? text(JSON.stringify(aTree(listed.filter((path) => !path.includes(releaseAt(20))))))
        : undefined,
    );
    const { releases } = await askAll(fleetOf(poolAt(10, 20)), world);
    expect(pathsOf(world.asks, 'AgentBaker/contents')).toHaveLength(1);
    expect(releases.images[0]?.diff).toEqual({ missing: `no note is published, image ${releaseAt(20)}` });
    expect(releases.sources.find(({ name }) => name === 'image-notes')).toMatchObject({ state: 'read' });
  });

  test('a list that GitHub has cut does not keep it from being asked for', async () => {
    const world = standIn(({ url }) =>
      url.includes('/git/trees/') ? text(JSON.stringify(aTree(listed.slice(0, 5), true))) : undefined,
    );
    const { releases } = await askAll(fleetOf(poolAt(10, 20)), world);
    expect(releases.images[0]?.diff).toHaveProperty('rows');
  });

  test('an image that was taken from the branch is asked for where it still was', async () => {
    const world = standIn();
    await askAll(fleetOf(poolAt(0, 1, 'AKSAzureLinux-V2gen2')), world);
    const refs = pathsOf(world.asks, 'AgentBaker/contents').map((url) =>
      new URL(url).searchParams.get('ref'),
    );
    expect(refs).toEqual([expect.stringMatching(/^[0-9a-f]{40}$/), expect.stringMatching(/^[0-9a-f]{40}$/)]);
  });

  test('two patches of one release are not compared', async () => {
    const [from, to] = [image(`${jammy}-202607.09.0-2026.07.20`), image(`${jammy}-202607.09.0-2026.08.01`)];
    const pool = aPool({ image: from, offer: { latestImage: to, upgrades: undefined } });
    const { releases } = await askAll(fleetOf(pool), standIn());
    expect(releases.images[0]?.diff).toEqual({
      missing: 'both are one release, and differ in security patches alone',
    });
  });
});

describe('bounds', () => {
  test('at most thirty pairs, those of most pools', async () => {
    const rare = Array.from({ length: 40 }, (_, at) => poolAt(at, 55));
    const frequent = Array.from({ length: 3 }, () => poolAt(50, 55));
    const world = standIn();
    const desk = openDesk(world.ports);
    const inventory = fleetOf(...rare, ...frequent);
    await desk.readCalendar(Promise.resolve());
    const { images, sources } = await desk.read(inventory);
    expect(images).toHaveLength(41);
    const told = images.filter(({ diff }) => 'rows' in diff);
    expect(told).toHaveLength(30);
    expect(told.some(({ from }) => from.text.endsWith(releaseAt(50)))).toBe(true);
    expect(pathsOf(world.asks, 'AgentBaker/contents')).toHaveLength(31);
    expect(sources).toEqual(all('read'));
  });

  test('a head start for thirty pairs, whoever comes first', async () => {
    const world = standIn();
    const desk = openDesk(world.ports);
    for (let at = 0; at < 50; at += 1) desk.expect(poolAt(at, 55));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(pathsOf(world.asks, 'AgentBaker/contents')).toHaveLength(31);
  });

  test('sixteen requests at once', async () => {
    const world = standIn(async (ask) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      return goodDay(ask);
    });
    await askAll(fleetOf(...Array.from({ length: 25 }, (_, at) => poolAt(at, 40 + (at % 5)))), world);
    expect(world.inFlight.most).toBe(16);
    expect(world.inFlight.now).toBe(0);
  });
});

describe('a refusal', () => {
  test.each([401, 403, 429])(
    '%s: a file is asked for once more, of everybody and without a token',
    async (status) => {
      const world = standIn(({ url }) =>
        url.startsWith('https://api.github.com/') &&
        !url.includes('/releases?') &&
        !url.includes('/git/trees/')
          ? refused(status)
          : undefined,
      );
      const { calendar, releases } = await askAll(fleetOf(poolAt(0, 1)), world, { token: 'ghs_x' });
      const raw = world.asks.filter(({ url }) => url.startsWith('https://raw.githubusercontent.com/'));
      expect(raw.map(({ url }) => new URL(url).pathname).sort()).toEqual([
        '/Azure/AgentBaker/main/vhdbuilder/release-notes/AKSUbuntu/gen2/2204containerd/202601.05.0.txt',
        '/Azure/AgentBaker/main/vhdbuilder/release-notes/AKSUbuntu/gen2/2204containerd/202601.12.0.txt',
        '/MicrosoftDocs/azure-aks-docs/main/articles/aks/supported-kubernetes-versions.md',
      ]);
      expect(raw.some((ask) => 'token' in ask || 'accept' in ask)).toBe(false);
      expect(calendar.origin).toBe('live');
      expect(releases.sources).toEqual(all('read'));
    },
  );

  test('of a token that is good elsewhere: without it, everything is public', async () => {
    const world = standIn(({ token, url }) =>
      token !== undefined && url.includes('api.github.com') ? refused(403) : undefined,
    );
    const { releases } = await askAll(fleetOf(poolAt(0, 1)), world, { token: 'ghs_x' });
    expect(releases.sources).toEqual(all('read'));
  });

  test('a spent rate limit is taken at its word: the API is not asked again', async () => {
    const spent = {
      ...refused(403),
      isRateLimit: true,
      reason: 'asked too often (403)',
      detail: 'until noon',
    };
    const world = standIn(({ url }) => (url.includes('api.github.com') ? spent : undefined));
    const pools = Array.from({ length: 20 }, (_, at) => poolAt(at, 40));
    const { releases, calendar } = await askAll(fleetOf(...pools), world, { azure: 5 });
    expect(pathsOf(world.asks, 'api.github.com')).toHaveLength(3);
    expect(calendar.origin).toBe('live');
    expect(releases.images.every(({ diff }) => 'rows' in diff)).toBe(true);
    expect(releases.sources).toEqual([
      { name: 'calendar', state: 'read', text: '' },
      { name: 'image-notes', state: 'partly', text: 'the list of notes: asked too often (403)' },
      { name: 'cves', state: 'read', text: '' },
      { name: 'release-notes', state: 'failed', text: 'asked too often (403)' },
    ]);
    // What differs from run to run is for the log alone.
    expect(JSON.stringify(releases)).not.toContain('noon');
    expect(world.log.join('\n')).toContain('until noon');
  });

  test('404 is told, and not asked for elsewhere', async () => {
    const world = standIn(({ url }) => (url.includes(`${releaseAt(1)}.txt`) ? refused(404) : undefined));
    const { releases } = await askAll(fleetOf(poolAt(0, 1), poolAt(2, 3)), world);
    expect(pathsOf(world.asks, 'raw.githubusercontent.com')).toEqual([]);
    expect(releases.images.map(({ diff }) => 'rows' in diff)).toEqual([false, true]);
    expect(releases.images[0]?.diff).toEqual({ missing: `refused (404), image ${releaseAt(1)}` });
    expect(releases.sources[1]).toEqual({
      name: 'image-notes',
      state: 'partly',
      text: '1 of 4 notes: refused (404)',
    });
  });

  test('of a scan concerns the scans alone', async () => {
    const world = standIn(({ url }) => (url.includes('cve-api') ? refused(500) : undefined));
    const { releases } = await askAll(fleetOf(poolAt(0, 1)), world);
    expect(releases.images[0]?.diff).toHaveProperty('rows');
    expect(releases.images[0]?.cves).toEqual({ missing: `refused (500), image ${releaseAt(1)}` });
    expect(releases.sources[2]).toEqual({
      name: 'cves',
      state: 'failed',
      text: '2 of 2 scans: refused (500)',
    });
  });
});

describe('the calendar', () => {
  test('that is older than the bundled one is not taken', async () => {
    const { calendarPage } = await import('./calendar-page.ts');
    const page = calendarPage({ ...bundledCalendar, asOf: '2026-08-01' });
    const world = standIn(({ url }) => (url.includes('.md') ? text(page) : undefined));
    const { calendar, releases } = await askAll(fleetOf(), world);
    expect(calendar).toBe(bundledCalendar);
    expect(releases.sources[0]).toEqual({ name: 'calendar', state: 'bundled', text: 'the page is older' });
  });

  test('from the future is not taken', async () => {
    const { calendarPage } = await import('./calendar-page.ts');
    const page = calendarPage({ ...bundledCalendar, asOf: '2026-12-24' });
    const world = standIn(({ url }) => (url.includes('.md') ? text(page) : undefined));
    const { calendar, releases } = await askAll(fleetOf(), world);
    expect(calendar).toBe(bundledCalendar);
    expect(releases.sources[0]).toMatchObject({ state: 'failed' });
  });
});

describe('without the network', () => {
  const { ports, asks } = standIn();

  test.each([
    ['off', {}, []],
    ['bundled', {}, [{ name: 'calendar', state: 'bundled', text: '' }]],
    [
      'bundled',
      { isCutOff: true },
      [
        {
          name: 'calendar',
          state: 'bundled',
          text: 'this is not github.com, and `github-com-token` is not given',
        },
      ],
    ],
  ] as const)('%s %j', async (data, differs, sources) => {
    const desk = openReleaseDesk({ mode: 'check', releases: { data, ...differs } }, ports);
    expect(await desk.readCalendar(Promise.resolve())).toBe(bundledCalendar);
    desk.expect(poolAt(0, 1));
    expect(await desk.read(fleetOf(poolAt(0, 1)))).toEqual({
      data,
      images: [],
      published: [],
      notes: [],
      sources,
    });
    expect(asks).toEqual([]);
  });
});

describe('the same facts', () => {
  const pools = [
    ...Array.from({ length: 35 }, (_, at) => poolAt(at, 40)),
    poolAt(3, 40),
    poolAt(3, 40, jammy.toLowerCase()),
    poolAt(5, 6, noble),
    poolAt(5, 6, 'AKSAzureLinux-V3gen2'),
  ];
  const speak = ({ url }: { url: string }) =>
    url.includes(releaseAt(7)) ? refused(404) : url.includes(releaseAt(8)) ? text('') : undefined;

  test('give the same releases, in whatever order they come', async () => {
    const expected = (await askAll(fleetOf(...pools), standIn(speak))).releases;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(pools, { minLength: pools.length }), async (shuffled) => {
        const world = standIn(speak);
        const desk = openDesk(world.ports);
        for (const pool of shuffled) desk.expect(pool);
        await desk.readCalendar(Promise.resolve());
        const releases = await desk.read(fleetOf(...shuffled.toReversed()));
        expect(releases).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('without a head start as well', async () => {
    const desk = openDesk(standIn(speak).ports);
    const { releases } = await askAll(fleetOf(...pools), standIn(speak));
    expect(await desk.read(fleetOf(...pools))).toEqual(releases);
  });
});

describe('scans', () => {
  test('that do not fit are told as that', async () => {
    const world = standIn(({ url }) =>
      url.includes(`${releaseAt(1)}/scan`)
        ? text(JSON.stringify(aScan('AKSUbuntu-gen1-2204containerd', releaseAt(1))))
        : undefined,
    );
    const { releases } = await askAll(fleetOf(poolAt(0, 1)), world);
    expect(releases.images[0]?.cves).toEqual({
      missing: `the scan is of another image than was asked for, image ${releaseAt(1)}`,
    });
    expect(releases.sources[2]).toMatchObject({ state: 'partly' });
  });
});
