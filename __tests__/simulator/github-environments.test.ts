import { describe, expect, it } from 'vitest';
import type { RepositoryRole } from '../../simulator/github-jobs.ts';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { startAsking } from './github-asking.ts';

const run = '19500000001';
const gated = { name: 'production', reviewers: ['reviewer', 'team:platform'], preventsSelfReview: true };
const history = `GET /actions/runs/${run}/approvals`;

function atWork(options: GitHubOptions = {}) {
  const asking = startAsking({ environments: [gated], ...options });
  return { ...asking, ...asking.github };
}

describe('an environment', () => {
  it('is told with its reviewers, in any case of its name, as GitHub describes it', async () => {
    const { ask, contract } = atWork();
    const answer = await ask('GET /environments/PRODUCTION');
    expect(answer.data).toMatchObject({
      name: 'production',
      can_admins_bypass: true,
      protection_rules: [
        {
          type: 'required_reviewers',
          prevent_self_review: true,
          reviewers: [
            { type: 'User', reviewer: { login: 'reviewer' } },
            { type: 'Team', reviewer: { slug: 'platform' } },
          ],
        },
      ],
    });
    expect(contract().violations).toEqual([]);
  });

  it('with a slash in its name is one path segment', async () => {
    const { ask, contract } = atWork({ environments: [{ ...gated, name: 'eu/production' }] });
    expect((await ask('GET /environments/eu%2Fproduction')).status).toBe(200);
    expect(contract().violations).toEqual([]);
  });

  it.each([
    ['GET /environments/production', 'ghs_actions', 403],
    ['GET /environments/production', 'ghs_upgrade', 200],
    ['GET /environments/production', 'ghp_person', 200],
    ['GET /environments/production', 'ghp_outsider', 404],
    [history, 'ghs_actions', 403],
    [history, 'ghs_upgrade', 200],
    ['GET /actions/runs/1/approvals', 'ghs_upgrade', 404],
    ['GET /environments/staging', 'ghs_upgrade', 404],
  ])('of a private repository: %s with %s is %i', async (request, token, status) => {
    const { ask, jobs, contract, unserved } = atWork({ private: true });
    jobs.start(run, 'production');
    expect((await ask(request, undefined, token)).status).toBe(status);
    expect([...contract().violations, ...unserved]).toEqual([]);
  });
});

describe('a review', () => {
  it('stands in the history of the run, for all environments it was given for', async () => {
    const { ask, jobs, contract } = atWork({ environments: [gated, { ...gated, name: 'staging' }] });
    expect([jobs.start(run, 'production'), jobs.start(run, 'staging')]).toEqual(['waits', 'waits']);
    jobs.review(run, ['production'], 'reviewer', 'pending', 'looking');
    jobs.review(run, ['production', 'staging'], 'reviewer', 'approved');
    expect((await ask(history)).data).toMatchObject([
      { state: 'pending', comment: 'looking', environments: [{ name: 'production' }] },
      {
        state: 'approved',
        user: { login: 'reviewer', type: 'User' },
        environments: [{ name: 'production' }, { name: 'staging' }],
      },
    ]);
    expect(contract().violations).toEqual([]);
  });

  it('is only for reviewers, for jobs that wait, and not for who started the run', () => {
    const { jobs } = atWork();
    jobs.start(run, 'production', 'reviewer');
    const review = (by: string) => () => jobs.review(run, ['production'], by, 'approved');
    expect(review('reviewer')).toThrow('started the run');
    review('member-of-platform')();
    expect(review('member-of-platform')).toThrow('No job waits');
    const { jobs: others } = atWork({ environments: [{ name: 'production', reviewers: ['reviewer'] }] });
    others.start(run, 'production');
    expect(() => others.review(run, ['production'], 'stranger', 'approved')).toThrow('is no reviewer');
    expect(() => others.bypass(run, 'production', 'reviewer')).toThrow('may not bypass');
  });
});

describe('what somebody may do', () => {
  const roles: readonly (readonly [RepositoryRole, string])[] = [
    ['admin', 'admin'],
    ['maintain', 'write'],
    ['write', 'write'],
    ['triage', 'read'],
    ['read', 'read'],
  ];
  it.each(roles)('the role %s is the permission %s', async (role, permission) => {
    const { ask, contract } = atWork({ collaborators: { somebody: role } });
    const answer = await ask('GET /collaborators/Somebody/permission');
    expect(answer.data).toMatchObject({ permission, role_name: role, user: { login: 'Somebody' } });
    expect(contract().violations).toEqual([]);
  });

  it.each([
    [false, 'read'],
    [true, 'none'],
  ])('a stranger to a repository (private: %s) has %s', async (isPrivate, permission) => {
    const { ask, people } = atWork({ private: isPrivate });
    people.open({ title: 'T', author: 'stranger' });
    await ask('GET /issues', undefined, 'ghs_upgrade');
    const answer = await ask('GET /collaborators/stranger/permission', undefined, 'ghs_upgrade');
    expect(answer.data).toMatchObject({ permission });
  });

  it('nobody is told of who is not there, nor who may not push', async () => {
    const { ask } = atWork();
    expect((await ask('GET /collaborators/nobody/permission')).status).toBe(404);
    expect(
      (await ask('GET /collaborators/platform-engineer/permission', undefined, 'ghp_outsider')).status,
    ).toBe(403);
    expect((await ask('GET /collaborators/platform-engineer/permission', undefined, '')).status).toBe(401);
  });
});

describe('a comment', () => {
  it('tells that it was edited, and by which app it was written', async () => {
    let now = Date.parse('2026-01-05T08:00:00Z');
    const { ask, people, contract } = atWork({ now: () => now });
    const { number } = people.open({ title: 'T', author: 'somebody' });
    const { id } = people.comment(number, 'somebody', 'first', 'my-app');
    const before = (await ask(`GET /issues/comments/${id}`)).data;
    expect(before).toMatchObject({
      updated_at: '2026-01-05T08:00:00Z',
      performed_via_github_app: { slug: 'my-app' },
    });
    now += 1000;
    people.editComment(id, 'second');
    const after = (await ask(`GET /issues/comments/${id}`)).data;
    expect(after).toMatchObject({
      body: 'second',
      user: { login: 'somebody' },
      created_at: '2026-01-05T08:00:00Z',
      updated_at: '2026-01-05T08:00:01Z',
    });
    expect(contract().violations).toEqual([]);
  });
});
