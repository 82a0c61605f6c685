import { countDrift } from '../../drift/count-drift.ts';
import { type ClusterView, findStuck, isBlocking } from '../cluster-view.ts';
import { tellDay } from '../dates.ts';
import { linkFinding } from '../links.ts';
import { codeSpan, count, table } from '../markdown.ts';
import { runsUpgrade } from '../running.ts';
import type { Shown } from '../shown.ts';
import { urgencySigns } from '../words.ts';
import { isBelow } from './state.ts';

/** One row for each cluster that needs attention. Left out for a single one: its own table says it all. */
export function tellOverview(
  urgent: number,
  shown: Shown,
  rowOf: (rank: number) => readonly string[],
): string {
  if (urgent === 0 || (urgent === 1 && shown.detailed > 0)) return '';
  const listed = Math.min(urgent, shown.rows);
  const rest = urgent - listed;
  const rows = Array.from({ length: listed }, (_, rank) => rowOf(rank));
  const more = count(rest, listed > 0 ? 'more cluster' : 'cluster');
  return [
    '### Clusters',
    ...(listed > 0 ? [table(['', 'Cluster', 'Kubernetes', 'Node images', 'What is due', 'By'], rows)] : []),
    ...(rest > 0 ? [`And ${more} that ${rest === 1 ? 'needs' : 'need'} attention.`] : []),
  ].join('\n\n');
}

export function tellRow(view: ClusterView, name: string): readonly string[] {
  return [
    urgencySigns[view.urgency],
    name,
    tellKubernetes(view),
    tellImages(view),
    tellDue(view),
    view.due === undefined ? '' : tellDay(view.due),
  ];
}

function tellKubernetes(view: ClusterView): string {
  const target = view.drift?.controlPlane?.to;
  const behind = view.cluster.pools.filter((pool) => isBelow(view, pool)).length;
  const move = target === undefined ? '' : ` → **${codeSpan(target.text)}**`;
  const pools = behind === 0 ? '' : `, ${count(behind, 'pool')} below it`;
  return `${codeSpan(view.cluster.version.text)}${move}${pools}`;
}

function tellImages(view: ClusterView): string {
  const behind = countDrift({ clusters: view.drift ? [view.drift] : [], findings: view.findings }).images;
  return behind === 0 ? '' : `${behind} of ${view.cluster.pools.length} behind`;
}

function tellDue(view: ClusterView): string {
  const blocked = view.holds.filter(isBlocking).length;
  const stuck = findStuck(view).map(({ code }) => code);
  const codes = new Set(
    view.findings.filter(({ severity }) => severity === 'required').map(({ code }) => code),
  );
  return [
    runsUpgrade(view.cluster) && 'upgrade running',
    view.drift?.isUnsupported && '**out of support**',
    view.steps.length > 0 && count(view.steps.length, 'step'),
    blocked > 0 && `${blocked} held back`,
    stuck.includes('AKS003') && 'no way up offered',
    stuck.includes('AKS030') && 'only the whole cluster at once',
    view.findings.some(({ code }) => code === 'AKS021') && 'version aimed for out of reach',
    view.unread.length > 0 && 'not read in full',
    codes.size > 0 && [...codes].slice(0, 3).map(linkFinding).join(' '),
  ]
    .filter((part) => typeof part === 'string')
    .join(', ');
}
