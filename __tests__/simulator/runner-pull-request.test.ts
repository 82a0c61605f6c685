import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAction } from '../../simulator/action.ts';
import { subjectOf, usualRun } from '../../simulator/actions-oidc.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { pullRequestRun } from '../../simulator/runner-pull-request.ts';
import { startWorld, type World } from '../../simulator/world.ts';
import { day } from './azure-desk.ts';

const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-pull-'));
const [main, actionFile] = [join(directory, 'main.mjs'), join(directory, 'action.yml')];
const person = 'platform-engineer';
let world: World;

beforeAll(async () => {
  writeFileSync(actionFile, 'inputs:\n  mode: { default: check }\n');
  writeFileSync(
    main,
    `import { readFileSync } from 'node:fs';
    const { env } = process;
    const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
    const file = readFileSync(env.GITHUB_WORKSPACE + '/infra/prod.bin').toString('hex');
    console.log(JSON.stringify({ env, event, file }));`,
  );
  const files = { 'infra/prod.bin': Uint8Array.of(0, 255, 13, 10) };
  world = await startWorld({ fleet: describeFleet({ now: day, clusters: [{}] }), github: { files } });
});

afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Printed {
  readonly env: Readonly<Record<string, string>>;
  readonly event: Readonly<Record<string, unknown>>;
  readonly file: string;
}

describe('a run on a pull request', () => {
  test('has its event, its refs, and the merge in the workspace', async () => {
    const { people, state } = world.github;
    const head = people.push('topic', person, { 'infra/prod.bin': Uint8Array.of(1, 255) });
    const { number, baseSha } = people.openPull({ title: 'T', author: person, head: 'topic' });
    const run = pullRequestRun(world.github, number, { action: 'opened' });
    const { stdout } = await runAction({ world, inputs: {}, main, actionFile, run, checkout: true });
    const { env, event, file } = JSON.parse(stdout) as Printed;
    expect(env).toMatchObject({
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: `refs/pull/${number}/merge`,
      GITHUB_REF_NAME: `${number}/merge`,
      GITHUB_BASE_REF: 'main',
      GITHUB_HEAD_REF: 'topic',
    });
    expect(state.git.store.commit(env['GITHUB_SHA'] ?? '').parents).toEqual([baseSha, head]);
    const repo = { full_name: 'contoso/platform', fork: false };
    const pull_request = { number, base: { sha: baseSha, repo }, head: { sha: head, repo } };
    expect(event).toMatchObject({ action: 'opened', number, pull_request });
    expect(file).toBe('01ff');
    expect(subjectOf({ ...usualRun, ...run })).toBe('repo:contoso/platform:pull_request');
  });

  test('from a fork says so; of the target it is on the base; with conflicts there is none', () => {
    const { people } = world.github;
    people.push('topic', 'stranger', { 'infra/prod.bin': 'x' }, { fork: 'stranger' });
    const { number } = people.openPull({ title: 'F', author: 'stranger', head: 'topic', fork: 'stranger' });
    expect(pullRequestRun(world.github, number).pullRequest?.headRepository).toBe('stranger/platform');
    expect(pullRequestRun(world.github, number, { isForkGone: true }).pullRequest?.headRepository).toBeNull();
    const sha = people.push('main', person, { 'infra/prod.bin': 'y' });
    expect(() => pullRequestRun(world.github, number)).toThrow('conflicts');
    const onTarget = pullRequestRun(world.github, number, { eventName: 'pull_request_target' });
    expect(onTarget).toMatchObject({ ref: 'refs/heads/main', sha, actor: 'stranger' });
  });
});
