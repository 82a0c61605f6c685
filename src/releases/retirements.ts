import type { NodePool } from '../inventory/inventory.ts';

/** Day of the AKS retirement notices that these tables were taken from. */
export const retirementsAsOf = '2026-08-21';

export interface Retirement {
  readonly what: string;
  /** Last day of support, `YYYY-MM-DD`. */
  readonly end: string;
  /** Day on which AKS removes the images: scaling and repair fail from then on. */
  readonly imagesRemoved?: string;
  /** Prefix of the image kind, lower case. */
  readonly imagePrefixes: readonly string[];
  /** OS SKUs that stand for this system at every Kubernetes version, lower case. */
  readonly osSkus: readonly string[];
  /** `osSku`, lower case: the note concerns pools of that SKU alone. */
  readonly note?: { readonly text: string; readonly osSku?: string };
}

/** Sources: the retirement notices included in the AKS docs, and AKS issues 4873, 4874, 4988, 4091, 4168, 5648. */
export const osRetirements: readonly Retirement[] = [
  {
    what: 'Ubuntu 18.04',
    end: '2025-06-17',
    imagesRemoved: '2025-07-17',
    imagePrefixes: ['aksubuntu-1804'],
    osSkus: [],
  },
  {
    what: 'Azure Linux 2.0',
    end: '2025-11-30',
    imagesRemoved: '2026-03-31',
    imagePrefixes: ['aksazurelinux-v2', 'akscblmariner-v2'],
    osSkus: ['cblmariner', 'mariner'],
    note: { text: 'Its image is frozen at 202512.06.0, so it looks up to date for ever.' },
  },
  {
    what: 'Windows Server 2019',
    end: '2026-03-01',
    imagesRemoved: '2027-04-01',
    imagePrefixes: ['akswindows-2019'],
    osSkus: ['windows2019'],
  },
  {
    what: 'Windows Server Annual Channel (23H2)',
    end: '2026-05-15',
    imagesRemoved: '2027-05-15',
    imagePrefixes: ['akswindows-23h2'],
    osSkus: ['windowsannual'],
  },
  {
    what: 'Flatcar Container Linux (preview)',
    end: '2026-06-08',
    imagesRemoved: '2026-09-08',
    imagePrefixes: ['aksflatcar'],
    osSkus: ['flatcar'],
  },
  {
    what: 'Ubuntu 20.04',
    end: '2027-03-17',
    imagesRemoved: '2027-03-17',
    imagePrefixes: ['aksubuntu-2004'],
    osSkus: [],
  },
  {
    what: 'Ubuntu 22.04',
    end: '2027-06-30',
    imagesRemoved: '2028-04-30',
    imagePrefixes: ['aksubuntu-2204'],
    osSkus: ['ubuntu2204'],
    note: { text: 'OS SKU Ubuntu moves to 24.04 with Kubernetes 1.35.', osSku: 'ubuntu' },
  },
  {
    what: 'Windows Server 2022',
    end: '2028-06-30',
    imagesRemoved: '2029-06-30',
    imagePrefixes: ['akswindows-2022'],
    osSkus: ['windows2022'],
  },
];

/** AKS issue 5021. */
export const availabilitySetsEnd = '2025-09-30';

/** Highest Kubernetes minor that a versioned OS SKU is supported on (AKS docs, "Upgrade OS versions"). Lower case. */
const newestMinorOfOsSku: ReadonlyMap<string, number> = new Map([
  ['ubuntu2204', 36],
  ['ubuntu2404', 38],
  ['azurelinux3', 36],
  ['windows2019', 32],
  ['windows2022', 36],
]);

/** Unversioned OS SKUs whose system changes at a Kubernetes minor, and how the image kind shows the new one. */
const osChanges: ReadonlyMap<string, OsChange> = new Map([
  ['ubuntu', { at: 35, from: 'Ubuntu 22.04', to: 'Ubuntu 24.04', newKind: 'aksubuntu-2404' }],
  ['azurelinux', { at: 32, from: 'Azure Linux 2.0', to: 'Azure Linux 3.0', newKind: 'aksazurelinux-v3' }],
]);

export interface OsChange {
  /** Minor of Kubernetes 1.x. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly newKind: string;
}

/** The image tells best what runs; the OS SKU decides where there is none. */
export function retirementOf(pool: NodePool): Retirement | undefined {
  const kind = pool.image?.kind.toLowerCase();
  const byImage = osRetirements.find((entry) =>
    entry.imagePrefixes.some((prefix) => kind?.startsWith(prefix) === true),
  );
  const sku = pool.osSku?.toLowerCase() ?? '';
  return byImage ?? osRetirements.find((entry) => entry.osSkus.includes(sku));
}

/** What is to be known besides; empty where it does not concern this pool. */
export function noteOf({ note }: Retirement, pool: NodePool): string {
  const concerns = note?.osSku === undefined || note.osSku === pool.osSku?.toLowerCase();
  return note !== undefined && concerns ? ` ${note.text}` : '';
}

/** Highest minor of Kubernetes 1.x that the pool's OS SKU can take; `undefined`: no limit known. */
export function newestMinorFor(pool: Pick<NodePool, 'osSku'>): number | undefined {
  return newestMinorOfOsSku.get(pool.osSku?.toLowerCase() ?? '');
}

/** The silent change ahead of this pool; `undefined` when its SKU knows none or its image is already the new one. */
export function osChangeOf(pool: NodePool): OsChange | undefined {
  const change = osChanges.get(pool.osSku?.toLowerCase() ?? '');
  const hasChanged =
    change !== undefined && pool.image?.kind.toLowerCase().startsWith(change.newKind) === true;
  return hasChanged ? undefined : change;
}
