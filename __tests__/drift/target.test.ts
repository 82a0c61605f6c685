import { describe, expect, test } from 'vitest';
import { ceilingOf, coverOf, newestMinor } from '../../src/drift/target.ts';
import type { Aim } from '../../src/inputs/inputs.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { aCluster, now, offers, partialRegion, region, version } from '../builders/fleet.ts';

const aim = (channel: Aim['channel']): Aim => ({
  upgradeType: 'full',
  channel,
  minimumReleaseAge: 0,
  surge: {},
});
const standIn = (...texts: string[]) => aCluster({ region: partialRegion(texts) });
const lts: Partial<Cluster> = { supportPlan: 'AKSLongTermSupport' };

describe('what a version is to a cluster', () => {
  test.each([
    ['covered', aCluster(), '1.36.2', 'covered'],
    ['a preview by the region', aCluster(), '1.38.0', 'preview'],
    ['a preview by the offers', aCluster({ offers: offers('1.37.0!') }), '1.37.0', 'preview'],
    ['LTS alone', aCluster(), '1.33.12', 'other-plan'],
    ['LTS alone, for an LTS cluster', aCluster(lts), '1.33.12', 'covered'],
    ['a patch that the region does not list goes by its minor', aCluster(), '1.36.7', 'covered'],
    ['the same under LTS alone', aCluster(), '1.33.99', 'other-plan'],
    ['a minor that the region does not list', aCluster(), '1.29.4', 'not-listed'],
    ['region unread, supported by the calendar', aCluster({ region: undefined }), '1.35.1', 'covered'],
    ['region unread, over by the calendar', aCluster({ region: undefined }), '1.33.1', 'other-plan'],
    ['region unread, over for LTS too', aCluster({ ...lts, region: undefined }), '1.30.1', 'other-plan'],
    [
      'a stand-in says covered of what the calendar leaves to LTS',
      standIn('1.33.12'),
      '1.33.12',
      'other-plan',
    ],
    ['a stand-in knows it as a preview', standIn('1.36.2!'), '1.36.2', 'preview'],
    ['a stand-in knows its minor as previews alone', standIn('1.37.0!'), '1.37.1', 'preview'],
    ['a stand-in does not list it', standIn('1.35.5'), '1.36.1', 'covered'],
    ['region unread, newer than the calendar', aCluster({ region: undefined }), '1.39.1', 'covered'],
  ] as const)('%s', (_, cluster, text, expected) => {
    expect(coverOf(version(text), cluster, now)).toBe(expected);
  });
});

describe('N', () => {
  test.each([
    ['from the region, without previews', aCluster(), 37],
    ['from the region, of the own plan', aCluster({ region: region({ '1.35.0': [], '1.36.0L': [] }) }), 35],
    ['by the calendar', aCluster({ region: undefined }), 37],
    ['by the calendar, where a stand-in ends before', standIn('1.34.8', '1.35.5'), 37],
    [
      'by the calendar, unless the server offers more',
      aCluster({ region: undefined, offers: offers('1.38.1', '1.39.0!') }),
      38,
    ],
  ] as const)('%s', (_, cluster, expected) => {
    expect(newestMinor(cluster, now)).toEqual({ major: 1, minor: expected });
  });
});

describe('what the channel allows', () => {
  test.each([
    ['patch', aCluster({ version: version('1.34.8') }), 'patch', 34],
    ['stable is N-1', aCluster({ version: version('1.34.8') }), 'stable', 36],
    ['rapid is N', aCluster({ version: version('1.34.8') }), 'rapid', 37],
    ['stable above N-1 stays', aCluster({ version: version('1.37.0') }), 'stable', 37],
    ['LTS, 181 days left', aCluster({ ...lts, version: version('1.32.11') }), 'rapid', 32, '2026-09-01'],
    [
      'LTS, exactly 180 days left',
      aCluster({ ...lts, version: version('1.32.11') }),
      'rapid',
      37,
      '2026-10-02',
    ],
    [
      'LTS, 181 days left to the day',
      aCluster({ ...lts, version: version('1.32.11') }),
      'rapid',
      32,
      '2026-10-01',
    ],
    ['LTS, over', aCluster({ ...lts, version: version('1.30.4') }), 'stable', 36],
    ['LTS, newer than the calendar', aCluster({ ...lts, version: version('1.38.0') }), 'rapid', 38],
  ] as const)('%s', (_, cluster, channel, expected, at?: string) => {
    const day = at === undefined ? now : new Date(`${at}T00:00:00Z`);
    const ceiling = ceilingOf(cluster, aim(channel), day);
    expect(ceiling).toEqual({ major: 1, minor: expected });
  });
});
