/**
 * How long a check takes: the committed bundle against the floor, on the simulator at 30 ms a request with throttling
 * off. Whole processes, in turn, so that a noisy machine is noisy to both; the median of each and their ratio count.
 * And how much longer with release data. `npm run bench -- 9 releases` measures that alone, and
 * takes the path of another bundle after that.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fleet } from '../simulator/fleet.ts';
import { startWorld } from '../simulator/world.ts';
import { fleetOf, median, start } from './bench-fleet.ts';
import { measureReleases } from './bench-releases.ts';

// Plain JavaScript, as the bundle is: taking the types away at start-up would make the floor look slower than it is.
const floor = join(mkdtempSync(join(tmpdir(), 'aks-upgrade-bench-')), 'floor.mjs');
writeFileSync(floor, stripTypeScriptTypes(readFileSync(new URL('bench-floor.ts', import.meta.url), 'utf8')));
const rounds = Number(process.argv[2] ?? 9);

async function measure(title: string, fleet: Fleet): Promise<void> {
  const world = await startWorld({
    fleet,
    latency: 30,
    quirks: { 'token-buckets': false, 'arm-read-bucket': false },
  });
  const times = { floor: [] as number[], bundle: [] as number[] };
  const requests = { floor: 0, bundle: 0 };
  for (let round = -1; round < rounds; round += 1) {
    for (const who of ['floor', 'bundle'] as const) {
      world.network.forget();
      const result = await start(world, who === 'floor' ? { main: floor } : {});
      if (result.exitCode !== 0) throw new Error(`${who} failed: ${result.stdout}${result.stderr}`);
      requests[who] = world.network.exchanges.length;
      // The first round warms the machine up.
      if (round >= 0) times[who].push(result.duration);
    }
  }
  await world.close();
  const show = (who: 'floor' | 'bundle') =>
    `${who} ${(median(times[who]) / 1000).toFixed(2)} s, ${requests[who]} requests`;
  const ratio = median(times.bundle.map((time, index) => time / (times.floor[index] ?? Number.NaN)));
  process.stdout.write(`${title}: ${show('floor')}; ${show('bundle')}; ratio ${ratio.toFixed(2)}\n`);
}

if (process.argv[3] !== 'releases') {
  process.stdout.write(`Medians of ${rounds} rounds, 30 ms a request, throttling off\n`);
  await measure('10 clusters x 4 pools, two regions', fleetOf(10, 4, ['westeurope', 'northeurope']));
  await measure('10 clusters x 4 pools, one region', fleetOf(10, 4, ['westeurope']));
  await measure('1 cluster x 3 pools', fleetOf(1, 3, ['westeurope']));
}
await measureReleases(rounds, process.argv[4]);
