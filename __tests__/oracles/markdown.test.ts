import { describe, expect, it } from 'vitest';
import { type Judgement, judge } from './markdown.ts';

const hash = '0123456789abcdef0123456789abcdef01234567';
const marker = `<!-- aks-upgrade v1 key=k fingerprint=${hash} -->`;

type Kind =
  | 'mentions'
  | 'references'
  | 'links'
  | 'images'
  | 'html'
  | 'markers'
  | 'footnotes'
  | 'emoji'
  | 'math';
const kinds: readonly Kind[] = [
  'mentions',
  'references',
  'links',
  'images',
  'html',
  'markers',
  'footnotes',
  'emoji',
  'math',
];

/** What is found, by kind, as text. */
function told(markdown: string): Partial<Record<Kind, readonly string[]>> {
  const judged: Judgement = judge(markdown);
  const entries = kinds.map((kind) => [kind, judged[kind].map(({ text }) => text)] as const);
  return Object.fromEntries(entries.filter(([, texts]) => texts.length > 0));
}

describe('what GitHub would link', () => {
  const rows: readonly (readonly [string, Partial<Record<Kind, readonly string[]>>])[] = [
    ['@team', { mentions: ['@team'] }],
    ['ask @contoso/platform-team.', { mentions: ['@contoso/platform-team'] }],
    ['(@team)', { mentions: ['@team'] }],
    ['-@team', { mentions: ['@team'] }],
    ['é@team', { mentions: ['@team'] }],
    ['\u200b@team', { mentions: ['@team'] }],
    ['@octo_contoso', { mentions: ['@octo_contoso'] }],
    ['&#64;team', { mentions: ['@team'] }],
    ['&commat;team', { mentions: ['@team'] }],
    ['\\@team', { mentions: ['@team'] }],
    ['**@team**', { mentions: ['@team'] }],
    ['a**@team**', { mentions: ['@team'] }],
    ['@te**am**', { mentions: ['@te'] }],
    ['| a |\n| --- |\n| @team |', { mentions: ['@team'] }],
    ['# @team', { mentions: ['@team'] }],
    ['~~@team~~', { mentions: ['@team'] }],
    [
      '<details><summary>@team</summary>',
      { mentions: ['@team'], html: ['<details>', '<summary>', '</summary>'] },
    ],
    ['<b>&#64;team</b>', { mentions: ['@team'], html: ['<b>', '</b>'] }],
    ['`code` @team', { mentions: ['@team'] }],
    ['` @team', { mentions: ['@team'] }],
    ['#1', { references: ['#1'] }],
    ['closes #12, fixes', { references: ['#12'] }],
    ['\\#1', { references: ['#1'] }],
    ['&#35;1', { references: ['#1'] }],
    ['é#1', { references: ['#1'] }],
    ['GH-1', { references: ['GH-1'] }],
    ['gh-12', { references: ['gh-12'] }],
    ['owner/repo#1', { references: ['owner/repo#1'] }],
    ['owner#1', { references: ['owner#1'] }],
    [`owner/repo@${hash}`, { references: [`owner/repo@${hash}`, hash] }],
    ['user@0123abc', { references: ['user@0123abc', '0123abc'] }],
    ['0123abc', { references: ['0123abc'] }],
    ['0123ABC', { references: ['0123ABC'] }],
    ['1234567', { references: ['1234567'] }],
    ['aks-system-12345678-vmss', { references: ['12345678'] }],
    [hash, { references: [hash] }],
    ['GHSA-abcd-1234-wxyz', { references: ['GHSA-abcd-1234-wxyz'] }],
    ['http://a.example', { links: ['http://a.example'] }],
    ['https://github.com/o/r/issues/1', { links: ['https://github.com/o/r/issues/1'] }],
    ['see www.example.com now', { links: ['www.example.com'] }],
    ['ftp://files.example/x', { links: ['ftp://files.example/x'] }],
    ['a@b.example', { links: ['a@b.example'] }],
    ['xmpp:room@b.example', { links: ['room@b.example'] }],
    ['[x](javascript:alert)', { links: ['[x](javascript:alert)'] }],
    ['<https://a.example>', { links: ['<https://a.example>'] }],
    ['[x][y]\n\n[y]: https://a.example', { links: ['[y]: https://a.example'] }],
    ['![alt](https://a.example/i.png)', { images: ['alt'] }],
    ['![alt][i]\n\n[i]: /i.png', { images: ['alt'], links: ['[i]: /i.png'] }],
    ['<img src=x>', { html: ['<img src=x>'], images: ['<img src=x>'] }],
    [
      'a <a href="https://a.example">@b</a>',
      {
        html: ['<a href="https://a.example">', '</a>'],
        links: ['<a href="https://a.example">'],
      },
    ],
    ['a <b>c</b>', { html: ['<b>', '</b>'] }],
    ['<!-- note -->', { html: ['<!-- note -->'] }],
    ['<script>@a</script>', { html: ['<script>', '</script>'] }],
    [marker, { html: [marker], markers: [marker] }],
    [`\`\`\`\n${marker}\n\`\`\``, { markers: [marker] }],
    ['x <!-- /aks-upgrade --> y', { html: ['<!-- /aks-upgrade -->'], markers: ['<!-- /aks-upgrade --> y'] }],
    ['a[^1]\n\n[^1]: note', { footnotes: ['[^1]', '[^1]: note'] }],
    [':tada:', { emoji: [':tada:'] }],
    ['a $x$ b', { math: ['$x$'] }],
  ];
  it.each(rows)('%j', (markdown, expected) => {
    expect(told(markdown)).toEqual(expected);
  });
});

describe('what GitHub leaves as text', () => {
  it.each([
    'plain words, 1.33.5 → 1.34.1',
    '`@team #1 GH-1 0123abc https://a.example`',
    '``` @team ```',
    '```\n@team\n#1\n```',
    '    @team',
    '<'.concat('\u200b', 'b>'),
    '@\u200bteam',
    '#\u200b1',
    '@ team',
    '@_team',
    '@-team',
    'a@b',
    '# 1',
    '#abc',
    '#1a',
    'GH-x',
    'xGH-1',
    '0123ab',
    'g123abc',
    `${hash}0`,
    '0123abcg',
    '2025-11-22',
    '202511.07.0',
    'http:/a.example',
    'wwwexample.com',
    'xhttp://a.example',
    '\\<b>',
    '&lt;b&gt;',
    '\\[x](y)',
    '!\\[x](y)',
    '\\<!-- aks-upgrade-ish',
    '10:30:45',
    'costs $5 and $6',
  ])('%j', (markdown) => {
    const { markers: _, ...rest } = told(markdown);
    expect(rest).toEqual({});
  });
});

describe('structure', () => {
  it('says where', () => {
    const at = { line: 3, column: 1, offset: 7 };
    expect(judge('first\n\n@team here').mentions).toEqual([{ text: '@team', at }]);
  });

  it('counts cells in each row, so that a broken pipe shows', () => {
    const columns = (markdown: string) => judge(markdown).tables.map((table) => table.columns);
    expect(columns('| a | b |\n| - | - |\n| 1 | 2 |')).toEqual([[2, 2]]);
    expect(columns('| a | b |\n| - | - |\n| 1 | x | 2 |')).toEqual([[2, 3]]);
    expect(columns('| a | b |\n| - | - |\n| 1 | x \\| 2 |')).toEqual([[2, 2]]);
    expect(columns('| a | b |\n| - | - |\n| 1 |\n\ntext')).toEqual([[2, 1]]);
    expect(columns('| a | b |\n| - |\n')).toEqual([]);
  });

  it('finds headings, setext ones too', () => {
    expect(judge('## A `b`\n\nC\n---').headings.map(({ depth, text }) => [depth, text])).toEqual([
      [2, 'A b'],
      [2, 'C'],
    ]);
  });

  it.each([
    ['<details>\n\ntext\n\n</details>', 0],
    ['<details>\n<details>\n\ntext\n\n</details>', 1],
    ['text\n\n</details>', 1],
    ['`<details>`', 0],
  ])('balances <details> in %j', (markdown, expected) => {
    expect(judge(markdown).unbalancedDetails).toBe(expected);
  });

  it.each([
    ['```\na\n```', 0],
    ['```\na', 1],
    ['````\na\n```', 1],
    ['~~~\na\n```', 1],
    ['> ```\n> a\n> ```', 0],
    ['> ```\n> a\n\nb', 1],
    ['- ```sh\n  a\n  ```', 0],
    ['    a', 0],
    ['```', 1],
  ])('sees whether fences close in %j', (markdown, expected) => {
    expect(judge(markdown).unclosedFences).toBe(expected);
  });

  it('lets pass what we write ourselves, and nothing like it', () => {
    const ours = 'https://learn.microsoft.com/azure/aks/';
    const allowed = { links: [ours], html: ['<details>', '</details>', '<br>'] };
    const text = `[docs](${ours}) a<br>b [x](${ours}x)\n\n<details>\n\nc <br/>\n\n</details>`;
    const judged = judge(text, allowed);
    expect(judged.links.map(({ url }) => url)).toEqual([`${ours}x`]);
    expect(judged.html.map(({ text: html }) => html)).toEqual(['<br/>']);
  });

  it('knows a marker on a line of its own from one within a line', () => {
    const lines = judge(`${marker}\n\nx ${marker}\n\n  ${marker}`).markers.map(({ isLine }) => isLine);
    expect(lines).toEqual([true, false, true]);
  });
});
