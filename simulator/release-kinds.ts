/** The kinds of node images and where AKS keeps the note of each: folders of Azure/AgentBaker, pkg/agent/datamodel. */

export type NotedSystem = 'Ubuntu' | 'AzureLinux' | 'Mariner' | 'Windows' | 'Flatcar' | 'AzureContainerLinux';

export interface NotedKind {
  /** Below `vhdbuilder/release-notes`: `AKSUbuntu/gen2/2404containerd`. */
  readonly directory: string;
  readonly system: NotedSystem;
  /** `24.04`, `3.0`, `2022` */
  readonly release: string;
  readonly isArm: boolean;
  readonly isFips: boolean;
  readonly generation: 1 | 2;
  readonly variant?: 'kata' | 'osguard';
}

/** Folders on `main` and how many notes each had in August 2026. */
export const directories: readonly (readonly [string, number])[] = [
  ['AKSAzureContainerLinux/arm64gen2tl', 12],
  ['AKSAzureContainerLinux/gen2tl', 12],
  ['AKSAzureLinuxV3/cvmgen2', 25],
  ['AKSAzureLinuxV3/gen1', 67],
  ['AKSAzureLinuxV3/gen1fips', 67],
  ['AKSAzureLinuxV3/gen2', 67],
  ['AKSAzureLinuxV3/gen2arm64', 67],
  ['AKSAzureLinuxV3/gen2arm64fips', 25],
  ['AKSAzureLinuxV3/gen2fips', 67],
  ['AKSAzureLinuxV3/gen2kata', 25],
  ['AKSAzureLinuxV3/gen2tl', 66],
  ['AKSAzureLinuxV3/osguardgen2fipstl', 25],
  ['AKSFlatcar/gen2', 19],
  ['AKSFlatcar/gen2arm64', 19],
  ['AKSUbuntu/gen1/2004fipscontainerd', 140],
  ['AKSUbuntu/gen1/2204containerd', 154],
  ['AKSUbuntu/gen1/2204fipscontainerd', 12],
  ['AKSUbuntu/gen1/2404containerd', 66],
  ['AKSUbuntu/gen2/2004cvmcontainerd', 152],
  ['AKSUbuntu/gen2/2004fipscontainerd', 140],
  ['AKSUbuntu/gen2/2204arm64containerd', 154],
  ['AKSUbuntu/gen2/2204containerd', 154],
  ['AKSUbuntu/gen2/2204fipscontainerd', 12],
  ['AKSUbuntu/gen2/2204fipstlcontainerd', 12],
  ['AKSUbuntu/gen2/2204tlcontainerd', 145],
  ['AKSUbuntu/gen2/2404arm64containerd', 66],
  ['AKSUbuntu/gen2/2404containerd', 66],
  ['AKSUbuntu/gen2/2404cvmcontainerd', 25],
  ['AKSUbuntu/gen2/2404tlcontainerd', 60],
  ['AKSUbuntu/gen2/2604minimalarm64containerd', 4],
  ['AKSUbuntu/gen2/2604minimalcontainerd', 4],
  ['AKSWindows/2019-containerd', 81],
  ['AKSWindows/2022-containerd', 70],
  ['AKSWindows/2022-containerd-gen2', 57],
  ['AKSWindows/2025', 16],
  ['AKSWindows/2025-gen2', 16],
  ['AKSWindows/23H2', 30],
  ['AKSWindows/23H2-gen2', 30],
];

/** A commit before kinds that are no longer built were taken away, and what it still had. */
export interface Prune {
  readonly commit: string;
  readonly day: string;
  readonly directories: readonly (readonly [string, number])[];
}

const secondAzureLinux = ['gen1', 'gen2', 'gen2arm64', 'gen1fips', 'gen2fips', 'gen2kata', 'gen2tl'].flatMap(
  (kind) => [[`AKSAzureLinux/${kind}`, 60] as const, [`AKSCBLMarinerV2/${kind}`, 60] as const],
);

export const prunes: readonly Prune[] = [
  {
    commit: '66f450f66aaa48b03cdd2f948f4b89f003772ac5',
    day: '2026-06-01',
    directories: secondAzureLinux,
  },
  {
    commit: 'ccbdd2aa24f68ec0d4503f3be9c1c7880005319c',
    day: '2025-11-12',
    directories: [
      ...secondAzureLinux,
      ['AKSUbuntu/gen1/1804containerd', 60],
      ['AKSUbuntu/gen2/1804containerd', 60],
    ],
  },
];

/** Last images of kinds that are not built any more (AKS retirement notices). */
const lastBuilt: readonly (readonly [RegExp, string])[] = [
  [/^AKSAzureLinux\/|^AKSCBLMarinerV2\//, '2025-12-06'],
  [/^AKSUbuntu\/gen\d\/1804/, '2025-06-12'],
  [/^AKSFlatcar\//, '2026-06-08'],
  [/^AKSWindows\/23H2/, '2026-05-13'],
  [/^AKSWindows\/2019/, '2026-02-11'],
];

export function lastBuiltOf(directory: string): string | undefined {
  return lastBuilt.find(([matches]) => matches.test(directory))?.[1];
}

const version = /-(\d{6}\.\d{2}\.\d+|\d{4}\.\d{2}\.\d{2}|\d+\.\d+\.\d{6})(?:-\d{4}\.\d{2}\.\d{2})?$/;

/** The folder and the version in the name of the note; `undefined`: no such kind. */
export function placeOf(image: string): { readonly directory: string; readonly version: string } | undefined {
  const found = version.exec(image);
  const directory = found === null ? undefined : directoryOf(image.slice(0, found.index).toLowerCase());
  return directory === undefined ? undefined : { directory, version: found?.[1] ?? '' };
}

function directoryOf(kind: string): string | undefined {
  const ubuntu = /^aksubuntu-(\d{4})(minimal)?-?(gen2)?(arm64)?(fips)?(cvm)?(tl)?(?:containerd)?$/.exec(kind);
  if (ubuntu) {
    const [, release, minimal = '', gen2, arm = '', fips = '', cvm = '', tl = ''] = ubuntu;
    const generation = gen2 === undefined && cvm === '' ? 'gen1' : 'gen2';
    return `AKSUbuntu/${generation}/${release}${minimal}${arm}${fips}${cvm}${tl}containerd`;
  }
  const windows = /^akswindows-(2019|2022|23h2|2025)(-containerd)?(-gen2)?(?:-tl)?$/.exec(kind);
  if (windows) {
    const [, release = '', containerd = '', gen2 = ''] = windows;
    return `AKSWindows/${release.replace('h', 'H')}${containerd}${gen2}`;
  }
  const flatcar = /^aksflatcar-flatcargen2(arm64)?$/.exec(kind);
  if (flatcar) return `AKSFlatcar/gen2${flatcar[1] ?? ''}`;
  if (/^aksazurecontainerlinux/.test(kind)) {
    return `AKSAzureContainerLinux/${kind.includes('arm64') ? 'arm64' : ''}gen2tl`;
  }
  return azureLinuxDirectory(kind);
}

function azureLinuxDirectory(kind: string): string | undefined {
  const odd: Readonly<Record<string, string>> = {
    'aksazurelinux-v3katagen2': 'AKSAzureLinuxV3/gen2kata',
    'aksazurelinux-v3gen2cvm': 'AKSAzureLinuxV3/cvmgen2',
    'aksazurelinux-osguardv3gen2fipstl': 'AKSAzureLinuxV3/osguardgen2fipstl',
  };
  const found = /^aks(azurelinux|cblmariner)-v([23])(kata)?(gen2)?(arm64)?(fips)?(kata)?(tl)?$/.exec(kind);
  if (odd[kind] !== undefined || found === null) return odd[kind];
  const [, name, release, kata = '', gen2, arm = '', fips = '', kataAfter = '', tl = ''] = found;
  const folder =
    name === 'cblmariner' ? 'AKSCBLMarinerV2' : release === '3' ? 'AKSAzureLinuxV3' : 'AKSAzureLinux';
  return `${folder}/${gen2 ?? (kata === '' ? 'gen1' : 'gen2')}${arm}${fips}${kata}${kataAfter}${tl}`;
}

export function describeKind(directory: string): NotedKind {
  const [top = '', ...rest] = directory.split('/');
  const below = rest.join('/');
  const [system, release] = systemOf(top, below);
  const variant = below.includes('kata') ? 'kata' : below.includes('osguard') ? 'osguard' : undefined;
  return {
    directory,
    system,
    release,
    isArm: below.includes('arm64'),
    isFips: below.includes('fips'),
    generation: below.includes('gen1') || /^(2019|2022-containerd$)/.test(below) ? 1 : 2,
    ...(variant === undefined ? {} : { variant }),
  };
}

function systemOf(top: string, below: string): readonly [NotedSystem, string] {
  const digits = /(?<=\/)\d{4}/.exec(below)?.[0] ?? '';
  if (top === 'AKSUbuntu') return ['Ubuntu', `${digits.slice(0, 2)}.${digits.slice(2)}`];
  if (top === 'AKSWindows') return ['Windows', below.split('-')[0] ?? ''];
  if (top === 'AKSFlatcar') return ['Flatcar', '4372.2.0'];
  if (top === 'AKSAzureContainerLinux') return ['AzureContainerLinux', '3.0'];
  return top === 'AKSCBLMarinerV2' ? ['Mariner', '2.0'] : ['AzureLinux', top.endsWith('V3') ? '3.0' : '2.0'];
}

/** What the documentation of the scan lists: no Windows, no arm64, no confidential or Kata images of Azure Linux 3. */
const scanned = new Set([
  ...['gen1', 'gen2', 'gen1fips', 'gen2fips', 'gen2kata', 'gen2tl'].flatMap((kind) => [
    `AKSAzureLinux-${kind}`,
    `AKSCBLMarinerV2-${kind}`,
  ]),
  ...['gen1', 'gen2', 'gen1fips', 'gen2fips', 'gen2tl'].map((kind) => `AKSAzureLinuxV3-${kind}`),
  ...['2004fips', '2204', '2404'].map((kind) => `AKSUbuntu-gen1-${kind}containerd`),
  ...['2004cvm', '2004fips', '2204', '2404', '2204tl', '2404tl'].map(
    (kind) => `AKSUbuntu-gen2-${kind}containerd`,
  ),
]);

/** The scan's name of a kind; `undefined`: not covered. */
export function scanNameOf(directory: string): string | undefined {
  const name = directory.replaceAll('/', '-');
  return scanned.has(name) ? name : undefined;
}
