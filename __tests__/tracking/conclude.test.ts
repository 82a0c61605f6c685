import { describe, expect, test } from 'vitest';
import type { FailOn } from '../../src/inputs/inputs.ts';
import { conclude } from '../../src/tracking/conclude.ts';
import { aPool, image, subscriptionId, version } from '../builders/fleet.ts';
import { aHold, anUnread, cluster, facts } from './check-facts.ts';

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
    expect(conclude(words, found)).toBeUndefined();
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
    const failure = conclude(words, found);
    expect(failure).toMatchObject({ code: 'AKSU-FAIL-ON', message });
    expect(failure?.next).toContain('out of `fail-on`');
  });
});

describe('nothing could be read', () => {
  test('ends with a failure of its own, whatever fail-on says', () => {
    const found = facts({ clusters: [], unread: [anUnread('subscription', 's')] });
    for (const words of [[], everything]) {
      expect(conclude(words, found)).toMatchObject({ code: 'AKSU-AZURE-READ' });
    }
  });

  test('names reasons and missing role actions, and no id', () => {
    const reason = `403 over scope /subscriptions/${subscriptionId}\n::error::x`;
    const missingAction = 'Microsoft.ContainerService/managedClusters/read';
    const reasons = ['a', 'b', 'c', 'd'].map((text) => anUnread('cluster', text, { reason: text }));
    const failure = conclude(
      [],
      facts({ clusters: [], unread: [anUnread('subscription', 's', { reason, missingAction }), ...reasons] }),
    );
    expect(failure?.message).toBe(
      'No cluster could be read, and 5 clusters or pools could not be read: ' +
        '403 over scope /subscriptions/<id> ::error::x; a; b; and 2 more reasons',
    );
    expect(failure?.next).toContain('`Microsoft.ContainerService/managedClusters/read`');
  });

  test('one cluster that was read is not nothing', () => {
    expect(conclude([], unread)).toBeUndefined();
  });
});
