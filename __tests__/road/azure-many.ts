/** Fleets of any size, described by their numbers alone. */
import { type ClusterDescription, describeFleet, type Fleet } from '../../simulator/fleet.ts';

const now = new Date();

export const regions = [
  'westeurope',
  'northeurope',
  'eastus',
  'westus2',
  'uksouth',
  'japaneast',
  'australiaeast',
  'swedencentral',
];

/** So many clusters in each of the subscriptions and regions, with one pool in two behind in its image. */
export function manyClusters(
  subscriptions: number,
  locations: readonly string[],
  each: number,
  pools: number,
): Fleet {
  const described = Array.from({ length: subscriptions }, (_, subscription) => ({
    clusters: locations.flatMap((location) =>
      Array.from(
        { length: each },
        (_, at): ClusterDescription => ({
          name: `aks-${location}-${at}`,
          resourceGroup: `rg-${subscription}-${location}`,
          location,
          version: at % 4 === 0 ? '1.35.5' : '1.36.2',
          pools: Array.from({ length: pools }, (_, pool) => ({
            name: `pool${pool}`,
            ...(pool % 2 === 0 ? { imageDaysBehind: 14 } : {}),
          })),
        }),
      ),
    ),
  }));
  return describeFleet({ now, subscriptions: described });
}
