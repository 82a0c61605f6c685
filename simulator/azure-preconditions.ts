/** What is asked before any rule: whether something runs, and whether the caller saw the newest state. */
import { providerError } from './azure-answers.ts';
import type { OperationPlan } from './azure-operation-plan.ts';
import type { SimOperation } from './azure-operations.ts';
import { type ClusterKey, isSameCluster, isSettled, sameName } from './azure-state.ts';
import type { WriteWorld } from './azure-write-world.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import type { SimCluster, SimPool } from './fleet-model.ts';
import { isOn } from './quirks.ts';

interface Target {
  readonly key: ClusterKey;
  readonly cluster: SimCluster;
}

/** One operation at a time for each object; a cluster's needs every pool idle. */
export function refuseBusy(
  world: WriteWorld,
  { key, cluster }: Target,
  pool: SimPool | undefined,
): SimResponse | undefined {
  const own = world.operations.all.filter((one) => isSameCluster(one.plan.key, key));
  const words = busyWords(cluster, pool);
  if (words !== undefined) return lostRace(world, own) ?? busy(words);
  return isReconciling(world, own) ? busy('Another operation (Updating) is in progress') : undefined;
}

function busyWords(cluster: SimCluster, pool: SimPool | undefined): string | undefined {
  if (!isSettled(cluster.provisioningState)) {
    return `Another operation (${cluster.provisioningState}) is in progress`;
  }
  if (pool !== undefined) {
    if (isSettled(pool.provisioningState)) return undefined;
    return `Another agentpool operation (${pool.name} - ${pool.provisioningState}) is in progress`;
  }
  const running = cluster.pools.find((one) => !isSettled(one.provisioningState));
  return running && `Another operation (${running.name} - ${running.provisioningState}) is in progress`;
}

function busy(words: string): SimResponse {
  return providerError(
    409,
    'OperationNotAllowed',
    `Operation is not allowed: ${words}, please wait for it to finish before starting a new operation. See ` +
      'https://aka.ms/aks-pending-operation for more details',
  );
}

/** terraform-azurerm-aks issue 604: two writers at once, and the second is found out deep inside. */
function lostRace(world: WriteWorld, own: readonly SimOperation[]): SimResponse | undefined {
  const isRace = own.some(
    (one) => !one.isOver && one.by !== world.by && world.now - one.startedAt <= world.pace.race * 1000,
  );
  if (!isRace) return undefined;
  return providerError(409, 'EtagMismatch', 'Operation is not allowed: Another operation is in progress', {
    subcode: 'PutManagedClusterAndComponents_FailedPrecondition',
    details: [
      { code: 'Unspecified', message: 'rpc error: code = FailedPrecondition desc = Etag mismatched' },
    ],
  });
}

function isReconciling(world: WriteWorld, own: readonly SimOperation[]): boolean {
  if (!isOn('reconciles-after-success', world.switches)) return false;
  const reconciles = ({ kind }: OperationPlan) => kind !== 'abort';
  return own.some(
    (one) =>
      one.isOver &&
      one.outcome === 'Succeeded' &&
      reconciles(one.plan) &&
      world.now - one.endsAt < world.pace.reconcile * 1000,
  );
}

/** AKS documentation, use-etags. `current`: the resource's eTag, `undefined` where there is none. */
export function refusePrecondition(
  request: SimRequest,
  current: { readonly isThere: boolean; readonly eTag: unknown },
): SimResponse | undefined {
  const match = request.headers['if-match'];
  const noneMatch = request.headers['if-none-match'];
  if (match !== undefined && noneMatch === '*') {
    return providerError(400, 'InvalidParameter', 'If-Match and If-None-Match: * exclude each other.');
  }
  const isSame =
    match === '*' ? current.isThere : sameName(match?.replaceAll('"', '') ?? '', String(current.eTag));
  const isMet = match !== undefined ? isSame : noneMatch !== '*' || !current.isThere;
  if (isMet) return undefined;
  return providerError(
    412,
    'PreconditionFailed',
    `The precondition is not met: the resource's eTag is not ${match ?? noneMatch}.`,
  );
}
