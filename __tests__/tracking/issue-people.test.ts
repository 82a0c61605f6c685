import { describe, expect, test } from 'vitest';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { seededChoice } from '../../simulator/github-interleaving.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { OnClosed } from '../../src/inputs/inputs.ts';
import { findMarked, tellsTheSame } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import { aReport, key, openOnes, track, writesOf } from './a-telling.ts';
import { createVirtualTime } from './virtual-time.ts';

const person = 'platform-engineer';
const first = aReport('Three clusters are behind');
const news = {
  same: aReport('Three clusters are behind', 'due', '07:30'),
  other: aReport('Four clusters are behind'),
  deadline: aReport('Three clusters are behind, one is out of support'),
} satisfies Record<string, Report>;

const acts: Readonly<Record<string, (github: GitHubSimulator) => void>> = {
  closed: (github) => github.people.close(1, person),
  locked: (github) => github.people.lock(1, person),
  'label gone': (github) => github.people.label(1, person, []),
  retitled: (github) => github.people.retitle(1, person, 'Our Monday list'),
  transferred: (github) => github.people.transfer(1),
  deleted: (github) => github.people.delete(1),
};

type Cells = Readonly<Record<keyof typeof news, string>>;

/** What the run does; then the number of the open issue. Only a closing asks what the policy is. */
const table: Readonly<Record<string, Readonly<Record<OnClosed, Cells>> | Cells>> = {
  closed: {
    respect: { same: 'unchanged, none open', other: 'reopened #1', deadline: 'reopened #1' },
    reopen: { same: 'reopened #1', other: 'reopened #1', deadline: 'reopened #1' },
    new: { same: 'created #2', other: 'created #2', deadline: 'created #2' },
  },
  locked: { same: 'unchanged #1', other: 'updated #1', deadline: 'updated #1' },
  'label gone': { same: 'updated #1', other: 'updated #1', deadline: 'updated #1' },
  retitled: { same: 'unchanged #1', other: 'updated #1', deadline: 'updated #1' },
  transferred: { same: 'created #2', other: 'created #2', deadline: 'created #2' },
  deleted: { same: 'created #2', other: 'created #2', deadline: 'created #2' },
};

const policies: readonly OnClosed[] = ['respect', 'reopen', 'new'];
const rows = policies.flatMap((policy) =>
  Object.keys(news).flatMap((what) =>
    Object.keys(acts).map((act) => {
      const cells = table[act] as Readonly<Record<string, Cells>> & Cells;
      const expected = (cells[policy] ?? cells)[what as keyof typeof news];
      return { policy, what: what as keyof typeof news, act, expected };
    }),
  ),
);

describe('what people decided stands', () => {
  test.each(rows)('$policy, $what, $act: $expected', async ({ policy, what, act, expected }) => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    const bench = { github, time };
    await track(bench, first);
    await time.run(time.pause(60_000));
    acts[act]?.(github);
    const before = writesOf(github).length;
    const { operation } = await track(bench, news[what], { onClosed: policy });
    const open = openOnes(github).filter((number) => github.state.issues.get(number)?.fate.kind === 'here');
    expect(`${operation}${open.length === 0 ? ', none open' : ` #${open.join()}`}`).toBe(expected);
    if (operation === 'unchanged') expect(writesOf(github).length).toBe(before);
    const issue = github.state.issues.get(1);
    if (act === 'retitled') expect(issue?.title).toBe('Our Monday list');
    if (act === 'locked') expect(issue?.locked).toBe(true);
    if (act === 'label gone') expect(issue?.labels).toEqual(['aks-upgrade']);
    for (const number of open) {
      const ours = findMarked(github.state.issues.get(number)?.body ?? '', key)?.ours ?? '';
      expect(tellsTheSame(ours, news[what].body)).toBe(true);
    }
    // However often it runs from here on, nothing more happens.
    const after = writesOf(github).length;
    if (policy !== 'new' || act !== 'closed') await track(bench, news[what], { onClosed: policy });
    expect(writesOf(github).length).toBe(after);
  });

  test('the table has 54 cells', () => {
    expect(rows.length).toBe(54);
  });
});

test('what is closed because nothing is due comes back in the same issue', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  const operations: string[] = [];
  for (const report of [
    first,
    aReport('All is well', 'clear'),
    aReport('All is well', 'clear'),
    news.other,
  ]) {
    operations.push((await track({ github, time }, report, { onClosed: 'new' })).operation);
  }
  expect(operations).toEqual(['created', 'closed', 'none', 'reopened']);
  expect(openOnes(github)).toEqual([1]);
  const issue = github.state.issues.get(1);
  expect(issue?.comments.map((comment) => comment.body)).toEqual(['Nothing is due any more.']);
});

test('nothing was found: nothing is touched', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  await track({ github, time }, first);
  const before = writesOf(github).length;
  const { operation, issueNumber } = await track({ github, time }, aReport('No cluster', 'leave'));
  expect([operation, issueNumber]).toEqual(['unchanged', 1]);
  expect(writesOf(github).length).toBe(before);
});

const seeds = Array.from({ length: 500 }, (_, index) => 4_000 + index);

test('500 edits by people outside of our text are kept, also those made during a run', async () => {
  let duringARun = 0;
  let crlf = 0;
  for (const seed of seeds) {
    const choose = seededChoice(seed);
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    await track({ github, time }, first);
    const note = `Note ${seed} of ours: ask ${choose(1000)} people | \`a\` <b> **x**`;
    const apply = (): void =>
      github.people.editBody(
        1,
        [
          (body: string) => `${note}\n\n${body}`,
          (body: string) => `${body}\n\n${note}`,
          (body: string) => `${body}\n${note}\n\n- [ ] a task\n`,
        ][choose(3)] ?? ((body) => body),
      );
    let left = choose(7);
    const isDuring = choose(2) === 0;
    const hooks: FetchHooks = {
      // Between our last look and the write nobody can be seen: one exchange, told in the docs.
      before: ({ request }) => {
        if (left >= 0 && request.method !== 'PATCH' && left-- === 0) apply();
      },
    };
    if (isDuring) duringARun++;
    else {
      apply();
      left = -1;
    }
    await track({ github, time, hooks: isDuring ? hooks : {} }, news.other);
    if (left >= 0) apply();
    await track({ github, time }, news.deadline);
    const body = github.state.issues.get(1)?.body ?? '';
    if (body.includes('\r\n')) crlf++;
    expect(body, `seed ${seed}`).toContain(note);
    expect(body, `seed ${seed}`).toContain(news.deadline.body);
    expect(body.split(`key=${key} `).length, `seed ${seed}`).toBe(2);
    expect(openOnes(github), `seed ${seed}`).toEqual([1]);
  }
  console.info(
    `${seeds.length} edits from seed ${seeds[0]}: all kept, ${duringARun} made during a run, ${crlf} with CRLF`,
  );
});

test('a person who closes the issue while we are about to rewrite it is heard', async () => {
  let heard = 0;
  for (let at = 0; at < 6; at++) {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    await track({ github, time }, first);
    const hooks: FetchHooks = {
      before: ({ index, request }) => {
        if (index === at && request.method === 'GET') github.people.close(1, person);
      },
    };
    const { operation } = await track({ github, time, hooks }, news.other);
    const issue = github.state.issues.get(1);
    const wasClosed = issue?.events.some((event) => event.event === 'closed') ?? false;
    if (wasClosed) heard++;
    // Something new is due, so `respect` reopens: knowingly, not by overwriting.
    expect([issue?.state, operation], `exchange ${at}`).toEqual(['open', wasClosed ? 'reopened' : 'updated']);
  }
  expect(heard).toBeGreaterThan(1);
});

test('a title of ours follows the report, a title of theirs stays', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  await track({ github, time }, first);
  await track({ github, time }, news.other);
  expect(github.state.issues.get(1)?.title).toBe(news.other.title);
  github.people.retitle(1, person, 'Ours');
  await track({ github, time }, news.deadline);
  expect(github.state.issues.get(1)?.title).toBe('Ours');
});
