import type { ClusterDrift } from '../../drift/drift.ts';
import type { ImageVersion } from '../../inventory/image-version.ts';
import { compareImages, parseImageVersion } from '../../inventory/image-version.ts';
import { isSameImage, judgeNodeImage } from '../judge/judge-node-image.ts';
import type { PinMove } from '../pins.ts';
import type { Seen } from '../seen.ts';
import { goTo, noteOn, type PlacedPoolPin, stay, type Wish } from './wish.ts';

/** Where an image pin goes: to `next` where there is one, else to what runs. */
export function wishImage(placed: PlacedPoolPin, next: ImageVersion | undefined, seen: Seen): Wish {
  const { pin, cluster, pool } = placed;
  const { image: running } = pool;
  if (running === undefined)
    return noteOn(pin, 'unread', `Which image pool ${pool.name} runs could not be read.`);
  const wanted = parseImageVersion(pin.value);
  const latest = pool.offer?.latestImage;
  const isLevel = isSameImage(wanted, running);
  if (!isLevel && isAhead(wanted, running, latest)) {
    const { verdict, reasons } = judgeNodeImage(pin.value, cluster, pool, seen.now);
    const why = verdict === 'impossible' ? ` ${reasons[0] ?? ''}`.trimEnd() : '';
    return noteOn(
      pin,
      'ahead',
      `${pin.value} is asked for and ${running.text} runs: it is left as it is.${why}`,
    );
  }
  if (latest === undefined) {
    return noteOn(pin, 'unread', `Which node image AKS offers pool ${pool.name} could not be read.`);
  }
  if (!isLevel && !isBehind(wanted, running)) {
    return noteOn(
      pin,
      'form',
      `${pin.value} is asked for and ${running.text} runs: which is newer cannot be told by name.`,
    );
  }
  const isPossible =
    next !== undefined && judgeNodeImage(next.text, cluster, pool, seen.now).verdict === 'possible';
  const options = [...(isPossible ? [next] : []), ...(isLevel ? [] : [running])];
  if (options.length > 0)
    return goTo(
      pin,
      options.map((target) => toMove(placed, running, target)),
    );
  const waits = whyNot(placed, seen);
  return waits === undefined ? stay(pin) : noteOn(pin, 'waits', waits);
}

/** What is on offer is ahead of what runs, even where the names cannot be ordered. */
function isAhead(wanted: ImageVersion, running: ImageVersion, latest: ImageVersion | undefined): boolean {
  const comparison = compareImages(running, wanted);
  if (comparison !== 'different') return comparison === 'newer';
  if (latest !== undefined && isSameImage(wanted, latest)) return true;
  return wanted.date !== undefined && running.date !== undefined && wanted.date > running.date;
}

function isBehind(wanted: ImageVersion, running: ImageVersion): boolean {
  const comparison = compareImages(running, wanted);
  if (comparison !== 'different') return comparison === 'older';
  return wanted.date !== undefined && running.date !== undefined && wanted.date < running.date;
}

/**
 * The newest image, where that is a step of its own or comes along with a Kubernetes step of the pool that is asked
 * for at the same time (`movesAlong`).
 */
export function nextImage(
  placed: PlacedPoolPin,
  movesAlong: boolean,
  { drift, plan }: Seen,
): ImageVersion | undefined {
  const isStep = plan.steps.some((step) => step.kind === 'node-image' && step.pool?.id === placed.pool.id);
  return isStep || movesAlong ? driftOf(placed, drift.clusters) : undefined;
}

function driftOf(
  { cluster, pool }: PlacedPoolPin,
  clusters: readonly ClusterDrift[],
): ImageVersion | undefined {
  const own = clusters.find((each) => each.cluster.id === cluster.id);
  return own?.pools.find((each) => each.pool.id === pool.id)?.image?.to;
}

function whyNot(placed: PlacedPoolPin, { drift, plan }: Seen): string | undefined {
  const newest = driftOf(placed, drift.clusters);
  if (newest === undefined) return undefined;
  const isOwn = (each: { readonly pool?: { readonly id: string } }) => each.pool?.id === placed.pool.id;
  const hold = plan.holds.find((each) => each.standing && each.kind === 'node-image' && isOwn(each));
  if (hold !== undefined) return `${newest.text} is on offer. ${hold.text}`;
  const isBrought = plan.steps.some((step) => step.kind === 'pool-version' && isOwn(step));
  return isBrought ? `${newest.text} comes along with the Kubernetes step of the pool.` : undefined;
}

function toMove({ pin, cluster, pool }: PlacedPoolPin, running: ImageVersion, target: ImageVersion): PinMove {
  const isCatchingUp = isSameImage(running, target);
  const to = target.text;
  return { pin, cluster, pool, from: pin.value, to, running: running.text, target: to, isCatchingUp };
}
