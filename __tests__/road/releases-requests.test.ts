/** How much is asked for release data: as little as there is to know, whatever the size of the fleet. */
import { expect, test } from 'vitest';
import { type ClusterDescription, describeFleet, type Fleet } from '../../simulator/fleet.ts';
import type { World } from '../../simulator/world.ts';
import { regions } from './azure-many.ts';
import { readTimed, sectionOf, sentToSources, tellAtEnd, troublesOf } from './releases-desk.ts';
import { check, complainOfEnding, inWorld, readsOf } from './start.ts';

const told: string[] = [];
tellAtEnd(() => told.join('; '));

/** Addresses in the order in which they were asked, and those of each kind. */
function asksOf(world: World) {
  const asked = sentToSources(world)
    .filter(({ request }) => !request.path.startsWith('/repos/contoso/') && request.path !== '/graphql')
    .map(({ request: { method, host, path, query } }) => `${method} ${host}${path}?${query}`);
  const of = (form: RegExp): number => asked.filter((ask) => form.test(ask)).length;
  return {
    all: asked,
    repeated: asked.filter((ask, at) => asked.indexOf(ask) !== at),
    notes: of(/\/AgentBaker\/contents\//),
    scans: of(/\/scan-reports\?$/),
    tree: of(/\/git\/trees\//),
    releases: of(/\/Azure\/AKS\/releases\?/),
    docs: of(/\/azure-aks-docs\//),
  };
}

const once = { repeated: [], tree: 1, releases: 1, docs: 1 };

/** Five clusters and ten pools with four pairs of images: two of them go to the same newest one. */
const sharing = (): Fleet =>
  describeFleet({
    now: new Date(),
    clusters: [14, 14, 28, 14, 28].map(
      (imageDaysBehind, at): ClusterDescription => ({
        name: `aks-${at}`,
        version: at === 4 ? '1.36.2' : '1.35.4',
        pools: [
          { name: 'system', imageDaysBehind },
          at % 2 === 0
            ? { name: 'win', os: 'Windows', imageDaysBehind: 35 }
            : { name: 'lin', osSku: 'AzureLinux', imageKind: 'AKSAzureLinux-V3gen2', imageDaysBehind: 14 },
        ],
      }),
    ),
  });

test('each image once, and each list once, however many pools share them', async () => {
  await inWorld({ fleet: sharing(), releases: true }, async (world) => {
    const result = await readTimed(world);
    const asks = asksOf(world);
    expect(troublesOf(result.summary)).toEqual([]);
    // Ubuntu from two images to one, Windows and Azure Linux from one to one; nobody scans Windows.
    expect(asks).toMatchObject({ ...once, notes: 7, scans: 5 });
    expect(asks.all).toHaveLength(15);
  });
});

test.each(['off', 'bundled'])('nothing while release data is %s', async (data) => {
  await inWorld({ fleet: sharing(), releases: true }, async (world) => {
    const result = await readTimed(world, { 'release-data': data });
    expect(sentToSources(world)).toEqual([]);
    expect(sectionOf(result.summary, 'What the new node images bring')).not.toContain('Kernel');
  });
});

test('a fleet in which nobody needs an image asks for lists alone', async () => {
  const fleet = describeFleet({
    now: new Date(),
    clusters: [{ name: 'aks-fine', nodeOsChannel: 'NodeImage' }],
  });
  await inWorld({ fleet, releases: true }, async (world) => {
    await readTimed(world);
    expect(asksOf(world)).toMatchObject({ ...once, notes: 0, scans: 0 });
  });
});

const kinds: readonly (readonly [string, string])[] = [
  ['AKSUbuntu-2404gen2containerd', 'Ubuntu2404'],
  ['AKSUbuntu-2204gen2containerd', 'Ubuntu2204'],
  ['AKSAzureLinux-V3gen2', 'AzureLinux'],
];

/** 1,200 pools of 400 clusters, in more pairs of images than are asked for. */
function crowd(): Fleet {
  const now = new Date();
  return describeFleet({
    now,
    subscriptions: Array.from({ length: 5 }, (_, subscription) => ({
      clusters: regions.flatMap((location, region) =>
        Array.from(
          { length: 10 },
          (_, at): ClusterDescription => ({
            name: `aks-${location}-${at}`,
            resourceGroup: `rg-${subscription}-${location}`,
            location,
            version: at % 4 === 0 ? '1.35.5' : '1.36.2',
            pools: kinds.map(([imageKind, osSku], pool) => ({
              name: `pool${pool}`,
              imageKind,
              osSku,
              imageDaysBehind: 7 * (1 + ((at + region) % 16)),
            })),
          }),
        ),
      ),
    })),
  });
}

test('400 clusters with many pairs: thirty are asked for, and the issue fits', async () => {
  await inWorld({ fleet: crowd(), releases: true }, async (world) => {
    const result = await check(world, { 'report-to': 'issue' }, { timeout: 150_000 });
    const asks = asksOf(world);
    const body = [...world.github.state.issues.values()][0]?.body ?? '';
    const seconds = (result.duration / 1000).toFixed(1);
    told.push(
      `400 clusters, 1200 pools: ${readsOf(world).length} reads of Azure, ${asks.all.length} of sources ` +
        `(${asks.notes} notes, ${asks.scans} scans) in ${seconds} s, body ${body.length} characters`,
    );
    expect(complainOfEnding(world, result)).toEqual([]);
    expect(result.exitCode).toBe(0);
    expect(asks).toMatchObject(once);
    // Some are asked for early, before all pools are known: at worst as many again. Each image once all the same.
    expect(asks.notes).toBeGreaterThanOrEqual(33);
    expect(asks.notes).toBeLessThanOrEqual(63);
    expect(asks.scans).toBe(asks.notes);
    expect(sectionOf(result.summary, 'What the new node images bring')).toMatch(/^\| Kernel \| `/m);
    expect(body.length).toBeGreaterThan(30_000);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body.split('\n').at(-1)).toBe('<!-- /aks-upgrade -->');
    expect(sectionOf(body, 'Time left')).toContain('| 400 clusters |');
    expect(sectionOf(body, 'Clusters')).toContain('aks-');
    expect(Buffer.byteLength(result.summary)).toBeLessThanOrEqual(1_000_000);
  });
}, 180_000);
