import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Aim } from '../../src/inputs/inputs.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import { parseApprovedPlan } from '../../src/plan/approved-plan.ts';
import { digestOf, writeCanonical } from '../../src/plan/canonical.ts';
import { type PlanEnvelope, parsePlanEnvelope, sealPlan } from '../../src/plan/plan-envelope.ts';
import { openPlan, packPlan } from '../../src/plan/runner-plan-text.ts';
import { failureOf } from '../inputs/a-run.ts';
import { approve, planOf } from './carried-out.ts';
import { drawFleet } from './random-fleet.ts';
import { usualAim } from './table/row.ts';

const madeAt = new Date('2026-11-22T06:00:00Z');
const maker = { runId: '99', runAttempt: '2', repositoryId: '4711', scopeKey: 'scope-0123456789' };
const surge = {
  maxSurge: '33%',
  drainTimeout: 45,
  nodeSoakDuration: 0,
  undrainableNodeBehavior: 'Cordon',
} as const;
const minor = { kind: 'minor', text: '1.36', major: 1, minor: 36 } as const;
const aim: Aim = { ...usualAim, kubernetesVersion: minor, minimumReleaseAge: 7, surge };
const steps = [
  { kind: 'control-plane', hashedId: '00112233445566ff', from: '1.35.5', to: '1.36.2' },
  { kind: 'pool-version', hashedId: '10112233445566ff', from: '1.34.8', to: '1.36.2' },
  {
    kind: 'node-image',
    hashedId: '20112233445566ff',
    from: 'AKSUbuntu-2404-202611.09.0',
    to: 'AKSUbuntu-2404-202611.16.0',
  },
] as const;
const canonical = writeCanonical(steps, aim, { repositoryId: '4711', reportKey: 'prod' });

function seal(plan = canonical, differs: Partial<PlanEnvelope> = {}): PlanEnvelope {
  const sealed = sealPlan(
    { steps: [], holds: [], canonical: plan, digest: digestOf(plan, sha256), isBlocked: false, matrix: [] },
    maker,
    madeAt,
  );
  return { ...sealed, ...differs };
}

const open = (plan: string): unknown => parseApprovedPlan(parsePlanEnvelope(plan, sha256));
const refused = (act: () => unknown): string => {
  const { code, message } = failureOf(act);
  expect(code).toBe('AKSU-PLAN-MALFORMED');
  expect(message).toMatch(/^plan: this is no plan of a check: .*\.$/);
  return message;
};

describe('an approved plan', () => {
  test('comes back as it was sealed', () => {
    expect(open(JSON.stringify(seal()))).toEqual({
      digest: `sha256:${sha256(canonical)}`,
      repositoryId: '4711',
      reportKey: 'prod',
      aim,
      steps,
      madeAt,
      runId: '99',
      runAttempt: '2',
      scopeKey: 'scope-0123456789',
    });
  });

  test('settings that were left empty stay empty', () => {
    const plan = writeCanonical([], usualAim, { repositoryId: '4711', reportKey: 'prod' });
    expect(parseApprovedPlan(seal(plan))).toMatchObject({ aim: usualAim, steps: [] });
    const exact = { ...usualAim, kubernetesVersion: { kind: 'exact', text: '1.36.2' } } as const;
    const plan2 = writeCanonical([], exact, { repositoryId: '4711', reportKey: 'prod' });
    expect(parseApprovedPlan(seal(plan2)).aim).toEqual(exact);
  });

  test('of a random fleet is what was planned', () => {
    void fc.assert(
      fc.property(fc.nat({ max: 0x7fffffff }), (number) => {
        const fleet = drawFleet(number);
        const { plan } = planOf(fleet);
        const approved = approve(plan, fleet.now);
        expect(approved.aim).toEqual(fleet.aim);
        const planned = plan.steps.map(({ kind, hashedId, from, to }) => ({ kind, hashedId, from, to }));
        expect(approved.steps).toEqual(planned);
        expect(approved.digest).toBe(plan.digest);
      }),
      { seed: 20_261_122, numRuns: 300, endOnFailure: true },
    );
  });
});

describe('an envelope is refused', () => {
  test.each([
    ['nothing of ours', '{}', 'a form that this version does not know'],
    ['another schema', JSON.stringify({ ...seal(), schema: 2 }), 'a form that this version does not know'],
    ['no object', '[]', 'a form that this version does not know'],
    ['no JSON', '{', 'it is no JSON object'],
    ['null', 'null', 'it is no JSON object'],
    ['a word', '"plan"', 'it is no JSON object'],
    ['one key more', JSON.stringify({ ...seal(), more: 1 }), 'not written the way'],
    ['other blanks', JSON.stringify(seal(), null, 1), 'not written the way'],
    [
      'another order',
      JSON.stringify({ scopeKey: '', ...Object.fromEntries(Object.entries(seal()).reverse()) }),
      'not written the way',
    ],
    ['a key twice', JSON.stringify(seal()).replace('{', '{"runId":"1",'), 'not written the way'],
    [
      'another digest',
      JSON.stringify(seal(canonical, { digest: `sha256:${'0'.repeat(64)}` })),
      'its digest does not fit',
    ],
  ])('%s', (_, text, why) => {
    expect(refused(() => open(text))).toContain(why);
  });

  test.each<[keyof PlanEnvelope, unknown]>([
    ['plan', undefined],
    ['plan', 'x'],
    ['plan', {}],
    ['digest', 'sha256:ab'],
    ['digest', `sha1:${'0'.repeat(64)}`],
    ['madeAt', undefined],
    ['madeAt', 1_700_000_000],
    ['madeAt', '2026-11-22'],
    ['madeAt', '2026-11-22T06:00:00Z'],
    ['madeAt', '2026-11-22T06:00:00.000+01:00'],
    ['runId', ''],
    ['runId', 99],
    ['runId', 'x99'],
    ['runAttempt', '1.5'],
    ['repositoryId', '4711\n'],
    ['scopeKey', undefined],
    ['scopeKey', ''],
    ['scopeKey', '../x'],
    ['scopeKey', 'x'.repeat(65)],
  ])('%s: %j', (name, value) => {
    expect(refused(() => open(JSON.stringify({ ...seal(), [name]: value })))).toContain(
      `its \`${name}\` is missing`,
    );
  });

  test.each(['2026-02-30T06:00:00.000Z', '2026-13-01T06:00:00.000Z', '2026-11-22T25:00:00.000Z'])(
    'a time that never was: %s',
    (time) => {
      expect(refused(() => open(JSON.stringify(seal(canonical, { madeAt: time }))))).toContain(
        '`madeAt` is no time',
      );
    },
  );

  test('empty text is no plan at all', () => {
    expect(failureOf(() => open(' \n')).code).toBe('AKSU-PLAN-EMPTY');
  });
});

describe('a canonical plan is refused whose digest fits, but not its form', () => {
  type Json = Record<string, unknown>;
  const parsed = (): Json => JSON.parse(canonical) as Json;
  const withAim = (differs: Json): Json => ({
    ...parsed(),
    aim: { ...(parsed()['aim'] as Json), ...differs },
  });
  const withSurge = (differs: Json): Json => ({
    ...parsed(),
    surge: { ...(parsed()['surge'] as Json), ...differs },
  });
  const withStep = (...step: unknown[]): Json => ({ ...parsed(), steps: [step] });
  const id = '00112233445566ff';

  test.each<[string, Json | string]>([
    ['a form that this version does not know', { ...parsed(), schema: 2 }],
    ['a form that this version does not know', { ...parsed(), schema: '1' }],
    ['its plan is no JSON', '{"schema":1'],
    ['`repositoryId` is missing', { ...parsed(), repositoryId: 4711 }],
    ['`repositoryId` is missing', { ...parsed(), repositoryId: 'x' }],
    ['different repositories', { ...parsed(), repositoryId: '4712' }],
    ['`reportKey` is missing', { ...parsed(), reportKey: '../x' }],
    ['`reportKey` is missing', { ...parsed(), reportKey: undefined }],
    ['its `aim` is no object', { ...parsed(), aim: null }],
    ['its `surge` is no object', { ...parsed(), surge: '33%' }],
    ['`upgradeType` is missing', withAim({ upgradeType: 'all' })],
    ['`kubernetesVersion` is missing', { ...parsed(), aim: [] }],
    ['`channel` is missing', withAim({ channel: null })],
    ['`kubernetesVersion` is missing', withAim({ kubernetesVersion: '1.x' })],
    ['`kubernetesVersion` is missing', withAim({ kubernetesVersion: undefined })],
    ['not written the way', withAim({ kubernetesVersion: 'v1.36' })],
    ['`minimumReleaseAge` is missing', withAim({ minimumReleaseAge: -1 })],
    ['`minimumReleaseAge` is missing', withAim({ minimumReleaseAge: 366 })],
    ['`minimumReleaseAge` is missing', withAim({ minimumReleaseAge: true })],
    ['not written the way', withAim({ minimumReleaseAge: '7' })],
    ['not written the way', withAim({ more: 1 })],
    ['`maxSurge` is missing', withSurge({ maxSurge: '0' })],
    ['not written the way', withSurge({ maxSurge: '33 %' })],
    ['`drainTimeout` is missing', withSurge({ drainTimeout: 1441 })],
    ['`nodeSoakDuration` is missing', withSurge({ nodeSoakDuration: 31 })],
    ['`undrainableNodeBehavior` is missing', withSurge({ undrainableNodeBehavior: 'cordon' })],
    ['not written the way', withSurge({ force: true })],
    ['not written the way', { ...parsed(), more: [] }],
    ['not written the way', canonical.replace('{', '{ ')],
    ['not written the way', canonical.replace('"steps":', '"steps":[],"steps":')],
    ['its `steps` are no list', { ...parsed(), steps: {} }],
    ['its `steps` are no list', { ...parsed(), steps: undefined }],
    ['its step 1 is none', { ...parsed(), steps: ['x'] }],
    ['its step 1 is none', withStep('control-plane', id, '1.35.5')],
    ['its step 1 is none', withStep('control-plane', id, '1.35.5', '1.36.2', '')],
    ['its step 1 is none', withStep('rollback', id, '1.35.5', '1.36.2')],
    ['its step 1 is none', withStep('control-plane', id.toUpperCase(), '1.35.5', '1.36.2')],
    ['its step 1 is none', withStep('control-plane', `${id}0`, '1.35.5', '1.36.2')],
    ['its step 1 is none', withStep('control-plane', 7, '1.35.5', '1.36.2')],
    ['its step 1 is none', withStep('control-plane', id, '1.36.2', '1.35.5')],
    ['its step 1 is none', withStep('control-plane', id, '1.36.2', '1.36.2')],
    ['its step 1 is none', withStep('pool-version', id, '1.35', '1.36.2')],
    ['its step 1 is none', withStep('pool-version', id, '1.35.5', 'v1.36.2')],
    ['its step 1 is none', withStep('pool-version', id, '1.35.5', null)],
    ['its step 1 is none', withStep('node-image', id, 'a', 'A')],
    ['its step 1 is none', withStep('node-image', id, 'a', ' b')],
    ['its step 1 is none', withStep('node-image', id, 'a', '')],
    ['its step 1 is none', withStep('node-image', id, 'a\n', 'b')],
    ['its step 1 is none', withStep('node-image', id, 'a', 'b\u200b')],
    ['its step 1 is none', withStep('node-image', id, 'a', 'b'.repeat(257))],
    ['holds a step twice', { ...parsed(), steps: [...steps, { ...steps[0] }].map((s) => Object.values(s)) }],
    [
      'holds a step twice',
      { ...parsed(), steps: [...steps, { ...steps[0], from: '1.35.4' }].map((s) => Object.values(s)) },
    ],
  ])('%s', (why, plan) => {
    const text = typeof plan === 'string' ? plan : JSON.stringify(plan);
    expect(refused(() => parseApprovedPlan(seal(text)))).toContain(why);
  });
});

describe('a single change of the text', () => {
  const file = JSON.stringify(seal());
  const packed = packPlan(seal());
  const numbers = fc.nat({ max: 0x7fffffff });
  const letters = [...'0123456789abcdefXYZ-_"{}[],:. '];
  const changed = (text: string, at: number, by: number): string => {
    const index = at % text.length;
    const letter = letters[by % letters.length] ?? '';
    const next = text[index] === letter ? '~' : letter;
    const before = text.slice(0, index);
    return [
      before + next + text.slice(index + 1),
      before + text.slice(index + 1),
      before + next + text.slice(index),
    ][by % 3] as string;
  };
  /** When, by which run and for which scope is judged elsewhere: a change there is another such fact, not another plan. */
  const facts = ({ plan, digest, repositoryId }: PlanEnvelope): unknown => ({ plan, digest, repositoryId });

  test.each([
    ['of the file', file, (text: string) => parsePlanEnvelope(text, sha256)],
    ['of the packed text', packed, (text: string) => openPlan(text)],
  ])('%s: 1,000 of 1,000 are refused, or change nothing that was approved', (_, text, read) => {
    let refusals = 0;
    let outside = 0;
    void fc.assert(
      fc.property(numbers, numbers, (at, by) => {
        try {
          const envelope = read(changed(text, at, by));
          parseApprovedPlan(envelope);
          expect(facts(envelope)).toEqual(facts(seal()));
          outside += 1;
        } catch (error) {
          expect(
            failureOf(() => {
              throw error;
            }).code,
          ).toBe('AKSU-PLAN-MALFORMED');
          refusals += 1;
        }
      }),
      { seed: 20_261_122, numRuns: 1000, endOnFailure: true },
    );
    expect(refusals + outside).toBe(1000);
    expect(refusals).toBeGreaterThan(850);
  });

  test('within plan and digest: 1,000 of 1,000 are refused', () => {
    const [begin, end] = [file.indexOf('"plan"'), file.indexOf('"madeAt"') - 1];
    void fc.assert(
      fc.property(numbers, numbers, (at, by) => {
        const inside = changed(file.slice(begin, end), at, by);
        refused(() => open(file.slice(0, begin) + inside + file.slice(end)));
      }),
      { seed: 20_261_122, numRuns: 1000, endOnFailure: true },
    );
  });
});
