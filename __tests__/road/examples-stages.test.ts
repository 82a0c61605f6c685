// biome-ignore-all lint/suspicious/noTemplateCurlyInString: an expression of the workflow, not of ours.
/** `examples/dev-staging-production.yml`: the stages come in order, and each only after the one before is done. */
import { describe, expect, test } from 'vitest';
import type { ClusterDescription } from '../../simulator/fleet-model.ts';
import type { PlayedRun } from '../../simulator/job-player.ts';
import { exampleOf } from '../house/examples-files.ts';
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
  roleOf,
  usedPermissions,
} from './examples-company.ts';

const text = exampleOf('dev-staging-production.yml');
const environments = ['dev', 'staging', 'production'];

/** With an image to put on its pool, and a tag that says where it belongs. */
function cluster(name: string, environment: string, more: ClusterDescription = {}): ClusterDescription {
  return {
    name: `aks-${name}`,
    resourceGroup: `rg-${name}`,
    tags: { environment },
    pools: [{ name: 'system', imageDaysBehind: 21 }],
    ...more,
  };
}

/** Opens tomorrow at the earliest. */
const closed: ClusterDescription['windows'] = [
  {
    name: 'aksManagedNodeOSUpgradeSchedule',
    properties: {
      maintenanceWindow: {
        schedule: {
          weekly: {
            intervalWeeks: 1,
            dayOfWeek: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][
              (new Date().getUTCDay() + 3) % 7
            ],
          },
        },
        durationHours: 4,
        utcOffset: '+00:00',
        startDate: '2026-01-01',
        startTime: '02:00',
      },
    },
  },
];

const [first, second] = [cluster('one', 'dev'), cluster('two', 'dev')];
const [third, fourth] = [cluster('three', 'staging'), cluster('four', 'production')];

const playStages = async (
  clusters: readonly ClusterDescription[],
  judge: (company: Company, run: PlayedRun) => void,
  script: string = text,
): Promise<void> =>
  await inCompany({ clusters, environments }, async (company) => {
    const run = await play(company, script, approving(company));
    judge(company, run);
  });

describe.concurrent('dev-staging-production.yml', () => {
  test('upgrades stage after stage, each cluster in a job of its own, and closes the issue at the end', async () => {
    const seen: string[] = [];
    await inCompany({ clusters: [fourth, first, third, second], environments }, async (company) => {
      const { world } = company;
      const run = await play(company, text, {
        review: ({ job, environment, runId }) => {
          seen.push(`${job}: ${environment}`);
          world.github.jobs.review(runId, [environment], reviewer, 'approved');
        },
      });
      expect(complainOfPlay(company, run)).toEqual([]);
      expect(run.results).toEqual({
        check: 'success',
        dev: 'success',
        staging: 'success',
        production: 'success',
        tell: 'success',
      });
      const upgrades = run.jobs.filter(({ leg }) => leg !== undefined);
      expect(upgrades.map((job) => [job.environment, ...endOf(job)])).toEqual([
        ['dev', 0, 'upgraded', undefined],
        ['dev', 0, 'upgraded', undefined],
        ['staging', 0, 'upgraded', undefined],
        ['production', 0, 'upgraded', undefined],
      ]);
      expect(seen).toEqual(['dev: dev', 'staging: staging', 'production: production']);
      const [a = '', b = '', ...later] = changedClusters(company);
      expect([[a, b].toSorted(), later]).toEqual([
        ['aks-one', 'aks-two'],
        ['aks-three', 'aks-four'],
      ]);
      // Each job did its own cluster, as the upgrader of its environment.
      expect(world.arm.mutations.map(({ by }) => by?.slice(0, 8))).toEqual(
        ['dev', 'dev', 'staging', 'production'].map((name) =>
          company.environmentVariables[name]?.['AZURE_CLIENT_ID']?.slice(0, 8),
        ),
      );
      const issue = issueOf(company);
      const progress = issue.comments.filter(({ body }) => body.includes('aks-upgrade progress'));
      expect([issue.state, progress.length]).toEqual(['closed', 4]);
      for (const job of run.jobs)
        expect([job.id, usedPermissions(company, job)]).toEqual([job.id, job.permissions]);
    });
  });

  test('skips stages where nothing is due, and goes on behind them', async () => {
    await playStages([cluster('one', 'dev', { pools: [{ name: 'system' }] }), fourth], (company, run) => {
      expect(run.results).toEqual({
        check: 'success',
        dev: 'skipped',
        staging: 'skipped',
        production: 'success',
        tell: 'success',
      });
      expect([changedClusters(company), issueOf(company).state]).toEqual([['aks-four'], 'closed']);
    });
  });

  test('says which clusters belong to no stage, and leaves them alone', async () => {
    const strays = [cluster('five', 'qa'), cluster('six', 'Production'), cluster('seven', '', { tags: {} })];
    await playStages([first, ...strays], (company, run) => {
      expect(run.results).toMatchObject({ dev: 'success', production: 'skipped', tell: 'success' });
      const [, sorting] = jobOf(run, 'check').steps;
      expect(sorting?.stdout).toContain('::warning::3 clusters belong to no stage');
      expect([changedClusters(company), issueOf(company).state]).toEqual([['aks-one'], 'open']);
    });
  });

  test('begins no later stage after a cluster that is not done: it waits for its window', async () => {
    await playStages([first, cluster('two', 'dev', { windows: closed }), fourth], (company, run) => {
      const ends = run.jobs.filter(({ id }) => id === 'dev').map((job) => [job.result, ...endOf(job)]);
      expect(ends).toEqual([
        ['success', 0, 'upgraded', undefined],
        ['failure', 0, 'handed-over', undefined],
      ]);
      expect(run.results).toMatchObject({
        dev: 'failure',
        staging: 'skipped',
        production: 'skipped',
        tell: 'success',
      });
      expect([changedClusters(company), issueOf(company).state]).toEqual([['aks-one'], 'open']);
    });
  });

  test('begins no later stage after a failure, though the stage between is skipped', async () => {
    const failing = text.replace(
      'environment: ${{ matrix.environment }}\n    #',
      'environment: unguarded\n    #',
    );
    expect(failing).not.toBe(text);
    await playStages(
      [first, fourth],
      (company, run) => {
        expect(endOf(jobOf(run, 'dev'))[2]).toBe('AKSU-GATE-ENVIRONMENT');
        expect(run.results).toMatchObject({ dev: 'failure', staging: 'skipped', production: 'skipped' });
        expect(changedClusters(company)).toEqual([]);
      },
      failing,
    );
  });

  test('works with an upgrader that is confined to its resource group, by the line that is left out', async () => {
    const old = cluster('one', 'dev', { version: '1.34.7' });
    const confined = text.replaceAll('# resource-group: ', 'resource-group: ');
    expect(confined).not.toBe(text);
    await inCompany({ clusters: [old, fourth], environments }, async (company) => {
      const { world, environmentVariables } = company;
      const dev = environmentVariables['dev'] ?? {};
      world.identities = world.identities.map((one) =>
        one.clientId === dev['AZURE_CLIENT_ID']
          ? {
              ...one,
              roles: one.roles.flatMap((role) => [
                { ...role, scope: `${role.scope}/resourceGroups/rg-one` },
                { actions: roleOf('AKS upgrade locations'), scope: role.scope },
              ]),
            }
          : one,
      );
      const own = { ...environmentVariables, dev: { ...dev, AZURE_RESOURCE_GROUP: 'rg-one' } };
      const run = await play({ ...company, environmentVariables: own }, confined, approving(company));
      expect([endOf(jobOf(run, 'dev')), complaintsOf(jobOf(run, 'dev')), run.results['production']]).toEqual([
        [0, 'upgraded', undefined],
        '',
        'success',
      ]);
      expect([changedClusters(company), issueOf(company).state]).toEqual([['aks-one', 'aks-four'], 'closed']);
    });
  });

  test('stops where nobody approves', async () => {
    await inCompany({ clusters: [first, third, fourth], environments }, async (company) => {
      const run = await play(company, text, {
        review: ({ environment, runId }) => {
          if (environment !== 'dev') return;
          company.world.github.jobs.review(runId, [environment], reviewer, 'approved');
        },
      });
      expect(run.results).toMatchObject({ dev: 'success', staging: 'waiting', production: 'waiting' });
      expect(changedClusters(company)).toEqual(['aks-one']);
    });
  });

  test('misses each permission that is taken away from a stage, and says which', async () => {
    const codes = { 'id-token': 'AKSU-GATE-TOKEN', actions: 'AKSU-GATE-UNREADABLE', issues: undefined };
    await inCompany({ clusters: [first], environments }, async (company) => {
      for (const [permission, code] of Object.entries(codes)) {
        const run = await play(company, text, {
          ...approving(company),
          permissionsOf: (job, asked) => (job === 'dev' ? { ...asked, [permission]: 'none' } : asked),
        });
        const dev = jobOf(run, 'dev');
        expect([permission, endOf(dev)[2]]).toEqual([permission, code]);
        expect(complaintsOf(dev)).toContain(`permissions: ${permission}: `);
      }
    });
  });
});
