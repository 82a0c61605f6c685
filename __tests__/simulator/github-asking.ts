import { fetchFrom } from '../../simulator/github-fetch.ts';
import type { GitHubQuirk } from '../../simulator/github-quirks.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` when the text is not JSON. */
  readonly data: unknown;
}

export interface Asking {
  readonly github: GitHubSimulator;
  /** Asks below the repository; `/…` with two slashes in front asks below the API root. */
  ask(request: string, body?: unknown, token?: string): Promise<Answer>;
}

export const startAt = Date.parse('2026-01-05T08:00:00Z');

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A GitHub whose clock stands, and somebody who asks it by hand. `request` reads `METHOD /path`. */
export function startAsking(options: GitHubOptions = {}): Asking {
  const github = createGitHub({ now: () => startAt, ...options });
  const fetch = fetchFrom(github.service);
  const ask: Asking['ask'] = async (request, body, token = 'ghs_actions') => {
    const [method = '', path = ''] = request.split(' ');
    const below = path.startsWith('//') ? path.slice(1) : `/repos/contoso/platform${path}`;
    const response = await fetch(`https://api.github.com${below}`, {
      method,
      redirect: 'manual',
      headers: token === '' ? {} : { authorization: `token ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, data: parse(text) };
  };
  return { github, ask };
}

export function withQuirk(quirk: GitHubQuirk, isOn: boolean, options: GitHubOptions = {}): Asking {
  return startAsking({ ...options, quirks: { ...options.quirks, [quirk]: isOn } });
}

export interface Probe {
  readonly options?: GitHubOptions;
  /** Whether the quirk shows. */
  readonly shows: (asking: Asking) => Promise<boolean>;
}

export const numbers = (answer: Answer): readonly number[] =>
  (answer.data as readonly { number: number }[]).map(({ number }) => number);
export const field = (answer: Answer, name: string): unknown => Reflect.get(answer.data as object, name);
export const labelsOf = (answer: Answer): number => (field(answer, 'labels') as readonly unknown[]).length;
