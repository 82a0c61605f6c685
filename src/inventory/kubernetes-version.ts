import semver from 'semver';

/** A full Kubernetes version, `1.33.10` or LTS's `1.30.101`. Compared as a version, never as text. */
export interface KubernetesVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** `v1.33.5`, `1.33.5`, `1.33.5-akslts`: undefined for anything that is no full version (an alias such as `1.33`). */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const parsed = semver.parse(text.trim().replace(/^v/i, ''));
  if (parsed === null) return undefined;
  return { text: parsed.version, major: parsed.major, minor: parsed.minor, patch: parsed.patch };
}

/** Below zero when `a` is older. */
export function compareVersions(a: KubernetesVersion, b: KubernetesVersion): number {
  return semver.compare(a.text, b.text);
}

export function isSameMinor(a: KubernetesVersion, b: KubernetesVersion): boolean {
  return a.major === b.major && a.minor === b.minor;
}

/** Minors from `older` to `newer`; a change of major counts as more than any skew allows. */
export function minorsBetween(older: KubernetesVersion, newer: KubernetesVersion): number {
  return (newer.major - older.major) * 100 + newer.minor - older.minor;
}

/** `1.33` */
export function minorOf(version: { readonly major: number; readonly minor: number }): string {
  return `${version.major}.${version.minor}`;
}
