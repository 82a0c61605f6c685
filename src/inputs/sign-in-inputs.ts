import { choice, guid, httpsOrigin, pattern } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { SignIn } from './inputs.ts';

const method = choice('auto', 'oidc', 'secret', 'azure-cli', 'managed-identity');
const cloud = choice('AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud');
const audience = pattern(
  /^[^\s\p{Cc}]{1,600}$/u,
  'one word: the audience of the federated credential',
  'api://AzureADTokenExchange',
);

export function readSignIn(reader: InputReader): SignIn {
  const tenantId = reader.takeIfGiven('tenant-id', guid);
  const clientId = reader.takeIfGiven('client-id', guid);
  const oidcAudience = reader.takeIfGiven('audience', audience);
  const authorityHost = reader.takeIfGiven('authority-host', httpsOrigin);
  const resourceManagerEndpoint = reader.takeIfGiven('resource-manager-endpoint', httpsOrigin);
  const signIn: SignIn = {
    method: reader.take('auth', method),
    cloud: reader.take('azure-cloud', cloud),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(oidcAudience === undefined ? {} : { audience: oidcAudience }),
    ...(authorityHost === undefined ? {} : { authorityHost }),
    ...(resourceManagerEndpoint === undefined ? {} : { resourceManagerEndpoint }),
  };
  checkPair(reader, signIn.method);
  return signIn;
}

/** Judged on what was written, so that a wrong GUID is not called a missing one as well. */
function checkPair(reader: InputReader, chosen: SignIn['method']): void {
  const needsBoth = chosen === 'oidc' || chosen === 'secret';
  // A client id alone would quietly lose OIDC and sign in as whoever azure/login left behind.
  const isHalf = chosen === 'auto' && reader.isGiven('client-id');
  for (const input of ['tenant-id', 'client-id'] as const) {
    if ((needsBoth || isHalf) && !reader.isGiven(input)) {
      const because = needsBoth
        ? `\`auth: ${chosen}\` needs it`
        : '`client-id` is given, which alone names no identity';
      reader.refuse(
        input,
        `empty, and ${because}; allowed: ${guid.allowed}. Write for example \`${input}: ${guid.example}\`.`,
      );
    }
  }
}

/** Sign-in inputs that the chosen way does not look at. */
export function warnOfUnusedSignIn(reader: InputReader, { method: chosen }: SignIn): string[] {
  const unused = {
    auto: [],
    oidc: [],
    secret: ['audience'],
    'azure-cli': ['client-id', 'audience'],
    'managed-identity': ['tenant-id', 'audience'],
  } as const;
  return unused[chosen]
    .filter((input) => reader.isGiven(input))
    .map((input) => `\`${input}\` has no effect with \`auth: ${chosen}\`.`);
}
