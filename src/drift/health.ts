import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { Finding } from './drift.ts';

/**
 * Canceled counts as failed: an aborted operation leaves nodes half way and nothing is rolled back; the same repair
 * brings both back, an operation to the same version.
 */
export function isFailed(provisioningState: string): boolean {
  return ['failed', 'canceled'].includes(provisioningState.toLowerCase());
}

export function findFailure(cluster: Cluster, pool?: NodePool): Finding[] {
  const state = pool?.provisioningState ?? cluster.provisioningState;
  if (!isFailed(state)) return [];
  const error = pool === undefined ? cluster.provisioningError : pool.provisioningError;
  const what = pool === undefined ? 'cluster' : 'pool';
  const told = error === undefined || error === '' ? 'Azure gives no error text.' : `Azure says: ${error}`;
  const where = pool === undefined ? { cluster } : { cluster, pool };
  return [
    { code: 'AKS014', severity: 'required', ...where, text: `The ${what} is in state ${state}. ${told}` },
  ];
}

/** A pool without surge settings of its own goes by the defaults of AKS; with surge 0 it needs maxUnavailable. */
export function findSurge(cluster: Cluster, pool: NodePool): Finding[] {
  const { maxSurge, maxUnavailable } = pool.upgradeSettings;
  if (!isNothing(maxSurge) || !isNothing(maxUnavailable)) return [];
  return maxSurge === undefined
    ? [
        {
          code: 'AKS015',
          severity: 'information',
          cluster,
          pool,
          text: 'The pool sets no maxSurge: an upgrade goes by the default of AKS, about a tenth of the nodes at a time and at least one.',
        },
      ]
    : [
        {
          code: 'AKS015',
          severity: 'recommended',
          cluster,
          pool,
          text: `The pool sets maxSurge ${maxSurge} and no maxUnavailable: an upgrade has no node to work with.`,
        },
      ];
}

function isNothing(setting: string | undefined): boolean {
  return setting === undefined || /^\s*0*%?\s*$/.test(setting);
}
