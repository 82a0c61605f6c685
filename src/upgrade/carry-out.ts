/** Carries out what was approved: one lane for each cluster, so many at once, in the order of the plan. */

import type { Cluster } from '../inventory/inventory.ts';
import type { StepState } from '../plan/agreement.ts';
import { endStopped, type Findings, type Lane, type LaneEnd } from './lane.ts';
import { LaneLog } from './lane-log.ts';
import type { Outcome, StepOutcome } from './outcome.ts';
import type { UpgradeOrder, UpgradePorts } from './ports.ts';
import { rehearseLane } from './rehearse-lane.ts';
import { resultOf } from './result.ts';
import { runLane } from './run-lane.ts';
import { StepBook } from './step-book.ts';
import { Watch } from './watch.ts';

export type { Halt, Look, UpgradeOrder, UpgradePorts } from './ports.ts';

/** Never rejects for what happens in a cluster: that is told by its steps. */
export async function carryOut(order: UpgradeOrder, ports: UpgradePorts): Promise<Outcome> {
  const { ask, startedAt, agreement } = order;
  const deadline = new Date(startedAt.getTime() + ask.deadline * 60_000);
  const watch = new Watch(ports, { deadline, mostFailures: ask.maxFailures });
  const later = agreement.changes.filter((change) => change.isLaterImage);
  const findings: Findings = {
    notes: new Set(later.map((change) => change.text)),
    rights: [],
    hasMoved: false,
  };
  const groups = [...Map.groupBy(agreement.states, (state) => state.cluster?.id ?? '').values()];
  const worthwhile = groups.filter(isWorthALook);
  const isAlone = Math.min(ask.maxParallel, worthwhile.length) === 1;
  const lanes = worthwhile.flatMap((states) => openLane({ order, ports, watch, findings, isAlone }, states));
  const ended = new Map<StepState, StepOutcome>();
  for (const states of groups) if (!isWorthALook(states)) keep(ended, states, new StepBook(states));
  try {
    await walkSideBySide(lanes, ask.maxParallel, async (lane) => {
      const end = await walkLane(lane);
      if (end.isFailure) watch.countFailure();
      keep(ended, lane.states, lane.book, end.text);
      if (!ask.isDryRun) ports.tell({ cluster: lane.cluster, steps: lane.book.progress(), isOver: true });
    });
  } finally {
    watch.end();
  }
  const steps = agreement.states.flatMap((state) => ended.get(state) ?? []);
  return {
    result: resultOf(steps, ask.isDryRun),
    steps,
    ...(watch.stopped === undefined ? {} : { haltedBy: watch.stopped }),
    notes: [...findings.notes],
    hasMoved: findings.hasMoved,
    ...(ask.isDryRun ? { rights: findings.rights } : {}),
  };
}

interface Ground {
  readonly order: UpgradeOrder;
  readonly ports: UpgradePorts;
  readonly watch: Watch;
  readonly findings: Findings;
  readonly isAlone: boolean;
}

interface OpenLane extends Lane {
  /** Of the first look at everything. */
  readonly states: readonly StepState[];
}

/** A cluster is looked at again only where something of it is to be done, runs, or was not read. */
function isWorthALook(states: readonly StepState[]): boolean {
  return states.some(
    ({ cluster, standing }) => cluster !== undefined && ['due', 'running', 'unread'].includes(standing),
  );
}

function openLane(
  { order, ports, watch, findings, isAlone }: Ground,
  states: readonly StepState[],
): OpenLane[] {
  const cluster: Cluster | undefined = states[0]?.cluster;
  if (cluster === undefined) return [];
  const { ask, approved } = order;
  const book = new StepBook(states, (steps) => {
    if (!ask.isDryRun) ports.tell({ cluster, steps, isOver: false });
  });
  const log = new LaneLog(ports, ports.nameOf(cluster), isAlone);
  return [{ cluster, ask, surge: approved.aim.surge, ports, watch, book, log, findings, states }];
}

async function walkLane(lane: Lane): Promise<LaneEnd> {
  if (lane.watch.startBar !== undefined) return endStopped(lane).end;
  return lane.ask.isDryRun ? await rehearseLane(lane) : await runLane(lane);
}

async function walkSideBySide<Item>(
  items: readonly Item[],
  most: number,
  walk: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await walk(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}

function keep(
  ended: Map<StepState, StepOutcome>,
  states: readonly StepState[],
  book: StepBook,
  notStarted = 'It was not reached.',
): void {
  const outcomes = book.conclude(notStarted);
  for (const [index, state] of states.entries()) {
    const outcome = outcomes[index];
    if (outcome !== undefined) ended.set(state, outcome);
  }
}
