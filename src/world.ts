/** Builds the World that the road needs from what there is outside: the runner's own, or a test's. */

import { describeError, Failure } from './failure.ts';
import type { Clock } from './inputs/clock.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Log } from './inputs/log.ts';
import type { RawInputs } from './inputs/parse-inputs.ts';
import type { RunContext } from './inputs/run-context.ts';
import { sha256 } from './inputs/runner-sha256.ts';
import type { HttpClient } from './inventory/azure-connection.ts';
import { openAzure, readInventory } from './inventory/azure-session.ts';
import type { Cluster, NodePool } from './inventory/inventory.ts';
import { focusScope } from './inventory/scope-filter.ts';
import { adoptPlan } from './plan/adopt-plan.ts';
import { parseApprovedPlan } from './plan/approved-plan.ts';
import { judgeApproved } from './plan/judge-approved.ts';
import { openPlan } from './plan/runner-plan-text.ts';
import { nameCluster, namePool } from './report/names.ts';
import type { Report } from './report/report.ts';
import type { Tracking, World } from './run.ts';
import { endEarly } from './tracking/ending/runner-ending.ts';
import { keepReport, writeOutputs } from './tracking/ending/runner-outputs.ts';
import type { ProgressBoard } from './tracking/progress/github-progress.ts';
import { openDoor } from './upgrade/door/azure-door.ts';
import { proveGate } from './upgrade/gate/judge-gate.ts';
import type { Halt } from './upgrade/ports.ts';
import { type Acted, upgradeApproved } from './upgrade/upgrade.ts';

/** Everything that is not ours. */
export interface Outside {
  readonly raw: RawInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** When the process began: the deadline counts from here. */
  readonly startedAt: Date;
  readonly halt: Halt;
  /** What carries requests to Azure and GitHub; absent: the runner's network. */
  readonly httpClient?: HttpClient;
  readonly fetch?: typeof fetch;
  readonly deadline?: (milliseconds: number) => AbortSignal;
  /** From now on something may be sent to Azure. */
  readonly onActing?: () => void;
  /** The report lies where nothing can take it away. */
  readonly onKept?: () => void;
}

/** Milliseconds for the last words on GitHub: after a signal the process is gone within 5 s, with its outputs written. */
const settling = { atLeisure: 120_000, halted: 2000, tracking: 1000 };

export function buildWorld(outside: Outside): World {
  const { raw, context, log, clock } = outside;
  const azure = once((inputs: Inputs) => openAzure(inputs.signIn, outside));
  const board = once((inputs: Inputs) => openBoard(inputs, outside));
  return {
    raw,
    context,
    log,
    clock,
    sha256,
    endEarly: async (reason) => {
      await endEarly(reason, log);
      return undefined;
    },
    approve: (asked) => approve(asked, outside),
    readInventory: (inputs, only) => {
      const ports = { log, clock, sha256, repositoryId: context.repositoryId, isQuiet: only !== undefined };
      const scope = only === undefined ? inputs.scope : focusScope(inputs.scope, only);
      return readInventory(azure(inputs), scope, ports);
    },
    upgrade: async (inputs, approval, found, eyes) => {
      if (approval === undefined) return { ...eyes.judge(found), isStale: false };
      const facts = { inputs, context, sha256, startedAt: outside.startedAt };
      const told = await board(inputs);
      outside.onActing?.();
      const tools = {
        ...outside,
        ...nameThings(inputs, context),
        door: openDoor(azure(inputs), outside),
        tell: told.tell.bind(told),
      };
      return await upgradeApproved(approval, facts, found, eyes, tools);
    },
    keep: async (report, { scopeKey }, { plan, upgrade }) => {
      const kept = await keepReport(
        report,
        upgrade === undefined ? plan : { ...plan, steps: [] },
        { ...context, scopeKey },
        clock.now(),
        log,
      );
      outside.onKept?.();
      return kept;
    },
    track: async (report, inputs, acted) => {
      azure(inputs).close();
      const told = acted.upgrade === undefined ? undefined : await board(inputs);
      const settled = told === undefined ? {} : await settleBoard(told, outside.halt);
      const { tracked, failure } =
        isOurs(inputs, acted) && !outside.halt.isAsked
          ? await Promise.race([trackReport(report, inputs, outside), giveUpTracking(outside)])
          : nothingTracked;
      return { tracked: { ...tracked, ...settled }, ...(failure === undefined ? {} : { failure }) };
    },
    setOutputs: (values) => writeOutputs(values, log),
  };
}

/** The plan first, since it costs nothing; then the gate; nothing of Azure is asked before both are good. */
async function approve(asked: Inputs, outside: Outside): ReturnType<World['approve']> {
  const ask = asked.upgrade;
  if (ask === undefined) return { inputs: asked };
  const { context, clock } = outside;
  const approved = parseApprovedPlan(openPlan(ask.plan));
  const { maximumPlanAge } = ask;
  judgeApproved(approved, { context, gate: ask.gate.kind, maximumPlanAge, now: clock.now() });
  const inputs = adoptPlan(asked, approved);
  // Loaded late: who checks need not wait for it.
  const { readGateFacts } = await import('./tracking/gate/github-gate.ts');
  const facts = await readGateFacts(approved, { ...outside, ask, telling: inputs.telling });
  const proof = proveGate(facts, { ask, approved, context, now: clock.now() });
  return { inputs, approval: { approved, proof, ask } };
}

async function openBoard({ telling }: Inputs, outside: Outside): Promise<ProgressBoard> {
  const { openProgressBoard } = await import('./tracking/progress/github-progress.ts');
  return openProgressBoard({ telling, context: outside.context, sha256 }, outside);
}

function nameThings({ telling }: Inputs, context: RunContext) {
  const naming = { inputs: { telling }, context, sha256 };
  return {
    nameOf: (cluster: Cluster) => nameCluster(naming, cluster),
    nameOfPool: (pool: NodePool) => namePool(naming, pool),
    redact: telling.redact,
  };
}

/** The issue is about all that the check saw: who sees less, or no longer knows, leaves it to the next check. */
function isOurs(inputs: Inputs, { upgrade, isStale }: Acted): boolean {
  if (!inputs.telling.reportTo.includes('issue') || isStale) return false;
  return upgrade === undefined || upgrade.ask.scopeKey === upgrade.approved.scopeKey;
}

const nothingTracked: Tracking = { tracked: { operation: 'none' } };

/** The signal may come while the last words are written. */
async function settleBoard(board: ProgressBoard, halt: Halt): ReturnType<ProgressBoard['settle']> {
  if (halt.isAsked) return await board.settle(settling.halted);
  const hurried = halt.asked.then(() => board.settle(settling.halted));
  return await Promise.race([board.settle(settling.atLeisure), hurried]);
}

/** After a signal: the report is kept on the runner, and the outputs are yet to be written. */
async function giveUpTracking({ halt, clock, log }: Outside): Promise<Tracking> {
  await halt.asked;
  await clock.pause(settling.tracking);
  log.warning('Issue not written', 'The job was told to stop before GitHub had answered.');
  return nothingTracked;
}

async function trackReport(report: Report, inputs: Inputs, outside: Outside): Promise<Tracking> {
  try {
    // Loaded late: a run that tells nobody on GitHub should not wait for its client.
    const { trackIssue } = await import('./tracking/issue/github-issue.ts');
    return { tracked: await trackIssue(report, inputs.telling, outside.context, outside) };
  } catch (error) {
    const isExpected = error instanceof Failure;
    const failure = isExpected
      ? error
      : new Failure('AKSU-UNEXPECTED', describeError(error), { cause: error });
    return { ...nothingTracked, failure };
  }
}

function once<Value>(make: (inputs: Inputs) => Value): (inputs: Inputs) => Value {
  let made: { readonly value: Value } | undefined;
  return (inputs) => {
    made ??= { value: make(inputs) };
    return made.value;
  };
}
