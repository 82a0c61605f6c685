/** Workflows that people copy: what stands in `examples/` and in the README's quick start works as it stands. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActionResult } from '../../simulator/action.ts';
import { runAction } from '../../simulator/action.ts';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { describeFleet, simSubscriptionId, simTenantId } from '../../simulator/fleet.ts';
import { simClientId, startWorld, type World } from '../../simulator/world.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Described {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const action = parse(read('action.yml')) as Described;
const isOurs = ({ uses }: Step): boolean => /^[\w-]+\/aks-upgrade@/.test(uses ?? '');

function quickStart(): string {
  const blocks = [...read('README.md').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
  const workflows = blocks.filter((text) => /^jobs:/m.test(text));
  expect(workflows.length).toBe(1);
  return workflows[0] ?? '';
}

const texts = [
  ...readdirSync(`${root}examples`)
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => ({ name: `examples/${file}`, text: read(`examples/${file}`) })),
  { name: 'the quick start of README.md', text: quickStart() },
];

/** Variables of the repository, as the examples name them. */
const variables: Readonly<Record<string, string>> = {
  AZURE_CLIENT_ID: simClientId,
  AZURE_TENANT_ID: simTenantId,
  AZURE_SUBSCRIPTION_ID: simSubscriptionId,
};

/** As GitHub would evaluate it; any other expression is one that nobody has judged. */
function evaluate(value: unknown): string {
  const text = String(value).replace(/\$\{\{\s*vars\.(\w+)\s*\}\}/g, (_, name: string) => {
    const known = variables[name];
    if (known === undefined) throw new Error(`The example asks for a variable ${name} that nobody set.`);
    return known;
  });
  if (text.includes('${{')) throw new Error(`Nobody evaluates ${text} here.`);
  return text;
}

async function inWorld<T>(use: (world: World) => Promise<T>): Promise<T> {
  const world = await startWorld({
    fleet: describeFleet({ now: new Date(), clusters: [{ version: '1.35.4' }] }),
  });
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

/** One job that uses us, with what its permissions give: everything that is not named is taken away. */
function play(world: World, step: Step, permissions: Job['permissions'] = {}): Promise<ActionResult> {
  const tokens: Readonly<Record<string, string>> = { write: 'ghs_actions', read: 'ghs_actions_read' };
  return runAction({
    world,
    inputs: Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluate(value)]),
    ),
    githubToken: tokens[permissions['issues'] ?? ''] ?? 'ghs_actions_none',
    idToken: permissions['id-token'] === 'write',
  });
}

/** The permissions that the run made use of, as a workflow would name them. */
function usedPermissions(world: World): Readonly<Record<string, string>> {
  const { exchanges } = world.network;
  const api = new URL(world.run.apiUrl).host;
  const onIssues = exchanges.filter(
    ({ request, response }) =>
      request.host === api && /\/(issues|labels)\b/.test(request.path) && response.status < 400,
  );
  const written = onIssues.filter(({ request }) => request.method !== 'GET');
  return {
    ...(exchanges.some(({ request }) => request.host === oidcHost) ? { 'id-token': 'write' } : {}),
    ...(onIssues.length > 0 ? { issues: written.length > 0 ? 'write' : 'read' } : {}),
  };
}

/** Reading code is no need of ours; the README says why the line stands there. */
function neededPermissions(job: Job): Readonly<Record<string, string>> {
  const { contents, ...rest } = job.permissions ?? {};
  expect([undefined, 'read']).toContain(contents);
  return rest;
}

const codeOf = (result: ActionResult): string | undefined =>
  result.annotations.findLast(({ level }) => level === 'error')?.title.split(':')[0];

test('there are workflows to look at', () => {
  expect(texts.length).toBeGreaterThanOrEqual(2);
});

describe.concurrent.each(texts)('$name', ({ name, text }) => {
  const workflow = parse(text, { strict: true, uniqueKeys: true }) as Workflow;
  const jobs = Object.values(workflow.jobs).filter(({ steps }) => steps?.some(isOurs));
  const steps = jobs.flatMap((job) => (job.steps ?? []).filter(isOurs).map((step) => ({ job, step })));

  test('uses us with inputs that action.yml declares, pinned, and with no permissions on top', () => {
    expect(steps.length).toBeGreaterThan(0);
    expect(workflow.permissions).toEqual({});
    for (const { step } of steps) {
      expect(Object.keys(step.with ?? {}).filter((input) => !(input in action.inputs))).toEqual([]);
      expect(step.uses).toMatch(/@([0-9a-f]{40}|<full commit SHA of a release>)$/);
    }
  });

  test('other actions are pinned by their commit, and outputs that are read exist', () => {
    const others = Object.values(workflow.jobs).flatMap(
      (job) => job.steps?.filter((step) => !isOurs(step)) ?? [],
    );
    for (const { uses } of others) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    const ours = new Set(steps.flatMap(({ step }) => step.id ?? []));
    const asked = [...text.matchAll(/\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g)];
    for (const [, id = '', output = ''] of asked) {
      if (ours.has(id)) expect(Object.keys(action.outputs)).toContain(output);
    }
  });

  test.each(steps)('plays through, with the permissions that it names and no more', async ({ job, step }) => {
    await inWorld(async (world) => {
      const result = await play(world, step, job.permissions);
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
      expect(result.runnerWarnings).toEqual([]);
      expect(result.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
      expect(usedPermissions(world)).toEqual(neededPermissions(job));
      console.log(`${name}: exit 0, used ${JSON.stringify(usedPermissions(world))}`);
    });
  });

  test.each(steps)('misses each permission that is taken away', async ({ job, step }) => {
    const codes: Readonly<Record<string, string>> = {
      // `auth: auto` then looks for the other ways to sign in, and finds none.
      'id-token': 'AKSU-SIGN-IN',
      issues: 'AKSU-GITHUB-PERMISSION',
    };
    for (const permission of Object.keys(neededPermissions(job))) {
      const left = { ...job.permissions, [permission]: 'none' };
      const result = await inWorld((world) => play(world, step, left));
      expect([permission, result.exitCode, codeOf(result)]).toEqual([permission, 1, codes[permission]]);
      const line = result.annotations.findLast(({ level }) => level === 'error')?.text ?? '';
      expect(line).toContain(`permissions: ${permission}: write`);
    }
  });
});
