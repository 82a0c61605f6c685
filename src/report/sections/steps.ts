import type { Hold, HoldReason, Step } from '../../plan/plan.ts';
import { tellInstant } from '../dates.ts';
import { spanPool, tellAzure } from '../names.ts';
import type { Told } from '../told.ts';
import { holdWords, nameKind, tellMove } from '../words.ts';

/** The ordered steps, with what a passing hold makes them wait for. */
export function tellSteps(told: Told, steps: readonly Step[]): string {
  if (steps.length === 0) return '';
  const lines = steps.flatMap((step, index) => [
    `${index + 1}. ${tellStep(told, step)}`,
    ...step.waits.map((hold) => `${' '.repeat(`${index + 1}. `.length)}- waits: ${tellHold(told, hold)}`),
  ]);
  return `**Steps, in this order**\n\n${lines.join('\n')}`;
}

/** Reason, sentence and end of a hold. */
export function tellHold(told: Told, hold: Hold): string {
  const text = tellAzure(told, hold.text, '');
  const end =
    hold.until === undefined ? '' : `${endWords[hold.reason] ?? 'until'} ${tellInstant(hold.until)}`;
  const words = [text !== '' && end !== '' ? text.replace(/\.$/, '') : text, end].filter(
    (part) => part !== '',
  );
  return `**${holdWords[hold.reason]}**${words.length === 0 ? '' : `: ${words.join(', ')}`}`;
}

const endWords: Readonly<Partial<Record<HoldReason, string>>> = {
  'maintenance-window': 'opens',
  'image-too-young': 'old enough on',
};

function tellStep(told: Told, step: Step): string {
  const where = step.pool === undefined ? 'Control plane' : `Pool ${spanPool(told, step.pool)}`;
  const image = step.kind === 'pool-version' ? '; the newest node image comes along' : '';
  return `${where}: ${nameKind(step.kind)} ${tellMove(step)}${image}`;
}
