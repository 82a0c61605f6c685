import type { ClusterView } from '../cluster-view.ts';
import { codeSpan, count, details } from '../markdown.ts';
import { spanCluster } from '../names.ts';
import { runsUpgrade } from '../running.ts';
import type { Shown } from '../shown.ts';
import type { Told } from '../told.ts';
import { listFindings } from './findings.ts';
import { tellHolds } from './holds.ts';

/** Clusters with nothing due: collapsed, with what is worth knowing all the same. */
export function tellHealthy(told: Told, views: readonly ClusterView[], shown: Shown): string {
  const healthy = views.filter((view) => view.urgency === 'none');
  if (healthy.length === 0) return '';
  const words = `${count(healthy.length, 'cluster')} with nothing due`;
  if (!shown.healthy) return `🟢 ${words}.`;
  return details(`🟢 ${words}`, healthy.map((view) => tellOne(told, view, shown)).join('\n'));
}

function tellOne(told: Told, view: ClusterView, shown: Shown): string {
  const { cluster } = view;
  const line = `- ${spanCluster(told, cluster)}: Kubernetes ${codeSpan(cluster.version.text)}, ${count(cluster.pools.length, 'node pool')}${runsUpgrade(cluster) ? ', **upgrade running**' : ''}`;
  const holds = tellHolds(told, view.holds)
    .split('\n')
    .filter((text) => text.startsWith('- '));
  return [line, ...[...holds, ...listFindings(told, view.findings, shown)].map((item) => `  ${item}`)].join(
    '\n',
  );
}
