/** A stand-in for the network, by hand: what each source says, how long it takes, and what it was asked. */
// Loaded late by the desk: here at once, so that loading takes no time in the middle of a test.
import '../../src/releases/github-live-desk.ts';
import type { Inventory, NodePool } from '../../src/inventory/inventory.ts';
import { bundledCalendar, type Calendar } from '../../src/releases/calendar.ts';
import type { Ask, Downloaded } from '../../src/releases/download.ts';
import { openReleaseDesk } from '../../src/releases/github-release-desk.ts';
import type { DeskPorts, ReleaseDesk } from '../../src/releases/release-desk.ts';
import type { Releases } from '../../src/releases/releases.ts';
import { aCluster, anInventory, aPool, image } from '../builders/fleet.ts';
import { aRelease } from './a-release.ts';
import { calendarPage } from './calendar-page.ts';
import { aLinuxNote, systems } from './images/a-note.ts';

export type Speak = (ask: Ask) => Downloaded | Promise<Downloaded>;

export const jammy = 'AKSUbuntu-2204gen2containerd';

export interface StandIn {
  readonly asks: Ask[];
  readonly log: string[];
  readonly ports: DeskPorts;
  /** Requests under way, and the most that there ever were. */
  readonly inFlight: { now: number; most: number };
  stop(): void;
}

/** `speak` answers; absent, or where it is `undefined`: as the sources do on a good day. */
export function standIn(speak: (ask: Ask) => ReturnType<Speak> | undefined = () => undefined): StandIn {
  const asks: Ask[] = [];
  const log: string[] = [];
  const inFlight = { now: 0, most: 0 };
  const halt = Promise.withResolvers<void>();
  const write = (text: string): void => void log.push(text);
  return {
    asks,
    log,
    inFlight,
    stop: halt.resolve,
    ports: {
      clock: { now: () => new Date('2026-11-22T06:00:00Z') },
      log: { info: write, debug: write },
      halt: { asked: halt.promise },
      deadline: (milliseconds) => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), milliseconds);
        return controller.signal;
      },
      download: async (ask) => {
        asks.push(ask);
        inFlight.now += 1;
        inFlight.most = Math.max(inFlight.most, inFlight.now);
        try {
          return await (speak(ask) ?? goodDay(ask));
        } finally {
          inFlight.now -= 1;
        }
      },
    },
  };
}

export const newerCalendar: Calendar = { ...bundledCalendar, asOf: '2026-11-05' };

/** All notes are published, of any version; the older a scan, the more it finds. */
export function goodDay({ url }: Ask): Downloaded {
  const { pathname } = new URL(url);
  if (pathname.includes('/git/trees/')) return text(JSON.stringify(aTree(listed)));
  if (pathname.endsWith('/releases')) return text(JSON.stringify([aRelease('## Component updates\n* x')]));
  if (pathname.endsWith('.md')) return text(calendarPage(newerCalendar));
  const scan = /vhd-releases\/([^/]+)\/([\d.]+)\/scan-reports$/.exec(pathname);
  if (scan?.[1] !== undefined && scan[2] !== undefined) return text(JSON.stringify(aScan(scan[1], scan[2])));
  const release = /release-notes\/.*\/([\d.]+)\.txt$/.exec(pathname)?.[1];
  if (release !== undefined) return text(noteFor(release, pathname));
  return { ok: false, kind: 'refused', status: 404, reason: 'not found (404)' };
}

export function text(value: string): Downloaded {
  return { ok: true, text: value };
}

export const refused = (status: number): Downloaded => ({
  ok: false,
  kind: 'refused',
  status,
  reason: `refused (${status})`,
});

export const broken: Downloaded = {
  ok: false,
  kind: 'connection',
  reason: 'the connection failed (ECONNREFUSED)',
};

/** `202607.09.0`: a week apart. */
export function releaseAt(week: number): string {
  const day = new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString();
  return `${day.slice(0, 4)}${day.slice(5, 7)}.${day.slice(8, 10)}.0`;
}

const folders = ['AKSUbuntu/gen2/2204containerd', 'AKSUbuntu/gen2/2404containerd', 'AKSAzureLinuxV3/gen2'];
export const listed = folders.flatMap((folder) =>
  Array.from({ length: 60 }, (_, week) => `${folder}/${releaseAt(week)}.txt`),
);

export function aTree(paths: readonly string[], truncated = false): object {
  return { sha: 'x', tree: paths.map((path) => ({ path, type: 'blob', mode: '100644' })), truncated };
}

function noteFor(release: string, path: string): string {
  const kernel = `5.15.0-1${release.replaceAll('.', '').slice(4)}-azure`;
  if (path.includes('2404')) return aLinuxNote({ kernel, versionId: '"24.04"', version: '"24.04.1 LTS"' });
  if (path.includes('AzureLinux'))
    return aLinuxNote({ ...systems.azureLinux3, kernel: `6.6.1.${release.slice(4, 6)}-1.azl3` });
  return aLinuxNote({ kernel });
}

export function aScan(distro: string, version: string, ids: readonly string[] = idsOf(version)): object {
  return {
    distro_name: distro,
    vhd_release_version: version,
    previous_vhd_release_version: '',
    os_package_targets: [
      {
        name: 'x',
        version: '1',
        active_cves: ids.map((id) => ({ id })),
        mitigated_cves_from_previous_release: [],
      },
    ],
    container_targets: [],
  };
}

function idsOf(version: string): readonly string[] {
  const day = Number(version.slice(4, 6)) * 31 + Number(version.slice(7, 9));
  return Array.from({ length: 400 - day }, (_, at) => `CVE-2025-${10_000 + at}`);
}

export function poolAt(from: number, to: number, kind = jammy, differs: Partial<NodePool> = {}): NodePool {
  return aPool({
    image: image(`${kind}-${releaseAt(from)}`),
    offer: { latestImage: image(`${kind}-${releaseAt(to)}`), upgrades: undefined },
    ...differs,
  });
}

export function fleetOf(...pools: readonly NodePool[]): Inventory {
  return anInventory([aCluster({ pools })]);
}

export interface Asked {
  readonly calendar: Calendar;
  readonly releases: Releases;
}

/** As the road does: Azure is read meanwhile, pool by pool, and takes `azure` milliseconds. */
export async function askAll(
  inventory: Inventory,
  { ports }: Pick<StandIn, 'ports'>,
  { mode = 'check', azure = 0, token }: { mode?: 'check' | 'upgrade'; azure?: number; token?: string } = {},
): Promise<Asked> {
  const desk = openDesk(ports, mode, token);
  const reading = new Promise<void>((resolve) => {
    setTimeout(() => {
      for (const { pools } of inventory.clusters) for (const pool of pools) desk.expect(pool);
      resolve();
    }, azure);
  });
  const [calendar] = await Promise.all([desk.readCalendar(reading), reading]);
  return { calendar, releases: await desk.read(inventory) };
}

export function openDesk(ports: DeskPorts, mode: 'check' | 'upgrade' = 'check', token?: string): ReleaseDesk {
  const releases = { data: 'live', ...(token === undefined ? {} : { token }) } as const;
  return openReleaseDesk({ mode, releases }, ports);
}
