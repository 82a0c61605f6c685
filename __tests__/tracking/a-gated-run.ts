import { createActionsOidc, oidcHost, type SimRun, usualRun } from '../../simulator/actions-oidc.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createGitHub, type GitHubOptions, type GitHubSimulator } from '../../simulator/github-rest.ts';
import { createTokenMint } from '../../simulator/jwt.ts';
import { Failure } from '../../src/failure.ts';
import type { Gate, UpgradeAsk } from '../../src/inputs/inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { type GateAsking, readGateFacts } from '../../src/tracking/gate/github-gate.ts';
import type { GateFacts, GateProof } from '../../src/upgrade/gate/gate.ts';
import { proveGate } from '../../src/upgrade/gate/judge-gate.ts';
import { FakeArm } from '../inventory/fake-arm.ts';
import { aContext, keepLog, key } from './a-telling.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

export const digest = `sha256:${'ab12cd34'.repeat(8)}`;
export const digits = 'ab12cd34ab12';
export const runId = usualRun.runId;

export interface GatedRun {
  readonly gate: Gate;
  readonly allowsSelfApproval?: boolean;
  /** Of the job, as GitHub knows it: claims of the token. */
  readonly job?: Partial<SimRun>;
  /** What the runner says of the run. */
  readonly context?: Partial<RunContext>;
  readonly token?: string;
  readonly hooks?: FetchHooks;
  /** Instead of the runner's answer to who asks for a token. */
  readonly oidc?: SimResponse;
  /** The job may ask for no token. */
  readonly lacksIdToken?: boolean;
  readonly digest?: string;
}

export interface GateBench {
  readonly github: GitHubSimulator;
  readonly time: VirtualTime;
}

export interface Judged {
  readonly facts: GateFacts;
  readonly proof?: GateProof;
  readonly failure?: Failure;
  readonly masked: readonly string[];
}

export function aGateBench(options: GitHubOptions = {}): GateBench {
  const time = createVirtualTime();
  return { github: createGitHub({ now: time.now, ...options }), time };
}

/** Reads and judges as an upgrade does, in virtual time. */
export async function passGate({ github, time }: GateBench, run: GatedRun): Promise<Judged> {
  const { ask, asking, masked } = prepare({ github, time }, run);
  const approved = { digest: run.digest ?? digest, reportKey: key };
  const facts = await time.run(readGateFacts(approved, asking));
  try {
    const proof = proveGate(facts, { ask, approved, context: asking.context, now: time.clock.now() });
    return { facts, proof, masked };
  } catch (error) {
    if (error instanceof Failure) return { facts, failure: error, masked };
    throw error;
  }
}

function prepare({ github, time }: GateBench, run: GatedRun) {
  const ask: Pick<UpgradeAsk, 'gate' | 'allowsSelfApproval' | 'maximumPlanAge'> = {
    gate: run.gate,
    allowsSelfApproval: run.allowsSelfApproval ?? false,
    maximumPlanAge: 72,
  };
  const job: SimRun = { ...usualRun, environment: 'production', ...run.job };
  const mint = createTokenMint();
  const oidc = createActionsOidc({
    mint,
    clock: time.now,
    runOf: (token) => (token === 'request-token' ? job : undefined),
  });
  const httpClient = new FakeArm(time.clock, ({ method, url, authorization }) => {
    const headers = { authorization: authorization ?? '' };
    const request = {
      method,
      host: url.host,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: '',
    };
    const { status, body } = run.oidc ?? (oidc(request) as SimResponse);
    return { status, body };
  });
  const masked: string[] = [];
  const asking: GateAsking = {
    ask,
    telling: { githubToken: run.token ?? 'ghs_upgrade', labels: ['aks-upgrade'] },
    context: { ...aContext, runId, triggeringActor: 'night-shift', ...run.context },
    log: { ...keepLog(), mask: (secret) => void masked.push(secret) },
    clock: time.clock,
    deadline: time.deadline,
    httpClient,
    fetch: fetchFrom(github.service, { pause: time.pause, ...run.hooks }),
    env: run.lacksIdToken
      ? {}
      : {
          ACTIONS_ID_TOKEN_REQUEST_URL: `https://${oidcHost}/oidc/token?api-version=2.0`,
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
        },
  };
  return { ask, asking, masked };
}
