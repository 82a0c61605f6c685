import { writeAnnotations } from './annotations.ts';
import { type ClusterView, isBlocking, viewClusters } from './cluster-view.ts';
import { fitText } from './fit.ts';
import { defineLinks, linkRun } from './links.ts';
import { listWords } from './markdown.ts';
import { writeMarked } from './marker.ts';
import type { Report } from './report.ts';
import { tellCluster } from './sections/cluster.ts';
import { countRead, tellFooter, tellReading } from './sections/footer.ts';
import { tellHeadline, tellTitle } from './sections/headline.ts';
import { tellHealthy } from './sections/healthy.ts';
import { tellOverview } from './sections/overview.ts';
import { tellTimeline } from './sections/timeline.ts';
import { tellUnread } from './sections/unread.ts';
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
  const mark = (text: string, fingerprint: string) => writeMarked(key, fingerprint, `${text}\n\n${reading}`);
  const summarize = (text: string) => `## ${title}\n\n${text}\n\n${reading}\n`;
  const write = (where: string) => (shown: Shown, leftOut: readonly string[]) =>
    writeText(told, views, shown, tellShortened(where, leftOut));
  const bodyText = fitText(
    write('an issue; the job summary shows more'),
    (text) => mark(text, '0'.repeat(fingerprintDigits)).length <= bodyLimit,
    views.length,
  );
  const summaryText = fitText(
    write('a job summary'),
    (text) => bytesOf(summarize(text)) <= summaryLimit,
    views.length,
  );
  const fingerprint = told.sha256([key, title, bodyText].join('\n')).slice(0, fingerprintDigits);
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

function writeText(told: Told, views: readonly ClusterView[], shown: Shown, notice: string): string {
  const urgent = views.filter((view) => view.urgency !== 'none');
  return [
    tellHeadline(told, views),
    notice,
    tellUnread(told, shown),
    tellOverview(told, views, shown),
    tellTimeline(told, views),
    ...urgent.slice(0, shown.detailed).map((view, rank) => tellCluster(told, view, rank, shown)),
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

/** An unread region list opens nothing by itself, but nothing is closed over it. */
function judgeStanding(told: Told, views: readonly ClusterView[]): Report['standing'] {
  const { inventory, plan, drift } = told;
  const isDue =
    plan.steps.length > 0 ||
    plan.holds.some(isBlocking) ||
    drift.findings.some((finding) => finding.severity === 'required') ||
    drift.clusters.some((cluster) => cluster.isUnsupported) ||
    inventory.unread.some((entry) => entry.kind !== 'region');
  if (isDue) return 'due';
  return views.length === 0 || inventory.unread.length > 0 ? 'leave' : 'clear';
}

function tellClosing(told: Told): string {
  return `Nothing is due any more: ${countRead(told)} were looked at by ${linkRun(told.context)}, and everything could be read. The next check opens a report again when something is due.`;
}

/** Length in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
