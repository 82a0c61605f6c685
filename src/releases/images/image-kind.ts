/** What a node image is, by its name, and where Azure/AgentBaker keeps its notes. */

import { type ImageVersion, parseImageVersion } from '../../inventory/image-version.ts';
import { findNamedKind, type ImageSystem, type NamedKind } from './named-kinds.ts';

export interface ImageKind {
  /** Folder below `vhdbuilder/release-notes`: `AKSUbuntu/gen2/2204containerd`. */
  readonly directory: string;
  readonly system: ImageSystem;
  /** The distribution's name at AKS's scan: `AKSUbuntu-gen2-2204containerd`. Absent: not covered. */
  readonly cveDistro?: string;
  /** `NotedImage.family` of the AKS release notes; absent: they never name such images. */
  readonly family?: string;
}

export interface NoteFile {
  /** Branch or commit of Azure/AgentBaker. */
  readonly ref: string;
  readonly path: string;
}

type Named = Pick<ImageVersion, 'text'>;

/** `-202607.09.0`, `-2023.02.09`, `-20348.5386.260715`; on a node's label, the day of its last security patch too. */
const ending = /-(\d{6}\.\d{1,2}\.\d{1,4}|\d{4}\.\d\d\.\d\d|\d{5}\.\d{1,6}\.\d{6})(?:-\d{4}\.\d\d\.\d\d)?$/;

/** Documented by AKS ("Security vulnerability API reference", list of distributions). */
const scanned: ReadonlySet<string> = new Set([
  ...['gen1', 'gen2', 'gen1fips', 'gen2fips', 'gen2kata', 'gen2tl'].flatMap((variant) => [
    `AKSAzureLinux-${variant}`,
    `AKSCBLMarinerV2-${variant}`,
  ]),
  ...['gen1', 'gen2', 'gen1fips', 'gen2fips', 'gen2tl'].map((variant) => `AKSAzureLinuxV3-${variant}`),
  ...['2004fips', '2204', '2404'].map((variant) => `AKSUbuntu-gen1-${variant}containerd`),
  ...['2004cvm', '2004fips', '2204', '2204tl', '2404', '2404tl'].map(
    (variant) => `AKSUbuntu-gen2-${variant}containerd`,
  ),
]);

/** `undefined`: nobody told us of such images. */
export function kindOf(image: Named): ImageKind | undefined {
  const named = findKind(image);
  if (named === undefined) return undefined;
  const { directory, system, family } = named;
  const distro = directory.replaceAll('/', '-');
  return {
    directory,
    system,
    ...(scanned.has(distro) ? { cveDistro: distro } : {}),
    ...(family === undefined ? {} : { family }),
  };
}

/** `202607.09.0`: the release in the name, without a label's security patch. `undefined`: it holds none. */
export function releaseOf(image: Named): string | undefined {
  return splitName(image)?.release;
}

/** The file that holds the image's notes in Azure/AgentBaker, if there is one. */
export function noteOf(image: Named): NoteFile | undefined {
  const named = findKind(image);
  const release = releaseOf(image);
  if (named === undefined || release === undefined) return undefined;
  const path = `vhdbuilder/release-notes/${named.directory}/${release}.txt`;
  return { ref: named.commit ?? 'main', path };
}

/** A name's kind and its release, both as written. */
export function splitName({ text }: Named): { prefix: string; release: string } | undefined {
  const { text: name, order } = parseImageVersion(text);
  const found = order.length === 0 ? null : ending.exec(name);
  const release = found?.[1];
  return found === null || release === undefined
    ? undefined
    : { prefix: name.slice(0, found.index), release };
}

function findKind({ text }: Named): NamedKind | undefined {
  const { kind, order } = parseImageVersion(text);
  return order.length === 0 ? undefined : findNamedKind(kind);
}
