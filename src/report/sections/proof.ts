import type { GateProof } from '../../upgrade/gate/gate.ts';
import { tellInstant } from '../dates.ts';
import { codeSpan, count, listWords } from '../markdown.ts';
import type { Told, UpgradeTold } from '../told.ts';

type Facts = Pick<Told, 'context'>;

/** Who approved what, and what that does not prove. */
export function tellProof(told: Facts, upgrade: UpgradeTold): string {
  const lines = [tellApproval(told, upgrade.proof), tellPlan(upgrade), ...tellLimits(upgrade)];
  return lines.map((line) => `- ${line}`).join('\n');
}

/** A box of its own: a run without a gate must not look like one with a gate. */
export function tellMissingGate({ proof }: UpgradeTold): string {
  if (proof.kind !== 'none') return '';
  return '> [!WARNING]\n> **No gate: nobody had to approve this.** The workflow says `gate: none`.';
}

/** The first digits of what was approved, as the report of the check shows them. */
export function shortenDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

function tellApproval(told: Facts, proof: GateProof): string {
  switch (proof.kind) {
    case 'environment':
      return `Approved by ${spanPeople(proof.approvedBy)} for environment ${codeSpan(proof.environment, 255)}, in this run.`;
    case 'issue-approval':
      return `Approved by ${spanPeople(proof.approvedBy)} on ${tellInstant(proof.approvedAt)}, by ${linkComment(told, proof.url)}.`;
    case 'none':
      return '**Approved by nobody**: `gate: none`.';
  }
}

function tellPlan({ approved }: UpgradeTold): string {
  const { digest, steps, madeAt, runId } = approved;
  return `Plan ${codeSpan(shortenDigest(digest))}: ${count(steps.length, 'step')}, made on ${tellInstant(madeAt)} by run ${codeSpan(runId, 20)}.`;
}

/** What GitHub's API cannot show stands in docs/gate.md; here what it did show. */
function tellLimits({ proof, ask }: UpgradeTold): readonly string[] {
  if (proof.kind === 'none') return [];
  const self = proof.isSelfApproved
    ? ['**Self-approval**: who started the run also approved it (`allow-self-approval: true`).']
    : ask.allowsSelfApproval
      ? ['Who started the run could have approved it too: `allow-self-approval: true`.']
      : [];
  return [...self, ...(proof.kind === 'environment' ? tellBypass(proof.canAdminsBypass) : [])];
}

function tellBypass(canAdminsBypass: boolean | undefined): readonly string[] {
  if (canAdminsBypass === false) return [];
  return [
    canAdminsBypass
      ? 'Administrators may bypass the protection of this environment.'
      : 'Whether administrators may bypass the protection of this environment is not known.',
  ];
}

/** Account names as code, which GitHub makes no mention of. */
function spanPeople(logins: readonly string[]): string {
  const shown = logins.slice(0, 10).map((login) => codeSpan(login, 60));
  const rest = logins.length - shown.length;
  return shown.length === 0 ? 'nobody by name' : listWords(rest > 0 ? [...shown, `${rest} more`] : shown);
}

/** Only to a place on the server that we run on: the address came in an answer. */
function linkComment({ context }: Facts, url: string): string {
  const isOurs = url.startsWith(`${context.serverUrl}/`) && /^https?:\/\/[\w.:/#-]{1,300}$/.test(url);
  return isOurs ? `[a comment](${url})` : 'a comment';
}
