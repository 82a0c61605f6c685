/** The steps of one job: ours as its runner would start it, scripts by the machine's bash, others by their stand-ins. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionOptions, type ActionResult, runAction } from './action.ts';
import type { SimRun } from './actions-oidc.ts';
import type { JobPlace } from './job-place.ts';
import { type Artifacts, standIn } from './job-stand-ins.ts';
import { readCommandFile } from './runner-files.ts';
import { type Contexts, evaluateCondition, evaluateText, type Value } from './workflow-expressions.ts';
import type { Step } from './workflow-file.ts';
import type { World } from './world.ts';

export type StepResult = 'success' | 'failure' | 'skipped';

export interface PlayedStep {
  readonly step: Step;
  readonly outcome: StepResult;
  /** What later steps of the job can read. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Of our action. */
  readonly action?: ActionResult;
  /** Of a script, and of an action of somebody else's. */
  readonly stdout?: string;
  /** What an action of somebody else's masked. */
  readonly masks?: readonly string[];
}

export interface DoneStep {
  readonly job: string;
  readonly step: PlayedStep;
  readonly workspace: string;
}

/** A GitHub App that is installed in the repository. */
export interface SimApp {
  readonly login: string;
  readonly clientId: string;
  readonly privateKey: string;
}

/** What the steps of one job have in common. */
export interface JobSetting {
  readonly world: World;
  readonly run: Partial<SimRun>;
  readonly token: string;
  readonly hasIdToken: boolean;
  readonly event: Readonly<Record<string, unknown>>;
  readonly secrets: readonly string[];
  /** Contexts but for `steps` and `env`, which grow. */
  readonly values: Contexts['values'];
  readonly env: Readonly<Record<string, string>>;
  readonly place: JobPlace;
  /** Of the whole run. */
  readonly artifacts: Artifacts;
  readonly app: SimApp | undefined;
  readonly programs: Readonly<Record<string, string>>;
  readonly after: (step: PlayedStep, workspace: string) => Promise<void>;
  readonly action: Partial<ActionOptions>;
}

export interface PlayedSteps {
  readonly steps: readonly PlayedStep[];
  readonly isSuccess: boolean;
  /** With what the steps left behind, for the job's outputs. */
  readonly contexts: Contexts;
}

export async function playSteps(steps: readonly Step[], setting: JobSetting): Promise<PlayedSteps> {
  const played: PlayedStep[] = [];
  const contextsNow = (): Contexts => ({
    values: { ...setting.values, env: setting.env, steps: stepsContext(played) },
    status: played.some(({ outcome }) => outcome === 'failure') ? 'failure' : 'success',
  });
  for (const step of steps) {
    const contexts = contextsNow();
    const masks = played.flatMap((one) => one.masks ?? []);
    const one: PlayedStep = evaluateCondition(step.condition, contexts)
      ? await playStep(step, { ...setting, secrets: [...setting.secrets, ...masks] }, contexts)
      : { step, outcome: 'skipped', outputs: {} };
    played.push(one);
    await setting.after(one, setting.place.workspace);
  }
  return { steps: played, isSuccess: contextsNow().status === 'success', contexts: contextsNow() };
}

function stepsContext(played: readonly PlayedStep[]): Value {
  const named = played.flatMap(({ step, outputs, outcome }) =>
    step.id === undefined ? [] : [[step.id, { outputs, outcome, conclusion: outcome }] as const],
  );
  return Object.fromEntries(named);
}

async function playStep(step: Step, setting: JobSetting, contexts: Contexts): Promise<PlayedStep> {
  const env = { ...setting.env, ...evaluateAll(step.env, contexts) };
  if (step.run !== undefined) return playScript(step, evaluateText(step.run, contexts), env, setting);
  const given = evaluateAll(step.with, contexts);
  if (!isOurs(step)) return { step, ...standIn(step.uses ?? '', given, setting) };
  const { world, run, token, hasIdToken, event, secrets, action } = setting;
  const result = await runAction({
    timeout: 120_000,
    ...action,
    world,
    run,
    event,
    inputs: given,
    workspace: setting.place.workspace,
    env: { ...env, ...action.env },
    githubToken: token,
    idToken: hasIdToken,
    secrets,
  });
  const outcome = result.exitCode === 0 ? 'success' : 'failure';
  return { step, outcome, outputs: result.stepOutputs, action: result };
}

export function isOurs({ uses }: Step): boolean {
  return /^[\w-]+\/aks-upgrade@/.test(uses ?? '');
}

function evaluateAll(
  texts: Readonly<Record<string, string>>,
  contexts: Contexts,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, evaluateText(text, contexts)]),
  );
}

/** Without `shell:` the runner takes `bash -e`. Reaches nothing but the tools that every runner has. */
function playScript(
  step: Step,
  script: string,
  env: Readonly<Record<string, string>>,
  { place, run }: JobSetting,
): PlayedStep {
  const { workspace, home, bin, temp } = place;
  const directory = mkdtempSync(join(temp, 'script-'));
  const [file, output, summary] = ['script.sh', 'output', 'summary'].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  for (const empty of [output, summary]) writeFileSync(empty, '');
  writeFileSync(file, script);
  const ended = spawnSync('bash', ['-e', file], {
    cwd: workspace,
    encoding: 'utf8',
    timeout: 30_000,
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      CI: 'true',
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: workspace,
      GITHUB_SHA: run.sha ?? '',
      RUNNER_TEMP: temp,
      ...env,
    },
  });
  const { values, problem } = readCommandFile(readFileSync(output, 'utf8'));
  const isSuccess = ended.status === 0 && problem === undefined;
  const stdout = `${ended.stdout}${ended.stderr}${problem ?? ''}`;
  return { step, outcome: isSuccess ? 'success' : 'failure', outputs: values, stdout };
}
