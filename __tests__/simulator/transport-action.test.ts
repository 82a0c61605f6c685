/** What surrounds the bundle when it runs: shown with small programs of our own in its place. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ActionOptions, type ActionResult, runAction } from '../../simulator/action.ts';
import type { SimService } from '../../simulator/exchange.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { startWorld, type World } from '../../simulator/world.ts';
import { day } from './azure-desk.ts';

const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-programs-'));
const actionFile = join(directory, 'action.yml');
let world: World;

function expression(name: string): string {
  return `$\{{ ${name} }}`;
}

beforeAll(async () => {
  writeFileSync(
    actionFile,
    [
      'inputs:',
      '  mode: { default: check }',
      '  subscription-id: { description: none }',
      `  github-token: { default: "${expression('github.token')}" }`,
    ].join('\n'),
  );
  world = await startWorld({ fleet: describeFleet({ now: day, clusters: [{}] }) });
});

afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

let serial = 0;

async function run(code: string, options: Partial<ActionOptions> = {}): Promise<ActionResult> {
  serial += 1;
  const main = join(directory, `main-${serial}.mjs`);
  writeFileSync(main, code);
  return await runAction({ world, inputs: {}, actionFile, main, ...options });
}

const print = 'console.log(JSON.stringify({ env: process.env, cwd: process.cwd() }));';

interface Printed {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

describe('the environment', () => {
  const printed = async (options: Partial<ActionOptions> = {}): Promise<Printed> =>
    JSON.parse((await run(print, options)).stdout) as Printed;

  test('has inputs in upper case with dashes, defaults from action.yml, and nothing of this machine', async () => {
    process.env['OF_THIS_MACHINE'] = 'yes';
    const { env } = await printed({ inputs: { 'subscription-id': 'a\nb' } });
    expect(env).toMatchObject({
      'INPUT_SUBSCRIPTION-ID': 'a\nb',
      INPUT_MODE: 'check',
      'INPUT_GITHUB-TOKEN': 'ghs_actions',
    });
    expect(env['OF_THIS_MACHINE']).toBeUndefined();
    expect(env['PATH']).not.toContain('/usr/bin');
  });

  test('has the run, its places, and the way out through the proxy', async () => {
    const { env, cwd } = await printed({ run: { runAttempt: '2', eventName: 'workflow_dispatch' } });
    expect(env).toMatchObject({
      GITHUB_REPOSITORY: 'contoso/platform',
      GITHUB_REPOSITORY_ID: '700000123',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
      HTTPS_PROXY: world.network.proxyUrl,
      GITHUB_WORKSPACE: cwd,
    });
    expect(env['NODE_EXTRA_CA_CERTS']).toMatch(/^\//);
    expect(env['ACTIONS_ID_TOKEN_REQUEST_URL']).toMatch(/\?api-version=2\.0$/);
  });

  test('has no identity token for a job without the permission, debugging when asked, and what a test adds', async () => {
    const { env } = await printed({ idToken: false, debug: true, env: { EXTRA: '1', HOME: undefined } });
    expect(env).toMatchObject({ RUNNER_DEBUG: '1', EXTRA: '1' });
    expect(env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? env['HOME']).toBeUndefined();
  });

  test('has the event as a file', async () => {
    const code = "console.log(require('node:fs').readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'))";
    const result = await run(
      `import { createRequire } from 'node:module'; const require = createRequire('/'); ${code}`,
      {
        event: { inputs: { reason: 'try' } },
      },
    );
    expect(JSON.parse(result.stdout)).toMatchObject({
      repository: { full_name: 'contoso/platform', private: true },
      inputs: { reason: 'try' },
    });
  });

  test('has GitHub Enterprise Server’s addresses when the run is there', async () => {
    const { env } = await printed({ run: { apiUrl: 'https://ghes.example.test/api/v3' } });
    expect(env['GITHUB_GRAPHQL_URL']).toBe('https://ghes.example.test/api/graphql');
  });

  test('an unexpected input is passed on with a warning', async () => {
    const result = await run(print, { inputs: { 'Subscription-Id': 's', 'subscripton-id': 't' } });
    expect(result.runnerWarnings).toEqual(["Unexpected input(s) 'subscripton-id'"]);
    expect((JSON.parse(result.stdout) as Printed).env).toMatchObject({ 'INPUT_SUBSCRIPTON-ID': 't' });
  });

  test('a default that is another expression is refused', async () => {
    const other = join(directory, 'other.yml');
    writeFileSync(other, `inputs:\n  who: { default: "${expression('github.actor')}" }\n`);
    await expect(run(print, { actionFile: other })).rejects.toThrow('The default of who');
  });

  test('tools are on the path', async () => {
    const code =
      "import { execFileSync } from 'node:child_process'; process.stdout.write(execFileSync('az', ['x']));";
    const result = await run(code, { tools: { az: '#!/bin/sh\necho "az was asked: $1"\n' } });
    expect(result.stdout).toBe('az was asked: x\n');
  });
});

const append = (file: string, text: string) =>
  `import { appendFileSync } from 'node:fs'; appendFileSync(process.env.${file}, ${JSON.stringify(text)});`;

describe('what a run leaves behind', () => {
  test('exit code, standard error and duration', async () => {
    const result = await run("console.error('oh'); process.exitCode = 3;");
    expect([result.exitCode, result.stderr, result.timedOut]).toEqual([3, 'oh\n', false]);
    expect(result.duration).toBeGreaterThan(1);
  });

  test('outputs of one line and of many', async () => {
    const result = await run(append('GITHUB_OUTPUT', 'a=1=2\nb<<END\nline <<X\n\nlast\nEND\nc<<E=F\nE=F\n'));
    expect(result.outputs).toEqual({ a: '1=2', b: 'line <<X\n\nlast', c: '' });
  });

  test.each([
    ['nonsense\n', "Invalid format 'nonsense'"],
    ['a<<END\nno end\n', "Matching delimiter not found 'END'"],
  ])('a broken command file %j is what the runner complains about', async (text, problem) => {
    expect((await run(append('GITHUB_OUTPUT', text))).runnerWarnings).toEqual([problem]);
  });

  test('the summary and changes of the environment', async () => {
    const result = await run(
      `${append('GITHUB_STEP_SUMMARY', '# Report\n')} appendFileSync(process.env.GITHUB_ENV, 'A=1\\n');`,
    );
    expect([result.summary, result.environmentChanges]).toEqual(['# Report\n', { A: '1' }]);
  });

  test('annotations and commands, old form and new, but none while commands are stopped', async () => {
    const result = await run(
      [
        "console.log('::warning title=A%2CB,file=x::one%0Atwo')",
        "console.log('  ::error::three')",
        "console.log('text ##[notice]four')",
        "console.log('no ::error::five')",
        "console.log('::stop-commands::pause')",
        "console.log('::error::six')",
        "console.log('::pause::')",
        "console.log('::notice::seven')",
      ].join(';\n'),
    );
    expect(result.annotations).toEqual([
      { level: 'warning', title: 'A,B', text: 'one\ntwo' },
      { level: 'error', title: '', text: 'three' },
      { level: 'notice', title: '', text: 'four' },
      { level: 'notice', title: '', text: 'seven' },
    ]);
  });

  test('a directory to read files from, which goes when the world ends', async () => {
    const own = await startWorld({ fleet: world.fleet });
    const code =
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.env.RUNNER_TEMP + '/report.md', 'hi');";
    const result = await run(code, { world: own });
    expect(readFileSync(join(result.directory, 'temp', 'report.md'), 'utf8')).toBe('hi');
    await own.close();
    expect(existsSync(result.directory)).toBe(false);
  });
});

describe('masks', () => {
  const code = `console.log('::add-mask::hush\\nhush is said'); ${append('GITHUB_OUTPUT', 'plain=1\nsaid=a hush b\ncoded=aHVzaA==\nid=sub-1\n')}`;
  const secrets = ['sub-1'];

  test('hide values in log and summary', async () => {
    const result = await run(`${code} appendFileSync(process.env.GITHUB_STEP_SUMMARY, 'hush sub-1');`, {
      secrets,
    });
    expect([result.log, result.summary]).toEqual(['::add-mask::***\n*** is said\n', '*** ***']);
    expect(result.stdout).toContain('hush is said');
  });

  test('drop an output that holds one, coded ones too, and say so', async () => {
    const result = await run(code, { secrets });
    expect(result.outputs).toEqual({ plain: '1' });
    expect(Object.keys(result.stepOutputs)).toEqual(['plain', 'said', 'coded', 'id']);
    expect(result.droppedOutputs).toEqual(['said', 'coded', 'id']);
    expect(result.runnerWarnings[0]).toBe("Skip output 'said' since it may contain secret.");
  });

  test('drop nothing when the quirk is switched off', async () => {
    world.quirks = { 'masked-outputs-dropped': false };
    const result = await run(code, { secrets });
    world.quirks = {};
    expect(Object.keys(result.outputs)).toEqual(['plain', 'said', 'coded', 'id']);
  });
});

describe('an end by force', () => {
  const forever = "console.log('up'); setInterval(() => undefined, 1000);";

  test('after the timeout', async () => {
    const result = await run(forever, { timeout: 2500 });
    expect([result.exitCode, result.timedOut, result.stdout]).toEqual([null, true, 'up\n']);
  });

  test('when the signal says so, with all that the program started', async () => {
    const controller = new AbortController();
    const [began, marker] = [join(directory, 'child-began'), join(directory, 'child-lives')];
    const child = [
      "const { writeFileSync } = require('node:fs')",
      `writeFileSync(${JSON.stringify(began)}, '')`,
      `setTimeout(() => writeFileSync(${JSON.stringify(marker)}, ''), 1000)`,
    ].join(';');
    const code = `import { spawn } from 'node:child_process'; spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); setTimeout(() => {}, 30000);`;
    const running = run(code, { signal: controller.signal });
    await expect.poll(() => existsSync(began), { timeout: 20_000 }).toBe(true);
    controller.abort();
    const result = await running;
    expect([result.exitCode, result.timedOut]).toEqual([null, false]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(existsSync(marker)).toBe(false);
  });
});

describe('a cancellation', () => {
  /** Says which signals came, and obeys the one that it is told to obey. */
  const stubborn = (obeys: string): string =>
    `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => {
      console.log(name);
      if (name === '${obeys}') process.exit(3);
    });
    console.log('up');
    setInterval(() => {}, 1000);`;

  test('interrupts, asks to end, and kills, with the patience of the runner', async () => {
    const [interrupted, ended, killed] = await Promise.all([
      run(stubborn('SIGINT'), { cancelAt: 1000 }),
      run(stubborn('SIGTERM'), { cancelAt: 1000 }),
      run(stubborn('nothing'), { cancelAt: 1000 }),
    ]);
    const told = [interrupted, ended, killed].map(({ exitCode, stdout, signals }) => [
      exitCode,
      stdout.trim().split('\n'),
      signals.map(({ signal }) => signal),
    ]);
    expect(told).toEqual([
      [3, ['up', 'SIGINT'], ['SIGINT']],
      [3, ['up', 'SIGINT', 'SIGTERM'], ['SIGINT', 'SIGTERM']],
      [null, ['up', 'SIGINT', 'SIGTERM'], ['SIGINT', 'SIGTERM', 'SIGKILL']],
    ]);
    expect(interrupted.exitAfterSignal).toBeLessThan(5000);
    const [first = 0, second = 0, third = 0] = killed.signals.map(({ at }) => at);
    expect(Math.abs(second - first - 7500)).toBeLessThan(1500);
    expect(Math.abs(third - second - 2500)).toBeLessThan(1500);
    expect(killed.exitAfterSignal).toBeGreaterThanOrEqual(9990);
  });

  test('of a run that has ended is none', async () => {
    const result = await run('', { cancelAt: 20_000, killAt: 20_000 });
    expect([result.exitCode, result.signals, result.exitAfterSignal]).toEqual([0, [], undefined]);
  });
});

describe('an end at an exchange', () => {
  const host = 'counter.example.test';
  /** Posts one, two and three over the proxy, and says what it heard. */
  const client = `
    import { Agent, request } from 'node:https';
    process.on('SIGINT', () => { console.log('SIGINT'); process.exit(3); });
    const agent = new Agent({ proxyEnv: process.env });
    for (const path of ['/one', '/two', '/three']) {
      await new Promise((done, fail) => {
        request('https://${host}' + path, { agent, method: 'POST' }, (answer) => {
          answer.resume().on('end', () => { console.log(path, answer.statusCode); done(); });
        }).on('error', fail).end();
      });
      await new Promise((done) => setTimeout(done, 400));
    }`;

  /** What the service did, and what the program knew of it when it ended. */
  async function strike(options: Partial<ActionOptions>): Promise<readonly unknown[]> {
    const done: string[] = [];
    const counter: SimService = ({ path }) => {
      done.push(path);
      return { status: 200 };
    };
    const own = await startWorld({ fleet: world.fleet, services: { [host]: counter } });
    try {
      const { exitCode, stdout, signals } = await run(client, { world: own, ...options });
      expect(own.network.faults).toEqual([]);
      return [done.join(' '), stdout.trim().split('\n').join(', '), exitCode, signals.length];
    } finally {
      await own.close();
    }
  }

  const second = { match: { host, path: /^\// }, nth: 2 };
  test.each([
    ['killed before', { killAt: { ...second, when: 'before' } }, '/one', '/one 200', null],
    ['killed, the answer lost', { killAt: { ...second, when: 'lost' } }, '/one /two', '/one 200', null],
    [
      'killed after',
      { killAt: { ...second, when: 'after', delay: 100 } },
      '/one /two',
      '/one 200, /two 200',
      null,
    ],
    [
      'cancelled before',
      { cancelAt: { ...second, when: 'before', delay: 100 } },
      '/one /two',
      '/one 200, /two 200, SIGINT',
      3,
    ],
    [
      'cancelled after',
      { cancelAt: { ...second, when: 'after', delay: 100 } },
      '/one /two',
      '/one 200, /two 200, SIGINT',
      3,
    ],
  ] as const)('%s', async (_, options, done, known, exitCode) => {
    expect(await strike(options)).toEqual([done, known, exitCode, 1]);
  });
});
