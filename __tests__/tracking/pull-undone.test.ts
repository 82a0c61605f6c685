import { expect, test } from 'vitest';
import { changeTree, flatTree } from '../../simulator/github-git-trees.ts';
import { aFile, aPullBench, branch, fileOf, openPullsOf, person, trackPull, writesSince } from './a-pull.ts';

const wanted = { 'infra/prod.tf': '1.33.4', 'infra/dev.tf': '1.33.4' };
const start = '1.32.5';

async function anOpenPull() {
  const bench = aPullBench();
  await trackPull(bench, wanted);
  return { bench, people: bench.github.people };
}

test.each([
  ['one file', { 'infra/prod.tf': aFile(start) }],
  ['all files', { 'infra/prod.tf': aFile(start), 'infra/dev.tf': aFile(start) }],
])('a person takes back %s: neither brought again, nor when the target moves on', async (_what, files) => {
  const { bench, people } = await anOpenPull();
  const { github } = bench;
  const head = people.push(branch, person, files);
  const since = github.exchanges.length;
  await trackPull(bench, wanted);
  expect(writesSince(github, since)).toEqual(['POST /issues/1/comments']);
  await trackPull(bench, { ...wanted, 'infra/prod.tf': '1.33.5' });
  expect(github.state.git.refs.get(`refs/heads/${branch}`)).toBe(head);
  expect(fileOf(github, branch, 'infra/prod.tf')).toBe(aFile(start));
});

test('taken back, and the base brought in after that, is still taken back', async () => {
  const { bench, people } = await anOpenPull();
  people.push(branch, person, { 'infra/prod.tf': aFile(start) });
  people.push('main', person, { 'NEWS.md': 'news\n' });
  const head = people.updateBranch(1, person);
  await trackPull(bench, wanted);
  expect(bench.github.state.git.refs.get(`refs/heads/${branch}`)).toBe(head);
});

test('a file that is due for the first time is none that was taken back', async () => {
  const bench = aPullBench();
  const { people } = bench.github;
  await trackPull(bench, { 'infra/prod.tf': '1.33.4' });
  people.push('main', person, { 'infra/dev.tf': aFile(start, 'news') });
  people.updateBranch(1, person);
  await trackPull(bench, wanted);
  expect(fileOf(bench.github, branch, 'infra/dev.tf')).toBe(aFile('1.33.4', 'news'));
});

test("merged into another branch, a person's commit is not put below ours without what it holds", async () => {
  const bench = aPullBench();
  const { github } = bench;
  github.people.createBranch('staging', person);
  await trackPull(bench, wanted);
  const head = github.people.push(branch, person, { 'notes.md': 'note\n' });
  github.people.retarget(1, person, 'staging');
  github.people.merge(1, person);
  await expect(trackPull(bench, wanted)).rejects.toThrow('holds commits that we did not make');
  expect(github.state.git.refs.get(`refs/heads/${branch}`)).toBe(head);
  expect(openPullsOf(github)).toEqual([]);
});

test.each(['infra/prod.tf', 'README.md'])(
  "a person's mode of %s stays, and holds our next commit",
  async (path) => {
    const { bench, people } = await anOpenPull();
    const { git } = bench.github.state;
    const last = git.store.commit(git.refs.get(`refs/heads/${branch}`) ?? '');
    const leaf = flatTree(git.store, last.tree).get(path);
    const mode = new Map([[path, { mode: '100755' as const, sha: leaf?.sha ?? '' }]]);
    const tree = changeTree(git.store, last.tree, mode);
    const by = { name: person, email: 'person@example.com', at: bench.time.now() };
    const made = { tree, parents: [last.sha], author: by, committer: by, message: 'chmod' };
    const head = people.forcePush(branch, person, git.store.addCommit(made).sha);
    await trackPull(bench, { ...wanted, 'infra/prod.tf': '1.33.5' });
    expect(git.refs.get(`refs/heads/${branch}`)).toBe(head);
  },
);

test('what a person wrote stays when the target comes to it and moves on', async () => {
  const { bench, people } = await anOpenPull();
  const head = people.push(branch, person, { 'infra/prod.tf': aFile('1.33.5') });
  await trackPull(bench, { ...wanted, 'infra/prod.tf': '1.33.5' });
  await trackPull(bench, { ...wanted, 'infra/prod.tf': '1.34.1' });
  expect(bench.github.state.git.refs.get(`refs/heads/${branch}`)).toBe(head);
});
