/** An upgrade whose looks and answers are written down in advance, in virtual time. The last of each goes on for ever. */
import type { Aim, UpgradeAsk } from '../../src/inputs/inputs.ts';
import type { Log } from '../../src/inputs/log.ts';
import type { Cluster, NodePool } from '../../src/inventory/inventory.ts';
import type { PlanChange, StepStanding, StepState } from '../../src/plan/agreement.ts';
import type { ApprovedPlan, ApprovedStep } from '../../src/plan/approved-plan.ts';
import type { Hold, Step } from '../../src/plan/plan.ts';
import { carryOut, type Look, type UpgradePorts } from '../../src/upgrade/carry-out.ts';
import type { Aftermath, Begun, Operation, Peek, Polled } from '../../src/upgrade/door/door.ts';
import type { ClusterProgress, Outcome } from '../../src/upgrade/outcome.ts';
import { aCluster, aPool, image, version } from '../builders/fleet.ts';
import { VirtualTime } from './virtual-time.ts';

export const oldImage = 'AKSUbuntu-2404gen2containerd-202610.01.0';
export const newImage = 'AKSUbuntu-2404gen2containerd-202611.09.0';
export const laterImage = 'AKSUbuntu-2404gen2containerd-202611.16.0';

export const pool = aPool({ name: 'np1', version: version('1.35.5'), image: image(oldImage) });
export const cluster = aCluster({ name: 'one', version: version('1.35.5'), pools: [pool] });
export const otherPool = aPool({ name: 'np2', version: version('1.35.5') });
export const otherCluster = aCluster({ name: 'two', version: version('1.35.5'), pools: [otherPool] });

export const plane: ApprovedStep = {
  kind: 'control-plane',
  hashedId: '00000000000000c1',
  from: '1.35.5',
  to: '1.36.2',
};
export const kubernetes: ApprovedStep = { ...plane, kind: 'pool-version', hashedId: '00000000000000a1' };
export const picture: ApprovedStep = {
  kind: 'node-image',
  hashedId: '00000000000000a1',
  from: oldImage,
  to: newImage,
};
export const otherPlane: ApprovedStep = { ...plane, hashedId: '00000000000000c2' };

export interface StateFacts {
  readonly cluster?: Cluster;
  readonly pool?: NodePool;
  readonly waits?: readonly Hold[];
  readonly hold?: Hold;
  readonly text?: string;
}

/** One approved step as a look finds it; things are found unless they are gone, unread or elsewhere. */
export function state(approved: ApprovedStep, standing: StepStanding, facts: StateFacts = {}): StepState {
  const own = approved.hashedId === otherPlane.hashedId ? otherCluster : cluster;
  const found = { cluster: facts.cluster ?? own };
  const where = approved.kind === 'control-plane' ? found : { ...found, pool: facts.pool ?? pool };
  const step: Step = { ...approved, ...where, waits: facts.waits ?? [] };
  return {
    approved,
    standing,
    ...where,
    ...(standing === 'due' ? { step } : {}),
    ...(facts.hold === undefined ? {} : { hold: facts.hold }),
    text: facts.text ?? (standing === 'due' ? '' : `It is ${standing}.`),
  };
}

export function hold(reason: Hold['reason'], differs: Partial<Hold> = {}): Hold {
  const { kind, from, to } = plane;
  const text = `Held for ${reason}.`;
  return {
    reason,
    standing: reason !== 'maintenance-window',
    heals: false,
    kind,
    cluster,
    from,
    to,
    text,
    ...differs,
  };
}

export function held(approved: ApprovedStep, reason: Hold['reason'], differs: Partial<Hold> = {}): StepState {
  const reasonHold = hold(reason, differs);
  return state(approved, 'held', { hold: reasonHold, text: reasonHold.text });
}

export interface LookScript {
  readonly states: readonly StepState[];
  readonly changes?: readonly PlanChange[];
  /** `null`: not there, or not read. */
  readonly cluster?: Cluster | null;
}

export function change(text: string, isLaterImage = false): PlanChange {
  return { cluster, text, isLaterImage };
}

/** Something in a script: given, or made when it is asked for. `never` waits for ever, an error is thrown. */
export type Scripted<Value> = Value | Error | 'never' | (() => Value);

export interface Script {
  readonly steps?: readonly ApprovedStep[];
  readonly first?: readonly StepState[];
  readonly firstChanges?: readonly PlanChange[];
  readonly looks?: readonly Scripted<LookScript>[];
  readonly begins?: readonly Scripted<Begun>[];
  readonly polls?: readonly Scripted<Polled>[];
  readonly peeks?: readonly Scripted<Peek>[];
  readonly explains?: readonly Scripted<Aftermath>[];
  readonly rights?: readonly Scripted<readonly string[] | undefined>[];
  /** `false`: the door does not ask before it answers. */
  readonly asksLeave?: boolean;
  readonly ask?: Partial<UpgradeAsk>;
  /** Minutes after the start. */
  readonly haltAfter?: number;
  readonly redact?: boolean;
  readonly hasGroups?: boolean;
  /** Milliseconds that each read takes. */
  readonly readTakes?: number;
  /** Milliseconds that the door reads before it asks for leave. */
  readonly leaveTakes?: number;
}

export interface Played {
  readonly outcome: Outcome;
  /** Such as `look`, `begin control-plane`, `poll`, each with the seconds since the start. */
  readonly calls: readonly { readonly what: string; readonly at: number }[];
  readonly log: readonly string[];
  readonly told: readonly ClusterProgress[];
  readonly time: VirtualTime;
  /** Seconds that the run took. */
  readonly took: number;
  /** The steps whose failure AKS was asked about. */
  readonly explained: readonly Step[];
  readonly sent: number;
}

export const anAsk: UpgradeAsk = {
  plan: '',
  gate: { kind: 'none' },
  allowsSelfApproval: false,
  isDryRun: false,
  maximumPlanAge: 72,
  respectsWindows: true,
  maxParallel: 1,
  maxFailures: 0,
  deadline: 330,
  pollInterval: 20,
  stated: { surge: {} },
  scopeKey: 'scope',
};

const aim: Aim = { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: { maxSurge: '33%' } };

export function aPlan(steps: readonly ApprovedStep[], now: Date): ApprovedPlan {
  return {
    digest: `sha256:${'0'.repeat(64)}`,
    repositoryId: '4711',
    reportKey: 'key',
    aim,
    steps,
    madeAt: now,
    runId: '1',
    runAttempt: '1',
    scopeKey: 'scope',
  };
}

export const idle: Peek = { kind: 'state', provisioningState: 'Succeeded', pools: [] };
export const busyPeek: Peek = {
  kind: 'state',
  provisioningState: 'Succeeded',
  pools: [{ name: 'np1', provisioningState: 'Upgrading' }],
};
export const operation: Begun = { kind: 'started', operation: { poll: async () => ({ kind: 'running' }) } };

/** A run of 330 minutes that asks every 20 s has a thousand. */
const mostCalls = 5000;

export async function play(script: Script): Promise<Played> {
  const time = new VirtualTime();
  const start = time.now();
  const calls: { what: string; at: number }[] = [];
  const log: string[] = [];
  const told: ClusterProgress[] = [];
  const explained: Step[] = [];
  let sent = 0;
  const positions = new Map<string, number>();
  const call = (what: string) => {
    calls.push({ what, at: (time.now().getTime() - start.getTime()) / 1000 });
    // No time need pass in a loop without end: it would fill the memory before any test is out of time.
    if (calls.length > mostCalls) throw new Error(`it goes on for ever with ${what}`);
  };
  const take = async <Value>(name: string, list: readonly Scripted<Value>[] | undefined): Promise<Value> => {
    const position = positions.get(name) ?? 0;
    positions.set(name, position + 1);
    if (script.readTakes !== undefined) await time.pause(script.readTakes);
    const entry = list?.[Math.min(position, (list?.length ?? 0) - 1)];
    if (list === undefined || list.length === 0) throw new Error(`nothing is written down for ${name}`);
    if (entry === 'never') return await new Promise<Value>(() => undefined);
    if (entry instanceof Error) throw entry;
    return typeof entry === 'function' ? (entry as () => Value)() : (entry as Value);
  };
  const steps = script.steps ?? [plane];
  let isHalted = false;
  const ask: UpgradeAsk = { ...anAsk, ...script.ask };
  let halted: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => {
    halted = () => {
      isHalted = true;
      resolve();
    };
  });
  if (script.haltAfter !== undefined) void time.pause(script.haltAfter * 60_000).then(halted);
  const ports: UpgradePorts = {
    clock: time,
    log: writeTo(log, script.hasGroups !== false),
    door: {
      begin: async (step, _surge, mayStart) => {
        call(`begin ${step.kind}`);
        if (script.leaveTakes !== undefined) await time.pause(script.leaveTakes);
        if (script.asksLeave !== false) {
          if (!mayStart()) return { kind: 'not-sent' };
          sent += 1;
        }
        const begun = await take('begin', script.begins);
        if (begun.kind !== 'started' || begun.operation === undefined) return begun;
        const watched: Operation = {
          poll: async () => {
            call('poll');
            return await take('poll', script.polls);
          },
        };
        return { kind: 'started', operation: watched };
      },
      peek: async () => {
        call('peek');
        return await take('peek', script.peeks ?? [idle]);
      },
      explain: async (step) => {
        call(`explain ${step.kind}`);
        explained.push(step);
        return await take('explain', script.explains ?? [{ canRollBack: false }]);
      },
      missingRights: async (_cluster, due) => {
        call(`rights for ${due.length}`);
        return await take('rights', script.rights ?? [[]]);
      },
    },
    look: async (which): Promise<Look> => {
      call(`look ${which.name}`);
      const {
        states,
        changes = [],
        cluster: seen = which,
      } = await take(`look ${which.name}`, looksOf(script, which));
      return {
        at: time.now(),
        agreement: { states, changes },
        ...(seen === null ? {} : { cluster: seen }),
        unread: [],
      };
    },
    halt: {
      get isAsked() {
        return isHalted;
      },
      asked,
    },
    tell: (progress) => told.push(progress),
    nameOf: ({ name }) => (script.redact === true ? 'cluster-1' : `rg/${name}`),
    nameOfPool: ({ name }) => (script.redact === true ? 'pool-1' : name),
    redact: script.redact === true,
  };
  const first = script.first ?? steps.map((step) => state(step, 'due'));
  const order = {
    approved: aPlan(steps, start),
    agreement: { states: first, changes: script.firstChanges ?? [] },
    ask,
    startedAt: start,
  };
  const outcome = await time.run(carryOut(order, ports));
  const took = (time.now().getTime() - start.getTime()) / 1000;
  return { outcome, calls, log, told, time, took, explained, sent };
}

/** With two clusters the looks of each are written down by what they are of. */
function looksOf(script: Script, which: Cluster): readonly Scripted<LookScript>[] {
  const looks = script.looks ?? [{ states: (script.steps ?? [plane]).map((step) => state(step, 'due')) }];
  const isOf = (look: Scripted<LookScript>) =>
    look instanceof Error ||
    typeof look !== 'object' ||
    look.states.length === 0 ||
    look.states.some((each) => (each.cluster ?? cluster).id === which.id);
  return looks.filter(isOf);
}

function writeTo(lines: string[], hasGroups: boolean): Log {
  const write = (kind: string) => (text: string) => {
    lines.push(`${kind} ${text}`);
  };
  const titled = (kind: string) => (title: string, text: string) => {
    lines.push(`${kind} ${title}: ${text}`);
  };
  const groups = { group: write('group'), endGroup: () => void lines.push('endgroup') };
  return {
    info: write('info'),
    debug: write('debug'),
    notice: titled('notice'),
    warning: titled('warning'),
    error: titled('error'),
    mask: write('mask'),
    ...(hasGroups ? groups : {}),
  };
}

export function names(played: Played): readonly string[] {
  return played.calls.map(({ what }) => what);
}

export function ends(played: Played): readonly string[] {
  return played.outcome.steps.map(({ end }) => end);
}
