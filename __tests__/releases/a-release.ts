/** GitHub's answers about releases, written by us in the shapes that AKS's notes have had. */
import { expect } from 'vitest';
import { parseReleaseNotes } from '../../src/releases/notes/parse-notes.ts';
import type { ReleaseNote } from '../../src/releases/releases.ts';

export function aRelease(body: unknown, tag: unknown = '2026-07-17', other: object = {}): object {
  return {
    tag_name: tag,
    name: `Release ${tag}`,
    body,
    draft: false,
    prerelease: false,
    published_at: '2026-07-24T18:00:00Z',
    ...other,
  };
}

export function parseAll(answer: unknown): readonly ReleaseNote[] {
  const notes = parseReleaseNotes(answer);
  if ('missing' in notes) throw new Error(notes.missing);
  return notes;
}

/** The one note of a body. */
export function parseBody(body: string): ReleaseNote {
  const [note, ...others] = parseAll([aRelease(body)]);
  expect(others).toEqual([]);
  if (note === undefined) throw new Error('no note');
  return note;
}

/** `section: text` */
export function linesOf(body: string): readonly string[] {
  return parseBody(body).items.map(({ section, text }) => `${section}: ${text}`);
}
