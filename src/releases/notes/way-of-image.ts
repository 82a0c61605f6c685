import { type ImageVersion, parseImageVersion } from '../../inventory/image-version.ts';
import { kindOf, releaseOf } from '../images/image-kind.ts';
import type { NotedImage, ReleaseNote } from '../releases.ts';

/** The releases between two images. */
export interface Way {
  readonly notes: readonly ReleaseNote[];
  /** The notes that were read begin after the older image: there are more releases than these. */
  readonly hasOlder: boolean;
  /** No release names the newer image or one after it. */
  readonly isOpen: boolean;
}

interface Wanted {
  readonly family: string;
  readonly order: readonly number[];
}

/**
 * The release of an image is the earliest that names it or a newer one of its family; on the way are those after the
 * older image's, up to the newer one's. `notes` ascend. `undefined`: the notes know nothing of such images.
 */
export function wayOf(
  notes: readonly ReleaseNote[],
  { from, to }: { readonly from: ImageVersion; readonly to: ImageVersion },
): Way | undefined {
  const [older, newer] = [readWanted(from), readWanted(to)];
  if (older === undefined || newer === undefined || !isKnown(notes, newer)) return undefined;
  const start = findRelease(notes, older);
  const end = findRelease(notes, newer);
  const hasOlder = !notes.some(({ images }) => images.some((image) => compareTo(older, image) <= 0));
  // An image newer than all that are named has no release yet, and none after it either.
  const first = hasOlder ? 0 : start < 0 ? notes.length : start + 1;
  return { notes: notes.slice(first, end < 0 ? notes.length : end + 1), hasOlder, isOpen: end < 0 };
}

function readWanted(image: ImageVersion): Wanted | undefined {
  const family = kindOf(image)?.family;
  const release = releaseOf(image);
  return family === undefined || release === undefined
    ? undefined
    : { family, order: orderOf(family, release) };
}

/** By numbers: `2023.02.09` and `202303.13.0`, or patches 2 and 10 of one day, sort wrongly as text. */
function orderOf(family: string, release: string): readonly number[] {
  return parseImageVersion(`${family.startsWith('akswindows') ? 'akswindows' : 'aks'}-${release}`).order;
}

function isKnown(notes: readonly ReleaseNote[], { family }: Wanted): boolean {
  return notes.some(({ images }) => images.some((image) => image.family === family));
}

function findRelease(notes: readonly ReleaseNote[], wanted: Wanted): number {
  return notes.findIndex(({ images }) => images.some((image) => compareTo(wanted, image) >= 0));
}

/** Below zero when `image` is older than what is wanted; not a number when it is of another family. */
function compareTo(wanted: Wanted, { family, version }: NotedImage): number {
  if (family !== wanted.family) return Number.NaN;
  const order = orderOf(family, version);
  if (order.length === 0) return Number.NaN;
  for (const [at, number] of wanted.order.entries()) {
    const difference = (order[at] ?? 0) - number;
    if (difference !== 0) return difference;
  }
  return 0;
}
