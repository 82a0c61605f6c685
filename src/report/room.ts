/** How much GitHub takes. */

/** Characters of an issue, pull request or comment, markers and all: GitHub takes 65,536. */
export const bodyLimit = 60_000;
/** Bytes of a job summary: the runner drops one over 1,048,576 as a whole. */
export const summaryLimit = 990_000;

/** Whether a text takes no more bytes than that in UTF-8. */
export function isWithinBytes(text: string, limit: number): boolean {
  // A UTF-16 unit takes one to three bytes: mostly there is nothing to count.
  if (text.length > limit || text.length * 3 <= limit) return text.length <= limit;
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes <= limit;
}
