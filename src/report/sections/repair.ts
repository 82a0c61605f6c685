import { isFailed } from '../../drift/health.ts';
import type { Cluster, NodePool } from '../../inventory/inventory.ts';
import { linkDocument } from '../links.ts';
import { fence } from '../markdown.ts';
import type { Naming } from '../names.ts';
import { isHeldAsFailed, type UpgradedCluster } from '../upgrade-view.ts';
import { tellPoolName, tellScope, word } from './commands.ts';

const mostCommands = 50;

/** How what holds steps by its failed state is repaired. Empty when nothing does. */
export function tellRepair(told: Naming, views: readonly UpgradedCluster[]): string {
  if (!views.some(({ steps }) => steps.some(isHeldAsFailed))) return '';
  const commands = [...new Set(views.flatMap((view) => tellCommands(told, view)))];
  const rest = commands.length - mostCommands;
  const lines = [
    '# SUBSCRIPTION_ID is that of the cluster. The target is that of the operation that failed.',
    ...commands.slice(0, mostCommands),
    ...(rest > 0 ? [`# and ${rest} more`] : []),
  ];
  const how = linkDocument('what to do next', 'reading-the-report.md#what-to-do-next');
  return [
    `**Repair first**: running again changes nothing before Azure shows \`Succeeded\`. Mend the cause, then repeat by hand what failed (${how}):`,
    ...(commands.length === 0 ? [] : [fence('sh', lines.join('\n'))]),
  ].join('\n\n');
}

function tellCommands(told: Naming, { cluster, steps }: UpgradedCluster): readonly string[] {
  if (cluster === undefined) return [];
  return steps.filter(isHeldAsFailed).flatMap((step) => {
    // A step knows its resource as last read; that of a failed cluster says nothing of its pools.
    const seen = step.cluster ?? cluster;
    if (isFailed(seen.provisioningState)) return [repairCluster(told, seen)];
    const pools = step.pool === undefined ? [...seen.pools, ...seen.otherPools] : [step.pool];
    return pools
      .filter((pool) => isFailed(pool.provisioningState))
      .map((pool) => repairPool(told, seen, pool));
  });
}

/** Without a setting to change, it puts the cluster as it should be once more. */
function repairCluster(told: Naming, cluster: Cluster): string {
  const { scope, name } = tellScope(told, cluster);
  return `az aks update ${scope} --name ${name}`;
}

function repairPool(told: Naming, cluster: Cluster, pool: Omit<NodePool, 'offer'>): string {
  const { scope, name } = tellScope(told, cluster);
  // What was asked for last is the target; an alias such as 1.36 might mean a newer patch by now.
  const { requestedVersion = '', version } = pool;
  const target = /^\d+\.\d+\.\d+$/.test(requestedVersion) ? requestedVersion : version.text;
  return `az aks nodepool upgrade ${scope} --cluster-name ${name} --name ${tellPoolName(told, pool)} --kubernetes-version ${word(target, 'version')}`;
}
