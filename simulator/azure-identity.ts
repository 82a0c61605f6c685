import { actionsIssuer, type SimRun, subjectOf, usualRun } from './actions-oidc.ts';
import { checkActions, type SimIdentity } from './azure-access.ts';
import { clouds, type SimCloud } from './azure-clouds.ts';
import { type Fleet, simTenantId } from './fleet.ts';

export const simClientId = '33333333-3333-4333-8333-333333333333';

/** An identity that this run's token fits, with these actions on every subscription of the fleet. */
export function usualIdentity(
  fleet: Fleet,
  run: SimRun = usualRun,
  cloud: SimCloud = clouds.AzureCloud,
  actions: readonly string[] = checkActions,
): SimIdentity {
  return {
    clientId: simClientId,
    objectId: '44444444-4444-4444-8444-444444444444',
    tenantId: fleet.subscriptions[0]?.tenantId ?? simTenantId,
    federatedCredentials: [
      {
        name: 'workflow',
        issuer: actionsIssuer,
        subject: subjectOf(run),
        audience: cloud.federationAudience,
      },
    ],
    roles: fleet.subscriptions.map((one) => ({ actions, scope: `/subscriptions/${one.id}` })),
  };
}
