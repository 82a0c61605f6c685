import type { Operation, Tracked } from './tracking.ts';

/** Nothing was done there, more or less. */
const idle: readonly Operation[] = ['unchanged', 'none'];

/**
 * One account of several places: the operation is that of the first where something was done, and our own pull request
 * counts before the one that was commented on.
 */
export function joinTracked(places: readonly Tracked[]): Tracked {
  const operations = places.map(({ operation }) => operation);
  const done = operations.find((operation) => !idle.includes(operation));
  const operation = done ?? idle.find((each) => operations.includes(each)) ?? 'none';
  return Object.assign({}, ...places.toReversed(), { operation });
}
