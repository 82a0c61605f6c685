import type { VersionAim } from '../../inputs/version-aim.ts';
import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, minorOf } from '../../inventory/kubernetes-version.ts';
import type { Judgement } from '../judge/judgement.ts';
import { comparePinned, losesZeros, readPinnedVersion, writeLike } from '../pinned-version.ts';
import { goTo, noteOn, type PlacedPin, stay, type Wish } from './wish.ts';

/** What is due for the thing that a pin is for, and how AKS would take it. */
export interface DueVersion {
  /** The one step that can be taken now; absent: none. */
  readonly next?: KubernetesVersion;
  /** Where the plan ends. */
  readonly end?: KubernetesVersion;
  /** Why there is no step, or none yet, though there could be. */
  readonly waits?: string;
  /** What could not be read, so that nobody knows whether something is due. */
  readonly unread?: string;
  /** What AKS makes of a version as it would be written. */
  readonly judge: (wanted: VersionAim) => Judgement;
}

/** Where a version pin goes: to the next step of the plan, or at least to what runs; never down, and never on a guess. */
export function wishVersion(placed: PlacedPin, due: DueVersion): Wish {
  const { pin, cluster, pool } = placed;
  const running = (pool ?? cluster).version;
  const wanted = readPinnedVersion(pin.value);
  if (wanted === undefined) return noteOn(pin, 'form', `${pin.value} is no Kubernetes version of AKS.`);
  if (losesZeros(pin, pin.value)) return noteOn(pin, 'form', tellNumber(pin.value));
  const order = comparePinned(wanted, running);
  if (order > 0) return noteOn(pin, 'ahead', tellAhead(wanted, running, due));
  if (due.unread !== undefined) return noteOn(pin, 'unread', due.unread);
  const next = nextFor(wanted, running, due);
  const tried = [
    ...(next === undefined ? [] : [tryMove(placed, next, due)]),
    ...(order < 0 ? [moveTo(placed, running, due)] : []),
  ];
  const options = tried.flatMap((wish) => wish.options);
  if (options.length > 0) return goTo(pin, options);
  return tried[0] ?? (due.waits === undefined ? stay(pin) : noteOn(pin, 'waits', due.waits));
}

/** A minor does not move with a patch: AKS takes the minor that runs for what runs. */
function nextFor(
  wanted: VersionAim,
  running: KubernetesVersion,
  { next }: DueVersion,
): KubernetesVersion | undefined {
  return next === undefined || (wanted.kind === 'minor' && isSameMinor(next, running)) ? undefined : next;
}

/** The step as it would be written: of a minor AKS decides which patch that is, which has to be the one of the plan. */
function tryMove(placed: PlacedPin, next: KubernetesVersion, due: DueVersion): Wish {
  const { pin } = placed;
  const wanted = readPinnedVersion(writeLike(pin.value, next));
  const judgement = wanted === undefined ? undefined : due.judge(wanted);
  if (judgement?.to === undefined) {
    return noteOn(
      pin,
      'waits',
      `${next.text} is due, but not yet. ${judgement?.reasons.join(' ') ?? ''}`.trim(),
    );
  }
  const { to } = judgement;
  if (compareVersions(to, next) !== 0) {
    const means = `${minorOf(to)} means ${to.text} for AKS, and the plan goes to ${next.text}`;
    return noteOn(pin, 'form', `${means}: write the version in full.`);
  }
  return moveTo(placed, to, due);
}

function moveTo({ pin, cluster, pool }: PlacedPin, target: KubernetesVersion, { end }: DueVersion): Wish {
  const running = (pool ?? cluster).version;
  const to = writeLike(pin.value, target);
  if (losesZeros(pin, to)) return noteOn(pin, 'form', tellNumber(to));
  if (to === pin.value) return stay(pin);
  const isFurther = end !== undefined && compareVersions(end, target) > 0 && writeLike(pin.value, end) !== to;
  const move = {
    pin,
    cluster,
    ...(pool === undefined ? {} : { pool }),
    from: pin.value,
    to,
    running: running.text,
    target: target.text,
    isCatchingUp: compareVersions(target, running) === 0,
    ...(isFurther ? { further: end.text } : {}),
  };
  return goTo(pin, [move]);
}

function tellAhead(wanted: VersionAim, running: KubernetesVersion, { next, judge }: DueVersion): string {
  const isDue = next !== undefined && comparePinned(wanted, next) === 0;
  const rest = isDue ? 'it is the next step, and has not been carried out yet' : 'it is left as it is';
  const { verdict, reasons } = judge(wanted);
  const why = verdict === 'impossible' ? ` ${reasons[0] ?? ''}`.trimEnd() : '';
  return `${wanted.text} is asked for and ${running.text} runs: ${rest}.${why}`;
}

function tellNumber(text: string): string {
  const number = text.replace(/\.?0+$/, '');
  return `Without quotes YAML reads ${text} as the number ${number}: put the value in quotes, then it is moved.`;
}
