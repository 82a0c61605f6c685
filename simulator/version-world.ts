import semver from 'semver';

/** One patch version in a region's list. */
export interface SimPatch {
  readonly version: string;
  readonly isPreview: boolean;
  readonly supportPlans: readonly SimSupportPlan[];
  /** What the region's list says this version may go to. */
  readonly upgrades: readonly string[];
}

export type SimSupportPlan = 'KubernetesOfficial' | 'AKSLongTermSupport';

/** A region's version list in words: which minors there are, and what is special about them. */
export interface VersionWorld {
  /** Patches of each minor, `{ '1.36': ['1.36.1', '1.36.2'] }`. */
  readonly patches: Readonly<Record<string, readonly string[]>>;
  readonly defaultMinor: string;
  readonly preview?: readonly string[];
  /** Minors that only Long Term Support covers any more. */
  readonly longTermOnly?: readonly string[];
}

/**
 * 22 November 2026: 1.37 is generally available since October, so 1.36 is the default; 1.38 is in preview;
 * 1.34 loses support on 30 November; 1.31 to 1.33 live on under Long Term Support (AKS version calendar).
 */
export const november2026: VersionWorld = {
  patches: {
    '1.31': ['1.31.12', '1.31.13'],
    '1.32': ['1.32.10', '1.32.11'],
    '1.33': ['1.33.11', '1.33.12'],
    '1.34': ['1.34.7', '1.34.8'],
    '1.35': ['1.35.4', '1.35.5'],
    '1.36': ['1.36.1', '1.36.2'],
    '1.37': ['1.37.0'],
    '1.38': ['1.38.0'],
  },
  defaultMinor: '1.36',
  preview: ['1.38'],
  longTermOnly: ['1.31', '1.32', '1.33'],
};

/**
 * The list with its upgrade paths: newer patches of the minor, the next minor, and from a version under Long Term
 * Support also the minor after that (AKS, "Supported Kubernetes versions": an LTS version may jump to a later one).
 */
export function listPatches(world: VersionWorld): readonly SimPatch[] {
  const minors = Object.keys(world.patches).toSorted((a, b) => minorNumber(a) - minorNumber(b));
  return minors.flatMap((minor, at) => {
    const longTermOnly = world.longTermOnly?.includes(minor) === true;
    const reach = minors.slice(at + 1, at + (longTermOnly ? 3 : 2));
    const beyond = reach.flatMap((next) => world.patches[next] ?? []);
    const own = world.patches[minor] ?? [];
    return own.map((version) => ({
      version,
      isPreview: world.preview?.includes(minor) === true,
      supportPlans: longTermOnly ? longTerm : bothPlans,
      upgrades: [...own.filter((other) => semver.gt(other, version)), ...beyond],
    }));
  });
}

const longTerm: readonly SimSupportPlan[] = ['AKSLongTermSupport'];
const bothPlans: readonly SimSupportPlan[] = ['KubernetesOfficial', 'AKSLongTermSupport'];

export function minorOfVersion(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

function minorNumber(minor: string): number {
  return Number(minor.split('.')[1]);
}

/** `AKSUbuntu-2404gen2containerd-202611.13.0`: the form of Linux images since 2023. */
export function linuxImage(kind: string, built: Date, revision = 0): string {
  const [year, month, day] = built.toISOString().slice(0, 10).split('-');
  return `${kind}-${year}${month}.${day}.${revision}`;
}

/** `AKSWindows-2022-containerd-20348.4405.261110`: Windows build, then YYMMDD. */
export function windowsImage(kind: string, build: string, built: Date): string {
  return `${kind}-${build}.${built.toISOString().slice(2, 10).replaceAll('-', '')}`;
}

const windowsBuilds: Readonly<Record<string, string>> = {
  'AKSWindows-2019-containerd': '17763',
  'AKSWindows-2022-containerd': '20348',
  'AKSWindows-2025-gen2': '26100',
};

/** The image of this kind that was built on that day, in the form that its OS uses. */
export function imageBuiltOn(kind: string, built: Date): string {
  const build = windowsBuilds[kind];
  if (build === undefined) return linuxImage(kind, built);
  // Windows revisions rise by about 130 a month; only that they rise matters here.
  const months = (built.getUTCFullYear() - 2022) * 12 + built.getUTCMonth();
  return windowsImage(kind, `${build}.${500 + months * 130}`, built);
}

/** Kinds that the simulated regions build: what stands before the version in `nodeImageVersion`. */
export const imageKinds = [
  'AKSUbuntu-2204gen2containerd',
  'AKSUbuntu-2204gen2TLcontainerd',
  'AKSUbuntu-2204gen2arm64containerd',
  'AKSUbuntu-2204gen2fipscontainerd',
  'AKSUbuntu-2404gen2containerd',
  'AKSAzureLinux-V3gen2',
  'AKSWindows-2019-containerd',
  'AKSWindows-2022-containerd',
  'AKSWindows-2025-gen2',
] as const;
