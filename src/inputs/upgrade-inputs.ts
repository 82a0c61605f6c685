import { declaredInputs } from './declared.ts';
import { choice, flag, integer, listOf, pattern } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { Gate, UpgradeAsk } from './inputs.ts';
import { userName } from './telling-inputs.ts';

const plan = pattern(
  /^(?:aksu1\.[\w-]+|(?!aksu1\.)[^\p{Cc}]{1,4096})$/u,
  'the `plan` output of the check job, or the path of its `plan-file`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow, not of ours.
  '${{ needs.check.outputs.plan }}',
);
const environment = pattern(/^[^\p{Cc}]{1,255}$/u, 'the name of a GitHub Environment', 'production');
const gate = choice('environment', 'issue-approval', 'none');

/** The inputs of `mode: upgrade` by themselves: everything that hangs on nothing else. */
export type UpgradeInputs = Omit<UpgradeAsk, 'stated' | 'scopeKey'>;

/** Read in every mode: a workflow is told of its mistakes before it matters. */
export function readUpgradeInputs(reader: InputReader): UpgradeInputs {
  return {
    // An empty plan is no wrong input but a check that found nothing, or an output that the runner dropped: it has a
    // code of its own, when it is opened.
    plan: reader.takeIfGiven('plan', plan) ?? '',
    gate: readGate(reader),
    allowsSelfApproval: reader.take('allow-self-approval', flag),
    isDryRun: reader.take('dry-run', flag),
    // An approval waits for 30 days at most (docs.github.com/actions/reference/limits).
    maximumPlanAge: reader.take('maximum-plan-age', integer(1, 720, 'hours')),
    respectsWindows: reader.take('respect-maintenance-window', flag),
    maxParallel: reader.take('max-parallel', integer(1, 1000, 'clusters')),
    maxFailures: reader.take('max-failures', integer(0, 10_000, 'clusters')),
    // The longest job: 5 days, on a self-hosted runner.
    deadline: reader.take('deadline', integer(1, 7200, 'minutes')),
    pollInterval: reader.take('poll-interval', integer(1, 3600, 'seconds')),
  };
}

function readGate(reader: InputReader): Gate {
  const name = reader.takeIfGiven('environment', environment) ?? '';
  const approvers = reader.take('approvers', listOf(userName));
  const kind = reader.take('gate', gate);
  if (kind === 'environment') return { kind, environment: name };
  return kind === 'issue-approval' ? { kind, approvers } : { kind };
}

/** What `mode: upgrade` cannot do without. Judged on what was written, so that a wrong gate asks for nothing more. */
export function checkUpgradeInputs(reader: InputReader): void {
  if (reader.text('gate') !== 'environment' || reader.isGiven('environment')) return;
  const { allowed, example } = environment;
  reader.refuse(
    'environment',
    `empty, and \`gate: environment\` needs it; allowed: ${allowed}. Write for example \`environment: ${example}\`, the name that \`environment:\` of the job has.`,
  );
}

export function warnOfUpgradeInputs(reader: InputReader): string[] {
  return declaredInputs
    .filter(({ name, mode }) => mode === 'upgrade' && reader.isGiven(name))
    .map(({ name }) => `\`${name}\` has no effect in \`mode: check\`.`);
}

const unusedByGate = {
  environment: ['approvers'],
  'issue-approval': ['environment'],
  none: ['environment', 'approvers', 'allow-self-approval'],
} as const satisfies Record<Gate['kind'], readonly string[]>;

/** In `mode: upgrade`: inputs of the check, and of another gate. Aim and report key have one: the plan is held to them. */
export function warnOfUnusedInUpgrade(reader: InputReader, { kind }: Gate): string[] {
  const ofCheck = (['environment-tag', 'fail-on', 'pin-paths', 'base-branch'] as const).filter((input) =>
    reader.isGiven(input),
  );
  const ofGate = unusedByGate[kind].filter((input) => reader.isGiven(input));
  return [
    ...ofCheck.map((input) => `\`${input}\` has no effect in \`mode: upgrade\`.`),
    ...ofGate.map((input) => `\`${input}\` has no effect with \`gate: ${kind}\`.`),
  ];
}
