import { describe, expect, test } from 'vitest';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { type ChangedFiles, sidecarPath } from '../../src/pins/pin-files.ts';
import {
  addCommit,
  aRepository,
  asked,
  type Content,
  type Look,
  look,
  pin,
  type Repository,
  textsOf,
} from './a-repository.ts';

type Files = Readonly<Record<string, Content | null>>;

interface Pulled extends Repository {
  readonly main: string;
  readonly head: string;
  readonly number: number;
}

const start = { 'a.yaml': pin('a', '1.33.5'), 'b.yaml': pin('b', '1.33.5'), 'README.md': 'x' };

/** A pull request with these changes to what the repository began with. */
function aPull(
  changes: Files,
  files: Readonly<Record<string, Content>> = start,
  options: GitHubOptions = {},
): Pulled {
  const repository = aRepository(files, options);
  const { github } = repository;
  const main = github.state.git.refs.get('refs/heads/main') ?? '';
  const head = addCommit(github, changes, [main]);
  github.people.createBranch('bump', 'engineer', head);
  const { number } = github.people.openPull({ title: 'Bump', body: '', author: 'engineer', head: 'bump' });
  return { ...repository, main, head, number };
}

async function lookAt(pulled: Pulled, more: Look = {}): Promise<ChangedFiles | undefined> {
  const { changed, failure } = await lookAtAll(pulled, more);
  expect(failure).toBeUndefined();
  expect(pulled.github.unserved).toEqual([]);
  return changed;
}

async function lookAtAll({ number, main, head, ...repository }: Pulled, more: Look = {}) {
  const context = {
    eventName: 'pull_request',
    pullRequest: { number, baseSha: main, headSha: head },
    ...more.context,
  };
  return await look(repository, { reportTo: ['pr-comment'], ...more, context });
}

const told = (changed: ChangedFiles | undefined) => {
  for (const files of [changed?.before ?? [], changed?.after ?? []]) {
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  }
  return {
    before: textsOf(changed?.before),
    after: textsOf(changed?.after),
    isMerged: changed?.isMerged,
    unread: changed?.unread,
  };
};

const moved = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  isMerged = true,
) => ({
  before,
  after,
  isMerged,
  unread: [],
});

const bump = { 'a.yaml': pin('a', '1.34.1'), 'README.md': 'y' };
const bumped = [{ 'a.yaml': pin('a', '1.33.5') }, { 'a.yaml': pin('a', '1.34.1') }] as const;

describe('what merging a pull request changes', () => {
  test('is the test merge against its first parent', async () => {
    const pulled = aPull(bump);
    expect(told(await lookAt(pulled))).toEqual(moved(...bumped));
    const { git, pulls } = pulled.github.state;
    const merge = pulls.get(pulled.number)?.testMerge ?? '';
    expect(asked(pulled.github)).toEqual([
      `/pulls/${pulled.number}`,
      `/pulls/${pulled.number}`,
      `/git/commits/${merge}`,
      `/git/commits/${pulled.main}`,
      `/git/trees/${git.store.commit(pulled.main).tree}`,
      `/git/trees/${git.store.commit(merge).tree}`,
      '/contents/a.yaml',
      '/contents/a.yaml',
    ]);
    expect(pulled.github.contract().violations).toEqual([]);
  });

  test('is not what the base did meanwhile', async () => {
    const pulled = aPull(bump);
    pulled.github.people.push('main', 'engineer', { 'b.yaml': pin('b', '1.35.0'), 'c.yaml': pin('c') });
    expect(told(await lookAt(pulled))).toEqual(moved(...bumped));
  });

  test('new, deleted and renamed files stand on one side; other modes alone and links count for nothing', async () => {
    const files = { ...start, 'mode.yaml': pin('m'), 'link.yaml': pin('l'), 'old.yaml': pin('o') };
    const pulled = aPull(
      {
        'new.yaml': pin('n'),
        'b.yaml': null,
        'old.yaml': null,
        'fresh.yaml': pin('o'),
        'mode.yaml': { mode: '100755', content: pin('m') },
        'link.yaml': { mode: '120000', content: 'a.yaml' },
        'module.yaml': { mode: '160000', content: 'c'.repeat(40) },
        '.github/workflows/ci.yaml': pin('w'),
      },
      files,
    );
    const before = { 'b.yaml': pin('b'), 'link.yaml': pin('l'), 'old.yaml': pin('o') };
    expect(told(await lookAt(pulled))).toEqual(
      moved(before, { 'fresh.yaml': pin('o'), 'new.yaml': pin('n') }),
    );
  });

  test('is nothing where no candidate changes, and costs no content', async () => {
    const pulled = aPull({ 'README.md': 'z' });
    expect(told(await lookAt(pulled))).toEqual(moved({}, {}));
    expect(asked(pulled.github, '/contents/')).toEqual([]);
  });

  test('`pin-paths` narrows it; a name that stands on neither side is told', async () => {
    const pulled = aPull({ ...bump, 'infra/c.yaml': pin('c'), 'infra/d.txt': pin('d') });
    const paths = ['infra', 'infra/d.txt', 'gone'];
    const unread = [{ path: 'gone', reason: 'It stands in `pin-paths` and not in the repository.' }];
    const after = { 'infra/c.yaml': pin('c'), 'infra/d.txt': pin('d') };
    expect(told(await lookAt(pulled, { pins: { paths } }))).toEqual({ ...moved({}, after), unread });
  });
});

describe('the mapping file', () => {
  const mapping = (...files: readonly string[]) =>
    JSON.stringify({ pins: files.map((file) => ({ file, pointer: '/version', cluster: 'rg/a' })) });
  const [old, fresh] = ['{"version":"1.33"}', '{"version":"1.34"}'];
  const files = { ...start, [sidecarPath]: mapping('x.bin', 'y.bin'), 'x.bin': old, 'y.bin': old };

  test('comes with all that it names when one of them changes', async () => {
    const both = { [sidecarPath]: mapping('x.bin', 'y.bin'), 'y.bin': old };
    expect(told(await lookAt(aPull({ 'x.bin': fresh }, files)))).toEqual(
      moved({ ...both, 'x.bin': old }, { ...both, 'x.bin': fresh }),
    );
  });

  test('comes with what it named and names when it changes itself', async () => {
    const pulled = aPull({ [sidecarPath]: mapping('y.bin', 'z.bin'), 'z.bin': old }, files);
    expect(told(await lookAt(pulled))).toEqual(
      moved(
        { [sidecarPath]: mapping('x.bin', 'y.bin'), 'x.bin': old, 'y.bin': old },
        { [sidecarPath]: mapping('y.bin', 'z.bin'), 'x.bin': old, 'y.bin': old, 'z.bin': old },
      ),
    );
    const gone = aPull({ [sidecarPath]: null }, files);
    expect(Object.keys(told(await lookAt(gone)).after)).toEqual(['x.bin', 'y.bin']);
    expect(Object.keys(told(await lookAt(gone)).before)).toEqual([sidecarPath, 'x.bin', 'y.bin']);
  });

  test('that is new, or is no link any more', async () => {
    const map = { [sidecarPath]: mapping('x.bin') };
    const fresh = aPull(map, { ...start, 'x.bin': old });
    expect(told(await lookAt(fresh))).toEqual(moved({}, { ...map, 'x.bin': old }));
    const link = { mode: '120000' as const, content: 'x.json' };
    const unlinked = aPull({ ...map, ...bump }, { ...start, 'x.bin': old, [sidecarPath]: link });
    expect(told(await lookAt(unlinked))).toMatchObject({ after: bumped[1], unread: [{ path: sidecarPath }] });
    expect(Object.keys(told(await lookAt(unlinked)).after)).toEqual(['a.yaml']);
  });

  test('names what cannot be read: told where the mapping changes', async () => {
    const link = { mode: '120000' as const, content: 'x.json' };
    const linked = { ...start, [sidecarPath]: mapping('x.bin'), 'x.bin': link };
    expect(told(await lookAt(aPull(bump, linked)))).toEqual(moved(...bumped));
    const changed = await lookAt(aPull({ 'x.bin': old }, linked));
    expect(changed?.unread).toMatchObject([{ path: 'x.bin' }]);
  });

  test('is left out where nothing of it changes', async () => {
    expect(told(await lookAt(aPull(bump, files)))).toEqual(moved(...bumped));
  });

  test('that cannot be read is told in every pull request: what it names may have changed', async () => {
    const link = { mode: '120000' as const, content: 'x.json' };
    const changed = await lookAt(aPull(bump, { ...start, [sidecarPath]: link }));
    expect(told(changed)).toMatchObject({ after: bumped[1], unread: [{ path: sidecarPath }] });
  });
});

describe('without a test merge', () => {
  /** The pull request and the base both change a.yaml; the base alone b.yaml. */
  function conflicting(options: GitHubOptions = {}): Pulled {
    const pulled = aPull(bump, start, options);
    pulled.github.people.push('main', 'engineer', {
      'a.yaml': pin('a', '1.33.9'),
      'b.yaml': pin('b', '1.35.0'),
    });
    return pulled;
  }

  test('conflicts: the head, and only what the pull request touches', async () => {
    const pulled = conflicting();
    const from = pulled.time.now();
    expect(told(await lookAt(pulled))).toEqual(moved(...bumped, false));
    expect(pulled.time.now() - from).toBe(1000);
    pulled.github.people.push('bump', 'engineer', { 'd.yaml': pin('d') });
    const newer = { ...pulled, head: pulled.github.state.pulls.get(pulled.number)?.headSha ?? '' };
    // The base of the pull request is now the one that it was pushed on.
    expect(told(await lookAt(newer))).toEqual(
      moved({ 'a.yaml': pin('a', '1.33.9') }, { 'a.yaml': pin('a', '1.34.1'), 'd.yaml': pin('d') }, false),
    );
  });

  test('conflicts since the last test merge: that one is not taken', async () => {
    const pulled = aPull(bump);
    expect((await lookAt(pulled))?.isMerged).toBe(true);
    pulled.github.people.push('main', 'engineer', { 'a.yaml': pin('a', '1.33.9') });
    expect((await lookAt(pulled))?.isMerged).toBe(false);
  });

  test('more files than GitHub lists: every difference counts', async () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`${index}.txt`, 'x']));
    const pulled = aPull({ ...many, 'a.yaml': pin('a', '1.34.1') });
    pulled.github.people.push('main', 'engineer', { 'a.yaml': pin('a', '1.33.9') });
    expect(told(await lookAt(pulled))).toEqual(moved(...bumped, false));
    expect(asked(pulled.github, '/files')).toHaveLength(30);
  });

  test('conflicts in the mapping file: only the own part of it', async () => {
    const mapping = (cluster: string) =>
      JSON.stringify({ pins: [{ file: 'x.bin', pointer: '/v', cluster }] });
    const files = { ...start, [sidecarPath]: mapping('a'), 'x.bin': '{"v":"1.33"}' };
    const pulled = aPull(bump, files);
    pulled.github.people.push('main', 'engineer', { 'a.yaml': 'x: 1\n', [sidecarPath]: mapping('b') });
    pulled.github.people.push('bump', 'engineer', { 'd.yaml': pin('d') });
    const newer = { ...pulled, head: pulled.github.state.pulls.get(pulled.number)?.headSha ?? '' };
    const { before, after } = told(await lookAt(newer));
    expect(before).toEqual({ 'a.yaml': 'x: 1\n' });
    expect(after).toEqual({ 'a.yaml': pin('a', '1.34.1'), 'd.yaml': pin('d') });
  });

  test('GitHub takes its time: looked for four times, then the head', async () => {
    for (const [mergeReads, isMerged] of [
      [3, true],
      [4, false],
    ] as const) {
      const pulled = aPull(bump, start, { mergeReads });
      const from = pulled.time.now();
      expect(told(await lookAt(pulled))).toEqual(moved(...bumped, isMerged));
      expect(asked(pulled.github, '/pulls/').filter((path) => !path.endsWith('/files'))).toHaveLength(4);
      expect(pulled.time.now() - from).toBe(7000);
    }
  });

  test('a test merge of an older head is not taken', async () => {
    for (const healsAt of [3, Number.POSITIVE_INFINITY]) {
      const pulled = aPull({ 'a.yaml': pin('a', '1.99.0') }, start, { mergeReads: 0 });
      const { state, people } = pulled.github;
      await lookAt(pulled);
      const pull = state.pulls.get(pulled.number);
      const stale = pull?.testMerge ?? '';
      const head = people.push('bump', 'engineer', bump);
      const base = state.git.refs.get('refs/heads/main');
      const pretend = () =>
        pull && Object.assign(pull, { testMerge: stale, mergeable: true, testedFor: `${base} ${head}` });
      const heal = () => pull && Object.assign(pull, { testedFor: '' });
      const hooks = { before: ({ index }: { index: number }) => void (index < healsAt ? pretend() : heal()) };
      const from = pulled.time.now();
      expect(told(await lookAt({ ...pulled, head }, { hooks }))).toEqual(moved(...bumped, healsAt === 3));
      expect(pulled.time.now() - from).toBe(healsAt === 3 ? 3000 : 7000);
    }
  });

  test('an answer that is behind the event is asked for again, then believed', async () => {
    const pulled = aPull(bump, start, { mergeReads: 0 });
    const later = { ...pulled, head: 'd'.repeat(40) };
    expect(told(await lookAt(later))).toEqual(moved(...bumped));
    expect(asked(pulled.github, '/pulls/')).toHaveLength(4);
  });

  test('closed or merged by now: no waiting', async () => {
    for (const end of ['closed', 'merge', 'squash', 'rebase'] as const) {
      const pulled = aPull(bump);
      const { people } = pulled.github;
      if (end === 'closed') people.close(pulled.number, 'engineer');
      else people.merge(pulled.number, 'engineer', end);
      const from = pulled.time.now();
      const context = {
        pullRequest: { number: pulled.number, baseSha: pulled.main, headSha: 'd'.repeat(40) },
      };
      expect(told(await lookAt(pulled, { context })), end).toEqual(moved(...bumped, false));
      expect(pulled.time.now(), end).toBe(from);
    }
  });
});

describe('a tree that is cut off', () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m/${index}.txt`, 'x']));
  const changes = {
    'a.yaml': pin('a', '1.34.1'),
    'new.yaml': pin('n'),
    'z/z.yaml': pin('z', '1.34.1'),
    'm/0.txt': null,
  };

  test('is told; what stands on one list alone is looked for on the other', async () => {
    const pulled = aPull(changes, { ...start, ...many, 'z/z.yaml': pin('z', '1.33.5') }, { treeLimit: 30 });
    const { before, after, unread } = told(await lookAt(pulled));
    expect(unread).toMatchObject([{ path: '.', reason: expect.stringContaining('`pin-paths`') }]);
    expect(before).toEqual({ 'a.yaml': pin('a', '1.33.5') });
    expect(after).toMatchObject({ 'a.yaml': pin('a', '1.34.1') });
  });

  test('what one list shows and the other does not is no change', async () => {
    const files = { ...start, ...many, 'n.yaml': pin('n') };
    const pulled = aPull({ 'm/0.txt': null, 'm/1.txt': null }, files, { treeLimit: 34 });
    const { before, after, unread } = told(await lookAt(pulled));
    const { store } = pulled.github.state.git;
    expect(asked(pulled.github, `/git/trees/${store.commit(pulled.main).tree}`).length).toBeGreaterThan(1);
    expect([before, after]).toEqual([{}, {}]);
    expect(unread).toMatchObject([{ path: '.' }]);
  });

  test('with `pin-paths` is read all the same', async () => {
    const pulled = aPull(changes, { ...start, ...many, 'z/z.yaml': pin('z', '1.33.5') }, { treeLimit: 30 });
    expect(told(await lookAt(pulled, { pins: { paths: ['z', 'new.yaml'] } }))).toEqual(
      moved({ 'z/z.yaml': pin('z', '1.33.5') }, { 'new.yaml': pin('n'), 'z/z.yaml': pin('z', '1.34.1') }),
    );
  });
});

describe('what one place lacks', () => {
  const token = (pulls: 'none' | 'read', contents: 'none' | 'read') =>
    ({
      token: 'ghs_x',
      kind: 'actions',
      login: 'github-actions[bot]',
      issues: 'write',
      pulls,
      contents,
    }) as const;

  test.each([
    ['none', 'read', 'Give the job `permissions: pull-requests: read`.'],
    ['read', 'none', 'Give the job `permissions: contents: read`, or'],
  ] as const)('pull-requests: %s, contents: %s', async (pulls, contents, next) => {
    const options = { private: true, tokens: [token(pulls, contents)] };
    const { changed, failure } = await lookAtAll(aPull(bump, start, options), { token: 'ghs_x' });
    expect(changed).toBeUndefined();
    expect(failure?.code).toBe('AKSU-GITHUB-PERMISSION');
    expect(failure?.next).toContain(next);
  });

  test('the other does not lose', async () => {
    const pulled = aPull(bump, start, { private: true, tokens: [token('none', 'read')] });
    const reportTo = ['pull-request', 'pr-comment'] as const;
    const { base, changed, failure } = await lookAtAll(pulled, { token: 'ghs_x', reportTo });
    expect(Object.keys(textsOf(base?.files))).toEqual(['a.yaml', 'b.yaml']);
    expect(changed).toBeUndefined();
    expect(failure?.message).toContain(`pull request #${pulled.number} of contoso/platform`);
  });

  test('a file that could be read on one side alone stands on neither', async () => {
    const pulled = aPull({ ...bump, 'b.yaml': pin('b', '1.34.1') });
    const { github } = pulled;
    const isOld = (query: URLSearchParams) => query.get('ref') === pulled.main;
    const fault = { point: 'before', answer: { status: 404, body: { message: 'Not Found' } } } as const;
    const hooks = {
      fault: ({ request }: { request: { path: string; query: URLSearchParams } }) =>
        request.path.endsWith('/contents/a.yaml') && isOld(request.query) ? fault : undefined,
    };
    expect(told(await lookAt(pulled, { hooks }))).toEqual({
      ...moved({ 'b.yaml': pin('b', '1.33.5') }, { 'b.yaml': pin('b', '1.34.1') }),
      unread: [{ path: 'a.yaml', reason: 'GitHub refused it: 404 Not Found' }],
    });
    expect(github.politeness().size).toBe(0);
  });
});
