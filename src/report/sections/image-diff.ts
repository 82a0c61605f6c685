/** What differs between two node images of one kind. Every string of it is somebody else's. */

import {
  type ClosedCves,
  type ComponentChange,
  type ImageChange,
  type ImageDiff,
  isMissing,
  type Missing,
  type PackageChange,
  type PackageChanges,
} from '../../releases/releases.ts';
import { codeSpan, count, details, escapeText, listWords, table } from '../markdown.ts';

const mostRows = 10;
/** Of a list: what was added, and what was removed. */
const mostItems = 6;
const mostCves = 10;
const mostPackages = 150;

/** `hasPackages`: with the list of them, folded. */
export function tellImageChange({ diff, cves }: ImageChange, hasPackages: boolean): string {
  return [
    isMissing(diff) ? '' : tellComponents(diff),
    isMissing(diff) ? tellMissing('What changes is not known', diff) : countPackages(diff.packages),
    cves === undefined ? '' : tellCves(cves),
    hasPackages && !isMissing(diff) ? tellPackages(diff.packages) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Whether anything is told of closed CVEs. */
export function hasCves({ cves }: ImageChange): boolean {
  return cves !== undefined && !isMissing(cves);
}

export function hasPackageList({ diff }: ImageChange): boolean {
  return !isMissing(diff) && (diff.packages?.list.length ?? 0) > 0;
}

/** `84 security updates`; nothing where the notes do not say, or none is among them. */
export function countSecurity(diff: ImageDiff | Missing): string {
  const security = isMissing(diff) ? 0 : (diff.packages?.security ?? 0);
  return security === 0 ? '' : count(security, 'security update');
}

function tellMissing(what: string, { missing }: Missing): string {
  return `${what}: ${escapeText(missing)}.`;
}

function tellComponents({ rows }: ImageDiff): string {
  const components = rows.slice(0, mostRows).map(tellRow);
  return components.length === 0
    ? 'The notes name no component that differs.'
    : table(['Component', 'Before', 'After'], components);
}

function tellRow(change: ComponentChange): readonly string[] {
  const what = escapeText(change.what, 60);
  if ('from' in change) return [what, tellVersion(change.from), tellVersion(change.to)];
  return [what, tellItems('removed', change.removed), tellItems('added', change.added)];
}

function tellVersion(text: string): string {
  return codeSpan(text, 60);
}

function tellItems(verb: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const shown = items.slice(0, mostItems).map(tellVersion);
  const rest = items.length - shown.length;
  return `${verb} ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function countPackages(packages: PackageChanges | undefined): string {
  if (packages === undefined) return '';
  const { total, changed, added, removed, security, untold = 0 } = packages;
  return [
    `${changed} of ${count(total, 'package')} changed`,
    // None is only known where it is known of all.
    ...(security === undefined || changed === 0 || (security === 0 && untold > 0)
      ? []
      : [`${security} of them for security`]),
    ...(untold > 0 ? [`${untold} of them of unknown origin`] : []),
    ...(added > 0 ? [`${added} added`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ]
    .join(', ')
    .concat('.');
}

function tellCves(cves: ClosedCves | Missing): string {
  if (isMissing(cves)) return tellMissing('Closed CVEs are not known', cves);
  const { ids } = cves;
  if (ids.length === 0) return 'No CVE closed, per AKS scan.';
  const shown = ids.slice(0, mostCves).map((id) => escapeText(id, 20));
  const rest = ids.length - shown.length;
  const named = listWords(rest > 0 ? [...shown, `${rest} more`] : shown);
  return `${count(ids.length, 'CVE')} closed, per AKS scan: ${named}.`;
}

function tellPackages(packages: PackageChanges | undefined): string {
  const all = packages?.list ?? [];
  if (packages === undefined || all.length === 0) return '';
  const listed = all.slice(0, mostPackages);
  const rest = packages.changed + packages.added + packages.removed - listed.length;
  const rows = table(['Package', 'Before', 'After'], listed.map(tellPackage));
  const more = rest > 0 ? `\n\nAnd ${count(rest, 'more package')}: see the notes.` : '';
  return details(`${count(listed.length, 'package')} by name`, `${rows}${more}`);
}

function tellPackage({ name, from, to, isSecurity }: PackageChange): readonly string[] {
  const after = to === undefined ? 'removed' : tellVersion(to);
  return [
    codeSpan(name, 60),
    from === undefined ? 'added' : tellVersion(from),
    isSecurity === true ? `${after} (security)` : after,
  ];
}
