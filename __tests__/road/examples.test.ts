/** The gated workflows in `examples/`, played from their files with the committed bundle, and time sped up. */
import { describe, expect, test } from 'vitest';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import type { ClusterDescription } from '../../simulator/fleet-model.ts';
import { clouds } from '../../simulator/world.ts';
import { exampleOf, quickStart } from '../house/examples-files.ts';
import {
  approving,
  type Company,
  changedClusters,
  complainOfPlay,
  complaintsOf,
  endOf,
  inCompany,
  issueOf,
  jobOf,
  play,
  reviewer,
  starter,
  usedPermissions,
} from './examples-company.ts';

/** An image to put on its pool, and nothing else. */
const shop: ClusterDescription = {
  name: 'aks-shop',
  resourceGroup: 'rg-shop',
  pools: [{ name: 'system', imageDaysBehind: 21 }],
};
/** Behind in versions too. */
const oldShop: ClusterDescription = { ...shop, version: '1.35.4' };
const production = ['production'];

describe.concurrent('a check', () => {
  const checks = [
    ['weekly-check.yml', exampleOf('weekly-check.yml')],
    ['the quick start', quickStart.text],
  ] as const;

  test.each(checks)(
    '%s tells in an issue, with the permissions that it names and no more',
    async (_, text) => {
      await inCompany({ clusters: [oldShop] }, async (company) => {
        const run = await play(company, text);
        const [job] = run.jobs;
        if (job === undefined) throw new Error('There is no job.');
        expect([endOf(job)[0], complaintsOf(job), complainOfPlay(company, run)]).toEqual([0, '', []]);
        expect(issueOf(company).state).toBe('open');
        // Reading code is no need of ours; the README says why the line stands there.
        const { contents, ...named } = job.permissions;
        expect([undefined, 'read']).toContain(contents);
        expect(usedPermissions(company, job)).toEqual(named);
      });
    },
  );

  test.each(checks)('%s misses each permission that is taken away, and says which', async (_, text) => {
    const codes = { 'id-token': 'AKSU-SIGN-IN', issues: 'AKSU-GITHUB-PERMISSION' };
    await inCompany({ clusters: [shop] }, async (company) => {
      for (const [permission, code] of Object.entries(codes)) {
        const run = await play(company, text, {
          permissionsOf: (_job, asked) => ({ ...asked, [permission]: 'none' }),
        });
        const [job] = run.jobs;
        if (job === undefined) throw new Error('There is no job.');
        expect([endOf(job)[0], endOf(job)[2]]).toEqual([1, code]);
        expect(complaintsOf(job)).toContain(`permissions: ${permission}: write`);
      }
    });
  });
});

describe.concurrent('check-approve-upgrade.yml', () => {
  const text = exampleOf('check-approve-upgrade.yml');

  test('upgrades what was approved and closes the issue, with the permissions that it names and no more', async () => {
    await inCompany({ clusters: [oldShop], environments: production }, async (company) => {
      const run = await play(company, text, approving(company));
      const [check, upgrade] = [jobOf(run, 'check'), jobOf(run, 'upgrade')];
      expect(complainOfPlay(company, run)).toEqual([]);
      expect([endOf(check)[0], endOf(upgrade)]).toEqual([0, [0, 'upgraded', undefined]]);
      expect(changedClusters(company)).toEqual(['aks-shop']);
      expect(issueOf(company).state).toBe('closed');
      expect(issueOf(company).comments.some(({ body }) => body.includes('aks-upgrade progress'))).toBe(true);
      for (const job of [check, upgrade]) expect(usedPermissions(company, job)).toEqual(job.permissions);
      // Two identities: what changes Azure is the environment's own.
      const by = new Set(company.world.arm.mutations.map((mutation) => mutation.by));
      expect([...by]).toEqual([company.environmentVariables['production']?.['AZURE_CLIENT_ID']]);
    });
  });

  test('waits for an approval, and changes nothing until it comes', async () => {
    await inCompany({ clusters: [shop], environments: production }, async (company) => {
      const run = await play(company, text);
      expect(run.results).toEqual({ check: 'success', upgrade: 'waiting' });
      const rejected = await play(company, text, {
        review: ({ environment, runId }) =>
          company.world.github.jobs.review(runId, [environment], reviewer, 'rejected'),
      });
      expect(rejected.results).toEqual({ check: 'success', upgrade: 'failure' });
      expect([changedClusters(company), issueOf(company).state]).toEqual([[], 'open']);
    });
  });

  test('skips the upgrade where nothing is due', async () => {
    await inCompany({ clusters: [{ name: 'aks-shop' }], environments: production }, async (company) => {
      const run = await play(company, text, approving(company));
      expect(run.results).toEqual({ check: 'success', upgrade: 'skipped' });
    });
  });

  const refusals: readonly (readonly [string, (company: Company) => Parameters<typeof play>[2], string])[] = [
    [
      'approved by who started it',
      (company) => ({ ...approving(company), run: { actor: reviewer } }),
      'AKSU-GATE-APPROVAL',
    ],
    [
      'let through by an administrator',
      ({ world }) => ({
        review: ({ environment, runId }) => world.github.jobs.bypass(runId, environment, 'owner'),
      }),
      'AKSU-GATE-APPROVAL',
    ],
    [
      'without permission to look',
      (company) => ({
        ...approving(company),
        permissionsOf: (_job, asked) => ({ ...asked, actions: 'none' }),
      }),
      'AKSU-GATE-UNREADABLE',
    ],
    [
      'without an identity token',
      (company) => ({
        ...approving(company),
        permissionsOf: (job, asked) => (job === 'check' ? asked : { ...asked, 'id-token': 'none' }),
      }),
      'AKSU-GATE-TOKEN',
    ],
  ];
  test.each(refusals)('refuses an upgrade %s', async (_, optionsOf, code) => {
    const github = {
      environments: [{ name: 'production', reviewers: [reviewer] }],
      collaborators: { owner: 'admin' as const, [reviewer]: 'write' as const },
    };
    await inCompany({ clusters: [shop], environments: production, github }, async (company) => {
      const run = await play(company, text, optionsOf(company));
      expect([endOf(jobOf(run, 'upgrade')), changedClusters(company)]).toEqual([[1, 'refused', code], []]);
      expect(issueOf(company).state).toBe('open');
    });
  });

  test('refuses an environment that is mistyped in the job, which GitHub makes without a rule', async () => {
    await inCompany({ clusters: [shop], environments: production }, async (company) => {
      const both = play(company, text.replaceAll('environment: production', 'environment: prodcution'));
      expect(endOf(jobOf(await both, 'upgrade'))).toEqual([1, 'refused', 'AKSU-GATE-REVIEWERS']);
      const job = play(company, text.replace('environment: production', 'environment: prodcution'));
      expect(endOf(jobOf(await job, 'upgrade'))).toEqual([1, 'refused', 'AKSU-GATE-ENVIRONMENT']);
      expect(changedClusters(company)).toEqual([]);
    });
  });

  test('names the permission without which nobody could be told', async () => {
    await inCompany({ clusters: [shop], environments: production }, async (company) => {
      const run = await play(company, text, {
        ...approving(company),
        permissionsOf: (job, asked) => (job === 'check' ? asked : { ...asked, issues: 'none' }),
      });
      const upgrade = jobOf(run, 'upgrade');
      expect(endOf(upgrade)).toEqual([1, 'upgraded', 'AKSU-GITHUB-PERMISSION']);
      expect(complaintsOf(upgrade)).toContain('permissions: issues: write');
    });
  });
});

describe.concurrent('upgrade-by-hand.yml', () => {
  const text = exampleOf('upgrade-by-hand.yml').replaceAll('rg-staging/aks-staging', 'rg-other/aks-other');
  const other: ClusterDescription = { ...oldShop, name: 'aks-other', resourceGroup: 'rg-other' };
  const byHand = (inputs: Readonly<Record<string, string>>) => ({ event: 'workflow_dispatch', inputs });

  test('upgrades the cluster and the kind of thing that were chosen, and no more', async () => {
    await inCompany({ clusters: [oldShop, other], environments: production }, async (company) => {
      const chosen = byHand({ cluster: 'rg-other/aks-other', 'upgrade-type': 'node-image-only' });
      const run = await play(company, text, { ...chosen, ...approving(company) });
      expect([endOf(jobOf(run, 'upgrade')), complainOfPlay(company, run)]).toEqual([
        [0, 'upgraded', undefined],
        [],
      ]);
      expect(changedClusters(company)).toEqual(['aks-other']);
      expect(company.world.arm.mutations.map(({ method }) => method)).toEqual(['POST']);
      expect(issueOf(company).state).toBe('closed');
      for (const job of run.jobs) expect(usedPermissions(company, job)).toEqual(job.permissions);
    });
  });

  test('goes to the version that was chosen', async () => {
    await inCompany({ clusters: [oldShop], environments: production }, async (company) => {
      const chosen = byHand({ version: '1.35', 'upgrade-type': 'control-plane-only' });
      const run = await play(company, text, { ...chosen, ...approving(company) });
      expect(endOf(jobOf(run, 'upgrade'))).toEqual([0, 'upgraded', undefined]);
      const bodies = company.world.arm.mutations.map(({ body }) => JSON.parse(body).properties);
      expect(bodies.map(({ kubernetesVersion }) => kubernetesVersion)).toEqual([
        expect.stringMatching(/^1\.35\.\d+$/),
      ]);
    });
  });

  test('judges everything and changes nothing on a dry run', async () => {
    await inCompany({ clusters: [oldShop], environments: production }, async (company) => {
      const run = await play(company, text, { ...byHand({ 'dry-run': 'true' }), ...approving(company) });
      expect([endOf(jobOf(run, 'upgrade')), complainOfPlay(company, run)]).toEqual([
        [0, 'dry-run', undefined],
        [],
      ]);
      expect([changedClusters(company), issueOf(company).state]).toEqual([[], 'open']);
    });
  });
});

describe.concurrent('issue-approval.yml', () => {
  const text = exampleOf('issue-approval.yml');
  // As on a plan where a private repository has no required reviewers.
  const quirks = { 'private-drops-reviewers': true } as const;
  const github = { quirks, collaborators: { [reviewer]: 'write' as const } };
  const byHand = { event: 'workflow_dispatch' };

  test('upgrades what was approved by a comment, and not before', async () => {
    await inCompany({ clusters: [shop], github }, async (company) => {
      const weekly = await play(company, text);
      expect(weekly.results).toEqual({ check: 'success', upgrade: 'skipped' });
      const early = await play(company, text, byHand);
      expect(endOf(jobOf(early, 'upgrade'))).toEqual([1, 'refused', 'AKSU-GATE-APPROVAL']);

      const issue = issueOf(company);
      const digest = jobOf(weekly, 'check').steps[0]?.outputs['plan-digest'] ?? '';
      const digits = digest.replace('sha256:', '').slice(0, 12);
      expect(issue.body).toContain(digits);
      company.world.github.people.comment(issue.number, reviewer, `/approve ${digits}`);
      const own = await play(company, text, { ...byHand, run: { actor: reviewer } });
      expect(endOf(jobOf(own, 'upgrade'))).toEqual([1, 'refused', 'AKSU-GATE-APPROVAL']);
      expect(changedClusters(company)).toEqual([]);

      const run = await play(company, text, byHand);
      expect([endOf(jobOf(run, 'upgrade')), complainOfPlay(company, run)]).toEqual([
        [0, 'upgraded', undefined],
        [],
      ]);
      expect([changedClusters(company), issue.state]).toEqual([['aks-shop'], 'closed']);
      // The last check found the issue as it was.
      for (const job of [jobOf(weekly, 'check'), jobOf(run, 'upgrade')]) {
        expect(usedPermissions(company, job)).toEqual(job.permissions);
      }
    });
  });

  test('takes the word of those alone who are named', async () => {
    await inCompany({ clusters: [shop], github }, async (company) => {
      const weekly = await play(company, text);
      const digest = jobOf(weekly, 'check').steps[0]?.outputs['plan-digest'] ?? '';
      const { people } = company.world.github;
      people.comment(issueOf(company).number, reviewer, `/approve ${digest.slice(7, 19)}`);
      const variables = { ...company.variables, AKS_APPROVERS: `${starter}, somebody-else` };
      const run = await play({ ...company, variables }, text, byHand);
      expect(endOf(jobOf(run, 'upgrade'))).toEqual([1, 'refused', 'AKSU-GATE-APPROVAL']);
      expect(changedClusters(company)).toEqual([]);
    });
  });

  test.each([
    ['id-token', 'AKSU-SIGN-IN'],
    ['issues', 'AKSU-GATE-UNREADABLE'],
  ])('misses %s when it is taken away', async (permission, code) => {
    await inCompany({ clusters: [shop], github }, async (company) => {
      const weekly = await play(company, text);
      const digest = jobOf(weekly, 'check').steps[0]?.outputs['plan-digest'] ?? '';
      const { people } = company.world.github;
      people.comment(issueOf(company).number, reviewer, `/approve ${digest.slice(7, 19)}`);
      const run = await play(company, text, {
        ...byHand,
        permissionsOf: (job, asked) => (job === 'check' ? asked : { ...asked, [permission]: 'none' }),
      });
      const upgrade = jobOf(run, 'upgrade');
      expect([endOf(upgrade)[0], endOf(upgrade)[2], changedClusters(company)]).toEqual([1, code, []]);
      expect(complaintsOf(upgrade)).toContain(`permissions: ${permission}: `);
    });
  });
});

describe('sovereign-cloud.yml', () => {
  test.each([
    ['AzureUSGovernment', clouds.AzureUSGovernment],
    ['AzureChinaCloud', clouds.AzureChinaCloud],
  ] as const)('keeps to the hosts of %s', async (name, cloud) => {
    const text = exampleOf('sovereign-cloud.yml').replaceAll('AzureUSGovernment', name);
    await inCompany({ clusters: [shop], environments: production, cloud }, async (company) => {
      const run = await play(company, text, approving(company));
      expect([endOf(jobOf(run, 'upgrade')), complainOfPlay(company, run)]).toEqual([
        [0, 'upgraded', undefined],
        [],
      ]);
      expect(issueOf(company).state).toBe('closed');
      const hosts = new Set(company.world.network.exchanges.map(({ request }) => request.host));
      const authority = 'preferredAuthority' in cloud ? cloud.preferredAuthority : cloud.authority;
      const expected = [cloud.arm, authority, oidcHost, 'api.github.com'];
      expect([...hosts].toSorted()).toEqual(expected.toSorted());
      for (const job of run.jobs) expect(usedPermissions(company, job)).toEqual(job.permissions);
    });
  });
});
