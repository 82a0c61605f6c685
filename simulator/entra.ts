import { randomUUID } from 'node:crypto';
import type { SimIdentity } from './azure-access.ts';
import {
  badRequest,
  clientNotFound,
  type Refusal,
  refuseAssertion,
  refuseSecret,
  tenantNotFound,
} from './entra-refusals.ts';
import type { SimRequest, SimResponse, SimService } from './exchange.ts';
import type { Claims, TokenMint } from './jwt.ts';
import type { QuirkSwitches } from './quirks.ts';

export interface EntraOptions {
  /** Signs access tokens; ARM reads them with the same one. */
  readonly mint: TokenMint;
  /** Mints of the issuers whose assertions can be checked, GitHub's among them. */
  readonly assertionMints: readonly TokenMint[];
  readonly identities: () => readonly SimIdentity[];
  readonly tenants: () => readonly string[];
  readonly clock: () => number;
  readonly switches: () => QuirkSwitches;
  /** Seconds that an access token lives; Entra's are 60 to 90 minutes. */
  readonly tokenLife: () => number;
  /** Scopes that name something real: the ARM endpoints of this world, with `/.default`. */
  readonly resources: readonly string[];
}

/** Microsoft Entra ID: token endpoint, OpenID configuration and instance discovery. */
export function createEntra(options: EntraOptions): SimService {
  return (request) => {
    if (/^\/common\/discovery\/instance$/i.test(request.path)) return instanceDiscovery(request);
    const [, tenant, rest] = /^\/([^/]+)(\/.*)$/.exec(request.path) ?? [];
    if (tenant === undefined || rest === undefined) return { status: 404, body: 'Not found' };
    const known = options.tenants().some((one) => one.toLowerCase() === tenant.toLowerCase());
    if (!known) return refuse(options, request, tenantNotFound(tenant));
    if (request.method === 'GET' && /^(\/v2\.0)?\/\.well-known\/openid-configuration$/.test(rest)) {
      return { status: 200, body: openIdConfiguration(request.host, tenant) };
    }
    if (request.method === 'POST' && rest === '/oauth2/v2.0/token')
      return issueToken(options, request, tenant);
    return { status: 404, body: 'Not found' };
  };
}

function issueToken(options: EntraOptions, request: SimRequest, tenant: string): SimResponse {
  const form = new URLSearchParams(request.body);
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials')
    return refuse(options, request, badRequest(70003, `The grant type '${grant}' is not supported.`));
  const clientId = form.get('client_id') ?? '';
  const identity = options
    .identities()
    .find((one) => one.clientId === clientId && one.tenantId.toLowerCase() === tenant.toLowerCase());
  if (identity === undefined) return refuse(options, request, clientNotFound(clientId, tenant));
  const resource = resourceOf(options, form.get('scope') ?? '');
  if (typeof resource !== 'string') return refuse(options, request, resource);
  const refused = form.has('client_assertion')
    ? refuseAssertion(options, identity, form)
    : refuseSecret(identity, form.get('client_secret'));
  if (refused !== undefined) return refuse(options, request, refused);
  const life = options.tokenLife();
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache' },
    body: {
      token_type: 'Bearer',
      expires_in: life,
      ext_expires_in: life,
      access_token: options.mint.mint(accessClaims(identity, resource, options.clock(), life)),
    },
  };
}

function accessClaims(identity: SimIdentity, resource: string, clock: number, life: number): Claims {
  const now = Math.floor(clock / 1000);
  return {
    aud: resource,
    iss: `https://sts.windows.net/${identity.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + life,
    appid: identity.clientId,
    idtyp: 'app',
    oid: identity.objectId,
    sub: identity.objectId,
    tid: identity.tenantId,
    ver: '1.0',
  };
}

function resourceOf(options: EntraOptions, scope: string): string | Refusal {
  const resource = /^(\S+)\/\.default$/.exec(scope.trim())?.[1];
  if (resource === undefined) {
    return badRequest(
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
      'invalid_scope',
    );
  }
  if (options.resources.includes(resource.replace(/\/$/, ''))) return resource;
  return badRequest(
    500011,
    `The resource principal named ${resource} was not found in the tenant.`,
    'invalid_resource',
  );
}

function refuse(options: EntraOptions, request: SimRequest, refusal: Refusal): SimResponse {
  const trace = randomUUID();
  const correlation = request.headers['client-request-id'] ?? randomUUID();
  const timestamp = new Date(options.clock())
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const { status, error, code, message } = refusal;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://${request.host}/error?code=${code}`,
    },
  };
}

function openIdConfiguration(host: string, tenant: string): Readonly<Record<string, unknown>> {
  const base = `https://${host}/${tenant}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  };
}

function instanceDiscovery(request: SimRequest): SimResponse {
  const authority =
    request.query.get('authorization_endpoint') ?? `https://${request.host}/common/oauth2/v2.0/authorize`;
  const { host } = new URL(authority);
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: authority.replace(
        /\/oauth2\/v2\.0\/authorize$/,
        '/v2.0/.well-known/openid-configuration',
      ),
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    },
  };
}
