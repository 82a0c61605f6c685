/**
 * Which pins our pull request moves, as a hidden line of its page: what could not be read today is told apart from what
 * is no longer to be moved.
 */

import type { Sha256 } from '../inputs/run-context.ts';
import type { Pin } from '../pins/pin.ts';

const line = /^<!-- places((?: [0-9a-f]{8})*) -->$/m;
/** Above this nothing is said: the page has to hold more than that. */
const mostEntries = 400;

/** By the words of the mark alone: a cluster that cannot be read has no id. */
export function hashPlace(sha256: Sha256, { file, field, cluster, pool = '' }: Pin): string {
  const owner = [cluster.resourceGroup ?? '', cluster.name, pool].join('/').toLowerCase();
  return sha256(['place', file, field, owner].join('\n')).slice(0, 8);
}

export function writePlaces(sha256: Sha256, pins: readonly Pin[]): string {
  const hashes = [...new Set(pins.map((pin) => hashPlace(sha256, pin)))].sort();
  const shown = hashes.length > mostEntries ? [] : hashes;
  return `<!-- places${shown.map((hash) => ` ${hash}`).join('')} -->`;
}

/** What stands in `stood` and not in `told`. */
export function findLostPlaces(stood: string, told: string): readonly string[] {
  const after = new Set(readPlaces(told));
  return readPlaces(stood).filter((place) => !after.has(place));
}

function readPlaces(text: string): readonly string[] {
  const hashes = line.exec(text.replaceAll('\r\n', '\n'))?.[1] ?? '';
  return hashes.split(' ').filter((hash) => hash !== '');
}
