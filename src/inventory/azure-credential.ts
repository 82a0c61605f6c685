/** Signing in to Azure: an explicit chain. The SDK's default one waits some twenty seconds for endpoints that runners lack. */

import type { TokenCredential } from '@azure/identity';
import { Failure } from '../failure.ts';
import type { SignIn } from '../inputs/inputs.ts';
import { EntraWatch } from './azure-entra.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { createAssertions, type Environment, type OidcPorts, tokenEndpoint } from './runner-oidc.ts';
import { explainSignIn, type TokenClaims } from './sign-in-errors.ts';

export interface SignInPorts extends OidcPorts {
  readonly env: Environment;
}

type Method = Exclude<SignIn['method'], 'auto'>;

/**
 * A credential that has no token yet. Its `getToken` throws nothing but a `Failure`.
 * @throws Failure AKSU-OIDC or AKSU-SIGN-IN when the method lacks what it needs
 */
export async function createCredential(
  signIn: SignIn,
  endpoints: CloudEndpoints,
  ports: SignInPorts,
): Promise<TokenCredential> {
  const method = chooseMethod(signIn, ports.env);
  switch (method) {
    case 'oidc':
      return signInByOidc(signIn, endpoints, ports);
    case 'secret':
      return signInBySecret(signIn, endpoints, ports);
    case 'azure-cli':
      return signInByAzureCli(signIn, ports);
    case 'managed-identity':
      return signInByManagedIdentity(signIn, ports);
  }
}

/** `auto`: OIDC when all it needs is there, else a client secret, else the session that azure/login left. */
export function chooseMethod(signIn: SignIn, env: Environment): Method {
  if (signIn.method !== 'auto') return signIn.method;
  const isNamed = signIn.clientId !== undefined && signIn.tenantId !== undefined;
  if (isNamed && tokenEndpoint(env) !== undefined) return 'oidc';
  return isNamed && env['AZURE_CLIENT_SECRET'] ? 'secret' : 'azure-cli';
}

async function signInByOidc(
  signIn: SignIn,
  endpoints: CloudEndpoints,
  ports: SignInPorts,
): Promise<TokenCredential> {
  const { tenantId, clientId } = identityOf(signIn, 'OIDC');
  const endpoint = tokenEndpoint(ports.env);
  if (endpoint === undefined) {
    throw new Failure('AKSU-OIDC', 'The job may not ask for an OIDC token: it has no OIDC endpoint.');
  }
  const assertions = createAssertions(endpoint, endpoints.audience, ports);
  // The token comes while the library loads.
  void assertions.next();
  const { ClientAssertionCredential } = await import('@azure/identity');
  const watch = new EntraWatch(ports.clock);
  const options = watch.options(endpoints, ports.httpClient);
  const make = () => new ClientAssertionCredential(tenantId, clientId, assertions.next, options);
  return explained({ make, watch, claims: assertions.claims }, ports);
}

async function signInBySecret(
  signIn: SignIn,
  endpoints: CloudEndpoints,
  ports: SignInPorts,
): Promise<TokenCredential> {
  const { tenantId, clientId } = identityOf(signIn, 'a client secret');
  const secret = ports.env['AZURE_CLIENT_SECRET'];
  if (!secret) {
    throw new Failure('AKSU-SIGN-IN', 'The environment variable AZURE_CLIENT_SECRET is empty.', {
      next: 'Give the step `env: AZURE_CLIENT_SECRET`, or use OIDC, which has no secret.',
    });
  }
  ports.log.mask(secret);
  const { ClientSecretCredential } = await import('@azure/identity');
  const watch = new EntraWatch(ports.clock);
  const options = watch.options(endpoints, ports.httpClient);
  const make = () => new ClientSecretCredential(tenantId, clientId, secret, options);
  return explained({ make, watch }, ports);
}

async function signInByAzureCli(signIn: SignIn, ports: SignInPorts): Promise<TokenCredential> {
  const { AzureCliCredential } = await import('@azure/identity');
  const { tenantId } = signIn;
  const make = () => new AzureCliCredential(tenantId === undefined ? {} : { tenantId });
  const next =
    signIn.method === 'auto'
      ? 'For OIDC give `client-id`, `tenant-id` and the job `permissions: id-token: write`; or run azure/login before this step.'
      : 'Run azure/login before this step.';
  return explained({ make, next, lead: describeLastResort(signIn) }, ports);
}

/** `auto` comes to the Azure CLI when nothing else was there, and that is mostly the mistake. */
function describeLastResort(signIn: SignIn): string | undefined {
  if (signIn.method !== 'auto') return undefined;
  const isNamed = signIn.clientId !== undefined && signIn.tenantId !== undefined;
  const missing = isNamed
    ? 'the job has no OIDC endpoint, for want of `permissions: id-token: write`, and AZURE_CLIENT_SECRET is empty'
    : '`client-id` and `tenant-id` are empty (are the variables of the repository set?)';
  return `Azure sign-in failed: ${missing}; a session of azure/login did not help either`;
}

async function signInByManagedIdentity(signIn: SignIn, ports: SignInPorts): Promise<TokenCredential> {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const { clientId } = signIn;
  const make = () => new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  const next =
    'Run on a self-hosted runner in Azure that has the identity; `client-id` picks one of several.';
  return explained({ make, next }, ports);
}

function identityOf(signIn: SignIn, what: string): { tenantId: string; clientId: string } {
  const { tenantId, clientId } = signIn;
  if (tenantId !== undefined && clientId !== undefined) return { tenantId, clientId };
  const missing = [tenantId === undefined ? '`tenant-id`' : '', clientId === undefined ? '`client-id`' : ''];
  const names = missing.filter((name) => name !== '').join(' and ');
  throw new Failure('AKSU-SIGN-IN', `Signing in with ${what} needs ${names}.`, {
    next: `Add the input ${names}.`,
  });
}

interface Session {
  readonly make: () => TokenCredential;
  /** Of what talks to Entra by us; the others have their own way of trying again. */
  readonly watch?: EntraWatch;
  readonly claims?: () => TokenClaims | undefined;
  /** What to do when it fails; absent where the failure itself says more. */
  readonly next?: string;
  /** What this way was taken for, where that is the likelier mistake. */
  readonly lead?: string | undefined;
}

/** Masks every token, tries again what passes, and turns whatever stays wrong into a failure that says what to do. */
function explained({ make, watch, claims, next, lead }: Session, ports: SignInPorts): TokenCredential {
  let credential: TokenCredential | undefined;
  return {
    async getToken(scopes, options) {
      watch?.begin();
      for (;;) {
        try {
          credential ??= make();
          const token = await credential.getToken(scopes, options);
          if (token === null) throw new Error('the credential gave no token');
          ports.log.mask(token.token);
          return token;
        } catch (error) {
          // The library answers from memory for a minute after it was refused.
          credential = undefined;
          const failure = explainSignIn(error, { claims: claims?.(), trouble: watch?.trouble, next, lead });
          if (failure.code !== 'AKSU-SIGN-IN' || (await watch?.waitForTurn()) !== true) throw failure;
        }
      }
    },
  };
}
