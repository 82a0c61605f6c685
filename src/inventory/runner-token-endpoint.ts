/**
 * One exchange with the runner's token endpoint, through the same pipeline as the reads of Azure: it knows proxies, and
 * notices an answer that breaks off, which `getIDToken` of `@actions/core` 3.0.1 waits for without an end.
 */

import { createContainerService } from '@azure/arm-containerservice/api';
import { textIn } from './arm-json.ts';
import { type HttpClient, proxyAgent } from './azure-connection.ts';
import { describeBreak } from './connection-break.ts';

export interface TokenEndpoint {
  readonly url: string;
  readonly requestToken: string;
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string }
  /** Asking again may help. */
  | { readonly kind: 'passing'; readonly reason: string }
  /** The endpoint does not want to. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The runner is set up in a way that cannot work. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** Milliseconds for one exchange, body included. */
const exchangeTimeout = 10_000;

/** Never throws: whatever goes wrong is an answer. */
export async function askForToken(
  endpoint: TokenEndpoint,
  audience: string,
  httpClient?: HttpClient,
): Promise<TokenAnswer> {
  const { url, requestToken } = endpoint;
  const address = `${url}${url.includes('?') ? '&' : '?'}audience=${encodeURIComponent(audience)}`;
  // Anything else would be taken for a path, and the request token sent elsewhere.
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    return { kind: 'unusable', reason: 'ACTIONS_ID_TOKEN_REQUEST_URL holds no web address' };
  }
  const { href, protocol, origin } = new URL(address);
  try {
    const response = await openPipeline(origin, httpClient)
      .pathUnchecked(href)
      .get({
        headers: { authorization: `Bearer ${requestToken}` },
        timeout: exchangeTimeout,
        allowInsecureConnection: protocol === 'http:',
      });
    return judgeToken(Number(response.status), response.body);
  } catch (error) {
    const { reason, isPassing } = describeBreak(error, 'its token endpoint', exchangeTimeout / 1000);
    return { kind: isPassing ? 'passing' : 'unusable', reason };
  }
}

function judgeToken(status: number, body: unknown): TokenAnswer {
  const token = textIn(body, 'value');
  if (status === 200 && token !== undefined && isToken(token)) return { kind: 'token', token };
  if (status === 200) return { kind: 'passing', reason: 'the answer of its token endpoint holds no token' };
  const isRefusal = status >= 400 && status < 500 && status !== 408 && status !== 429;
  return { kind: isRefusal ? 'refused' : 'passing', reason: `its token endpoint answered ${status}` };
}

/** Three parts of base64url. Anything shorter, once masked, would cost outputs that hold it by chance. */
function isToken(text: string): boolean {
  return text.length >= 40 && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

function openPipeline(origin: string, httpClient: HttpClient | undefined) {
  const agent = origin.startsWith('https:') ? proxyAgent() : undefined;
  const context = createContainerService(nobody, '', {
    endpoint: origin,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'aks-upgrade' },
    ...(agent === undefined ? {} : { agent }),
    ...(httpClient === undefined ? {} : { httpClient }),
  });
  // The runner's own token stands in the request, and no token of Azure ever does.
  context.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
  return context;
}

const nobody = { getToken: async () => null };
