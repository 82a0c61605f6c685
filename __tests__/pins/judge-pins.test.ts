import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { judgePins } from '../../src/pins/judge-pins.ts';
import type { RepositoryFile } from '../../src/pins/pin-files.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { aCluster, anInventory, aPool, now, offers, version } from '../builders/fleet.ts';
import { facts, usualAim } from '../plan/table/row.ts';

const aks = aCluster({
  name: 'aks',
  version: version('1.35.5'),
  pools: [aPool({ name: 'system', version: version('1.35.5') })],
  offers: offers('1.36.2'),
});

function seen(...clusters: readonly Cluster[]) {
  const inventory = anInventory(clusters);
  const drift = findDrift(inventory, usualAim, now);
  return { inventory, drift, plan: makePlan(drift, usualAim, facts), now };
}

function file(path: string, text: string): RepositoryFile {
  return { path, bytes: new TextEncoder().encode(text), mode: '100644', blob: `blob of ${path}` };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const base = { branch: 'main', commit: 'c', tree: 't' };
const unread = [{ path: 'big.tf', reason: 'too big' }];

describe('the files of the base branch', () => {
  test('become edits, a value that stands for two written once', () => {
    const main = file(
      'main.tf',
      '# aks-upgrade: aks\n# aks-upgrade: aks pool=system\nversion = "1.35.5"\r\nother = "1.35.5"\n',
    );
    const wrong = file('wrong.tf', '# aks-upgrade: aks\nnothing = true\n');
    const { proposed, changed } = judgePins({ base: { ...base, files: [main, wrong], unread } }, seen(aks));
    expect(changed).toBeUndefined();
    expect(proposed?.moves.map(({ to }) => to)).toEqual(['1.36.2', '1.36.2']);
    expect(proposed?.edits.map(({ after, ...rest }) => [rest, text(after)])).toEqual([
      [
        { path: 'main.tf', mode: '100644', blob: 'blob of main.tf', before: main.bytes },
        '# aks-upgrade: aks\n# aks-upgrade: aks pool=system\nversion = "1.36.2"\r\nother = "1.35.5"\n',
      ],
    ]);
    expect(proposed).toMatchObject({ base, count: 2, unread, notes: [] });
    expect(proposed?.troubles.map((trouble) => trouble.file)).toEqual(['wrong.tf']);
  });

  test('once they are edited, nothing is left to do', () => {
    const main = file('main.tf', 'version = "1.35.5" # aks-upgrade: aks\n');
    const edited = judgePins({ base: { ...base, files: [main], unread: [] } }, seen(aks)).proposed?.edits[0]
      ?.after;
    const again = judgePins(
      { base: { ...base, files: [{ ...main, bytes: edited ?? main.bytes }], unread: [] } },
      seen(aks),
    );
    expect(again.proposed).toMatchObject({ moves: [], edits: [] });
    expect(again.proposed?.notes.map(({ kind }) => kind)).toEqual(['ahead']);
  });
});

describe('the files that a pull request changes', () => {
  test('are judged by what is new in them', () => {
    const before = [
      file('main.tf', 'a = "1.35.5" # aks-upgrade: aks\nb = "1.35.5" # aks-upgrade: aks pool=system\n'),
    ];
    const after = [
      file('main.tf', 'a = "1.36.2" # aks-upgrade: aks\nb = "1.35.5" # aks-upgrade: aks pool=system\n'),
      file('new.tf', 'a = "1.34.1" # aks-upgrade: aks\nb = true # aks-upgrade: aks\n'),
    ];
    const { changed, proposed } = judgePins(
      { changed: { before, after, isMerged: false, unread } },
      seen(aks),
    );
    expect(proposed).toBeUndefined();
    expect(changed).toMatchObject({ isMerged: false, unread, lost: [], count: 3 });
    expect(
      changed?.judged.map(({ pin, was, verdict }) => [pin.file, pin.line, was, pin.value, verdict]),
    ).toEqual([
      ['main.tf', 1, '1.35.5', '1.36.2', 'possible'],
      ['new.tf', 1, undefined, '1.34.1', 'impossible'],
    ]);
    expect(changed?.troubles.map((trouble) => [trouble.file, trouble.line])).toEqual([['new.tf', 2]]);
  });
});

describe('a mark that a pull request takes away is told', () => {
  const marked = '# aks-upgrade: aks\nv = "1.35.5"\n';
  const told = (after: readonly RepositoryFile[], before = [file('a.tf', marked)]) => {
    const { changed } = judgePins({ changed: { before, after, isMerged: true, unread: [] } }, seen(aks));
    return [
      changed?.count,
      changed?.lost.map((pin) => `${pin.file}:${pin.line} ${pin.value}`),
      changed?.troubles.length,
    ];
  };
  test.each<[string, string, readonly string[], number, number]>([
    ['the mark is gone', 'v = "1.36.2"\n', ['a.tf:2 1.35.5'], 0, 0],
    ['its value became none', '# aks-upgrade: aks\nv = var.v\n', ['a.tf:2 1.35.5'], 0, 1],
    ['it is for another now', '# aks-upgrade: aks pool=system\nv = "1.35.5"\n', ['a.tf:2 1.35.5'], 1, 0],
    ['the value alone changed', '# aks-upgrade: aks\nv = "1.36.2"\n', [], 1, 0],
  ])('%s', (_what, text, lost, count, troubles) => {
    expect(told([file('a.tf', text)])).toEqual([count, lost, troubles]);
  });

  test('but not with its whole file', () => {
    expect(told([])).toEqual([0, [], 0]);
  });

  test('an entry of the mapping file too', () => {
    const mapping = (pins: readonly object[]) =>
      file('.github/aks-upgrade-pins.json', JSON.stringify({ pins }));
    const json = file('a.json', '{"v":"1.35.5"}');
    const before = [mapping([{ file: 'a.json', pointer: '/v', cluster: 'aks' }]), json];
    expect(told([mapping([]), json], before)).toEqual([0, ['a.json:1 1.35.5'], 0]);
  });
});

test('nothing to look at, nothing told', () => {
  expect(judgePins({}, seen(aks))).toEqual({});
});
