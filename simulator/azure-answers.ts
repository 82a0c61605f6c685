import type { SimResponse } from './exchange.ts';

/** ARM's own errors stand in `error`; its gateway says so in a header (azure-cli test_aks_abort, Jun 2023). */
export function armError(status: number, code: string, message: string, headers: Headers = {}): SimResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-ms-failure-cause': 'gateway',
      ...headers,
    },
    body: { error: { code, message } },
  };
}

type Headers = Readonly<Record<string, string>>;

/** The resource provider's errors are bare (azure-cli test_aks_create_scale_with_custom_nodepool_name_msi). */
export function providerError(
  status: number,
  code: string,
  message: string,
  more: { readonly subcode?: string; readonly details?: unknown } = {},
): SimResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-ms-failure-cause': 'service' },
    body: { code, details: more.details ?? null, message, subcode: more.subcode ?? '' },
  };
}

export function notGranted(
  identity: { clientId: string; objectId: string },
  action: string,
  scope: string,
): SimResponse {
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${identity.clientId}' with object id '${identity.objectId}' does not have authorization to perform ` +
      `action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please ` +
      'refresh your credentials.',
  );
}

/** `seconds` goes into `Retry-After`; without it the wait stands in the text alone, as in the recording of Sep 2024. */
export function throttled(seconds?: number): SimResponse {
  return {
    status: 429,
    headers: {
      'content-type': 'application/json',
      ...(seconds === undefined ? {} : { 'retry-after': String(seconds) }),
    },
    body: {
      code: 'Throttled',
      details: null,
      message: `The request is throttled: the limit of this API is reached. Retry after ${seconds ?? 2} seconds.`,
      subcode: '',
    },
  };
}

/** A 429 of ARM's identity layer: wrapped, without `Retry-After` (azure-cli-extensions, 4 Sep 2024). */
export function throttledIdentity(tenantId: string): SimResponse {
  return armError(
    429,
    'FailedIdentityOperation',
    `Identity operation failed with error 'Status: 429'. Request is temporarily throttled because tenant ${tenantId} ` +
      'has issued too many requests. Retry after 2 seconds.',
  );
}

/** nginx before the resource provider (azure-cli test_aks_availability_zones, Feb 2022). */
export const badGatewayPage: SimResponse = {
  status: 502,
  headers: { 'content-type': 'text/html', server: 'nginx', 'x-ms-failure-cause': 'service' },
  body:
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n' +
    '<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
};

/** ASP.NET's page of a crashed front end (azure-cli test_aks_create_with_ppg_msi, Mar 2021). */
export const runtimeErrorPage: SimResponse = {
  status: 500,
  headers: { 'content-type': 'text/html; charset=utf-8', server: 'Microsoft-IIS/10.0' },
  body:
    '<!DOCTYPE html>\r\n<html>\r\n<head><title>Runtime Error</title></head>\r\n<body bgcolor="white">\r\n' +
    "<h1>Server Error in '/' Application.</h1>\r\n<h2><i>Runtime Error</i></h2>\r\n</body>\r\n</html>\r\n",
};

/** The resource provider's database (azure-cli test_aks_update_with_workload_identity, Jun 2023): no `subcode`. */
export function entityStoreError(subscriptionId: string): SimResponse {
  return {
    status: 500,
    headers: { 'content-type': 'application/json', 'x-ms-failure-cause': 'service' },
    body: {
      code: 'EntityStoreOperationError',
      message: `Failed to get subscription ${subscriptionId}. A database operation failed. Please retry later.`,
    },
  };
}

/** azure-cli test_aks_approuting_zone_add_delete_list, Feb 2024. */
export const gatewayTimeout: SimResponse = {
  ...armError(504, 'GatewayTimeout', 'The gateway had no answer from Microsoft.ContainerService in time.'),
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-ms-failure-cause': 'service' },
};
