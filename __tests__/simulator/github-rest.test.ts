import { getOctokit } from '@actions/github';
import { describe, expect, it } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubOptions } from '../../simulator/github-rest.ts';

const contoso = { owner: 'contoso', repo: 'platform' };

function setUp(options: GitHubOptions = {}, token = 'ghs_actions', baseUrl = 'https://api.github.com') {
  const github = createGitHub(options);
  const octokit = getOctokit(token, { baseUrl, request: { fetch: fetchFrom(github.service) } });
  return { github, octokit, rest: octokit.rest };
}

describe.each([
  ['github.com', 'https://api.github.com', 'https://github.com'],
  ['GHES', 'https://ghes.example.test/api/v3', 'https://ghes.example.test'],
  ['data residency', 'https://api.contoso.ghe.com', 'https://contoso.ghe.com'],
])('the usual road on %s', (_, baseUrl, html) => {
  it('makes, finds, edits, comments and closes, and agrees with the description', async () => {
    const { github, octokit, rest } = setUp({}, 'ghs_actions', baseUrl);
    const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
    expect(viewer.login).toBe('github-actions[bot]');
    expect((await rest.repos.get(contoso)).data.has_issues).toBe(true);
    await expect(rest.issues.getLabel({ ...contoso, name: 'aks-upgrade' })).rejects.toMatchObject({
      status: 404,
    });
    await rest.issues.createLabel({ ...contoso, name: 'aks-upgrade', color: '0366d6' });
    const { data: issue } = await rest.issues.create({
      ...contoso,
      title: 'T',
      body: 'B',
      labels: ['aks-upgrade'],
    });
    expect(issue.html_url).toBe(`${html}/contoso/platform/issues/1`);
    expect(issue.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
    const found = await octokit.paginate(rest.issues.listForRepo, {
      ...contoso,
      labels: 'AKS-upgrade',
      creator: 'github-actions[bot]',
      state: 'all',
      per_page: 100,
    });
    expect(found.map(({ number }) => number)).toEqual([1]);
    const issue_number = 1;
    await rest.issues.update({ ...contoso, issue_number, body: 'C' });
    await rest.issues.addLabels({ ...contoso, issue_number, labels: ['later'] });
    await rest.issues.addAssignees({ ...contoso, issue_number, assignees: ['platform-engineer', 'nobody'] });
    const { data: comment } = await rest.issues.createComment({ ...contoso, issue_number, body: 'done' });
    await rest.issues.updateComment({ ...contoso, comment_id: comment.id, body: 'really' });
    await rest.issues.update({ ...contoso, issue_number, state: 'closed', state_reason: 'completed' });
    const { data: after } = await rest.issues.get({ ...contoso, issue_number });
    expect(after).toMatchObject({ body: 'C', state: 'closed', state_reason: 'completed', comments: 1 });
    expect(after.closed_by?.login).toBe('github-actions[bot]');
    expect(after.assignees?.map(({ login }) => login)).toEqual(['platform-engineer']);
    const { data: events } = await rest.issues.listEvents({ ...contoso, issue_number });
    expect(events.map(({ event }) => event)).toEqual(['labeled', 'labeled', 'assigned', 'closed']);
    await rest.rateLimit.get();
    expect(github.unserved).toEqual([]);
    const contract = github.contract();
    expect(contract.violations).toEqual([]);
    if (!contract.isChecking) console.warn('skipped: the description of GitHub REST is not there');
  });
});
