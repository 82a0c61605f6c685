import { expect } from 'vitest';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { Failure } from '../../src/failure.ts';
import { aPullBench, branch, openPullsOf, type PullBench, person, trackPull, type Wanted } from './a-pull.ts';

const first = { 'infra/prod.tf': '1.33.5' };
const next = { 'infra/prod.tf': '1.34.1' };
const nothing = { 'infra/prod.tf': '1.32.5' };

export interface Scene {
  readonly name: string;
  readonly wanted: Wanted;
  readonly prepare: (bench: PullBench) => Promise<void>;
  readonly open: number;
}

const made = async (bench: PullBench): Promise<void> => {
  await trackPull(bench, first);
};

export const scenes: readonly Scene[] = [
  { name: 'create', wanted: first, prepare: async () => undefined, open: 1 },
  {
    name: 'move on over a moved base',
    wanted: next,
    prepare: async (bench) => {
      await made(bench);
      bench.github.people.push('main', person, { 'README.md': '# moved\n' });
    },
    open: 1,
  },
  {
    name: 'reopen',
    wanted: next,
    prepare: async (bench) => {
      await made(bench);
      bench.github.people.close(1, person);
    },
    open: 1,
  },
  { name: 'close', wanted: nothing, prepare: made, open: 0 },
  {
    name: 'hold',
    wanted: next,
    prepare: async (bench) => {
      await made(bench);
      bench.github.people.push(branch, person, {
        'notes.md': 'note\n',
        'infra/prod.tf': 'version = "1.33.9"\n',
      });
    },
    open: 1,
  },
];

/** Faults after which the same request may go well. */
const passes: ReadonlySet<GitHubFault> = new Set([
  ...([
    '500',
    '502-html',
    '503',
    '504-html',
    '408',
    '429-with-retry-after',
    '429-bare',
    '403-secondary',
  ] as const),
  ...(['reset', 'timeout', 'truncated-json', 'torn-body', '200-html', '200-empty'] as const),
]);

async function strike(scene: Scene, hooks: FetchHooks) {
  const bench = aPullBench({ latencyMs: 0 });
  await scene.prepare(bench);
  const human = bench.github.state.git.refs.get(`refs/heads/${branch}`);
  const asked: string[] = [];
  const counted: FetchHooks = {
    fault: (exchange) => {
      asked.push(exchange.request.method);
      return hooks.fault?.(exchange);
    },
  };
  const end = await trackPull(bench, scene.wanted, { hooks: counted }).catch((error: unknown) => error);
  await bench.time.run(bench.time.pause(3_600_000));
  await trackPull(bench, scene.wanted);
  return { bench, end, asked, human };
}

function check(scene: Scene, where: string, { bench, end, human }: Awaited<ReturnType<typeof strike>>): void {
  if (end instanceof Error) {
    expect(end, where).toBeInstanceOf(Failure);
    expect((end as Failure).code, where).toMatch(/^AKSU-GITHUB/);
    expect((end as Failure).next.length, where).toBeGreaterThan(10);
  }
  const { github } = bench;
  expect(openPullsOf(github), where).toHaveLength(scene.open);
  if (scene.name === 'hold') expect(github.state.git.refs.get(`refs/heads/${branch}`), where).toBe(human);
  const ours = [...github.state.pulls.values()].filter(({ headRef }) => headRef === branch);
  expect(ours, where).toHaveLength(1);
  const below = [...github.state.comments.values()].map(({ body }) => body);
  expect(new Set(below).size, where).toBe(below.length);
}

/** After these it is not known whether the request was carried out. */
const unclear: readonly GitHubFault[] = [
  ...(['500', '502-html', '503', '504-html', '408', 'reset', 'timeout'] as const),
  ...(['truncated-json', 'torn-body', '200-html', '200-empty'] as const),
];

/** Every write of the scene meets every fault once: before it was carried out, and where that is unclear, after. */
export async function strikeEveryWrite(scene: Scene): Promise<number> {
  const { asked } = await strike(scene, {});
  const writes = asked.flatMap((method, index) => (method === 'GET' ? [] : [index]));
  let cells = 0;
  for (const name of Object.keys(githubFaults) as GitHubFault[]) {
    for (const point of unclear.includes(name) ? (['before', 'committed'] as const) : (['before'] as const)) {
      for (const at of writes) {
        const answer = githubFaults[name];
        const run = await strike(scene, {
          fault: ({ index }) => (index === at ? { point, answer } : undefined),
        });
        const where = `${scene.name}, ${name}, ${point}, exchange ${at}`;
        check(scene, where, run);
        // What passes by itself is not worth a failed run.
        if (passes.has(name)) expect(run.end, where).not.toBeInstanceOf(Error);
        cells++;
      }
    }
  }
  return cells;
}
