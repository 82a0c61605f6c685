import { containerdOf, kernelOf, runcOf } from './release-components.ts';
import type { NotedKind } from './release-kinds.ts';
import { type Installed, ubuntuPackages, ubuntuReleaseOf } from './release-packages.ts';
import { rpmPackages } from './release-rpms.ts';

/** What the versions of packages that AKS builds itself end in. */
export function tailOf(kind: NotedKind): string {
  if (kind.system === 'Ubuntu') return `-ubuntu${kind.release}u1`;
  return kind.release === '3.0' ? '-1.azl3' : '-1.cm2';
}

/** Every package of an image of Linux, whoever made it. */
export function linuxInstalled(kind: NotedKind, built: number): readonly Installed[] {
  if (kind.system !== 'Ubuntu') return rpmPackages(kind, built);
  return [...ubuntuPackages(kind, built), ...kernelPackages(kind, built), ...runtimePackages(kind, built)];
}

function kernelPackages(kind: NotedKind, built: number): readonly Installed[] {
  const { code } = ubuntuReleaseOf(kind);
  const kernel = kernelOf(kind, built);
  const version = `${kernel}.${Number(kernel.split('-')[1]) - 990}`;
  const architecture = kind.isArm ? 'arm64' : 'amd64';
  const source = { name: `kernel ${kind.release.replace('.', '')}`, days: kind.release === '22.04' ? 8 : 12 };
  const common = {
    suite: `${code}-updates,${code}-security`,
    version,
    architecture,
    state: 'installed,automatic',
    source,
  };
  const names = ['cloud-tools', 'headers', 'image', 'modules', 'modules-extra', 'tools'];
  return [
    ...names.map((name) => ({ ...common, name: `linux-${name}-${kernel}-azure` })),
    ...['cloud-tools', 'headers', 'image', 'tools'].map((name) => ({
      ...common,
      name: `linux-${name}-azure-lts-${kind.release}`,
      state: 'installed',
    })),
    { ...common, name: 'linux-libc-dev' },
    { ...common, name: 'linux-tools-common', architecture: 'all' },
  ];
}

function runtimePackages(kind: NotedKind, built: number): readonly Installed[] {
  const { code } = ubuntuReleaseOf(kind);
  const tail = tailOf(kind);
  const common = { suite: code, architecture: kind.isArm ? 'arm64' : 'amd64' };
  const old = { ...common, state: 'installed,upgradable to: 2.3.9-ubuntu22.04u1' };
  const local = { ...common, suite: '', state: 'installed,local' };
  return [
    {
      ...(kind.release === '22.04' ? old : { ...common, state: 'installed' }),
      name: 'moby-containerd',
      version: `${containerdOf(kind, built)}${tail}`,
    },
    { ...common, state: 'installed', name: 'moby-runc', version: `${runcOf(kind, built)}${tail}` },
    { ...common, state: 'installed', name: 'kubernetes-cri-tools', version: `1.34.0${tail}` },
    { ...local, name: 'acr-mirror', version: '0.3.1-1' },
    { ...local, name: 'ig-gadgets', version: '0.53.2-ubuntu20.04u1' },
    ...(kind.isFips ? [{ ...local, name: 'ubuntu-fips', version: '1.2.2', state: 'installed' }] : []),
  ];
}
