/** Pins as the pins station judges them, by hand: a test states only what differs. */
import type { Cluster } from '../../src/inventory/inventory.ts';
import type { Pin, PinTrouble } from '../../src/pins/pin.ts';
import type { UnreadFile } from '../../src/pins/pin-files.ts';
import type {
  ChangedPins,
  FileEdit,
  JudgedPin,
  PinMove,
  PinNote,
  ProposedPins,
} from '../../src/pins/pins.ts';
import { aCluster, aPool, version } from './fleet.ts';

export function aPin(differs: Partial<Pin> = {}): Pin {
  return {
    file: 'infra/production/main.tf',
    line: 12,
    start: 210,
    end: 216,
    value: '1.34.8',
    isBareNumber: false,
    field: 'kubernetes-version',
    cluster: { resourceGroup: 'rg-production', name: 'orders' },
    ...differs,
  };
}

export function aPinnedCluster(name = 'orders', text = '1.33.11'): Cluster {
  return aCluster({
    name,
    resourceGroup: 'rg-production',
    version: version(text),
    pools: [
      aPool({ name: 'system', version: version(text) }),
      aPool({ name: 'batch', version: version(text) }),
    ],
  });
}

export function aJudged(differs: Partial<JudgedPin> = {}): JudgedPin {
  const cluster = differs.cluster ?? aPinnedCluster();
  return {
    pin: aPin(),
    was: '1.33.11',
    cluster,
    running: '1.33.11',
    verdict: 'possible',
    reasons: [],
    alongside: [],
    ...differs,
  };
}

export function aMove(differs: Partial<PinMove> = {}): PinMove {
  return {
    pin: aPin({ value: '1.33.11' }),
    cluster: aPinnedCluster(),
    from: '1.33.11',
    to: '1.34.8',
    running: '1.33.11',
    target: '1.34.8',
    isCatchingUp: false,
    ...differs,
  };
}

export function aNote(kind: PinNote['kind'], text: string, differs: Partial<Pin> = {}): PinNote {
  return { pin: aPin(differs), kind, text };
}

export function aTrouble(differs: Partial<PinTrouble> = {}): PinTrouble {
  const reason =
    '2 values that look like a Kubernetes version stand on this line: which one is meant cannot be told.';
  return { file: 'infra/production/main.tf', line: 40, reason, ...differs };
}

export function aChange(differs: Partial<ChangedPins> = {}): ChangedPins {
  return { judged: [], lost: [], count: 0, troubles: [], unread: [], isMerged: true, ...differs };
}

export function aProposal(differs: Partial<ProposedPins> = {}): ProposedPins {
  const { moves = [], notes = [] } = differs;
  const paths = new Set(moves.map(({ pin }) => pin.file));
  return {
    base: { branch: 'main', commit: 'c'.repeat(40), tree: 'd'.repeat(40) },
    moves,
    edits: [...paths].map(anEdit),
    notes,
    count: moves.length + notes.length,
    troubles: [],
    unread: [],
    ...differs,
  };
}

function anEdit(path: string): FileEdit {
  return {
    path,
    mode: '100644',
    blob: 'e'.repeat(40),
    before: new Uint8Array([1]),
    after: new Uint8Array([2]),
  };
}

export const unreadFiles: readonly UnreadFile[] = [
  { path: 'infra/huge.json', reason: 'the file is larger than 1 MB' },
  { path: 'modules/network', reason: 'a submodule is not looked into' },
];
