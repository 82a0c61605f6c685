/** One upgrade that is killed, and killed again, and run until it is over; and what must hold of it however it went. */
import type { Fleet } from '../../simulator/fleet.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import type { CrashPoint, Exchange, WireFault } from './crash-wire.ts';
import { Stage, type StageOptions, type Walked } from './in-process.ts';

/** What was checked and approved, and what each case starts from. */
export interface Scene {
  readonly name: string;
  readonly options: StageOptions;
  readonly planText: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of a run that nothing befalls. */
  readonly exchanges: number;
  /** Targets of the approved steps. */
  readonly approved: ReadonlySet<string>;
}

export interface CrashCase {
  readonly at: number;
  readonly point: CrashPoint;
  /** A new image is published right before the exchange of this number, counted through all runs. */
  readonly publishAt?: number;
  /** Seeds further crashes of the runs that follow. */
  readonly seed?: number;
  /** Minutes between a death and the next run. */
  readonly gap?: number;
}

export interface Played {
  readonly scene: Scene;
  readonly stage: Stage;
  readonly walks: readonly Walked[];
}

export const publishedImage = 'AKSUbuntu-2404gen2containerd-202611.21.0';
const mostResumes = 6;
const old = { imageDaysBehind: 20 };

/** A control plane two minors behind, with three pools: five steps. */
export function twoHops(now: Date): Fleet {
  const pools = [
    { name: 'system', ...old },
    { name: 'web', ...old },
    { name: 'batch', ...old },
  ];
  return describeFleet({ now, clusters: [{ name: 'aks-hops', version: '1.34.7', pools }] });
}

/** Level in everything but the images of three pools. */
export function imagesOnly(now: Date): Fleet {
  const pools = [
    { name: 'system', ...old },
    { name: 'web', ...old },
    { name: 'batch', ...old },
  ];
  return describeFleet({ now, clusters: [{ name: 'aks-images', pools }] });
}

export async function openScene(
  name: string,
  fleet: StageOptions['fleet'],
  given: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const telling = { 'report-to': 'none', ...given };
  const checked = new Stage({ fleet });
  const check = await checked.check(telling);
  if (check.planText === '') throw new Error(`The check of ${name} made no plan: ${check.failure?.message}`);
  const inputs = { 'poll-interval': '600', ...telling };
  const options = { fleet, after: checked };
  const whole = await new Stage(options).upgrade(check.planText, inputs);
  if (whole.result !== 'upgraded') throw new Error(`${name}: ${whole.result} ${whole.failure?.message}`);
  const approved = new Set(whole.outcome?.steps.map((step) => step.approved.to));
  return { name, options, planText: check.planText, inputs, exchanges: whole.exchanges, approved };
}

export async function playCase(
  scene: Scene,
  { at, point, publishAt, seed, gap = 1 }: CrashCase,
  faultOf?: (exchange: Exchange) => WireFault | undefined,
): Promise<Played> {
  const { options, planText, inputs } = scene;
  const stage = new Stage(options);
  const walks: Walked[] = [];
  const random = seed === undefined ? undefined : randomFrom(seed);
  let arrivals = 0;
  const onArrival = () => {
    if (arrivals === publishAt) stage.arm.publishImage('westeurope', publishedImage);
    arrivals += 1;
  };
  let crash: { at: number; point: CrashPoint } | undefined = { at, point };
  for (let resumes = 0; resumes <= mostResumes; resumes += 1) {
    const walked = await stage.upgrade(planText, inputs, {
      ...(crash === undefined ? {} : { crash }),
      ...(faultOf === undefined ? {} : { faultOf }),
      onArrival,
    });
    walks.push(walked);
    if (!walked.died) break;
    stage.time.tick(gap * 60_000);
    const isCrashedAgain = random !== undefined && resumes < mostResumes - 1;
    crash = isCrashedAgain ? { at: random(40), point: anyPoint(random(3)) } : undefined;
  }
  return { scene, stage, walks };
}

function anyPoint(index: number): CrashPoint {
  return index === 0 ? 'before' : index === 1 ? 'committed' : 'after';
}

/** Whole numbers below `most`, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (most: number) => number {
  let state = seed >>> 0;
  return (most) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
  };
}
