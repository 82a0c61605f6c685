import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageVersion } from '../../../src/inventory/image-version.ts';
import { diffNotes } from '../../../src/releases/images/diff-notes.ts';
import { parseNote } from '../../../src/releases/images/image-note.ts';
import type { ComponentChange, ImageDiff } from '../../../src/releases/releases.ts';
import { hostileCorpus } from '../../builders/hostile-strings.ts';
import { aLinuxNote, aWindowsNote, azureLinuxPackages, systems } from './a-note.ts';

const whole: readonly (readonly [string, string])[] = [
  ['AKSUbuntu-2204gen2containerd-202601.01.0', aLinuxNote()],
  ['AKSAzureLinux-V3gen2-202601.01.0', aLinuxNote(systems.azureLinux3)],
  ['AKSFlatcar-flatcargen2-202601.01.0', aLinuxNote(systems.flatcar)],
  ['AKSWindows-2022-containerd-20348.1000.260101', aWindowsNote()],
];

const garbage = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(...hostileCorpus, ...azureLinuxPackages),
  fc.constantFrom(
    '=== os-release Begin',
    '=== os-release End',
    '=== Installed Packages End',
    'ID=',
    '=',
    '  - ',
    '  - version ',
  ),
  fc.constantFrom(
    'Linux version',
    'Linux version ',
    'OS Version : ',
    '\tKB1 : : ',
    'Version: ctr ',
    '/bin/kubelet-',
    '\u2028',
    '\r',
  ),
);

/** A note with lines lost, doubled, moved and replaced. */
function spoil(text: string, places: readonly number[], lines: readonly string[]): string {
  const all = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const place = (places[index] ?? 0) % all.length;
    if (index % 3 === 0) all.splice(place, 1, line);
    else if (index % 3 === 1) all.splice(place, 0, line);
    else all.splice(place, 1);
  }
  return all.join('\n');
}

const note = fc.record({
  of: fc.nat(whole.length - 1),
  places: fc.array(fc.nat(), { maxLength: 12 }),
  lines: fc.array(garbage, { maxLength: 12 }),
});

describe('garbage in a note', () => {
  test('neither throws nor reaches a difference unbounded', () => {
    let compared = 0;
    fc.assert(
      fc.property(note, note, (from, to) => {
        const [name = '', before = ''] = whole[from.of] ?? [];
        const [, after = ''] = whole[from.of] ?? [];
        const image = parseImageVersion(name);
        const one = parseNote(spoil(before, from.places, from.lines), image);
        const other = parseNote(spoil(after, to.places, to.lines), image);
        for (const each of [one, other])
          if ('missing' in each) expect(each.missing).toMatch(/^[ -~]{1,200}$/);
        if ('missing' in one || 'missing' in other) return;
        compared += 1;
        const diff = diffNotes(one, other);
        expect(diff.rows.length).toBeLessThanOrEqual(10);
        for (const text of textsOf(diff)) expect(text).toMatch(/^[!-~](?:[ -~]{0,98}[!-~])?$/);
        const { total, changed, added, removed, list } = diff.packages ?? {
          total: 0,
          changed: 0,
          added: 0,
          removed: 0,
          list: [],
        };
        expect(list).toHaveLength(changed + added + removed);
        expect(changed + added).toBeLessThanOrEqual(total);
      }),
      { numRuns: 3000, seed: 5 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  test('text of no form at all is refused', () => {
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 30 }), fc.nat(whole.length - 1), (lines, of) => {
        const image = parseImageVersion(whole[of]?.[0] ?? '');
        expect(parseNote(lines.join('\n'), image)).toHaveProperty('missing');
      }),
      { numRuns: 1000, seed: 5 },
    );
  });

  test('any text stands for an image without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseNote(aLinuxNote(), parseImageVersion(text))).toEqual({
          missing: 'this kind of image is not known',
        });
      }),
    );
  });
});

function textsOf(diff: ImageDiff): readonly string[] {
  const rows = diff.rows.flatMap((row: ComponentChange) =>
    'from' in row ? [row.what, row.from, row.to] : [row.what, ...row.added, ...row.removed],
  );
  const listed = diff.packages?.list.flatMap(({ name, from, to }) => [name, from ?? '-', to ?? '-']) ?? [];
  return [...rows, ...listed];
}
