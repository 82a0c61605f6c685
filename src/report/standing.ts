/** What should become of an item that says what is due. */

import { type ClusterView, findStuck, isBlocking } from './cluster-view.ts';
import { linkRun } from './links.ts';
import type { Page } from './report.ts';
import { runsUpgrade } from './running.ts';
import { countRead } from './sections/footer.ts';
import type { Told } from './told.ts';

/** An unread region list and an aim out of reach open nothing by themselves, but nothing is closed over them. */
export function judgeStanding(told: Told, views: readonly ClusterView[]): Page['standing'] {
  const { inventory, plan, drift } = told;
  const isDue =
    plan.steps.length > 0 ||
    plan.holds.some(isBlocking) ||
    views.some((view) => findStuck(view).length > 0) ||
    drift.findings.some((finding) => finding.severity === 'required') ||
    drift.clusters.some((cluster) => cluster.isUnsupported) ||
    inventory.unread.some((entry) => entry.kind !== 'region');
  if (isDue) return 'due';
  return isReadInFull(told) ? 'clear' : 'leave';
}

/** Whether nothing due would show, had there been anything. */
export function isReadInFull({ inventory }: Told): boolean {
  // A running upgrade shows its target from the first second: nothing is closed over what it only seems to be.
  const isOpen = inventory.unread.length > 0 || inventory.clusters.some(runsUpgrade);
  return inventory.clusters.length > 0 && !isOpen;
}

export function tellClosing(told: Told): string {
  return `Nothing is due any more: ${countRead(told)} were looked at by ${linkRun(told.context)}, and everything could be read. The next check opens a report again when something is due.`;
}
