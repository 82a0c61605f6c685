import { declaredInputs } from './declared.ts';
import { choice, flag, integer, listOf, pattern } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import { userName } from './telling-inputs.ts';

const plan = pattern(
  /^(?:aksu1\.[\w-]+|(?!aksu1\.)[^\p{Cc}]{1,4096})$/u,
  'the `plan` output of the check job, or the path of its `plan-file`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow, not of ours.
  '${{ needs.check.outputs.plan }}',
);
const environment = pattern(/^[^\p{Cc}]{1,255}$/u, 'the name of a GitHub Environment', 'production');

/** The inputs of `mode: upgrade`, checked in every mode: a workflow is told of its mistakes before it matters. */
export function checkUpgradeInputs(reader: InputReader): void {
  reader.takeIfGiven('plan', plan);
  reader.takeIfGiven('environment', environment);
  reader.take('gate', choice('environment', 'issue-approval', 'none'));
  reader.take('approvers', listOf(userName));
  reader.take('allow-self-approval', flag);
  reader.take('dry-run', flag);
  // An approval waits for 30 days at most (docs.github.com/actions/reference/limits).
  reader.take('maximum-plan-age', integer(1, 720, 'hours'));
  reader.take('respect-maintenance-window', flag);
  reader.take('max-parallel', integer(1, 1000, 'clusters'));
  reader.take('max-failures', integer(0, 10_000, 'clusters'));
  // The longest job: 5 days, on a self-hosted runner.
  reader.take('deadline', integer(1, 7200, 'minutes'));
  reader.take('poll-interval', integer(1, 3600, 'seconds'));
}

export function warnOfUpgradeInputs(reader: InputReader): string[] {
  return declaredInputs
    .filter(({ name, mode }) => mode === 'upgrade' && reader.isGiven(name))
    .map(({ name }) => `\`${name}\` has no effect in \`mode: check\`.`);
}
