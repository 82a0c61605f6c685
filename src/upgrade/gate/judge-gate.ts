/** Judges whether a human approved this plan. Whatever is missing, unclear or of another kind is no approval. */

import { Failure } from '../../failure.ts';
import type { GateFacts, GateProof } from './gate.ts';
import { proveComment } from './judge-comments.ts';
import { proveEnvironment } from './judge-environment.ts';
import type { GateCase } from './judge-people.ts';

export type { GateCase } from './judge-people.ts';

/**
 * The proof of contract §6; what each gate cannot prove stands in docs/gate.md. That the plan is this run's own is for
 * `judge-approved.ts`.
 *
 * @throws Failure `AKSU-GATE-ENVIRONMENT`, `-REVIEWERS`, `-TOKEN`, `-APPROVAL` or `-UNREADABLE`, saying what to set up.
 */
export function proveGate(facts: GateFacts, judged: GateCase): GateProof {
  const { gate } = judged.ask;
  if (gate.kind === 'environment' && facts.kind === 'environment') {
    return proveEnvironment(facts, gate, judged);
  }
  if (gate.kind === 'issue-approval' && facts.kind === 'issue-approval') {
    return proveComment(facts, gate, judged);
  }
  if (gate.kind === 'none' && facts.kind === 'none') return { kind: 'none' };
  throw new Failure(
    'AKSU-GATE-UNREADABLE',
    `\`gate: ${gate.kind}\` was asked for, and what was read is about \`${facts.kind}\`.`,
  );
}
