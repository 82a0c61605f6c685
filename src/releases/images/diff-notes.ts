import type { ComponentChange, ImageDiff } from '../releases.ts';
import { diffPackages } from './diff-packages.ts';
import type { ImageNote } from './image-note.ts';
import type { LinuxNote } from './linux-note.ts';
import type { WindowsNote } from './windows-note.ts';

const mostRows = 10;
const mostListed = 20;

/** They have a row of their own, or change with one that has. */
const toldElsewhere: ReadonlySet<string> = new Set([
  'containerd',
  'runc',
  'CNI plugin',
  'containernetworking-plugins',
  'Azure CNI',
  'nvidia-cuda-driver',
  'nvidia-cuda-driver-prebaked',
  'nvidia-grid-driver',
  'kubelet',
  'kubectl',
  'kubernetes-binaries',
  'azure-acr-credential-provider',
  'datacenter-gpu-manager-4-proprietary',
]);

/** What differs between the notes of two images of one kind. */
export function diffNotes(from: ImageNote, to: ImageNote): ImageDiff {
  if (from.system === 'Windows' || to.system === 'Windows') {
    const areBoth = from.system === 'Windows' && to.system === 'Windows';
    return { rows: areBoth ? takeRows(diffWindows(from, to)) : [] };
  }
  const packages =
    from.packages === undefined || to.packages === undefined
      ? undefined
      : diffPackages(from.packages, to.packages);
  return { rows: takeRows(diffLinux(from, to)), ...(packages === undefined ? {} : { packages }) };
}

function diffLinux(from: LinuxNote, to: LinuxNote): readonly (ComponentChange | undefined)[] {
  const component = (what: string, name: string) =>
    diffVersions(what, from.components.get(name), to.components.get(name));
  return [
    diffValues('OS release', from.release, to.release),
    diffValues('Kernel', from.kernel, to.kernel),
    diffValues('containerd', from.containerd, to.containerd),
    // The package comes first in the list, and other copies after it.
    diffValues('runc', from.components.get('runc')?.[0], to.components.get('runc')?.[0]),
    component('CNI plugins', 'containernetworking-plugins') ?? component('CNI plugins', 'CNI plugin'),
    component('Azure CNI', 'Azure CNI'),
    component('NVIDIA CUDA driver', 'nvidia-cuda-driver'),
    component('NVIDIA GRID driver', 'nvidia-grid-driver'),
    diffLists('Cached kubelets', from.kubelets, to.kubelets),
    ...listOthers(from, to),
  ];
}

function diffWindows(from: WindowsNote, to: WindowsNote): readonly (ComponentChange | undefined)[] {
  const old = new Set(from.updates.map(({ id }) => id));
  const updates = to.updates.filter(({ id }) => !old.has(id));
  return [
    diffValues('Windows build', from.build, to.build),
    // Updates replace those of the month before: what is no longer listed was not taken back.
    diffLists(
      'Windows updates',
      [],
      updates.map(({ id, isSecurity }) => (isSecurity ? `${id} (Security Update)` : id)),
    ),
    diffLists('containerd bundled', from.containerd, to.containerd),
    diffLists('Azure CNI', from.azureCni, to.azureCni),
    diffLists('Cached kubelets', from.kubelets, to.kubelets),
  ];
}

/** Components of which both images hold one: where a name is new in the notes, it need not be new in the image. */
function listOthers(from: LinuxNote, to: LinuxNote): readonly (ComponentChange | undefined)[] {
  return [...to.components.keys()]
    .filter((name) => !toldElsewhere.has(name))
    .sort()
    .map((name) => {
      const [before, after] = [from.components.get(name), to.components.get(name)];
      return before?.length === 1 && after?.length === 1 ? diffVersions(name, before, after) : undefined;
    });
}

function takeRows(rows: readonly (ComponentChange | undefined)[]): readonly ComponentChange[] {
  return rows.filter((row) => row !== undefined).slice(0, mostRows);
}

function diffVersions(
  what: string,
  from: readonly string[] | undefined,
  to: readonly string[] | undefined,
): ComponentChange | undefined {
  if (from === undefined || to === undefined) return undefined;
  if (from.length === 1 && to.length === 1) return diffValues(what, from[0], to[0]);
  return diffLists(what, from, to);
}

function diffValues(
  what: string,
  from: string | undefined,
  to: string | undefined,
): ComponentChange | undefined {
  if (from === undefined || to === undefined || bare(from) === bare(to)) return undefined;
  return { what, from, to };
}

function diffLists(
  what: string,
  from: readonly string[],
  to: readonly string[],
): ComponentChange | undefined {
  const [before, after] = [new Set(from.map(bare)), new Set(to.map(bare))];
  const added = to.filter((value) => !before.has(bare(value)));
  const removed = from.filter((value) => !after.has(bare(value)));
  if (added.length === 0 && removed.length === 0) return undefined;
  return { what, added: added.slice(0, mostListed), removed: removed.slice(0, mostListed) };
}

/** `v1.7.15-1` and `1.7.15-1` are told side by side, and are one. */
function bare(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}
