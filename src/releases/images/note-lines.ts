/** Notes come from outside: what is taken from them is short, and made of printable ASCII alone, as theirs is. */

/** The longest known line has 449 characters. */
const longestLine = 2000;
const longestValue = 80;

/** Lines without their ends, a mark of the byte order, or more than can be meant. `undefined`: more than `most`. */
export function readLines(text: string, most: number): readonly string[] | undefined {
  const lines = text.split('\n', most + 1);
  if (lines.length > most) return undefined;
  return lines.map((line) => line.slice(0, longestLine).replace(/\r$|^\uFEFF/g, ''));
}

/** As the note has it; empty where there is nothing to show. */
export function readValue(text: string | undefined): string {
  return (text ?? '')
    .slice(0, longestLine)
    .replace(/[^ -~]/g, '')
    .trim()
    .slice(0, longestValue)
    .trimEnd();
}

/**
 * Lines between `=== <title> Begin` and `=== <title> End`. `absent`: it does not begin. `open`: it does not end, so that
 * nobody knows what is missing.
 */
export function cutSection(lines: readonly string[], title: string): readonly string[] | 'absent' | 'open' {
  const begin = lines.indexOf(`=== ${title} Begin`);
  if (begin < 0) return 'absent';
  const end = lines.indexOf(`=== ${title} End`, begin);
  return end < 0 ? 'open' : lines.slice(begin + 1, end);
}

/** Without doubles, in their order, and not more than can be meant. */
export function listDistinct(values: readonly string[], most: number): readonly string[] {
  return [...new Set(values)].slice(0, most);
}
