/**
 * The simulator beside the action's own readers: two that were written apart have to agree on which note belongs to an
 * image, and what the one writes the other has to read.
 */
import { describe, expect, test } from 'vitest';
import { describeFleet } from '../../simulator/fleet.ts';
import { directories, placeOf, prunes, scanNameOf } from '../../simulator/release-kinds.ts';
import { dayOf } from '../../simulator/release-line.ts';
import { listReleases } from '../../simulator/release-list.ts';
import { writeNote } from '../../simulator/release-note.ts';
import { writeScan } from '../../simulator/release-scans.ts';
import { parseImageVersion } from '../../src/inventory/image-version.ts';
import { findClosed, parseScan, scanPath } from '../../src/releases/cves.ts';
import { diffNotes } from '../../src/releases/images/diff-notes.ts';
import { noteOf } from '../../src/releases/images/image-kind.ts';
import { parseNote } from '../../src/releases/images/image-note.ts';
import { parseReleaseNotes } from '../../src/releases/notes/parse-notes.ts';
import { now } from './release-desk.ts';

/** One of each shape, with what differs between two notes of it. */
const kinds = [
  ['AKSUbuntu-2204gen2containerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2204containerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2204gen2arm64containerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2204gen2fipscontainerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2204gen2TLcontainerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2404gen2containerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2404gen2CVMcontainerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSUbuntu-2004gen2fipscontainerd-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V3gen2-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V3gen2arm64-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V3gen2fips-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V3gen2TL-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V3katagen2-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V3gen2CVM-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-OSGuardV3gen2fipsTL-', '202609.11.0', '202611.13.0', 'Kernel containerd'],
  ['AKSAzureLinux-V2gen2-', '202508.08.0', '202512.06.0', 'Kernel'],
  ['AKSCBLMariner-V2gen2-', '202508.08.0', '202512.06.0', 'Kernel'],
  ['AKSWindows-2019-containerd-', '17763.7000.260115', '17763.7130.260211', 'Windows build,Windows updates'],
  ['AKSWindows-2022-containerd-', '20348.7780.260909', '20348.8040.261113', 'Windows build,Windows updates'],
  [
    'AKSWindows-2022-containerd-gen2-',
    '20348.7780.260909',
    '20348.8040.261113',
    'Windows build,Windows updates',
  ],
  ['AKSWindows-2025-gen2-', '26100.7780.260909', '26100.8040.261113', 'Windows build,Windows updates'],
  ['AKSWindows-23H2-gen2-', '25398.2000.260315', '25398.2330.260513', 'Windows build,Windows updates'],
] as const;

const known = new Set(
  [...directories, ...prunes.flatMap((prune) => prune.directories)].map(([name]) => name),
);

describe.each(kinds)('%s', (kind, older, newer, told) => {
  const place = placeOf(`${kind}${newer}`);
  const directory = place?.directory ?? '';

  test('both look for its note in the same place, and for its scan', () => {
    const image = parseImageVersion(`${kind}${newer}`);
    expect(known).toContain(directory);
    expect(noteOf(image)?.path).toBe(`vhdbuilder/release-notes/${directory}/${newer}.txt`);
    const name = scanNameOf(directory);
    const path = name === undefined ? undefined : `vhd-releases/${name}/${newer}/scan-reports`;
    expect(scanPath(image)?.replace(/^.*\/api\/v1\//, '')).toBe(path);
  });

  test('what is written can be read, and what moved is found', () => {
    const notes = [older, newer].map((version) =>
      parseNote(writeNote(directory, version), parseImageVersion(`${kind}${version}`)),
    );
    const [from, to] = notes;
    if (!from || !to || 'missing' in from || 'missing' in to)
      throw new Error(JSON.stringify(notes).slice(0, 300));
    const { rows, packages } = diffNotes(from, to);
    const names = rows.map(({ what }) => what);
    for (const name of told.includes(',') ? told.split(',') : told.split(' ')) expect(names).toContain(name);
    if (!kind.startsWith('AKSWindows')) expect(packages?.changed).toBeGreaterThan(20);
  });

  test.skipIf(scanNameOf(directory) === undefined)(
    'its scans can be read, and some are closed between two',
    () => {
      const [from, to] = [older, newer].map((version) => {
        const report = JSON.parse(JSON.stringify(writeScan(directory, version, undefined, now.getTime())));
        return parseScan(report, parseImageVersion(`${kind}${version}`));
      });
      if (!from || !to || 'missing' in from || 'missing' in to) throw new Error(JSON.stringify([from, to]));
      const closed = findClosed(from, to);
      expect('missing' in closed ? closed : closed.ids.length).toBeGreaterThan(0);
    },
  );
});

test('every release is read with its images', () => {
  const fleet = describeFleet({ now });
  for (const isOn of [true, false]) {
    const all = listReleases(fleet, {}, () => isOn);
    const read = parseReleaseNotes(all.slice(0, 15));
    if ('missing' in read) throw new Error(read.missing);
    expect(read.length).toBeGreaterThan(12);
    for (const { images, items } of read) {
      expect(images.length).toBeGreaterThan(6);
      expect(items.length).toBeGreaterThan(20);
      expect(images.every(({ version }) => Number.isFinite(dayOf(version)))).toBe(true);
    }
  }
});
