/** Microsoft Entra ID and GitHub's issuer without a network: one federated credential, and requests for tokens. */
import { actionsIssuer } from '../../simulator/actions-oidc.ts';
import type { SimIdentity } from '../../simulator/azure-access.ts';
import { createEntra } from '../../simulator/entra.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import { createTokenMint } from '../../simulator/jwt.ts';
import type { QuirkSwitches } from '../../simulator/quirks.ts';
import { day } from './azure-desk.ts';

export const credential = {
  name: 'workflow',
  issuer: actionsIssuer,
  subject: 'repo:contoso/platform:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
};

const identity: SimIdentity = {
  clientId: '33333333-3333-4333-8333-333333333333',
  objectId: '44444444-4444-4444-8444-444444444444',
  tenantId: simTenantId,
  federatedCredentials: [credential],
  secret: 'the-secret',
  roles: [],
};

export interface TokenRequest {
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: string;
  /** Seconds since the assertion was made. */
  readonly age?: number;
  /** Signed by somebody else. */
  readonly forged?: boolean;
  readonly secret?: string;
  readonly clientId?: string;
  readonly tenant?: string;
  readonly scope?: string;
  readonly grant?: string;
  readonly tokenLife?: number;
}

export const accessMint = createTokenMint();
const actionsMint = createTokenMint();

export function requestToken(asked: TokenRequest = {}, quirks: QuirkSwitches = {}): SimResponse {
  const entra = createEntra({
    mint: accessMint,
    assertionMints: [actionsMint],
    identities: () => [identity],
    tenants: () => [simTenantId],
    clock: () => day.getTime(),
    switches: () => quirks,
    tokenLife: () => asked.tokenLife ?? 3599,
    resources: ['https://management.azure.com'],
  });
  const made = day.getTime() / 1000 - (asked.age ?? 0);
  const assertion = (asked.forged === true ? createTokenMint() : actionsMint).mint({
    iss: asked.issuer ?? credential.issuer,
    sub: asked.subject ?? credential.subject,
    aud: asked.audience ?? credential.audience,
    nbf: made,
    exp: made + 300,
  });
  const proof =
    asked.secret === undefined
      ? {
          client_assertion: assertion,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        }
      : { client_secret: asked.secret };
  const form = {
    grant_type: asked.grant ?? 'client_credentials',
    client_id: asked.clientId ?? identity.clientId,
    scope: asked.scope ?? 'https://management.azure.com/.default',
    ...proof,
  };
  return entra({
    method: 'POST',
    host: 'login.microsoftonline.com',
    path: `/${asked.tenant ?? simTenantId}/oauth2/v2.0/token`,
    query: new URLSearchParams(),
    headers: {},
    body: new URLSearchParams(form).toString(),
  }) as SimResponse;
}
