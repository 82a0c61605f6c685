/** Workflows that people copy name only what there is, and keep the rules that docs/gate.md and the threat model build on. */
import { describe, expect, test } from 'vitest';
import { isOurs } from '../../simulator/job-steps.ts';
import { type Job, parseWorkflow, type Step } from '../../simulator/workflow-file.ts';
import { type Expression, parseExpression, walkExpression } from '../../simulator/workflow-syntax.ts';
import { action, type Example, examples, quickStart, withApp } from './examples-files.ts';

const texts: readonly Example[] = [...examples, withApp, quickStart];

test('there is an example for each way to work', () => {
  expect(examples.map(({ name }) => name.replace('examples/', ''))).toEqual([
    'check-approve-upgrade.yml',
    'dev-staging-production.yml',
    'issue-approval.yml',
    'merge-then-terraform.yml',
    'merge-then-upgrade.yml',
    'pull-request-drift.yml',
    'sovereign-cloud.yml',
    'upgrade-by-hand.yml',
    'version-pin-pull-request.yml',
    'weekly-check.yml',
  ]);
  expect(quickStart.text).toContain('jobs:');
});

test('the lines for an App are whole', () => {
  const [job] = parseWorkflow(withApp.text).jobs;
  expect(job?.steps.map(({ id, uses }) => id ?? uses?.split('@')[0])).toEqual([
    'actions/checkout',
    'app',
    'propose',
    undefined,
  ]);
  expect(job?.steps[2]?.with['github-token']).toBe('$'.concat('{{ steps.app.outputs.token }}'));
  expect(withApp.text.match(/^ +# +[a-z-]+:/gm)).toBeNull();
});

/** Jobs of the people who copy it, in which we have no part. */
const theirJobs: Readonly<Record<string, readonly string[]>> = {
  'examples/merge-then-terraform.yml': ['plan', 'apply'],
};

/** Outputs that others' actions say they have. */
const theirOutputs: Readonly<Record<string, readonly string[]>> = {
  'actions/create-github-app-token': ['token'],
};

/** Every `a.b.c.d` of the workflow's expressions, as its names; comments are no part of it. */
function pathsOf(commented: string): readonly (readonly string[])[] {
  const text = commented.replace(/^\s*#.*$/gm, '');
  const templates = [...text.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, source = '']) => source);
  const bare = [...text.matchAll(/^\s+if: (?!\$\{\{)(.*)$/gm)].map(([, source = '']) => source);
  const paths = [...templates, ...bare].flatMap((source) =>
    [...walkExpression(parseExpression(source))].flatMap((one) => pathOf(one) ?? []),
  );
  const texts = paths.map((path) => `${path.join('.')}.`);
  return paths.filter((_, at) => !texts.some((one) => one !== texts[at] && one.startsWith(texts[at] ?? '')));
}

function pathOf(expression: Expression): readonly string[][] | undefined {
  const names: string[] = [];
  let at: Expression = expression;
  while (at.kind === 'member' && at.name.kind === 'literal') {
    names.unshift(String(at.name.value));
    at = at.of;
  }
  return at.kind === 'context' ? [[at.name, ...names]] : undefined;
}

const modeOf = (step: Step): string => step.with['mode'] ?? 'check';
const defaultDeadline = Number(action.inputs['deadline']?.default);

describe.each(texts)('$name', ({ name, text }) => {
  const workflow = parseWorkflow(text);
  const paths = pathsOf(text);
  const ours = workflow.jobs.flatMap((job) => job.steps.filter(isOurs).map((step) => ({ job, step })));
  const upgrades = ours.filter(({ step }) => modeOf(step) === 'upgrade');
  const jobOf = (id: string): Job | undefined => workflow.jobs.find((job) => job.id === id);

  test('gives us inputs that action.yml declares, for the mode that they are for', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const { step } of ours) {
      const wrong = Object.keys(step.with).filter((input) => {
        const [, mode] = /Mode: (\w+)\.\s*$/.exec(action.inputs[input]?.description ?? '') ?? [];
        return mode !== 'both' && mode !== modeOf(step);
      });
      expect(wrong).toEqual([]);
    }
  });

  test('reads outputs that there are, of steps and jobs that are there and needed', () => {
    const outputs = paths.filter(([context, , kind]) => context === 'steps' && kind === 'outputs');
    for (const [, id, , output = ''] of outputs) {
      const step = workflow.jobs.flatMap(({ steps }) => steps).find((one) => one.id === id);
      expect([id, step === undefined]).toEqual([id, false]);
      if (step !== undefined && isOurs(step)) expect(Object.keys(action.outputs)).toContain(output);
      else if (step?.uses !== undefined)
        expect(theirOutputs[step.uses.split('@')[0] ?? '']).toContain(output);
      else expect(step?.run).toMatch(/>>"\$GITHUB_OUTPUT"/);
    }
    for (const [, id = '', kind, output = ''] of paths.filter(([context]) => context === 'needs')) {
      expect([id, kind]).toEqual([id, 'outputs']);
      expect(Object.keys(jobOf(id)?.outputs ?? {})).toContain(output);
      expect(workflow.jobs.some(({ needs }) => needs.includes(id))).toBe(true);
    }
  });

  test('is pinned, and has no permission that no job names', () => {
    for (const { uses } of workflow.jobs.flatMap(({ steps }) => steps)) {
      if (uses !== undefined) expect(uses).toMatch(/@([0-9a-f]{40}|<full commit SHA of a release>)$/);
    }
    expect(workflow.permissions).toEqual({});
    const others = workflow.jobs.filter(({ steps }) => !steps.some(isOurs)).map(({ id }) => id);
    expect(others).toEqual(theirJobs[name] ?? []);
  });

  test('names in its head every variable and environment that has to be set up', () => {
    const head = text.slice(0, text.indexOf('name:'));
    const variables = paths.flatMap(([context, name]) => (context === 'vars' && name ? [name] : []));
    expect(variables.length).toBeGreaterThan(2);
    if (text !== quickStart.text) {
      expect([...new Set(variables)].filter((name) => !head.includes(name))).toEqual([]);
    }
    const environments = workflow.jobs.flatMap(({ environment = '$' }) =>
      environment.startsWith('$') ? [] : [environment],
    );
    expect(environments.filter((name) => !head.includes(`environment \`${name}\``))).toEqual([]);
  });

  test('leaves no token behind in what it checks out', () => {
    const checkouts = workflow.jobs.flatMap(({ steps }) =>
      steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')),
    );
    expect(checkouts.filter((step) => step.with['persist-credentials'] !== 'false')).toEqual([]);
  });

  test('takes nothing from an event into a script', () => {
    const scripts = workflow.jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(scripts.filter((script) => script.includes('${'.concat('{')))).toEqual([]);
  });

  test('upgrades only where the action lets itself be used, one at a time, and is never cut off', () => {
    const allowed = ['schedule', 'workflow_dispatch', 'push', 'repository_dispatch'];
    // Never `pull_request_target`, which would run with the rights of the base on the files of whoever asks.
    if (upgrades.length === 0) allowed.push('pull_request');
    expect(workflow.events.filter((event) => !allowed.includes(event))).toEqual([]);
    for (const { job } of upgrades) {
      expect([job.id, job.concurrency?.cancelsRunning]).toEqual([job.id, false]);
      expect(job.timeoutMinutes).toBe(350);
      expect(job.timeoutMinutes).toBeGreaterThan(defaultDeadline);
      // A check that waits for the approval of the last one would be a check that does not look.
      expect(workflow.concurrency).toBeUndefined();
    }
  });

  test('upgrades what the check of the same run planned, in the environment that the job is in', () => {
    for (const { job, step } of upgrades) {
      expect(step.with['plan']).toBe('$'.concat('{{ needs.check.outputs.plan }}'));
      expect(job.needs).toContain('check');
      expect(step.with['environment']).toBe(job.environment);
      expect(step.with['gate']).toBe(job.environment === undefined ? 'issue-approval' : undefined);
      // Two identities: the environment's own variable, or one of another name.
      const reader = ours.find((one) => one.job.id === 'check')?.step.with['client-id'];
      if (job.environment === undefined) expect(step.with['client-id']).not.toBe(reader);
    }
  });
});
