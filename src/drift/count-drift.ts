import type { Drift } from './drift.ts';

/** What is behind, held or not, each thing once. */
export interface DriftCount {
  /** Control planes that could go higher within the aim. */
  readonly controlPlanes: number;
  /** Pools below their control plane, also where AKS offers them no way up. */
  readonly pools: number;
  /** Pools with a newer node image on offer. */
  readonly images: number;
}

/** The output `drift` is the sum of these, and the report says the same in words. */
export function countDrift({ clusters, findings }: Pick<Drift, 'clusters' | 'findings'>): DriftCount {
  // What no plan can move has a finding, and no entry among what moves: a pool without a way up, a whole cluster, an
  // image that comes with Kubernetes alone.
  const found = (wanted: string) => findings.filter(({ code }) => code === wanted);
  const images = clusters.flatMap(({ pools }) => pools).filter(({ image }) => image !== undefined);
  const moving = new Set(images.map(({ pool }) => pool.id));
  const bound = found('AKS006').filter(({ pool }) => pool !== undefined && !moving.has(pool.id));
  return {
    controlPlanes:
      clusters.filter(({ controlPlane }) => controlPlane !== undefined).length + found('AKS030').length,
    pools: found('AKS003').length,
    images: images.length + bound.length,
  };
}
