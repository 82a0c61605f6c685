/** How much of the report is written out. `fit.ts` takes away in declared steps. */
export interface Shown {
  /** The `az` commands of each cluster. */
  readonly commands: boolean;
  /** Findings of severity information. */
  readonly information: boolean;
  /** Clusters with nothing due by name, or only counted. */
  readonly healthy: boolean;
  /** Names listed for each cause of something unread; the rest is counted. */
  readonly unreadNames: number;
  /** Causes of something unread; the rest is counted. */
  readonly unreadCauses: number;
  /** Clusters in the overview; the rest is counted. */
  readonly rows: number;
  /** Clusters with tables, steps, holds and findings of their own. */
  readonly detailed: number;
}

export const allShown: Shown = {
  commands: true,
  information: true,
  healthy: true,
  unreadNames: 50,
  unreadCauses: 200,
  rows: Number.POSITIVE_INFINITY,
  detailed: Number.POSITIVE_INFINITY,
};
