import type { FederatedCredential, SimIdentity } from './azure-access.ts';
import { type Claims, readClaims, type TokenMint, textClaim, timeClaim } from './jwt.ts';
import { isOn, type QuirkSwitches } from './quirks.ts';

/** Why Entra gives no token: HTTP status, OAuth error and AADSTS code. */
export interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly code: number;
  readonly message: string;
}

export interface AssertionWorld {
  readonly assertionMints: readonly TokenMint[];
  readonly clock: () => number;
  readonly switches: () => QuirkSwitches;
}

/** A client secret: the flow without federation. */
export function refuseSecret(identity: SimIdentity, secret: string | null): Refusal | undefined {
  if (secret === null)
    return unauthorized(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (identity.secret !== undefined && secret === identity.secret) return undefined;
  return unauthorized(
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${identity.clientId}'.`,
  );
}

/** The assertion of a federated credential: whom it names, who signed it, and when. */
export function refuseAssertion(
  options: AssertionWorld,
  identity: SimIdentity,
  form: URLSearchParams,
): Refusal | undefined {
  const assertion = form.get('client_assertion') ?? '';
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') {
    return badRequest(
      900144,
      "The request body must contain the following parameter: 'client_assertion_type'.",
    );
  }
  const claims = readClaims(assertion);
  if (claims === undefined) return unauthorized(50027, 'JWT token is invalid or malformed.');
  const switches = options.switches();
  const noMatch = refuseFederation(identity, claims, isOn('case-sensitive-federation', switches));
  if (noMatch !== undefined) return noMatch;
  if (!options.assertionMints.some((mint) => mint.read(assertion) !== undefined)) {
    return unauthorized(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered: the signature does not verify.',
    );
  }
  const now = options.clock() / 1000;
  const [from, to] = [timeClaim(claims, 'nbf'), timeClaim(claims, 'exp')];
  if (!isOn('short-assertions', switches) || (now < to && now >= from - 300)) return undefined;
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return unauthorized(
    700024,
    `Client assertion is not within its valid time range. Current time: ${at(now)}, assertion valid from ${at(from)}, expiry time of assertion ${at(to)}.`,
  );
}

/** Issuer first, then subject, then audience; each has a code of its own. */
function refuseFederation(identity: SimIdentity, claims: Claims, caseMatters: boolean): Refusal | undefined {
  const [iss, sub, aud] = [textClaim(claims, 'iss'), textClaim(claims, 'sub'), textClaim(claims, 'aud')];
  const ofIssuer = identity.federatedCredentials.filter((one) => one.issuer === iss);
  if (ofIssuer.length === 0) return noRecord(700211, 'issuer', iss);
  const fold = (one: FederatedCredential): boolean => one.subject.toLowerCase() === sub.toLowerCase();
  const ofSubject = ofIssuer.filter((one) => (caseMatters ? one.subject === sub : fold(one)));
  if (ofSubject.length === 0) {
    const near = ofIssuer.find(fold);
    return near === undefined ? noRecord(700213, 'subject', sub) : caseDiffers(sub, near.subject);
  }
  return ofSubject.some((one) => one.audience === aud) ? undefined : noRecord(700212, 'audience', aud);
}

function noRecord(code: number, what: string, value: string): Refusal {
  return unauthorized(
    code,
    `No matching federated identity record found for presented assertion ${what} '${value}'. Check your federated ` +
      'identity credential Subject, Audience and Issuer against the presented assertion. ' +
      'https://learn.microsoft.com/entra/workload-id/workload-identity-federation',
  );
}

function caseDiffers(presented: string, configured: string): Refusal {
  return unauthorized(
    7002138,
    `No matching federated identity record found for presented assertion subject '${presented}'. The subject matches ` +
      `'${configured}' with case-insensitive comparison, but not with case-sensitive comparison.`,
  );
}

export function clientNotFound(clientId: string, tenant: string): Refusal {
  return badRequest(
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the ` +
      'application has not been installed by the administrator of the tenant or consented to by any user in the ' +
      'tenant. You may have sent your authentication request to the wrong tenant.',
    'unauthorized_client',
  );
}

export function tenantNotFound(tenant: string): Refusal {
  return badRequest(
    90002,
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct ` +
      'cloud.',
  );
}

export function badRequest(code: number, message: string, error = 'invalid_request'): Refusal {
  return { status: 400, error, code, message };
}

function unauthorized(code: number, message: string): Refusal {
  return { status: 401, error: 'invalid_client', code, message };
}
