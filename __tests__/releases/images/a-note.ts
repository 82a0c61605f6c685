/** Notes of node images as AgentBaker publishes them: the same shape, and none of their content. */

export interface LinuxFacts {
  readonly id?: string;
  readonly versionId?: string;
  /** `VERSION` of os-release. */
  readonly version?: string;
  readonly variantId?: string;
  /** `undefined`: no such line, as with OS Guard. */
  readonly kernel?: string | undefined;
  /** Lines of the list of components, without their dashes. */
  readonly components?: readonly string[];
  /** Versions, as file names have them. */
  readonly kubelets?: readonly string[];
  /** Lines as `apt list` or `rpm -qa` have them; `undefined`: the stub of images that have neither. */
  readonly packages?: readonly string[] | undefined;
  /** As in notes up to 2023. */
  readonly withoutRelease?: boolean;
  /** `Ubuntu version:` */
  readonly ubuntu?: string;
}

export interface WindowsFacts {
  /** `20348.1234` */
  readonly build?: string;
  /** `KB5000001 : Security Update : https://support.example/kb/5000001` */
  readonly updates?: readonly string[];
  readonly running?: string;
  /** Names of files in the cache. */
  readonly files?: readonly string[];
  /** As in notes up to 2023: without a mark of the byte order, and with the line ends of Linux. */
  readonly isPlain?: boolean;
}

const ubuntuPackages = [
  'adduser/jammy,now 3.1 all [installed,automatic]',
  'bash/jammy-updates,jammy-security,now 5.1-2 amd64 [installed,automatic]',
  'containerd/now 1.7.1-ubuntu22.04u1 amd64 [installed,local]',
  'openssl/jammy-updates,now 3.0.1-0 amd64 [installed,upgradable to: 3.0.1-1]',
];

export const azureLinuxPackages = [
  'filesystem-1.1-20.azl3.x86_64',
  'gpg-pubkey-11111111-22222222',
  'containerd2-2.0.1-3.azl3.x86_64',
  'kernel-6.6.1.1-1.azl3.x86_64',
  'kernel-6.6.1.2-1.azl3.x86_64',
  'perl-Text-Tabs+Wrap-2021.1-5.azl3.noarch',
];

/** Ubuntu 22.04, unless told otherwise. */
export function aLinuxNote(facts: LinuxFacts = {}): string {
  const { packages = ubuntuPackages } = facts;
  return [
    'Starting build on  Thu Jan 1 07:00:00 UTC 2026',
    'Components downloaded in this VHD build (some of the below components might get deleted):',
    ...(facts.components ?? someComponents).map((line) => `  - ${line}`),
    '  - ',
    'Components installed at node provisioning time (CSE) for supported GPU VM sizes:',
    '  - nvidia-grid-driver=550.1.01-20260101000000',
    'images pre-pulled:',
    '  - registry.example/oss/kubernetes/pause:3.6',
    '  - bcc-tools',
    'kubelet/kubectl downloaded:',
    ...(facts.kubelets ?? ['1.33.1', '1.32.9', '1.30.101-akslts']).flatMap((version) => [
      `-rwxr-xr-x 1 root root  96893720 Aug 25  2025 /opt/bin/kubelet-${version}`,
      `-rwxr-xr-x 1 root root  50462872 Aug 25  2025 /opt/bin/kubectl-${version}`,
    ]),
    '=== Installed Packages Begin',
    ...('packages' in facts && facts.packages === undefined
      ? ['listInstalledPackages stub']
      : ['Listing...', ...packages]),
    '=== Installed Packages End',
    'Disk usage:',
    '/dev/sda1        29G   21G  6.8G  76% /',
    ...(facts.withoutRelease === true ? [] : osRelease(facts)),
    ...kernelLines(facts),
    'Install completed successfully on  Thu Jan 1 07:30:00 UTC 2026',
    'VSTS Build NUMBER: 20260101.1_main_1',
    `Ubuntu version: ${facts.ubuntu ?? ''}`,
    'Hyperv generation: V2',
    'FIPS enabled: false',
    '',
  ].join('\n');
}

export const someComponents = [
  'oras version 1.2.1',
  'runc version 1.4.1-ubuntu22.04u1',
  'containerd version 1.7.1-ubuntu22.04u1',
  'CNI plugin version 1.6.1',
  'containernetworking-plugins version 1.9.1-ubuntu22.04u1',
  'Azure CNI version 1.5.1',
  'Azure CNI version 1.6.1',
  'cached kubelet binary at /opt/bin/kubelet-1.34.1',
  'kubelet version 1.34.1-ubuntu22.04u1',
  'kubectl version 1.34.1-ubuntu22.04u4',
  'kubernetes-binaries version v1.33.1',
  'azure-acr-credential-provider version 1.34.1-ubuntu22.04u1',
  'azure-acr-credential-provider version 1.33.1-ubuntu22.04u1',
  'runc version 1.4.1-1',
  'nvidia-cuda-driver=580.1.01-20260101000000',
  'nvidia-cuda-driver-prebaked=580.1.01-20260101000000 (kernel 5.15.0-1001-azure)',
  'bpftrace v0.9.1',
];

const release = (id: string, versionId: string, version: string) => ({ id, versionId, version });

/** Facts of the systems that are not Ubuntu 22.04, each with the quirks of its notes. */
export const systems = {
  ubuntu2404: { ...release('ubuntu', '"24.04"', '"24.04.1 LTS (Noble Numbat)"') },
  azureLinux3: {
    ...release('azurelinux', '"3.0"', '"3.0.20260101"'),
    kernel: '6.6.1.2-1.azl3',
    packages: azureLinuxPackages,
  },
  kata: {
    ...release('azurelinux', '"3.0"', '"3.0.20260101"'),
    kernel: '6.6.137.mshv2-1.azl3',
    components: ['oras version 1.2.1', 'runc version 1.3.1'],
    packages: azureLinuxPackages,
  },
  osGuard: {
    ...release('azurelinux', '"3.0"', '"3.0.20260101"'),
    variantId: 'osguard',
    kernel: undefined,
    components: ['runc version 1.3.1', 'containerd version containerd2-2.0.1-3.azl3.x86_64'],
    packages: [...azureLinuxPackages, 'kernel-ipe-6.6.1.1-1.azl3.x86_64'],
  },
  azureLinux2: { ...release('mariner', '"2.0"', '"2.0.20250101"'), kernel: '5.15.1.1-1.cm2', packages: [] },
  containerLinux: {
    ...release('azurelinux', '3.0.20260101', '3.0.20260101'),
    variantId: 'azurecontainerlinux',
    kernel: '6.6.1.1-1.azl3',
    components: ['runc version 1.3.1', 'kubelet version v1.34.1-1-azlinux3'],
    packages: undefined,
  },
  flatcar: {
    ...release('"flatcar"', '"4600.0.0"', '"4600.0.0"'),
    kernel: '6.12.1-flatcar',
    components: ['runc version 1.3.1'],
    packages: undefined,
  },
} satisfies Readonly<Record<string, LinuxFacts>>;

function osRelease({ id = 'ubuntu', versionId = '"22.04"', variantId, ...facts }: LinuxFacts): string[] {
  return [
    '=== os-release Begin',
    'NAME="A system"',
    `VERSION=${facts.version ?? '"22.04.1 LTS (Jammy Jellyfish)"'}`,
    `ID=${id}`,
    `VERSION_ID=${versionId}`,
    'HOME_URL="https://system.example/?a=b"',
    ...(variantId === undefined ? [] : [`VARIANT_ID=${variantId}`]),
    '=== os-release End',
  ];
}

function kernelLines(facts: LinuxFacts): string[] {
  if ('kernel' in facts && facts.kernel === undefined) return [];
  const kernel = facts.kernel ?? '5.15.0-1001-azure';
  return ['Using kernel:', `Linux version ${kernel} (builder@host) (gcc (GCC) 13.2.0) #1 SMP`];
}

/** Windows Server 2022, unless told otherwise. */
export function aWindowsNote(facts: WindowsFacts = {}): string {
  const lines = [
    'Build Number: Release_20260101.1_1',
    '',
    'System Info',
    '\tOS Name        : Windows Server Datacenter',
    `\tOS Version     : ${facts.build ?? '20348.1000'}`,
    '\tOS InstallType : Server Core',
    '',
    'Installed QFEs',
    ...(facts.updates ?? someUpdates).map((update) => `\t${update}`),
    '',
    'Installed Updates',
    '\tSecurity Intelligence Update for Microsoft Defender Antivirus - KB2200000 (Version 1.2.3.4)',
    '',
    'ContainerD Info',
    `Version: ctr github.com/containerd/containerd ${facts.running ?? 'v1.6.1+azure'}`,
    '',
    'Images:',
    'registry.example/oss/kubernetes/pause:3.10    application/vnd.oci    sha256:00',
    '',
    'Cached Files:',
    'File                                      Sha256    SizeBytes',
    ...(facts.files ?? someFiles).map((file) => `c:\\akse-cache\\${file}    00FF  86514015`),
    '',
    '',
  ];
  return facts.isPlain === true ? lines.join('\n') : `\uFEFF${lines.join('\r\n')}`;
}

const someUpdates = [
  'KB5000001 : Update          : https://support.example/kb/5000001',
  'KB5000002 : Security Update : https://support.example/kb/5000002',
];

const someFiles = [
  'calico\\calico-windows-v3.24.1.zip',
  'containerd\\containerd-v1.6.1-azure.1-windows-amd64.tar.gz',
  'containerd\\containerd-v2.0.1-azure.1-windows-amd64.tar.gz',
  'win-k8s\\v1.33.1-1int.zip',
  'win-k8s\\v1.30.101-akslts-1int.zip',
  'win-vnet-cni\\azure-vnet-cni-windows-amd64-v1.5.1.zip',
];
