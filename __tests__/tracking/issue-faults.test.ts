import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import type { Report } from '../../src/report/report.ts';
import { aReport, bot, openOnes, track } from './a-telling.ts';
import { createVirtualTime } from './virtual-time.ts';

const older = aReport('Something older');
const seed = (github: GitHubSimulator) =>
  github.people.open({ title: older.title, body: older.body, author: bot, labels: ['aks-upgrade'] });

interface Scene {
  readonly name: string;
  readonly report: Report;
  readonly prepare: (github: GitHubSimulator) => void;
  readonly open: number;
}

const scenes: readonly Scene[] = [
  { name: 'create', report: aReport('x'), prepare: () => undefined, open: 1 },
  {
    name: 'reopen, retitle, label',
    report: aReport('x'),
    prepare: (github) => {
      seed(github);
      github.people.close(1, 'platform-engineer');
      github.people.label(1, 'platform-engineer', []);
    },
    open: 1,
  },
  {
    name: 'close, and an extra',
    report: aReport('x', 'clear'),
    prepare: (github) => {
      seed(github);
      seed(github);
    },
    open: 0,
  },
];

const hour = 3_600_000;
const assigned = { assignees: ['platform-engineer'] };
const unhandled: unknown[] = [];
const keep = (reason: unknown) => unhandled.push(reason);
beforeAll(() => {
  process.on('unhandledRejection', keep);
});
afterAll(() => {
  process.off('unhandledRejection', keep);
});

async function runStruck(scene: Scene, hooks: FetchHooks) {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now, pause: time.pause, latencyMs: 40 });
  scene.prepare(github);
  let asked = 0;
  const counted: FetchHooks = {
    fault: (exchange) => {
      asked++;
      return hooks.fault?.(exchange);
    },
  };
  const startedAt = time.now();
  const work = track({ github, time, hooks: counted }, scene.report, assigned);
  const end = await work.catch((error: unknown) => error);
  const took = time.now() - startedAt;
  await time.run(time.pause(hour));
  const again = await track({ github, time }, scene.report, assigned);
  return { github, end, took, again, asked };
}

function check(scene: Scene, where: string, run: Awaited<ReturnType<typeof runStruck>>): void {
  const { github, end, took } = run;
  if (end instanceof Error) {
    expect(end, where).toBeInstanceOf(Failure);
    expect((end as Failure).code, where).toMatch(/^AKSU-GITHUB/);
    expect((end as Failure).next.length, where).toBeGreaterThan(10);
  }
  expect(took, where).toBeLessThan(hour);
  expect(openOnes(github).length, where).toBe(scene.open);
}

describe.each(scenes)('every exchange, every fault: $name', (scene) => {
  test.each(Object.keys(githubFaults) as GitHubFault[])('%s', async (name) => {
    const answer = githubFaults[name];
    const codes = new Map<string, number>();
    let cells = 0;
    for (const point of ['before', 'committed'] as const) {
      for (const isForever of [false, true]) {
        const { asked } = await runStruck(scene, {});
        for (let at = 0; at < asked; at++) {
          const run = await runStruck(scene, {
            fault: ({ index }) => ((isForever ? index >= at : index === at) ? { point, answer } : undefined),
          });
          check(
            scene,
            `${scene.name}, ${name}, ${point}, exchange ${at}, ${isForever ? 'for good' : 'once'}`,
            run,
          );
          const code = run.end instanceof Failure ? run.end.code : 'told';
          codes.set(code, (codes.get(code) ?? 0) + 1);
          cells++;
        }
      }
    }
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
    console.info(
      `${scene.name}, ${name}: ${cells} cells, ${[...codes].map((pair) => pair.join(' ')).join(', ')}`,
    );
  });
});
