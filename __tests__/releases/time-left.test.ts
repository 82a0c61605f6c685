import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import { type Calendar, bundledCalendar as calendar } from '../../src/releases/calendar.ts';
import { featureRetirements, osRetirements } from '../../src/releases/retirements.ts';
import { type FleetMember, listTimeLeft } from '../../src/releases/time-left.ts';
import { aCluster, aPool, image, partialRegion, region, version } from '../builders/fleet.ts';

const day = (text: string) => new Date(`${text}T06:00:00Z`);
const today = day('2026-11-22');
/** A pool that shows nothing that is retired. */
const plainPool = (differs: Partial<NodePool> = {}) => aPool({ version: version('1.36.2'), ...differs });
const member = (differs: Partial<Cluster> = {}, to?: string): FleetMember => {
  const running = differs.version ?? version('1.36.2');
  const cluster = aCluster({ pools: [plainPool({ version: running })], ...differs });
  return to === undefined ? { cluster } : { cluster, to: version(to) };
};
const list = (fleet: readonly FleetMember[], now = today, by: Calendar = calendar) =>
  listTimeLeft(fleet, by, now).map(({ subject, event, day: when, clusters, pools }) =>
    [when, `${subject}: ${event}`, clusters, pools].filter((part) => part !== undefined),
  );
const lts = { supportPlan: 'AKSLongTermSupport' } as const;

describe('support', () => {
  test('of what runs and of what is aimed for, by day', () => {
    expect(
      list([
        member({ version: version('1.34.8') }, '1.35.5'),
        member({ version: version('1.34.7') }),
        member({ version: version('1.33.12') }, '1.35.5'),
      ]),
    ).toEqual([
      ['2026-07-31', 'Kubernetes 1.33: standard support ended', 1],
      ['2026-11-30', 'Kubernetes 1.34: standard support ends', 2],
      ['2027-03-31', 'Kubernetes 1.35: standard support ends', 2],
    ]);
  });

  test('of a pool on a minor of its own, once a cluster', () => {
    const pools = ['1.35.4', '1.35.5', '1.36.2'].map((text) => plainPool({ version: version(text) }));
    expect(list([member({ pools })])).toEqual([
      ['2027-03-31', 'Kubernetes 1.35: standard support ends', 1],
      ['2027-06-30', 'Kubernetes 1.36: standard support ends', 1],
    ]);
  });

  test('in the long term concerns those on that plan, and them alone', () => {
    const fleet = [member({ version: version('1.34.8') }), member({ version: version('1.34.8'), ...lts })];
    expect(list(fleet)).toEqual([
      ['2026-11-30', 'Kubernetes 1.34: standard support ends', 1],
      ['2027-11-30', 'Kubernetes 1.34: long-term support ends', 1],
    ]);
  });

  test('the last day is supported, the day after is not', () => {
    const fleet = [member({ version: version('1.34.8') })];
    expect(list(fleet, day('2026-11-30'))[0]?.[1]).toBe('Kubernetes 1.34: standard support ends');
    expect(list(fleet, day('2026-12-01'))[0]?.[1]).toBe('Kubernetes 1.34: standard support ended');
  });

  test('outside the calendar nothing is known', () => {
    expect(list([member({ version: version('1.20.1') }), member({ version: version('1.38.0') })])).toEqual(
      [],
    );
    expect(list([])).toEqual([]);
  });

  test('says as of when, and what the bundled calendar said where the live one has moved', () => {
    const minors = calendar.minors.map((dates) => {
      if (dates.minor === 31) return { ...dates, asOf: '2026-08-05' };
      return dates.minor === 34 ? { ...dates, communityEnd: '2026-12-31' } : dates;
    });
    const live: Calendar = { ...calendar, origin: 'live', asOf: '2026-11-20', minors };
    const fleet = [
      member({ version: version('1.31.13'), ...lts }),
      member({ version: version('1.34.8') }),
      member({ version: version('1.35.4') }),
    ];
    const { asOf, source } = calendar;
    expect(listTimeLeft(fleet, live, today).map((each) => [each.day, each.asOf, each.others])).toEqual([
      ['2026-11-30', '2026-08-05', []],
      ['2026-12-31', '2026-11-20', [{ day: '2026-11-30', asOf, source }]],
      ['2027-03-31', '2026-11-20', []],
    ]);
    for (const bundled of [calendar, { ...live, origin: 'bundled' } as const])
      expect(listTimeLeft(fleet, bundled, today).flatMap(({ others }) => others)).toEqual([]);
  });
});

describe('the default', () => {
  const defaults = (fleet: readonly FleetMember[], now = today) =>
    list(fleet, now).filter(([, text]) => String(text).includes('default'));
  const at = (standard: string | undefined, to = '1.36.2') =>
    member(
      {
        version: version('1.35.5'),
        region: standard === undefined ? undefined : region({ [`${standard}.1`]: [] }, standard),
      },
      to,
    );

  test('is told for the month in which the next minor comes', () => {
    expect(defaults([at('1.35'), at(undefined)], day('2026-10-31'))).toEqual([
      ['2026-10', 'Kubernetes 1.36: becomes the default', 2],
    ]);
  });

  test('is not told where the region has it already, whatever the calendar says', () => {
    expect(defaults([at('1.36'), at('1.37')], day('2026-06-01'))).toEqual([]);
  });

  test('that is late in a region is told so; where the region is not known, nothing is', () => {
    const stranger = member(
      { version: version('1.35.5'), region: partialRegion(['1.35.5'], '1.35.5') },
      '1.36.2',
    );
    expect(defaults([at('1.35'), at(undefined), stranger], day('2026-11-01'))).toEqual([
      ['2026-10', 'Kubernetes 1.36: was to become the default by the calendar; not yet so in the region', 1],
    ]);
  });

  test('is not told of what nobody aims for, nor where the calendar ends', () => {
    expect(defaults([member({}), at('1.35', '1.37.0')], day('2026-06-01'))).toEqual([]);
  });
});

describe('operating systems', () => {
  test('by image, or by OS SKU where there is none; counted by pool', () => {
    const old = aPool({ image: image('AKSUbuntu-2204gen2containerd-202607.09.0') });
    const windows = aPool({ os: 'Windows', osSku: 'Windows2019', image: undefined });
    expect(list([member({ pools: [old, old, windows] }), member({ pools: [old] })])).toEqual([
      ['2026-03-01', 'Windows Server 2019: support ended', 1, 1],
      ['2027-04-01', 'Windows Server 2019: its images are removed', 1, 1],
      ['2027-06-30', 'Kubernetes 1.36: standard support ends', 2],
      ['2027-06-30', 'Ubuntu 22.04: support ends', 2, 3],
      ['2028-04-30', 'Ubuntu 22.04: its images are removed', 2, 3],
    ]);
    const later = list([member({ pools: [windows] })], day('2027-04-02'));
    expect(later[1]).toEqual(['2027-04-01', 'Windows Server 2019: its images were removed', 1, 1]);
  });

  test.each(osRetirements.map(({ what, imagePrefixes }) => [what, imagePrefixes] as const))(
    '%s is known by its images',
    (what, prefixes) => {
      for (const prefix of prefixes) {
        const pools = [aPool({ image: image(`${prefix}gen2containerd-202607.09.0`), osSku: undefined })];
        const found = listTimeLeft([member({ pools })], calendar, today);
        expect(
          found.filter(({ subject }) => subject === what).map(({ event }) => event.split(' ')[0]),
        ).toEqual(['support', 'its']);
      }
    },
  );
});

describe('features', () => {
  const linux = plainPool();
  const windows = plainPool({
    os: 'Windows',
    osSku: 'Windows2025',
    image: image('AKSWindows-2025-gen2-26100.33158.260715'),
  });
  const told = (differs: Partial<Cluster>) =>
    list([member(differs)]).filter(([, text]) => !String(text).startsWith('Kubernetes'));

  test.each([
    ['kubenet', { network: { plugin: 'kubenet' } }, [['2028-03-31', 'kubenet: support ends', 1]]],
    ['another plugin', { network: { plugin: 'azure', policy: 'cilium', loadBalancerSku: 'standard' } }, []],
    ['no word on the network', {}, []],
    [
      'a basic load balancer',
      { network: { loadBalancerSku: 'basic' } },
      [['2025-09-30', 'Basic Load Balancer: support ended', 1]],
    ],
    [
      'Azure NPM on Linux',
      { network: { policy: 'azure' }, pools: [linux, linux] },
      [['2028-09-30', 'Azure Network Policy Manager on Linux nodes: support ends', 1, 2]],
    ],
    [
      'Azure NPM on both systems',
      { network: { policy: 'azure' }, pools: [linux, windows] },
      [
        ['2026-09-30', 'Azure Network Policy Manager on Windows nodes: support ended', 1, 1],
        ['2028-09-30', 'Azure Network Policy Manager on Linux nodes: support ends', 1, 1],
      ],
    ],
    [
      'availability sets',
      { pools: [linux, plainPool({ kind: 'AvailabilitySet' })] },
      [['2025-09-30', 'Availability sets: support ended', 1, 1]],
    ],
  ] as const)('%s', (_, differs, expected) => {
    expect(told(differs as Partial<Cluster>)).toEqual(expected);
  });

  test('each of them says who says so', () => {
    const network = { plugin: 'kubenet', policy: 'azure', loadBalancerSku: 'basic' };
    const pools = [linux, windows, plainPool({ kind: 'AvailabilitySet' })];
    const found = listTimeLeft([member({ network, pools })], calendar, today);
    for (const { what, asOf, source } of featureRetirements)
      expect(found.find(({ subject }) => subject === what)).toMatchObject({ asOf, source });
  });
});

test('the order of the fleet changes nothing, days only grow, and nobody is counted who is not there', () => {
  const someMember = fc
    .record({
      running: fc.constantFrom('1.31.13', '1.33.12', '1.34.8', '1.35.5', '1.36.2', '1.38.0'),
      to: fc.constantFrom(undefined, '1.35.5', '1.36.2'),
      isLts: fc.boolean(),
      kind: fc.constantFrom(
        'AKSUbuntu-2204gen2containerd',
        'AKSWindows-2019-containerd',
        'AKSUbuntu-2404containerd',
      ),
      plugin: fc.constantFrom('azure', 'kubenet'),
    })
    .map(({ running, to, isLts, kind, plugin }) => {
      const pools = [
        aPool({ version: version(running), image: image(`${kind}-202607.09.0`), osSku: undefined }),
      ];
      return member({ version: version(running), network: { plugin }, pools, ...(isLts ? lts : {}) }, to);
    });
  fc.assert(
    fc.property(fc.array(someMember, { maxLength: 12 }), (fleet) => {
      const found = listTimeLeft(fleet, calendar, today);
      expect(listTimeLeft(fleet.toReversed(), calendar, today)).toEqual(found);
      expect(found.map((entry) => entry.day)).toEqual(found.map((entry) => entry.day).toSorted());
      for (const { clusters } of found) expect(clusters > 0 && clusters <= fleet.length).toBe(true);
      expect(new Set(found.map(({ subject, event }) => subject + event)).size).toBe(found.length);
    }),
  );
});
