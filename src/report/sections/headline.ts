import type { FindingCode } from '../../drift/codes.ts';
import { countDrift } from '../../drift/count-drift.ts';
import { type ClusterView, isBlocking } from '../cluster-view.ts';
import { dayOf, tellDay } from '../dates.ts';
import { linkFinding } from '../links.ts';
import { count, listWords, upperFirst } from '../markdown.ts';
import { spanCluster } from '../names.ts';
import { runsUpgrade } from '../running.ts';
import type { Told } from '../told.ts';
import { countUnread } from '../words.ts';

/** At most 200 characters, and numbers only: a title needs no escaping and changes with the state alone. */
export function tellTitle(told: Told, views: readonly ClusterView[]): string {
  const unread = countUnread(told.inventory.unread);
  const suffix = unread === '' ? '' : `, ${unread} could not be read`;
  if (views.length === 0) return unread === '' ? 'AKS: no cluster found' : `AKS: ${unread} could not be read`;
  return `AKS: ${tellAttention(views)}${suffix}`;
}

/**
 * What, how urgent, by when, and what it brings: the first thing that is read, in one of GitHub's coloured boxes.
 */
export function tellHeadline(told: Told, { views, brings }: HeadlineFacts): string {
  return writeAlert(chooseAlert(told, views), listHeadline(told, { views, brings }));
}

export interface HeadlineFacts {
  readonly views: readonly ClusterView[];
  /** In one line what the upgrade brings, as Markdown; empty where that is not known. */
  readonly brings: string;
}

/** GitHub's alerts, the loudest first. */
const alerts = ['CAUTION', 'WARNING', 'IMPORTANT', 'NOTE'] as const;
export type Alert = (typeof alerts)[number];

export function writeAlert(alert: Alert, lines: readonly string[]): string {
  return [`[!${alert}]`, ...lines].map((line) => `> ${line}`.trimEnd()).join('\n');
}

export function loudest(...of: readonly Alert[]): Alert {
  return alerts.find((alert) => of.includes(alert)) ?? 'NOTE';
}

/** The lines of the box; an empty one parts two paragraphs. */
export function listHeadline(
  told: Told,
  { views, brings }: HeadlineFacts,
  hasCalendar = true,
): readonly string[] {
  const calendar = hasCalendar ? tellCalendar(told) : [];
  const counts = tellCounts(told, views);
  return [
    `**${upperFirst(views.length === 0 ? 'no cluster found' : tellAttention(views))}.**${counts && ` ${counts}.`}`,
    ...tellRunning(told),
    ...tellDeadlines(
      told,
      views.filter((view) => view.urgency !== 'none'),
    ),
    ...[...(brings === '' ? [] : [brings]), ...calendar].flatMap((line) => ['', line]),
  ];
}

/** By name up to three: who reads this must not start a second one. */
function tellRunning(told: Told): readonly string[] {
  const running = told.inventory.clusters.filter(runsUpgrade);
  if (running.length === 0) return [];
  const names = running.slice(0, 3).map((cluster) => spanCluster(told, cluster));
  const rest = running.length - names.length;
  const listed = listWords(rest > 0 ? [...names, `${rest} more`] : names);
  return ['', `**Upgrade running** on ${listed}: versions there show the target before it is reached.`];
}

function tellAttention(views: readonly ClusterView[]): string {
  const urgent = views.filter((view) => view.urgency !== 'none').length;
  if (urgent === 0) return `${count(views.length, 'cluster')}, nothing due`;
  const all = views.length === 1 ? '1 cluster' : `${urgent} of ${views.length} clusters`;
  return `${all} ${urgent === 1 ? 'needs' : 'need'} attention`;
}

function tellCounts(told: Told, views: readonly ClusterView[]): string {
  const unsupported = told.drift.clusters.filter((cluster) => cluster.isUnsupported).length;
  const { controlPlanes, pools, images } = countDrift(told.drift);
  const behind = listWords([
    ...(controlPlanes > 0 ? [count(controlPlanes, 'control plane')] : []),
    ...(pools > 0 ? [count(pools, "pool's version", "pools' versions")] : []),
    ...(images > 0 ? [count(images, 'node image')] : []),
  ]);
  const blocked = views.flatMap((view) => view.holds).filter(isBlocking).length;
  const unread = countUnread(told.inventory.unread);
  return [
    unsupported > 0 && `${unsupported} out of support`,
    behind !== '' && `${behind} behind`,
    blocked > 0 && `${blocked} held back`,
    unread !== '' && `${unread} could not be read`,
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

/** Dates of support are judged by it alone: whoever reads them must know when nobody has looked for long. */
export function tellCalendar({ drift }: Told): readonly string[] {
  if (!drift.calendarIsOld) return [];
  return [
    `Support dates are of **${tellDay(drift.calendar.asOf)}**, older than 90 days: check them against the AKS calendar.`,
  ];
}

/** The oldest date that has passed and the first one to come, of clusters with something due. */
function tellDeadlines(told: Told, views: readonly ClusterView[]): readonly string[] {
  const today = dayOf(told.now);
  const days = views.flatMap((view) => listDue(view).map(({ due }) => due)).sort();
  const overdue = days.find((day) => day < today);
  const coming = days.find((day) => day >= today);
  const lines = [
    ...(overdue === undefined ? [] : [`Overdue since ${tellDeadline(told, views, overdue)}`]),
    ...(coming === undefined
      ? []
      : [`${overdue ? 'Next' : 'First'} deadline: ${tellDeadline(told, views, coming)}`]),
  ];
  return lines.length === 0 ? [] : ['', lines.join(' ')];
}

function tellDeadline(told: Told, views: readonly ClusterView[], day: string): string {
  const concerned = views.filter((view) => listDue(view).some(({ due }) => due === day));
  const codes = concerned.flatMap((view) => listDue(view).filter(({ due }) => due === day));
  const links = [...new Set(codes.map(({ code }) => code))].sort().map(linkFinding).join(', ');
  const [first] = concerned;
  const name = first === undefined ? '' : spanCluster(told, first.cluster);
  const rest = concerned.length > 1 ? ` and ${count(concerned.length - 1, 'more cluster')}` : '';
  return `**${tellDay(day)}** for ${name}${rest} (${links}).`;
}

function listDue(view: ClusterView): readonly { readonly code: FindingCode; readonly due: string }[] {
  return view.findings.flatMap(({ code, severity, due }) =>
    severity === 'information' || due === undefined ? [] : [{ code, due }],
  );
}

export function chooseAlert(told: Told, views: readonly ClusterView[]): Alert {
  const urgencies = new Set(views.map((view) => view.urgency));
  if (urgencies.has('required')) return 'CAUTION';
  const isWarned = urgencies.has('blocked') || urgencies.has('stuck');
  if (isWarned || told.inventory.unread.length > 0) return 'WARNING';
  return urgencies.has('due') ? 'IMPORTANT' : 'NOTE';
}
