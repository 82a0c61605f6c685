import { Failure } from '../failure.ts';
import type { FailOn } from '../inputs/inputs.ts';
import { toPlainLine } from '../inputs/plain-line.ts';
import type { Unread } from '../inventory/inventory.ts';
import { type CheckCounts, type CheckFacts, countCheck } from './outputs.ts';

/** What the step ends with after everything was told. `undefined`: it ends with 0. */
export function conclude(failOn: readonly FailOn[], facts: CheckFacts): Failure | undefined {
  const counts = countCheck(facts);
  if (counts.unread > 0 && facts.inventory.clusters.length === 0) {
    return describeNothingRead(facts.inventory.unread, counts.unread);
  }
  const matched = failOn.filter((word) => counts[word] > 0);
  if (matched.length === 0) return undefined;
  const found = matched.map((word) => describeCount[word](counts[word]));
  return new Failure('AKSU-FAIL-ON', `\`fail-on: ${matched.join(', ')}\` matched: ${found.join('; ')}.`, {
    next: `See the report. To let the step pass, take ${matched.map((word) => `\`${word}\``).join(', ')} out of \`fail-on\`.`,
  });
}

const describeCount: Readonly<Record<keyof CheckCounts, (count: number) => string>> = {
  drift: (count) => (count === 1 ? '1 thing is behind' : `${count} things are behind`),
  unsupported: (count) =>
    count === 1
      ? '1 cluster runs a Kubernetes version out of support'
      : `${count} clusters run a Kubernetes version out of support`,
  blocked: (count) =>
    count === 1 ? '1 thing that is due is held back' : `${count} things that are due are held back`,
  unread: (count) =>
    count === 1 ? '1 cluster or pool could not be read' : `${count} clusters or pools could not be read`,
};

/** Reasons come with Azure's words, which name subscriptions: ids stay out of the log of the run. */
function describeNothingRead(unread: readonly Unread[], count: number): Failure {
  const reasons = [...new Set(unread.map(({ reason }) => withoutIds(reason)))];
  const actions = [...new Set(unread.flatMap(({ missingAction }) => missingAction ?? []))]
    .map(toPlainLine)
    .sort();
  const more = reasons.length > 3 ? `; and ${reasons.length - 3} more reasons` : '';
  const message =
    `No cluster could be read, and ${describeCount.unread(count)}: ` +
    `${reasons.slice(0, 3).join('; ')}${more}`;
  if (actions.length === 0) return new Failure('AKSU-AZURE-READ', message);
  const listed = actions.slice(0, 8).map((action) => `\`${action}\``);
  return new Failure('AKSU-AZURE-READ', message, {
    next: `Give the identity ${listed.join(', ')} at the scope that is checked; docs/azure-access.md has the whole role.`,
  });
}

function withoutIds(text: string): string {
  return toPlainLine(text).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<id>');
}
