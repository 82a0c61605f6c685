import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/drift/drift.ts';
import { declaredOutputs } from '../../src/inputs/declared.ts';
import { type CheckFacts, describeOutputs, type Kept } from '../../src/tracking/ending/outputs.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import { aPool, image, subscriptionId, version } from '../builders/fleet.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { aHold, anUnread, aStep, cluster, facts } from './check-facts.ts';

const quiet: Tracked = { operation: 'none' };
const nothingKept: Kept = { planText: '' };

function describeAll(of: CheckFacts, tracked = quiet, kept = nothingKept): Readonly<Record<string, string>> {
  return describeOutputs({ ...of, tracked, kept });
}

const versions = { from: version('1.34.8'), to: version('1.35.5') };
const images = { from: image('A-202601.01.0'), to: image('A-202602.01.0'), days: 31 };
const controlPlane = { to: version('1.36.2'), hops: [version('1.36.2')] };

test('nothing behind: every output of action.yml, and nothing else', () => {
  const outputs = describeAll(facts());
  expect(Object.keys(outputs)).toEqual([...declaredOutputs]);
  expect(outputs).toEqual({
    'upgrade-available': 'false',
    drift: '0',
    unsupported: 'false',
    blocked: 'false',
    unread: '0',
    plan: '',
    'plan-file': '',
    'plan-digest': facts().plan.digest,
    matrix: '{"include":[]}',
    'issue-number': '',
    'issue-url': '',
    'pull-request-number': '',
    'pull-request-url': '',
    'comment-url': '',
    operation: 'none',
    'report-file': '',
    result: '',
  });
});

describe('drift counts', () => {
  const pool = aPool();
  const below: Finding = { code: 'AKS003', severity: 'recommended', cluster, pool, text: 'It is below.' };
  test.each([
    ['a control plane once', [{ cluster, controlPlane, pools: [], isUnsupported: false }], [], '1'],
    [
      'a pool behind its control plane once',
      [{ cluster, pools: [{ pool, kubernetes: versions }], isUnsupported: false }],
      [below],
      '1',
    ],
    [
      'a pool below its control plane that AKS offers no way up',
      [{ cluster, pools: [], isUnsupported: false }],
      [below],
      '1',
    ],
    [
      'a pool behind in both twice',
      [{ cluster, pools: [{ pool, kubernetes: versions, image: images }], isUnsupported: false }],
      [below],
      '2',
    ],
    [
      'what moves with the whole cluster alone',
      [{ cluster, pools: [], isUnsupported: false }],
      [
        { code: 'AKS030', severity: 'recommended', cluster, text: 'It moves as a whole.' },
        { code: 'AKS006', severity: 'recommended', cluster, pool, text: 'It comes with Kubernetes.' },
      ],
      '2',
    ],
    [
      'an image that has a step once',
      [{ cluster, pools: [{ pool, image: images }], isUnsupported: false }],
      [{ code: 'AKS006', severity: 'recommended', cluster, pool, text: 'It is behind.' }],
      '1',
    ],
    [
      'over all clusters',
      [
        {
          cluster,
          controlPlane,
          pools: [
            { pool, image: images },
            { pool, image: images },
          ],
          isUnsupported: true,
        },
        { cluster, controlPlane, pools: [{ pool }], isUnsupported: false },
      ],
      [],
      '4',
    ],
  ] as const)('%s', (_, drift, findings, count) => {
    expect(describeAll(facts({ drift, findings }))['drift']).toBe(count);
  });
});

describe('true and false', () => {
  test('unsupported: any cluster', () => {
    const drift = [
      { cluster, pools: [], isUnsupported: false },
      { cluster, pools: [], isUnsupported: true },
    ];
    expect(describeAll(facts({ drift }))['unsupported']).toBe('true');
  });

  test('blocked: what the plan says, not every hold', () => {
    expect(describeAll(facts({ plan: { isBlocked: true, holds: [aHold()] } }))['blocked']).toBe('true');
    expect(describeAll(facts({ plan: { holds: [aHold({ heals: true })] } }))['blocked']).toBe('false');
  });

  test('a step that waits makes an upgrade available', () => {
    const waiting = aStep({ waits: [aHold({ reason: 'maintenance-window', standing: false })] });
    expect(describeAll(facts({ plan: { steps: [waiting] } }))['upgrade-available']).toBe('true');
  });
});

describe('unread counts', () => {
  test.each([
    ['a cluster', [anUnread('cluster', 'a')], '1'],
    [
      'one cluster once, however many of its reads failed',
      [anUnread('cluster', 'a'), anUnread('cluster', 'a')],
      '1',
    ],
    ['clusters and pools', [anUnread('cluster', 'a'), anUnread('pool', 'a/1'), anUnread('pool', 'a/2')], '3'],
    ['a subscription as one', [anUnread('subscription', 's')], '1'],
    ['no region', [anUnread('region', 's/westeurope')], '0'],
  ])('%s', (_, unread, count) => {
    expect(describeAll(facts({ unread }))['unread']).toBe(count);
  });
});

test('what was told and kept', () => {
  const tracked: Tracked = {
    operation: 'created',
    issueNumber: 7,
    issueUrl: 'https://github.com/octo/platform/issues/7',
  };
  const kept: Kept = { planText: 'aksu1.x', planFile: '/t/p.json', reportFile: '/t/r.md' };
  expect(describeAll(facts(), tracked, kept)).toMatchObject({
    operation: 'created',
    'issue-number': '7',
    'issue-url': 'https://github.com/octo/platform/issues/7',
    plan: 'aksu1.x',
    'plan-file': '/t/p.json',
    'report-file': '/t/r.md',
  });
});

describe('of an upgrade', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const matrix = [{ cluster: '00112233445566ff', environment: 'production' }];
  const after = {
    ...facts({ plan: { steps: [aStep()], matrix, isBlocked: true }, unread: [anUnread('cluster', 'x')] }),
    tracked: { operation: 'updated', commentUrl: 'https://github.com/octo/platform/issues/7#issuecomment-1' },
    kept: { planText: 'aksu1.x', planFile: '/t/p.json', reportFile: '/t/r.md' },
    upgrade: { outcome: { result: 'upgraded', steps: [], notes: [], hasMoved: true }, approved: { digest } },
  } as const;

  test('its result, what was read afterwards, the approved plan, and no plan to approve', () => {
    expect(describeOutputs(after)).toMatchObject({
      result: 'upgraded',
      'plan-digest': digest,
      plan: '',
      'plan-file': '',
      matrix: '{"include":[]}',
      'upgrade-available': 'true',
      blocked: 'true',
      unread: '1',
      drift: '0',
      'comment-url': 'https://github.com/octo/platform/issues/7#issuecomment-1',
      'report-file': '/t/r.md',
      operation: 'updated',
    });
  });

  test('no number of before when nothing was read again', () => {
    const outputs = describeOutputs({ ...after, isStale: true });
    expect(Object.keys(outputs)).toEqual([...declaredOutputs]);
    expect(outputs).toMatchObject({
      drift: '',
      unread: '',
      blocked: '',
      unsupported: '',
      'upgrade-available': '',
    });
    expect(outputs.result).toBe('upgraded');
  });
});

test('the matrix is one line of JSON, whatever a tag says', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { maxLength: 4 }), (environments) => {
      const matrix = environments.map((environment) => ({ cluster: '00112233445566ff', environment }));
      const text = describeAll(facts({ plan: { matrix } }))['matrix'] ?? '';
      const parsed: unknown = JSON.parse(text);
      expect(parsed).toEqual({ include: matrix });
      expect(text).not.toMatch(/[\r\n]/);
    }),
  );
});

test('no subscription and no name of Azure in any output', () => {
  const plan = { steps: [aStep()], holds: [aHold()], isBlocked: true };
  const drift = [
    {
      cluster,
      controlPlane,
      pools: [{ pool: aPool({ name: 'secretname' }), image: images }],
      isUnsupported: true,
    },
  ];
  const text = JSON.stringify(describeAll(facts({ plan, drift, unread: [anUnread('cluster', cluster.id)] })));
  expect(text).not.toContain('secretname');
  expect(text).not.toContain(subscriptionId);
});
