/** What the plan holds for the control plane or the pool of a pin, cut down to what one change may ask for. */

import type { Cluster } from '../../inventory/inventory.ts';
import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { compareVersions, parseKubernetesVersion } from '../../inventory/kubernetes-version.ts';
import type { Hold, Step } from '../../plan/plan.ts';
import { type Company, judgeControlPlane } from '../judge/judge-control-plane.ts';
import { type Above, judgePoolVersion } from '../judge/judge-pool-version.ts';
import type { Pin } from '../pin.ts';
import { readPinnedVersion } from '../pinned-version.ts';
import type { Seen } from '../seen.ts';
import type { PlacedPin, PlacedPoolPin, Wish } from './wish.ts';
import type { DueVersion } from './wish-version.ts';

/** What a control plane has once every pin of it is followed. */
export interface Ahead extends Above {
  /** A pin asks for a version already that AKS would take, and that does not run yet. */
  readonly isUnderWay: boolean;
}

/** A control plane goes up alone: its pools have to be able to stay where they are. */
const alone: Company = { takesAllPools: false, moving: new Set() };

/** The first step alone: what comes after it cannot be asked for before it is done. */
export function dueOfControlPlane(cluster: Cluster, { plan, now }: Seen): DueVersion {
  const isOwn = (each: Step | Hold) => each.kind === 'control-plane' && each.cluster.id === cluster.id;
  const steps = plan.steps.filter(isOwn);
  const next = versionOf(steps[0]?.to);
  const end = versionOf(steps.at(-1)?.to);
  const hold = plan.holds.find((each) => each.standing && isOwn(each));
  return {
    ...(next === undefined ? {} : { next }),
    ...(end === undefined ? {} : { end }),
    ...(hold === undefined ? {} : { waits: tellHold(hold) }),
    ...(cluster.offers === undefined
      ? {
          unread: `What AKS offers cluster ${cluster.name} could not be read: whether it is behind is not known.`,
        }
      : {}),
    judge: (wanted) => judgeControlPlane(wanted, cluster, alone, now),
  };
}

/**
 * The plan takes pools up when the control plane has gone all its way: here they follow it as far as it is by then. Not
 * while it is on its way, or they would move twice.
 */
export function dueOfPool({ cluster, pool }: PlacedPoolPin, above: Ahead, { plan, now }: Seen): DueVersion {
  const isOwn = (each: Step | Hold) => each.kind === 'pool-version' && each.pool?.id === pool.id;
  const end = versionOf(plan.steps.findLast(isOwn)?.to);
  const reach = end === undefined || above.isUnderWay ? undefined : lower(end, above.version);
  const next = reach !== undefined && compareVersions(reach, pool.version) > 0 ? reach : undefined;
  const hold = plan.holds.find((each) => each.standing && isOwn(each));
  const waits =
    end !== undefined
      ? `The plan takes pool ${pool.name} to ${end.text} after its control plane, which runs ${cluster.version.text}.`
      : hold === undefined
        ? undefined
        : tellHold(hold);
  return {
    ...(next === undefined ? {} : { next }),
    ...(end === undefined ? {} : { end }),
    ...(waits === undefined ? {} : { waits }),
    judge: (wanted) => judgePoolVersion(wanted, cluster, pool, above, now),
  };
}

/** A pin that stays keeps the control plane where it is, whatever the others ask for. */
export function aboveOf(
  cluster: Cluster,
  pins: readonly PlacedPin[],
  wishes: ReadonlyMap<Pin, Wish>,
  seen: Seen,
): Ahead {
  const own = pins.flatMap(({ pin, pool, cluster: { id } }) => {
    const wish = pool === undefined && id === cluster.id ? wishes.get(pin) : undefined;
    return wish === undefined ? [] : [wish];
  });
  const [lowest = cluster.version] = own
    .map(({ move }) => versionOf(move?.target) ?? cluster.version)
    .sort(compareVersions);
  const isMoved = compareVersions(lowest, cluster.version) > 0;
  const text = `the control plane ${isMoved ? 'goes to' : 'runs'} ${lowest.text}`;
  const isUnderWay = own.some((wish) => isTaken(wish, cluster, seen));
  return { version: lowest, text, isSure: true, isUnderWay };
}

function isTaken({ pin, note }: Wish, cluster: Cluster, { now }: Seen): boolean {
  const wanted = note?.kind === 'ahead' ? readPinnedVersion(pin.value) : undefined;
  return wanted !== undefined && judgeControlPlane(wanted, cluster, alone, now).verdict === 'possible';
}

function tellHold({ to, text }: Hold): string {
  return `${to} is on offer. ${text}`;
}

function lower(a: KubernetesVersion, b: KubernetesVersion): KubernetesVersion {
  return compareVersions(a, b) < 0 ? a : b;
}

function versionOf(text: string | undefined): KubernetesVersion | undefined {
  return text === undefined ? undefined : parseKubernetesVersion(text);
}
