import { Failure } from '../failure.ts';
import { tellProblem } from './arm-errors.ts';
import { textIn } from './arm-json.ts';
import { subscriptionsRequest } from './arm-paths.ts';
import type { Search, Subscriptions } from './azure-search.ts';

/**
 * Those of the inputs, else all that the identity can see.
 * @throws Failure AKSU-SIGN-IN or AKSU-AZURE-READ when there is none to look at
 */
export async function findSubscriptions(search: Search): Promise<Subscriptions> {
  const { scope, client, unread } = search;
  const ids = scope.clusters.flatMap((ref) => (ref.kind === 'id' ? [ref.subscriptionId] : []));
  const given = scope.subscriptionIds.length > 0 ? scope.subscriptionIds : ids;
  if (given.length > 0) return { ids: [...new Set(given.map((id) => id.toLowerCase()))], isComplete: true };
  const seen = new Set<string>();
  const problem = await client.readPages(subscriptionsRequest(), (items) => {
    for (const item of items) {
      const id = textIn(item, 'subscriptionId')?.toLowerCase();
      if (id !== undefined && textIn(item, 'state')?.toLowerCase() !== 'deleted') seen.add(id);
    }
  });
  if (seen.size === 0) {
    const code = problem?.status === 401 ? 'AKSU-SIGN-IN' : 'AKSU-AZURE-READ';
    const message =
      problem === undefined
        ? 'The identity sees no subscription.'
        : `The subscriptions could not be listed: ${tellProblem(problem)}`;
    throw new Failure(code, message, {
      next: 'Give the identity the reader role of docs/azure-access.md, or name the subscription in `subscription-id`.',
    });
  }
  if (problem !== undefined) {
    unread.add({ kind: 'subscription', id: 'subscriptions', name: 'further subscriptions' }, problem);
  }
  search.log.info(`Looking at all ${seen.size} subscriptions that the identity can see.`);
  return { ids: [...seen], isComplete: problem === undefined };
}
