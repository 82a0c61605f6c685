/** Every pin of a commit's files: those that marks speak of, and those of the mapping file. */

import { compareText } from '../../inputs/text-order.ts';
import type { Pinned } from '../pin.ts';
import { type RepositoryFile, sidecarPath } from '../pin-files.ts';
import { findPins, identifyPin } from './find-pins.ts';
import { findMappedPins } from './sidecar.ts';

export function findAllPins(files: readonly RepositoryFile[]): Pinned {
  // The bytes of a symbolic link are a path.
  const plain = files.filter(({ mode }) => mode.startsWith('100'));
  const sidecar = plain.find(({ path }) => path === sidecarPath);
  const found = plain.filter((file) => file !== sidecar).map(findPins);
  if (sidecar !== undefined)
    found.push(findMappedPins(sidecar.bytes, new Map(plain.map(({ path, bytes }) => [path, bytes]))));
  // A mark and the mapping file may say the same.
  const pins = new Map(found.flatMap(({ pins }) => pins).map((pin) => [identifyPin(pin), pin]));
  return {
    pins: [...pins.values()].sort((a, b) => compareText(a.file, b.file) || a.start - b.start),
    troubles: found
      .flatMap(({ troubles }) => troubles)
      .sort((a, b) => compareText(a.file, b.file) || a.line - b.line),
  };
}
