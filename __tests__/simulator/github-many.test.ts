import { describe, expect, it } from 'vitest';
import { startAsking } from './github-asking.ts';

type Listed = readonly { readonly number: number; readonly pull_request?: unknown }[];

describe('many issues and comments', () => {
  it('2,500 issues are paged without gap or repetition, ours among them', async () => {
    const { ask, github } = startAsking();
    github.seedIssues(2500, {
      each: (index) => (index === 0 ? { author: 'github-actions[bot]', labels: ['aks-upgrade'] } : {}),
    });
    const numbers: number[] = [];
    let pages = 0;
    for (let path = '/issues?state=all&per_page=100&direction=asc'; path !== ''; pages++) {
      const { data, headers } = await ask(`GET ${path}`);
      numbers.push(...(data as Listed).map(({ number }) => number));
      const next = /<https:\/\/api\.github\.com(\/[^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      path = next === undefined ? '' : `/${next}`;
    }
    expect(pages).toBe(25);
    expect(numbers).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1));
    const ours = (await ask('GET /issues?labels=aks-upgrade&creator=github-actions[bot]')).data as Listed;
    expect(ours.map(({ number }) => number)).toEqual([1]);
  });

  it('1,000 comments have ten pages, oldest first', async () => {
    const { ask, github } = startAsking();
    const [issue] = github.seedIssues(1);
    if (!issue) throw new Error('no issue');
    github.seedComments(issue, 1000, (index) => ({ author: `engineer-${index}`, body: `c${index}` }));
    const { data, headers } = await ask('GET /issues/1/comments?per_page=100&page=10');
    expect((data as readonly { body: string }[]).map(({ body }) => body).at(-1)).toBe('c999');
    expect(headers.get('link')).not.toContain('rel="next"');
    expect((await ask('GET /issues/1/comments?per_page=100&page=11')).data).toEqual([]);
  });

  it('filters and sorts as asked', async () => {
    const { ask, github } = startAsking();
    github.seedIssues(10, { each: (index) => ({ state: index < 4 ? 'closed' : 'open' }) });
    const listed = async (query: string): Promise<readonly number[]> =>
      ((await ask(`GET /issues?${query}`)).data as Listed).map(({ number }) => number);
    expect(await listed('')).toEqual([10, 9, 8, 7, 6, 5]);
    expect(await listed('state=closed&direction=asc')).toEqual([1, 2, 3, 4]);
    expect(await listed('creator=engineer-8')).toEqual([9]);
    await ask('PATCH /issues/6', { body: 'newer' });
    expect((await listed('sort=updated'))[0]).toBe(6);
    expect(await listed('labels=nowhere')).toEqual([]);
    expect((await ask('GET /issues?state=shut')).status).toBe(422);
  });

  it('forged markers of others carry our key and are not ours', async () => {
    const { ask, github } = startAsking();
    const forged = github.forgedMarkers('k');
    github.seedIssues(forged.length, { each: (index) => ({ body: forged[index] ?? '' }) });
    const { data } = await ask('GET /issues?per_page=100');
    const bodies = (data as readonly { body: string }[]).map(({ body }) => body);
    expect(bodies.every((body) => body.includes('aks-upgrade'))).toBe(true);
    expect((await ask('GET /issues?creator=github-actions[bot]')).data).toEqual([]);
  });
});

describe('refusals', () => {
  it.each([
    ['no token for a write', 'POST /issues', { title: 'T' }, '', 401],
    ['no rights on a label', 'POST /labels', { name: 'x' }, 'ghs_actions_read', 403],
    ['no rights on a label, by a person', 'POST /labels', { name: 'x' }, 'ghp_outsider', 403],
    ['editing the issue of another without push', 'PATCH /issues/1', { body: 'x' }, 'ghp_outsider', 403],
    ['a blank title', 'POST /issues', { title: ' ' }, 'ghs_actions', 422],
    ['a title of the wrong type', 'POST /issues', { title: ['T'] }, 'ghs_actions', 422],
    ['an empty comment', 'POST /issues/1/comments', { body: '' }, 'ghs_actions', 422],
    ['a colour with a number sign', 'POST /labels', { name: 'x', color: '#ffffff' }, 'ghs_actions', 422],
    [
      'a label of 51 characters',
      'POST /issues',
      { title: 'T', labels: ['x'.repeat(51)] },
      'ghs_actions',
      422,
    ],
    ['an unknown state', 'PATCH /issues/1', { state: 'shut' }, 'ghs_actions', 422],
    ['another repository', 'GET //repos/contoso/other', undefined, 'ghs_actions', 404],
    ['an unknown route', 'GET /milestones', undefined, 'ghs_actions', 404],
    ['an unknown comment', 'PATCH /issues/comments/1', { body: 'x' }, 'ghs_actions', 404],
  ])('%s', async (_, request, body, token, status) => {
    const { ask, github } = startAsking();
    github.seedIssues(1);
    const before = JSON.stringify([...github.state.issues.values()]);
    const answer = await ask(request, body, token);
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.data as object)).toEqual(
      expect.arrayContaining(['message', 'documentation_url']),
    );
    expect(JSON.stringify([...github.state.issues.values()])).toBe(before);
  });

  it('JSON that is none gets 400', async () => {
    const { github } = startAsking();
    const headers = { authorization: 'token ghs_actions', 'user-agent': 'x' };
    const path = '/repos/contoso/platform/issues';
    const query = new URLSearchParams();
    const post = { method: 'POST', host: 'api.github.com', path, query, headers };
    expect(await github.service({ ...post, body: '{"title"' })).toMatchObject({ status: 400 });
    expect(await github.service({ ...post, body: '[]' })).toMatchObject({ status: 400 });
  });

  it('a private repository without the permission: 403 for installations, 404 for people', async () => {
    const { ask, github } = startAsking({ private: true });
    expect((await ask('GET /issues', undefined, 'ghs_actions_none')).status).toBe(403);
    expect((await ask('GET /issues', undefined, '')).status).toBe(404);
    github.state.repository.private = false;
    expect((await ask('GET /issues', undefined, 'ghs_actions_none')).status).toBe(200);
  });

  it('unknown hosts and paths outside the API get a page', async () => {
    const { github } = startAsking();
    const request = { method: 'GET', query: new URLSearchParams(), headers: {}, body: '' };
    const answer = await github.service({ ...request, host: 'ghes.example.test', path: '/contoso/platform' });
    expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/html' } });
  });
});
