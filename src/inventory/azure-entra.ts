/** The exchanges of one sign-in with Microsoft Entra ID: watched, so that what passes is tried again, and only that. */

import type { ClientAssertionCredentialOptions } from '@azure/identity';
import type { Clock } from '../inputs/clock.ts';
import { retryAfter } from './arm-answer.ts';
import { isObject, textIn } from './arm-json.ts';
import type { HttpClient } from './azure-connection.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { describeBreak } from './connection-break.ts';

/** How the last exchange went, when it went wrong. */
export interface EntraTrouble {
  /** HTTP status; absent when no answer came. */
  readonly status?: number;
  /** What was no answer of Entra's, as a clause; absent when Entra itself refused. */
  readonly reason?: string;
  readonly isPassing: boolean;
  /** Milliseconds that the answer asks to wait. */
  readonly wait?: number;
}

/** Milliseconds for one exchange, body included, and for a whole sign-in. */
const exchangeTimeout = 15_000;
const signInTime = 60_000;
/** Milliseconds before each further try. */
const backoffs = [1000, 3000] as const;

type Policies = NonNullable<ClientAssertionCredentialOptions['additionalPolicies']>;
type Policy = Policies[number]['policy'];

export class EntraWatch {
  readonly #clock: Clock;
  #deadline = 0;
  #attempt = 0;
  #trouble: EntraTrouble | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get trouble(): EntraTrouble | undefined {
    return this.#trouble;
  }

  begin(): void {
    this.#attempt = 0;
    this.#deadline = this.#now() + signInTime;
    this.#trouble = undefined;
  }

  /** Whether another try is due, after the wait that it asks for. */
  async waitForTurn(): Promise<boolean> {
    const trouble = this.#trouble;
    const backoff = backoffs[this.#attempt];
    if (trouble?.isPassing !== true || backoff === undefined) return false;
    const wait = Math.max(backoff, trouble.wait ?? 0);
    if (this.#now() + wait >= this.#deadline) return false;
    this.#attempt += 1;
    await this.#clock.pause(wait);
    this.#trouble = undefined;
    return true;
  }

  options(endpoints: CloudEndpoints, httpClient: HttpClient | undefined): ClientAssertionCredentialOptions {
    return {
      authorityHost: endpoints.authorityHost,
      disableInstanceDiscovery: endpoints.isCustomAuthority,
      // Trying again is ours: the SDK leaves out broken answers, and waits without a bound.
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      additionalPolicies: [{ position: 'perRetry', policy: this.#policy() }],
      ...(httpClient === undefined ? {} : { httpClient }),
    };
  }

  #policy(): Policy {
    return {
      name: 'aks-upgrade-entra',
      sendRequest: async (request, next) => {
        request.timeout = Math.max(1000, Math.min(exchangeTimeout, this.#deadline - this.#now()));
        try {
          const response = await next(request);
          const { status, headers, bodyAsText } = response;
          const body = parseBody(bodyAsText ?? '');
          const wait = retryAfter(headers.toJSON(), this.#now());
          this.#trouble = judgeEntra(request.method, status, body, wait);
          return response;
        } catch (error) {
          this.#trouble = describeBreak(error, 'its endpoint', Math.ceil(request.timeout / 1000));
          throw error;
        }
      },
    };
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** Undefined for a token, or for the directory of endpoints that a GET asks for. */
function judgeEntra(
  method: string,
  status: number,
  body: unknown,
  wait: number | undefined,
): EntraTrouble | undefined {
  const isAnswer = status === 200 && (method === 'GET' ? isObject(body) : textIn(body, 'access_token'));
  if (isAnswer) return undefined;
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429;
  if (isRefusal && textIn(body, 'error') !== undefined) return { status, isPassing: false };
  const asked = wait === undefined ? '' : `, and asks to wait ${Math.ceil(wait / 1000)} seconds`;
  const reason = `it answered ${status}${status === 200 ? ' without a token' : asked}`;
  return { status, reason, isPassing: true, ...(wait === undefined ? {} : { wait }) };
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
