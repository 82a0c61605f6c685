/** Upgrade mode on the unmodified bundle: worlds in which it may act, its jobs, and what all its endings have in common. */
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import type { SimRun } from '../../simulator/actions-oidc.ts';
import { type SimIdentity, versionActions } from '../../simulator/azure-access.ts';
import { hasten } from '../../simulator/azure-pace.ts';
import { type ClusterDescription, describeFleet, type Fleet } from '../../simulator/fleet.ts';
import type { StoredComment } from '../../simulator/github-state.ts';
import { type Warp, warpedClock } from '../../simulator/time-warp.ts';
import { usualIdentity, type World } from '../../simulator/world.ts';
import { failureCodes } from '../../src/failure.ts';
import { check, codeOf, errorOf, type Inputs, inWorld, type RoadOptions } from './start.ts';

export const upgrader = 'ghs_upgrade';
export const environment = 'production';
export const reviewer = 'release-manager';

export interface Scene {
  readonly world: World;
  readonly warp: Warp;
}

export interface SceneOptions extends Omit<RoadOptions, 'fleet' | 'clock'> {
  readonly clusters?: readonly ClusterDescription[];
  /** Absent: `clusters`. */
  readonly fleet?: (now: Date) => Fleet;
  /** How many times faster time passes. */
  readonly speed?: number;
  readonly startAt?: string;
}

/** The last words on GitHub have two minutes, and a request takes real milliseconds: for tests that look at them. */
export const unhurried = { speed: 120, pace: hasten(40) };

/** A day on which nothing changes: a Sunday, 09:00 UTC. */
const usualStart = '2026-11-22T09:00:00Z';

/** A world that ends with the test. Its repository is private and has required reviewers, as with GitHub Enterprise. */
export async function inScene<T>(options: SceneOptions, use: (scene: Scene) => Promise<T>): Promise<T> {
  const { clusters = [{}], fleet, speed = 400, startAt = usualStart, ...rest } = options;
  const warp = warpedClock(speed, Date.parse(startAt));
  const now = new Date(warp.now());
  const described = fleet?.(now) ?? describeFleet({ now, clusters });
  const github = { ...rest.github, quirks: { 'private-drops-reviewers': false, ...rest.github?.quirks } };
  const given = { pace: hasten(10), actions: versionActions, ...rest, github };
  return await inWorld({ ...given, fleet: described, clock: warp.now }, async (world) => {
    if (options.identities === undefined) world.identities = identitiesOf(world, given.actions);
    return await use({ world, warp });
  });
}

/** One identity for the branch and for the environment: who may act is not what most tests are about. */
export function identitiesOf(world: World, actions: readonly string[]): readonly SimIdentity[] {
  const [fleet, cloud] = [world.fleet, world.cloud];
  const branch = usualIdentity(fleet, world.run, cloud, actions);
  const gated = usualIdentity(fleet, { ...world.run, environment }, cloud, actions);
  const federatedCredentials = [...branch.federatedCredentials, ...gated.federatedCredentials];
  return [{ ...branch, federatedCredentials }];
}

/** The check job of the run. It opens the issue. */
export async function checkIn(
  { world, warp }: Scene,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  return await check(world, { 'report-to': 'issue', ...inputs }, { warp, ...options });
}

/** The upgrade job of the run, without a gate unless the inputs say otherwise. */
export async function upgradeIn(
  { world, warp }: Scene,
  plan: string,
  inputs: Inputs = {},
  options: Partial<ActionOptions> = {},
): Promise<ActionResult> {
  const job = inputs['gate'] === 'environment' ? { job: 'upgrade', environment } : { job: 'upgrade' };
  const usual = { mode: 'upgrade', plan, gate: 'none', 'report-to': 'issue' };
  return await check(
    world,
    { ...usual, ...inputs },
    { warp, githubToken: upgrader, ...options, run: { ...job, ...options.run } },
  );
}

/** Check and upgrade in one run, with what happens between them. */
export async function walkThrough(
  scene: Scene,
  inputs: { readonly check?: Inputs; readonly upgrade?: Inputs } = {},
  between: (checked: ActionResult) => unknown = () => undefined,
): Promise<{ readonly checked: ActionResult; readonly result: ActionResult }> {
  const checked = await checkIn(scene, inputs.check);
  await between(checked);
  const result = await upgradeIn(scene, planOf(checked), inputs.upgrade);
  return { checked, result };
}

/** Throws where the check made none: a test that goes on without would prove nothing. */
export function planOf(checked: ActionResult): string {
  const plan = checked.outputs['plan'] ?? '';
  if (plan === '') throw new Error(`The check made no plan: ${errorOf(checked)} ${checked.log.slice(-500)}`);
  return plan;
}

/** The job of this run waits for the environment, and somebody approves it. */
export function approveJob(world: World, by = reviewer, run: Partial<SimRun> = {}): void {
  const { runId, actor } = { ...world.run, ...run };
  const { jobs } = world.github;
  if (!world.github.state.environments.has(environment)) {
    jobs.addEnvironment({ name: environment, reviewers: [by], canAdminsBypass: false });
  }
  jobs.start(runId, environment, actor);
  jobs.review(runId, [environment], by, 'approved');
}

/** What of Azure was asked to change, as `PUT aks-1/agentPools/system 200`. */
export function mutationsOf(world: World): readonly string[] {
  return world.arm.mutations.map(
    ({ method, path, status }) => `${method} ${path.replace(/^.*\/managedClusters\//, '')} ${status}`,
  );
}

/** What really began, as `pool-version system 1.36.2`. */
export function startedOf(world: World): readonly string[] {
  return world.arm.started.map(({ kind, id, to }) => `${kind} ${nameOf(id)} ${to}`);
}

export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

export function progressOf(world: World): readonly StoredComment[] {
  return [...world.github.state.comments.values()].filter(({ body }) =>
    body.startsWith('<!-- aks-upgrade progress '),
  );
}

/** Everything that people can read of it on GitHub. */
export function textsOf(world: World, result: ActionResult): readonly string[] {
  const { issues, comments } = world.github.state;
  return [
    result.summary,
    result.log,
    ...[...issues.values()].flatMap(({ title, body }) => [title, body ?? '']),
    ...[...comments.values()].map(({ body }) => body),
  ];
}

const good = ['upgraded', 'nothing-to-do', 'handed-over', 'dry-run'];

/** What must hold however an upgrade ends. */
export function complainOfUpgrade(world: World, result: ActionResult): readonly string[] {
  const { exitCode, stderr, stdout, summary, timedOut, stepOutputs } = result;
  const code = codeOf(result);
  const word = stepOutputs['result'] ?? '';
  const isNamed = code !== undefined && code in failureCodes && code !== 'AKSU-UNEXPECTED';
  const isTyped =
    exitCode === 0
      ? code === undefined && good.includes(word)
      : exitCode === 1 && isNamed && !good.includes(word);
  const { refused, exchanges } = world.network;
  const { id: subscription = '' } = world.fleet.subscriptions[0] ?? {};
  return [
    ...(timedOut ? ['killed after its time'] : []),
    ...(isTyped ? [] : [`exit ${exitCode}, result ${word}, ${code}: ${errorOf(result)}`]),
    ...(stdout.includes('AKSU-UNEXPECTED') ? ['AKSU-UNEXPECTED'] : []),
    ...(stderr === '' ? [] : [`on standard error: ${stderr.slice(0, 500)}`]),
    ...(summary.trim() === '' ? ['no summary'] : []),
    ...refused.map(({ target }) => `asked ${target}`),
    ...exchanges.filter(({ response }) => response.status === 599).map(({ response }) => `${response.body}`),
    ...textsOf(world, result).flatMap((text) => [
      ...(/verified/i.test(text) ? [`says verified: ${text.slice(0, 80)}`] : []),
      ...(text.includes(subscription) ? ['tells the subscription'] : []),
      ...(/[?&](?:t|c|s|h)=[\w-]{20}/.test(text) ? ['tells a signed address'] : []),
    ]),
    ...(Object.values(stepOutputs).join('\n').includes(subscription)
      ? ['an output with the subscription']
      : []),
    ...result.droppedOutputs.map((name) => `the runner drops ${name}`),
    ...complainOfWrites(world),
  ];
}

/** Every PUT changes the approved field alone, under a lock, asks for no rollback, and nothing is started twice. */
export function complainOfWrites(world: World): readonly string[] {
  const { mutations, history, rollbacks, started } = world.arm;
  const ours = started.filter(({ by }) => by !== 'somebody-else');
  const steps = ours.map(({ kind, id, to }) => `${kind} ${id} ${to}`);
  const arranged = new Set(world.failures.map((one) => ('refuse' in one ? one.refuse.message : '')));
  return [
    ...complainOfLocks(world),
    ...mutations.flatMap(({ method, path, changes, status }) => [
      ...(method === 'PUT' || path.endsWith('/upgradeNodeImageVersion') ? [] : [`${method} ${path}`]),
      ...changes
        .filter(({ path: field }) => !approvedFields.test(field) && status < 300)
        .map(({ path: field }) => `PUT ${path} changes ${field}`),
    ]),
    ...history
      .filter(({ kind, message }) => kind === 'illegal' && !arranged.has(message))
      .map(({ path, message }) => `illegal: ${path} ${message}`),
    ...rollbacks.map(({ path }) => `rollback asked for: ${path}`),
    ...steps.filter((step, at) => steps.indexOf(step) !== at).map((step) => `started twice: ${step}`),
  ];
}

/** `If-Match` is the eTag of what was read last, wherever there was one. */
function complainOfLocks(world: World): readonly string[] {
  const tags = new Map<string, unknown>();
  return world.network.exchanges.flatMap(({ request, response }) => {
    const { method, path, headers } = request;
    if (request.host !== world.cloud.arm) return [];
    const { eTag, properties } = (response.body ?? {}) as { eTag?: unknown; properties?: { eTag?: unknown } };
    if (method === 'GET' && response.status === 200) tags.set(path, eTag ?? properties?.eTag);
    if (method !== 'PUT' || headers['if-match'] === tags.get(path)) return [];
    return [`PUT ${path} with If-Match ${headers['if-match']} instead of ${tags.get(path)}`];
  });
}

const approvedFields =
  /^properties\.(?:kubernetesVersion|orchestratorVersion|upgradeSettings(?:\.\w+)?|agentPoolProfiles\[\w+\]\.orchestratorVersion)$/;

/** Refused before anything was sent. */
export function complainOfRefusal(world: World, result: ActionResult): readonly string[] {
  return [
    ...complainOfUpgrade(world, result),
    ...(result.exitCode === 1 ? [] : [`exit ${result.exitCode}`]),
    ...(result.stepOutputs['result'] === 'refused' ? [] : [`result ${result.stepOutputs['result']}`]),
    ...mutationsOf(world).map((mutation) => `sent ${mutation}`),
    ...(result.summary.includes(codeOf(result) ?? 'a code') ? [] : ['the summary does not tell the code']),
  ];
}
