import { describe, expect, test } from 'vitest';
import { findLost, pairPins } from '../../src/pins/judge/pair-pins.ts';
import type { Pin } from '../../src/pins/pin.ts';
import { anImagePin, aPin } from './a-pin.ts';

function changes(before: readonly Pin[], after: readonly Pin[]): string[] {
  return pairPins(before, after).map(({ pin, was }) => `${pin.file} ${was ?? 'new'} → ${pin.value}`);
}

const pins = (...values: readonly string[]) => values.map((value) => aPin(value));

describe('what a change does to pins', () => {
  test.each<[string, string[], string[], string[]]>([
    ['nothing', ['1.33', '1.34'], ['1.33', '1.34'], []],
    ['another value', ['1.33'], ['1.34'], ['main.tf 1.33 → 1.34']],
    ['another form of the same', ['1.33.5'], ['v1.33.5'], ['main.tf 1.33.5 → v1.33.5']],
    ['one more', ['1.33'], ['1.33', '1.33'], ['main.tf new → 1.33']],
    ['one more before the others', ['1.33', '1.34'], ['1.35', '1.33', '1.34'], ['main.tf new → 1.35']],
    ['one less', ['1.33', '1.34', '1.35'], ['1.33', '1.35'], []],
    ['the second of three', ['1.33', '1.33', '1.33'], ['1.33', '1.34', '1.33'], ['main.tf 1.33 → 1.34']],
    ['the first file of all', [], ['1.33'], ['main.tf new → 1.33']],
    ['the end of the last', ['1.33'], [], []],
  ])('%s', (_what, before, after, expected) => {
    expect(changes(pins(...before), pins(...after))).toEqual(expected);
  });

  test.each<[string, string[], string[], string[]]>([
    ['nothing', ['1.33', '1.34'], ['1.33', '1.34'], []],
    ['another value', ['1.33'], ['1.34'], []],
    ['one more', ['1.33'], ['1.34', '1.35'], []],
    ['one less', ['1.33', '1.34', '1.35'], ['1.33', '1.35'], ['1.34']],
    ['one less and another value', ['1.33', '1.34', '1.35'], ['1.36', '1.35'], ['1.34']],
    ['the end of all', ['1.33', '1.34'], [], ['1.33', '1.34']],
  ])('what is lost with %s', (_what, before, after, expected) => {
    expect(findLost(pins(...before), pins(...after)).map(({ value }) => value)).toEqual(expected);
  });

  test('a pin that is for something else now is lost', () => {
    const before = [aPin('1.33'), aPin('1.33', 'aks#user')];
    expect(findLost(before, [aPin('1.33', 'aks#user'), aPin('1.33', 'aks#gpu')])).toEqual([before[0]]);
  });

  test('lines that move change nothing, nor do letters of a name', () => {
    const before = [aPin('1.33', 'rg/aks#user')];
    expect(changes(before, [aPin('1.33', 'RG/AKS#User', { line: 900, start: 90_000 })])).toEqual([]);
  });

  test('file, cluster, group, pool and field tell pins apart', () => {
    const before = [aPin('1.33')];
    const after = [
      aPin('1.33', 'aks', { file: 'other.tf' }),
      aPin('1.33', 'rg/aks'),
      aPin('1.33', 'aks2'),
      aPin('1.33', 'aks#user'),
      anImagePin('1.33', 'aks#user'),
    ];
    expect(pairPins(before, after).map(({ was }) => was)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('what is told keeps the order of the files', () => {
    const after = [aPin('1.34', 'b'), aPin('1.34', 'a'), aPin('1.35', 'b')];
    expect(pairPins([], after).map(({ pin }) => pin)).toEqual(after);
  });
});
