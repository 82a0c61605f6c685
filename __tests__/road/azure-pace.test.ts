/** Azure's token buckets as documented: never emptied at our own pace, never asked early once they are. */
import { expect, test } from 'vitest';
import type { ExchangeRecord, SimResponse } from '../../simulator/exchange.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { manyClusters } from './azure-many.ts';
import { check, complainOfEnding, inWorld, readsOf, unreadRows } from './start.ts';

const throttled = (reads: readonly ExchangeRecord[]): number =>
  reads.filter(({ response }) => response.status === 429).length;

/** A read that is paced and then refused: the one after it may be under way already, at one a second. */
function onPacedRead(nth: number, match: FaultRule['match'], response: SimResponse): FaultRule {
  return { name: 'forced', match, nth, kind: 'before', response };
}

const isRegional = (path: string) =>
  /upgradeprofiles|kubernetesversions|maintenanceconfigurations/i.test(path);

/** Reads that came in between the refusal and the instant from which it allows them again, in order. */
function withinWait(reads: readonly ExchangeRecord[], from: number, wait: number): readonly ExchangeRecord[] {
  return reads.filter(({ at }) => at > from && at < from + wait - 50);
}

test.concurrent('more reads in one region than its bucket holds: paced, no 429, and a forced one is obeyed', async () => {
  const wait = 5000;
  const faults = [onPacedRead(64, { when: ({ path }) => isRegional(path) }, aks({ 'retry-after': '5' }))];
  await inWorld({ fleet: manyClusters(1, ['westeurope'], 12, 5), faults }, async (world) => {
    const result = await check(world, {}, { timeout: 150_000 });
    const reads = readsOf(world).filter(({ request }) => isRegional(request.path));
    expect(complainOfEnding(world, result)).toEqual([]);
    const forced = reads.filter(({ fault }) => fault === 'forced');
    console.log(
      `12 clusters × 5 pools in one region: ${reads.length} reads of its bucket of 60 in ` +
        `${(result.duration / 1000).toFixed(1)} s, ${throttled(reads) - forced.length} × 429 besides the forced one`,
    );
    expect([forced.length, throttled(reads)]).toEqual([1, 1]);
    expect([result.exitCode, result.outputs['unread']]).toEqual([0, '0']);
    const meanwhile = withinWait(reads, forced[0]?.at ?? 0, wait);
    expect(meanwhile.length).toBeLessThanOrEqual(1);
    expect(meanwhile.map(({ request }) => request.path)).not.toContain(forced[0]?.request.path);
    expect(result.log).toMatch(/^Reading Azure: \d+ of \d+ reads done\./m);
  });
}, 180_000);

test.concurrent('a 429 of Resource Manager stops the whole subscription, and no other', async () => {
  const fleet = manyClusters(2, ['westeurope', 'northeurope'], 11, 5);
  const [first = '', second = ''] = fleet.subscriptions.map(({ id }) => id);
  const code = 'SubscriptionRequestsThrottled';
  const message = 'Number of read requests for the subscription exceeded the limit.';
  const body = { error: { code, message } };
  const response: SimResponse = { status: 429, headers: { 'retry-after': '4' }, body };
  const when = ({ path }: { path: string }) =>
    path.includes(first) && /westeurope/.test(path) && isRegional(path);
  await inWorld({ fleet, faults: [onPacedRead(65, { when }, response)] }, async (world) => {
    const result = await check(world, {}, { timeout: 150_000 });
    expect(complainOfEnding(world, result)).toEqual([]);
    expect([result.exitCode, result.outputs['unread']]).toEqual([0, '0']);
    const reads = readsOf(world);
    const forcedAt = reads.find(({ fault }) => fault === 'forced')?.at ?? 0;
    const readsIn = (id: string) =>
      withinWait(
        reads.filter(({ request }) => request.path.includes(id)),
        forcedAt,
        4000,
      ).length;
    console.log(
      `429 of Resource Manager: ${readsIn(first)} reads under way in its subscription, ` +
        `${readsIn(second)} in the other meanwhile`,
    );
    expect(forcedAt).toBeGreaterThan(0);
    // At most one under way in either region; the other subscription goes on at one a second in each.
    expect(readsIn(first)).toBeLessThanOrEqual(2);
    expect(readsIn(second)).toBeGreaterThanOrEqual(4);
  });
}, 180_000);

function aks(headers: Record<string, string>, message = 'The request is throttled.'): SimResponse {
  return { status: 429, headers, body: { code: 'Throttled', details: null, message, subcode: '' } };
}

interface Throttle {
  readonly name: string;
  readonly response: SimResponse;
  /** How often in a row. */
  readonly times: number;
  /** Milliseconds after which the next read may come, at the earliest. */
  readonly wait: (answeredAt: number) => number;
}

const inSeconds = (seconds: number) => () => seconds * 1000;
const date = new Date(Math.ceil(Date.now() / 1000) * 1000 + 14_000);
const dated = aks({ 'retry-after': date.toUTCString() });

/** Each meets the list of a subscription of its own, where nothing else can be under way. */
const throttles: readonly Throttle[] = [
  { name: 'seconds', response: aks({ 'retry-after': '3' }), times: 2, wait: inSeconds(3) },
  { name: 'a date', response: dated, times: 1, wait: (at) => date.getTime() - at },
  { name: 'milliseconds', response: aks({ 'x-ms-retry-after-ms': '2500' }), times: 2, wait: inSeconds(2.5) },
  { name: 'text', response: aks({}, 'Throttled. Retry after 4 seconds.'), times: 1, wait: inSeconds(4) },
  // Silent about it: from five seconds on, and twice that the next time.
  { name: 'nothing', response: aks({}), times: 2, wait: inSeconds(5) },
  { name: 'a blank header', response: aks({ 'retry-after': ' ' }), times: 1, wait: inSeconds(5) },
  { name: 'nonsense', response: aks({ 'retry-after': 'soon' }), times: 1, wait: inSeconds(5) },
  { name: 'no body', response: { status: 429, body: '' }, times: 1, wait: inSeconds(5) },
  { name: '503', response: { ...aks({ 'retry-after': '3' }), status: 503 }, times: 2, wait: inSeconds(3) },
];

test.concurrent('nothing is asked before a 429 allows it, however it says so', async () => {
  const fleet = manyClusters(throttles.length, ['westeurope'], 1, 1);
  const ids = fleet.subscriptions.map(({ id }) => id);
  const faults = throttles.map(
    ({ name, response, times }, at): FaultRule => ({
      name,
      match: { path: `/subscriptions/${ids[at]}/providers/Microsoft.ContainerService/managedClusters` },
      nth: Array.from({ length: times }, (_, index) => index + 1),
      kind: 'before',
      response,
    }),
  );
  await inWorld({ fleet, faults }, async (world) => {
    const result = await check(world, {}, { timeout: 150_000 });
    expect(complainOfEnding(world, result)).toEqual([]);
    const drift = String(throttles.length * 2);
    expect([result.exitCode, result.outputs['unread'], result.outputs['drift']]).toEqual([0, '0', drift]);
    const told = throttles.map(({ name, times, wait }, at) => {
      const reads = readsOf(world).filter(({ request }) => request.path.includes(ids[at] ?? 'none'));
      const struck = reads.filter(({ fault }) => fault === name);
      const early = struck.map((read) => withinWait(reads, read.at, wait(read.at)).length);
      expect([name, struck.length, early]).toEqual([name, times, struck.map(() => 0)]);
      return `${name} × ${times}`;
    });
    console.log(`429 by ${told.join(', ')}: 0 early reads in ${(result.duration / 1000).toFixed(1)} s`);
  });
}, 180_000);

test.concurrent('a wait longer than the run has is not waited for: unread, and the rest is told', async () => {
  const response = aks({ 'retry-after': '3600' });
  const faults: FaultRule[] = [
    { match: { path: /aks-eastus-0\/upgradeProfiles/ }, kind: 'before', response },
  ];
  await inWorld({ fleet: manyClusters(1, ['westeurope', 'eastus'], 1, 1), faults }, async (world) => {
    const result = await check(world);
    expect(complainOfEnding(world, result)).toEqual([]);
    expect([result.exitCode, result.duration < 20_000]).toEqual([0, true]);
    const unread = unreadRows(result.summary).map(({ what }) => what);
    expect(unread.join()).toContain('aks-eastus-0');
    expect(result.summary).toContain('aks-westeurope-0');
  });
});
