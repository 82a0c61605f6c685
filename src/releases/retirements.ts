import type { NodePool } from '../inventory/inventory.ts';
import osSkus from './data/os-skus.json' with { type: 'json' };
import notices from './data/retirements.json' with { type: 'json' };

/** Day on which the notices were last read. */
export const retirementsAsOf: string = notices.asOf;

/** Who says so, as of when. */
export interface Sourced {
  /** Day that the source gives for itself, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Where a person can look it up. */
  readonly source: string;
}

export interface Retirement extends Sourced {
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

/** A feature is in use where everything that `match` names is so. */
export interface FeatureRetirement extends Sourced {
  readonly what: string;
  /** Last day of support, `YYYY-MM-DD`. */
  readonly end: string;
  /** Lower case but for `os` and `poolKind`. */
  readonly match: {
    readonly networkPlugin?: string;
    readonly networkPolicy?: string;
    readonly loadBalancerSku?: string;
    readonly os?: string;
    readonly poolKind?: string;
  };
}

export const osRetirements: readonly Retirement[] = notices.systems;
export const featureRetirements: readonly FeatureRetirement[] = notices.features;

export const availabilitySetsEnd: string =
  featureRetirements.find(({ match }) => match.poolKind === 'AvailabilitySet')?.end ?? '';

/** Highest Kubernetes minor that a versioned OS SKU is supported on. Lower case. */
const newestMinorOfOsSku: ReadonlyMap<string, number> = new Map(
  osSkus.newestMinors.map(({ osSku, minor }) => [osSku.toLowerCase(), minor]),
);

/** Unversioned OS SKUs whose system changes at a Kubernetes minor, and how the image kind shows the new one. */
export const osChanges: readonly OsChange[] = osSkus.changes;

export interface OsChange extends Sourced {
  /** As ARM spells it. */
  readonly osSku: string;
  /** Minor of Kubernetes 1.x. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly newKind: string;
  /** Sources that name another minor. */
  readonly others: readonly (Sourced & { readonly at: number })[];
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
  const sku = pool.osSku?.toLowerCase();
  const change = osChanges.find(({ osSku }) => osSku.toLowerCase() === sku);
  const hasChanged =
    change !== undefined && pool.image?.kind.toLowerCase().startsWith(change.newKind) === true;
  return hasChanged ? undefined : change;
}
