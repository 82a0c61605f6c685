import type { ApprovedStep } from './approved-plan.ts';
import type { Step } from './plan.ts';

/** Which approved step each fresh one is. */
export interface Matching {
  /** Approved step → fresh step. */
  readonly matched: ReadonlyMap<ApprovedStep, Step>;
  /** Those that are no approved ones. */
  readonly unmatched: readonly Step[];
  /** Approved ones, where they stood later. */
  readonly reordered: readonly Step[];
}

type Thing = Pick<ApprovedStep, 'kind' | 'hashedId'>;

/** With the same target, from where the approved step starts or an approved one before it ends, in the same order. */
export function matchSteps(approved: readonly ApprovedStep[], fresh: readonly Step[]): Matching {
  const places = new Map(approved.map((step, index) => [step, index]));
  const byThing = Map.groupBy(approved, nameThing);
  const matched = new Map<ApprovedStep, Step>();
  const unmatched: Step[] = [];
  const reordered: Step[] = [];
  let last = -1;
  for (const step of fresh) {
    const found = findApproved(step, byThing.get(nameThing(step)) ?? []);
    const place = found === undefined ? undefined : places.get(found);
    if (found === undefined || place === undefined) unmatched.push(step);
    else if (place < last) reordered.push(step);
    else {
      matched.set(found, step);
      last = place;
    }
  }
  return { matched, unmatched, reordered };
}

export function isSameThing(a: Thing, b: Thing): boolean {
  return a.kind === b.kind && a.hashedId === b.hashedId;
}

/** `own`: the approved steps of the same thing, in order. */
function findApproved({ from, to }: Step, own: readonly ApprovedStep[]): ApprovedStep | undefined {
  const index = own.findIndex((each) => each.to === to);
  const before = own.slice(0, Math.max(index, 0));
  const found = own[index];
  return found?.from === from || before.some((each) => each.to === from) ? found : undefined;
}

function nameThing({ kind, hashedId }: Thing): string {
  return `${kind} ${hashedId}`;
}
