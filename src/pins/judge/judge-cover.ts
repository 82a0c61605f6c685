import { regionListOf } from '../../drift/region-list.ts';
import { describeSupport } from '../../drift/support.ts';
import { coverOf } from '../../drift/target.ts';
import type { VersionAim } from '../../inputs/version-aim.ts';
import type { Cluster, NodePool } from '../../inventory/inventory.ts';
import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor } from '../../inventory/kubernetes-version.ts';
import { bundledCalendar } from '../../releases/calendar.ts';
import { inFull } from '../pinned-version.ts';
import { lacking, noObjection, type Objections, refusing, remarking } from './judgement.ts';

const longTerm = 'AKSLongTermSupport';

/** Neither the region nor any list of the cluster has it: then nothing else needs to be said. */
export function isUnheardOf(wanted: VersionAim, cluster: Cluster, pool?: NodePool): boolean {
  const region = regionListOf(cluster);
  if (region === undefined) return false;
  const version = inFull(wanted);
  const known = [...region.patches, ...(cluster.offers ?? []), ...(pool?.offer?.upgrades ?? []), cluster];
  const isSame = wanted.kind === 'minor' ? isSameMinor : isEqual;
  return !known.some((each) => isSame(each.version, version));
}

export function tellUnheardOf({ text }: Pick<VersionAim, 'text'>, { location }: Cluster): string {
  return `AKS does not have ${text} in ${location}.`;
}

function isEqual(a: KubernetesVersion, b: KubernetesVersion): boolean {
  return compareVersions(a, b) === 0;
}

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
      return refusing(tellUnheardOf(version, cluster));
    case 'other-plan':
      return regionListOf(cluster) === undefined
        ? lacking(
            `The list of versions of ${location} could not be read: whether ${version.text} is covered by the support plan ${supportPlan} is not known. ${describeSupport(bundledCalendar, version, supportPlan, now) ?? ''}`.trim(),
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
