/** What Azure reports of the resource of a step, and whether that is what was approved. */

import type { StepEnd, StepOutcome } from '../outcome.ts';
import type { Page } from './page.ts';

/** Only where the end says something of the resource: a failed or running step shows its target from the first second. */
export function tellReported(
  { approved, state }: Pick<Page, 'approved' | 'state'>,
  end: StepEnd,
): Pick<StepOutcome, 'reported' | 'reportedImage' | 'deviation'> {
  if (end !== 'done' && end !== 'already-done') return {};
  const { cluster, pool } = state;
  const image = pool?.image?.text;
  switch (approved.kind) {
    case 'control-plane':
      return cluster === undefined ? {} : { reported: cluster.version.text };
    case 'pool-version':
      return {
        ...(pool === undefined ? {} : { reported: pool.version.text }),
        ...(image === undefined ? {} : { reportedImage: image }),
      };
    case 'node-image':
      if (image === undefined) return {};
      return isSame(image, approved.to)
        ? { reported: image }
        : { reported: image, ...deviate(image, approved.to) };
  }
}

/**
 * An image step ended with an image that is neither the one before nor the approved one: Azure takes the newest at the
 * moment of the POST, whatever was read right before.
 */
export function hasOtherImage({ approved, state, startedFrom }: Page): boolean {
  const image = state.pool?.image?.text;
  if (approved.kind !== 'node-image' || image === undefined) return false;
  return ![approved.from, approved.to, startedFrom].some((known) => isSame(image, known));
}

/** What runs, for a sentence. */
export function currentOf({ approved, state }: Pick<Page, 'approved' | 'state'>): string {
  const { cluster, pool } = state;
  const known = {
    'control-plane': cluster?.version.text,
    'pool-version': pool?.version.text,
    'node-image': pool?.image?.text,
  }[approved.kind];
  return known ?? 'nothing that could be read';
}

function deviate(image: string, approved: string): Pick<StepOutcome, 'deviation'> {
  return { deviation: `Azure put ${image} on the pool; ${approved} was approved.` };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
