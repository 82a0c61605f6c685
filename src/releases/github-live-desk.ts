import type { Inputs } from '../inputs/inputs.ts';
import { compareText } from '../inputs/text-order.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { bundledCalendar, type Calendar, chooseCalendar } from './calendar.ts';
import { type Download, type NotDownloaded, timedOut } from './download.ts';
import { Asking } from './github-asking.ts';
import { read, Sources, unpublished } from './github-sources.ts';
import { describeChange, describeLeftOut } from './image-changes.ts';
import { type ImagePair, keyOf, listKinds, listPairs, mostPairs, pairOf } from './image-pairs.ts';
import { newestPublished } from './images/published.ts';
import { parseCalendar } from './parse-calendar.ts';
import type { DeskPorts, ReleaseDesk } from './release-desk.ts';
import { type ImageChange, isMissing, type Missing, type Releases, type Source } from './releases.ts';
import { type Downloads, openDownloads } from './runner-download.ts';
import { calendarPage } from './source-asks.ts';
import { describeMany, describeOne, describeSource } from './source-lines.ts';

/** Milliseconds that anything is waited for: the calendar from the start, all else from when Azure was read. */
const longestWait = 10_000;

const halted: NotDownloaded = { ok: false, kind: 'connection', reason: 'the job was told to stop' };
const over: NotDownloaded = { ok: false, kind: 'connection', reason: 'no longer waited for' };

/** Asks the network, side by side with Azure. */
export function openLiveDesk(inputs: Pick<Inputs, 'mode' | 'releases'>, ports: DeskPorts): ReleaseDesk {
  const isCheck = inputs.mode === 'check';
  const line = openLine(inputs, ports);
  const { asking, sources, deadline, end } = line;
  let calendar: Promise<ReadCalendar> | undefined;
  const askForCalendar = (): Promise<ReadCalendar> => {
    calendar ??= readCalendar(asking, deadline(longestWait), ports.clock.now());
    return calendar;
  };
  const endInTime = (): void =>
    deadline(longestWait).addEventListener('abort', () => end(timedOut(longestWait)));
  const expected = new Set<string>();
  return {
    readCalendar: async (azure) => {
      const reading = askForCalendar();
      if (isCheck) {
        void sources.list();
        void sources.releaseNotes();
        azure.then(endInTime, () => end(over));
      }
      return (await reading).calendar;
    },
    expect: (pool) => {
      const pair = isCheck && expected.size < mostPairs ? pairOf(pool) : undefined;
      if (pair === undefined || expected.has(keyOf(pair))) return;
      expected.add(keyOf(pair));
      sources.begin(pair);
    },
    read: async (inventory) => {
      if (!isCheck) endInTime();
      const releases = await readReleases(inventory, sources, askForCalendar());
      end(over);
      ports.log.info(
        `Release data, ${asking.sent} requests: ${releases.sources.map(describeSource).join('; ')}.`,
      );
      return releases;
    },
  };
}

function openLine({ releases: { token } }: Pick<Inputs, 'releases'>, ports: DeskPorts) {
  const { log, halt, deadline = (milliseconds: number) => AbortSignal.timeout(milliseconds) } = ports;
  const { download, close } = ports.download === undefined ? openDownloads() : carriedBy(ports.download);
  const asking = new Asking({ download, log, ...(token === undefined ? {} : { token }) });
  const sources = new Sources({ asking, deadline });
  /** Nothing of ours is left that holds the process. */
  const end = (reason: NotDownloaded): void => {
    asking.close(reason);
    close();
  };
  void halt.asked.then(() => end(halted));
  return { asking, sources, deadline, end };
}

function carriedBy(download: Download): Downloads {
  return { download, close: () => undefined };
}

interface ReadCalendar {
  readonly calendar: Calendar;
  readonly source: Source;
}

async function readCalendar(asking: Asking, late: AbortSignal, now: Date): Promise<ReadCalendar> {
  const inTime = Promise.withResolvers<NotDownloaded>();
  late.addEventListener('abort', () => inTime.resolve(timedOut(longestWait)));
  const downloaded = await Promise.race([asking.ask(calendarPage), inTime.promise]);
  const live = read(downloaded, (text) => parseCalendar(text, now));
  const calendar = chooseCalendar(bundledCalendar, live);
  if (isMissing(live)) return { calendar, source: describeOne('calendar', live) };
  if (calendar.origin === 'live') return { calendar, source: describeOne('calendar', undefined) };
  const text =
    live.asOf < bundledCalendar.asOf ? 'the page is older' : 'the page does not go on where they end';
  return { calendar, source: { name: 'calendar', state: 'bundled', text } };
}

async function readReleases(
  inventory: Inventory,
  sources: Sources,
  reading: Promise<ReadCalendar>,
): Promise<Releases> {
  const pairs = listPairs(inventory);
  const [asked, others] = [pairs.slice(0, mostPairs), pairs.slice(mostPairs)];
  const [calendar, list, notes, images] = await Promise.all([
    reading,
    sources.list(),
    sources.releaseNotes(),
    readPairs(asked, sources),
  ]);
  const changes = [...images.changes, ...others.map((pair) => describeLeftOut(pair, mostPairs))];
  return {
    data: 'live',
    images: changes.sort((a, b) => compareText(keyOf(a), keyOf(b))),
    published: isMissing(list)
      ? []
      : listKinds(inventory).flatMap((image) => newestPublished(list.paths, image, inventory.takenAt) ?? []),
    notes: isMissing(notes) ? [] : notes,
    sources: [
      calendar.source,
      describeMany(
        'image-notes',
        'notes',
        images.notes,
        isMissing(list) ? `the list of notes: ${list.missing}` : undefined,
      ),
      ...(images.scans.length === 0 ? [] : [describeMany('cves', 'scans', images.scans)]),
      describeOne('release-notes', isMissing(notes) ? notes : undefined),
    ],
  };
}

interface ReadPairs {
  readonly changes: readonly ImageChange[];
  /** What was asked for, each image once, and what was not there. */
  readonly notes: readonly (Missing | undefined)[];
  readonly scans: readonly (Missing | undefined)[];
}

async function readPairs(pairs: readonly ImagePair[], sources: Sources): Promise<ReadPairs> {
  const images = new Map(
    pairs.flatMap(({ from, to }) => [from, to]).map((image) => [image.text.toLowerCase(), image]),
  );
  const read = await Promise.all(
    [...images].map(async ([key, image]) => {
      const [note, scan] = await Promise.all([sources.note(image), sources.scan(image)]);
      return [key, { note, scan }] as const;
    }),
  );
  const found = new Map(read);
  const changes = pairs.flatMap((pair) => {
    const [from, to] = [found.get(pair.from.text.toLowerCase()), found.get(pair.to.text.toLowerCase())];
    if (from === undefined || to === undefined) return [];
    return [describeChange(pair, { notes: [from.note, to.note], scans: [from.scan, to.scan] })];
  });
  const results = [...found.values()];
  return {
    changes,
    notes: results.flatMap(({ note }) => (note === unpublished ? [] : [isMissing(note) ? note : undefined])),
    scans: results.flatMap(({ scan }) => (scan === undefined ? [] : [isMissing(scan) ? scan : undefined])),
  };
}
