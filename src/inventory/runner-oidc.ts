/** The job's own OIDC token, minted by the runner's token endpoint for one audience. */

import { getIDToken } from '@actions/core';
import { describeError, Failure } from '../failure.ts';
import type { Clock } from '../inputs/clock.ts';
import type { Log } from '../inputs/log.ts';
import { plainSentence } from './arm-errors.ts';
import { isObject, listIn, numberIn, textIn } from './arm-json.ts';
import type { TokenClaims } from './sign-in-errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface OidcPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Asks the runner once; the default is the toolkit's, which tries 502, 503 and 504 again itself. */
  readonly requestToken?: (audience: string) => Promise<string>;
}

/** Milliseconds before each further try. */
const backoffs = [1000, 3000] as const;
/** Milliseconds. Tokens live some five minutes, and Entra wants young ones; one sign-in asks twice in a row. */
const assertionLife = 60_000;

/** Whether the runner offers the job a token: it does when the job has `permissions: id-token: write`. */
export function hasOidcEndpoint(env: Environment): boolean {
  return Boolean(env['ACTIONS_ID_TOKEN_REQUEST_URL'] && env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
}

/**
 * A token that is masked before anyone sees it.
 * @throws Failure AKSU-OIDC
 */
export async function mintToken(audience: string, ports: OidcPorts): Promise<string> {
  const requestToken = ports.requestToken ?? getIDToken;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const token = await requestToken(audience);
      ports.log.mask(token);
      return token;
    } catch (error) {
      const wait = backoffs[attempt];
      const text = describeError(error);
      const isRefused = /Error Code\s*:\s*4(?!08|29)\d\d/i.test(text);
      if (wait === undefined || isRefused) {
        throw new Failure('AKSU-OIDC', `The runner gave no OIDC token: ${plainSentence(text)}`, {
          cause: error,
        });
      }
      await ports.clock.pause(wait);
    }
  }
}

/** An assertion for each sign-in, minted anew when the last is a minute old. `claims` are those of the last one. */
export function createAssertions(
  audience: string,
  ports: OidcPorts,
): { readonly next: () => Promise<string>; readonly claims: () => TokenClaims | undefined } {
  let minted: { readonly at: number; readonly token: Promise<string> } | undefined;
  let claims: TokenClaims | undefined;
  const next = (): Promise<string> => {
    const now = ports.clock.now().getTime();
    if (minted !== undefined && now - minted.at < assertionLife) return minted.token;
    const token = mintToken(audience, ports).then((text) => {
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

function decodePayload(token: string): unknown {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return isObject(payload) && numberIn(payload, 'exp') !== undefined ? payload : undefined;
  } catch {
    return undefined;
  }
}
