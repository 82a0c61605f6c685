/** Whose token, which GitHub, which base, and the issue beside it: the unmodified bundle and its pull request. */
import { describe, expect, test } from 'vitest';
import type { GitHubToken } from '../../simulator/github-accounts.ts';
import { bot, issueOf, tellManners, writesOf } from './github-desk.ts';
import {
  aheadOf,
  bodyOf,
  branch,
  bump,
  bumpWell,
  changesOf,
  headOf,
  inRepository,
  mintToken,
  openPull,
  path,
  person,
  pullsOf,
  shopAt,
  shopFile,
  textOf,
} from './pulls-bump-desk.ts';
import { codeOf, errorOf } from './start.ts';

tellManners('bump places');

describe.concurrent('whose token', () => {
  const app: Partial<GitHubToken> = { kind: 'app', login: 'my-app[bot]' };
  const own: Partial<GitHubToken> = { kind: 'personal', login: person, issues: 'write' };
  const rows = [
    { name: 'the job', rights: {}, author: bot, isSigned: true, isTold: true },
    { name: 'a GitHub App', rights: app, author: 'my-app[bot]', isSigned: true, isTold: false },
    { name: 'a person', rights: own, author: person, isSigned: false, isTold: false },
  ];
  test.each(rows)('$name', async ({ rights, author, isSigned, isTold }) => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      const first = await bumpWell(scene, {}, { githubToken: mintToken(world, rights) });
      expect(first.operation).toBe('created');
      expect(openPull(world).issue.author).toBe(author);
      const { signature, author: writer } = headOf(world);
      expect([signature !== null, writer.name]).toEqual([isSigned, author]);
      const titles = first.result.annotations.map(({ title }) => title);
      expect(titles.includes('No workflows on this pull request')).toBe(isTold);
      const second = await bumpWell(scene, {}, { githubToken: mintToken(world, rights) });
      expect([second.operation, [...second.writes]]).toEqual(['unchanged', []]);
    });
  });

  test('another one than before: stopped by name, and nothing is written', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene, {}, { githubToken: mintToken(world, app) });
      world.network.forget();
      const result = await bump(scene);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-IDENTITY']);
      expect(errorOf(result)).toContain('my-app[bot]');
      expect([writesOf(world), pullsOf(world).length]).toEqual([[], 1]);
    });
  });
});

describe.concurrent('which GitHub', () => {
  const places = [
    ['https://octo.ghe.com', 'https://api.octo.ghe.com', '/repos/contoso/platform'],
    ['https://ghes.example.test', 'https://ghes.example.test/api/v3', '/api/v3/repos/contoso/platform'],
  ] as const;
  test.each(places)('%s', async (serverUrl, apiUrl, root) => {
    await inRepository({ run: { serverUrl, apiUrl } }, async (scene) => {
      const { world } = scene;
      const first = await bumpWell(scene);
      expect(first.result.outputs).toMatchObject({
        operation: 'created',
        'pull-request-number': '1',
        'pull-request-url': `${serverUrl}/contoso/platform/pull/1`,
      });
      expect(bodyOf(world)).toContain(`(${serverUrl}/contoso/platform/blob/main/${path}#L2)`);
      const api = new URL(apiUrl).host;
      const asked = world.network.exchanges.filter(({ request }) => request.host === api);
      const others = asked.filter(
        ({ request }) => !request.path.startsWith(root) && !request.path.endsWith('/graphql'),
      );
      expect([others.length, asked.length > 10, world.network.refused]).toEqual([0, true, []]);
      const second = await bumpWell(scene);
      expect([second.operation, [...second.writes]]).toEqual(['unchanged', []]);
    });
  });
});

describe.concurrent('which base', () => {
  test('`base-branch: develop`', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      world.github.people.push('develop', person, { 'infra/dev.tfvars': shopFile('1.35.4') });
      world.github.people.push('develop', person, { [path]: shopFile('1.36.2') });
      const { operation } = await bumpWell(scene, { 'base-branch': 'develop' });
      expect([operation, openPull(world).baseRef]).toEqual(['created', 'develop']);
      expect(aheadOf(world, branch, 'develop').length).toBe(1);
      expect(changesOf(world, branch, 'develop').map((change) => change.path)).toEqual(['infra/dev.tfvars']);
      expect(textOf(world, 'infra/dev.tfvars')).toBe(shopFile('1.36.2'));
    });
  });

  test('another default branch', async () => {
    const github = { defaultBranch: 'trunk/live', files: { [path]: shopFile('1.35.4') } };
    await inRepository({ github }, async (scene) => {
      const { world } = scene;
      expect((await bumpWell(scene)).operation).toBe('created');
      expect(openPull(world).baseRef).toBe('trunk/live');
      expect(bodyOf(world)).toContain('/blob/trunk/live/');
    });
  });
});

describe.concurrent('`report-to: issue, pull-request`', () => {
  const inputs = { 'report-to': 'issue, pull-request' };

  test('both are told, and both are in the outputs', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      const rights = { issues: 'write' } as const;
      const first = await bumpWell(scene, inputs, { githubToken: mintToken(world, rights) });
      expect(first.result.outputs).toMatchObject({
        operation: 'created',
        'issue-number': '1',
        'issue-url': 'https://github.com/contoso/platform/issues/1',
        'pull-request-number': '2',
        'pull-request-url': 'https://github.com/contoso/platform/pull/2',
      });
      expect(issueOf(world).isPull).toBe(false);
      const second = await bumpWell(scene, inputs, { githubToken: mintToken(world, rights) });
      expect([second.operation, [...second.writes]]).toEqual(['unchanged', []]);
      expect(second.result.outputs).toMatchObject({ 'issue-number': '1', 'pull-request-number': '2' });
      // Nothing is due any more: both are closed.
      world.fleet = shopAt('1.36.2');
      world.github.people.push('main', person, { [path]: shopFile('1.36.2') });
      const last = await bumpWell(scene, inputs, { githubToken: mintToken(world, rights) });
      expect([last.operation, issueOf(world, 1).state, issueOf(world, 2).state]).toEqual([
        'closed',
        'closed',
        'closed',
      ]);
    });
  });

  test('the pull request is refused: the issue is there all the same', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      const githubToken = mintToken(world, { issues: 'write', contents: 'read' });
      const result = await bump(scene, inputs, { githubToken });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-PERMISSION']);
      expect(errorOf(result)).toContain('`permissions: contents: write` and `pull-requests: write`');
      expect(result.outputs).toMatchObject({
        operation: 'created',
        'issue-number': '1',
        'pull-request-number': '',
      });
      expect(pullsOf(world)).toEqual([]);
    });
  });

  test('the issue is refused: the pull request is there all the same', async () => {
    await inRepository(
      { github: { hasIssues: false, files: { [path]: shopFile('1.35.4') } } },
      async (scene) => {
        const { world } = scene;
        const githubToken = mintToken(world, { issues: 'write' });
        const result = await bump(scene, inputs, { githubToken });
        expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-ISSUES-OFF']);
        expect(result.outputs).toMatchObject({
          operation: 'created',
          'issue-number': '',
          'pull-request-number': '1',
        });
        expect(textOf(world)).toBe(shopFile('1.36.2'));
      },
    );
  });
});
