/** Every answer that the attempt to start a step can have. */
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Begun } from '../../src/upgrade/door/door.ts';
import { image, version } from '../builders/fleet.ts';
import {
  busyPeek,
  change,
  cluster,
  ends,
  held,
  hold,
  idle,
  kubernetes,
  laterImage,
  names,
  newImage,
  operation,
  picture,
  plane,
  play,
  pool,
  state,
} from './engine-desk.ts';

const upgraded = { ...cluster, version: version('1.36.2') };
const done = { states: [state(plane, 'done', { cluster: upgraded })] };
const due = { states: [state(plane, 'due')] };
const problem = {
  status: 409,
  code: 'OperationNotAllowed',
  message: 'Another operation (Updating) is in progress',
};
const busy: Begun = { kind: 'busy', problem };
const gap = { message: 'The connection broke' };
const unclear: Begun = { kind: 'unclear', problem: gap };
const started: Begun = { kind: 'started' };

function begins(played: { readonly calls: readonly { readonly what: string; readonly at: number }[] }) {
  return played.calls.filter(({ what }) => what.startsWith('begin')).map(({ at }) => at);
}

describe('busy', () => {
  test('is tried again after 15, 30, 60 s and then every two minutes, with a look before each', async () => {
    const played = await play({
      looks: [due, due, due, due, due, due, done],
      begins: [busy, busy, busy, busy, busy, started],
    });
    expect(begins(played)).toEqual([0, 15, 45, 105, 225, 345]);
    expect(names(played).slice(0, 4)).toEqual([
      'look one',
      'begin control-plane',
      'look one',
      'begin control-plane',
    ]);
    expect(ends(played)).toEqual(['done']);
  });

  test.each([
    [90_000, 90],
    [0, 1],
    [-5, 1],
  ])('is tried again when Azure says: after %i ms', async (waitMilliseconds, seconds) => {
    const played = await play({
      looks: [due, due, done],
      begins: [{ ...busy, waitMilliseconds }, started],
    });
    expect(begins(played)).toEqual([0, seconds]);
  });

  test('up to the deadline is a hold that names what Azure said', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      looks: [{ states: [state(plane, 'due'), state(kubernetes, 'due')] }],
      begins: [busy],
      ask: { deadline: 10 },
    });
    expect(played.took).toBe(600);
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: 'deadline', hasMoved: true });
    expect(played.outcome.steps.map(({ end, text }) => [end, text])).toEqual([
      ['held', 'Azure took no new operation (409 OperationNotAllowed) until the deadline.'],
      ['not-started', 'The deadline came before it could start.'],
    ]);
    expect(played.told.at(1)?.steps[0]).toMatchObject({
      state: 'waiting',
      text: 'Azure takes no new operation now (409 OperationNotAllowed).',
    });
  });

  test('without a code is told as busy, and a signal ends the wait at once', async () => {
    const played = await play({
      begins: [{ kind: 'busy', problem: { message: 'x' }, waitMilliseconds: 600_000 }],
      haltAfter: 1,
    });
    expect(played.took).toBe(60);
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: 'signal' });
    expect(played.outcome.steps[0]?.text).toBe(
      'Azure took no new operation (busy) until the job was told to stop.',
    );
    expect(played.time.pending).toBe(0);
  });
});

describe('what was sent on old facts, or not sent', () => {
  const stale: Begun = {
    kind: 'stale',
    problem: { status: 412, code: 'PreconditionFailed', message: 'eTag' },
  };
  const moved: Begun = { kind: 'changed', text: 'The newest image is another.' };
  const blind: Begun = {
    kind: 'unreadable',
    problem: { status: 403, code: 'AuthorizationFailed', message: 'no' },
  };

  test.each([
    ['stale', stale, 5],
    ['changed', moved, 5],
    ['unreadable', blind, 30],
  ])('%s: looked at again three times, then begun', async (_kind, answer, pause) => {
    const played = await play({
      looks: [due, due, due, due, done],
      begins: [answer, answer, answer, started],
    });
    expect(begins(played)).toEqual([0, pause, 2 * pause, 3 * pause]);
    expect(ends(played)).toEqual(['done']);
  });

  test('stale for the fourth time is a failure that may be run again', async () => {
    const played = await play({ begins: [stale] });
    expect(begins(played)).toHaveLength(4);
    // Only a change can come of something that no plan shows.
    expect(names(played)).not.toContain('peek');
    expect(played.outcome.result).toBe('failed');
    expect(played.outcome.hasMoved).toBe(true);
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'failed',
      text: 'Somebody or something else was changing the cluster at the same time.',
      trouble: { code: 'PreconditionFailed', message: 'eTag', rerun: 'safe' },
    });
    expect(played.outcome.steps[0]).not.toHaveProperty('startedAt');
  });

  test('changed for the fourth time is a change of plan', async () => {
    const played = await play({ begins: [moved] });
    expect(played.outcome.hasMoved).toBe(false);
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'failed',
      trouble: { code: 'AKSU-PLAN-CHANGED', message: 'The newest image is another.', rerun: 'safe' },
    });
  });

  test('changed for the fourth time, and no time left to ask what is in the way', async () => {
    const played = await play({ begins: [moved], peeks: ['never'], haltAfter: 1 });
    expect([played.took, names(played).at(-1)]).toEqual([60, 'peek']);
    expect(played.outcome.steps[0]?.trouble?.code).toBe('AKSU-PLAN-CHANGED');
  });

  test('changed by something that cannot be peeked at any more: the cluster is looked at whole', async () => {
    const played = await play({
      looks: [due, due, due, due, done],
      begins: [moved],
      peeks: [busyPeek, { kind: 'unread', problem: gap }],
    });
    expect(names(played).filter((name) => name === 'peek')).toHaveLength(11);
    expect(ends(played)).toEqual(['already-done']);
  });

  test('unreadable for the fourth time is unread, with what Azure said', async () => {
    const played = await play({ steps: [plane, kubernetes], begins: [blind] });
    expect(played.took).toBe(90);
    expect(played.outcome).toMatchObject({ result: 'failed', hasMoved: false });
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'unread',
        text: 'What has to be read right before it is started could not be read.',
        trouble: { code: 'AuthorizationFailed' },
      },
      { end: 'not-started', text: 'Not everything of this cluster could be read.' },
    ]);
    expect(played.outcome.steps[0]).not.toHaveProperty('endedAt');
  });

  test('each obstacle is counted by itself, and waiting for what runs starts the count anew', async () => {
    const occupied = {
      states: [state(plane, 'due')],
      cluster: { ...cluster, provisioningState: 'Updating' },
    };
    const played = await play({
      looks: [due, due, due, due, occupied, due, due, due, due, done],
      begins: [stale, moved, moved, moved, moved, moved, stale, started],
    });
    expect(ends(played)).toEqual(['done']);
  });

  test.each([
    ['stale', stale],
    ['changed', moved],
    ['unreadable', blind],
  ])('%s at the deadline: nothing more is begun', async (_kind, answer) => {
    const played = await play({ begins: [answer], ask: { deadline: 0.05 } });
    expect(played.took).toBe(3);
    expect(names(played)).toEqual(['look one', 'begin control-plane']);
    expect(ends(played)).toEqual(['not-started']);
  });
});

describe('refused', () => {
  test('is a failure at once; the rest of the cluster is not started', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      begins: [
        { kind: 'refused', problem: { status: 400, code: 'NodePoolMcVersionIncompatible', message: 'no' } },
      ],
    });
    expect(names(played)).toEqual(['look one', 'begin control-plane']);
    expect(played.outcome.haltedBy).toBeUndefined();
    expect(played.outcome.hasMoved).toBe(true);
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'failed',
        trouble: { code: 'NodePoolMcVersionIncompatible' },
        endedAt: new Date('2026-11-22T06:00:00Z'),
      },
      { end: 'not-started', text: 'An earlier step of this cluster did not end well.' },
    ]);
  });
});

describe('no usable answer', () => {
  test('and nothing to be seen for a minute: failed, safe to run again, and sent once', async () => {
    const played = await play({ begins: [unclear] });
    expect(played.calls.filter(({ what }) => what === 'peek').map(({ at }) => at)).toEqual([
      2, 5, 10, 20, 30, 45, 60,
    ]);
    expect(played.sent).toBe(1);
    expect(played.outcome).toMatchObject({ result: 'failed', hasMoved: true });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'failed',
      startedAt: new Date('2026-11-22T06:00:00Z'),
      text: 'Azure gave no usable answer, and nothing started that could be seen.',
      trouble: {
        message: 'The connection broke',
        advice: 'Run again: it looks first, and starts the step only if Azure still does not show it.',
        rerun: 'safe',
      },
    });
    expect(played.outcome.steps[0]?.trouble).not.toHaveProperty('code');
  });

  test('keeps the code that a gateway gave', async () => {
    const played = await play({
      begins: [{ kind: 'unclear', problem: { code: 'GatewayTimeout', message: 'x' } }],
    });
    expect(played.outcome.steps[0]?.trouble?.code).toBe('GatewayTimeout');
  });

  test('and a pool at work: followed by peeking, done when a look says so', async () => {
    const played = await play({
      looks: [due, due, done],
      begins: [unclear],
      peeks: [idle, busyPeek, busyPeek, idle],
    });
    expect(names(played)).toEqual([
      ...['look one', 'begin control-plane', 'peek', 'look one'],
      ...['peek', 'peek', 'peek', 'look one'],
    ]);
    expect(ends(played)).toEqual(['done']);
  });

  test.each([
    ['the target', state(plane, 'done', { cluster: upgraded }), 'done'],
    ['nothing left of it', state(plane, 'gone'), 'gone'],
    ['a failed state', held(plane, 'failed'), 'failed'],
  ])('and %s on the resource: that is what became of it', async (_what, seen, end) => {
    const played = await play({ looks: [due, { states: [seen] }], begins: [unclear] });
    expect(ends(played)).toEqual([end]);
    expect(played.sent).toBe(1);
  });

  test('and a cluster that only the whole look shows at work', async () => {
    const occupied = {
      states: [state(plane, 'running')],
      cluster: { ...upgraded, provisioningState: 'Upgrading' },
    };
    const played = await play({
      looks: [due, occupied, done],
      begins: [unclear],
      peeks: [idle, busyPeek, idle],
    });
    expect(names(played).slice(2)).toEqual(['peek', 'look one', 'peek', 'peek', 'look one']);
    expect(ends(played)).toEqual(['done']);
  });

  test('and something else at work that leaves the old version: failed, and safe', async () => {
    const played = await play({ begins: [unclear], peeks: [busyPeek, idle] });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'failed', trouble: { rerun: 'safe' } });
    expect(played.sent).toBe(1);
    expect(names(played).filter((name) => name === 'look one')).toHaveLength(6);
  });

  test('and Azure not to be read: unread, never failed', async () => {
    const blind = { states: [state(plane, 'unread')], cluster: null };
    const played = await play({
      looks: [due, blind],
      begins: [unclear],
      peeks: [{ kind: 'unread', problem: gap }],
    });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'unread',
      text: 'It was started, and what became of it could not be read.',
      startedAt: new Date('2026-11-22T06:00:00Z'),
    });
  });

  test('read at last as it was before: failed, and safe', async () => {
    const blind = { states: [state(plane, 'unread')], cluster: null };
    const played = await play({
      looks: [due, blind, blind, blind, blind, blind, blind, blind, due],
      begins: [unclear],
    });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'failed', trouble: { rerun: 'safe' } });
  });

  test('and another image than before: done, and told', async () => {
    const other = { ...pool, image: image(laterImage) };
    const script = { steps: [picture], begins: [unclear] };
    const before = { states: [state(picture, 'due')] };
    const after = { states: [state(picture, 'changed', { pool: other })], changes: [change('x')] };
    const played = await play({ ...script, looks: [before, after] });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'done',
      reported: laterImage,
      deviation: `Azure put ${laterImage} on the pool; ${newImage} was approved.`,
    });
    // It tells at once that the step was taken, even where the rest is not read until later.
    const blurred = { states: [state(picture, 'unread', { pool: other })] };
    const late = await play({ ...script, looks: [before, blurred, blurred, after] });
    expect([late.took, ...ends(late)]).toEqual([32, 'done']);
  });

  test.each([
    ['the signal', { haltAfter: 0.1 }, 'signal'],
    ['the deadline', { ask: { deadline: 0.1 } }, 'deadline'],
  ])('and %s while it is looked up: it may be running', async (_what, stop, cause) => {
    const played = await play({ begins: [unclear], ...stop });
    expect(played.took).toBe(6);
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: cause, hasMoved: true });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'running',
      text: 'Sent at 06:00 UTC. No answer was seen: Azure may have taken it. The next run looks first.',
    });
  });

  test.each([
    ['peek', { peeks: ['never' as const] }],
    ['look', { looks: [due, 'never' as const] }],
    ['wait', { peeks: [busyPeek] }],
  ])('and the signal during a %s: it may be running', async (_what, script) => {
    const played = await play({ begins: [unclear], haltAfter: 0.5, ...script });
    expect(played.took).toBe(30);
    expect(ends(played)).toEqual(['running']);
  });

  test('and the deadline while something is at work: left unlooked', async () => {
    const played = await play({ begins: [unclear], peeks: [busyPeek], ask: { deadline: 1 } });
    expect(names(played).slice(2)).toEqual(['peek', 'peek', 'peek']);
    expect([played.took, ...ends(played)]).toEqual([60, 'running']);
  });

  test('an error that nobody expected, after leave was given, is no answer', async () => {
    const played = await play({ looks: [due, done], begins: [new Error('socket\nhang up')] });
    expect(ends(played)).toEqual(['done']);
    const lost = await play({ begins: [new Error('socket\nhang up')] });
    expect(lost.outcome.steps[0]?.trouble).toMatchObject({ message: 'socket hang up', rerun: 'safe' });
  });
});

describe('leave to start', () => {
  test('is not given after the signal: nothing is sent', async () => {
    const played = await play({ readTakes: 60_000, haltAfter: 0.5 });
    expect(played.sent).toBe(0);
    expect(names(played)).toEqual(['look one']);
    expect(played.took).toBe(30);
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: 'signal', hasMoved: false });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'not-started',
      text: 'The job was told to stop before it could start.',
    });
  });

  test.each([
    ['signal', { haltAfter: 0.01 }, 'The job was told to stop before it could start.'],
    ['deadline', { ask: { deadline: 0.01 } }, 'The deadline came before it could start.'],
  ])('is not given after the %s, when the door asks at the last moment', async (cause, stop, text) => {
    const played = await play({ leaveTakes: 1000, ...stop });
    expect(names(played)).toEqual(['look one', 'begin control-plane']);
    expect(played.sent).toBe(0);
    expect(played.outcome).toMatchObject({ haltedBy: cause, hasMoved: false });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'not-started', text });
  });

  test('the deadline comes while the cluster is looked at: nothing is begun', async () => {
    const played = await play({ readTakes: 60_000, ask: { deadline: 0.5 } });
    expect(names(played)).toEqual(['look one']);
    expect(played.took).toBe(60);
    expect(played.outcome.haltedBy).toBe('deadline');
  });

  test('a look that never ends is left two minutes after the deadline', async () => {
    const played = await play({ looks: ['never'], ask: { deadline: 5 } });
    expect(played.took).toBe(420);
    expect(ends(played)).toEqual(['not-started']);
  });

  test('refused by the door itself stops the lane', async () => {
    const played = await play({ asksLeave: false, begins: [{ kind: 'not-sent' }] });
    expect(ends(played)).toEqual(['not-started']);
    expect(played.outcome.haltedBy).toBe('deadline');
  });

  test('an attempt on the wire at the signal: two seconds are waited, then it may be running', async () => {
    const played = await play({ begins: ['never'], haltAfter: 1 });
    expect(played.took).toBe(62);
    expect(played.sent).toBe(1);
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'running',
      startedAt: new Date('2026-11-22T06:00:00Z'),
      text: 'Sent at 06:00 UTC. No answer was seen: Azure may have taken it. The next run looks first.',
    });
    expect(played.outcome.hasMoved).toBe(true);
  });

  test('an attempt that still reads at the signal was not sent', async () => {
    const played = await play({ begins: ['never'], asksLeave: false, haltAfter: 1 });
    expect(played.took).toBe(62);
    expect(ends(played)).toEqual(['not-started']);
    expect(played.outcome.hasMoved).toBe(false);
    expect(played.told.at(-1)?.steps[0]).not.toHaveProperty('since');
  });

  test('an answer within the two seconds counts', async () => {
    const played = await play({ begins: [started], readTakes: 31_000, haltAfter: 1 });
    expect(played.took).toBe(62);
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'running',
      text: 'Started at 06:00 UTC. It runs on in Azure.',
    });
    expect(played.time.pending).toBe(0);
  });
});

describe('what Azure cannot be asked', () => {
  const failure = new Failure('AKSU-SIGN-IN', 'The secret has expired.');

  test('a sign-in that fails when a step is begun: failed, nothing sent', async () => {
    const played = await play({ steps: [plane, kubernetes], begins: [failure] });
    expect(played.outcome.result).toBe('failed');
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'failed',
        text: 'Azure sign-in failed.',
        trouble: {
          code: 'AKSU-SIGN-IN',
          message: 'The secret has expired.',
          cause: 'Azure sign-in failed.',
          advice:
            'Check the identity, the tenant and the federated credential; docs/azure-access.md has the commands.',
          rerun: 'after-repair',
        },
      },
      { end: 'not-started', text: 'The run broke off in this cluster.' },
    ]);
    expect(played.outcome.hasMoved).toBe(false);
    expect(played.outcome.steps[0]).not.toHaveProperty('startedAt');
  });

  test('an unexpected error before leave was given: nothing sent', async () => {
    const played = await play({
      asksLeave: false,
      begins: [new Error('x 11111111-1111-4111-8111-111111111111')],
    });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'failed',
      trouble: { code: 'AKSU-UNEXPECTED', message: 'x …', rerun: 'safe' },
    });
  });

  test('a sign-in that fails at the first look fails the step that is due', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      first: [state(plane, 'done'), state(kubernetes, 'due')],
      looks: [failure],
    });
    expect(ends(played)).toEqual(['already-done', 'failed']);
  });

  test('a sign-in that fails while a step runs: what became of it is unread', async () => {
    const played = await play({ looks: [due, failure], begins: [operation], polls: [{ kind: 'succeeded' }] });
    expect(played.outcome.result).toBe('failed');
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'unread',
      text: 'It was running when the run broke off; what became of it was not read.',
      trouble: { code: 'AKSU-SIGN-IN' },
      startedAt: new Date('2026-11-22T06:00:00Z'),
    });
    expect(played.told.at(-1)).toMatchObject({ isOver: true });
  });

  test('the same for a step that others had started', async () => {
    const first = [state(plane, 'running'), state(kubernetes, 'due')];
    const played = await play({ steps: [plane, kubernetes], first, looks: [failure] });
    expect(ends(played)).toEqual(['unread', 'not-started']);
  });

  test('of two that others had started one tells what broke off, and the other runs', async () => {
    const first = [state(plane, 'running'), state(kubernetes, 'running')];
    const played = await play({ steps: [plane, kubernetes], first, looks: [failure] });
    expect(ends(played)).toEqual(['unread', 'running']);
  });

  test('an unread step is what fails when nothing else is open', async () => {
    const played = await play({ first: [state(plane, 'unread')], looks: [failure] });
    expect(ends(played)).toEqual(['failed']);
  });

  test('an error when all is settled fails nothing', async () => {
    const first = [state(plane, 'done'), state(kubernetes, 'unread')];
    const log = { states: [state(plane, 'done'), state(kubernetes, 'done')] };
    const played = await play({ steps: [plane, kubernetes], first, looks: [log] });
    expect(ends(played)).toEqual(['already-done', 'already-done']);
    expect(played.outcome.result).toBe('nothing-to-do');
  });
});

describe('what keeps a step from being begun', () => {
  test('a closed window: held until it opens, and nothing after it is started', async () => {
    const until = new Date('2026-11-23T01:00:00Z');
    const waits = [hold('maintenance-window', { until })];
    const played = await play({
      steps: [plane, kubernetes],
      looks: [{ states: [state(plane, 'due', { waits }), state(kubernetes, 'due')] }],
    });
    expect(played.outcome).toMatchObject({ result: 'handed-over', hasMoved: false });
    expect(played.outcome.haltedBy).toBeUndefined();
    expect(played.outcome.steps).toMatchObject([
      { end: 'held', text: 'Held for maintenance-window.', until },
      { end: 'not-started', text: 'A step before it waits.' },
    ]);
  });

  test('a window that cannot be foreseen has no end', async () => {
    const looks = [{ states: [state(plane, 'due', { waits: [hold('maintenance-window')] })] }];
    const played = await play({ looks });
    expect(played.outcome.steps[0]).not.toHaveProperty('until');
  });

  test('another hold than a window is none the less known where the windows could not be read', async () => {
    const waits = [hold('stopped', { cluster: { ...cluster, windows: undefined } })];
    const played = await play({ looks: [{ states: [state(plane, 'due', { waits })] }] });
    expect(ends(played)).toEqual(['held']);
  });

  test('windows are passed over when the job says so, and other waits are not', async () => {
    const closed = [state(plane, 'due', { waits: [hold('maintenance-window')] })];
    const ask = { respectsWindows: false };
    const passed = await play({ ask, looks: [{ states: closed }, done], begins: [started] });
    expect(ends(passed)).toEqual(['done']);
    const other = [state(plane, 'due', { waits: [hold('maintenance-window'), hold('stopped')] })];
    const played = await play({ ask, looks: [{ states: other }] });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'held', text: 'Held for stopped.' });
  });

  test('a change that nobody approved: the lane fails, and nothing is begun', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      looks: [
        {
          states: [state(plane, 'due'), state(kubernetes, 'due')],
          changes: [change('A later image.', true), change('A pool is new.'), change('Another one.')],
        },
      ],
    });
    expect(names(played)).toEqual(['look one']);
    expect(played.outcome.notes).toEqual(['A later image.']);
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'failed',
        text: 'What would be done now is not what was approved.',
        trouble: { code: 'AKSU-PLAN-CHANGED', message: 'A pool is new. Another one.', rerun: 'safe' },
      },
      { end: 'not-started', text: 'An earlier step of this cluster did not end well.' },
    ]);
  });

  test('an approved step that is accounted for no more is a change, whatever else is told of it', async () => {
    const played = await play({
      looks: [{ states: [state(plane, 'changed', { text: 'It went elsewhere.' })] }],
    });
    expect(played.outcome.steps[0]?.trouble).toMatchObject({
      code: 'AKSU-PLAN-CHANGED',
      message: 'It went elsewhere.',
    });
  });

  test('a later image is left alone, and told once', async () => {
    const changes = [change('A later image.', true)];
    const played = await play({
      firstChanges: [...changes, change('Refused before.')],
      looks: [
        { ...due, changes },
        { ...done, changes },
      ],
      begins: [started],
    });
    expect(ends(played)).toEqual(['done']);
    expect(played.outcome.notes).toEqual(['A later image.']);
  });

  test('a change where nothing is left to be done is told, and fails nothing', async () => {
    const played = await play({
      looks: [due, { ...done, changes: [change('A new pool is behind.')] }],
      begins: [started],
    });
    expect(played.outcome).toMatchObject({ result: 'upgraded', notes: ['A new pool is behind.'] });
  });

  test('standing holds stay, and what is due after them goes on', async () => {
    const until = new Date('2026-11-29T00:00:00Z');
    const upPool = { ...pool, version: version('1.36.2') };
    const played = await play({
      steps: [plane, kubernetes],
      looks: [
        { states: [held(plane, 'auto-upgrade-channel', { until }), state(kubernetes, 'due')] },
        {
          states: [
            held(plane, 'auto-upgrade-channel', { until }),
            state(kubernetes, 'done', { pool: upPool }),
          ],
        },
      ],
      begins: [started],
    });
    expect(played.outcome.result).toBe('handed-over');
    expect(played.outcome.steps).toMatchObject([
      { end: 'held', text: 'Held for auto-upgrade-channel.', until },
      { end: 'done', reported: '1.36.2', reportedImage: pool.image?.text },
    ]);
  });
});
