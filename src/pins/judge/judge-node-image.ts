import { compareImages, type ImageVersion, parseImageVersion } from '../../inventory/image-version.ts';
import type { Cluster, NodePool } from '../../inventory/inventory.ts';
import { standingHold } from '../../plan/holds.ts';
import {
  conclude,
  type Judgement,
  level,
  noObjection,
  notKnown,
  type Objections,
  refused,
  refusing,
  remarking,
} from './judgement.ts';

/** AKS takes no target for a node image: a pool gets the newest on offer, whatever was asked for. */
export function judgeNodeImage(value: string, cluster: Cluster, pool: NodePool, now: Date): Judgement {
  const wanted = parseImageVersion(value);
  const { image: running } = pool;
  if (running !== undefined && isSameImage(wanted, running)) return level;
  const latest = pool.offer?.latestImage;
  if (running !== undefined && compareImages(running, wanted) === 'older') {
    return refused(`${running.text} runs, and AKS never goes back to an older image.`);
  }
  if (latest === undefined) return notKnown(`Which node image AKS offers this pool could not be read.`);
  if (!isSameImage(wanted, latest)) {
    return refused(
      `AKS takes no target for a node image: it gives the newest, which is ${latest.text} here.`,
    );
  }
  const objections = [
    running === undefined ? noObjection : judgeOrder(running, latest),
    judgeState(latest, cluster, pool, now),
  ];
  return conclude(objections, undefined, []);
}

export function isSameImage(a: ImageVersion, b: ImageVersion): boolean {
  return compareImages(a, b) === 'same';
}

function judgeOrder(running: ImageVersion, latest: ImageVersion): Objections {
  if (compareImages(running, latest) !== 'different') return noObjection;
  return remarking(
    `${running.text} runs; ${latest.text} is of another kind: which is newer cannot be told by name.`,
  );
}

function judgeState(to: ImageVersion, cluster: Cluster, pool: NodePool, now: Date): Objections {
  if (cluster.power === 'stopped') return refusing('The cluster is stopped: AKS takes no operation.');
  if (pool.kind === 'AvailabilitySet')
    return refusing('An availability set gets a new image with a Kubernetes upgrade alone.');
  const from = pool.image ?? to;
  const hold = standingHold({ kind: 'node-image', cluster, pool, from, to }, 0, now);
  return hold === undefined ? noObjection : remarking(hold.text);
}
