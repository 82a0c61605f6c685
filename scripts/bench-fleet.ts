/** What the measurements have in common. */
import { type ActionResult, runAction } from '../simulator/action.ts';
import { describeFleet, type Fleet, type SimPool } from '../simulator/fleet.ts';
import { simClientId, type World } from '../simulator/world.ts';

/** Pools take the kinds of images in turn. */
export function fleetOf(
  clusters: number,
  pools: number,
  regions: readonly string[],
  kinds: readonly string[] = ['AKSUbuntu-2404gen2containerd'],
): Fleet {
  return describeFleet({
    now: new Date(),
    regions: Object.fromEntries(regions.map((name) => [name, {}])),
    clusters: Array.from({ length: clusters }, (_, index) => ({
      name: `aks-${index}`,
      resourceGroup: `rg-${index}`,
      location: regions[index % regions.length] ?? 'westeurope',
      version: '1.35.5',
      pools: Array.from({ length: pools }, (__, pool) => ({
        name: `pool${pool}`,
        version: '1.35.5',
        imageKind: kinds[pool % kinds.length] ?? '',
        ...systemOf(kinds[pool % kinds.length] ?? ''),
        imageDaysBehind: 14,
      })),
    })),
  });
}

function systemOf(kind: string): Pick<SimPool, 'os' | 'osSku'> {
  if (kind.startsWith('AKSWindows')) return { os: 'Windows', osSku: 'Windows2022' };
  if (kind.startsWith('AKSAzureLinux')) return { os: 'Linux', osSku: 'AzureLinux3' };
  return { os: 'Linux', osSku: kind.includes('2204') ? 'Ubuntu2204' : 'Ubuntu2404' };
}

/** A check of the whole fleet that reports nowhere. */
export function start(
  world: World,
  more: { readonly main?: string; readonly inputs?: Readonly<Record<string, string>> },
): Promise<ActionResult> {
  const [subscription] = world.fleet.subscriptions;
  const inputs = {
    'client-id': simClientId,
    'tenant-id': subscription?.tenantId ?? '',
    'subscription-id': subscription?.id ?? '',
    'report-to': 'none',
    ...more.inputs,
  };
  return runAction({ world, inputs, ...(more.main === undefined ? {} : { main: more.main }) });
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
