// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows, not of ours.
/** Jobs as GitHub would play them, with small programs in the place of the bundle. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeFleet } from '../../simulator/fleet.ts';
import { type PlayedRun, type PlayOptions, playWorkflow } from '../../simulator/job-player.ts';
import { startWorld, type World } from '../../simulator/world.ts';
import { day } from './azure-desk.ts';

const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-jobs-'));
const actionFile = join(directory, 'action.yml');
const main = join(directory, 'main.mjs');
let world: World;

/** Prints what it was given, sets an output `said` to its input `say`, and fails when it is told to. */
const program = `
  import { appendFileSync } from 'node:fs';
  const { env } = process;
  const url = env.ACTIONS_ID_TOKEN_REQUEST_URL;
  console.log(JSON.stringify({ say: env.INPUT_SAY, token: env['INPUT_GITHUB-TOKEN'], mayAskForToken: url !== undefined, extra: env.EXTRA, job: env.GITHUB_JOB, event: env.GITHUB_EVENT_NAME, run: env.GITHUB_RUN_ID, workflow: env.GITHUB_WORKFLOW }));
  if (env.INPUT_MASK) console.log('::add-mask::' + env.INPUT_MASK);
  appendFileSync(env.GITHUB_OUTPUT, 'said=' + env.INPUT_SAY + '\\n');
  process.exitCode = env.INPUT_SAY === 'fail' ? 1 : 0;
  if (env.INPUT_SAY === 'wait') { process.on('SIGINT', () => process.exit(130)); setTimeout(() => {}, 30_000); }
`;

beforeAll(async () => {
  writeFileSync(main, program);
  const token = '${{ github.token }}';
  writeFileSync(actionFile, `inputs: { say: {}, mask: {}, github-token: { default: "${token}" } }\n`);
  world = await startWorld({
    fleet: describeFleet({ now: day, clusters: [{}] }),
    github: { environments: [{ name: 'production', reviewers: ['reviewer'] }, { name: 'open' }] },
  });
});

afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

let serial = 0;

/** Jobs in flow style, as one line each. */
function play(jobs: readonly string[], options: Partial<PlayOptions> = {}): Promise<PlayedRun> {
  serial += 1;
  const workflow = `name: Jobs\non: [push]\njobs:\n${jobs.map((job) => `  ${job}\n`).join('')}`.replace(
    'on: [push]',
    'on: { push: null, workflow_dispatch: { inputs: { who: { type: choice, options: [a, b] }, dry: { type: boolean }, note: { required: true } } } }',
  );
  return playWorkflow({
    world,
    workflow,
    run: { runId: String(19_600_000_000 + serial) },
    ...options,
    action: { main, actionFile, ...options.action },
  });
}

const uses = 'uses: contoso/aks-upgrade@0000000000000000000000000000000000000000';
const step = (say: string, more = ''): string => `{ id: own, ${uses}, with: { say: "${say}" }${more} }`;
const job = (id: string, more: string, ...steps: readonly string[]): string =>
  `${id}: { runs-on: ubuntu-latest, ${more === '' ? '' : `${more}, `}steps: [${steps.join(', ')}] }`;

interface Printed {
  readonly [name: string]: unknown;
}

function printed({ jobs }: PlayedRun, id: string): readonly Printed[] {
  return jobs
    .filter((one) => one.id === id)
    .flatMap(({ steps }) =>
      steps.flatMap(({ action }) =>
        action === undefined ? [] : [JSON.parse(action.stdout.split('\n')[0] ?? '') as Printed],
      ),
    );
}

const passOn = 'outputs: { said: "${{ steps.own.outputs.said }}" }';

describe('jobs', () => {
  test('run after those that they need, and read their outputs', async () => {
    const run = await play([
      job('second', 'needs: first', step('${{ needs.first.outputs.said }} again')),
      job('first', passOn, step('hello')),
    ]);
    expect(run.results).toEqual({ first: 'success', second: 'success' });
    expect(run.jobs.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(printed(run, 'second')).toMatchObject([
      { say: 'hello again', job: 'second', event: 'push', workflow: 'Jobs' },
    ]);
  });

  test('are skipped after a failure or a skip, unless their condition says otherwise', async () => {
    const run = await play([
      job('first', '', step('fail')),
      job('second', 'needs: first', step('no')),
      job('third', 'needs: second, if: "!failure()"', step('no')),
      job(
        'told',
        'needs: [first, second], if: always()',
        step('${{ needs.first.result }} ${{ needs.second.result }}'),
      ),
      job('never', 'if: "${{ github.event_name != \'push\' }}"', step('no')),
      job('after', 'needs: never', step('no')),
      job('anyway', 'needs: never, if: "!failure() && !cancelled()"', step('yes')),
    ]);
    expect(run.results).toEqual({
      first: 'failure',
      second: 'skipped',
      third: 'skipped',
      told: 'success',
      never: 'skipped',
      after: 'skipped',
      anyway: 'success',
    });
    expect(printed(run, 'told')).toMatchObject([{ say: 'failure skipped' }]);
  });

  test('do not pass on what holds a masked value: one of the step, a secret, the token', async () => {
    const run = await play(
      [
        job(
          'first',
          'outputs: { plain: "${{ steps.a.outputs.said }}", said: "${{ steps.own.outputs.said }}", secret: "a ${{ secrets.KEY }}", token: "${{ github.token }}" }',
          `{ id: a, ${uses}, with: { say: plain } }`,
          `{ id: own, ${uses}, with: { say: a hush b, mask: hush } }`,
        ),
        job(
          'second',
          'needs: first',
          step('<${{ needs.first.outputs.plain }}|${{ needs.first.outputs.said }}>'),
        ),
      ],
      { secrets: { KEY: 'key-of-mine' } },
    );
    expect(run.jobs[0]?.droppedOutputs).toEqual(['said', 'secret', 'token']);
    expect(printed(run, 'second')).toMatchObject([{ say: '<plain|>' }]);
  });

  test('do not start a step whose variable is longer than the system takes', async () => {
    const plan = (length: number): string => 'p'.repeat(length);
    const own = `INPUT_SAY=`.length + 1;
    const outputs = await Promise.all(
      [131_072 - own, 131_072 - own + 1].map(async (length) => {
        const run = await play([job('first', '', step('${{ vars.PLAN }}'))], {
          variables: { PLAN: plan(length) },
        });
        const [action] = run.jobs[0]?.steps.map((one) => one.action) ?? [];
        return [run.results['first'], action?.exitCode, action?.runnerWarnings];
      }),
    );
    expect(outputs).toEqual([
      ['success', 0, []],
      [
        'failure',
        null,
        ["An error occurred trying to start process 'node'. Argument list too long (INPUT_SAY)"],
      ],
    ]);
  });
});

describe('permissions', () => {
  const asked = 'permissions: { id-token: write, issues: read }';

  test('are those of the job, or else of the workflow, and make the token', async () => {
    const run = await play([job('first', asked, step('x')), job('second', '', step('x'))]);
    expect(run.jobs.map(({ permissions }) => permissions)).toEqual([
      { 'id-token': 'write', issues: 'read' },
      {},
    ]);
    const [[first], [second]] = [printed(run, 'first'), printed(run, 'second')];
    expect([first?.['mayAskForToken'], second?.['mayAskForToken']]).toEqual([true, false]);
    const rights = [first, second].map((one) => world.github.state.tokens.get(String(one?.['token'])));
    expect(rights).toMatchObject([
      { kind: 'actions', issues: 'read', actions: 'none' },
      { kind: 'actions', issues: 'none', actions: 'none' },
    ]);
  });

  test('can be taken away by a test', async () => {
    const run = await play([job('first', asked, step('x'))], {
      permissionsOf: (id, permissions) => ({
        ...permissions,
        ...(id === 'first' ? { 'id-token': 'none' } : {}),
      }),
    });
    expect(printed(run, 'first')).toMatchObject([{ mayAskForToken: false }]);
  });
});

describe('an environment', () => {
  const gated = job(
    'gated',
    'environment: production, permissions: { id-token: write }',
    step('${{ vars.WHO }}'),
  );
  const variables = { WHO: 'repository' };
  const environmentVariables = { production: { WHO: 'environment' } };

  test('holds the job until a reviewer approves, and has variables of its own', async () => {
    const seen: string[] = [];
    const run = await play([gated, job('after', 'needs: gated', step('x'))], {
      variables,
      environmentVariables,
      review: ({ job: id, environment, runId }) => {
        seen.push(`${id} ${environment}`);
        world.github.jobs.review(runId, [environment], 'reviewer', 'approved');
      },
    });
    expect([seen, run.results]).toEqual([['gated production'], { gated: 'success', after: 'success' }]);
    expect(printed(run, 'gated')).toMatchObject([{ say: 'environment' }]);
  });

  test('holds it for good when nobody comes, and ends it when it is rejected', async () => {
    const waiting = await play([gated, job('after', 'needs: gated, if: always()', step('x'))]);
    expect(waiting.results).toEqual({ gated: 'waiting', after: 'waiting' });
    const rejected = await play([gated, job('after', 'needs: gated', step('x'))], {
      review: ({ environment, runId }) =>
        world.github.jobs.review(runId, [environment], 'reviewer', 'rejected'),
    });
    expect(rejected.results).toEqual({ gated: 'failure', after: 'skipped' });
    expect([waiting, rejected].flatMap((run) => printed(run, 'gated'))).toEqual([]);
  });

  test('without reviewers, mistyped or empty holds nobody', async () => {
    const run = await play([
      job('open', 'environment: open', step('x')),
      job('mistyped', 'environment: { name: prodcution }', step('x')),
      job('empty', 'environment: "${{ vars.NONE }}"', step('x')),
    ]);
    expect(run.results).toEqual({ open: 'success', mistyped: 'success', empty: 'success' });
    expect(world.github.state.environments.has('prodcution')).toBe(true);
    expect(run.jobs.map(({ environment }) => environment)).toEqual(['open', 'prodcution', undefined]);
  });
});

describe('a matrix', () => {
  const matrix = (say: string, more = ''): string => `strategy: { matrix: { say: [${say}] }${more} }`;

  test('runs its jobs side by side, each with its values and environment', async () => {
    const run = await play(
      [
        job(
          'first',
          passOn,
          step(
            '{\\"include\\":[{\\"a\\":\\"x\\",\\"e\\":\\"open\\"},{\\"a\\":\\"y\\",\\"e\\":\\"production\\"},{\\"a\\":\\"z\\",\\"e\\":\\"production\\"}]}',
          ),
        ),
        job(
          'each',
          'needs: first, strategy: { matrix: "${{ fromJSON(needs.first.outputs.said) }}" }, environment: "${{ matrix.e }}"',
          step('${{ matrix.a }} ${{ strategy.job-index }}'),
        ),
      ],
      {
        review: ({ environment, runId }) =>
          world.github.jobs.review(runId, [environment], 'reviewer', 'approved'),
      },
    );
    expect(printed(run, 'each').map(({ say }) => say)).toEqual(['x 0', 'y 1', 'z 2']);
    const environments = run.jobs.slice(1).map(({ environment, leg }) => [leg?.['a'], environment]);
    expect(environments).toEqual([
      ['x', 'open'],
      ['y', 'production'],
      ['z', 'production'],
    ]);
  });

  test('asks for an approval for each job that comes later', async () => {
    let asked = 0;
    const run = await play(
      [
        job(
          'each',
          'environment: production, strategy: { max-parallel: 1, matrix: { say: [one, two] } }',
          step('${{ matrix.say }}'),
        ),
      ],
      {
        review: ({ environment, runId }) => {
          asked += 1;
          world.github.jobs.review(runId, [environment], 'reviewer', 'approved');
        },
      },
    );
    expect([run.results['each'], asked]).toEqual(['success', 2]);
  });

  test('cancels what runs and what has not begun when one fails, if it is told to fail fast', async () => {
    const results = async (strategy: string): Promise<readonly string[]> =>
      (await play([job('each', strategy, step('${{ matrix.say }}'))])).jobs.map(({ result }) => result);
    expect(await results(matrix('fail, wait'))).toEqual(['failure', 'cancelled']);
    expect(await results(matrix('one, fail, wait', ', max-parallel: 1'))).toEqual([
      'success',
      'failure',
      'cancelled',
    ]);
    expect(await results(matrix('fail, one', ', fail-fast: false'))).toEqual(['failure', 'success']);
  });
});

describe('a dispatch', () => {
  const one = job(
    'one',
    'if: inputs.dry',
    step("${{ inputs.who }} ${{ inputs.dry }} ${{ inputs.note }} ${{ github.event.inputs.dry == 'true' }}"),
  );
  const event = 'workflow_dispatch';

  test('gives what was chosen, and what the form begins with', async () => {
    const run = await play([one], { event, inputs: { dry: 'true', note: 'n' } });
    expect(printed(run, 'one')).toMatchObject([{ say: 'a true n true', event }]);
    expect((await play([one], { event, inputs: { note: 'n' } })).results).toEqual({ one: 'skipped' });
  });

  test.each([
    [{ note: 'n', who: 'c' }, "Provided value 'c'"],
    [{}, "Required input 'note'"],
    [{ note: 'n', what: 'x' }, 'Unexpected inputs provided: what'],
  ])('of %j is refused', async (inputs, why) => {
    await expect(play([one], { event, inputs })).rejects.toThrow(why);
  });
});

describe('steps', () => {
  test('run scripts by bash, which fail at the first error and set outputs', async () => {
    const run = await play([
      job(
        'first',
        'outputs: { said: "${{ steps.script.outputs.said }}" }, env: { A: "a" }',
        '{ id: script, env: { B: "${{ env.A }}b" }, run: \'echo "said=$A$B" >>"$GITHUB_OUTPUT"\' }',
        '{ run: "false; echo no" }',
        step('no'),
        '{ if: failure(), run: "echo yes" }',
      ),
    ]);
    expect(run.jobs[0]?.outputs).toEqual({ said: 'aab' });
    expect(run.jobs[0]?.steps.map(({ outcome, stdout }) => [outcome, stdout])).toEqual([
      ['success', ''],
      ['failure', ''],
      ['skipped', undefined],
      ['success', 'yes\n'],
    ]);
  });

  test('pass their environment to ours', async () => {
    const run = await play([
      job('first', 'env: { EXTRA: job }', step('x'), step('y', ', env: { EXTRA: step }')),
    ]);
    expect(printed(run, 'first')).toMatchObject([{ extra: 'job' }, { extra: 'step' }]);
  });
});

describe('what nobody here plays', () => {
  test.each([
    [job('a', '', '{ uses: actions/setup-node@v6 }'), 'Nobody plays actions/setup-node@v6'],
    [job('a', '', step('x', ', continue-on-error: true')), 'Nobody plays continue-on-error'],
    [job('a', 'container: node', step('x')), 'Nobody plays container'],
    [job('a', 'needs: b', step('x')), 'a needs b, which is not there'],
    [job('a', 'permissions: write-all', step('x')), 'permissions is no mapping'],
    [job('a', 'if: matrix.x', step('x')), "Unrecognized named-value: 'matrix'"],
    [job('a', '', step('${{ env.X }}${{ gone.x }}')), "Unrecognized named-value: 'gone'"],
  ])('%s', async (one, why) => {
    await expect(play([one])).rejects.toThrow(why);
  });

  test('jobs in a circle, and events that the workflow does not run on', async () => {
    const circle = [job('a', 'needs: b', step('x')), job('b', 'needs: a', step('x'))];
    await expect(play(circle)).rejects.toThrow('circle');
    await expect(play([job('a', '', step('x'))], { event: 'schedule' })).rejects.toThrow('Nothing runs on');
  });
});
