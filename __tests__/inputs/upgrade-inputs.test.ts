import { describe, expect, test } from 'vitest';
import { declaredInputs } from '../../src/inputs/declared.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import type { RawInputs } from '../../src/inputs/parse-inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { failureOf, parse } from './a-run.ts';

const usual: RawInputs = { mode: 'upgrade', plan: 'aksu1.abc', environment: 'production' };

function ask(raw: RawInputs = {}, context: Partial<RunContext> = {}): Inputs {
  return parse({ ...usual, ...raw }, context);
}

test('with plan and environment given, the defaults of action.yml hold', () => {
  const inputs = ask();
  expect(inputs.upgrade).toEqual({
    plan: 'aksu1.abc',
    gate: { kind: 'environment', environment: 'production' },
    allowsSelfApproval: false,
    isDryRun: false,
    maximumPlanAge: 72,
    respectsWindows: true,
    maxParallel: 1,
    maxFailures: 0,
    deadline: 330,
    pollInterval: 20,
    stated: { surge: {} },
    scopeKey: inputs.scopeKey,
  });
  expect([inputs.mode, inputs.failOn, inputs.warnings]).toEqual(['upgrade', [], []]);
  expect(inputs.telling.reportTo).toEqual(['issue']);
});

test('a check asks for no upgrade', () => {
  expect('upgrade' in parse({ plan: 'aksu1.abc', environment: 'production' })).toBe(false);
});

test.each<[RawInputs, Partial<NonNullable<Inputs['upgrade']>>]>([
  [{ plan: './plan/aks-upgrade-plan-x.json' }, { plan: './plan/aks-upgrade-plan-x.json' }],
  // What a dropped output looks like: it is refused with a code of its own, when it is opened.
  [{ plan: '' }, { plan: '' }],
  [{ plan: ' \n' }, { plan: '' }],
  [{ environment: 'production / eu' }, { gate: { kind: 'environment', environment: 'production / eu' } }],
  [
    { gate: 'issue-approval', environment: '', approvers: 'octocat\nmona_acme' },
    { gate: { kind: 'issue-approval', approvers: ['octocat', 'mona_acme'] } },
  ],
  [{ gate: 'issue-approval', environment: '' }, { gate: { kind: 'issue-approval', approvers: [] } }],
  [{ gate: 'none', environment: '' }, { gate: { kind: 'none' } }],
  [{ 'allow-self-approval': 'true' }, { allowsSelfApproval: true }],
  [{ 'dry-run': 'true' }, { isDryRun: true }],
  [{ 'maximum-plan-age': '720' }, { maximumPlanAge: 720 }],
  [{ 'respect-maintenance-window': 'false' }, { respectsWindows: false }],
  [{ 'max-parallel': '3' }, { maxParallel: 3 }],
  [{ 'max-failures': '1' }, { maxFailures: 1 }],
  [{ deadline: '7200' }, { deadline: 7200 }],
  [{ 'poll-interval': '60' }, { pollInterval: 60 }],
])('%j', (raw, expected) => {
  const inputs = ask(raw);
  expect(inputs.upgrade).toMatchObject(expected);
  expect(inputs.warnings).toEqual([]);
});

describe('what is stated beside the plan', () => {
  test('every aim, surge setting and key that differs from the default, and nothing else', () => {
    const raw = {
      'upgrade-type': 'node-pools-only',
      channel: 'rapid',
      'kubernetes-version': 'v1.35',
      'minimum-release-age': '7',
      'max-surge': '33%',
      'drain-timeout': '45',
      'node-soak-duration': '0',
      'undrainable-node-behavior': 'Cordon',
      'report-key': 'prod',
    };
    const inputs = ask(raw);
    const stated = inputs.upgrade?.stated;
    expect(stated).toEqual({
      upgradeType: 'node-pools-only',
      channel: 'rapid',
      kubernetesVersion: { kind: 'minor', text: '1.35', major: 1, minor: 35 },
      minimumReleaseAge: 7,
      surge: { maxSurge: '33%', drainTimeout: 45, nodeSoakDuration: 0, undrainableNodeBehavior: 'Cordon' },
      reportKey: 'prod',
    });
    expect(inputs.warnings).toEqual([]);
    for (const name of Object.keys(raw)) {
      const kept = ask(Object.fromEntries(Object.entries(raw).filter(([each]) => each !== name))).upgrade
        ?.stated;
      expect(JSON.stringify(kept).length, name).toBeLessThan(JSON.stringify(stated).length);
    }
  });

  test('a default that is written out cannot be told from none', () => {
    const raw = { 'upgrade-type': 'full', channel: 'stable', 'minimum-release-age': '0' };
    expect(ask(raw).upgrade?.stated).toEqual({ surge: {} });
  });

  test('the scope has its key, whatever `report-key` says', () => {
    const scope = { clusters: 'rg/aks' };
    const [plain, named, other] = [ask(scope), ask({ ...scope, 'report-key': 'prod' }), ask()];
    expect(named.scopeKey).toBe(plain.scopeKey);
    expect([named.telling.reportKey, named.upgrade?.scopeKey]).toEqual(['prod', plain.scopeKey]);
    expect(plain.telling.reportKey).toBe(plain.scopeKey);
    expect(other.scopeKey).not.toBe(plain.scopeKey);
    expect(parse({ ...scope, 'report-key': 'prod' }).scopeKey).toBe(plain.scopeKey);
  });
});

describe('an environment', () => {
  test('is needed by the gate of that name', () => {
    const failure = failureOf(() => ask({ environment: '' }));
    expect(failure.code).toBe('AKSU-INPUT');
    expect(failure.message).toContain('- environment: empty, and `gate: environment` needs it');
    expect(failure.message).toMatch(/allowed: .*\. Write for example `environment: production`/);
  });

  test.each<[RawInputs, string]>([
    [{ environment: 'a\u0007b' }, 'environment'],
    [{ environment: '', gate: 'issue_approval' }, 'gate'],
  ])('%j is one mistake, not two', (raw, input) => {
    const { message } = failureOf(() => ask(raw));
    expect(message.match(/^- [a-z-]+: /gm)).toEqual([`- ${input}: `]);
  });

  test('is not asked for in a check', () => {
    expect(() => parse({ gate: 'environment' })).not.toThrow();
  });
});

describe('the event', () => {
  test.each(['schedule', 'workflow_dispatch', 'push', 'repository_dispatch'])('%s is good', (eventName) => {
    expect(ask({}, { eventName }).mode).toBe('upgrade');
  });

  test.each([
    'pull_request',
    'pull_request_target',
    'issue_comment',
    'issues',
    'workflow_run',
    'merge_group',
    'release',
    'deployment',
    'Push',
    'schedule ',
    '',
    '::error::x',
  ])('"%s" is refused', (eventName) => {
    const failure = failureOf(() => ask({ 'report-to': 'issue' }, { eventName }));
    expect(failure.code).toBe('AKSU-EVENT');
    expect(failure.message).not.toContain('::');
    expect(failure.next).toContain('`workflow_dispatch`');
    expect(() => parse({ 'report-to': 'issue' }, { eventName })).not.toThrow();
  });

  test('comes after what is wrong', () => {
    const eventName = 'pull_request';
    expect(failureOf(() => ask({ channel: 'x' }, { eventName })).code).toBe('AKSU-INPUT');
    expect(failureOf(() => ask({ 'report-to': 'auto' }, { eventName })).code).toBe('AKSU-EVENT');
  });

  test('an untrusted pull request ends early all the same', () => {
    const inputs = ask(
      { channel: 'x', 'fail-on': 'drift' },
      { eventName: 'pull_request', isUntrustedPullRequest: true },
    );
    expect(inputs.endsEarly).toContain('no cluster was looked at or upgraded');
    expect(inputs.warnings).toEqual([]);
  });
});

describe('what has no effect', () => {
  test.each<[RawInputs, readonly string[]]>([
    [{ approvers: 'octocat' }, ['`approvers` has no effect with `gate: environment`.']],
    [{ gate: 'issue-approval' }, ['`environment` has no effect with `gate: issue-approval`.']],
    [{ gate: 'issue-approval', environment: '', approvers: 'octocat', 'allow-self-approval': 'true' }, []],
    [
      { gate: 'none', approvers: 'octocat', 'allow-self-approval': 'true' },
      ['environment', 'approvers', 'allow-self-approval'].map(
        (input) => `\`${input}\` has no effect with \`gate: none\`.`,
      ),
    ],
    [
      {
        'environment-tag': 'stage',
        'fail-on': 'drift',
        'pin-paths': 'infra',
        'base-branch': 'main',
        auth: 'azure-cli',
        audience: 'x',
      },
      [
        '`environment-tag` has no effect in `mode: upgrade`.',
        '`fail-on` has no effect in `mode: upgrade`.',
        '`pin-paths` has no effect in `mode: upgrade`.',
        '`base-branch` has no effect in `mode: upgrade`.',
        '`audience` has no effect with `auth: azure-cli`.',
      ],
    ],
    // It has one: it must agree with the plan.
    [{ 'upgrade-type': 'node-image-only', 'kubernetes-version': '1.35' }, []],
  ])('%j', (raw, warnings) => {
    expect(ask(raw).warnings).toEqual(warnings);
  });

  test('`fail-on` fails no upgrade', () => {
    expect(ask({ 'fail-on': 'drift' }).failOn).toEqual([]);
  });

  test('every input of the check alone is warned about or held against the plan', () => {
    const ofCheck = declaredInputs.filter(({ mode }) => mode === 'check').map(({ name }) => name);
    const held = 'upgrade-type channel kubernetes-version minimum-release-age max-surge drain-timeout';
    const more =
      'node-soak-duration undrainable-node-behavior report-key environment-tag fail-on pin-paths base-branch';
    expect(new Set(ofCheck)).toEqual(new Set(`${held} ${more}`.split(' ')));
  });
});

describe('where an upgrade is told', () => {
  const unused = (target: string): string =>
    `\`report-to: ${target}\` has no effect in \`mode: upgrade\`: an upgrade is told in the issue and in the job summary.`;

  test.each<[string, readonly string[], readonly string[]]>([
    ['auto', ['issue'], []],
    ['issue, pr-comment', ['issue'], ['pr-comment']],
    ['pull-request', [], ['pull-request']],
    ['pr-comment\npull-request', [], ['pr-comment', 'pull-request']],
    ['auto, pull-request', ['issue'], ['pull-request']],
  ])('report-to: %j', (reportTo, targets, without) => {
    const inputs = ask({ 'report-to': reportTo });
    expect(inputs.telling.reportTo).toEqual(targets);
    expect(inputs.warnings).toEqual(without.map(unused));
    expect('pins' in inputs).toBe(false);
  });

  test('with nothing of it left no token is needed', () => {
    expect(ask({ 'report-to': 'pull-request', 'github-token': '' }).telling.reportTo).toEqual([]);
    expect(
      failureOf(() => ask({ 'report-to': 'pull-request, issue', 'github-token': '' })).message,
    ).toContain('`report-to: issue` needs it');
    expect(ask({ 'report-to': 'none', 'github-token': '' }).telling.reportTo).toEqual([]);
  });
});
