/** Subscriptions, as whoever asks may see them. */
import { type SimIdentity, seesSubscription } from './azure-access.ts';
import { armError } from './azure-answers.ts';
import type { SimResponse } from './exchange.ts';
import type { Fleet, SimSubscription } from './fleet-model.ts';

export function findSubscription(
  fleet: Fleet,
  identity: SimIdentity,
  id: string,
): SimSubscription | SimResponse {
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) {
    return armError(
      400,
      'InvalidSubscriptionId',
      `The provided subscription identifier '${id}' is malformed or invalid.`,
    );
  }
  const found = fleet.subscriptions.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (found === undefined) {
    return armError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }
  if (found.tenantId === identity.tenantId) return found;
  return armError(
    401,
    'InvalidAuthenticationTokenTenant',
    `The access token is from the wrong issuer 'https://sts.windows.net/${identity.tenantId}/'. It must match the ` +
      `tenant 'https://sts.windows.net/${found.tenantId}/' associated with this subscription.`,
  );
}

export function subscriptionList(fleet: Fleet, identity: SimIdentity): SimResponse {
  const seen = fleet.subscriptions
    .filter((one) => one.tenantId === identity.tenantId && seesSubscription(identity, one.id))
    .map(subscriptionBody);
  return { status: 200, body: { value: seen, count: { type: 'Total', value: seen.length } } };
}

export function subscriptionBody(subscription: SimSubscription): Readonly<Record<string, unknown>> {
  return {
    id: `/subscriptions/${subscription.id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.name,
    state: subscription.state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}
