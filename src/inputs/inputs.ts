/** What was asked: the types that the inputs of action.yml become. Parsed once, never checked again. */

import type { ReportTarget } from './telling.ts';
import type { VersionAim } from './version-aim.ts';

export type UpgradeType = 'full' | 'control-plane-only' | 'node-pools-only' | 'node-image-only';
export type Channel = 'patch' | 'stable' | 'rapid';
export type AzureCloud = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';
export type FailOn = 'drift' | 'unsupported' | 'blocked' | 'pins' | 'unread';
export type OnClosed = 'respect' | 'reopen' | 'new';

export interface SignIn {
  readonly method: 'auto' | 'oidc' | 'secret' | 'azure-cli' | 'managed-identity';
  readonly tenantId?: string;
  readonly clientId?: string;
  /** OIDC audience; absent: the cloud's own. */
  readonly audience?: string;
  readonly cloud: AzureCloud;
  /** https URL without a trailing slash. */
  readonly authorityHost?: string;
  readonly resourceManagerEndpoint?: string;
}

/** One line of `clusters`. Names are compared without regard to case, as ARM does. */
export type ClusterRef =
  | { readonly kind: 'named'; readonly resourceGroup: string; readonly name: string }
  | {
      readonly kind: 'id';
      readonly id: string;
      readonly subscriptionId: string;
      readonly resourceGroup: string;
      readonly name: string;
    }
  | { readonly kind: 'hashed'; readonly hash: string };

export interface Scope {
  /** Empty: those of `clusters`, else every subscription that the identity can see. */
  readonly subscriptionIds: readonly string[];
  readonly resourceGroup?: string;
  readonly clusterName?: string;
  readonly clusters: readonly ClusterRef[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Empty: all pools. */
  readonly nodePools: readonly string[];
  readonly environmentTag?: string;
}

/** Settings for Kubernetes version steps, as AKS takes them; absent leaves the pool's own. */
export interface SurgeSettings {
  /** Count or percentage, such as `1` or `33%`. */
  readonly maxSurge?: string;
  /** Minutes, 1 to 1440. */
  readonly drainTimeout?: number;
  /** Minutes, 0 to 30. */
  readonly nodeSoakDuration?: number;
  readonly undrainableNodeBehavior?: 'Cordon' | 'Schedule';
}

export interface Aim {
  readonly upgradeType: UpgradeType;
  readonly channel: Channel;
  readonly kubernetesVersion?: VersionAim;
  /** Days that a node image must be old before it is proposed. */
  readonly minimumReleaseAge: number;
  readonly surge: SurgeSettings;
}

export interface Telling {
  /** `auto` already resolved by the event. Empty: job summary only. */
  readonly reportTo: readonly ReportTarget[];
  readonly reportKey: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly onClosed: OnClosed;
  readonly redact: boolean;
  readonly githubToken: string;
}

/** Where versions are written down in the repository. */
export interface PinScope {
  /** Files or folders, `/` between, none before or after. Empty: the whole repository. */
  readonly paths: readonly string[];
  /** The branch that our pull request aims at; absent: the repository's default branch. */
  readonly baseBranch?: string;
}

/** Where facts about releases come from: the network, what came with the action, or nowhere. */
export type ReleaseData = 'live' | 'bundled' | 'off';

export interface ReleaseAsk {
  readonly data: ReleaseData;
  /** For api.github.com alone; absent: asked without one. Never a token of another GitHub. */
  readonly token?: string;
  /** `live` was asked for, on a GitHub that is not github.com and without `github-com-token`. */
  readonly isCutOff?: boolean;
}

/** What must have approved the plan (contract §6). */
export type Gate =
  | { readonly kind: 'environment'; readonly environment: string }
  /** No approvers: anyone with write access. */
  | { readonly kind: 'issue-approval'; readonly approvers: readonly string[] }
  | { readonly kind: 'none' };

/** Aim and surge settings that were written out beside a plan: they must agree with what the plan holds. */
export type StatedAim = Partial<Omit<Aim, 'surge'>> & {
  readonly surge: SurgeSettings;
  readonly reportKey?: string;
};

/** What `mode: upgrade` asks for. */
export interface UpgradeAsk {
  /** The packed plan, or the path of its file. */
  readonly plan: string;
  readonly gate: Gate;
  readonly allowsSelfApproval: boolean;
  readonly isDryRun: boolean;
  /** Hours. */
  readonly maximumPlanAge: number;
  readonly respectsWindows: boolean;
  /** Clusters at once. */
  readonly maxParallel: number;
  /** Failed clusters tolerated before the rest is not started. */
  readonly maxFailures: number;
  /** Minutes from the start of the run. */
  readonly deadline: number;
  /** Seconds. */
  readonly pollInterval: number;
  readonly stated: StatedAim;
  /** The key that the scope gives, whatever `report-key` says: tells whether this job sees all that the check saw. */
  readonly scopeKey: string;
}

export interface Inputs {
  readonly mode: 'check' | 'upgrade';
  /** There exactly in `mode: upgrade`. */
  readonly upgrade?: UpgradeAsk;
  readonly signIn: SignIn;
  readonly scope: Scope;
  readonly aim: Aim;
  readonly telling: Telling;
  /** The key that the scope gives, whatever `report-key` says. */
  readonly scopeKey: string;
  readonly pins?: PinScope;
  readonly releases: ReleaseAsk;
  readonly failOn: readonly FailOn[];
  /** Inputs that have no effect here, in words for an annotation. */
  readonly warnings: readonly string[];
  /** Where nothing can be done (a pull request from a fork or by Dependabot): why, for a notice. The run ends with 0. */
  readonly endsEarly?: string;
}
