/** How it went with a source, in one line however much was asked of it. */

import { compareText } from '../inputs/text-order.ts';
import type { Missing, Source, SourceName } from './releases.ts';

/** Of several things that were asked of one source: each there, or why not. */
export type Tally = readonly (Missing | undefined)[];

export function describeOne(name: SourceName, trouble: Missing | undefined): Source {
  return trouble === undefined
    ? { name, state: 'read', text: '' }
    : { name, state: 'failed', text: trouble.missing };
}

/** `noun`: what was asked for, in the plural. `besides`: a trouble that keeps none of them away. */
export function describeMany(name: SourceName, noun: string, tally: Tally, besides?: string): Source {
  const missing = tally.flatMap((entry) => entry?.missing ?? []);
  const hasNothing = missing.length === tally.length;
  const reasons = [...Map.groupBy(missing, (reason) => reason)].sort(
    ([a, one], [b, other]) => other.length - one.length || compareText(a, b),
  );
  const [most, ...others] = reasons;
  const parts = [
    ...(most === undefined ? [] : [`${most[1].length} of ${tally.length} ${noun}: ${most[0]}`]),
    ...others.slice(0, 1).map(([reason, list]) => `${list.length} more: ${reason}`),
    ...(others.length > 1 ? ['and other reasons'] : []),
    ...(besides === undefined || (hasNothing && tally.length > 0) ? [] : [besides]),
  ];
  if (parts.length === 0) return { name, state: 'read', text: '' };
  return { name, state: hasNothing ? 'failed' : 'partly', text: parts.join('; ') };
}

/** For the log. */
export function describeSource({ name, state, text }: Source): string {
  return `${name.replace('-', ' ')} ${state}${text === '' ? '' : `, ${text}`}`;
}
