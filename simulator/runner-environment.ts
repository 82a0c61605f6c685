import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SimRun } from './actions-oidc.ts';
import { pullRequestPayload } from './runner-pull-request.ts';
import { pushPayload } from './runner-push.ts';

/** The environment that GitHub's runner gives a JavaScript action, and nothing of this machine's. */

export interface RunnerPlaces {
  readonly workspace: string;
  readonly temp: string;
  readonly toolCache: string;
  readonly home: string;
  readonly bin: string;
  /** `GITHUB_OUTPUT`, `GITHUB_ENV`, `GITHUB_PATH`, `GITHUB_STATE`, `GITHUB_STEP_SUMMARY`, `GITHUB_EVENT_PATH`. */
  readonly files: Readonly<Record<string, string>>;
}

export function runEnvironment(run: SimRun, places: RunnerPlaces): Record<string, string> {
  const repository = `${run.owner}/${run.repository}`;
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__contoso_aks-upgrade',
    GITHUB_ACTION_REF: 'main',
    GITHUB_ACTION_REPOSITORY: 'contoso/aks-upgrade',
    GITHUB_ACTOR: run.actor,
    GITHUB_ACTOR_ID: run.actorId,
    GITHUB_TRIGGERING_ACTOR: run.actor,
    GITHUB_API_URL: run.apiUrl,
    GITHUB_GRAPHQL_URL: graphqlUrl(run.apiUrl),
    GITHUB_SERVER_URL: run.serverUrl,
    GITHUB_BASE_REF: run.pullRequest?.baseRef ?? '',
    GITHUB_HEAD_REF: run.pullRequest?.headRef ?? '',
    GITHUB_EVENT_NAME: run.eventName,
    GITHUB_JOB: run.job,
    GITHUB_REF: run.ref,
    GITHUB_REF_NAME: run.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'true',
    GITHUB_REF_TYPE: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: run.repositoryId,
    GITHUB_REPOSITORY_OWNER: run.owner,
    GITHUB_REPOSITORY_OWNER_ID: run.ownerId,
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: run.runAttempt,
    GITHUB_RUN_ID: run.runId,
    GITHUB_RUN_NUMBER: run.runNumber,
    GITHUB_SHA: run.sha,
    GITHUB_WORKFLOW: run.workflow,
    GITHUB_WORKFLOW_REF: `${repository}/${run.workflowFile}@${run.ref}`,
    GITHUB_WORKFLOW_SHA: run.sha,
    GITHUB_WORKSPACE: places.workspace,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: places.temp,
    RUNNER_TOOL_CACHE: places.toolCache,
    HOME: places.home,
    PATH: places.bin,
    ...places.files,
  };
}

/** github.com and ghe.com have `/graphql` beside the API's root, a GitHub Enterprise Server `/api/graphql`. */
function graphqlUrl(apiUrl: string): string {
  return `${apiUrl.replace(/\/v3\/?$/, '')}/graphql`;
}

/** Both spellings: Node's clients read either. Plain http goes to the proxy too, which refuses and notes it. */
export function proxyEnvironment(proxyUrl: string, authorityFile: string): Record<string, string> {
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    NODE_EXTRA_CA_CERTS: authorityFile,
  };
}

export interface InputEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Inputs that `action.yml` does not know: the runner warns, and passes them on. */
  readonly unexpected: readonly string[];
}

/** Inputs as `INPUT_*`: upper case, blanks as underscores, dashes kept; defaults from `action.yml`. */
export function inputEnvironment(
  actionFile: string,
  inputs: Readonly<Record<string, string>>,
  githubToken: string,
): InputEnvironment {
  const declared = declaredInputs(actionFile);
  const defaults = Object.fromEntries(
    Object.entries(declared).map(([name, value]) => [name, evaluate(name, value, githubToken)]),
  );
  const given = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const variables = Object.entries({ ...defaults, ...given }).map(
    ([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const,
  );
  return {
    variables: Object.fromEntries(variables),
    unexpected: Object.keys(given).filter((name) => !(name in declared)),
  };
}

function declaredInputs(actionFile: string): Readonly<Record<string, string>> {
  const action = parse(readFileSync(actionFile, 'utf8')) as {
    readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>;
  };
  return Object.fromEntries(
    Object.entries(action.inputs ?? {}).map(([name, input]) => [
      name.toLowerCase(),
      String(input?.default ?? ''),
    ]),
  );
}

/** The one expression that a default of ours holds; any other would need GitHub's evaluator. */
function evaluate(name: string, value: string, githubToken: string): string {
  const filled = value.replace(/\$\{\{\s*github\.token\s*\}\}/g, githubToken);
  if (filled.includes('${{'))
    throw new Error(`The default of ${name} holds an expression that nobody evaluates here: ${value}`);
  return filled;
}

/** What `actions/runner` finds in the webhook's payload, as far as an action may look. */
export function eventPayload(run: SimRun): Readonly<Record<string, unknown>> {
  return {
    ...(run.eventName === 'schedule' ? { schedule: '17 5 * * 1' } : {}),
    repository: {
      id: Number(run.repositoryId),
      name: run.repository,
      full_name: `${run.owner}/${run.repository}`,
      private: run.visibility !== 'public',
      visibility: run.visibility,
      owner: { login: run.owner, id: Number(run.ownerId), type: 'Organization' },
      default_branch: 'main',
    },
    ...pullRequestPayload(run),
    ...pushPayload(run),
    sender: { login: run.actor, id: Number(run.actorId), type: 'User' },
  };
}

export const commandFiles = [
  'GITHUB_OUTPUT',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
] as const;

export function commandFilePath(directory: string, name: string): string {
  return join(directory, 'commands', name.toLowerCase());
}
