import { editPins } from './find/edit-pin.ts';
import { findAllPins } from './find/find-all.ts';
import { judgeChanged } from './judge/judge-changed.ts';
import { findLost, pairPins } from './judge/pair-pins.ts';
import { proposeMoves } from './move/propose-moves.ts';
import type { BaseFiles, ChangedFiles, PinFiles, RepositoryFile } from './pin-files.ts';
import type { ChangedPins, FileEdit, PinMove, Pins, ProposedPins } from './pins.ts';
import type { Seen } from './seen.ts';

/** What the versions that are written down in the repository come to, seen from what runs and what is due. */
export function judgePins({ changed, base }: PinFiles, seen: Seen): Pins {
  return {
    ...(changed === undefined ? {} : { changed: judgeChange(changed, seen) }),
    ...(base === undefined ? {} : { proposed: propose(base, seen) }),
  };
}

function judgeChange({ before, after, isMerged, unread }: ChangedFiles, seen: Seen): ChangedPins {
  const was = findAllPins(before).pins;
  const { pins, troubles } = findAllPins(after);
  const judged = judgeChanged(pairPins(was, pins), seen);
  const there = new Set(after.map(({ path }) => path));
  const lost = findLost(was, pins).filter(({ file }) => there.has(file));
  return { judged, lost, count: pins.length, troubles, unread, isMerged };
}

function propose({ branch, commit, tree, files, unread }: BaseFiles, seen: Seen): ProposedPins {
  const { pins, troubles } = findAllPins(files);
  const { moves, notes } = proposeMoves(pins, seen);
  const edits = files.flatMap((file) => editFile(file, moves));
  return { base: { branch, commit, tree }, moves, edits, notes, count: pins.length, troubles, unread };
}

function editFile(file: RepositoryFile, moves: readonly PinMove[]): FileEdit[] {
  // A value that stands for several clusters is written once.
  const own = new Map(
    moves.filter(({ pin }) => pin.file === file.path).map((move) => [move.pin.start, move]),
  );
  if (own.size === 0) return [];
  const { path, mode, blob, bytes: before } = file;
  return [{ path, mode, blob, before, after: editPins(file, [...own.values()]) }];
}
