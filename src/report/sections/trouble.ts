import type { StepOutcome, Trouble } from '../../upgrade/outcome.ts';
import { tellInstant } from '../dates.ts';
import type { Naming } from '../names.ts';
import type { NumberedOutcome } from '../upgrade-view.ts';
import { endWords, spanCode, spanStep, spanWords, tellOurs } from '../upgrade-words.ts';

export const rerunWords: Readonly<Record<Trouble['rerun'], string>> = {
  safe: 'Running again is safe as things stand.',
  'after-repair': 'Run again only after that is repaired: as things stand it would fail the same way.',
  unsafe: 'Do not run again before somebody has looked at the cluster.',
};

/** Why a step failed: cause, what to do, Azure's words, whether to run again, and until when there is a way back. */
export function tellTrouble(told: Naming, step: NumberedOutcome): string {
  const { trouble } = step;
  if (trouble === undefined) return '';
  const head = `**Step ${step.number}, ${spanStep(told, step)}: ${endWords[step.end]}.** ${tellOurs(trouble.cause)}`;
  const items = [
    `What to do: ${tellOurs(trouble.advice)}`,
    ...tellSaid(told, trouble),
    rerunWords[trouble.rerun],
    ...tellRollback(trouble),
  ];
  return `${head}\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

/** Which of several failures is told on top. */
export function firstFailure<S extends StepOutcome>(steps: readonly S[]): S | undefined {
  return steps.find(({ end }) => end === 'failed') ?? steps.find(({ end }) => end === 'unread');
}

/** What has no code, or one of ours, are words of ours. */
function tellSaid(told: Naming, { code, message }: Trouble): readonly string[] {
  const parts = [spanCode(told, code), spanWords(told, message)].filter((part) => part !== '');
  const isAzure = code !== undefined && !code.startsWith('AKSU-');
  return parts.length === 0 ? [] : [`${isAzure ? 'Azure says' : 'Details'}: ${parts.join(': ')}`];
}

function tellRollback({ rollbackUntil }: Trouble): readonly string[] {
  if (rollbackUntil === undefined) return [];
  return [`The node pool can be rolled back until ${tellInstant(rollbackUntil)}.`];
}
