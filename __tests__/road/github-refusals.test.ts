/** Row 13: what GitHub refuses loses nothing of the report, and the error has the line to add. */
import { afterAll, describe, expect, test } from 'vitest';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import {
  atGitHub,
  expectReportKept,
  fleets,
  issueOf,
  mintJobToken,
  openOlder,
  tell,
  tellManners,
  writesOf,
} from './github-desk.ts';
import { codeOf, errorOf } from './start.ts';

tellManners('refusals');

const line = 'Give the job `permissions: issues: write`.';

interface Row {
  readonly name: string;
  readonly visibility?: 'public';
  readonly github?: Pick<GitHubOptions, 'archived' | 'hasIssues' | 'quirks'>;
  /** What the job's own token may do, or another token. */
  readonly issues?: 'none' | 'read';
  readonly token?: string;
  /** An issue of ours stands already. */
  readonly stands?: true;
  readonly code: string;
  readonly says: string;
  readonly next: string;
  /** Writes that were tried. */
  readonly tries: readonly string[];
}

const rows: readonly Row[] = [
  {
    name: 'read-only token',
    issues: 'read',
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: line,
    tries: ['POST /labels'],
  },
  {
    name: 'read-only token, our issue stands',
    issues: 'read',
    stands: true,
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: line,
    tries: ['PATCH /issues/1'],
  },
  {
    name: 'no issues permission, private',
    issues: 'none',
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: line,
    tries: [],
  },
  {
    name: 'no issues permission, public',
    visibility: 'public',
    issues: 'none',
    code: 'PERMISSION',
    says: '403 Resource not accessible by integration',
    next: line,
    tries: ['POST /labels'],
  },
  {
    name: 'issues disabled',
    github: { hasIssues: false },
    code: 'ISSUES-OFF',
    says: 'Issues are disabled in contoso/platform.',
    next: 'Enable issues in the repository settings, or use `report-to: pull-request` or `none`.',
    tries: [],
  },
  {
    name: 'issues disabled, and the list says 410',
    github: { hasIssues: false, quirks: { 'disabled-list-has-pulls': false } },
    code: 'ISSUES-OFF',
    says: '410 Issues are disabled',
    next: 'Enable issues in the repository settings, or use `report-to: pull-request` or `none`.',
    tries: [],
  },
  {
    name: 'archived',
    github: { archived: true },
    code: 'ISSUES-OFF',
    says: 'contoso/platform is archived and cannot be written.',
    next: 'Unarchive the repository, run the workflow in another one, or use `report-to: none`.',
    tries: [],
  },
  {
    name: 'archived, our issue stands',
    github: { archived: true },
    stands: true,
    code: 'ISSUES-OFF',
    says: 'Repository was archived so is read-only.',
    next: 'Unarchive the repository, run the workflow in another one, or use `report-to: none`.',
    tries: ['PATCH /issues/1'],
  },
  {
    name: 'a bad token',
    token: 'ghs_of_yesterday',
    code: 'PERMISSION',
    says: '401 Bad credentials',
    next: `Pass a token that is still good in \`github-token\`; by default it is the job's own. ${line}`,
    tries: [],
  },
  {
    name: 'a private repository that the token cannot see',
    token: 'ghp_outsider',
    code: 'PERMISSION',
    says: '404 Not Found',
    next: `${line} A token of your own must be able to see this repository.`,
    tries: [],
  },
];

describe.concurrent('row 13: refused for good', () => {
  let refused = 0;
  afterAll(() => console.log(`row 13: ${refused} refusals of ${rows.length}, the report kept in all`));

  test.each(rows)('$name', async (row) => {
    const run = { visibility: row.visibility ?? 'private' } as const;
    await atGitHub({ run, ...(row.github ? { github: row.github } : {}) }, async (world) => {
      if (row.stands) openOlder(world);
      const before = JSON.stringify([...world.github.state.issues.values()]);
      const labels = world.github.state.labels.size;
      const githubToken = row.token ?? mintJobToken(world, row.issues);
      const result = await tell(world, {}, { githubToken });
      expect([result.exitCode, codeOf(result)]).toEqual([1, `AKSU-GITHUB-${row.code}`]);
      const [message = '', ...next] = errorOf(result).split('\n');
      expect(message).toContain(row.says);
      expect(next).toEqual([row.next]);
      expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^::error /);
      expectReportKept(result);
      expect(result.outputs).toMatchObject({ operation: 'none', 'issue-number': '', 'issue-url': '' });
      expect(writesOf(world)).toEqual(row.tries);
      expect(JSON.stringify([...world.github.state.issues.values()])).toBe(before);
      expect(world.github.state.labels.size).toBe(labels);
      expect(result.stdout.replace(/^::add-mask::.*$/gm, '')).not.toContain(githubToken);
      refused += 1;
    });
  });
});

describe.concurrent('row 13: a locked issue', () => {
  test('takes the report, and is closed without a comment', async () => {
    await atGitHub({}, async (world) => {
      openOlder(world);
      world.github.people.lock(1, 'platform-engineer');
      const { exitCode, outputs } = await tell(world);
      expect([exitCode, outputs['operation']]).toEqual([0, 'updated']);
      world.fleet = fleets.healthy();
      const last = await tell(world);
      expect([last.exitCode, last.outputs['operation']]).toEqual([0, 'closed']);
      expect(issueOf(world)).toMatchObject({ state: 'closed', locked: true, comments: [] });
    });
  });
});

describe.concurrent('row 13: rate limits', () => {
  const short = [
    { kind: 'primary', seconds: 3, of: 'all' },
    { kind: 'secondary', seconds: 2, retryAfter: 'seconds', of: 'all' },
    { kind: 'secondary', seconds: 2, retryAfter: 'seconds', of: 'writes', after: 1, status: 429 },
    { kind: 'secondary', seconds: 3, retryAfter: 'http-date', of: 'reads', after: 2 },
  ] as const;
  test.each(short)('$kind, $seconds s, of $of: waited for', async (limit) => {
    await atGitHub({}, async (world) => {
      world.github.limits.impose(limit);
      const { exitCode, outputs } = await tell(world);
      expect([exitCode, outputs['operation']]).toEqual([0, 'created']);
      expect(world.github.limits.refused).toBeGreaterThan(0);
      expect(world.github.state.issues.size).toBe(1);
    });
  });

  const long = [
    { kind: 'primary', seconds: 3600, made: 0 },
    { kind: 'secondary', seconds: 1800, retryAfter: 'seconds', made: 0 },
    { kind: 'secondary', seconds: 1800, retryAfter: 'seconds', of: 'writes', after: 1, made: 0 },
    { kind: 'primary', seconds: 3600, after: 8, made: 1 },
  ] as const;
  test.each(long)('$kind, $seconds s: told at once, the report kept', async ({ made, ...limit }) => {
    await atGitHub({}, async (world) => {
      world.github.limits.impose(limit);
      const result = await tell(world);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-RATE-LIMIT']);
      const until = /at (\d{4}-\S+Z)\./.exec(errorOf(result))?.[1] ?? '';
      const seconds = (Date.parse(until) - Date.now()) / 1000;
      expect(seconds).toBeGreaterThan(limit.seconds - 60);
      expect(seconds).toBeLessThan(limit.seconds + 60);
      expect(result.duration).toBeLessThan(30_000);
      expectReportKept(result);
      expect([world.github.limits.refused, world.github.state.issues.size]).toEqual([1, made]);
    });
  });
});
