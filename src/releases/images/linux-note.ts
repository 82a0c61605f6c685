import { isMissing, type Missing } from '../releases.ts';
import { readComponents } from './components.ts';
import type { ImageSystem } from './named-kinds.ts';
import { cutSection, readValue } from './note-lines.ts';
import { checkSystem, readSystem } from './note-system.ts';
import { type Package, parsePackages } from './packages.ts';

export interface LinuxNote {
  readonly system: 'Linux';
  /** `22.04.5 LTS`, `3.0.20260706`; absent in notes up to 2023. */
  readonly release?: string;
  /** `5.15.0-1116-azure` */
  readonly kernel: string;
  /** Absent: the note does not tell, as with Flatcar and Azure Container Linux. */
  readonly containerd?: string;
  /** Versions by name, in the order of the note; names repeat in it. */
  readonly components: ReadonlyMap<string, readonly string[]>;
  /** Versions of Kubernetes that the image holds a kubelet for. */
  readonly kubelets: readonly string[];
  /** Absent: the note lists none, as with Flatcar and Azure Container Linux. */
  readonly packages?: ReadonlyMap<string, Package>;
}

/** Kata and OS Guard images say by their packages alone what other notes have a line for. */
const containerdPackages = ['containerd2', 'containerd', 'moby-containerd', 'moby-containerd-cc'];
const kernelPackages = ['kernel-ipe'];

/** `lines` of a note, which must be one of `expected`. */
export function parseLinuxNote(lines: readonly string[], expected: ImageSystem): LinuxNote | Missing {
  const release = cutSection(lines, 'os-release');
  const listed = cutSection(lines, 'Installed Packages');
  const isWhole = lines.some((line) => line.startsWith('Install completed'));
  if (!isWhole || release === 'open' || listed === 'open') return { missing: 'the note is cut short' };
  const packages = parsePackages(listed === 'absent' ? [] : listed, expected.os === 'Ubuntu' ? 'apt' : 'rpm');
  if (isMissing(packages)) return packages;
  const kernel = readKernel(lines) ?? findVersion(packages, kernelPackages);
  if (kernel === undefined) return { missing: 'the note names no kernel' };
  const system = readSystem(release === 'absent' ? undefined : release, lines, kernel);
  const refusal = checkSystem(system, expected);
  if (refusal !== undefined) return refusal;
  const { components, kubelets } = readComponents(lines);
  const containerd = components.get('containerd')?.[0] ?? findVersion(packages, containerdPackages);
  return {
    system: 'Linux',
    kernel,
    components,
    kubelets,
    ...(system?.release === undefined ? {} : { release: system.release }),
    ...(containerd === undefined ? {} : { containerd }),
    ...(packages.size === 0 ? {} : { packages }),
  };
}

/** `Linux version 5.15.0-1116-azure (builder@…`, as `/proc/version` has it. */
function readKernel(lines: readonly string[]): string | undefined {
  const line = lines.find((text) => text.startsWith('Linux version '));
  const kernel = readValue(line?.split(' ', 3)[2]);
  return /^\d/.test(kernel) ? kernel : undefined;
}

function findVersion(packages: ReadonlyMap<string, Package>, names: readonly string[]): string | undefined {
  return names.map((name) => packages.get(name)?.version).find((version) => version !== undefined);
}
