/** The unmodified bundle, killed by SIGKILL at every mutation and beside each, and run again until it is over. */
import { describe, expect, test } from 'vitest';
import type { KillMoment } from '../../simulator/runner-moments.ts';
import { clouds } from '../../simulator/world.ts';
import { twoHops } from './crash-case.ts';
import { secondStarts, wrongAsking } from './crash-judge.ts';
import { mapSome } from './start.ts';
import {
  checkIn,
  complainOfUpgrade,
  inScene,
  mutationsOf,
  planOf,
  type Scene,
  upgradeIn,
} from './upgrade-start.ts';

const host = clouds.AzureCloud.arm;
const moments = ['before', 'lost', 'after'] as const;
const quiet = { 'report-to': 'none', 'poll-interval': '5' };
/** Seconds of Azure's time are hastened by ten, and time itself: a whole upgrade takes about two. */
const options = { fleet: twoHops, speed: 400 };
const mostResumes = 6;

interface Point {
  readonly name: string;
  readonly killAt: KillMoment;
}

async function playPoint(plan: string, { name, killAt }: Point): Promise<readonly string[]> {
  // Later than the plan, whatever the check took.
  return await inScene({ ...options, startAt: '2026-11-22T12:00:00Z' }, async (scene) => {
    const runs = [await upgradeIn(scene, plan, quiet, { killAt })];
    const wasKilled = runs[0]?.exitCode === null;
    while (runs.at(-1)?.exitCode === null && runs.length <= mostResumes) {
      runs.push(await upgradeIn(scene, plan, quiet));
    }
    const last = runs.at(-1);
    const result = last?.stepOutputs['result'] ?? '';
    return [
      ...(wasKilled ? [] : ['it was not killed']),
      ...secondStarts(scene.world.arm),
      ...wrongAsking(scene.world.arm),
      ...(['upgraded', 'nothing-to-do'].includes(result) ? [] : [`ended ${result}`]),
      ...(last === undefined ? [] : complainOfUpgrade(scene.world, last)),
      ...complainOfFleet(scene),
    ].map((complaint) => `${name}: ${complaint}`);
  });
}

function complainOfFleet({ world }: Scene): readonly string[] {
  const clusters = world.fleet.subscriptions.flatMap((each) => each.clusters);
  const versions = clusters.flatMap(({ version, pools }) => [version, ...pools.map((pool) => pool.version)]);
  return versions.every((version) => version === '1.36.2') ? [] : [`it runs ${versions.join(', ')}`];
}

/** Which of Azure's exchanges are mutations, in a run that nothing befalls. */
async function rehearse(): Promise<{ readonly plan: string; readonly mutations: readonly number[] }> {
  return await inScene(options, async (scene) => {
    const plan = planOf(await checkIn(scene, { 'report-to': 'none' }));
    scene.world.network.forget();
    const result = await upgradeIn(scene, plan, quiet);
    expect(result.stepOutputs['result'], mutationsOf(scene.world).join('\n')).toBe('upgraded');
    const asked = scene.world.network.exchanges.filter(({ request }) => request.host === host);
    const mutations = asked.flatMap(({ request }, index) => (request.method === 'GET' ? [] : [index + 1]));
    return { plan, mutations };
  });
}

describe('the bundle, killed', () => {
  test('at 45 points: no second start, and the end is what was approved', async () => {
    const { plan, mutations } = await rehearse();
    expect(mutations.length).toBeGreaterThanOrEqual(5);
    const isMutation = { host, when: ({ method }: { method: string }) => method !== 'GET' };
    const at = mutations.slice(0, 5).flatMap((_, index) =>
      moments.map((when) => ({
        name: `${when} mutation ${index + 1}`,
        killAt: { match: isMutation, nth: index + 1, when },
      })),
    );
    const beside = mutations.slice(0, 5).flatMap((place) =>
      [-2, -1, 1].flatMap((offset) =>
        (['before', 'after'] as const).map((when) => ({
          name: `${when} exchange ${place + offset}, beside a mutation`,
          killAt: { match: { host }, nth: place + offset, when },
        })),
      ),
    );
    const points: readonly Point[] = [...at, ...beside];
    expect(points.length).toBeGreaterThanOrEqual(40);
    const complaints = await mapSome(points, 3, (point) => playPoint(plan, point));
    expect(complaints.flat()).toEqual([]);
  }, 600_000);
});
