import type { SelectedNote, SelectedNotes } from '../../releases/notes/select-notes.ts';
import type { NoteItem, NoteSection } from '../../releases/releases.ts';
import { tellDay } from '../dates.ts';
import { linkSource } from '../links.ts';
import { codeSpan, count, details, escapeText, listWords } from '../markdown.ts';
import type { ReleaseView } from '../release-view.ts';

/** The newest one stands open. */
const mostOpen = 1;
const mostLinks = 2;
const mostNotYet = 5;

const sectionWords: Readonly<Record<NoteSection, string>> = {
  announcement: 'Announcement',
  behavior: 'Behavior',
  kubernetes: 'Kubernetes',
  component: 'Component',
  'bug-fix': 'Fix',
  feature: 'Feature',
  other: 'Note',
};

/** What AKS says of the releases between the images that run and those on offer. */
export function tellReleaseNotes({ notes }: ReleaseView): string {
  const { releases, notYet } = notes;
  if (releases.length + notYet.length === 0) return '';
  const told = releases.filter(({ items }) => items.length > 0);
  const [open, folded] = [told.slice(0, mostOpen), told.slice(mostOpen)];
  const rest = tellRest(notes, releases.length - told.length);
  return [
    '### From the AKS release notes',
    'AKS releases roll out by region, whatever the node image is: only lines about images arrive with the upgrade.',
    ...(notYet.length === 0 ? [] : [tellNotYet(notYet)]),
    ...open.map(tellRelease),
    ...(folded.length === 0
      ? []
      : [details(count(folded.length, 'earlier release'), folded.map(tellRelease).join('\n\n'))]),
    ...(rest === '' ? [] : [rest]),
  ].join('\n\n');
}

function tellNotYet(images: SelectedNotes['notYet']): string {
  const named = images.slice(0, mostNotYet).map(({ text }) => codeSpan(text));
  const rest = images.length - named.length;
  const listed = listWords(rest > 0 ? [...named, `${rest} more`] : named);
  return `Not yet in the release notes, which follow an image after some two weeks: ${listed}.`;
}

/** `silent`: releases that say nothing of such nodes and versions. */
function tellRest({ more = 0, hasOlder }: SelectedNotes, silent: number): string {
  const parts = [
    ...(silent === 0 ? [] : [`${count(silent, 'release')} without a line about these nodes and versions`]),
    ...(more === 0 ? [] : [count(more, 'earlier release')]),
    ...(hasOlder === true ? ['older ones that were not read'] : []),
  ];
  return parts.length === 0 ? '' : `Besides: ${listWords(parts)}.`;
}

function tellRelease({ note, items, left }: SelectedNote): string {
  const url = `https://redirect.github.com/Azure/AKS/releases/tag/${note.tag}`;
  const lines = [...items.map(tellItem), ...(left > 0 ? [`- and ${left} more`] : [])];
  return `**${linkSource(tellDay(note.date), url)}**\n\n${lines.join('\n')}`;
}

function tellItem({ section, text, links }: NoteItem): string {
  const sources = links.slice(0, mostLinks).map((url, at) => linkSource(at === 0 ? 'source' : 'more', url));
  const linked = sources.filter((source) => source.startsWith('['));
  return `- ${sectionWords[section]}: ${escapeText(text)}${linked.length === 0 ? '' : ` (${linked.join(', ')})`}`;
}
