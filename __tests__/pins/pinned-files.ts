/** Files with pins: `«1.33.5»` is where a value stands that is to be found. */
import { findPins } from '../../src/pins/find/find-pins.ts';
import type { Pin, Pinned } from '../../src/pins/pin.ts';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The file without the signs that say where the values are. */
export function unmark(text: string): string {
  return text.replaceAll(/[«»]/g, '');
}

export function findIn(path: string, text: string): Pinned {
  return findPins({ path, bytes: bytesOf(text) });
}

/** The file with the signs where values were found. */
export function markFound(text: string, pins: readonly Pin[]): string {
  const places = [...new Map(pins.map((pin) => [pin.start, pin])).values()].sort((a, b) => b.start - a.start);
  return places.reduce(
    (marked, { start, end }) => `${marked.slice(0, start)}«${marked.slice(start, end)}»${marked.slice(end)}`,
    text,
  );
}

/** `rg/aks#pool node-image` */
export function nameOf({ cluster, pool, field }: Pin): string {
  const group = cluster.resourceGroup === undefined ? '' : `${cluster.resourceGroup}/`;
  return `${group}${cluster.name}${pool === undefined ? '' : `#${pool}`} ${field}`;
}
