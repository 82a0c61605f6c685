import type { SimRequest, SimResponse } from './exchange.ts';
import type { Fleet } from './fleet.ts';
import { type GitHubToken, presentedToken } from './github-accounts.ts';
import { quotaOf } from './github-hosts.ts';
import type { GitHubLimits } from './github-limits.ts';
import { enterpriseRefusal } from './release-answers.ts';
import { calendarPath, writeDocs } from './release-docs.ts';
import { listReleases } from './release-list.ts';
import { hexOf } from './release-movement.ts';
import type { ReleaseOptions } from './release-options.ts';
import type { HasReleaseQuirk } from './release-quirks.ts';
import { listNoteFolder, notedAt, readNoteFile, shaOf, writeTree } from './release-store.ts';

/** The part of api.github.com that the repositories of AKS and its docs are read from. */

export interface ReleaseDesk {
  readonly fleet: () => Fleet;
  readonly options: () => ReleaseOptions;
  readonly has: HasReleaseQuirk;
  readonly limits: () => GitHubLimits;
  readonly tokenOf: (token: string) => GitHubToken | undefined;
  /** `METHOD host/path` that the real host would serve or refuse and that is not known here. */
  readonly unserved: string[];
}

/** Branches and files of a repository that are served; others are not there. */
export function fileOf(
  desk: ReleaseDesk,
  repository: string,
  ref: string,
  path: string,
): { readonly text?: string; readonly names?: readonly string[]; readonly noRef?: true } {
  const options = desk.options();
  if (repository.toLowerCase() === 'azure/agentbaker') {
    const noted = notedAt(ref, desk.fleet(), options);
    if (noted === undefined) return { noRef: true };
    const [text, names] = [readNoteFile(path, noted, options), listNoteFolder(path, noted)];
    return { ...(text === undefined ? {} : { text }), ...(names === undefined ? {} : { names }) };
  }
  if (ref !== 'main' && ref !== 'refs/heads/main') return { noRef: true };
  return path === calendarPath ? { text: writeDocs(desk.fleet(), options, desk.has) } : {};
}

export function answerGitHub(desk: ReleaseDesk, request: SimRequest): SimResponse {
  if (!request.headers['user-agent']) {
    const body =
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.';
    return { status: 403, headers: { 'content-type': 'text/plain' }, body };
  }
  const presented = presentedToken(request.headers['authorization']);
  const token = presented === undefined ? undefined : desk.tokenOf(presented);
  const { method, path } = request;
  const hourly = quotaOf(token);
  const limits = desk.limits();
  const isUnknown = request.headers['authorization'] !== undefined && token === undefined;
  const answer = isUnknown
    ? refused(401, 'Bad credentials', 'https://docs.github.com/rest')
    : (limits.judge({ method, path, token: token?.token ?? '', hourly }) ?? route(desk, request, token));
  const { limit, remaining, reset, used } = limits.quota(token?.token ?? '', hourly);
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  return {
    ...answer,
    chunked: desk.has('api-chunks'),
    compresses: desk.has('api-compresses'),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control':
        token === undefined ? 'public, max-age=60, s-maxage=60' : 'private, max-age=60, s-maxage=60',
      etag: `W/"${hexOf(text.slice(0, 4000) + text.length)}"`,
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-used': String(used),
      'x-ratelimit-resource': 'core',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': `SIM:${hexOf(`${path} ${used}`, 16).toUpperCase()}`,
      ...answer.headers,
    },
  };
}

function refused(status: number, message: string, documentation_url: string): SimResponse {
  return { status, body: { message, documentation_url, status: String(status) } };
}

const contentsPage = 'https://docs.github.com/rest/repos/contents#get-repository-content';
const treesPage = 'https://docs.github.com/rest/git/trees#get-a-tree';
const releasesPage = 'https://docs.github.com/rest/releases/releases#list-releases';

function route(desk: ReleaseDesk, request: SimRequest, token: GitHubToken | undefined): SimResponse {
  if (token?.kind === 'personal' && desk.has('enterprise-refuses-personal-tokens')) return enterpriseRefusal;
  const [, owner = '', name = '', area = '', ...rest] = request.path.replace(/^\/repos/, '').split('/');
  const repository = `${owner}/${name}`;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const known = ['azure/agentbaker', 'azure/aks', 'microsoftdocs/azure-aks-docs'];
  if (isRead && known.includes(repository.toLowerCase())) {
    const below = rest.map(decode).join('/');
    if (area === 'contents') return readContents(desk, request, repository, below);
    if (area === 'git' && rest[0] === 'trees' && rest.length === 2)
      return readTree(desk, request, decode(rest[1] ?? ''));
    if (area === 'releases' && rest.length === 0 && name.toLowerCase() === 'aks')
      return readReleases(desk, request);
  }
  desk.unserved.push(`${request.method} ${request.host}${request.path}`);
  return refused(404, 'Not Found', 'https://docs.github.com/rest');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function readContents(desk: ReleaseDesk, request: SimRequest, repository: string, path: string): SimResponse {
  const ref = request.query.get('ref') ?? 'main';
  const { text, names, noRef } = fileOf(desk, repository, ref, path);
  if (noRef) return refused(404, `No commit found for the ref ${ref}`, contentsPage);
  const url = `https://api.github.com/repos/${repository}/contents`;
  if (text === undefined) {
    if (names === undefined) return refused(404, 'Not Found', contentsPage);
    return { status: 200, body: names.map((name) => describeFile(url, repository, ref, `${path}/${name}`)) };
  }
  if (/application\/vnd\.github(\.v3)?\.raw(\+json)?(?=[\s,;]|$)/.test(request.headers['accept'] ?? '')) {
    return {
      status: 200,
      headers: {
        'content-type': 'application/vnd.github.raw+json; charset=utf-8',
        'x-github-media-type': 'github.v3; param=raw; format=json',
      },
      body: text,
    };
  }
  const bytes = Buffer.from(text);
  const content = bytes.toString('base64').replace(/.{1,60}/g, '$&\n');
  const file = { ...describeFile(url, repository, ref, path), type: 'file', size: bytes.length };
  return { status: 200, body: { ...file, content, encoding: 'base64' } };
}

function describeFile(
  url: string,
  repository: string,
  ref: string,
  path: string,
): Readonly<Record<string, unknown>> {
  const name = path.split('/').at(-1) ?? '';
  const isFile = /\.(txt|json|md)$/.test(name);
  const sha = shaOf(path);
  const self = `${url}/${path}?ref=${ref}`;
  const html = `https://github.com/${repository}/${isFile ? 'blob' : 'tree'}/${ref}/${path}`;
  const git = `${url.replace(/contents$/, 'git')}/${isFile ? 'blobs' : 'trees'}/${sha}`;
  return {
    name,
    path,
    sha,
    size: isFile ? 60_000 : 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: isFile ? `https://raw.githubusercontent.com/${repository}/${ref}/${path}` : null,
    type: isFile ? 'file' : 'dir',
    _links: { self, git, html },
  };
}

/** `main:folder` as git names a tree; the slash in it has to be encoded, or it is another address. */
function readTree(desk: ReleaseDesk, request: SimRequest, name: string): SimResponse {
  const [ref = '', folder = ''] = name.split(/:(.*)/s);
  const noted = notedAt(ref, desk.fleet(), desk.options());
  if (noted === undefined || folder.replace(/\/$/, '') !== 'vhdbuilder/release-notes') {
    return refused(404, 'Not Found', treesPage);
  }
  // Whatever it is set to, GitHub takes it for yes.
  const isRecursive = request.query.has('recursive');
  return { status: 200, body: writeTree(noted, isRecursive, desk.options().hostile === true) };
}

function readReleases(desk: ReleaseDesk, request: SimRequest): SimResponse {
  const [size, page] = ['per_page', 'page'].map((name) => Number(request.query.get(name) ?? Number.NaN));
  const perPage = Math.min(100, size !== undefined && size >= 1 ? Math.floor(size) : 30);
  const at = page !== undefined && page >= 1 ? Math.floor(page) : 1;
  const all = listReleases(desk.fleet(), desk.options(), desk.has);
  const url = `https://api.github.com/repositories/99158983/releases?per_page=${perPage}`;
  const last = Math.ceil(all.length / perPage);
  const links = [
    ...(at < last ? [`<${url}&page=${at + 1}>; rel="next"`, `<${url}&page=${last}>; rel="last"`] : []),
    ...(at > 1 ? [`<${url}&page=${at - 1}>; rel="prev"`, `<${url}&page=1>; rel="first"`] : []),
  ];
  if (at < 1 || Number.isNaN(at)) return refused(422, 'Validation Failed', releasesPage);
  return {
    status: 200,
    headers: links.length === 0 ? {} : { link: links.join(', ') },
    body: all.slice((at - 1) * perPage, at * perPage),
  };
}
