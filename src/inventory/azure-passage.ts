/** The last gate before the wire: reads pass, a mutation passes once and with leave, and nothing else passes. */

import { randomUUID } from 'node:crypto';
import type { ContainerServiceClientOptionalParams } from '@azure/arm-containerservice/api';

type Policy = NonNullable<ContainerServiceClientOptionalParams['additionalPolicies']>[number];
type Sending = Policy['policy']['sendRequest'];

export interface Passage {
  /** Goes with the request, so that it is known at the wire. Also what Azure's support finds it by. */
  readonly headers: Readonly<Record<string, string>>;
  /** What became of it: `waiting` has not come to the wire. */
  readonly state: () => 'waiting' | 'kept-back' | 'sent';
  readonly close: () => void;
}

interface Leave {
  readonly maySend: () => boolean;
  outcome: ReturnType<Sending> | undefined;
  isKeptBack: boolean;
}

const idHeader = 'x-ms-client-request-id';
const reads: readonly string[] = ['GET', 'HEAD'];

/**
 * The SDK's policies above may ask for the same request again (retries, redirects, a challenge for another token):
 * whoever does gets the first outcome once more, and the wire sees nothing of it.
 */
export class PassageGate {
  readonly #leaves = new Map<string, Leave>();

  /** `maySend` is asked when nothing but the wire is left, and at most once. */
  open(maySend: () => boolean): Passage {
    const id = randomUUID();
    const leave: Leave = { maySend, outcome: undefined, isKeptBack: false };
    this.#leaves.set(id, leave);
    return {
      headers: { [idHeader]: id },
      state: () => (leave.isKeptBack ? 'kept-back' : leave.outcome === undefined ? 'waiting' : 'sent'),
      close: () => void this.#leaves.delete(id),
    };
  }

  policy(): Policy {
    const sendRequest: Sending = (request, next) => {
      if (reads.includes(request.method)) return next(request);
      const leave = this.#leaves.get(request.headers.get(idHeader) ?? '');
      if (leave === undefined) return Promise.reject(new Error('A mutation came to the wire without leave.'));
      if (leave.outcome !== undefined) return leave.outcome;
      if (leave.isKeptBack || !leave.maySend()) {
        leave.isKeptBack = true;
        return Promise.reject(new Error('The mutation was kept back.'));
      }
      leave.outcome = next(request);
      return leave.outcome;
    };
    return { policy: { name: 'aks-upgrade-passage', sendRequest }, position: 'perRetry' };
  }
}
