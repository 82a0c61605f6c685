/** What GitHub refuses: named, with what to do about it; nothing of the report is lost, and nothing is left half done. */
import { afterAll, describe, expect, test } from 'vitest';
import type { GitHubToken } from '../../simulator/github-accounts.ts';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { tellManners, writesOf } from './github-desk.ts';
import {
  aheadOf,
  branch,
  bump,
  bumpWell,
  hasBranch,
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
import { codeOf, errorOf, fileOf, type Inputs } from './start.ts';

tellManners('bump refusals');

interface Row {
  readonly name: string;
  readonly rights?: Partial<GitHubToken>;
  readonly github?: Partial<GitHubOptions>;
  readonly inputs?: Inputs;
  readonly code: string;
  readonly says: string;
  readonly next: string;
  /** The last write that was tried; absent: none. */
  readonly last?: string;
  readonly leavesBranch?: true;
}

const files = { [path]: shopFile('1.35.4') };
const objects = ['POST /git/blobs', 'POST /git/trees', 'POST /git/commits'];
const writeLine = 'Give the job `permissions: contents: write` and `pull-requests: write`.';
const readLine =
  'Give the job `permissions: contents: read`, or `contents: write` where `report-to` has `pull-request`.';

const rows: readonly Row[] = [
  {
    name: 'a read-only token',
    rights: { contents: 'read', pulls: 'read' },
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: writeLine,
    last: 'POST /git/blobs',
  },
  {
    name: 'no `contents: write`',
    rights: { contents: 'read' },
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: writeLine,
    last: 'POST /git/blobs',
  },
  {
    name: 'no `contents` at all',
    rights: { contents: 'none' },
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: readLine,
  },
  {
    name: 'no `pull-requests` at all',
    rights: { pulls: 'none' },
    code: 'PERMISSION',
    says: 'list the pull requests of contoso/platform',
    next: writeLine,
  },
  {
    name: '`pull-requests: read`',
    rights: { pulls: 'read' },
    code: 'PERMISSION',
    says: 'create a pull request in contoso/platform: 403',
    next: writeLine,
    last: 'POST /pulls',
    leavesBranch: true,
  },
  {
    name: 'Actions may not open pull requests',
    github: { quirks: { 'actions-may-not-open-pulls': true } },
    code: 'PULLS-OFF',
    says: 'create a pull request in contoso/platform: 403',
    next: '"Allow GitHub Actions to create and approve pull requests"',
    last: 'POST /pulls',
    leavesBranch: true,
  },
  {
    name: 'a ruleset forbids to create branches',
    github: { protections: [{ pattern: '*', blocksCreation: true }] },
    code: 'BRANCH',
    says: `create branch ${branch} of contoso/platform: 422 Repository rule violations found`,
    next: '`aks-upgrade/**`',
    last: 'POST /git/refs',
  },
  {
    name: 'the older kind of protection forbids to create branches',
    github: { protections: [{ pattern: '*', isClassic: true, blocksCreation: true }] },
    code: 'BRANCH',
    says: `create branch ${branch} of contoso/platform: 422`,
    next: '`aks-upgrade/**`',
    last: 'POST /git/refs',
  },
  {
    name: "signatures are required and a person's token has none",
    rights: { kind: 'personal', login: person, issues: 'write' },
    github: { protections: [{ pattern: '*', requiresSignatures: true }] },
    code: 'BRANCH',
    says: 'Commits must have verified signatures',
    next: "Use the job's own token or the token of a GitHub App",
    last: 'POST /git/refs',
  },
  {
    name: 'archived',
    github: { archived: true },
    code: 'ISSUES-OFF',
    says: 'archived',
    next: 'Unarchive the repository',
    last: 'POST /git/blobs',
  },
  {
    name: 'a private repository that the token cannot see',
    rights: { kind: 'personal', login: 'outsider', issues: 'read', seesRepository: false },
    code: 'PERMISSION',
    says: '404 Not Found',
    next: 'A token of your own must be able to see this repository.',
  },
  {
    name: 'an empty repository',
    github: { files: {} },
    code: 'BRANCH',
    says: 'contoso/platform has no commit on any branch',
    next: 'Commit what the versions are pinned in',
  },
  {
    name: 'an unknown `base-branch`',
    inputs: { 'base-branch': 'develop' },
    code: 'BRANCH',
    says: 'contoso/platform has no branch develop, which `base-branch` names.',
    next: 'Name a branch of this repository in `base-branch`',
  },
];

describe.concurrent('refused', () => {
  let refused = 0;
  afterAll(() => console.log(`refusals: ${refused} of ${rows.length}, the report kept in all`));

  test.each(rows)('$name', async ({ rights, github, inputs, code, says, next, last, leavesBranch }) => {
    await inRepository({ github: { files, ...github } }, async (scene) => {
      const { world } = scene;
      const githubToken = mintToken(world, rights);
      const result = await bump(scene, inputs, { githubToken });
      expect([result.exitCode, codeOf(result)]).toEqual([1, `AKSU-GITHUB-${code}`]);
      const [message = '', ...rest] = errorOf(result).split('\n');
      expect(message).toContain(says);
      expect(rest.join('\n')).toContain(next);
      expect(result.outputs).toMatchObject({
        operation: 'none',
        'upgrade-available': 'true',
        'pull-request-number': '',
        'pull-request-url': '',
      });
      expect(result.summary.startsWith(fileOf(result, 'report-file').trim())).toBe(true);
      expect(result.summary).toContain('aks-shop');
      expect(writesOf(world).at(-1)).toBe(last);
      expect([pullsOf(world).length, hasBranch(world)]).toEqual([0, leavesBranch === true]);
      expect(result.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain(githubToken);
      refused += 1;
    });
  });
});

describe.concurrent('refused once', () => {
  test('what was left half done is taken up: no second commit', async () => {
    await inRepository({ github: { files } }, async (scene) => {
      const { world } = scene;
      await bump(scene, {}, { githubToken: mintToken(world, { pulls: 'read' }) });
      const { sha } = headOf(world);
      const { operation, writes } = await bumpWell(scene);
      expect([operation, writes[0], headOf(world).sha]).toEqual(['created', 'POST /pulls', sha]);
      expect(writes.filter((write) => objects.includes(write))).toEqual([]);
    });
  });

  test('a ruleset that came later forbids to update the branch: the pull request stays as it is', async () => {
    await inRepository({ github: { files } }, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      const before = [headOf(world).sha, structuredClone(openPull(world).issue)];
      world.github.state.git.protections = [{ pattern: 'aks-upgrade/*', blocksUpdate: true }];
      world.fleet = shopAt('1.36.1');
      world.github.people.push('main', person, { [path]: shopFile('1.36.1') });
      const result = await bump(scene);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-BRANCH']);
      expect(errorOf(result)).toContain(`update branch ${branch} of contoso/platform: 422`);
      expect([headOf(world).sha, openPull(world).issue]).toEqual(before);
    });
  });
});

describe.concurrent('rules that do not stand in the way', () => {
  const rules = [
    {
      name: 'a protected base',
      protections: [{ pattern: 'main', requiresPullRequest: true, blocksUpdate: true }],
    },
    {
      name: 'a protected base, the older way',
      protections: [{ pattern: 'main', isClassic: true, requiresPullRequest: true, blocksDeletion: true }],
    },
    { name: 'signatures everywhere', protections: [{ pattern: '*', requiresSignatures: true }] },
  ];
  test.each(rules)('$name', async ({ protections }) => {
    await inRepository({ github: { files, protections } }, async (scene) => {
      const { world } = scene;
      expect((await bumpWell(scene)).operation).toBe('created');
      expect([aheadOf(world).length, textOf(world)]).toEqual([1, shopFile('1.36.2')]);
    });
  });
});
