import { stableNumber } from './quirks.ts';
import { containerdOf, kubeletsOf } from './release-components.ts';
import { describeKind } from './release-kinds.ts';
import { risenBy } from './release-movement.ts';
import type { HasReleaseQuirk } from './release-quirks.ts';
import { poisons } from './release-spoiled.ts';

/** The text of one release: the sections, the headings and the links of real ones, with sentences of our own. */

export interface ReleaseFacts {
  readonly day: string;
  /** How many releases are newer. */
  readonly back: number;
  readonly images: readonly { readonly folder: string; readonly system: string; readonly version: string }[];
  readonly isHostile: boolean;
}

export function writeRelease(facts: ReleaseFacts, has: HasReleaseQuirk): string {
  const { day, back, isHostile } = facts;
  const at = Date.parse(day);
  const title = has('headings-vary') && back % 3 === 1 ? `## Release ${day}` : `## Release Notes - ${day}`;
  const heading = headingOf(back, has);
  const section = (name: string, items: readonly string[]): string[] => [
    '',
    heading(name),
    '',
    // As they are, and as something that concerns a reader.
    ...[
      ...items,
      ...(isHostile ? poisons.flatMap((one) => [one, `Ubuntu 24.04 and Kubernetes 1.35: ${one}`]) : []),
    ].map((item) => `* ${item}`),
  ];
  const lines = [
    ...(back % 4 === 3 ? [] : [title, '']),
    `Where this release has arrived is told by the [AKS-Release-Tracker](https://releases.aks.azure.com/). This release is titled \`v${day.replaceAll('-', '')}\`.`,
    ...section(
      back % 2 === 0 ? 'Announcements of upcoming changes and retirements' : 'Announcements',
      announcements(at),
    ),
    '',
    '### Release notes',
    ...section('Kubernetes versions', kubernetes(at)),
    ...section('Features', pick(features, day, 3 + (back % 5))),
    ...section('Preview features', pick(previews, day, 2 + (back % 4))),
    ...section(
      back % 5 === 2 ? 'Behaviour change' : 'Behavioral changes',
      pick(behaviors, day, 5 + (back % 5)),
    ),
    ...section('Bug fixes', pick(fixes, day, 4 + (back % 4))),
    ...section('Component updates', components(at)),
    ...imageLines(facts, has),
    ...(isHostile && back === 2 ? [`* ${'x'.repeat(300_000)}`] : []),
    '',
    back % 2 === 0 ? '===' : '---',
    '',
  ];
  return lines.join(has('bodies-crlf') && back % 2 === 1 ? '\r\n' : '\n');
}

function headingOf(back: number, has: HasReleaseQuirk): (name: string) => string {
  if (!has('headings-vary')) return (name) => `### ${name}`;
  if (back % 7 === 5) return (name) => `* **${name}**:`;
  return (name) => `${back % 3 === 0 ? '####' : '###'} ${name}`;
}

/** Always the same few of a list for the same day, each with where to read on. */
function pick(from: readonly string[], day: string, count: number): readonly string[] {
  const sorted = from.toSorted((a, b) => stableNumber(`${a}${day}`) - stableNumber(`${b}${day}`));
  return sorted.slice(0, count).map((text) => {
    const page = text
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .slice(0, 40);
    return `${text} Read on in [the docs](https://learn.microsoft.com/azure/aks/${page}), and in [the issue](${issue(1000 + (stableNumber(text) % 4999))}).`;
  });
}

const issue = (number: number): string => `https://github.com/Azure/AKS/issues/${number}`;

function announcements(at: number): readonly string[] {
  const all = [
    [
      `Ubuntu 22.04 leaves support on June 30, 2027. Move node pools with OS SKU \`Ubuntu2204\` before that day. See [the retirement issue](${issue(4874)}).`,
      '2026-04-01',
    ],
    [
      `Windows Server 2022 leaves support on June 30, 2028 and is not offered from Kubernetes 1.37 on. See [the retirement issue](${issue(4168)}).`,
      '2026-06-01',
    ],
    [
      'kubenet networking retires on March 31, 2028. Plan the move to Azure CNI Overlay ([how](https://aka.ms/aks/kubenet-migration)).',
      '2025-09-01',
    ],
    [
      'Kubernetes 1.34 leaves standard support on November 30, 2026; with long-term support it goes on for a year.',
      '2026-09-01',
    ],
    [
      'Azure Linux 2.0 gets no new images; its last one is 202512.06.0. Azure Linux 3.0 takes its place.',
      '2025-11-01',
    ],
    [
      'The add-on of Open Service Mesh retires on September 30, 2027; the Istio-based add-on takes its place.',
      '2026-01-01',
    ],
  ] as const;
  const told = all.filter(([, since]) => Date.parse(since) <= at).map(([text]) => text);
  return told.length === 0 ? ['There is nothing to announce this time.'] : told;
}

function kubernetes(at: number): readonly string[] {
  const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');
  const all = kubeletsOf(at);
  const patches = all.filter(
    (one, place) => all.findIndex((other) => minorOf(other) === minorOf(one)) === place,
  );
  return [
    `Patches ${patches.slice(0, 3).join(', ')} of Kubernetes can now be had.`,
    'Kubernetes 1.35 and later run node pools with OS SKU `Ubuntu` on Ubuntu 24.04; see [OS versions](https://learn.microsoft.com/azure/aks/upgrade-os-version).',
    'Kubernetes 1.33 is under [long-term support](https://learn.microsoft.com/azure/aks/long-term-support) alone.',
  ];
}

const features: readonly string[] = [
  'Node pools can now be moved between availability zones without being made again.',
  'Artifact streaming is generally available for Azure Linux 3.0.',
  'Trusted launch can be switched on for node pools that exist.',
  'Confidential virtual machines with Azure Linux 3.0 are generally available.',
  'Blue-green upgrades of node pools are generally available: `--upgrade-strategy BlueGreen`.',
  'Static egress gateways can have more than one address.',
  'The limits of a namespace can be set when it is made.',
];

const previews: readonly string[] = [
  'A policy for disruptions of nodes is in preview: it says when images may be replaced.',
  'Zones that are chosen by AKS are in preview.',
  'Gateways of the second version are in preview, with `--nat-gateway-sku StandardV2`.',
  'Local redirects of DNS are in preview for Cilium clusters.',
  'Managed system node pools are in preview outside AKS Automatic.',
];

const behaviors: readonly string[] = [
  'From Kubernetes 1.37 on, node pools of Windows have Windows Server 2025 when no OS SKU is given.',
  'From Kubernetes 1.35 on, the kubelet does not start on a node with cgroup v1.',
  'AKS refuses kube-proxy in mode `nftables` on clusters older than 1.33.',
  'Surge nodes of a node image upgrade are now taken away one by one.',
  'Pods of the add-on `ama-logs` have a priority of their own on Windows node pools.',
  'An upgrade waits for a Pod Disruption Budget as long as `nodeDrainTimeoutInMinutes` says, also for Azure Linux 3.0.',
  'CoreDNS is spread over zones by default.',
  'The tag `aks-managed-orchestrator` is set on every node pool of Ubuntu 24.04.',
  'containerd 2.3 reads registry mirrors from `/etc/containerd/certs.d` alone.',
];

const fixes: readonly string[] = [
  'Ranges of allowed addresses are kept when they hold service tags alone.',
  'An upgrade of a stopped cluster ends with an error that says so.',
  'Labels with a domain are taken by the selector of load balancers.',
  'Node pools of Windows Server 2022 come up again after a change of the proxy.',
  'Secondary addresses of egress gateways stay after an update.',
  'The autoscaler takes new sizes of GPU machines into account.',
  'A disk that is detached by force no longer blocks the drain of an Azure Linux node.',
];

function components(at: number): readonly string[] {
  const since = (name: string, days: number): number => risenBy(name, at, days);
  const containerd = (directory: string): string => containerdOf(describeKind(directory), at);
  const cves = [0, 1, 2].map((each) => `CVE-2026-${20_000 + (stableNumber(`${at} ${each}`) % 40_000)}`);
  return [
    `containerd has been updated to [\`${containerd('AKSUbuntu/gen2/2204containerd')}\`](https://github.com/containerd/containerd/releases) for Ubuntu 22.04, which closes ${cves.join(', ')}.`,
    `containerd has been updated to \`${containerd('AKSUbuntu/gen2/2404containerd')}\` for Ubuntu 24.04.`,
    `The driver of Azure Disks is now [\`v1.34.${since('disk', 40)}\`](https://github.com/kubernetes-sigs/azuredisk-csi-driver/releases) on AKS 1.34 and later.`,
    `The driver of Azure Files is now \`v1.35.${since('file', 40)}\` on AKS 1.35 and 1.36.`,
    'Cilium images have been updated:',
    `  * Kubernetes 1.34: \`v1.18.${since('cilium 34', 30)}\``,
    `  * Kubernetes 1.36: \`v1.19.${since('cilium 36', 30)}\``,
    `CoreDNS has been updated from \`v1.13.2-${since('coredns', 25)}\` to \`v1.13.2-${since('coredns', 25) + 1}\`.`,
    `kube-proxy has been rebuilt for [CVE-2026-${10_000 + (stableNumber(`proxy ${at}`) % 9999)}](https://nvd.nist.gov/vuln/search).`,
    `Cluster Autoscaler is now \`v1.35.${since('autoscaler', 60)}\` for Kubernetes 1.35.`,
    `AKS-2026-00${10 + (stableNumber(`bulletin ${at}`) % 80)} tells of a flaw in runc that the newest node images do not have.`,
  ];
}

function imageLines({ images, back }: ReleaseFacts, has: HasReleaseQuirk): readonly string[] {
  const systems = [
    ['AKS Windows images', 'AKSWindows'],
    ['AKS Azure Linux images', 'AzureLinux'],
    ['AKS Ubuntu images', 'aks-ubuntu'],
  ] as const;
  return systems.flatMap(([title, folder]) => [
    `* ${title}:`,
    ...images
      .filter((image) => image.folder.startsWith(folder))
      .map((image, at) => `  * ${image.system} - [${image.version}](${linkOf(image, back + at, has)}).`),
  ]);
}

function linkOf(image: { folder: string; version: string }, at: number, has: HasReleaseQuirk): string {
  const plain = `vhd-notes/${image.folder}/${image.version}.txt`;
  if (!has('links-vary')) return plain;
  const forms = [
    plain,
    `https://github.com/Azure/AKS/blob/master/${plain}`,
    plain.replace('AzureLinuxv3', 'Azurelinuxv3').replace('AKSUbuntu', 'AKSubuntu'),
    plain.replaceAll('/', '\\'),
    plain.replace(`/${image.version}`, `/v${image.version}`),
    plain,
  ];
  return forms[at % forms.length] ?? plain;
}
