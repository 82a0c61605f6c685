import type { StepEnd, StepOutcome, UpgradeResult } from './outcome.ts';

const bad: readonly StepEnd[] = ['failed', 'unread'];
const open: readonly StepEnd[] = ['running', 'held', 'not-started'];

/** The one word for the whole. What is elsewhere or gone does not count; a dry run that found a fault has failed. */
export function resultOf(steps: readonly Pick<StepOutcome, 'end'>[], isDryRun: boolean): UpgradeResult {
  const has = (ends: readonly StepEnd[]) => steps.some(({ end }) => ends.includes(end));
  if (has(bad)) return 'failed';
  if (isDryRun) return 'dry-run';
  if (has(open)) return 'handed-over';
  return has(['done']) ? 'upgraded' : 'nothing-to-do';
}
