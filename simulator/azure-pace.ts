/** How long things take, in seconds of the world's clock. */
export interface Pace {
  /** A control plane to another version. */
  readonly controlPlane: number;
  /** What a pool's upgrade takes before and after its nodes. */
  readonly pool: number;
  /** Each node of a pool to another version. */
  readonly node: number;
  /** A pool to another image, whatever its nodes. */
  readonly image: number;
  /** A PUT that changes no version, and a POST for an image that is there already. */
  readonly update: number;
  readonly abort: number;
  /** What AKS does by itself right after an operation: everything is `Succeeded`, and writes are answered 409. */
  readonly reconcile: number;
  /** So soon after another writer's start, a write loses a race inside AKS (`EtagMismatch`) instead of finding it busy. */
  readonly race: number;
}

/**
 * In the middle of what was recorded on clusters of a few nodes: cluster 555 to 1582 s, pool 421 to 740 s, image 9 to
 * 104 s (mostly to what was there), no change 3 to 20 s (azure-cli, 2022 to 2025). Images take longer in earnest.
 */
export const usualPace: Pace = {
  controlPlane: 600,
  pool: 240,
  node: 60,
  image: 300,
  update: 15,
  abort: 5,
  reconcile: 10,
  race: 1,
};

/** Everything `factor` times faster. */
export function hasten(factor: number, pace: Pace = usualPace): Pace {
  return {
    controlPlane: pace.controlPlane / factor,
    pool: pace.pool / factor,
    node: pace.node / factor,
    image: pace.image / factor,
    update: pace.update / factor,
    abort: pace.abort / factor,
    reconcile: pace.reconcile / factor,
    race: pace.race / factor,
  };
}
