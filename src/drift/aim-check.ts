import type { Aim } from '../inputs/inputs.ts';
import type { VersionAim } from '../inputs/version-aim.ts';
import type { Cluster } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions } from '../inventory/kubernetes-version.ts';
import type { ControlPlaneDrift } from './control-plane.ts';
import type { Finding } from './drift.ts';
import { movesAsWhole } from './pool-bounds.ts';
import { ceilingOfVersion, coverOf, isOnOffer, isWithin, versionsMeant } from './target.ts';

/** `kubernetes-version` against what AKS gives this cluster: said when the aim is not, or not wholly, within reach. */
export function checkAim(
  cluster: Cluster,
  aim: Aim,
  now: Date,
  drift: ControlPlaneDrift | undefined,
): Finding[] {
  const wanted = aim.kubernetesVersion;
  if (wanted === undefined || cluster.offers === undefined) return [];
  if (isReached(wanted, drift?.to ?? cluster.version, cluster, now)) return [];
  const goes = drift === undefined ? 'there is no step towards it' : `the plan goes to ${drift.to.text}`;
  const text = `kubernetes-version asks for ${wanted.text}: ${reason(wanted, cluster, now)}; ${goes}.`;
  return [{ code: 'AKS021', severity: 'recommended', cluster, text }];
}

/** The newest that the aim can mean is there. */
function isReached(wanted: VersionAim, reached: KubernetesVersion, cluster: Cluster, now: Date): boolean {
  const { major, minor, patch } = ceilingOfVersion(wanted);
  if (reached.major !== major || reached.minor !== minor) return false;
  if (patch !== undefined) return reached.patch === patch;
  return versionsMeant(wanted, cluster)
    .filter((version) => coverOf(version, cluster, now) === 'covered')
    .every((version) => compareVersions(version, reached) <= 0);
}

function reason(wanted: VersionAim, cluster: Cluster, now: Date): string {
  const runs = cluster.version.text;
  if (!isWithin(cluster.version, ceilingOfVersion(wanted))) {
    return `that is below ${runs}, which runs, and AKS never goes down`;
  }
  if (isOnOffer(wanted, cluster, now)) return whatBinds(cluster);
  const covers = versionsMeant(wanted, cluster).map((version) => coverOf(version, cluster, now));
  if (covers.length === 0) return `AKS does not offer it in ${cluster.location} to this cluster`;
  return covers.includes('other-plan')
    ? `it is not covered by the support plan ${cluster.supportPlan}`
    : 'it is a preview, which is never a target';
}

function whatBinds(cluster: Cluster): string {
  if (movesAsWhole(cluster)) {
    return 'the cluster has an availability set, with which the control plane never moves alone';
  }
  return cluster.hasUnreadPools
    ? 'a node pool could not be read, and nobody can say whether it allows that'
    : `the lists of AKS lead no way there from ${cluster.version.text} for this cluster and its pools`;
}
