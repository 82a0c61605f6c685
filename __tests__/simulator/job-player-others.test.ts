// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows, not of ours.
/** What starts a workflow, and what stands in for the actions of others in its jobs. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeFleet } from '../../simulator/fleet.ts';
import { type PlayedRun, type PlayOptions, playWorkflow } from '../../simulator/job-player.ts';
import { pullRequestRun } from '../../simulator/runner-pull-request.ts';
import { pushRun } from '../../simulator/runner-push.ts';
import { startWorld, type World } from '../../simulator/world.ts';
import { day } from './azure-desk.ts';

const person = 'platform-engineer';
let world: World;
let main = '';

beforeAll(async () => {
  world = await startWorld({
    fleet: describeFleet({ now: day, clusters: [{}] }),
    github: { files: { 'infra/a/b.tf': 'first\n' }, private: true, mergeReads: 0 },
  });
});
beforeEach(() => {
  main = world.github.state.git.refs.get('refs/heads/main') ?? '';
});
afterAll(async () => await world.close());

const play = (workflow: string, options: Partial<PlayOptions> = {}): Promise<PlayedRun> =>
  playWorkflow({ world, workflow, ...options });

const onEvent = (on: string): string =>
  `on: ${on}\njobs: { one: { runs-on: u, steps: [{ run: "echo ${'${{ github.sha }}:${{ github.event.pull_request.number }}'}" }] } }`;
const steps = (...all: readonly string[]): string =>
  `on: push\njobs: { one: { runs-on: u, permissions: { contents: read }, steps: [${all.join(', ')}] } }`;
const saidBy = ({ jobs }: PlayedRun): readonly (string | undefined)[] =>
  jobs.flatMap((job) => job.steps.map(({ stdout }) => stdout));

const push = (path: string, branch = 'main', by = person): Partial<PlayOptions> => {
  const before = world.github.state.git.refs.get(`refs/heads/${branch}`) ?? main;
  world.github.people.push(branch, by, { [path]: `${Math.random()}\n` });
  return { run: pushRun(world.github, by, before, branch) };
};

describe('a push', () => {
  test.each([
    ['infra/**', 'infra/a/b.tf', true],
    ['infra/*', 'infra/a/b.tf', false],
    ['infra/*/b.tf', 'infra/a/b.tf', true],
    ['**.tf', 'infra/a/b.tf', true],
    ['infra', 'infra/a/b.tf', false],
    ['b.tf', 'b-tf', false],
  ])('of paths %s starts for %s: %s', async (pattern, path, starts) => {
    const run = await play(onEvent(`{ push: { paths: ["${pattern}"] } }`), push(path));
    expect(run.notStarted).toBe(starts ? undefined : `Does not run for ${path}.`);
    expect(saidBy(run)).toEqual(starts ? [`${world.github.state.git.refs.get('refs/heads/main')}:\n`] : []);
  });

  test('keeps to branches, and to people', async () => {
    const text = onEvent('{ push: { branches: [main, "release/*"] } }');
    const ends = [push('x'), push('x', 'topic'), push('x', 'release/1'), push('x', 'release/1/a')];
    const runs = await Promise.all(
      [...ends, push('x', 'main', 'github-actions[bot]')].map((one) => play(text, one)),
    );
    expect(runs.map(({ notStarted }) => notStarted)).toEqual([
      undefined,
      'Does not run for topic.',
      undefined,
      'Does not run for release/1/a.',
      "What a job's own token pushes starts nothing.",
    ]);
  });

  test('is refused where a filter could not be kept', async () => {
    const refused = (on: string, options: Partial<PlayOptions> = {}) =>
      expect(play(onEvent(on), options)).rejects;
    await refused('{ push: { paths-ignore: [a] } }').toThrow('Nobody plays paths-ignore of push');
    await refused('{ push: { paths: ["!a"] } }', push('x')).toThrow('the pattern !a');
    await refused('{ push: { paths: [a] } }').toThrow('Nobody said what this push changed');
    await refused('{ issues: { types: [opened] } }').toThrow('Nobody plays types of issues');
  });
});

describe('a pull request', () => {
  const open = (path: string, author = person): number => {
    const head = `topic-${world.github.state.nextNumber}`;
    world.github.people.push(head, author, { [path]: 'changed\n' });
    return world.github.people.openPull({ head, title: 't', body: '', author }).number;
  };

  test('starts by what it would change, whatever happened to the base since', async () => {
    const number = open('infra/a/b.tf');
    world.github.people.push('main', person, { 'docs/a.md': 'x\n' });
    const run = pullRequestRun(world.github, number);
    const hit = await play(onEvent('{ pull_request: { paths: ["infra/**"] } }'), { run });
    expect(saidBy(hit)).toEqual([`${run.sha}:${number}\n`]);
    const docs = await play(onEvent('{ pull_request: { paths: ["docs/**"] } }'), { run });
    const base = await play(onEvent('{ pull_request: { branches: [other] } }'), { run });
    const closed = { run: pullRequestRun(world.github, number, { action: 'closed' }) };
    const type = await play(onEvent('{ pull_request: null }'), closed);
    expect([docs, base, type].map(({ notStarted }) => notStarted)).toEqual([
      'Does not run for infra/a/b.tf.',
      'Does not run for main.',
      'Does not run on closed.',
    ]);
    const asked = await play(onEvent('{ pull_request: { types: [closed] } }'), closed);
    expect(asked.results).toEqual({ one: 'success' });
  });

  test("of a job's own token is held until somebody lets it in", async () => {
    const run = pullRequestRun(world.github, open('a', 'github-actions[bot]'));
    expect((await play(onEvent('pull_request'), { run })).notStarted).toContain('Held until');
    expect((await play(onEvent('pull_request'), { run, isLetIn: true })).results).toEqual({ one: 'success' });
  });

  test('of a fork has neither secrets nor more than reading', async () => {
    world.github.people.push('topic', 'outsider', { a: 'fork\n' }, { fork: 'outsider' });
    const pull = { head: 'topic', fork: 'outsider', title: 't', author: 'outsider', body: '' };
    const run = pullRequestRun(world.github, world.github.people.openPull(pull).number);
    const text =
      'on: pull_request\njobs: { one: { runs-on: u, permissions: { issues: write, id-token: write }, steps: [{ env: { A: "${{ secrets.KEY }}" }, run: "echo a${A}b" }] } }';
    const played = await play(text, { run, secrets: { KEY: 'key' } });
    expect([played.jobs[0]?.permissions, saidBy(played)]).toEqual([{ issues: 'read' }, ['ab\n']]);
  });
});

describe('actions/checkout', () => {
  const checkout = (given: string): string => `{ uses: actions/checkout@v7, with: { ${given} } }`;
  const look = '{ run: "cat infra/a/b.tf; cat .git/config; ls" }';

  test('brings the commit of the run or another one, and leaves no token where it is told to', async () => {
    const old = main;
    world.github.people.push('main', person, { 'infra/a/b.tf': 'second\n' });
    const run = pushRun(world.github, person, old);
    const first = await play(steps(checkout('persist-credentials: false'), look), { run });
    expect(saidBy(first)[1]).toContain('second');
    expect(saidBy(first)[1]).not.toContain('AUTHORIZATION');
    const other = await play(steps('{ run: touch stray }', checkout(`ref: ${old}`), look), { run });
    expect(saidBy(other)[2]).not.toContain('second');
    expect(saidBy(other)[2]).not.toContain('stray');
    expect(saidBy(other)[2]).toContain('AUTHORIZATION: basic ');
    const nowhere = await play(steps(checkout('ref: nowhere')), { run });
    expect([nowhere.results, saidBy(nowhere)[0]]).toEqual([
      { one: 'failure' },
      expect.stringContaining('nowhere'),
    ]);
  });

  test('needs to read contents', async () => {
    const run = await play(steps(checkout('')), { ...push('y'), permissionsOf: () => ({ issues: 'write' }) });
    expect([run.results, saidBy(run)]).toEqual([{ one: 'failure' }, ['remote: Repository not found.']]);
  });
});

describe('others', () => {
  const app = { login: 'mine[bot]', clientId: 'Iv1', privateKey: 'pem' };
  const token = (key: string): string =>
    `{ id: app, uses: actions/create-github-app-token@v3, with: { client-id: Iv1, private-key: "${key}", permission-contents: write } }`;

  test('a token of the App has what was asked for, is masked, and ends with the job', async () => {
    const seen: unknown[] = [];
    const use = '{ run: "echo ${{ steps.app.outputs.token }}" }';
    const run = await play(steps(token('pem'), use), {
      app,
      after: ({ step }) => {
        const given = world.github.state.tokens.get(step.outputs['token'] ?? '');
        if (given !== undefined) seen.push({ ...given, token: undefined });
      },
    });
    expect(seen).toEqual([
      { kind: 'app', login: 'mine[bot]', issues: 'none', pulls: 'none', contents: 'write' },
    ]);
    const made = (saidBy(run)[1] ?? '').trim();
    expect([made.length > 20, world.github.state.tokens.has(made)]).toEqual([true, false]);
    expect(run.jobs[0]?.steps[0]?.masks).toEqual([made]);
    for (const key of ['', 'other']) {
      expect((await play(steps(token(key), use), { app })).results).toEqual({ one: 'failure' });
    }
  });

  test('artifacts go from job to job, once each', async () => {
    const up = '{ uses: actions/upload-artifact@v7, with: { name: plan, path: out/plan } }';
    const down = '{ uses: actions/download-artifact@v8, with: { name: plan, path: in } }';
    const text = `on: push
jobs:
  one: { runs-on: u, steps: [{ run: "mkdir out; echo hello >out/plan" }, ${up}] }
  two: { runs-on: u, needs: one, steps: [${down}, { run: cat in/plan }] }
  three: { runs-on: u, needs: two, steps: [{ run: "mkdir out; echo x >out/plan" }, ${up}] }
  four: { runs-on: u, if: always(), needs: three, steps: [${down.replace('name: plan', 'name: other')}] }`;
    const run = await play(text);
    expect(run.results).toEqual({ one: 'success', two: 'success', three: 'failure', four: 'failure' });
    expect(saidBy(run)).toContain('hello\n');
  });

  test('a program is what the play says that it is, from the step on that brings it', async () => {
    const bring = '{ uses: hashicorp/setup-terraform@v4 }';
    const programs = { terraform: '#!/bin/bash\necho "played $1"\n' };
    const use = '{ run: terraform plan }';
    expect(saidBy(await play(steps(bring, use), { programs }))[1]).toBe('played plan\n');
    await expect(play(steps(bring, use))).rejects.toThrow('Nobody plays the program terraform');
  });

  test.each([
    ['{ uses: actions/checkout@v7, with: { submodules: true } }', 'submodules of actions/checkout@v7'],
    ['{ uses: actions/cache@v5 }', 'actions/cache@v5'],
    ['{ uses: actions/upload-artifact@v7, with: { path: ../x } }', 'goes outside the workspace'],
  ])('%s is refused', async (step, why) => {
    await expect(play(steps(step))).rejects.toThrow(why);
  });
});
