/** The dated data that comes with the action: its form, and what no form can say. */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { isDay } from '../../src/releases/dates.ts';
import { osRetirements } from '../../src/releases/retirements.ts';

const folder = new URL('../../src/releases/data/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const ajv = new Ajv({ allErrors: true });

/** Every value with the path of its keys, depth first. */
function listValues(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, inner]) => listValues(inner, [...path, key]));
}

function textsOf(name: string, keys: RegExp): readonly string[] {
  return listValues(read(name)).flatMap(([path, value]) =>
    keys.test(path) && typeof value === 'string' ? [value] : [],
  );
}

test('every file has its schema, and every schema its file', () => {
  expect(readdirSync(new URL('schemas/', folder)).toSorted()).toEqual(names.toSorted());
  expect(names.length).toBe(6);
});

describe.each(names)('%s', (name) => {
  test('keeps its schema', () => {
    const validate = ajv.compile(read(`schemas/${name}`) as object);
    validate(read(name));
    expect(validate.errors).toBeNull();
  });

  test('names days that there are, and none later than it could know', () => {
    const days = textsOf(name, /(^|\.)(asOf|end|imagesRemoved|communityEnd|ltsEnd)$/);
    expect(days.filter((day) => !isDay(day))).toEqual([]);
    expect(days.length).toBeGreaterThan(0);
  });

  test('names a source for every entry, or one for all', () => {
    const file = read(name) as Readonly<Record<string, unknown>>;
    const sources = textsOf(name, /(^|\.)source$/);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      const { protocol, hostname, username, port } = new URL(source);
      expect([protocol, username, port]).toEqual(['https:', '', '']);
      expect(['learn.microsoft.com', 'kubernetes.io', 'github.com', 'redirect.github.com']).toContain(
        hostname,
      );
      // Such a page of github.com would show that it was mentioned.
      expect(source).not.toMatch(/\/\/github\.com\/[^/]+\/[^/]+\/(issues|pull|discussions|commit)\//);
    }
    if (typeof file['source'] === 'string') expect(sources).toHaveLength(1);
  });

  test('is refused by its schema when anything is taken away from an entry, or another thing put in', () => {
    const validate = ajv.compile(read(`schemas/${name}`) as object);
    const broken = read(name) as Record<string, unknown>;
    expect(validate({ ...broken, more: 1 })).toBe(false);
    const [list] = Object.keys(broken).filter((key) => Array.isArray(broken[key]));
    const entries = broken[list ?? ''] as Record<string, unknown>[];
    const optional = ['imagesRemoved', 'note', 'os'];
    for (const key of Object.keys(entries[0] ?? {}).filter((each) => !optional.includes(each))) {
      const { [key]: _, ...rest } = entries[0] ?? {};
      expect([key, validate({ ...broken, [list ?? '']: [rest, ...entries.slice(1)] })]).toEqual([key, false]);
    }
  });
});

describe('sorted, and each thing once', () => {
  const listed = (name: string, list: string) =>
    (read(name) as Record<string, Readonly<Record<string, string | number>>[]>)[list] ?? [];
  test.each([
    ['calendar.json', 'minors', (entry: Readonly<Record<string, unknown>>) => [entry['minor']]],
    ['components.json', 'minors', (entry: Readonly<Record<string, unknown>>) => [entry['minor']]],
    [
      'api-removals.json',
      'removals',
      (entry: Readonly<Record<string, unknown>>) => [entry['minor'], entry['api']],
    ],
    ['os-skus.json', 'newestMinors', (entry: Readonly<Record<string, unknown>>) => [entry['osSku']]],
    ['os-skus.json', 'changes', (entry: Readonly<Record<string, unknown>>) => [entry['osSku']]],
    [
      'retirements.json',
      'systems',
      (entry: Readonly<Record<string, unknown>>) => [entry['end'], entry['what']],
    ],
    ['retirements.json', 'features', (entry: Readonly<Record<string, unknown>>) => [entry['end']]],
    ['behaviors.json', 'behaviors', (entry: Readonly<Record<string, unknown>>) => [entry['minor']]],
  ] as const)('%s: %s', (name, list, keyOf) => {
    const keys = listed(name, list).map((entry) => JSON.stringify(keyOf(entry)));
    expect(keys).toEqual(keys.toSorted());
  });

  test.each([
    ['calendar.json', 'minors', 'minor'],
    ['components.json', 'minors', 'minor'],
    ['os-skus.json', 'newestMinors', 'osSku'],
    ['os-skus.json', 'changes', 'osSku'],
    ['retirements.json', 'systems', 'what'],
    ['retirements.json', 'features', 'what'],
    ['behaviors.json', 'behaviors', 'text'],
  ])('%s: no two of %s have the same %s', (name, list, key) => {
    const keys = listed(name, list).map((entry) => entry[key]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(undefined);
  });
});

test('an image is of one retired system alone, and is removed no sooner than support ends', () => {
  const prefixes = osRetirements.flatMap(({ imagePrefixes }) => imagePrefixes);
  for (const prefix of prefixes)
    expect(prefixes.filter((other) => prefix.startsWith(other))).toEqual([prefix]);
  for (const { end, imagesRemoved } of osRetirements) expect((imagesRemoved ?? end) >= end).toBe(true);
});

test('the retirements are as new as any of their entries', () => {
  const { asOf, systems, features } = read('retirements.json') as {
    asOf: string;
    systems: { asOf: string }[];
    features: { asOf: string }[];
  };
  for (const entry of [...systems, ...features]) expect(entry.asOf <= asOf).toBe(true);
});

interface Lifecycle {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly removed: string | null;
}

describe('the API removals against the life cycles of the API', () => {
  const facts = readLifecycle();
  test.skipIf(facts === undefined)('every one is there, in its minor', () => {
    const known = new Map(
      (facts ?? []).map(({ group, version, kind, removed }) => [`${group}/${version} ${kind}`, removed]),
    );
    const { removals } = read('api-removals.json') as {
      removals: { minor: number; api: string; kinds: string[] }[];
    };
    // These two live in other modules than the facts were taken from.
    const elsewhere = /^api(extensions|registration)\.k8s\.io\//;
    const ours = removals.filter(({ api }) => !elsewhere.test(api));
    expect(ours.length).toBeGreaterThan(15);
    for (const { minor, api, kinds } of ours)
      for (const kind of kinds)
        expect([api, kind, known.get(`${api} ${kind}`)]).toEqual([api, kind, `1.${minor}`]);
  });
});

/** Facts beside the repository, when they are there. */
function readLifecycle(): readonly Lifecycle[] | undefined {
  try {
    const file = new URL('../../../shared/release-samples/k8s-api-lifecycle.json', import.meta.url);
    return JSON.parse(readFileSync(file, 'utf8')) as readonly Lifecycle[];
  } catch {
    console.log('skipped: k8s-api-lifecycle.json is not there');
    return undefined;
  }
}
