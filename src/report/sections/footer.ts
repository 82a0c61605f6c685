import { tellDay, tellInstant } from '../dates.ts';
import { linkDocument, linkRun } from '../links.ts';
import { codeSpan, count } from '../markdown.ts';
import type { Told } from '../told.ts';

/** What was looked at and by which measure. `releases`: what of the release data was not plainly read, as Markdown. */
export function tellFooter(told: Told, releases = ''): string {
  const { plan, drift } = told;
  const parts = [
    `Looked at ${countRead(told)}`,
    `aim: ${tellAim(told)}`,
    `support dates as of ${tellDay(drift.calendar.asOf)}`,
    ...(plan.steps.length > 0 ? [`plan ${codeSpan(plan.digest.replace(/^sha256:/, '').slice(0, 12))}`] : []),
    linkDocument('how to read this', 'reading-the-report.md'),
  ];
  return ['---', parts.join(' · '), ...(releases === '' ? [] : [releases])].join('\n\n');
}

/** The one line that the fingerprint leaves out; `marker.ts` knows its form. */
export function tellReading(told: Told): string {
  return `Read on ${tellInstant(told.inventory.takenAt)} by ${linkRun(told.context)}.`;
}

/** `7 clusters and 18 node pools in 2 subscriptions` */
export function countRead(told: Told): string {
  const { clusters, subscriptionIds } = told.inventory;
  const pools = clusters.reduce((sum, cluster) => sum + cluster.pools.length, 0);
  return `${count(clusters.length, 'cluster')} and ${count(pools, 'node pool')} in ${count(subscriptionIds.length, 'subscription')}`;
}

function tellAim({ inputs: { aim } }: Told): string {
  const version = aim.kubernetesVersion;
  return [
    version === undefined ? `channel ${codeSpan(aim.channel)}` : `Kubernetes ${codeSpan(version.text)}`,
    ...(aim.upgradeType === 'full' ? [] : [codeSpan(aim.upgradeType)]),
    ...(aim.minimumReleaseAge > 0 ? [`node images at least ${count(aim.minimumReleaseAge, 'day')} old`] : []),
  ].join(', ');
}
