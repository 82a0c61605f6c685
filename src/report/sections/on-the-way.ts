import type { OnTheWay } from '../../releases/on-the-way.ts';
import { codeSpan, count, details, escapeText, listWords } from '../markdown.ts';
import type { NotOffered, ReleaseView } from '../release-view.ts';
import { tellSource } from '../sources.ts';

const mostImages = 5;
const mostLocations = 5;
const mostMinors = 8;
/** Of one minor and kind. */
const mostEntries = 12;

/** What comes with each minor on the way, and images that are published and not to be had yet. */
export function tellOnTheWay({ onTheWay, notOffered }: ReleaseView): string {
  if (onTheWay.length + notOffered.length === 0) return '';
  const minors = [...Map.groupBy(onTheWay, ({ minor }) => minor)];
  const rest = minors.length - mostMinors;
  return [
    '### On the way',
    ...(notOffered.length === 0 ? [] : [listNotOffered(notOffered)]),
    ...minors.slice(0, mostMinors).map(([minor, entries]) => tellMinor(minor, entries)),
    ...(rest > 0 ? [`And ${count(rest, 'more minor version')}.`] : []),
  ].join('\n\n');
}

/** Not a step, and not behind: Azure offers it nowhere here. */
function listNotOffered(images: readonly NotOffered[]): string {
  const lines = images.slice(0, mostImages).map(({ image, locations }) => {
    const named = locations.slice(0, mostLocations).map((location) => codeSpan(location, 40));
    const rest = locations.length - named.length;
    const where = listWords(rest > 0 ? [...named, `${rest} more`] : named);
    return `- Node image ${codeSpan(image.text)} is published and not yet offered in ${where}.`;
  });
  const rest = images.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- And ${count(rest, 'more image')}.`] : [])].join('\n');
}

function tellMinor(minor: string, entries: readonly OnTheWay[]): string {
  const clusters = Math.max(...entries.map((entry) => entry.clusters));
  const [components, others] = [
    entries.filter(({ kind }) => kind === 'component'),
    entries.filter(({ kind }) => kind !== 'component'),
  ];
  const rest = others.length - mostEntries;
  const lines = [
    ...others.slice(0, mostEntries).map((entry) => tellEntry(entry, clusters)),
    ...(rest > 0 ? [`- And ${count(rest, 'more change')}.`] : []),
  ];
  return [
    `**Kubernetes ${escapeText(minor, 10)}** · ${count(clusters, 'cluster')}`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(components.length === 0 ? [] : [tellComponents(components)]),
  ].join('\n\n');
}

function tellEntry(entry: OnTheWay, clusters: number): string {
  const whom = entry.clusters === clusters ? '' : `${count(entry.clusters, 'cluster')}; `;
  const others = entry.others.slice(0, 2).map((other) => {
    const isSame = other.source === entry.source && other.asOf === entry.asOf;
    return isSame
      ? ` The same page also says: ${tellText(other)}.`
      : ` Another source says: ${tellText(other)} (${tellSource(other)}).`;
  });
  return `- ${tellText(entry)} (${whom}${tellSource(entry)}).${others.join('')}`;
}

/** Its source is a part of the sentence. */
function tellText({ text }: Pick<OnTheWay, 'text'>): string {
  return escapeText(text.replace(/\.$/, ''));
}

/** Facts of one source: it is named once. */
function tellComponents(entries: readonly OnTheWay[]): string {
  const [first] = entries;
  const shown = entries.slice(0, mostEntries).map(({ text }) => `- ${escapeText(text, 120)}`);
  const rest = entries.length - shown.length;
  const source = first === undefined ? '' : `From the ${tellSource(first)}.\n\n`;
  const more = rest > 0 ? [`- And ${rest} more`] : [];
  return details(
    `${count(entries.length, 'AKS component')} with a breaking change`,
    `${source}${[...shown, ...more].join('\n')}`,
  );
}
