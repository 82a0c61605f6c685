import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import { trackIssue } from '../../src/tracking/issue/github-issue.ts';
import { aContext, aReport, aTelling, bot, keepLog, track, writesOf } from './a-telling.ts';
import { createVirtualTime } from './virtual-time.ts';

const report = aReport('Three clusters are behind');
const older = aReport('Something older');
const seedOurs = (github: GitHubSimulator) =>
  github.people.open({ title: older.title, body: older.body, author: bot, labels: ['aks-upgrade'] });

interface Row {
  readonly name: string;
  readonly options?: GitHubOptions;
  readonly token?: string;
  readonly code: string;
  readonly next: string;
  /** Writes that were tried. */
  readonly tries: number;
}

const issuesWrite = '`permissions: issues: write`';
const rows: readonly Row[] = [
  {
    name: 'read-only token (fork, Dependabot)',
    token: 'ghs_actions_read',
    code: 'PERMISSION',
    next: issuesWrite,
    tries: 1,
  },
  {
    name: 'no issues permission',
    token: 'ghs_actions_none',
    code: 'PERMISSION',
    next: issuesWrite,
    tries: 1,
  },
  {
    name: 'no issues permission, private',
    token: 'ghs_actions_none',
    options: { private: true },
    code: 'PERMISSION',
    next: issuesWrite,
    tries: 0,
  },
  {
    name: 'person without write access',
    token: 'ghp_outsider',
    code: 'PERMISSION',
    next: issuesWrite,
    tries: 1,
  },
  {
    name: 'private repository, hidden',
    token: 'ghp_outsider',
    options: { private: true },
    code: 'PERMISSION',
    next: 'must be able to see this repository',
    tries: 0,
  },
  {
    name: 'issues disabled',
    options: { hasIssues: false },
    code: 'ISSUES-OFF',
    next: 'Enable issues',
    tries: 0,
  },
  {
    name: 'issues disabled, list says 410',
    options: { hasIssues: false, quirks: { 'disabled-list-has-pulls': false } },
    code: 'ISSUES-OFF',
    next: 'Enable issues',
    tries: 0,
  },
  { name: 'archived', options: { archived: true }, code: 'ISSUES-OFF', next: 'report-to: none', tries: 0 },
  { name: 'bad token', token: 'ghs_unknown', code: 'PERMISSION', next: '`github-token`', tries: 0 },
  { name: 'empty token', token: '', code: 'PERMISSION', next: '`github-token`', tries: 0 },
];

describe('a refusal has a name and the line to add', () => {
  test.each(rows)('$name', async ({ options = {}, token = 'ghs_actions', code, next, tries }) => {
    const time = createVirtualTime();
    const github = createGitHub({ ...options, now: time.now });
    const end = await track({ github, time }, report, { githubToken: token }).catch(
      (error: unknown) => error,
    );
    expect(end).toBeInstanceOf(Failure);
    expect((end as Failure).code).toBe(`AKSU-GITHUB-${code}`);
    expect((end as Failure).next).toContain(next);
    expect((end as Failure).message).not.toContain(token || 'no token at all');
    expect(writesOf(github).length).toBe(tries);
    expect(github.state.issues.size).toBe(0);
    expect(github.state.labels.size).toBe(0);
  });

  test('a token that may only read is enough while nothing has changed', async () => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    await track({ github, time }, report);
    const { operation } = await track({ github, time }, report, { githubToken: 'ghs_actions_read' });
    expect(operation).toBe('unchanged');
    const end = await track({ github, time }, older, { githubToken: 'ghs_actions_read' }).catch(
      (error) => error,
    );
    expect((end as Failure).code).toBe('AKSU-GITHUB-PERMISSION');
  });
});

test('a locked issue is rewritten and closed, without a comment and without noise', async () => {
  const time = createVirtualTime();
  const github = createGitHub({ now: time.now });
  const log = keepLog();
  seedOurs(github);
  github.people.lock(1, 'platform-engineer');
  expect((await track({ github, time, log }, report)).operation).toBe('updated');
  expect((await track({ github, time, log }, aReport('All is well', 'clear'))).operation).toBe('closed');
  const issue = github.state.issues.get(1);
  expect([issue?.state, issue?.stateReason, issue?.locked, issue?.comments.length]).toEqual([
    'closed',
    'completed',
    true,
    0,
  ]);
  expect(log.lines.filter(({ level }) => level === 'warning')).toEqual([]);
});

describe('labels and assignees', () => {
  test('missing labels are made; unknown people are a warning, not a failure', async () => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now, quirks: { 'labels-made-on-use': false } });
    const log = keepLog();
    const telling = { labels: ['aks-upgrade', 'platform'], assignees: ['platform-engineer', 'nobody-here'] };
    await track({ github, time, log }, report, telling);
    const issue = github.state.issues.get(1);
    expect(issue?.labels).toEqual(['aks-upgrade', 'platform']);
    expect(issue?.assignees).toEqual(['platform-engineer']);
    const warnings = log.lines.filter(({ level }) => level === 'warning').map(({ text }) => text);
    expect(warnings).toEqual([expect.stringContaining('did not assign nobody-here to issue #1')]);
  });

  test('labels that GitHub says it applied and did not are read back, and the issue is found by its author', async () => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now, quirks: { 'labels-lost': true } });
    const log = keepLog();
    await track({ github, time, log }, report);
    expect(
      log.lines.some(({ level, text }) => level === 'warning' && text.includes('did not put aks-upgrade')),
    ).toBe(true);
    expect((await track({ github, time }, report)).issueNumber).toBe(1);
    expect(github.state.issues.size).toBe(1);
  });

  test('a label that another run made in between is no trouble', async () => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    const before = ({ request }: { request: { method: string; path: string } }) => {
      if (request.method !== 'POST' || !request.path.endsWith('/labels')) return;
      github.state.labels.set('aks-upgrade', {
        id: 1,
        name: 'aks-upgrade',
        color: 'ffffff',
        description: null,
      });
    };
    const { operation } = await track({ github, time, hooks: { before } }, report);
    expect(operation).toBe('created');
  });
});

describe('other GitHubs', () => {
  test.each([
    ['github.com', 'https://api.github.com', 'https://api.github.com/graphql', 'https://github.com/'],
    ['ghe.com', 'https://api.octo.ghe.com', 'https://api.octo.ghe.com/graphql', 'https://octo.ghe.com/'],
    [
      'GHES',
      'https://git.example.test/api/v3',
      'https://git.example.test/api/graphql',
      'https://git.example.test/',
    ],
  ])('%s', async (_, apiUrl, graphqlUrl, page) => {
    const time = createVirtualTime();
    const github = createGitHub({ now: time.now });
    const context = { ...aContext, apiUrl, graphqlUrl };
    const ports = {
      log: keepLog(),
      clock: time.clock,
      deadline: time.deadline,
      fetch: fetchFrom(github.service),
    };
    const tracked = await time.run(trackIssue(report, aTelling(), context, ports));
    expect(tracked).toEqual({
      operation: 'created',
      issueNumber: 1,
      issueUrl: `${page}contoso/platform/issues/1`,
    });
    const hosts = new Set(github.exchanges.map(({ request }) => request.host));
    expect([...hosts]).toEqual([new URL(apiUrl).hostname]);
    expect(github.contract().violations).toEqual([]);
  });
});
