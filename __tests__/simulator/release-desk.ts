/** A world with release data and a client that asks for it as somebody would by hand. */
import { describeFleet, type FleetDescription } from '../../simulator/fleet.ts';
import type { ReleaseOptions } from '../../simulator/release-sources.ts';
import { startWorld, type World, type WorldOptions } from '../../simulator/world.ts';
import { type Client, connectTo, type Heard } from './transport-client.ts';

export const now = new Date('2026-11-22T08:00:00Z');
export const notes = 'vhdbuilder/release-notes';
export const calendarFile = 'articles/aks/supported-kubernetes-versions.md';

export interface Desk {
  readonly world: World;
  readonly client: Client;
  /** A path of api.github.com, without a token unless one is given. */
  api(path: string, headers?: Readonly<Record<string, string>>): Promise<Heard>;
  raw(path: string, headers?: Readonly<Record<string, string>>): Promise<Heard>;
  scan(path: string, headers?: Readonly<Record<string, string>>): Promise<Heard>;
  /** As the raw media type has it. */
  note(path: string, ref?: string): Promise<Heard>;
}

export const rawType = { accept: 'application/vnd.github.raw+json' };
export const asJob = { authorization: 'Bearer ghs_actions' };

const open: (() => Promise<void> | void)[] = [];

export async function closeDesks(): Promise<void> {
  for (const close of open.splice(0).toReversed()) await close();
}

export async function openDesk(
  releases: true | ReleaseOptions = true,
  more: Partial<WorldOptions> = {},
  fleet: Partial<FleetDescription> = {},
): Promise<Desk> {
  const clusters = [{ pools: [{ name: 'system', imageDaysBehind: 14 }] }];
  const world = await startWorld({
    fleet: describeFleet({ now, clusters, ...fleet }),
    clock: () => now.getTime(),
    releases,
    ...more,
  });
  const client = connectTo(world.network, 3000);
  open.push(
    () => world.close(),
    () => client.close(),
  );
  const ask = (host: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Heard> =>
    client.get(`https://${host}/${path}`, { 'user-agent': 'test', ...headers });
  return {
    world,
    client,
    api: (path, headers) => ask('api.github.com', path, headers),
    raw: (path, headers) => ask('raw.githubusercontent.com', path, headers),
    scan: (path, headers) => ask('cve-api.prod-aks.azure.com', path, headers),
    note: (path, ref = 'main') =>
      ask('api.github.com', `repos/Azure/AgentBaker/contents/${notes}/${path}?ref=${ref}`, {
        ...rawType,
        ...asJob,
      }),
  };
}
