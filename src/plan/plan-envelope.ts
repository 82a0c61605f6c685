import { Failure } from '../failure.ts';
import type { RunContext, Sha256 } from '../inputs/run-context.ts';
import type { Plan } from './plan.ts';

/** The canonical plan and when, by which run and for which repository it was made. */
export interface PlanEnvelope {
  readonly schema: 1;
  /** The canonical plan as text: byte for byte what the digest is taken over. */
  readonly plan: string;
  /** `sha256:` + 64 hex digits. */
  readonly digest: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly repositoryId: string;
}

export function sealPlan(plan: Plan, context: RunContext, madeAt: Date): PlanEnvelope {
  return {
    schema: 1,
    plan: plan.canonical,
    digest: plan.digest,
    madeAt: madeAt.toISOString(),
    runId: context.runId,
    runAttempt: context.runAttempt,
    repositoryId: context.repositoryId,
  };
}

/**
 * From the text of a `plan-file`.
 *
 * @throws Failure `AKSU-INPUT`: not an envelope of ours, or its plan is not the one that the digest was taken over.
 */
export function parsePlanEnvelope(json: string, sha256: Sha256): PlanEnvelope {
  const parsed = parseObject(json);
  if (parsed === undefined) throw refusePlan('it is no JSON object');
  const { schema } = parsed;
  if (schema !== 1) throw refusePlan('it is of a form that this version does not know');
  const text = (name: keyof PlanEnvelope, form: RegExp): string => {
    const value = parsed[name];
    if (typeof value !== 'string' || !form.test(value))
      throw refusePlan(`its \`${name}\` is missing or no such thing`);
    return value;
  };
  const envelope: PlanEnvelope = {
    schema: 1,
    plan: text('plan', /^\{/),
    digest: text('digest', /^sha256:[0-9a-f]{64}$/),
    madeAt: text('madeAt', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/),
    runId: text('runId', /^\d+$/),
    runAttempt: text('runAttempt', /^\d+$/),
    repositoryId: text('repositoryId', /^\d+$/),
  };
  if (`sha256:${sha256(envelope.plan)}` !== envelope.digest)
    throw refusePlan('its digest does not fit: it was changed');
  return envelope;
}

export function refusePlan(why: string): Failure {
  return new Failure('AKSU-INPUT', `plan: this is no plan of a check: ${why}.`, {
    next: 'Pass the `plan` output of the check job on as it is, or the path of its `plan-file`.',
  });
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
