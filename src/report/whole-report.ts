/** Everything that was found, as it stands in an issue, in the job summary and folded below what is said first. */

import { type ClusterView, viewClusters } from './cluster-view.ts';
import { fitText } from './fit.ts';
import { defineLinks, linkRun } from './links.ts';
import { details, listWords } from './markdown.ts';
import { shortSpans } from './names.ts';
import { prepareReleases, type ReleaseParts } from './release-parts.ts';
import { tellCluster } from './sections/cluster.ts';
import { tellFooter } from './sections/footer.ts';
import { tellHealthy } from './sections/healthy.ts';
import { tellOverview, tellRow } from './sections/overview.ts';
import { tellUnread } from './sections/unread.ts';
import type { Shown } from './shown.ts';
import type { Told } from './told.ts';

export interface WholeReport {
  readonly views: readonly ClusterView[];
  /** The row of the overview, by the place in the order of urgency. */
  readonly row: (rank: number) => readonly string[];
  /** In one line what an upgrade brings; empty where that is not known. */
  readonly brings: string;
  /** The same to some clusters alone, by their ids. */
  readonly bringsTo: (clusters: ReadonlySet<string>) => string;
  /** All that there is to be shown. */
  readonly all: Shown;
  /** The report below `top`. */
  readonly write: (top: readonly string[], shown: Shown) => string;
}

export function prepareReport(told: Told): WholeReport {
  const views = viewClusters(told);
  const parts = { ...rememberParts(told, views), releases: prepareReleases(told, views) };
  const { brings, bringsTo, all } = parts.releases;
  const write: WholeReport['write'] = (top, shown) => writeText(told, views, parts, top, shown);
  return { views, row: parts.row, brings, bringsTo, all, write };
}

export function tellShortened(where: string, leftOut: readonly string[]): string {
  return leftOut.length === 0 ? '' : `_Shortened to fit into ${where}. Left out: ${listWords(leftOut)}._`;
}

/** `lead`, and the report folded below it as far as it fits. */
export function foldReport(
  told: Told,
  whole: WholeReport,
  {
    lead,
    top = [],
    where,
  }: { readonly lead: string; readonly top?: readonly string[]; readonly where: string },
  fits: (text: string) => boolean,
): string {
  const write = (shown: Shown, leftOut: readonly string[]) => {
    const notice = tellShortened(`${where}; the job summary shows more`, leftOut);
    return `${lead}\n\n${details('Whole report', whole.write([...top, notice], shown))}`;
  };
  const text = fitText(write, fits, whole.views.length, whole.all);
  if (fits(text)) return text;
  const codes = told.drift.findings.map(({ code }) => code);
  return [
    lead,
    `_The whole report does not fit here: see the job summary of ${linkRun(told.context)}._`,
    defineLinks(codes),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The parts of single clusters, by their place in the order of urgency. */
interface Parts {
  readonly row: (rank: number) => readonly string[];
  readonly full: (rank: number, shown: Shown) => string;
}

/** Fitting writes the same clusters over and over: each is written once for all that can differ in it. */
function rememberParts(told: Told, views: readonly ClusterView[]): Parts {
  const rows = new Map<number, readonly string[]>();
  const texts = new Map<string, string>();
  const nameOf = shortSpans(told, told.inventory.clusters);
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
    row: (rank) => remember(rows, rank, (view) => tellRow(view, nameOf(view.cluster)), [], rank),
    full: (rank, shown) => {
      const key = [rank, shown.commands, shown.information].join();
      return remember(texts, key, (view) => tellCluster(told, view, rank, shown), '', rank);
    },
  };
}

function writeText(
  told: Told,
  views: readonly ClusterView[],
  parts: Parts & { readonly releases: ReleaseParts },
  top: readonly string[],
  shown: Shown,
): string {
  const urgent = views.filter((view) => view.urgency !== 'none');
  const clusters = urgent.slice(0, shown.detailed).map((_, rank) => parts.full(rank, shown));
  const { releases } = parts;
  // Its own section is all the overview that a single cluster has: it comes before what its upgrade brings.
  const ahead = releases.isTold && urgent.length === 1 ? clusters.length : 0;
  return [
    ...top,
    tellUnread(told, shown),
    tellOverview(urgent.length, shown, parts.row),
    ...clusters.slice(0, ahead),
    ...releases.time(shown),
    // Steps before reasons: who came to approve has them at hand, and the box has said what they bring.
    ...clusters.slice(ahead),
    ...releases.changes(shown),
    tellHealthy(told, views, shown),
    defineLinks(told.drift.findings.map((finding) => finding.code)),
    tellFooter(told, releases.sources),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}
