import type { Sha256 } from './run-context.ts';

/**
 * The public name of an Azure resource: 16 hex digits over repository id and resource id, so that outputs hold
 * nothing that a runner masks and two repositories cannot be told to speak of the same cluster.
 */
export function hashId(sha256: Sha256, repositoryId: string, resourceId: string): string {
  return sha256(`${repositoryId}\n${resourceId.toLowerCase()}`).slice(0, 16);
}
