/** Everything that the unmodified bundle refuses before it sends anything, and the gates that let it through. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import type { World } from '../../simulator/world.ts';
import { codeOf, errorOf, fileOf, type Inputs } from './start.ts';
import {
  approveJob,
  checkIn,
  complainOfRefusal,
  complainOfUpgrade,
  environment,
  inScene,
  mutationsOf,
  planOf,
  reviewer,
  type Scene,
  type SceneOptions,
  upgradeIn,
  walkThrough,
} from './upgrade-start.ts';

const clusters = [{ name: 'aks-1', version: '1.35.5' }];
const gated = { gate: 'environment', environment };
const dry = { ...gated, 'dry-run': 'true' };

let plan = '';
let envelope = '';
beforeAll(async () => {
  await inScene({ clusters }, async (scene) => {
    const checked = await checkIn(scene);
    plan = planOf(checked);
    envelope = fileOf(checked, 'plan-file');
  });
});

/** Later on the day of the plan. */
const later = (options: SceneOptions, use: (scene: Scene) => Promise<void>) =>
  inScene({ clusters, startAt: '2026-11-22T12:00:00Z', ...options }, use);

/** For worlds in which no check ran: before the plan and the gate are good, nobody at Azure is asked. */
function expectRefusal(world: World, result: ActionResult, code: string, says: RegExp): void {
  expectRefusalAfterCheck(world, result, code, says);
  const asked = world.network.exchanges.filter(({ request }) => request.host === world.cloud.arm);
  expect(asked.map(({ request }) => request.path)).toEqual([]);
}

function expectRefusalAfterCheck(world: World, result: ActionResult, code: string, says: RegExp): void {
  expect(complainOfRefusal(world, result)).toEqual([]);
  expect(codeOf(result)).toBe(code);
  expect(errorOf(result)).toMatch(says);
}

describe('a plan', () => {
  const cases: readonly {
    readonly name: string;
    readonly code: string;
    readonly says: RegExp;
    readonly plan: () => string;
    readonly inputs?: Inputs;
    readonly run?: ActionOptions['run'];
    readonly startAt?: string;
  }[] = [
    {
      name: 'that is empty',
      code: 'EMPTY',
      says: /dropped its output.*\n.*`upgrade-available`/,
      plan: () => '',
    },
    { name: 'of blanks', code: 'EMPTY', says: /Re-run all jobs/, plan: () => '  \n ' },
    { name: 'cut off', code: 'MALFORMED', says: /Re-run all jobs/, plan: () => plan.slice(0, -20) },
    {
      name: 'with one letter changed',
      code: 'MALFORMED',
      says: /Re-run all jobs/,
      plan: () => swap(plan, 60),
    },
    {
      name: 'of another version',
      code: 'MALFORMED',
      says: /path/,
      plan: () => plan.replace('aksu1', 'aksu9'),
    },
    {
      name: 'that is no file',
      code: 'MALFORMED',
      says: /does not exist.*\n.*plan-file/,
      plan: () => '/tmp/none.json',
    },
    {
      name: 'older than `maximum-plan-age`',
      code: 'OLD',
      says: /74 hours ago; `maximum-plan-age` allows 72/,
      plan: () => plan,
      startAt: '2026-11-25T10:30:00Z',
    },
    {
      name: 'from the future',
      code: 'MALFORMED',
      says: /still to come/,
      plan: () => plan,
      startAt: '2026-11-20T10:00:00Z',
    },
    {
      name: 'of another repository',
      code: 'REPOSITORY',
      says: /700000123; this one has 700000999/,
      plan: () => plan,
      run: { repositoryId: '700000999' },
    },
    {
      name: 'of another run',
      code: 'RUN',
      says: /19500000001; this is the run 19500000009/,
      plan: () => plan,
      run: { runId: '19500000009' },
    },
    {
      name: 'with inputs that it does not hold',
      code: 'INPUTS',
      says: /channel: given `rapid`; the plan holds `stable`[\s\S]*max-surge: given `50%`/,
      plan: () => plan,
      inputs: { channel: 'rapid', 'max-surge': '50%' },
    },
  ];
  test.each(cases)('$name', async ({ code, says, plan: given, inputs, run, startAt }) => {
    await later(startAt === undefined ? {} : { startAt }, async (scene) => {
      approveJob(scene.world);
      const result = await upgradeIn(
        scene,
        given(),
        { ...gated, ...inputs },
        run ? { run: { environment, ...run } } : {},
      );
      expectRefusal(scene.world, result, `AKSU-PLAN-${code}`, says);
    });
  });

  test('that the runner dropped for a masked value', async () => {
    await inScene({ clusters }, async (scene) => {
      const checked = await checkIn(scene, {}, { secrets: [plan.slice(10, 14), 'aksu1'] });
      expect(checked.droppedOutputs).toContain('plan');
      approveJob(scene.world);
      const result = await upgradeIn(scene, checked.outputs['plan'] ?? '', gated);
      expectRefusalAfterCheck(scene.world, result, 'AKSU-PLAN-EMPTY', /a masked value stands in it/);
    });
  });

  const forged: readonly [string, (text: string) => string][] = [
    ['altered, under the old digest', (text) => text.replaceAll('1.36.2', '1.36.1')],
    ['of something else', () => '{"hello":"world"}'],
    ['no JSON', () => 'plan'],
  ];
  test.each(forged)('in a file, %s', async (_, forge) => {
    await later({}, async (scene) => {
      approveJob(scene.world);
      const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-plan-'));
      scene.world.atClose(() => rmSync(directory, { recursive: true }));
      const file = join(directory, 'plan.json');
      writeFileSync(file, forge(envelope));
      const result = await upgradeIn(scene, file, gated);
      expectRefusal(scene.world, result, 'AKSU-PLAN-MALFORMED', /Re-run all jobs/);
    });
  });

  test('that does not fit the clusters any more', async () => {
    await inScene({ clusters }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, {}, () => {
        const [subscription] = world.fleet.subscriptions;
        const [cluster] = subscription?.clusters ?? [];
        if (subscription === undefined || cluster === undefined) throw new Error('no cluster');
        const changed = { ...cluster, version: '1.35.4', generation: cluster.generation + 1 };
        world.fleet = { ...world.fleet, subscriptions: [{ ...subscription, clusters: [changed] }] };
      });
      expectRefusalAfterCheck(
        world,
        result,
        'AKSU-PLAN-CHANGED',
        /aks-1[\s\S]*1\.35\.4[\s\S]*Re-run all jobs/,
      );
    });
  });

  test('of a cluster that the check did not know', async () => {
    const both = [...clusters, { name: 'aks-2', version: '1.35.5' }];
    await inScene({ clusters: both }, async (scene) => {
      const checked = await checkIn(scene, { clusters: 'rg-aks/aks-1' });
      const result = await upgradeIn(scene, planOf(checked));
      expectRefusalAfterCheck(
        scene.world,
        result,
        'AKSU-PLAN-CHANGED',
        /aks-2[\s\S]*same scope inputs as the check/,
      );
    });
  });
});

function swap(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

describe('an event', () => {
  const events = ['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run', 'merge_group'];
  const repo = { full_name: 'contoso/platform' };
  const event = { pull_request: { number: 7, head: { repo }, base: { repo } } };
  test('that is none for an upgrade', async () => {
    await later({}, async (scene) => {
      approveJob(scene.world);
      for (const eventName of events) {
        const result = await upgradeIn(scene, plan, gated, { run: { environment, eventName }, event });
        expectRefusal(
          scene.world,
          result,
          'AKSU-EVENT',
          /`schedule`, `workflow_dispatch`, `push` or `repository_dispatch`/,
        );
        expect(result.summary).toContain(eventName);
      }
    });
  });
});

describe('the environment', () => {
  const down: FaultRule = {
    match: { host: 'api.github.com', path: /\/environments\/|\/approvals$/ },
    kind: 'before',
    response: { status: 503, body: { message: 'Service unavailable' } },
  };
  const noTokens: FaultRule = {
    match: { host: oidcHost },
    kind: 'before',
    response: { status: 503, body: {} },
  };
  const reviewers = [reviewer];
  const addAndStart = ({ github, run }: World, people: readonly string[] = reviewers) => {
    github.jobs.addEnvironment({ name: environment, reviewers: people });
    github.jobs.start(run.runId, environment, run.actor);
  };
  const cases: readonly {
    readonly name: string;
    readonly code: string;
    readonly says: RegExp;
    readonly world?: SceneOptions;
    readonly prepare?: (world: World) => void;
    readonly inputs?: Inputs;
    readonly options?: Partial<ActionOptions>;
  }[] = [
    {
      name: 'does not exist',
      code: 'ENVIRONMENT',
      says: /knows no environment `production`[\s\S]*settings\/environments/,
      prepare: () => {},
    },
    {
      name: 'is not named by the job',
      code: 'ENVIRONMENT',
      says: /runs in no environment[\s\S]*Write `environment: production` into the job/,
      options: { run: { environment: undefined } },
    },
    {
      name: 'is another one',
      code: 'ENVIRONMENT',
      says: /runs in environment `staging`, and not in `production`/,
      options: { run: { environment: 'staging' } },
    },
    {
      name: 'was made by its mistyped name',
      code: 'REVIEWERS',
      says: /no required reviewers[\s\S]*Tick "Required reviewers"/,
      prepare: ({ github, run }) => void github.jobs.start(run.runId, environment, run.actor),
    },
    {
      name: 'lost its reviewers with the plan of GitHub',
      code: 'REVIEWERS',
      says: /only GitHub Enterprise has required reviewers[\s\S]*`gate: issue-approval`/,
      world: { github: { quirks: { 'private-drops-reviewers': true } } },
      prepare: (world) => addAndStart(world),
    },
    {
      name: 'was approved by who started the run',
      code: 'APPROVAL',
      says: /only by platform-engineer, who started it[\s\S]*last changed the schedule[\s\S]*`allow-self-approval: true`/,
      prepare: (world) => approveJob(world, 'platform-engineer'),
    },
    {
      name: 'was approved by nobody yet',
      code: 'APPROVAL',
      says: /no approval of environment `production`/,
      prepare: (world) => addAndStart(world),
    },
    {
      name: 'was bypassed',
      code: 'APPROVAL',
      says: /let through by a bypass/,
      world: { github: { collaborators: { boss: 'admin' } } },
      prepare: (world) => {
        addAndStart(world);
        world.github.jobs.bypass(world.run.runId, environment, 'boss');
      },
    },
    {
      name: 'was rejected',
      code: 'APPROVAL',
      says: /rejected by release-manager/,
      prepare: (world) => {
        addAndStart(world);
        world.github.jobs.review(world.run.runId, [environment], reviewer, 'rejected');
      },
    },
    {
      name: 'was approved once and rejected since',
      code: 'APPROVAL',
      says: /rejected by release-manager/,
      prepare: (world) => {
        approveJob(world);
        world.github.jobs.rerun(world.run.runId);
        world.github.jobs.start(world.run.runId, environment);
        world.github.jobs.review(world.run.runId, [environment], reviewer, 'rejected');
      },
      options: { run: { environment, runAttempt: '2' } },
    },
    {
      name: 'was approved in an earlier attempt, which GitHub forgot',
      code: 'APPROVAL',
      says: /no approval/,
      world: { github: { quirks: { 'reviews-outlive-attempts': false } } },
      prepare: (world) => {
        approveJob(world);
        world.github.jobs.rerun(world.run.runId);
      },
      options: { run: { environment, runAttempt: '2' } },
    },
    {
      name: 'was approved for another environment of the run',
      code: 'APPROVAL',
      says: /no approval of environment `production`/,
      prepare: (world) => {
        addAndStart(world);
        world.github.jobs.addEnvironment({ name: 'staging', reviewers });
        world.github.jobs.start(world.run.runId, 'staging');
        world.github.jobs.review(world.run.runId, ['staging'], reviewer, 'approved');
      },
    },
    {
      name: 'cannot be proven without a token',
      code: 'TOKEN',
      says: /`permissions: id-token: write`/,
      options: { idToken: false },
      inputs: { auth: 'secret' },
    },
    {
      name: 'is proven by a token of another attempt',
      code: 'TOKEN',
      says: /says `run_attempt` 1, and this is 2/,
      options: { env: { GITHUB_RUN_ATTEMPT: '2' } },
    },
    {
      name: 'may not be looked at',
      code: 'UNREADABLE',
      says: /may not read[\s\S]*`permissions: actions: read`/,
      options: { githubToken: 'ghs_actions' },
    },
    {
      name: 'is not told by a GitHub that is down',
      code: 'UNREADABLE',
      says: /could not be read[\s\S]*Run again/,
      world: { faults: [down] },
    },
    {
      name: 'is not told by a runner without tokens',
      code: 'UNREADABLE',
      says: /identity token could not be read/,
      world: { faults: [noTokens] },
    },
  ];
  test.each(cases)(
    '$name',
    async ({ code, says, world: options = {}, prepare = approveJob, inputs, options: run }) => {
      await later({ speed: 2000, ...options }, async (scene) => {
        prepare(scene.world);
        const result = await upgradeIn(
          scene,
          plan,
          { ...gated, ...inputs },
          {
            ...run,
            ...(inputs?.['auth'] === 'secret' ? { env: { AZURE_CLIENT_SECRET: 'x' } } : {}),
          },
        );
        expectRefusal(scene.world, result, `AKSU-GATE-${code}`, says);
      });
    },
  );

  test('stands for self-approval where that was allowed, and the summary says so', async () => {
    await later({}, async (scene) => {
      approveJob(scene.world, 'platform-engineer');
      const result = await upgradeIn(scene, plan, { ...dry, 'allow-self-approval': 'true' });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'dry-run']);
      expect(result.summary).toContain('**Self-approval**');
      expect(mutationsOf(scene.world)).toEqual([]);
    });
  });

  test('is not told apart from that of an earlier attempt, as docs/gate.md admits', async () => {
    await later({}, async (scene) => {
      approveJob(scene.world);
      scene.world.github.jobs.rerun(scene.world.run.runId);
      const result = await upgradeIn(scene, plan, dry, { run: { environment, runAttempt: '2' } });
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'dry-run']);
    });
  });
});

describe('a comment', () => {
  test('counts by another person, after the check, and not otherwise', async () => {
    const collaborators = { colleague: 'write', guest: 'read', second: 'maintain' } as const;
    await inScene({ clusters, github: { collaborators } }, async (scene) => {
      const { world, warp } = scene;
      const { people } = world.github;
      const checked = await checkIn(scene);
      const digits = checked.outputs['plan-digest']?.slice(7, 19) ?? '';
      const asking = { gate: 'issue-approval' };
      const ask = (inputs: Inputs = {}, options: Partial<ActionOptions> = {}) =>
        upgradeIn(scene, planOf(checked), { ...asking, ...inputs }, options);
      const nextSecond = () => new Promise((wake) => setTimeout(wake, warp.toReal(2000)));
      const refuse = async (says: RegExp, options: Partial<ActionOptions> = {}, code = 'APPROVAL') =>
        expectRefusalAfterCheck(world, await ask({}, options), `AKSU-GATE-${code}`, says);

      await refuse(new RegExp(`Nobody wrote .*/approve ${digits}`));
      await nextSecond();
      const wrong: readonly [string, string, RegExp, string?][] = [
        ['colleague', `/approve ${'0'.repeat(12)}`, /Nobody wrote/],
        ['platform-engineer', `/approve ${digits}`, /by who started this run/],
        ['guest', `/approve ${digits}`, /somebody without write access/],
        ['renovate[bot]', `/approve ${digits}`, /not written by a person/],
        ['colleague', `/approve ${digits}`, /not written by a person/, 'some-app'],
        ['colleague', `> /approve ${digits}`, /without write access/],
      ];
      for (const [by, body, says, viaApp] of wrong) {
        people.comment(1, by, body, viaApp);
        await refuse(says);
      }
      const edited = people.comment(1, 'colleague', 'Looks fine');
      await nextSecond();
      people.editComment(edited.id, `/approve ${digits}`);
      await refuse(/was edited/);
      await refuse(/`permissions: issues: read`/, { githubToken: 'ghs_actions_none' }, 'UNREADABLE');

      people.comment(1, 'second', `/approve ${digits}\n\nLooks fine.`);
      expectRefusalAfterCheck(
        world,
        await ask({ approvers: 'colleague' }),
        'AKSU-GATE-APPROVAL',
        /not in `approvers`/,
      );
      const result = await ask();
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([result.exitCode, result.outputs['result']]).toEqual([0, 'upgraded']);
      expect(result.summary).toMatch(/Approved by `second` on 22 Nov 2026, \d\d:\d\d UTC, by \[a comment\]/);
    });
  });

  test('has no place without an issue', async () => {
    await inScene({ clusters }, async (scene) => {
      const { result } = await walkThrough(scene, {
        check: { 'report-to': 'none' },
        upgrade: { gate: 'issue-approval' },
      });
      expectRefusalAfterCheck(
        scene.world,
        result,
        'AKSU-GATE-APPROVAL',
        /does not stand in an open issue of ours[\s\S]*`report-to: issue`/,
      );
    });
  });
});

describe('no gate', () => {
  test('is told loudly', async () => {
    await later({}, async (scene) => {
      const result = await upgradeIn(scene, plan, { 'dry-run': 'true' });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect(result.summary).toContain('**No gate: nobody had to approve this.**');
      expect(result.annotations.map(({ title }) => title)).toContain('No gate');
    });
  });

  test('is never the default', async () => {
    await later({}, async (scene) => {
      approveJob(scene.world);
      const result = await upgradeIn(scene, plan, { gate: '' });
      expect(complainOfRefusal(scene.world, result)).toEqual([]);
      expect(codeOf(result)).toBe('AKSU-INPUT');
      expect(errorOf(result)).toContain('`gate: environment` needs it');
    });
  });
});
