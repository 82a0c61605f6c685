import type { SimRequest } from './exchange.ts';
import type { GitHubToken } from './github-accounts.ts';
import type { Bases } from './github-answers.ts';
import type { GitHubLimits } from './github-limits.ts';
import type { GitHubState } from './github-state.ts';

/** Where the request thinks that GitHub is; `undefined` when that host serves no API under that path. */
export function basesOf(request: SimRequest): (Bases & { readonly path: string }) | undefined {
  const { host, path } = request;
  const graphqlPath = '/graphql';
  if (host === 'api.github.com') {
    return { api: 'https://api.github.com', html: 'https://github.com', graphqlPath, path };
  }
  // Data residency: facts 1.1, GHES / ghe.com.
  const residency = /^api\.([a-z0-9-]+\.ghe\.com)$/.exec(host)?.[1];
  if (residency) return { api: `https://${host}`, html: `https://${residency}`, graphqlPath, path };
  const server = /^\/api\/(v3(?=\/|$)|graphql$)/.exec(path);
  if (!server) return undefined;
  const html = `https://${host}`;
  const below = server[1] === 'graphql' ? graphqlPath : path.slice('/api/v3'.length);
  return { api: `${html}/api/v3`, html, graphqlPath, path: below };
}

/** Requests an hour. Source: GitHub's rate limits for the REST API. */
export function quotaOf(token: GitHubToken | undefined): number {
  if (!token) return 60;
  return token.kind === 'actions' ? 1000 : 5000;
}

export function rateHeaders(
  limits: GitHubLimits,
  state: GitHubState,
  token: GitHubToken | undefined,
): Readonly<Record<string, string>> {
  const { limit, remaining, reset, used } = limits.quota(token?.token ?? '', quotaOf(token));
  return {
    'content-type': 'application/json; charset=utf-8',
    date: new Date(state.now()).toUTCString(),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': 'core',
    'x-github-request-id': `SIM:${(state.nextId++).toString(16).toUpperCase()}`,
  };
}
