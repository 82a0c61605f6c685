import { hashId } from '../inputs/hashed-id.ts';
import type { Aim } from '../inputs/inputs.ts';
import type { Cluster } from '../inventory/inventory.ts';
import type { ApprovedPlan } from './approved-plan.ts';
import type { HashFacts } from './places.ts';

/**
 * The aim of each cluster under an approved plan: the plan's own, until a control plane has come to a version that was
 * approved for it; from then on, the last such version. Otherwise the way could change under those who go it: behind
 * the first hop AKS offers what it did not tell of before, and the channel of an LTS cluster means another minor.
 * What lies beyond is not approved and is told by the report afterwards.
 */
export function aimUnder(
  { aim, steps }: Pick<ApprovedPlan, 'aim' | 'steps'>,
  { sha256, repositoryId }: HashFacts,
): (cluster: Cluster) => Aim {
  const moves = Map.groupBy(
    steps.filter(({ kind }) => kind === 'control-plane'),
    ({ hashedId }) => hashedId,
  );
  return (cluster) => {
    const own = moves.get(hashId(sha256, repositoryId, cluster.id)) ?? [];
    const last = own.at(-1);
    const isOnTheWay = own.some(({ to }) => to === cluster.version.text);
    return isOnTheWay && last !== undefined
      ? { ...aim, kubernetesVersion: { kind: 'exact', text: last.to } }
      : aim;
  };
}
