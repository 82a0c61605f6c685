/** What goes wrong inside AKS: before an operation starts, or on its way. */

import type { StartedKind } from './azure-operation-plan.ts';
import type { ClusterKey } from './azure-state.ts';
import { sameName } from './azure-state.ts';

export interface Where {
  /** A cluster's name, or `group/name`. */
  readonly cluster: string;
  /** Absent: any pool, and the cluster itself. */
  readonly pool?: string;
  /** Absent: whatever is asked for. */
  readonly kind?: StartedKind | readonly StartedKind[];
  /** How often; absent: until somebody takes it out of the world's list. */
  readonly times?: number;
}

/** Refused before anything starts, in the resource provider's bare envelope. */
export interface UpFront extends Where {
  readonly refuse: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly subcode?: string;
    readonly details?: unknown;
  };
}

/** Taken, and over before its end. */
export interface Underway extends Where {
  /** Share of the whole time that passes before, 0 to 1. */
  readonly at: number;
  readonly state: 'Failed' | 'Canceled';
  readonly code: string;
  readonly message: string;
}

export type SimFailure = UpFront | Underway;

export interface Asked {
  readonly key: ClusterKey;
  readonly pool: string | undefined;
  readonly kind: StartedKind;
}

export interface FailureDesk {
  upFront(asked: Asked): UpFront | undefined;
  underway(asked: Asked): Underway | undefined;
}

export function createFailures(failures: () => readonly SimFailure[]): FailureDesk {
  const met = new Map<SimFailure, number>();
  const meet = <Kind extends SimFailure>(
    asked: Asked,
    is: (one: SimFailure) => one is Kind,
  ): Kind | undefined => {
    for (const failure of failures()) {
      const times = met.get(failure) ?? 0;
      if (!is(failure) || !meets(failure, asked) || times >= (failure.times ?? Number.POSITIVE_INFINITY))
        continue;
      met.set(failure, times + 1);
      return failure;
    }
    return undefined;
  };
  return {
    upFront: (asked) => meet(asked, (one): one is UpFront => 'refuse' in one),
    underway: (asked) => meet(asked, (one): one is Underway => 'at' in one),
  };
}

function meets(where: Where, { key, pool, kind }: Asked): boolean {
  const kinds = where.kind === undefined ? [kind] : [where.kind].flat();
  return (
    (sameName(where.cluster, key.cluster) || sameName(where.cluster, `${key.group}/${key.cluster}`)) &&
    (where.pool === undefined || (pool !== undefined && sameName(where.pool, pool))) &&
    kinds.includes(kind)
  );
}

/** AKS issue 4783: the words of a drain that a disruption budget stopped. */
export function drainFailure(where: Where, at = 0.6): Underway {
  return {
    kind: ['pool-version', 'cluster', 'node-image', 'resume'],
    ...where,
    at,
    state: 'Failed',
    code: 'UpgradeFailed',
    message:
      `Drain node aks-${where.pool ?? 'agentpool'}-12345678-vmss000000 failed when evicting pod shop-0 failed with Too ` +
      'Many Requests error. This is often caused by a restrictive Pod Disruption Budget (PDB) policy. See ' +
      "http://aka.ms/aks/debugdrainfailures. Original error: Cannot evict pod as it would violate the pod's disruption " +
      'budget.. PDB debug info: shop/shop-0 blocked by pdb shop-pdb with 1 unready pods: [shop/shop-0].',
  };
}

/** AKS issue 5125: a budget that allows no disruption, found before the start. */
export function unsatisfiableBudget(where: Where): UpFront {
  return {
    ...where,
    refuse: {
      status: 400,
      code: 'UnsatisfiablePDB',
      message:
        'Upgrade is blocked due to invalid Pod Disruption Budgets (PDBs). Please review the PDB spec to allow disruptions ' +
        'during upgrades. To bypass this error, set forceUpgrade in upgradeSettings.overrideSettings. Bypassing this error ' +
        'without updating the PDB may result in drain failures during upgrade process. Invalid PDBs details: 1 error ' +
        "occurred:\n\t* PDB shop/shop-pdb has maxunavailable == 0 can't proceed with put operation\n\n",
    },
  };
}

/** AKS documentation, stop-cluster-upgrade-api-breaking-changes: the subcode alone tells what it is. */
export function deprecatedApiUse(where: Where): UpFront {
  return {
    kind: ['control-plane', 'cluster'],
    ...where,
    refuse: {
      status: 400,
      code: 'ValidationError',
      subcode: 'UpgradeBlockedOnDeprecatedAPIUsage',
      message:
        'Control Plane upgrade is blocked due to recent usage of a Kubernetes API deprecated in the specified version. ' +
        'Please refer to https://kubernetes.io/docs/reference/using-api/deprecation-guide to migrate the usage. To bypass ' +
        'this error, set enable-force-upgrade in upgradeSettings.overrideSettings. Usage details: 1 error occurred:\n\t* ' +
        'usage has been detected on API flowcontrol.apiserver.k8s.io.prioritylevelconfigurations.v1beta1, and was ' +
        'recently seen at: 2026-11-21 20:57:18 +0000 UTC\n\n',
    },
  };
}

/** No room for a surge node. */
export function quotaExhausted(where: Where): UpFront {
  return {
    ...where,
    refuse: {
      status: 400,
      code: 'ErrCode_InsufficientVCPUQuota',
      message:
        'Insufficient vcpu quota requested 4, remaining 0 for family standardDDSv5Family for region westeurope. Surge ' +
        'nodes would also consume vcpu quota.',
    },
  };
}

/** Found when the surge node is made: no address left. */
export function subnetFull(where: Where, at = 0.2): Underway {
  return {
    ...where,
    at,
    state: 'Failed',
    code: 'SubnetIsFull',
    message:
      'Subnet nodes with address prefix 10.0.0.0/24 does not have enough capacity for 1 IP addresses. Please free up IP ' +
      'addresses and try again.',
  };
}
