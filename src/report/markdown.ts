/**
 * Markdown from data. Strings of Azure go through `escapeText` or `codeSpan` and through nothing else.
 *
 * GitHub looks for mentions, references and emoji in the rendered text nodes, after Markdown's own escapes are
 * gone, and skips code. So text is made safe twice: characters that mean something to Markdown or HTML become
 * numeric character references, which can never be structure (CommonMark §2.5) and read the same in a paragraph,
 * a table cell, a heading and a raw HTML summary; and a zero-width space parts what GitHub would link.
 */

const zeroWidthSpace = '\u200b';

/** Controls, bidi and other format characters, private use, and all that Unicode shows as nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;

/** What most names are, and what needs nothing done. */
const plainAscii = /^[!-~]+(?: [!-~]+)*$/;

/** One visible line of at most `limit` characters (code points), the last of them `…` when it was cut. */
export function plainText(text: string, limit = 300): string {
  if (text.length <= limit && plainAscii.test(text)) return text;
  // Cut early and generously: a text of megabytes costs no more than a page.
  const head = text.slice(0, limit * 4).toWellFormed();
  const line = head.replace(/\s+/g, ' ').replace(invisible, '').replace(/ +/g, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= limit && text.length <= limit * 4) return line;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

export function hasInvisible(text: string): boolean {
  return text.search(invisible) >= 0;
}

/** Text that stays text, wherever it is put: no mention, reference, link, HTML, table break, list or heading. */
export function escapeText(text: string, limit = 300): string {
  return partLinks(plainText(text, limit))
    .replace(/[&<>"'`*_~\\|[\]!^\u200b]/g, characterReference)
    .replace(/^[-+=#]/, characterReference)
    .replace(
      /^(\d+)([.)])(?= |$)/,
      (_, digits: string, delimiter: string) => digits + characterReference(delimiter),
    );
}

/** A name as code, where GitHub links nothing. What code cannot hold inside a table is told as text instead. */
export function codeSpan(text: string, limit = 90): string {
  const shown = plainText(text, limit);
  if (shown === '') return '–';
  // A table row is split at pipes before code is seen, and parsers differ on a backslash in front of one. And the
  // source shall hold no `<!--` but our own, whoever looks for a marker in it.
  return /[`|\\<]/.test(shown) ? escapeText(shown, limit) : `\`${shown}\``;
}

/** Cells are Markdown of one line. Every row has as many columns as `head`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${head.map((_, at) => cellOf(cells[at])).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A collapsed part. `summary` is plain or escaped text: HTML, where Markdown does not work. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A code block whose fence is longer than any run of backticks in it. */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${text}\n${marks}`;
}

/** `1 cluster`, `2 clusters`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function endSentence(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** What GitHub links or draws in text: docs "Autolinked references and URLs", emoji codes, mathematics. */
function partLinks(text: string): string {
  return (
    text
      .replace(/[@#]/g, `$&${zeroWidthSpace}`)
      .replace(/(?<!\w)gh(?:sa)?-(?=\w)/gi, `$&${zeroWidthSpace}`)
      // `https://`, `::error::`, `:tada:`, `:8ball:`; not the colon of a time of day.
      .replace(/:(?=[/:+_a-z-]|\d+[:_a-z])/gi, `$&${zeroWidthSpace}`)
      // At the end too: a sentence of ours may go on with a full stop.
      .replace(/www(?=\.|$)|(?:mailto|xmpp)(?=:)/gi, `$&${zeroWidthSpace}`)
      // Seven hex digits may be a commit.
      .replace(/[0-9a-f]{7,}/gi, (run) => run.replace(/.{6}(?=.)/g, `$&${zeroWidthSpace}`))
      // GitHub reads mathematics off the page, past every escape: only another character is safe.
      .replaceAll('$', '＄')
  );
}

function cellOf(cell: string | undefined): string {
  return (cell ?? '').replaceAll('\n', ' ').replaceAll('|', '\\|');
}

function characterReference(character: string): string {
  return `&#${character.codePointAt(0)};`;
}
