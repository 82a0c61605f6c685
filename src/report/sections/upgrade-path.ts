import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import { byText, type ClusterView } from '../cluster-view.ts';
import { count, fence } from '../markdown.ts';

/** More ways than that are a net, and no picture. */
const mostPaths = 8;

interface Path {
  /** What runs, each version to pass through, the target. */
  readonly versions: readonly KubernetesVersion[];
  readonly clusters: number;
}

/**
 * The ways of control planes, as a Mermaid flow chart without colours of its own, so that it is read on light and dark.
 * Built from parsed numbers alone: no string of Azure gets into it.
 */
export function tellUpgradePath(views: readonly ClusterView[]): string {
  const paths = gatherPaths(views);
  const shown = paths.slice(0, mostPaths);
  if (shown.length === 0) return '';
  const rest = paths.slice(mostPaths).reduce((sum, { clusters }) => sum + clusters, 0);
  const lines = [
    'flowchart LR',
    ...listNodes(shown),
    ...listEdges(shown),
    '    classDef target stroke-width:3px',
  ];
  return [
    '### Upgrade paths',
    fence('mermaid', lines.join('\n')),
    ...(rest > 0 ? [`And ${count(rest, 'more cluster')} on other paths.`] : []),
  ].join('\n\n');
}

/** Those of most clusters first. */
function gatherPaths(views: readonly ClusterView[]): readonly Path[] {
  const moving = views.flatMap(({ cluster, drift }) =>
    drift?.controlPlane === undefined ? [] : [[cluster.version, ...drift.controlPlane.hops]],
  );
  return [...Map.groupBy(moving, (versions) => versions.map(numbersOf).join(' '))]
    .map(([key, [versions = [], ...others]]) => ({ key, versions, clusters: others.length + 1 }))
    .sort((a, b) => b.clusters - a.clusters || byText<typeof a>(({ key }) => key)(a, b));
}

function listNodes(paths: readonly Path[]): readonly string[] {
  const sum = (ofEnd: (path: Path) => KubernetesVersion | undefined) => {
    const clusters = new Map<string, number>();
    for (const path of paths) {
      const version = ofEnd(path);
      if (version === undefined) continue;
      clusters.set(numbersOf(version), (clusters.get(numbersOf(version)) ?? 0) + path.clusters);
    }
    return clusters;
  };
  const running = sum(({ versions }) => versions[0]);
  const aimed = sum(({ versions }) => versions.at(-1));
  const all = new Map(
    paths.flatMap(({ versions }) => versions).map((version) => [numbersOf(version), version]),
  );
  return [...all]
    .sort(([, a], [, b]) => a.major - b.major || a.minor - b.minor || a.patch - b.patch)
    .map(([numbers]) => writeNode(numbers, running.get(numbers), aimed.get(numbers)));
}

function writeNode(numbers: string, running = 0, aimed = 0): string {
  const words = [
    numbers,
    ...(running > 0 ? [`${count(running, 'cluster')} today`] : []),
    ...(aimed > 0 ? [`target of ${aimed}`] : []),
  ].join('<br>');
  return `    ${idOf(numbers)}["${words}"]${aimed > 0 ? ':::target' : ''}`;
}

function listEdges(paths: readonly Path[]): readonly string[] {
  const edges = paths.flatMap(({ versions }) =>
    versions
      .slice(1)
      .map((to, at) => `    ${idOf(numbersOf(versions[at] ?? to))} --> ${idOf(numbersOf(to))}`),
  );
  return [...new Set(edges)].sort();
}

function numbersOf({ major, minor, patch }: KubernetesVersion): string {
  return [major, minor, patch].join('.');
}

function idOf(numbers: string): string {
  return `v${numbers.replaceAll('.', '_')}`;
}
