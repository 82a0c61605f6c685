import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { findTextLinks } from './github-links.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface Found {
  readonly text: string;
  readonly at: Place;
}

export interface FoundLink extends Found {
  readonly url: string;
}

export interface FoundTable {
  readonly at: Place;
  /** Cells of each row, the head first. */
  readonly columns: readonly number[];
}

export interface Heading extends Found {
  readonly depth: number;
}

/** What GitHub would make of a text, as far as it can hurt. */
export interface Judgement {
  readonly mentions: readonly Found[];
  /** Issues, pull requests and commits. */
  readonly references: readonly Found[];
  /** Links that were not allowed, autolinks and `<a href>` among them. */
  readonly links: readonly FoundLink[];
  readonly images: readonly FoundLink[];
  /** Raw HTML that was not allowed. */
  readonly html: readonly Found[];
  /** `<!-- aks-upgrade` and its end wherever they stand in the source, inside code too. */
  readonly markers: readonly (Found & { readonly isLine: boolean })[];
  readonly tables: readonly FoundTable[];
  readonly headings: readonly Heading[];
  /** Opened and not closed, plus closed and not opened. */
  readonly unbalancedDetails: number;
  readonly unclosedFences: number;
  readonly footnotes: readonly Found[];
  readonly emoji: readonly Found[];
  readonly math: readonly Found[];
}

export interface Allowed {
  /** Links that we wrote ourselves; exact URLs, or a test. */
  readonly links?: readonly string[] | ((url: string) => boolean);
  /** Raw HTML that we wrote ourselves; each tag or comment by itself. */
  readonly html?: readonly string[] | ((html: string) => boolean);
}

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly depth?: number;
  readonly alt?: string | null;
  readonly children?: readonly Node[];
  readonly position?: {
    readonly start: Place & { offset?: number };
    readonly end: { readonly offset?: number };
  };
}

type Lists = {
  -readonly [Key in keyof Judgement]: Judgement[Key] extends readonly (infer Item)[] ? Item[] : number;
};

interface Walk {
  readonly source: string;
  readonly found: Lists;
  readonly isAllowedLink: (url: string) => boolean;
  readonly isAllowedHtml: (html: string) => boolean;
  /** Raw `<code>`, `<pre>`, `<a>`, `<script>` and `<style>` that are open: GitHub links nothing in them. */
  shelter: number;
  openDetails: number;
}

function allows(
  rule: readonly string[] | ((text: string) => boolean) | undefined,
): (text: string) => boolean {
  if (typeof rule === 'function') return rule;
  const known = new Set(rule ?? []);
  return (text) => known.has(text);
}

/** Parses as GitHub's Markdown and names everything that is more than text. */
export function judge(markdown: string, allowed: Allowed = {}): Judgement {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node;
  const walk: Walk = {
    source: markdown,
    found: emptyLists(),
    isAllowedLink: allows(allowed.links),
    isAllowedHtml: allows(allowed.html),
    shelter: 0,
    openDetails: 0,
  };
  visit(walk, tree, false);
  walk.found.unbalancedDetails += walk.openDetails;
  walk.found.markers.push(...findMarkers(markdown));
  return walk.found;
}

function emptyLists(): Lists {
  return {
    mentions: [],
    references: [],
    links: [],
    images: [],
    html: [],
    markers: [],
    tables: [],
    headings: [],
    unbalancedDetails: 0,
    unclosedFences: 0,
    footnotes: [],
    emoji: [],
    math: [],
  };
}

function place(node: Node): Place {
  const start = node.position?.start;
  return { line: start?.line ?? 0, column: start?.column ?? 0, offset: start?.offset ?? 0 };
}

function sourceOf(walk: Walk, node: Node): string {
  return walk.source.slice(place(node).offset, node.position?.end.offset ?? 0);
}

function visit(walk: Walk, node: Node, isInLink: boolean): void {
  const at = place(node);
  const { found } = walk;
  switch (node.type) {
    case 'text':
      if (!isInLink && walk.shelter === 0) tellText(walk, node.value ?? '', at);
      return;
    case 'html':
      visitHtml(walk, node.value ?? '', at);
      return;
    case 'link':
    case 'definition':
      tellLink(walk, node.url ?? '', sourceOf(walk, node), at);
      break;
    case 'image':
      found.images.push({ url: node.url ?? '', text: node.alt ?? '', at });
      return;
    case 'imageReference':
      found.images.push({ url: '', text: node.alt ?? '', at });
      return;
    case 'footnoteReference':
    case 'footnoteDefinition':
      found.footnotes.push({ text: sourceOf(walk, node), at });
      break;
    case 'heading':
      found.headings.push({ depth: node.depth ?? 0, text: textOf(node), at });
      break;
    case 'table':
      found.tables.push({ at, columns: (node.children ?? []).map((row) => row.children?.length ?? 0) });
      break;
    case 'code':
      if (isUnclosed(sourceOf(walk, node))) found.unclosedFences += 1;
      return;
  }
  const isLink = isInLink || node.type === 'link' || node.type === 'linkReference';
  for (const child of node.children ?? []) visit(walk, child, isLink);
}

const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join('');

function isUnclosed(source: string): boolean {
  const [first = '', ...rest] = source.split(/\r\n|\r|\n/);
  const fence = /^\s*(`{3,}|~{3,})/.exec(first)?.[1];
  if (fence === undefined) return false;
  const last = (rest.at(-1) ?? '').replace(/^[\s>]*/, '').trimEnd();
  return !(last.length >= fence.length && [...last].every((sign) => sign === fence[0]));
}

function tellText(walk: Walk, text: string, at: Place): void {
  const { mentions, references, autolinks, emoji, math } = findTextLinks(text);
  const { found } = walk;
  found.mentions.push(...mentions.map((each) => ({ text: each, at })));
  found.references.push(...references.map((each) => ({ text: each, at })));
  for (const url of autolinks) tellLink(walk, url, url, at);
  found.emoji.push(...emoji.map((each) => ({ text: each, at })));
  found.math.push(...math.map((each) => ({ text: each, at })));
}

function tellLink(walk: Walk, url: string, text: string, at: Place): void {
  if (!walk.isAllowedLink(url)) walk.found.links.push({ url, text, at });
}

const htmlPiece =
  /<!--[\s\S]*?(?:-->|$)|<[?!][\s\S]*?(?:>|$)|<\/?([A-Za-z][A-Za-z0-9-]*)[^>]*(?:>|$)|[^<]+|</g;
const sheltering = new Set(['code', 'pre', 'a', 'tt', 'script', 'style']);

/** A block of HTML holds text too, which GitHub's filters see. */
function visitHtml(walk: Walk, html: string, at: Place): void {
  for (const [piece, name] of html.matchAll(htmlPiece)) {
    if (!piece.startsWith('<') || piece === '<') {
      if (walk.shelter === 0) tellText(walk, decodeEntities(piece), at);
      continue;
    }
    if (!walk.isAllowedHtml(piece)) walk.found.html.push({ text: piece, at });
    if (name !== undefined) visitTag(walk, name.toLowerCase(), piece, at);
  }
}

function visitTag(walk: Walk, name: string, tag: string, at: Place): void {
  const isClosing = tag.startsWith('</');
  if (sheltering.has(name)) walk.shelter = Math.max(0, walk.shelter + (isClosing ? -1 : 1));
  if (name === 'details') {
    if (!isClosing) walk.openDetails += 1;
    else if (walk.openDetails > 0) walk.openDetails -= 1;
    else walk.found.unbalancedDetails += 1;
  }
  if (isClosing) return;
  const url = /\s(?:href|src|srcset|action)\s*=\s*["']?([^"'\s>]*)/i.exec(tag)?.[1];
  if (name === 'img' || name === 'picture') walk.found.images.push({ url: url ?? '', text: tag, at });
  else if (url !== undefined) tellLink(walk, url, tag, at);
}

/** Character references, by the parser itself. */
function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/gi, (entity) => {
    const decoded = fromMarkdown(`a${entity}a`) as Node;
    return textOf(decoded).slice(1, -1);
  });
}

function findMarkers(markdown: string): Lists['markers'] {
  return [...markdown.matchAll(/<!--\s*\/?\s*aks-upgrade[^\r\n]*/gi)].map((match) => {
    const before = markdown.slice(0, match.index);
    const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    const isLine = before.slice(start).trim() === '' && match[0].trimEnd().endsWith('-->');
    const line = before.split(/\r\n|\r|\n/).length;
    const at = { line, column: match.index - start + 1, offset: match.index };
    return { text: match[0], at, isLine };
  });
}
