import { describe, expect, test } from 'vitest';
import { listKinds, listPairs } from '../../src/releases/image-pairs.ts';
import { parseNoteList } from '../../src/releases/note-list.ts';
import { askForNote, askForScan } from '../../src/releases/source-asks.ts';
import { describeMany } from '../../src/releases/source-lines.ts';
import { aPool, image } from '../builders/fleet.ts';
import { fleetOf, jammy, poolAt, releaseAt } from './desk-sources.ts';

describe('an address', () => {
  const note = (path: string, ref = 'main') => askForNote({ ref, path });

  test('of a note, at the API and for everybody', () => {
    const commit = 'a'.repeat(40);
    expect(
      note('vhdbuilder/release-notes/AKSWindows/2022-containerd/20348.1.260101.txt', commit),
    ).toMatchObject({
      url: `https://api.github.com/repos/Azure/AgentBaker/contents/vhdbuilder/release-notes/AKSWindows/2022-containerd/20348.1.260101.txt?ref=${commit}`,
      fallback: `https://raw.githubusercontent.com/Azure/AgentBaker/${commit}/vhdbuilder/release-notes/AKSWindows/2022-containerd/20348.1.260101.txt`,
      accept: 'application/vnd.github.raw+json',
      largest: 512_000,
    });
  });

  test.each([
    'a/../../../user',
    '/etc/passwd',
    'a?ref=evil',
    'a#b',
    'a b',
    'a%2e%2e',
    'a\nb',
    'ä',
    '@x',
    '',
    'x'.repeat(300),
  ])('is made of no path like %j', (path) => {
    expect(note(path)).toBeUndefined();
  });

  test.each(['', 'a/b', 'main&x=1', '..', 'x'.repeat(100)])('is made of no branch like %j', (ref) => {
    expect(note('a/b.txt', ref)).toBeUndefined();
  });

  test.each(['api/v1', '/a/../b', '/a?b', '//evil.example/x y', '/a\\b', '/ä'])(
    'is made of no scan like %j',
    (path) => {
      expect(askForScan(path)).toBeUndefined();
    },
  );

  test('never names another host', () => {
    const host = new URL(askForScan('//evil.example/x')?.url ?? '').host;
    expect(host).toBe('cve-api.prod-aks.azure.com');
  });
});

describe('a line', () => {
  const missing = (...reasons: readonly string[]) => reasons.map((reason) => ({ missing: reason }));

  test.each([
    [[], undefined, 'read', ''],
    [[undefined, undefined], undefined, 'read', ''],
    [[undefined, ...missing('a')], undefined, 'partly', '1 of 2 notes: a'],
    [missing('a', 'b', 'b'), undefined, 'failed', '2 of 3 notes: b; 1 more: a'],
    [
      [undefined, ...missing('c', 'b', 'a')],
      undefined,
      'partly',
      '1 of 4 notes: a; 1 more: b; and other reasons',
    ],
    [[undefined], 'the list: x', 'partly', 'the list: x'],
    [[], 'the list: x', 'failed', 'the list: x'],
    [missing('a'), 'the list: a', 'failed', '1 of 1 notes: a'],
  ] as const)('%#', (tally, besides, state, text) => {
    expect(describeMany('image-notes', 'notes', tally, besides)).toEqual({
      name: 'image-notes',
      state,
      text,
    });
  });
});

describe('a list of notes', () => {
  const entry = (path: unknown, type: unknown = 'blob') => ({ path, type });

  test('holds files that can be notes', () => {
    const tree = [
      entry('AKSUbuntu/gen2/x/1.txt'),
      entry('AKSUbuntu', 'tree'),
      entry('a/1.json'),
      entry(7),
      null,
    ];
    expect(parseNoteList({ tree, truncated: false })).toEqual({
      paths: ['AKSUbuntu/gen2/x/1.txt'],
      isWhole: true,
    });
  });

  test.each([true, undefined, 'no', null])('is whole only where that is said: %j', (truncated) => {
    expect(parseNoteList({ tree: [entry('a/1.txt')], truncated })).toMatchObject({ isWhole: false });
  });

  test('is cut where it is too long', () => {
    const tree = Array.from({ length: 100_010 }, (_, at) => entry(`a/${at}.txt`));
    const list = parseNoteList({ tree, truncated: false });
    expect('paths' in list && [list.paths.length, list.isWhole]).toEqual([100_000, false]);
  });
});

describe('pairs', () => {
  test('of most pools first, and then by name', () => {
    const pairs = listPairs(fleetOf(poolAt(9, 20), poolAt(2, 20), poolAt(5, 20), poolAt(5, 20)));
    expect(pairs.map(({ from }) => from.text.split('-')[2])).toEqual([5, 2, 9].map(releaseAt));
  });

  test('are written as one and the same, however Azure writes them', () => {
    const both = [poolAt(1, 2), poolAt(1, 2, jammy.toLowerCase())];
    const [first] = listPairs(fleetOf(...both));
    expect(listPairs(fleetOf(...both.toReversed()))).toEqual([first]);
  });

  test('kinds are those in use, each once', () => {
    const other = aPool({ image: image('AKSWindows-2022-containerd-20348.1.260101') });
    const kinds = listKinds(
      fleetOf(poolAt(3, 20), poolAt(1, 20), other, poolAt(2, 2, jammy, { image: undefined })),
    );
    expect(kinds.map(({ text }) => text)).toEqual([
      `${jammy}-${releaseAt(1)}`,
      'AKSWindows-2022-containerd-20348.1.260101',
    ]);
  });
});
