/** The one door to ARM: GET through the SDK's pipeline (bearer token, proxy), JSON left as it came. */

import { Agent } from 'node:https';
import {
  type ContainerServiceClientOptionalParams,
  createContainerService,
} from '@azure/arm-containerservice/api';
import type { TokenCredential } from '@azure/identity';
import { Failure } from '../failure.ts';
import type { Answer } from './arm-answer.ts';
import type { ArmRequest } from './arm-paths.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { describeBreak } from './connection-break.ts';

/** What carries a request; tests give their own, the bundle never does. */
export type HttpClient = NonNullable<ContainerServiceClientOptionalParams['httpClient']>;
type Context = ReturnType<typeof createContainerService>;

/** Milliseconds for one exchange, body included. */
const exchangeTimeout = 30_000;

export class AzureConnection {
  readonly #endpoints: CloudEndpoints;
  readonly #signIn: () => Promise<TokenCredential>;
  readonly #options: ContainerServiceClientOptionalParams;
  #context: Promise<Context> | undefined;

  /** `signIn` gives a credential that has no token yet: it is called again when ARM refuses a token. */
  constructor(endpoints: CloudEndpoints, signIn: () => Promise<TokenCredential>, httpClient?: HttpClient) {
    this.#endpoints = endpoints;
    this.#signIn = signIn;
    const agent = proxyAgent();
    this.#options = {
      endpoint: endpoints.resourceManager,
      credentials: { scopes: [endpoints.scope] },
      // Pacing and trying again are ours: the SDK knows nothing of the buckets, and repeats request by request.
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      userAgentOptions: { userAgentPrefix: 'aks-upgrade' },
      ...(agent === undefined ? {} : { agent }),
      ...(httpClient === undefined ? {} : { httpClient }),
    };
  }

  get host(): string {
    return new URL(this.#endpoints.resourceManager).host;
  }

  /** The sign-in in use, to be handed to `renew` when ARM refuses its token. */
  get session(): unknown {
    this.#context ??= this.#open();
    return this.#context;
  }

  /** Signs in anew, unless someone else already has since `session`. */
  renew(session: unknown): void {
    if (session === this.#context) this.#context = this.#open();
  }

  /** @throws Failure when signing in fails; every other outcome is an answer. */
  async get(request: ArmRequest): Promise<Answer> {
    this.#context ??= this.#open();
    const context = await this.#context;
    const queryParameters = request.apiVersion === undefined ? {} : { 'api-version': request.apiVersion };
    try {
      const response = await context
        .pathUnchecked(request.path)
        .get({ queryParameters, timeout: exchangeTimeout });
      const headers = Object.entries(response.headers).map(([name, value]) => [
        name.toLowerCase(),
        `${value}`,
      ]);
      return {
        kind: 'answer',
        status: Number(response.status),
        headers: Object.fromEntries(headers),
        body: response.body,
      };
    } catch (error) {
      if (error instanceof Failure) throw error;
      return { kind: 'no-answer', reason: describeBreak(error, 'Azure', exchangeTimeout / 1000).reason };
    }
  }

  #open(): Promise<Context> {
    const opened = this.#signIn().then((credential) => createContainerService(credential, '', this.#options));
    // Whoever reads gets the failure; a renewal that nobody awaits any more must not end the process.
    opened.catch(() => undefined);
    return opened;
  }
}

/**
 * The SDK's own proxy agent opens a tunnel and shakes hands for every request; Node's keeps them. Node older than 24.5
 * would ignore the proxy, so there the SDK's stays.
 */
export function proxyAgent(): Agent | undefined {
  const proxy = process.env['HTTPS_PROXY'] ?? process.env['https_proxy'];
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (proxy === undefined || !/^https?:\/\//i.test(proxy) || major < 24 || (major === 24 && minor < 5))
    return undefined;
  return new Agent({ keepAlive: true, proxyEnv: process.env });
}
