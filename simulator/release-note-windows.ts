import { stableNumber } from './quirks.ts';
import { containersOf, kubeletsOf } from './release-components.ts';
import type { NotedKind } from './release-kinds.ts';
import { dayOf } from './release-line.ts';
import { hexOf, risenBy } from './release-movement.ts';

/** The note of an image of Windows: UTF-8 with a byte order mark, lines that end as Windows ends them. */
export function writeWindowsNote(kind: NotedKind, version: string): string {
  const built = dayOf(version);
  const [build = '', revision = '', day = ''] = version.split('.');
  const id = 172_000_000 + (stableNumber(version) % 999_999);
  const containerd = ['2025', '23H2'].includes(kind.release) ? '/v2 v2.0.4' : ' v1.6.35';
  const lines = [
    `Build Number: Release_20${day}.1_v20${day}_${id}`,
    `Build Id:     ${id}`,
    'Build Repo:   https://github.com/Azure/AgentBaker',
    `Build Branch: refs/heads/windows/v20${day}`,
    `Commit:       ${hexOf(version, 40)}`,
    '',
    `VHD ID:      ${hexOf(`${version} id`, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`,
    '',
    'System Info',
    `\tOS Name        : Windows Server ${kind.release} Datacenter`,
    `\tOS Version     : ${build}.${revision}`,
    '\tOS InstallType : Server Core',
    '',
    'Allowed security protocols: SystemDefault',
    '',
    ...featureLines,
    'Installed Packages',
    ...['Language.Basic~~~en-US~0.0.1.0', 'OpenSSH.Client~~~~0.0.1.0', 'OpenSSH.Server~~~~0.0.1.0'].map(
      (one) => `\t${one}`,
    ),
    '',
    'Installed QFEs',
    ...knowledgeOf(kind, built).map(
      ({ id: kb, kindOfUpdate }) =>
        `\t${kb} : ${kindOfUpdate.padEnd(15)} : https://support.microsoft.com/kb/${kb.slice(2)}`,
    ),
    '',
    'Installed Updates',
    `\tUpdate for Microsoft Defender Antivirus antimalware platform - KB4052623 (Version 4.18.26060.${risenBy('defender', built, 28)}) - Current Channel (Broad)`,
    `\tSecurity Intelligence Update for Microsoft Defender Antivirus - KB2267602 (Version 1.455.${risenBy('intelligence', built, 1)}.0) - Current Channel (Broad)`,
    '',
    ...registryLines(kind),
    '',
    'ContainerD Info',
    `Version: ctr github.com/containerd/containerd${containerd}+azure`,
    '',
    'Images:',
    ...imageLines(build, revision, built),
    '',
    'Cached Files:',
    '',
    ...fileLines(built),
    '',
    '',
    '',
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

interface Knowledge {
  readonly id: string;
  readonly kindOfUpdate: 'Update' | 'Security Update';
}

/** Three updates are installed: those of the month, under numbers that rise. */
function knowledgeOf(kind: NotedKind, built: number): readonly Knowledge[] {
  const date = new Date(built);
  const month = (date.getUTCFullYear() - 2022) * 12 + date.getUTCMonth();
  const first = 5_018_000 + month * 1500 + (stableNumber(kind.release) % 400);
  return [
    { id: `KB${first + 770}`, kindOfUpdate: 'Update' },
    { id: `KB${first}`, kindOfUpdate: 'Security Update' },
    { id: `KB${first + 991}`, kindOfUpdate: 'Security Update' },
  ];
}

const features = [
  ['File and Storage Services', 'FileAndStorage-Services'],
  ['Hyper-V', 'Hyper-V'],
  ['BitLocker Drive Encryption', 'BitLocker'],
  ['Containers', 'Containers'],
  ['Enhanced Storage', 'EnhancedStorage'],
  ['Microsoft Defender Antivirus', 'Windows-Defender'],
  ['System Data Archiver', 'System-DataArchiver'],
  ['Windows PowerShell', 'PowerShellRoot'],
] as const;

const featureLines: readonly string[] = [
  'Installed Features',
  '',
  `${'Display Name'.padEnd(56)}${'Name'.padEnd(27)}Install State`,
  `${'------------'.padEnd(56)}${'----'.padEnd(27)}-------------`,
  ...features.map(([display, name]) => `${`[X] ${display}`.padEnd(56)}${name.padEnd(31)}Installed`),
  '',
  '',
  '',
];

function registryLines(kind: NotedKind): readonly string[] {
  return [
    'Windows Update Registry Settings',
    '\tHKLM:SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU',
    '\t\tNoAutoUpdate : 1',
    '\tHKLM:\\SYSTEM\\CurrentControlSet\\Services\\hns\\State',
    '\t\tEnableCompartmentNamespace : 1',
    '\t\tHnsPolicyUpdateChange : 1',
    '\tHKLM:\\SYSTEM\\CurrentControlSet\\Policies\\Microsoft\\FeatureManagement\\Overrides',
    ...Array.from({ length: 48 }, (_, at) => `\t\t${stableNumber(`${kind.release} override ${at}`)} : 1`),
  ];
}

const wide = 137;
const columns = `${'REF'.padEnd(wide)} ${'TYPE'.padEnd(57)} ${'DIGEST'.padEnd(71)} ${'SIZE'.padEnd(9)} ${'PLATFORMS'.padEnd(21)} LABELS`;

function imageLines(build: string, revision: string, built: number): readonly string[] {
  const base = ['nanoserver', 'servercore'].flatMap((name) => [
    `mcr.microsoft.com/windows/${name}:10.0.${build}.${revision}`,
    `mcr.microsoft.com/windows/${name}:ltsc2022`,
  ]);
  const cached = containersOf(built)
    .filter(({ repository }) => !/cilium|coredns|autoscaler/.test(repository))
    .flatMap(({ repository, tag, digest }) => [
      `${repository}:${tag}-windows-hpc`,
      `${repository}@${digest}`,
      digest,
    ]);
  const rows = [...base, ...cached].toSorted().map((ref) => {
    const digest = `sha256:${hexOf(ref)}`;
    const size = `${(10 + (stableNumber(ref) % 1900) / 10).toFixed(1)} MiB`;
    const type = 'application/vnd.oci.image.index.v1+json'.padEnd(57);
    return `${ref.padEnd(wide)} ${type} ${digest} ${size.padEnd(9)} ${'windows/amd64'.padEnd(21)} io.cri-containerd.image=managed`;
  });
  return [columns, ...rows];
}

/** Several containerds and kubelets lie there: which runs hangs on the Kubernetes version. */
function fileLines(built: number): readonly string[] {
  const agent = risenBy('cse scripts', built, 40);
  const files = [
    'aks-windows-cse-scripts-current.zip',
    `aks-windows-cse-scripts-v0.0.${agent}.zip`,
    'calico\\calico-windows-v3.24.0.zip',
    ...['1.6.35', '1.7.17', '1.7.20', '2.0.4'].map(
      (one) => `containerd\\containerd-v${one}-azure.1-windows-amd64.tar.gz`,
    ),
    'csi-proxy\\csi-proxy-v1.1.2-hotfix.20230807.tar.gz',
    ...kubeletsOf(built)
      .toReversed()
      .map((one) => `win-k8s\\v${one}-1int.zip`),
    ...['1.5.38', `1.6.${15 + risenBy('azure cni', built, 50)}`].map(
      (one) => `win-vnet-cni\\azure-vnet-cni-windows-amd64-v${one}.zip`,
    ),
  ].map((name) => `c:\\akse-cache\\${name}`);
  const longest = Math.max(...files.map((name) => name.length));
  const row = (name: string, sha: string, size: string): string =>
    `${name.padEnd(longest)} ${sha.padEnd(64)} ${size}`;
  return [
    row('File', 'Sha256', 'SizeBytes'),
    row('----', '------', '---------'),
    ...files.map((name) =>
      row(
        name,
        hexOf(`${name} ${built}`).toUpperCase(),
        String(10_000_000 + (stableNumber(name) % 99_999_999)).padStart(9),
      ),
    ),
  ];
}
