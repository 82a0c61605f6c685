import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { declaredOutputs } from '../../src/inputs/declared.ts';
import { runnerLog } from '../../src/inputs/runner-log.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { Annotation, Report } from '../../src/report/report.ts';
import { describeOutputs } from '../../src/tracking/ending/outputs.ts';
import * as runner from '../../src/tracking/ending/runner-outputs.ts';
import { aContext, outputOf } from '../inputs/a-run.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { type RunnerCommand, readCommands, readKeyValueFile } from '../oracles/runner-commands.ts';
import { aPlan, aStep, facts } from './check-facts.ts';

const madeAt = new Date('2026-11-22T06:00:00Z');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  for (const [name, file] of [
    ['GITHUB_OUTPUT', 'output'],
    ['GITHUB_STEP_SUMMARY', 'summary'],
  ] as const) {
    writeFileSync(join(folder, file), '');
    vi.stubEnv(name, join(folder, file));
  }
  // The summary remembers its file for the life of the process, which is one step for a runner and many here.
  Reflect.deleteProperty(core.summary, '_filePath');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const aKeeper = (): runner.Keeper => ({ ...aContext({ runnerTemp: folder }), scopeKey: 'scope-0123456789' });
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

async function commandsOf(act: () => unknown): Promise<RunnerCommand[]> {
  return readCommands(await outputOf(act));
}

describe('outputs', () => {
  test('hostile values add no output, change none and send no command', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileText, { minLength: declaredOutputs.length, maxLength: declaredOutputs.length }),
        async (values) => {
          writeFileSync(join(folder, 'output'), '');
          const outputs = Object.fromEntries(
            declaredOutputs.map((name, index) => [name, values[index] ?? '']),
          );
          const told = describeOutputs({
            ...facts(),
            tracked: { operation: 'none' },
            kept: { planText: '' },
          });
          expect(await commandsOf(() => runner.writeOutputs({ ...told, ...outputs }, runnerLog))).toEqual([]);
          const expected = Object.entries(outputs).map(([name, value]) => [name, value.toWellFormed()]);
          expect(readKeyValueFile(read('output'))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([[''], ['/nowhere/at/all']])(
    'with GITHUB_OUTPUT=%j there is a warning and no exception',
    async (path) => {
      vi.stubEnv('GITHUB_OUTPUT', path);
      const told = describeOutputs({ ...facts(), tracked: { operation: 'none' }, kept: { planText: '' } });
      const commands = await commandsOf(() => runner.writeOutputs(told, runnerLog));
      expect(commands.map(({ name }) => name)).toEqual(['warning']);
    },
  );
});

describe('the job summary', () => {
  test('holds the report as it is and sends no command', async () => {
    const hostile = '# x\n::error::y\n##[add-mask]z';
    expect(await commandsOf(() => runner.writeSummary(hostile, runnerLog))).toEqual([]);
    expect(read('summary')).toBe(`${hostile}\n`);
  });

  test.each([[''], ['/nowhere/at/all']])(
    'with GITHUB_STEP_SUMMARY=%j there is a warning and no exception',
    async (path) => {
      vi.stubEnv('GITHUB_STEP_SUMMARY', path);
      const commands = await commandsOf(() => runner.writeSummary('lost?', runnerLog));
      expect(commands).toMatchObject([{ name: 'warning', properties: { title: 'Job summary not written' } }]);
    },
  );
});

test('a summary that could not be written does not turn up in the next one', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', '');
  await outputOf(() => runner.writeSummary('first', runnerLog));
  vi.stubEnv('GITHUB_STEP_SUMMARY', join(folder, 'summary'));
  await runner.writeSummary('second', runnerLog);
  expect(read('summary')).toBe('second\n');
});

describe('the plan', () => {
  test('comes back from its text as it went in', () => {
    const steps = fc.array(fc.record({ hashedId: fc.stringMatching(/^[0-9a-f]{16}$/), to: hostileText }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(steps, (list) => {
        const plan = aPlan({ steps: list.map((step) => aStep({ ...step, to: step.to.toWellFormed() })) });
        const { planText } = runner.writePlan(plan, 'key', aKeeper(), madeAt, runnerLog);
        expect(planText).toMatch(/^aksu1\.[\w-]+$/);
        expect(runner.unpackPlan(planText)).toEqual({
          schema: 1,
          plan: plan.canonical,
          digest: plan.digest,
          madeAt: '2026-11-22T06:00:00.000Z',
          runId: '99',
          runAttempt: '1',
          repositoryId: '4711',
          scopeKey: 'scope-0123456789',
        });
        expect(JSON.parse(read('aks-upgrade-plan-key.json'))).toEqual(runner.unpackPlan(planText));
      }),
      { numRuns: 200 },
    );
  });

  test('without steps there is neither text nor file', () => {
    expect(runner.writePlan(aPlan(), 'key', aKeeper(), madeAt, runnerLog)).toEqual({
      planText: '',
    });
    expect(() => read('aks-upgrade-plan-key.json')).toThrow();
  });

  test('the usual plan of 400 clusters with 4 pools fits, one far beyond does not and says so', async () => {
    const planOf = (count: number) => {
      const steps = Array.from({ length: count }, (_, index) => {
        return aStep({ hashedId: sha256(String(index)).slice(0, 16), to: '1.36.2' });
      });
      return aPlan({ steps });
    };
    const context = aKeeper();
    const usual = runner.writePlan(planOf(2000), 'key', context, madeAt, runnerLog);
    expect(usual.planText.length).toBeGreaterThan(1000);
    expect(usual.planText.length).toBeLessThanOrEqual(96 * 1024);

    const long = planOf(60_000);
    const commands = await commandsOf(() => {
      const written = runner.writePlan(long, 'long', context, madeAt, runnerLog);
      expect(written).toEqual({ planText: '', planFile: join(folder, 'aks-upgrade-plan-long.json') });
    });
    expect(commands).toMatchObject([{ name: 'notice', data: expect.stringContaining('`plan-file`') }]);
    expect(JSON.parse(read('aks-upgrade-plan-long.json'))).toMatchObject({ digest: long.digest });
  });

  test.each([
    ['another prefix', (text: string) => `aksu2.${text.slice(6)}`],
    ['nothing', () => ''],
    ['only the prefix', () => 'aksu1.'],
    ['a cut', (text: string) => text.slice(0, -8)],
    ['foreign characters', (text: string) => `${text}=`],
    ['damage', (text: string) => `aksu1.AAAA${text.slice(10)}`],
  ])('%s is refused', (_, change) => {
    const context = aKeeper();
    const { planText } = runner.writePlan(aPlan({ steps: [aStep()] }), 'key', context, madeAt, runnerLog);
    expect(() => runner.unpackPlan(change(planText))).toThrow(/this is no plan of a check/);
  });

  test('a plan whose digest does not fit is refused', () => {
    const forged = aPlan({ steps: [aStep()], digest: `sha256:${'0'.repeat(64)}` });
    const { planText } = runner.writePlan(forged, 'key', aKeeper(), madeAt, runnerLog);
    expect(() => runner.unpackPlan(planText)).toThrow(/its digest does not fit/);
  });
});

describe('everything kept', () => {
  const report: Report = {
    key: 'prod',
    title: 'title',
    body: 'body',
    summary: '# All of it\n',
    fingerprint: 'f',
    standing: 'due',
    closing: '',
    annotations: [{ level: 'warning', title: 'Blocked', text: 'x' }],
  };

  test('report file, plan, summary and annotations', async () => {
    const plan = aPlan({ steps: [aStep()] });
    const commands = await commandsOf(async () => {
      const kept = await runner.keepReport(report, plan, aKeeper(), madeAt, runnerLog);
      expect(kept.reportFile).toBe(join(folder, 'aks-upgrade-report-prod.md'));
      expect(kept.planFile).toBe(join(folder, 'aks-upgrade-plan-prod.json'));
      expect(runner.unpackPlan(kept.planText).digest).toBe(plan.digest);
    });
    expect(commands).toMatchObject([{ name: 'warning', properties: { title: 'Blocked' }, data: 'x' }]);
    expect(read('aks-upgrade-report-prod.md')).toBe(report.summary);
    expect(read('summary')).toContain('# All of it');
  });

  test('a folder that is not there costs the files, not the run, and not the plan', async () => {
    const context = { ...aKeeper(), runnerTemp: join(folder, 'gone') };
    const commands = await commandsOf(async () => {
      const kept = await runner.keepReport(report, aPlan({ steps: [aStep()] }), context, madeAt, runnerLog);
      expect(Object.keys(kept)).toEqual(['planText']);
      expect(kept.planText).not.toBe('');
    });
    expect(commands.map(({ name, properties }) => properties['title'] ?? name)).toEqual([
      'File not written',
      'File not written',
      'Blocked',
    ]);
  });
});

describe('annotations', () => {
  const annotations = (level: Annotation['level'], count: number): Annotation[] =>
    Array.from({ length: count }, (_, index) => ({ level, title: `t${index}`, text: 'x' }));

  test.each([
    ['warning', 10, 10, undefined],
    ['warning', 11, 10, '2 more'],
    ['notice', 400, 10, '391 more'],
    ['error', 9, 9, undefined],
    ['error', 10, 9, '2 more'],
  ] as const)('%s × %i: %i shown, last %s', async (level, count, shown, last) => {
    const commands = await commandsOf(() => runner.writeAnnotations(annotations(level, count), runnerLog));
    expect(commands.map(({ name }) => name)).toEqual(Array.from({ length: shown }, () => level));
    if (last !== undefined) expect(commands.at(-1)?.properties['title']).toBe(last);
  });
});
