import { findWay } from '../../drift/control-plane.ts';
import { isJump, nextVersions } from '../../drift/hops.ts';
import { ceilingOf, coverOf, isWithin } from '../../drift/target.ts';
import type { Cluster, NodePool } from '../../inventory/inventory.ts';
import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { compareVersions } from '../../inventory/kubernetes-version.ts';
import type { Step } from '../../plan/plan.ts';
import { type ClusterView, isBlocking } from '../cluster-view.ts';
import { details, fence, hasInvisible } from '../markdown.ts';
import { type Naming, nameCluster, namePool } from '../names.ts';
import type { Told } from '../told.ts';

/** ARM's longest name is that of a resource group, 90 characters. */
const longestName = 90;

/** The `az` commands of a cluster's steps, filled in, for those who do it by hand; or of a jump that is no step. */
export function tellCommands(told: Told, view: ClusterView): string {
  const commands = [...view.steps.flatMap((step) => tellCommand(told, step)), ...tellRecovery(told, view)];
  if (commands.length === 0) return '';
  const lines = [
    '# SUBSCRIPTION_ID is that of this cluster: issues are not masked, so it is not written here.',
    ...commands,
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
  const { scope, name } = tellScope(told, cluster);
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

/** Ways up that are no steps of a plan, since they move the whole cluster or its support plan. Not told while something holds the cluster. */
function tellRecovery(told: Told, view: ClusterView): readonly string[] {
  if (view.steps.length > 0 || view.holds.some(isBlocking)) return [];
  const has = (wanted: string) => view.findings.some(({ code }) => code === wanted);
  const { scope, name } = tellScope(told, view.cluster);
  const next = has('AKS030') ? findWay(view.cluster, told.inputs.aim, told.now)?.hops[0] : undefined;
  const whole = has('AKS026') ? findJump(told, view) : next;
  if (whole !== undefined) {
    return [
      '# This moves everything at once, control plane and all node pools. Test it first.',
      `az aks upgrade ${scope} --name ${name} --kubernetes-version ${word(whole.text, 'version')}`,
    ];
  }
  if (!has('AKS028') || !isCoveredByLts(told, view)) return [];
  return [
    '# This changes the support plan and the price of the cluster, no version: the next check plans from there.',
    `az aks update ${scope} --name ${name} --tier premium --k8s-support-plan AKSLongTermSupport`,
  ];
}

/** The highest that the aim allows; where it allows none, the nearest. */
function findJump({ inputs, now }: Told, { cluster }: ClusterView): KubernetesVersion | undefined {
  const ceiling = ceilingOf(cluster, inputs.aim, now);
  const jumps = nextVersions(cluster, undefined)
    .filter((to) => isJump(cluster, cluster.version, to) && coverOf(to, cluster, now) === 'covered')
    .toSorted(compareVersions);
  return jumps.findLast((to) => isWithin(to, ceiling)) ?? jumps[0];
}

function isCoveredByLts({ now }: Told, { cluster }: ClusterView): boolean {
  const underLts: Cluster = { ...cluster, supportPlan: 'AKSLongTermSupport' };
  return nextVersions(cluster, undefined).some((to) => coverOf(to, underLts, now) === 'covered');
}

export function tellScope(told: Naming, cluster: Cluster): { readonly scope: string; readonly name: string } {
  const { redact } = told.inputs.telling;
  const group = redact ? "'<resource group>'" : word(cluster.resourceGroup, 'resource group');
  return {
    scope: `--subscription "$SUBSCRIPTION_ID" --resource-group ${group}`,
    name: redact ? `'<${nameCluster(told, cluster)}>'` : word(cluster.name, 'cluster'),
  };
}

function tellSurge(told: Told): string {
  const { maxSurge, drainTimeout, nodeSoakDuration } = told.inputs.aim.surge;
  return [
    maxSurge === undefined ? '' : ` --max-surge ${word(maxSurge, 'surge')}`,
    drainTimeout === undefined ? '' : ` --drain-timeout ${drainTimeout}`,
    nodeSoakDuration === undefined ? '' : ` --node-soak-duration ${nodeSoakDuration}`,
  ].join('');
}

export function tellPoolName(told: Naming, pool: Pick<NodePool, 'id' | 'name'>): string {
  return told.inputs.telling.redact ? `'<${namePool(told, pool)}>'` : word(pool.name, 'node pool');
}

export function word(text: string, what: string): string {
  return quoteShell(text) ?? `'<${what}>'`;
}
