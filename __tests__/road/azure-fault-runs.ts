/** One run of the bundle with one fault, and what must be true of it afterwards. */
import type { ActionResult } from '../../simulator/action.ts';
import type { World } from '../../simulator/world.ts';
import {
  allClusters,
  closedRegion,
  type Exchange,
  type Fault,
  faultFleet,
  faults,
  ruleOf,
} from './azure-faults.ts';
import { check, codeOf, complainOfEnding, inWorld, leaveOutPools, unreadRows } from './start.ts';

/** The one list that is closed to everyone. */
export const usualRegion = 'version list of `eastus`';

/** An answer that never comes. */
export const hang: Fault = { name: 'hang', passes: true, broken: 'hang' };

export interface Met {
  readonly result: ActionResult;
  readonly unread: readonly string[];
  /** Faults that were answered, by name. */
  readonly struck: Readonly<Record<string, number>>;
  readonly complaints: readonly string[];
}

export async function meet(
  fault: Fault,
  exchanges: readonly Exchange[],
  nth: number | undefined,
  clusters = '',
): Promise<Met> {
  const rules = exchanges.map((exchange) => ruleOf(fault, exchange, nth));
  const reshape = (body: unknown) => leaveOutPools(body, 'c-pools');
  return await inWorld({ fleet: faultFleet, faults: [...rules, closedRegion], reshape }, async (world) => {
    const result = await check(world, { clusters }, { timeout: 150_000 });
    return {
      result,
      unread: unreadRows(result.summary).map(({ what }) => what),
      struck: countFaults(world),
      complaints: complainOfEnding(world, result).map((text) => `${fault.name}: ${text}`),
    };
  });
}

function countFaults(world: World): Readonly<Record<string, number>> {
  const names = world.network.exchanges.flatMap(({ fault }) => fault ?? []);
  return Object.fromEntries(names.map((name) => [name, names.filter((one) => one === name).length]));
}

/** What must stand in the report of a run in which these exchanges stayed broken. */
export function complainOfUnread(met: Met, fault: Fault, exchanges: readonly Exchange[]): readonly string[] {
  const { result, unread } = met;
  const told = unread.join('\n');
  const silent = exchanges.filter(
    (exchange) => !told.includes(`\`${exchange.unread}\``) && !told.includes(exchange.unread),
  );
  const counted = exchanges.filter(({ name }) => name !== 'region versions').length;
  return [
    ...met.complaints,
    ...silent.map(({ name }) => `${fault.name} at ${name} is not in ${told}`),
    ...(result.exitCode === 0 ? [] : [`${fault.name}: exit ${result.exitCode}`]),
    ...(result.outputs['unread'] === String(counted)
      ? []
      : [`${fault.name}: ${result.outputs['unread']} unread`]),
    ...(result.summary.includes('`rg-aks/c-bystander`') ? [] : [`${fault.name}: the bystander is gone`]),
    ...(/`rg-aks\/c-(?:cluster|profile|pools)`[^\n]*nothing due/.test(result.summary)
      ? [`${fault.name}: taken for up to date`]
      : []),
  ];
}

/** Runs without a fault, by name and by list: each once, when first asked for. */
export const healthy = onFirstCall(() => meet({ name: 'none', passes: true }, [], undefined, allClusters));
export const healthyList = onFirstCall(() => meet({ name: 'none', passes: true }, [], undefined));

function onFirstCall(run: () => Promise<Met>): () => Promise<Met> {
  let met: Promise<Met> | undefined;
  return () => {
    met ??= run();
    return met;
  };
}

/** A fault that passes leaves no trace: the same plan, and nothing unread. */
export async function complainOfTrace(
  met: Met,
  fault: Fault,
  exchanges: readonly Exchange[],
  usual: () => Promise<Met>,
): Promise<readonly string[]> {
  const { outputs } = met.result;
  const expected = (await usual()).result.outputs;
  const missed = exchanges.filter(({ name }) => met.struck[`${fault.name} at ${name}`] !== 1);
  return [
    ...met.complaints,
    ...missed.map(
      ({ name }) => `${fault.name} at ${name} was met ${met.struck[`${fault.name} at ${name}`] ?? 0} times`,
    ),
    ...(outputs['plan-digest'] === expected['plan-digest'] ? [] : [`${fault.name}: another plan`]),
    ...(`${met.unread}` === usualRegion ? [] : [`${fault.name}: unread ${met.unread}`]),
  ];
}

export const kinds = (...names: readonly string[]) => faults.filter(({ name }) => names.includes(name));

export function tell(title: string, cells: number, results: readonly Met[]): void {
  const seconds = Math.max(...results.map(({ result }) => result.duration)) / 1000;
  console.log(`${title}: ${cells} cells in ${results.length} runs, the longest ${seconds.toFixed(1)} s`);
}

export function complainOfTime({ result }: Met, fault: Fault): readonly string[] {
  return result.duration > 60_000 ? [`${fault.name} took ${result.duration} ms`] : [];
}

/** Where an answer that is final ends the run, and that with a code. */
const codes: Readonly<Record<string, readonly string[]>> = {
  'OIDC token': ['AKSU-OIDC'],
  'Entra token': ['AKSU-SIGN-IN', 'AKSU-FEDERATION'],
  subscriptions: ['AKSU-AZURE-READ', 'AKSU-SIGN-IN'],
  clusters: ['AKSU-AZURE-READ'],
};

export function complainOfCode(
  { result, complaints }: Met,
  fault: Fault,
  exchange: Exchange,
): readonly string[] {
  const code = codeOf(result) ?? 'none';
  const isFine = result.exitCode === 1 && codes[exchange.name]?.includes(code);
  return [
    ...complaints,
    ...(isFine ? [] : [`${fault.name} at ${exchange.name}: exit ${result.exitCode}, ${code}`]),
  ];
}
