/** Every shape that the pages about pins have, for the preview and for tests that must hold for all of them. */
import { Failure } from '../../src/failure.ts';
import type { Told } from '../../src/report/told.ts';
import { aCluster, aPool } from './fleet.ts';
import {
  aChange,
  aJudged,
  aMove,
  aNote,
  aPin,
  aPinnedCluster,
  aProposal,
  aTrouble,
  unreadFiles,
} from './pins.ts';
import {
  aBlockedCluster,
  aDueCluster,
  aHealthyCluster,
  anUrgentCluster,
  join,
  unreadThings,
} from './report-shapes.ts';
import { aTold, context } from './told.ts';

const fleet = join(anUrgentCluster(), aBlockedCluster(), aDueCluster(), aHealthyCluster());
const [orders = aCluster(), ledger = aCluster(), web = aCluster()] = fleet.clusters ?? [];
const [batch = aPool()] = orders.pools.slice(1);
const image = (release: string) => `AKSUbuntu-2404gen2containerd-${release}`;

export const judged = [
  aJudged({
    cluster: web,
    pin: aPin({ file: 'infra/staging/aks.bicep', line: 8, value: '1.36.2', cluster: { name: 'web' } }),
    was: '1.35.5',
    running: '1.36.2',
    verdict: 'level',
  }),
  aJudged({
    cluster: orders,
    alongside: ['Node images move along with every pool that follows.'],
    support: 'Kubernetes 1.34 is supported until 2026-11-30 (as of 2026-08-05).',
  }),
  aJudged({
    cluster: orders,
    pool: batch,
    pin: aPin({ line: 31, value: image('202611.09.0'), field: 'node-image', pool: 'batch' }),
    was: image('202510.19.1'),
    running: image('202510.19.1'),
  }),
  aJudged({
    cluster: ledger,
    pin: aPin({
      file: 'infra/production/ledger.tfvars',
      line: 3,
      value: '1.37',
      cluster: { name: 'ledger' },
    }),
    was: '1.35',
    running: '1.35.4',
    verdict: 'impossible',
    reasons: [
      'From 1.35.4 one step leads to 1.36 at most.',
      'The control plane is held: the last operation failed.',
    ],
    support: 'Kubernetes 1.34 is supported until 2026-11-30 (as of 2026-08-05).',
  }),
  {
    pin: aPin({ file: 'clusters/archive.yaml', line: 5, value: 'v1.34.8', cluster: { name: 'archive' } }),
    verdict: 'unknown',
    reasons: ['No cluster in scope is called archive.'],
    alongside: [],
  } as const,
];

export const moves = [
  aMove({ cluster: orders, further: '1.35.5' }),
  aMove({
    cluster: orders,
    pool: batch,
    pin: aPin({ line: 31, value: image('202510.19.1'), field: 'node-image', pool: 'batch' }),
    from: image('202510.19.1'),
    to: image('202611.09.0'),
    running: image('202510.19.1'),
    target: image('202611.09.0'),
  }),
  aMove({
    cluster: web,
    pin: aPin({ file: 'infra/staging/aks.bicep', line: 8, value: '1.35', cluster: { name: 'web' } }),
    from: '1.35',
    to: '1.36',
    running: '1.36.2',
    target: '1.36.2',
    isCatchingUp: true,
  }),
];

export const notes = [
  aNote('ahead', '1.36.9 is above what runs: a pin is never moved back.', { line: 50, value: '1.36.9' }),
  aNote('unknown', 'No cluster in scope is called archive.', {
    file: 'clusters/archive.yaml',
    line: 5,
    cluster: { name: 'archive' },
  }),
  aNote('form', '1.30 would be the number 1.3 in YAML: write it in quotes.', {
    file: 'clusters/dev.yaml',
    line: 2,
    value: '1.29',
  }),
];

export const pullRequest = { number: 12, baseSha: 'a'.repeat(40), headSha: 'b'.repeat(40) };
const onPullRequest = { reportTo: ['pr-comment'], context: { ...context, pullRequest } } as const;
const withPullRequest = { reportTo: ['issue', 'pull-request'] } as const;
const troubles = [aTrouble()];
/** Two marks on one value and a broken one. */
const lost = [
  aPin({ file: 'infra/dev.tfvars', line: 1, cluster: { name: 'web' } }),
  aPin({ file: 'infra/dev.tfvars', line: 1, cluster: { name: 'orders' }, pool: 'batch' }),
  aPin({ line: 40, cluster: { name: 'ledger' } }),
];

/** `n` pins of one cluster each, in files of ten. */
export function manyPins(n: number): Told {
  const clusters = Array.from({ length: Math.min(n, 200) }, (_, at) => aPinnedCluster(`aks-${at}`));
  const pins = Array.from({ length: n }, (_, at) => ({
    cluster: clusters[at % clusters.length] ?? orders,
    pin: aPin({
      file: `infra/environments/production/region-${Math.floor(at / 10)}/main.tf`,
      line: (at % 10) * 12 + 1,
      cluster: { name: `aks-${at % clusters.length}` },
    }),
  }));
  return aTold({
    ...onPullRequest,
    clusters,
    pins: {
      changed: aChange({
        judged: pins.map((pin, at) =>
          aJudged({
            ...pin,
            verdict: at % 7 === 0 ? 'impossible' : 'possible',
            reasons: at % 7 === 0 ? ['AKS does not offer it.'] : [],
          }),
        ),
        troubles: pins.map(({ pin }) => aTrouble(pin)),
      }),
      proposed: aProposal({
        moves: pins.map((pin) => aMove(pin)),
        notes: pins.map(({ pin }) => aNote('ahead', 'It is above what runs.', pin)),
        unread: pins.map(({ pin }) => ({ path: pin.file, reason: `GitHub answered ${pin.line}` })),
      }),
    },
  });
}

export const pinShapes: Readonly<Record<string, () => Told>> = {
  'pull-request-pins': () =>
    aTold({ ...fleet, ...onPullRequest, pins: { changed: aChange({ judged, troubles }) } }),
  'pull-request-possible': () =>
    aTold({
      ...aHealthyCluster(),
      ...onPullRequest,
      pins: { changed: aChange({ judged: judged.slice(0, 3) }) },
    }),
  'pull-request-conflicts': () =>
    aTold({
      ...fleet,
      ...onPullRequest,
      pins: { changed: aChange({ judged, unread: unreadFiles, isMerged: false }) },
    }),
  'pull-request-lost': () =>
    aTold({ ...fleet, ...onPullRequest, pins: { changed: aChange({ judged, lost, troubles }) } }),
  'pull-request-lost-redacted': () =>
    aTold({ ...fleet, ...onPullRequest, pins: { changed: aChange({ lost, troubles }) }, redact: true }),
  'pull-request-no-pins': () => aTold({ ...fleet, ...onPullRequest, pins: { changed: aChange() } }),
  'pull-request-clear': () => aTold({ ...aHealthyCluster(), ...onPullRequest, pins: { changed: aChange() } }),
  'pull-request-unread': () => ({
    ...aTold({ ...fleet, ...onPullRequest, inventory: { unread: unreadThings } }),
    pinFailure: new Failure('AKSU-GITHUB-BRANCH', 'The tree of the pull request could not be read: 403.'),
  }),
  'pull-request-redacted': () =>
    aTold({ ...fleet, ...onPullRequest, pins: { changed: aChange({ judged, troubles }) }, redact: true }),
  bump: () =>
    aTold({
      ...fleet,
      ...withPullRequest,
      pins: { proposed: aProposal({ moves, notes, troubles, unread: unreadFiles }) },
    }),
  'bump-one': () =>
    aTold({ ...fleet, ...withPullRequest, pins: { proposed: aProposal({ moves: moves.slice(0, 1) }) } }),
  'bump-catching-up': () =>
    aTold({ ...aDueCluster(), ...withPullRequest, pins: { proposed: aProposal({ moves: moves.slice(2) }) } }),
  'bump-none': () =>
    aTold({
      ...aHealthyCluster(),
      ...withPullRequest,
      pins: { proposed: aProposal({ notes: notes.slice(0, 1) }) },
    }),
  'bump-level': () =>
    aTold({ ...aHealthyCluster(), ...withPullRequest, pins: { proposed: aProposal({ count: 3 }) } }),
  'bump-unmarked': () => aTold({ ...aHealthyCluster(), ...withPullRequest, pins: { proposed: aProposal() } }),
  'bump-redacted': () =>
    aTold({
      ...fleet,
      ...withPullRequest,
      pins: { proposed: aProposal({ moves, notes, troubles }) },
      redact: true,
    }),
  'pins-200': () => manyPins(200),
};
