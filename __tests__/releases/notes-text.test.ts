import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowLink } from '../../src/releases/notes/allowed-link.ts';
import { readInline } from '../../src/releases/notes/plain-text.ts';
import { hostileCorpus } from '../builders/hostile-strings.ts';
import { parseBody } from './a-release.ts';

describe('markup is taken away', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['**bold**, *leaning*, __bold__, _leaning_, ~~gone~~', 'bold, leaning, bold, leaning, gone'],
    ['**Action required:** restart', 'Action required: restart'],
    ['snake_case_name and 2 * 3 _ x', 'snake_case_name and 2 * 3 _ x'],
    ['`code` and ``a ` b`` and `*kept*`', 'code and a ` b and *kept*'],
    ['an `unclosed one', 'an unclosed one'],
    ['`<name>` and <br>next<br/>line', '<name> and next line'],
    ['<b>bold</b> <img src=x onerror=alert(1)>text</b>', 'bold text'],
    ['< 1.30 and >= 1.31, <1.30', '< 1.30 and >= 1.31, <1.30'],
    ['<script>alert(1)</script>', 'alert(1)'],
    ['&lt;script&gt; &amp; &#64;team &#x40;team &nbsp;x &bogus;', '<script> & @team @team x &bogus;'],
    ['&#0;&#xD800;&#9999999;x', '\ufffdx'],
    ['\\*not\\* \\[a\\] \\`b\\`', '*not* [a] `b`'],
    ['[words](https://learn.microsoft.com/azure/aks)', 'words'],
    ['[`v1.2`](https://github.com/a/b/releases/tag/v1.2)', 'v1.2'],
    ['[a [b] c](https://learn.microsoft.com)', 'a [b] c'],
    ['[words](https://learn.microsoft.com "a title") on', 'words on'],
    ['[words](<https://learn.microsoft.com>)', 'words'],
    ['[words](https://learn.microsoft.com/a_(b)) on', 'words on'],
    ['[words]()', 'words'],
    ['[words] (not a link), [words][ref] ]x[', '[words] (not a link), [words][ref] ]x['],
    ['![picture](https://a.example/x.png) text', 'picture text'],
    ['[![picture](https://a.example/x.png)](https://a.example)', 'picture'],
    ['see https://github.com/Azure/AKS/issues/1.', 'see github.com'],
    ['see <https://a.example/x?y=1>', 'see a.example'],
    ['[https://a.example/x](https://b.example)', 'a.example'],
    ['ftp://a.example/x and HTTPS://A.EXAMPLE', 'a.example and a.example'],
    ['https&#58;//a.example/x', 'a.example'],
    ['`curl https://a.example/x`', 'curl a.example'],
    ['zero\u200bwidth \u202eback \u0007bell\u00a0 space', 'zerowidth back bell space'],
    ['half \ud800 pair', 'half \ufffd pair'],
    ['@team closes #1', '@team closes #1'],
  ];
  test.each(texts)('%s', (raw, text) => {
    expect(readInline(raw).text).toBe(text);
  });
});

describe('length', () => {
  test('four hundred characters stay; a longer text ends at a word', () => {
    const exact = 'a'.repeat(400);
    expect(readInline(exact).text).toBe(exact);
    expect(readInline(`${exact}b`).text).toBe(`${'a'.repeat(399)}…`);
    const words = readInline('words '.repeat(100)).text;
    expect(words).toMatch(/^words words .* words…$/);
    expect(words.length).toBeLessThanOrEqual(400);
  });

  test('counts characters, and parts none', () => {
    const text = readInline('🙂'.repeat(500)).text;
    expect(text).toBe(`${'🙂'.repeat(399)}…`);
  });
});

describe('links', () => {
  const allowed: readonly (readonly [string, string])[] = [
    ['https://learn.microsoft.com/azure/aks/upgrade', 'https://learn.microsoft.com/azure/aks/upgrade'],
    [
      'https://learn.microsoft.com/azure/aks?tabs=azure-cli&x=1#step-2',
      'https://learn.microsoft.com/azure/aks#step-2',
    ],
    ['https://learn.microsoft.com/azure/aks#:~:text=OSSKU', 'https://learn.microsoft.com/azure/aks'],
    ['https://LEARN.Microsoft.com:443/azure', 'https://learn.microsoft.com/azure'],
    ['https://aka.ms/aks/ws2019-retirement-github', 'https://aka.ms/aks/ws2019-retirement-github'],
    ['https://kubernetes.io/blog/2026/05/14/x/', 'https://kubernetes.io/blog/2026/05/14/x/'],
    ['https://nvd.nist.gov/vuln/detail/CVE-2026-31431', 'https://nvd.nist.gov/vuln/detail/CVE-2026-31431'],
    ['https://github.com/Azure/AKS/issues/5875', 'https://redirect.github.com/Azure/AKS/issues/5875'],
    [
      'https://github.com/Azure/AKS/pull/1#issuecomment-2',
      'https://redirect.github.com/Azure/AKS/pull/1#issuecomment-2',
    ],
    ['https://github.com/Azure/AKS', 'https://redirect.github.com/Azure/AKS'],
    [
      'https://github.com/istio/istio/releases/tag/1.27.9',
      'https://redirect.github.com/istio/istio/releases/tag/1.27.9',
    ],
    [
      'https://github.com/a/b/blob/main/CHANGELOG/CHANGELOG-1.36.md',
      'https://redirect.github.com/a/b/blob/main/CHANGELOG/CHANGELOG-1.36.md',
    ],
    [
      'https://github.com/advisories/GHSA-4374-p667-p6c8',
      'https://redirect.github.com/advisories/GHSA-4374-p667-p6c8',
    ],
    ['https://redirect.github.com/Azure/AKS/issues/1', 'https://redirect.github.com/Azure/AKS/issues/1'],
  ];
  test.each(allowed)('%s', (address, link) => {
    expect(allowLink(address)).toBe(link);
    expect(allowLink(link)).toBe(link);
  });

  const refused: readonly string[] = [
    '',
    'aka.ms/aks/throttling',
    '//learn.microsoft.com/a',
    '/azure/aks',
    'vhd-notes/aks-ubuntu/AKSUbuntu-2204/202607.09.0.txt',
    'http://learn.microsoft.com/azure',
    'https:learn.microsoft.com',
    'https:///learn.microsoft.com',
    'ftp://learn.microsoft.com/a',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://learn.microsoft.com:8443/a',
    'https://user@learn.microsoft.com/a',
    'https://user:word@github.com/Azure/AKS',
    'https://learn.microsoft.com@a.example/',
    'https://learn.microsoft.com.a.example/',
    'https://learn.microsoft.com./',
    'https://a.example/learn.microsoft.com',
    'https://learn.microsoft.com/a)b',
    'https://learn.microsoft.com/%0aa',
    'https://learn.microsoft.com/a"b',
    'https://learn.microsoft.com/@team',
    'https://kubernetes.io/a)/b',
    'https://learn.microsoft.com/a(/b',
    'https://aka.ms/x/aks/y',
    'https://aka.ms/aks/a(/b',
    'https://nvd.nist.gov/vuln/detail/CVE-2026-31431/x',
    'https://nvd.nist.gov/x/vuln/detail/CVE-2026-31431',
    'https://github.com/x/advisories/GHSA-4374/x',
    'https://github.com/a/b/issues/1/x',
    'https://docs.microsoft.com/azure',
    'https://aka.ms/win-a-phone',
    'https://aka.ms/',
    'https://nvd.nist.gov/search?q=CVE-2026-1',
    'https://github.com/',
    'https://github.com/login/oauth/authorize?client_id=1',
    'https://github.com/a/b/releases/download/v1/x.exe',
    'https://github.com/a/b/archive/main.zip',
    'https://github.com/a/b/raw/main/x.sh',
    'https://github.com/a/b/settings/keys',
    'https://github.com/a/b/issues/new?title=x',
    'https://gist.github.com/a/b',
    'https://raw.githubusercontent.com/a/b/main/x',
    'https://кubernetes.io/',
    `https://learn.microsoft.com/${'a'.repeat(300)}`,
  ];
  test.each(refused)('not %s', (address) => {
    expect(allowLink(address)).toBeUndefined();
  });

  test('an item keeps them in its order, without doubles, at most ten', () => {
    const body = [
      '* [a](https://github.com/Azure/AKS/issues/2) <https://aka.ms/aks/x> [b](https://a.example)',
      'https://kubernetes.io/x, <a href="https://learn.microsoft.com/y">y</a> [c](https://github.com/Azure/AKS/issues/2)',
      '![p](https://learn.microsoft.com/p.png) `https://kubernetes.io/code`',
    ].join(' ');
    expect(parseBody(body).items[0]?.links).toEqual([
      'https://redirect.github.com/Azure/AKS/issues/2',
      'https://aka.ms/aks/x',
      'https://kubernetes.io/x',
      'https://learn.microsoft.com/y',
    ]);
    const many = Array.from({ length: 30 }, (_, at) => `[x](https://github.com/Azure/AKS/issues/${at})`);
    expect(parseBody(`* ${many.join(' ')}`).items[0]?.links).toHaveLength(10);
  });
});

/** What must hold of any body at all. */
function expectSound(body: string): void {
  const { items, images } = parseBody(`### Features\n* sound\n${body}`);
  expect(items.length).toBeLessThanOrEqual(300);
  for (const { text, links } of items) {
    expect(text).not.toBe('');
    expect(Array.from(text).length).toBeLessThanOrEqual(400);
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\n]|[a-z]:\/\//iu);
    for (const link of links)
      expect(link).toMatch(
        /^https:\/\/(?:learn\.microsoft\.com|aka\.ms|kubernetes\.io|nvd\.nist\.gov|redirect\.github\.com)\/[\w./+-]*(?:#[\w.-]+)?$/,
      );
  }
  for (const { family, version } of images) {
    expect(family).toMatch(/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)?$/);
    expect(version).toMatch(/^[\d.]+$/);
  }
}

describe('hostile text', () => {
  const pieces = [
    ...hostileCorpus,
    ...[
      '* ',
      '\n* ',
      '\n  * ',
      '\n### ',
      '\n===\n',
      '[',
      '](',
      ')',
      '`',
      '``',
      '<',
      '>',
      '*',
      '_',
      '&#',
      ';',
      '\\',
    ],
    ...['https://', 'https://github.com/a/b', 'vhd-notes/', '202607.09.0.txt', '<!--', '\u202e', '\ud800'],
  ];
  test('any mixture of it gives bounded text and allowed links', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 60 }), (parts) =>
        expectSound(parts.join('')),
      ),
      { numRuns: 400 },
    );
  });

  const repeated: readonly string[] = [
    ...[
      '[',
      ']',
      '(',
      ')',
      '*',
      '_',
      '~',
      '<',
      '>',
      '`',
      '!',
      '&',
      '\\',
      '#',
      '=',
      '-',
      ' ',
      '\n',
      '\t',
      'h',
      '.',
    ],
    ...[
      '![',
      '[[',
      '](',
      '[a](',
      '[a](b',
      '](a(b)',
      '](z](b)',
      '[a](  ',
      '](" ',
      '<a ',
      '<!--',
      '<!',
      '</',
      '&#x',
      '`a``b',
    ],
    ...[
      '* *',
      '\n* a',
      '\n  * a',
      '\n> ',
      '\n===',
      '\na\n===',
      '** ',
      '__a',
      'https://',
      'xhttp://',
      '<https://a',
      'a://',
    ],
    ...[
      'vhd-notes/',
      'vhd-notes/a/',
      '1.',
      '1. ',
      '\n```',
      '\n[a]: ',
      'Features',
      '\nFeatures\n',
      'ü',
      '🙂',
      '\ud800',
    ],
  ];
  test.each(repeated)('two hundred thousand characters of %j take no time', (piece) => {
    const filler = piece.repeat(Math.ceil(200_000 / piece.length));
    const started = performance.now();
    expectSound(filler);
    expectSound(`* ${filler}`);
    // Some 50 ms on an idle machine; what is quadratic takes minutes.
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('runs of backticks of every length', () => {
    const started = performance.now();
    expectSound(Array.from({ length: 600 }, (_, at) => `${'`'.repeat(at + 1)} `).join(''));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
