import type { getOctokit } from '@actions/github';
import { describeError } from '../../failure.ts';

export type Octokit = ReturnType<typeof getOctokit>;

export interface Request {
  /** As Octokit writes it: `GET /repos/{owner}/{repo}/issues`. */
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly data: unknown;
      /** GitHub's own words when it refuses, in one line; else empty. */
      readonly message: string;
    }
  | { readonly kind: 'silent'; readonly reason: string };

/** Octokit prints what servers say about deprecation; nothing of a server's goes to the log unseen. */
const silentLog = { debug() {}, info() {}, warn() {}, error() {} };

/** One request, sent once; never throws. Redirects are answers: a transferred issue must not be read elsewhere. */
export async function exchange(octokit: Octokit, request: Request, deadline: AbortSignal): Promise<Answer> {
  const asked = octokit
    .request(request.route, {
      ...request.parameters,
      request: { signal: deadline, redirect: 'manual', log: silentLog },
    })
    .then(describeResponse, describeThrown);
  // Not every fetch heeds its signal while it reads a body.
  return Promise.race([asked, whenOver(deadline)]);
}

function whenOver(deadline: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const end = () => resolve({ kind: 'silent', reason: 'no answer in time' });
    if (deadline.aborted) end();
    else deadline.addEventListener('abort', end, { once: true });
  });
}

interface Response {
  readonly status: number;
  readonly headers: object;
  readonly data?: unknown;
}

function describeResponse(response: Response): Answer {
  const { status, data } = response;
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return { kind: 'answered', status, headers, data, message: messageOf(status, data) };
}

/** Octokit throws for every status from 400 on, and with status 500 for what happened below HTTP. */
function describeThrown(error: unknown): Answer {
  const response: unknown = error instanceof Error ? Reflect.get(error, 'response') : undefined;
  return isResponse(response)
    ? describeResponse(response)
    : { kind: 'silent', reason: describeError(error).replace(/\s+/g, ' ') };
}

function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;
}

function messageOf(status: number, data: unknown): string {
  if (status < 300) return '';
  if (typeof data !== 'object' || data === null) return 'without an explanation';
  const { message, errors } = data as Readonly<Record<string, unknown>>;
  const details = Array.isArray(errors) && errors.length > 0 ? `: ${JSON.stringify(errors)}` : '';
  return `${String(message ?? '')}${details}`.replace(/\s+/g, ' ').slice(0, 500);
}
