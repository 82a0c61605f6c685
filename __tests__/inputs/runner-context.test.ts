import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { declaredInputs } from '../../src/inputs/declared.ts';
import { runnerClock } from '../../src/inputs/runner-clock.ts';
import { readRunContext } from '../../src/inputs/runner-context.ts';
import { readRawInputs } from '../../src/inputs/runner-inputs.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import { failureOf } from './a-run.ts';

let folder: string;

const variables = {
  GITHUB_REPOSITORY: 'Octo/platform',
  GITHUB_REPOSITORY_ID: '4711',
  GITHUB_EVENT_NAME: 'schedule',
  GITHUB_RUN_ID: '99',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_ACTOR: 'octocat',
  GITHUB_SERVER_URL: 'https://ghe.example/',
  GITHUB_API_URL: 'https://ghe.example/api/v3',
  GITHUB_GRAPHQL_URL: 'https://ghe.example/api/graphql',
  GITHUB_WORKFLOW: 'AKS check',
  GITHUB_WORKSPACE: '/checkout/platform',
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'context-'));
  for (const [name, value] of Object.entries({ ...variables, RUNNER_TEMP: folder })) vi.stubEnv(name, value);
  vi.stubEnv('GITHUB_EVENT_PATH', join(folder, 'event.json'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function writeEvent(event: unknown): void {
  writeFileSync(join(folder, 'event.json'), typeof event === 'string' ? event : JSON.stringify(event));
}

describe('the run', () => {
  test('comes from the environment and the event', () => {
    writeEvent({ repository: { private: false } });
    expect(readRunContext()).toEqual({
      owner: 'Octo',
      repository: 'platform',
      repositoryId: '4711',
      isPrivate: false,
      eventName: 'schedule',
      runId: '99',
      runAttempt: '2',
      actor: 'octocat',
      serverUrl: 'https://ghe.example',
      apiUrl: 'https://ghe.example/api/v3',
      graphqlUrl: 'https://ghe.example/api/graphql',
      runnerTemp: folder,
      triggeringActor: 'octocat',
      workflow: 'AKS check',
      isUntrustedPullRequest: false,
      workspace: '/checkout/platform',
    });
  });

  test('may be without a workspace', () => {
    vi.stubEnv('GITHUB_WORKSPACE', '');
    expect('workspace' in readRunContext()).toBe(false);
  });

  test.each([[undefined], ['no json'], ['null'], ['[]'], [{}], [{ repository: { private: 'yes' } }]])(
    'whether the repository is private stays open with the event %j',
    (event) => {
      if (event !== undefined) writeEvent(event);
      expect(readRunContext().isPrivate).toBeUndefined();
    },
  );

  const optional = ['GITHUB_WORKFLOW', 'GITHUB_WORKSPACE'];
  test.each(Object.keys({ ...variables, RUNNER_TEMP: '' }).filter((name) => !optional.includes(name)))(
    'names %s when it is missing',
    (name) => {
      vi.stubEnv(name, undefined);
      const failure = failureOf(readRunContext);
      expect(failure.code).toBe('AKSU-RUNNER');
      expect(failure.message).toBe(`The runner's variable ${name} is not set.`);
    },
  );

  test.each([
    ['GITHUB_REPOSITORY', 'platform'],
    ['GITHUB_REPOSITORY_ID', '12x'],
    ['GITHUB_API_URL', 'api.github.com'],
  ])('refuses %s with %j', (name, value) => {
    vi.stubEnv(name, value);
    expect(failureOf(readRunContext).message).toContain(`${name} does not hold what it should`);
  });
});

describe('a pull request', () => {
  const pullRequest = (head: unknown, base: unknown = { repo: { full_name: 'octo/platform' } }): unknown => ({
    repository: { full_name: 'octo/platform', private: true },
    pull_request: { head, base },
  });

  test.each([
    ['its own branch', pullRequest({ repo: { full_name: 'Octo/Platform' } }), false],
    [
      'its own branch, in a repository that is a fork',
      pullRequest({ repo: { full_name: 'octo/platform', fork: true } }),
      false,
    ],
    ['a fork', pullRequest({ repo: { full_name: 'mona/platform', fork: true } }), true],
    ['a deleted fork', pullRequest({ repo: null }), true],
    ['no head', pullRequest(undefined), true],
    ['a base that is not told', pullRequest({ repo: { full_name: 'mona/platform' } }, {}), true],
    [
      'its own branch, with a base that is not told',
      pullRequest({ repo: { full_name: 'octo/platform' } }, {}),
      false,
    ],
  ])('from %s', (_, event, isUntrusted) => {
    writeEvent(event);
    for (const name of ['pull_request', 'pull_request_target', 'pull_request_review']) {
      vi.stubEnv('GITHUB_EVENT_NAME', name);
      expect(readRunContext().isUntrustedPullRequest).toBe(isUntrusted);
    }
  });

  test('by Dependabot from a branch of ours is untrusted; a push by it is no pull request', () => {
    vi.stubEnv('GITHUB_ACTOR', 'dependabot[bot]');
    writeEvent(pullRequest({ repo: { full_name: 'octo/platform' } }));
    expect(readRunContext().isUntrustedPullRequest).toBe(false);
    vi.stubEnv('GITHUB_EVENT_NAME', 'pull_request');
    expect(readRunContext().isUntrustedPullRequest).toBe(true);
  });

  const [baseSha, headSha] = ['b'.repeat(40), 'a'.repeat(40)];
  const from = (sha: unknown): unknown => ({ sha, repo: { full_name: 'octo/platform' } });
  const numbered = (number: unknown, head: unknown = headSha, base: unknown = baseSha): unknown => ({
    pull_request: { number, head: from(head), base: from(base) },
  });

  test.each([
    ['all of it', numbered(7), { number: 7, baseSha, headSha }],
    ['SHA-256', numbered(7, 'c'.repeat(64)), { number: 7, baseSha, headSha: 'c'.repeat(64) }],
    ['no number', numbered(undefined), undefined],
    ['a number as text', numbered('7'), undefined],
    ['a number that is none', numbered(0), undefined],
    ['a broken number', numbered(7.5), undefined],
    ['no head', numbered(7, null), undefined],
    ['a head that is no commit', numbered(7, 'main'), undefined],
    ['a base in upper case', numbered(7, headSha, 'B'.repeat(40)), undefined],
    ['a base too short', numbered(7, headSha, 'b'.repeat(39)), undefined],
    ['neither', { pull_request: { number: 7 } }, undefined],
  ])('is told by %s', (_, event, expected) => {
    writeEvent(event);
    vi.stubEnv('GITHUB_EVENT_NAME', 'pull_request');
    expect(readRunContext().pullRequest).toEqual(expected);
    vi.stubEnv('GITHUB_EVENT_NAME', 'push');
    expect('pullRequest' in readRunContext()).toBe(false);
  });

  test('without an event to read is no guess but a failure', () => {
    vi.stubEnv('GITHUB_EVENT_NAME', 'pull_request');
    expect(failureOf(readRunContext).message).toContain('GITHUB_EVENT_PATH');
  });
});

test('inputs come as the runner writes them: upper case, with their dashes', () => {
  vi.stubEnv('INPUT_REPORT-TO', ' issue\n');
  vi.stubEnv('INPUT_CHANNEL', 'rapid');
  vi.stubEnv('INPUT_REPORT_KEY', 'not ours');
  const raw = readRawInputs();
  expect(Object.keys(raw)).toEqual(declaredInputs.map(({ name }) => name));
  expect(raw).toMatchObject({ 'report-to': ' issue\n', channel: 'rapid', 'report-key': '', mode: '' });
});

test('sha256 is that of the UTF-8 text', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('ü')).not.toBe(sha256('u'));
});

test('the clock waits', async () => {
  const before = runnerClock.now().getTime();
  await runnerClock.pause(20);
  await runnerClock.pause(-5);
  expect(runnerClock.now().getTime() - before).toBeGreaterThanOrEqual(18);
});
