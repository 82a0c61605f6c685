/** `gate: environment` against the simulated GitHub: what people did there is what is proven here. */
import { describe, expect, it } from 'vitest';
import { githubFaults } from '../../simulator/github-faults.ts';
import type { GitHubOptions } from '../../simulator/github-rest.ts';
import { aGateBench, type GateBench, type GatedRun, type Judged, passGate, runId } from './a-gated-run.ts';

const production = {
  name: 'production',
  reviewers: ['reviewer', 'platform-engineer', 'night-shift', 'ci[bot]'],
};
const asked: GatedRun = { gate: { kind: 'environment', environment: 'production' } };

interface Row {
  readonly options?: GitHubOptions;
  readonly before?: (bench: GateBench) => void;
  readonly run?: Partial<GatedRun>;
}

/** Waits, approved by another person, unless a row does something else. */
async function pass({ options, before, run }: Row): Promise<Judged & { readonly bench: GateBench }> {
  const bench = aGateBench({
    private: true,
    environments: [production],
    collaborators: { boss: 'admin' },
    ...options,
  });
  (before ?? approve)(bench);
  const judged = await passGate(bench, { ...asked, ...run });
  expect([...bench.github.contract().violations, ...bench.github.unserved]).toEqual([]);
  return { ...judged, bench };
}

function approve({ github: { jobs } }: GateBench, by = 'reviewer'): void {
  jobs.start(runId, 'production');
  jobs.review(runId, ['production'], by, 'approved');
}

function lost(part: string, fault: keyof typeof githubFaults): Partial<GatedRun> {
  return {
    hooks: {
      fault: ({ request }) =>
        request.path.includes(part) ? { point: 'before', answer: githubFaults[fault] } : undefined,
    },
  };
}

describe('a job that was approved', () => {
  it('is let through, with who approved and whether administrators may bypass', async () => {
    const { proof, bench, masked } = await pass({});
    expect(proof).toEqual({
      kind: 'environment',
      environment: 'production',
      approvedBy: ['reviewer'],
      isSelfApproved: false,
      canAdminsBypass: true,
    });
    expect(bench.github.exchanges.map(({ request }) => `${request.method} ${request.path}`)).toEqual([
      'GET /repos/contoso/platform/environments/production',
      `GET /repos/contoso/platform/actions/runs/${runId}/approvals`,
    ]);
    expect(masked).toHaveLength(2);
    expect(masked).toContain('request-token');
  });

  it.each<[string, Row]>([
    [
      'a public repository, without `actions: read`',
      { options: { private: false }, run: { token: 'ghs_actions' } },
    ],
    ["a person's token", { run: { token: 'ghp_person' } }],
    ['another spelling of the name', { run: { gate: { kind: 'environment', environment: 'Production' } } }],
    ['another spelling in the job', { run: { job: { environment: 'PRODUCTION' } } }],
    ['a GitHub that does not tell who may bypass', { options: { quirks: { 'bypass-right-told': false } } }],
    [
      'a second attempt that was approved again',
      {
        before: (bench) => {
          approve(bench);
          bench.github.jobs.rerun(runId);
          approve(bench);
        },
        run: { job: { runAttempt: '2' }, context: { runAttempt: '2' } },
      },
    ],
    [
      'a name with a slash and blanks',
      {
        options: { environments: [{ ...production, name: 'eu / production' }] },
        before: ({ github: { jobs } }) => {
          jobs.start(runId, 'eu / production');
          jobs.review(runId, ['eu / production'], 'reviewer', 'approved');
        },
        run: {
          gate: { kind: 'environment', environment: 'eu / production' },
          job: { environment: 'eu / production' },
        },
      },
    ],
  ])('with %s', async (_, row) => {
    expect((await pass(row)).proof).toMatchObject({ approvedBy: ['reviewer'], isSelfApproved: false });
  });

  it('by who started it only where that is allowed', async () => {
    for (const by of ['platform-engineer', 'night-shift']) {
      const before = (bench: GateBench) => approve(bench, by);
      expect((await pass({ before })).failure?.code).toBe('AKSU-GATE-APPROVAL');
      const { proof } = await pass({ before, run: { allowsSelfApproval: true } });
      expect(proof).toMatchObject({ approvedBy: [by], isSelfApproved: true });
    }
  });

  it('is let through on the approval of an earlier attempt after a bypass: GitHub shows no difference', async () => {
    const row: Row = {
      before: (bench) => {
        approve(bench);
        bench.github.jobs.rerun(runId);
        bench.github.jobs.start(runId, 'production');
        bench.github.jobs.bypass(runId, 'production', 'boss');
      },
      run: { job: { runAttempt: '2' }, context: { runAttempt: '2' } },
    };
    expect((await pass(row)).proof).toMatchObject({ approvedBy: ['reviewer'] });
    const forgets = { quirks: { 'reviews-outlive-attempts': false } } as const;
    expect((await pass({ ...row, options: forgets })).failure?.code).toBe('AKSU-GATE-APPROVAL');
  });
});

describe('everything else is refused', () => {
  const rejectAfter = ({ github: { jobs } }: GateBench): void => {
    approve({ github: { jobs } } as GateBench);
    jobs.start(runId, 'production');
    jobs.review(runId, ['production'], 'boss-of-team', 'rejected');
  };
  const team = { environments: [{ name: 'production', reviewers: ['reviewer', 'team:bosses'] }] };
  const rows: readonly (readonly [string, string, Row])[] = [
    [
      'a misspelt environment, which GitHub makes without rules',
      'REVIEWERS',
      {
        before: ({ github: { jobs } }) => void jobs.start(runId, 'prodution'),
        run: { gate: { kind: 'environment', environment: 'prodution' }, job: { environment: 'prodution' } },
      },
    ],
    [
      'an environment that is not there',
      'ENVIRONMENT',
      { run: { gate: { kind: 'environment', environment: 'staging' }, job: { environment: 'staging' } } },
    ],
    [
      'an environment without reviewers',
      'REVIEWERS',
      {
        options: { environments: [{ name: 'production' }] },
        before: ({ github: { jobs } }) => void jobs.start(runId, 'production'),
      },
    ],
    [
      'a private repository whose plan has no required reviewers',
      'REVIEWERS',
      {
        options: { quirks: { 'private-drops-reviewers': true } },
        before: ({ github: { jobs } }) => void jobs.start(runId, 'production'),
      },
    ],
    ['a job in another environment', 'ENVIRONMENT', { run: { job: { environment: 'development' } } }],
    ['a job in no environment', 'ENVIRONMENT', { run: { job: { environment: undefined } } }],
    ['a job of another repository', 'TOKEN', { run: { job: { repositoryId: '1' } } }],
    ['a job of another run', 'TOKEN', { run: { job: { runId: '1' } } }],
    ['a job of another attempt', 'TOKEN', { run: { job: { runAttempt: '2' } } }],
    ['a job without `id-token: write`', 'TOKEN', { run: { lacksIdToken: true } }],
    ['a runner that gives no token', 'UNREADABLE', { run: { oidc: { status: 500 } } }],
    ['a runner that refuses a token', 'UNREADABLE', { run: { oidc: { status: 403 } } }],
    [
      'a runner that gives something else',
      'UNREADABLE',
      { run: { oidc: { status: 200, body: { value: `${'x'.repeat(40)}.e30.x` } } } },
    ],
    [
      'a bypass',
      'APPROVAL',
      {
        before: ({ github: { jobs } }) => {
          jobs.start(runId, 'production');
          jobs.bypass(runId, 'production', 'boss');
        },
      },
    ],
    [
      'a rejection',
      'APPROVAL',
      {
        before: ({ github: { jobs } }) => {
          jobs.start(runId, 'production');
          jobs.review(runId, ['production'], 'reviewer', 'rejected');
        },
      },
    ],
    ['a rejection after an approval', 'APPROVAL', { options: team, before: rejectAfter }],
    [
      'a rejection after an approval, newest first',
      'APPROVAL',
      { options: { ...team, quirks: { 'reviews-newest-first': true } }, before: rejectAfter },
    ],
    [
      'an approval of another environment',
      'APPROVAL',
      {
        options: { environments: [production, { ...production, name: 'staging' }] },
        before: ({ github: { jobs } }) => {
          jobs.start(runId, 'staging');
          jobs.review(runId, ['staging'], 'reviewer', 'approved');
        },
      },
    ],
    [
      'an approval in another run',
      'APPROVAL',
      {
        before: ({ github: { jobs } }) => {
          jobs.start('1', 'production');
          jobs.review('1', ['production'], 'reviewer', 'approved');
          jobs.start(runId, 'production');
        },
      },
    ],
    ['an approval by a bot', 'APPROVAL', { before: (bench) => approve(bench, 'ci[bot]') }],
    [
      'an approval by an account that is gone',
      'APPROVAL',
      {
        before: (bench) => {
          approve(bench);
          bench.github.people.leaveGitHub('reviewer');
        },
        run: {},
      },
    ],
    ['no `actions: read`', 'UNREADABLE', { run: { token: 'ghs_actions' } }],
    ['a token that is no longer good', 'UNREADABLE', { run: { token: 'ghs_of_yesterday' } }],
    ['no token', 'UNREADABLE', { run: { token: '' } }],
    ['a token that cannot see the repository', 'ENVIRONMENT', { run: { token: 'ghp_outsider' } }],
    ['a run that GitHub does not know', 'UNREADABLE', { before: () => undefined }],
    ['a history that GitHub denies with 404', 'UNREADABLE', { run: lost('/approvals', '404') }],
    ['a history that GitHub denies with 403', 'UNREADABLE', { run: lost('/approvals', '403-permission') }],
  ];
  it.each(rows)('%s: %s', async (_, code, row) => {
    const { failure, proof } = await pass(row);
    expect([failure?.code, proof]).toEqual([`AKSU-GATE-${code}`, undefined]);
  });

  const faults = [
    '500',
    '502-html',
    '408',
    'reset',
    'timeout',
    'truncated-json',
    'torn-body',
    '200-html',
    '200-empty',
    '401',
    '410',
    '422',
    '409',
  ] as const;
  it.each(faults)('GitHub answering with %s, to either question', async (fault) => {
    for (const part of ['/environments/', '/approvals']) {
      const { failure } = await pass({ run: lost(part, fault) });
      expect(failure?.code).toBe('AKSU-GATE-UNREADABLE');
    }
  });

  it('a rate limit beyond patience', async () => {
    const { failure } = await pass({
      before: (bench) => {
        approve(bench);
        bench.github.limits.impose({ kind: 'primary', seconds: 3600 });
      },
    });
    expect([failure?.code, failure?.message]).toEqual([
      'AKSU-GATE-UNREADABLE',
      expect.stringContaining('rate limit'),
    ]);
  });
});
