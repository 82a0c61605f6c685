/** `GET {resource}/providers/Microsoft.Authorization/permissions`: what the caller's own roles grant there. */
import { covers, type SimIdentity } from './azure-access.ts';
import type { Body } from './azure-cluster.ts';

export function permissionsOf(identity: SimIdentity, resource: string): readonly Body[] {
  return identity.roles
    .filter((role) => covers(role.scope, resource))
    .map((role) => ({
      actions: role.actions,
      notActions: role.notActions ?? [],
      dataActions: [],
      notDataActions: [],
    }));
}
