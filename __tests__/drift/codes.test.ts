import { describe, expect, test } from 'vitest';
import { findingCodes } from '../../src/drift/codes.ts';

describe('the table of findings', () => {
  test.each(Object.entries(findingCodes))('%s is numbered, whole and told in short', (code, entry) => {
    expect(code).toMatch(/^AKS\d{3}$/);
    expect(entry.title.length).toBeLessThanOrEqual(60);
    expect(entry.title).not.toMatch(/[.]$/);
    for (const sentence of [entry.rule, entry.why, entry.next]) expect(sentence).toMatch(/^[A-Z`].*[.]$/);
    expect(new Set(entry.severities).size).toBe(entry.severities.length);
    expect(entry.severities.length).toBeGreaterThan(0);
  });

  test('no number is left out and no title used twice', () => {
    const codes = Object.keys(findingCodes);
    expect(codes).toEqual(codes.map((_, index) => `AKS${String(index + 1).padStart(3, '0')}`));
    expect(new Set(Object.values(findingCodes).map((entry) => entry.title)).size).toBe(codes.length);
  });
});
