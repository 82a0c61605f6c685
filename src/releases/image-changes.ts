import { type CveScan, findClosed } from './cves.ts';
import type { ImagePair } from './image-pairs.ts';
import { diffNotes } from './images/diff-notes.ts';
import { releaseOf } from './images/image-kind.ts';
import type { ImageNote } from './images/image-note.ts';
import { type ImageChange, isMissing, type Missing } from './releases.ts';

/** Of the older image, then of the newer one. */
type Both<Value> = readonly [from: Value, to: Value];

export interface ReadPair {
  readonly notes: Both<ImageNote | Missing>;
  /** `undefined`: that kind of image is not covered. */
  readonly scans: Both<CveScan | Missing | undefined>;
}

export function describeChange(pair: ImagePair, { notes, scans: [older, newer] }: ReadPair): ImageChange {
  const diff = compare(pair, notes, diffNotes);
  if (older === undefined || newer === undefined) return { ...pair, diff };
  return { ...pair, diff, cves: compare(pair, [older, newer], findClosed) };
}

/** Of more pairs than are asked for. */
export function describeLeftOut(pair: ImagePair, most: number): ImageChange {
  return {
    ...pair,
    diff: { missing: `there are more than ${most} pairs of images, and fewer pools share this one` },
  };
}

/** What is missing names the image that it is missing for. */
function compare<Value extends object, Difference>(
  { from, to }: ImagePair,
  [older, newer]: Both<Value | Missing>,
  difference: (older: Value, newer: Value) => Difference | Missing,
): Difference | Missing {
  const [before, after] = [releaseOf(from) ?? from.text, releaseOf(to) ?? to.text];
  if (before === after) return { missing: 'both are one release, and differ in security patches alone' };
  if (isMissing(newer)) return { missing: `${newer.missing}, image ${after}` };
  if (isMissing(older)) return { missing: `${older.missing}, image ${before}` };
  try {
    return difference(older, newer);
  } catch {
    return { missing: 'they could not be compared' };
  }
}
