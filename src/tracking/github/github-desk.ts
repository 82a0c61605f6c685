import type { Clock } from '../../inputs/clock.ts';
import type { Telling } from '../../inputs/inputs.ts';
import type { Log } from '../../inputs/log.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import type { Page } from '../../report/report.ts';
import { GitHubClient, type Outcome, settle } from './github-client.ts';
import type { Request } from './github-exchange.ts';
import { type Identity, readIdentity } from './github-identity.ts';
import { type Issue, parseIssue } from './issue.ts';
import type { Pace } from './pace.ts';
import { isGone } from './refusal.ts';

export interface Ports {
  readonly log: Log;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  readonly deadline?: (milliseconds: number) => AbortSignal;
  /** Shared by all that a run asks of GitHub. */
  readonly pace?: Pace;
}

/** All that reading takes: who we are is not asked. */
export interface ReadingDesk {
  readonly client: GitHubClient;
  readonly log: Log;
  readonly clock: Clock;
  /** `owner/name`, for messages. */
  readonly repository: string;
  /** A request below the repository, such as `GET /issues`; `GET` alone is the repository itself. */
  readonly ask: (route: string, parameters?: Readonly<Record<string, unknown>>) => Request;
}

/** All that is at hand while one report is brought to GitHub. */
export interface Desk extends ReadingDesk {
  readonly us: Identity;
  /** What is told in this place. */
  readonly report: Page;
  readonly telling: Telling;
}

/** Throws `Failure` when there is no token. */
export function openReadingDesk(
  telling: Pick<Telling, 'githubToken'>,
  context: RunContext,
  ports: Ports,
): ReadingDesk {
  const { log, clock } = ports;
  const { owner, repository: repo } = context;
  const client = new GitHubClient({ ...ports, token: telling.githubToken, apiUrl: context.apiUrl });
  const ask: ReadingDesk['ask'] = (route, parameters = {}) => {
    const [method = 'GET', path = ''] = route.split(' ');
    return { route: `${method} /repos/{owner}/{repo}${path}`, parameters: { owner, repo, ...parameters } };
  };
  return { client, log, clock, repository: `${owner}/${repo}`, ask };
}

/** Throws `Failure` when the token is refused; `permissionLine`: see `describeRefusal`. */
export async function openDesk(
  report: Page,
  telling: Telling,
  context: RunContext,
  ports: Ports,
  permissionLine?: string,
): Promise<Desk> {
  const desk = openReadingDesk(telling, context, ports);
  const us = await readIdentity(desk.client, context.graphqlUrl, permissionLine);
  desk.log.debug(`We write as ${us.login}${us.isCertain ? '' : ', as it seems'}.`);
  return { ...desk, us, report, telling };
}

const pausesForTheUnknown = [1000, 2000, 4000];

/**
 * As it is now; `undefined` when it was deleted or transferred. An issue that has just been made may still be unknown
 * by its number: facts, reliability 1.1, "Eventual consistency after create".
 */
export async function readIssue(desk: Desk, number: number): Promise<Issue | undefined> {
  const request = desk.ask('GET /issues/{issue_number}', { issue_number: number });
  for (let tries = 0; ; tries++) {
    const outcome = await desk.client.read(request, parseIssue);
    const pause = pausesForTheUnknown[tries];
    const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 404;
    if (!isUnknown || pause === undefined) {
      return settleUnlessGone(outcome, `read issue #${number} of ${desk.repository}`);
    }
    await desk.clock.pause(pause);
  }
}

export function settleUnlessGone<Value>(outcome: Outcome<Value>, what: string): Value | undefined {
  if (outcome.kind === 'refused' && isGone(outcome.refusal.status)) return undefined;
  return settle(outcome, what);
}
