/**
 * Addresses that a release note may lead to. Whoever can edit a note could link to anything, so an address is taken
 * only where the host and the path say what will be read there; it is put together anew from the parts that were
 * checked. Left out on purpose: query strings (tracking, sign-in requests), downloads, hosts that notes name rarely.
 */
const places: readonly { readonly host: string; readonly path: RegExp; readonly through?: string }[] = [
  { host: 'learn.microsoft.com', path: /^\/[\w./-]*$/ },
  // Short names are given by Microsoft's staff alone, and those below /aks by AKS; most announcements link to one.
  { host: 'aka.ms', path: /^\/aks[/-][\w./-]*$/i },
  { host: 'kubernetes.io', path: /^\/[\w./-]*$/ },
  { host: 'nvd.nist.gov', path: /^\/vuln\/detail\/cve-\d{4}-\d{4,10}$/i },
  // By way of this host GitHub creates no cross-reference in the linked issue.
  { host: 'github.com', path: repositoryPage(), through: 'redirect.github.com' },
  { host: 'redirect.github.com', path: repositoryPage() },
];

const longestAddress = 300;

/** The address as it may be linked; undefined for everything else. */
export function allowLink(address: string): string | undefined {
  if (address.length > longestAddress || !/^https:\/\/[^/]/i.test(address) || !URL.canParse(address))
    return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
    return undefined;
  const place = places.find(({ host }) => host === url.hostname);
  if (place === undefined || !place.path.test(url.pathname)) return undefined;
  return `https://${place.through ?? place.host}${url.pathname}${anchorOf(url.hash)}`;
}

/** What is shown in the place of a bare address. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}

/** Pages of a repository that only show something: no download, no raw file, no settings, nothing to sign. */
function repositoryPage(): RegExp {
  const shown =
    'releases|releases/tag/[^/]+|(?:issues|pull)/\\d+|(?:blob|tree|commit|compare|wiki)/.+|security/advisories/GHSA[\\w-]+';
  return new RegExp(`^/(?=[\\w./+-]*$)(?:advisories/GHSA[\\w-]+|[\\w-]+/[\\w.-]+(?:/(?:${shown}))?)/?$`);
}

/** A heading's name; text fragments (`#:~:text=`) are prose of somebody's. */
function anchorOf(hash: string): string {
  return /^#[\w.-]{1,120}$/.test(hash) ? hash : '';
}
