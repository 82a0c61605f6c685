import type { Cluster, NodePool, SupportPlan } from '../inventory/inventory.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import { compareVersions, isSameMinor, minorOf } from '../inventory/kubernetes-version.ts';
import type { Minor } from '../releases/calendar.ts';
import {
  bundledCalendar,
  type Calendar,
  describePlatformSupport,
  type Support,
  supportOf,
} from '../releases/calendar.ts';
import type { Finding } from './drift.ts';
import { regionListOf } from './region-list.ts';

/** Days before the end of support: told from the first, urgent from the second. */
const noticeDays = 60;
const urgentDays = 14;

const planNames: Readonly<Record<SupportPlan, string>> = {
  KubernetesOfficial: 'community support',
  AKSLongTermSupport: 'long-term support',
};

/**
 * Texts give dates, never days from today: an unchanged fleet must read the same tomorrow.
 * Support of what runs: the control plane, and each pool on a minor of its own. Judged by the bundled calendar, since
 * steps, outputs and what opens or closes an issue hang on it; where `told` has another day, that is said besides.
 */
export function findSupport(cluster: Cluster, now: Date, told: Calendar): Finding[] {
  const pools = cluster.pools.filter((pool) => !isSameMinor(pool.version, cluster.version));
  return [
    ...ofVersion(told, cluster, cluster.version, now),
    ...coverage(cluster, now),
    ...preview(cluster),
    ...pools.flatMap((pool) => ofVersion(told, cluster, pool.version, now, pool)),
  ];
}

/** Out of support by the calendar, by the region's list, or as an LTS patch that is too old. */
export function isUnsupported(findings: readonly Finding[]): boolean {
  return findings.some(
    (finding) => finding.code === 'AKS007' || (finding.code === 'AKS022' && finding.severity === 'required'),
  );
}

/** When the support of a minor ends, of whatever runs; `undefined`: it is newer than the calendar. */
export function describeSupport(
  calendar: Calendar,
  version: Minor,
  plan: SupportPlan,
  now: Date,
): string | undefined {
  const { hasEnded, end } = supportOf(calendar, version, plan, now);
  if (hasEnded === undefined) return undefined;
  const what = `${capital(planNames[plan])} of Kubernetes ${minorOf(version)}`;
  if (end === undefined) return `${what} had ended before ${calendar.asOf}.`;
  return `${what} ${hasEnded ? 'ended' : 'ends'} on ${end} (as of ${calendar.asOf}).`;
}

function ofVersion(
  told: Calendar,
  cluster: Cluster,
  version: KubernetesVersion,
  now: Date,
  pool?: NodePool,
): Finding[] {
  const support = supportOf(bundledCalendar, version, cluster.supportPlan, now);
  const besides = supportOf(told, version, cluster.supportPlan, now);
  const where = pool === undefined ? { cluster } : { cluster, pool };
  const what = `${planNames[cluster.supportPlan]} of Kubernetes ${minorOf(version)}`;
  const other = tellOther(support, besides, told);
  if (support.hasEnded === true) {
    const { asOf } = bundledCalendar;
    const when = support.end === undefined ? `had ended before ${asOf}` : `ended on ${support.end}`;
    const text = `${capital(what)} ${when} (as of ${asOf}); ${version.text} runs. ${describePlatformSupport(bundledCalendar, version, now)}${other}`;
    return [{ code: 'AKS007', severity: 'required', ...where, text, ...due(support.end) }];
  }
  if (!isNear(support)) {
    if (other === '' || !isNear(besides)) return [];
    const judged = support.end === undefined ? 'does not know when' : `says ${support.end} for when`;
    const text = `The calendar that comes with the action (as of ${bundledCalendar.asOf}) ${judged} ${what} ends; ${version.text} runs.${other}`;
    return [{ code: 'AKS008', severity: 'information', ...where, text }];
  }
  const ends = `ends on ${support.end} (as of ${bundledCalendar.asOf}); ${version.text} runs`;
  const isUrgent = support.daysLeft <= urgentDays;
  const text = isUrgent
    ? `${capital(what)} ${ends}. At most two weeks are left: upgrade now.${other}`
    : `${capital(what)} ${ends}.${other}`;
  return [
    { code: 'AKS008', severity: isUrgent ? 'required' : 'recommended', ...where, text, ...due(support.end) },
  ];
}

/** Over, or about to be. */
function isNear(support: Support): support is Support & { readonly end: string; readonly daysLeft: number } {
  return support.end !== undefined && support.daysLeft !== undefined && support.daysLeft <= noticeDays;
}

/** A sentence where the calendar that is told gives another day than the one that is judged by. */
function tellOther({ end }: Support, besides: Support, { asOf }: Calendar): string {
  return besides.end === undefined || besides.end === end
    ? ''
    : ` The calendar of the AKS docs as of ${asOf} says ${besides.end}.`;
}

/**
 * What the region's list says, which the calendar cannot know. A stand-in knows no plans, but two newer patches in it
 * are enough to call an LTS patch too old.
 */
function coverage(cluster: Cluster, now: Date): Finding[] {
  const ofMinor = (cluster.region?.patches ?? []).filter((patch) =>
    isSameMinor(patch.version, cluster.version),
  );
  const covered = ofMinor.filter((patch) => patch.supportPlans.includes(cluster.supportPlan));
  if (regionListOf(cluster) !== undefined && ofMinor.length > 0 && covered.length === 0) {
    const plans = [...new Set(ofMinor.flatMap((patch) => patch.supportPlans))].join(', ') || 'no plan';
    const text = `The region ${cluster.location} lists Kubernetes ${minorOf(cluster.version)} under ${plans} alone; the cluster has ${cluster.supportPlan} and runs ${cluster.version.text}.`;
    return [{ code: 'AKS022', severity: 'required', cluster, text }];
  }
  if (cluster.supportPlan !== 'AKSLongTermSupport') return [];
  const newest = covered
    .filter((patch) => !patch.isPreview)
    .map((patch) => patch.version)
    .sort((a, b) => compareVersions(b, a))
    .slice(0, 2);
  const oldestSupported = newest.at(-1);
  if (oldestSupported === undefined || compareVersions(cluster.version, oldestSupported) >= 0) return [];
  return [oldLtsPatch(cluster, newest, now)];
}

/** While the community supports the minor, all its patches are supported; under LTS the two newest alone. */
function oldLtsPatch(cluster: Cluster, newest: readonly KubernetesVersion[], now: Date): Finding {
  const community = supportOf(bundledCalendar, cluster.version, 'KubernetesOfficial', now);
  const names = newest.map((version) => version.text).join(' and ');
  const rule = `long-term support covers the two newest patches, ${names} in ${cluster.location}`;
  return community.hasEnded === false
    ? {
        code: 'AKS022',
        severity: 'recommended',
        cluster,
        text: `The control plane runs ${cluster.version.text}; once community support ends on ${community.end ?? ''}, ${rule}.`,
      }
    : {
        code: 'AKS022',
        severity: 'required',
        cluster,
        text: `The control plane runs ${cluster.version.text}; ${rule}.`,
      };
}

function preview(cluster: Cluster): Finding[] {
  const running = cluster.region?.patches.find(
    (patch) => compareVersions(patch.version, cluster.version) === 0 && patch.isPreview,
  );
  if (running === undefined) return [];
  const text = `The control plane runs ${cluster.version.text}, which ${cluster.location} lists as a preview.`;
  return [{ code: 'AKS027', severity: 'recommended', cluster, text }];
}

function due(end: string | undefined): { due?: string } {
  return end === undefined ? {} : { due: end };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
