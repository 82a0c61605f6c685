import { stableNumber } from './quirks.ts';
import { containerdOf, containersOf, driverOf, kernelOf, kubeletsOf, runcOf } from './release-components.ts';
import { linuxInstalled, tailOf } from './release-installed.ts';
import type { NotedKind } from './release-kinds.ts';
import { dayOf } from './release-line.ts';
import { hexOf, risenBy } from './release-movement.ts';
import { ubuntuReleaseOf } from './release-packages.ts';
import { rpmPackages } from './release-rpms.ts';

/** The note of an image of Linux, line for line as the image builder writes it. */
export function writeLinuxNote(kind: NotedKind, version: string): string {
  const built = dayOf(version);
  const clock = (minutes: number): string =>
    `${dateLine(built).slice(0, 3)} ${dateLine(built).slice(8, 11)} ${Number(dateLine(built).slice(5, 7))} ` +
    `07:${17 + minutes}:27 UTC ${dateLine(built).slice(12, 16)}`;
  const hasPackages = kind.system !== 'Flatcar' && kind.system !== 'AzureContainerLinux';
  const listed = kind.system === 'Ubuntu' ? ubuntuLines(kind, built) : rpmLines(kind, built);
  const build = `${version.replaceAll('.', '').slice(0, 8)}.2_main_${171_000_000 + (stableNumber(version) % 999_999)}`;
  const code = ubuntuReleaseOf(kind);
  return [
    `Starting build on  ${clock(0)}`,
    'Components downloaded in this VHD build (some of the below components might get deleted during cluster provisioning if they are not needed):',
    ...componentLines(kind, built).map((line) => `  - ${line}`),
    'images pre-pulled:',
    ...containersOf(built).map(({ repository, tag }) => `  - ${repository}:${tag}`),
    ...(kind.system === 'Ubuntu' ? ['  - bcc-tools', '  - libbcc-examples'] : []),
    'kubelet/kubectl downloaded:',
    ...kubeletsOf(built).flatMap((kubelet) => binaryLines(kubelet, built)),
    ...(hasPackages ? ['=== Installed Packages Begin', ...listed, '=== Installed Packages End'] : []),
    ...diskLines,
    '=== os-release Begin',
    ...systemLines(kind, built, code.code),
    '=== os-release End',
    ...(kind.system === 'Ubuntu' ? bootLines(version) : []),
    ...(kind.variant === 'osguard' ? [] : kernelLines(kind, built)),
    `Install completed successfully on  ${clock(14)}`,
    `VSTS Build NUMBER: ${build}`,
    `VSTS Build ID: ${build.split('_')[2]}`,
    `Commit: ${kind.variant === 'osguard' ? '' : hexOf(version, 40)}`,
    `Ubuntu version: ${kind.system === 'Ubuntu' ? kind.release : ''}`,
    `Hyperv generation: V${kind.generation}`,
    `Feature flags: ${kind.variant === 'kata' ? 'kata' : 'None'}`,
    `FIPS enabled: ${kind.isFips ? 'True' : 'False'}`,
    '',
  ].join('\n');
}

/** `Fri, 13 Nov 2026 00:00:00 GMT` */
const dateLine = (at: number): string => new Date(at).toUTCString();

/** Kata's notes name no containerd, those of OS Guard and of the container systems neither: a gap of the builder. */
function componentLines(kind: NotedKind, built: number): readonly string[] {
  const tail = tailOf(kind);
  const isPlain = kind.variant === undefined && kind.system !== 'Flatcar' && !isContainerSystem(kind);
  const kubelets = kubeletsOf(built);
  const packaged = kubelets.filter((kubelet) => !isLoose(kubelet));
  const credentials = risenBy('credential', built, 14);
  return [
    'oras version 1.2.2',
    `aks-secure-tls-bootstrap-client version 1.1.${1 + risenBy('tls', built, 60)}${tail}`,
    ...(isPlain && kind.system === 'Ubuntu' ? [`runc version ${runcOf(kind, built)}${tail}`] : []),
    ...(isPlain ? [`containerd version ${containerdOf(kind, built)}${tail}`] : []),
    'CNI plugin version 1.6.2',
    `containernetworking-plugins version 1.${9 + risenBy('plugins', built, 200)}.0${tail}`,
    'Azure CNI version 1.5.38',
    `Azure CNI version 1.6.${15 + risenBy('azure cni', built, 50)}`,
    ...packaged.flatMap((one) => [
      `cached kubelet binary at /opt/bin/kubelet-${one}`,
      `kubelet version ${one}${tail}`,
    ]),
    ...packaged.flatMap((one) => [
      `cached kubectl binary at /opt/bin/kubectl-${one}`,
      `kubectl version ${one}${tail}`,
    ]),
    ...kubelets.filter(isLoose).map((one) => `kubernetes-binaries version v${one}`),
    ...[30, 31, 32, 33].map((minor) => `azure-acr-credential-provider version v1.${minor}.12`),
    ...[32, 33, 34, 35, 36].map(
      (minor) => `azure-acr-credential-provider version 1.${minor}.${credentials}${tail}`,
    ),
    `nvidia-device-plugin version 0.19.${risenBy('device plugin', built, 70)}${tail}`,
    `dcgm-exporter version 4.8.2${tail}`,
    `node-exporter version 1.9.1${tail}`,
    ...(kind.isArm ? [] : [`blobfuse2 version 2.5.${risenBy('blobfuse', built, 60)}`]),
    'acr-mirror version 0.3.1',
    `runc version ${runcOf(kind, built)}`,
    ...(kind.system === 'Ubuntu' && !kind.isArm
      ? [`nvidia-cuda-driver=${driverOf(built)}-20260629214430`]
      : []),
    kind.variant === 'osguard' ? '' : 'bpftrace v0.9.4',
  ];
}

const isContainerSystem = ({ system }: NotedKind): boolean => system === 'AzureContainerLinux';
/** Since 1.34 kubelets come as packages; those before lie there as files. */
const isLoose = (kubelet: string): boolean => Number(kubelet.split('.')[1]) < 34;

function binaryLines(kubelet: string, built: number): readonly string[] {
  const at = dateLine(built - (stableNumber(kubelet) % 90) * 86_400_000);
  const when = `${at.slice(8, 11)} ${String(Number(at.slice(5, 7))).padStart(2)} 17:23`;
  return ['kubelet', 'kubectl'].map((name) => {
    const bytes = 50_000_000 + (stableNumber(`${name} ${kubelet}`) % 60_000_000);
    return `-rwxr-xr-x 1 root root ${String(bytes).padStart(9)} ${when} /opt/bin/${name}-${kubelet}`;
  });
}

const diskLines: readonly string[] = [
  'Disk usage:',
  'Filesystem      Size  Used Avail Use% Mounted on',
  '/dev/root        29G   26G  2.9G  91% /',
  'tmpfs            32G     0   32G   0% /dev/shm',
  'tmpfs            13G  1.1M   13G   1% /run',
  'efivarfs        128M   26K  128M   1% /sys/firmware/efi/efivars',
  '/dev/sda16      881M   71M  749M   9% /boot',
  '/dev/sda15      105M  6.2M   99M   6% /boot/efi',
];

function bootLines(version: string): readonly string[] {
  return [
    'PUUID: BootCurrent: 0001',
    'Timeout: 0 seconds',
    'BootOrder: 0001,0000',
    `Boot0000* EFI Network\tAcpiEx(VMBus,,)/VenHw(${hexOf(`${version} net`, 64)})/MAC(000000000000,0)/IPv4(0.0.0.00.0.0.0,0,0)`,
    `      dp: ${hexOf(`${version} dp`, 128).replace(/../g, '$& ').trim()}`,
    `Boot0001* Ubuntu\tHD(15,GPT,${hexOf(`${version} disk`, 32)},0x2800,0x35000)/File(\\EFI\\ubuntu\\shimx64.efi)`,
  ];
}

function kernelLines(kind: NotedKind, built: number): readonly string[] {
  const kernel = kernelOf(kind, built);
  const name =
    kind.system === 'Ubuntu' ? `${kernel}-azure${kind.isFips ? '-fips' : ''}` : `${kernel}${tailOf(kind)}`;
  const made = new Date(built - 9 * 86_400_000).toUTCString();
  return [
    'Using kernel:',
    `Linux version ${name} (builder@image) (gcc (GCC) 13.2.0, GNU ld 2.42) #65 SMP ${made}`,
  ];
}

const codeNames: Readonly<Record<string, string>> = {
  bionic: 'Bionic Beaver',
  focal: 'Focal Fossa',
  jammy: 'Jammy Jellyfish',
  noble: 'Noble Numbat',
  resolute: 'Resolute Raccoon',
};

function systemLines(kind: NotedKind, built: number, code: string): readonly string[] {
  const day = new Date(built - 3 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  if (kind.system === 'Ubuntu') {
    const full = `${kind.release}.${kind.release === '22.04' ? 5 : 4} LTS`;
    return [
      `PRETTY_NAME="Ubuntu ${full}"`,
      'NAME="Ubuntu"',
      `VERSION_ID="${kind.release}"`,
      `VERSION="${full} (${codeNames[code] ?? code})"`,
      `VERSION_CODENAME=${code}`,
      'ID=ubuntu',
      'ID_LIKE=debian',
      'HOME_URL="https://www.ubuntu.com/"',
      `UBUNTU_CODENAME=${code}`,
    ];
  }
  const isMariner = kind.release === '2.0';
  const name = kind.system === 'Flatcar' ? 'Flatcar Container Linux by Kinvolk' : 'Microsoft Azure Linux';
  return [
    `NAME="${isMariner ? 'Common Base Linux Mariner' : name}"`,
    `VERSION="${kind.release}${kind.system === 'Flatcar' ? '' : `.${day}`}"`,
    `ID=${isMariner ? 'mariner' : kind.system === 'Flatcar' ? 'flatcar' : 'azurelinux'}`,
    `VERSION_ID="${kind.release}"`,
    `PRETTY_NAME="${isMariner ? 'CBL-Mariner/Linux' : `${name} ${kind.release}`}"`,
    'ANSI_COLOR="1;34"',
    'HOME_URL="https://aka.ms/azurelinux"',
    ...(kind.variant === 'osguard' ? ['VARIANT_ID=osguard', 'VARIANT="OS Guard Image"'] : []),
  ];
}

function ubuntuLines(kind: NotedKind, built: number): readonly string[] {
  const lines = linuxInstalled(kind, built)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, suite, version, architecture, state }) => {
      const place = suite === '' ? 'now' : `${suite},now`;
      return `${name}/${place} ${version} ${architecture} [${state}]`;
    });
  return ['Listing...', ...lines];
}

function rpmLines(kind: NotedKind, built: number): readonly string[] {
  return rpmPackages(kind, built).map(
    ({ name, version, architecture }) => `${name}-${version}.${architecture}`,
  );
}
