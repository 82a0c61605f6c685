import { describe, expect, test } from 'vitest';
import { findPins } from '../../src/pins/find/find-pins.ts';
import { bytesOf, findIn } from './pinned-files.ts';

const several = 'Several clusters are named here: write one mark for each.';
const nothing =
  'No value stands directly below the mark. Put it on the line directly above the value, or on the line itself.';
const noComment = (signs: string) =>
  `The mark does not stand in a comment: comments begin with ${signs} in files of this kind.`;

/** What stands behind the mark, and the reason. */
const annotations: readonly (readonly [string, string | RegExp])[] = [
  ['', 'No cluster is named: write resource-group/cluster right behind `aks-upgrade:`.'],
  ['pool=np', 'No cluster is named: write resource-group/cluster right behind `aks-upgrade:`.'],
  [
    'field=node-image rg/prod',
    'No cluster is named: write resource-group/cluster right behind `aks-upgrade:`.',
  ],
  ['rg/prod soon', /^"soon" is not known in a mark: after the cluster come pool= and field= alone\.$/],
  ['rg/prod cluster=prod', /^"cluster=prod" is not known/],
  ['rg/prod Pool=np', /^"Pool=np" is not known/],
  ['rg/prod pool=', 'Write pool= with its value right behind it, without blanks round `=`.'],
  ['rg/prod pool = system', 'Write pool= with its value right behind it, without blanks round `=`.'],
  ['rg/prod Pool =system', 'Write pool= with its value right behind it, without blanks round `=`.'],
  ['rg/prod pool= system', 'Write pool= with its value right behind it, without blanks round `=`.'],
  ['rg/prod pool system', /^"pool" is not known in a mark/],
  ['rg/prod rg/stage', several],
  ['rg/prod, rg/stage', several],
  ['prod,stage', several],
  ['prod; stage', several],
  ['rg/prod pool=a pool=b', 'pool= stands there twice: leave one out.'],
  ['rg/prod field=node-image pool=a field=node-image', 'field= stands there twice: leave one out.'],
  ['rg/prod field=version', '"version" is not a field: there are kubernetes-version and node-image.'],
  ['rg/prod field=', 'Write field= with its value right behind it, without blanks round `=`.'],
  ['rg/prod field=node-image', 'A node image is that of a node pool: name the pool, too.'],
  ['rg/prod/x', /more than one slash/],
  ['/subscriptions/1/resourceGroups/rg', /more than one slash/],
  ['rg/', '"rg/" lacks a name: write resource-group/cluster.'],
  ['/prod', '"/prod" lacks a name: write resource-group/cluster.'],
  ['rg./prod', '"rg." is not a name that a resource group can have: write resource-group/cluster.'],
  [`${'g'.repeat(91)}/prod`, /is not a name that a resource group can have/],
  ['r*g/prod', '"r*g" is not a name that a resource group can have: write resource-group/cluster.'],
  [`rg/${'c'.repeat(64)}`, /is not a name that a cluster can have/],
  ['rg/pröd', '"pröd" is not a name that a cluster can have: write resource-group/cluster.'],
  ['rg/prod,rg/stage', several],
  ['"rg/prod"', `'"rg/prod"' is not a name: write it without quotes and brackets.`],
  ['"rg-aks-dev', `'"rg-aks-dev' is not a name: write it without quotes and brackets.`],
  ['<rg>/<prod>', '"<rg>/<prod>" is not a name: write it without quotes and brackets.'],
  ['rg/prod pool=System', /^"System" is not a name that a node pool can have/],
  ['rg/prod pool=abcdefghijklm', /^"abcdefghijklm" is not a name/],
  ['rg/prod pool=a-b', /^"a-b" is not a name/],
  [`rg/prod ${'x'.repeat(500)}`, 'The mark is longer than 500 characters.'],
  ['rg/prod\u0007', 'The mark holds a character that does not show: type it anew.'],
  ['rg/\u202edorp', 'The mark holds a character that does not show: type it anew.'],
  ['rg/pr\u200bod', 'The mark holds a character that does not show: type it anew.'],
  ['rg\u2028/prod', 'The mark holds a character that does not show: type it anew.'],
  ['rg/prod\ufeff', 'The mark holds a character that does not show: type it anew.'],
];

describe('a mark is refused', () => {
  test.each(annotations)('%j', (said, reason) => {
    const { pins, troubles } = findIn('a.tf', `x\n\nv = "1.33" # aks-upgrade: ${said}\n`);
    expect(pins).toEqual([]);
    expect(troubles).toEqual([{ file: 'a.tf', line: 3, reason: matching(reason) }]);
  });

  test('that is not UTF-8', () => {
    const bytes = Uint8Array.from([...bytesOf('v = "1.33" # aks-upgrade: r'), 0xe9, ...bytesOf('/prod')]);
    expect(findPins({ path: 'a.tf', bytes })).toEqual({
      pins: [],
      troubles: [
        {
          file: 'a.tf',
          line: 1,
          reason: 'The mark is not written in UTF-8: save the file in that encoding.',
        },
      ],
    });
  });
});

/** Path, text with the annotation on line 2, and the reason. */
const lines: readonly (readonly [string, string, string | RegExp])[] = [
  [
    'a.tf',
    '\nv = "1.33" # aks-upgrade:\ufeffrg/prod',
    'The mark holds a character that does not show: type it anew.',
  ],
  ['a.tf', '\nv = "é1.33" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  [
    'a.tf',
    '\nv = var.version # aks-upgrade: rg/prod',
    /^No Kubernetes version .* stands on this line\. Mark the line where the version is written out\.$/,
  ],
  [
    'a.tf',
    '\n# aks-upgrade: rg/prod\nv = var.version\n',
    /^No Kubernetes version .* stands on the line below\. Mark the line where the version is written out\.$/,
  ],
  ['a.tf', '\n# aks-upgrade: rg/prod\n# 1.33\nv = "1.33"\n', nothing],
  ['a.tf', '\n# aks-upgrade: rg/prod\n\nv = "1.33"\n', nothing],
  ['a.tf', '\n# aks-upgrade: rg/prod\n', nothing],
  ['a.tf', '\n# aks-upgrade: rg/prod', nothing],
  ['a.tf', '\nv = "1.33.5-preview" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nip = "10.0.0.1" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nday = "2025-10-27" # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nv = "x" # 1.33 # aks-upgrade: rg/prod', /^No Kubernetes version/],
  ['a.tf', '\nv = "1.33" # aks-upgrade: rg/prod pool=np field=node-image', /^No node image version/],
  [
    'a.tf',
    '\na = { v = "1.33", p = "~> 4.1" } # aks-upgrade: rg/prod',
    /^2 values .* on this line\. Give each a line of its own\.$/,
  ],
  [
    'a.tf',
    '\n# aks-upgrade: rg/prod\na = ["1.33", "1.34", "1.35"]',
    /^3 values .* on the line below\. Give each a line/,
  ],
  [
    'a.tf',
    '\nv = "~> 1.33" # aks-upgrade: rg/prod',
    '"1.33" is part of a constraint, not a version by itself: write "1.33".',
  ],
  ['a.yaml', '\nv: ">= 1.33" # aks-upgrade: rg/prod', /^"1.33" is part of a constraint/],
  ['a.yaml', '\nv: ">1.33" # aks-upgrade: rg/prod', /^"1.33" is part of a constraint/],
  ['a.yaml', '\nv: ^1.33 # aks-upgrade: rg/prod', /^"1.33" is part of a constraint/],
  [
    'a.yaml',
    '\nv: https://example.com/v1.33/x # aks-upgrade: rg/prod',
    /^"v1.33" is part of something longer\. Mark a line where it stands by itself\.$/,
  ],
  [
    'a.yaml',
    '\nv: x@1.33.5 # aks-upgrade: rg/prod',
    /^"1.33.5" is part of something longer\. Mark a line where it stands by itself\.$/,
  ],
  ['a.yaml', '\nv: 1.3 # aks-upgrade: rg/prod', /^"1.3" is not a version that AKS has/],
  ['a.yaml', '\nv: "1.33" // aks-upgrade: rg/prod', noComment('`#` behind a blank')],
  ['a.yaml', '\nv: 1.33# aks-upgrade: rg/prod', noComment('`#` behind a blank')],
  ['a.bicep', "\nv: '1.33' # aks-upgrade: rg/prod", noComment('`//`')],
  ['a.xml', '\n<V>1.33</V> # aks-upgrade: rg/prod', noComment('`<!--`')],
  [
    'a.tf',
    '\nv = "1.33" # ours, aks-upgrade: rg/prod',
    'A mark has to stand at the beginning of its comment.',
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
    'The line of this mark is longer than 4000 characters: break it.',
  ],
  ['a.tf', `\n# aks-upgrade: rg/prod\nv = "1.33" # ${'x'.repeat(4000)}`, /line below is longer than 4000/],
];

test.each(lines)('a line is refused: %s: %j', (path, text, reason) => {
  const { pins, troubles } = findIn(path, text);
  expect(pins).toEqual([]);
  expect(troubles).toEqual([{ file: path, line: 2, reason: matching(reason) }]);
});

test('what is wrong with the value below several marks is said once', () => {
  const { troubles } = findIn('a.tf', '# aks-upgrade: rg/a\n# aks-upgrade: rg/a pool=np\nv = var.version\n');
  expect(troubles.map(({ line }) => line)).toEqual([1]);
});

test('what is wrong with one mark does not stop the others', () => {
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
    { file: 'a.tf', line: 501, reason: 'More than 500 marks in a file are not read: split the file.' },
  ]);
});

function matching(reason: string | RegExp): unknown {
  return typeof reason === 'string' ? reason : expect.stringMatching(reason);
}
