import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { Failure } from '../../src/failure.ts';
import { aReport, bot, keepLog, key, openOnes, track, writesOf } from './a-telling.ts';
import { createVirtualTime } from './virtual-time.ts';

const report = aReport('Three clusters are behind');
const readsOf = (github: GitHubSimulator) =>
  github.exchanges.filter(({ request }) => request.method === 'GET').length;

describe('found among 2,500 issues, on the last page', () => {
  const places = [
    { name: 'all under our label', each: { labels: ['aks-upgrade'] }, loses: false },
    { name: 'all by our account, our label gone', each: { author: bot }, loses: true },
  ];
  test.each(places)('$name', async ({ each, loses }) => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    const { title, body } = report;
    const at = time.now() - 365 * 86_400_000;
    github.people.open({ title, body, author: bot, labels: loses ? [] : ['aks-upgrade'], at });
    github.seedIssues(2500, { each: () => each });
    const { operation, issueNumber } = await track({ github, time }, report);
    const reads = readsOf(github);
    expect([operation, issueNumber]).toEqual([loses ? 'updated' : 'unchanged', 1]);
    expect(reads).toBeLessThanOrEqual(loses ? 36 : 26);
    expect(github.exchanges.some(({ request }) => request.path.includes('/search'))).toBe(false);
    const pages = github.exchanges.filter(({ request }) => request.path.endsWith('/issues'));
    expect(pages.every(({ request }) => request.query.get('per_page') === '100')).toBe(true);
    console.info(`2,500 issues ${places.find((place) => place.each === each)?.name}: ${reads} reads`);
  });
});

test('while nothing is due, the closed issues of a busy account are not looked through', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  github.seedIssues(2500, { each: () => ({ author: bot, state: 'closed' }) });
  expect(await track({ github, time }, aReport('All is well', 'clear'))).toEqual({ operation: 'none' });
  expect(readsOf(github)).toBe(2);
});

test('a person closed it and took the label off: it is remembered all the same', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  await track({ github, time }, report);
  github.people.close(1, 'platform-engineer');
  github.people.label(1, 'platform-engineer', []);
  const before = writesOf(github).length;
  const { operation, issueNumber } = await track({ github, time }, report);
  expect([operation, issueNumber, writesOf(github).length]).toEqual(['unchanged', 1, before]);
});

test('100 runs on an unchanged state write nothing after the first', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  await track({ github, time }, report);
  const before = writesOf(github).length;
  for (let run = 1; run <= 100; run++) {
    await time.run(time.pause(3_600_000));
    const minute = String(run % 60).padStart(2, '0');
    const { operation } = await track(
      { github, time },
      aReport('Three clusters are behind', 'due', `07:${minute}`),
    );
    expect(operation).toBe('unchanged');
  }
  expect(writesOf(github).length - before).toBe(0);
  console.info(`100 runs: ${before} writes in the first, 0 after`);
});

test('200 items by others with our marker are neither read as ours nor touched', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  const forgeries = [
    ...github.forgedMarkers(key),
    report.body,
    report.body.replace(/fingerprint=\w+/, 'fingerprint=ff'),
  ];
  const forged = Array.from({ length: 200 }, (_, index) =>
    github.people.open({
      title: report.title,
      body: forgeries[index % forgeries.length] ?? '',
      // Bots write here too, without our label; outsiders stand under the label of an issue template.
      author: index % 4 === 0 ? 'other-app[bot]' : `outsider-${index}`,
      labels: index % 4 === 0 ? [] : ['aks-upgrade'],
      state: index % 5 === 0 ? 'closed' : 'open',
    }),
  );
  const before = JSON.stringify(forged);
  const operations = [];
  for (const each of [report, report, aReport('Something new'), aReport('All is well', 'clear'), report]) {
    const { operation, issueNumber } = await track({ github, time }, each);
    operations.push(`${operation} ${issueNumber}`);
    // Others copy ours while it stands.
    github.people.open({ title: each.title, body: each.body, author: 'outsider-9', labels: ['aks-upgrade'] });
  }
  expect(operations).toEqual(['created 201', 'unchanged 201', 'updated 201', 'closed 201', 'reopened 201']);
  expect(JSON.stringify(forged)).toBe(before);
  const touched = writesOf(github).filter(
    (write) => /issues\/\d+/.test(write) && !/issues\/201(\/|$)/.test(write),
  );
  expect(touched).toEqual([]);
  console.info(`${forged.length + 5} forged items: 0 read as ours, 0 edited`);
});

const accounts = [
  { name: 'GITHUB_TOKEN', token: 'ghs_actions', login: bot },
  { name: 'App', token: 'ghs_app', login: 'my-app[bot]' },
  { name: 'PAT', token: 'ghp_person', login: 'platform-engineer' },
];
const transitions = accounts.flatMap((from) => accounts.map((to) => ({ from, to })));

describe('the kind of token changes', () => {
  test.each(transitions)('$from.name, then $to.name, and back', async ({ from, to }) => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    const fetch = asInsider(github);
    await track({ github, time, fetch }, report, { githubToken: from.token });
    const second = await track({ github, time, fetch }, aReport('News'), { githubToken: to.token }).catch(
      (error: unknown) => error,
    );
    if (from === to) expect(second).toEqual(expect.objectContaining({ operation: 'updated' }));
    else {
      expect((second as Failure).code).toBe('AKSU-GITHUB-IDENTITY');
      expect((second as Failure).message).toContain(`was written by ${from.login}; we are ${to.login}`);
      expect(github.state.issues.get(1)?.body).toBe(report.body);
    }
    const back = await track({ github, time, fetch }, aReport('More'), { githubToken: from.token });
    expect(back).toEqual(expect.objectContaining({ operation: 'updated', issueNumber: 1 }));
    expect(openOnes(github)).toEqual([1]);
    // Nothing is due: what is not ours is left, and said so.
    const log = keepLog();
    if (from !== to) {
      const bench = { github, time, fetch, log };
      const clear = await track(bench, aReport('All is well', 'clear'), { githubToken: to.token });
      expect(clear).toEqual({ operation: 'none' });
      expect(log.lines.filter(({ level }) => level === 'notice').length).toBe(1);
    }
    // As the message says: the old one closed, the new account starts anew, once.
    if (from === to) return;
    github.people.close(1, 'platform-engineer');
    for (const operation of ['created', 'unchanged']) {
      const next = await track({ github, time, fetch }, aReport('Anew'), { githubToken: to.token });
      expect(next).toEqual(expect.objectContaining({ operation, issueNumber: 2 }));
    }
    expect(openOnes(github)).toEqual([2]);
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
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now, quirks });
    const log = keepLog();
    const one = await track({ github, time, log }, report, { githubToken: token });
    expect(one.operation).toBe('created');
    const warned = log.lines.some(
      (line) => line.level === 'warning' && line.text.includes('cannot recognise'),
    );
    expect(warned).toBe(ends === 'stopped');
    const two = await track({ github, time }, report, { githubToken: token }).catch(
      (error: unknown) => error,
    );
    if (ends === 'stopped') expect((two as Failure).code).toBe('AKSU-GITHUB-IDENTITY');
    else expect(two).toEqual(expect.objectContaining({ operation: ends }));
    expect(openOnes(github)).toEqual([1]);
  });
});
