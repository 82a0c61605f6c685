/** Makes a report fit: whole sections go, in this order, and the text says which. Never cuts inside of one. */

import { allShown, type Shown } from './shown.ts';

interface Rung {
  readonly part: keyof Shown;
  readonly leavesOut: string;
  /** The same object where nothing of it is there to be left out. */
  readonly shown: (shown: Shown) => Shown;
}

type Switch = { [Part in keyof Shown]: Shown[Part] extends boolean ? Part : never }[keyof Shown];
type Amount = Exclude<keyof Shown, Switch>;

function without(part: Switch, leavesOut: string): Rung {
  return { part, leavesOut, shown: (shown) => (shown[part] ? { ...shown, [part]: false } : shown) };
}

function atMost(most: number, part: Amount, leavesOut: string): Rung {
  return { part, leavesOut, shown: (shown) => (shown[part] > most ? { ...shown, [part]: most } : shown) };
}

/** What is missed least goes first: what comes with an upgrade before what it does. */
const ladder: readonly Rung[] = [
  atMost(3, 'packages', 'packages of less used node images'),
  atMost(0, 'packages', 'lists of packages'),
  without('notes', 'the AKS release notes'),
  without('onTheWay', 'what is on the way'),
  without('paths', 'the picture of upgrade paths'),
  atMost(3, 'images', 'less used node images'),
  atMost(1, 'images', 'all node images but the most used one'),
  without('commands', 'the `az` commands'),
  without('information', 'findings that only inform'),
  without('healthy', 'the names of clusters with nothing due'),
];

/** Most clusters that are told one by one; far more than fits. */
const mostClusters = 10_000;

/**
 * The fullest text that fits. `write` gets what to show and what is left out, in words for the notice. `all`: without
 * the parts that are not there, so that none of them is said to be left out.
 * The last rung (no cluster by name) is bounded, whatever the fleet.
 */
export function fitText(
  write: (shown: Shown, leftOut: readonly string[]) => string,
  fits: (text: string) => boolean,
  clusters: number,
  all: Shown = allShown,
): string {
  let shown = all;
  const words = new Map<keyof Shown, string>();
  let text = write(shown, []);
  for (const rung of ladder) {
    if (fits(text)) return text;
    const less = rung.shown(shown);
    if (less === shown) continue;
    shown = less;
    words.set(rung.part, rung.leavesOut);
    text = write(shown, [...words.values()]);
  }
  if (fits(text)) return text;
  const leftOut = [...words.values()];
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
