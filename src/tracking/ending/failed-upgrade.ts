import { Failure } from '../../failure.ts';
import { shorten, toPlainLine } from '../../inputs/plain-line.ts';
import type { Unread } from '../../inventory/inventory.ts';
import { endSentence } from '../../report/markdown.ts';
import type { Outcome, StepOutcome } from '../../upgrade/outcome.ts';

/**
 * Which step failed, why, and what to do. The first one is told; the report has them all.
 * `unread`: what the last reading could not read, for steps of which no more is known.
 */
export function describeFailedUpgrade(
  outcome: Outcome,
  redact: boolean,
  unread: readonly Pick<Unread, 'missingAction'>[] = [],
): Failure {
  const failed = outcome.steps.filter(({ end }) => end === 'failed');
  const unseen = outcome.steps.filter(({ end }) => end === 'unread');
  const [first, ...others] = [...failed, ...unseen];
  if (first === undefined) return new Failure('AKSU-UPGRADE-FAILED', 'The upgrade did not end well.');
  const { trouble } = first;
  const what = first.end === 'unread' ? 'could not be read' : 'failed';
  const code = trouble?.code === undefined ? '' : ` (${shorten(trouble.code, 80)})`;
  const cause = trouble === undefined ? '' : ` ${endSentence(shorten(trouble.cause, 400))}`;
  const n = others.length;
  const more = n === 0 ? '' : ` ${n} more ${n === 1 ? 'step' : 'steps'} did not end well.`;
  const message = `${nameStep(first, redact)} ${what}${redact ? '' : code}.${cause}${more}`;
  if (trouble === undefined) return new Failure('AKSU-UPGRADE-FAILED', message, adviseRights(unread));
  return new Failure('AKSU-UPGRADE-FAILED', message, {
    next: `${endSentence(shorten(trouble.advice, 400))} ${rerun[trouble.rerun]}`,
  });
}

function adviseRights(unread: readonly Pick<Unread, 'missingAction'>[]): { readonly next?: string } {
  const actions = [...new Set(unread.flatMap(({ missingAction }) => missingAction ?? []))].sort();
  if (actions.length === 0) return {};
  const listed = actions.slice(0, 8).map((action) => `\`${toPlainLine(action)}\``);
  return {
    next: `Give the identity ${listed.join(', ')}; docs/azure-access.md has the role for upgrades. Then run again.`,
  };
}

const rerun = {
  safe: 'Running again is safe.',
  'after-repair': 'Run again when that is repaired.',
  unsafe: 'Do not run again before somebody has looked.',
} as const;

/** `Kubernetes 1.35.5 → 1.36.2 of pool system of rg/aks`; under `redact` the short ids of the report. */
function nameStep({ approved, cluster, pool }: StepOutcome, redact: boolean): string {
  const kind = approved.kind === 'node-image' ? 'Node image' : 'Kubernetes';
  const move = `${kind} ${shorten(approved.from, 120)} → ${shorten(approved.to, 120)}`;
  return `${move} of ${redact ? nameHashed(approved) : nameOpenly(approved, cluster, pool)}`;
}

function nameHashed({ kind, hashedId }: StepOutcome['approved']): string {
  return `${kind === 'control-plane' ? 'cluster' : 'pool'}-${toPlainLine(hashedId).slice(0, 8)}`;
}

function nameOpenly(
  approved: StepOutcome['approved'],
  cluster: StepOutcome['cluster'],
  pool: StepOutcome['pool'],
): string {
  if (cluster === undefined) return nameHashed(approved);
  const name = shorten(`${cluster.resourceGroup}/${cluster.name}`, 160);
  if (approved.kind === 'control-plane') return `the control plane of ${name}`;
  return `pool ${pool === undefined ? nameHashed(approved) : shorten(pool.name, 63)} of ${name}`;
}
