import { Failure } from '../../failure.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import { toPlainLine } from '../../inputs/plain-line.ts';
import type { Unread } from '../../inventory/inventory.ts';
import { isNotFound } from '../../inventory/not-found.ts';
import { filtersOf } from '../../inventory/scope-filter.ts';
import { describeFailedUpgrade } from './failed-upgrade.ts';
import { type CheckCounts, type CheckFacts, countCheck, type UpgradeFacts } from './outputs.ts';

export type Asked = Pick<Inputs, 'failOn' | 'scope'> & {
  readonly telling: Pick<Inputs['telling'], 'redact'>;
};

/** Reasons told, and things named for each. */
const mostReasons = 3;
const mostNames = 3;

/**
 * What the step ends with after everything was told. `undefined`: it ends with 0. A failed upgrade is worse than
 * `trouble` with telling it, and that is worse than what `fail-on` asks for.
 */
export function conclude(
  asked: Asked,
  facts: CheckFacts & { readonly upgrade?: Pick<UpgradeFacts, 'outcome'> },
  trouble?: Failure,
): Failure | undefined {
  const { upgrade, inventory } = facts;
  const counts = countCheck(facts);
  const isNothingRead = counts.unread > 0 && inventory.clusters.length === 0;
  // Where nothing was begun for want of reading, why nothing could be read says more than which step was not begun.
  if (upgrade?.outcome.result === 'failed' && !(isNothingRead && !upgrade.outcome.hasMoved))
    return describeFailedUpgrade(upgrade.outcome, asked.telling.redact, inventory.unread);
  if (trouble !== undefined && upgrade?.outcome.result !== 'failed') return trouble;
  if (isNothingRead) return describeNothingRead(inventory.unread, asked);
  if (upgrade !== undefined) return undefined;
  const matched = asked.failOn.filter((word) => counts[word] > 0);
  if (matched.length === 0) return undefined;
  const found = [...new Set(matched.flatMap((word) => describeMatch(word, counts)))];
  return new Failure('AKSU-FAIL-ON', `\`fail-on: ${matched.join(', ')}\` matched: ${found.join('; ')}.`, {
    next: `See the report. To let the step pass, take ${matched.map((word) => `\`${word}\``).join(', ')} out of \`fail-on\`.`,
  });
}

/** What is held back and what a pull request asks for in vain are one word of `fail-on`, and two things to do. */
function describeMatch(word: keyof CheckCounts, counts: CheckCounts): readonly string[] {
  if (word !== 'blocked') return [describeCount[word](counts[word])];
  const held = counts.blocked - counts.pins;
  return [
    ...(held > 0 ? [describeCount.blocked(held)] : []),
    ...(counts.pins > 0 ? [describeCount.pins(counts.pins)] : []),
  ];
}

const describeCount: Readonly<Record<keyof CheckCounts, (count: number) => string>> = {
  drift: (count) => (count === 1 ? '1 thing is behind' : `${count} things are behind`),
  unsupported: (count) =>
    count === 1
      ? '1 cluster runs a Kubernetes version out of support'
      : `${count} clusters run a Kubernetes version out of support`,
  blocked: (count) =>
    count === 1 ? '1 thing that is due is held back' : `${count} things that are due are held back`,
  pins: (count) =>
    `${count === 1 ? '1 version pin asks' : `${count} version pins ask`} for what AKS would refuse`,
  unread: (count) =>
    count === 1 ? '1 cluster or pool could not be read' : `${count} clusters or pools could not be read`,
};

function describeNothingRead(unread: readonly Unread[], { scope, telling }: Asked): Failure {
  const causes = [...Map.groupBy(unread, ({ reason }) => reason)];
  const told = causes
    .slice(0, mostReasons)
    .map(([reason, entries]) => describeCause(reason, entries, telling.redact));
  const rest = causes.slice(mostReasons).flatMap(([, entries]) => entries).length;
  const message = `No cluster could be read: ${told.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
  const actions = [...new Set(unread.flatMap(({ missingAction }) => missingAction ?? []))].sort();
  const next =
    actions.length > 0
      ? giveRights(actions)
      : unread.some(isNotFound)
        ? correctScope(unread.filter(isNotFound), scope)
        : undefined;
  return new Failure('AKSU-AZURE-READ', message, next === undefined ? {} : { next });
}

/** Reasons may come with Azure's words, and these with any name: `redact` keeps what stands before them. */
function describeCause(reason: string, entries: readonly Unread[], redact: boolean): string {
  if (redact) return `${countEntries(entries)} (${withoutIds(reason).split(':')[0]})`;
  const names = entries.slice(0, mostNames).map(({ kind, name }) => `${kind} ${withoutIds(name)}`);
  const rest = entries.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} (${withoutIds(reason)})`;
}

function countEntries(entries: readonly Unread[]): string {
  const kinds = [...Map.groupBy(entries, ({ kind }) => kind)];
  return kinds.map(([kind, { length }]) => `${length} ${kind}${length === 1 ? '' : 's'}`).join(', ');
}

function giveRights(actions: readonly string[]): string {
  const listed = actions.slice(0, 8).map((action) => `\`${toPlainLine(action)}\``);
  return `Give the identity ${listed.join(', ')} at the scope that is checked; docs/azure-access.md has the whole role.`;
}

/** A name that is not there is a slip in an input, or stands in a subscription that was not looked at. */
function correctScope(missing: readonly Unread[], scope: Asked['scope']): string {
  if (missing.every(({ kind }) => kind === 'subscription')) {
    return 'Correct `subscription-id`: `az account list -o table` shows the subscriptions.';
  }
  const inputs =
    scope.clusters.length > 0 ? ['clusters'] : filtersOf(scope).filter((input) => input !== 'cluster-tags');
  const named = inputs.map((input) => `\`${input}\``).join(' or ');
  const areHashed = scope.clusters.length > 0 && scope.clusters.every(({ kind }) => kind === 'hashed');
  const how = areHashed
    ? 'the `matrix` output of a newer check has the ids'
    : '`az aks list -o table` shows the names';
  return `Correct ${named}: ${how}. If it stands in another subscription, give that in \`subscription-id\`.`;
}

/** Subscriptions are told by the end of their id: the log of a run is read by many. */
function withoutIds(text: string): string {
  return toPlainLine(text).replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{8}([0-9a-f]{4})/gi, '…$1');
}
