/** Who approved: the types of what was read, and of the proof. `judge-gate.ts` judges. */

/** The claims of the job's own identity token that matter; `undefined`: the token does not carry it. */
export interface JobClaims {
  readonly environment: string | undefined;
  readonly repositoryId: string | undefined;
  readonly runId: string | undefined;
  readonly runAttempt: string | undefined;
}

/** Something that had to be read for the gate, or why it could not be. */
export type GateRead<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'missing' }
  /** 401, 403: the token may not look. */
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

export interface EnvironmentFacts {
  readonly name: string;
  /** Users and teams who must be asked. */
  readonly reviewers: number;
  readonly canAdminsBypass: boolean | undefined;
  readonly preventsSelfReview: boolean | undefined;
}

/** One entry of the run's review history. */
export interface Review {
  readonly state: string;
  readonly environments: readonly string[];
  /** Absent: a deleted account. */
  readonly login: string | undefined;
  readonly isBot: boolean;
}

/** A comment on our issue that says `/approve`. */
export interface ApprovalComment {
  readonly login: string;
  readonly isBot: boolean;
  readonly createdAt: Date;
  readonly isEdited: boolean;
  readonly digits: string;
  readonly url: string;
  /** Read only for comments that could count; `undefined`: not read. */
  readonly canWrite: GateRead<boolean> | undefined;
}

export type GateFacts =
  | {
      readonly kind: 'environment';
      readonly claims: GateRead<JobClaims>;
      readonly environment: GateRead<EnvironmentFacts>;
      readonly reviews: GateRead<readonly Review[]>;
    }
  | {
      readonly kind: 'issue-approval';
      /** When the plan's digest first stood in our issue; `missing`: it does not stand there, or there is no issue. */
      readonly digestSince: GateRead<Date>;
      readonly comments: GateRead<readonly ApprovalComment[]>;
    }
  | { readonly kind: 'none' };

/** What the gate proved; told in the summary. */
export type GateProof =
  | {
      readonly kind: 'environment';
      readonly environment: string;
      readonly approvedBy: readonly string[];
      readonly isSelfApproved: boolean;
      readonly canAdminsBypass: boolean | undefined;
    }
  | {
      readonly kind: 'issue-approval';
      readonly approvedBy: readonly string[];
      readonly isSelfApproved: boolean;
      readonly approvedAt: Date;
      readonly url: string;
    }
  | { readonly kind: 'none' };
