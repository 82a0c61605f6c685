import { readFileSync } from 'node:fs';
import { Failure } from '../failure.ts';
import { isSha } from './git-sha.ts';
import type { RunContext } from './run-context.ts';
import { isPullRequestEvent } from './target-inputs.ts';

/** Those members of the event that we look at; any of them may be absent. */
interface EventFacts {
  readonly repository?: { readonly private?: unknown; readonly full_name?: unknown };
  readonly pull_request?: { readonly number?: unknown; readonly head?: Branch; readonly base?: Branch };
}

interface Branch {
  readonly sha?: unknown;
  readonly repo?: { readonly full_name?: unknown } | null;
}

/**
 * The run, from the variables that GitHub documents
 * (docs.github.com/actions/reference/workflows-and-actions/variables) and the event's file.
 *
 * @throws Failure `AKSU-RUNNER` naming the variable that is missing or holds nonsense.
 */
export function readRunContext(): RunContext {
  const repositoryName = demand('GITHUB_REPOSITORY', /^[^/\s]+\/[^/\s]+$/);
  const [owner = '', repository = ''] = repositoryName.split('/');
  const eventName = demand('GITHUB_EVENT_NAME', /^\w+$/);
  const actor = demand('GITHUB_ACTOR', /^\S+$/);
  const event = readEvent();
  const isPrivate = event?.repository?.private;
  const pullRequest = isPullRequestEvent(eventName) ? readPullRequest(event) : undefined;
  const workspace = readVariable('GITHUB_WORKSPACE');
  return {
    owner,
    repository,
    repositoryId: demand('GITHUB_REPOSITORY_ID', /^\d+$/),
    isPrivate: typeof isPrivate === 'boolean' ? isPrivate : undefined,
    eventName,
    runId: demand('GITHUB_RUN_ID', /^\d+$/),
    runAttempt: demand('GITHUB_RUN_ATTEMPT', /^\d+$/),
    actor,
    triggeringActor: readVariable('GITHUB_TRIGGERING_ACTOR') || actor,
    serverUrl: demandUrl('GITHUB_SERVER_URL'),
    apiUrl: demandUrl('GITHUB_API_URL'),
    graphqlUrl: demandUrl('GITHUB_GRAPHQL_URL'),
    runnerTemp: demand('RUNNER_TEMP', /^.+$/),
    workflow: readVariable('GITHUB_WORKFLOW'),
    isUntrustedPullRequest:
      isPullRequestEvent(eventName) && (actor === 'dependabot[bot]' || isFromFork(event, repositoryName)),
    ...(pullRequest === undefined ? {} : { pullRequest }),
    ...(workspace === '' ? {} : { workspace }),
  };
}

function readVariable(name: string): string {
  return process.env[name] ?? '';
}

function demand(variable: string, form: RegExp): string {
  const value = readVariable(variable);
  if (form.test(value)) return value;
  const what = value === '' ? 'is not set' : 'does not hold what it should';
  throw new Failure('AKSU-RUNNER', `The runner's variable ${variable} ${what}.`);
}

/** Without a trailing slash, so that paths can be appended. */
function demandUrl(variable: string): string {
  return demand(variable, /^https?:\/\/[^\s/]+/).replace(/\/+$/, '');
}

/** `undefined`: there is no event file, or it is no JSON object. */
function readEvent(): EventFacts | undefined {
  try {
    const event: unknown = JSON.parse(readFileSync(readVariable('GITHUB_EVENT_PATH'), 'utf8'));
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

/** `undefined` when the event does not say all of it: who needs it says so (`parse-inputs.ts`). */
function readPullRequest(event: EventFacts | undefined): RunContext['pullRequest'] {
  const { number, head, base } = event?.pull_request ?? {};
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1) return undefined;
  const [baseSha, headSha] = [base?.sha, head?.sha];
  return isSha(baseSha) && isSha(headSha) ? { number, baseSha, headSha } : undefined;
}

/** A deleted fork leaves `head.repo` null: whose code it is cannot be told then. */
function isFromFork(event: EventFacts | undefined, repositoryName: string): boolean {
  if (event?.pull_request === undefined) {
    throw new Failure(
      'AKSU-RUNNER',
      "The runner's variable GITHUB_EVENT_PATH names no file that describes the pull request, " +
        'so whether it comes from a fork cannot be told.',
    );
  }
  const { head, base } = event.pull_request;
  const from = head?.repo?.full_name;
  const into = base?.repo?.full_name ?? event.repository?.full_name ?? repositoryName;
  return typeof from !== 'string' || from.toLowerCase() !== String(into).toLowerCase();
}
