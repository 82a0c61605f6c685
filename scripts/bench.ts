/**
 * How long a check takes: the committed bundle against the floor, on the simulator at 30 ms a request with throttling
 * off. Whole processes, in turn, so that a noisy machine is noisy to both; the median of each and their ratio count.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionResult, runAction } from '../simulator/action.ts';
import { describeFleet, type Fleet } from '../simulator/fleet.ts';
import { simClientId, startWorld, type World } from '../simulator/world.ts';

// Plain JavaScript, as the bundle is: taking the types away at start-up would make the floor look slower than it is.
const floor = join(mkdtempSync(join(tmpdir(), 'aks-upgrade-bench-')), 'floor.mjs');
writeFileSync(floor, stripTypeScriptTypes(readFileSync(new URL('bench-floor.ts', import.meta.url), 'utf8')));
const rounds = Number(process.argv[2] ?? 9);

function fleetOf(clusters: number, pools: number, regions: readonly string[]): Fleet {
  return describeFleet({
    now: new Date(),
    regions: Object.fromEntries(regions.map((name) => [name, {}])),
    clusters: Array.from({ length: clusters }, (_, index) => ({
      name: `aks-${index}`,
      resourceGroup: `rg-${index}`,
      location: regions[index % regions.length] ?? 'westeurope',
      version: '1.35.5',
      pools: Array.from({ length: pools }, (__, pool) => ({
        name: `pool${pool}`,
        version: '1.35.5',
        imageDaysBehind: 14,
      })),
    })),
  });
}

function start(world: World, main?: string): Promise<ActionResult> {
  const [subscription] = world.fleet.subscriptions;
  const inputs = {
    'client-id': simClientId,
    'tenant-id': subscription?.tenantId ?? '',
    'subscription-id': subscription?.id ?? '',
    'report-to': 'none',
  };
  return runAction({ world, inputs, ...(main === undefined ? {} : { main }) });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

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
      const result = await start(world, who === 'floor' ? floor : undefined);
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

process.stdout.write(`Medians of ${rounds} rounds, 30 ms a request, throttling off\n`);
await measure('10 clusters x 4 pools, two regions', fleetOf(10, 4, ['westeurope', 'northeurope']));
await measure('10 clusters x 4 pools, one region', fleetOf(10, 4, ['westeurope']));
await measure('1 cluster x 3 pools', fleetOf(1, 3, ['westeurope']));
