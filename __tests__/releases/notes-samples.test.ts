import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findClosed, parseScan } from '../../src/releases/cves.ts';
import { aRelease, parseAll } from './a-release.ts';

/** Facts beside the repository, when they are there. */
function readSample(name: string): string | undefined {
  try {
    return readFileSync(new URL(`../../../shared/release-samples/${name}`, import.meta.url), 'utf8');
  } catch {
    console.log(`skipped: ${name} is not there`);
    return undefined;
  }
}

/** The sections of a changelog as GitHub answers them; the last one of each sample is cut off, and left out. */
function releasesOf(changelog: string): readonly object[] {
  const sections = changelog.split(/^(?=## Release)/m).filter((section) => section.startsWith('## Release'));
  return sections.slice(0, -1).map((section) => {
    const [, tag, body] =
      /^## Release(?: Notes)?(?: -)? (\d{4}-\d{2}-\d{2})\s*([\s\S]*)$/.exec(section) ?? [];
    return aRelease(body, tag);
  });
}

interface Listed {
  readonly release: string;
  readonly images: readonly string[];
}

const index = readSample('changelog-image-index.json');
const changelogs = [
  'vhd-notes/CHANGELOG-2026-04-28..2026-07-17.md',
  'vhd-notes/CHANGELOG-2025-01-06-old-style.md',
];

describe.each(changelogs)('%s', (name) => {
  const changelog = readSample(name);
  test.skipIf(changelog === undefined || index === undefined)(
    'parses, and names the images of the index',
    () => {
      const answer = releasesOf(changelog ?? '');
      const listed: readonly Listed[] = JSON.parse(index ?? '[]');
      const notes = parseAll(answer);
      expect(notes).toHaveLength(answer.length);
      expect(notes.length).toBeGreaterThan(0);
      for (const { date, items, images } of notes) {
        const expected = listed.find(({ release }) => release === date)?.images ?? [];
        const named = images.map(({ family, version }) => `${family}/${version}`);
        expect([date, [...named].sort()]).toEqual([
          date,
          expected.map((image) => image.toLowerCase().replace(/^aks-ubuntu\//, '')).sort(),
        ]);
        expect(expected.length).toBeGreaterThan(0);
        const sections = new Set(items.map(({ section }) => section));
        for (const section of ['announcement', 'behavior', 'bug-fix', 'component', 'feature'] as const)
          expect([date, section, sections.has(section)]).toEqual([date, section, true]);
        expect([date, sections.has('other')]).toEqual([date, false]);
        expect(items.filter(({ text }) => /\]\(|\*\*|^Monitor/.test(text))).toEqual([]);
      }
    },
  );
});

describe('the scan in the API’s reference', () => {
  const text = readSample('cve-api/vhd-scan.json');
  const image = { text: 'AKSUbuntu-2204gen2containerd-202601.13.0' };
  test.skipIf(text === undefined)('parses, and gives what it says is mitigated', () => {
    const newer = parseScan(JSON.parse(text ?? ''), image);
    if ('missing' in newer) throw new Error(newer.missing);
    const older = { ...newer, version: newer.previous ?? '', active: new Set(['CVE-2026-99999']) };
    expect(findClosed(older, newer)).toEqual({
      ids: [
        ...['CVE-2026-99999', 'CVE-2025-61729', 'CVE-2025-61727', 'CVE-2025-58181', 'CVE-2025-47914'],
        ...['CVE-2025-13836', 'CVE-2025-13151', 'CVE-2025-4802', 'CVE-2021-46848'],
      ],
    });
    expect(parseScan(JSON.parse(text ?? ''), { text: image.text.replace('01.13', '01.14') })).toEqual({
      missing: expect.any(String),
    });
  });
});
