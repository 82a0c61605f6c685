import type { SimResponse } from './exchange.ts';

const json = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SimResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

const page = (status: number): SimResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><head><title>Unicorn!</title></head><body>This page is taking too long to load.</body></html>',
});

/** What can come instead of an answer. Source: facts row 45. */
export const githubFaults = {
  '500': json(500, 'Server Error'),
  '502-html': page(502),
  '503': json(503, 'Service Unavailable'),
  '504-html': page(504),
  '408': json(408, 'Request Timeout'),
  '429-with-retry-after': json(429, 'API rate limit exceeded', { 'retry-after': '30' }),
  '429-bare': json(429, 'Too Many Requests'),
  '403-secondary': json(403, 'You have exceeded a secondary rate limit. Please wait a few minutes.'),
  '403-permission': json(403, 'Resource not accessible by integration'),
  '401': json(401, 'Bad credentials'),
  '404': json(404, 'Not Found'),
  '409': json(409, 'Conflict'),
  '410': json(410, 'Issues are disabled for this repo'),
  '412': json(412, 'Precondition Failed'),
  '422': {
    ...json(422, 'Validation Failed'),
    body: { message: 'Validation Failed', errors: [], status: '422' },
  },
  reset: { status: 0, broken: 'reset' },
  timeout: { status: 0, broken: 'hang' },
  'truncated-json': {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: '[{"id":1,"number":1,"title":"cut in the mid',
  },
  'torn-body': { status: 200, body: { message: 'a body of which half arrives' }, broken: 'truncate' },
  '200-html': page(200),
  '200-empty': { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' } },
} as const satisfies Record<string, SimResponse>;

export type GitHubFault = keyof typeof githubFaults;
