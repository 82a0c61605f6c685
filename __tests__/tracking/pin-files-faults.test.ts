import { describe, expect, test } from 'vitest';
import type { SimResponse } from '../../simulator/exchange.ts';
import { githubFaults } from '../../simulator/github-faults.ts';
import type { FetchExchange, FetchHooks } from '../../simulator/github-fetch.ts';
import { addCommit, aRepository, asked, type Look, look, pin, type Repository } from './a-repository.ts';

/** Base and pull request together: ten requests or so. */
function both(): { readonly repository: Repository; readonly asking: Look } {
  const repository = aRepository({ 'a.yaml': pin('a'), 'b.yaml': pin('b') });
  const { github } = repository;
  const main = github.state.git.refs.get('refs/heads/main') ?? '';
  const head = addCommit(github, { 'a.yaml': pin('a', '1.34.1') }, [main]);
  github.people.createBranch('bump', 'engineer', head);
  const { number } = github.people.openPull({ title: 'Bump', body: '', author: 'engineer', head: 'bump' });
  const pullRequest = { number, baseSha: main, headSha: head };
  return { repository, asking: { reportTo: ['pr-comment', 'pull-request'], context: { pullRequest } } };
}

const answering = (wanted: (exchange: FetchExchange) => boolean, answer: SimResponse): FetchHooks => ({
  fault: (exchange) => (wanted(exchange) ? { point: 'committed', answer } : undefined),
});
const everywhere = () => true;
const at = (part: string) => (exchange: FetchExchange) =>
  decodeURIComponent(exchange.request.path).includes(part);

describe('one answer is lost', () => {
  const faults = {
    ...githubFaults,
    'tree of another kind': { status: 200, body: { tree: 'none' } },
    'a list': { status: 200, body: [] },
  };
  const passing = [
    '500',
    '502-html',
    '503',
    '504-html',
    '408',
    '429-with-retry-after',
    '429-bare',
    '403-secondary',
  ] as const;
  const broken = ['reset', 'timeout', 'truncated-json', 'torn-body', '200-html', '200-empty'] as const;

  test.each([...passing, ...broken, 'tree of another kind', 'a list'] as const)(
    '%s, at each request',
    async (name) => {
      const plain = both();
      const expected = await look(plain.repository, plain.asking);
      expect(expected).toMatchObject({ base: { unread: [] }, changed: { unread: [], isMerged: true } });
      const count = plain.repository.github.exchanges.length;
      for (let index = 0; index < count; index++) {
        const { repository, asking } = both();
        const hooks = answering((exchange) => exchange.index === index, faults[name]);
        const seen = await look(repository, { ...asking, hooks });
        // A list in place of a branch says that it is not there.
        const path = plain.repository.github.exchanges[index]?.request.path ?? '';
        if (name === 'a list' && path.includes('/git/ref/'))
          expect(seen.failure?.code).toBe('AKSU-GITHUB-BRANCH');
        else expect(seen, `${name} at ${index}`).toEqual(expected);
      }
    },
  );
});

describe('what cannot be read', () => {
  const reading: readonly (readonly [string, SimResponse, string, RegExp])[] = [
    ['/git/ref/', githubFaults['403-permission'], 'AKSU-GITHUB-PERMISSION', /contents: read/],
    ['/git/trees/', githubFaults['403-permission'], 'AKSU-GITHUB-PERMISSION', /contents: read/],
    ['/git/trees/', githubFaults['404'], 'AKSU-GITHUB-PERMISSION', /contents: read/],
    ['/git/commits/', githubFaults['404'], 'AKSU-GITHUB-PERMISSION', /contents: read/],
    ['/contents/', githubFaults['403-permission'], 'AKSU-GITHUB-PERMISSION', /contents: read/],
    ['/git/ref/', githubFaults['401'], 'AKSU-GITHUB-PERMISSION', /still good/],
    ['/git/ref/', githubFaults['404'], 'AKSU-GITHUB-BRANCH', /`base-branch`/],
    ['/git/ref/', githubFaults['502-html'], 'AKSU-GITHUB', /Run again/],
    ['/git/trees/', githubFaults['502-html'], 'AKSU-GITHUB', /Run again/],
    ['/git/trees/', githubFaults['200-html'], 'AKSU-GITHUB', /Run again/],
    ['/git/ref/', githubFaults['403-secondary'], 'AKSU-GITHUB-RATE-LIMIT', /Run again/],
    [
      '',
      { status: 301, headers: { location: 'https://api.github.com/repositories/1' }, body: {} },
      'AKSU-GITHUB',
      /renamed/,
    ],
  ];
  test.each(reading)('%s with %j: %s', async (part, answer, code, next) => {
    const repository = aRepository({ 'a.yaml': pin('a') });
    const { base, failure } = await look(repository, { hooks: answering(at(part), answer) });
    expect(base).toBeUndefined();
    expect(failure?.code).toBe(code);
    expect(failure?.next).toMatch(next);
  });

  test('an empty repository', async () => {
    const { base, failure } = await look(aRepository({}));
    expect(base).toBeUndefined();
    expect(failure).toMatchObject({
      code: 'AKSU-GITHUB-BRANCH',
      message: 'contoso/platform has no commit on any branch.',
    });
  });

  test('a base branch that is not there', async () => {
    const repository = aRepository({ 'a.yaml': pin('a') });
    const { failure } = await look(repository, { pins: { paths: [], baseBranch: 'mian' } });
    expect(failure).toMatchObject({
      code: 'AKSU-GITHUB-BRANCH',
      message: 'contoso/platform has no branch mian, which `base-branch` names.',
    });
  });

  test('no token', async () => {
    const repository = aRepository({ 'a.yaml': pin('a') });
    const { failure } = await look(repository, { token: '' });
    expect(failure).toMatchObject({ code: 'AKSU-GITHUB-PERMISSION' });
    expect(repository.github.exchanges).toEqual([]);
  });

  test('of two failures one is in the result, the other in the log', async () => {
    const { repository, asking } = both();
    const hooks = answering(everywhere, githubFaults['403-permission']);
    const seen = await look(repository, { ...asking, hooks });
    expect(Object.keys(seen)).toEqual(['failure']);
    expect(seen.failure?.message).toContain('pull request');
    const warnings = repository.log.lines.filter(({ level }) => level === 'warning');
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('default branch')]);
  });
});

describe('one file cannot be read', () => {
  const files = {
    'a.yaml': pin('a'),
    'b.yaml': pin('b'),
    'c.yaml': pin('c'),
    'd.yaml': pin('d'),
    'e.yaml': pin('e'),
  };
  const content = (bytes: string, more: object = {}) => {
    const text = Buffer.from(bytes).toString('base64');
    return { status: 200, body: { type: 'file', encoding: 'base64', content: text, ...more } };
  };
  const answers: readonly (readonly [string, SimResponse, string])[] = [
    ['404', githubFaults['404'], 'GitHub refused it: 404 Not Found'],
    ['other bytes', content(pin('a', '1.99.9')), 'What GitHub sent is not what the commit holds.'],
    ['half of it', content(pin('a').slice(0, 20)), 'What GitHub sent is not what the commit holds.'],
    ['no content', content('', { encoding: 'none' }), 'GitHub does not send its content.'],
    ['another file', content(pin('b')), 'What GitHub sent is not what the commit holds.'],
    ['502', githubFaults['502-html'], 'GitHub gave no usable answer: 502 without an explanation'],
    [
      'a folder',
      { status: 200, body: [] },
      'GitHub gave no usable answer: 200 with a body that is not what GitHub sends',
    ],
  ];
  test.each(answers)('%s', async (_, answer, reason) => {
    const { base, failure } = await look(aRepository(files), {
      hooks: answering(at('/contents/a.yaml'), answer),
    });
    expect(failure).toBeUndefined();
    expect(base?.files.map(({ path }) => path)).toEqual(['b.yaml', 'c.yaml', 'd.yaml', 'e.yaml']);
    expect(base?.unread).toEqual([{ path: 'a.yaml', reason }]);
  });

  test('none of them: after three GitHub is left alone', async () => {
    const repository = aRepository(files);
    const from = repository.time.now();
    const { base } = await look(repository, { hooks: answering(at('/contents/'), githubFaults['502-html']) });
    expect(base?.files).toEqual([]);
    expect(base?.unread.map(({ path }) => path)).toEqual(Object.keys(files));
    expect(base?.unread.at(-1)?.reason).toContain('it was not asked for');
    expect(asked(repository.github, '/contents/')).toHaveLength(12);
    expect(repository.time.now() - from).toBe(21_000);
  });
});
