/** The way back, written apart from the way there: an image's name by the path of its note. */

const azureLinux: Readonly<Record<string, string>> = {
  AKSAzureLinuxV3: 'AKSAzureLinux-V3',
  AKSAzureLinux: 'AKSAzureLinux-V2',
  AKSCBLMarinerV2: 'AKSCBLMariner-V2',
  AKSCBLMariner: 'AKSCBLMariner-V1',
};

const special: Readonly<Record<string, string>> = {
  'AKSAzureLinuxV3/cvmgen2': 'AKSAzureLinux-V3gen2CVM',
  'AKSAzureLinuxV3/osguardgen2fipstl': 'AKSAzureLinux-OSGuardV3gen2fipsTL',
  'AKSAzureContainerLinux/gen2tl': 'AKSAzureContainerLinux-aclgen2TL',
  'AKSAzureContainerLinux/arm64gen2tl': 'AKSAzureContainerLinux-aclgen2arm64TL',
  'AKSFlatcar/gen2': 'AKSFlatcar-flatcargen2',
  'AKSFlatcar/gen2arm64': 'AKSFlatcar-flatcargen2arm64',
};

/** `AKSUbuntu/gen2/2204containerd/202607.09.0.txt` → `AKSUbuntu-2204gen2containerd-202607.09.0` */
export function nameOf(path: string): string | undefined {
  const [, directory = '', release = ''] = /^(.*)\/([\d.]+)\.txt$/.exec(path) ?? [];
  const kind = special[directory] ?? ubuntu(directory) ?? rpm(directory) ?? windows(directory);
  return kind === undefined ? undefined : `${kind}-${release}`;
}

function ubuntu(directory: string): string | undefined {
  const [, generation, year, minimal = '', rest = ''] =
    /^AKSUbuntu\/gen(1|2)\/(\d{4})(minimal)?(.*)containerd$/.exec(directory) ?? [];
  if (year === undefined) return undefined;
  const variant = rest.replace('cvm', 'CVM').replace('tl', 'TL');
  return `AKSUbuntu-${year}${minimal}${generation === '2' ? 'gen2' : ''}${variant}containerd`;
}

function rpm(directory: string): string | undefined {
  const [, folder = '', generation, rest = ''] = /^(\w+)\/gen(1|2)(.*)$/.exec(directory) ?? [];
  const name = azureLinux[folder];
  if (name === undefined) return undefined;
  const variant = rest.replace('tl', 'TL');
  if (variant.startsWith('kata')) return `${name}katagen2${variant.slice('kata'.length)}`;
  return `${name}${generation === '2' ? 'gen2' : ''}${variant}`;
}

function windows(directory: string): string | undefined {
  return directory.startsWith('AKSWindows/') ? directory.replace('/', '-') : undefined;
}
