/** Several clusters, what stops them all, the dry run, and what is told. */
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { StepEnd } from '../../src/upgrade/outcome.ts';
import { resultOf } from '../../src/upgrade/result.ts';
import { version } from '../builders/fleet.ts';
import {
  busyPeek,
  change,
  cluster,
  ends,
  held,
  hold,
  idle,
  kubernetes,
  names,
  operation,
  otherCluster,
  otherPlane,
  picture,
  plane,
  play,
  pool,
  state,
} from './engine-desk.ts';

const upgraded = { ...cluster, version: version('1.36.2') };
const due = { states: [state(plane, 'due')] };
const done = { states: [state(plane, 'done', { cluster: upgraded })] };
const otherDue = { states: [state(otherPlane, 'due')] };
const otherDone = { states: [state(otherPlane, 'done')] };
const problem = { code: 'SubnetIsFull', message: 'Subnet of aks-secret-name is full' };
const steps = [plane, otherPlane];

describe('the result', () => {
  test.each<readonly [readonly StepEnd[], string, string]>([
    [['done', 'already-done', 'gone', 'elsewhere'], 'upgraded', 'dry-run'],
    [['already-done', 'gone', 'elsewhere'], 'nothing-to-do', 'dry-run'],
    [[], 'nothing-to-do', 'dry-run'],
    [['done', 'failed', 'running'], 'failed', 'failed'],
    [['done', 'unread', 'held'], 'failed', 'failed'],
    [['done', 'running'], 'handed-over', 'dry-run'],
    [['done', 'held'], 'handed-over', 'dry-run'],
    [['done', 'not-started'], 'handed-over', 'dry-run'],
    [['would-start'], 'nothing-to-do', 'dry-run'],
  ])('of %j is %s, in a dry run %s', (all, real, dry) => {
    const found = all.map((end) => ({ end }));
    expect(resultOf(found, false)).toBe(real);
    expect(resultOf(found, true)).toBe(dry);
  });
});

describe('several clusters', () => {
  const looks = [due, done, otherDue, otherDone];
  const polls = [{ kind: 'running' }, { kind: 'succeeded' }] as const;

  test('go one after the other, in the order of the plan', async () => {
    const played = await play({ steps, looks, begins: [operation], polls: [{ kind: 'succeeded' }] });
    expect(names(played)).toEqual([
      ...['look one', 'begin control-plane', 'poll', 'look one'],
      ...['look two', 'begin control-plane', 'poll', 'look two'],
    ]);
    expect(ends(played)).toEqual(['done', 'done']);
  });

  test('go side by side up to max-parallel', async () => {
    const played = await play({ steps, looks, begins: [operation], polls, ask: { maxParallel: 2 } });
    expect(names(played).slice(0, 4).sort()).toEqual([
      'begin control-plane',
      'begin control-plane',
      'look one',
      'look two',
    ]);
    expect(played.took).toBe(40);
    expect(ends(played)).toEqual(['done', 'done']);
  });

  test('a failure stops what is not begun, and says so', async () => {
    const played = await play({ steps, looks, begins: [operation], polls: [{ kind: 'failed', problem }] });
    expect(names(played)).not.toContain('look two');
    expect(played.outcome).toMatchObject({ result: 'failed', haltedBy: 'failures' });
    expect(played.outcome.steps[1]).toMatchObject({
      end: 'not-started',
      text: 'Too many clusters had failed before it could start.',
    });
    expect(played.told.every((progress) => progress.cluster.id === cluster.id)).toBe(true);
  });

  test('as many failures as tolerated stop nothing', async () => {
    const played = await play({
      steps,
      looks,
      begins: [operation],
      polls: [{ kind: 'failed', problem }, { kind: 'succeeded' }],
      ask: { maxFailures: 1 },
    });
    expect(ends(played)).toEqual(['failed', 'done']);
    expect(played.outcome.haltedBy).toBeUndefined();
  });

  test('an unread cluster counts as failed', async () => {
    const blind = { states: [state(plane, 'unread')], cluster: null };
    const played = await play({ steps, looks: [blind, otherDue, otherDone] });
    expect(ends(played)).toEqual(['unread', 'not-started']);
    expect(played.outcome.haltedBy).toBe('failures');
  });

  test('a held cluster does not', async () => {
    const shut = { states: [state(plane, 'due', { waits: [hold('maintenance-window')] })] };
    const played = await play({
      steps,
      looks: [shut, otherDue, otherDone],
      begins: [operation],
      polls: [{ kind: 'succeeded' }],
    });
    expect(ends(played)).toEqual(['held', 'done']);
    expect(played.outcome.result).toBe('handed-over');
  });

  test('a failure elsewhere lets a running step come to its end, and begins nothing after it', async () => {
    const all = [plane, otherPlane, kubernetes];
    const played = await play({
      steps: all,
      looks: [
        { states: [state(plane, 'due'), state(kubernetes, 'due')] },
        { states: [state(plane, 'done'), state(kubernetes, 'due')] },
        otherDue,
      ],
      begins: [operation, operation],
      polls: [{ kind: 'running' }, { kind: 'failed', problem }, { kind: 'running' }, { kind: 'succeeded' }],
      ask: { maxParallel: 2 },
    });
    expect(ends(played)).toEqual(['done', 'failed', 'not-started']);
    expect(played.outcome.haltedBy).toBe('failures');
    expect(played.sent).toBe(2);
  });

  test('a failure elsewhere ends the wait for what others run, but not for an approved step', async () => {
    const fails = {
      begins: [operation],
      polls: [{ kind: 'failed', problem } as const],
      ask: { maxParallel: 2 },
    };
    const occupied = { ...due, cluster: { ...cluster, provisioningState: 'Updating' } };
    const foreign = await play({ steps, looks: [occupied, otherDue], peeks: [busyPeek], ...fails });
    expect(foreign.outcome.steps[0]).toMatchObject({
      end: 'held',
      text: 'Azure took no new operation (Updating) until too many clusters had failed.',
    });
    expect(foreign.took).toBeLessThan(60);
    const joined = { states: [state(plane, 'running')] };
    const own = await play({
      steps,
      looks: [joined, done, otherDue],
      peeks: [busyPeek, busyPeek, busyPeek, busyPeek, idle],
      ...fails,
    });
    expect(ends(own)).toEqual(['already-done', 'failed']);
  });

  test('a failure elsewhere is heard before a wait for others, and not before one for an approved step', async () => {
    // Read a second time after half a minute, when the other cluster has failed.
    const script = {
      steps,
      begins: [operation],
      polls: [{ kind: 'failed', problem } as const],
      ask: { maxParallel: 2 },
    };
    const blind = { states: [state(plane, 'unread')], cluster };
    const occupied = { ...due, cluster: { ...cluster, provisioningState: 'Updating' } };
    const foreign = await play({ ...script, looks: [blind, occupied, otherDue], peeks: [busyPeek] });
    expect(foreign.outcome.steps[0]).toMatchObject({
      end: 'not-started',
      text: 'Too many clusters had failed before it could start.',
    });
    expect(names(foreign)).not.toContain('peek');
    const joined = { states: [state(plane, 'running')] };
    const own = await play({ ...script, looks: [blind, joined, done, otherDue], peeks: [busyPeek, idle] });
    expect(ends(own)).toEqual(['already-done', 'failed']);
  });

  test.each([
    ['was started', { kind: 'started' } as const, [idle, busyPeek, idle]],
    ['may have been started', { kind: 'unclear', problem } as const, [busyPeek, busyPeek, idle]],
  ])('a failure elsewhere does not end the wait for what %s', async (_what, begun, peeks) => {
    const working = { states: [state(plane, 'running')] };
    const looks = begun.kind === 'started' ? [due, working, done, otherDue] : [due, done, otherDue];
    const played = await play({
      steps,
      looks,
      begins: [begun, operation],
      polls: [{ kind: 'failed', problem }],
      peeks,
      ask: { maxParallel: 2 },
    });
    expect(ends(played)).toEqual(['done', 'failed']);
  });

  test('a failure elsewhere ends the wait for room', async () => {
    const played = await play({
      steps,
      looks: [due, otherDue],
      begins: [{ kind: 'busy', problem, waitMilliseconds: 60_000 }, operation],
      polls: [{ kind: 'failed', problem }],
      ask: { maxParallel: 2 },
    });
    expect(ends(played)).toEqual(['held', 'failed']);
    expect(played.sent).toBe(2);
  });

  test('the signal is told before the deadline, the deadline before failures', async () => {
    const both = await play({
      steps,
      looks,
      begins: [operation],
      polls: [{ kind: 'running' }],
      haltAfter: 1,
      ask: { maxParallel: 2 },
    });
    expect(both.outcome.haltedBy).toBe('signal');
    const late = await play({
      steps,
      looks: [due, otherDue],
      begins: [operation, { kind: 'started' }],
      polls: [{ kind: 'failed', problem }],
      peeks: [busyPeek],
      ask: { maxParallel: 2, deadline: 5 },
    });
    expect(late.outcome.haltedBy).toBe('deadline');
  });

  test.each([
    [1, ['failed', 'done']],
    [0, ['failed', 'not-started']],
  ])('a broken lane is one failure: with %i tolerated', async (maxFailures, expected) => {
    const played = await play({
      steps,
      looks: [due, done, otherDue, otherDone],
      begins: [new Failure('AKSU-OIDC', 'No token.'), operation],
      polls: [{ kind: 'succeeded' }],
      ask: { maxFailures },
    });
    expect(ends(played)).toEqual(expected);
  });

  test('what the door did not send is no failure', async () => {
    const played = await play({
      steps,
      looks: [due, otherDue, otherDone],
      begins: [{ kind: 'not-sent' }, { kind: 'started' }],
      asksLeave: false,
    });
    expect(ends(played)).toEqual(['not-started', 'done']);
  });
});

describe('what is not looked at again', () => {
  test('is told as the first look found it', async () => {
    const until = new Date('2026-12-01T00:00:00Z');
    const nowhere = { ...otherPlane, hashedId: '00000000000000c3' };
    const first = [
      state(plane, 'done', { cluster: upgraded }),
      held(kubernetes, 'image-too-young', { until }),
      { approved: otherPlane, standing: 'gone', text: 'There is no such cluster.' } as const,
      { approved: nowhere, standing: 'elsewhere', text: 'Another job.' } as const,
      { approved: picture, standing: 'unread', text: 'A subscription could not be read.' } as const,
    ];
    const played = await play({ steps: first.map(({ approved }) => approved), first });
    expect(names(played)).toEqual([]);
    expect(played.told).toEqual([]);
    expect(played.log).toEqual(['info rg/one: 1 already done, 1 held. Held for image-too-young.']);
    const hidden = await play({ steps: first.map(({ approved }) => approved), first, redact: true });
    expect(hidden.log).toEqual(['info cluster-1: 1 already done, 1 held.']);
    expect(played.outcome).toMatchObject({ result: 'failed', hasMoved: false });
    expect(played.outcome.steps).toEqual([
      {
        approved: plane,
        cluster: upgraded,
        end: 'already-done',
        text: 'Azure reported the target when this run looked.',
        reported: '1.36.2',
      },
      {
        approved: kubernetes,
        cluster,
        pool,
        end: 'held',
        heldBy: 'image-too-young',
        text: 'Held for image-too-young.',
        until,
      },
      { approved: otherPlane, end: 'gone', text: 'There is no such cluster.' },
      { approved: nowhere, end: 'elsewhere', text: 'Another job.' },
      { approved: picture, end: 'unread', text: 'A subscription could not be read.' },
    ]);
  });

  test('held for a reason that is not told is held', async () => {
    const played = await play({ first: [state(plane, 'held')] });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'held', text: 'It is held.' });
  });

  test('nothing of it is read: nothing is said of what Azure reports', async () => {
    const bare = { approved: plane, standing: 'done', text: 'x' } as const;
    const without = { approved: kubernetes, standing: 'done', text: 'x' } as const;
    const imageless = state(picture, 'done', { pool: { ...pool, image: undefined } });
    const versioned = state({ ...kubernetes, to: '1.36.3' }, 'done', { pool: { ...pool, image: undefined } });
    const played = await play({ first: [bare, without, imageless, versioned] });
    expect(played.outcome.steps.map((step) => [step.reported, step.reportedImage])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [undefined, undefined],
      ['1.35.5', undefined],
    ]);
  });

  test('an unread step of a known cluster is worth a look', async () => {
    const played = await play({
      first: [state(plane, 'unread')],
      looks: [due, done],
      begins: [operation],
      polls: [{ kind: 'succeeded' }],
    });
    expect(ends(played)).toEqual(['done']);
  });

  test('part of a cluster unread: nothing is begun there', async () => {
    const looks = [{ states: [state(plane, 'due'), state(kubernetes, 'unread')] }];
    const played = await play({ steps: [plane, kubernetes], looks });
    expect(played.calls.map(({ at }) => at)).toEqual([0, 30, 60, 90]);
    expect(ends(played)).toEqual(['not-started', 'unread']);
    const busyThen = {
      ...looks[0],
      states: looks[0]?.states ?? [],
      cluster: { ...cluster, provisioningState: 'Updating' },
    };
    const waited = await play({ steps: [plane, kubernetes], looks: [busyThen, ...looks] });
    expect(names(waited)).toEqual(['look one', 'peek', 'look one', 'look one', 'look one', 'look one']);
  });

  test('the signal between two readings ends them', async () => {
    const blind = { states: [state(plane, 'unread')], cluster: null };
    const played = await play({ looks: [blind], haltAfter: 0.75 });
    expect(played.took).toBe(45);
    expect(played.outcome).toMatchObject({ haltedBy: 'signal', result: 'failed' });
    const late = await play({ looks: [blind], ask: { deadline: 0.75 } });
    expect([late.took, ...names(late)]).toEqual([45, 'look one', 'look one']);
  });

  test('a run that is told to stop before it begins reads nothing', async () => {
    const played = await play({ steps, ask: { deadline: 0 } });
    expect(names(played)).toEqual([]);
    expect(ends(played)).toEqual(['not-started', 'not-started']);
    expect(played.outcome).toMatchObject({ result: 'handed-over', haltedBy: 'deadline' });
  });
});

describe('the dry run', () => {
  const ask = { isDryRun: true };

  test('judges all steps and the rights, and sends and tells nothing', async () => {
    const looks = [{ states: [state(plane, 'due'), state(kubernetes, 'due')] }];
    const played = await play({ steps: [plane, kubernetes], looks, rights: [['Microsoft.X/write']], ask });
    expect(names(played)).toEqual(['look one', 'rights for 2']);
    expect(played.told).toEqual([]);
    expect(played.outcome).toMatchObject({
      result: 'dry-run',
      hasMoved: false,
      rights: [{ cluster, missing: ['Microsoft.X/write'] }],
    });
    expect(played.outcome.steps).toMatchObject([
      { end: 'would-start', text: 'Nothing is in its way.' },
      { end: 'would-start', text: 'Nothing is in its way.' },
    ]);
    expect(played.log).toContain('info rg/one: rights that the identity lacks: Microsoft.X/write');
  });

  test('says where a step would wait, and reaches nothing after it', async () => {
    const until = new Date('2026-11-23T01:00:00Z');
    const waits = [hold('maintenance-window', { until })];
    const states = [state(plane, 'due'), state(kubernetes, 'due', { waits }), state(picture, 'due')];
    const played = await play({
      steps: [plane, kubernetes, picture],
      looks: [{ states }],
      rights: [undefined],
      ask,
    });
    expect(played.outcome.steps).toMatchObject([
      { end: 'would-start' },
      { end: 'held', text: 'Held for maintenance-window.', until },
      { end: 'not-started', text: 'A step before it waits.' },
    ]);
    expect(played.outcome.rights).toEqual([{ cluster, missing: undefined }]);
    expect(played.log.join('\n')).toContain('could not be read');
    const open = await play({
      steps: [plane],
      looks: [{ states: [state(plane, 'due', { waits: [hold('maintenance-window')] })] }],
      ask: { ...ask, respectsWindows: false },
    });
    expect(ends(open)).toEqual(['would-start']);
    expect(open.log.join('\n')).toContain('no right is missing, as far as Azure tells');
    const shut = await play({
      looks: [{ states: [state(plane, 'due', { waits: [hold('maintenance-window')] })] }],
      ask,
    });
    expect(shut.outcome.steps[0]).not.toHaveProperty('until');
    expect(open.log.at(-1)).toContain(': would start. ');
    expect(played.log.at(-1)).toBe('info rg/one: 1 not started. A step before it waits.');
  });

  test('says what it would wait for, and does not wait', async () => {
    const looks = [{ ...due, cluster: { ...cluster, provisioningState: 'Updating' } }];
    const played = await play({ looks, ask });
    expect(played.took).toBe(0);
    expect(played.outcome.steps[0]?.text).toBe(
      'Nothing is in its way. It would first wait for what runs on the cluster (Updating).',
    );
  });

  test('would refuse a change, and fails', async () => {
    const states = [state(plane, 'due'), state(kubernetes, 'due')];
    const changes = [change('A later image.', true), change('A pool is new.')];
    const played = await play({ steps: [plane, kubernetes], looks: [{ states, changes }], ask });
    expect(played.outcome).toMatchObject({ result: 'failed', notes: ['A later image.'] });
    expect(played.outcome.steps).toMatchObject([
      { end: 'failed', trouble: { code: 'AKSU-PLAN-CHANGED', message: 'A pool is new.' } },
      { end: 'not-started', text: 'A step before it would be refused.' },
    ]);
  });

  test('tells what is done, and asks for no rights where nothing is due', async () => {
    const played = await play({ looks: [{ ...done, changes: [change('A new pool is behind.')] }], ask });
    expect(names(played)).toEqual(['look one']);
    expect(played.outcome).toMatchObject({ result: 'dry-run', rights: [], notes: ['A new pool is behind.'] });
    expect(ends(played)).toEqual(['already-done']);
  });

  test.each([
    ['the first look', { looks: [new Failure('AKSU-SIGN-IN', 'x')] }, 'AKSU-SIGN-IN'],
    ['the rights', { rights: [new Error('x')] }, 'AKSU-UNEXPECTED'],
  ])('fails where %s cannot be had', async (_what, script, code) => {
    const played = await play({ ...script, ask });
    expect(played.outcome.result).toBe('failed');
    expect(played.outcome.steps[0]?.trouble?.code).toBe(code);
  });

  test.each([
    ['running', 'due'],
    ['due', 'unread'],
    ['unread', 'unread'],
  ] as const)('breaks off at the first step that is open: %s before %s', async (one, two) => {
    const both = [plane, kubernetes];
    const played = await play({
      steps: both,
      first: [state(plane, one), state(kubernetes, two)],
      looks: [new Failure('AKSU-SIGN-IN', 'x')],
      ask,
    });
    expect(played.outcome.steps[0]).toMatchObject({ end: 'failed', trouble: { code: 'AKSU-SIGN-IN' } });
    expect(played.outcome.steps[1]).not.toHaveProperty('trouble');
    expect(played.log.at(-1)).toMatch(
      two === 'due' ? /1 not started\. The run broke off in this cluster\.$/ : /1 could not be read\.$/,
    );
  });

  test.each([
    ['breaks off', new Failure('AKSU-SIGN-IN', 'x')],
    ['would be refused', { ...due, changes: [change('A pool is new.')] }],
  ])('does not go on to another cluster where one %s', async (_what, look) => {
    const looks = look instanceof Error ? [look] : [look, otherDue];
    const played = await play({ steps, looks, ask });
    expect(ends(played)).toEqual(['failed', 'not-started']);
    expect(played.outcome.haltedBy).toBe('failures');
  });

  test('fails where something stays unread', async () => {
    const played = await play({ looks: [{ states: [state(plane, 'unread')], cluster: null }], ask });
    expect(played.outcome.result).toBe('failed');
    expect(ends(played)).toEqual(['unread']);
  });

  test.each([
    ['look', { looks: ['never' as const] }, 'not-started'],
    ['rights', { rights: ['never' as const] }, 'would-start'],
  ])('ends at the signal during the %s', async (_what, script, end) => {
    const played = await play({ ...script, ask, haltAfter: 1 });
    expect(played.took).toBe(60);
    expect(ends(played)).toEqual([end]);
    expect(played.outcome.result).toBe('dry-run');
  });
});

describe('the log', () => {
  const script = {
    steps: [plane, kubernetes],
    looks: [
      { states: [state(plane, 'due'), state(kubernetes, 'due')] },
      { states: [state(plane, 'done'), state(kubernetes, 'due')] },
    ],
    begins: [operation],
    polls: [{ kind: 'succeeded' }, { kind: 'failed', problem }] as const,
  };

  test('has a group for each step while one cluster goes at a time', async () => {
    const { log } = await play(script);
    expect(log).toEqual([
      'group rg/one: control plane 1.35.5 → 1.36.2',
      'info rg/one: Azure has taken it.',
      'endgroup',
      'info rg/one: control plane 1.35.5 → 1.36.2: done after 20 s. Azure reports the target.',
      'group rg/one: pool np1, Kubernetes 1.35.5 → 1.36.2',
      'info rg/one: Azure has taken it.',
      'endgroup',
      expect.stringMatching(
        /^info rg\/one: pool np1, Kubernetes 1\.35\.5 → 1\.36\.2: failed after 20 s\. SubnetIsFull: The subnet .+ Azure says: Subnet of aks-secret-name is full$/,
      ),
    ]);
  });

  test('has the name of the cluster before each line while several go, and where there are no groups', async () => {
    for (const differs of [
      { ask: { maxParallel: 2 }, steps: [...script.steps, otherPlane] },
      { hasGroups: false },
    ]) {
      const { log } = await play({ ...script, ...differs, looks: [...script.looks, otherDue, otherDone] });
      expect(log.filter((line) => /group/.test(line))).toEqual([]);
      expect(log).toContain('info rg/one: control plane 1.35.5 → 1.36.2');
    }
  });

  test.each([
    ['one cluster, however many may go', { looks: [due, done], ask: { maxParallel: 3 } }],
    ['two clusters, one at a time', { looks: [due, done, otherDue, otherDone], steps }],
  ])('has groups for %s', async (_what, differs) => {
    const { log } = await play({ ...script, steps: [plane], polls: [{ kind: 'succeeded' }], ...differs });
    expect(log).toContain('group rg/one: control plane 1.35.5 → 1.36.2');
  });

  test('has one group at most open, whatever happens to the attempt', async () => {
    const { log } = await play({
      looks: [due, due, due, done],
      begins: [{ kind: 'busy', problem }, { kind: 'stale', problem }, operation],
      polls: [{ kind: 'succeeded' }],
    });
    expect(log.filter((line) => line.startsWith('group') || line === 'endgroup')).toHaveLength(2);
    const broken = await play({ begins: [new Failure('AKSU-SIGN-IN', 'x')] });
    expect(broken.log.filter((line) => line === 'endgroup')).toHaveLength(1);
    const stopped = await play({ begins: [{ kind: 'not-sent' }], asksLeave: false });
    expect(stopped.log.filter((line) => line === 'endgroup')).toHaveLength(1);
  });

  test('says something every five minutes, and the rest for debugging alone', async () => {
    const { log } = await play({ begins: [operation], polls: [{ kind: 'running' }], ask: { deadline: 16 } });
    expect(
      log.filter((line) => line.includes('still running')).filter((line) => line.startsWith('info')),
    ).toEqual([
      'info rg/one: still running, 5 min',
      'info rg/one: still running, 10 min',
      'info rg/one: still running, 15 min',
      'info rg/one: control plane 1.35.5 → 1.36.2: still running after 16 min. Started at 06:00 UTC. It runs on in Azure.',
    ]);
    expect(log.filter((line) => line.startsWith('debug')).length).toBeGreaterThan(40);
  });

  test('says each state once while waiting, and that it goes on', async () => {
    const updating = { kind: 'state', provisioningState: 'Updating', pools: [] } as const;
    const { log } = await play({
      looks: [due, done],
      begins: [{ kind: 'started' }],
      peeks: [...Array.from({ length: 17 }, () => busyPeek), updating, idle],
    });
    expect(log.filter((line) => line.startsWith('info rg/one: in state'))).toEqual([
      'info rg/one: in state Upgrading',
      'info rg/one: in state Updating',
    ]);
    expect(log).toContain('info rg/one: still in state Upgrading, 5 min');
  });

  test('holds no name and no words of Azure where they are kept back', async () => {
    const gap = { message: 'secret words' };
    for (const differs of [
      {},
      { begins: [{ kind: 'busy', problem: gap } as const, { kind: 'unclear', problem: gap } as const] },
      { begins: [{ kind: 'changed', text: 'secret words' } as const] },
      { polls: [{ kind: 'unclear', problem: gap } as const, { kind: 'lost', problem: gap } as const] },
      {
        begins: [{ kind: 'started' } as const],
        peeks: [{ kind: 'unread', problem: gap } as const],
        ask: { deadline: 15 },
      },
    ]) {
      const { log } = await play({ ...script, ...differs, redact: true });
      expect(log.length).toBeGreaterThan(2);
      expect(log.join('\n')).not.toMatch(/secret|np1|rg\/|\bone\b/);
      const open = await play({ ...script, ...differs });
      expect(open.log.join('\n')).toMatch(/secret/);
    }
  });

  test('tells the deviation', async () => {
    const { log } = await play({
      steps: [picture],
      looks: [{ states: [state(picture, 'due')] }, { states: [state(picture, 'done')] }],
      begins: [operation],
      polls: [{ kind: 'succeeded' }],
    });
    expect(log.at(-1)).toMatch(/: done after 20 s\. Azure put .+ was approved\.$/);
  });
});

test('what was made of each is told in the order of the plan, whatever was over first', async () => {
  const played = await play({
    steps,
    first: [state(plane, 'due'), state(otherPlane, 'done')],
    looks: [due, done],
    begins: [operation],
    polls: [{ kind: 'succeeded' }],
  });
  expect(ends(played)).toEqual(['done', 'already-done']);
});

test('what was made of the other cluster names it', async () => {
  const played = await play({
    steps,
    looks: [due, done, otherDue, otherDone],
    begins: [operation],
    polls: [{ kind: 'succeeded' }],
  });
  expect(played.outcome.steps[1]?.cluster?.id).toBe(otherCluster.id);
});
