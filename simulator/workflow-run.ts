/** What all jobs of one run know: who started it by what, with which choices. */
import type { SimRun } from './actions-oidc.ts';
import { eventPayload } from './runner-environment.ts';
import type { Value } from './workflow-expressions.ts';
import type { Workflow } from './workflow-file.ts';

export type Texts = Readonly<Record<string, string>>;

export interface Start {
  readonly run: SimRun;
  /** The webhook's payload. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Contexts that all jobs have. */
  readonly contexts: Readonly<Record<string, Value>>;
}

/** @throws where GitHub would not start a run. */
export function startRun(workflow: Workflow, run: SimRun, given: Texts, variables: Texts): Start {
  if (!workflow.events.includes(run.eventName)) throw new Error(`Nothing runs on ${run.eventName}.`);
  const inputs = run.eventName === 'workflow_dispatch' ? dispatchInputs(workflow, given) : {};
  const event = { ...eventPayload(run), ...(Object.keys(inputs).length > 0 ? { inputs } : {}) };
  const typed = Object.entries(inputs).map(([name, value]) => [name, typedInput(workflow, name, value)]);
  return {
    run,
    event,
    contexts: {
      github: githubContext(run, event),
      vars: variables,
      inputs: Object.fromEntries(typed) as Readonly<Record<string, Value>>,
    },
  };
}

/** As the form does it: known ones, of the choices, the required not empty. */
function dispatchInputs({ dispatch }: Workflow, given: Texts): Texts {
  const unknown = Object.keys(given).filter((name) => !(name in dispatch));
  if (unknown.length > 0) throw new Error(`Unexpected inputs provided: ${unknown.join(', ')}`);
  return Object.fromEntries(
    Object.entries(dispatch).map(([name, { type, options, required, default: usual }]) => {
      const first = type === 'choice' ? (options[0] ?? '') : '';
      const value = given[name] ?? (usual || (type === 'boolean' ? 'false' : first));
      if (required && value === '') throw new Error(`Required input '${name}' not provided`);
      if (type === 'choice' && !options.includes(value))
        throw new Error(`Provided value '${value}' for input '${name}' not in the list of allowed values`);
      return [name, value];
    }),
  );
}

/** The context `inputs` keeps the kind; the webhook's payload has texts. */
function typedInput({ dispatch }: Workflow, name: string, value: string): Value {
  const type = dispatch[name]?.type;
  if (type === 'boolean') return value === 'true';
  return type === 'number' ? Number(value) : value;
}

function githubContext(run: SimRun, event: Start['event']): Value {
  return {
    actor: run.actor,
    api_url: run.apiUrl,
    base_ref: run.pullRequest?.baseRef ?? '',
    event: event as Readonly<Record<string, Value>>,
    event_name: run.eventName,
    head_ref: run.pullRequest?.headRef ?? '',
    ref: run.ref,
    ref_name: run.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    repository: `${run.owner}/${run.repository}`,
    repository_id: run.repositoryId,
    repository_owner: run.owner,
    run_attempt: run.runAttempt,
    run_id: run.runId,
    run_number: run.runNumber,
    server_url: run.serverUrl,
    sha: run.sha,
    workflow: run.workflow,
  };
}
