/** A world for one test, the bundle run in it, and what every ending of a run has in common. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionOptions, type ActionResult, runAction } from '../../simulator/action.ts';
import type { ExchangeRecord, SimRequest, SimService } from '../../simulator/exchange.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import { clouds, simClientId, startWorld, type World, type WorldOptions } from '../../simulator/world.ts';
import { failureCodes } from '../../src/failure.ts';

export interface RoadOptions extends WorldOptions {
  /** What every JSON answer of Azure Resource Manager goes through. */
  readonly reshape?: (body: unknown, request: SimRequest) => unknown;
}

/** The world ends with the test, whatever happens in it. */
export async function inWorld<T>(options: RoadOptions, use: (world: World) => Promise<T>): Promise<T> {
  const { reshape, ...given } = options;
  let answer: SimService = () => ({ status: 503 });
  const cloud = options.cloud ?? clouds.AzureCloud;
  const reshaped = reshape === undefined ? {} : { [cloud.arm]: (request: SimRequest) => answer(request) };
  const world = await startWorld({ ...given, services: { ...reshaped, ...given.services } });
  if (reshape !== undefined) {
    answer = async (request) => {
      const response = await world.arm.service(request);
      return response.status === 200 ? { ...response, body: reshape(response.body, request) } : response;
    };
  }
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

/** Clusters without their pools, which then have to be asked for; all, or those of one name. */
export function leaveOutPools(body: unknown, name?: string): unknown {
  const leaveOut = (_: string, value: unknown): unknown => {
    const { properties, name: own } = (value ?? {}) as { properties?: object; name?: unknown };
    if (properties === undefined || (name !== undefined && own !== name)) return value;
    return { ...(value as object), properties: { ...properties, agentPoolProfiles: undefined } };
  };
  return JSON.parse(JSON.stringify(body, leaveOut));
}

export type Inputs = Readonly<Record<string, string>>;

/** Signs in by OIDC and tells nobody on GitHub, unless the inputs say otherwise. */
export function check(
  world: World,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  const usual = { 'client-id': simClientId, 'tenant-id': simTenantId, 'report-to': 'none' };
  return runAction({ world, ...options, inputs: { ...usual, ...inputs } });
}

/** Runs so many at a time: a run mostly waits for its own backoff. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  each: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await each(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** The code of the failure that the run ended with. */
export function codeOf(result: ActionResult): string | undefined {
  const last = result.annotations.findLast(({ level }) => level === 'error');
  return /^(AKSU-[A-Z-]+): /.exec(last?.title ?? '')?.[1];
}

/** The words of the last error annotation. */
export function errorOf(result: ActionResult): string {
  return result.annotations.findLast(({ level }) => level === 'error')?.text ?? '';
}

/**
 * What must hold however a run ends: a typed outcome, nothing on standard error, a report or its reason in the
 * summary, nobody asked who is not of this world, and nothing but the sign-in and reads sent to Azure.
 */
export function complainOfEnding(world: World, result: ActionResult): readonly string[] {
  const { exitCode, annotations, stderr, stdout, summary, timedOut } = result;
  const code = codeOf(result);
  const errors = annotations.filter(({ level }) => level === 'error').length;
  const isNamed = code !== undefined && code in failureCodes && code !== 'AKSU-UNEXPECTED';
  const isTyped = exitCode === 0 ? errors === 0 : exitCode === 1 && isNamed && errorOf(result).includes('\n');
  const { refused, exchanges } = world.network;
  return [
    ...(timedOut ? ['killed after its time'] : []),
    ...(isTyped ? [] : [`exit ${exitCode} with ${errors} errors, the last ${code}: ${errorOf(result)}`]),
    ...(stdout.includes('AKSU-UNEXPECTED') ? ['AKSU-UNEXPECTED'] : []),
    ...(stderr === '' ? [] : [`on standard error: ${stderr.slice(0, 500)}`]),
    ...(summary.trim() === '' ? ['no summary'] : []),
    ...refused.map(({ target }) => `asked ${target}`),
    ...world.arm.mutations.map(({ method, path }) => `${method} ${path}`),
    ...exchanges.filter(({ response }) => response.status === 599).map(({ response }) => `${response.body}`),
  ];
}

/** Reads of Azure in the order in which they came in. */
export function readsOf(world: World): readonly ExchangeRecord[] {
  return world.network.exchanges.filter(({ request }) => request.host === world.cloud.arm);
}

export interface UnreadRow {
  readonly what: string;
  readonly why: string;
  readonly right: string;
}

/** The rows of "Could not be read", as a reader of the report sees them. */
export function unreadRows(summary: string): readonly UnreadRow[] {
  const [, section = ''] = /### Could not be read\n([\s\S]*?)(?:\n#|\n<details>|\n---|$)/.exec(summary) ?? [];
  return section.split('\n').flatMap((line) => {
    const [what, why, right] = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (what === undefined || why === undefined || right === undefined) return [];
    return what === 'What' || what === '---' ? [] : [{ what, why, right }];
  });
}

/** A file that the run left in `RUNNER_TEMP`, by the output that names it. */
export function fileOf(result: ActionResult, output: 'report-file' | 'plan-file'): string {
  const path = result.stepOutputs[output] ?? '';
  return path === '' ? '' : readFileSync(path, 'utf8');
}

/** The text of a command file as the bundle wrote it. */
export function commandFile(result: ActionResult, name: string): string {
  return readFileSync(join(result.directory, 'commands', name.toLowerCase()), 'utf8');
}
