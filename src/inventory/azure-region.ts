import { parseRegionVersions } from './arm-offers.ts';
import { regionalReads } from './arm-paths.ts';
import type { AzureClient } from './azure-client.ts';
import type { RegionVersions } from './inventory.ts';
import type { UnreadList } from './unread-list.ts';

/** A region's version list, read once for each subscription. */
export class RegionReader {
  readonly #client: AzureClient;
  readonly #unread: UnreadList;
  readonly #regions = new Map<string, Promise<RegionVersions | undefined>>();

  constructor(client: AzureClient, unread: UnreadList) {
    this.#client = client;
    this.#unread = unread;
  }

  /** Undefined when it could not be read, as for an identity whose role ends at a resource group. */
  read(subscriptionId: string, location: string): Promise<RegionVersions | undefined> {
    const key = `${subscriptionId}/${location}`;
    const known = this.#regions.get(key) ?? this.#read(subscriptionId, location);
    this.#regions.set(key, known);
    return known;
  }

  async #read(subscriptionId: string, location: string): Promise<RegionVersions | undefined> {
    const outcome = await this.#client.read(regionalReads.versions(subscriptionId, location));
    const parsed = outcome.ok
      ? parseRegionVersions(outcome.body)
      : { ok: false as const, ...outcome.problem };
    if (parsed.ok) return parsed.value;
    const entry = { kind: 'region' as const, id: `${subscriptionId}/${location}`, name: location };
    this.#unread.add(entry, parsed, 'version list');
    return undefined;
  }
}
