import type { Fleet } from './fleet.ts';
import { describeKind, directories, lastBuiltOf, placeOf, prunes } from './release-kinds.ts';

/** Which images of each kind were built and noted, and when. */

const dayMs = 86_400_000;
/** Days between two builds (AgentBaker's notes since 2024: median 7 for Linux, 28 for Windows). */
const linuxDays = 7;
const windowsDays = 28;
/** Days until the bot's note of a new image is merged (AgentBaker since 2024: median 2.8). */
const noteDays = 3;

/** Nothing here is older: versions of Windows are counted from there. */
const firstDay = Date.UTC(2022, 0, 1);

/** Versions by folder, oldest first. */
export type Published = ReadonlyMap<string, readonly string[]>;

/** The day in a version: `202607.09.0`, `2023.02.09` or `20348.5386.260715`; `NaN` where there is none. */
export function dayOf(version: string): number {
  const linux = /^(\d{4})(\d{2})\.(\d{2})\.\d+$/.exec(version) ?? /^(\d{4})\.(\d{2})\.(\d{2})$/.exec(version);
  const windows = /^\d+\.\d+\.(\d{2})(\d{2})(\d{2})$/.exec(version);
  const [, year = '', month = '', day = ''] = linux ?? windows ?? [];
  return Date.UTC(Number(windows ? `20${year}` : year), Number(month) - 1, Number(day));
}

/** Every image that is run, offered, or was run before: somebody may ask for its note. */
function imagesOf(fleet: Fleet): readonly string[] {
  const pools = fleet.subscriptions.flatMap((one) => one.clusters).flatMap((cluster) => cluster.pools);
  const named = [
    ...Object.values(fleet.regions).flatMap((region) => Object.values(region.images)),
    ...pools.flatMap((pool) => [pool.image, pool.latestImage, ...pool.recentlyUsed.map((one) => one.image)]),
  ];
  return named.filter((image) => typeof image === 'string');
}

/**
 * All that is noted at a branch or commit of Azure/AgentBaker; `undefined`: there is no such ref. The fleet's own
 * images are there, and others weekly before and after them, up to `lateBy` days before the fleet's `now`.
 */
export function publishedAt(ref: string, fleet: Fleet, lateBy = noteDays): Published | undefined {
  const prune = prunes.find(({ commit }) => commit === ref);
  if (ref !== 'main' && prune === undefined) return undefined;
  const until = Math.min(
    fleet.now.getTime() - lateBy * dayMs,
    prune === undefined ? Number.POSITIVE_INFINITY : Date.parse(prune.day),
  );
  const own = Map.groupBy(imagesOf(fleet).flatMap(placeOfNoted), ({ directory }) => directory);
  const newest = Math.max(...Object.values(fleet.regions).map((region) => region.imagesBuilt.getTime()));
  const kinds = [...directories, ...(prune?.directories ?? [])];
  return new Map(
    kinds.map(([directory, count]) => {
      const versions = (own.get(directory) ?? []).map(({ version }) => version);
      const anchor = Math.max(startOfDay(newest), ...versions.map(dayOf).filter(Number.isFinite));
      const all = new Set([...versions, ...gridOf(directory, count, anchor, until)]);
      const noted = [...all].filter((version) => dayOf(version) <= until);
      return [directory, noted.toSorted((a, b) => dayOf(a) - dayOf(b) || (a < b ? -1 : 1))] as const;
    }),
  );
}

function placeOfNoted(image: string): { readonly directory: string; readonly version: string }[] {
  const place = placeOf(image);
  return place === undefined || Number.isNaN(dayOf(place.version)) ? [] : [place];
}

function gridOf(directory: string, count: number, anchor: number, until: number): readonly string[] {
  const { system } = describeKind(directory);
  const step = (system === 'Windows' ? windowsDays : linuxDays) * dayMs;
  const last = lastBuiltOf(directory);
  const from = last === undefined ? anchor + Math.floor((until - anchor) / step) * step : Date.parse(last);
  const days = Array.from({ length: count }, (_, back) => from - back * step);
  return days.filter((day) => day >= firstDay).map((day) => versionOf(directory, day));
}

/** Builds of Windows, by the name of its folder. */
const windowsBuilds: Readonly<Record<string, number>> = {
  '2019': 17763,
  '2022': 20348,
  '23H2': 25398,
  '2025': 26100,
};

/** In the spelling of `version-world.ts`: the image that is built on that day. */
function versionOf(directory: string, at: number): string {
  const { system, release } = describeKind(directory);
  const day = new Date(at);
  const digits = day.toISOString().slice(0, 10).replaceAll('-', '');
  if (system !== 'Windows') return `${digits.slice(0, 6)}.${digits.slice(6)}.0`;
  const months = (day.getUTCFullYear() - 2022) * 12 + day.getUTCMonth();
  return `${windowsBuilds[release] ?? 0}.${500 + months * 130}.${digits.slice(2)}`;
}

function startOfDay(at: number): number {
  return at - (at % dayMs);
}
