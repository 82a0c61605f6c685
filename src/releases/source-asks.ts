/** What is asked of whom: the exact addresses, and how much may come. Nothing of Azure's text stands in one unchecked. */

import { type Ask, apiHost, rawHost, scanHost } from './download.ts';

export interface SourceAsk extends Pick<Ask, 'url' | 'accept' | 'largest'> {
  /** What the log calls it. */
  readonly what: string;
  /** Holds the same text, for everybody: asked where the API refuses. */
  readonly fallback?: string;
}

const kilobyte = 1000;
const megabyte = 1_000_000;
const asText = 'application/vnd.github.raw+json';
const asJson = 'application/vnd.github+json';

/** Folder of Azure/AgentBaker with a note for each image. */
export const noteFolder = 'vhdbuilder/release-notes/';

export const listOfNotes: SourceAsk = {
  what: 'list of node image notes',
  url: `https://${apiHost}/repos/Azure/AgentBaker/git/trees/main:vhdbuilder%2Frelease-notes?recursive=1`,
  accept: asJson,
  largest: 8 * megabyte,
};

export const releaseNotes: SourceAsk = {
  what: 'AKS release notes',
  url: `https://${apiHost}/repos/Azure/AKS/releases?per_page=15`,
  accept: asJson,
  largest: 4 * megabyte,
};

export const calendarPage: SourceAsk = {
  what: 'support calendar',
  ...fileOf('MicrosoftDocs/azure-aks-docs', 'main', 'articles/aks/supported-kubernetes-versions.md'),
  largest: megabyte,
};

/** `undefined`: not a name that a note can have. */
export function askForNote({
  ref,
  path,
}: {
  readonly ref: string;
  readonly path: string;
}): SourceAsk | undefined {
  const isPlain = /^[\w-][\w./-]{0,200}$/.test(path) && !path.includes('..') && /^[\w-]{1,64}$/.test(ref);
  return isPlain
    ? { what: `note ${path}`, ...fileOf('Azure/AgentBaker', ref, path), largest: 512 * kilobyte }
    : undefined;
}

/** `path` as `scanPath` gives it. */
export function askForScan(path: string): SourceAsk | undefined {
  return /^\/[\w./-]{1,200}$/.test(path) && !path.includes('..')
    ? {
        what: `scan ${path}`,
        url: `https://${scanHost}${path}`,
        accept: 'application/json',
        largest: 4 * megabyte,
      }
    : undefined;
}

function fileOf(repository: string, ref: string, path: string) {
  return {
    url: `https://${apiHost}/repos/${repository}/contents/${path}?ref=${ref}`,
    accept: asText,
    fallback: `https://${rawHost}/${repository}/${ref}/${path}`,
  };
}
