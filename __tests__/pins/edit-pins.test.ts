import { describe, expect, test } from 'vitest';
import { editPins } from '../../src/pins/find/edit-pin.ts';
import { decodeFile, encodeFile } from '../../src/pins/find/file-text.ts';
import { findPins } from '../../src/pins/find/find-pins.ts';
import type { Pin } from '../../src/pins/pin.ts';
import { bytesOf } from './pinned-files.ts';

function fileOf(text: string, path = 'a.tf'): { path: string; bytes: Uint8Array } {
  return { path, bytes: bytesOf(text) };
}

function firstPin(file: { path: string; bytes: Uint8Array }): Pin {
  const [pin] = findPins(file).pins;
  if (pin === undefined) throw new Error('The file holds a pin');
  return pin;
}

describe('an edit', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['1.33', '1.34'],
    ['1.9', '1.10'],
    ['1.33.5', '1.33.10'],
    ['v1.33.5', 'v1.34.0'],
    ['v1.33', 'v1.34'],
  ];
  test.each(forms)('of %s to %s', (from, to) => {
    const text = (value: string) => `é = "${value}" # pinned\r\n`;
    const pin: Pin = {
      ...firstPin(fileOf('v = "1.33" # aks-upgrade: c')),
      start: 6,
      end: 6 + from.length,
      value: from,
    };
    expect(editPins(fileOf(text(from)), [{ pin, to }])).toEqual(bytesOf(text(to)));
  });

  const others: readonly (readonly [string, string])[] = [
    ['1.33', '1.34.0'],
    ['1.33.5', '1.34'],
    ['1.33.5', 'v1.34.0'],
    ['v1.33.5', '1.34.0'],
    ['1.33', ''],
    ['1.33', '1.34"'],
    ['1.33', 'AKSUbuntu-2204gen2containerd-202510.27.0'],
  ];
  test.each(others)('of %s to another form is refused: %s', (from, to) => {
    const file = fileOf(`v = "${from}" # aks-upgrade: rg/prod`);
    expect(() => editPins(file, [{ pin: firstPin(file), to }])).toThrow('cannot be moved here');
  });

  test('of several places, given in any order, one of them pinned twice', () => {
    const text = (a: string, b: string, c: string) =>
      `# aks-upgrade: rg/a\n# aks-upgrade: rg/b\nv = "${a}"\nw = "${b}" # aks-upgrade: rg/c\ni = "${c}" # aks-upgrade: rg/c pool=np field=node-image`;
    const images = [
      'AKSUbuntu-2204gen2containerd-202510.27.0',
      'AKSUbuntu-2204gen2containerd-202511.07.10',
    ] as const;
    const file = fileOf(text('1.9.1', '1.33', images[0]).replace('1.9.1', '1.33.9'));
    const moves = findPins(file)
      .pins.map((pin) => ({
        pin,
        to: pin.field === 'node-image' ? images[1] : pin.value === '1.33' ? '1.34' : '1.33.10',
      }))
      .reverse();
    expect(moves).toHaveLength(4);
    expect(editPins(file, moves)).toEqual(bytesOf(text('1.33.10', '1.34', images[1])));
    expect(editPins(file, [])).toEqual(file.bytes);
  });

  test('to two versions at one place is refused', () => {
    const file = fileOf('# aks-upgrade: rg/a\n# aks-upgrade: rg/b\nv = "1.33"');
    const moves = findPins(file).pins.map((pin, index) => ({ pin, to: `1.3${4 + index}` }));
    expect(() => editPins(file, moves)).toThrow('is to be moved to two versions');
  });

  test('of two values that overlap is refused', () => {
    const file = fileOf('v = "v1.33" # aks-upgrade: rg/prod');
    const pin = firstPin(file);
    const inner = { ...pin, start: pin.start + 1, value: '1.33' };
    const moves = [
      { pin, to: 'v1.34' },
      { pin: inner, to: '1.34' },
    ];
    expect(() => editPins(file, moves)).toThrow('is not where it was found');
  });

  test('of a file that is not the one in which the pin was found is refused', () => {
    const pin = firstPin(fileOf('v = "1.33" # aks-upgrade: rg/prod'));
    for (const text of ['v = "1.34" # aks-upgrade: rg/prod', 'w  = "1.33" # aks-upgrade: rg/prod', ''])
      expect(() => editPins(fileOf(text), [{ pin, to: '1.34' }])).toThrow('is not where it was found');
    expect(() => editPins(fileOf('v = "1.33"', 'b.tf'), [{ pin, to: '1.34' }])).toThrow(
      'cannot be moved here',
    );
  });
});

describe('the bytes of a file', () => {
  const files: readonly (readonly [string, readonly number[]])[] = [
    ['nothing', []],
    ['every byte', Array.from({ length: 256 }, (_, byte) => byte)],
    ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0x61]],
    ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0, 0x00, 0xd8]],
    ['UTF-16, big end first', [0xfe, 0xff, 0, 0x61, 0xdc, 0x00]],
    ['UTF-16 with a byte too many', [0xff, 0xfe, 0x61, 0, 0x62]],
    ['a mark of UTF-16 alone', [0xff, 0xfe]],
    ['half a mark', [0xff]],
    ['more than one call takes', Array.from({ length: 200_000 }, (_, byte) => byte % 251)],
  ];
  test.each(files)('come back as they were: %s', (_, bytes) => {
    expect(encodeFile(decodeFile(Uint8Array.from(bytes)))).toEqual(Uint8Array.from(bytes));
  });
});
