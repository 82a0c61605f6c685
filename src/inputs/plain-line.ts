/**
 * Text of others as one harmless line. The runner takes `::name::` at the start of a line (after blanks) and
 * `##[name]` anywhere in it for a command (ActionCommand.TryParseV2 and TryParse of actions/runner), and ends lines
 * at CR and LF. Characters that show nothing go as well: they could hide either form, or turn the reading direction.
 */
export function toPlainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll('##[', '## [')
    .replace(/^(\s*):(?=:)/u, '$1: ');
}

/** The same, line by line, where line breaks are wanted. */
export function toPlainLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/u)
    .map(toPlainLine)
    .join('\n');
}

/** A plain line of at most so many characters. */
export function shorten(text: string, limit: number): string {
  const characters = [...toPlainLine(text).trim()];
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}
