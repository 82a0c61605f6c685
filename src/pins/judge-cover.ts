import { regionListOf } from '../drift/region-list.ts';
import { describeSupport } from '../drift/support.ts';
import { coverOf } from '../drift/target.ts';
import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor } from '../inventory/kubernetes-version.ts';
import { lacking, noObjection, type Objections, refusing, remarking } from './judgement.ts';

const longTerm = 'AKSLongTermSupport';

/** Whether the region has the version, for the cluster's support plan, and not as a preview. */
export function judgeCover(version: KubernetesVersion, cluster: Cluster, now: Date): Objections {
  const { location, supportPlan } = cluster;
  switch (coverOf(version, cluster, now)) {
    case 'covered':
      return regionListOf(cluster) === undefined
        ? remarking(
            `The list of versions of ${location} could not be read: judged by the cluster's own list.`,
          )
        : noObjection;
    case 'preview':
      return refusing(`${version.text} is a preview in ${location}, which is for no production cluster.`);
    case 'not-listed':
      return refusing(`AKS does not have ${version.text} in ${location}.`);
    case 'other-plan':
      return regionListOf(cluster) === undefined
        ? lacking(
            `The list of versions of ${location} could not be read: whether ${version.text} is covered by the support plan ${supportPlan} is not known. ${describeSupport(version, supportPlan, now) ?? ''}`.trim(),
          )
        : refusing(tellPlans(version, cluster));
  }
}

function tellPlans(version: KubernetesVersion, { region, location, supportPlan }: Cluster): string {
  const ofMinor = (region?.patches ?? []).filter((patch) => isSameMinor(patch.version, version));
  const exact = ofMinor.filter((patch) => compareVersions(patch.version, version) === 0);
  const entries = (exact.length > 0 ? exact : ofMinor).filter((patch) => !patch.isPreview);
  const plans = [...new Set(entries.flatMap((patch) => patch.supportPlans))].sort();
  const has = `the cluster has ${supportPlan}`;
  if (plans.length === 0) return `${location} lists ${version.text} under no support plan; ${has}.`;
  const premium = plans.includes(longTerm) ? ' (long-term support, Premium tier)' : '';
  return `${location} lists ${version.text} under the support plan ${plans.join(', ')}${premium} alone; ${has}.`;
}
