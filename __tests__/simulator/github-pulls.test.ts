import { getOctokit } from '@actions/github';
import { describe, expect, it } from 'vitest';
import { githubFaults } from '../../simulator/github-faults.ts';
import { type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubOptions } from '../../simulator/github-rest.ts';

const contoso = { owner: 'contoso', repo: 'platform' };
const files = { 'infra/prod.bicep': "param v = '1.33.5'\n", 'README.md': '# platform\n' };

function setUp(options: GitHubOptions = {}, token = 'ghs_pulls') {
  const github = createGitHub({ files, ...options });
  const octokit = getOctokit(token, { request: { fetch: fetchFrom(github.service) } });
  return { github, octokit, rest: octokit.rest };
}

type Rest = ReturnType<typeof setUp>['rest'];

/** A branch with one commit of ours, as the git database makes it. */
async function commitFile(rest: Rest, branch: string, content: string): Promise<string> {
  const { data: base } = await rest.git.getRef({ ...contoso, ref: 'heads/main' });
  const { data: commit } = await rest.git.getCommit({ ...contoso, commit_sha: base.object.sha });
  const { data: blob } = await rest.git.createBlob({ ...contoso, content, encoding: 'utf-8' });
  const entry = { path: 'infra/prod.bicep', mode: '100644', type: 'blob', sha: blob.sha } as const;
  const { data: tree } = await rest.git.createTree({ ...contoso, base_tree: commit.tree.sha, tree: [entry] });
  const { data: made } = await rest.git.createCommit({
    ...contoso,
    message: 'Bump',
    tree: tree.sha,
    parents: [commit.sha],
  });
  await rest.git.createRef({ ...contoso, ref: `refs/heads/${branch}`, sha: made.sha });
  return made.sha;
}

describe('the road of a pull request', () => {
  it('goes from files to a merge, and agrees with the description', async () => {
    const { github, rest } = setUp();
    const sha = await commitFile(rest, 'aks-upgrade/a1', "param v = '1.34.1'\n");
    const { data: commit } = await rest.git.getCommit({ ...contoso, commit_sha: sha });
    expect(commit.verification).toMatchObject({ verified: true, reason: 'valid' });
    expect(commit.author).toMatchObject({
      name: 'github-actions[bot]',
      email: '41898282+github-actions[bot]@users.noreply.github.com',
    });
    expect(commit.committer).toMatchObject({ name: 'GitHub', email: 'noreply@github.com' });
    const { data: pull } = await rest.pulls.create({
      ...contoso,
      title: 'Bump',
      head: 'aks-upgrade/a1',
      base: 'main',
      body: 'B',
    });
    expect(pull).toMatchObject({ number: 1, commits: 1, changed_files: 1, additions: 1, deletions: 1 });
    expect(pull).toMatchObject({ mergeable: null, merge_commit_sha: null, head: { sha } });
    const pull_number = 1;
    await rest.pulls.get({ ...contoso, pull_number });
    const { data: known } = await rest.pulls.get({ ...contoso, pull_number });
    expect(known.mergeable).toBe(true);
    const { data: test } = await rest.git.getCommit({ ...contoso, commit_sha: known.merge_commit_sha ?? '' });
    expect(test.parents.map((parent) => parent.sha)).toEqual([pull.base.sha, sha]);
    const { data: changed } = await rest.pulls.listFiles({ ...contoso, pull_number });
    expect(changed[0]).toMatchObject({ filename: 'infra/prod.bicep', status: 'modified' });
    expect(changed[0]?.patch).toBe("@@ -1,1 +1,1 @@\n-param v = '1.33.5'\n+param v = '1.34.1'");
    const listed = await rest.pulls.list({ ...contoso, head: 'contoso:aks-upgrade/a1', state: 'all' });
    expect(listed.data.map(({ number }) => number)).toEqual([1]);
    await rest.pulls.update({ ...contoso, pull_number, title: 'Bump again', body: 'C' });
    await rest.issues.addLabels({ ...contoso, issue_number: 1, labels: ['aks-upgrade'] });
    await rest.issues.createComment({ ...contoso, issue_number: 1, body: 'hello' });
    github.people.reviewPull(1, 'platform-engineer', 'APPROVED');
    const { data: reviews } = await rest.pulls.listReviews({ ...contoso, pull_number });
    expect(reviews.map(({ state }) => state)).toEqual(['APPROVED']);
    const merge = github.people.merge(1, 'platform-engineer');
    const { data: merged } = await rest.pulls.get({ ...contoso, pull_number });
    expect(merged).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: merge,
      title: 'Bump again',
    });
    const { data: branch } = await rest.repos.getBranch({ ...contoso, branch: 'main' });
    expect(branch.commit.sha).toBe(merge);
    const { data: file } = await rest.repos.getContent({ ...contoso, path: 'infra/prod.bicep' });
    expect(Buffer.from(Reflect.get(file, 'content'), 'base64').toString()).toBe("param v = '1.34.1'\n");
    const { data: tree } = await rest.git.getTree({ ...contoso, tree_sha: 'main', recursive: '1' });
    expect(tree.tree.map(({ path }) => path)).toEqual(['README.md', 'infra', 'infra/prod.bicep']);
    await rest.git.deleteRef({ ...contoso, ref: 'heads/aks-upgrade/a1' });
    expect(github.unserved).toEqual([]);
    expect(github.contract().violations).toEqual([]);
    expect(github.contract().unlisted).toEqual([]);
  });
});

describe('a lost answer', () => {
  it('leaves what was done: asking again is told so', async () => {
    const github = createGitHub({ files });
    const asked: string[] = [];
    const committed: FetchHooks = {
      fault: ({ request: { method, path } }) => {
        const isLost = method !== 'GET' && !asked.includes(`${method} ${path}`);
        asked.push(`${method} ${path}`);
        return isLost ? { point: 'committed', answer: githubFaults['502-html'] } : undefined;
      },
    };
    const request = { fetch: fetchFrom(github.service, committed) };
    const { rest } = getOctokit('ghs_pulls', { request });
    const sha = github.people.push('theirs', 'platform-engineer', { 'README.md': '# other\n' });
    const make = async (): Promise<unknown> =>
      await rest.git.createRef({ ...contoso, ref: 'refs/heads/ours', sha });
    await expect(make()).rejects.toMatchObject({ status: 502 });
    await expect(make()).rejects.toMatchObject({ status: 422 });
    const open = async (): Promise<unknown> =>
      await rest.pulls.create({ ...contoso, title: 'T', head: 'ours', base: 'main' });
    await expect(open()).rejects.toMatchObject({ status: 502 });
    await expect(open()).rejects.toThrow('A pull request already exists for contoso:ours.');
    expect(github.state.git.refs.get('refs/heads/ours')).toBe(sha);
    expect([...github.state.pulls.keys()]).toEqual([1]);
  });
});
