import { readFileSync } from 'node:fs';
import type { Fleet } from './fleet.ts';
import type { MovedDates, ReleaseOptions } from './release-options.ts';
import type { HasReleaseQuirk } from './release-quirks.ts';
import { poisons } from './release-spoiled.ts';

/** The docs' page of supported versions: its tables as they really are, the text around them in other words. */

export const calendarPath = 'articles/aks/supported-kubernetes-versions.md';

const dayMs = 86_400_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Row {
  readonly minor: number;
  readonly ga: string;
  readonly communityEnd: string;
  readonly ltsEnd: string;
}

/** Of the bundle as it is, whatever tests in this process see of it: the bundle tells no page that is older. */
const calendar = JSON.parse(
  readFileSync(new URL('../src/releases/data/calendar.json', import.meta.url), 'utf8'),
) as { readonly asOf: string; readonly minors: readonly Row[] };

export function writeDocs(fleet: Fleet, options: ReleaseOptions, has: HasReleaseQuirk): string {
  const lately = new Date(fleet.now.getTime() - 5 * dayMs).toISOString().slice(0, 10);
  const asOf = options.docsAsOf ?? [lately, calendar.asOf].sort()[1] ?? lately;
  const rows = calendar.minors.map(
    (row): Row => ({ ...row, ...options.moved?.[`1.${row.minor}`] }) satisfies Row & MovedDates,
  );
  const spice = (text: string, at: number): string =>
    options.hostile === true ? `${text} ${poisons[at % poisons.length]?.replaceAll('\n', ' ')}` : text;
  const text = [
    ...head(asOf, options.hostile === true),
    '| Kubernetes version | Upstream release | AKS preview | AKS GA | End of life | Platform support |',
    '| ------------------ | ---------------- | ----------- | ------ | ----------- | ---------------- |',
    ...rows.slice(-6).map((row, at) => {
      const closing = spice(`Until 1.${row.minor + 4} GA`, at);
      return `| ${firstCells(row)} | ${endCell(row.communityEnd, has)} | ${closing} |`;
    }),
    '',
    '### LTS versions',
    '',
    'Long-term support has to be switched on for a cluster. For more, see [Enable long-term support](/azure/aks/long-term-support#enable-long-term-support).',
    '',
    '| Kubernetes version | Upstream release | AKS preview | AKS GA | End of life | LTS End of life |',
    '| ------------------ | ---------------- | ----------- | ------ | ----------- | --------------- |',
    ...rows.map(
      (row) => `| ${firstCells(row)} | ${endCell(row.communityEnd, has)} | ${endCell(row.ltsEnd, has)} |`,
    ),
    '',
    '### AKS Kubernetes release schedule Gantt chart',
    '',
    ':::image type="content" source="media/supported-kubernetes-versions/gantt.png" alt-text="Chart of all versions and their support.":::',
    '',
    '## AKS components breaking changes by version',
    '',
    'What changes with each minor version, before you go there:',
    '',
    ...rows
      .slice(-5)
      .toReversed()
      .flatMap((row, at) => componentTable(row.minor, (line) => spice(line, at + 3))),
    ...tail,
  ].join('\n');
  return options.alter?.docs ? options.alter.docs(text) : text;
}

function head(asOf: string, isHostile: boolean): readonly string[] {
  const [year = '', month = '', day = ''] = asOf.split('-');
  return [
    '---',
    'title: Supported Kubernetes Versions in Azure Kubernetes Service (AKS)',
    'description: Which versions of Kubernetes AKS supports, and for how long.',
    `ms.date: ${month}/${day}/${year}`,
    'ms.topic: overview',
    'ms.service: azure-kubernetes-service',
    '---',
    '',
    '# Supported Kubernetes versions in Azure Kubernetes Service (AKS)',
    '',
    'A minor version of Kubernetes comes about every four months, and patches in between.',
    '',
    ...(isHostile ? [...poisons, ''] : []),
    '## Kubernetes versions',
    '',
    '```',
    '[major].[minor].[patch]',
    '```',
    '',
    '| Example | What changed |',
    '| ------- | ------------ |',
    '| 1.36.2 | A patch of 1.36 |',
    '',
    '## AKS Kubernetes release calendar and upcoming versions',
    '',
    '> [!NOTE]',
    '> Support of a version lasts twelve months. A month without a day means its last day.',
    '',
  ];
}

/** Upstream and preview come some months before: only the month of general availability is kept. */
function firstCells({ minor, ga }: Row): string {
  const before = (count: number): string => {
    const date = new Date(`${ga}-01T00:00:00Z`);
    date.setUTCMonth(date.getUTCMonth() - count);
    return monthOf(date.toISOString());
  };
  return `1.${minor} | ${before(3)} | ${before(1)} | ${monthOf(ga)}`;
}

const monthOf = (day: string): string => `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** `Mar 2026` for the last day of a month, else `Aug 22, 2025` or `Nov 1st, 2025`. */
function endCell(day: string, has: HasReleaseQuirk): string {
  const next = new Date(Date.parse(day) + dayMs);
  if (next.getUTCDate() === 1) return monthOf(day);
  const date = Number(day.slice(8));
  const ordinal = date === 1 && has('ordinal-days') ? 'st' : '';
  return monthOf(day).replace(' ', ` ${date}${ordinal}, `);
}

function componentTable(minor: number, spice: (text: string) => string): readonly string[] {
  const rises = [
    `- calico v3.${minor - 8}.1 -> v3.${minor - 7}.2`,
    `- coredns v1.${minor - 24}.1 → v1.${minor - 23}.0`,
    spice(`- cilium-agent v1.${minor - 18}.4 -> v1.${minor - 17}.0`),
  ].join(' <br> ');
  const cells = [
    listOf(addOns, minor),
    listOf(controlPlane, minor),
    `- Ubuntu ${minor < 35 ? '22.04' : '24.04'} <br> - Azure Linux 3.0 <br> - Windows Server ${minor < 37 ? '2022' : '2025'}`,
    rises,
  ];
  return [
    `### Kubernetes 1.${minor}`,
    '',
    `| **AKS managed add-ons (add-on)** | **AKS components (ccp)** | **OS components** | **Breaking changes from Kubernetes 1.${minor - 1}.0** |`,
    '| ------------------------------- | ------------------------ | ----------------- | ------------------------------------------- |',
    `| ${cells.join(' | ')} |`,
    '',
  ];
}

const addOns =
  'aci-connector-linux addon-resizer ama-logs-linux ama-logs-win app-routing-operator azure-monitor-metrics-linux ' +
  'azure-monitor-metrics-win azure-policy azure-policy-webhook azuredisk-csi-linux azuredisk-csi-windows ' +
  'azurefile-csi-linux azurefile-csi-windows blob-csi calico-node cilium-agent cilium-operator ' +
  'cloud-provider-node-manager-linux cloud-provider-node-manager-windows coredns external-dns gatekeeper hubble-relay ' +
  'ingress-appgw ip-masq-agent-v2 keda keda-admission-webhooks metrics-server overlay-vpa secrets-store-driver-linux ' +
  'secrets-store-driver-windows tigera-operator workload-identity-webhook';
const controlPlane =
  'apiserver-network-proxy azure-cloud-controller-manager cluster-autoscaler customer-net-probe konnectivity-agent ' +
  'kube-apiserver kube-controller-manager kube-scheduler msi-adapter private-connect-balancer';

function listOf(names: string, minor: number): string {
  const one = (name: string): string => `- ${name} v1.${minor - (name.length % 5)}.${name.length % 7}`;
  return names.split(' ').map(one).join(' <br> ');
}

const tail: readonly string[] = [
  '## Alias minor version in AKS',
  '',
  'A cluster can be made with a minor version alone; AKS takes its newest patch.',
  '',
  '| Alias | What you get |',
  '| ----- | ------------ |',
  '| 1.35 | The newest 1.35 |',
  '',
  '## Frequently asked questions (FAQ)',
  '',
  '### What happens to a cluster whose version is not supported?',
  '',
  'It goes on to run, and AKS asks for an upgrade before it helps.',
  '',
];
