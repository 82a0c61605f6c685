import { describe, expect, test } from 'vitest';
import { githubFaults } from '../../simulator/github-faults.ts';
import type { FetchFault, FetchHooks } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import type { Telling } from '../../src/inputs/inputs.ts';
import type { Report } from '../../src/report/report.ts';
import { aReport, bot, key, openOnes, track } from './a-telling.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

interface Scene {
  readonly name: string;
  readonly report: Report;
  readonly telling?: Partial<Telling>;
  readonly prepare?: (github: GitHubSimulator) => void;
  /** Open issues of ours in the end. */
  readonly open: number;
  /** What the run says that it did, whatever became of one answer. */
  readonly operation: string;
  /** Texts that each stand once at most among all comments. */
  readonly comments: number;
}

const older = aReport('Something older');
const seed = (github: GitHubSimulator) =>
  github.people.open({ title: older.title, body: older.body, author: bot, labels: ['aks-upgrade'] });

const scenes: readonly Scene[] = [
  {
    name: 'create',
    operation: 'created',
    report: aReport('x'),
    telling: { assignees: ['platform-engineer'] },
    open: 1,
    comments: 0,
  },
  { name: 'rewrite', operation: 'updated', report: aReport('x'), prepare: seed, open: 1, comments: 0 },
  {
    name: 'reopen',
    operation: 'reopened',
    report: aReport('x'),
    prepare: (github) => {
      seed(github);
      github.people.close(1, bot);
    },
    open: 1,
    comments: 0,
  },
  { name: 'close', operation: 'closed', report: aReport('x', 'clear'), prepare: seed, open: 0, comments: 1 },
  {
    name: 'close an extra',
    operation: 'updated',
    report: aReport('x'),
    prepare: (github) => {
      seed(github);
      seed(github);
    },
    open: 1,
    comments: 1,
  },
  {
    name: 'put a label back',
    operation: 'updated',
    report: older,
    prepare: (github) => {
      seed(github);
      github.people.label(1, 'platform-engineer', []);
    },
    open: 1,
    comments: 0,
  },
];

const faults: Readonly<Record<string, FetchFault>> = {
  'commit, then 502': { point: 'committed', answer: githubFaults['502-html'] },
  'commit, then 500': { point: 'committed', answer: githubFaults['500'] },
  'commit, then 408': { point: 'committed', answer: githubFaults['408'] },
  'commit, then reset': { point: 'committed', answer: githubFaults.reset },
  'commit, then silence': { point: 'committed', answer: githubFaults.timeout },
  'commit, then half a body': { point: 'committed', answer: githubFaults['torn-body'] },
  'commit, then an empty 200': { point: 'committed', answer: githubFaults['200-empty'] },
  '502 before': { point: 'before', answer: githubFaults['502-html'] },
  'reset before': { point: 'before', answer: githubFaults.reset },
  'silence before': { point: 'before', answer: githubFaults.timeout },
  'commit, then the run dies': { point: 'committed', answer: 'died' },
};

const isWrite = (method: string, path: string) => method !== 'GET' && path !== '/graphql';

/** Strikes the write of that number (from 0), once; tells how many writes there were. */
function strike(at: number, fault: FetchFault): { hooks: FetchHooks; count: () => number } {
  let writes = 0;
  return {
    count: () => writes,
    hooks: {
      fault: ({ request }) => {
        if (!isWrite(request.method, request.path)) return undefined;
        return writes++ === at ? fault : undefined;
      },
    },
  };
}

async function runStruck(scene: Scene, at: number, fault: FetchFault, lag: number) {
  const time: VirtualTime = createVirtualTime();
  const github = createGitHub({
    now: time.now,
    pause: time.pause,
    latencyMs: 40,
    amounts: { listLagMs: lag },
  });
  scene.prepare?.(github);
  const struck = strike(at, fault);
  const first = await track({ github, time, hooks: struck.hooks }, scene.report, scene.telling).catch(
    (error: unknown) => error,
  );
  const createsInFirst = countCreates(github);
  await time.run(time.pause(3_600_000));
  const second = await track({ github, time }, scene.report, scene.telling);
  return { github, first, second, wasStruck: struck.count() > at, createsInFirst };
}

/** Posts of issues, and those that came without a look at the list since the one before. */
function countCreates(github: GitHubSimulator): { posts: number; blind: number } {
  let posts = 0;
  let blind = 0;
  let hasLooked = true;
  for (const { request } of github.exchanges) {
    if (request.method === 'GET' && request.path.endsWith('/issues')) hasLooked = true;
    if (request.method !== 'POST' || !request.path.endsWith('/platform/issues')) continue;
    posts++;
    if (!hasLooked) blind++;
    hasLooked = false;
  }
  return { posts, blind };
}

describe.each(scenes)('a lost answer: $name', (scene) => {
  test.each(Object.entries(faults))('%s, at every write', async (name, fault) => {
    let cells = 0;
    for (const lag of [0, 5000]) {
      for (let at = 0; ; at++) {
        const where = `${scene.name}, ${name}, write ${at}, list lag ${lag}`;
        const { github, first, second, wasStruck, createsInFirst } = await runStruck(scene, at, fault, lag);
        if (!wasStruck) break;
        cells++;
        expect(openOnes(github).length, where).toBe(scene.open);
        expect(createsInFirst.blind, where).toBe(0);
        const issues = [...github.state.issues.values()];
        if (fault.point === 'committed' && scene.prepare === undefined) expect(issues.length, where).toBe(1);
        for (const issue of issues) expect(issue.comments.length, where).toBeLessThanOrEqual(scene.comments);
        if (fault.answer !== 'died') {
          expect(first, where).toEqual(expect.objectContaining({ operation: scene.operation }));
        }
        if (first instanceof Error) expect(fault.answer === 'died' || first instanceof Failure).toBe(true);
        expect(['unchanged', 'updated', 'created', 'closed', 'reopened', 'none'], where).toContain(
          second.operation,
        );
        const standing = issues.find((issue) => issue.body?.includes(`key=${key} `));
        expect(standing?.body, where).toContain(scene.report.body);
        expect(github.contract().violations, where).toEqual([]);
      }
    }
    expect(cells).toBeGreaterThan(0);
    console.info(`${scene.name}, ${name}: ${cells} struck writes, 0 duplicates`);
  });
});
