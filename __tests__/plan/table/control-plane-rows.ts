import { bundledCalendar } from '../../../src/releases/calendar.ts';
import {
  aCluster,
  aPool,
  offers,
  partialRegion,
  region,
  usualRegion,
  version,
} from '../../builders/fleet.ts';
import type { Row } from './row.ts';

const at135 = { version: version('1.35.5') };
const system = (text: string) => aPool({ name: 'system', version: version(text) });
const lts = { supportPlan: 'AKSLongTermSupport', tier: 'Premium' } as const;

export const controlPlaneRows: readonly Row[] = [
  {
    name: 'all is level',
    clusters: [aCluster()],
    steps: [],
    holds: [],
    findings: [],
  },
  {
    name: 'the docs alone say that support ends soon',
    clusters: [aCluster()],
    told: {
      ...bundledCalendar,
      minors: bundledCalendar.minors.map((dates) => ({ ...dates, communityEnd: '2026-12-24' })),
    },
    steps: [],
    holds: [],
    findings: ['AKS008 information'],
    says: ['says 2026-12-24.'],
  },
  {
    name: 'a newer patch',
    clusters: [
      aCluster({ version: version('1.36.1'), offers: offers('1.36.2', '1.37.0'), pools: [system('1.36.1')] }),
    ],
    steps: ['control-plane 1.36.1 → 1.36.2', 'pool-version system 1.36.1 → 1.36.2'],
    holds: [],
    findings: ['AKS001 recommended'],
    says: ['runs 1.36.1; 1.36.2 is on offer'],
  },
  {
    name: 'the next minor, with the default of the region still below',
    clusters: [
      aCluster({
        ...at135,
        offers: offers('1.36.2', '1.36.1'),
        pools: [system('1.35.5')],
        region: { ...usualRegion, defaultMinor: version('1.35.5') },
      }),
    ],
    steps: ['control-plane 1.35.5 → 1.36.2', 'pool-version system 1.35.5 → 1.36.2'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS009 information'],
    says: ['1.36.2 can be reached, one minor further', 'becomes the default in 2026-10'],
  },
  {
    name: 'two minors: hop by hop, the highest patch in between',
    clusters: [
      aCluster({ version: version('1.34.8'), offers: offers('1.35.4', '1.35.5'), pools: [system('1.34.8')] }),
    ],
    steps: [
      'control-plane 1.34.8 → 1.35.5',
      'control-plane 1.35.5 → 1.36.2',
      'pool-version system 1.34.8 → 1.36.2',
    ],
    holds: [],
    findings: ['AKS002 recommended', 'AKS008 required due 2026-11-30'],
    says: ['2 minors further, by way of 1.35.5', 'ends on 2026-11-30'],
  },
  {
    name: 'channel patch stays on the minor',
    clusters: [
      aCluster({ version: version('1.35.4'), offers: offers('1.35.5', '1.36.2'), pools: [system('1.35.4')] }),
    ],
    aim: { channel: 'patch' },
    steps: ['control-plane 1.35.4 → 1.35.5', 'pool-version system 1.35.4 → 1.35.5'],
    holds: [],
    findings: ['AKS001 recommended'],
  },
  {
    name: 'channel rapid goes to N, 9 above 10 only as text',
    clusters: [
      aCluster({
        version: version('1.36.9'),
        pools: [system('1.36.9')],
        offers: offers('1.36.10', '1.37.0', '1.38.0!'),
        region: region({ '1.36.9': ['1.36.10'], '1.36.10': ['1.37.0'], '1.37.0': [], '1.38.0!': [] }, '1.36'),
      }),
    ],
    aim: { channel: 'rapid' },
    steps: ['control-plane 1.36.9 → 1.37.0', 'pool-version system 1.36.9 → 1.37.0'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS009 information'],
  },
  {
    name: 'channel stable above N-1 keeps to the running minor',
    clusters: [
      aCluster({ version: version('1.37.0'), offers: offers('1.38.0!'), pools: [system('1.37.0')] }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS010 information'],
    says: ['previews alone: 1.38.0'],
  },
  {
    name: 'an LTS cluster with long support left stays on its minor',
    clusters: [
      aCluster({
        ...lts,
        version: version('1.33.11'),
        offers: offers('1.33.12', '1.34.8'),
        pools: [system('1.33.11')],
      }),
    ],
    steps: ['control-plane 1.33.11 → 1.33.12', 'pool-version system 1.33.11 → 1.33.12'],
    holds: [],
    findings: ['AKS001 recommended'],
  },
  {
    name: 'an LTS cluster near its end jumps where the list says so',
    clusters: [
      aCluster({
        ...lts,
        version: version('1.31.13'),
        offers: offers('1.32.11', '1.33.12'),
        pools: [system('1.31.13')],
      }),
    ],
    steps: [
      'control-plane 1.31.13 → 1.33.12',
      'control-plane 1.33.12 → 1.34.8',
      'pool-version system 1.31.13 → 1.34.8',
      'control-plane 1.34.8 → 1.35.5',
      'control-plane 1.35.5 → 1.36.2',
      'pool-version system 1.34.8 → 1.36.2',
    ],
    holds: [],
    findings: ['AKS002 recommended', 'AKS008 required due 2026-11-30'],
    says: ['Long-term support of Kubernetes 1.31 ends on 2026-11-30'],
  },
  {
    name: 'kubernetes-version wins over the channel, even on LTS',
    clusters: [
      aCluster({
        ...lts,
        version: version('1.33.12'),
        offers: offers('1.34.8'),
        pools: [system('1.33.12')],
      }),
    ],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.34', major: 1, minor: 34 } },
    steps: ['control-plane 1.33.12 → 1.34.8', 'pool-version system 1.33.12 → 1.34.8'],
    holds: [],
    findings: ['AKS002 recommended'],
  },
  {
    name: 'kubernetes-version: exactly that patch',
    clusters: [
      aCluster({ version: version('1.34.8'), offers: offers('1.35.4', '1.35.5'), pools: [system('1.34.8')] }),
    ],
    aim: { kubernetesVersion: { kind: 'exact', text: '1.35.4' } },
    steps: ['control-plane 1.34.8 → 1.35.4', 'pool-version system 1.34.8 → 1.35.4'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS008 required due 2026-11-30'],
  },
  {
    name: 'kubernetes-version below what runs',
    clusters: [aCluster({ offers: offers('1.37.0') })],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.35', major: 1, minor: 35 } },
    steps: [],
    holds: [],
    findings: ['AKS021 recommended'],
    says: ['below 1.36.2, which runs'],
  },
  {
    name: 'kubernetes-version that nobody offers: no step half way to a slip of the pen',
    clusters: [aCluster({ offers: offers('1.37.0') })],
    aim: { kubernetesVersion: { kind: 'exact', text: '1.37.9' } },
    steps: [],
    holds: [],
    findings: ['AKS021 recommended'],
    says: ['does not offer it'],
  },
  {
    name: 'kubernetes-version that is a preview',
    clusters: [
      aCluster({ version: version('1.37.0'), offers: offers('1.38.0!'), pools: [system('1.37.0')] }),
    ],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.38', major: 1, minor: 38 } },
    steps: [],
    holds: [],
    findings: ['AKS010 information', 'AKS021 recommended'],
    says: ['it is a preview'],
  },
  {
    name: 'kubernetes-version under another support plan',
    clusters: [
      aCluster({
        version: version('1.32.11'),
        offers: offers('1.33.12', '1.34.8'),
        pools: [system('1.32.11')],
      }),
    ],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.33', major: 1, minor: 33 } },
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2026-03-31', 'AKS021 recommended', 'AKS022 required', 'AKS026 required'],
    says: ['not covered by the support plan KubernetesOfficial'],
    unsupported: true,
  },
  {
    name: 'kubernetes-version out of reach: as far as the lists go',
    clusters: [
      aCluster({
        ...at135,
        offers: offers('1.36.1'),
        pools: [system('1.35.5')],
        region: region({ '1.35.5': ['1.36.1'], '1.36.1': [], '1.37.0': [] }, '1.36'),
      }),
    ],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.37', major: 1, minor: 37 } },
    steps: ['control-plane 1.35.5 → 1.36.1', 'pool-version system 1.35.5 → 1.36.1'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS021 recommended'],
    says: ['lead no way there', 'the plan goes to 1.36.1'],
  },
  {
    name: 'out of support, only a jump on offer',
    clusters: [
      aCluster({
        version: version('1.32.11'),
        offers: offers('1.33.12', '1.34.8'),
        pools: [system('1.32.11')],
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2026-03-31', 'AKS022 required', 'AKS026 required'],
    says: [
      'AKS offers 1.34.8, but only to the whole cluster',
      'Long-term support alone covers 1.33.12',
      'Platform support ended when 1.36',
    ],
    unsupported: true,
  },
  {
    name: 'out of support, only a jump on offer, and beyond the channel',
    clusters: [
      aCluster({ version: version('1.32.11'), offers: offers('1.34.8'), pools: [system('1.32.11')] }),
    ],
    aim: { channel: 'patch' },
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2026-03-31', 'AKS022 required', 'AKS026 required'],
    unsupported: true,
  },
  {
    name: 'out of support, and all that is higher is left to long-term support',
    clusters: [
      aCluster({
        version: version('1.31.13'),
        offers: offers('1.33.12', '1.32.11'),
        pools: [system('1.31.13')],
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2025-11-01', 'AKS022 required', 'AKS028 required'],
    says: [
      'AKS offers 1.32.11, 1.33.12, which long-term support alone covers',
      'support plan AKSLongTermSupport (Premium tier)',
    ],
    unsupported: true,
  },
  {
    name: 'out of support, and nothing that is higher has any support',
    clusters: [
      aCluster({
        version: version('1.28.9'),
        offers: offers('1.29.15', '1.30.9!'),
        region: undefined,
        pools: [system('1.28.9')],
      }),
      aCluster({ version: version('1.32.11'), offers: offers('1.32.10'), pools: [system('1.32.11')] }),
    ],
    steps: [],
    holds: [],
    findings: [
      'AKS007 required',
      'AKS007 required due 2026-03-31',
      'AKS020 information',
      'AKS022 required',
      'AKS028 required',
      'AKS028 required',
    ],
    says: ['AKS offers 1.29.15, which no support plan covers', 'AKS offers no released version above it'],
    unsupported: true,
  },
  {
    name: 'out of support, and the aim alone keeps it there: the way is not told as closed',
    clusters: [
      aCluster({ version: version('1.33.12'), offers: offers('1.34.8'), pools: [system('1.33.12')] }),
    ],
    aim: { channel: 'patch' },
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2026-07-31', 'AKS022 required'],
    unsupported: true,
  },
  {
    name: 'out of support, the next minor on offer',
    clusters: [
      aCluster({ version: version('1.33.12'), offers: offers('1.34.8'), pools: [system('1.33.12')] }),
    ],
    aim: { channel: 'rapid' },
    steps: [
      'control-plane 1.33.12 → 1.34.8',
      'control-plane 1.34.8 → 1.35.5',
      'control-plane 1.35.5 → 1.36.2',
      'pool-version system 1.33.12 → 1.36.2',
      'control-plane 1.36.2 → 1.37.0',
      'pool-version system 1.36.2 → 1.37.0',
    ],
    holds: [],
    findings: ['AKS002 required', 'AKS007 required due 2026-07-31', 'AKS009 information', 'AKS022 required'],
    unsupported: true,
  },
  {
    name: 'the region is unread: one hop, by the calendar',
    clusters: [
      aCluster({
        version: version('1.34.8'),
        offers: offers('1.35.5', '1.36.2', '1.38.0!'),
        pools: [system('1.34.8')],
        region: undefined,
      }),
    ],
    steps: ['control-plane 1.34.8 → 1.35.5', 'pool-version system 1.34.8 → 1.35.5'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS008 required due 2026-11-30', 'AKS020 information'],
    says: ['calendar as of 2026-08-05'],
  },
  {
    name: 'the region is unread: a minor left to LTS is no target',
    clusters: [
      aCluster({
        version: version('1.32.11'),
        offers: offers('1.33.12'),
        pools: [system('1.32.11')],
        region: undefined,
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2026-03-31', 'AKS020 information', 'AKS028 required'],
    unsupported: true,
  },
  {
    name: "the cluster's own lists stand in for the region's: N comes from the calendar, not from them",
    clusters: [
      aCluster({
        ...at135,
        offers: offers('1.36.1', '1.36.2'),
        pools: [system('1.35.5')],
        region: partialRegion(['1.35.4', '1.35.5', '1.36.1', '1.36.2'], '1.35.5'),
      }),
    ],
    steps: ['control-plane 1.35.5 → 1.36.2', 'pool-version system 1.35.5 → 1.36.2'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS020 information'],
  },
  {
    name: 'the same two minors behind: the first hop',
    clusters: [
      aCluster({
        version: version('1.34.8'),
        offers: offers('1.35.4', '1.35.5'),
        pools: [system('1.34.8')],
        region: partialRegion(['1.34.7', '1.34.8', '1.35.4', '1.35.5']),
      }),
    ],
    steps: ['control-plane 1.34.8 → 1.35.5', 'pool-version system 1.34.8 → 1.35.5'],
    holds: [],
    findings: ['AKS002 recommended', 'AKS008 required due 2026-11-30', 'AKS020 information'],
    says: ['steps after the first hop cannot be foreseen'],
  },
  {
    name: 'the same with kubernetes-version beyond the next minor: the first hop towards it',
    clusters: [
      aCluster({
        version: version('1.34.8'),
        offers: offers('1.35.5'),
        pools: [system('1.34.8')],
        region: partialRegion(['1.34.8', '1.35.5']),
      }),
    ],
    aim: { kubernetesVersion: { kind: 'minor', text: '1.36', major: 1, minor: 36 } },
    steps: ['control-plane 1.34.8 → 1.35.5', 'pool-version system 1.34.8 → 1.35.5'],
    holds: [],
    findings: [
      'AKS002 recommended',
      'AKS008 required due 2026-11-30',
      'AKS020 information',
      'AKS021 recommended',
    ],
    says: ['the plan goes to 1.35.5'],
  },
  {
    name: 'the stand-in knows no support plans: the calendar leaves a minor to LTS',
    clusters: [
      aCluster({
        version: version('1.32.11'),
        offers: offers('1.33.12'),
        pools: [system('1.32.11')],
        region: partialRegion(['1.32.11', '1.33.12']),
      }),
    ],
    steps: [],
    holds: [],
    findings: ['AKS007 required due 2026-03-31', 'AKS020 information', 'AKS028 required'],
    unsupported: true,
  },
  {
    name: 'the stand-in knows previews, and enough to call an LTS patch old',
    clusters: [
      aCluster({
        name: 'a',
        ...at135,
        offers: offers('1.36.2'),
        pools: [system('1.35.5')],
        region: partialRegion(['1.35.5', '1.36.2!']),
      }),
      aCluster({
        name: 'b',
        ...lts,
        version: version('1.33.10'),
        offers: offers('1.33.11', '1.33.12'),
        pools: [system('1.33.10')],
        region: partialRegion(['1.33.10', '1.33.11', '1.33.12'], undefined, 'AKSLongTermSupport'),
      }),
    ],
    steps: ['control-plane 1.33.10 → 1.33.12', 'pool-version system 1.33.10 → 1.33.12'],
    holds: [],
    findings: ['AKS001 required', 'AKS020 information', 'AKS020 information', 'AKS022 required'],
    unsupported: true,
  },
  {
    name: 'the own upgrade list is unread: nothing is said of the control plane',
    clusters: [aCluster({ version: version('1.35.4'), offers: undefined, pools: [system('1.35.4')] })],
    steps: [],
    holds: [],
    findings: [],
  },
  {
    name: 'an LTS patch that is too old',
    clusters: [
      aCluster({
        ...lts,
        version: version('1.33.10'),
        offers: offers('1.33.12'),
        pools: [system('1.33.10')],
      }),
    ],
    steps: ['control-plane 1.33.10 → 1.33.12', 'pool-version system 1.33.10 → 1.33.12'],
    holds: [],
    findings: ['AKS001 required', 'AKS022 required'],
    says: ['The control plane runs 1.33.10', 'two newest patches, 1.33.12 and 1.33.11'],
    unsupported: true,
  },
  {
    name: 'an LTS patch that will be too old once the community leaves the minor',
    clusters: [
      aCluster({
        ...lts,
        version: version('1.34.6'),
        offers: offers('1.34.8'),
        pools: [system('1.34.6')],
      }),
    ],
    steps: ['control-plane 1.34.6 → 1.34.8', 'pool-version system 1.34.6 → 1.34.8'],
    holds: [],
    findings: ['AKS001 recommended', 'AKS022 recommended'],
    says: ['once community support ends on 2026-11-30'],
  },
  {
    name: 'a preview runs',
    clusters: [aCluster({ version: version('1.38.0'), pools: [system('1.38.0')] })],
    steps: [],
    holds: [],
    findings: ['AKS027 recommended'],
    says: ['The control plane runs 1.38.0, which westeurope lists as a preview'],
  },
  {
    name: 'support ends in two months',
    clusters: [aCluster({ version: version('1.36.2') })],
    at: new Date('2027-05-10T00:00:00Z'),
    steps: [],
    holds: [],
    findings: ['AKS008 recommended due 2027-06-30'],
  },
];
