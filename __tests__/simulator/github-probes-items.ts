import { field, labelsOf, numbers, type Probe } from './github-asking.ts';

const issue = { title: 'T', body: 'B' };

/** Labels, lists, and what becomes of issues. */
export const itemProbes = {
  'labels-made-on-use': {
    shows: async ({ ask }) => {
      await ask('POST /issues', { ...issue, labels: ['new'] });
      return (await ask('GET /labels/new')).status === 200;
    },
  },
  'labels-dropped-without-push': {
    shows: async ({ ask }) => {
      const answer = await ask('POST /issues', { ...issue, labels: ['aks'] }, 'ghp_outsider');
      return answer.status === 201 && labelsOf(answer) === 0;
    },
  },
  'labels-lost': {
    shows: async ({ ask }) => {
      const answer = await ask('POST /issues', { ...issue, labels: ['aks'] });
      return answer.status === 201 && labelsOf(answer) === 0;
    },
  },
  'unknown-assignee-422': {
    shows: async ({ ask }) => (await ask('POST /issues', { ...issue, assignees: ['nobody'] })).status === 422,
  },
  'unknown-assignee-ignored': {
    shows: async ({ ask }) => {
      await ask('POST /issues', issue);
      return (await ask('POST /issues/1/assignees', { assignees: ['nobody'] })).status === 201;
    },
  },
  'pulls-among-issues': {
    shows: async ({ ask, github }) => {
      github.seedIssues(7);
      const answer = await ask('GET /issues');
      return numbers(answer).includes(7) && answer.text.includes('"pull_request"');
    },
  },
  'page-cap-100': {
    shows: async ({ ask, github }) => {
      github.seedIssues(150);
      return numbers(await ask('GET /issues?per_page=500')).length === 100;
    },
  },
  'links-by-repository-id': {
    shows: async ({ ask, github }) => {
      github.seedIssues(3);
      const link = (await ask('GET /issues?per_page=1')).headers.get('link') ?? '';
      const next = /repositories\/700000123(\/issues\?[^>]*)>; rel="next"/.exec(link)?.[1];
      if (next === undefined) return false;
      return numbers(await ask(`GET //repositories/700000123${next}`)).join() === '2';
    },
  },
  'list-lags': {
    options: { amounts: { listLagRequests: 2 } },
    shows: async ({ ask }) => {
      await ask('POST /issues', issue);
      const lists = [await ask('GET /issues'), await ask('GET /issues'), await ask('GET /issues')];
      const single = await ask('GET /issues/1');
      return lists.map((list) => numbers(list).length).join() === '0,0,1' && single.status === 200;
    },
  },
  'fresh-item-unknown': {
    options: { amounts: { freshUnknownRequests: 1 } },
    shows: async ({ ask }) => {
      await ask('POST /issues', issue);
      const answers = [await ask('GET /issues/1'), await ask('GET /issues/1')];
      return answers.map(({ status }) => status).join() === '404,200';
    },
  },
  'list-lacks-closed-by': {
    shows: async ({ ask, github }) => {
      await ask('POST /issues', issue);
      github.people.close(1, 'platform-engineer');
      const [list, single] = [await ask('GET /issues?state=closed'), await ask('GET /issues/1')];
      return (
        !list.text.includes('"closed_by"') && single.text.includes('"closed_by":{"login":"platform-engineer"')
      );
    },
  },
  'transferred-301': {
    shows: async ({ ask, github }) => {
      await ask('POST /issues', issue);
      github.people.transfer(1);
      const answer = await ask('GET /issues/1');
      const isGone = numbers(await ask('GET /issues?state=all')).length === 0;
      return (
        isGone && answer.status === 301 && (answer.headers.get('location') ?? '').includes('/repositories/')
      );
    },
  },
  'deleted-410': {
    shows: async ({ ask, github }) => {
      await ask('POST /issues', issue);
      github.people.delete(1);
      const next = await ask('POST /issues', issue);
      return (await ask('GET /issues/1')).status === 410 && field(next, 'number') === 2;
    },
  },
  'bots-are-bots': {
    shows: async ({ ask }) => (await ask('POST /issues', issue)).text.includes('"type":"Bot"'),
  },
  'case-insensitive-names': {
    shows: async ({ ask }) => {
      await ask('POST /issues', { ...issue, labels: ['AKS'] });
      const list = numbers(await ask('GET /issues?labels=aks&creator=GitHub-Actions[bot]'));
      const elsewhere = await ask('GET //repos/CONTOSO/Platform');
      return list.length === 1 && elsewhere.status === 200;
    },
  },
  'user-agent-required': {
    shows: async ({ github }) => {
      const headers = { authorization: 'token ghs_actions' };
      const path = '/repos/contoso/platform';
      const query = new URLSearchParams();
      const request = { method: 'GET', host: 'api.github.com', path, query, headers, body: '' };
      return (await github.service(request)).status === 403;
    },
  },
  'web-edits-crlf': {
    shows: async ({ ask, github }) => {
      await ask('POST /issues', { title: 'T', body: 'a\nb' });
      github.people.editBody(1, (body) => `${body}\nc`);
      return field(await ask('GET /issues/1'), 'body') === 'a\r\nb\r\nc';
    },
  },
  'hourly-limit': {
    options: { quirks: { 'secondary-limit': false } },
    shows: async ({ ask }) => {
      for (let count = 0; count < 60; count++) await ask('GET /labels/x', undefined, '');
      const answer = await ask('GET /labels/x', undefined, '');
      return answer.status === 403 && answer.headers.get('x-ratelimit-remaining') === '0';
    },
  },
  'secondary-limit': {
    shows: async ({ ask }) => {
      for (let count = 0; count < 80; count++) await ask('POST /issues', issue);
      const answer = await ask('POST /issues', issue);
      const isQuotaFine = Number(answer.headers.get('x-ratelimit-remaining')) > 0;
      return answer.status === 403 && isQuotaFine && !answer.headers.has('retry-after');
    },
  },
} as const satisfies Record<string, Probe>;
