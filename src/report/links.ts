import type { FindingCode } from '../drift/codes.ts';
import type { Place } from '../inputs/log.ts';
import { codeSpan, escapeText, plainText } from './markdown.ts';
import type { Told } from './told.ts';

/** Where the documents of this action are read. The owner is where the action is published from. */
export const docsBase = 'https://github.com/aks-upgrade/aks-upgrade/blob/main/docs';

/** A reference link: the same address a thousand times over would crowd out what is said. */
export function linkFinding(code: FindingCode): string {
  return `[${code}]`;
}

/** The addresses that `linkFinding` stands for; they show nothing where they are written. */
export function defineLinks(codes: Iterable<FindingCode>): string {
  return [...new Set(codes)]
    .sort()
    .map((code) => `[${code}]: ${docsBase}/findings.md#${code.toLowerCase()}`)
    .join('\n');
}

export function linkDocument(words: string, file: string): string {
  return `[${words}](${docsBase}/${file})`;
}

/** The part of the context that a link to the run takes. */
export type RunPlace = Pick<Told['context'], 'serverUrl' | 'owner' | 'repository' | 'runId'>;

/** Where outside addresses may lead, with nothing in them that could end a link. */
const sourceUrl =
  /^https:\/\/(?:(?:redirect\.)?github\.com|learn\.microsoft\.com|aka\.ms|kubernetes\.io|nvd\.nist\.gov)\/[\w./#+-]*$/;
/** Pages whose mention leaves a trace on them. */
const tracedUrl = /^https:\/\/github\.com(\/[\w.-]+\/[\w.-]+\/(?:issues|pull|discussions|commit)\/.*)$/;

/** An address that was found outside, for Markdown of ours; the words alone where it leads to no host of the list. */
export function linkSource(words: string, url: string): string {
  // Browsers resolve dots in a path.
  const isDead = url.length > longestUrl || url.split(/[/#]/).some((part) => /^\.{1,2}$/.test(part));
  if (isDead || !sourceUrl.test(url)) return words;
  return `[${words}](${url.replace(tracedUrl, 'https://redirect.github.com$1')})`;
}

export function linkRun(context: RunPlace): string {
  return `[run ${context.runId}](${repositoryUrl(context)}/actions/runs/${context.runId})`;
}

/** Longer ones would crowd out what is said. */
const longestUrl = 600;

/**
 * A line of a file at a ref, as Markdown; without a link where no address would lead there. `most`: characters of the
 * path that are shown.
 */
export function linkLine(
  context: RunPlace,
  ref: string | undefined,
  { file, line }: Place,
  most?: number,
): string {
  const parts = [...(ref ?? '').split('/'), ...file.split('/')];
  const url = `${repositoryUrl(context)}/blob/${parts.map(encodePart).join('/')}#L${line}`;
  // Browsers resolve dots in a path, encoded or not.
  const isDead = url.length > longestUrl || parts.some((part) => /^\.{0,2}$/.test(part));
  if (isDead) return spanLine(shortenPath(file), line);
  return `[${spanLine(shortenPath(file, most), line)}](${url})`;
}

/** A bracket that closes before a colon makes a definition of a link, code or not. */
function spanLine(path: string, line: number): string {
  const shown = `${path}:${line}`;
  return /[[\]]/.test(shown) ? escapeText(shown) : codeSpan(shown);
}

/** Git takes paths up to 4,096 bytes. */
const longestPath = 4_096;

/** The end of a path says more than its beginning; cut between folders where that leaves anything. */
export function shortenPath(path: string, most = 60): string {
  const line = plainText(path, longestPath);
  const characters = Array.from(line);
  if (characters.length <= most) return line;
  const end = characters.slice(1 - most).join('');
  return `…${end.slice(Math.max(0, end.indexOf('/')))}`;
}

function repositoryUrl({ serverUrl, owner, repository }: RunPlace): string {
  return `${serverUrl}/${[owner, repository].map(encodeURIComponent).join('/')}`;
}

/** Nothing but letters, digits and `-_.` stays as it is: a bracket would end the link. */
function encodePart(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
