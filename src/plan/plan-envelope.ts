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
  /** The key that the scope of the check gave, whatever `report-key` said. */
  readonly scopeKey: string;
}

/** The run that makes a plan. */
export type PlanMaker = Pick<RunContext, 'runId' | 'runAttempt' | 'repositoryId'> &
  Pick<PlanEnvelope, 'scopeKey'>;

export function sealPlan(plan: Plan, maker: PlanMaker, madeAt: Date): PlanEnvelope {
  return {
    schema: 1,
    plan: plan.canonical,
    digest: plan.digest,
    madeAt: madeAt.toISOString(),
    runId: maker.runId,
    runAttempt: maker.runAttempt,
    repositoryId: maker.repositoryId,
    scopeKey: maker.scopeKey,
  };
}

const forms = {
  plan: /^\{/,
  digest: /^sha256:[0-9a-f]{64}$/,
  madeAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  runId: /^\d{1,20}$/,
  runAttempt: /^\d{1,20}$/,
  repositoryId: /^\d{1,20}$/,
  scopeKey: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
} as const satisfies Record<Exclude<keyof PlanEnvelope, 'schema'>, RegExp>;

/**
 * From the text of a `plan-file`.
 *
 * @throws Failure `AKSU-PLAN-EMPTY`: there is no text. `AKSU-PLAN-MALFORMED`: not an envelope of ours, or its plan is
 * not the one that the digest was taken over.
 */
export function parsePlanEnvelope(json: string, sha256: Sha256): PlanEnvelope {
  if (json.trim() === '') throw refuseEmptyPlan('it is empty');
  const parsed = parseObject(json);
  if (parsed === undefined) throw refusePlan('it is no JSON object');
  const { schema } = parsed;
  if (schema !== 1) throw refusePlan('it is of a form that this version does not know');
  const text = (name: keyof typeof forms): string => {
    const value = parsed[name];
    if (typeof value !== 'string' || !forms[name].test(value))
      throw refusePlan(`its \`${name}\` is missing or no such thing`);
    return value;
  };
  const envelope: PlanEnvelope = {
    schema: 1,
    plan: text('plan'),
    digest: text('digest'),
    madeAt: text('madeAt'),
    runId: text('runId'),
    runAttempt: text('runAttempt'),
    repositoryId: text('repositoryId'),
    scopeKey: text('scopeKey'),
  };
  if (`sha256:${sha256(envelope.plan)}` !== envelope.digest)
    throw refusePlan('its digest does not fit: it was changed');
  // A key twice, an order or an escape that no check writes.
  if (JSON.stringify(envelope) !== json.trim())
    throw refusePlan('it is not written the way that a check writes it');
  return envelope;
}

export function refusePlan(why: string): Failure {
  return new Failure('AKSU-PLAN-MALFORMED', `plan: this is no plan of a check: ${why}.`);
}

export function refuseEmptyPlan(why: string): Failure {
  return new Failure('AKSU-PLAN-EMPTY', `plan: ${why}; nothing was done.`);
}

function parseObject(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
