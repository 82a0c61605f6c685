import { field, numbers, type Probe } from './github-asking.ts';

const issue = { title: 'T', body: 'B' };

/** Who may do what, and what fits. */
export const accessProbes = {
  'missing-permission-403': {
    shows: async ({ ask }) => {
      const answer = await ask('POST /issues', issue, 'ghs_actions_read');
      const isWorded = field(answer, 'message') === 'Resource not accessible by integration';
      return answer.status === 403 && isWorded && field(answer, 'documentation_url') !== undefined;
    },
  },
  'unknown-token-401': {
    shows: async ({ ask }) => {
      const answer = await ask('GET /issues', undefined, 'ghs_of_nobody');
      return answer.status === 401 && field(answer, 'message') === 'Bad credentials';
    },
  },
  'private-hidden-404': {
    options: { private: true },
    shows: async ({ ask }) => (await ask('GET /issues', undefined, 'ghp_outsider')).status === 404,
  },
  'integration-has-no-user': {
    shows: async ({ ask }) => (await ask('GET //user', undefined, 'ghs_app')).status === 403,
  },
  'graphql-served': {
    shows: async ({ ask }) => {
      const answer = await ask('POST //graphql', { query: '{ viewer { login } }' }, 'ghs_app');
      return answer.text === '{"data":{"viewer":{"login":"my-app[bot]"}}}';
    },
  },
  'search-refused': {
    shows: async ({ ask }) => (await ask('GET //search/issues?q=aks')).status === 403,
  },
  'issues-disabled-410': {
    options: { hasIssues: false },
    shows: async ({ ask }) => (await ask('POST /issues', issue)).status === 410,
  },
  'disabled-list-has-pulls': {
    options: { hasIssues: false },
    shows: async ({ ask, github }) => {
      github.seedIssues(7);
      const answer = await ask('GET /issues');
      return answer.status === 200 && numbers(answer).join() === '7';
    },
  },
  'archived-403': {
    options: { archived: true },
    shows: async ({ ask }) => {
      const [read, written] = [await ask('GET /issues'), await ask('POST /issues', issue)];
      const isWorded = field(written, 'message') === 'Repository was archived so is read-only.';
      return read.status === 200 && written.status === 403 && isWorded;
    },
  },
  'locked-refuses-comments': {
    shows: async ({ ask, github }) => {
      await ask('POST /issues', issue);
      github.people.lock(1, 'platform-engineer');
      const edited = await ask('PATCH /issues/1', { body: 'C' });
      const comment = await ask('POST /issues/1/comments', { body: 'c' });
      const byPusher = await ask('POST /issues/1/comments', { body: 'c' }, 'ghp_person');
      return edited.status === 200 && comment.status === 403 && byPusher.status === 201;
    },
  },
  'body-limit-422': {
    shows: async ({ ask }) => {
      const longest = await ask('POST /issues', { title: 'T', body: 'x'.repeat(65_536) });
      const answer = await ask('POST /issues', { title: 'T', body: 'x'.repeat(65_537) });
      const comment = await ask('POST /issues/1/comments', { body: 'x'.repeat(65_537) });
      return longest.status === 201 && answer.status === 422 && comment.status === 422;
    },
  },
  'title-limit-422': {
    shows: async ({ ask }) => {
      const longest = await ask('POST /issues', { title: 'x'.repeat(256) });
      const answer = await ask('POST /issues', { title: 'x'.repeat(257) });
      return longest.status === 201 && answer.status === 422 && answer.text.includes('"code":"custom"');
    },
  },
  'label-duplicate-422': {
    shows: async ({ ask }) => {
      await ask('POST /labels', { name: 'aks' });
      const answer = await ask('POST /labels', { name: 'AKS' });
      return answer.status === 422 && answer.text.includes('already_exists');
    },
  },
} as const satisfies Record<string, Probe>;
