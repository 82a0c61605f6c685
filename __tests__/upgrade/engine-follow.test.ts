/** Seeing a step through, and what becomes of it. */
import { describe, expect, test } from 'vitest';
import type { Polled } from '../../src/upgrade/door/door.ts';
import { image, version } from '../builders/fleet.ts';
import {
  busyPeek,
  change,
  cluster,
  ends,
  held,
  idle,
  kubernetes,
  laterImage,
  names,
  newImage,
  oldImage,
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
const gap = { message: 'Azure answered 502 with a web page' };
const unclear: Polled = { kind: 'unclear', problem: gap };
const running: Polled = { kind: 'running' };
const succeeded: Polled = { kind: 'succeeded' };
const problem = { code: 'PodDrainFailure', message: 'Drain of node x failed' };

describe('an operation', () => {
  test('is asked at the poll interval, or later where Azure says so', async () => {
    const played = await play({
      looks: [due, done],
      begins: [operation],
      polls: [
        unclear,
        { ...unclear, waitMilliseconds: 90_000 },
        { ...unclear, waitMilliseconds: 5000 },
        running,
        succeeded,
      ],
      ask: { pollInterval: 30 },
    });
    const polls = played.calls.filter(({ what }) => what === 'poll').map(({ at }) => at);
    expect(polls).toEqual([30, 60, 150, 180, 210]);
    expect(ends(played)).toEqual(['done']);
  });

  test('that says nothing ten times in a row is left, and the cluster is watched', async () => {
    const played = await play({
      looks: [due, done],
      begins: [operation],
      polls: [...Array.from({ length: 9 }, () => unclear), running, unclear],
      peeks: [busyPeek, idle],
    });
    expect(names(played).filter((name) => name === 'poll')).toHaveLength(20);
    expect(names(played).slice(-3)).toEqual(['peek', 'peek', 'look one']);
    expect(ends(played)).toEqual(['done']);
  });

  test('that Azure does not know any more is no failure: the cluster is watched', async () => {
    const played = await play({
      looks: [due, done],
      begins: [operation],
      polls: [{ kind: 'lost', problem: gap }],
      peeks: [busyPeek, idle],
    });
    expect(names(played).slice(2)).toEqual(['poll', 'peek', 'peek', 'look one']);
    expect(ends(played)).toEqual(['done']);
  });

  test('that is not to be had: the cluster is watched from the start', async () => {
    const played = await play({ looks: [due, done], begins: [{ kind: 'started' }], peeks: [busyPeek, idle] });
    expect(names(played).slice(2)).toEqual(['peek', 'peek', 'look one']);
    expect(ends(played)).toEqual(['done']);
  });

  test('that failed is explained with what AKS says on the resource', async () => {
    const played = await play({
      steps: [kubernetes, plane],
      looks: [{ states: [state(kubernetes, 'due'), state(plane, 'due')] }],
      begins: [operation],
      polls: [{ kind: 'failed', problem: { code: 'UpgradeFailed', message: 'Upgrade failed' } }],
      explains: [{ problem, canRollBack: true }],
    });
    expect(names(played)).toEqual(['look one', 'begin pool-version', 'poll', 'explain pool-version']);
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'failed',
        startedAt: new Date('2026-11-22T06:00:00Z'),
        endedAt: new Date('2026-11-22T06:00:20Z'),
        trouble: { code: 'PodDrainFailure', rollbackUntil: new Date('2026-11-29T06:00:00Z') },
      },
      { end: 'not-started' },
    ]);
    expect(played.outcome.steps[0]).not.toHaveProperty('reported');
  });

  test('that was cancelled is told as that', async () => {
    const played = await play({
      begins: [operation],
      polls: [{ kind: 'canceled', problem: { message: 'Operation was canceled' } }],
    });
    expect(played.outcome.steps[0]?.trouble?.cause).toContain('was cancelled');
  });

  test.each([
    ['an error', [new Error('x')]],
    ['no end of it', ['never' as const]],
  ])('that failed is a failure also when AKS is asked why with %s', async (_what, explains) => {
    const played = await play({
      begins: [operation],
      polls: [{ kind: 'failed', problem }],
      explains,
      ask: { deadline: 5 },
      steps: [kubernetes],
    });
    const [step] = played.outcome.steps;
    expect(step).toMatchObject({ end: 'failed', trouble: { code: 'PodDrainFailure' } });
    // Whether the pool can go back was not read either.
    expect(step?.trouble).not.toHaveProperty('rollbackUntil');
  });

  test.each([
    ['control plane', plane, { cluster }],
    ['pool', kubernetes, { cluster, pool }],
  ])('that failed has AKS asked about the resource of its step: a %s', async (_what, step, resource) => {
    const played = await play({
      steps: [step],
      begins: [operation],
      polls: [{ kind: 'failed', problem }],
    });
    expect(played.explained).toStrictEqual([{ ...step, ...resource, waits: [] }]);
  });

  test('that is only looked at through the cluster is left at the deadline, unlooked', async () => {
    const script = { begins: [{ kind: 'started' } as const], ask: { deadline: 1 } };
    const busy = await play({ ...script, peeks: [busyPeek] });
    expect(names(busy)).toEqual(['look one', 'begin control-plane', 'peek', 'peek']);
    const silent = await play({ ...script, peeks: ['never'] });
    expect(names(silent)).toEqual(['look one', 'begin control-plane', 'peek']);
    expect([ends(busy), ends(silent)]).toEqual([['running'], ['running']]);
  });

  test.each([
    ['the deadline', { ask: { deadline: 5 } }, 300, 'deadline'],
    ['the signal', { haltAfter: 5 }, 300, 'signal'],
  ])('that runs on at %s is handed over', async (_what, stop, took, cause) => {
    const played = await play({
      steps: [plane, kubernetes],
      begins: [operation],
      polls: [running],
      ...stop,
    });
    expect(played.took).toBe(took);
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: cause, hasMoved: true });
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'running',
        startedAt: new Date('2026-11-22T06:00:00Z'),
        text: 'Started at 06:00 UTC. It runs on in Azure.',
      },
      { end: 'not-started' },
    ]);
    expect(played.outcome.steps[0]).not.toHaveProperty('endedAt');
    expect(played.time.pending).toBe(0);
  });

  test('that gives no answer at the signal is left at once', async () => {
    const played = await play({ begins: [operation], polls: ['never'], haltAfter: 5 });
    expect(played.took).toBe(300);
    expect(ends(played)).toEqual(['running']);
  });

  test('that succeeded right before the deadline is looked at once more', async () => {
    const script = { begins: [operation], polls: [succeeded], ask: { deadline: 0.5, pollInterval: 28.5 } };
    const played = await play({ ...script, looks: [due, done], readTakes: 500 });
    expect(ends(played)).toEqual(['done']);
    expect(played.outcome.result).toBe('upgraded');
    expect(played.took).toBeGreaterThan(30);
  });

  test('that succeeded at the signal is told as that, unlooked', async () => {
    const played = await play({
      looks: [due, 'never'],
      begins: [operation],
      polls: [succeeded],
      haltAfter: 1,
    });
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'running',
      text: 'Started at 06:00 UTC. Azure reports that it succeeded; there was no time left to look at what it reports of the resource.',
    });
  });
});

describe('the look after it', () => {
  const script = { begins: [operation], polls: [succeeded] };

  test('that still shows the old version is repeated for two minutes, then the step has failed', async () => {
    const played = await play(script);
    const looks = played.calls.filter(({ what }) => what === 'look one').map(({ at }) => at);
    expect(looks).toEqual([0, 20, 50, 80, 110, 140]);
    expect(played.sent).toBe(1);
    expect(played.outcome.steps[0]).toMatchObject({
      end: 'failed',
      trouble: {
        message: 'Azure reported success and still reports 1.35.5.',
        advice: 'Look at the cluster and its activity log, then run the check again.',
        rerun: 'unsafe',
      },
    });
    expect(played.outcome.steps[0]?.trouble).not.toHaveProperty('code');
  });

  test('that shows the target the fifth time is in time', async () => {
    const played = await play({ ...script, looks: [due, due, due, due, due, done] });
    expect(ends(played)).toEqual(['done']);
  });

  test.each([
    [kubernetes, pool, '1.35.5'],
    [picture, pool, oldImage],
    [picture, { ...pool, image: undefined }, 'nothing that could be read'],
  ])('names what is still there', async (step, seen, current) => {
    const looks = [{ states: [state(step, 'due', { pool: seen })] }];
    const played = await play({ ...script, steps: [step], looks });
    expect(played.outcome.steps[0]?.trouble?.message).toBe(
      `Azure reported success and still reports ${current}.`,
    );
  });

  test('of a step whose operation was lost says it in other words', async () => {
    const played = await play({ begins: [{ kind: 'started' }] });
    expect(played.outcome.steps[0]?.trouble).toMatchObject({
      message: 'Nothing runs there any more, and Azure still reports 1.35.5.',
      cause: 'What had been started is over, and the resource does not show the target.',
    });
  });

  test('that shows the cluster busy is waited for by peeking', async () => {
    const occupied = { states: [state(plane, 'running', { cluster: upgraded })] };
    const played = await play({ ...script, looks: [due, occupied, done], peeks: [busyPeek, idle] });
    expect(names(played).slice(3)).toEqual(['look one', 'peek', 'peek', 'look one']);
    expect(ends(played)).toEqual(['done']);
  });

  test('that shows it busy up to the deadline: runs on', async () => {
    const occupied = { states: [state(plane, 'running', { cluster: upgraded })] };
    const played = await play({ ...script, looks: [due, occupied], peeks: [busyPeek], ask: { deadline: 5 } });
    expect(ends(played)).toEqual(['running']);
    expect(played.took).toBe(300);
  });

  test('ends at the deadline too when nothing moves', async () => {
    const played = await play({ ...script, ask: { deadline: 1 } });
    expect(played.took).toBe(60);
    expect(ends(played)).toEqual(['running']);
  });

  test('that shows a failed state after success has patience, without it has none', async () => {
    const broken = { states: [held(plane, 'failed')] };
    const explains = [{ problem, canRollBack: false }];
    const healed = await play({ ...script, looks: [due, broken, done] });
    expect(ends(healed)).toEqual(['done']);
    const lost = await play({ begins: [{ kind: 'started' }], looks: [due, broken, done], explains });
    expect(lost.outcome.steps[0]).toMatchObject({ end: 'failed', trouble: { code: 'PodDrainFailure' } });
  });

  test('that cannot be read is repeated three times, half a minute apart, then unread', async () => {
    const blind = { states: [state(plane, 'unread')], cluster: null };
    const played = await play({ ...script, looks: [due, blind] });
    expect(played.calls.filter(({ what }) => what === 'look one').map(({ at }) => at)).toEqual([
      0, 20, 50, 80, 110,
    ]);
    expect(played.outcome.result).toBe('failed');
    expect(ends(played)).toEqual(['unread']);
    const seen = await play({ ...script, looks: [due, blind, blind, blind, done] });
    expect(ends(seen)).toEqual(['done']);
  });

  test('that does not speak of the step at all is unread', async () => {
    const played = await play({ ...script, looks: [due, { states: [] }] });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'unread', cluster });
  });

  test('that finds the pool gone: gone, and the rest goes on', async () => {
    const last = { states: [state(kubernetes, 'gone'), state(plane, 'due')] };
    const played = await play({
      ...script,
      steps: [kubernetes, plane],
      looks: [
        { states: [state(kubernetes, 'due'), state(plane, 'due')] },
        last,
        { states: [last.states[0] ?? state(plane, 'due'), ...done.states] },
      ],
    });
    expect(ends(played)).toEqual(['gone', 'done']);
    expect(played.outcome.steps[0]?.endedAt).toEqual(new Date('2026-11-22T06:00:20Z'));
    expect(played.outcome.result).toBe('upgraded');
  });

  test('that finds another image than the approved one: done, told loudly, and the lane stops at the change', async () => {
    const other = { ...pool, image: image(laterImage) };
    const kind = { ...pool, image: image('AKSUbuntu-2604gen2containerd-202611.16.0') };
    for (const [standing, seen] of [
      ['done', other],
      ['changed', kind],
    ] as const) {
      const played = await play({
        ...script,
        steps: [picture, plane],
        looks: [
          { states: [state(picture, 'due'), state(plane, 'due')] },
          {
            states: [state(picture, standing, { pool: seen }), state(plane, 'due')],
            changes: [change('Another image.')],
          },
        ],
      });
      expect(played.outcome.steps).toMatchObject([
        {
          end: 'done',
          reported: seen.image.text,
          deviation: `Azure put ${seen.image.text} on the pool; ${newImage} was approved.`,
        },
        { end: 'failed', trouble: { code: 'AKSU-PLAN-CHANGED' } },
      ]);
      expect(played.log.join('\n')).toContain(`${newImage} was approved.`);
    }
  });

  test('another image than both is no end while the pool is still at work', async () => {
    const working = { ...pool, provisioningState: 'UpgradingNodeImageVersion', image: image(laterImage) };
    const played = await play({
      ...script,
      steps: [picture],
      looks: [
        { states: [state(picture, 'due')] },
        { states: [state(picture, 'changed', { pool: working })], cluster: { ...cluster, pools: [working] } },
        { states: [state(picture, 'done', { pool: { ...pool, image: image(newImage) } })] },
      ],
      peeks: [idle],
    });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'done', reported: newImage });
    expect(played.outcome.steps[0]).not.toHaveProperty('deviation');
  });

  test('an image in another case is the same image', async () => {
    const seen = { ...pool, image: image(newImage.toUpperCase()) };
    const played = await play({
      ...script,
      steps: [picture],
      looks: [{ states: [state(picture, 'due')] }, { states: [state(picture, 'done', { pool: seen })] }],
    });
    expect(played.outcome.steps[0]).not.toHaveProperty('deviation');
  });
});

describe('a step that was done by this run and is due again', () => {
  const stale = { kind: 'stale', problem: { message: 'x' } } as const;
  const script = { steps: [plane, kubernetes], begins: [operation, stale, operation], polls: [succeeded] };
  const both = { states: [state(plane, 'due'), state(kubernetes, 'due')] };
  const first = { states: [state(plane, 'done', { cluster: upgraded }), state(kubernetes, 'due')] };
  const last = { states: [state(plane, 'done', { cluster: upgraded }), state(kubernetes, 'done')] };

  test('is looked at with patience, and begun no second time', async () => {
    const played = await play({ ...script, looks: [both, first, both, both, first, last] });
    expect(ends(played)).toEqual(['done', 'done']);
    expect(names(played).filter((name) => name.startsWith('begin'))).toEqual([
      'begin control-plane',
      'begin pool-version',
      'begin pool-version',
    ]);
  });

  test('has failed when it stays so', async () => {
    const played = await play({ ...script, looks: [both, first, both] });
    expect(ends(played)).toEqual(['failed', 'not-started']);
    expect(played.outcome.steps[0]?.trouble?.message).toBe(
      'Azure reported success and still reports 1.35.5.',
    );
    expect(played.sent).toBe(2);
  });
});

describe('what others have started', () => {
  const occupied = { states: [state(plane, 'running'), state(kubernetes, 'due')] };

  test('is joined by peeking, and is done when a look says so', async () => {
    const first = occupied.states;
    const last = { states: [state(plane, 'done', { cluster: upgraded }), state(kubernetes, 'done')] };
    const played = await play({
      steps: [plane, kubernetes],
      first,
      looks: [occupied, last],
      peeks: [busyPeek, busyPeek, idle],
    });
    expect(names(played)).toEqual(['look one', 'peek', 'peek', 'peek', 'look one']);
    expect(played.outcome).toMatchObject({ result: 'nothing-to-do', hasMoved: true });
    expect(played.outcome.steps).toMatchObject([
      {
        end: 'already-done',
        text: 'It was running when this run came; now Azure reports the target.',
        reported: '1.36.2',
      },
      { end: 'already-done', text: 'Azure reported the target when this run looked.' },
    ]);
    expect(played.told[0]?.steps).toMatchObject([
      { state: 'running', since: new Date('2026-11-22T06:00:00Z') },
      // It waits for a step that was approved: that one is told.
      { state: 'waiting', text: '' },
    ]);
  });

  test('and left the resource failed: explained, and the cluster stops', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      looks: [occupied, { states: [held(plane, 'failed'), state(kubernetes, 'due')] }],
      explains: [{ problem, canRollBack: true }],
    });
    expect(played.outcome.steps).toMatchObject([
      { end: 'failed', trouble: { code: 'PodDrainFailure' } },
      { end: 'not-started' },
    ]);
    expect(played.outcome.steps[0]).not.toHaveProperty('startedAt');
    expect(played.outcome.steps[0]?.trouble).not.toHaveProperty('rollbackUntil');
  });

  test('and left it failed without a word: nobody knows why, and it was not refused', async () => {
    const played = await play({
      looks: [{ states: [state(plane, 'running')] }, { states: [held(plane, 'failed')] }],
    });
    expect(played.outcome.steps[0]?.trouble).toMatchObject({
      cause: 'The operation failed, for a reason that this action does not know.',
      rerun: 'unsafe',
    });
  });

  test('and turns out to be something else: the step is begun then', async () => {
    const played = await play({
      looks: [{ states: [state(plane, 'running')] }, due, done],
      begins: [operation],
      polls: [succeeded],
    });
    expect(ends(played)).toEqual(['done']);
    expect(played.told.map(({ steps }) => steps[0]?.state)).toEqual([
      'running',
      'waiting',
      'starting',
      'running',
      'done',
      'done',
    ]);
  });

  test('and does not end before the deadline: running', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      looks: [occupied],
      peeks: [busyPeek],
      ask: { deadline: 5 },
    });
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: 'deadline' });
    expect(played.outcome.steps).toMatchObject([
      { end: 'running', text: 'It is running.' },
      { end: 'not-started', text: 'The deadline came before it could start.' },
    ]);
  });

  test('an image that is being put looks due, and its pool tells', async () => {
    const working = { ...pool, provisioningState: 'UpgradingNodeImageVersion' };
    const put = {
      states: [state(picture, 'due', { pool: working })],
      cluster: { ...cluster, pools: [working] },
    };
    const left = await play({ steps: [picture], looks: [put], peeks: [busyPeek], ask: { deadline: 5 } });
    expect(left.outcome.steps[0]).toMatchObject({
      end: 'running',
      text: 'It was running when this run looked.',
    });
    const last = { states: [state(picture, 'done', { pool: { ...pool, image: image(laterImage) } })] };
    const joined = await play({ steps: [picture], looks: [put, last], peeks: [idle] });
    expect(joined.outcome.steps[0]).toMatchObject({
      end: 'already-done',
      deviation: `Azure put ${laterImage} on the pool; ${newImage} was approved.`,
    });
  });

  test.each([
    ['the cluster', { ...cluster, provisioningState: 'Updating' }],
    ['a pool', { ...cluster, pools: [{ ...pool, provisioningState: 'Scaling' }] }],
    ['a pool outside the scope', { ...cluster, otherPools: [{ ...pool, provisioningState: 'Creating' }] }],
  ])('%s busy with something else is waited out before anything is begun', async (_what, seen) => {
    const played = await play({
      looks: [{ ...due, cluster: seen }, due, done],
      begins: [operation],
      polls: [succeeded],
      peeks: [busyPeek, idle],
    });
    expect(names(played)).toEqual([
      'look one',
      'peek',
      'peek',
      'look one',
      'begin control-plane',
      'poll',
      'look one',
    ]);
    expect(played.told[0]?.steps[0]?.text).toMatch(/^Waits for what runs on the cluster \(\w+\)\.$/);
  });

  test('a wait for the busy pool that only the plan knows of is waited out too', async () => {
    const waits = [
      { ...held(plane, 'busy').hold, reason: 'busy', text: 'A pool is in state Updating' },
    ] as never;
    const played = await play({
      looks: [{ states: [state(plane, 'due', { waits })] }, due, done],
      begins: [operation],
      polls: [succeeded],
    });
    expect(names(played).slice(0, 3)).toEqual(['look one', 'peek', 'look one']);
  });

  test('busy up to the deadline, or until the signal, holds the step', async () => {
    const looks = [{ ...due, cluster: { ...cluster, provisioningState: 'Updating' } }];
    const late = await play({ looks, peeks: [busyPeek], ask: { deadline: 5 } });
    expect(late.outcome.steps[0]).toMatchObject({
      end: 'held',
      text: 'Azure took no new operation (Updating) until the deadline.',
    });
    const stopped = await play({ looks, peeks: ['never'], haltAfter: 2 });
    expect(stopped.outcome.steps[0]).toMatchObject({
      end: 'held',
      text: 'Azure took no new operation (Updating) until the job was told to stop.',
    });
    expect(stopped.took).toBe(120);
  });

  test('busy up to the deadline in the way of a change that nobody approved: it was not come to', async () => {
    const updating = { ...cluster, provisioningState: 'Updating' };
    const looks = [{ states: [state(plane, 'changed')], cluster: updating }];
    const played = await play({ looks, peeks: [busyPeek], ask: { deadline: 5 } });
    const text = 'The deadline came before it could start.';
    expect(played.outcome).toMatchObject({ haltedBy: 'deadline', steps: [{ end: 'not-started', text }] });
  });

  test('a cluster that cannot be peeked at is looked at whole after ten times, unless a step runs in it', async () => {
    const blindPeek = { kind: 'unread', problem: gap } as const;
    const seen = { ...due, cluster: { ...cluster, provisioningState: 'Updating' } };
    const foreign = await play({ looks: [seen, done], peeks: [blindPeek] });
    expect(names(foreign).filter((name) => name === 'peek')).toHaveLength(10);
    expect(names(foreign).at(-1)).toBe('look one');
    const own = await play({
      looks: [due],
      begins: [{ kind: 'started' }],
      peeks: [blindPeek],
      ask: { deadline: 60 },
    });
    expect(names(own).filter((name) => name === 'peek').length).toBeGreaterThan(100);
    expect(ends(own)).toEqual(['running']);
    const mixed = await play({
      looks: [seen, done],
      peeks: [
        ...Array.from({ length: 9 }, () => blindPeek),
        busyPeek,
        ...Array.from({ length: 9 }, () => blindPeek),
        idle,
      ],
    });
    expect(names(mixed).filter((name) => name === 'peek')).toHaveLength(20);
  });

  test('a cluster that is gone is looked at whole at once', async () => {
    const seen = { ...due, cluster: { ...cluster, provisioningState: 'Deleting' } };
    const played = await play({
      looks: [seen, { states: [state(plane, 'gone')], cluster: null }],
      peeks: [{ kind: 'gone' }],
    });
    expect(names(played)).toEqual(['look one', 'peek', 'look one']);
    expect(played.outcome.result).toBe('nothing-to-do');
    expect(ends(played)).toEqual(['gone']);
  });
});
