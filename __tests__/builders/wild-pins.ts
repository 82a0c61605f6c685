/** Pins in which every string, of files and of Azure, is somebody else's: `text` is asked for each one of them. */
import type { Cluster } from '../../src/inventory/inventory.ts';
import type { Pin } from '../../src/pins/pin.ts';
import type { JudgedPin, PinMove, PinNote, Pins, Verdict } from '../../src/pins/pins.ts';
import { aChange, aProposal } from './pins.ts';
import type { Wild } from './wild-told.ts';

const verdicts: readonly Verdict[] = ['level', 'possible', 'impossible', 'unknown'];
const kinds: readonly PinNote['kind'][] = ['ahead', 'unknown', 'unread', 'conflict', 'form', 'waits'];

export function wildPins(wild: Wild, clusters: readonly Cluster[], n: number): Pins {
  const { text, draw } = wild;
  const some = <T>(make: () => T) => Array.from({ length: draw(n + 1) }, make);
  const trouble = () => ({ file: text(), line: 1 + draw(99), reason: text() });
  const unread = () => ({ path: text(), reason: text() });
  return {
    changed: aChange({
      judged: some(() => aWildJudged(wild, clusters)),
      lost: some(() => aWildPin(wild)),
      troubles: some(trouble),
      unread: some(unread),
      isMerged: draw(2) === 0,
    }),
    proposed: aProposal({
      base: { branch: text(), commit: '', tree: '' },
      moves: some(() => aWildMove(wild, clusters)),
      notes: some(() => ({ pin: aWildPin(wild), kind: kinds[draw(kinds.length)] ?? 'form', text: text() })),
      troubles: some(trouble),
      unread: some(unread),
    }),
  };
}

function aWildPin({ text, draw }: Wild): Pin {
  return {
    file: text(),
    line: 1 + draw(99),
    start: draw(99),
    end: 100,
    value: text(),
    isBareNumber: false,
    field: draw(2) === 0 ? 'node-image' : 'kubernetes-version',
    cluster: { name: text(), ...(draw(2) === 0 ? {} : { resourceGroup: text() }) },
    ...(draw(2) === 0 ? {} : { pool: text() }),
  };
}

function owner({ draw }: Wild, clusters: readonly Cluster[]): Partial<Pick<PinMove, 'cluster' | 'pool'>> {
  const cluster = clusters[draw(clusters.length + 1)];
  const pool = cluster?.pools[draw(cluster.pools.length + 1)];
  return { ...(cluster ? { cluster } : {}), ...(pool ? { pool } : {}) };
}

function aWildJudged(wild: Wild, clusters: readonly Cluster[]): JudgedPin {
  const { text, draw } = wild;
  const texts = () => Array.from({ length: draw(3) }, text);
  return {
    pin: aWildPin(wild),
    ...owner(wild, clusters),
    ...(draw(2) === 0 ? {} : { was: text() }),
    ...(draw(2) === 0 ? {} : { running: text() }),
    ...(draw(2) === 0 ? {} : { support: text() }),
    verdict: verdicts[draw(verdicts.length)] ?? 'unknown',
    reasons: texts(),
    alongside: texts(),
  };
}

function aWildMove(wild: Wild, clusters: readonly Cluster[]): PinMove {
  const { text, draw } = wild;
  const [first] = clusters;
  if (first === undefined) throw new Error('a move needs a cluster');
  return {
    pin: aWildPin(wild),
    cluster: first,
    ...owner(wild, clusters),
    from: text(),
    to: text(),
    running: text(),
    target: text(),
    isCatchingUp: draw(2) === 0,
    ...(draw(2) === 0 ? {} : { further: text() }),
  };
}
