import type { Failure } from '../failure.ts';

/** Where people read it. The decision is pure; `github-*` carries it out. */
export type Operation = 'created' | 'updated' | 'unchanged' | 'reopened' | 'closed' | 'none';

export interface Tracked {
  readonly operation: Operation;
  readonly issueNumber?: number;
  readonly issueUrl?: string;
  readonly pullRequestNumber?: number;
  readonly pullRequestUrl?: string;
  /** The comment below a pull request; of an upgrade: where its progress was told first. */
  readonly commentUrl?: string;
  /** What a reader of the job summary should know of these places: plain sentences without names. */
  readonly remarks?: readonly string[];
}

/** A trouble with GitHub is told at the end and loses nothing. */
export interface Tracking {
  readonly tracked: Tracked;
  readonly failure?: Failure;
}
