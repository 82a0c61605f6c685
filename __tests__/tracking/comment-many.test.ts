import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import type { GitHubSimulator } from '../../simulator/github-rest.ts';
import type { Failure } from '../../src/failure.ts';
import { findMarked } from '../../src/report/marker.ts';
import { aRepository, comment, commentsOf, deleteComment, liveOnes, pull, pullContext } from './a-comment.ts';
import { aReport, bot, keepLog, key, writesOf } from './a-telling.ts';

const page = aReport('Three pins are behind');
const clear = aReport('Nothing is behind', 'clear');
const readsOf = (github: GitHubSimulator) =>
  github.exchanges.filter(({ request }) => request.method === 'GET').length;

describe('found among 1,000 comments', () => {
  test.each([
    ['the last', 999],
    ['the first', 0],
    ['the last of a page', 499],
    ['the first of a page', 500],
  ])('%s', async (_, place) => {
    const { github, time } = aRepository();
    const thread = github.state.issues.get(pull);
    if (thread === undefined) throw new Error('no pull request');
    github.seedComments(thread, 1000, (at) => (at === place ? { author: bot, body: page.body } : {}));
    const { operation, commentUrl } = await comment({ github, time }, page);
    const url = `https://github.com/contoso/platform/pull/${pull}#issuecomment-${commentsOf(github)[place]?.id}`;
    expect([operation, commentUrl, readsOf(github)]).toEqual(['unchanged', url, 10]);
    const pages = github.exchanges.filter(({ request }) => request.path.endsWith('/comments'));
    expect(pages.every(({ request }) => request.query.get('per_page') === '100')).toBe(true);
    expect((await comment({ github, time }, aReport('News'))).operation).toBe('updated');
    // Ten pages again, and the comment itself right before it is written.
    expect(readsOf(github)).toBe(21);
    expect(commentsOf(github)).toHaveLength(1000);
    expect(github.exchanges.some(({ request }) => request.path.includes('/search'))).toBe(false);
    expect(github.exchanges.some(({ request }) => request.path.includes('graphql'))).toBe(true);
    expect(github.contract().violations).toEqual([]);
  });
});

test('100 runs on an unchanged state write nothing after the first', async () => {
  const { github, time } = aRepository();
  expect((await comment({ github, time }, page)).operation).toBe('created');
  expect(writesOf(github)).toEqual([`POST /repos/contoso/platform/issues/${pull}/comments`]);
  for (let run = 1; run <= 100; run++) {
    await time.run(time.pause(3_600_000));
    const minute = String(run % 60).padStart(2, '0');
    const again = aReport('Three pins are behind', 'due', `07:${minute}`);
    expect((await comment({ github, time }, again)).operation).toBe('unchanged');
  }
  expect(writesOf(github)).toHaveLength(1);
});

test('a life: nothing, behind, more, nothing behind, unread, behind again', async () => {
  const { github, time } = aRepository();
  const ends = [];
  for (const each of [
    clear,
    aReport('Could not be read', 'leave'),
    page,
    aReport('News'),
    clear,
    clear,
    aReport('Could not be read', 'leave'),
    page,
  ]) {
    const { operation, ...place } = await comment({ github, time }, each);
    ends.push(operation);
    expect(Object.keys(place)).toEqual(operation === 'none' ? [] : ['commentUrl']);
    if (operation !== 'none') expect(liveOnes(github).map(({ body }) => body)).toEqual([each.body]);
  }
  expect(ends).toEqual(['none', 'none', 'created', 'updated', 'updated', 'unchanged', 'updated', 'updated']);
  expect(commentsOf(github)).toHaveLength(1);
  // The issue of the same key is another place.
  expect(github.state.issues.get(1)?.body).toContain('The issue of the same key');
  expect(github.state.issues.get(1)?.comments).toEqual([]);
});

test('200 comments by others with our marker are neither read as ours nor touched', async () => {
  const { github, time } = aRepository();
  const forgeries = [
    ...github.forgedMarkers(key),
    page.body,
    clear.body,
    page.body.replace(/fingerprint=\w+/, 'fingerprint=ff'),
  ];
  const copy = (index: number) => {
    const body = forgeries[index % forgeries.length] ?? '';
    // Bots repeat what they are told, with words of their own before it.
    return index % 4 === 0
      ? github.people.comment(pull, 'other-app[bot]', `@outsider-${index} said:\n\n${body}`)
      : github.people.comment(pull, `outsider-${index}`, body);
  };
  const before = Array.from({ length: 100 }, (_, index) => copy(index));
  const ends = [(await comment({ github, time }, page)).operation];
  const after = Array.from({ length: 100 }, (_, index) => copy(100 + index));
  const copies = [...before, ...after];
  const were = JSON.stringify(copies);
  const ours = liveOnes(github)[0]?.id;
  for (const each of [page, aReport('News'), clear, clear, page]) {
    const { operation, commentUrl } = await comment({ github, time }, each);
    ends.push(operation);
    expect(commentUrl).toContain(`#issuecomment-${ours}`);
    github.people.comment(pull, 'outsider-9', each.body);
  }
  expect(ends).toEqual(['created', 'unchanged', 'updated', 'updated', 'unchanged', 'updated']);
  expect(JSON.stringify(copies)).toBe(were);
  const touched = writesOf(github).filter((write) => write.startsWith('PATCH'));
  expect(new Set(touched)).toEqual(new Set([`PATCH /repos/contoso/platform/issues/comments/${ours}`]));
  console.info(`${copies.length + 5} forged comments: 0 read as ours, 0 edited`);
});

const accounts = [
  { name: 'GITHUB_TOKEN', token: 'ghs_actions', login: bot },
  { name: 'App', token: 'ghs_app', login: 'my-app[bot]' },
  { name: 'PAT', token: 'ghp_person', login: 'platform-engineer' },
];
const transitions = accounts.flatMap((from) => accounts.map((to) => ({ from, to })));
const allLive = (github: GitHubSimulator) =>
  commentsOf(github).filter(({ body }) => findMarked(body, key) !== undefined);

describe('the kind of token changes', () => {
  test.each(transitions)('$from.name, then $to.name, and back', async ({ from, to }) => {
    const { github, time } = aRepository();
    const fetch = asInsider(github);
    const log = keepLog();
    const bench = { github, time, fetch, log };
    await comment(bench, page, { githubToken: from.token });
    const second = await comment(bench, aReport('News'), { githubToken: to.token }).catch(
      (error: unknown) => error,
    );
    if (from === to) expect(second).toEqual(expect.objectContaining({ operation: 'updated' }));
    else {
      expect((second as Failure).code).toBe('AKSU-GITHUB-IDENTITY');
      expect((second as Failure).message).toContain(`was written by ${from.login}; we are ${to.login}`);
      expect(allLive(github)[0]?.body).toBe(page.body);
    }
    const back = await comment(bench, aReport('More'), { githubToken: from.token });
    expect([back.operation, allLive(github).length]).toEqual(['updated', 1]);
    if (from === to) return;
    // Nothing is to be told: what is not ours is left, and said so.
    expect(await comment(bench, clear, { githubToken: to.token })).toEqual({ operation: 'none' });
    expect(log.lines.filter(({ level }) => level === 'notice')).toHaveLength(1);
    // As the message says: the old one deleted, the new account starts anew, once.
    deleteComment(github, allLive(github)[0]?.id ?? 0);
    for (const operation of ['created', 'unchanged']) {
      const next = await comment(bench, aReport('Anew'), { githubToken: to.token });
      expect(next.operation).toBe(operation);
    }
    expect(allLive(github).map(({ author }) => author)).toEqual([to.login]);
  });
});

/** The simulator calls every author NONE; GitHub calls those with write access COLLABORATOR, MEMBER or OWNER. */
function asInsider(github: GitHubSimulator): typeof fetch {
  return async (input, init) => {
    const response = await fetchFrom(github.service)(input, init);
    const text = (await response.text()).replaceAll(
      /("login":"platform-engineer".*?"author_association":)"NONE"/g,
      '$1"COLLABORATOR"',
    );
    return new Response(text, response);
  };
}

describe('who are we', () => {
  const graphqlOff = { 'graphql-served': false };
  test.each([
    { name: 'GraphQL off, job token', token: 'ghs_actions', quirks: graphqlOff, ends: 'unchanged' },
    { name: 'GraphQL off, PAT', token: 'ghp_person', quirks: graphqlOff, ends: 'unchanged' },
    { name: 'GraphQL off, App: it cannot be known', token: 'ghs_app', quirks: graphqlOff, ends: 'stopped' },
    { name: 'GraphQL on, App', token: 'ghs_app', quirks: {}, ends: 'unchanged' },
  ])('$name', async ({ token, quirks, ends }) => {
    const { github, time } = aRepository({ quirks });
    const log = keepLog();
    const one = await comment({ github, time, log }, page, { githubToken: token });
    expect(one.operation).toBe('created');
    const warned = log.lines.some(
      (line) => line.level === 'warning' && line.text.includes('cannot recognise'),
    );
    expect(warned).toBe(ends === 'stopped');
    const two = await comment({ github, time }, page, { githubToken: token }).catch(
      (error: unknown) => error,
    );
    if (ends === 'stopped') expect((two as Failure).code).toBe('AKSU-GITHUB-IDENTITY');
    else expect(two).toEqual(expect.objectContaining({ operation: ends }));
    expect(allLive(github)).toHaveLength(1);
  });

  test('an answer that is lost where we are unsure makes no second one', async () => {
    const { github, time } = aRepository({ quirks: graphqlOff });
    const start = time.now();
    const fetch = fetchFrom(github.service, {
      fault: ({ request }) =>
        request.method === 'POST' && request.path.endsWith('/comments')
          ? { point: 'committed', answer: { status: 502 } }
          : undefined,
    });
    const end = await comment({ github, time, fetch }, page, { githubToken: 'ghs_app' }).catch(
      (error) => error,
    );
    expect([(end as Failure).code, allLive(github).length]).toEqual(['AKSU-GITHUB-IDENTITY', 1]);
    expect(time.now() - start).toBeLessThan(5_000);
  });
});

test.each([
  ['github.com', 'https://api.github.com', 'https://api.github.com/graphql', 'https://github.com/'],
  ['ghe.com', 'https://api.octo.ghe.com', 'https://api.octo.ghe.com/graphql', 'https://octo.ghe.com/'],
  [
    'GHES',
    'https://git.example.test/api/v3',
    'https://git.example.test/api/graphql',
    'https://git.example.test/',
  ],
])('on %s', async (_, apiUrl, graphqlUrl, home) => {
  const { github, time } = aRepository();
  const context = { ...pullContext, apiUrl, graphqlUrl };
  const tracked = await comment({ github, time }, page, {}, context);
  const [ours] = liveOnes(github);
  expect(tracked).toEqual({
    operation: 'created',
    commentUrl: `${home}contoso/platform/pull/${pull}#issuecomment-${ours?.id}`,
  });
  const hosts = new Set(github.exchanges.map(({ request }) => request.host));
  expect([...hosts]).toEqual([new URL(apiUrl).hostname]);
});
