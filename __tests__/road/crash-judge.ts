/** What must hold of a killed and resumed upgrade; one line a breach. */
import type { Arm } from '../../simulator/azure-arm.ts';
import type { Fleet } from '../../simulator/fleet.ts';
import type { StepOutcome } from '../../src/upgrade/outcome.ts';
import type { Played } from './crash-case.ts';
import type { Walked } from './in-process.ts';

/** Operations that one approved step may start. */
const ours: readonly string[] = ['control-plane', 'pool-version', 'node-image'];

/** Started more than once: each (resource, target). */
export function secondStarts({ started }: Pick<Arm, 'started'>): readonly string[] {
  const byStep = Map.groupBy(
    started,
    ({ id, kind, to }) =>
      // An image step is one, whatever image the second POST would bring.
      `${kind} ${id.toLowerCase()}${kind === 'node-image' ? '' : ` ${to}`}`,
  );
  return [...byStep].flatMap(([step, starts]) =>
    starts.length > 1 ? [`${step} was started ${starts.length} times`] : [],
  );
}

/** What Azure was asked that nobody approved, or that it never takes. */
export function wrongAsking(arm: Pick<Arm, 'started' | 'history' | 'rollbacks'>): readonly string[] {
  return [
    ...arm.started
      .filter(({ kind }) => !ours.includes(kind))
      .map(({ kind, id }) => `started ${kind} of ${id}`),
    ...arm.history
      .filter(({ kind }) => kind !== 'busy' && kind !== 'stale' && kind !== 'throttled')
      .map(({ method, path, code }) => `${method} ${path} was refused: ${code}`),
    ...arm.rollbacks.map(({ pool, image }) => `a PUT of ${pool} carried ${image}`),
  ];
}

export function complainOfCase({ scene, stage, walks }: Played): readonly string[] {
  return [
    ...secondStarts(stage.arm),
    ...wrongAsking(stage.arm),
    ...walks.flatMap(complainOfSurprise),
    ...complainOfEnd(walks.at(-1)),
    ...walks.flatMap((walked) => complainOfTruth(stage.fleet, walked)),
    ...unreported(stage.fleet, walks, scene.approved),
    ...silentRunning(stage.fleet, walks),
  ];
}

function complainOfSurprise({ surprise, failure, log, summary }: Walked): readonly string[] {
  return [
    ...(surprise === undefined ? [] : [`threw ${String(surprise)}`]),
    ...(failure?.code === 'AKSU-UNEXPECTED' ? [failure.message] : []),
    ...(`${log}${summary}`.includes('AKSU-UNEXPECTED') ? ['AKSU-UNEXPECTED was told'] : []),
  ];
}

/** Done, refused with a reason, or handed over. A cluster that changed under way is refused in the outcome. */
export function complainOfEnd(last: Walked | undefined): readonly string[] {
  if (last === undefined || last.died) return ['it is not over after six resumes'];
  const { result, failure, outcome } = last;
  if (result === 'upgraded' || result === 'nothing-to-do') return [];
  if (result === 'refused') return isReason(failure) ? [] : [`refused without a reason: ${failure?.message}`];
  if (result === 'handed-over') {
    const open = (outcome?.steps ?? []).filter(({ end, text }) => end !== 'done' && text === '');
    return open.map(({ approved }) => `${approved.kind} handed over without a word`);
  }
  const failed = (outcome?.steps ?? []).filter(({ end }) => end === 'failed' || end === 'unread');
  const bad = failed.filter(({ trouble }) => trouble?.code !== 'AKSU-PLAN-CHANGED');
  if (failed.length > 0 && bad.length === 0) return [];
  return [`ended ${result}: ${failure?.code} ${failure?.message} ${bad.map(({ text }) => text).join(' ')}`];
}

function isReason(failure: Walked['failure']): boolean {
  return failure !== undefined && failure.message.length > 40 && failure.next !== '';
}

/** What a run says is done is done: read in Azure's own books. */
function complainOfTruth(fleet: Fleet, { outcome }: Walked): readonly string[] {
  const done = (outcome?.steps ?? []).filter(({ end }) => end === 'done' || end === 'already-done');
  return done.flatMap((step) => {
    const runs = runningIn(fleet, step);
    const { kind, to } = step.approved;
    if (kind === 'node-image') {
      const isTold = runs === to || (step.reported === runs && step.deviation?.includes(runs) === true);
      return isTold ? [] : [`${step.pool?.name} is told done with ${step.reported}, and runs ${runs}`];
    }
    const isThere = runs.localeCompare(to, 'en', { numeric: true }) >= 0;
    return isThere ? [] : [`${kind} is told done at ${to}, and runs ${runs}`];
  });
}

function runningIn(fleet: Fleet, { approved, cluster, pool }: StepOutcome): string {
  const found = fleet.subscriptions
    .flatMap(({ clusters }) => clusters)
    .find(({ name }) => name === cluster?.name);
  if (approved.kind === 'control-plane') return found?.version ?? '';
  const own = found?.pools.find(({ name }) => name === pool?.name);
  return (approved.kind === 'pool-version' ? own?.version : own?.image) ?? '';
}

/** An image that stands on a pool and was approved by nobody has been told in words, by a run that reached its end. */
export function unreported(
  fleet: Fleet,
  walks: readonly Walked[],
  approved: ReadonlySet<string>,
): readonly string[] {
  const told = walks.map(({ summary, failure }) => `${summary}\n${failure?.message ?? ''}`).join('\n');
  return fleet.subscriptions
    .flatMap(({ clusters }) => clusters)
    .flatMap(({ pools }) => pools)
    .flatMap(({ name, image, recentlyUsed }) => {
      const hasMoved = recentlyUsed.length > 0;
      if (!hasMoved || image === null || approved.has(image)) return [];
      return isToldOf(told, name, image) ? [] : [`${name} got ${image}, and nobody was told`];
    });
}

/** What nobody knows the end of yet when the last run ends is told as running. */
function silentRunning(fleet: Fleet, walks: readonly Walked[]): readonly string[] {
  const last = walks.at(-1);
  const told = `${last?.summary}\n${last?.failure?.message}`;
  return fleet.subscriptions
    .flatMap(({ clusters }) => clusters)
    .flatMap(({ pools }) => pools)
    .filter(({ provisioningState }) => provisioningState.startsWith('Upgrading'))
    .filter(
      ({ name }) => !told.split('\n').some((line) => line.includes(name) && /in state|running/.test(line)),
    )
    .map(({ name }) => `${name} is at work, and nobody was told`);
}

/** In one line with the name of the pool. */
function isToldOf(told: string, pool: string, image: string): boolean {
  const build = image.slice(image.lastIndexOf('-') + 1);
  return told.split('\n').some((line) => line.includes(pool) && line.includes(build));
}
