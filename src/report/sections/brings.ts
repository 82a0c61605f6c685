import { isMissing } from '../../releases/releases.ts';
import { hasPassed, tellDay } from '../dates.ts';
import { codeSpan, count, escapeText } from '../markdown.ts';
import type { ImagePair, ReleaseView } from '../release-view.ts';
import type { Told } from '../told.ts';
import { countSecurity } from './image-diff.ts';
import { nameSystem } from './image-pairs.ts';

/** Components that speak for a whole image. */
const mostComponents = 2;

/** What runs workloads: the name of a system says less than its kernel. */
const telling: ReadonlyMap<string, string> = new Map([
  ['Kernel', 'kernel'],
  ['containerd', 'containerd'],
  ['Windows build', 'Windows build'],
]);

/**
 * In one line what the image brings that most pools of `clusters` need, and how many more there are; empty where
 * that is not known. Without `clusters`: of all that need attention.
 */
export function tellBrings({ pairs }: ReleaseView, clusters?: ReadonlySet<string>): string {
  const concerned = pairs
    .map((pair) => ({ pair, pools: countPools(pair, clusters), words: listNews(pair) }))
    .filter(({ pools }) => pools > 0)
    .sort((a, b) => b.pools - a.pools);
  const first = concerned.find(({ words }) => words.length > 0);
  if (first === undefined) return tellNewSystem(pairs, clusters);
  const { pair, pools, words } = first;
  const whom = `${count(pools, 'pool')} (${escapeText(nameSystem(pair.change.to), 60)})`;
  const rest = concerned.length - 1;
  const more = rest === 0 ? '' : `; ${count(rest, 'more change')} of node image below`;
  return `**What it brings** to ${whom}: ${words.join(', ')}${more}.`;
}

/** Where Kubernetes brings another system, no notes of the old one tell what changes. */
function tellNewSystem(pairs: readonly ImagePair[], clusters: ReadonlySet<string> | undefined): string {
  const replaced = pairs.flatMap((pair) =>
    pair.replaced
      .filter(({ cluster, isUrgent }) => (clusters === undefined ? isUrgent : clusters.has(cluster.id)))
      .map(({ system }) => ({ system, before: nameSystem(pair.change.from) })),
  );
  const groups = [...Map.groupBy(replaced, ({ system, before }) => `${before}\n${system}`)];
  const [most] = groups.sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  const [entry] = most?.[1] ?? [];
  if (most === undefined || entry === undefined) return '';
  const whom = `${count(most[1].length, 'pool')} (${escapeText(entry.before, 60)})`;
  return `**What it brings** to ${whom}: ${escapeText(entry.system, 60)} in its place.`;
}

function countPools({ urgent }: ImagePair, clusters: ReadonlySet<string> | undefined): number {
  return clusters === undefined ? urgent.length : urgent.filter(({ id }) => clusters.has(id)).length;
}

function listNews({ change: { diff, cves } }: ImagePair): readonly string[] {
  const rows = isMissing(diff) ? [] : diff.rows;
  const components = rows.flatMap((row) => {
    const name = telling.get(row.what);
    return 'from' in row && name !== undefined ? [`${name} ${spanVersions(row.from, row.to)}`] : [];
  });
  const security = countSecurity(diff);
  const closed = cves === undefined || isMissing(cves) ? 0 : cves.ids.length;
  return [
    ...components.slice(0, mostComponents),
    ...(security === '' ? [] : [security]),
    ...(closed === 0 ? [] : [`${count(closed, 'CVE')} closed (per AKS scan)`]),
  ];
}

/** `5.15.0-1102-azure` as `5.15.0-1102`, where that still tells the two apart. */
function spanVersions(...versions: readonly [string, string]): string {
  const short = versions.map((text) => /^\d[\d.]*(?:-\d+)*(?![\w.])/.exec(text)?.[0] ?? text);
  const shown = new Set(short).size === 2 ? short : versions;
  return shown.map((text) => codeSpan(text, 40)).join(' → ');
}

/** Of Kubernetes, as its days are those that an upgrade is for; empty where the box says that day anyway. */
export function tellNextEnd({ now, drift }: Told, { timeLeft }: ReleaseView): string {
  const next = timeLeft.find(
    ({ subject, event, day }) =>
      subject.startsWith('Kubernetes ') && /support ends$/.test(event) && !hasPassed(day, now),
  );
  const isDeadline = drift.findings.some(
    ({ severity, due }) => severity !== 'information' && due === next?.day,
  );
  if (next === undefined || isDeadline) return '';
  return `Next end of support: ${escapeText(next.subject, 40)}, **${tellDay(next.day)}**.`;
}
