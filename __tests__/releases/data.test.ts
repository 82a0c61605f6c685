/**
 * The dated data that comes with the action: its form, and what no form can say. Read from its files, and without a day
 * or a minor of its own: what a refresh brings passes when it is whole. Other tests see frozen copies.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/releases/calendar.ts';
import { isDay } from '../../src/releases/dates.ts';
import type { FeatureRetirement, Retirement } from '../../src/releases/retirements.ts';
import { frozenReleaseData } from '../frozen-data/serve-frozen.ts';

const folder = new URL('../../src/releases/data/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const ajv = new Ajv({ allErrors: true });
const calendar = read('calendar.json') as Calendar;
const notices = read('retirements.json') as {
  asOf: string;
  systems: readonly Retirement[];
  features: readonly FeatureRetirement[];
};

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

describe('the frozen copies that other tests see', () => {
  const frozen = new URL('../frozen-data/', import.meta.url);

  test('are of every file, and in place of it', () => {
    expect(readdirSync(frozen).filter((name) => name.endsWith('.json'))).toEqual(names);
    const importers = ['src/releases/calendar.ts', 'simulator/release-docs.ts'];
    const path = (place: string) => fileURLToPath(new URL(`../../${place}`, import.meta.url));
    for (const importer of importers)
      for (const name of names) {
        const source = `${importer.startsWith('src/') ? './' : '../src/releases/'}data/${name}`;
        expect(frozenReleaseData.resolveId(source, path(importer))).toBe(
          fileURLToPath(new URL(name, frozen)),
        );
      }
    expect(frozenReleaseData.resolveId('./dates.ts', path('src/releases/calendar.ts'))).toBeUndefined();
  });

  test.each(names)('%s has the shape of today', (name) => {
    const validate = ajv.compile(read(`schemas/${name}`) as object);
    validate(JSON.parse(readFileSync(new URL(name, frozen), 'utf8')));
    expect(validate.errors).toBeNull();
  });
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
    // A source may be a day ahead of the clock here, as it may be for the refresh.
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect(textsOf(name, /(^|\.)asOf$/).filter((day) => day > tomorrow)).toEqual([]);
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
    // Minors that the page no longer lists keep the day on which it did.
    const isByMinor = ['calendar.json', 'components.json'].includes(name);
    const optional = ['imagesRemoved', 'note', 'os', ...(isByMinor ? ['asOf'] : [])];
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

test('minors of the calendar follow one another, and each lives: released, supported, then long-term', () => {
  expect(calendar.minors.length).toBeGreaterThan(5);
  for (const [index, dates] of calendar.minors.entries()) {
    expect(dates.minor).toBe((calendar.minors[0]?.minor ?? 0) + index);
    expect(dates.ga >= (calendar.minors[index - 1]?.ga ?? '')).toBe(true);
    expect(dates.ga < dates.communityEnd.slice(0, 7)).toBe(true);
    expect(dates.communityEnd < dates.ltsEnd).toBe(true);
    expect((dates.asOf ?? calendar.asOf) <= calendar.asOf).toBe(true);
  }
});

test('an image is of one retired system alone, and is removed no sooner than support ends', () => {
  const prefixes = notices.systems.flatMap(({ imagePrefixes }) => imagePrefixes);
  for (const prefix of prefixes)
    expect(prefixes.filter((other) => prefix.startsWith(other))).toEqual([prefix]);
  for (const { end, imagesRemoved } of notices.systems) expect((imagesRemoved ?? end) >= end).toBe(true);
});

test('the retirements are as new as any of their entries', () => {
  const { asOf, systems, features } = notices;
  for (const entry of [...systems, ...features]) expect(entry.asOf <= asOf).toBe(true);
});
