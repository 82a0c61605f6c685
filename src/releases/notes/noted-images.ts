import type { NotedImage } from '../releases.ts';

/** The longest list of the last years has 18. */
const mostImages = 60;

/** Real ones are written with `AzureLinuxv3` and `Azurelinuxv3`, with back-slashes, and with `v` before the version. */
const place = /vhd-notes[\\/]+([\w.\\/-]{1,200})/gi;
const file =
  /^v?(\d{6}\.\d{1,2}\.\d{1,4}|\d{4}\.\d{2}\.\d{2}|\d{5}\.\d{1,6}\.\d{6})(?:\.txt|-image-list\.json|\.)?$/;

/** The node images whose notes a release links to, in its order and without doubles. */
export function findNotedImages(body: string): readonly NotedImage[] {
  const images = new Map<string, NotedImage>();
  for (const [, path = ''] of body.matchAll(place)) {
    const image = readImage(path.toLowerCase().split(/[\\/]+/));
    if (image !== undefined) images.set(`${image.family}/${image.version}`, image);
    if (images.size >= mostImages) break;
  }
  return [...images.values()];
}

/** Ubuntu's folders lie in one of their own, which says nothing. */
function readImage(segments: readonly string[]): NotedImage | undefined {
  const folders = segments.slice(0, -1);
  const family = (folders[0] === 'aks-ubuntu' ? folders.slice(1) : folders).join('/');
  const version = file.exec(segments.at(-1) ?? '')?.[1];
  return version === undefined || !/^[a-z][a-z0-9-]{1,40}(?:\/[a-z0-9-]{1,20})?$/.test(family)
    ? undefined
    : { family, version };
}
