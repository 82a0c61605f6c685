import type { Form } from './fields.ts';
import { pattern } from './fields.ts';
import type { Scope, SignIn } from './inputs.ts';
import type { Sha256 } from './run-context.ts';
import { identifyRef } from './scope-inputs.ts';

export const reportKey: Form<string> = pattern(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  '1 to 64 letters, digits, `.`, `_`, `-`; a letter or digit first',
  'production',
);

/**
 * The same scope, however it is written, has the same key. Aim and `environment-tag` are left out: changing them
 * must not open a second issue. Tenant and cloud count only where no subscription is named, which is where they
 * decide what is seen.
 */
export function deriveReportKey(scope: Scope, signIn: SignIn, sha256: Sha256): string {
  const isPlaced = scope.subscriptionIds.length > 0 || scope.clusters.some(({ kind }) => kind !== 'named');
  const canonical = [
    isPlaced ? [] : [signIn.cloud, signIn.tenantId ?? '', signIn.resourceManagerEndpoint ?? ''],
    sortedOnce(scope.subscriptionIds),
    scope.resourceGroup?.toLowerCase() ?? '',
    scope.clusterName?.toLowerCase() ?? '',
    sortedOnce(scope.clusters.map(identifyRef)),
    // Azure compares names of tags without regard to case, their values with it.
    sortedOnce(scope.tags.map(({ key, value }) => JSON.stringify([key.toLowerCase(), value]))),
    sortedOnce(scope.nodePools),
  ];
  return `scope-${sha256(JSON.stringify(canonical)).slice(0, 10)}`;
}

function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
