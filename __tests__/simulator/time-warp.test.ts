/** Time that passes faster: for the world, and for a program that does not know. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActionOptions, type ActionResult, runAction } from '../../simulator/action.ts';
import { describeFleet, simTenantId } from '../../simulator/fleet.ts';
import { warpedClock } from '../../simulator/time-warp.ts';
import { simClientId, startWorld, type World } from '../../simulator/world.ts';
import { day } from './azure-desk.ts';

const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-warp-'));
const actionFile = join(directory, 'action.yml');
const [minute, hour] = [60_000, 3_600_000];
let world: World;

beforeAll(async () => {
  writeFileSync(actionFile, 'inputs: {}\n');
  world = await startWorld({ fleet: describeFleet({ now: day, clusters: [{}] }) });
});

afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

let serial = 0;

async function run(code: string, options: Partial<ActionOptions>): Promise<ActionResult> {
  serial += 1;
  const main = join(directory, `main-${serial}.mjs`);
  writeFileSync(main, code);
  const result = await runAction({ world, inputs: {}, actionFile, main, ...options });
  expect(result.stderr).toBe('');
  return result;
}

describe('a warped clock', () => {
  test('starts where it is told, and runs as fast as it is told', async () => {
    const warp = warpedClock(1000, day.getTime());
    const real = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const passed = (performance.now() - real) * 1000;
    expect(Math.abs(warp.now() - day.getTime() - passed)).toBeLessThan(20_000);
    expect(warp.toReal(hour)).toBe(3600);
  });

  test.each([0, -1, Number.NaN])('does not run %d times as fast', (speed) => {
    expect(() => warpedClock(speed)).toThrow('Time cannot pass');
  });
});

/** Every way to wait: pauses ten minutes of the warped clock, callbacks 40 ms of the machine's. */
const everyWay = `
  import { setTimeout as pause, setInterval as ticks, scheduler } from 'node:timers/promises';
  import { setTimeout as fromTimers } from 'node:timers';
  import * as whole from 'node:timers/promises';
  const [long, short] = [600_000, 40];
  const every = {
    pause: () => pause(long),
    whole: () => whole.setTimeout(long),
    scheduler: () => scheduler.wait(long),
    ticks: async () => { for await (const _ of ticks(long)) break; },
    global: () => new Promise((done) => setTimeout(done, short)),
    timers: () => new Promise((done) => fromTimers(done, short)),
    interval: () => new Promise((done) => { const one = setInterval(() => { clearInterval(one); done(); }, short); }),
    limit: async () => {
      const awake = setInterval(() => {}, 1000);
      await new Promise((done) => AbortSignal.timeout(short).addEventListener('abort', done));
      clearInterval(awake);
    },
  };
  const passed = {};
  for (const [name, wait] of Object.entries(every)) {
    const [date, steady] = [Date.now(), performance.now()];
    await wait();
    passed[name] = [Date.now() - date, performance.now() - steady];
  }
  const aborted = await pause(long, 'no', { signal: AbortSignal.abort() }).catch((error) => error.name);
  console.log(JSON.stringify({
    passed,
    aborted,
    value: await pause(1, 'value'),
    now: new Date().toISOString(),
    text: Date(),
    given: new Date(86_400_000).toISOString(),
    made: new (new Date(0)).constructor().toISOString(),
    isDate: new Date() instanceof Date,
    env: Object.keys(process.env).filter((name) => name.startsWith('NODE_')),
  }));
`;

interface Told {
  readonly passed: Readonly<Record<string, readonly [number, number]>>;
  readonly [name: string]: unknown;
}

describe('a program whose time is warped', () => {
  test('finds it in every clock and every pause, and nothing in its environment', async () => {
    const warp = warpedClock(2000, day.getTime());
    const { passed, ...told } = JSON.parse((await run(everyWay, { warp })).stdout) as Told;
    expect(Object.keys(passed)).toHaveLength(8);
    for (const [name, [date, steady]] of Object.entries(passed)) {
      // At least the pause (Node's own timers may be a millisecond early), at most what 5 s of a busy machine add.
      const least = ['pause', 'whole', 'scheduler', 'ticks'].includes(name) ? 10 * minute : 38 * 2000;
      for (const time of [date, steady]) {
        expect([name, time >= least - 4000 && time < least + 5000 * 2000]).toEqual([name, true]);
      }
    }
    const today = day.toISOString().slice(0, 10);
    const startOfDay = new Date(told['now'] as string).toISOString().slice(0, 10);
    expect([told['aborted'], told['value'], told['isDate'], told['given']]).toEqual([
      'AbortError',
      'value',
      true,
      '1970-01-02T00:00:00.000Z',
    ]);
    expect(startOfDay >= today).toBe(true);
    expect(Date.parse(told['text'] as string)).toBeGreaterThan(day.getTime());
    expect(Date.parse(told['made'] as string)).toBeGreaterThan(day.getTime());
    expect(told['env']).toEqual(['NODE_EXTRA_CA_CERTS']);
  });

  test('lives six hours within 40 s, and never sees the world before its question or after the answer', async () => {
    const warp = warpedClock(1500, day.getTime());
    const server = createServer((_, answer) => answer.end(String(warp.now()))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const real = performance.now();
    const result = await run(
      `import { get } from 'node:http';
      import { setTimeout as pause } from 'node:timers/promises';
      const ask = () => new Promise((done) => get('http://127.0.0.1:${port}', (answer) => {
        let text = ''; answer.on('data', (part) => { text += part; }).on('end', () => done(Number(text)));
      }));
      const [began, asked] = [Date.now(), []];
      while (Date.now() - began < 6 * 3_600_000) {
        await pause(20 * 60_000);
        asked.push([Date.now(), await ask(), Date.now()]);
      }
      console.log(JSON.stringify({ lived: Date.now() - began, asked }));`,
      { warp },
    );
    const took = performance.now() - real;
    server.close();
    const { lived, asked } = JSON.parse(result.stdout) as Told & { asked: [number, number, number][] };
    expect(lived as unknown as number).toBeGreaterThanOrEqual(6 * hour);
    expect(took).toBeLessThan(40_000);
    expect(asked.length).toBeGreaterThan(6);
    expect(asked.filter(([before, then, afterwards]) => then < before || then > afterwards)).toEqual([]);
    const widest = Math.max(...asked.map(([before, , afterwards]) => afterwards - before));
    console.log(`six hours in ${(took / 1000).toFixed(1)} s; the clocks agree within ${widest} virtual ms`);
  });

  test('is the bundle as it stands: it signs in with five-minute assertions a month from now', async () => {
    const later = Date.now() + 30 * 24 * hour;
    const warp = warpedClock(50, later);
    const fleet = describeFleet({ now: new Date(later), clusters: [{}] });
    const other = await startWorld({ fleet, clock: warp.now });
    const result = await runAction({
      world: other,
      warp,
      inputs: { 'client-id': simClientId, 'tenant-id': simTenantId, 'report-to': 'none' },
    });
    await other.close();
    expect([result.exitCode, result.stderr, other.network.refused]).toEqual([0, '', []]);
    const [date, month, year] = new Date(later).toUTCString().slice(5, 16).split(' ');
    expect(result.summary).toContain(`Read on ${Number(date)} ${month} ${year}, `);
  });
});
