/** The sign-in and the lists before the first cluster: what goes wrong there passes, or ends the run with a code. */
import { expect, test } from 'vitest';
import { complainOfCode, complainOfTime, hang, kinds, meet, tell } from './azure-fault-runs.ts';
import {
  type Exchange,
  type Fault,
  faults,
  firstExchanges,
  foreignLink,
  lastAtEntra,
} from './azure-faults.ts';
import { mapSome } from './start.ts';

const [oidc, entra, ...lists] = firstExchanges;

interface Cell {
  readonly fault: Fault;
  readonly exchange: Exchange;
}

function cross(chosen: readonly Fault[], exchanges: readonly (Exchange | undefined)[]): readonly Cell[] {
  return chosen.flatMap((fault) =>
    exchanges.flatMap((exchange) => (exchange === undefined ? [] : [{ fault, exchange }])),
  );
}

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

test.concurrent('a token that never comes ends the run with a code after half a minute', async () => {
  const [exchange] = firstExchanges.filter(({ name }) => name === 'Entra token');
  if (exchange === undefined) throw new Error('no exchange with Entra');
  const met = await meet(hang, [exchange], 1);
  tell('hang at Entra', 1, [met]);
  expect(met.result.exitCode === 0 ? met.complaints : complainOfCode(met, hang, exchange)).toEqual([]);
}, 300_000);
