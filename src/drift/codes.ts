export type Severity = 'required' | 'recommended' | 'information';

export interface CodeEntry {
  readonly title: string;
  readonly severities: readonly Severity[];
  readonly rule: string;
  readonly why: string;
  readonly next: string;
}

/**
 * The one table of findings. `docs/findings.md` is written from it; a code is never given a second meaning.
 * `severities`: those a finding of this code can have.
 */
export const findingCodes = {
  AKS001: {
    title: 'Control plane behind: newer patch',
    severities: ['recommended', 'required'],
    rule: 'AKS offers a newer patch of the running minor within the aim. Required when what runs is out of support.',
    why: 'Patches carry security and stability fixes of Kubernetes itself.',
    next: 'Carry out the plan, or run the command in the report.',
  },
  AKS002: {
    title: 'Control plane behind: newer minor',
    severities: ['recommended', 'required'],
    rule: 'AKS offers a newer minor within the aim. Required when what runs is out of support.',
    why: 'A minor is supported for about a year; every hop left out makes the next one longer.',
    next: 'Read the release notes of the minors in between, then carry out the plan hop by hop.',
  },
  AKS003: {
    title: 'Node pool behind its control plane',
    severities: ['recommended'],
    rule: 'The pool runs an older Kubernetes version than its control plane runs now.',
    why: 'Nodes keep the old kubelet and its faults until the pool is upgraded; the control plane alone does not help them.',
    next: 'Carry out the plan. A Kubernetes step brings the newest node image along.',
  },
  AKS004: {
    title: 'Node pool two minors behind',
    severities: ['recommended'],
    rule: 'The pool is two minors behind its control plane; three is the limit.',
    why: 'Soon the control plane cannot move without the pool.',
    next: 'Upgrade the pool before the next minor of the control plane.',
  },
  AKS005: {
    title: 'Node pool at or past the skew limit',
    severities: ['required'],
    rule: 'The pool is three minors or more behind its control plane.',
    why: 'Kubernetes supports nodes up to three minors behind; the control plane cannot take a further minor.',
    next: 'Upgrade the pool first.',
  },
  AKS006: {
    title: 'Node image behind',
    severities: ['required', 'recommended', 'information'],
    rule: 'AKS offers this pool a newer node image. Required on Windows, which gets no daily patches; information where a channel renews it.',
    why: 'Images carry fixes of the operating system, the container runtime and the kubelet; new nodes of a scale-up come with the old image too.',
    next: 'Carry out the plan, or turn on the node OS channel NodeImage with a maintenance window.',
  },
  AKS007: {
    title: 'Kubernetes version out of support',
    severities: ['required'],
    rule: 'The support of the running minor has ended under the support plan of the cluster, by the dated calendar that comes with the action.',
    why: 'AKS fixes nothing any more and may upgrade the cluster by itself.',
    next: 'Upgrade now, or move to the long-term support plan where the minor still has it.',
  },
  AKS008: {
    title: 'Support ends soon',
    severities: ['recommended', 'required'],
    rule: 'The support of the running minor ends within 60 days; required within 14.',
    why: 'After that day there are no fixes and no support.',
    next: 'Upgrade before the due date.',
  },
  AKS009: {
    title: 'Target is not yet the default of the region',
    severities: ['information'],
    rule: 'The target minor is newer than the minor that AKS gives in this region when none is asked for.',
    why: 'AKS makes a minor the default once it has been out for a while: to be ahead of it is a choice.',
    next: 'Go on, or choose a calmer channel.',
  },
  AKS010: {
    title: 'Only a preview is higher',
    severities: ['information'],
    rule: 'Everything that AKS offers above the running version is a preview.',
    why: 'Previews have no support and are never a target.',
    next: 'Nothing to do until it is generally available.',
  },
  AKS011: {
    title: 'Operating system or pool kind retired',
    severities: ['required'],
    rule: "The pool's operating system, or its kind, is past its end of support.",
    why: 'No fixes any more; once the images are removed, scaling and repair of nodes fail.',
    next: 'Move the pool to a supported OS SKU, or its workloads to a new pool.',
  },
  AKS012: {
    title: 'Operating system to be retired',
    severities: ['recommended'],
    rule: "The support of the pool's operating system ends within 365 days.",
    why: 'A change of the operating system needs testing, and a new pool on Windows.',
    next: 'Plan the move before the due date.',
  },
  AKS013: {
    title: 'Silent change of the operating system on the way',
    severities: ['recommended'],
    rule: 'OS SKU `Ubuntu` moves from 22.04 to 24.04 at Kubernetes 1.35, `AzureLinux` from 2.0 to 3.0 at 1.32; the next step or minor crosses that line.',
    why: 'A new kernel and a new container runtime come with what looks like a Kubernetes upgrade.',
    next: 'Try the workloads on a pool with the versioned OS SKU of the new system first.',
  },
  AKS014: {
    title: 'Failed state',
    severities: ['required'],
    rule: 'The last operation on the cluster or pool failed or was canceled.',
    why: 'Nodes may be half way; an upgrade on top makes it harder to repair.',
    next: 'Find the cause, then repeat the operation with the same version: that is the documented repair.',
  },
  AKS015: {
    title: 'No surge configured',
    severities: ['recommended', 'information'],
    rule: 'The pool sets no maxSurge, or 0 without maxUnavailable.',
    why: 'Surge decides how fast an upgrade goes and how much capacity it takes away meanwhile.',
    next: 'Set maxSurge on the pool (33% is usual for production).',
  },
  AKS016: {
    title: 'Nobody patches these nodes',
    severities: ['recommended', 'information'],
    rule: 'The node OS channel is None, or does nothing for this operating system. Information when the channel is not known to this version.',
    why: 'Security fixes of the operating system come with a new node image alone, and only when somebody orders it.',
    next: 'Turn on the node OS channel SecurityPatch or NodeImage, or upgrade the node image every week.',
  },
  AKS017: {
    title: 'Patched daily, but reboots are yours',
    severities: ['information'],
    rule: 'The node OS channel is Unmanaged.',
    why: 'Linux installs its security updates every night; kernel fixes wait for a reboot, and new nodes start unpatched.',
    next: 'Run kured, or turn on SecurityPatch or NodeImage.',
  },
  AKS018: {
    title: 'A channel does part of this by itself',
    severities: ['information'],
    rule: 'An auto-upgrade channel of the cluster or of its node OS is on.',
    why: 'What a channel does by itself needs no order; what it does not do still does.',
    next: 'See that a maintenance window of four hours or more is set.',
  },
  AKS019: {
    title: 'Offered node image is older',
    severities: ['information'],
    rule: 'The image on offer is older than the one that runs, which happens while a release makes its way through the regions.',
    why: 'An older image is never a step.',
    next: 'Nothing to do.',
  },
  AKS020: {
    title: "The region's version list could not be read",
    severities: ['information'],
    rule: 'The list of Kubernetes versions of the region is not readable, often for an identity whose role is scoped to a resource group.',
    why: "Judged by the cluster's own upgrade list and the calendar that comes with the action instead.",
    next: 'Give the identity Microsoft.ContainerService/locations/kubernetesversions/read on the subscription.',
  },
  AKS021: {
    title: 'The version aimed for is not on offer',
    severities: ['recommended'],
    rule: '`kubernetes-version` is not offered here, is below what runs, is a preview, is not covered by the support plan, or cannot be reached.',
    why: 'The action never goes down, never to a preview, and only where AKS lets this cluster go.',
    next: 'Correct `kubernetes-version`, or leave it out and use `channel`.',
  },
  AKS022: {
    title: 'Not covered by the support plan',
    severities: ['required', 'recommended'],
    rule: 'The region lists the running minor without the support plan of the cluster, or an LTS cluster is not on one of the two newest patches.',
    why: 'Without cover there is no support, whatever the calendar says.',
    next: 'Upgrade, or change the support plan.',
  },
  AKS023: {
    title: 'Image of another kind on offer',
    severities: ['information'],
    rule: 'The image on offer is of another kind than the one that runs, so that neither can be called newer by name.',
    why: 'It happens when AKS moves a pool to another image line, for instance with a new OS version.',
    next: 'Read both names before approving the step.',
  },
  AKS024: {
    title: 'Nodes that ARM does not show',
    severities: ['information'],
    rule: 'Node auto-provisioning is on.',
    why: 'Its nodes are in no agent pool; they are replaced by node auto-provisioning itself and are not judged here.',
    next: 'Look at them with `kubectl get nodes`.',
  },
  AKS025: {
    title: 'Versioned OS SKU blocks the target',
    severities: ['required'],
    rule: 'The OS SKU of the pool is supported up to a Kubernetes minor below the target.',
    why: 'AKS refuses the Kubernetes upgrade until the pool has another OS SKU.',
    next: 'Change the OS SKU (Linux), or move the workloads to a new pool (Windows).',
  },
  AKS026: {
    title: 'Only a jump of the whole cluster is on offer',
    severities: ['required'],
    rule: 'From this unsupported version AKS offers no next minor, only versions further away.',
    why: 'That jump takes the control plane and all pools in one operation, outside of support; it is no step of a plan that goes one by one.',
    next: 'Run `az aks upgrade` for the whole cluster by hand after a test, or build a new cluster.',
  },
  AKS027: {
    title: 'A preview version runs',
    severities: ['recommended'],
    rule: 'The region marks the running version as a preview.',
    why: 'Previews have no support.',
    next: 'Move to the released version of the minor as soon as it is there.',
  },
} as const satisfies Record<string, CodeEntry>;

export type FindingCode = keyof typeof findingCodes;
