/** What passes by itself is waited for, and what does not pass ends a wait. */
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Begun, Peek, Polled } from '../../src/upgrade/door/door.ts';
import { cluster, hold, idle, kubernetes, operation, plane, play, state } from './engine-desk.ts';

const due = { states: [state(plane, 'due')] };
const done = { states: [state(plane, 'done')] };
const moved: Begun = { kind: 'changed', text: 'Pool np2 is in state Deleting.' };
const leaving: Peek = {
  kind: 'state',
  provisioningState: 'Succeeded',
  pools: [{ name: 'np2', provisioningState: 'Deleting' }],
};
const succeeded: Polled = { kind: 'succeeded' };

describe('a pool on its way out, which no plan shows', () => {
  test('is waited for, and then the step starts', async () => {
    const { outcome, sent } = await play({
      looks: [due, due, due, due, due, done],
      begins: [moved, moved, moved, moved, operation],
      peeks: [leaving, leaving, leaving, idle],
      polls: [succeeded],
    });
    expect(outcome.steps.map(({ end }) => end)).toEqual(['done']);
    expect(sent).toBe(5);
  });

  test('that does not go holds the step until the deadline, and fails nothing', async () => {
    const { outcome, took } = await play({
      looks: [due],
      begins: [moved],
      peeks: [leaving],
      ask: { deadline: 30 },
    });
    expect(outcome).toMatchObject({ result: 'handed-over', steps: [{ end: 'held' }] });
    expect(took).toBe(1800);
  });
});

describe('an operation that says nothing usable', () => {
  const silent: Polled = { kind: 'unclear', problem: { message: '502' } };

  test.each([
    ['asked every 20 s: ten times', 20, 10],
    ['asked every five minutes: twice', 300, 2],
    ['asked every ten minutes: twice', 600, 2],
    ['asked every two minutes: four times', 120, 4],
  ])('%s, then the resource is asked', async (_, pollInterval, times) => {
    const { outcome, calls } = await play({
      looks: [due, done],
      begins: [operation],
      polls: [silent],
      ask: { pollInterval },
    });
    expect(outcome.result).toBe('upgraded');
    expect(calls.filter(({ what }) => what === 'poll')).toHaveLength(times);
  });

  test('but for one usable answer in between is not given up', async () => {
    const running: Polled = { kind: 'running' };
    const { calls } = await play({
      looks: [due, done],
      begins: [operation],
      polls: [silent, running, silent, succeeded],
      ask: { pollInterval: 240 },
    });
    expect(calls.filter(({ what }) => what === 'poll')).toHaveLength(4);
  });
});

describe('a sign-in that fails at a look', () => {
  const refused = new Failure('AKSU-OIDC', 'The endpoint did not answer.');

  test('is tried again', async () => {
    const { outcome, took } = await play({
      looks: [refused, refused, refused, due, done],
      begins: [operation],
      polls: [succeeded],
    });
    expect(outcome.result).toBe('upgraded');
    expect(took).toBe(90 + 20);
  });

  test('for good ends the lane with what is wrong, and nothing was sent', async () => {
    const { outcome, took, sent } = await play({ looks: [refused] });
    expect(outcome.result).toBe('failed');
    expect(outcome.steps[0]?.trouble?.code).toBe('AKSU-OIDC');
    expect([took, sent]).toEqual([90, 0]);
  });

  test('an error that nobody expected is not tried again', async () => {
    const { outcome, took } = await play({ looks: [new TypeError('x is not a function')] });
    expect(outcome.result).toBe('failed');
    expect(outcome.steps[0]?.trouble?.message).toBe('x is not a function');
    expect(took).toBe(0);
  });
});

describe('a maintenance window', () => {
  const closed = hold('maintenance-window', { until: new Date('2026-11-28T22:00:00Z') });
  const unknown = hold('maintenance-window', { cluster: { ...cluster, windows: undefined } });
  const steps = [plane, kubernetes];
  const waiting = (wait: typeof closed) => ({
    states: [state(plane, 'due', { waits: [wait] }), state(kubernetes, 'due')],
  });

  test('that is closed hands over, and log and comment name its opening', async () => {
    const { outcome, log, told } = await play({ steps, looks: [waiting(closed)] });
    expect(outcome.result).toBe('handed-over');
    expect(outcome.steps.map(({ end }) => end)).toEqual(['held', 'not-started']);
    expect(log.join('\n')).toContain('Until 2026-11-28 22:00 UTC.');
    expect(told.at(-1)?.steps[0]?.until).toEqual(closed.until);
  });

  test.each([false, true])('that could not be read is no good order (dry run: %s)', async (isDryRun) => {
    const { outcome, sent } = await play({ steps, looks: [waiting(unknown)], ask: { isDryRun } });
    expect(outcome.result).toBe('failed');
    expect(outcome.steps.map(({ end }) => end)).toEqual(['unread', 'not-started']);
    expect(sent).toBe(0);
  });

  test('that could not be read keeps nothing where windows are not respected', async () => {
    const { outcome } = await play({
      looks: [{ states: [state(plane, 'due', { waits: [unknown] })] }, done],
      begins: [operation],
      polls: [succeeded],
      ask: { respectsWindows: false },
    });
    expect(outcome.result).toBe('upgraded');
  });
});
