/**
 * Killed anywhere and run again: every exchange of an upgrade, at three points each, with a new node image published at
 * any tick. Azure's own books say how often a step was started.
 */
import { expect, test } from 'vitest';
import {
  type CrashCase,
  imagesOnly,
  openScene,
  playCase,
  randomFrom,
  type Scene,
  twoHops,
} from './crash-case.ts';
import { complainOfCase, complainOfEnd, secondStarts } from './crash-judge.ts';
import { crashPoints } from './crash-wire.ts';

/** Minutes until somebody runs it again: at once, while it runs, and when it is long over. */
const gaps = [0, 1, 20];

interface Tally {
  readonly complaints: string[];
  readonly distinct: Set<string>;
  readonly ends: Map<string, number>;
  deviations: number;
}

async function playAll(scene: Scene, cases: readonly CrashCase[]): Promise<Tally> {
  const tally: Tally = { complaints: [], distinct: new Set(), ends: new Map(), deviations: 0 };
  for (const each of cases) {
    const played = await playCase(scene, each);
    const name = `${scene.name} ${JSON.stringify(each)}`;
    tally.complaints.push(...complainOfCase(played).map((complaint) => `${name}: ${complaint}`));
    if (played.walks[0]?.died) tally.distinct.add(`${each.at} ${each.point} ${each.publishAt}`);
    const end = `${played.walks.at(-1)?.result}`;
    tally.ends.set(end, (tally.ends.get(end) ?? 0) + 1);
    const told = played.walks.flatMap(({ outcome }) => outcome?.steps ?? []);
    if (told.some(({ deviation }) => deviation !== undefined)) tally.deviations += 1;
  }
  return tally;
}

/** Every exchange at every point, `times` each with another tick of publishing; `publishing: false`: without any. */
function everyPoint(
  { exchanges }: Scene,
  { publishing, times = 1 }: { publishing: boolean; times?: number },
): CrashCase[] {
  const random = randomFrom(43_901);
  return Array.from({ length: exchanges }, (_, at) => at).flatMap((at) =>
    crashPoints.flatMap((point, index) =>
      Array.from({ length: times }, () => {
        const gap = gaps[(at + index) % gaps.length] ?? 0;
        // Half of them close to the crash, where it hurts.
        const near = at + random(5) - 1;
        const publishAt = random(2) === 0 ? Math.max(0, near) : random(exchanges);
        return { at, point, gap, ...(publishing ? { publishAt } : {}) };
      }),
    ),
  );
}

/** What is asked of every one: no second start, nothing untold, an end with a reason, no surprise. */
function expectAllWell({ complaints, distinct }: Tally, atLeast: number): void {
  expect(complaints).toEqual([]);
  expect(distinct.size).toBeGreaterThanOrEqual(atLeast);
}

/** Who has sent the last requests, all at once, sends nothing after an answer: such a run just ends. */
const lastOnes = 15;

test('a control plane two minors behind with three pools: every exchange, before, committed and after', async () => {
  const scene = await openScene('two hops', twoHops);
  const tally = await playAll(scene, everyPoint(scene, { publishing: false }));
  expectAllWell(tally, 3 * scene.exchanges - lastOnes);
  expect(scene.exchanges).toBeGreaterThan(90);
  // Nothing changed meanwhile: each ends where it was to go.
  expect([...tally.ends.keys()].sort()).toEqual(['nothing-to-do', 'upgraded']);
}, 240_000);

test('images alone: every exchange, every point, and a newer image at any tick', async () => {
  const scene = await openScene('images', imagesOnly);
  const tally = await playAll(scene, everyPoint(scene, { publishing: true, times: 4 }));
  expectAllWell(tally, 480);
  // The race that nobody can win is met, and told.
  expect(tally.deviations).toBeGreaterThan(0);
  expect(tally.ends.get('refused')).toBeGreaterThan(0);
}, 240_000);

test('progress and issue on GitHub: a run that dies while it writes costs nothing', async () => {
  const scene = await openScene('issue', imagesOnly, { 'report-to': 'issue' });
  const tally = await playAll(scene, everyPoint(scene, { publishing: false }));
  expectAllWell(tally, 3 * scene.exchanges - lastOnes);
}, 240_000);

test('killed again and again, with a newer image at any tick', async () => {
  const scene = await openScene('two hops', twoHops);
  const random = randomFrom(1611);
  const cases = Array.from({ length: 60 }, (_, seed) => ({
    at: random(scene.exchanges),
    point: crashPoints[random(3)] ?? 'after',
    publishAt: random(2 * scene.exchanges),
    gap: gaps[random(3)] ?? 0,
    seed,
  }));
  expectAllWell(await playAll(scene, cases), 50);
}, 240_000);

test('a second start, a run without an end and an image that nobody was told of are seen', async () => {
  const scene = await openScene('images', imagesOnly);
  const played = await playCase(scene, { at: 2 * scene.exchanges, point: 'after' });
  const [last] = played.walks;
  if (last === undefined) throw new Error('it was not run');
  expect(complainOfCase(played)).toEqual([]);
  const { started } = played.stage.arm;
  expect(secondStarts({ started: [...started, ...started] })).toHaveLength(3);
  expect(complainOfEnd({ ...last, died: true })).toHaveLength(1);
  expect(complainOfEnd({ ...last, result: 'failed' })).toHaveLength(1);
  const silent = {
    ...played,
    scene: { ...scene, approved: new Set<string>() },
    walks: [{ ...last, summary: '' }],
  };
  expect(complainOfCase(silent)).toHaveLength(3);
});
