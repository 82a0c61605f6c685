import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan, details, escapeText, fence, plainText, table } from '../../src/report/markdown.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { judge } from '../oracles/markdown.ts';

const ours = ['<details>', '</details>', '<summary>', '</summary>'];

/** Every place that a report puts text of Azure into. */
const places: Readonly<Record<string, (text: string) => string>> = {
  paragraph: (text) => text,
  'inside a sentence': (text) => `Pool ${text}: more.`,
  'bold label': (text) => `**spot pool**: ${text} (until 24 Nov 2026)`,
  heading: (text) => `### 🔴 ${text}`,
  'list item': (text) => `- ${text}`,
  'numbered item': (text) => `1. ${text}\n   - waits: ${text}`,
  'table cell': (text) => table(['a', 'b', 'c'], [[text, `${text}, ${text}`, text]]),
  'bold in a cell': (text) => table(['a', 'b'], [[`${text} → **${text}**`, '']]),
  summary: (text) => details(`🟠 ${text}`, text),
  alert: (text) => `> [!CAUTION]\n> ${text}`,
};

/** Complaints of the judge; none means that it is nothing but text in every place. */
function complain(written: string, where: readonly string[] = everywhere): readonly string[] {
  // All places in one document first, since parsing many small ones takes most of the time.
  const together = complainOf(where, where.map((name) => places[name]?.(written)).join('\n\n'));
  return together.length === 0
    ? []
    : [...together, ...where.flatMap((name) => complainOf([name], places[name]?.(written) ?? ''))];
}

function complainOf(names: readonly string[], markdown: string): readonly string[] {
  const { headings, tables, unbalancedDetails, unclosedFences, ...lists } = judge(markdown, {
    html: names.includes('summary') ? ours : [],
  });
  const columns = tables.map((each) => each.columns.join()).join(' ');
  const expected = names
    .flatMap((name) => ({ 'table cell': '3,3', 'bold in a cell': '2,2' })[name] ?? [])
    .join(' ');
  const expectedHeadings = names.includes('heading') ? 1 : 0;
  return [
    ...Object.entries(lists).flatMap(([what, found]) =>
      found.length > 0 ? [`${names}: ${what} ${JSON.stringify(found)}`] : [],
    ),
    ...(columns === expected ? [] : [`${names}: columns ${columns}`]),
    ...(headings.length === expectedHeadings ? [] : [`${names}: ${headings.length} headings`]),
    ...(unbalancedDetails + unclosedFences === 0 ? [] : [`${names}: unbalanced`]),
    ...(markdown.isWellFormed() ? [] : [`${names}: half a surrogate pair`]),
  ];
}

const everywhere = Object.keys(places);
// Markdown does not work inside a summary: names go there as text.
const wherePutAsCode = everywhere.filter((name) => name !== 'summary');

describe.each([
  ['escapeText', escapeText, everywhere],
  ['codeSpan', codeSpan, wherePutAsCode],
])('%s', (_, write, where) => {
  it.each(hostileCorpus.map((text) => [text.slice(0, 60), text]))('keeps %j text', (_shown, text) => {
    expect(complain(write(text), where)).toEqual([]);
  });

  it('keeps generated strings text', () => {
    let cases = 0;
    fc.assert(
      fc.property(hostileString, (text) => {
        cases += 1;
        expect(complain(write(text), where)).toEqual([]);
      }),
      { numRuns: 2_600, seed: 20261122 },
    );
    console.log(`${write.name}: ${cases} strings × ${where.length} places, seed 20261122`);
  }, 300_000);
});

describe('the judge of these tests', () => {
  it.each(['@team', '#1', '<b>x</b>', 'https://a.example', ':tada:', '$x$', '![x](y)'])(
    'sees %s when nothing escapes it',
    (text) => {
      expect(complain(text)).not.toEqual([]);
    },
  );
});

describe('what stays readable', () => {
  it.each([
    ['Support ended on 2026-07-31; 1.33.11 runs.', 'Support ended on 2026-07-31; 1.33.11 runs.'],
    ['opens at 02:00 UTC, high-availability', 'opens at 02:00 UTC, high-availability'],
    ['AKSUbuntu-2204gen2containerd-202511.01.0', 'AKSUbuntu-2204gen2containerd-202511.01.0'],
    ['a\n  b\tc', 'a b c'],
    ['1.33 runs', '1.33 runs'],
    ['1. a', '1&#46; a'],
    ['1.', '1&#46;'],
    ['12)', '12&#41;'],
  ])('%j', (text, written) => {
    expect(escapeText(text)).toBe(written);
  });

  it('leaves no bracket that could name one of our links', () => {
    expect(escapeText('see [AKS001] and [x][AKS001]')).not.toMatch(/[[\]]/);
  });

  it('shows names as code', () => {
    expect(codeSpan('rg-prod/aks_1')).toBe('`rg-prod/aks_1`');
    expect(codeSpan('@team #1')).toBe('`@team #1`');
    expect(codeSpan('')).toBe('–');
  });
});

describe('plainText', () => {
  it('cuts at whole characters and says so', () => {
    expect(plainText('😀😀😀😀', 3)).toBe('😀😀…');
    expect(plainText('x'.repeat(10_000), 5)).toBe('xxxx…');
    expect(plainText('12345', 5)).toBe('12345');
  });

  it('never gives more than was allowed, nor anything invisible', () => {
    fc.assert(
      fc.property(hostileString, fc.integer({ min: 1, max: 50 }), (text, limit) => {
        const plain = plainText(text, limit);
        expect(Array.from(plain).length).toBeLessThanOrEqual(limit);
        expect(plain.isWellFormed()).toBe(true);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
      { numRuns: 2_000, seed: 20261122 },
    );
  });
});

describe('fence', () => {
  it('is longer than any run of backticks inside', () => {
    fc.assert(
      fc.property(fc.constantFrom('`', '``', '```', '`````', '```sh', '~~~~'), (inside) => {
        const judged = judge(fence('sh', `echo ${inside}\n${inside}\n@team`));
        expect([judged.mentions, judged.unclosedFences]).toEqual([[], 0]);
      }),
    );
  });
});
