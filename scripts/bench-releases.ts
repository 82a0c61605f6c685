/**
 * How much longer a check takes with release data: `live` against `off` in one world at 100 ms a request, in turn, so
 * that each pair has the same noise. What counts is the median of the differences, and what was asked for each image.
 */
import type { Fleet } from '../simulator/fleet.ts';
import { type ReleaseSource, sourceOf } from '../simulator/release-sources.ts';
import { startWorld, type World } from '../simulator/world.ts';
import { fleetOf, median, start } from './bench-fleet.ts';

const latency = 100;
const kinds = [
  'AKSUbuntu-2404gen2containerd',
  'AKSUbuntu-2204gen2containerd',
  'AKSAzureLinux-V3gen2',
  'AKSWindows-2022-containerd',
];
const sources: readonly ReleaseSource[] = ['image-notes', 'release-notes', 'calendar', 'cves'];

/** `main`: another bundle than the committed one. */
export async function measureReleases(rounds: number, main?: string): Promise<void> {
  process.stdout.write(`Release data, medians of ${rounds} pairs, ${latency} ms a request, throttling off\n`);
  const two = ['westeurope', 'northeurope'];
  await measure('10 clusters x 4 pools, two regions, four kinds', fleetOf(10, 4, two, kinds), rounds, main);
  await measure('10 clusters x 4 pools, two regions, one kind', fleetOf(10, 4, two), rounds, main);
  await measure('1 cluster x 3 pools, one kind', fleetOf(1, 3, ['westeurope']), rounds, main);
}

async function measure(title: string, fleet: Fleet, rounds: number, main?: string): Promise<void> {
  const world = await startWorld({
    fleet,
    latency,
    releases: true,
    quirks: { 'token-buckets': false, 'arm-read-bucket': false },
  });
  const times = { off: [] as number[], live: [] as number[] };
  let asked = '';
  for (let round = -1; round < rounds; round += 1) {
    for (const data of ['off', 'live'] as const) {
      world.network.forget();
      world.releases?.forget();
      const result = await start(world, {
        inputs: { 'release-data': data },
        ...(main === undefined ? {} : { main }),
      });
      if (result.exitCode !== 0) throw new Error(`${data} failed: ${result.stdout}${result.stderr}`);
      if (data === 'live') asked = describeAsked(world, fleet);
      // The first round warms the machine up.
      if (round >= 0) times[data].push(result.duration);
    }
  }
  await world.close();
  const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
  const added = median(times.live.map((time, index) => time - (times.off[index] ?? Number.NaN)));
  process.stdout.write(
    `${title}: off ${seconds(median(times.off))} s, live ${seconds(median(times.live))} s, ` +
      `added ${seconds(added)} s; ${asked}\n`,
  );
}

function describeAsked(world: World, fleet: Fleet): string {
  const exchanges = world.network.exchanges.filter(({ request }) => sourceOf(request) !== undefined);
  const of = (source: ReleaseSource): number =>
    exchanges.filter(({ request }) => sourceOf(request) === source).length;
  const pools = fleet.subscriptions.flatMap((one) => one.clusters).flatMap((cluster) => cluster.pools);
  const count = new Set(pools.map((pool) => pool.imageKind)).size;
  const notes = exchanges.filter(
    ({ request }) => sourceOf(request) === 'image-notes' && request.path.endsWith('.txt'),
  ).length;
  const list = sources.map((source) => `${source} ${of(source)}`).join(', ');
  const perKind = (number: number): string => (number / count).toFixed(1);
  return `${exchanges.length} requests (${list}); of each of ${count} kinds ${perKind(notes)} notes and ${perKind(of('cves'))} scans`;
}
