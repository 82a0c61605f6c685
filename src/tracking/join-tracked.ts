import type { Operation, Tracked } from './tracking.ts';

/** Nothing was done there, more or less. */
const idle: readonly Operation[] = ['unchanged', 'none'];

/**
 * One account of several places: the operation is that of the first where something was done, our own pull request
 * counts before the one that was commented on, and the comment there before the one below our own.
 */
export function joinTracked(places: readonly Tracked[]): Tracked {
  const operations = places.map(({ operation }) => operation);
  const done = operations.find((operation) => !idle.includes(operation));
  const operation = done ?? idle.find((each) => operations.includes(each)) ?? 'none';
  const remarks = places.flatMap((place) => place.remarks ?? []);
  const comment = places.findLast(({ commentUrl }) => commentUrl !== undefined);
  const told = {
    ...(comment && { commentUrl: comment.commentUrl }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
  return Object.assign({}, ...places.toReversed(), told, { operation });
}
