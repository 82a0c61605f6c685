/** Git's name for a commit, tree or blob, as GitHub writes it: SHA-1, or SHA-256 in repositories of that kind. */
export function isSha(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}

export function parseSha(value: unknown): string | undefined {
  return isSha(value) ? value : undefined;
}
