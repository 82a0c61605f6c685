import { describe, expect, test } from 'vitest';
import { parseReleaseNotes } from '../../src/releases/notes/parse-notes.ts';
import { aRelease, linesOf, parseAll, parseBody } from './a-release.ts';

/** The same three items below headings of every form that the notes have had. */
const headed: readonly (readonly [string, (name: string) => string, string])[] = [
  ['H3', (name) => `### ${name}\n`, '* '],
  ['H4 below another heading', (name) => `### Release notes\n\n#### ${name}\n`, '* '],
  ['H2', (name) => `## ${name}\n`, '- '],
  ['with spaces and hashes around', (name) => `###   ${name}  ###\n`, '+ '],
  ['bold in a heading', (name) => `### **${name}**\n`, '* '],
  ['bulleted', (name) => `### Release Notes\n* ${name}\n`, '  * '],
  ['bulleted with a colon', (name) => `### Release Notes\n* ${name}:\n`, '  * '],
  ['bulleted and bold', (name) => `### Release Notes\n* **${name}:**\n`, '    * '],
  ['bulleted, its items beside it', (name) => `### Release Notes\n* ${name}\n`, '* '],
  ['bulleted below a bullet', (name) => `* Release notes\n  * ${name}\n`, '    - '],
  ['bold alone', (name) => `**${name}**\n\n`, '* '],
  ['bold alone with a colon', (name) => `__${name}__:\n`, '* '],
  ['bare', (name) => `\n${name}:\n`, '1. '],
  ['underlined', (name) => `${name}\n===\n`, '* '],
  ['underlined with dashes', (name) => `${name}\n------\n`, '* '],
  ['quoted', (name) => `> ### ${name}\n`, '> * '],
];

describe('sections', () => {
  test.each(headed)('%s', (_, head, mark) => {
    const body = ['Behavioral changes', 'Component Updates']
      .map((name) => `${head(name)}${mark}one of ${name}\n${mark}two\n\n`)
      .join('');
    const expected = [
      'behavior: one of Behavioral changes',
      'behavior: two',
      'component: one of Component Updates',
      'component: two',
    ];
    expect(linesOf(body)).toEqual(expected);
    expect(linesOf(body.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(linesOf(body.replaceAll('\n', '\r'))).toEqual(expected);
  });

  const names: readonly (readonly [string, string])[] = [
    ['Announcements', 'announcement'],
    ['Announcement:', 'announcement'],
    ['Preannouncement', 'announcement'],
    ['Important Service Updates', 'announcement'],
    ['Upcoming retirements', 'announcement'],
    ['Announcements of upcoming changes and retirements', 'announcement'],
    ['Kubernetes version', 'kubernetes'],
    ['Kubernetes versions', 'kubernetes'],
    ['Features', 'feature'],
    ['Preview Features', 'feature'],
    ['Preview feature:', 'feature'],
    ['Behavior change', 'behavior'],
    ['Behaviour changes', 'behavior'],
    ['Behavioral Change', 'behavior'],
    ['BEHAVIOURAL CHANGES', 'behavior'],
    ['Bug fix:', 'bug-fix'],
    ['Bug Fixes ', 'bug-fix'],
    ['Bugfixes', 'bug-fix'],
    ['Component update', 'component'],
    ['Component Updates:', 'component'],
    ['Known issues', 'other'],
    ['The features', 'other'],
    ['No bug fixes', 'other'],
    ['Release notes', 'other'],
    ['Release Notes - 2026-07-17', 'other'],
    ['Features that nobody announced before', 'other'],
  ];
  test.each(names)('%s', (name, section) => {
    expect(linesOf(`### ${name}\n* an item`)).toEqual([`${section}: an item`]);
  });

  test('a heading ends what a bulleted one began, and so does a bullet beside it', () => {
    const body = '* Features\n  * one\n* alone\n* Bug fixes\n  * two\n### Announcements\n* three\n  * more';
    expect(linesOf(body)).toEqual([
      'feature: one',
      'other: alone',
      'bug-fix: two',
      'announcement: three: more',
    ]);
  });

  test('a line of equals signs below a list is no heading', () => {
    const body = '### Features\n* one\n===\n* two\n\n===\n\n* three\n---\n* four\n  ---\n* five';
    expect(linesOf(body)).toEqual(['one', 'two', 'three', 'four', 'five'].map((text) => `feature: ${text}`));
  });

  test('a line of text that is underlined is a heading, known or not, and no item', () => {
    expect(linesOf('### Features\n\nSomething else\n===\n* one')).toEqual(['other: one']);
    expect(linesOf('Bug fixes\n---\n* one')).toEqual(['bug-fix: one']);
  });

  test('what stands before the first section is about nothing; a paragraph in one is an item', () => {
    const body = [
      '## Release Notes - 2026-07-17',
      '> Monitor the release status by regions.',
      'Monitor it.',
      '### Kubernetes versions',
      'For time-lines by region,',
      'see the tracker.',
      '* 1.36 is there',
      '',
      'Another paragraph.',
    ].join('\n');
    expect(linesOf(body)).toEqual([
      'kubernetes: For time-lines by region, see the tracker.',
      'kubernetes: 1.36 is there',
      'kubernetes: Another paragraph.',
    ]);
  });
});

describe('items', () => {
  const items: readonly (readonly [string, string, readonly string[]])[] = [
    ['nested', '* images:\n  * a\n  * b', ['images: a; b']],
    ['nested below a sentence', '* Two things changed.\n  * A.\n  * B.', ['Two things changed. A. B.']],
    ['nested without a mark', '* Changed\n  * a\n  * b', ['Changed: a; b']],
    ['nested deep', '* a:\n  * b:\n    * c\n      * d', ['a: b: c; d']],
    ['nested by a tab', '* a:\n\t* b', ['a: b']],
    ['nested by numbers', '* a:\n  1. b\n  2. c', ['a: b; c']],
    ['nested after an empty line', '* a:\n\n  * b', ['a: b']],
    ['one space is not nested', '* a\n * b', ['a', 'b']],
    ['a first item that is indented', '   * a\n   * b', ['a', 'b']],
    ['wrapped', '* a long\n  line\n* b', ['a long line', 'b']],
    ['wrapped lazily', '* a long\nline\n* b', ['a long line', 'b']],
    ['a second paragraph', '* a\n\n  still a\n\nb', ['a still a', 'b']],
    ['empty bullets', '* \n*\n* a', ['a']],
    ['a bullet of nothing but marks', '* **\n* `\n* a', ['a']],
    ['comments', '<!-- ### Bug fixes\n* x -->* a<!-- b -->\n* c\n<!-- never closed\n* d', ['a', 'c']],
    ['a closed comment', '* a<!-- b --> c<!----> d\n* e', ['a c d', 'e']],
    ['fences', '* a\n```\n* b\n```', ['a', 'b']],
    ['definitions', '* a\n[x]: https://learn.microsoft.com', ['a']],
  ];
  test.each(items)('%s', (_, body, texts) => {
    expect(linesOf(`### Features\n${body}`)).toEqual(texts.map((text) => `feature: ${text}`));
  });
});

describe('node images', () => {
  const images: readonly (readonly [string, readonly string[]])[] = [
    ['[x](vhd-notes/aks-ubuntu/AKSUbuntu-2204/202607.09.0.txt).', ['aksubuntu-2204 202607.09.0']],
    ['[x](vhd-notes/Azurelinuxv3/202607.09.0.txt)', ['azurelinuxv3 202607.09.0']],
    ['[x](VHD-Notes/AzureLinux/202512.06.0)', ['azurelinux 202512.06.0']],
    ['[x](vhd-notes\\AKSWindows\\2022\\20348.5386.260715.txt)', ['akswindows/2022 20348.5386.260715']],
    ['[x](vhd-notes//AKSWindows/23H2/v25398.2330.260513.txt)', ['akswindows/23h2 25398.2330.260513']],
    ['[x](vhd-notes/AKSMariner/2022.12.15.txt)', ['aksmariner 2022.12.15']],
    ['[x](vhd-notes/aks-ubuntu/AKSUbuntu-2404/202607.09.0-image-list.json)', ['aksubuntu-2404 202607.09.0']],
    [
      'https://github.com/Azure/AKS/blob/2024-01-08/vhd-notes/AKSWindows/2019/17763.5206.240109.txt',
      ['akswindows/2019 17763.5206.240109'],
    ],
    [
      '[a](vhd-notes/AzureLinuxv3/202607.09.0.txt) [a](vhd-notes/azurelinuxv3/v202607.09.0.txt)',
      ['azurelinuxv3 202607.09.0'],
    ],
    ['[x](vhd-notes/aks-ubuntu/202410.27.0.txt)', []],
    ['[x](vhd-notes/aks-ubuntu/AKSUbuntu-2204/latest.txt)', []],
    ['[x](vhd-notes/aks-ubuntu/../../secrets/202607.09.0.txt)', []],
    ['[x](vhd-notes/a/b/c/d/202607.09.0.txt)', []],
    ['Ubuntu 22.04 - 202607.09.0', []],
  ];
  test.each(images)('%s', (link, expected) => {
    const { images: found } = parseBody(`### Component updates\n* Images: ${link}`);
    expect(found.map(({ family, version }) => `${family} ${version}`)).toEqual(expected);
  });
});

describe('releases', () => {
  const tags: readonly (readonly [unknown, string | undefined])[] = [
    ['2026-07-17', '2026-07-17'],
    ['2022-1-27', '2022-01-27'],
    ['2022-12-7', '2022-12-07'],
    ['2022-07-10.1', '2022-07-10'],
    ['2022-09-04-2', '2022-09-04'],
    ['04-01-2019', undefined],
    ['20201-05-06', undefined],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['1999-01-01', undefined],
    ['v1.0', undefined],
    ['2026-07-17/../../x', undefined],
    ['2026-07-17\n', undefined],
    [' 2026-07-17', undefined],
    ['', undefined],
    [20260717, undefined],
    [null, undefined],
  ];
  test.each(tags)('tag %j', (tag, date) => {
    const others = [aRelease('* a', '2020-01-01')];
    const dates = parseAll([aRelease('* b', tag), ...others]).map((note) => `${note.tag} ${note.date}`);
    expect(dates).toEqual([...(date === undefined ? [] : [`${tag} ${date}`]), '2020-01-01 2020-01-01']);
  });

  test('are sorted, the newest first, and each tag is told once', () => {
    const answer = ['2025-01-06', '2026-07-17', '2026-07-17', '2022-1-27', '2025-01-06.1'].map((tag) =>
      aRelease('* a', tag),
    );
    expect(parseAll(answer).map(({ tag }) => tag)).toEqual([
      '2026-07-17',
      '2025-01-06.1',
      '2025-01-06',
      '2022-1-27',
    ]);
  });

  test('a draft is not told, a prerelease is', () => {
    const answer = [
      aRelease('* a', '2026-07-17', { draft: true }),
      aRelease('* b', '2026-06-19', { prerelease: true }),
    ];
    expect(parseAll(answer).map(({ tag }) => tag)).toEqual(['2026-06-19']);
  });

  const odd: readonly unknown[] = [
    null,
    1,
    'x',
    [],
    {},
    { tag_name: '2026-07-17' },
    aRelease(null),
    aRelease(7),
    aRelease(' '),
  ];
  test.each(odd)('an entry like %j is left out', (entry) => {
    expect(parseAll([entry, aRelease('* a', '2026-06-19')]).map(({ tag }) => tag)).toEqual(['2026-06-19']);
    expect(parseReleaseNotes([entry])).toEqual({ missing: 'the answer holds no release that can be read' });
  });

  const wrong: readonly unknown[] = [undefined, null, 7, 'x', {}, { message: 'Not Found' }, []];
  test.each(wrong)('an answer like %j is missing', (answer) => {
    expect(parseReleaseNotes(answer)).toEqual({ missing: expect.any(String) });
  });

  test('are bounded: thirty of them, three hundred items each, two hundred thousand characters', () => {
    const many = Array.from({ length: 60 }, (_, day) =>
      aRelease('* a', `2026-${1 + (day % 12)}-${1 + Math.floor(day / 12)}`),
    );
    expect(parseAll(many)).toHaveLength(30);
    expect(parseBody('### Features\n'.concat('* a\n'.repeat(1_000))).items).toHaveLength(300);
    const long = `### Features\n* ${'a '.repeat(99_999)}\n* the end`;
    expect(parseBody(long).items).toHaveLength(1);
  });
});
