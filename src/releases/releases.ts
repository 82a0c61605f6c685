/**
 * What the network and the bundled data say of an upgrade, besides Azure itself. It is told, and never acted on.
 * Strings in here come from outside: they are data, bounded where they are parsed and escaped where they are shown.
 */

import type { ReleaseData } from '../inputs/inputs.ts';
import type { ImageVersion } from '../inventory/image-version.ts';

export interface Releases {
  readonly data: ReleaseData;
  /** One for each pair of images that a pool would move between, however many pools share it; in a stable order. */
  readonly images: readonly ImageChange[];
  /** The newest image that is published of each kind in use, whether or not a region has it. */
  readonly published: readonly ImageVersion[];
  /** AKS release notes, newest first; empty where they were not read. */
  readonly notes: readonly ReleaseNote[];
  /** What was asked, in a stable order: one line each. */
  readonly sources: readonly Source[];
}

/** Why something is not there: the rest of a sentence, without a full stop. */
export interface Missing {
  readonly missing: string;
}

export function isMissing(value: object): value is Missing {
  return 'missing' in value;
}

export interface ImageChange {
  readonly from: ImageVersion;
  readonly to: ImageVersion;
  readonly diff: ImageDiff | Missing;
  /** Absent: that kind of image is not covered by the scan. */
  readonly cves?: ClosedCves | Missing;
}

/** What differs between the notes of two images of one kind. */
export interface ImageDiff {
  /** At most ten, the most telling first. */
  readonly rows: readonly ComponentChange[];
  /** Absent: the notes list no packages. */
  readonly packages?: PackageChanges;
}

/** A component before and after, or what was added to a list and removed from it. */
export type ComponentChange =
  | { readonly what: string; readonly from: string; readonly to: string }
  | { readonly what: string; readonly added: readonly string[]; readonly removed: readonly string[] };

export interface PackageChanges {
  /** Packages in the newer image. */
  readonly total: number;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  /** Of those changed, how many the newer note says come from a security pocket; absent: it does not say. */
  readonly security?: number;
  /** Of those changed, how many it does not say that of, though of others it does; absent: none. */
  readonly untold?: number;
  /** Sorted by name; bounded, so it may be shorter than the counts. */
  readonly list: readonly PackageChange[];
}

/** Without `from`: added. Without `to`: removed. */
export interface PackageChange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
  readonly isSecurity?: boolean;
}

/** Found in the older image and not in the newer one, by AKS's own scan. */
export interface ClosedCves {
  /** `CVE-2026-1234`, newest first, without doubles. */
  readonly ids: readonly string[];
}

/** One entry of the release notes of AKS. */
export interface ReleaseNote {
  /** Nominal date, `YYYY-MM-DD`, which is its title; it is published some days later. */
  readonly date: string;
  /** Tag in the repository of AKS, checked to be one that can stand in an address. */
  readonly tag: string;
  readonly items: readonly NoteItem[];
  /** The node images that it names. */
  readonly images: readonly NotedImage[];
}

export type NoteSection =
  | 'announcement'
  | 'behavior'
  | 'kubernetes'
  | 'component'
  | 'bug-fix'
  | 'feature'
  | 'other';

export interface NoteItem {
  readonly section: NoteSection;
  /** Plain text of one paragraph, bounded; markup taken away. */
  readonly text: string;
  /** Addresses on allowed hosts that it links to, in its order; those of github.com by way of redirect.github.com. */
  readonly links: readonly string[];
}

export interface NotedImage {
  /** As AKS names the folder of its notes, lower case: `aksubuntu-2204`, `azurelinuxv3`, `akswindows/2022`. */
  readonly family: string;
  /** `202607.09.0`, `20348.5386.260715` */
  readonly version: string;
}

export type SourceName = 'calendar' | 'image-notes' | 'cves' | 'release-notes';

export interface Source {
  readonly name: SourceName;
  /** `partly`: some of it; `text` says what is missing. */
  readonly state: 'read' | 'partly' | 'failed' | 'bundled';
  /** Why it is not `read`: the rest of a sentence, without a full stop. Empty when it is. */
  readonly text: string;
}

/** Nothing was asked for. */
export const noReleases: Releases = { data: 'off', images: [], published: [], notes: [], sources: [] };

/** Pairs are looked up by this: images are compared without regard to case. */
export function pairKey(from: Pick<ImageVersion, 'text'>, to: Pick<ImageVersion, 'text'>): string {
  return `${from.text} ${to.text}`.toLowerCase();
}
