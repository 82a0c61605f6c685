/** Brings the dated release data to what its sources say today, file by file: each wholly, or not at all. */
import { type Calendar, chooseCalendar } from '../src/releases/calendar.ts';
import { daysBetween } from '../src/releases/dates.ts';
import { parseCalendar } from '../src/releases/parse-calendar.ts';
import {
  type ComponentChange,
  listRemovals,
  parseComponents,
  parseLifecycle,
  parseNotice,
  parseOsSkus,
  type Refused,
  type Removal,
} from './release-pages.ts';
import type { ReleaseSources } from './release-sources.ts';

export type FileName = 'calendar' | 'components' | 'os-skus' | 'retirements' | 'api-removals';

export interface Refreshed {
  readonly name: FileName;
  /** What the file should say; `undefined`: it stays as it is. */
  readonly data: unknown;
  /** Why the file, or a part of it, was left. */
  readonly troubles: readonly string[];
  /** What a person may want to look at. */
  readonly hints: readonly string[];
}

/** Days after which the day of reading is set anew, though nothing else has changed. */
const rereadAfterDays = 30;
const calendarPage = 'supported-kubernetes-versions.md';
/** Fewer files than this are not all of the API. */
const fewestLifecycles = 30;

/** Notices of what no setting of a cluster shows to this action, or what it does not concern. */
const passedOver = [
  '21vianet-retirement.md',
  'custom-ca-preview-retirement.md',
  'ingress-nginx-retirement.md',
  'kubelet-serving-cert-retirement.md',
  'open-service-mesh-retirement.md',
  'skip-gpu-driver-install-retirement.md',
  'teleport-retirement.md',
  'vm-default-outbound-access-retirement.md',
];

interface Dated {
  readonly asOf: string;
  readonly source: string;
}

/** The files as they stand; checked against their schemas before. */
export interface Standing {
  readonly calendar: Omit<Calendar, 'origin'>;
  readonly components: Dated & {
    readonly minors: readonly {
      readonly minor: number;
      readonly asOf?: string;
      readonly breaking: readonly ComponentChange[];
    }[];
  };
  readonly 'os-skus': {
    readonly newestMinors: readonly (Dated & { readonly osSku: string; readonly minor: number })[];
    readonly changes: readonly (Dated & {
      readonly osSku: string;
      readonly at: number;
      readonly to: string;
      readonly others: readonly (Dated & { readonly at: number })[];
    })[];
  };
  readonly retirements: {
    readonly asOf: string;
    readonly systems: readonly (Dated & {
      readonly what: string;
      readonly end: string;
      readonly imagesRemoved?: string;
    })[];
    readonly features: readonly (Dated & { readonly what: string; readonly end: string })[];
  };
  readonly 'api-removals': Dated & { readonly removals: readonly Removal[] };
}

export async function refreshAll(
  standing: Standing,
  sources: ReleaseSources,
  now: Date,
): Promise<readonly Refreshed[]> {
  const today = now.toISOString().slice(0, 10);
  const refreshes: readonly (readonly [FileName, () => Promise<Omit<Refreshed, 'name'>>])[] = [
    ['calendar', async () => refreshCalendar(standing.calendar, await sources.readDocs(calendarPage), now)],
    [
      'components',
      async () => refreshComponents(standing.components, await sources.readDocs(calendarPage), now),
    ],
    [
      'os-skus',
      async () => refreshOsSkus(standing['os-skus'], await sources.readDocs('upgrade-os-version.md')),
    ],
    ['retirements', () => refreshRetirements(standing.retirements, sources, today)],
    ['api-removals', () => refreshRemovals(standing['api-removals'], sources, today)],
  ];
  return Promise.all(
    refreshes.map(async ([name, refresh]) => ({
      name,
      ...(await refresh().catch((error: unknown) =>
        left(error instanceof Error ? error.message : 'unknown trouble'),
      )),
    })),
  );
}

function left(...troubles: readonly string[]): Omit<Refreshed, 'name'> {
  return { data: undefined, troubles, hints: [] };
}

function written(data: unknown): Omit<Refreshed, 'name'> {
  return { data, troubles: [], hints: [] };
}

function refreshCalendar(standing: Standing['calendar'], page: string, now: Date): Omit<Refreshed, 'name'> {
  const live = parseCalendar(page, now);
  if ('missing' in live) return left(live.missing);
  const chosen = chooseCalendar({ ...standing, origin: 'bundled' }, live);
  if (chosen.origin === 'bundled') return left(`the page of ${live.asOf} does not go with what stands`);
  const { asOf, source, minors } = chosen;
  return written({ asOf, source, minors });
}

function refreshComponents(
  standing: Standing['components'],
  page: string,
  now: Date,
): Omit<Refreshed, 'name'> {
  const calendar = parseCalendar(page, now);
  if ('missing' in calendar) return left(calendar.missing);
  if (calendar.asOf < standing.asOf) return left(`the page of ${calendar.asOf} is older than what stands`);
  const minors = parseComponents(page);
  if ('refused' in minors) return left(minors.refused);
  const listed = new Set(minors.map(({ minor }) => minor));
  const kept = standing.minors
    .filter(({ minor }) => !listed.has(minor))
    .map(({ minor, asOf = standing.asOf, breaking }) => ({ minor, asOf, breaking }));
  const all = [...kept, ...minors].sort((a, b) => a.minor - b.minor);
  return written({ asOf: calendar.asOf, source: standing.source, minors: all });
}

function refreshOsSkus(standing: Standing['os-skus'], text: string): Omit<Refreshed, 'name'> {
  const page = parseOsSkus(text);
  if ('refused' in page) return left(page.refused);
  const { asOf } = page;
  const source = standing.changes[0]?.source ?? '';
  const elsewhere = standing.newestMinors.filter((entry) => entry.source !== source);
  const gone = standing.newestMinors.filter(
    (entry) => entry.source === source && !page.newestMinors.has(entry.osSku),
  );
  if (gone.length > 0)
    return left(`the page no longer says how far ${gone.map(({ osSku }) => osSku).join(', ')} goes`);
  const older = [...standing.newestMinors, ...standing.changes].some(
    (entry) => entry.source === source && entry.asOf > asOf,
  );
  if (older) return left(`the page of ${asOf} is older than what stands`);
  const strange = standing.changes.filter(({ osSku, to }) => page.defaults.get(osSku)?.to !== to);
  if (strange.length > 0)
    return left(
      `${strange.map(({ osSku }) => osSku).join(', ')} has another system by default: it takes a person to add it`,
    );
  const newestMinors = [
    ...elsewhere.filter(({ osSku }) => !page.newestMinors.has(osSku)),
    ...[...page.newestMinors].map(([osSku, minor]) => ({ osSku, minor, asOf, source })),
  ].sort((a, b) => (a.osSku < b.osSku ? -1 : 1));
  const changes = standing.changes.map((change) => {
    const at = page.defaults.get(change.osSku)?.at ?? change.at;
    const claims = [...new Set(page.claims.get(change.osSku))].filter((claim) => claim !== at).sort();
    return { ...change, at, others: claims.map((claim) => ({ at: claim, asOf, source })), asOf, source };
  });
  return written({ newestMinors, changes });
}

async function refreshRetirements(
  standing: Standing['retirements'],
  sources: ReleaseSources,
  today: string,
): Promise<Omit<Refreshed, 'name'>> {
  const troubles: string[] = [];
  const refresh = async <Entry extends Standing['retirements']['systems'][number]>(
    entry: Entry,
  ): Promise<Entry> => {
    const file = fileOf(entry);
    if (file === undefined) return entry;
    const notice = await sources.readDocs(`includes/${file}`).then(
      parseNotice,
      (error: unknown): Refused => ({
        refused: error instanceof Error ? error.message : 'unknown trouble',
      }),
    );
    const refusal = 'refused' in notice ? notice.refused : judgeNotice(entry, notice);
    if (refusal !== undefined) troubles.push(`${entry.what}: ${refusal}`);
    return refusal === undefined ? { ...entry, ...notice } : entry;
  };
  const [systems, features] = await Promise.all([
    Promise.all(standing.systems.map(refresh)),
    Promise.all(standing.features.map(refresh)),
  ]);
  const known = [...systems, ...features].map(fileOf);
  const unknown = (await sources.listIncludes()).filter(
    (file) =>
      /^[a-z0-9-]{1,80}-retirement\.md$/.test(file) && !known.includes(file) && !passedOver.includes(file),
  );
  const byEnd = (a: { readonly end: string }, b: { readonly end: string }) =>
    a.end < b.end ? -1 : a.end > b.end ? 1 : 0;
  const sorted = { systems: systems.sort(byEnd), features: features.sort(byEnd) };
  const isSame =
    JSON.stringify(sorted) === JSON.stringify({ systems: standing.systems, features: standing.features });
  // Some notices unread: the day of reading is not theirs.
  const asOf = isSame && (troubles.length > 0 || isFresh(standing.asOf, today)) ? standing.asOf : today;
  return {
    data: { asOf, ...sorted },
    troubles: troubles.sort(),
    hints: unknown.map((file) => `there is a notice that nobody has looked at yet: ${file}`),
  };
}

function fileOf({ source }: Dated): string | undefined {
  return /\/includes\/([a-z0-9-]+-retirement\.md)$/.exec(source)?.[1];
}

/** A notice that says less than what stands, or is older, is not taken. */
function judgeNotice(
  entry: Dated & { readonly imagesRemoved?: string },
  notice: { readonly asOf: string; readonly imagesRemoved?: string },
): string | undefined {
  if (notice.asOf < entry.asOf) return `the notice of ${notice.asOf} is older than what stands`;
  const saysLess = entry.imagesRemoved !== undefined && notice.imagesRemoved === undefined;
  return saysLess ? 'the notice no longer says when images are removed' : undefined;
}

async function refreshRemovals(
  standing: Standing['api-removals'],
  sources: ReleaseSources,
  today: string,
): Promise<Omit<Refreshed, 'name'>> {
  const files = [...(await sources.readLifecycles())];
  if (files.length < fewestLifecycles)
    return left(`there are ${files.length} files of API life cycles alone`);
  const lifecycles = files.map(([path, text]) => parseLifecycle(path, text));
  const empty = files.filter((_, index) => lifecycles[index]?.length === 0).length;
  if (empty > files.length / 2) return left(`${empty} of ${files.length} files of API life cycles name none`);
  const removals = listRemovals(standing.removals, lifecycles.flat());
  const isSame = JSON.stringify(removals) === JSON.stringify(standing.removals);
  const asOf = isSame && isFresh(standing.asOf, today) ? standing.asOf : today;
  return written({ asOf, source: standing.source, removals });
}

function isFresh(asOf: string, today: string): boolean {
  return daysBetween(asOf, today) <= rereadAfterDays;
}
