/** What a version in a PUT means. */

import { rank } from './azure-rules.ts';
import type { SimRegion } from './fleet-model.ts';
import { minorOfVersion } from './version-world.ts';

/**
 * The full version. Nothing asked: what runs. A minor: what runs where it is of that minor, so that the same alias
 * again never upgrades, else the newest patch that is generally available; `undefined` where there is none.
 */
export function resolveVersion(region: SimRegion, asked: unknown, current: string): string | undefined {
  if (asked === undefined || asked === null || asked === '') return current;
  const text = String(asked);
  if (/^\d+\.\d+\.\d+$/.test(text)) return text;
  if (!/^\d+\.\d+$/.test(text)) return undefined;
  if (minorOfVersion(current) === text) return current;
  return region.patches
    .filter((patch) => minorOfVersion(patch.version) === text && !patch.isPreview)
    .map((patch) => patch.version)
    .toSorted((a, b) => rank(a) - rank(b))
    .at(-1);
}

export function isUnasked(asked: unknown): boolean {
  return asked === undefined || asked === null || asked === '';
}
