/** The two forms in which a Kubernetes version is written down, `1.33` and `1.33.5`, either with a `v` before it. */

import { versionAim } from '../inputs/aim-forms.ts';
import { isWrong } from '../inputs/fields.ts';
import type { VersionAim } from '../inputs/version-aim.ts';
import type { KubernetesVersion } from '../inventory/kubernetes-version.ts';
import {
  compareVersions,
  minorOf,
  minorsBetween,
  parseKubernetesVersion,
} from '../inventory/kubernetes-version.ts';
import type { Pin } from './pin.ts';

/** `undefined`: no Kubernetes version that AKS has ever had, such as the `1.3` that YAML makes of `1.30`. */
export function readPinnedVersion(value: string): VersionAim | undefined {
  const reading = versionAim.read(value);
  return isWrong(reading) ? undefined : reading.value;
}

/** The version in full; of a minor its first patch, which stands for the minor where only that counts. */
export function inFull(wanted: VersionAim): KubernetesVersion {
  const text = wanted.kind === 'exact' ? wanted.text : `${wanted.text}.0`;
  const { major, minor } = wanted.kind === 'minor' ? wanted : { major: 0, minor: 0 };
  return parseKubernetesVersion(text) ?? { text, major, minor, patch: 0 };
}

/**
 * Below zero: behind what runs. A minor is level with each of its patches: asking for the minor that runs starts no
 * upgrade (AKS REST description of `kubernetesVersion`).
 */
export function comparePinned(wanted: VersionAim, running: KubernetesVersion): number {
  const version = inFull(wanted);
  return wanted.kind === 'minor' ? minorsBetween(running, version) : compareVersions(version, running);
}

/** The version in the form that stands there. */
export function writeLike(value: string, version: KubernetesVersion): string {
  const prefix = /^v/i.exec(value)?.[0] ?? '';
  const isMinor = readPinnedVersion(value)?.kind === 'minor';
  return `${prefix}${isMinor ? minorOf(version) : version.text}`;
}

/** Without quotes `1.30` is the number 1.3. */
export function losesZeros(pin: Pick<Pin, 'isBareNumber'>, text: string): boolean {
  return pin.isBareNumber && /^\d+\.\d*0$/.test(text);
}
