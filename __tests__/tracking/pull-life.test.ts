import { expect, test } from 'vitest';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { Failure } from '../../src/failure.ts';
import {
  aFile,
  aPullBench,
  branch,
  fileOf,
  openPullsOf,
  type PullBench,
  person,
  propose,
  trackPull,
  writesSince,
} from './a-pull.ts';

const both = { 'infra/prod.tf': '1.33.5', 'infra/dev.tf': '1.33.5' };
const later = { 'infra/prod.tf': '1.34.1', 'infra/dev.tf': '1.33.5' };
const none = { 'infra/prod.tf': '1.32.5', 'infra/dev.tf': '1.32.5' };
const headRef = `refs/heads/${branch}`;

async function aMadeBench(options: Partial<GitHubOptions> = {}): Promise<PullBench> {
  const bench = aPullBench(options);
  await trackPull(bench, both);
  return bench;
}

const commentsOf = ({ github }: PullBench): readonly string[] =>
  [...github.state.comments.values()].map(({ body }) => body);

test('one pull request is made, and not written again while nothing moves', async () => {
  const bench = aPullBench();
  const { github, log } = bench;
  expect(await trackPull(bench, both)).toMatchObject({
    operation: 'created',
    pullRequestNumber: 1,
    pullRequestUrl: 'https://github.com/contoso/platform/pull/1',
  });
  expect(writesSince(github, 0).filter((write) => write === 'POST /pulls')).toHaveLength(1);
  expect(fileOf(github, branch, 'infra/prod.tf')).toContain('1.33.5');
  expect(fileOf(github, 'main', 'infra/prod.tf')).toContain('1.32.5');
  expect(log.lines.filter(({ text }) => text.includes('starts no workflows'))).toHaveLength(1);
  const commit = github.state.git.store.commit(github.state.git.refs.get(headRef) ?? '');
  expect(commit.signature).not.toBeNull();
  expect(commit.message).toMatch(/^AKS: move 2 versions\n\n- infra\/prod\.tf:6: 1\.32\.5 -> 1\.33\.5\n/);
  expect(github.state.issues.get(1)?.body).toContain(`<!-- branch ${commit.sha} -->`);
  expect(github.state.issues.get(1)?.labels).toEqual(['aks-upgrade']);
  const since = github.exchanges.length;
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'unchanged', pullRequestNumber: 1 });
  expect(writesSince(github, since)).toEqual([]);
  expect(github.exchanges.length - since).toBe(4);
  expect(github.contract().violations).toEqual([]);
});

test('another target is a commit on top; a file that moves no more goes back to the base', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  const first = github.state.git.refs.get(headRef) ?? '';
  expect(await trackPull(bench, { 'infra/prod.tf': '1.34.1' })).toMatchObject({ operation: 'updated' });
  const head = github.state.git.store.commit(github.state.git.refs.get(headRef) ?? '');
  expect(head.parents).toEqual([first]);
  expect(fileOf(github, branch, 'infra/prod.tf')).toContain('1.34.1');
  expect(fileOf(github, branch, 'infra/dev.tf')).toBe(fileOf(github, 'main', 'infra/dev.tf'));
});

test('a base that moved in another file is left; in ours it is merged in, and nothing of it is taken back', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  github.people.push('main', person, { 'README.md': '# moved\n' });
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'unchanged' });
  const moved = github.people.push('main', person, { 'infra/prod.tf': aFile('1.32.5', 'changed') });
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'updated' });
  const head = github.state.git.store.commit(github.state.git.refs.get(headRef) ?? '');
  const merge = github.state.git.store.commit(head.parents[0] ?? '');
  expect(merge.parents[1]).toBe(moved);
  expect(merge.tree).toBe(github.state.git.store.commit(moved).tree);
  expect(fileOf(github, branch, 'infra/prod.tf')).toBe(aFile('1.33.5', 'changed'));
  expect(fileOf(github, branch, 'README.md')).toBe('# moved\n');
});

test('edits of a file that has changed since it was read are not written', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  const stale = propose(github, later);
  github.people.push('main', person, { 'infra/prod.tf': aFile('1.32.5', 'changed') });
  const since = github.exchanges.length;
  expect(await trackPull(bench, later, { proposed: stale })).toMatchObject({ operation: 'unchanged' });
  expect(writesSince(github, since)).toEqual([]);
});

test("a person's commit holds branch and body; one comment says what differs; without it all goes on", async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  const ours = github.state.git.refs.get(headRef) ?? '';
  const body = github.state.issues.get(1)?.body;
  const theirs = github.people.push(branch, person, { 'infra/prod.tf': aFile('1.33.1', 'mine') });
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'updated', pullRequestNumber: 1 });
  expect(github.state.git.refs.get(headRef)).toBe(theirs);
  expect(github.state.issues.get(1)?.body).toBe(body);
  expect(commentsOf(bench)).toHaveLength(1);
  expect(commentsOf(bench)[0]).toContain('| `infra/prod.tf` | 6 | `1.32.5` | `1.34.1` |');
  const since = github.exchanges.length;
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'unchanged' });
  expect(writesSince(github, since)).toEqual([]);
  github.people.forcePush(branch, person, ours);
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'updated' });
  expect(fileOf(github, branch, 'infra/prod.tf')).toContain('1.34.1');
  expect(commentsOf(bench)).toHaveLength(1);
  expect(commentsOf(bench)[0]).toContain('keeps the branch of this pull request again');
});

test('a held pull request is not closed, and deleting its branch makes a new one', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  github.people.push(branch, person, { 'notes.md': 'mine\n' });
  expect(await trackPull(bench, none)).toMatchObject({ operation: 'updated' });
  expect(openPullsOf(github)).toEqual([1]);
  expect(commentsOf(bench)[0]).toContain('Nothing is left to be moved');
  github.people.deleteBranch(branch, person);
  expect(openPullsOf(github)).toEqual([]);
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'created', pullRequestNumber: 2 });
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'unchanged', pullRequestNumber: 2 });
});

test('an update from the base, and a commit amended without a change, are no trouble', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  github.people.push('main', person, { 'infra/prod.tf': aFile('1.32.5', 'changed') });
  const merged = github.people.updateBranch(1, person);
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'updated' });
  expect(github.state.git.refs.get(headRef)).toBe(merged);
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'unchanged' });
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'updated' });
  expect(fileOf(github, branch, 'infra/prod.tf')).toBe(aFile('1.34.1', 'changed'));
  github.people.amend(branch, person, {}, { message: 'Other words' });
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'updated' });
  expect(commentsOf(bench)).toEqual([]);
});

test('closed by a person: respected until something new is due, then opened again', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  github.people.close(1, person);
  const since = github.exchanges.length;
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'unchanged', pullRequestNumber: 1 });
  expect(writesSince(github, since)).toEqual([]);
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'reopened', pullRequestNumber: 1 });
  github.people.close(1, person);
  expect(await trackPull(bench, later, { telling: { onClosed: 'new' } })).toMatchObject({
    operation: 'created',
    pullRequestNumber: 2,
  });
});

test('a pull request that GitHub cannot open again gives way to a new one', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  github.people.deleteBranch(branch, person);
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'unchanged', pullRequestNumber: 1 });
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'created', pullRequestNumber: 2 });
});

test.each(['merge', 'squash', 'rebase'] as const)(
  'merged by %s: the next move is a new pull request',
  async (method) => {
    const bench = await aMadeBench();
    const { github } = bench;
    github.people.merge(1, person, method);
    expect(await trackPull(bench, both)).toMatchObject({ operation: 'none' });
    expect(await trackPull(bench, later)).toMatchObject({ operation: 'created', pullRequestNumber: 2 });
    github.people.merge(2, person, method);
    expect(fileOf(github, 'main', 'infra/prod.tf')).toContain('1.34.1');
  },
);

test('nothing to move: closed with a comment, never while something is unread, the branch stays', async () => {
  const bench = await aMadeBench();
  const { github } = bench;
  const since = github.exchanges.length;
  expect(await trackPull(bench, none, { standing: 'leave' })).toMatchObject({ operation: 'unchanged' });
  expect(writesSince(github, since)).toEqual([]);
  expect(await trackPull(bench, none)).toMatchObject({ operation: 'closed', pullRequestNumber: 1 });
  expect(commentsOf(bench)).toEqual(['Nothing is to be moved any more.']);
  expect(github.state.git.refs.has(headRef)).toBe(true);
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'reopened', pullRequestNumber: 1 });
});

test('a base that a person chose stays, and is warned about', async () => {
  const bench = await aMadeBench();
  const { github, log } = bench;
  github.people.createBranch('release', person, 'main');
  github.people.retarget(1, person, 'release');
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'updated', pullRequestNumber: 1 });
  expect(github.state.pulls.get(1)?.baseRef).toBe('release');
  expect(openPullsOf(github)).toEqual([1]);
  expect(log.lines.some(({ level, text }) => level === 'warning' && text.startsWith('Another base'))).toBe(
    true,
  );
});

const branchRules = { pattern: 'aks-upgrade/*' };
const refusals: readonly (readonly [string, Partial<GitHubOptions>, string, string, RegExp])[] = [
  [
    'pull requests by Actions are off',
    { quirks: { 'actions-may-not-open-pulls': true } },
    'ghs_pulls',
    'AKSU-GITHUB-PULLS-OFF',
    /Allow GitHub Actions/,
  ],
  [
    'no contents: write',
    {},
    'ghs_actions',
    'AKSU-GITHUB-PERMISSION',
    /contents: write.*pull-requests: write/,
  ],
  [
    'creation restricted',
    { protections: [{ ...branchRules, blocksCreation: true }] },
    'ghs_pulls',
    'AKSU-GITHUB-BRANCH',
    /./,
  ],
  [
    'signatures and a personal token',
    { protections: [{ ...branchRules, requiresSignatures: true }] },
    'ghp_person',
    'AKSU-GITHUB-BRANCH',
    /GitHub App/,
  ],
  ['archived', { archived: true }, 'ghs_pulls', 'AKSU-GITHUB-ISSUES-OFF', /Unarchive/],
];
test.each(refusals)('refused: %s', async (_, options, githubToken, code, next) => {
  const bench = aPullBench(options);
  const end = await trackPull(bench, both, { telling: { githubToken } }).catch((error: unknown) => error);
  expect(end).toBeInstanceOf(Failure);
  expect(end).toMatchObject({ code, next: expect.stringMatching(next) });
});

test('signed commits are no trouble for the tokens whose commits GitHub signs', async () => {
  const bench = aPullBench({ protections: [{ ...branchRules, requiresSignatures: true }] });
  expect(await trackPull(bench, both)).toMatchObject({ operation: 'created' });
  expect(await trackPull(bench, later)).toMatchObject({ operation: 'updated' });
});

test("a foreign branch of our name, and somebody else's pull request from it, are named", async () => {
  const bench = aPullBench();
  const { github } = bench;
  const theirs = github.people.push(branch, person, { 'notes.md': 'mine\n' });
  const end = await trackPull(bench, both).catch((error: unknown) => error);
  expect(end).toMatchObject({ code: 'AKSU-GITHUB-BRANCH', message: expect.stringContaining(branch) });
  expect(github.state.git.refs.get(headRef)).toBe(theirs);
  github.people.deleteBranch(branch, person);
  await trackPull(bench, both);
  github.people.close(1, person);
  github.people.openPull({ title: 'Mine', author: person, head: branch });
  const next = await trackPull(bench, later).catch((error: unknown) => error);
  expect(next).toMatchObject({ code: 'AKSU-GITHUB-IDENTITY', message: expect.stringContaining(person) });
});

test('a locked conversation takes no comment, and nothing else is hindered', async () => {
  const bench = await aMadeBench();
  bench.github.people.lock(1, person);
  bench.github.people.push(branch, person, { 'notes.md': 'mine\n' });
  expect(await trackPull(bench, later)).toMatchObject({ pullRequestNumber: 1 });
  const draft = await aMadeBench();
  Object.assign(draft.github.state.pulls.get(1) ?? {}, { isDraft: true });
  expect(await trackPull(draft, later)).toMatchObject({ operation: 'updated' });
});
