import type { FindingCode } from '../drift/codes.ts';
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

export function linkRun(context: RunPlace): string {
  const path = [context.owner, context.repository].map(encodeURIComponent).join('/');
  return `[run ${context.runId}](${context.serverUrl}/${path}/actions/runs/${context.runId})`;
}
