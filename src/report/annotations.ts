import { isUnsupported } from '../drift/support.ts';
import { type ClusterView, isBlocking, sortUnread } from './cluster-view.ts';
import { tellDay } from './dates.ts';
import { count, endSentence, listWords, plainText, upperFirst } from './markdown.ts';
import { nameCluster, nameMissingAction, nameUnread, nameUnreadKind, plainAzure } from './names.ts';
import { annotatePins } from './pin-annotations.ts';
import type { Annotation } from './report.ts';
import type { Told } from './told.ts';
import { annotateUpgrade } from './upgrade-annotations.ts';
import { countUnread } from './words.ts';

/** GitHub shows ten warnings a step: clusters are named up to here, the rest is counted. */
const mostNames = 5;

/** What belongs on the run's page: what is out of support, held back, or could not be read. Plain text. */
export function writeAnnotations(told: Told, views: readonly ClusterView[]): readonly Annotation[] {
  const done = told.upgrade === undefined ? [] : annotateUpgrade(told, told.upgrade);
  if (told.isStale) return done;
  return [
    ...done,
    ...warnUnread(told),
    ...warnUnsupported(told, views),
    ...warnOutOfReach(told, views),
    ...warnBlocked(told, views),
    ...annotatePins(told),
    ...noteDeadline(told, views),
    ...warnPublic(told),
  ];
}

function warnUnread(told: Told): readonly Annotation[] {
  const unread = sortUnread(told);
  const [first] = unread;
  if (first === undefined) return [];
  const names = listSome([
    ...new Set(unread.map((entry) => `${nameUnreadKind(entry)} ${nameUnread(told, entry)}`)),
  ]);
  // What was read is a part of the name: a region's reason begins with it again.
  const reason = plainAzure(told, first.reason, '', 200).replace(/^version list: /, '');
  const action = nameMissingAction(first);
  const right = action && ` Missing right: ${action}.`;
  const sentences = `${endSentence(names)}${reason && ` ${endSentence(upperFirst(reason))}`}${right}`;
  return [warning(`Could not be read: ${countUnread(unread)}`, sentences)];
}

function warnUnsupported(told: Told, views: readonly ClusterView[]): readonly Annotation[] {
  const unsupported = views.filter((view) => view.drift?.isUnsupported);
  if (unsupported.length === 0) return [];
  const names = listSome(
    unsupported.map((view) => `${nameCluster(told, view.cluster)} (${plainText(tellUnsupported(view), 80)})`),
  );
  return [warning(`Out of support: ${count(unsupported.length, 'cluster')}`, `${names}.`)];
}

/** The control plane may be in support while a pool is not. */
function tellUnsupported({ cluster, findings }: ClusterView): string {
  const found = findings.filter((finding) => isUnsupported([finding]));
  const versions = new Set(found.map(({ pool }) => (pool ?? cluster).version.text));
  return versions.size === 0 ? cluster.version.text : [...versions].join(', ');
}

function warnOutOfReach(told: Told, views: readonly ClusterView[]): readonly Annotation[] {
  const found = views.flatMap((view) => view.findings.filter(({ code }) => code === 'AKS021').slice(0, 1));
  const [first] = found;
  if (first === undefined) return [];
  const names = listSome(found.map(({ cluster }) => nameCluster(told, cluster)));
  const text = plainAzure(told, first.text, '');
  return [
    warning(
      `Version aimed for out of reach: ${count(found.length, 'cluster')}`,
      `${names}.${text && ` ${endSentence(text)}`}`,
    ),
  ];
}

function warnBlocked(told: Told, views: readonly ClusterView[]): readonly Annotation[] {
  const blocked = views.filter((view) => view.holds.some(isBlocking));
  if (blocked.length === 0) return [];
  const names = listSome(blocked.map(({ cluster }) => nameCluster(told, cluster)));
  return [warning(`Held back: ${count(blocked.length, 'cluster')}`, `${names}. The report says why.`)];
}

function noteDeadline(told: Told, views: readonly ClusterView[]): readonly Annotation[] {
  const urgent = views.filter((view) => view.urgency !== 'none');
  const due = urgent.flatMap((view) => view.due ?? []).sort()[0];
  if (due === undefined) return [];
  const names = listSome(
    urgent.filter((view) => view.due === due).map(({ cluster }) => nameCluster(told, cluster)),
  );
  return [{ level: 'notice', title: `First deadline: ${tellDay(due)}`, text: `${names}.` }];
}

function warnPublic(told: Told): readonly Annotation[] {
  const isPublished =
    told.context.isPrivate === false && !told.inputs.telling.redact && told.inventory.clusters.length > 0;
  if (!isPublished) return [];
  return [
    warning(
      'Cluster names are published',
      'This repository is public, and the report names clusters, pools and groups. Set `redact: true` to show short ids instead.',
    ),
  ];
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => plainText(name, 160));
  const rest = names.length - shown.length;
  return listWords(rest > 0 ? [...shown, `${rest} more`] : shown);
}

function warning(title: string, text: string): Annotation {
  return { level: 'warning', title, text };
}
