import { describe, expect, test } from 'vitest';
import { findPins } from '../../src/pins/find/find-pins.ts';
import { findIn } from './pinned-files.ts';

const told = 'Nothing is marked here: write `aks-upgrade:` with its hyphen, and its colon right behind it.';

describe('a comment that is nearly a mark is told', () => {
  test.each([
    ['a.tf', 'v = "1.33" # aks-upgrade rg/prod'],
    ['a.tf', 'v = var.version # aks-upgrade rg/prod'],
    ['a.tf', 'v = "1.33" # aks-upgrade aks-prod'],
    ['a.tf', 'v = "1.33" # aks-upgrade prod pool=system'],
    ['a.tf', '# aks-upgrade aks-prod\nv = "1.33"'],
    ['a.tf', 'v = "1.33" # aks-upgrad: prod'],
    ['a.tf', 'v = "1.33" // aks_upgrade: rg/prod field=node-image pool=np'],
    ['a.tf', 'v = "1.33" /* aksupgrade:rg/prod */'],
    ['a.tf', 'v = "1.33" #AKS-Upgrade : prod'],
    ['a.tf', 'v = "1.33" # aks-upgrade= rg/prod'],
    ['a.tf', 'v = "1.33" # aks-upgraded: rg/prod'],
    ['a.tf', 'v = "1.33" # aks upgrade: rg/prod'],
    ['a.tf', 'v = "1.33" # tfsec:ignore:x # aks-upgrade rg/prod'],
    ['a.yaml', 'v: "1.33" # aks-upgrade rg/prod'],
    ['a.bicep', "v: '1.33' // aks-upgrade Grün/prod"],
    ['a.xml', '<V>1.33</V> <!-- aks-upgrade rg/prod -->'],
    ['README.md', '| 1.33 | <!-- aks-upgrade rg/prod -->'],
  ])('%s: %s', (path, text) => {
    expect(findIn(path, `\r\n${text}\r\n`)).toEqual({
      pins: [],
      troubles: [{ file: path, line: 2, reason: told }],
    });
  });

  test('beside a mark, and in UTF-16', () => {
    const text = '\ufeff# aks-upgrade: rg/a\nv = "1.33" # aks-upgrade: rg/b # aks-upgrade rg/c\n';
    const { pins, troubles } = findPins({
      path: 'a.tf',
      bytes: Uint8Array.from(Buffer.from(text, 'utf16le')),
    });
    expect(pins.map(({ cluster }) => cluster.name)).toEqual(['a', 'b']);
    expect(troubles).toEqual([{ file: 'a.tf', line: 2, reason: told }]);
  });

  test('five hundred times at most', () => {
    expect(findIn('a.tf', '# aks-upgrade rg/prod\n'.repeat(2000)).troubles).toHaveLength(500);
  });
});

describe('words about upgrades are no such comment', () => {
  test.each([
    ['a.tf', 'v = "1.33" # AKS upgrade pending'],
    ['a.tf', 'v = "1.33" # AKS upgrade: pending'],
    ['a.tf', 'v = "1.33" # AKS upgrade: see docs/upgrade'],
    ['a.tf', 'v = "1.33" # aks-upgrade pending'],
    ['a.tf', 'v = "1.33" # aks-upgrade 2026-11-22'],
    ['a.tf', 'v = "1.33" # aks-upgrade moves this to 1.34'],
    ['a.tf', 'v = "1.33" # aks-upgrade, see rg/prod'],
    ['a.tf', 'v = "1.33" # aks-upgrade https://example.com/x'],
    ['a.tf', 'v = "1.33" # aks-upgrade'],
    ['a.tf', 'v = "1.33" # aks-upgrades are done on Mondays'],
    ['a.tf', 'v = "1.33" # aksupgraderg/prod'],
    ['a.tf', '# aks-upgrade aks-prod\nname = "x"'],
    ['a.tf', '# AKS upgrade yes/no\nname = "x"'],
    ['a.tf', '# v = "1.33" # aks-upgrade rg/prod'],
    ['a.tf', 'module = "aks-upgrade rg/prod 1.33"'],
    ['a.yaml', 'aks-upgrade : rg/prod 1.33'],
    ['a.yaml', 'uses: contoso/aks-upgrade@v1 # aks-upgrade v1.33'],
    ['README.md', 'Write aks-upgrade rg/prod'],
    ['.github/workflows/a.yaml', 'v: "1.33" # aks-upgrade rg/prod'],
  ])('%s: %s', (path, text) => {
    expect(findIn(path, text)).toEqual({ pins: [], troubles: [] });
  });
});
