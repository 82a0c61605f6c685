/**
 * The real road, `run(buildWorld(…))`, walked in this process against the simulated Entra, Azure, runner and GitHub:
 * without sockets, in a time that costs nothing, and mortal at every exchange. Left out is what lies on the runner
 * (summary, outputs, files): it is handed to the test.
 */
// Loaded late by the road: here at once, so that loading takes no real time in the middle of a run.
import '@azure/identity';
import '../../src/tracking/gate/github-gate.ts';
import '../../src/tracking/github-tracking.ts';
import '../../src/tracking/progress/github-progress.ts';
import { usualRun } from '../../simulator/actions-oidc.ts';
import { versionActions } from '../../simulator/azure-access.ts';
import type { Arm } from '../../simulator/azure-arm.ts';
import { clouds } from '../../simulator/azure-clouds.ts';
import type { SimFailure } from '../../simulator/azure-failures.ts';
import { simClientId, usualIdentity } from '../../simulator/azure-identity.ts';
import { type Pace, usualPace } from '../../simulator/azure-pace.ts';
import { type AzureState, createAzure } from '../../simulator/azure-services.ts';
import type { SimService } from '../../simulator/exchange.ts';
import { type Fleet, simTenantId } from '../../simulator/fleet.ts';
import { copyGit } from '../../simulator/github-git-state.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { QuirkSwitches } from '../../simulator/quirks.ts';
import { Failure } from '../../src/failure.ts';
import { declaredInputs } from '../../src/inputs/declared.ts';
import type { RawInputs } from '../../src/inputs/input-reader.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { sealPlan } from '../../src/plan/plan-envelope.ts';
import { packPlan } from '../../src/plan/runner-plan-text.ts';
import { run } from '../../src/run.ts';
import type { Outcome } from '../../src/upgrade/outcome.ts';
import { buildWorld, type World } from '../../src/world.ts';
import { type Life, StageTime } from './crash-time.ts';
import type { CrashPoint, Exchange, Sending, WireFault } from './crash-wire.ts';
import { Wire } from './crash-wire.ts';

export interface StageOptions {
  /** Made for a moment: the stage's own. */
  readonly fleet: (now: Date) => Fleet;
  readonly pace?: Pace;
  readonly failures?: readonly SimFailure[];
  readonly quirks?: QuirkSwitches;
  /** What a check has left on GitHub, in place of an empty repository. */
  readonly after?: Stage;
}

export interface WalkOptions {
  readonly crash?: { readonly at: number; readonly point: CrashPoint };
  readonly faultOf?: (exchange: Exchange) => WireFault | undefined;
  readonly onArrival?: (exchange: Exchange) => void;
  /** Milliseconds of each exchange; absent: one, in which nobody else gets a turn. */
  readonly latency?: number;
  /** Milliseconds after the start at which the job is told to stop. */
  readonly haltAfter?: number;
}

/** How a run ended. */
export interface Walked {
  readonly died: boolean;
  /** As the `result` output tells it; absent: the run died, or was a check. */
  readonly result?: string;
  /** Why the step fails: refused, or told at the end. */
  readonly failure?: Failure;
  /** Nothing but a `Failure` should ever come out. */
  readonly surprise?: unknown;
  readonly outcome?: Outcome;
  readonly summary: string;
  readonly planText: string;
  readonly exchanges: number;
  readonly sendings: readonly Sending[];
  readonly log: string;
  /** Milliseconds; after the stop, where the job was told to. */
  readonly took: number;
  readonly haltedAt?: number;
}

export const stageStart = '2026-11-22T06:00:00Z';
const context: RunContext = {
  ...usualRun,
  isPrivate: true,
  eventName: 'workflow_dispatch',
  triggeringActor: usualRun.actor,
  graphqlUrl: `${usualRun.apiUrl}/graphql`,
  runnerTemp: '/nowhere',
  isUntrustedPullRequest: false,
};
/** Milliseconds that `main.ts` gives a run after the signal. */
export const longestGoodbye = 4600;

export class Stage {
  readonly time = new StageTime(stageStart);
  readonly arm: Arm;
  readonly github: GitHubSimulator;
  readonly #services: Readonly<Record<string, SimService>>;
  readonly #held: { fleet: Fleet };
  readonly #state: AzureState;

  constructor(options: StageOptions) {
    const fleet = options.fleet(new Date(this.time.now()));
    const held = { fleet };
    this.#held = held;
    this.#state = {
      fleet,
      identities: [usualIdentity(fleet, usualRun, clouds.AzureCloud, versionActions)],
      run: usualRun,
      quirks: options.quirks ?? {},
      pace: options.pace ?? usualPace,
      failures: options.failures ?? [],
      tokenLife: 3599,
    };
    const jobs = new Map([['request-token', usualRun]]);
    const inside = { held, state: this.#state, jobs };
    const { arm, services } = createAzure({ clock: this.time.now }, clouds.AzureCloud, inside);
    this.arm = arm;
    this.github = createGitHub({
      private: true,
      now: this.time.now,
      repositoryId: Number(usualRun.repositoryId),
    });
    if (options.after !== undefined) {
      const { issues, comments, labels, pulls, git, nextNumber, nextId } = options.after.github.state;
      Object.assign(
        this.github.state,
        structuredClone({ issues, comments, labels, pulls, nextNumber, nextId }),
        {
          git: copyGit(git),
        },
      );
    }
    this.#services = { ...services, [new URL(usualRun.apiUrl).host]: this.github.service };
  }

  /** As it stands now. */
  get fleet(): Fleet {
    this.arm.settle();
    return this.#held.fleet;
  }

  set failures(failures: readonly SimFailure[]) {
    this.#state.failures = failures;
  }

  async walk(inputs: Readonly<Record<string, string>>, options: WalkOptions = {}): Promise<Walked> {
    const life: Life = { isOver: false };
    const { time } = this;
    const wire = new Wire({
      ...options,
      services: this.#services,
      time,
      life,
      latency: options.latency ?? 0,
    });
    const desk = openDesk(inputs, { time, life, wire });
    const startedAt = time.now();
    const halt = haltOf(options.haltAfter, { time, life });
    const passed = { isActing: false };
    const outside = {
      ...desk,
      context,
      startedAt: new Date(startedAt),
      halt,
      onActing: () => {
        passed.isActing = true;
      },
    };
    const kept: Kept = { summary: '', planText: '' };
    const ended = await time.see(
      Promise.race([
        walkToTheEnd(() => keepInHand(buildWorld(outside), desk, kept)),
        leaveEarly(halt, passed),
      ]),
      life,
    );
    // What runs on after the end of a process is no longer there.
    life.isOver = true;
    const { at: haltedAt } = halt;
    return {
      died: ended === undefined,
      ...ended,
      ...kept,
      exchanges: wire.requests.length,
      sendings: wire.sendings,
      log: desk.lines.join('\n'),
      took: time.now() - (haltedAt ?? startedAt),
      ...(haltedAt === undefined ? {} : { haltedAt }),
    };
  }

  async check(inputs: Readonly<Record<string, string>> = {}): Promise<Walked> {
    return await this.walk(inputs);
  }

  async upgrade(
    plan: string,
    inputs: Readonly<Record<string, string>> = {},
    options: WalkOptions = {},
  ): Promise<Walked> {
    return await this.walk({ mode: 'upgrade', gate: 'none', plan, ...inputs }, options);
  }
}

interface Kept {
  summary: string;
  planText: string;
  outcome?: Outcome;
  result?: string;
}

interface Desk {
  readonly time: StageTime;
  readonly life: Life;
  readonly wire: Wire;
}

function openDesk(inputs: Readonly<Record<string, string>>, { time, life, wire }: Desk) {
  const lines: string[] = [];
  const write = (kind: string) => (text: string) => {
    if (!life.isOver) lines.push(`${kind} ${text}`);
  };
  const titled = (kind: string) => (title: string, text: string) => write(kind)(`${title}: ${text}`);
  const log = {
    info: write('info'),
    debug: () => undefined,
    notice: titled('notice'),
    warning: titled('warning'),
    error: titled('error'),
    mask: () => undefined,
  };
  return {
    raw: rawInputs(inputs),
    log,
    lines,
    clock: time.clockOf(life),
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL:
        'https://pipelines.actions.githubusercontent.com/oidc/token?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    },
    httpClient: wire,
    fetch: wire.fetch,
    deadline: () => new AbortController().signal,
  };
}

function rawInputs(inputs: Readonly<Record<string, string>>): RawInputs {
  const given: Readonly<Record<string, string>> = {
    'client-id': simClientId,
    'tenant-id': simTenantId,
    'github-token': 'ghs_actions',
    ...inputs,
  };
  return Object.fromEntries(
    declaredInputs.map(
      ({ name, default: usual }) =>
        [name, given[name] ?? (name === 'release-data' ? 'bundled' : usual)] as const,
    ),
  );
}

/** As `main.ts` ends it. */
async function walkToTheEnd(make: () => World): Promise<Pick<Walked, 'result' | 'failure' | 'surprise'>> {
  try {
    const failure = await run(make());
    return failure === undefined ? {} : { failure };
  } catch (error) {
    if (!(error instanceof Failure)) return { surprise: error, result: 'failed' };
    const isRefusal = /^AKSU-(?:PLAN|GATE|EVENT|INPUT)/.test(error.code);
    return { failure: error, result: isRefusal ? 'refused' : 'failed' };
  }
}

function keepInHand(world: World, { clock }: { clock: { now(): Date } }, kept: Kept): World {
  return {
    ...world,
    keep: async (report, { scopeKey }, { plan, upgrade }) => {
      kept.summary = report.summary;
      if (upgrade !== undefined) kept.outcome = upgrade.outcome;
      else if (plan.steps.length > 0) {
        kept.planText = packPlan(sealPlan(plan, { ...world.context, scopeKey }, clock.now()));
      }
      return { planText: kept.planText };
    },
    tellPlaces: async () => undefined,
    setOutputs: (values) => {
      kept.result = values.result;
    },
  };
}

interface StageHalt {
  isAsked: boolean;
  readonly asked: Promise<void>;
  at: number | undefined;
}

function haltOf(after: number | undefined, { time, life }: Pick<Desk, 'time' | 'life'>): StageHalt {
  const first = Promise.withResolvers<void>();
  const halt: StageHalt = { isAsked: false, asked: first.promise, at: undefined };
  if (after === undefined) return halt;
  const ring = async (): Promise<void> => {
    await time.clockOf(life).pause(after);
    halt.isAsked = true;
    halt.at = time.now();
    first.resolve();
    await time.clockOf(life).pause(longestGoodbye);
    // `main.ts` leaves in haste: it is gone, whatever it still had to say.
    life.isOver = true;
  };
  void ring();
  return halt;
}

async function leaveEarly(
  halt: StageHalt,
  passed: { readonly isActing: boolean },
): Promise<Pick<Walked, 'result'>> {
  await halt.asked;
  if (passed.isActing) return await new Promise(() => undefined);
  return { result: 'handed-over' };
}
