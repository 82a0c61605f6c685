import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawInputs } from '../../src/inputs/parse-inputs.ts';
import { parse } from './a-run.ts';

const one = '11111111-1111-4111-8111-111111111111';
const two = '22222222-2222-4222-8222-22222222222a';
const keyOf = (raw: RawInputs): string => parse(raw).telling.reportKey;

describe('the same scope, written otherwise, has the same key', () => {
  test.each([
    [{ 'subscription-id': `${one},${two}` }, { 'subscription-id': `${two.toUpperCase()}\n${one}\n${one}` }],
    [{ 'resource-group': 'RG' }, { 'resource-group': 'rg' }],
    [{ 'cluster-name': 'Aks' }, { 'cluster-name': 'aks' }],
    [{ clusters: 'rg/a\nrg/b' }, { clusters: 'RG/B\nrg/A\nrg/b' }],
    [{ 'cluster-tags': 'a=1,b=2' }, { 'cluster-tags': 'B=2\nA=1' }],
    [{ 'node-pools': 'a,b' }, { 'node-pools': 'b,a,b' }],
    [
      {},
      {
        'kubernetes-version': '1.35',
        channel: 'patch',
        'environment-tag': 'env',
        'minimum-release-age': '3',
      },
    ],
    [{}, { labels: 'x', redact: 'true', auth: 'azure-cli' }],
    [{ 'subscription-id': one }, { 'subscription-id': one, 'tenant-id': two }],
  ])('%j and %j', (a, b) => {
    expect(keyOf(a)).toBe(keyOf(b));
  });

  test('any order of any list', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 6 });
    const twice = names.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(twice, ([a, b]) => {
        const write = (list: readonly string[]): RawInputs => ({
          clusters: list.map((name) => `rg/${name}`).join('\n'),
          'cluster-tags': list.map((name) => `${name}=${name}`).join(','),
          'node-pools': list.join(','),
        });
        expect(keyOf(write(a))).toBe(keyOf(write(b)));
      }),
    );
  });
});

test('different scopes have different keys', () => {
  const scopes: RawInputs[] = [
    {},
    { 'tenant-id': one },
    { 'azure-cloud': 'AzureUSGovernment' },
    { 'subscription-id': one },
    { 'subscription-id': two },
    { 'subscription-id': `${one},${two}` },
    { 'resource-group': 'a' },
    { 'cluster-name': 'a' },
    { clusters: 'a/a' },
    { clusters: '0123456789abcdef' },
    { 'cluster-tags': 'a=1' },
    { 'cluster-tags': 'a=A' },
    { 'cluster-tags': 'a=a' },
    { 'node-pools': 'a' },
  ];
  expect(new Set(scopes.map(keyOf)).size).toBe(scopes.length);
});
