import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealPlan } from '../../src/plan/plan-envelope.ts';
import { openPlan, packPlan } from '../../src/plan/runner-plan-text.ts';
import { failureOf } from '../inputs/a-run.ts';
import { planOf } from './carried-out.ts';
import { drawFleet } from './random-fleet.ts';

const maker = { runId: '99', runAttempt: '1', repositoryId: '4711', scopeKey: 'scope-0123456789' };
const envelope = sealPlan(planOf(drawFleet(1)).plan, maker, new Date('2026-11-22T06:00:00Z'));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plans-'));
  writeFileSync(join(folder, 'plan.json'), `${JSON.stringify(envelope)}\n`);
  writeFileSync(join(folder, 'with a mark.json'), `\uFEFF${JSON.stringify(envelope)}\r\n`);
  writeFileSync(join(folder, 'empty.json'), '\n');
  writeFileSync(join(folder, 'half.json'), JSON.stringify(envelope).slice(0, 90));
  writeFileSync(join(folder, 'bytes.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
  writeFileSync(join(folder, 'packed.txt'), packPlan(envelope));
  writeFileSync(join(folder, 'large.json'), '');
  truncateSync(join(folder, 'large.json'), 32 * 1024 * 1024 + 1);
  mkdirSync(join(folder, 'directory'));
  symlinkSync('loop', join(folder, 'loop'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe')]);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('a plan is opened', () => {
  test('from its text, blanks around it or not', () => {
    expect(openPlan(packPlan(envelope))).toEqual(envelope);
    expect(openPlan(` ${packPlan(envelope)}\n`)).toEqual(envelope);
  });

  test.each(['plan.json', 'with a mark.json'])('from the file %s', (name) => {
    expect(openPlan(join(folder, name))).toEqual(envelope);
    expect(openPlan(relative(process.cwd(), join(folder, name)))).toEqual(envelope);
  });
});

describe('refused by what is wrong with it', () => {
  test.each(['', '  ', '\n'])('%j is empty', (text) => {
    const failure = failureOf(() => openPlan(text));
    expect(failure.code).toBe('AKSU-PLAN-EMPTY');
    expect(failure.message).toContain('the runner dropped its output');
    expect(failure.next).toContain('Re-run all jobs');
  });

  test('an empty file is empty too', () => {
    expect(failureOf(() => openPlan(join(folder, 'empty.json'))).code).toBe('AKSU-PLAN-EMPTY');
  });

  test.each([
    ['gone.json', 'does not exist'],
    ['directory', 'is a directory'],
    ['plan.json/x', 'could not be opened'],
    ['loop', 'could not be opened'],
    ['large.json', 'is larger than 32 MB'],
    ['bytes.json', 'is no text'],
    ['half.json', 'it is no JSON object'],
    ['packed.txt', 'it is no JSON object'],
  ])('%s: %s', (name, why) => {
    const failure = failureOf(() => openPlan(join(folder, name)));
    expect(failure.code).toBe('AKSU-PLAN-MALFORMED');
    expect(failure.message).toContain(why);
    expect(failure.next).toContain('`plan`');
  });

  test.skipIf(process.platform === 'win32')('a pipe that nobody writes to does not hold the run', () => {
    expect(failureOf(() => openPlan(join(folder, 'pipe'))).message).toContain('is no ordinary file');
    expect(failureOf(() => openPlan('/dev/zero')).message).toContain('is no ordinary file');
  });

  test.runIf(process.platform === 'linux')('a file that is there and cannot be read', () => {
    expect(failureOf(() => openPlan('/proc/self/mem')).message).toContain('could not be read');
  });

  test('text that a path would not be', () => {
    const { message } = failureOf(() => openPlan(`{"schema":1}\n::error::${'x'.repeat(400)}`));
    expect(message).toContain('It was taken for a path because it does not begin with `aksu1.`');
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
  });

  test('a bomb is not let off', () => {
    const bomb = deflateRawSync(Buffer.alloc(33 * 1024 * 1024, 0x20)).toString('base64url');
    expect(failureOf(() => openPlan(`aksu1.${bomb}`)).message).toContain('cut off or damaged');
  });
});
