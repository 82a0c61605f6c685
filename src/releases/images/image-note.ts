import type { ImageVersion } from '../../inventory/image-version.ts';
import type { Missing } from '../releases.ts';
import { kindOf } from './image-kind.ts';
import { type LinuxNote, parseLinuxNote } from './linux-note.ts';
import { readLines } from './note-lines.ts';
import { parseWindowsNote, type WindowsNote } from './windows-note.ts';

/** What the note of a node image says, checked to be a note of that kind of image. */
export type ImageNote = LinuxNote | WindowsNote;

/** Characters and lines; the largest known notes have 110,000 and 1,100. */
const largest = 1_000_000;
const mostLines = 20_000;

/** The note of `image` as published. A reason where it is none, or one of another system. */
export function parseNote(text: string, image: ImageVersion): ImageNote | Missing {
  const system = kindOf(image)?.system;
  if (system === undefined) return { missing: 'this kind of image is not known' };
  const lines = text.length > largest ? undefined : readLines(text, mostLines);
  if (lines === undefined) return { missing: 'the note is too large to be one' };
  const first = lines.find((line) => line.trim() !== '')?.trim();
  if (first === undefined) return { missing: 'the note is empty' };
  if (first.startsWith('<')) return { missing: 'a web page was read in place of the note' };
  return system.os === 'Windows'
    ? parseWindowsNote(lines, system.version, image)
    : parseLinuxNote(lines, system);
}
