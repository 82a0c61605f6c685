/** The job's own OIDC token, minted by the runner's token endpoint for one audience. */

import { Failure } from '../failure.ts';
import type { Clock } from '../inputs/clock.ts';
import type { Log } from '../inputs/log.ts';
import { isObject, listIn, numberIn, textIn } from './arm-json.ts';
import type { HttpClient } from './azure-connection.ts';
import { askForToken, type TokenAnswer, type TokenEndpoint } from './runner-token-endpoint.ts';
import type { TokenClaims } from './sign-in-errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface OidcPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** What carries requests; tests give their own. */
  readonly httpClient?: HttpClient;
}

/** Milliseconds before each further try. */
const backoffs = [1000, 3000] as const;
/** Milliseconds. Tokens live some five minutes, and Entra wants young ones; one sign-in asks twice in a row. */
const assertionLife = 60_000;

/** What to do about a token that did not come; absent where the job may lack the right to ask. */
const advice: Readonly<Partial<Record<TokenAnswer['kind'], string>>> = {
  passing: 'Run again; if it stays, look at www.githubstatus.com and at the proxy.',
  unusable: 'Check what the runner is given: its variables, proxy and certificates.',
};

/** Where the job may ask for a token: it may when it has `permissions: id-token: write`. */
export function tokenEndpoint(env: Environment): TokenEndpoint | undefined {
  const url = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const requestToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  return url && requestToken ? { url, requestToken } : undefined;
}

/**
 * A token that is masked before anyone sees it, within some 35 seconds.
 * @throws Failure AKSU-OIDC
 */
export async function mintToken(
  endpoint: TokenEndpoint,
  audience: string,
  ports: OidcPorts,
): Promise<string> {
  ports.log.mask(endpoint.requestToken);
  for (let attempt = 0; ; attempt += 1) {
    const answer = await askForToken(endpoint, audience, ports.httpClient);
    if (answer.kind === 'token') {
      ports.log.mask(answer.token);
      return answer.token;
    }
    const wait = backoffs[attempt];
    if (answer.kind !== 'passing' || wait === undefined) {
      const next = advice[answer.kind];
      const message = `The runner gave no OIDC token: ${answer.reason}.`;
      throw new Failure('AKSU-OIDC', message, next === undefined ? {} : { next });
    }
    await ports.clock.pause(wait);
  }
}

/** An assertion for each sign-in, minted anew when the last is a minute old. `claims` are those of the last one. */
export function createAssertions(
  endpoint: TokenEndpoint,
  audience: string,
  ports: OidcPorts,
): { readonly next: () => Promise<string>; readonly claims: () => TokenClaims | undefined } {
  let minted: { readonly at: number; readonly token: Promise<string> } | undefined;
  let claims: TokenClaims | undefined;
  const next = (): Promise<string> => {
    const now = ports.clock.now().getTime();
    if (minted !== undefined && now - minted.at < assertionLife) return minted.token;
    const token = mintToken(endpoint, audience, ports).then((text) => {
      claims = readClaims(text);
      return text;
    });
    // Who asks ahead does not wait; whoever needs it gets the failure.
    token.catch(() => undefined);
    minted = { at: now, token };
    return token;
  };
  return { next, claims: () => claims };
}

/** The three claims that Entra compares; undefined when the text is no readable JWT. Nothing is verified here. */
export function readClaims(token: string): TokenClaims | undefined {
  const payload = decodePayload(token);
  const issuer = textIn(payload, 'iss');
  const subject = textIn(payload, 'sub');
  const audience =
    textIn(payload, 'aud') ?? listIn(payload, 'aud')?.find((entry) => typeof entry === 'string');
  if (issuer === undefined || subject === undefined || typeof audience !== 'string') return undefined;
  return { issuer, subject, audience };
}

/** All that a token says; undefined when the text is no readable JWT. Nothing is verified here. */
export function decodePayload(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isObject(payload) && numberIn(payload, 'exp') !== undefined ? payload : undefined;
  } catch {
    return undefined;
  }
}
