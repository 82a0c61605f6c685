/** Real notes, where they lie beside the repository. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareImages, type ImageVersion, parseImageVersion } from '../../../src/inventory/image-version.ts';
import { diffNotes } from '../../../src/releases/images/diff-notes.ts';
import { kindOf } from '../../../src/releases/images/image-kind.ts';
import { type ImageNote, parseNote } from '../../../src/releases/images/image-note.ts';
import type { ComponentChange, ImageDiff } from '../../../src/releases/releases.ts';

const samples = new URL('../../../../shared/release-samples/', import.meta.url);

const names = list('agentbaker')
  .filter((file) => /^AKS.*\d\.txt$/.test(file))
  .map((file) => file.slice(0, -'.txt'.length));
const areThere = names.length > 0;

describe.skipIf(!areThere)('the published notes that were kept', () => {
  test.each(names.length > 0 ? names : ['none'])(
    '%s tells kernel and containerd, or build and updates',
    (name) => {
      const note = read(`agentbaker/${name}.txt`, name);
      if (note.system === 'Windows') {
        expect(note.build).toBe(name.split('-').at(-1)?.split('.').slice(0, 2).join('.'));
        expect(note.updates.length).toBeGreaterThan(0);
        expect(note.containerd.length).toBeGreaterThan(0);
      } else {
        expect(note.kernel).toMatch(/^\d+\.\d+\.\d+/);
        expect(note.containerd).toMatch(/^\d+\.\d+\.\d+/);
        expect(note.packages?.size).toBeGreaterThan(250);
        expect(note.release).toBeDefined();
      }
      expect(note.kubelets.length).toBeGreaterThan(5);
    },
  );

  const pairs = listPairs(names.map(parseImageVersion));

  test('there are pairs of them', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(7);
  });

  test.each(pairs.length > 0 ? pairs : [['none', 'none'] as const])('%s → %s', (from, to) => {
    const diff = diffOf(from, to);
    expect(diff.rows.length).toBeLessThanOrEqual(10);
    // Newer images only move forward; the names of what moves are told in one order.
    expect(diff.rows.length + (diff.packages?.changed ?? 0)).toBeGreaterThan(0);
    const order = ['OS release', 'Kernel', 'containerd', 'runc', 'CNI plugins', 'Azure CNI'];
    const told = diff.rows.map(({ what }) => order.indexOf(what)).filter((place) => place >= 0);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
  });

  test('Ubuntu 22.04 from March to July', () => {
    const diff = diffOf(
      'AKSUbuntu-2204gen2containerd-202603.30.0',
      'AKSUbuntu-2204gen2containerd-202607.09.0',
    );
    expect(move(diff, 'Kernel')).toEqual(['5.15.0-1102-azure', '5.15.0-1116-azure']);
    expect(move(diff, 'containerd').map(plain)).toEqual(['1.7.30', '1.7.33']);
    expect(move(diff, 'runc').map(plain)).toEqual(['1.4.0', '1.4.3']);
    expect(diff.packages).toMatchObject({ changed: 112, added: 15, removed: 9, security: 84 });
    // 720 before: those that were added, less those that were removed, make the difference.
    expect((diff.packages?.total ?? 0) - 15 + 9).toBe(720);
  });

  test('Azure Linux 3 from March to July', () => {
    const diff = diffOf('AKSAzureLinux-V3gen2-202603.30.0', 'AKSAzureLinux-V3gen2-202607.09.0');
    expect(move(diff, 'OS release')).toEqual(['3.0.20260304', '3.0.20260706']);
    expect(move(diff, 'Kernel').map(plain)).toEqual(['6.6.126.1', '6.6.143.1']);
    expect(move(diff, 'containerd').map(plain)).toEqual(['2.0.0', '2.2.4']);
    expect(diff.packages).toMatchObject({ changed: 128 });
    expect(diff.packages).not.toHaveProperty('security');
  });

  test('Windows Server 2022 from June to July', () => {
    const diff = diffOf(
      'AKSWindows-2022-containerd-20348.5256.260610',
      'AKSWindows-2022-containerd-20348.5386.260715',
    );
    expect(move(diff, 'Windows build')).toEqual(['20348.5256', '20348.5386']);
    const updates = diff.rows.find(({ what }) => what === 'Windows updates');
    const added = updates !== undefined && 'added' in updates ? updates.added : [];
    expect(added).toHaveLength(3);
    expect(added.filter((update) => update.endsWith('(Security Update)'))).toHaveLength(2);
    expect(diff).not.toHaveProperty('packages');
  });

  test.each([
    [
      'WRONG-FAMILY-AKSUbuntu-2404-202507.15.0.txt',
      'AKSUbuntu-2404gen2containerd-202507.15.0',
      'Ubuntu 22.04, not of Ubuntu 24.04',
    ],
    [
      'WRONG-FAMILY-AzureLinuxv3-202507.15.0.txt',
      'AKSAzureLinux-V3gen2-202507.15.0',
      'CBL-Mariner 2.0, not of Azure Linux 3.0',
    ],
  ])('%s is refused', (file, name, reason) => {
    expect(parse(`vhd-notes/${file}`, name)).toEqual({ missing: `the note is one of ${reason}` });
  });

  test('a note of one kind is refused for every other system', () => {
    const images = names.map(parseImageVersion);
    for (const image of images) {
      for (const other of images) {
        const [mine, theirs] = [image, other].map((each) => JSON.stringify(kindOf(each)?.system));
        if (mine !== theirs)
          expect(parse(`agentbaker/${image.text}.txt`, other.text)).toHaveProperty('missing');
      }
    }
  });
});

function list(folder: string): readonly string[] {
  try {
    return readdirSync(new URL(folder, samples)).toSorted();
  } catch {
    console.log(`skipped: ${folder} is not there`);
    return [];
  }
}

function parse(file: string, name: string) {
  return parseNote(readFileSync(new URL(file, samples), 'utf8'), parseImageVersion(name));
}

function read(file: string, name: string): ImageNote {
  const note = parse(file, name);
  if ('missing' in note) throw new Error(note.missing);
  return note;
}

/** Each with the next newer one of its kind. */
function listPairs(images: readonly ImageVersion[]): readonly (readonly [string, string])[] {
  return images.flatMap((from) => {
    const newer = images.filter((to) => compareImages(from, to) === 'newer');
    const [next] = newer.toSorted((one, other) => (compareImages(one, other) === 'newer' ? -1 : 1));
    return next === undefined ? [] : [[from.text, next.text] as const];
  });
}

function diffOf(from: string, to: string): ImageDiff {
  return diffNotes(read(`agentbaker/${from}.txt`, from), read(`agentbaker/${to}.txt`, to));
}

function move(diff: ImageDiff, what: string): readonly string[] {
  const row: ComponentChange | undefined = diff.rows.find((each) => each.what === what);
  return row !== undefined && 'from' in row ? [row.from, row.to] : [];
}

/** Without what the packaging adds. */
function plain(version: string): string {
  return version.split('-')[0] ?? '';
}
