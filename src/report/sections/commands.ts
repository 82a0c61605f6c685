import type { NodePool } from '../../inventory/inventory.ts';
import type { Step } from '../../plan/plan.ts';
import type { ClusterView } from '../cluster-view.ts';
import { details, fence, hasInvisible } from '../markdown.ts';
import { nameCluster, namePool } from '../names.ts';
import type { Told } from '../told.ts';

/** ARM's longest name is that of a resource group, 90 characters. */
const longestName = 90;

/** The `az` commands of a cluster's steps, filled in, for those who do it by hand. */
export function tellCommands(told: Told, view: ClusterView): string {
  if (view.steps.length === 0) return '';
  const lines = [
    '# SUBSCRIPTION_ID is that of this cluster: issues are not masked, so it is not written here.',
    ...view.steps.flatMap((step) => tellCommand(told, step)),
  ];
  return details('The same by hand, with az', fence('sh', lines.join('\n')));
}

/** `text` as one word for a POSIX shell; `undefined` for what no Azure resource can be called. */
export function quoteShell(text: string): string | undefined {
  if (text === '' || text.length > longestName || !text.isWellFormed()) return undefined;
  if (hasInvisible(text) || text.includes('<!--')) return undefined;
  return /^[\w.%][\w.%-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function tellCommand(told: Told, step: Step): readonly string[] {
  const { cluster, pool } = step;
  const group = told.inputs.telling.redact
    ? "'<resource group>'"
    : word(cluster.resourceGroup, 'resource group');
  const name = told.inputs.telling.redact
    ? `'<${nameCluster(told, cluster)}>'`
    : word(cluster.name, 'cluster');
  const scope = `--subscription "$SUBSCRIPTION_ID" --resource-group ${group}`;
  const to = word(step.to, 'version');
  if (pool === undefined) {
    return [`az aks upgrade ${scope} --name ${name} --control-plane-only --kubernetes-version ${to}`];
  }
  const where = `${scope} --cluster-name ${name} --name ${tellPoolName(told, pool)}`;
  if (step.kind === 'node-image') return [`az aks nodepool upgrade ${where} --node-image-only`];
  const { undrainableNodeBehavior } = told.inputs.aim.surge;
  return [
    // `nodepool upgrade` has no such option: it is a setting of the pool.
    ...(undrainableNodeBehavior
      ? [`az aks nodepool update ${where} --undrainable-node-behavior ${undrainableNodeBehavior}`]
      : []),
    `az aks nodepool upgrade ${where} --kubernetes-version ${to}${tellSurge(told)}`,
  ];
}

function tellSurge(told: Told): string {
  const { maxSurge, drainTimeout, nodeSoakDuration } = told.inputs.aim.surge;
  return [
    maxSurge === undefined ? '' : ` --max-surge ${word(maxSurge, 'surge')}`,
    drainTimeout === undefined ? '' : ` --drain-timeout ${drainTimeout}`,
    nodeSoakDuration === undefined ? '' : ` --node-soak-duration ${nodeSoakDuration}`,
  ].join('');
}

function tellPoolName(told: Told, pool: NodePool): string {
  return told.inputs.telling.redact ? `'<${namePool(told, pool)}>'` : word(pool.name, 'node pool');
}

function word(text: string, what: string): string {
  return quoteShell(text) ?? `'<${what}>'`;
}
