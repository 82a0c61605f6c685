/** Writing new versions where the pins are: their characters and nothing else of the file. */

import type { Pin } from '../pin.ts';
import { decodeFile, encodeFile } from './file-text.ts';
import { isSameForm } from './pin-value.ts';

export interface PinEdit {
  readonly pin: Pin;
  /** In the form of the pin's value. */
  readonly to: string;
}

/** @throws where the file is not the one that the pins were found in: nothing is written on a guess. */
export function editPins(
  file: { readonly path: string; readonly bytes: Uint8Array },
  moves: readonly PinEdit[],
): Uint8Array {
  const text = decodeFile(file.bytes);
  const parts: string[] = [];
  let from = 0;
  for (const { pin, to } of mergeEdits(file.path, moves)) {
    if (pin.start < from || text.content.slice(pin.start, pin.end) !== pin.value)
      throw new Error(`Pin ${describe(pin)} is not where it was found`);
    parts.push(text.content.slice(from, pin.start), to);
    from = pin.end;
  }
  return encodeFile({ ...text, content: [...parts, text.content.slice(from)].join('') });
}

/** In the order of the file, each place once: stacked marks pin one value. */
function mergeEdits(path: string, moves: readonly PinEdit[]): readonly PinEdit[] {
  const edits = new Map<number, PinEdit>();
  for (const move of moves) {
    const { pin, to } = move;
    if (pin.file !== path || !isSameForm(pin.value, to))
      throw new Error(`Pin ${describe(pin)} cannot be moved here`);
    const other = edits.get(pin.start);
    if (other !== undefined && (other.to !== to || other.pin.end !== pin.end))
      throw new Error(`Pin ${describe(pin)} is to be moved to two versions`);
    edits.set(pin.start, move);
  }
  return [...edits.values()].sort((a, b) => a.pin.start - b.pin.start);
}

function describe(pin: Pin): string {
  return `${JSON.stringify(pin.file)}:${pin.line}`;
}
