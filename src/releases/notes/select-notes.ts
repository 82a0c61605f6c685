import { compareText } from '../../inputs/text-order.ts';
import type { ImageVersion } from '../../inventory/image-version.ts';
import { type ImageKind, kindOf } from '../images/image-kind.ts';
import type { NoteItem, ReleaseNote } from '../releases.ts';
import { concerns, namedSystems } from './named-systems.ts';
import { type Milestone, readMilestones, type Way, wayOf } from './way-of-image.ts';

export interface WantedNotes {
  readonly images: readonly ImagePair[];
  /** Minors that control planes enter: `1.35`. */
  readonly minors: readonly string[];
  /** What is selected hangs on the notes alone: tomorrow it is the same. */
  readonly now?: never;
}

export interface SelectedNotes {
  /** Newest first, at most eight. */
  readonly releases: readonly SelectedNote[];
  /** Images that no release names yet, nor any newer one of their family. */
  readonly notYet: readonly ImageVersion[];
  /** How many further releases, older than these, are on the way; absent: none. */
  readonly more?: number;
  /** The notes that were read begin after an image in use: there are more than are counted. */
  readonly hasOlder?: true;
}

export interface SelectedNote {
  readonly note: ReleaseNote;
  /** What concerns the fleet, at most eight, in the note's order. */
  readonly items: readonly NoteItem[];
  /** The other items of the note, whether they concern the fleet or not. */
  readonly left: number;
}

interface ImagePair {
  readonly from: ImageVersion;
  readonly to: ImageVersion;
}

type System = ImageKind['system'];

/** What an item is weighed against. Without systems nothing is known of the nodes, and the minors decide. */
interface Fleet {
  readonly systems: readonly System[];
  readonly minors: ReadonlySet<string>;
  /** What newer releases have said: AKS repeats announcements from release to release. */
  readonly told: Set<string>;
}

const mostReleases = 8;
const mostItems = 8;

/** Release notes between the images that run and those on offer, and of them what concerns such nodes and minors. */
export function selectNotes(notes: readonly ReleaseNote[], wanted: WantedNotes): SelectedNotes {
  const milestones = readMilestones(notes);
  const minors = new Set(wanted.minors);
  const told = new Set<string>();
  const ways = wanted.images.flatMap((pair) => {
    const way = wayOf(milestones, pair);
    return way === undefined ? [] : [{ ...way, pair }];
  });
  const onTheWay = milestones.toReversed().flatMap(({ note }) => {
    const crossing = ways.filter((way) => way.notes.includes(note));
    return crossing.length === 0 ? [] : [pick(note, { systems: crossing.flatMap(systemsOf), minors, told })];
  });
  const chosen = onTheWay.length > 0 ? onTheWay : namingMinors(milestones, minors);
  const more = chosen.length - mostReleases;
  return {
    releases: chosen.slice(0, mostReleases),
    notYet: uniqueImages(ways.filter(({ isOpen }) => isOpen).map(({ pair }) => pair.to)),
    ...(more > 0 ? { more } : {}),
    ...(ways.some(({ hasOlder }) => hasOlder) ? { hasOlder: true } : {}),
  };
}

/** Where no images lie apart: the releases that say something of the minors on the way, newest first. */
function namingMinors(
  milestones: readonly Milestone[],
  minors: ReadonlySet<string>,
): readonly SelectedNote[] {
  const told = new Set<string>();
  return milestones
    .toReversed()
    .map(({ note }) => pick(note, { systems: [], minors, told }))
    .filter(({ items }) => items.length > 0);
}

function systemsOf({ pair: { from, to } }: Way & { readonly pair: ImagePair }): readonly System[] {
  return [from, to].flatMap((image) => kindOf(image)?.system ?? []);
}

function pick(note: ReleaseNote, fleet: Fleet): SelectedNote {
  const fresh = note.items.filter(({ text }) => !fleet.told.has(text));
  const weighed = fresh.map((item) => ({ item, weight: weigh(item, fleet) }));
  const heaviest = weighed.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  const kept = new Set(heaviest.slice(0, mostItems).map(({ item }) => item));
  const items = note.items.filter((item) => kept.has(item));
  for (const { text } of items) fleet.told.add(text);
  return { note, items, left: note.items.length - items.length };
}

/**
 * Zero: it does not concern the fleet. Bulletins first, then what names its nodes or its minors, then what is said to
 * everybody, and last what the report says anyway.
 */
function weigh(item: NoteItem, fleet: Fleet): number {
  const { section, text } = item;
  const named = namedSystems(text);
  const isOurs = named.some((system) => fleet.systems.some((ours) => concerns(system, ours)));
  const isNext = namesMinor(text, fleet.minors);
  if (fleet.systems.length === 0) return isNext ? weighUnseen(section) : 0;
  if (named.length > 0 && !isOurs) return 0;
  if (/\bAKS-20\d\d-\d{4}\b/.test(text)) return 12;
  const general = isOurs || isNext ? 4 : isForOthers(text) ? -2 : 0;
  if (section === 'announcement') return 6 + general;
  if (section === 'behavior') return 5 + general;
  if (section === 'kubernetes') return isNext ? 7 : 0;
  return section === 'component' || section === 'other' ? weighComponent(item, isOurs) : 0;
}

/** Nothing is known of the nodes, so components are not told. */
function weighUnseen(section: NoteItem['section']): number {
  return section === 'announcement' ? 3 : section === 'behavior' ? 2 : section === 'kubernetes' ? 1 : 0;
}

function weighComponent({ text, links }: NoteItem, isOurs: boolean): number {
  if (isOurs) return isListOfImages(text) ? 1 : 8;
  if (/\bcontainerd\b/i.test(text)) return 8;
  return [text, ...links].some((part) => /\bCVE-\d{4}-\d{4,10}\b/i.test(part)) ? 2 : 0;
}

/** About other minors alone, or about AKS Automatic, which upgrades its clusters by itself. */
function isForOthers(text: string): boolean {
  return /\bAKS Automatic\b/.test(text) || /(?<![\d.])1\.[2-9]\d(?!\d)/.test(text);
}

/** `AKS Ubuntu images: …`, `AKS Ubuntu 22.04 node image has been updated to …`: what the report says anyway. */
function isListOfImages(text: string): boolean {
  return /^(?:AKS|Azure)\b[\w .]{0,60}\bimages?(?::| has been updated| have been updated)/i.test(text);
}

/** `1.35`, `v1.35.6`, `1.35+`, and neither `11.35` nor `2.1.35`. */
function namesMinor(text: string, minors: ReadonlySet<string>): boolean {
  const named = text.matchAll(/(?<![\d.])(\d\.\d{1,3})(?!\d)/g);
  return [...named].some(([, minor = '']) => minors.has(minor));
}

function uniqueImages(images: readonly ImageVersion[]): readonly ImageVersion[] {
  const unique = new Map(images.map((image) => [image.text.toLowerCase(), image]));
  return [...unique].sort(([a], [b]) => compareText(a, b)).map(([, image]) => image);
}
