import { compareImages, type ImageVersion, parseImageVersion } from '../../inventory/image-version.ts';
import { kindOf, splitName } from './image-kind.ts';

/**
 * The newest image of the kind of `image` that has notes, named in its spelling. `paths` are files below AgentBaker's
 * `vhdbuilder/release-notes`. `undefined`: none of its kind is published, or its kind is not known.
 */
export function newestPublished(paths: readonly string[], image: ImageVersion): ImageVersion | undefined {
  const directory = kindOf(image)?.directory;
  const prefix = splitName(image)?.prefix;
  if (directory === undefined || prefix === undefined) return undefined;
  let newest: ImageVersion | undefined;
  for (const path of paths) {
    const published = path.startsWith(`${directory}/`)
      ? readPublished(path.slice(directory.length + 1), prefix)
      : undefined;
    if (published !== undefined && isNewer(newest, published)) newest = published;
  }
  return newest;
}

/** `202607.09.0.txt`; `latest.txt`, lists of container images and scans are no notes of an image. */
function readPublished(file: string, prefix: string): ImageVersion | undefined {
  if (!/^[\d.]{1,24}\.txt$/.test(file)) return undefined;
  const text = `${prefix}-${file.slice(0, -'.txt'.length)}`;
  return splitName({ text })?.prefix === prefix ? parseImageVersion(text) : undefined;
}

function isNewer(newest: ImageVersion | undefined, published: ImageVersion): boolean {
  return newest === undefined || compareImages(newest, published) === 'newer';
}
