import { Failure } from '../failure.ts';
import type { GateRead } from '../upgrade/gate/gate.ts';
import type { GitHubClient, Outcome } from './github-client.ts';
import type { Request } from './github-exchange.ts';

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
