/** What people read while it happens and afterwards: each line of the log, and each thing told of a step. */
import { expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Begun, Polled } from '../../src/upgrade/door/door.ts';
import { version } from '../builders/fleet.ts';
import {
  busyPeek,
  change,
  cluster,
  held,
  hold,
  idle,
  operation,
  plane,
  play,
  type Script,
  state,
} from './engine-desk.ts';

const upgraded = { ...cluster, version: version('1.36.2') };
const due = { states: [state(plane, 'due')] };
const done = { states: [state(plane, 'done', { cluster: upgraded })] };
const blind = { states: [state(plane, 'unread')], cluster: null };
const occupied = { ...due, cluster: { ...cluster, provisioningState: 'Updating' } };
const gap = { message: 'It broke' };
const strange = { code: 'Strange', message: 'Words of Azure' };
const signIn = new Failure('AKSU-OIDC', 'No token.');
const started: Begun = { kind: 'started' };
const unclear: Begun = { kind: 'unclear', problem: gap };
const succeeded: Polled = { kind: 'succeeded' };
const until = new Date('2026-11-23T01:00:00Z');
const shut = hold('maintenance-window', { until });
const unknownWindows = hold('maintenance-window', { cluster: { ...cluster, windows: undefined } });

/** The log without its groups, the name of the cluster and that of the step. */
function linesOf(log: readonly string[]): readonly string[] {
  return log
    .filter((line) => !/^(?:group|endgroup)/.test(line))
    .map((line) => line.replace('rg/one: ', '').replace('control plane 1.35.5 → 1.36.2', 'STEP'))
    .map((line) => line.replace(/^info /, ''));
}

const taken = 'Azure has taken it.';
const notYet = 'Azure does not report the target yet; it is looked at again in half a minute.';
const lookedUp = 'no usable answer: whether it was taken is looked up. It broke';
const reported = 'STEP: done after 20 s. Azure reports the target.';
const starts = 'starting 06:00:00';
const runs = 'running 06:00:00 Started at 06:00 UTC.';

interface Row {
  readonly name: string;
  readonly script: Script;
  readonly log: readonly string[];
  /** State, since when, and text. */
  readonly told: readonly string[];
}
const rows: readonly Row[] = [
  {
    name: 'busy',
    script: {
      looks: [due, due, done],
      begins: [{ kind: 'busy', problem: { status: 409, code: 'Conflict', message: 'Not now' } }, started],
    },
    log: ['Azure takes it not now (409 Conflict); again in 15 s. Not now', taken, reported],
    told: [
      starts,
      'waiting Azure takes no new operation now (409 Conflict).',
      'starting 06:00:15',
      'running 06:00:15 Started at 06:00 UTC.',
      'done 06:00:35 Azure reports the target.',
    ],
  },
  {
    name: 'busy, and Azure says for how long but not why',
    script: {
      looks: [due, due, done],
      begins: [{ kind: 'busy', problem: { message: '' }, waitMilliseconds: 60_000 }, started],
    },
    log: ['Azure takes it not now (busy); again in 1 min.', taken, reported],
    told: [
      starts,
      'waiting Azure takes no new operation now (busy).',
      'starting 06:01:00',
      'running 06:01:00 Started at 06:01 UTC.',
      'done 06:01:20 Azure reports the target.',
    ],
  },
  {
    name: 'changed right before',
    script: { looks: [due, due, done], begins: [{ kind: 'changed', text: 'Another image.' }, started] },
    log: ['not started (changed); it is looked at again. Another image.', taken, reported],
    told: [
      starts,
      'waiting',
      'starting 06:00:05',
      'running 06:00:05 Started at 06:00 UTC.',
      'done 06:00:25 Azure reports the target.',
    ],
  },
  {
    name: 'changed by what no plan shows',
    script: {
      looks: [due, due, due, due, due, done],
      begins: [
        ...Array.from({ length: 4 }, (): Begun => ({ kind: 'changed', text: 'A pool leaves.' })),
        started,
      ],
      peeks: [busyPeek, busyPeek, idle],
    },
    log: [
      'not started (changed); it is looked at again. A pool leaves.',
      'not started (changed); it is looked at again. A pool leaves.',
      'not started (changed); it is looked at again. A pool leaves.',
      'not started (changed); it is looked at again. A pool leaves.',
      'in state Upgrading',
      taken,
      reported,
    ],
    told: [
      starts,
      'waiting',
      'starting 06:00:05',
      'waiting',
      'starting 06:00:10',
      'waiting',
      'starting 06:00:15',
      'waiting',
      'waiting Waits for what runs on the cluster (Upgrading).',
      'starting 06:00:55',
      'running 06:00:55 Started at 06:00 UTC.',
      'done 06:01:15 Azure reports the target.',
    ],
  },
  {
    name: 'stale, and then cut off by the signal before it was sent',
    script: {
      looks: [due, due],
      begins: [{ kind: 'stale', problem: gap }, 'never'],
      asksLeave: false,
      haltAfter: 1,
    },
    log: [
      'not started (stale); it is looked at again. It broke',
      '1 not started. The job was told to stop before it could start.',
    ],
    told: [
      starts,
      'waiting',
      'starting 06:00:05',
      'waiting',
      'not-started The job was told to stop before it could start.',
    ],
  },
  {
    name: 'not readable right before, at the last time',
    script: { looks: [due], begins: [{ kind: 'unreadable', problem: strange }] },
    log: [
      'not started (unreadable); it is looked at again. Words of Azure',
      'not started (unreadable); it is looked at again. Words of Azure',
      'not started (unreadable); it is looked at again. Words of Azure',
      'not started (unreadable); it is looked at again. Words of Azure',
      'STEP: could not be read. Strange: Azure refused it, for a reason that this action does not know. Nothing was started. Azure says: Words of Azure',
    ],
    told: [
      starts,
      'waiting',
      'starting 06:00:30',
      'waiting',
      'starting 06:01:00',
      'waiting',
      'starting 06:01:30',
      'waiting',
      'unread What has to be read right before it is started could not be read.',
    ],
  },
  {
    name: 'refused',
    script: { begins: [{ kind: 'refused', problem: strange }] },
    log: [
      'STEP: failed. Strange: Azure refused it, for a reason that this action does not know. Nothing was started. Azure says: Words of Azure',
    ],
    told: [
      starts,
      'failed 06:00:00 Azure refused it, for a reason that this action does not know. Nothing was started.',
    ],
  },
  {
    name: 'refused by the door',
    script: { asksLeave: false, begins: [{ kind: 'not-sent' }] },
    log: ['1 not started. The deadline came before it could start.'],
    told: [starts, 'waiting', 'not-started The deadline came before it could start.'],
  },
  {
    name: 'no answer until the signal',
    script: { begins: ['never'], haltAfter: 1 },
    log: [
      'STEP: still running after 1 min. Sent at 06:00 UTC. No answer was seen: Azure may have taken it. The next run looks first.',
    ],
    told: [
      starts,
      'running 06:00:00 Sent at 06:00 UTC.',
      'running 06:00:00 Sent at 06:00 UTC. No answer was seen: Azure may have taken it. The next run looks first.',
    ],
  },
  {
    name: 'no usable answer, and nothing to be seen',
    script: { begins: [unclear] },
    log: [
      lookedUp,
      'STEP: failed after 1 min. Azure gave no usable answer, and nothing started that could be seen. It broke',
    ],
    told: [
      starts,
      'running 06:00:00 Sent at 06:00 UTC.',
      'failed 06:01:00 Azure gave no usable answer, and nothing started that could be seen.',
    ],
  },
  {
    name: 'no usable answer, and something at work',
    script: { looks: [due, done], begins: [unclear], peeks: [busyPeek, busyPeek, idle] },
    log: [
      lookedUp,
      'Something runs on the cluster: it is followed.',
      'in state Upgrading',
      'STEP: done after 42 s. Azure reports the target.',
    ],
    told: [starts, 'running 06:00:00 Sent at 06:00 UTC.', 'done 06:00:42 Azure reports the target.'],
  },
  {
    name: 'an operation that is lost, and a cluster that is read with trouble',
    script: {
      looks: [due, due, done],
      begins: [operation],
      polls: [{ kind: 'unclear', problem: gap }, { kind: 'running' }, { kind: 'lost', problem: gap }],
      peeks: [{ kind: 'unread', problem: gap }, busyPeek, busyPeek, idle],
    },
    log: [
      taken,
      'debug no usable answer on the operation. It broke',
      'debug still running, 40 s',
      'Azure does not tell of the operation any more: the cluster itself is watched.',
      'debug cannot be read, waiting for 20 s. It broke',
      'in state Upgrading',
      'debug still in state Upgrading, 1 min',
      notYet,
      'STEP: done after 2 min. Azure reports the target.',
    ],
    told: [starts, runs, 'done 06:02:50 Azure reports the target.'],
  },
  {
    name: 'failed for an unknown reason',
    script: { begins: [operation], polls: [{ kind: 'failed', problem: strange }] },
    log: [
      taken,
      'STEP: failed after 20 s. Strange: The operation failed, for a reason that this action does not know. Azure says: Words of Azure',
    ],
    told: [
      starts,
      runs,
      'failed 06:00:20 The operation failed, for a reason that this action does not know.',
    ],
  },
  {
    name: 'failed without words',
    script: { begins: [operation], polls: [{ kind: 'failed', problem: { code: 'Strange', message: '' } }] },
    log: [
      taken,
      'STEP: failed after 20 s. Strange: The operation failed, for a reason that this action does not know.',
    ],
    told: [
      starts,
      runs,
      'failed 06:00:20 The operation failed, for a reason that this action does not know.',
    ],
  },
  {
    name: 'failed without a code',
    script: { begins: [operation], polls: [{ kind: 'failed', problem: gap }] },
    log: [
      taken,
      'STEP: failed after 20 s. The operation failed, for a reason that this action does not know. It broke',
    ],
    told: [
      starts,
      runs,
      'failed 06:00:20 The operation failed, for a reason that this action does not know.',
    ],
  },
  {
    name: 'left failed by what ran before',
    script: { looks: [{ states: [state(plane, 'running')] }, { states: [held(plane, 'failed')] }] },
    log: [
      'something runs in Azure already (running): it is waited for',
      'STEP: failed. The operation failed, for a reason that this action does not know.',
    ],
    told: [
      'running 06:00:00 It was running when this run looked.',
      'waiting',
      'failed 06:00:20 The operation failed, for a reason that this action does not know.',
    ],
  },
  {
    name: 'started by others, at work for two looks, and beyond the deadline',
    script: {
      looks: [{ states: [state(plane, 'running')] }],
      peeks: [idle, busyPeek],
      ask: { deadline: 1 },
    },
    log: [
      'something runs in Azure already (running): it is waited for',
      'something runs in Azure already (running): it is waited for',
      'in state Upgrading',
      '1 still running.',
    ],
    told: ['running 06:00:00 It was running when this run looked.', 'running 06:00:00 It is running.'],
  },
  {
    name: 'not told of by any look',
    script: { looks: [{ states: [] }] },
    log: [
      'Not everything could be read; it is read again in half a minute.',
      'Not everything could be read; it is read again in half a minute.',
      'Not everything could be read; it is read again in half a minute.',
      '1 could not be read.',
    ],
    told: ['unread What Azure reports does not tell of it.'],
  },
  {
    name: 'over, and not at the target',
    script: { begins: [started] },
    log: [
      taken,
      notYet,
      notYet,
      notYet,
      notYet,
      'STEP: failed after 2 min. What had been started is over, and the resource does not show the target. Nothing runs there any more, and Azure still reports 1.35.5.',
    ],
    told: [
      starts,
      runs,
      'failed 06:02:20 What had been started is over, and the resource does not show the target.',
    ],
  },
  {
    name: 'succeeded, and not at the target',
    script: { begins: [operation], polls: [succeeded] },
    log: [
      taken,
      notYet,
      notYet,
      notYet,
      notYet,
      'STEP: failed after 2 min. Azure says that the operation succeeded, but the resource does not show it. Azure reported success and still reports 1.35.5.',
    ],
    told: [
      starts,
      runs,
      'failed 06:02:20 Azure says that the operation succeeded, but the resource does not show it.',
    ],
  },
  {
    name: 'succeeded, and not to be read',
    script: { looks: [due, blind], begins: [operation], polls: [succeeded] },
    log: [
      taken,
      'Not everything could be read; it is read again in half a minute.',
      'Not everything could be read; it is read again in half a minute.',
      'Not everything could be read; it is read again in half a minute.',
      'STEP: could not be read after 1 min. It was started, and what became of it could not be read.',
    ],
    told: [starts, runs, 'unread 06:00:00 It was started, and what became of it could not be read.'],
  },
  {
    name: 'succeeded, and gone',
    script: { looks: [due, { states: [state(plane, 'gone')] }], begins: [operation], polls: [succeeded] },
    log: [taken, 'STEP: no longer there after 20 s. It is gone.'],
    told: [starts, runs, 'gone 06:00:20 It is gone.'],
  },
  {
    name: 'over, and not looked at before the signal',
    script: { looks: [due, 'never'], begins: [started], haltAfter: 1 },
    log: [taken, 'STEP: still running after 1 min. Started at 06:00 UTC. It runs on in Azure.'],
    told: [starts, runs, 'running 06:00:00 Started at 06:00 UTC. It runs on in Azure.'],
  },
  {
    name: 'all kinds of trouble before it',
    script: { looks: [signIn, blind, occupied, done] },
    log: [
      'Azure could not be read (AKSU-OIDC); it is tried again in half a minute.',
      'Not everything could be read; it is read again in half a minute.',
      'something runs in Azure already (Updating): it is waited for',
      '1 already done.',
    ],
    told: [
      'waiting Waits for what runs on the cluster (Updating).',
      'already-done Azure reported the target when this run looked.',
    ],
  },
  {
    name: 'a sign-in that fails for good while it runs',
    script: { looks: [due, signIn], begins: [operation], polls: [succeeded] },
    log: [
      taken,
      'Azure could not be read (AKSU-OIDC); it is tried again in half a minute.',
      'Azure could not be read (AKSU-OIDC); it is tried again in half a minute.',
      'Azure could not be read (AKSU-OIDC); it is tried again in half a minute.',
      "STEP: could not be read after 1 min. AKSU-OIDC: The job's OIDC token could not be had. No token.",
    ],
    told: [
      starts,
      runs,
      'unread 06:00:00 It was running when the run broke off; what became of it was not read.',
    ],
  },
  {
    name: 'a window that is closed',
    script: { looks: [{ states: [state(plane, 'due', { waits: [shut] })] }] },
    log: ['STEP: held. Held for maintenance-window. Until 2026-11-23 01:00 UTC.'],
    told: ['held Held for maintenance-window.'],
  },
  {
    name: 'windows that could not be read',
    script: { looks: [{ states: [state(plane, 'due', { waits: [unknownWindows] })] }] },
    log: [
      'STEP: could not be read. The maintenance windows could not be read, so that nobody can say whether it may start now.',
    ],
    told: [
      'unread The maintenance windows could not be read, so that nobody can say whether it may start now.',
    ],
  },
  {
    name: 'others at work up to the deadline',
    script: { looks: [occupied], peeks: [busyPeek], ask: { deadline: 1 } },
    log: [
      'something runs in Azure already (Updating): it is waited for',
      'in state Upgrading',
      'debug still in state Upgrading, 40 s',
      'STEP: held. Azure took no new operation (Updating) until the deadline.',
    ],
    told: [
      'waiting Waits for what runs on the cluster (Updating).',
      'held Azure took no new operation (Updating) until the deadline.',
    ],
  },
  {
    name: 'changes that nobody approved',
    script: { looks: [{ ...due, changes: [change('A pool is new.'), change('One is gone.')] }] },
    log: [
      'STEP: failed. AKSU-PLAN-CHANGED: What would be done now is not what was approved. A pool is new. One is gone.',
    ],
    told: ['failed 06:00:00 What would be done now is not what was approved.'],
  },
  {
    name: 'already at the target',
    script: { looks: [done] },
    log: ['1 already done.'],
    told: ['already-done Azure reported the target when this run looked.'],
  },
  {
    name: 'not looked at before the signal',
    script: { haltAfter: 1, looks: ['never'] },
    log: ['1 not started. The job was told to stop before it could start.'],
    told: ['not-started The job was told to stop before it could start.'],
  },
];

test.each(rows)('$name', async ({ script, log, told }) => {
  const played = await play(script);
  expect(linesOf(played.log)).toEqual(log);
  const shown = played.told.map(({ steps: [step] }) =>
    [step?.state, step?.since?.toISOString().slice(11, 19), step?.text].filter(Boolean).join(' '),
  );
  // The end is told once more, as over.
  expect(shown).toEqual([...told, told.at(-1)]);
});
