import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarked, replaceMarked, tellsTheSame, writeMarked } from '../../src/report/marker.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { reportShapes } from '../builders/report-shapes.ts';

const fingerprint = 'a1b2c3d4';
const ours = writeMarked('fleet', fingerprint, 'One cluster.\n\n```sh\naz aks upgrade\n```');
const other = writeMarked('other', fingerprint, 'Another fleet.');
const [opening = ''] = ours.split('\n');
const closing = '<!-- /aks-upgrade -->';

describe('findMarked', () => {
  it.each([
    ['alone', '', ''],
    ['with text around', 'Our notes.\n\n', '\n\n- [x] told the team\n'],
    ['after a finished code block', '```\ncode\n```\n', ''],
    ['after a fence of tildes', '~~~ md\n```\n~~~\n', ''],
    ['after a quoted copy', `> ${ours.replaceAll('\n', '\n> ')}\n\n`, ''],
    ['after a fenced copy', `~~~\n${ours}\n~~~\n`, `\n~~~\n${ours}\n~~~`],
    ['after an indented copy', `    ${ours.replaceAll('\n', '\n    ')}\n\n`, ''],
    ['after the block of another key', `${other}\n`, `\n${other}`],
    ['after a lone opening', `${opening}\n\n`, ''],
    ['after a lone closing', `${closing}\n`, `\n${closing}`],
    ['after a mention of the marker', `Do not touch \`${opening}\`!\n`, ''],
  ])('finds ours %s', (_, before, after) => {
    expect(findMarked(before + ours + after, 'fleet')).toEqual({ before, ours, after, fingerprint });
  });

  it('finds ours when a browser made the line ends CRLF', () => {
    const body = `Notes.\r\n${ours.replaceAll('\n', '\r\n')}\r\nMore.`;
    const found = findMarked(body, 'fleet');
    expect(found?.before).toBe('Notes.\r\n');
    expect(found?.after).toBe('\r\nMore.');
    expect(found && tellsTheSame(found.ours, ours)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['only another key', other],
    ['a key of which ours is a part', writeMarked('fleet-2', fingerprint, 'x')],
    ['a key in other letters', writeMarked('Fleet', fingerprint, 'x')],
    ['no end', `${opening}\ntext`],
    ['the end first', `${closing}\n${opening}`],
    ['an end that is indented', `${opening}\ntext\n  ${closing}`],
    ['an end inside a code block', `${opening}\n~~~\n${closing}\n~~~`],
    ['an opening inside a code block', `\`\`\`\n${opening}\n\`\`\`\n${closing}`],
    ['an opening in a code block that never ends', `\`\`\`\n${ours.replaceAll('```', '')}`],
    ['a quote', `> ${ours.replaceAll('\n', '\n> ')}`],
    ['a list item', `- ${ours.replaceAll('\n', '\n  ')}`],
    ['an indented block', `    ${ours.replaceAll('\n', '\n    ')}`],
    ['text before the marker', `x ${ours}`],
    ['text after the marker', ours.replace(opening, `${opening} x`)],
    ['another version', ours.replace(' v1 ', ' v2 ')],
    ['no hex', ours.replace(fingerprint, 'xyz')],
    ['no fingerprint', ours.replace(` fingerprint=${fingerprint}`, '')],
    ['the end of another block only', `${opening}\n${writeMarked('other', '00', 'x')}`],
  ])('does not adopt %s', (_, body) => {
    expect(findMarked(body, 'fleet')).toBeUndefined();
  });

  it('takes the first well-formed pair', () => {
    const second = writeMarked('fleet', '00', 'second');
    expect(findMarked(`${ours}\n${second}`, 'fleet')?.ours).toBe(ours);
  });
});

/** Whatever people write, but code blocks that they leave open: those swallow all that follows. */
const line = fc.oneof(
  fc.constantFrom('', ' ', '# Notes', '- [x] done', '> quoted', '| a | b |', '```sh', '@team', '---'),
  fc.constantFrom(
    opening,
    closing,
    `> ${opening}`,
    `    ${closing}`,
    ` ${opening}`,
    `${opening} x`,
    `\`${closing}\``,
  ),
  fc.constantFrom(...other.split('\n')),
  fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, ' ')),
);
const end = fc.constantFrom('\n', '\r\n');
const people = fc
  .array(fc.tuple(line, end), { maxLength: 12 })
  .map((lines) => lines.map(([text, eol]) => text + eol).join(''));

/** Openings of ours alone before the block, and fences: closed, so that the block itself is not inside of them. */
function closeFences(text: string): string {
  const fences = text.split(/\r?\n/).filter((each) => each === '```sh').length;
  return fences > 0 ? `${text}\n\`\`\`\n` : text;
}

describe('replaceMarked', () => {
  const next = { key: 'fleet', body: writeMarked('fleet', 'ffff', 'Nothing due.') };

  it('keeps what people wrote around it, byte for byte', () => {
    let adopted = 0;
    fc.assert(
      fc.property(people, people, (above, below) => {
        const before = closeFences(above);
        const body = before + ours + (below === '' ? '' : `\n${below}`);
        const found = findMarked(body, 'fleet');
        expect(found).toBeDefined();
        if (found === undefined) return;
        expect(found.before + found.ours + found.after).toBe(body);
        const replaced = replaceMarked(body, next);
        expect(replaced).toBe(found.before + next.body + found.after);
        if (found.ours !== ours) return;
        adopted += 1;
        expect(found.before).toBe(before);
        expect(replaceMarked(replaced ?? '', next)).toBe(replaced);
      }),
      { numRuns: 1_000, seed: 20261122 },
    );
    console.log(`replaceMarked: ${adopted} of 1000 edits with our block as it was, seed 20261122`);
    expect(adopted).toBeGreaterThanOrEqual(500);
  });

  it('adopts no block when nothing but copies is there', () => {
    let cases = 0;
    const copy = fc.constantFrom(
      (text: string) => `> ${text.replaceAll('\n', '\n> ')}`,
      (text: string) => `    ${text.replaceAll('\n', '\n    ')}`,
      (text: string) => `- ${text.replaceAll('\n', '\n  ')}`,
      (text: string) => `~~~\n${text}\n~~~`,
      (text: string) => `\`\`\`\`\n${text}\n\`\`\`\``,
      (text: string) => text.replace('key=fleet', 'key=fleet2'),
      (text: string) => text.replaceAll('\n', ' '),
    );
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 4 }), end, (copies, eol) => {
        cases += 1;
        const body = copies
          .map((make) => make(ours))
          .join('\n\n')
          .replaceAll('\n', eol);
        expect(findMarked(body, 'fleet')).toBeUndefined();
        expect(replaceMarked(body, next)).toBeUndefined();
      }),
      { numRuns: 500, seed: 20261122 },
    );
    console.log(`forged and quoted: ${cases} bodies, seed 20261122`);
  });
});

describe('tellsTheSame', () => {
  const body = writeReport(reportShapes['mixed']?.() ?? expect.fail()).body;

  it('looks past the time of reading', () => {
    const later = body
      .replace('22 Nov 2026, 06:00', '29 Nov 2026, 06:03')
      .replaceAll('9000000001', '9000000002');
    expect(later).not.toBe(body);
    expect(tellsTheSame(later, body)).toBe(true);
  });

  it.each([
    ['a word', body.replace('3 of 4', '2 of 4')],
    ['the fingerprint', body.replace('fingerprint=', 'fingerprint=0')],
    ['an added line', body.replace('### Clusters', '### Clusters\nAll fine.')],
    ['words in the line of reading', body.replace('Read on 22 Nov', 'Nothing to do. Read on 22 Nov')],
    ['another address in the line of reading', body.replace('github.com/contoso', 'a.example/contoso')],
    ['a second line of reading', body.replace('---\n', `---\nRead on 1 Jan 2020, 00:00 UTC.\n`)],
  ])('sees %s', (_, changed) => {
    expect(changed).not.toBe(body);
    expect(tellsTheSame(changed, body)).toBe(false);
  });
});
