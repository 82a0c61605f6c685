import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCluster, parseClusterHead } from '../../src/inventory/arm-cluster.ts';
import {
  describeProblem,
  parseArmError,
  plainSentence,
  retrySecondsInText,
} from '../../src/inventory/arm-errors.ts';
import { parseMaintenance } from '../../src/inventory/arm-maintenance.ts';
import {
  parseAvailableVersions,
  parseClusterOffers,
  parsePoolOffer,
  parseRegionVersions,
} from '../../src/inventory/arm-offers.ts';
import { parsePool } from '../../src/inventory/arm-pool.ts';
import {
  armCluster,
  armPool,
  availableVersions,
  clusterProfile,
  maintenanceList,
  poolProfile,
  regionList,
} from './arm-bodies.ts';

function cluster(properties: Record<string, unknown>, top: Record<string, unknown> = {}) {
  const item = { ...armCluster({ properties }), ...top };
  const head = parseClusterHead(item);
  return head === undefined ? undefined : parseCluster(item, head);
}

function pool(differs: Record<string, unknown>) {
  return parsePool(armPool(differs), '/cluster');
}

describe('a cluster', () => {
  test.each([
    [
      'alias asked for, patch running',
      { kubernetesVersion: '1.35', currentKubernetesVersion: '1.35.4' },
      { version: { text: '1.35.4' }, requestedVersion: '1.35' },
    ],
    [
      'no current version',
      { kubernetesVersion: '1.35.4', currentKubernetesVersion: null },
      { version: { text: '1.35.4' } },
    ],
    [
      'channels in any case',
      { autoUpgradeProfile: { upgradeChannel: 'Node-Image', nodeOSUpgradeChannel: 'securitypatch' } },
      { upgradeChannel: 'node-image', nodeOsChannel: 'SecurityPatch' },
    ],
    ['no channels', { autoUpgradeProfile: null }, { upgradeChannel: 'none', nodeOsChannel: 'unknown' }],
    [
      'an unknown node OS channel',
      { autoUpgradeProfile: { nodeOSUpgradeChannel: 'Weekly' } },
      { upgradeChannel: 'none', nodeOsChannel: 'unknown' },
    ],
    ['stopped', { powerState: { code: 'stopped' } }, { power: 'stopped' }],
    ['no power state', { powerState: null }, { power: 'unknown' }],
    ['long-term support', { supportPlan: 'aksLongTermSupport' }, { supportPlan: 'AKSLongTermSupport' }],
    ['no support plan', { supportPlan: null }, { supportPlan: 'KubernetesOfficial' }],
    ['an empty support plan', { supportPlan: '' }, { supportPlan: 'KubernetesOfficial' }],
    ['node auto-provisioning', { nodeProvisioningProfile: { mode: 'Auto' } }, { hasNodeProvisioning: true }],
    [
      'a network, in any case',
      { networkProfile: { networkPlugin: 'Kubenet', networkPolicy: 'azure', loadBalancerSku: 'Standard' } },
      { network: { plugin: 'kubenet', policy: 'azure', loadBalancerSku: 'standard' } },
    ],
    [
      'a network of which ARM says little, and some of it nonsense',
      { networkProfile: { networkPlugin: 'azure', networkPolicy: null, loadBalancerSku: 'a b' } },
      { network: { plugin: 'azure' } },
    ],
    [
      'a provisioning error',
      { status: { provisioningError: { code: 'Bad', message: 'it\nbroke' } } },
      { provisioningError: 'Bad: it broke' },
    ],
  ])('%s', (_, properties, expected) => {
    expect(cluster(properties)).toMatchObject({ ok: true, value: expected });
  });

  test.each([null, {}, 'kubenet', { networkPlugin: 7, networkPolicy: '', loadBalancerSku: 'x'.repeat(31) }])(
    'a network profile of %j says nothing',
    (networkProfile) => {
      const parsed = cluster({ networkProfile });
      expect(parsed?.ok === true && 'network' in parsed.value).toBe(false);
    },
  );

  test('its place: location without blanks, Automatic by its SKU', () => {
    expect(
      cluster({}, { location: 'West Europe', sku: { name: 'Automatic', tier: 'Standard' } }),
    ).toMatchObject({
      ok: true,
      value: { location: 'westeurope', isAutomatic: true, tier: 'Standard' },
    });
  });

  test.each([
    ['no location', {}, { location: null }, 'location'],
    [
      'an alias and nothing more',
      { kubernetesVersion: '1.35', currentKubernetesVersion: undefined },
      {},
      'version',
    ],
    ['a channel that nobody knows', { autoUpgradeProfile: { upgradeChannel: 'weekly' } }, {}, 'channel'],
    ['a channel of another type', { autoUpgradeProfile: { upgradeChannel: 3 } }, {}, 'channel'],
    ['a support plan that nobody knows', { supportPlan: 'KubernetesExtended' }, {}, 'support plan'],
    ['a support plan of another type', { supportPlan: 2 }, {}, 'support plan'],
  ])('is unread with %s', (_, properties, top, reason) => {
    expect(cluster(properties, top)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });
});

describe('a node pool', () => {
  test.each([
    [
      'orchestratorVersion absent while the current one is set',
      { orchestratorVersion: undefined },
      { version: { text: '1.35.4' } },
    ],
    ['no image', { nodeImageVersion: null }, { image: undefined }],
    ['no OS SKU', { osSKU: undefined }, { osSku: undefined }],
    ['Windows', { osType: 'Windows', osSKU: 'Windows2022' }, { os: 'Windows', osSku: 'Windows2022' }],
    ['Spot', { scaleSetPriority: 'spot' }, { isSpot: true }],
    ['a mode to come', { mode: 'ManagedSystem' }, { mode: 'other' }],
    ['snapshot', { creationData: { sourceResourceId: '/snap' } }, { snapshotId: '/snap' }],
    ['empty upgrade settings', { upgradeSettings: {} }, { upgradeSettings: {} }],
    ['null upgrade settings', { upgradeSettings: null }, { upgradeSettings: {} }],
    [
      'virtual machines counted per size',
      {
        type: 'VirtualMachines',
        count: undefined,
        virtualMachineNodesStatus: [
          { size: 'a', count: 2 },
          { size: 'b', count: 3 },
        ],
      },
      { kind: 'VirtualMachines', count: 5 },
    ],
    ['zero nodes', { count: 0 }, { count: 0 }],
    [
      'upgrading its image',
      { provisioningState: 'UpgradingNodeImageVersion' },
      { provisioningState: 'UpgradingNodeImageVersion' },
    ],
  ])('%s', (_, differs, expected) => {
    expect(pool(differs)).toMatchObject({ ok: true, value: expected });
  });

  test.each([
    ['no name', { name: null }],
    ['no full version', { orchestratorVersion: '1.35', currentOrchestratorVersion: null }],
    ['no node count', { count: null }],
  ])('is unread with %s', (_, differs) => {
    expect(pool(differs)).toMatchObject({ ok: false });
  });
});

describe('offers', () => {
  test('a cluster without upgrades is level; a profile without a control plane is unread', () => {
    expect(parseClusterOffers({ properties: { controlPlaneProfile: { upgrades: null } } })).toEqual({
      ok: true,
      value: [],
    });
    expect(parseClusterOffers({ properties: {} })).toMatchObject({ ok: false });
    expect(parseClusterOffers('nonsense')).toMatchObject({ ok: false });
  });

  test('a pool profile without upgrades or image is an answer, one without properties is not', () => {
    expect(parsePoolOffer({ properties: {} })).toEqual({
      ok: true,
      value: { latestImage: undefined, upgrades: undefined },
    });
    expect(parsePoolOffer({})).toMatchObject({ ok: false });
  });

  test('the region: previews, long-term support alone, and lists from before there were plans', () => {
    const parsed = parseRegionVersions(regionList);
    const patches = parsed.ok ? parsed.value.patches : [];
    expect(
      patches.map((patch) => [
        patch.version.text,
        patch.isPreview,
        patch.supportPlans,
        patch.upgrades.map((one) => one.text),
      ]),
    ).toEqual([
      ['1.32.100', false, ['AKSLongTermSupport'], ['1.33.7']],
      ['1.35.4', false, ['KubernetesOfficial', 'AKSLongTermSupport'], ['1.36.2', '1.35.10']],
      ['1.35.10', false, ['KubernetesOfficial', 'AKSLongTermSupport'], ['1.36.2']],
      ['1.36.2', false, ['KubernetesOfficial'], []],
      ['1.37.0', true, ['KubernetesOfficial'], []],
    ]);
    const ancient = parseRegionVersions({ values: [{ version: '1.20', patchVersions: { '1.20.1': {} } }] });
    expect(ancient).toMatchObject({
      ok: true,
      value: { patches: [{ supportPlans: ['KubernetesOfficial'], upgrades: [] }] },
    });
  });

  test.each([[{}], [{ values: [] }], [{ values: null }], [undefined]])('no version list: %j', (body) => {
    expect(parseRegionVersions(body)).toMatchObject({ ok: false });
  });
});

describe('maintenance configurations', () => {
  const window = (schedule: unknown, more: object = {}) => ({
    name: 'aksManagedAutoUpgradeSchedule',
    properties: {
      maintenanceWindow: { schedule, durationHours: 4, startTime: '00:00', utcOffset: '-08:00', ...more },
    },
  });

  test.each([
    [{ daily: { intervalDays: 2 } }, { kind: 'daily', intervalDays: 2 }],
    [
      { weekly: { intervalWeeks: 3, dayOfWeek: 'friday' } },
      { kind: 'weekly', intervalWeeks: 3, day: 'Friday' },
    ],
    [
      { absoluteMonthly: { intervalMonths: 3, dayOfMonth: 31 } },
      { kind: 'absolute-monthly', intervalMonths: 3, dayOfMonth: 31 },
    ],
    [
      { daily: null, relativeMonthly: { intervalMonths: 1, dayOfWeek: 'Tuesday', weekIndex: 'Last' } },
      { kind: 'relative-monthly', intervalMonths: 1, day: 'Tuesday', week: 'Last' },
    ],
  ])('%j', (schedule, recurrence) => {
    expect(parseMaintenance([window(schedule)])).toMatchObject({
      ok: true,
      value: [
        {
          name: 'aksManagedAutoUpgradeSchedule',
          schedule: { kind: 'recurring', recurrence, utcOffsetMinutes: -480 },
        },
      ],
    });
  });

  test('the default one: hours of the week, and spans when nothing may happen', () => {
    const item = {
      name: 'default',
      properties: {
        timeInWeek: [{ day: 'Monday', hourSlots: [1, 2] }],
        notAllowedTime: [{ start: '2026-12-20T03:00:00Z', end: '2026-12-30T12:00:00Z' }],
      },
    };
    expect(parseMaintenance([item])).toEqual({
      ok: true,
      value: [
        {
          name: 'default',
          schedule: { kind: 'hours-of-week', slots: [{ day: 'Monday', hours: [1, 2] }] },
          notAllowed: [{ start: '2026-12-20T03:00:00Z', end: '2026-12-30T12:00:00Z' }],
        },
      ],
    });
  });

  test.each([
    window({ hourly: { interval: 1 } }),
    window({ daily: { intervalDays: 0 } }),
    window({ daily: { intervalDays: 1 } }, { startTime: '24:00' }),
    window({ daily: { intervalDays: 1 } }, { utcOffset: 'CET' }),
    window({ daily: { intervalDays: 1 } }, { durationHours: null }),
    window({ daily: { intervalDays: 1 } }, { notAllowedDates: [{ start: 'x', end: 'y' }] }),
    { name: 'default', properties: { timeInWeek: [{ day: 'Someday', hourSlots: [1] }] } },
    { name: 'default', properties: { timeInWeek: [{ day: 'Monday', hourSlots: [24] }] } },
    { name: 'default', properties: {} },
    null,
  ])('half a calendar is no calendar: %j', (item) => {
    expect(parseMaintenance([window({ daily: { intervalDays: 1 } }), item])).toMatchObject({ ok: false });
  });
});

describe('errors', () => {
  test.each([
    [{ error: { code: 'ResourceNotFound', message: 'gone' } }, 'ResourceNotFound', undefined],
    [
      { code: 'ValidationError', details: null, message: 'no', subcode: 'UpgradeBlocked' },
      'ValidationError',
      'UpgradeBlocked',
    ],
    [{ error: null, code: 'Throttled', message: '' }, 'Throttled', undefined],
  ])('both envelopes: %j', (body, code, subcode) => {
    expect(parseArmError(body)).toMatchObject({ code, subcode });
  });

  test.each([
    [
      502,
      '<html>\r\n<head><title>502 Bad\nGateway</title></head></html>',
      'Azure answered 502 with a web page, "502 Bad Gateway"',
    ],
    [200, '<!DOCTYPE html><html></html>', 'Azure answered 200 with a web page'],
    [200, '{"value": [', 'Azure answered 200 with text that is not JSON'],
    [200, undefined, 'Azure answered 200 with an empty body'],
    [
      403,
      {
        error: {
          code: 'AuthorizationFailed',
          message: "has no authorization to perform action 'Microsoft.X/y/read' over scope '/s'",
        },
      },
      'Azure refused (403 AuthorizationFailed)',
    ],
    [404, { code: 'NotFound', message: 'no such thing' }, 'not found (404 NotFound)'],
    [409, [1], 'Azure answered 409 with a body that names no error'],
  ])('%i %j', (status, body, reason) => {
    expect(describeProblem(status, body).reason).toBe(reason);
  });

  test('ids, control characters and length are kept out of what is told', () => {
    const text = plainSentence(
      `subscription 11111111-1111-4111-8111-111111111111\r\n\u001b[31m${'é'.repeat(999)}`,
    );
    expect(text).toMatch(/^subscription … \[31mé+…$/);
    expect(Array.from(text)).toHaveLength(300);
  });

  test.each([
    ['Please Retry after 2 seconds.', 2],
    ['try again in 3 minutes', 180],
    ['retry later', undefined],
  ])('a wait in the text alone: %s', (message, seconds) => {
    expect(retrySecondsInText({ error: { code: 'X', message } })).toBe(seconds);
  });
});

describe('whatever field is absent, null or of another type', () => {
  type Parse = (body: unknown) => unknown;
  const parsers: readonly [string, unknown, Parse][] = [
    [
      'cluster',
      armCluster({ properties: { status: { provisioningError: { code: 'a', message: 'b' } } } }),
      (body) => {
        const head = parseClusterHead(body);
        return head === undefined ? undefined : parseCluster(body, head);
      },
    ],
    ['pool', armPool({ creationData: { sourceResourceId: 'x' } }), (body) => parsePool(body, '/cluster')],
    ['cluster offers', clusterProfile, parseClusterOffers],
    ['pool offer', poolProfile, parsePoolOffer],
    ['region', regionList, parseRegionVersions],
    [
      'available versions',
      availableVersions,
      (body) => parseAvailableVersions(body, { supportPlan: 'KubernetesOfficial', offers: [] }),
    ],
    ['maintenance', maintenanceList, (body) => parseMaintenance([body])],
    ['error', { error: { code: 'a', message: 'b' } }, (body) => describeProblem(400, body)],
  ];

  test.each(parsers)('%s: parsed or refused, never thrown', (_, body, parse) => {
    const nonsense = fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'x',
      0,
      -1,
      Number.NaN,
      true,
      [],
      [null],
      {},
      { a: 1 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), nonsense), { maxLength: 4 }), (edits) => {
        const copy: unknown = structuredClone(body);
        for (const [where, value] of edits) spoil(copy, where, value);
        expect(() => parse(copy)).not.toThrow();
      }),
      { numRuns: 1500 },
    );
  });
});

/** Overwrites the n-th field, counted through the whole body. */
function spoil(body: unknown, where: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      collect((node as Record<string, unknown>)[key]);
    }
  };
  collect(body);
  const place = places[where % Math.max(places.length, 1)];
  if (place === undefined) return;
  if (value === undefined) delete place[0][place[1]];
  else place[0][place[1]] = structuredClone(value);
}
