import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import { findLostPlaces, hashPlace, writePlaces } from '../../src/report/places.ts';
import { aPin } from '../builders/pins.ts';

const pins = [aPin({ file: 'a.tf' }), aPin({ file: 'b.tf' }), aPin({ file: 'a.tf', pool: 'batch' })];
const stood = writePlaces(sha256, pins);

describe('places of pins', () => {
  test('are one line, in any order the same, twice the same once', () => {
    expect(stood).toMatch(/^<!-- places(?: [0-9a-f]{8}){3} -->$/);
    expect(writePlaces(sha256, [...pins.toReversed(), ...pins])).toBe(stood);
  });

  test('are by the mark, not by its value or line', () => {
    const [pin] = pins;
    if (!pin) throw new Error('no pin');
    const moved = { ...pin, line: 99, start: 1, end: 2, value: '1.36' };
    expect(hashPlace(sha256, moved)).toBe(hashPlace(sha256, pin));
    const shouted = { ...pin, cluster: { ...pin.cluster, name: pin.cluster.name.toUpperCase() } };
    expect(hashPlace(sha256, shouted)).toBe(hashPlace(sha256, pin));
    expect(hashPlace(sha256, { ...pin, field: 'node-image' })).not.toBe(hashPlace(sha256, pin));
  });

  test('what is lost is found, in text with either line end', () => {
    const told = writePlaces(sha256, pins.slice(1));
    const lost = pins.slice(0, 1).map((pin) => hashPlace(sha256, pin));
    expect(findLostPlaces(`x\r\n${stood}\r\ny`, `x\n${told}\ny`)).toEqual(lost);
    expect(findLostPlaces(told, stood)).toEqual([]);
    expect(findLostPlaces('nothing', stood)).toEqual([]);
  });

  test('too many are not listed', () => {
    const many = Array.from({ length: 401 }, (_, at) => aPin({ file: `${at}.tf` }));
    expect(writePlaces(sha256, many)).toBe('<!-- places -->');
    expect(writePlaces(sha256, many.slice(1)).length).toBeGreaterThan(3_600);
  });
});
