import type { Scope } from '../inputs/inputs.ts';
import type { Log } from '../inputs/log.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import type { ReadProblem } from './arm-errors.ts';
import type { AzureClient } from './azure-client.ts';
import type { FoundClusters } from './found-clusters.ts';
import type { Unread } from './inventory.ts';
import type { UnreadList } from './unread-list.ts';

/** What every way of finding clusters has at hand. */
export interface Search {
  readonly client: AzureClient;
  readonly scope: Scope;
  readonly unread: UnreadList;
  readonly log: Log;
  readonly sha256: Sha256;
  readonly repositoryId: string;
}

export interface SubscriptionSearch extends Search {
  readonly subscriptions: Subscriptions;
  readonly found: FoundClusters;
}

export interface Subscriptions {
  readonly ids: readonly string[];
  /** False when the list of them broke off: then nothing can be said not to be there. */
  readonly isComplete: boolean;
}

/** A 404 says that the thing asked for is not there, unless it says so of the subscription: that hides all it holds. */
export function isAbsent(problem: ReadProblem): boolean {
  return problem.status === 404 && problem.code !== 'SubscriptionNotFound';
}

export function subscriptionEntry(id: string): Pick<Unread, 'kind' | 'id' | 'name'> {
  return { kind: 'subscription', id: `subscriptions/${id}`, name: id };
}
