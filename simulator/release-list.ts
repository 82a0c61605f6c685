import type { Fleet } from './fleet.ts';
import { stableNumber } from './quirks.ts';
import { dayOf } from './release-line.ts';
import { writeRelease } from './release-list-body.ts';
import type { ReleaseOptions } from './release-options.ts';
import type { HasReleaseQuirk } from './release-quirks.ts';
import { poisons } from './release-spoiled.ts';
import { notedAt } from './release-store.ts';

/** The releases of Azure/AKS as the API lists them: about one a month, each naming the images of its weeks. */

const dayMs = 86_400_000;
/** Real ones were tagged three to nine days after the day that is their name. */
const publishedAfter = 5;
const count = 34;

/** Folders of notes that release notes name, and how: family there, folder of AKS's own notes, system in words. */
export const namedKinds = [
  ['AKSUbuntu/gen2/2204containerd', 'aks-ubuntu/AKSUbuntu-2204', 'Ubuntu 22.04'],
  ['AKSUbuntu/gen2/2404containerd', 'aks-ubuntu/AKSUbuntu-2404', 'Ubuntu 24.04'],
  ['AKSAzureLinuxV3/gen2', 'AzureLinuxv3', 'v3.0'],
  ['AKSWindows/2022-containerd', 'AKSWindows/2022', 'Windows Server 2022'],
  ['AKSWindows/2025-gen2', 'AKSWindows/2025', 'Windows Server 2025'],
] as const;

export interface NamedImage {
  readonly folder: string;
  readonly system: string;
  readonly version: string;
}

export function listReleases(
  fleet: Fleet,
  options: ReleaseOptions,
  has: HasReleaseQuirk,
): readonly unknown[] {
  const newest = fleet.now.getTime() - (options.quietFor ?? 12) * dayMs;
  // A release about every 30 days, on no fixed one.
  const days = Array.from(
    { length: count },
    (_, back) => newest - (back * 30 + (back && (back * 7) % 5)) * dayMs,
  );
  const releases = days.flatMap((at, back) => {
    if (at + publishedAfter * dayMs > fleet.now.getTime()) return [];
    const day = new Date(at).toISOString().slice(0, 10);
    const images = imagesBetween(days[back + 1] ?? at - 30 * dayMs, at, fleet, options);
    const text = writeRelease({ day, back, images, isHostile: options.hostile === true }, has);
    return [describeRelease(day, at, back, text, options.hostile === true)];
  });
  const { release } = options.alter ?? {};
  return release === undefined ? releases : releases.map((one) => release(one));
}

/** Images are named about two weeks after they were built (p50 of real ones: 14 days). */
function imagesBetween(
  after: number,
  until: number,
  fleet: Fleet,
  options: ReleaseOptions,
): readonly NamedImage[] {
  const noted = notedAt('main', fleet, options);
  const lag = 8 * dayMs;
  return namedKinds.flatMap(([directory, folder, system]) =>
    (noted?.get(directory) ?? [])
      .filter((version) => dayOf(version) > after - lag && dayOf(version) <= until - lag)
      .map((version) => ({ folder, system, version })),
  );
}

function describeRelease(
  day: string,
  at: number,
  back: number,
  body: string,
  isHostile: boolean,
): Readonly<Record<string, unknown>> {
  const id = 300_000_000 - back * 911_111;
  // Tags are days, and odd ones have a second number.
  const tag = isHostile && back === 1 ? `${day}](https://evil.example)` : back % 9 === 8 ? `${day}.1` : day;
  const url = `https://api.github.com/repos/Azure/AKS/releases/${id}`;
  const time = (shift: number): string =>
    new Date(at + (shift * 24 + 18) * 3_600_000).toISOString().replace('.000', '');
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `https://uploads.github.com/repos/Azure/AKS/releases/${id}/assets{?name,label}`,
    html_url: `https://github.com/Azure/AKS/releases/tag/${tag}`,
    id,
    author: {
      login: 'release-writer',
      id: 1000 + (stableNumber(day) % 7),
      node_id: 'U_1',
      type: 'User',
      html_url: 'https://github.com/release-writer',
      site_admin: false,
    },
    node_id: `RE_${id}`,
    tag_name: tag,
    target_commitish: 'master',
    name: isHostile && back === 0 ? `Release ${day} ${poisons[6]}` : `Release ${day}`,
    draft: false,
    immutable: false,
    prerelease: back % 11 === 10,
    created_at: time(publishedAfter - 1),
    updated_at: time(publishedAfter),
    published_at: time(publishedAfter),
    assets: [],
    tarball_url: `https://api.github.com/repos/Azure/AKS/tarball/${tag}`,
    zipball_url: `https://api.github.com/repos/Azure/AKS/zipball/${tag}`,
    body,
    reactions: { url: `${url}/reactions`, total_count: 3, '+1': 2, heart: 1 },
    mentions_count: 0,
  };
}
