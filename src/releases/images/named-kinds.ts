/**
 * The kinds of node image by name, and the folders that Azure/AgentBaker keeps their notes in. A folder is made of
 * constants and of what the patterns let through, so that nothing else of a name ever stands in a path.
 */

export interface ImageSystem {
  readonly os: 'Ubuntu' | 'AzureLinux' | 'Mariner' | 'Windows' | 'Flatcar' | 'AzureContainerLinux';
  /** `22.04`, `3.0`, `2022`, `23H2`; empty where the name does not tell. */
  readonly version: string;
}

export interface NamedKind {
  readonly directory: string;
  readonly system: ImageSystem;
  readonly family?: string;
  /** Commit that has the notes; absent: the main branch. */
  readonly commit?: string;
}

/** What the groups of a pattern caught. */
type Parts = readonly (string | undefined)[];

/** AgentBaker removed the notes of dead systems; each commit is the last one that had them. */
const lastWithUbuntu1804 = 'ccbdd2aa24f68ec0d4503f3be9c1c7880005319c';
const lastWithVersion2 = '66f450f66aaa48b03cdd2f948f4b89f003772ac5';

/** Definitions of images in AgentBaker (`pkg/agent/datamodel/sig_config.go`), lower case. */
const kinds: readonly (readonly [RegExp, (parts: Parts) => NamedKind | undefined])[] = [
  [
    /^aksubuntu-(\d\d)04(minimal)?(gen2)?(gpu)?(arm64)?(fips)?(gpu)?(cvm)?(tl)?(containerd)?$/,
    ([year = '', ...parts]) => ubuntu(year, parts.slice(0, -1), parts.at(-1) !== undefined),
  ],
  [/^aksazurelinux-v3(gen2)?(arm64)?(fips)?(tl)?$/, (parts) => azureLinux3(joinVariant(parts))],
  [/^aksazurelinux-v3katagen2$/, () => azureLinux3('gen2kata')],
  [/^aksazurelinux-v3gen2cvm$/, () => azureLinux3('cvmgen2')],
  [/^aksazurelinux-osguardv3gen2fipstl$/, () => azureLinux3('osguardgen2fipstl')],
  [/^aksazurelinux-v2(gen2)?(arm64)?(fips)?(tl)?$/, (parts) => azureLinux2(joinVariant(parts))],
  [/^aksazurelinux-v2katagen2$/, () => azureLinux2('gen2kata')],
  [/^akscblmariner-v2(gen2)?(arm64)?(fips)?(tl)?$/, (parts) => mariner('V2', joinVariant(parts))],
  [/^akscblmariner-v2katagen2(tl)?$/, ([tl = '']) => mariner('V2', `gen2kata${tl}`)],
  [/^akscblmariner-v1(gen2)?$/, (parts) => mariner('', joinVariant(parts))],
  [/^akswindows-2019-containerd$/, () => windows('2019', '-containerd')],
  [/^akswindows-2022-containerd(-gen2)?$/, ([gen2 = '']) => windows('2022', `-containerd${gen2}`)],
  [/^akswindows-23h2(-gen2)?$/, ([gen2 = '']) => windows('23H2', gen2)],
  // With Trusted Launch it is the same build with the same updates, and has no folder of its own.
  [/^akswindows-2025(-gen2)?(?:-tl)?$/, ([gen2 = '']) => windows('2025', gen2)],
  [/^aksflatcar-flatcargen2(arm64)?$/, ([arm64 = '']) => container('Flatcar', `gen2${arm64}`)],
  [/^aksazurecontainerlinux(?:-aclgen2tl)?$/, () => container('AzureContainerLinux', 'gen2tl')],
  [/^aksazurecontainerlinux-aclgen2arm64tl$/, () => container('AzureContainerLinux', 'arm64gen2tl')],
];

/** `kind` as `ImageVersion` has it: lower case. `undefined`: nobody told us of such images. */
export function findNamedKind(kind: string): NamedKind | undefined {
  for (const [pattern, read] of kinds) {
    const found = pattern.exec(kind);
    if (found !== null) return read(found.slice(1));
  }
  return undefined;
}

function ubuntu(year: string, parts: Parts, isContainerd: boolean): NamedKind | undefined {
  const isPruned = year === '18';
  // Up to 18.04 an image without containerd is another one, without notes; later ones are so written in documents.
  if (Number(year) < 18 || (isPruned && !isContainerd)) return undefined;
  return {
    directory: `AKSUbuntu/${generationOf(parts)}/${year}04${joinRest(parts)}containerd`,
    system: { os: 'Ubuntu', version: `${year}.04` },
    family: `aksubuntu-${year}04`,
    ...(isPruned ? { commit: lastWithUbuntu1804 } : {}),
  };
}

function azureLinux3(variant: string): NamedKind {
  const system = { os: 'AzureLinux', version: '3.0' } as const;
  return { directory: `AKSAzureLinuxV3/${variant}`, system, family: 'azurelinuxv3' };
}

function azureLinux2(variant: string): NamedKind {
  const system = { os: 'AzureLinux', version: '2.0' } as const;
  return { directory: `AKSAzureLinux/${variant}`, system, family: 'azurelinux', commit: lastWithVersion2 };
}

function mariner(version: '' | 'V2', variant: string): NamedKind {
  return {
    directory: `AKSCBLMariner${version}/${variant}`,
    system: { os: 'Mariner', version: version === 'V2' ? '2.0' : '1.0' },
    family: 'aksmariner',
    commit: lastWithVersion2,
  };
}

function windows(version: string, variant: string): NamedKind {
  return {
    directory: `AKSWindows/${version}${variant}`,
    system: { os: 'Windows', version },
    family: `akswindows/${version.toLowerCase()}`,
  };
}

function container(os: 'Flatcar' | 'AzureContainerLinux', variant: string): NamedKind {
  return { directory: `AKS${os}/${variant}`, system: { os, version: '' } };
}

/** `gen2arm64fips` */
function joinVariant(parts: Parts): string {
  return `${generationOf(parts)}${joinRest(parts)}`;
}

/** These exist on generation 2 alone, so documents leave it out. */
function generationOf(parts: Parts): 'gen1' | 'gen2' {
  const isSecond = ['gen2', 'minimal', 'arm64', 'cvm', 'tl'].some((part) => parts.includes(part));
  return isSecond ? 'gen2' : 'gen1';
}

function joinRest(parts: Parts): string {
  return parts.filter((part) => part !== 'gen2').join('');
}
