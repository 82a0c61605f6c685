/** An ordinary scheduled run unless told otherwise. */
import { vi } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { parseInputs, type RawInputs } from '../../src/inputs/parse-inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';

export function aContext(differs: Partial<RunContext> = {}): RunContext {
  return {
    owner: 'octo',
    repository: 'platform',
    repositoryId: '4711',
    isPrivate: true,
    eventName: 'schedule',
    runId: '99',
    runAttempt: '1',
    actor: 'octocat',
    triggeringActor: 'octocat',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    graphqlUrl: 'https://api.github.com/graphql',
    runnerTemp: '/tmp/runner',
    workflow: 'AKS',
    isUntrustedPullRequest: false,
    ...differs,
  };
}

/** What the runner always passes on: the token that action.yml's default stands for. */
export function parse(raw: RawInputs = {}, context: Partial<RunContext> = {}): Inputs {
  return parseInputs({ 'github-token': 'ghs_token', ...raw }, aContext(context), sha256);
}

/** The failure that a call ends in; anything else is an error of the test. */
export function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Everything written to standard output during the call. */
export async function outputOf(act: () => unknown): Promise<string> {
  const chunks: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  });
  try {
    await act();
  } finally {
    spy.mockRestore();
  }
  return chunks.join('');
}
