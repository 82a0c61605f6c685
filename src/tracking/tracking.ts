/** Where people read it. The decision is pure; `github-*` carries it out. */
export type Operation = 'created' | 'updated' | 'unchanged' | 'reopened' | 'closed' | 'none';

export interface Tracked {
  readonly operation: Operation;
  readonly issueNumber?: number;
  readonly issueUrl?: string;
  /** Of an upgrade: where its progress was told first. */
  readonly commentUrl?: string;
}
