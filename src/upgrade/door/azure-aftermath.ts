/** What Azure says of a failure on the resource itself. Reads alone; what cannot be read is left out. */

import { plainSentence } from '../../inventory/arm-errors.ts';
import { isObject, listIn, objectIn, textIn } from '../../inventory/arm-json.ts';
import { type ArmRequest, clusterRequest, regionalReads } from '../../inventory/arm-paths.ts';
import type { AzureClient } from '../../inventory/azure-client.ts';
import type { Step } from '../../plan/plan.ts';
import { poolRequest } from './arm-requests.ts';
import { tellSignInFailure } from './arm-sign-in.ts';
import type { Aftermath, Problem } from './door.ts';

export async function explainStep(step: Step, client: AzureClient): Promise<Aftermath> {
  const { cluster, pool } = step;
  if (pool === undefined) {
    const body = await readBody(clusterRequest(cluster), client);
    return withProblem(provisioningProblem(body), false);
  }
  const [body, profile] = await Promise.all([
    readBody(poolRequest(cluster, pool.name), client),
    readBody(regionalReads.poolOffer(cluster, cluster.location, pool.name), client),
  ]);
  const earlier = listIn(objectIn(profile, 'properties'), 'recentlyUsedVersions') ?? [];
  return withProblem(provisioningProblem(body), earlier.some(isObject));
}

async function readBody(request: ArmRequest, client: AzureClient): Promise<unknown> {
  try {
    const outcome = await client.read(request);
    return outcome.ok ? outcome.body : undefined;
  } catch (error) {
    tellSignInFailure(error);
    return undefined;
  }
}

function provisioningProblem(body: unknown): Problem | undefined {
  const status = objectIn(objectIn(body, 'properties'), 'status');
  const error = objectIn(status, 'provisioningError');
  const code = textIn(error, 'code');
  const message = plainSentence(textIn(error, 'message') ?? '', 1000);
  if (code === undefined && message === '') return undefined;
  return {
    ...(code === undefined ? {} : { code: plainSentence(code) }),
    message: message === '' ? 'Azure gives no reason' : message,
  };
}

function withProblem(problem: Problem | undefined, canRollBack: boolean): Aftermath {
  return { ...(problem === undefined ? {} : { problem }), canRollBack };
}
