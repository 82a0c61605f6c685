/**
 * What a refusal says of the approved steps that are not due (contract §6: "missing ones are named"). A run before this
 * one may have been killed: then nobody else tells what came of its last step, and which image it brought.
 */

import { shorten } from '../inputs/plain-line.ts';
import type { StepState } from './agreement.ts';
import { isSameThing } from './match-steps.ts';
import { operationOf, reportedOf } from './standing.ts';

/** Lines of one error: more say no more. */
const mostTold = 20;

interface Moved {
  readonly text: string;
  /** What came out otherwise than approved is told first. */
  readonly isOther: boolean;
}

/** One line for each: with short ids for names under `redact`. */
export function tellMoved(states: readonly StepState[], redact: boolean): readonly string[] {
  const moved = states.flatMap((state) => {
    const what = whatMoved(state, states);
    return what === undefined ? [] : [{ ...what, text: `${nameThing(state, redact)}: ${what.text}` }];
  });
  const lines = [...moved.filter(({ isOther }) => isOther), ...moved.filter(({ isOther }) => !isOther)];
  const more = lines.length > mostTold ? [`- and ${lines.length - mostTold} more`] : [];
  return [...lines.slice(0, mostTold).map(({ text }) => `- ${shorten(text, 400)}`), ...more];
}

function whatMoved(state: StepState, states: readonly StepState[]): Moved | undefined {
  const { approved, standing, cluster, pool, text } = state;
  if (cluster === undefined) return standing === 'gone' ? { text, isOther: false } : undefined;
  const found = { approved, cluster, ...(pool === undefined ? {} : { pool }) };
  if (standing !== 'done') {
    const told = operationOf(found) ?? (standing === 'held' || standing === 'unread' ? text : undefined);
    return told === undefined ? undefined : { text: told, isOther: false };
  }
  const reported = reportedOf(found).toLowerCase();
  const own = states.filter((each) => isSameThing(each.approved, approved));
  // A hop on the way of a longer one: the last tells.
  if (own.at(-1) !== state) return undefined;
  const isOther = own.every(({ approved: { to } }) => to.toLowerCase() !== reported);
  const image = approved.kind === 'pool-version' ? pool?.image?.text : undefined;
  return { text: image === undefined ? text : `${text} It has the node image ${image}.`, isOther };
}

function nameThing({ approved, cluster, pool }: StepState, redact: boolean): string {
  const isPool = approved.kind !== 'control-plane';
  if (redact || cluster === undefined)
    return `${isPool ? 'pool' : 'cluster'}-${approved.hashedId.slice(0, 8)}`;
  const thing = isPool ? `Pool ${pool?.name ?? ''}` : 'The control plane';
  return `${thing} of ${cluster.resourceGroup}/${cluster.name}`;
}
