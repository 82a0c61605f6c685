import { compareImages, type ImageVersion, parseImageVersion } from '../../inventory/image-version.ts';
import { daysUntil } from '../dates.ts';
import { kindOf, splitName } from './image-kind.ts';

/**
 * The newest image of the kind of `image` that has notes, named in its spelling. `paths` are files below AgentBaker's
 * `vhdbuilder/release-notes`. `undefined`: none of its kind is published, or its kind is not known.
 * A name from after tomorrow is nobody's image: days begin at different hours, but no more than that.
 */
export function newestPublished(
  paths: readonly string[],
  image: ImageVersion,
  now: Date,
): ImageVersion | undefined {
  const directory = kindOf(image)?.directory;
  const prefix = splitName(image)?.prefix;
  if (directory === undefined || prefix === undefined) return undefined;
  let newest: ImageVersion | undefined;
  for (const path of paths) {
    if (!path.startsWith(`${directory}/`)) continue;
    const published = readPublished(path.slice(directory.length + 1), prefix);
    if (published?.kind !== image.kind || daysUntil(published.date ?? '', now) > 1) continue;
    if (isNewer(newest, published)) newest = published;
  }
  return newest;
}

/** `202607.09.0.txt`; `latest.txt`, lists of container images and scans are no notes of an image. */
function readPublished(file: string, prefix: string): ImageVersion | undefined {
  const release = /^([\d.]{1,20})\.txt$/.exec(file)?.[1];
  const published = release === undefined ? undefined : parseImageVersion(`${prefix}-${release}`);
  return published === undefined || published.order.length === 0 ? undefined : published;
}

function isNewer(newest: ImageVersion | undefined, published: ImageVersion): boolean {
  return newest === undefined || compareImages(newest, published) === 'newer';
}
