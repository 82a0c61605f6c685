import { compareText } from '../../inputs/text-order.ts';
import { type ImageVersion, parseImageVersion } from '../../inventory/image-version.ts';
import { kindOf, releaseOf } from '../images/image-kind.ts';
import type { ReleaseNote } from '../releases.ts';

/** A release with the images that it names, ready to be compared. */
export interface Milestone {
  readonly note: ReleaseNote;
  readonly images: readonly Comparable[];
}

/** The releases between two images. */
export interface Way {
  readonly notes: readonly ReleaseNote[];
  /** The notes that were read begin after the older image: there are more releases than these. */
  readonly hasOlder: boolean;
  /** No release names the newer image or one after it. */
  readonly isOpen: boolean;
}

interface Comparable {
  readonly family: string;
  readonly order: readonly number[];
}

/** Oldest first. */
export function readMilestones(notes: readonly ReleaseNote[]): readonly Milestone[] {
  return notes
    .toSorted((a, b) => compareText(a.date, b.date) || compareText(a.tag, b.tag))
    .map((note) => ({
      note,
      images: note.images.map(({ family, version }) => comparable(family, version)),
    }));
}

/**
 * The release of an image is the earliest that names it or a newer one of its family; on the way are those after the
 * older image's, up to the newer one's. `undefined`: the notes know nothing of such images.
 */
export function wayOf(
  milestones: readonly Milestone[],
  { from, to }: { readonly from: ImageVersion; readonly to: ImageVersion },
): Way | undefined {
  const [older, newer] = [readImage(from), readImage(to)];
  const isKnown = milestones.some(({ images }) => images.some(({ family }) => family === newer?.family));
  if (older === undefined || newer === undefined || !isKnown) return undefined;
  const start = findRelease(milestones, older);
  const end = findRelease(milestones, newer);
  const hasOlder = !milestones.some(({ images }) => images.some((image) => compareTo(older, image) <= 0));
  // An image newer than all that are named has no release yet, and none after it either.
  const first = hasOlder ? 0 : start < 0 ? milestones.length : start + 1;
  const between = milestones.slice(first, end < 0 ? milestones.length : end + 1);
  return { notes: between.map(({ note }) => note), hasOlder, isOpen: end < 0 };
}

function readImage(image: ImageVersion): Comparable | undefined {
  const family = kindOf(image)?.family;
  const release = releaseOf(image);
  return family === undefined || release === undefined ? undefined : comparable(family, release);
}

/** By numbers: `2023.02.09` and `202303.13.0`, or patches 2 and 10 of one day, sort wrongly as text. */
function comparable(family: string, release: string): Comparable {
  const prefix = family.startsWith('akswindows') ? 'akswindows' : 'aks';
  return { family, order: parseImageVersion(`${prefix}-${release}`).order };
}

function findRelease(milestones: readonly Milestone[], wanted: Comparable): number {
  return milestones.findIndex(({ images }) => images.some((image) => compareTo(wanted, image) >= 0));
}

/** Below zero when `image` is older than what is wanted; not a number when the two cannot be compared. */
function compareTo(wanted: Comparable, { family, order }: Comparable): number {
  if (family !== wanted.family || order.length === 0) return Number.NaN;
  for (const [at, number] of wanted.order.entries()) {
    const difference = (order[at] ?? 0) - number;
    if (difference !== 0) return difference;
  }
  return 0;
}
