/** Every exchange with Azure and everything that can come back: a typed outcome, and nothing lost that was read. */
import { expect, test } from 'vitest';
import {
  complainOfTime,
  complainOfTrace,
  complainOfUnread,
  hang,
  healthy,
  healthyList,
  kinds,
  meet,
  tell,
  usualRegion,
} from './azure-fault-runs.ts';
import {
  allClusters,
  clusterExchanges,
  faults,
  firstExchanges,
  foreignLink,
  lastAtEntra,
  lastAtOidc,
} from './azure-faults.ts';
import { mapSome } from './start.ts';

const [oidc, entra, ...lists] = firstExchanges;
const afterLists = clusterExchanges.filter(({ name }) => name !== 'cluster');

test.concurrent('without a fault', async () => {
  for (const met of [await healthy(), await healthyList()]) {
    expect([met.complaints, met.unread, met.result.exitCode]).toEqual([[], [usualRegion], 0]);
    expect(met.result.outputs).toMatchObject({ drift: '16', unread: '0' });
  }
});

test.concurrent('what passes, once at every exchange of a run, leaves no trace', async () => {
  let cells = 0;
  const passing = faults.filter(({ passes }) => passes);
  const results = await mapSome(passing, 5, async (fault) => {
    const signIn = [
      ...(lastAtOidc.includes(fault.name) ? [] : [oidc]),
      ...(lastAtEntra.includes(fault.name) ? [] : [entra]),
    ].filter((exchange) => exchange !== undefined);
    const exchanges = [...signIn, ...lists, ...afterLists];
    cells += exchanges.length;
    const met = await meet(fault, exchanges, 1);
    return { met, complaints: await complainOfTrace(met, fault, exchanges, healthyList) };
  });
  tell(
    'once, passing',
    cells,
    results.map(({ met }) => met),
  );
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);

test.concurrent('the same where clusters are read by name', async () => {
  const results = await mapSome(kinds('503', 'reset', 'broken JSON', '401'), 3, async (fault) => {
    const met = await meet(fault, clusterExchanges, 1, allClusters);
    return { met, complaints: await complainOfTrace(met, fault, clusterExchanges, healthy) };
  });
  tell(
    'once, passing, by name',
    results.length * clusterExchanges.length,
    results.map(({ met }) => met),
  );
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);

test.concurrent('what does not pass, once at every exchange about a cluster, is unread', async () => {
  let cells = 0;
  const results = await mapSome(
    [...faults.filter(({ passes }) => !passes), foreignLink],
    3,
    async (fault) => {
      const exchanges =
        fault === foreignLink ? clusterExchanges.filter(({ isList }) => isList) : clusterExchanges;
      cells += exchanges.length;
      const met = await meet(fault, exchanges, 1, allClusters);
      return { met, complaints: complainOfUnread(met, fault, exchanges) };
    },
  );
  tell(
    'once, final',
    cells,
    results.map(({ met }) => met),
  );
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);

test.concurrent('what never passes is tried four times at most, then unread', async () => {
  const permanent = kinds(
    '500',
    '502 page',
    '408',
    'reset',
    'truncated',
    'page with 200',
    '401',
    'other JSON',
  );
  const results = await mapSome(permanent, 5, async (fault) => {
    const met = await meet(fault, clusterExchanges, undefined, allClusters);
    const often = Object.entries(met.struck).filter(([name, times]) => name !== 'closed' && times > 4);
    const complaints = [...complainOfUnread(met, fault, clusterExchanges), ...complainOfTime(met, fault)];
    return { met, complaints: [...complaints, ...often.map(([name, times]) => `${name}: ${times} times`)] };
  });
  tell(
    'for good',
    results.length * clusterExchanges.length,
    results.map(({ met }) => met),
  );
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);

test.concurrent('an answer that never comes is asked for again after half a minute', async () => {
  const met = await meet(hang, clusterExchanges, 1, allClusters);
  tell('hang', clusterExchanges.length, [met]);
  expect(await complainOfTrace(met, hang, clusterExchanges, healthy)).toEqual([]);
}, 300_000);
