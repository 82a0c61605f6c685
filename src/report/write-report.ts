import { writeAnnotations } from './annotations.ts';
import { type ClusterView, findStuck, isBlocking, viewClusters } from './cluster-view.ts';
import { writeDue } from './due.ts';
import { fitNumber, fitText } from './fit.ts';
import { defineLinks, linkRun } from './links.ts';
import { listWords } from './markdown.ts';
import { writeMarked } from './marker.ts';
import { writePlanSince } from './plan-since.ts';
import type { Report } from './report.ts';
import { runsUpgrade } from './running.ts';
import { tellCluster } from './sections/cluster.ts';
import { countRead, tellFooter, tellReading } from './sections/footer.ts';
import { tellHeadline, tellTitle } from './sections/headline.ts';
import { tellHealthy } from './sections/healthy.ts';
import { tellOverview, tellRow } from './sections/overview.ts';
import { tellTimeline } from './sections/timeline.ts';
import { tellUnread } from './sections/unread.ts';
import { tellUpgrade } from './sections/upgrade.ts';
import type { Shown } from './shown.ts';
import type { Told } from './told.ts';

/** Characters of an issue body, markers and all: GitHub takes 65,536. */
export const bodyLimit = 60_000;
/** Bytes of a job summary: the runner drops one over 1,048,576 as a whole. */
export const summaryLimit = 1_000_000;

/** The same facts give the same bytes; `now` counts only where a date has passed. Never fails. */
export function writeReport(told: Told): Report {
  const views = viewClusters(told);
  const key = told.inputs.telling.reportKey;
  const title = tellTitle(told, views);
  const reading = tellReading(told);
  const due = writeDue(told);
  const planSince = writePlanSince(told.plan, told.now);
  const mark = (text: string, fingerprint: string) =>
    writeMarked(key, fingerprint, `${due}\n${planSince}${text}\n\n${reading}`);
  const lead = writeUpgrade(told);
  const summarize = (text: string) =>
    told.isStale ? `${lead}${reading}\n` : `${lead}## ${title}\n\n${text}\n\n${reading}\n`;
  const parts = rememberParts(told, views);
  const write = (where: string) => (shown: Shown, leftOut: readonly string[]) =>
    writeText(told, views, parts, shown, tellShortened(where, leftOut));
  const bodyText = fitText(
    write('an issue; the job summary shows more'),
    (text) => mark(text, '0'.repeat(fingerprintDigits)).length <= bodyLimit,
    views.length,
  );
  const summaryText = fitText(
    write('a job summary'),
    (text) => isWithinBytes(summarize(text), summaryLimit),
    views.length,
  );
  const fingerprint = told.sha256([key, title, due, bodyText].join('\n')).slice(0, fingerprintDigits);
  return {
    key,
    title,
    body: mark(bodyText, fingerprint),
    summary: summarize(summaryText),
    fingerprint,
    standing: judgeStanding(told, views),
    closing: tellClosing(told),
    annotations: writeAnnotations(told, views),
  };
}

const fingerprintDigits = 32;

/** The parts of single clusters, by their place in the order of urgency. */
interface Parts {
  readonly row: (rank: number) => readonly string[];
  readonly full: (rank: number, shown: Shown) => string;
}

/** Fitting writes the same clusters over and over: each is written once for all that can differ in it. */
function rememberParts(told: Told, views: readonly ClusterView[]): Parts {
  const rows = new Map<number, readonly string[]>();
  const texts = new Map<string, string>();
  const names = Map.groupBy(views, ({ cluster }) => cluster.name.toLowerCase());
  const isOnlyOne = ({ cluster }: ClusterView) => names.get(cluster.name.toLowerCase())?.length === 1;
  const remember = <K, V>(
    known: Map<K, V>,
    key: K,
    write: (view: ClusterView) => V,
    none: V,
    rank: number,
  ): V => {
    const view = views[rank];
    const value = known.get(key) ?? (view ? write(view) : none);
    known.set(key, value);
    return value;
  };
  return {
    row: (rank) => remember(rows, rank, (view) => tellRow(told, view, isOnlyOne(view)), [], rank),
    full: (rank, shown) => {
      const key = [rank, shown.commands, shown.information].join();
      return remember(texts, key, (view) => tellCluster(told, view, rank, shown), '', rank);
    },
  };
}

function writeText(
  told: Told,
  views: readonly ClusterView[],
  parts: Parts,
  shown: Shown,
  notice: string,
): string {
  const urgent = views.filter((view) => view.urgency !== 'none');
  return [
    tellHeadline(told, views),
    notice,
    tellUnread(told, shown),
    tellOverview(urgent.length, shown, parts.row),
    tellTimeline(told, views),
    ...urgent.slice(0, shown.detailed).map((_, rank) => parts.full(rank, shown)),
    tellHealthy(told, views, shown),
    defineLinks(told.drift.findings.map((finding) => finding.code)),
    tellFooter(told),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function tellShortened(where: string, leftOut: readonly string[]): string {
  return leftOut.length === 0 ? '' : `_Shortened to fit into ${where}. Left out: ${listWords(leftOut)}._`;
}

/** An unread region list and an aim out of reach open nothing by themselves, but nothing is closed over them. */
function judgeStanding(told: Told, views: readonly ClusterView[]): Report['standing'] {
  const { inventory, plan, drift } = told;
  const isDue =
    plan.steps.length > 0 ||
    plan.holds.some(isBlocking) ||
    views.some((view) => findStuck(view).length > 0) ||
    drift.findings.some((finding) => finding.severity === 'required') ||
    drift.clusters.some((cluster) => cluster.isUnsupported) ||
    inventory.unread.some((entry) => entry.kind !== 'region');
  if (isDue) return 'due';
  // A running upgrade shows its target from the first second: nothing is closed over what it only seems to be.
  const isOpen = inventory.unread.length > 0 || inventory.clusters.some(runsUpgrade);
  return views.length === 0 || isOpen ? 'leave' : 'clear';
}

/** What an upgrade did, for the summary alone. Whatever its size, the report below keeps half of the room. */
function writeUpgrade(told: Told): string {
  const { upgrade } = told;
  if (upgrade === undefined) return '';
  const write = (detailed: number) => `${tellUpgrade(told, upgrade, detailed)}\n\n`;
  const fits = (text: string) => isWithinBytes(text, summaryLimit / 2);
  return fitNumber(upgrade.outcome.steps.length, fits, write);
}

function tellClosing(told: Told): string {
  return `Nothing is due any more: ${countRead(told)} were looked at by ${linkRun(told.context)}, and everything could be read. The next check opens a report again when something is due.`;
}

/** Whether a text takes no more bytes than that in UTF-8. */
function isWithinBytes(text: string, limit: number): boolean {
  // A UTF-16 unit takes one to three bytes: mostly there is nothing to count.
  if (text.length > limit || text.length * 3 <= limit) return text.length <= limit;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes <= limit;
}
