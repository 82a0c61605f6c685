/** Whether a sentence of ours names anything, where names are not shown. */

import type { Pin } from '../pins/pin.ts';
import type { Told } from './told.ts';

/** What names of Azure are made of; all else parts them. */
const borders = /[^\p{L}\p{N}._()-]+/u;

/** Every name that is known, in lower case: of clusters, groups and pools, read or not, and as annotations have them. */
export function listNames(told: Told): ReadonlySet<string> {
  const { clusters, unread } = told.inventory;
  const names = [
    ...clusters.flatMap(({ name, resourceGroup, pools, otherPools }) => [
      name,
      resourceGroup,
      ...[...pools, ...otherPools].map((pool) => pool.name),
    ]),
    ...unread.flatMap(({ name }) => name.split('/')),
    ...listPins(told).flatMap(({ cluster, pool }) => [cluster.name, cluster.resourceGroup ?? '', pool ?? '']),
  ];
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => name !== ''));
}

function listPins({ pins }: Told): readonly Pin[] {
  const { changed, proposed } = pins ?? {};
  const owned = [...(changed?.judged ?? []), ...(proposed?.moves ?? []), ...(proposed?.notes ?? [])];
  return [...owned.map(({ pin }) => pin), ...(changed?.lost ?? [])];
}

export function namesNone(text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return true;
  return text
    .toLowerCase()
    .split(borders)
    .every((word) => !names.has(word) && !names.has(word.replace(/^[.(-]+|[.)-]+$/g, '')));
}
