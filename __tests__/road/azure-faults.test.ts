/** Every exchange with Azure and everything that can come back: a typed outcome, and nothing lost that was read. */
import { expect, test } from 'vitest';
import {
  complainOfCode,
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
  type Exchange,
  type Fault,
  faults,
  firstExchanges,
  foreignLink,
  lastAtEntra,
  lastAtOidc,
} from './azure-faults.ts';
import { mapSome } from './start.ts';

const [oidc, entra, ...lists] = firstExchanges;
const afterLists = clusterExchanges.filter(({ name }) => name !== 'cluster');

interface Cell {
  readonly fault: Fault;
  readonly exchange: Exchange;
}

function cross(chosen: readonly Fault[], exchanges: readonly (Exchange | undefined)[]): readonly Cell[] {
  return chosen.flatMap((fault) =>
    exchanges.flatMap((exchange) => (exchange === undefined ? [] : [{ fault, exchange }])),
  );
}

// First what waits longest: the others run meanwhile.
test.concurrent('an answer that never comes is asked for again after half a minute', async () => {
  const met = await meet(hang, clusterExchanges, 1, allClusters);
  tell('hang', clusterExchanges.length, [met]);
  expect(await complainOfTrace(met, hang, clusterExchanges, healthy)).toEqual([]);
}, 300_000);

test.concurrent('a token that never comes ends the run with a code after half a minute', async () => {
  const [exchange] = cross([hang], [entra]).map((cell) => cell.exchange);
  if (exchange === undefined) throw new Error('no exchange with Entra');
  const met = await meet(hang, [exchange], 1);
  tell('hang at Entra', 1, [met]);
  expect(met.result.exitCode === 0 ? met.complaints : complainOfCode(met, hang, exchange)).toEqual([]);
}, 300_000);

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

test.concurrent('what is final before the first cluster ends the run with a code', async () => {
  const atLists = [...kinds('400', '403', '404', '410', 'redirect', 'wrong shape'), foreignLink];
  const atSignIn = cross(kinds('400', '401', '403'), [oidc, entra]);
  const cells = [...cross(atLists, lists), ...atSignIn];
  const results = await mapSome(cells, 3, async ({ fault, exchange }) => {
    const met = await meet(fault, [exchange], 1);
    return { met, complaints: complainOfCode(met, fault, exchange) };
  });
  tell(
    'once, final, before the first cluster',
    cells.length,
    results.map(({ met }) => met),
  );
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);

test.concurrent('whatever else the sign-in is answered passes, or ends the run with a code', async () => {
  const final = faults.filter(({ passes }) => !passes).filter(({ name }) => name !== '400' && name !== '403');
  const cells = [
    ...cross(kinds(...lastAtEntra.filter((name) => name !== '401')), [entra]),
    ...cross(final, [entra]),
    ...cross(kinds('404', '410', 'wrong shape'), [oidc]),
  ];
  const ended: string[] = [];
  const results = await mapSome(cells, 3, async ({ fault, exchange }) => {
    const met = await meet(fault, [exchange], 1);
    if (met.result.exitCode === 0) return { met, complaints: met.complaints };
    ended.push(`${fault.name} at ${exchange.name}`);
    return { met, complaints: complainOfCode(met, fault, exchange) };
  });
  tell(
    'once at the sign-in',
    cells.length,
    results.map(({ met }) => met),
  );
  console.log(`of these ended with a code: ${ended.toSorted().join(', ')}`);
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);

test.concurrent('what never passes before the first cluster ends the run with a code', async () => {
  const cells = cross(kinds('500', 'reset', 'nothing with 200'), firstExchanges);
  const results = await mapSome(cells, 5, async ({ fault, exchange }) => {
    const met = await meet(fault, [exchange], undefined);
    return { met, complaints: [...complainOfCode(met, fault, exchange), ...complainOfTime(met, fault)] };
  });
  tell(
    'for good before the first cluster',
    cells.length,
    results.map(({ met }) => met),
  );
  expect(results.flatMap(({ complaints }) => complaints)).toEqual([]);
}, 300_000);
