/** The candidate that was probably meant: the same but for case and dashes, or at most a third of the letters away. */
export function findNearest(given: string, candidates: readonly string[]): string | undefined {
  const wanted = simplify(given);
  if (wanted === '') return undefined;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(wanted, simplify(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  return best.distance <= Math.floor(Math.min(wanted.length, best.candidate.length) / 3)
    ? best.candidate
    : undefined;
}

function simplify(text: string): string {
  return text
    .slice(0, 64)
    .toLowerCase()
    .replace(/[-_\s]/gu, '');
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const options = [
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + change,
      ];
      current.push(Math.min(...options));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
