import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { FailOn } from '../../src/inputs/inputs.ts';
import type { Unread } from '../../src/inventory/inventory.ts';
import { type Asked, conclude } from '../../src/tracking/ending/conclude.ts';
import type { Outcome, StepOutcome } from '../../src/upgrade/outcome.ts';
import { aPool, image, subscriptionId, version } from '../builders/fleet.ts';
import { anOutcome, aTrouble } from '../builders/upgrade-told.ts';
import { aHold, anUnread, cluster, facts } from './check-facts.ts';

function asking(failOn: readonly FailOn[], scope: Partial<Asked['scope']> = {}, redact = false): Asked {
  const all = { subscriptionIds: [], clusters: [], tags: [], nodePools: [] };
  return { failOn, scope: { ...all, ...scope }, telling: { redact } };
}

const everything: readonly FailOn[] = ['drift', 'unsupported', 'blocked', 'unread'];
const images = { from: image('A-202601.01.0'), to: image('A-202602.01.0'), days: 31 };
const behind = facts({
  drift: [{ cluster, pools: [{ pool: aPool(), image: images }], isUnsupported: false }],
});
const manyBehind = facts({
  drift: [
    {
      cluster,
      controlPlane: { to: version('1.36.2'), hops: [] },
      pools: [{ pool: aPool(), image: images }],
      isUnsupported: true,
    },
  ],
});
const blocked = facts({ plan: { isBlocked: true, holds: [aHold(), aHold(), aHold({ heals: true })] } });
const unread = facts({ unread: [anUnread('cluster', 'a'), anUnread('pool', 'b')] });

describe('fail-on', () => {
  test.each([
    ['nothing found', everything, facts()],
    ['found, not named', [], behind],
    ['found, another named', ['unsupported', 'blocked', 'unread'] as const, behind],
    [
      'a hold that heals by itself',
      ['blocked'] as const,
      facts({ plan: { holds: [aHold({ heals: true })] } }),
    ],
    ['a region that could not be read', everything, facts({ unread: [anUnread('region', 'x')] })],
    ['no cluster at all', everything, facts({ clusters: [] })],
  ])('%s: ends with 0', (_, words, found) => {
    expect(conclude(asking(words), found)).toBeUndefined();
  });

  test.each([
    [['drift'], behind, '`fail-on: drift` matched: 1 thing is behind.'],
    [
      ['unsupported', 'drift'],
      manyBehind,
      '`fail-on: unsupported, drift` matched: 1 cluster runs a Kubernetes version out of support; 2 things are behind.',
    ],
    [['blocked', 'drift'], blocked, '`fail-on: blocked` matched: 2 things that are due are held back.'],
    [['unread'], unread, '`fail-on: unread` matched: 2 clusters or pools could not be read.'],
    [
      ['blocked'],
      facts({ plan: { isBlocked: true } }),
      '`fail-on: blocked` matched: 1 thing that is due is held back.',
    ],
  ] as const)('%j', (words, found, message) => {
    const failure = conclude(asking(words), found);
    expect(failure).toMatchObject({ code: 'AKSU-FAIL-ON', message });
    expect(failure?.next).toContain('out of `fail-on`');
  });
});

describe('nothing could be read', () => {
  test('ends with a failure of its own, whatever fail-on says', () => {
    const found = facts({ clusters: [], unread: [anUnread('subscription', 's')] });
    for (const words of [[], everything]) {
      expect(conclude(asking(words), found)).toMatchObject({ code: 'AKSU-AZURE-READ' });
    }
  });

  test('names things, reasons and missing role actions, and no whole id', () => {
    const reason = `403 over scope /subscriptions/${subscriptionId}\n::error::x`;
    const missingAction = 'Microsoft.ContainerService/managedClusters/read';
    const reasons = ['a', 'b', 'c', 'd'].map((text) => anUnread('cluster', `rg/${text}`, { reason: text }));
    const subscription = anUnread('subscription', subscriptionId, { reason, missingAction });
    const failure = conclude(asking([]), facts({ clusters: [], unread: [subscription, ...reasons] }));
    const end = subscriptionId.slice(-4);
    expect(failure?.message).toBe(
      `No cluster could be read: subscription …${end} (403 over scope /subscriptions/…${end} ::error::x); ` +
        'cluster rg/a (a); cluster rg/b (b); and 2 more.',
    );
    expect(failure?.next).toContain('`Microsoft.ContainerService/managedClusters/read`');
  });

  test('one cause of many things is told once', () => {
    const unread = ['a', 'b', 'c', 'd', 'e'].map((name) => anUnread('cluster', name));
    expect(conclude(asking([]), facts({ clusters: [], unread }))?.message).toBe(
      'No cluster could be read: cluster a, cluster b, cluster c and 2 more (Azure said 403 (AuthorizationFailed)).',
    );
  });

  test('with `redact` neither names nor the words of Azure', () => {
    const unread = [
      anUnread('cluster', 'rg-secret/aks', { reason: 'Azure answered (409 Conflict): rg-secret is locked' }),
      anUnread('cluster', 'rg-secret/*', { reason: 'not found: there is no resource group rg-secret' }),
    ];
    expect(conclude(asking([], {}, true), facts({ clusters: [], unread }))?.message).toBe(
      'No cluster could be read: 1 cluster (Azure answered (409 Conflict)); 1 cluster (not found).',
    );
  });

  const named = { kind: 'named', resourceGroup: 'rg', name: 'x' } as const;
  const missing = { reason: 'not found (404 ResourceNotFound)' };
  test.each<[string, Partial<Asked['scope']>, Unread, string]>([
    [
      '`clusters`',
      { clusters: [named] },
      anUnread('cluster', 'rg/x', missing),
      'Correct `clusters`: `az aks list',
    ],
    [
      '`cluster-name`',
      { clusterName: 'x' },
      anUnread('cluster', 'x', missing),
      'Correct `cluster-name`: `az aks list',
    ],
    [
      'a group and a name',
      { resourceGroup: 'rg', clusterName: 'x', tags: [{ key: 'a', value: 'b' }] },
      anUnread('cluster', 'rg/x', missing),
      'Correct `resource-group` or `cluster-name`: `az aks list',
    ],
    [
      '`resource-group`',
      { resourceGroup: 'rg' },
      anUnread('cluster', 'rg/*', missing),
      'Correct `resource-group`: ',
    ],
    [
      'an id of the matrix',
      { clusters: [{ kind: 'hashed', hash: '0123456789abcdef' }] },
      anUnread('cluster', '0123456789abcdef', missing),
      'Correct `clusters`: the `matrix` output',
    ],
    [
      '`subscription-id`',
      { subscriptionIds: [subscriptionId] },
      anUnread('subscription', subscriptionId, missing),
      'Correct `subscription-id`: `az account list',
    ],
  ])('%s names what is not there: the next step corrects it', (_, scope, entry, next) => {
    const failure = conclude(asking([], scope), facts({ clusters: [], unread: [entry] }));
    expect(failure?.code).toBe('AKSU-AZURE-READ');
    expect(failure?.next).toContain(next);
    expect(failure?.next).not.toContain('reader role');
  });

  test('a missing right comes before a missing name', () => {
    const unread = [
      anUnread('cluster', 'rg/x', missing),
      anUnread('subscription', 's', { missingAction: 'Microsoft.ContainerService/managedClusters/read' }),
    ];
    expect(conclude(asking([]), facts({ clusters: [], unread }))?.next).toContain('Give the identity');
  });

  test('one cluster that was read is not nothing', () => {
    expect(conclude(asking([]), unread)).toBeUndefined();
  });
});

describe('an upgrade', () => {
  const system = aPool({ name: 'system-secretname' });
  const trouble = aTrouble();
  const ending = (result: Outcome['result'], ...steps: readonly StepOutcome[]) => ({
    ...facts({ drift: [{ cluster, pools: [], isUnsupported: true }] }),
    upgrade: { outcome: { result, steps, notes: [], hasMoved: true } },
  });
  const failed = anOutcome(cluster, { pool: system, end: 'failed', trouble });

  test.each(['upgraded', 'nothing-to-do', 'handed-over', 'dry-run'] as const)(
    '%s ends well, whatever `fail-on` says',
    (result) => {
      expect(conclude(asking(['unsupported']), ending(result))).toBeUndefined();
    },
  );

  test('failed: the step, its cause, and what to do', () => {
    const failure = conclude(asking([]), ending('failed', anOutcome(cluster), failed, failed));
    expect(failure).toMatchObject({
      code: 'AKSU-UPGRADE-FAILED',
      message:
        'Kubernetes 1.35.5 → 1.36.2 of pool system-secretname of rg-secretname/aks-secretname failed (PodDrainFailure). ' +
        'A node could not be drained: a pod disruption budget lets no pod go. 1 more step did not end well.',
      next: 'Loosen the budget or add a replica, then run again. Run again when that is repaired.',
    });
  });

  test('what could not be read is no good end either, and a failure goes before it', () => {
    const unread = anOutcome(cluster, { end: 'unread', text: 'Not read.' });
    expect(conclude(asking([]), ending('failed', unread))?.message).toBe(
      'Kubernetes 1.35.5 → 1.36.2 of the control plane of rg-secretname/aks-secretname could not be read.',
    );
    expect(conclude(asking([]), ending('failed', unread, failed))?.message).toContain(
      'failed (PodDrainFailure)',
    );
    expect(
      conclude(asking([]), ending('failed', anOutcome(undefined, { end: 'unread' })))?.message,
    ).toContain('cluster-00112233');
  });

  test('with redact: the short ids of the report, and no name', () => {
    const failure = conclude(asking([], {}, true), ending('failed', failed));
    expect(`${failure?.message} ${failure?.next}`).not.toContain('secretname');
    expect(failure?.message).toMatch(/^Kubernetes 1\.35\.5 → 1\.36\.2 of pool-[0-9a-f]{8} failed\. A node/);
  });

  test('a name makes no command of the runner', () => {
    const name = '\n::error::x\n##[error]y';
    const hostile = anOutcome({ ...cluster, name }, { pool: aPool({ name }), end: 'failed', trouble });
    expect(conclude(asking([]), ending('failed', hostile))?.message).not.toMatch(/\n|##\[/);
  });

  test('a failed step comes before a reading that failed', () => {
    const nothing = facts({ clusters: [], unread: [anUnread('subscription', 's')] });
    const { upgrade } = ending('failed', failed);
    expect(conclude(asking([]), { ...nothing, upgrade })?.code).toBe('AKSU-UPGRADE-FAILED');
    const well = ending('upgraded', anOutcome(cluster));
    expect(conclude(asking([]), { ...nothing, upgrade: well.upgrade })?.code).toBe('AKSU-AZURE-READ');
  });
});

describe('trouble with telling it', () => {
  const anEnd = (result: Outcome['result']): Outcome => ({ result, steps: [], notes: [], hasMoved: true });
  const trouble = new Failure('AKSU-GITHUB', 'GitHub did not answer.');

  test('counts for more than what `fail-on` asks for', () => {
    expect(conclude(asking(['drift']), behind, trouble)).toBe(trouble);
    expect(conclude(asking([]), facts(), trouble)).toBe(trouble);
  });

  test('does not hide a failed upgrade, and is not hidden by a good one', () => {
    const failed = { ...facts(), upgrade: { outcome: anEnd('failed') } };
    expect(conclude(asking([]), failed, trouble)?.code).toBe('AKSU-UPGRADE-FAILED');
    const good = { ...facts(), upgrade: { outcome: anEnd('upgraded') } };
    expect(conclude(asking([]), good, trouble)).toBe(trouble);
  });
});
