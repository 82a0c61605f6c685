/** What docs/version-pins.md shows is what is found: each of its snippets, as a file of its kind. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findPins } from '../../src/pins/find/find-pins.ts';
import { findMappedPins, listMapped } from '../../src/pins/find/sidecar.ts';

const page = readFileSync(new URL('../../docs/version-pins.md', import.meta.url), 'utf8');
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const files: Readonly<Record<string, string>> = {
  hcl: 'infra/prod.tf',
  bicep: 'infra/main.bicep',
  yaml: 'Pulumi.prod.yaml',
  typescript: 'index.ts',
};

const snippets = [...`${page}\n${readme}`.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  .map(([, kind = '', text = '']) => ({ kind, path: files[kind] ?? '', text }))
  .filter(({ kind, text }) => kind in files && text.includes('aks-upgrade: '));

describe('the snippets of the docs', () => {
  test.each(snippets)('$kind: $text', ({ path, text }) => {
    const { pins, troubles } = findPins({ path, bytes: new TextEncoder().encode(text) });
    expect(troubles).toEqual([]);
    const marks = [...text.matchAll(/aks-upgrade: (\S+?)\/(\S+)(?: pool=(\S+))?$/gm)];
    expect(pins.map(({ cluster, pool }) => [cluster.resourceGroup, cluster.name, pool])).toEqual(
      marks.map(([, group, name, pool]) => [group, name, pool]),
    );
    for (const { value, field, isBareNumber } of pins) {
      expect(value).toMatch(/^1\.35(?:\.4)?$/);
      expect([field, isBareNumber]).toEqual(['kubernetes-version', false]);
    }
  });

  test('are there, for each kind of file', () => {
    expect([...new Set(snippets.map(({ kind }) => kind))].toSorted()).toEqual(Object.keys(files).toSorted());
    expect(snippets.map(({ text }) => text.match(/aks-upgrade: /g)?.length)).toEqual([2, 2, 2, 1, 1, 1]);
  });
});

test('the note beside other notes is read', () => {
  const [, note = ''] = /`(# tfsec:\S+ # aks-upgrade: [^`]+)`/.exec(page) ?? [];
  const { pins, troubles } = findPins({
    path: 'main.tf',
    bytes: new TextEncoder().encode(`kubernetes_version = "1.35.4" ${note}\n`),
  });
  expect([pins.map(({ value, cluster }) => [value, cluster.name]), troubles]).toEqual([
    [['1.35.4', 'aks-shop']],
    [],
  ]);
});

test('the mapping file leads to its values', () => {
  const [, text = ''] = /^```json\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const sidecar = new TextEncoder().encode(text);
  expect(listMapped(sidecar)).toEqual(['infra/prod.parameters.json']);
  const parameters = {
    parameters: {
      kubernetesVersion: { value: '1.35.4' },
      agentPools: { value: [{ name: 'system', orchestratorVersion: '1.35.2' }] },
    },
  };
  const bytes = new TextEncoder().encode(JSON.stringify(parameters, null, 2));
  const { pins, troubles } = findMappedPins(sidecar, new Map([['infra/prod.parameters.json', bytes]]));
  expect(troubles).toEqual([]);
  expect(pins.map(({ value, pool }) => [value, pool])).toEqual([
    ['1.35.4', undefined],
    ['1.35.2', 'system'],
  ]);
});
