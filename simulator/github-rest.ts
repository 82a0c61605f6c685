import type { ExchangeRecord, SimRequest, SimResponse, SimService } from './exchange.ts';
import { type GitHubToken, presentedToken } from './github-accounts.ts';
import { type Bases, notFound, Pages, Refusal, refusal } from './github-answers.ts';
import type { GitHubCall } from './github-calls.ts';
import { answerGraphql } from './github-graphql.ts';
import { basesOf, quotaOf, rateHeaders } from './github-hosts.ts';
import { createJobs, type GitHubJobs } from './github-jobs.ts';
import { GitHubLimits, isWrite } from './github-limits.ts';
import { createPeople, type GitHubPeople } from './github-people.ts';
import { type PolitenessReport, PolitenessWatch } from './github-politeness.ts';
import { routeAccount, routeRepository } from './github-routes.ts';
import { forgedMarkers, type IssueSeed, seedComments, seedIssues } from './github-seed.ts';
import { createState, type GitHubOptions } from './github-setup.ts';
import { createSliceCheck, type SliceReport } from './github-slice.ts';
import type { GitHubState, StoredIssue } from './github-state.ts';

export type { GitHubOptions } from './github-setup.ts';

export interface GitHubSimulator {
  readonly service: SimService;
  readonly state: GitHubState;
  readonly people: GitHubPeople;
  readonly jobs: GitHubJobs;
  readonly limits: GitHubLimits;
  readonly exchanges: readonly ExchangeRecord[];
  /** Requests that GitHub would serve or refuse and that we do not know, as `METHOD /path`. */
  readonly unserved: readonly string[];
  readonly forgedMarkers: (key: string) => readonly string[];
  /** How the writes of each token followed each other. */
  politeness(): ReadonlyMap<string, PolitenessReport>;
  /** What GitHub's own description of its API says about all exchanges so far. */
  contract(): SliceReport;
  seedIssues(count: number, seed?: IssueSeed): readonly StoredIssue[];
  seedComments(
    issue: StoredIssue,
    count: number,
    each?: (index: number) => { readonly author?: string; readonly body?: string },
  ): void;
}

/** A GitHub with one repository: REST under api.github.com, api.SUBDOMAIN.ghe.com and HOST/api/v3. */
export function createGitHub(options: GitHubOptions = {}): GitHubSimulator {
  const state = createState(options);
  const limits = new GitHubLimits(state.now, state.has);
  const politeness = new PolitenessWatch(state.now);
  const slice = createSliceCheck();
  const exchanges: ExchangeRecord[] = [];
  const unserved: string[] = [];
  const wait = async (): Promise<void> => {
    if (options.latencyMs && options.pause) await options.pause(options.latencyMs / 2);
  };
  const service: SimService = async (request) => {
    const token = presentedToken(request.headers['authorization']) ?? '';
    const end = isWrite(request) ? politeness.begin(token) : () => undefined;
    await wait();
    const response = answer({ state, limits, unserved }, request);
    slice.check(request, response);
    exchanges.push({ at: state.now(), request, response });
    await wait();
    end();
    return response;
  };
  return {
    service,
    state,
    people: createPeople(state),
    jobs: createJobs(state),
    limits,
    exchanges,
    unserved,
    forgedMarkers,
    politeness: () => politeness.reports(),
    contract: slice.report,
    seedIssues: (count, seed) => seedIssues(state, count, seed),
    seedComments: (issue, count, each) => seedComments(state, issue, count, each),
  };
}

interface Desk {
  readonly state: GitHubState;
  readonly limits: GitHubLimits;
  readonly unserved: string[];
}

function answer(desk: Desk, request: SimRequest): SimResponse {
  try {
    return answerOrRefuse(desk, request);
  } catch (error) {
    if (error instanceof Refusal) return withHeaders(desk, request, error.response);
    throw error;
  }
}

function withHeaders(desk: Desk, request: SimRequest, response: SimResponse): SimResponse {
  const token = desk.state.tokens.get(presentedToken(request.headers['authorization']) ?? '');
  return { ...response, headers: { ...rateHeaders(desk.limits, desk.state, token), ...response.headers } };
}

function answerOrRefuse(desk: Desk, request: SimRequest): SimResponse {
  const { state, limits } = desk;
  const bases = basesOf(request);
  if (!bases)
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not Found</html>' };
  if (!request.headers['user-agent'] && state.has('user-agent-required')) {
    const body =
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.';
    return { status: 403, headers: { 'content-type': 'text/plain' }, body };
  }
  const token = identify(state, request);
  const { method, path } = request;
  const isQuotaQuestion = path.endsWith('/rate_limit');
  const metered = { method, path, token: token?.token ?? '', hourly: quotaOf(token) };
  const refused = isQuotaQuestion ? undefined : limits.judge(metered);
  if (refused) return withHeaders(desk, request, refused);
  return withHeaders(desk, request, route(desk, request, bases, token));
}

function identify(state: GitHubState, request: SimRequest): GitHubToken | undefined {
  const presented = presentedToken(request.headers['authorization']);
  if (presented === undefined) return undefined;
  const token = state.tokens.get(presented);
  if (token) return token;
  if (!state.has('unknown-token-401')) return [...state.tokens.values()][0];
  throw refusal(401, 'Bad credentials', 'https://docs.github.com/rest');
}

function route(
  desk: Desk,
  request: SimRequest,
  bases: Bases & { readonly path: string },
  token: GitHubToken | undefined,
): SimResponse {
  const { state } = desk;
  const pages = new Pages(state, bases);
  const call: GitHubCall = {
    request,
    path: bases.path,
    body: parse(request.body),
    token,
    state,
    pages,
    bases,
  };
  const served =
    bases.path === bases.graphqlPath
      ? answerGraphql(call)
      : (routeAccount(call, desk.limits) ?? routeRepository(call));
  if (served) return served;
  desk.unserved.push(`${request.method} ${request.path}`);
  throw notFound();
}

function parse(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
