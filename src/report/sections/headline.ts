import { type ClusterView, isBlocking } from '../cluster-view.ts';
import { dayOf, tellDay } from '../dates.ts';
import { linkFinding } from '../links.ts';
import { count } from '../markdown.ts';
import { spanCluster } from '../names.ts';
import type { Told } from '../told.ts';
import { countUnread } from '../words.ts';

/** At most 200 characters, and numbers only: a title needs no escaping and changes with the state alone. */
export function tellTitle(told: Told, views: readonly ClusterView[]): string {
  const unread = countUnread(told.inventory.unread);
  const suffix = unread === '' ? '' : `, ${unread} could not be read`;
  if (views.length === 0) return unread === '' ? 'AKS: no cluster found' : `AKS: ${unread} could not be read`;
  return `AKS: ${tellAttention(views)}${suffix}`;
}

/** What, how urgent, by when: the first thing that is read, in one of GitHub's coloured boxes. */
export function tellHeadline(told: Told, views: readonly ClusterView[]): string {
  const counts = countDrift(told, views);
  const lines = [
    `[!${chooseAlert(told, views)}]`,
    `**${upperFirst(views.length === 0 ? 'no cluster found' : tellAttention(views))}.**${counts && ` ${counts}.`}`,
    ...tellDeadline(told, views),
  ];
  return lines.map((line) => `> ${line}`.trimEnd()).join('\n');
}

function tellAttention(views: readonly ClusterView[]): string {
  const urgent = views.filter((view) => view.urgency !== 'none').length;
  if (urgent === 0) return `${count(views.length, 'cluster')}, nothing due`;
  const all = views.length === 1 ? '1 cluster' : `${urgent} of ${views.length} clusters`;
  return `${all} ${urgent === 1 ? 'needs' : 'need'} attention`;
}

function countDrift(told: Told, views: readonly ClusterView[]): string {
  const { clusters } = told.drift;
  const pools = clusters.flatMap((cluster) => cluster.pools);
  const unsupported = clusters.filter((cluster) => cluster.isUnsupported).length;
  const kubernetes =
    clusters.filter((cluster) => cluster.controlPlane).length +
    pools.filter((pool) => pool.kubernetes).length;
  const images = pools.filter((pool) => pool.image).length;
  const blocked = views.flatMap((view) => view.holds).filter(isBlocking).length;
  const unread = countUnread(told.inventory.unread);
  return [
    unsupported > 0 && `${unsupported} out of support`,
    kubernetes > 0 && `${count(kubernetes, 'Kubernetes version')} behind`,
    images > 0 && `${count(images, 'node image')} behind`,
    blocked > 0 && `${blocked} held back`,
    unread !== '' && `${unread} could not be read`,
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

function tellDeadline(told: Told, views: readonly ClusterView[]): readonly string[] {
  const due = views.flatMap((view) => view.due ?? []).sort()[0];
  const view = views.find((candidate) => candidate.due === due);
  if (due === undefined || view === undefined) return [];
  const codes = new Set(
    view.findings
      .filter((finding) => finding.due === due && finding.severity !== 'information')
      .map(({ code }) => code),
  );
  const words = due < dayOf(told.now) ? 'Overdue since' : 'First deadline:';
  const others = views.filter((candidate) => candidate.due === due).length - 1;
  const rest = others > 0 ? ` and ${count(others, 'more cluster')}` : '';
  return [
    '',
    `${words} **${tellDay(due)}** for ${spanCluster(told, view.cluster)}${rest} (${[...codes].map(linkFinding).join(', ')}).`,
  ];
}

function chooseAlert(told: Told, views: readonly ClusterView[]): string {
  const urgencies = new Set(views.map((view) => view.urgency));
  if (urgencies.has('required')) return 'CAUTION';
  if (urgencies.has('blocked') || told.inventory.unread.length > 0) return 'WARNING';
  return urgencies.has('due') ? 'IMPORTANT' : 'NOTE';
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
