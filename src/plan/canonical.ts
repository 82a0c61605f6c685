import type { Aim } from '../inputs/inputs.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import type { Step } from './plan.ts';

/**
 * The canonical plan: what is approved, and nothing else. No time, no run, no passing hold; keys always in this order.
 * A setting that was left empty is `null`, so that "not set" is part of what is approved.
 */
export function writeCanonical(
  steps: readonly Pick<Step, 'kind' | 'hashedId' | 'from' | 'to'>[],
  aim: Aim,
  facts: { readonly repositoryId: string; readonly reportKey: string },
): string {
  return JSON.stringify({
    schema: 1,
    repositoryId: facts.repositoryId,
    reportKey: facts.reportKey,
    aim: {
      upgradeType: aim.upgradeType,
      channel: aim.channel,
      kubernetesVersion: aim.kubernetesVersion?.text ?? null,
      minimumReleaseAge: aim.minimumReleaseAge,
    },
    surge: {
      maxSurge: aim.surge.maxSurge ?? null,
      drainTimeout: aim.surge.drainTimeout ?? null,
      nodeSoakDuration: aim.surge.nodeSoakDuration ?? null,
      undrainableNodeBehavior: aim.surge.undrainableNodeBehavior ?? null,
    },
    steps: steps.map((step) => [step.kind, step.hashedId, step.from, step.to]),
  });
}

/** `sha256:` + 64 hex digits over the canonical plan. */
export function digestOf(canonical: string, sha256: Sha256): string {
  return `sha256:${sha256(canonical)}`;
}
