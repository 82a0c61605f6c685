/** Makes a report fit: whole sections go, in this order, and the text says which. Never cuts inside of one. */

import { allShown, type Shown } from './shown.ts';

interface Rung {
  readonly leavesOut: string;
  readonly shown: (shown: Shown) => Shown;
}

/** What is missed least goes first. */
const ladder: readonly Rung[] = [
  { leavesOut: 'the `az` commands', shown: (shown) => ({ ...shown, commands: false }) },
  { leavesOut: 'findings that only inform', shown: (shown) => ({ ...shown, information: false }) },
  { leavesOut: 'the names of clusters with nothing due', shown: (shown) => ({ ...shown, healthy: false }) },
];

/** Most clusters that are told one by one; far more than fits. */
const mostClusters = 10_000;

/**
 * The fullest text that fits. `write` gets what to show and what is left out, in words for the notice.
 * The last rung (no cluster by name) is bounded, whatever the fleet.
 */
export function fitText(
  write: (shown: Shown, leftOut: readonly string[]) => string,
  fits: (text: string) => boolean,
  clusters: number,
): string {
  let shown = allShown;
  const leftOut: string[] = [];
  let text = write(shown, leftOut);
  for (const rung of ladder) {
    if (fits(text)) return text;
    shown = rung.shown(shown);
    leftOut.push(rung.leavesOut);
    text = write(shown, leftOut);
  }
  if (fits(text)) return text;
  const most = Math.min(clusters, mostClusters);
  const brief = { ...shown, unreadNames: 3, unreadCauses: 8 };
  const tellSome = (detailed: number) =>
    write({ ...brief, detailed }, [...leftOut, 'the steps and findings of less urgent clusters']);
  const tellRows = (detailed: number) => (rows: number) =>
    write({ ...brief, detailed, rows }, [
      ...leftOut,
      'steps and findings of most clusters',
      'less urgent clusters',
    ]);
  return (
    largestThatFits(1, most, fits, tellSome) ??
    largestThatFits(20, most, fits, tellRows(3)) ??
    largestThatFits(0, most, fits, tellRows(0)) ??
    tellRows(0)(0)
  );
}

/** As many of `most` things as fit; none of them when even that does not. */
export function fitNumber(
  most: number,
  fits: (text: string) => boolean,
  write: (n: number) => string,
): string {
  const all = write(most);
  return fits(all) ? all : (largestThatFits(0, most, fits, write) ?? write(0));
}

/** By bisection between `least` and `most`; a larger number never gives a shorter text. */
function largestThatFits(
  least: number,
  most: number,
  fits: (text: string) => boolean,
  write: (n: number) => string,
): string | undefined {
  let best: string | undefined;
  let [low, high] = [least, most];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const text = write(middle);
    if (fits(text)) {
      best = text;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return best;
}
