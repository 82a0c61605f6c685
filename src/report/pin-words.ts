/** How pins are told: of which cluster they are, in which order they come, and the sentences of the pins station. */

import type { Place } from '../inputs/log.ts';
import { parseImageVersion } from '../inventory/image-version.ts';
import type { Cluster, NodePool } from '../inventory/inventory.ts';
import type { Pin, PinField } from '../pins/pin.ts';
import { byText } from './cluster-view.ts';
import { linkLine } from './links.ts';
import { codeSpan, escapeText, plainText } from './markdown.ts';
import { nameCluster, namePool, shortenIds, shortSpans, spanPool } from './names.ts';
import { listNames, namesNone } from './redacted.ts';
import type { Told } from './told.ts';
import { shortenImage } from './words.ts';

/** A pin with what it was found to be of; notes do not say. */
export interface Owned {
  readonly pin: Pin;
  readonly cluster?: Cluster;
  readonly pool?: NodePool;
}

export interface PinWords {
  /** `file:line`, linked where `ref` leads there. */
  readonly place: (place: Place, ref: string | undefined) => string;
  /** The same for a cell of a table: with more of the path, versions would wrap. */
  readonly cell: (place: Place, ref: string | undefined) => string;
  /** Cluster and pool as Markdown. */
  readonly owner: (owned: Owned) => string;
  readonly plainOwner: (owned: Owned) => string;
  /** A sentence that may name clusters or pools, as Markdown; `instead` where `redact` forbids that. */
  readonly sentence: (text: string, instead?: string) => string;
  readonly plainSentence: (text: string, instead?: string) => string;
  readonly hidesNames: boolean;
}

const unsaid = 'Left out, since it names a cluster or pool.';
const mostSentence = 500;
const mostInCell = 26;

/** Once for a page: what it gathers of the fleet serves every pin. */
export function findPinWords(told: Told): PinWords {
  const { redact } = told.inputs.telling;
  const spanOf = shortSpans(told, told.inventory.clusters);
  const names = redact ? listNames(told) : new Set<string>();
  const plainSentence = (text: string, instead = unsaid) =>
    namesNone(text, names) ? shortenIds(text, mostSentence) : instead;
  return {
    place: (place, ref) => linkLine(told.context, ref, place),
    cell: (place, ref) => linkLine(told.context, ref, place, mostInCell),
    owner: ({ pin, cluster, pool }) => {
      const name = cluster ? spanOf(cluster) : redact ? '–' : codeSpan(writeOwner(pin), 160);
      const poolName = pool ? spanPool(told, pool) : redact ? '–' : codeSpan(pin.pool ?? '', 63);
      return pool || pin.pool !== undefined ? `${name}, pool\u00a0${poolName}` : name;
    },
    plainOwner: ({ pin, cluster, pool }) => {
      if (redact && !(cluster && (pool || pin.pool === undefined)))
        return pin.pool === undefined ? 'A cluster' : 'A pool';
      const name = cluster ? nameCluster(told, cluster) : writeOwner(pin);
      const poolName = pool ? namePool(told, pool) : (pin.pool ?? '');
      return plainText(pool || pin.pool !== undefined ? `${name}, pool ${poolName}` : name, 240);
    },
    sentence: (text, instead) => escapeText(plainSentence(text, instead), mostSentence),
    plainSentence,
    hidesNames: redact,
  };
}

/** As the annotation has it. */
function writeOwner({ cluster }: Pin): string {
  const name = plainText(cluster.name, 63);
  return cluster.resourceGroup === undefined ? name : `${plainText(cluster.resourceGroup, 90)}/${name}`;
}

/** On one line, however narrow the cell is. */
export function tellWay(from: string, to: string): string {
  return `${from}\u00a0→\u00a0${to}`;
}

/** As code; of images of one kind the part that differs. */
export function spanVersions(field: PinField, ...texts: readonly string[]): readonly string[] {
  return shortenVersions(field, texts).map((text) => codeSpan(text, 60));
}

export function shortenVersions(field: PinField, texts: readonly string[]): readonly string[] {
  const images = texts.map(parseImageVersion);
  const kinds = new Set(images.map(({ kind }) => kind));
  return field === 'node-image' && kinds.size === 1 ? images.map(shortenImage) : texts;
}

const mostOwners = 3;

/** Of several marks on one value: each of them once, as far as that stays readable. */
export function listOwners<T extends Owned>(
  owned: readonly T[],
  name: (of: Owned) => string,
  between: string,
): string {
  const names = [...new Set(owned.map(name))];
  const shown = names.slice(0, mostOwners);
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(between);
}

/** Marks on one value that are told alike, in the order of the first of each. */
export function groupAlike<T extends Owned>(
  owned: readonly T[],
  facts: (of: T) => readonly unknown[],
): readonly (readonly T[])[] {
  const keyOf = (of: T) => {
    const { file, line, start, field, value } = of.pin;
    return JSON.stringify([file, line, start, field, value, ...facts(of)]);
  };
  return [...Map.groupBy(owned, keyOf).values()];
}

/** The same pins in any order give the same list. */
export function sortPins<T extends Owned>(
  owned: readonly T[],
  rank: (of: T) => number = () => 0,
): readonly T[] {
  return sortBy(owned, (of) => {
    const { pin, cluster, pool } = of;
    const owner = [pin.cluster.resourceGroup ?? '', pin.cluster.name, pin.pool ?? '', cluster?.id, pool?.id];
    return [rank(of), keyOfPlace(pin), pad(pin.start), pin.field, pin.value, ...owner].join('\n');
  });
}

export function sortPlaces<T extends Place & { readonly reason: string }>(
  places: readonly T[],
): readonly T[] {
  return sortBy(places, (place) => [keyOfPlace(place), place.reason].join('\n'));
}

/** Each key once: fitting sorts the same thousands over and over. */
function sortBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort(byText(({ key }) => key))
    .map(({ item }) => item);
}

function keyOfPlace({ file, line }: Place): string {
  return [file, pad(line)].join('\n');
}

function pad(n: number): string {
  return String(n).padStart(10, '0');
}
