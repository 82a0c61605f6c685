import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { minorOf } from '../../inventory/kubernetes-version.ts';
import { type MinorDates, supportOf } from '../../releases/calendar.ts';
import type { ClusterView } from '../cluster-view.ts';
import { dayOf } from '../dates.ts';
import { count, fence } from '../markdown.ts';
import type { Told } from '../told.ts';

/** More than a fleet sanely runs, few enough to be read. */
const mostMinors = 12;

/**
 * Support windows of the minors in use and of those aimed for, as a Mermaid gantt chart; the chart itself marks
 * today. Built from numbers alone: no string of Azure gets into it.
 */
export function tellTimeline(told: Told, views: readonly ClusterView[]): string {
  if (views.every((view) => view.urgency === 'none')) return '';
  const used = countMinors(views);
  const aimed = Map.groupBy(views, ({ drift }) =>
    drift?.controlPlane ? minorOf(drift.controlPlane.to) : '',
  );
  const shown = told.drift.calendar.minors
    .filter(({ minor }) => used.has(`1.${minor}`) || aimed.has(`1.${minor}`))
    .slice(-mostMinors);
  if (shown.length === 0) return '';
  const sections = shown.flatMap((dates) => {
    const minor = `1.${dates.minor}`;
    const words = [
      used.has(minor) && count(used.get(minor) ?? 0, 'cluster'),
      aimed.has(minor) && `target of ${aimed.get(minor)?.length ?? 0}`,
    ].filter((word) => word !== false);
    return [`    section ${minor} (${words.join(', ')})`, ...tellBars(told, views, dates)];
  });
  // The names of the minors stand left of the bars, and are wider than Mermaid expects.
  const head = [
    '%%{init: {"gantt": {"leftPadding": 160}}}%%',
    'gantt',
    '    dateFormat YYYY-MM-DD',
    '    axisFormat %b %Y',
    '    tickInterval 6month',
  ];
  return `### Support windows\n\n${fence('mermaid', [...head, ...sections].join('\n'))}`;
}

/** Clusters that run a minor, on the control plane or in a pool. */
function countMinors(views: readonly ClusterView[]): ReadonlyMap<string, number> {
  const minors = views.flatMap(({ cluster }) => [
    ...new Set([cluster, ...cluster.pools].map(({ version }) => minorOf(version))),
  ]);
  return new Map([...Map.groupBy(minors, (minor) => minor)].map(([minor, found]) => [minor, found.length]));
}

function tellBars(told: Told, views: readonly ClusterView[], dates: MinorDates): readonly string[] {
  const concerns = (version: KubernetesVersion | undefined) =>
    version?.major === 1 && version.minor === dates.minor;
  const isLongTerm = views.some(
    ({ cluster, drift }) =>
      cluster.supportPlan === 'AKSLongTermSupport' &&
      [cluster.version, drift?.controlPlane?.to, ...cluster.pools.map((pool) => pool.version)].some(concerns),
  );
  const hasEnded = supportOf(
    told.drift.calendar,
    { major: 1, minor: dates.minor },
    'KubernetesOfficial',
    told.now,
  ).hasEnded;
  const longTermState = dates.ltsEnd < dayOf(told.now) ? 'crit, ' : '';
  return [
    `    Standard support :${hasEnded ? 'crit' : 'active'}, ${dates.ga}-01, ${dates.communityEnd}`,
    ...(isLongTerm ? [`    Long-term support :${longTermState}${dates.communityEnd}, ${dates.ltsEnd}`] : []),
  ];
}
