import type { FindingCode } from '../drift/codes.ts';
import type { Told } from './told.ts';

/** Where the documents of this action are read. The owner is where the action is published from. */
export const docsBase = 'https://github.com/aks-upgrade/aks-upgrade/blob/main/docs';

export function linkFinding(code: FindingCode): string {
  return `[${code}](${docsBase}/findings.md#${code.toLowerCase()})`;
}

export function linkDocument(words: string, file: string): string {
  return `[${words}](${docsBase}/${file})`;
}

export function linkRun(context: Told['context']): string {
  const path = [context.owner, context.repository].map(encodeURIComponent).join('/');
  return `[run ${context.runId}](${context.serverUrl}/${path}/actions/runs/${context.runId})`;
}
