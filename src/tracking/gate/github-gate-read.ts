import { Failure } from '../../failure.ts';
import type { Clock } from '../../inputs/clock.ts';
import type { Telling } from '../../inputs/inputs.ts';
import type { Log } from '../../inputs/log.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import type { HttpClient } from '../../inventory/azure-connection.ts';
import type { Environment } from '../../inventory/runner-oidc.ts';
import type { GateRead } from '../../upgrade/gate/gate.ts';
import type { GateCase } from '../../upgrade/gate/judge-gate.ts';
import type { GitHubClient, Outcome } from '../github/github-client.ts';
import type { Request } from '../github/github-exchange.ts';

/** With what the facts of a gate are read. */
export interface GateAsking {
  readonly ask: GateCase['ask'];
  readonly telling: Pick<Telling, 'githubToken' | 'labels'>;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  /** Absent: the runner's. */
  readonly env?: Environment;
  /** Absent: through the runner's proxy settings. */
  readonly fetch?: typeof fetch;
  readonly deadline?: (milliseconds: number) => AbortSignal;
  /** What carries the request for the identity token; tests give their own. */
  readonly httpClient?: HttpClient;
}

type Unread = Exclude<GateRead<unknown>, { kind: 'read' }>;

/** One answer that has to be whole: a further page would hold what is not looked at. */
export async function askOnce<Value>(
  client: GitHubClient,
  request: Request,
  parse: (data: unknown) => Value | undefined,
): Promise<GateRead<Value>> {
  const outcome = await client.read(request, parse);
  if (outcome.kind === 'done' && /rel="?next"?/.test(outcome.headers['link'] ?? '')) {
    return { kind: 'unclear', reason: 'GitHub gave a part of the list alone' };
  }
  return toGateRead(outcome);
}

export function toGateRead<Value>(outcome: Outcome<Value>): GateRead<Value> {
  if (outcome.kind === 'done') return { kind: 'read', value: outcome.value };
  if (outcome.kind === 'unclear') return outcome;
  const { status, message } = outcome.refusal;
  if (status === 404) return { kind: 'missing' };
  const reason = `${status} ${message}`;
  return status === 401 || status === 403 ? { kind: 'forbidden', reason } : { kind: 'unclear', reason };
}

/** What a failed exchange means for the gate. Anything but an expected failure is a mistake of ours and goes on. */
export function describeTrouble(error: unknown): Unread {
  if (!(error instanceof Failure)) throw error;
  const reason = error.message.replace(/\.$/, '');
  return error.code === 'AKSU-GITHUB-PERMISSION'
    ? { kind: 'forbidden', reason }
    : { kind: 'unclear', reason };
}
