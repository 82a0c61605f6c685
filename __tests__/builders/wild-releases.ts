/** Releases in which every string that a source gives is somebody else's, for the pools of a fleet. */
import { parseImageVersion } from '../../src/inventory/image-version.ts';
import type {
  ClosedCves,
  ComponentChange,
  ImageChange,
  ImageDiff,
  Missing,
  NoteSection,
  ReleaseNote,
  Releases,
  Source,
} from '../../src/releases/releases.ts';
import type { ToldParts } from './told.ts';
import type { Wild } from './wild-told.ts';

const sections: readonly NoteSection[] = ['announcement', 'behavior', 'kubernetes', 'component', 'other'];
const names = ['calendar', 'image-notes', 'cves', 'release-notes'] as const;
const states = ['read', 'partly', 'failed', 'bundled'] as const;

/** One change for each pool of `fleet` whose image is behind. */
export function aWildReleases(wild: Wild, { drifts = [] }: ToldParts): Releases {
  const { text } = wild;
  const images = drifts.flatMap(({ pools }) =>
    pools.flatMap(({ image }) => (image === undefined ? [] : [aWildChange(wild, image)])),
  );
  const offered = drifts.flatMap(({ pools }) => pools.flatMap(({ pool }) => pool.offer?.latestImage ?? []));
  return {
    data: 'live',
    images,
    published: [
      ...offered.map(({ text: name }) => parseImageVersion(name.replace(/\d{6}\.\d\d\.\d+$/, '203012.01.0'))),
      parseImageVersion(text()),
    ],
    notes: Array.from({ length: 4 }, (_, at) => aWildNote(wild, at)),
    sources: names.map((name, at): Source => ({ name, state: states[at] ?? 'failed', text: text() })),
  };
}

function aWildChange(wild: Wild, { from, to }: Pick<ImageChange, 'from' | 'to'>): ImageChange {
  const { draw, text } = wild;
  const cves: ClosedCves | Missing =
    draw(3) === 0 ? { missing: text() } : { ids: Array.from({ length: draw(14) }, text) };
  return {
    from,
    to,
    diff: draw(4) === 0 ? { missing: text() } : aWildDiff(wild),
    ...(draw(5) === 0 ? {} : { cves }),
  };
}

function aWildDiff({ draw, text }: Wild): ImageDiff {
  const list = (n: number) => Array.from({ length: n }, text);
  const row = (): ComponentChange =>
    draw(3) === 0
      ? { what: text(), added: list(draw(9)), removed: list(draw(9)) }
      : { what: draw(2) === 0 ? 'Kernel' : text(), from: text(), to: text() };
  const packages = Array.from({ length: draw(8) }, (_, at) => ({
    name: text(),
    ...(at % 3 === 1 ? {} : { from: text() }),
    ...(at % 3 === 2 ? {} : { to: text() }),
    isSecurity: draw(2) === 0,
  }));
  const counts = { total: draw(900), changed: draw(900), added: draw(30), removed: draw(30) };
  return {
    rows: Array.from({ length: draw(13) }, row),
    ...(draw(4) === 0 ? {} : { packages: { ...counts, security: draw(99), list: packages } }),
  };
}

/** Items that a fleet on 22.04 is concerned with, whatever else they say. */
function aWildNote({ draw, text }: Wild, at: number): ReleaseNote {
  return {
    date: `2026-0${at + 4}-17`,
    tag: draw(2) === 0 ? text() : `2026-0${at + 4}-17`,
    items: Array.from({ length: 1 + draw(6) }, () => ({
      section: sections[draw(sections.length)] ?? 'other',
      text: draw(2) === 0 ? text() : `Ubuntu 22.04 containerd ${text()}`,
      links: Array.from({ length: draw(4) }, () =>
        draw(2) === 0 ? text() : `https://learn.microsoft.com/${text()}`,
      ),
    })),
    images: [{ family: 'aksubuntu-2204', version: `20260${at + 4}.01.0` }],
  };
}
