import { describe, expect, test } from 'vitest';
import { findHops, isJump } from '../../src/drift/hops.ts';
import { aCluster, offers, region, usualRegion, version } from '../builders/fleet.ts';

const all = () => true;
const texts = (hops: readonly { readonly text: string }[]) => hops.map((hop) => hop.text);

describe('the way up', () => {
  test.each([
    ['nothing on offer', {}, []],
    ['an offer below what runs', { offers: offers('1.36.1', '1.36.2') }, []],
    ['offers in any order', { offers: offers('1.37.0', '1.36.3') }, ['1.37.0', '1.38.0']],
    ['1.36.10 is above 1.36.9', { offers: offers('1.36.9', '1.36.10') }, ['1.36.10']],
    [
      'the fewest hops win over the highest patches',
      {
        offers: offers('1.36.3', '1.36.9'),
        region: region({ '1.36.3': ['1.37.0'], '1.36.9': ['1.36.10'], '1.36.10': ['1.37.0'], '1.37.0': [] }),
      },
      ['1.36.3', '1.37.0'],
    ],
    [
      'among equally short ways the highest version first',
      {
        offers: offers('1.36.3', '1.36.4'),
        region: region({ '1.36.3': ['1.37.0'], '1.36.4': ['1.37.0'], '1.37.0': [] }),
      },
      ['1.36.4', '1.37.0'],
    ],
    [
      'a list that leads in a circle or down ends',
      {
        offers: offers('1.36.3'),
        region: region({ '1.36.3': ['1.36.3', '1.36.2', '1.36.4'], '1.36.4': ['1.36.3'] }),
      },
      ['1.36.3', '1.36.4'],
    ],
    [
      'the region unread: what is offered, no further',
      { offers: offers('1.37.0'), region: undefined },
      ['1.37.0'],
    ],
    [
      'a stand-in for the region: no further either, whatever it holds',
      { offers: offers('1.37.0'), region: { ...usualRegion, isPartial: true } },
      ['1.37.0'],
    ],
    ['the offers unread: nothing', { offers: undefined }, []],
  ] as const)('%s', (_, differs, expected) => {
    expect(texts(findHops(aCluster(differs), all))).toEqual(expected);
  });

  test('what is not accepted is not passed through either', () => {
    const cluster = aCluster({ version: version('1.34.8'), offers: offers('1.35.5') });
    expect(texts(findHops(cluster, (each) => each.minor !== 36))).toEqual(['1.35.5']);
  });

  test('LTS jumps up to three minors, others go one by one', () => {
    const lts = aCluster({ supportPlan: 'AKSLongTermSupport' });
    expect(isJump(lts, version('1.30.1'), version('1.33.1'))).toBe(false);
    expect(isJump(lts, version('1.30.1'), version('1.34.1'))).toBe(true);
    expect(isJump(aCluster(), version('1.30.1'), version('1.31.1'))).toBe(false);
    expect(isJump(aCluster(), version('1.30.1'), version('1.32.1'))).toBe(true);
    expect(isJump(lts, version('1.37.1'), version('2.0.0'))).toBe(true);
  });
});
