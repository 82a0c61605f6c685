import { describe, expect, test } from 'vitest';
import { findPins } from '../../src/pins/find-pins.ts';
import { bytesOf, findIn } from './pinned-files.ts';

/** What stands behind the mark, and the reason. */
const annotations: readonly (readonly [string, string | RegExp])[] = [
  ['', 'After aks-upgrade: no cluster is named.'],
  ['pool=np', 'After aks-upgrade: no cluster is named.'],
  ['field=node-image rg/prod', 'After aks-upgrade: no cluster is named.'],
  ['rg/prod soon', /^"soon" is not known in an annotation/],
  ['rg/prod cluster=prod', /^"cluster=prod" is not known/],
  ['rg/prod Pool=np', /^"Pool=np" is not known/],
  ['rg/prod pool=', /^"" is not a name that a node pool can have/],
  ['rg/prod pool=a pool=b', 'pool= stands there twice.'],
  ['rg/prod field=node-image pool=a field=node-image', 'field= stands there twice.'],
  ['rg/prod field=version', '"version" is not a field: there are kubernetes-version and node-image.'],
  ['rg/prod field=', /^"" is not a field/],
  ['rg/prod field=node-image', 'A node image is that of a node pool, and no pool is named.'],
  ['rg/prod/x', /more than one slash/],
  ['/subscriptions/1/resourceGroups/rg', /more than one slash/],
  ['rg/', '"" is not a name that a cluster can have.'],
  ['/prod', '"" is not a name that a resource group can have.'],
  ['rg./prod', '"rg." is not a name that a resource group can have.'],
  [`${'g'.repeat(91)}/prod`, /is not a name that a resource group can have/],
  ['r*g/prod', '"r*g" is not a name that a resource group can have.'],
  [`rg/${'c'.repeat(64)}`, /is not a name that a cluster can have/],
  ['rg/pröd', '"pröd" is not a name that a cluster can have.'],
  ['rg/prod,rg/stage', /more than one slash/],
  ['"rg/prod"', /is not a name that a/],
  ['rg/prod pool=System', /^"System" is not a name that a node pool can have/],
  ['rg/prod pool=abcdefghijklm', /^"abcdefghijklm" is not a name/],
  ['rg/prod pool=a-b', /^"a-b" is not a name/],
  [`rg/prod ${'x'.repeat(500)}`, 'The annotation is longer than 500 characters.'],
  ['rg/prod\u0007', 'The annotation holds a character that does not show.'],
  ['rg/\u202edorp', 'The annotation holds a character that does not show.'],
  ['rg/pr\u200bod', 'The annotation holds a character that does not show.'],
  ['rg\u2028/prod', 'The annotation holds a character that does not show.'],
  ['rg/prod\ufeff', 'The annotation holds a character that does not show.'],
];

describe('an annotation is refused', () => {
  test.each(annotations)('%j', (said, reason) => {
    const { pins, troubles } = findIn('a.tf', `x\n\nv = "1.33" # aks-upgrade: ${said}\n`);
    expect(pins).toEqual([]);
    expect(troubles).toEqual([{ file: 'a.tf', line: 3, reason: matching(reason) }]);
  });

  test('that is not UTF-8', () => {
    const bytes = Uint8Array.from([...bytesOf('v = "1.33" # aks-upgrade: r'), 0xe9, ...bytesOf('/prod')]);
    expect(findPins({ path: 'a.tf', bytes })).toEqual({
      pins: [],
      troubles: [{ file: 'a.tf', line: 1, reason: 'The annotation is not written in UTF-8.' }],
    });
  });
});

/** Path, text with the annotation on line 2, and the reason. */
const lines: readonly (readonly [string, string, string | RegExp])[] = [
  [
    'a.tf',
    '\nv = "1.33" # aks-upgrade:\ufeffrg/prod',
    'The annotation holds a character that does not show.',
  ],
  ['a.tf', '\nv = "é1.33" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nv = var.version # aks-upgrade: rg/prod', /^No Kubernetes version .* stands on this line\.$/],
  [
    'a.tf',
    '\n# aks-upgrade: rg/prod\nv = var.version\n',
    /^No Kubernetes version .* stands on the line below\.$/,
  ],
  ['a.tf', '\n# aks-upgrade: rg/prod\n# 1.33\nv = "1.33"\n', /stands on the line below/],
  ['a.tf', '\n# aks-upgrade: rg/prod\n\nv = "1.33"\n', 'Nothing stands directly below the annotation.'],
  ['a.tf', '\n# aks-upgrade: rg/prod\n', 'Nothing stands directly below the annotation.'],
  ['a.tf', '\n# aks-upgrade: rg/prod', 'Nothing stands directly below the annotation.'],
  ['a.tf', '\nv = "1.33.5-preview" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nip = "10.0.0.1" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nday = "2025-10-27" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nv = "x" # 1.33 # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nv = "1.33" # aks-upgrade: rg/prod pool=np field=node-image', /^No node image version/],
  [
    'a.tf',
    '\na = { v = "1.33", p = "~> 4.1" } # aks-upgrade: rg/prod',
    /^2 values .* on this line: which one/,
  ],
  ['a.tf', '\n# aks-upgrade: rg/prod\na = ["1.33", "1.34", "1.35"]', /^3 values .* on the line below/],
  [
    'a.tf',
    '\nv = "~> 1.33" # aks-upgrade: rg/prod',
    '"1.33" is part of a constraint, not a version by itself.',
  ],
  ['a.yaml', '\nv: ">= 1.33" # aks-upgrade: rg/prod', /^"1.33" is part of a constraint/],
  ['a.yaml', '\nv: ">1.33" # aks-upgrade: rg/prod', /^"1.33" is part of a constraint/],
  ['a.yaml', '\nv: ^1.33 # aks-upgrade: rg/prod', /^"1.33" is part of a constraint/],
  [
    'a.yaml',
    '\nv: https://example.com/v1.33/x # aks-upgrade: rg/prod',
    /^"v1.33" is part of something longer/,
  ],
  ['a.yaml', '\nv: x@1.33.5 # aks-upgrade: rg/prod', /^"1.33.5" is part of something longer/],
  ['a.yaml', '\nv: 1.3 # aks-upgrade: rg/prod', /^"1.3" is not a version that AKS has/],
  ['a.yaml', '\nv: "1.33" // aks-upgrade: rg/prod', /^The annotation does not stand in a comment/],
  ['a.yaml', '\nv: 1.33# aks-upgrade: rg/prod', /^The annotation does not stand in a comment/],
  ['a.bicep', "\nv: '1.33' # aks-upgrade: rg/prod", /^The annotation does not stand in a comment/],
  ['a.xml', '\n<V>1.33</V> # aks-upgrade: rg/prod', /^The annotation does not stand in a comment/],
  [
    'a.tf',
    '\nv = "1.33" # ours, aks-upgrade: rg/prod',
    'An annotation has to stand at the beginning of its comment.',
  ],
  ['a.tf', '/*\n * aks-upgrade: rg/prod\n */\nv = "1.33"', /signs of its comment have to stand on one line/],
  [
    'a.xml',
    '<!--\n aks-upgrade: rg/prod\n-->\n<V>1.33</V>',
    /signs of its comment have to stand on one line/,
  ],
  ['a.tf', '\nv = "1.33" /* aks-upgrade: rg/prod\n*/', /has to end on the line on which it begins/],
  [
    'a.tf',
    `\nv = "1.33" # ${'x'.repeat(4000)} # aks-upgrade: rg/prod`,
    /^The line of this annotation is longer than 4000 characters/,
  ],
  ['a.tf', `\n# aks-upgrade: rg/prod\nv = "1.33" # ${'x'.repeat(4000)}`, /line below is longer than 4000/],
];

test.each(lines)('a line is refused: %s: %j', (path, text, reason) => {
  const { pins, troubles } = findIn(path, text);
  expect(pins).toEqual([]);
  expect(troubles).toEqual([{ file: path, line: 2, reason: matching(reason) }]);
});

test('what is wrong with one annotation does not stop the others', () => {
  const { pins, troubles } = findIn(
    'a.tf',
    '# aks-upgrade: rg/a\n# aks-upgrade: rg/b later\n# aks-upgrade: rg/c\nv = "1.33" # aks-upgrade: rg/d pool=X\nw = "1.33" # aks-upgrade: rg/e',
  );
  expect(pins.map((pin) => `${pin.cluster.name} ${pin.line}`)).toEqual(['a 4', 'c 4', 'e 5']);
  expect(troubles.map((trouble) => trouble.line)).toEqual([2, 4]);
});

test('a file with too many is read as far as it goes, and says so', () => {
  const { pins, troubles } = findIn('a.tf', 'v = "1.33" # aks-upgrade: rg/prod\n'.repeat(600));
  expect(pins).toHaveLength(500);
  expect(troubles).toEqual([
    { file: 'a.tf', line: 501, reason: 'More than 500 annotations in a file are not read.' },
  ]);
});

function matching(reason: string | RegExp): unknown {
  return typeof reason === 'string' ? reason : expect.stringMatching(reason);
}
