import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editPins } from '../../src/pins/find/edit-pin.ts';
import { decodeFile, encodeFile } from '../../src/pins/find/file-text.ts';
import { findPins } from '../../src/pins/find/find-pins.ts';
import type { Pin } from '../../src/pins/pin.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { bytesOf, findIn } from './pinned-files.ts';

const encodings = ['utf8', 'utf8-mark', 'latin1', 'utf16le', 'utf16be'] as const;
type Encoding = (typeof encodings)[number];

/** Written here once more, by Node's own means, so that it cannot be wrong in the same way. */
function write(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf8-mark') return Buffer.from(`\ufeff${text}`, 'utf8');
  if (encoding === 'latin1') return Buffer.from(text.replaceAll(/[^\0-\u00ff]/g, '\u00bf'), 'latin1');
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf16le' ? little : little.swap16();
}

interface Layout {
  readonly path: string;
  /** The lines round a value; `$` is the value, `@` what the annotation says. */
  readonly lines: readonly string[];
}

const layouts: readonly Layout[] = [
  { path: 'a.tf', lines: ['  kubernetes_version = "$" # aks-upgrade: @'] },
  { path: 'prod.tfvars', lines: ['\t//\taks-upgrade: @', 'kubernetes_version="$"'] },
  {
    path: 'a.tf',
    lines: ['blue = { v = "$", n = 3, url = "https://a.example/#x" } /* aks-upgrade: @ */ # ok'],
  },
  { path: 'a.bicep', lines: ["param v string = '$' // aks-upgrade: @"] },
  { path: 'a.bicepparam', lines: ['/* aks-upgrade: @ */', "param kubernetesVersion = '$'"] },
  { path: 'a.json', lines: ['"kubernetesVersion": { "value": "$" }, // aks-upgrade: @'] },
  { path: 'a.yaml', lines: ['- version: $ # aks-upgrade: @'] },
  { path: 'Pulumi.prod.yaml', lines: ['  # aks-upgrade: @', '  aks:kubernetesVersion: "$"'] },
  { path: 'a.yml', lines: ["  v: '$'\t# aks-upgrade: @  "] },
  { path: 'a.xml', lines: ['<V>$</V> <!-- aks-upgrade: @ -->'] },
  { path: 'a.toml', lines: ['v = "$"# aks-upgrade: @'] },
];

const version = fc
  .tuple(
    fc.constantFrom('', 'v'),
    fc.integer({ min: 10, max: 99 }),
    fc.option(fc.integer({ min: 0, max: 300 })),
  )
  .map(([prefix, minor, patch]) => `${prefix}1.${minor}${patch === null ? '' : `.${patch}`}`);

const target = fc.constantFrom(
  'rg/prod',
  'prod',
  'rg/prod pool=np1',
  'rg_(1).x/p-1 field=kubernetes-version',
);
const newline = fc.constantFrom('\n', '\r\n', '\r');

/** Anything but a line of ours. */
const filler = fc
  .oneof(
    hostileString,
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      '',
      '\t',
      'a = "1.33.5"',
      "it's",
      '"',
      '/*',
      '# 1.33',
      'x: |',
      '}',
      '<!--',
      '\u00e9\u00ff\u00a0',
    ),
  )
  .map((text) => text.replaceAll('\0', '').replaceAll(/aks-upgrade:/gi, ''));

const block = fc.record({
  version,
  other: version,
  target,
  before: filler,
  after: filler,
  newline,
  newline2: newline,
});
const realistic = fc.record({
  layout: fc.constantFrom(...layouts),
  blocks: fc.array(block, { minLength: 1, maxLength: 4 }),
  encoding: fc.constantFrom(...encodings),
  endsOpen: fc.boolean(),
});

/** The same form as `value`, of another version. */
function inFormOf(value: string, other: string): string {
  const [, , minor = '', patch = '0'] = /^(v?)1\.(\d+)(?:\.(\d+))?$/.exec(other) ?? [];
  const isFull = value.split('.').length === 3;
  return `${value.startsWith('v') ? 'v' : ''}1.${minor}${isFull ? `.${patch}` : ''}`;
}

describe('an edit changes the characters of the pinned values and nothing else', () => {
  test('in files as people have them, whatever stands round, in any encoding', () => {
    fc.assert(
      fc.property(realistic, ({ layout, blocks, encoding, endsOpen }) => {
        const build = (versionOf: (one: (typeof blocks)[number]) => string): Uint8Array => {
          const text = blocks.flatMap((one) => [
            one.before,
            one.newline,
            ...layout.lines.flatMap((line) => [
              line.replace('$', () => versionOf(one)).replace('@', () => one.target),
              one.newline2,
            ]),
            one.after,
            one.newline,
          ]);
          // A last line of ours without its end, half of the time.
          return write(text.slice(0, endsOpen ? -3 : undefined).join(''), encoding);
        };
        const bytes = build((one) => one.version);
        const { pins, troubles } = findPins({ path: layout.path, bytes });
        expect(troubles).toEqual([]);
        expect(pins.map((pin) => pin.value)).toEqual(blocks.map((one) => one.version));
        const moves = pins.map((pin, index) => ({
          pin,
          to: inFormOf(pin.value, blocks[index]?.other ?? ''),
        }));
        const after = editPins({ path: layout.path, bytes }, moves);
        const expected = build((one) => inFormOf(one.version, one.other));
        expect(Buffer.compare(after, expected)).toBe(0);
      }),
      { numRuns: 1500 },
    );
  });

  const shard = fc.oneof(
    fc.constantFrom(
      '\nv = "1.33" # aks-upgrade: rg/prod',
      '\r# aks-upgrade: p\n',
      '\nw: v1.33.5 /* aks-upgrade: p */',
    ),
    fc.constantFrom(
      ...['aks-upgrade:', ' aks-upgrade: rg/prod ', '# aks-upgrade: rg/prod', '// aks-upgrade: p pool=np'],
      ...[
        '/* aks-upgrade: rg/prod */',
        '<!-- aks-upgrade: p -->',
        '# aks-upgrade: p pool=np field=node-image',
      ],
      ...[
        '#',
        '//',
        '/*',
        '*/',
        '<!--',
        '-->',
        '"',
        "'",
        '\\',
        ' ',
        '\t',
        '\n',
        '\r',
        '\r\n',
        ',',
        '=',
        ': ',
      ],
      ...['1.33', '"1.33.5"', "'v1.34.0'", '1.3', '~> 4.1', '10.0.0.1', '\nv = "1.33" ', 'é', '\u00ff', '😀'],
      'AKSUbuntu-2204gen2containerd-202510.27.0',
    ),
    filler,
  );

  test('in files as nobody has them; the pins are then where they were, with their new values', () => {
    let edited = 0;
    fc.assert(
      fc.property(
        fc.array(shard, { minLength: 2, maxLength: 30, size: 'max' }),
        fc.constantFrom(...encodings),
        fc.constantFrom('a.tf', 'a.yaml', 'a.bicep', 'a.json', 'a.xml', 'a.env', 'README.md', 'x'),
        (shards, encoding, path) => {
          const bytes = write(shards.join(''), encoding);
          const { pins } = findPins({ path, bytes });
          const next = (pin: Pin): string =>
            pin.field === 'node-image'
              ? 'AKSUbuntu-2204gen2containerd-202611.01.10'
              : inFormOf(pin.value, '1.100.12');
          const after = editPins(
            { path, bytes },
            pins.map((pin) => ({ pin, to: next(pin) })),
          );
          // Put together from the bytes before by means of the places alone.
          const { content } = decodeFile(bytes);
          const places = [...new Map(pins.map((pin) => [pin.start, pin])).values()].sort(
            (a, b) => a.start - b.start,
          );
          const rest = places.map(
            (pin, index) => content.slice(places[index - 1]?.end ?? 0, pin.start) + next(pin),
          );
          const whole = rest.join('') + content.slice(places.at(-1)?.end ?? 0);
          expect(decodeFile(after).content).toBe(whole);
          const again = findPins({ path, bytes: after });
          expect(again.pins.map((pin) => [pin.line, pin.value])).toEqual(
            pins.map((pin) => [pin.line, next(pin)]),
          );
          edited += pins.length;
        },
      ),
      { numRuns: 2000 },
    );
    expect(edited).toBeGreaterThan(500);
  });
});

test('any bytes come back as they were', () => {
  const start = fc.constantFrom<number[]>([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 300 }), (mark, rest) => {
      const bytes = Uint8Array.from([...mark, ...rest]);
      expect(Buffer.compare(encodeFile(decodeFile(bytes)), bytes)).toBe(0);
    }),
    { numRuns: 500 },
  );
});

describe('hostile annotations', () => {
  const line = (said: string): string => `a\nv = "1.33" # aks-upgrade: ${said}\n`;

  test.each(hostileCorpus.filter((text) => text !== '\0').map((text) => [text.slice(0, 20), text] as const))(
    '%j',
    (_, text) => {
      const { pins, troubles } = findIn('a.tf', line(`rg/!${text}`));
      expect(pins).toEqual([]);
      // Where the hostile text ends the line or begins another comment, what stands before it is what was said.
      expect(troubles.length).toBeGreaterThan(0);
      for (const trouble of troubles) {
        expect(trouble).toMatchObject({ file: 'a.tf', line: 2 });
        expect(trouble.reason).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,400}\.$/u);
      }
    },
  );

  test('are refused with file and line or name what Azure may have, and never throw', () => {
    fc.assert(
      fc.property(hostileString, fc.constantFrom('a.tf', 'a.yaml', 'a.bicep', 'a.xml', 'x'), (text, path) => {
        const { pins, troubles } = findIn(
          path,
          `${line(text)}# aks-upgrade: ${text}\n${text}\n/* aks-upgrade: ${text} */`,
        );
        for (const { cluster, pool, line: at } of pins) {
          expect(`${cluster.resourceGroup ?? 'rg'}/${cluster.name}`).toMatch(
            /^[-\p{L}\p{N}_.()]{1,90}\/[-\w]{1,63}$/u,
          );
          expect(pool ?? 'np').toMatch(/^[a-z0-9]{1,12}$/);
          expect(at).toBeGreaterThan(1);
        }
        for (const trouble of troubles) {
          expect(trouble.file).toBe(path);
          expect(trouble.line).toBeGreaterThan(1);
          expect(trouble.reason).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,400}\.$/u);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a file of 1 MiB takes no longer than its length', () => {
  const hard: readonly (readonly [string, string])[] = [
    ['ordinary lines', '  some_attribute = "some value here" # why\n'],
    ['annotations alone', '# aks-upgrade: rg/prod pool=np\n'],
    ['marks alone', 'aks-upgrade:'],
    ['blanks', `${' '.repeat(3900)}# aks-upgrade: rg/prod\n`],
    ['signs of comments', `${' #'.repeat(1900)} # aks-upgrade: rg/prod\n`],
    ['blocks that do not end', `${'/* aks-upgrade:'.repeat(250)}\n`],
    ['near misses', `${'# aks-upgrade rg/'.repeat(230)}\n`],
    ['near misses with blanks', `# aks-upgrade${' '.repeat(3900)}x\u2028\n`],
    ['near misses alone', '# aks upgrade: rg/prod\n'],
    ['quotes', `${`'\\"`.repeat(1200)} # aks-upgrade: rg/prod\n`],
    ['dots', `${'1.'.repeat(1900)} # aks-upgrade: rg/prod\n`],
    ['images', `${'aks-2025.10.'.repeat(320)} # aks-upgrade: rg/prod\n`],
  ];
  test.each(hard)('%s', (_, line) => {
    const file = (size: number): Uint8Array =>
      bytesOf(`v = "1.33" # aks-upgrade: rg/prod\n${line.repeat(Math.floor((size - 40) / line.length))}`);
    const bytes = file(1024 * 1024);
    const begun = process.cpuUsage();
    expect(findPins({ path: 'a.tf', bytes }).pins.length).toBeGreaterThan(0);
    const { user } = process.cpuUsage(begun);
    // A search that goes back over what it has seen took 10 seconds and more.
    expect(user / 1000).toBeLessThan(2000);
  });
});
