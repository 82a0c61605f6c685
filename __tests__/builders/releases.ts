/** What releases bring, by hand: a test states only what differs. Names are real, numbers are made up. */

import type { ImageVersion } from '../../src/inventory/image-version.ts';
import type { NodePool } from '../../src/inventory/inventory.ts';
import type {
  ImageChange,
  ImageDiff,
  NoteItem,
  PackageChange,
  ReleaseNote,
  Releases,
  Source,
} from '../../src/releases/releases.ts';
import type { Told } from '../../src/report/told.ts';
import { aCluster, aPool, image, offers, version } from './fleet.ts';
import { aControlPlaneDrift, aDrift, aFinding, anImageDrift, aStep, aTold, type ToldParts } from './told.ts';

export const jammy = 'AKSUbuntu-2204gen2containerd';
export const noble = 'AKSUbuntu-2404gen2containerd';
export const azureLinux = 'AKSAzureLinux-V3gen2';
export const windows = 'AKSWindows-2022-containerd-gen2';

export const readAll: readonly Source[] = (['calendar', 'image-notes', 'cves', 'release-notes'] as const).map(
  (name) => ({ name, state: 'read', text: '' }),
);

export function aReleases(differs: Partial<Releases> = {}): Releases {
  return { data: 'live', images: [], published: [], notes: [], sources: readAll, ...differs };
}

export function aPackage(at: number, differs: Partial<PackageChange> = {}): PackageChange {
  return { name: `libsample${at}`, from: `1.${at}.0-1ubuntu1`, to: `1.${at}.0-1ubuntu2`, ...differs };
}

/** `n` packages changed; every third one for security. */
export function packageList(n: number): readonly PackageChange[] {
  return Array.from({ length: n }, (_, at) => aPackage(at, at % 3 === 0 ? { isSecurity: true } : {}));
}

export function aDiff(differs: Partial<ImageDiff> = {}): ImageDiff {
  return {
    rows: [
      { what: 'OS release', from: '22.04.4', to: '22.04.5' },
      { what: 'Kernel', from: '5.15.0-1102-azure', to: '5.15.0-1116-azure' },
      { what: 'containerd', from: '1.7.30-ubuntu22.04u1', to: '1.7.33-ubuntu22.04u1' },
      { what: 'runc', from: '1.4.0', to: '1.4.3' },
      { what: 'Cached kubelets', added: ['1.34.9', '1.35.6'], removed: ['1.33.4', '1.34.1'] },
    ],
    packages: { total: 720, changed: 112, added: 15, removed: 9, security: 84, list: packageList(112) },
    ...differs,
  };
}

export function aChange(from: string, to: string, differs: Partial<ImageChange> = {}): ImageChange {
  return { from: image(from), to: image(to), diff: aDiff(), cves: { ids: someCves(12) }, ...differs };
}

export function someCves(n: number): readonly string[] {
  return Array.from({ length: n }, (_, at) => `CVE-2026-${String(99_000 - at * 7)}`);
}

export function anItem(differs: Partial<NoteItem> = {}): NoteItem {
  return {
    section: 'announcement',
    text: 'Kubernetes 1.34 leaves community support; move to 1.35 before its end of life.',
    links: ['https://learn.microsoft.com/azure/aks/supported-kubernetes-versions'],
    ...differs,
  };
}

export function aNote(date: string, differs: Partial<ReleaseNote> = {}): ReleaseNote {
  return { date, tag: date, items: [anItem()], images: [], ...differs };
}

/** What AKS says in one of its releases of node images of that family. */
export function aNoteOfImages(date: string, release: string, items: readonly NoteItem[]): ReleaseNote {
  return { ...aNote(date), items, images: [{ family: 'aksubuntu-2204', version: release }] };
}

/** `n` pools whose image is behind, each in a cluster of its own. */
export function clustersBehind(
  n: number,
  from: string,
  to: string,
  differs: { readonly pool?: Partial<NodePool>; readonly name?: string; readonly location?: string } = {},
): ToldParts {
  const parts = Array.from({ length: n }, (_, at) => {
    const name = `${differs.name ?? 'web'}-${at}`;
    const pool = aPool({
      name: 'system',
      id: `/clusters/${name}/pools/system`,
      image: image(from),
      offer: { latestImage: image(to), upgrades: undefined },
      ...differs.pool,
    });
    const cluster = aCluster({ name, pools: [pool], location: differs.location ?? 'westeurope' });
    return {
      cluster,
      drift: aDrift(cluster, { pools: [anImageDrift(pool, to)] }),
      step: aStep(cluster, { kind: 'node-image', pool, from, to }),
    };
  });
  return {
    clusters: parts.map(({ cluster }) => cluster),
    drifts: parts.map(({ drift }) => drift),
    steps: parts.map(({ step }) => step),
  };
}

/** A cluster whose control plane is to pass through `hops`. */
export function aMovingCluster(
  name: string,
  from: string,
  ...hops: readonly [string, ...string[]]
): ToldParts {
  const cluster = aCluster({ name, version: version(from), offers: offers(...hops), pools: [] });
  return {
    clusters: [cluster],
    drifts: [aDrift(cluster, aControlPlaneDrift(...hops))],
    findings: [aFinding(cluster, { text: `The control plane runs ${from}; ${hops[0]} is on offer.` })],
    steps: [aStep(cluster, { to: hops.at(-1) ?? from })],
  };
}

export function tellWith(parts: ToldParts, releases: Releases | undefined): Told {
  return { ...aTold(parts), ...(releases === undefined ? {} : { releases }) };
}

export function published(kind: string, release: string): ImageVersion {
  return image(`${kind}-${release}`);
}
