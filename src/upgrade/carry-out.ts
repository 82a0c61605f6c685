/** Carries out what was approved: one lane for each cluster, so many at once, in the order of the plan. */

import type { Cluster } from '../inventory/inventory.ts';
import type { StepState } from '../plan/agreement.ts';
import { endStopped, type Findings, type Lane } from './lane/lane.ts';
import { LaneLog } from './lane/lane-log.ts';
import { rehearseLane } from './lane/rehearse-lane.ts';
import { runLane } from './lane/run-lane.ts';
import { StepBook } from './lane/step-book.ts';
import { Watch } from './lane/watch.ts';
import type { Outcome, StepOutcome } from './outcome.ts';
import type { UpgradeOrder, UpgradePorts } from './ports.ts';
import { resultOf } from './result.ts';
import { countEnds } from './run-log.ts';

export type { Halt, Look, UpgradeOrder, UpgradePorts } from './ports.ts';

interface Ground {
  readonly order: UpgradeOrder;
  readonly ports: UpgradePorts;
  readonly watch: Watch;
  readonly findings: Findings;
  readonly isAlone: boolean;
}

/** The approved steps of one cluster as the first look at everything found them. */
interface Group {
  readonly cluster: Cluster;
  readonly states: readonly StepState[];
}

/** Never rejects for what happens in a cluster: that is told by its steps. */
export async function carryOut(order: UpgradeOrder, ports: UpgradePorts): Promise<Outcome> {
  const { ask, startedAt, agreement } = order;
  const deadline = new Date(startedAt.getTime() + ask.deadline * 60_000);
  const watch = new Watch(ports, { deadline, mostFailures: ask.maxFailures });
  const later = agreement.changes.filter((change) => change.isLaterImage).map((change) => change.text);
  const findings: Findings = { notes: new Set(later), rights: [], hasMoved: false };
  const { groups, settled } = sortOut(agreement.states);
  const isAlone = Math.min(ask.maxParallel, groups.length) === 1;
  const outcomes = settled.flatMap((states) => concludeSettled(states, ports));
  try {
    await walkSideBySide(groups, ask.maxParallel, async (group) => {
      outcomes.push(...(await walk({ order, ports, watch, findings, isAlone }, group)));
    });
  } finally {
    watch.end();
  }
  const places = new Map(agreement.states.map(({ approved }, index) => [approved, index]));
  const placeOf = ({ approved }: StepOutcome) => places.get(approved) ?? places.size;
  const steps = outcomes.sort((a, b) => placeOf(a) - placeOf(b));
  return {
    result: resultOf(steps, ask.isDryRun),
    steps,
    ...(watch.stopped === undefined ? {} : { haltedBy: watch.stopped }),
    notes: [...findings.notes],
    hasMoved: findings.hasMoved,
    ...(ask.isDryRun ? { rights: findings.rights } : {}),
  };
}

/** A cluster is looked at again only where something of it is to be done, runs, or was not read. */
function sortOut(states: readonly StepState[]): {
  readonly groups: readonly Group[];
  readonly settled: readonly (readonly StepState[])[];
} {
  const groups: Group[] = [];
  const settled: (readonly StepState[])[] = [];
  for (const group of Map.groupBy(states, ({ cluster }) => cluster?.id).values()) {
    const cluster = group[0]?.cluster;
    const isOpen = group.some(({ standing }) => ['due', 'running', 'unread'].includes(standing));
    if (cluster !== undefined && isOpen) groups.push({ cluster, states: group });
    else settled.push(group);
  }
  return { groups, settled };
}

/** Nothing is to be done there: what Azure reported at the first look stands. */
function concludeSettled(states: readonly StepState[], ports: UpgradePorts): readonly StepOutcome[] {
  const outcomes = new StepBook(states).conclude('');
  const cluster = states[0]?.cluster;
  if (cluster !== undefined) tellRest(new LaneLog(ports, ports.nameOf(cluster), false), outcomes);
  return outcomes;
}

/** One line for all of a cluster that had no end of its own. */
function tellRest(log: LaneLog, steps: readonly StepOutcome[]): void {
  if (steps.length === 0) return;
  const why = steps.find(({ end }) => end === 'held') ?? steps.find(({ end }) => end === 'not-started');
  log.info(`${countEnds(steps)}${log.words(why?.text ?? '')}`);
}

/** A cluster that is not begun any more is told in the outcome alone. */
async function walk(ground: Ground, { cluster, states }: Group): Promise<readonly StepOutcome[]> {
  const { order, ports, watch, findings, isAlone } = ground;
  const { ask, approved } = order;
  if (watch.startBar !== undefined) return new StepBook(states).conclude(endStopped(watch).end.text);
  const tell = (isOver: boolean) => {
    if (!ask.isDryRun) ports.tell({ cluster, steps: book.progress(), isOver });
  };
  const book = new StepBook(states, () => tell(false));
  const log = new LaneLog(ports, ports.nameOf(cluster), isAlone);
  const lane: Lane = { cluster, ask, surge: approved.aim.surge, ports, watch, book, log, findings };
  const end = ask.isDryRun ? await rehearseLane(lane) : await runLane(lane);
  if (end.isFailure) watch.countFailure();
  const rest = book.open.map(({ approved: step }) => step);
  const outcomes = book.conclude(end.text);
  tellRest(
    log,
    outcomes.filter((outcome) => rest.includes(outcome.approved)),
  );
  tell(true);
  return outcomes;
}

async function walkSideBySide<Item>(
  items: readonly Item[],
  most: number,
  walkOne: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await walkOne(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
