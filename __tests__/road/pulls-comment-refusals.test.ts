/** Row 13 below a pull request: what GitHub refuses loses nothing, and the error has the line to add. */
import { afterAll, describe, expect, test } from 'vitest';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { pullRequestRun } from '../../simulator/runner-pull-request.ts';
import type { World } from '../../simulator/world.ts';
import { expectReportKept, fleets, tell, tellManners, writesOf } from './github-desk.ts';
import {
  atPullRequests,
  commentOlder,
  commentsOf,
  marksOf,
  mintPullToken,
  moveTo,
  person,
  propose,
  tellPull,
  told,
} from './pulls-comment-desk.ts';
import { codeOf, errorOf } from './start.ts';

tellManners('comment, refusals');

const line = 'Give the job `permissions: pull-requests: write`.';
const contents =
  'Give the job `permissions: contents: read`, or `contents: write` where `report-to` has `pull-request`.';

interface Row {
  readonly name: string;
  readonly visibility?: 'public';
  readonly github?: Pick<GitHubOptions, 'archived' | 'hasIssues'>;
  readonly rights?: Parameters<typeof mintPullToken>[1];
  readonly token?: string;
  /** Our comment stands already. */
  readonly stands?: true;
  readonly prepare?: (world: World, number: number) => void;
  readonly code: string;
  readonly says: string;
  readonly next: string;
  /** Writes that were tried. */
  readonly tries: number;
}

const integration = '403 Resource not accessible by integration';
const rows: readonly Row[] = [
  {
    name: 'read-only token',
    rights: { issues: 'read', pulls: 'read' },
    code: 'PERMISSION',
    says: integration,
    next: line,
    tries: 1,
  },
  {
    name: 'read-only token, our comment stands',
    rights: { issues: 'read', pulls: 'read' },
    stands: true,
    code: 'PERMISSION',
    says: integration,
    next: line,
    tries: 1,
  },
  {
    name: 'read-only token, public',
    visibility: 'public',
    rights: { pulls: 'read' },
    code: 'PERMISSION',
    says: integration,
    next: line,
    tries: 1,
  },
  {
    name: 'no right on pull requests at all',
    rights: { pulls: 'none' },
    code: 'PERMISSION',
    says: integration,
    next: line,
    tries: 0,
  },
  {
    name: 'no right on anything',
    rights: { pulls: 'none', contents: 'none' },
    code: 'PERMISSION',
    says: integration,
    next: line,
    tries: 0,
  },
  {
    name: 'a bad token',
    token: 'ghs_of_yesterday',
    code: 'PERMISSION',
    says: '401 Bad credentials',
    next: line,
    tries: 0,
  },
  {
    name: 'a private repository that the token cannot see',
    token: 'ghp_outsider',
    code: 'PERMISSION',
    says: '404 Not Found',
    next: line,
    tries: 0,
  },
  {
    name: 'archived',
    github: { archived: true },
    code: 'ISSUES-OFF',
    says: 'Repository was archived so is read-only.',
    next: 'Unarchive the repository',
    tries: 1,
  },
  {
    name: 'locked',
    prepare: (world, number) => world.github.people.lock(number, person),
    code: 'LOCKED',
    says: 'Unable to create comment because issue is locked.',
    next: 'Unlock the conversation of the pull request, or take `pr-comment` out of `report-to`.',
    tries: 1,
  },
];

describe.concurrent('row 13: refused for good', () => {
  let refused = 0;
  afterAll(() => console.log(`row 13: ${refused} refusals of ${rows.length}, the report kept in all`));

  test.each(rows)('$name', async (row) => {
    const run = { eventName: 'pull_request', visibility: row.visibility ?? 'private' } as const;
    await atPullRequests({ run, ...(row.github ? { github: row.github } : {}) }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      if (row.stands) commentOlder(world, number);
      row.prepare?.(world, number);
      const before = JSON.stringify(commentsOf(world, number));
      const githubToken = row.token ?? mintPullToken(world, row.rights);
      const result = await tellPull(world, number, {}, { githubToken });
      expect([result.exitCode, codeOf(result)]).toEqual([1, `AKSU-GITHUB-${row.code}`]);
      expect(errorOf(result)).toContain(row.says);
      expect(errorOf(result).split('\n').at(-1)).toContain(row.next);
      expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^::error /);
      expectReportKept(result);
      expect(result.outputs).toMatchObject({ operation: 'none', 'comment-url': '' });
      expect(writesOf(world).length).toBe(row.tries);
      expect(JSON.stringify(commentsOf(world, number))).toBe(before);
      expect(result.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain(githubToken);
      refused += 1;
    });
  });
});

describe.concurrent('row 13: what is told all the same', () => {
  test('without contents: read the comment is written, and says what was not looked at', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.37.0'));
      const githubToken = mintPullToken(world, { contents: 'none' });
      const result = await tellPull(world, number, { 'fail-on': 'blocked' }, { githubToken, checkout: true });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-PERMISSION']);
      expect(errorOf(result)).toContain(integration);
      expect(errorOf(result).split('\n').at(-1)).toBe(contents);
      expect(result.outputs['operation']).toBe('created');
      expect(told(world, number)).toContain('**Version pins could not be looked at.**');
      expect(told(world, number)).toContain('contents: read');
      expect(told(world, number)).toContain('aks-behind');
      expectReportKept(result);
      // With the right it is the same comment that tells.
      const after = await tellPull(world, number);
      expect(after.outputs).toMatchObject({
        operation: 'updated',
        'comment-url': result.outputs['comment-url'],
      });
      expect(marksOf(after)).toEqual(['warning infra/behind.tfvars:2']);
    });
  });

  test('nothing is behind and pins could not be read: that is told, too', async () => {
    await atPullRequests({ fleet: fleets.healthy() }, async (world) => {
      const number = propose(world, moveTo('1.37.0'));
      const result = await tellPull(
        world,
        number,
        {},
        { githubToken: mintPullToken(world, { contents: 'none' }) },
      );
      expect([result.exitCode, codeOf(result), result.outputs['operation']]).toEqual([
        1,
        'AKSU-GITHUB-PERMISSION',
        'created',
      ]);
    });
  });

  test('public, without contents: read: everybody may read it, and so may we', async () => {
    const run = { eventName: 'pull_request', visibility: 'public' } as const;
    await atPullRequests({ run }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const result = await tellPull(
        world,
        number,
        {},
        { githubToken: mintPullToken(world, { contents: 'none' }) },
      );
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
    });
  });

  test('a locked conversation: our comment that stands is rewritten', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const { id } = commentOlder(world, number);
      world.github.people.lock(number, person);
      const result = await tellPull(world, number);
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'updated']);
      expect(result.outputs['comment-url']).toContain(`#issuecomment-${id}`);
    });
  });

  test('another account than before: named, and no second comment beside its own', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const first = await tellPull(world, number);
      const app = { token: 'ghs_app_comment', kind: 'app', login: 'my-app[bot]' } as const;
      const rights = { issues: 'none', pulls: 'write', contents: 'read' } as const;
      world.github.state.tokens.set(app.token, { ...app, ...rights });
      const result = await tellPull(world, number, {}, { githubToken: app.token });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-IDENTITY']);
      expect(errorOf(result)).toContain(first.outputs['comment-url']);
      expect(commentsOf(world, number).length).toBe(1);
      expectReportKept(result);
      const back = await tellPull(world, number);
      expect([back.exitCode, back.outputs['operation']]).toEqual([0, 'unchanged']);
    });
  });

  test('with issues disabled there are pull requests, and comments below them', async () => {
    await atPullRequests({ github: { hasIssues: false } }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const result = await tellPull(world, number);
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
    });
  });

  test('closed or merged before the run gets there: told below it', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const run = pullRequestRun(world.github, number);
      world.github.people.merge(number, person);
      const result = await tell(world, { 'report-to': 'auto' }, { run, githubToken: mintPullToken(world) });
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
      expect(told(world, number)).toContain('behind.tfvars');
    });
  });
});
