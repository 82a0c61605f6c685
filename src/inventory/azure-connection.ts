/** The one door to ARM, through the SDK's pipeline (bearer token, proxy), JSON left as it came. */

import { Agent } from 'node:https';
import {
  type ContainerServiceClientOptionalParams,
  createContainerService,
} from '@azure/arm-containerservice/api';
import type { TokenCredential } from '@azure/identity';
import { Failure } from '../failure.ts';
import type { Answer } from './arm-answer.ts';
import type { ArmMutation, ArmRequest } from './arm-paths.ts';
import { PassageGate } from './azure-passage.ts';
import type { CloudEndpoints } from './cloud-endpoints.ts';
import { describeBreak } from './connection-break.ts';

/** What carries a request; tests give their own, the bundle never does. */
export type HttpClient = NonNullable<ContainerServiceClientOptionalParams['httpClient']>;
type Context = ReturnType<typeof createContainerService>;
type PipelineResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

/** Milliseconds for one exchange, body included. */
const exchangeTimeout = 30_000;
/** Milliseconds for a mutation: AKS judges it before it answers, and a broken one costs a look at what became of it. */
const mutationTimeout = 60_000;

/** It was kept back at the wire: Azure saw nothing of it. */
export interface KeptBack {
  readonly kind: 'kept-back';
}

export class AzureConnection {
  readonly #endpoints: CloudEndpoints;
  readonly #signIn: () => Promise<TokenCredential>;
  readonly #options: ContainerServiceClientOptionalParams;
  readonly #gate = new PassageGate();
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
      additionalPolicies: [this.#gate.policy()],
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
    try {
      return toAnswer(
        await context
          .pathUnchecked(request.path)
          .get({ queryParameters: queryOf(request), timeout: exchangeTimeout }),
      );
    } catch (error) {
      return withoutAnswer(error, exchangeTimeout);
    }
  }

  /**
   * One mutation, over the wire once at most, whatever the SDK's policies would do. `maySend` is asked when nothing but
   * the wire is left.
   * @throws Failure when signing in fails; then nothing was sent. Every other outcome is an answer.
   */
  async send(mutation: ArmMutation, maySend: () => boolean): Promise<Answer | KeptBack> {
    this.#context ??= this.#open();
    const path = (await this.#context).pathUnchecked(mutation.path);
    const passage = this.#gate.open(maySend);
    const options = {
      queryParameters: queryOf(mutation),
      timeout: mutationTimeout,
      headers: { ...mutation.headers, ...passage.headers },
      ...(mutation.body === undefined ? {} : { body: mutation.body }),
    };
    try {
      return toAnswer(await (mutation.method === 'PUT' ? path.put(options) : path.post(options)));
    } catch (error) {
      if (passage.state() === 'kept-back') return { kind: 'kept-back' };
      return brokenBody(error) ?? withoutAnswer(error, mutationTimeout);
    } finally {
      passage.close();
    }
  }

  #open(): Promise<Context> {
    const opened = this.#signIn().then((credential) => createContainerService(credential, '', this.#options));
    // Whoever reads gets the failure; a renewal that nobody awaits any more must not end the process.
    opened.catch(() => undefined);
    return opened;
  }
}

interface SdkResponse {
  readonly status: string;
  readonly headers: Readonly<Record<string, string | number | boolean>>;
  readonly body: unknown;
}

function queryOf({ apiVersion }: ArmRequest): Readonly<Record<string, string>> {
  return apiVersion === undefined ? {} : { 'api-version': apiVersion };
}

function toAnswer({ status, headers, body }: SdkResponse): Answer {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), `${value}`]);
  return { kind: 'answer', status: Number(status), headers: Object.fromEntries(named), body };
}

function withoutAnswer(error: unknown, timeout: number): Answer {
  if (error instanceof Failure) throw error;
  return { kind: 'no-answer', reason: describeBreak(error, 'Azure', timeout / 1000).reason };
}

/** What the SDK throws away with a body that it cannot parse: to a mutation, status and headers say whether it was taken. */
function brokenBody(error: unknown): Answer | undefined {
  const { code, response } = error as { code?: unknown; response?: PipelineResponse };
  if (code !== 'PARSE_ERROR' || response === undefined) return undefined;
  const { status, headers, bodyAsText } = response;
  return toAnswer({ status: `${status}`, headers: headers.toJSON(), body: bodyAsText ?? '' });
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
