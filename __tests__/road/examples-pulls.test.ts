/** The examples for versions that are written down in a repository, played from their files with the committed bundle. */
import { describe, expect, test } from 'vitest';
import type { PlayedRun } from '../../simulator/job-player.ts';
import { pushRun } from '../../simulator/runner-push.ts';
import { exampleOf, withApp } from '../house/examples-files.ts';
import {
  approving,
  type Company,
  changedClusters,
  complainOfPlay,
  complaintsOf,
  endOf,
  issueOf,
  jobOf,
  play,
  reviewer,
  starter,
  usedPermissions,
} from './examples-company.ts';
import {
  commentsBelow,
  drift,
  inRepository,
  mainOf,
  mergeAndPlay,
  openOne,
  openPull,
  ourPulls,
  path,
  pinPull,
  playPull,
  saidIn,
  textOf,
  upgradeElsewhere,
  versionFile,
  versionsOf,
} from './examples-pulls-desk.ts';

const upgradeAfter = exampleOf('merge-then-upgrade.yml');
const terraform = exampleOf('merge-then-terraform.yml');
const bot = 'github-actions[bot]';
const app = { login: 'aks-versions[bot]', clientId: 'Iv23.versions', privateKey: 'a key of the App' };

/** What the lines for an App ask for. */
const appOptions = (company: Company) => ({
  app,
  secrets: { AKS_APP_PRIVATE_KEY: app.privateKey },
  variables: { ...company.variables, AKS_APP_CLIENT_ID: app.clientId },
});

describe.concurrent('pull-request-drift.yml', () => {
  test('fails for a version that AKS would refuse, and passes for one that it takes, in one comment', async () => {
    await inRepository(drift, {}, async (company) => {
      const { people } = company.world.github;
      const number = openPull(company, versionFile('1.38.0'));
      const refused = await playPull(company, drift, number);
      expect(refused.results).toEqual({ check: 'failure' });
      const check = jobOf(refused, 'check');
      expect([endOf(check)[2], complaintsOf(check).split('.')[0]]).toEqual([
        'AKSU-FAIL-ON',
        'Version pin: 1',
      ]);
      expect(complaintsOf(check)).toContain('Version pin: 1.38.0 is impossible: rg-shop/aks-shop.');
      expect(usedPermissions(company, check)).toEqual(check.permissions);
      // What was checked out need not be fetched; the base is another commit.
      expect(check.exchanges.filter(({ request }) => request.path.includes('/contents/'))).toHaveLength(1);

      people.push('topic-1', starter, { [path]: versionFile('1.36.1') });
      const passed = await playPull(company, drift, number);
      expect([passed.results, complaintsOf(jobOf(passed, 'check'))]).toEqual([{ check: 'success' }, '']);
      const [comment = '', ...others] = commentsBelow(company, number);
      expect([others, comment.includes('possible'), comment.includes('impossible')]).toEqual([
        [],
        true,
        false,
      ]);
      expect([refused, passed].flatMap((run) => complainOfPlay(company, run))).toEqual([]);
      expect(changedClusters(company)).toEqual([]);
    });
  });

  test('starts for the paths that it names alone, and ends with a notice for a fork', async () => {
    await inRepository(drift, {}, async (company) => {
      const other = openPull(company, '# platform of ours\n', 'README.md');
      const unconcerned = await playPull(company, drift, other);
      expect([unconcerned.notStarted, unconcerned.jobs]).toEqual(['Does not run for README.md.', []]);

      const { people } = company.world.github;
      people.push('topic', 'outsider', { [path]: versionFile('1.38.0') }, { fork: 'outsider' });
      const pull = { head: 'topic', fork: 'outsider', title: 'Newest', author: 'outsider', body: '' };
      const { number } = people.openPull(pull);
      const run = await playPull(company, drift, number);
      expect([run.results, complaintsOf(jobOf(run, 'check'))]).toEqual([{ check: 'success' }, '']);
      expect(jobOf(run, 'check').steps[1]?.action?.log).toContain('::notice');
      expect(commentsBelow(company, number)).toEqual([]);
    });
  });

  test('misses each permission that is taken away, and says which', async () => {
    await inRepository(drift, {}, async (company) => {
      const number = openPull(company, versionFile('1.36.2'));
      const without = async (permission: string) =>
        jobOf(
          await playPull(company, drift, number, {
            permissionsOf: (_, asked) => ({ ...asked, [permission]: 'none' }),
          }),
          'check',
        );
      const [identity, writing] = [await without('id-token'), await without('pull-requests')];
      expect([endOf(identity)[2], endOf(writing)[2]]).toEqual(['AKSU-SIGN-IN', 'AKSU-GITHUB-PERMISSION']);
      expect(complaintsOf(identity)).toContain('permissions: id-token: write');
      expect(complaintsOf(writing)).toContain('permissions: pull-requests: write');
      const reading = await without('contents');
      expect(reading.steps.map(({ outcome }) => outcome)).toEqual(['failure', 'skipped']);
    });
  });
});

describe.concurrent('version-pin-pull-request.yml', () => {
  test('opens one pull request, leaves it at that, and has nothing to do once it is merged and done', async () => {
    await inRepository(pinPull, {}, async (company) => {
      const first = await play(company, pinPull);
      const propose = jobOf(first, 'propose');
      expect([complaintsOf(propose), usedPermissions(company, propose)]).toEqual(['', propose.permissions]);
      const { number, headRef, issue } = openOne(company);
      expect([issue.author, issue.title]).toEqual([bot, 'AKS: move 1 version pin (1.35.4 → 1.36.2)']);
      expect(textOf(company, headRef)).toBe(versionFile('1.36.2'));
      expect(saidIn(first, 'propose')).toContain(`/contoso/platform/pull/${number}\n`);
      expect(jobOf(first, 'propose').exchanges.some(({ request }) => /contents/.test(request.path))).toBe(
        false,
      );

      // GitHub holds its checks; let in, they say what merging asks for.
      const held = await playPull(company, drift, number);
      expect(held.notStarted).toMatch(/^Held until/);
      const letIn = await playPull(company, drift, number, { isLetIn: true });
      expect(letIn.results).toEqual({ check: 'success' });

      const { exchanges } = company.world.github;
      const before = exchanges.length;
      const second = await play(company, pinPull);
      // The one POST asks who the token is.
      const wrote = exchanges
        .slice(before)
        .filter(({ request: { method, path: at } }) => method !== 'GET' && !at.endsWith('/graphql'));
      expect([second.results, wrote]).toEqual([{ propose: 'success' }, []]);

      company.world.github.people.merge(number, starter);
      await upgradeElsewhere(company, '1.36.2');
      const third = await play(company, pinPull);
      expect(saidIn(third, 'propose')).toContain('No pull request is open');
      expect([ourPulls(company).length, changedClusters(company)]).toEqual([1, []]);
      expect([first, letIn, second, third].flatMap((run) => complainOfPlay(company, run))).toEqual([]);
    });
  });

  test('is the App with the lines that are left out, and then asks less of the job', async () => {
    await inRepository(withApp.text, {}, async (company) => {
      const permissionsOf = () => ({ contents: 'read', 'id-token': 'write' }) as const;
      const run = await play(company, withApp.text, { ...appOptions(company), permissionsOf });
      expect([run.results, complaintsOf(jobOf(run, 'propose'))]).toEqual([{ propose: 'success' }, '']);
      const { number, issue, headRef } = openOne(company);
      const { store, refs } = company.world.github.state.git;
      const commit = store.commit(refs.get(`refs/heads/${headRef}`) ?? '');
      expect([issue.author, commit.author.name, commit.signature !== null]).toEqual([
        app.login,
        app.login,
        true,
      ]);
      // What an App pushes starts workflows.
      expect((await playPull(company, drift, number)).results).toEqual({ check: 'success' });
      expect(commentsBelow(company, number)).toHaveLength(1);
      expect(complainOfPlay(company, run)).toEqual([]);
    });
  });

  test('needs no checkout, and says what the repository does not let it do', async () => {
    const plain = pinPull.replace(/ +# Not needed, but faster[\s\S]*?persist-credentials: false\n/, '');
    expect(plain).not.toContain('actions/checkout');
    await inRepository(plain, {}, async (company) => {
      const { state } = company.world.github;
      const refusals = [
        ['contents', 'none', 'permissions: contents: '],
        ['contents', 'read', 'permissions: contents: write'],
        ['pull-requests', 'none', '`pull-requests: write`'],
      ] as const;
      for (const [permission, left, line] of refusals) {
        const run = await play(company, plain, {
          permissionsOf: (_, asked) => ({ ...asked, [permission]: left }),
        });
        const propose = jobOf(run, 'propose');
        expect([permission, endOf(propose)[2]]).toEqual([permission, 'AKSU-GITHUB-PERMISSION']);
        expect(complaintsOf(propose)).toContain(line);
      }
      expect(state.pulls.size).toBe(0);
      const run = await play(company, plain);
      expect(textOf(company, openOne(company).headRef)).toBe(versionFile('1.36.2'));
      expect(usedPermissions(company, jobOf(run, 'propose'))).toEqual(jobOf(run, 'propose').permissions);
    });
    const github = { quirks: { 'actions-may-not-open-pulls': true } } as const;
    await inRepository(pinPull, { github }, async (company) => {
      const run = await play(company, pinPull);
      expect(endOf(jobOf(run, 'propose'))[2]).toBe('AKSU-GITHUB-PULLS-OFF');
    });
  });

  test('follows what somebody upgraded by hand, and says that nothing happens in Azure', async () => {
    await inRepository(upgradeAfter, {}, async (company) => {
      await upgradeElsewhere(company, '1.36.2');
      const run = await play(company, pinPull);
      const { number, headRef, issue } = openOne(company);
      expect(textOf(company, headRef)).toBe(versionFile('1.36.2'));
      expect(issue.body).toContain('| nothing: `1.36.2` runs already |');
      expect(issue.body).toContain('nothing is upgraded.');
      const merged = await mergeAndPlay(company, upgradeAfter, number, approving(company));
      expect(merged.results).toEqual({ check: 'success', upgrade: 'skipped' });
      expect([changedClusters(company), versionsOf(company)]).toEqual([[], ['1.36.2', '1.36.2']]);
      expect([run, merged].flatMap((one) => complainOfPlay(company, one))).toEqual([]);
    });
  });
});

describe.concurrent('merge-then-upgrade.yml', () => {
  test('goes round: proposed, merged, approved, upgraded, and proposed again until nothing is left', async () => {
    await inRepository(upgradeAfter, { version: '1.34.8' }, async (company) => {
      const first = await play(company, pinPull);
      expect(openOne(company).issue.title).toBe('AKS: move 1 version pin (1.34.8 → 1.35.5)');

      // Merged alone it waits, and nothing has happened; what was asked for is not asked for again.
      const waiting = await mergeAndPlay(company, upgradeAfter, openOne(company).number);
      expect(waiting.results).toEqual({ check: 'success', upgrade: 'waiting' });
      const between = await play(company, pinPull);
      expect(ourPulls(company).map(({ issue }) => issue.state)).toEqual(['closed']);
      expect([company.world.arm.mutations, versionsOf(company)]).toEqual([[], ['1.34.8', '1.34.8']]);

      // The same once more, by hand.
      const event = 'workflow_dispatch';
      const upgraded = await play(company, upgradeAfter, { event, ...approving(company) });
      expect(endOf(jobOf(upgraded, 'upgrade'))).toEqual([0, 'upgraded', undefined]);
      expect(versionsOf(company)).toEqual(['1.35.5', '1.35.5']);

      const next = await play(company, pinPull);
      expect(openOne(company).issue.title).toBe('AKS: move 1 version pin (1.35.5 → 1.36.2)');
      const again = await mergeAndPlay(company, upgradeAfter, openOne(company).number, approving(company));
      expect(endOf(jobOf(again, 'upgrade'))).toEqual([0, 'upgraded', undefined]);
      for (const job of again.jobs)
        expect([job.id, usedPermissions(company, job)]).toEqual([job.id, job.permissions]);
      expect([versionsOf(company), textOf(company)]).toEqual([['1.36.2', '1.36.2'], versionFile('1.36.2')]);

      const last = await play(company, pinPull);
      expect(saidIn(last, 'propose')).toContain('No pull request is open');
      expect(ourPulls(company).map(({ merged }) => merged?.by)).toEqual([starter, starter]);
      expect(issueOf(company).state).toBe('closed');
      const by = new Set(company.world.arm.mutations.map((mutation) => mutation.by));
      expect([...by]).toEqual([company.environmentVariables['production']?.['AZURE_CLIENT_ID']]);
      const runs = [first, waiting, between, upgraded, next, again, last];
      expect(runs.flatMap((run) => complainOfPlay(company, run))).toEqual([]);
    });
    // Nine runs of the bundle, one after the other.
  }, 120_000);

  test('does nothing where it is rejected, or approved by who merged', async () => {
    await inRepository(upgradeAfter, {}, async (company) => {
      const { jobs } = company.world.github;
      const rejected = await mergeAndPlay(company, upgradeAfter, openPull(company, versionFile('1.35.5')), {
        review: ({ environment, runId }) => jobs.review(runId, [environment], reviewer, 'rejected'),
      });
      expect(rejected.results).toEqual({ check: 'success', upgrade: 'failure' });
      const number = openPull(company, versionFile('1.36.2'));
      const own = await mergeAndPlay(company, upgradeAfter, number, approving(company), reviewer);
      expect(endOf(jobOf(own, 'upgrade'))).toEqual([1, 'refused', 'AKSU-GATE-APPROVAL']);
      expect([company.world.arm.mutations, versionsOf(company)]).toEqual([[], ['1.35.4', '1.35.4']]);
    });
  });

  test('does not go back to an older merge that is approved after a newer one', async () => {
    await inRepository(upgradeAfter, { version: '1.34.7' }, async (company) => {
      const newer: PlayedRun[] = [];
      const older = await mergeAndPlay(company, upgradeAfter, openPull(company, versionFile('1.34.8')), {
        review: async ({ environment, runId }) => {
          const number = openPull(company, versionFile('1.35.5'));
          newer.push(await mergeAndPlay(company, upgradeAfter, number, approving(company)));
          company.world.github.jobs.review(runId, [environment], reviewer, 'approved');
        },
      });
      expect(newer.map((run) => endOf(jobOf(run, 'upgrade'))[1])).toEqual(['upgraded']);
      const sent = company.world.arm.mutations.filter(({ body }) => body.includes('1.34.8'));
      expect(endOf(jobOf(older, 'upgrade'))).toEqual([0, 'nothing-to-do', undefined]);
      expect(complaintsOf(jobOf(older, 'upgrade'))).toContain('1.34.8: that is below 1.35.5');
      expect([sent, versionsOf(company)]).toEqual([[], ['1.35.5', '1.35.5']]);
    });
  });

  test('starts for its file on the default branch alone', async () => {
    await inRepository(upgradeAfter, {}, async (company) => {
      const { github } = company.world;
      const readme = await mergeAndPlay(company, upgradeAfter, openPull(company, 'More.\n', 'README.md'));
      const other = await mergeAndPlay(
        company,
        upgradeAfter,
        openPull(company, 'a = 1\n', 'infra/test.tfvars'),
      );
      const before = mainOf(company);
      github.people.push('topic', starter, { [path]: versionFile('1.36.2') });
      const branch = await play(company, upgradeAfter, { run: pushRun(github, starter, before, 'topic') });
      const byJob = await mergeAndPlay(
        company,
        upgradeAfter,
        openPull(company, versionFile('1.36.2')),
        {},
        bot,
      );
      expect([readme, other, branch, byJob].map(({ notStarted }) => notStarted)).toEqual([
        'Does not run for README.md.',
        'Does not run for infra/test.tfvars.',
        'Does not run for topic.',
        "What a job's own token pushes starts nothing.",
      ]);
      expect(company.world.network.exchanges).toEqual([]);
    });
  });

  test('aims at nothing but what was merged: a minor, nothing older, no file without a version', async () => {
    await inRepository(upgradeAfter, { version: '1.35.4' }, async (company) => {
      const merge = (content: string) =>
        mergeAndPlay(company, upgradeAfter, openPull(company, content), approving(company));
      const without = await merge('location = "westeurope"\n');
      expect(without.results).toEqual({ check: 'failure', upgrade: 'skipped' });
      expect(saidIn(without, 'check')).toContain('::error file=infra/prod.tfvars::');
      const older = await merge(versionFile('1.34.8'));
      expect([older.results['upgrade'], changedClusters(company)]).toEqual(['skipped', []]);
      const minor = await merge(versionFile('1.35'));
      expect(endOf(jobOf(minor, 'upgrade'))).toEqual([0, 'upgraded', undefined]);
      expect(versionsOf(company)).toEqual(['1.35.5', '1.35.5']);
    });
  });
});

describe.concurrent('merge-then-terraform.yml', () => {
  const poolLine = (version: string): string =>
    `pool_version       = "${version}" # aks-upgrade: rg-shop/aks-shop pool=system\n`;
  const more = (version: string) => ({ [path]: versionFile(version) + poolLine(version) });

  /** Keeps to what a plan was made for, as Terraform does. */
  const program = `#!/bin/bash
case "$1 $2" in
  '-chdir=infra init') ;;
  '-chdir=infra plan') cp infra/prod.tfvars infra/tfplan ;;
  '-chdir=infra apply') cmp infra/tfplan infra/prod.tfvars && echo Applied ;;
  *) exit 9 ;;
esac
`;
  /** Terraform's part in Azure. */
  const applying = (company: Company, to: string) => ({
    ...approving(company),
    programs: { terraform: program },
    after: async ({ job, step }: { job: string; step: { stdout?: string } }) => {
      if (job === 'apply' && step.stdout?.includes('Applied')) await upgradeElsewhere(company, to);
    },
  });
  const weekly = (company: Company) => play(company, terraform, { event: 'schedule' });

  test('proposes, lets Terraform do it, and sees that nothing is left', async () => {
    await inRepository(terraform, { more: more('1.35.4') }, async (company) => {
      const first = await weekly(company);
      expect(first.results).toEqual({ plan: 'skipped', apply: 'skipped', look: 'success' });
      const look = jobOf(first, 'look');
      expect([complaintsOf(look), usedPermissions(company, look)]).toEqual(['', look.permissions]);
      const { number, headRef } = openOne(company);
      expect([textOf(company, headRef), issueOf(company).state]).toEqual([more('1.36.2')[path], 'open']);

      const done = await mergeAndPlay(company, terraform, number, applying(company, '1.36.2'));
      expect(done.results).toEqual({ plan: 'success', apply: 'success', look: 'success' });
      expect(saidIn(done, 'apply')).toContain('Applied');
      expect([versionsOf(company), issueOf(company).state]).toEqual([['1.36.2', '1.36.2'], 'closed']);

      const last = await weekly(company);
      expect([last.results['look'], ourPulls(company).length]).toEqual(['success', 1]);
      // Nothing in Azure was ours.
      expect(changedClusters(company)).toEqual([]);
      expect([first, done, last].flatMap((run) => complainOfPlay(company, run))).toEqual([]);
    });
  });

  test('waits for who approves, and looks all the same where Terraform failed', async () => {
    await inRepository(terraform, { more: more('1.35.4') }, async (company) => {
      await weekly(company);
      const { number } = openOne(company);
      const programs = { terraform: program };
      const waiting = await mergeAndPlay(company, terraform, number, { programs });
      expect(waiting.results).toEqual({ plan: 'success', apply: 'waiting', look: 'waiting' });
      const broken = { terraform: '#!/bin/bash\ntouch infra/tfplan\n[ "$2" != apply ]\n' };
      const again = openPull(company, `${textOf(company)}# once more\n`);
      const failed = await mergeAndPlay(company, terraform, again, {
        ...applying(company, '1.36.2'),
        programs: broken,
      });
      expect(failed.results).toEqual({ plan: 'success', apply: 'failure', look: 'success' });
      expect([versionsOf(company), issueOf(company).state]).toEqual([['1.35.4', '1.35.4'], 'open']);
      expect(ourPulls(company).map(({ issue }) => issue.state)).toEqual(['closed']);
    });
  });
});
