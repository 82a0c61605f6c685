import { listKubelets, readKubernetesVersion } from './kubelets.ts';
import { readValue } from './note-lines.ts';

/** What a Linux note says that the image holds, besides packages. */
export interface NotedComponents {
  readonly components: ReadonlyMap<string, readonly string[]>;
  readonly kubelets: readonly string[];
}

/** The longest known lists have 50 names, and 30 versions. */
const mostNames = 300;
const mostVersions = 60;

/** Lines of these differ in how a version is told, and all tell a kubelet of the image. */
const kubeletSources: ReadonlySet<string> = new Set(['kubelet', 'kubernetes-binaries']);

/** A name that is written otherwise in older notes. */
const renamed: ReadonlyMap<string, string> = new Map([['nvidia-driver', 'nvidia-cuda-driver']]);

export function readComponents(lines: readonly string[]): NotedComponents {
  const components = new Map<string, string[]>();
  const kubelets: string[] = [];
  for (const line of lines) {
    const component = line.startsWith('  - ') ? readComponent(line.slice(4)) : undefined;
    if (component !== undefined) add(components, component);
    const kubelet = readKubelet(line, component);
    if (kubelet !== undefined) kubelets.push(kubelet);
  }
  return { components, kubelets: listKubelets(kubelets) };
}

/** `containerd version 1.7.33-ubuntu22.04u1`, `[installed] containerd v1.7.1-1`, `nvidia-cuda-driver=580.159.04-2026…` */
function readComponent(text: string): readonly [string, string] | undefined {
  const [name, version] =
    split(text, ' version ') ??
    (text.startsWith('[installed] ') ? split(text.slice('[installed] '.length), ' ') : undefined) ??
    split(text, '=') ??
    [];
  if (name === undefined || version === undefined) return undefined;
  const known = readValue(name);
  const value = readValue(version);
  // Some builds left a hole where a version was to stand, and container images are no components.
  if (!/^[A-Za-z][\w +.-]*$/.test(known) || !/^(?:cuda-)?v?\d/.test(value)) return undefined;
  return [renamed.get(known) ?? known, value];
}

function split(text: string, separator: string): readonly [string, string] | undefined {
  const at = text.indexOf(separator);
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at + separator.length)];
}

function add(components: Map<string, string[]>, [name, version]: readonly [string, string]): void {
  const versions = components.get(name) ?? [];
  if (versions.length < mostVersions && !versions.includes(version)) versions.push(version);
  if (components.size < mostNames || components.has(name)) components.set(name, versions);
}

/** `1.34.8`, `1.30.101-akslts`: from a component, or from the file that stands in the list of downloads. */
function readKubelet(line: string, component: readonly [string, string] | undefined): string | undefined {
  if (component !== undefined) {
    const [name, version] = component;
    return kubeletSources.has(name) ? readKubernetesVersion(version) : undefined;
  }
  const path = /\/bin\/kubelet-(.{1,40})$/.exec(line)?.[1];
  return path === undefined ? undefined : readKubernetesVersion(path);
}
