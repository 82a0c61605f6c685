import { maxSurge, versionAim } from '../inputs/aim-forms.ts';
import { choice, type Form, integer, isWrong } from '../inputs/fields.ts';
import type { Aim, SurgeSettings } from '../inputs/inputs.ts';
import { reportKey } from '../inputs/report-key.ts';
import { compareVersions, parseKubernetesVersion } from '../inventory/kubernetes-version.ts';
import { writeCanonical } from './canonical.ts';
import type { StepKind } from './plan.ts';
import { type PlanEnvelope, refusePlan } from './plan-envelope.ts';

/** A step as it was approved: no names, for the plan travels through outputs. */
export interface ApprovedStep {
  readonly kind: StepKind;
  readonly hashedId: string;
  readonly from: string;
  readonly to: string;
}

/** What a human approved, parsed from its envelope. */
export interface ApprovedPlan {
  /** `sha256:` + 64 hex digits, recomputed. */
  readonly digest: string;
  readonly repositoryId: string;
  readonly reportKey: string;
  /** With the surge settings. */
  readonly aim: Aim;
  readonly steps: readonly ApprovedStep[];
  readonly madeAt: Date;
  readonly runId: string;
  readonly runAttempt: string;
  /** The key that the scope of the check gave, whatever `report-key` said. */
  readonly scopeKey: string;
}

/**
 * Reads what `writeCanonical` wrote, and nothing else: written again it must give the same bytes, so that nothing rides
 * along that no one looks at. The digest was taken anew when the envelope was parsed.
 *
 * @throws Failure `AKSU-PLAN-MALFORMED`
 */
export function parseApprovedPlan(envelope: PlanEnvelope): ApprovedPlan {
  const plan = new Reader(parseJson(envelope.plan), 'its plan');
  if (plan.at('schema') !== 1) throw refusePlan('it is of a form that this version does not know');
  const facts = { repositoryId: plan.digits('repositoryId'), reportKey: plan.take('reportKey', reportKey) };
  if (facts.repositoryId !== envelope.repositoryId) throw refusePlan('its parts name different repositories');
  const aim = readAim(plan.inside('aim'), plan.inside('surge'));
  const steps = readSteps(plan.at('steps'));
  if (writeCanonical(steps, aim, facts) !== envelope.plan) {
    throw refusePlan('it is not written the way that a check writes it');
  }
  const { digest, runId, runAttempt, scopeKey } = envelope;
  return { digest, ...facts, aim, steps, madeAt: readTime(envelope.madeAt), runId, runAttempt, scopeKey };
}

const upgradeType = choice('full', 'control-plane-only', 'node-pools-only', 'node-image-only');
const channel = choice('patch', 'stable', 'rapid');
const behavior = choice('Cordon', 'Schedule');

function readAim(aim: Reader, surge: Reader): Aim {
  const kubernetesVersion = aim.takeUnlessNull('kubernetesVersion', versionAim);
  return {
    upgradeType: aim.take('upgradeType', upgradeType),
    channel: aim.take('channel', channel),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    minimumReleaseAge: aim.take('minimumReleaseAge', integer(0, 365, 'days')),
    surge: readSurge(surge),
  };
}

function readSurge(surge: Reader): SurgeSettings {
  const surgeSize = surge.takeUnlessNull('maxSurge', maxSurge);
  const drainTimeout = surge.takeUnlessNull('drainTimeout', integer(1, 1440, 'minutes'));
  const nodeSoakDuration = surge.takeUnlessNull('nodeSoakDuration', integer(0, 30, 'minutes'));
  const undrainableNodeBehavior = surge.takeUnlessNull('undrainableNodeBehavior', behavior);
  return {
    ...(surgeSize === undefined ? {} : { maxSurge: surgeSize }),
    ...(drainTimeout === undefined ? {} : { drainTimeout }),
    ...(nodeSoakDuration === undefined ? {} : { nodeSoakDuration }),
    ...(undrainableNodeBehavior === undefined ? {} : { undrainableNodeBehavior }),
  };
}

function readSteps(value: unknown): readonly ApprovedStep[] {
  if (!Array.isArray(value)) throw refusePlan('its `steps` are no list');
  const steps = value.map(readStep);
  const places = new Set(steps.map(({ kind, hashedId, to }) => `${kind} ${hashedId} ${to}`));
  if (places.size < steps.length) throw refusePlan('it holds a step twice');
  return steps;
}

function readStep(value: unknown, index: number): ApprovedStep {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [];
  const texts = parts.map((part) => (typeof part === 'string' ? part : ''));
  const [kind = '', hashedId = '', from = '', to = ''] = texts;
  const isStep =
    texts.length === 4 &&
    isKind(kind) &&
    /^[0-9a-f]{16}$/.test(hashedId) &&
    (kind === 'node-image' ? isOtherImage(from, to) : isHigherVersion(from, to));
  if (!isStep) throw refusePlan(`its step ${index + 1} is none that a check makes`);
  return { kind, hashedId, from, to };
}

function isKind(text: string): text is StepKind {
  return text === 'control-plane' || text === 'pool-version' || text === 'node-image';
}

/** No plan leads down. */
function isHigherVersion(from: string, to: string): boolean {
  const [lower, higher] = [parseKubernetesVersion(from), parseKubernetesVersion(to)];
  return lower?.text === from && higher?.text === to && compareVersions(higher, lower) > 0;
}

function isOtherImage(from: string, to: string): boolean {
  const isName = (text: string): boolean => /^\P{C}{1,256}$/u.test(text) && text === text.trim();
  return isName(from) && isName(to) && from.toLowerCase() !== to.toLowerCase();
}

function readTime(text: string): Date {
  const time = new Date(text);
  // The 30th of February is rolled over, not refused.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== text)
    throw refusePlan('its `madeAt` is no time');
  return time;
}

/** The values of one object, each in the form that the input of its name has. */
class Reader {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(value: unknown, called: string) {
    if (typeof value !== 'object' || value === null) throw refusePlan(`${called} is no object`);
    this.#values = { ...value };
  }

  at(name: string): unknown {
    return this.#values[name];
  }

  inside(name: string): Reader {
    return new Reader(this.at(name), `its \`${name}\``);
  }

  digits(name: string): string {
    const value = this.at(name);
    if (typeof value !== 'string' || !/^\d{1,20}$/.test(value)) throw refuseValue(name);
    return value;
  }

  take<Value>(name: string, form: Form<Value>): Value {
    const value = this.at(name);
    const reading =
      typeof value === 'string' || typeof value === 'number' ? form.read(String(value)) : { wrong: '' };
    if (isWrong(reading)) throw refuseValue(name);
    return reading.value;
  }

  takeUnlessNull<Value>(name: string, form: Form<Value>): Value | undefined {
    return this.at(name) === null ? undefined : this.take(name, form);
  }
}

function refuseValue(name: string): Error {
  return refusePlan(`its \`${name}\` is missing or no such thing`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusePlan('its plan is no JSON');
  }
}
