import type { ImageVersion } from '../../inventory/image-version.ts';
import { kindOf, noteOf } from '../../releases/images/image-kind.ts';
import { isMissing } from '../../releases/releases.ts';
import { linkDocument, linkSource } from '../links.ts';
import { codeSpan, count, details, escapeText, listWords } from '../markdown.ts';
import type { ImagePair, ReleaseView } from '../release-view.ts';
import type { Shown } from '../shown.ts';
import { shortenImage } from '../words.ts';
import { hasCves, tellImageChange } from './image-diff.ts';

/** From here on they are folded: one shows what there is to see, and more are not read. */
const mostOpen = 1;
/** Far more than a fleet has kinds of images. */
const mostPairs = 50;
const mostUnknown = 5;

/** What the new images bring, each pair of images once. */
export function tellImagePairs({ pairs, unknown }: ReleaseView, { images, packages }: Shown): string {
  const shown = pairs.slice(0, Math.min(images, mostPairs));
  if (shown.length + unknown.length === 0) return '';
  const rest = pairs.length - shown.length;
  return [
    '### What the new node images bring',
    ...(shown.some(({ change }) => hasCves(change)) ? [tellScan()] : []),
    ...shown.map((pair, at) => (at < mostOpen ? tellOpen : tellFolded)(pair, at < packages)),
    ...(rest > 0 ? [`And ${count(rest, 'more change')} of node image.`] : []),
    ...(unknown.length > 0 ? [listUnknown(unknown)] : []),
  ].join('\n\n');
}

/** One line each: a section without anything in it is not read. */
function listUnknown(pairs: readonly ImagePair[]): string {
  const lines = pairs
    .slice(0, mostUnknown)
    .map((pair) => `- ${titlePair(pair)} · ${countPools(pair)}: ${tellUnknown(pair)}`);
  const rest = pairs.length - lines.length;
  return ['Not known:\n', ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

function tellUnknown({ change: { diff } }: ImagePair): string {
  return isMissing(diff) ? escapeText(diff.missing) : '';
}

function tellScan(): string {
  const about = linkDocument('what that means', 'release-data.md#what-it-means-and-what-it-does-not');
  return `_Closed_ are CVEs that AKS's own scan finds in the older image and not in the newer one: ${about}.`;
}

/** `Ubuntu 22.04`; what AKS calls it where its system is not known. As plain text. */
export function nameSystem(image: ImageVersion): string {
  const system = kindOf(image)?.system;
  return system === undefined ? nameKind(image) : `${systemWords[system.os]} ${system.version}`.trim();
}

const systemWords = {
  Ubuntu: 'Ubuntu',
  AzureLinux: 'Azure Linux',
  Mariner: 'CBL-Mariner',
  Windows: 'Windows Server',
  Flatcar: 'Flatcar',
  AzureContainerLinux: 'Azure Container Linux',
} as const;

function titlePair({ change: { from, to } }: ImagePair): string {
  const system = `**${escapeText(nameSystem(to), 60)}**`;
  return from.kind === to.kind
    ? `${system} ${codeSpan(nameKind(to))}: ${codeSpan(shortenImage(from))} → ${codeSpan(shortenImage(to))}`
    : `${system}: ${codeSpan(from.text)} → ${codeSpan(to.text)}`;
}

function tellOpen(pair: ImagePair, hasPackages: boolean): string {
  return [
    [titlePair(pair), countPools(pair), ...linkNotes(pair)].join(' · '),
    ...tellReplaced(pair),
    tellImageChange(pair.change, hasPackages),
  ].join('\n\n');
}

/** Nobody is to expect a kernel that the upgrade does not bring. */
function tellReplaced({ pools, replaced }: ImagePair): readonly string[] {
  if (replaced.length === 0) return [];
  const whom = replaced.length === pools ? 'Not' : `Not to ${replaced.length} of these pools`;
  const systems = [...new Set(replaced.map(({ system }) => system))].sort();
  const named = listWords(systems.map((system) => `**${escapeText(system, 60)}**`));
  return [
    `${whom} with the Kubernetes version aimed for: it comes with an image of ${named}, and what that changes is not compared.`,
  ];
}

/** Markdown does not work in the line that stays when it is folded. */
function tellFolded(pair: ImagePair, hasPackages: boolean): string {
  const { from, to } = pair.change;
  const [before, after] = [from, to].map((image) => escapeText(shortenImage(image), 90));
  const title = `${escapeText(nameSystem(to), 60)} ${escapeText(nameKind(to), 90)}: ${before} → ${after}`;
  const change = tellImageChange(pair.change, hasPackages);
  const body = [linkNotes(pair).join(''), ...tellReplaced(pair), change];
  return details(`${title} · ${countPools(pair)}`, body.filter((part) => part !== '').join('\n\n'));
}

/** What stands before the release, in the case that Azure gave it. */
function nameKind({ text, kind }: ImageVersion): string {
  return text.toLowerCase().startsWith(kind) ? text.slice(0, kind.length) : text;
}

function countPools({ pools, clusters }: ImagePair): string {
  return `${count(pools, 'pool')} in ${count(clusters, 'cluster')}`;
}

/** Where a note is missing, so is its page. */
function linkNotes({ change: { from, to, diff } }: ImagePair): readonly string[] {
  if (isMissing(diff)) return [];
  const links = [
    ['before', noteOf(from)],
    ['after', noteOf(to)],
  ] as const;
  const told = links.flatMap(([words, note]) =>
    note === undefined
      ? []
      : [linkSource(words, `https://github.com/Azure/AgentBaker/blob/${note.ref}/${note.path}`)],
  );
  return told.length === 0 ? [] : [`notes ${told.join(' and ')}`];
}
