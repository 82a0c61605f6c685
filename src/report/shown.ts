/** How much of the report is written out. `fit.ts` takes away in declared steps. */
export interface Shown {
  /** Changes of node images whose packages are listed by name. */
  readonly packages: number;
  /** What the AKS release notes say. */
  readonly notes: boolean;
  /** What comes with each minor on the way, and images not offered yet. */
  readonly onTheWay: boolean;
  /** The picture of the upgrade paths. */
  readonly paths: boolean;
  /** Changes of node images that are told; the rest is counted. */
  readonly images: number;
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
  packages: Number.POSITIVE_INFINITY,
  notes: true,
  onTheWay: true,
  paths: true,
  images: Number.POSITIVE_INFINITY,
  commands: true,
  information: true,
  healthy: true,
  unreadNames: 50,
  unreadCauses: 200,
  rows: Number.POSITIVE_INFINITY,
  detailed: Number.POSITIVE_INFINITY,
};
