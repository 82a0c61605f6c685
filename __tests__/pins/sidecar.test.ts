import { describe, expect, test } from 'vitest';
import { findAllPins } from '../../src/pins/find/find-all.ts';
import { readPointer } from '../../src/pins/find/json-place.ts';
import { findMappedPins, listMapped } from '../../src/pins/find/sidecar.ts';
import type { Pinned } from '../../src/pins/pin.ts';
import { bytesOf, markFound, nameOf, unmark } from './pinned-files.ts';

const sidecarPath = '.github/aks-upgrade-pins.json';
const template =
  '{\n  // parameters\n  "parameters": {\n    "a/b~c": { "value": "«1.33.5»" },\n    "Größe": ["x", «1.33», "«v1.33.5»",],\n    "twice": { "v": "1.33", "v": "1.34" },\n    "none": null, "list": [], "old": 1.3, "escaped": "1\\u002e33"\n  },\n}\n';
const valid = { file: 'infra/prod.json', pointer: '/parameters/a~1b~0c/value', cluster: 'rg/prod' };

function mapWith(sidecar: unknown, text = unmark(template)): Pinned {
  const content = typeof sidecar === 'string' ? sidecar : JSON.stringify(sidecar);
  return findMappedPins(bytesOf(content), new Map([['infra/prod.json', bytesOf(text)]]));
}

describe('the mapping file', () => {
  test('leads to strings and numbers', () => {
    const { pins, troubles } = mapWith({
      pins: [
        valid,
        { ...valid, pointer: '/parameters/Größe/1', cluster: 'Grün/prod', pool: 'np' },
        { ...valid, pointer: '/parameters/Größe/2', cluster: 'prod', field: 'kubernetes-version' },
      ],
    });
    expect(troubles).toEqual([]);
    expect(pins.map(nameOf)).toEqual([
      'rg/prod kubernetes-version',
      'Grün/prod#np kubernetes-version',
      'prod kubernetes-version',
    ]);
    expect(pins.map(({ line, value, isBareNumber }) => [line, value, isBareNumber])).toEqual([
      [4, '1.33.5', false],
      [5, '1.33', true],
      [5, 'v1.33.5', false],
    ]);
    // Places count bytes: `ö` and `ß` are two each.
    const content = Buffer.from(unmark(template)).toString('latin1');
    expect(markFound(content, pins)).toBe(
      content.replace('1.33.5', '«1.33.5»').replace(' 1.33,', ' «1.33»,').replace('"v1.33.5"', '"«v1.33.5»"'),
    );
  });

  test('may be UTF-8 with its mark or UTF-16, and so may the file', () => {
    const texts = [JSON.stringify({ pins: [valid] }), unmark(template)].map((text) => `\ufeff${text}`);
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const [sidecar, file] = texts.map((text) => Uint8Array.from(Buffer.from(text, encoding)));
      if (sidecar === undefined || file === undefined) throw new Error('Two texts make two files');
      const { pins, troubles } = findMappedPins(sidecar, new Map([['infra/prod.json', file]]));
      expect(troubles).toEqual([]);
      expect(pins.map(({ value, line }) => [value, line])).toEqual([['1.33.5', 4]]);
    }
  });

  test('names files, each once', () => {
    const entries = [valid, valid, { ...valid, file: 'b.json' }, { ...valid, file: '../c.json' }];
    expect(listMapped(bytesOf(JSON.stringify({ pins: entries })))).toEqual(['infra/prod.json', 'b.json']);
    expect(listMapped(bytesOf('x'))).toEqual([]);
  });
});

/** What is different in an entry on line 3, and the reason. */
const entries: readonly (readonly [unknown, string | RegExp])[] = [
  ['x', 'An entry of the mapping file has to be an object.'],
  [{}, 'The entry has no file and no pointer and no cluster.'],
  [{ ...valid, cluster: undefined }, 'The entry has no cluster.'],
  [
    { ...valid, colour: 'x' },
    /^"colour" is not known in an entry: there are file, pointer, cluster, pool, field/,
  ],
  [{ ...valid, '\u202ex': 'x' }, /is not known in an entry/],
  [{ ...valid, cluster: 1 }, 'The cluster of an entry has to be a string of Unicode text.'],
  [{ ...valid, pool: null }, 'The pool of an entry has to be a string of Unicode text.'],
  [
    { ...valid, cluster: 'rg/pr od' },
    '"pr od" is not a name that a cluster can have: write resource-group/cluster.',
  ],
  [
    { ...valid, cluster: 'rg/\u202ex' },
    'The cluster of an entry holds a character that does not show: type it anew.',
  ],
  [{ ...valid, cluster: 'x'.repeat(501) }, 'The cluster of an entry is longer than 500 characters.'],
  [{ ...valid, pool: 'X' }, /^"X" is not a name that a node pool can have/],
  [{ ...valid, field: 'image' }, /^"image" is not a field/],
  [{ ...valid, field: 'node-image' }, 'A node image is that of a node pool: name the pool, too.'],
  [{ ...valid, field: 'node-image', pool: 'np' }, /leads to is no node image version/],
  ...['../x.json', '/etc/x.json', 'a//b.json', 'a/../b', 'C:/x.json', 'a\\b.json', ''].map(
    (file) => [{ ...valid, file }, /is not a path from the root of the repository/] as const,
  ),
  [{ ...valid, file: './a.json' }, 'Leave out `./` at the beginning of the file of the entry.'],
  [{ ...valid, file: '.github/workflows/x.json' }, /is a workflow, and those are not looked at/],
  [{ ...valid, file: 'b.json' }, 'The file "b.json" of the entry is not there, or could not be read.'],
  ...['parameters', '/a~2b', '/a~', 'x/y'].map(
    (pointer) => [{ ...valid, pointer }, /is not a JSON pointer/] as const,
  ),
  ...[
    '/gone',
    '/parameters/list/0',
    '/parameters/Größe/-',
    '/parameters/Größe/01',
    '/__proto__',
    '/parameters/Größe/length',
  ].map(
    (pointer) => [{ ...valid, pointer }, /of the entry, in "infra\/prod.json", leads nowhere\.$/] as const,
  ),
  ...['', '/parameters', '/parameters/none', '/parameters/list'].map(
    (pointer) => [{ ...valid, pointer }, /leads to no string or number\.$/] as const,
  ),
  [
    { ...valid, pointer: '/parameters/a~1b~0c' },
    'The pointer "/parameters/a~1b~0c" of the entry, in "infra/prod.json", leads to no string or number: put /value behind it.',
  ],
  [{ ...valid, pointer: '/parameters/twice/v' }, /leads through a name that stands there twice/],
  [{ ...valid, pointer: '/parameters/Größe/0' }, /leads to is no Kubernetes version/],
  [{ ...valid, pointer: '/parameters/escaped' }, /leads to is no Kubernetes version/],
  [{ ...valid, pointer: '/parameters/old' }, /^"1.3" is not a version that AKS has/],
];

test.each(entries)('an entry is refused: %j', (entry, reason) => {
  const { pins, troubles } = mapWith(`{"pins":[\n${JSON.stringify(valid)},\n${JSON.stringify(entry)}\n]}`);
  expect(pins.map(({ value }) => value)).toEqual(['1.33.5']);
  const expected = typeof reason === 'string' ? reason : expect.stringMatching(reason);
  expect(troubles).toEqual([{ file: sidecarPath, line: 3, reason: expected }]);
});

const wholes: readonly (readonly [string, RegExp])[] = [
  ['', /not JSON/],
  ['{', /not JSON/],
  ['{"pins":[]} x', /not JSON/],
  ['{"pins":[],}', /not JSON/],
  ['// x\n{"pins":[]}', /not JSON/],
  ['[', /not JSON/],
  ['['.repeat(1_000_000), /not JSON/],
  ['{"a":'.repeat(200_000), /not JSON/],
  [`"${'x'.repeat(1024 * 1024)}"`, /^The mapping file is larger than 1 MiB\.$/],
  ['[]', /has to be of the form/],
  ['null', /has to be of the form/],
  ['{}', /has to be of the form/],
  ['{"pins":{}}', /has to be of the form/],
  ['{"pins":[],"x":1}', /has to be of the form/],
  ['{"pins":[],"pins":[]}', /has to be of the form/],
];

test.each(wholes.map(([content, reason]) => [content.slice(0, 20), content, reason] as const))(
  'the whole file is refused: %s',
  (_, content, reason) => {
    expect(mapWith(content)).toEqual({
      pins: [],
      troubles: [{ file: sidecarPath, line: 1, reason: expect.stringMatching(reason) }],
    });
  },
);

test.each([
  [1, '\0'],
  [1, '{ // ours\n}'],
  [3, '{"pins":[\n{"file":"a"}\n{"file":"b"}\n]}'],
  [3, '{"pins":[\n{"file":"a"},\n]}'],
  [4, '\ufeff{\r\n"pins":\r\n[]\r\n'],
])('what is wrong is looked for on line %i: %j', (line, content) => {
  const reason = 'The mapping file is not JSON: look at this line and the one above.';
  expect(mapWith(content).troubles).toEqual([{ file: sidecarPath, line, reason }]);
});

test('a named file says where it is no JSON, or that it is too large', () => {
  expect(mapWith({ pins: [valid] }, '{\n"a": 1\n"b": 2}').troubles[0]?.reason).toMatch(
    /look at its line 3\.$/,
  );
  const large = JSON.stringify('x'.repeat(1024 * 1024));
  expect(mapWith({ pins: [valid] }, large).troubles[0]?.reason).toBe(
    'The file "infra/prod.json" of the entry is larger than 1 MiB.',
  );
});

test('signs of a pointer are read once', () => {
  expect(readPointer('/~01/~10/')).toEqual(['~1', '/0', '']);
});

test('a name that stands twice in an entry is refused', () => {
  const { troubles } = mapWith('{"pins":[{"cluster":"a","cluster":"b"}]}');
  expect(troubles.map(({ reason }) => reason)).toEqual(['The entry has cluster twice.']);
});

test.each(['{', '\0{}', '{"a":1 "b":2}', '['.repeat(500_000)])('a named file that is no JSON: %#', (text) => {
  expect(mapWith({ pins: [valid] }, text).troubles).toEqual([
    {
      file: sidecarPath,
      line: 1,
      reason: 'The file "infra/prod.json" of the entry is not JSON: look at its line 1.',
    },
  ]);
});

test('more than 500 entries are not read, and that is said', () => {
  const many = Array.from({ length: 501 }, (_, index) => ({ ...valid, cluster: `rg/c${index}` }));
  const { pins, troubles } = mapWith({ pins: many });
  expect(pins).toHaveLength(500);
  expect(troubles.map(({ reason }) => reason)).toEqual([
    'More than 500 entries are not read: leave some out.',
  ]);
});

describe('all files together', () => {
  const aFile = (path: string, text: string, mode = '100644') => ({
    path,
    bytes: bytesOf(text),
    mode,
    blob: '',
  });
  const mapping = JSON.stringify({
    pins: [
      { file: 'a.json', pointer: '/v', cluster: 'RG/prod' },
      { file: 'a.json', pointer: '/v', cluster: 'rg/stage' },
      { file: 'link.json', pointer: '/v', cluster: 'rg/prod' },
    ],
  });

  test('annotations and the mapping file, in the order of files and places, each pin once', () => {
    const { pins, troubles } = findAllPins([
      aFile('b.tf', 'v = "1.33" # aks-upgrade: rg/prod\n# aks-upgrade: x y'),
      aFile(sidecarPath, mapping),
      aFile('a.json', '{"v": "1.33" // aks-upgrade: rg/prod\n}'),
      aFile('link.json', '{"v": "1.33" // aks-upgrade: rg/prod\n}', '120000'),
    ]);
    expect(pins.map((pin) => `${pin.file} ${nameOf(pin)}`)).toEqual([
      'a.json RG/prod kubernetes-version',
      'a.json rg/stage kubernetes-version',
      'b.tf rg/prod kubernetes-version',
    ]);
    expect(troubles.map(({ file, line }) => `${file} ${line}`)).toEqual([`${sidecarPath} 1`, 'b.tf 2']);
  });

  test('nothing', () => {
    expect(findAllPins([])).toEqual({ pins: [], troubles: [] });
  });
});
