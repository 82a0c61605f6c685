/**
 * Drift: the distance between what runs and what AKS offers within the aim.
 * One flat list of findings, and per cluster what is behind (from → to), from which the plan is made.
 */

import type { ImageVersion } from '../inventory/image-version.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import type { Calendar } from '../releases/calendar.ts';
import type { Severity } from './code-entry.ts';
import type { FindingCode } from './codes.ts';

export interface Drift {
  readonly findings: readonly Finding[];
  readonly clusters: readonly ClusterDrift[];
  /** What dates of support are told by. Findings are judged by the bundled one. */
  readonly calendar: Calendar;
  /** It is bundled, and its day is more than 90 days before the day of judgement. */
  readonly calendarIsOld?: boolean;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly cluster: Cluster;
  readonly pool?: NodePool;
  /** One plain sentence; may hold strings of Azure, so it is escaped whole when shown. */
  readonly text: string;
  /** `YYYY-MM-DD` by which it should be dealt with. */
  readonly due?: string;
}

/** What is behind in one cluster, held or not. */
export interface ClusterDrift {
  readonly cluster: Cluster;
  /** Absent: nothing higher within the aim, or nothing that the control plane can take without its pools. */
  readonly controlPlane?: {
    readonly to: KubernetesVersion;
    /** Each version to pass through, the target last: every hop is one that the server's lists allow. */
    readonly hops: readonly KubernetesVersion[];
  };
  readonly pools: readonly PoolDrift[];
  readonly isUnsupported: boolean;
}

/** What is behind in one pool: its Kubernetes version below its control plane's as it runs now, a newer image, or both. */
export interface PoolDrift {
  readonly pool: NodePool;
  readonly kubernetes?: { readonly from: KubernetesVersion; readonly to: KubernetesVersion };
  readonly image?: {
    readonly from: ImageVersion;
    readonly to: ImageVersion;
    /** Days between the two image dates, when both names hold one. */
    readonly days: number | undefined;
  };
}
