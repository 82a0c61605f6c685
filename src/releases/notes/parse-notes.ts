import { compareText } from '../../inputs/text-order.ts';
import { isTrueIn, textIn } from '../../inventory/arm-json.ts';
import type { Missing, NoteItem, ReleaseNote } from '../releases.ts';
import { allowLink } from './allowed-link.ts';
import { findNotedImages } from './noted-images.ts';
import { readInline } from './plain-text.ts';
import { type RawItem, splitItems } from './split-items.ts';

const mostNotes = 30;
const mostEntries = 100;
const mostLinks = 10;

/** Characters; the longest of the last three years has 18,000. */
const longestBody = 200_000;

/** Dates, some written short, some with a second one of that day; a few tags are mistyped and are left out. */
const tagOfRelease = /^(20\d{2})-(\d{1,2})-(\d{1,2})(?:[.-]\d{1,2})?$/;

/**
 * Reads GitHub's list of the releases of AKS, newest first. One that is no release of AKS (a draft, another tag, no
 * text) is left out; a prerelease is a release that is still under way, and told like the others.
 */
export function parseReleaseNotes(answer: unknown): readonly ReleaseNote[] | Missing {
  if (!Array.isArray(answer)) return { missing: 'the answer is no list of releases' };
  const notes = new Map<string, ReleaseNote>();
  for (const entry of answer.slice(0, mostEntries)) {
    const note = notes.size < mostNotes ? parseNote(entry) : undefined;
    if (note !== undefined && !notes.has(note.tag)) notes.set(note.tag, note);
  }
  if (notes.size === 0) return { missing: 'the answer holds no release that can be read' };
  return [...notes.values()].sort((a, b) => compareText(b.date, a.date) || compareText(b.tag, a.tag));
}

function parseNote(entry: unknown): ReleaseNote | undefined {
  const tag = textIn(entry, 'tag_name') ?? '';
  const date = dateOf(tag);
  const body = textIn(entry, 'body')?.slice(0, longestBody);
  if (date === undefined || body === undefined || isTrueIn(entry, 'draft')) return undefined;
  return { date, tag, items: splitItems(body).flatMap(parseItem), images: findNotedImages(body) };
}

function dateOf(tag: string): string | undefined {
  const [, year, month = '', day = ''] = tagOfRelease.exec(tag) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const isDay = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
  return isDay ? date : undefined;
}

/** What shows neither a letter nor a digit was nothing but markup. */
function parseItem({ section, markdown }: RawItem): readonly NoteItem[] {
  const { text, addresses } = readInline(markdown);
  const links = new Set(addresses.flatMap((address) => allowLink(address) ?? []));
  return /[\p{L}\p{N}]/u.test(text) ? [{ section, text, links: [...links].slice(0, mostLinks) }] : [];
}
