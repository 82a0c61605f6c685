import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import { type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import type { GitHubSimulator } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import { tellsTheSame } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { aRepository, comment, liveOnes, pull } from './a-comment.ts';
import { aReport, bot } from './a-telling.ts';

const older = aReport('Something older');
const write = (github: GitHubSimulator) => github.people.comment(pull, bot, older.body);

interface Scene {
  readonly name: string;
  readonly page: Page;
  readonly prepare: (github: GitHubSimulator) => void;
}

const scenes: readonly Scene[] = [
  { name: 'create', page: aReport('x'), prepare: () => undefined },
  {
    name: 'rewrite, and retire another',
    page: aReport('x'),
    prepare: (github) => {
      write(github);
      write(github);
    },
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
const unhandled: unknown[] = [];
const keep = (reason: unknown) => unhandled.push(reason);
beforeAll(() => {
  process.on('unhandledRejection', keep);
});
afterAll(() => {
  process.off('unhandledRejection', keep);
});

async function runStruck(scene: Scene, hooks: FetchHooks) {
  const { github, time } = aRepository({ latencyMs: 40 });
  scene.prepare(github);
  let asked = 0;
  const counted: FetchHooks = {
    fault: (exchange) => {
      asked++;
      return hooks.fault?.(exchange);
    },
  };
  const startedAt = time.now();
  const end = await comment({ github, time, hooks: counted }, scene.page).catch((error: unknown) => error);
  const took = time.now() - startedAt;
  await time.run(time.pause(hour));
  const again = await comment({ github, time }, scene.page);
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
  const live = liveOnes(github);
  expect(live.length, where).toBe(1);
  expect(tellsTheSame(live[0]?.body ?? '', scene.page.body), where).toBe(true);
}

describe.each(scenes)('every exchange, every fault: $name', (scene) => {
  test.each(Object.keys(githubFaults) as GitHubFault[])('%s', async (name) => {
    const answer = githubFaults[name];
    const codes = new Map<string, number>();
    const { asked } = await runStruck(scene, {});
    let cells = 0;
    for (const point of ['before', 'committed'] as const) {
      for (const isForever of [false, true]) {
        for (let at = 0; at < asked; at++) {
          const where = `${scene.name}, ${name}, ${point}, exchange ${at}, ${isForever ? 'for good' : 'once'}`;
          const run = await runStruck(scene, {
            fault: ({ index }) => ((isForever ? index >= at : index === at) ? { point, answer } : undefined),
          });
          check(scene, where, run);
          // What passes by itself is not worth a failed run.
          if (passes.has(name) && !isForever) expect(run.end, where).not.toBeInstanceOf(Error);
          const code = run.end instanceof Failure ? run.end.code : 'told';
          codes.set(code, (codes.get(code) ?? 0) + 1);
          cells++;
        }
      }
    }
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
    console.info(
      `comment, ${scene.name}, ${name}: ${cells} cells, ${[...codes].map((pair) => pair.join(' ')).join(', ')}`,
    );
  });
});

test('a fetch that does not heed its signal cannot hold us', async () => {
  const { github, time } = aRepository();
  const fetch: typeof globalThis.fetch = () => new Promise(() => undefined);
  const end = await comment({ github, time, fetch }, aReport('x')).catch((error: unknown) => error);
  expect((end as Failure).code).toBe('AKSU-GITHUB');
  expect((end as Failure).message).toContain('no answer in time');
});

test('404 to a write below what can be read is a missing right, and is not tried on and on', async () => {
  const { github, time } = aRepository();
  write(github);
  const fault: FetchHooks['fault'] = ({ request }) =>
    request.method === 'PATCH' ? { point: 'before', answer: githubFaults['404'] } : undefined;
  const fetch = fetchFrom(github.service, { fault });
  const end = await comment({ github, time, fetch }, aReport('x')).catch((error: unknown) => error);
  expect((end as Failure).code).toBe('AKSU-GITHUB-PERMISSION');
  expect((end as Failure).next).toContain('`permissions: pull-requests: write`');
});
