/** The one door through which anything in Azure is changed: one mutation a step, once. */

import type { Clock } from '../../inputs/clock.ts';
import type { SurgeSettings } from '../../inputs/inputs.ts';
import type { Log } from '../../inputs/log.ts';
import { judgeAnswer } from '../../inventory/arm-answer.ts';
import { listIn, objectIn, textIn } from '../../inventory/arm-json.ts';
import { clusterRequest } from '../../inventory/arm-paths.ts';
import type { AzureClient } from '../../inventory/azure-client.ts';
import { isAbsent } from '../../inventory/azure-search.ts';
import type { AzureSession } from '../../inventory/azure-session.ts';
import type { Cluster } from '../../inventory/inventory.ts';
import type { Step } from '../../plan/plan.ts';
import { fromReadProblem, judgeSent } from './arm-refusal.ts';
import { permissionsRequest } from './arm-requests.ts';
import { findMissing, type Permission, parsePermission } from './arm-rights.ts';
import { tellSignInFailure } from './arm-sign-in.ts';
import { explainStep } from './azure-aftermath.ts';
import { openOperation } from './azure-operation.ts';
import { prepare } from './azure-prepare.ts';
import type { Begun, Peek, Problem, UpgradeDoor } from './door.ts';

interface Tools {
  readonly client: AzureClient;
  readonly clock: Clock;
  readonly log: Log;
}

type Attempt = Begun | { readonly kind: 'unauthorized'; readonly problem: Problem };

export function openDoor(
  { client }: AzureSession,
  ports: { readonly clock: Clock; readonly log: Log },
): UpgradeDoor {
  const tools = { client, ...ports };
  return {
    begin: (step, surge, mayStart) => begin(step, surge, mayStart, tools),
    peek: (cluster) => peek(cluster, tools),
    explain: (step) => explainStep(step, client),
    missingRights: (cluster, steps) => missingRights(cluster, steps, client),
  };
}

/**
 * A refused token was looked at before anything else: the step is tried once more with a new one, from the reading on,
 * for what was read has grown old meanwhile.
 */
async function begin(
  step: Step,
  surge: SurgeSettings,
  mayStart: () => boolean,
  tools: Tools,
): Promise<Begun> {
  const first = await attempt(step, surge, mayStart, tools);
  const last = first.kind === 'unauthorized' ? await attempt(step, surge, mayStart, tools) : first;
  tools.log.debug(`Asked Azure for a step of kind ${step.kind}: ${last.kind}.`);
  return last.kind === 'unauthorized' ? { kind: 'refused', problem: last.problem } : last;
}

async function attempt(
  step: Step,
  surge: SurgeSettings,
  mayStart: () => boolean,
  tools: Tools,
): Promise<Attempt> {
  const prepared = await prepare(step, surge, tools.client);
  if (prepared.kind !== 'ready') return prepared;
  const answer = await tools.client.send(prepared.mutation, mayStart);
  if (answer.kind === 'kept-back') return { kind: 'not-sent' };
  if (answer.kind === 'held-back') {
    const problem = { message: 'Azure asks for a wait before it takes more' };
    const { waitMilliseconds } = answer;
    return { kind: 'busy', problem, ...(waitMilliseconds === undefined ? {} : { waitMilliseconds }) };
  }
  const sent = judgeSent(answer, tools.clock.now().getTime());
  if (sent.kind !== 'taken') return sent;
  const operation = openOperation(sent.address, step.cluster, tools);
  return { kind: 'started', ...(operation === undefined ? {} : { operation }) };
}

/** One exchange: who peeks comes back by itself. */
async function peek(cluster: Cluster, { client, clock }: Tools): Promise<Peek> {
  try {
    const answer = await client.ask(clusterRequest(cluster));
    if (answer.kind === 'held-back')
      return unreadPeek('Azure asks for a longer wait before it is asked again');
    const verdict = judgeAnswer(answer, clock.now().getTime());
    if (verdict.kind === 'read') return statesIn(verdict.body);
    if (isAbsent(verdict.problem)) return { kind: 'gone' };
    return { kind: 'unread', problem: fromReadProblem(verdict.problem) };
  } catch (error) {
    return { kind: 'unread', problem: tellSignInFailure(error) };
  }
}

function statesIn(body: unknown): Peek {
  const properties = objectIn(body, 'properties');
  const provisioningState = textIn(properties, 'provisioningState');
  const pools = listIn(properties, 'agentPoolProfiles');
  if (provisioningState === undefined || pools === undefined) {
    return unreadPeek("Azure's answer does not hold the states of cluster and pools");
  }
  return {
    kind: 'state',
    provisioningState,
    pools: pools.map((pool) => ({
      name: textIn(pool, 'name') ?? 'without a name',
      // A state that is not told is no state in which anything could be started.
      provisioningState: textIn(pool, 'provisioningState') ?? 'Unknown',
    })),
  };
}

function unreadPeek(message: string): Peek {
  return { kind: 'unread', problem: { message } };
}

async function missingRights(
  cluster: Cluster,
  steps: readonly Step[],
  client: AzureClient,
): Promise<readonly string[] | undefined> {
  const items: unknown[] = [];
  try {
    const problem = await client.readPages(permissionsRequest(cluster), (page) => items.push(...page));
    if (problem !== undefined) return undefined;
  } catch (error) {
    tellSignInFailure(error);
    return undefined;
  }
  const permissions = items.map(parsePermission);
  const known = permissions.filter((each): each is Permission => each !== undefined);
  const missing = findMissing(steps, known);
  // What could not be made out may grant what seems to be missing.
  return missing.length > 0 && known.length < permissions.length ? undefined : missing;
}
