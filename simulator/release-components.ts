import calendar from '../src/releases/data/calendar.json' with { type: 'json' };
import { stableNumber } from './quirks.ts';
import type { NotedKind } from './release-kinds.ts';
import { hexOf, risenBy, updatesBetween } from './release-movement.ts';
import { november2026 } from './version-world.ts';

/** What an image is made of besides its packages, on the day that it was built. */

const dayMs = 86_400_000;
const start = Date.UTC(2026, 2, 30);

/** Updates since the last days of March 2026, of which real notes told where things stood; below zero before. */
function since(name: string, built: number, days: number): number {
  return updatesBetween(name, start, built, days);
}

/** `6.8.0-1059`, `6.6.143.1`: about every 13 and 9 days. */
export function kernelOf(kind: NotedKind, built: number): string {
  const { system, release } = kind;
  if (system === 'AzureLinux' && release === '3.0') return `6.6.${126 + since('kernel azl3', built, 7)}.1`;
  if (system === 'AzureLinux' || system === 'Mariner')
    return `5.15.${180 + since('kernel cm2', built, 14)}.1`;
  if (system !== 'Ubuntu') return `6.12.${30 + since('kernel acl', built, 9)}`;
  if (release === '26.04') return `7.0.0-${1004 + since('kernel 2604', built, 10)}`;
  if (release === '24.04') return `6.8.0-${1051 + since('kernel 2404', built, 12)}`;
  if (release === '22.04') return `5.15.0-${1102 + since('kernel 2204', built, 8)}`;
  return `5.4.0-${1150 + since('kernel 2004', built, 20)}`;
}

/** 22.04 and older stay with 1.7; Azure Linux 3 went from 2.0 to 2.2 in spring 2026. */
export function containerdOf(kind: NotedKind, built: number): string {
  if (kind.system === 'Mariner' || (kind.system === 'AzureLinux' && kind.release === '2.0')) return '1.6.26';
  if (kind.system === 'AzureLinux') {
    return built < Date.UTC(2026, 4, 11) ? '2.0.0' : `2.2.${Math.max(0, since('azl3 2.2', built, 25) - 1)}`;
  }
  if (Number(kind.release) < 24) return `1.7.${Math.max(0, 30 + since('containerd 1.7', built, 33))}`;
  return built < Date.UTC(2026, 4, 11) ? '2.2.1' : `2.3.${Math.max(0, since('containerd 2.3', built, 40))}`;
}

export function runcOf(kind: NotedKind, built: number): string {
  const patch = Math.max(0, since('runc', built, 34));
  return kind.system === 'Ubuntu' ? `1.4.${patch}` : `1.3.${3 + patch}`;
}

export function driverOf(built: number): string {
  return `580.${126 + 2 * Math.max(0, since('driver', built, 45))}.09`;
}

/** Kubelets of each minor: its two newest patches of the day, newest minor first. */
export function kubeletsOf(built: number): readonly string[] {
  return calendar.minors
    .filter(({ ga }) => Date.parse(`${ga}-01`) <= built)
    .toReversed()
    .flatMap(({ minor, ga, ltsEnd }) => {
      if (Date.parse(ltsEnd) < built) return [`1.${minor}.101-akslts`, `1.${minor}.100-akslts`];
      const known = november2026.patches[`1.${minor}`] ?? [];
      const newest = Number(known.at(-1)?.split('.')[2] ?? '14');
      const patch = Math.min(newest, Math.floor((built - Date.parse(`${ga}-01`)) / (33 * dayMs)));
      return [patch, patch - 1].filter((one) => one >= 0).map((one) => `1.${minor}.${one}`);
    });
}

export interface Container {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  readonly bytes: number;
  /** What its updates go by. */
  readonly source: { readonly name: string; readonly days: number };
}

/** `days path tags…`: the tag's last number rises with each update. */
const cached = `
30 oss/v2/kubernetes/autoscaler/addon-resizer v1.8.23-
0 oss/kubernetes/pause 3.6
0 oss/v2/kubernetes/pause 3.6
25 oss/v2/kubernetes/coredns v1.13.2- v1.12.1- v1.11.3-
35 containernetworking/azure-cni v1.5. v1.6. v1.7. v1.8.
35 containernetworking/azure-cns v1.5. v1.6. v1.7. v1.8.
0 containernetworking/azure-ipam v0.2.1 v0.2.0
90 containernetworking/azure-npm v1.6.
60 containernetworking/cilium-log-collector v0.0.
40 containernetworking/cilium/cilium-distroless v1.17. v1.18. v1.19.
40 containernetworking/cilium/cilium-distroless-init v1.17. v1.18. v1.19.
60 oss/v2/kubernetes/apiserver-network-proxy/agent v0.32.1-
70 oss/v2/kubernetes-csi/secrets-store/driver v1.5.
70 oss/v2/azure/secrets-store/provider-azure v1.7.
45 azuremonitor/containerinsights/ciprod 3.4.
45 azuremonitor/containerinsights/ciprod/prometheus-collector/images 7.0.
90 oss/v2/kubernetes/kube-state-metrics v2.15.0-
30 oss/v2/kubernetes/azure-cloud-node-manager v1.33. v1.34. v1.35. v1.36.
40 oss/v2/kubernetes/autoscaler/cluster-proportional-autoscaler v1.8.11- v1.9.0-
35 oss/v2/azure/ip-masq-agent-v2 v0.1.16-
40 oss/v2/kubernetes-csi/azuredisk-csi v1.33. v1.34.
40 oss/v2/kubernetes-csi/azurefile-csi v1.33. v1.34. v1.35.
40 oss/v2/kubernetes-csi/blob-csi v1.26. v1.27.
90 oss/v2/kubernetes-csi/livenessprobe v2.17. v2.18.
90 oss/v2/kubernetes-csi/csi-node-driver-registrar v2.15. v2.16.
35 oss/v2/open-policy-agent/gatekeeper v3.20.1-
60 azure-policy/policy-kubernetes-addon-prod 1.15.
60 azure-policy/policy-kubernetes-webhook 1.15.
60 oss/v2/kubernetes/windows-gmsa-webhook v0.12.1-
35 oss/v2/kubernetes/kube-proxy v1.33.11- v1.34.7- v1.35.4-`;

export function containersOf(built: number): readonly Container[] {
  return cached
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [days = '', path = '', ...tags] = line.split(' ');
      return tags.map((start) => {
        const source = { name: `${path}:${start}`, days: Number(days) };
        const updates = risenBy(source.name, built, source.days);
        const tag = /\d$/.test(start) ? start : `${start}${updates}`;
        const repository = `mcr.microsoft.com/${path}`;
        const bytes = 11_000_000 + (stableNumber(repository) % 190_000_000);
        return { repository, tag, digest: `sha256:${hexOf(`${repository}:${tag}`)}`, bytes, source };
      });
    });
}
