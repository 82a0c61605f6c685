import { describe, expect, test } from 'vitest';
import { githubFaults } from '../../simulator/github-faults.ts';
import { type FetchFault, type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import type { GitHubSimulator } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import type { Page } from '../../src/report/report.ts';
import { aRepository, comment, commentsOf, deleteComment, lagging, liveOnes, pull } from './a-comment.ts';
import { aReport, bot } from './a-telling.ts';

interface Scene {
  readonly name: string;
  readonly page: Page;
  readonly prepare: (github: GitHubSimulator) => void;
  /** Comments below the pull request in the end. */
  readonly comments: number;
  /** What the run says that it did, whatever became of one answer. */
  readonly operation: string;
}

const older = aReport('Something older');
const write = (github: GitHubSimulator) => github.people.comment(pull, bot, `${older.body}\n\nOur thoughts.`);

const scenes: readonly Scene[] = [
  { name: 'create', operation: 'created', page: aReport('x'), prepare: () => undefined, comments: 1 },
  { name: 'rewrite', operation: 'updated', page: aReport('x'), prepare: write, comments: 1 },
  {
    name: 'rewrite, nothing is behind',
    operation: 'updated',
    page: aReport('x', 'clear'),
    prepare: write,
    comments: 1,
  },
  {
    name: 'rewrite and retire two',
    operation: 'updated',
    page: aReport('x'),
    prepare: (github) => {
      write(github);
      write(github);
      write(github);
    },
    comments: 3,
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
function strike(at: number, fault: FetchFault): { readonly hooks: FetchHooks; readonly count: () => number } {
  let writes = 0;
  const hooks: FetchHooks = {
    fault: ({ request }) => (isWrite(request.method, request.path) && writes++ === at ? fault : undefined),
  };
  return { hooks, count: () => writes };
}

/** Creations, and those that came without a look at the list since the one before. */
function countCreations(github: GitHubSimulator): { readonly posts: number; readonly blind: number } {
  let [posts, blind, hasLooked] = [0, 0, true];
  for (const { request } of github.exchanges) {
    if (!request.path.endsWith(`/issues/${pull}/comments`)) continue;
    if (request.method === 'POST') {
      posts++;
      if (!hasLooked) blind++;
    }
    hasLooked = request.method === 'GET';
  }
  return { posts, blind };
}

async function runStruck(scene: Scene, at: number, fault: FetchFault, lag: number) {
  const { github, time } = aRepository({ latencyMs: 40 });
  scene.prepare(github);
  const struck = strike(at, fault);
  const fetch = fetchFrom(lagging(github, lag), struck.hooks);
  await time.run(time.pause(60_000));
  const first = await comment({ github, time, fetch }, scene.page).catch((error: unknown) => error);
  const inFirst = countCreations(github);
  await time.run(time.pause(3_600_000));
  const second = await comment({ github, time }, scene.page);
  return { github, first, second, wasStruck: struck.count() > at, inFirst };
}

describe.each(scenes)('a lost answer: $name', (scene) => {
  test.each(Object.entries(faults))('%s, at every write', async (name, fault) => {
    let cells = 0;
    for (const lag of [0, 5000]) {
      for (let at = 0; ; at++) {
        const where = `${scene.name}, ${name}, write ${at}, list lag ${lag}`;
        const { github, first, second, wasStruck, inFirst } = await runStruck(scene, at, fault, lag);
        if (!wasStruck) break;
        cells++;
        expect(inFirst.blind, where).toBe(0);
        expect(liveOnes(github).length, where).toBe(1);
        expect(commentsOf(github).length, where).toBe(scene.comments);
        if (fault.point === 'committed') expect(inFirst.posts, where).toBeLessThanOrEqual(1);
        if (fault.answer === 'died') expect(first, where).toBeInstanceOf(Error);
        else expect(first, where).toEqual(expect.objectContaining({ operation: scene.operation }));
        if (first instanceof Error) expect(fault.answer === 'died' || first instanceof Failure).toBe(true);
        expect(liveOnes(github)[0]?.body, where).toContain(scene.page.body);
        if (fault.answer !== 'died') expect(second.operation, where).toBe('unchanged');
        expect(commentsOf(github).filter(({ body }) => body.includes('Our thoughts.')).length, where).toBe(
          scene.name === 'create' ? 0 : scene.comments,
        );
        expect(github.contract().violations, where).toEqual([]);
      }
    }
    expect(cells).toBeGreaterThan(0);
    console.info(`comment, ${scene.name}, ${name}: ${cells} struck writes, 0 duplicates`);
  });
});

const lost = (point: FetchFault['point']): FetchFault => ({ point, answer: githubFaults['502-html'] });
const page = aReport('x');

test('two lost answers to an edit, the second one carried out: told as done after a look', async () => {
  const { github, time } = aRepository();
  write(github);
  const points = ['before', 'committed'] as const;
  let writes = 0;
  const fault: FetchHooks['fault'] = ({ request }) => {
    const point = request.method === 'PATCH' ? points[writes++] : undefined;
    return point && lost(point);
  };
  expect((await comment({ github, time, hooks: { fault } }, page)).operation).toBe('updated');
  expect(writes).toBe(2);
});

test('two edits that never arrived are a named end', async () => {
  const { github, time } = aRepository();
  write(github);
  const fault: FetchHooks['fault'] = ({ request }) =>
    request.method === 'PATCH' ? lost('before') : undefined;
  const end = await comment({ github, time, hooks: { fault } }, page).catch((error: unknown) => error);
  expect((end as Failure).message).toContain(
    `GitHub gave no usable answer when we wanted to edit our comment on pull request #${pull} of contoso/platform: 502`,
  );
});

test('a list that does not show for a minute what we made: it is read by its number', async () => {
  const { github, time } = aRepository();
  const fetch = fetchFrom(lagging(github, 60_000));
  const { operation, commentUrl } = await comment({ github, time, fetch }, page);
  expect([operation, commentsOf(github).length]).toEqual(['created', 1]);
  expect(commentUrl).toContain(`#issuecomment-${commentsOf(github)[0]?.id}`);
});

test('deleted at once and made again with a lost answer: one, told as made', async () => {
  const { github, time } = aRepository();
  let posts = 0;
  const hooks: FetchHooks = {
    fault: ({ request }) =>
      request.method === 'POST' && /comments/.test(request.path) && posts++ === 1
        ? lost('committed')
        : undefined,
    after: ({ request }) => {
      if (request.method === 'POST' && posts === 1) deleteComment(github, liveOnes(github)[0]?.id ?? 0);
    },
  };
  expect((await comment({ github, time, hooks }, page)).operation).toBe('created');
  expect([posts, commentsOf(github).length]).toEqual([2, 1]);
});

test.each([
  ['the same', page, 'unchanged'],
  ['something else', older, 'updated'],
])('another run was there first and told %s: ours becomes a pointer', async (_, theirs, operation) => {
  const { github, time } = aRepository();
  const hooks: FetchHooks = {
    before: ({ request }) => {
      if (request.method === 'POST' && /comments/.test(request.path))
        github.people.comment(pull, bot, theirs.body);
    },
  };
  const tracked = await comment({ github, time, hooks }, page);
  const [first, second] = commentsOf(github);
  expect(tracked).toEqual({
    operation,
    commentUrl: `https://github.com/contoso/platform/pull/${pull}#issuecomment-${first?.id}`,
  });
  expect([first?.body, second?.body.includes('is kept in')]).toEqual([page.body, true]);
});
