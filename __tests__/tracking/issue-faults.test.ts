import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import { type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
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

/** Faults after which the same request may go well. */
const passes: ReadonlySet<GitHubFault> = new Set([
  '500',
  '502-html',
  '503',
  '504-html',
  '408',
  '429-with-retry-after',
  '429-bare',
  '403-secondary',
  'reset',
  'timeout',
  'truncated-json',
  'torn-body',
  '200-html',
  '200-empty',
]);
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
          // What passes by itself is not worth a failed run.
          if (passes.has(name) && !isForever)
            expect(run.end, `${name}, exchange ${at}`).not.toBeInstanceOf(Error);
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

test('a fetch that does not heed its signal cannot hold us', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  const fetch: typeof globalThis.fetch = () => new Promise(() => undefined);
  const end = await track({ github, time, fetch }, aReport('x')).catch((error: unknown) => error);
  expect((end as Failure).code).toBe('AKSU-GITHUB');
  expect((end as Failure).message).toContain('no answer in time');
});

test('a transferred issue is not followed to where it went', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  seed(github);
  const elsewhere = '/repositories/9/issues/1';
  const asked: string[] = [];
  const service: typeof github.service = async (request) => {
    asked.push(`${request.method} ${request.path}`);
    const answer = await github.service({ ...request, path: request.path.replace(elsewhere, own) });
    if (request.path !== own) return answer;
    return {
      status: 301,
      headers: { location: `https://api.github.com${elsewhere}` },
      body: { message: 'Moved' },
    };
  };
  const end = await track({ github, time, fetch: fetchFrom(service) }, aReport('x')).catch((error) => error);
  expect(end).toBeInstanceOf(Failure);
  expect(asked.filter((request) => request.includes(elsewhere) || request.startsWith('PATCH'))).toEqual([]);
  expect(github.state.issues.get(1)?.body).toBe(older.body);
});

const own = '/repos/contoso/platform/issues/1';
