/** Follows a long operation in Azure. Its address is signed: it is asked to the letter, and never logged or kept. */

import type { Clock } from '../../inputs/clock.ts';
import type { AzureClient } from '../../inventory/azure-client.ts';
import type { Cluster } from '../../inventory/inventory.ts';
import { isOperationAddress, isResultAddress, judgePoll } from './arm-operation.ts';
import { statusRequest } from './arm-requests.ts';
import { tellSignInFailure } from './arm-sign-in.ts';
import type { Operation, Polled } from './door.ts';

/** `undefined`: Azure gave no address, or one where the token must not go. */
export function openOperation(
  address: string | undefined,
  cluster: Cluster,
  { client, clock }: { readonly client: AzureClient; readonly clock: Clock },
): Operation | undefined {
  if (address === undefined || !isOperationAddress(address, client.host)) return undefined;
  const request = statusRequest(cluster, address);
  const isResult = isResultAddress(address);
  const poll = async (): Promise<Polled> => {
    try {
      const answer = await client.ask(request);
      if (answer.kind === 'held-back') {
        return {
          kind: 'unclear',
          problem: { message: 'Azure asks for a longer wait before it is asked again' },
        };
      }
      return judgePoll(answer, isResult, clock.now().getTime());
    } catch (error) {
      // The operation goes on whether or not we can sign in: who follows it has the patience.
      return { kind: 'unclear', problem: tellSignInFailure(error) };
    }
  };
  return { poll };
}
