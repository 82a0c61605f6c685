import { describe, expect, it } from 'vitest';
import { changeFiles } from '../../simulator/github-git-trees.ts';
import { field, startAsking } from './github-asking.ts';

const person = 'platform-engineer';
const ours = 'ghs_pulls';
const lines = (...changed: readonly string[]): string =>
  Array.from({ length: 9 }, (_, index) => `${changed[index] ?? index}\n`).join('');

function startPull(head = 'topic') {
  const { ask, github } = startAsking({ files: { 'a.yaml': lines() } });
  const { people, state } = github;
  const first = people.push(head, person, { 'a.yaml': lines('ours') });
  people.openPull({ title: 'T', author: person, head });
  const pull = async () => {
    await ask('GET /pulls/1');
    return (await ask('GET /pulls/1')).data as {
      readonly state: string;
      readonly merged: boolean;
      readonly mergeable: boolean | null;
      readonly merge_commit_sha: string;
      readonly commits: number;
      readonly head: { readonly sha: string };
      readonly base: { readonly ref: string };
    };
  };
  const reopen = async (): Promise<string> => {
    const answer = await ask('PATCH /pulls/1', { state: 'open' }, ours);
    return answer.status === 200 ? 'open' : answer.text;
  };
  const commit = (sha: string) => state.git.store.commit(sha);
  const tip = (branch: string): string => state.git.refs.get(`refs/heads/${branch}`) ?? '';
  const text = (sha: string, path = 'a.yaml'): string => {
    const entry = state.git.store.tree(commit(sha).tree).find(({ name }) => name === path);
    return Buffer.from(state.git.store.blob(entry?.sha ?? '')).toString();
  };
  return { ask, github, people, first, pull, reopen, commit, tip, text };
}

describe('people', () => {
  it('push on top, unsigned and in their own name', async () => {
    const { ask, people, pull } = startPull();
    const sha = people.push('topic', 'colleague', { 'b.yaml': 'b\n' });
    expect(await pull()).toMatchObject({ head: { sha }, commits: 2, mergeable: true });
    const { data } = await ask(`GET /git/commits/${sha}`);
    expect(data).toMatchObject({
      author: { name: 'colleague' },
      committer: { name: 'colleague' },
      verification: { verified: false, reason: 'unsigned' },
    });
  });

  it('make what they like of history, and the pull request follows', async () => {
    const { ask, people, first, pull, commit } = startPull();
    const sha = people.amend('topic', person, { 'a.yaml': lines('better') });
    expect(commit(sha).parents).toEqual(commit(first).parents);
    expect(await pull()).toMatchObject({ head: { sha }, commits: 1, state: 'open' });
    expect((await ask('GET /issues/1/events')).text).toContain('"head_ref_force_pushed"');
  });

  it.each(['merge', 'squash', 'rebase'] as const)('%s', async (method) => {
    const { people, first, pull, commit, tip, text } = startPull();
    people.push('topic', person, { 'a.yaml': lines('ours', 'more') });
    const moved = people.push('main', person, { 'a.yaml': lines(...Array(8), 'theirs') });
    const sha = people.merge(1, 'colleague', method);
    expect(tip('main')).toBe(sha);
    expect(text(sha)).toBe(lines('ours', 'more', ...Array(6), 'theirs'));
    expect(await pull()).toMatchObject({ merged: true, state: 'closed', merge_commit_sha: sha });
    const { parents, author, signature } = commit(sha);
    const isOnBase = method === 'rebase' ? commit(parents[0] ?? '').parents[0] : parents[0];
    expect(isOnBase).toBe(moved);
    expect(parents.length).toBe(method === 'merge' ? 2 : 1);
    expect(author.name).toBe(method === 'rebase' ? person : 'colleague');
    expect(signature === null).toBe(method === 'rebase');
    expect(commit(first).parents).not.toContain(sha);
  });

  it('press "Update branch": the base merged into the branch, signed', async () => {
    const { people, first, pull, commit } = startPull();
    const base = people.push('main', person, { 'b.yaml': 'b\n' });
    const sha = people.updateBranch(1, 'colleague');
    expect(commit(sha)).toMatchObject({
      parents: [first, base],
      author: { name: 'colleague' },
      committer: { name: 'GitHub' },
      message: "Merge branch 'main' into topic",
    });
    expect(commit(sha).signature).not.toBeNull();
    expect(await pull()).toMatchObject({ head: { sha }, mergeable: true });
  });

  it('cannot rebase what a merge commit alone holds', async () => {
    const { people, first, pull, commit, github } = startPull();
    const base = people.push('main', person, { 'b.yaml': 'b\n' });
    const theirs = commit(people.updateBranch(1, person));
    expect(await pull()).toMatchObject({ mergeable: true, rebaseable: true });
    const { store } = github.state.git;
    const tree = changeFiles(store, theirs.tree, { 'a.yaml': lines('other') });
    people.forcePush('topic', person, store.addCommit({ ...theirs, tree, parents: [first, base] }).sha);
    expect(await pull()).toMatchObject({ mergeable: true, rebaseable: false });
    expect(() => people.merge(1, person, 'rebase')).toThrow('rebased safely');
  });

  it('make conflicts: the last test merge stays on show, and nothing can be merged', async () => {
    const { ask, people, pull, commit, first } = startPull();
    const { merge_commit_sha: before } = await pull();
    const [base] = commit(first).parents;
    expect(commit(before).parents).toEqual([base, first]);
    people.push('main', person, { 'a.yaml': lines('theirs') });
    expect(field(await ask('PATCH /pulls/1', { title: 'N' }, ours), 'mergeable')).toBeNull();
    expect(await pull()).toMatchObject({ mergeable: false, merge_commit_sha: before });
    expect(() => people.merge(1, person)).toThrow('conflicts');
    expect(() => people.updateBranch(1, person)).toThrow('conflicts');
  });

  it('give it another base', async () => {
    const { people, pull, tip } = startPull();
    people.createBranch('release', person, tip('main'));
    people.retarget(1, person, 'release');
    expect(await pull()).toMatchObject({ base: { ref: 'release' } });
    people.deleteBranch('release', person);
    expect(await pull()).toMatchObject({ state: 'closed' });
  });

  it('merge by pushing: a base that holds the branch makes it merged', async () => {
    const { people, first, pull } = startPull();
    people.forcePush('main', person, first);
    expect(await pull()).toMatchObject({ merged: true, state: 'closed' });
  });

  it('push to forks, which nobody else writes to', async () => {
    const { ask, github, people } = startPull();
    const sha = people.push('topic', 'stranger', { 'a.yaml': lines('x') }, { fork: 'stranger' });
    people.openPull({ title: 'F', author: 'stranger', head: 'topic', fork: 'stranger' });
    const { data } = await ask('GET /pulls/2');
    const repo = { full_name: 'stranger/platform', fork: true };
    expect(data).toMatchObject({ head: { sha, label: 'stranger:topic', repo } });
    expect(field(await ask('GET /pulls?head=stranger:topic'), '0')).toMatchObject({ number: 2 });
    expect((await ask('GET /branches/topic')).text).not.toContain(sha);
    expect(github.contract().violations).toEqual([]);
  });
});

describe('a closed pull request', () => {
  it('opens again where its branch is as it was, or further on', async () => {
    const { people, pull, reopen, github } = startPull();
    people.close(1, person);
    const sha = people.push('topic', person, { 'b.yaml': 'b\n' });
    expect((await pull()).head.sha).not.toBe(sha);
    expect(await reopen()).toBe('open');
    expect((await pull()).head.sha).toBe(sha);
    expect(github.contract().violations).toEqual([]);
  });

  it('closes with its branch, and stays closed until that is back', async () => {
    const { ask, people, first, pull, reopen } = startPull();
    await ask('DELETE /git/refs/heads/topic', undefined, ours);
    expect((await pull()).state).toBe('closed');
    expect(await reopen()).toContain('branch has been deleted');
    expect((await ask('GET /issues/1/events')).text).toContain('"head_ref_deleted"');
    people.createBranch('topic', person, first);
    expect(await reopen()).toBe('open');
  });

  it('stays closed when its branch was made anew', async () => {
    const { people, reopen } = startPull();
    people.close(1, person);
    people.amend('topic', person, { 'a.yaml': lines('new') });
    expect(await reopen()).toContain('was force-pushed or recreated');
    expect(() => people.reopen(1, person)).toThrow('force-pushed');
  });

  it('stays closed beside a newer one of the same branch', async () => {
    const { ask, people, reopen } = startPull();
    people.close(1, person);
    const body = { title: 'T', head: 'topic', base: 'main' };
    expect((await ask('POST /pulls', body, ours)).status).toBe(201);
    expect(await reopen()).toContain('A pull request already exists for contoso:topic.');
  });

  it('was closed by a force-push that left nothing of it', async () => {
    const { people, pull, tip } = startPull();
    people.forcePush('topic', person, tip('main'));
    expect(await pull()).toMatchObject({ state: 'closed', merged: false });
  });
});

describe('what a pull request shares with issues', () => {
  it('is numbers, labels, comments, the list and its times', async () => {
    const { ask, people, github } = startPull();
    const only = 'ghs_pulls_only';
    const issue = field(await ask('POST /issues', { title: 'I' }), 'number');
    const statuses = [
      await ask('POST /issues/1/comments', { body: 'c' }, only),
      await ask('POST /issues/1/labels', { labels: ['l'] }, only),
      await ask('POST /issues/1/assignees', { assignees: [person] }, only),
      await ask('PATCH /issues/1', { title: 'N' }, only),
      await ask(`POST /issues/${issue}/comments`, { body: 'c' }, only),
    ].map(({ status }) => status);
    expect([issue, ...statuses]).toEqual([2, 201, 200, 201, 200, 403]);
    people.merge(1, person);
    const shown = (await ask('GET /issues/1')).data;
    expect(shown).toMatchObject({ title: 'N', state: 'closed', state_reason: null });
    expect(field(await ask('GET /issues/1'), 'pull_request')).toMatchObject({
      merged_at: '2026-01-05T08:00:00Z',
    });
    expect(github.contract().violations).toEqual([]);
  });
});

describe('workflow files', () => {
  it('that come with the base are no change of ours', async () => {
    const { ask, people, tip, first, commit } = startPull();
    const base = people.push('main', person, { '.github/workflows/ci.yml': 'on: push\n' });
    const { tree } = commit(people.updateBranch(1, person));
    people.forcePush('topic', person, first);
    const merge = { message: 'M', tree, parents: [first, base] };
    const sha = field(await ask('POST /git/commits', merge, ours), 'sha');
    expect((await ask('PATCH /git/refs/heads/topic', { sha }, ours)).status).toBe(200);
    expect(tip('topic')).toBe(sha);
  });
});
