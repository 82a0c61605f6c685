import type { NodePool } from '../../inventory/inventory.ts';
import type { ClusterView } from '../cluster-view.ts';
import { codeSpan, count, details, escapeText, table } from '../markdown.ts';
import { idOf, nameCluster, spanCluster, spanPool } from '../names.ts';
import { runsUpgrade } from '../running.ts';
import type { Shown } from '../shown.ts';
import type { Told } from '../told.ts';
import { shortenImage, urgencySigns } from '../words.ts';
import { tellCommands } from './commands.ts';
import { tellFindings } from './findings.ts';
import { tellHolds } from './holds.ts';
import { isBelow, tellState } from './state.ts';
import { tellSteps } from './steps.ts';

/** From here on clusters are folded: a page that people scroll through is not read. */
const unfolded = 5;

/** One cluster in full: what runs and what is due, in which order, what holds it back, what else was found. */
export function tellCluster(told: Told, view: ClusterView, rank: number, shown: Shown): string {
  const sign = urgencySigns[view.urgency];
  const body = [
    tellFacts(told, view),
    runsUpgrade(view.cluster) ? '**Upgrade running.** What the table shows may be its target already.' : '',
    table(
      ['', 'Kubernetes', 'Node image', 'State'],
      [tellControlPlane(told, view), ...tellPools(told, view)],
    ),
    tellSteps(told, view.steps),
    tellHolds(told, view.holds),
    tellFindings(told, view.findings, shown),
    shown.commands ? tellCommands(told, view) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
  return rank < unfolded
    ? `### ${sign} ${spanCluster(told, view.cluster)}\n\n${body}`
    : details(`${sign} ${escapeText(nameCluster(told, view.cluster), 160)}`, body);
}

function tellFacts(told: Told, { cluster }: ClusterView): string {
  const support = cluster.supportPlan === 'AKSLongTermSupport' ? 'long-term support' : 'standard support';
  return [
    codeSpan(cluster.location, 40),
    `${escapeText(cluster.tier, 30)} tier`,
    support,
    `channels ${codeSpan(cluster.upgradeChannel)} and ${codeSpan(cluster.nodeOsChannel)} (node OS)`,
    `id ${codeSpan(idOf(told, cluster.id))}`,
  ].join(' · ');
}

function tellControlPlane(told: Told, view: ClusterView): readonly string[] {
  const { cluster, drift } = view;
  const hops = drift?.controlPlane?.hops ?? [];
  const versions = [cluster.version, ...hops.slice(0, -1)].map((version) => codeSpan(version.text));
  const target = drift?.controlPlane?.to;
  return [
    '**Control plane**',
    [...versions, ...(target ? [`**${codeSpan(target.text)}**`] : [])].join(' → '),
    '',
    tellState(told, view),
  ];
}

function tellPools(told: Told, view: ClusterView): readonly (readonly string[])[] {
  return view.cluster.pools.map((pool) => [
    `${spanPool(told, pool)} ${tellPoolFacts(pool)}`,
    tellPoolVersion(view, pool),
    tellPoolImage(view, pool),
    tellState(told, view, pool),
  ]);
}

function tellPoolFacts(pool: NodePool): string {
  const mode = pool.mode === 'other' ? '' : `${pool.mode}, `;
  return `${mode}${escapeText(pool.osSku ?? pool.os, 30)}, ${count(pool.count, 'node')}${pool.isSpot ? ', spot' : ''}`;
}

function tellPoolVersion(view: ClusterView, pool: NodePool): string {
  const moves = [...view.steps, ...view.holds].filter(
    (move) => move.kind === 'pool-version' && move.pool?.id === pool.id,
  );
  const behind = view.drift?.pools.find((drift) => drift.pool.id === pool.id)?.kubernetes;
  const target = moves.at(-1)?.to ?? behind?.to.text;
  const running = codeSpan(pool.version.text);
  if (target !== undefined) return `${running} → **${codeSpan(target)}**`;
  return isBelow(view, pool) ? `${running} (below ${codeSpan(view.cluster.version.text)})` : running;
}

function tellPoolImage(view: ClusterView, pool: NodePool): string {
  if (pool.image === undefined) return '–';
  const running = codeSpan(shortenImage(pool.image));
  const behind = view.drift?.pools.find((drift) => drift.pool.id === pool.id)?.image;
  if (behind === undefined) return running;
  const target = behind.to.kind === behind.from.kind ? shortenImage(behind.to) : behind.to.text;
  const days = behind.days === undefined ? '' : ` (${count(behind.days, 'day')} newer)`;
  return `${running} → **${codeSpan(target)}**${days}`;
}
