import { compareText } from '../inputs/text-order.ts';
import { compareImages, type ImageVersion } from '../inventory/image-version.ts';
import type { Inventory, NodePool } from '../inventory/inventory.ts';
import { kindOf } from './images/image-kind.ts';
import { pairKey } from './releases.ts';

export interface ImagePair {
  readonly from: ImageVersion;
  readonly to: ImageVersion;
}

/** Those of most pools are asked for; the others are named, and told without what they bring. */
export const mostPairs = 30;

/** The images between which a pool would move; `undefined`: it has the newest that it is offered. */
export function pairOf({ image, offer }: Pick<NodePool, 'image' | 'offer'>): ImagePair | undefined {
  const to = offer?.latestImage;
  if (image === undefined || to === undefined || compareImages(image, to) !== 'newer') return undefined;
  return kindOf(image)?.directory === kindOf(to)?.directory ? { from: image, to } : undefined;
}

/** Each pair once, those of most pools first, in an order that hangs on the fleet alone. */
export function listPairs({ clusters }: Pick<Inventory, 'clusters'>): readonly ImagePair[] {
  const found = clusters.flatMap(({ pools }) => pools.flatMap((pool) => pairOf(pool) ?? []));
  const groups = [...Map.groupBy(found, keyOf)].map(([key, [first, ...others]]) => ({
    key,
    pools: 1 + others.length,
    // Azure writes one image in more than one way: of these, always the same.
    pair: others.reduce<ImagePair | undefined>((best, pair) => least(best, pair), first),
  }));
  return groups
    .sort((a, b) => b.pools - a.pools || compareText(a.key, b.key))
    .flatMap(({ pair }) => pair ?? []);
}

export function keyOf({ from, to }: ImagePair): string {
  return pairKey(from, to);
}

/** One image of each kind in use, in a stable order. */
export function listKinds({ clusters }: Pick<Inventory, 'clusters'>): readonly ImageVersion[] {
  const images = clusters.flatMap(({ pools }) => pools.flatMap(({ image }) => image ?? []));
  const sorted = images.sort((a, b) => compareText(a.text, b.text));
  return [...new Map(sorted.toReversed().map((image) => [image.kind, image])).values()].sort((a, b) =>
    compareText(a.kind, b.kind),
  );
}

function least(one: ImagePair | undefined, other: ImagePair): ImagePair {
  return one !== undefined && compareText(textOf(one), textOf(other)) <= 0 ? one : other;
}

function textOf({ from, to }: ImagePair): string {
  return `${from.text} ${to.text}`;
}
