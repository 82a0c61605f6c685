/** Builds the World that the road needs from what there is outside: the runner's own, or a test's. */

import type { Failure } from './failure.ts';
import type { Clock } from './inputs/clock.ts';
import type { Inputs } from './inputs/inputs.ts';
import type { Log } from './inputs/log.ts';
import { once } from './inputs/once.ts';
import type { RawInputs } from './inputs/parse-inputs.ts';
import type { RunContext, Sha256 } from './inputs/run-context.ts';
import { sha256 } from './inputs/runner-sha256.ts';
import type { ReportTarget } from './inputs/telling.ts';
import type { HttpClient } from './inventory/azure-connection.ts';
import { openAzure, readInventory } from './inventory/azure-session.ts';
import type { Cluster, Inventory, NodePool } from './inventory/inventory.ts';
import { focusScope } from './inventory/scope-filter.ts';
import type { PinFiles } from './pins/pin-files.ts';
import type { Pins } from './pins/pins.ts';
import { adoptPlan } from './plan/adopt-plan.ts';
import { parseApprovedPlan } from './plan/approved-plan.ts';
import { judgeApproved } from './plan/judge-approved.ts';
import { openPlan } from './plan/runner-plan-text.ts';
import type { Download } from './releases/download.ts';
import { openReleaseDesk } from './releases/github-release-desk.ts';
import type { ReleaseDesk } from './releases/release-desk.ts';
import { nameCluster, namePool } from './report/names.ts';
import type { Report } from './report/report.ts';
import { giveUpTracking, nothingTracked } from './tracking/ending/give-up.ts';
import type { Kept, OutputName } from './tracking/ending/outputs.ts';
import { describePlaces } from './tracking/ending/places.ts';
import { endEarly } from './tracking/ending/runner-ending.ts';
import { appendSummary, keepReport, writeOutputs } from './tracking/ending/runner-outputs.ts';
import { beginPace, type Pace } from './tracking/github/pace.ts';
import type { ProgressBoard } from './tracking/progress/github-progress.ts';
import { settleBoard } from './tracking/progress/github-settle.ts';
import type { Tracked, Tracking } from './tracking/tracking.ts';
import { openDoor } from './upgrade/door/azure-door.ts';
import { proveGate } from './upgrade/gate/judge-gate.ts';
import type { Halt } from './upgrade/ports.ts';
import { type Acted, type Approval, type Eyes, upgradeApproved } from './upgrade/upgrade.ts';

/** Everything outside that the road needs. */
export interface World {
  readonly raw: RawInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** Nothing to look at, and nobody's fault: told, and good. */
  endEarly(reason: string): Promise<void>;
  /** In `mode: upgrade` what was approved, its gate proven, and the inputs as the plan has them. */
  approve(asked: Inputs): Promise<{ readonly inputs: Inputs; readonly approval?: Approval }>;
  readInventory(inputs: Inputs, only?: Cluster): Promise<Inventory>;
  /** Files of the repository that may pin versions, for the places that tell of them. Never fails: `failure` says why. */
  readPinFiles(inputs: Inputs): Promise<PinFiles>;
  /** Where dates of support, and what upgrades bring, are asked for. */
  releases(inputs: Inputs): ReleaseDesk;
  /** Does what was approved and sees again; without an approval there is nothing to do. */
  upgrade(inputs: Inputs, approval: Approval | undefined, found: Inventory, eyes: Eyes): Promise<Acted>;
  /** Job summary and files first: whatever GitHub says later, the report is there. */
  keep(report: Report, inputs: Inputs, acted: Acted): Promise<Kept>;
  /** A trouble with GitHub is told at the end and loses nothing. */
  track(report: Report, inputs: Inputs, acted: Acted & { readonly pins?: Pins }): Promise<Tracking>;
  /** The end of the job summary: where the report stands, or why it does not. */
  tellPlaces(tracked: Tracked, trouble: Failure | undefined): Promise<void>;
  setOutputs(values: Readonly<Record<OutputName, string>>): void;
}

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
  /** What asks the sources of release data; absent: the runner's network. */
  readonly download?: Download;
  /** From now on something may be sent to Azure. */
  readonly onActing?: () => void;
  /** The report lies where nothing can take it away. */
  readonly onKept?: () => void;
}

/** GitHub is spoken to by several, and sees one. */
type Shared = Outside & { readonly pace: Pace };

export function buildWorld(given: Outside): World {
  const outside = { ...given, pace: beginPace() };
  const { raw, context, log, clock } = outside;
  const azure = once((inputs: Inputs) => openAzure(inputs.signIn, outside));
  const board = once((inputs: Inputs) => openBoard(inputs, outside));
  const releases = once((inputs: Inputs) => openReleaseDesk(inputs, outside));
  return {
    ...{ raw, context, log, clock, sha256 },
    endEarly: (reason) => endEarly(reason, log),
    approve: (asked) => approve(asked, outside),
    readInventory: (inputs, only) => {
      const { repositoryId } = context;
      const ports = { log, clock, sha256, repositoryId, onPool: releases(inputs).expect };
      const scope = only === undefined ? inputs.scope : focusScope(inputs.scope, only);
      return readInventory(azure(inputs), scope, { ...ports, isQuiet: only !== undefined });
    },
    releases,
    readPinFiles: async (inputs) => {
      if (inputs.pins === undefined) return {};
      const { readPinFiles } = await import('./tracking/files/github-pin-files.ts');
      return await readPinFiles(inputs, context, outside);
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
      return await track(report, inputs, acted, told, outside);
    },
    tellPlaces: async (tracked, trouble) => await appendSummary(describePlaces(tracked, trouble), log),
    setOutputs: (values) => writeOutputs(values, log),
  };
}

/** The plan first, since it costs nothing; then the gate; nothing of Azure is asked before both are good. */
async function approve(asked: Inputs, outside: Shared): ReturnType<World['approve']> {
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

async function openBoard({ telling }: Inputs, outside: Shared): Promise<ProgressBoard> {
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

async function track(
  report: Report,
  inputs: Inputs,
  acted: Parameters<World['track']>[2],
  told: ProgressBoard | undefined,
  outside: Shared,
): Promise<Tracking> {
  const settled = told === undefined ? {} : await settleBoard(told, outside.halt);
  const targets = targetsOf(inputs, acted);
  const { telling } = inputs;
  const message = { report, proposed: acted.pins?.proposed, telling, context: outside.context };
  // Loaded late: a run that tells nobody on GitHub should not wait for its client.
  const tell = async () =>
    (await import('./tracking/github-tracking.ts')).trackReport(message, targets, outside);
  const { tracked, failure } =
    targets.length > 0 && !outside.halt.isAsked
      ? await Promise.race([tell(), giveUpTracking(outside)])
      : nothingTracked;
  return { tracked: { ...tracked, ...settled }, ...(failure === undefined ? {} : { failure }) };
}

/** The issue is about all that the check saw: who sees less, or no longer knows, leaves it to the next check. */
function targetsOf({ telling }: Inputs, { upgrade, isStale }: Acted): readonly ReportTarget[] {
  const isOurs = upgrade === undefined || upgrade.ask.scopeKey === upgrade.approved.scopeKey;
  return isOurs && !isStale ? telling.reportTo : [];
}
