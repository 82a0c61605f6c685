import { type Answer, type Asking, field, numbers, type Probe } from './github-asking.ts';

const pulls = 'ghs_pulls';
const files = { 'a.txt': '1\n2\n3\n', '.github/workflows/ci.yml': 'on: push\n' };
const person = 'platform-engineer';

/** A branch of a person, and the pull request of it. */
function open({ github: { people } }: Asking, head = 'topic'): string {
  const sha = people.push(head, person, { [`${head}.txt`]: 'new\n' });
  people.openPull({ title: 'T', author: person, head });
  return sha;
}

const message = (answer: Answer): unknown => field(answer, 'message');
const main = ({ github }: Asking): string => github.state.git.refs.get('refs/heads/main') ?? '';

/** Branches, files and pull requests. */
export const gitProbes = {
  'merge-tested-late': {
    options: { files },
    shows: async (asking) => {
      open(asking);
      const [first, next] = [await asking.ask('GET /pulls/1'), await asking.ask('GET /pulls/1')];
      const merge = field(next, 'merge_commit_sha');
      asking.github.people.push('topic', person, { 'more.txt': 'more\n' });
      const after = await asking.ask('GET /pulls/1');
      const isStale = field(after, 'mergeable') === null && field(after, 'merge_commit_sha') === merge;
      return field(first, 'mergeable') === null && field(next, 'mergeable') === true && isStale;
    },
  },
  'base-sha-stays': {
    shows: async (asking) => {
      open(asking);
      asking.github.people.push('main', person, { 'other.txt': 'other\n' });
      const base = field(await asking.ask('GET /pulls/1'), 'base') as { readonly sha: string };
      return base.sha !== main(asking);
    },
  },
  'head-needs-owner': {
    shows: async (asking) => {
      open(asking);
      open(asking, 'other');
      const exact = numbers(await asking.ask('GET /pulls?head=CONTOSO:topic'));
      return exact.join() === '1' && numbers(await asking.ask('GET /pulls?head=topic')).length === 2;
    },
  },
  'actions-may-not-open-pulls': {
    shows: async ({ ask, github }) => {
      github.people.push('topic', person, { 'a.txt': 'new\n' });
      const body = { title: 'T', head: 'topic', base: 'main' };
      const answer = await ask('POST /pulls', body, pulls);
      const byApp = await ask('POST /pulls', body, 'ghs_app_pulls');
      const isWorded =
        message(answer) === 'GitHub Actions is not permitted to create or approve pull requests.';
      return answer.status === 403 && isWorded && byApp.status === 201;
    },
  },
  'bot-commits-signed': {
    shows: async (asking) => {
      const tree = asking.github.state.git.store.commit(main(asking)).tree;
      const commit = { message: 'M', tree, parents: [main(asking)] };
      const author = { name: 'A', email: 'a@example.com' };
      const isVerified = async (body: object, token: string): Promise<boolean> => {
        const answer = await asking.ask('POST /git/commits', body, token);
        return (field(answer, 'verification') as { readonly verified: boolean }).verified;
      };
      const [byBot, named] = [
        await isVerified(commit, pulls),
        await isVerified({ ...commit, author }, pulls),
      ];
      return byBot && !named && !(await isVerified(commit, 'ghp_person'));
    },
  },
  'rules-refuse': {
    options: { protections: [{ pattern: 'kept/*', blocksCreation: true }] },
    shows: async (asking) => {
      const answer = await asking.ask(
        'POST /git/refs',
        { ref: 'refs/heads/kept/a', sha: main(asking) },
        pulls,
      );
      return (
        message(answer) ===
        'Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n'
      );
    },
  },
  'workflows-guarded': {
    options: { files },
    shows: async (asking) => {
      const { people } = asking.github;
      const sha = people.push('theirs', person, { '.github/workflows/ci.yml': 'on: pull_request\n' });
      const answer = await asking.ask('POST /git/refs', { ref: 'refs/heads/ours', sha }, pulls);
      return message(answer) === 'Resource not accessible by integration';
    },
  },
  'trees-truncated': {
    options: { files, treeLimit: 2 },
    shows: async ({ ask }) => {
      const answer = await ask('GET /git/trees/main?recursive=1');
      return (
        field(answer, 'truncated') === true && (field(answer, 'tree') as readonly unknown[]).length === 2
      );
    },
  },
  'tree-echoes-commit': {
    shows: async (asking) => field(await asking.ask('GET /git/trees/main'), 'sha') === main(asking),
  },
  'large-files-empty': {
    options: { files: { 'large.txt': 'x'.repeat(1024 * 1024 + 1) } },
    shows: async ({ ask }) => {
      const answer = await ask('GET /contents/large.txt');
      return field(answer, 'content') === '' && field(answer, 'encoding') === 'none';
    },
  },
  'links-followed': {
    options: { files },
    shows: async (asking) => {
      const { store } = asking.github.state.git;
      const entry = { path: 'deep/link', mode: '120000', sha: store.addBlob('../a.txt') };
      const base_tree = store.commit(main(asking)).tree;
      const tree = field(await asking.ask('POST /git/trees', { base_tree, tree: [entry] }, pulls), 'sha');
      const made = await asking.ask('POST /git/commits', { message: 'M', tree, parents: [] }, pulls);
      const answer = await asking.ask(`GET /contents/deep%2Flink?ref=${field(made, 'sha')}`);
      return field(answer, 'type') === 'file' && field(answer, 'content') === 'MQoyCjMK\n';
    },
  },
} as const satisfies Record<string, Probe>;
