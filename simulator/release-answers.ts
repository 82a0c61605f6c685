import type { SimResponse } from './exchange.ts';

/** What the sources of release data and their gateways really answer when they do not give what was asked for. */

/** webmin/webmin#2575 (Oct 2025): the limits of anonymous use are not published. */
export const rawThrottled: SimResponse = {
  status: 429,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '60' },
  body:
    '429: Too Many Requests\nFor more on scraping GitHub and how it may affect your rights, please review our Terms ' +
    'of Service (https://docs.github.com/en/site-policy/github-terms/github-terms-of-service).\n',
};

export const rawNotFound: SimResponse = { status: 404, body: '404: Not Found' };

export const gatewayDown: SimResponse = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html>\n<html><head><title>Unicorn!</title></head><body><p>No server is available.</p></body></html>\n',
};

/** What a repository or an address that moved answers. */
export function movedTo(location: string, status: 301 | 302 | 307 = 301): SimResponse {
  return { status, headers: { location }, body: { message: 'Moved Permanently', url: location } };
}

/** flcdrg/au-packages#206: a public repository, and yet. */
export const enterpriseRefusal = {
  status: 403,
  body: {
    message:
      "The 'Microsoft Open Source' enterprise forbids access via a personal access tokens (classic) if the token's " +
      "lifetime is greater than 90 days. Please adjust your token's lifetime at the following URL: " +
      'https://github.com/settings/tokens/1',
    documentation_url: 'https://docs.github.com/rest',
    status: '403',
  },
} satisfies SimResponse;

/** How the scan refuses is not documented: chosen. */
export const scanNotFound: SimResponse = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: { error: 'report not found' },
};
