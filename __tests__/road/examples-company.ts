/** A company that copied an example: its clusters, its identities with the roles of the docs, and who may approve. */
import { readFileSync } from 'node:fs';
import { actionsIssuer, oidcHost, type SimRun, subjectOf, usualRun } from '../../simulator/actions-oidc.ts';
import type { SimIdentity } from '../../simulator/azure-access.ts';
import { hasten } from '../../simulator/azure-pace.ts';
import { describeFleet, simSubscriptionId, simTenantId } from '../../simulator/fleet.ts';
import type { ClusterDescription } from '../../simulator/fleet-model.ts';
import {
  type PlayedJob,
  type PlayedRun,
  type PlayOptions,
  playWorkflow,
} from '../../simulator/job-player.ts';
import { type Warp, warpedClock } from '../../simulator/time-warp.ts';
import { clouds, startWorld, type World, type WorldOptions } from '../../simulator/world.ts';

export const reviewer = 'release-manager';
export const starter = 'platform-engineer';

/** An upgrade of ten minutes takes 30 s of this clock, and these take half a second. */
const [paceFactor, speed] = [20, 60];

export interface Company {
  readonly world: World;
  readonly warp: Warp;
  /** Variables of the repository. */
  readonly variables: Readonly<Record<string, string>>;
  readonly environmentVariables: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface CompanyOptions extends Partial<WorldOptions> {
  readonly clusters: readonly ClusterDescription[];
  /** Each with a reviewer and an upgrader of its own. */
  readonly environments?: readonly string[];
}

/** A role that people paste from the docs. */
export function roleOf(name: string): readonly string[] {
  const page = readFileSync(new URL('../../docs/azure-access.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const role = blocks.map((text) => JSON.parse(text)).find((one) => one.Name === name);
  if (role === undefined) throw new Error(`docs/azure-access.md has no role ${name}.`);
  return role.Actions as readonly string[];
}

/** Ids that tell who signed in. */
const clientIdOf = (what: string): string =>
  `${Buffer.from(what.padEnd(4, '.')).toString('hex').slice(0, 8)}-5555-4555-8555-555555555555`;

function identity(what: string, trusted: Partial<SimRun>, role: string, options: WorldOptions): SimIdentity {
  const clientId = clientIdOf(what);
  const { federationAudience: audience } = options.cloud ?? clouds.AzureCloud;
  const subject = subjectOf({ ...usualRun, ...trusted });
  return {
    clientId,
    objectId: clientId,
    tenantId: simTenantId,
    federatedCredentials: [{ name: what, issuer: actionsIssuer, subject, audience }],
    roles: options.fleet.subscriptions.map(({ id }) => ({
      actions: roleOf(role),
      scope: `/subscriptions/${id}`,
    })),
  };
}

export async function inCompany<T>(
  { clusters, environments = [], ...given }: CompanyOptions,
  use: (company: Company) => Promise<T>,
): Promise<T> {
  const warp = warpedClock(speed);
  const fleet = describeFleet({ now: new Date(warp.now()), clusters });
  const options: WorldOptions = { fleet, clock: warp.now, pace: hasten(paceFactor), ...given };
  const role = 'AKS upgrade Kubernetes versions';
  const world = await startWorld({
    ...options,
    identities: [
      identity('reader', {}, 'AKS upgrade check', options),
      identity('pull reader', { eventName: 'pull_request' }, 'AKS upgrade check', options),
      identity('upgrader', {}, role, options),
      ...environments.map((name) => identity(name, { environment: name }, role, options)),
    ],
    // Private and on a plan with required reviewers, unless a test says otherwise.
    github: {
      environments: environments.map((name) => ({ name, reviewers: [reviewer] })),
      collaborators: { [reviewer]: 'write' },
      ...given.github,
    },
  });
  try {
    return await use({
      world,
      warp,
      variables: {
        AZURE_CLIENT_ID: clientIdOf('reader'),
        AZURE_PULL_REQUEST_CLIENT_ID: clientIdOf('pull reader'),
        AZURE_UPGRADER_CLIENT_ID: clientIdOf('upgrader'),
        AZURE_TENANT_ID: simTenantId,
        AZURE_SUBSCRIPTION_ID: simSubscriptionId,
        AKS_APPROVERS: '',
      },
      environmentVariables: Object.fromEntries(
        environments.map((name) => [name, { AZURE_CLIENT_ID: clientIdOf(name) }]),
      ),
    });
  } finally {
    await world.close();
  }
}

/** Whoever has to, approves. */
export const approving = ({ world }: Company): Pick<PlayOptions, 'review'> => ({
  review: ({ environment, runId }) => world.github.jobs.review(runId, [environment], reviewer, 'approved'),
});

let serial = 0;

/** A new run of the workflow. */
export function play(
  company: Company,
  workflow: string,
  options: Partial<PlayOptions> = {},
): Promise<PlayedRun> {
  serial += 1;
  const { world, warp, variables, environmentVariables } = company;
  return playWorkflow({
    world,
    workflow,
    variables,
    environmentVariables,
    ...options,
    run: { runId: String(19_700_000_000 + serial), actor: starter, ...options.run },
    action: { warp, ...options.action },
  });
}

export function jobOf(run: PlayedRun, id: string): PlayedJob {
  const job = run.jobs.find((one) => one.id === id);
  if (job === undefined) throw new Error(`There is no job ${id}.`);
  return job;
}

/** What our step of a job said last: its exit code, its result and the code of its failure. */
export function endOf(job: PlayedJob): readonly (string | number | null | undefined)[] {
  const { action } = job.steps.find((step) => step.action !== undefined) ?? {};
  const failure = action?.annotations.findLast(({ level }) => level === 'error')?.title;
  return [action?.exitCode, action?.stepOutputs['result'], failure?.split(':')[0]];
}

/** All that a job complained of. */
export function complaintsOf(job: PlayedJob): string {
  return job.steps
    .flatMap(({ action }) => action?.annotations ?? [])
    .filter(({ level }) => level !== 'notice')
    .map(({ title, text }) => `${title}: ${text}`)
    .join('\n');
}

/** The permissions that a job made use of, as a workflow would name them. */
export function usedPermissions({ world }: Company, job: PlayedJob): Readonly<Record<string, string>> {
  const api = new URL(world.run.apiUrl).host;
  const answered = job.exchanges.filter(({ response }) => response.status < 400);
  const toGitHub = answered.filter(({ request }) => request.host === api);
  const level = (wanted: string): 'read' | 'write' | undefined => {
    const some = toGitHub.filter(({ request }) => permissionFor(request.path, world, job) === wanted);
    if (some.length === 0) return undefined;
    return some.some(({ request }) => request.method !== 'GET') ? 'write' : 'read';
  };
  const hasCheckout = job.steps.some(({ step }) => step.uses?.startsWith('actions/checkout@') === true);
  const used = {
    'id-token': answered.some(({ request }) => request.host === oidcHost) ? 'write' : undefined,
    contents: level('contents') ?? (hasCheckout ? 'read' : undefined),
    issues: level('issues'),
    'pull-requests': level('pull-requests'),
    actions: level('actions'),
  };
  return Object.fromEntries(Object.entries(used).flatMap(([name, one]) => (one ? [[name, one]] : [])));
}

/** A pull request is an issue too, and labels belong to both: what the job names is what it needs. */
function permissionFor(path: string, { github }: World, { permissions }: PlayedJob): string | undefined {
  if (/\/(git|contents)\//.test(path)) return 'contents';
  if (/\/pulls\b/.test(path)) return 'pull-requests';
  if (/\/(environments|actions)\//.test(path)) return 'actions';
  const [, number] = /\/issues\/(\d+)/.exec(path) ?? [];
  if (number !== undefined) return github.state.pulls.has(Number(number)) ? 'pull-requests' : 'issues';
  if (!/\/(issues|labels)\b/.test(path)) return undefined;
  return 'issues' in permissions ? 'issues' : 'pull-requests';
}

/** The clusters that were changed, in the order of their first change. */
export function changedClusters({ world }: Company): readonly string[] {
  const names = world.arm.mutations.map(({ path }) => /managedClusters\/([^/]+)/i.exec(path)?.[1] ?? path);
  return [...new Set(names)];
}

/** Whatever should not have happened, however the jobs ended. */
export function complainOfPlay({ world }: Company, run: PlayedRun): readonly string[] {
  const actions = run.jobs.flatMap(({ steps }) => steps.flatMap(({ action }) => action ?? []));
  return [
    ...actions
      .flatMap(({ stderr, runnerWarnings }) => [stderr, ...runnerWarnings])
      .filter((text) => text !== ''),
    ...actions.filter(({ stdout }) => stdout.includes('AKSU-UNEXPECTED')).map(({ stdout }) => stdout),
    ...run.jobs.flatMap(({ id, droppedOutputs }) => droppedOutputs.map((name) => `${id} dropped ${name}`)),
    ...world.network.refused.map(({ target }) => `asked ${target}`),
    ...world.network.exchanges
      .filter(({ response }) => response.status === 599)
      .map(({ response }) => String(response.body)),
    ...world.arm.history.filter(({ kind }) => kind === 'illegal').map(({ message }) => message),
    ...world.arm.rollbacks.map(({ pool }) => `a rollback of ${pool}`),
  ];
}

/** The one issue of the repository. */
export function issueOf({ world }: Company) {
  const issues = [...world.github.state.issues.values()].filter(({ isPull }) => !isPull);
  const [issue] = issues;
  if (issue === undefined || issues.length > 1) throw new Error(`There are ${issues.length} issues.`);
  return issue;
}
