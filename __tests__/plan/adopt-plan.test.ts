import { describe, expect, test } from 'vitest';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { RawInputs } from '../../src/inputs/parse-inputs.ts';
import { adoptPlan } from '../../src/plan/adopt-plan.ts';
import type { ApprovedPlan } from '../../src/plan/approved-plan.ts';
import { failureOf, parse } from '../inputs/a-run.ts';

const aim: Aim = {
  upgradeType: 'node-pools-only',
  channel: 'rapid',
  kubernetesVersion: { kind: 'exact', text: '1.36.2' },
  minimumReleaseAge: 7,
  surge: { maxSurge: '33%', drainTimeout: 45, nodeSoakDuration: 0, undrainableNodeBehavior: 'Cordon' },
};
const bare: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} };

function approved(differs: Partial<ApprovedPlan> = {}): ApprovedPlan {
  return {
    digest: `sha256:${'0'.repeat(64)}`,
    repositoryId: '4711',
    reportKey: 'prod',
    aim,
    steps: [],
    madeAt: new Date(0),
    runId: '99',
    runAttempt: '1',
    scopeKey: 'scope-0123456789',
    ...differs,
  };
}

const ask = (raw: RawInputs = {}) => parse({ mode: 'upgrade', gate: 'none', clusters: 'rg/aks', ...raw });

const all: RawInputs = {
  'upgrade-type': 'node-pools-only',
  channel: 'rapid',
  'kubernetes-version': 'v1.36.2',
  'minimum-release-age': '7',
  'max-surge': '33 %',
  'drain-timeout': '45',
  'node-soak-duration': '0',
  'undrainable-node-behavior': 'Cordon',
  'report-key': 'prod',
};

test.each<[string, RawInputs]>([
  ['nothing is stated', {}],
  ['everything is stated as the plan has it', all],
])('aim, surge and report key are the plan’s: %s', (_, raw) => {
  const asked = ask(raw);
  const adopted = adoptPlan(asked, approved());
  expect(adopted).toEqual({ ...asked, aim, telling: { ...asked.telling, reportKey: 'prod' } });
});

test('what the plan leaves empty is left empty', () => {
  expect(adoptPlan(ask(), approved({ aim: bare })).aim).toEqual(bare);
});

test('a check, which states nothing beside a plan, takes it as it is', () => {
  expect(adoptPlan(parse({ channel: 'patch' }), approved()).aim).toEqual(aim);
});

describe('a stated input that differs is refused by its name', () => {
  test.each<[string, string, string]>([
    ['upgrade-type', 'control-plane-only', 'given `control-plane-only`; the plan holds `node-pools-only`'],
    ['channel', 'patch', 'given `patch`; the plan holds `rapid`'],
    ['kubernetes-version', '1.36', 'given `1.36`; the plan holds `1.36.2`'],
    ['minimum-release-age', '8', 'given `8`; the plan holds `7`'],
    ['max-surge', '34%', 'given `34%`; the plan holds `33%`'],
    ['drain-timeout', '46', 'given `46`; the plan holds `45`'],
    ['node-soak-duration', '1', 'given `1`; the plan holds `0`'],
    ['undrainable-node-behavior', 'Schedule', 'given `Schedule`; the plan holds `Cordon`'],
    ['report-key', 'Prod', 'given `Prod`; the plan holds `prod`'],
  ])('%s: %s', (input, value, says) => {
    const failure = failureOf(() => adoptPlan(ask({ ...all, [input]: value }), approved()));
    expect(failure.code).toBe('AKSU-PLAN-INPUTS');
    expect(failure.message.split('\n').slice(1)).toEqual([`- ${input}: ${says}.`]);
  });

  test('all of them at once; what the plan leaves empty is told so', () => {
    const stated = { ...all, 'report-key': 'other' };
    const { message } = failureOf(() => adoptPlan(ask(stated), approved({ aim: bare })));
    const named = message.split('\n').flatMap((line) => /^- ([a-z-]+): /.exec(line)?.[1] ?? []);
    expect(named).toEqual(Object.keys(all));
    expect(message).toContain('- max-surge: given `33%`; the plan leaves it empty.');
  });
});
