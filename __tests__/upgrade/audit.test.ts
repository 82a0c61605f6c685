/** What an attacker found. */
import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { StepState } from '../../src/plan/agreement.ts';
import { comparePlans, type FreshPlan } from '../../src/plan/compare-plans.ts';
import { judgePoll } from '../../src/upgrade/door/arm-operation.ts';
import { toProblem } from '../../src/upgrade/door/arm-refusal.ts';
import { StepBook } from '../../src/upgrade/lane/step-book.ts';
import { anInventory, now } from '../builders/fleet.ts';
import { aPlan, cluster, operation, picture, plane, play, state } from './engine-desk.ts';

describe('a window that closes between look and send', () => {
  /** Open up to the hour, in UTC: the desk's clock starts at six. */
  const openUntilSeven = {
    ...cluster,
    windows: [
      {
        name: 'aksManagedAutoUpgradeSchedule' as const,
        schedule: {
          kind: 'recurring' as const,
          recurrence: { kind: 'daily' as const, intervalDays: 1 },
          durationHours: 4,
          utcOffsetMinutes: 0,
          startTime: '03:00',
        },
        notAllowed: [],
      },
    ],
  };
  const due = { states: [state(plane, 'due', { cluster: openUntilSeven })] };
  const shut = {
    states: [
      state(plane, 'due', {
        cluster: openUntilSeven,
        waits: [
          {
            reason: 'maintenance-window',
            standing: false,
            heals: false,
            kind: 'control-plane',
            cluster,
            from: '',
            to: '',
            text: 'The maintenance window is closed.',
          },
        ],
      }),
    ],
  };
  const script = { looks: [due, shut], begins: [operation], polls: [{ kind: 'succeeded' as const }] };

  test('sends nothing: what was read right before took its time, because Azure throttled', async () => {
    const played = await play({ ...script, leaveTakes: 61 * 60_000 });
    expect(played.sent).toBe(0);
    expect(played.calls.map(({ what }) => what)).toEqual(['look one', 'begin control-plane', 'look one']);
    expect(played.outcome).toMatchObject({ result: 'handed-over', steps: [{ end: 'held' }] });
    expect(played.told.map(({ steps: [step] }) => [step?.state, step?.text])).toEqual([
      ['starting', ''],
      ['waiting', ''],
      ['held', 'The maintenance window is closed.'],
      ['held', 'The maintenance window is closed.'],
    ]);
  });

  test('is not looked at again when nothing could start any more', async () => {
    const late = await play({ ...script, leaveTakes: 61 * 60_000, ask: { deadline: 60 } });
    expect(late.calls.map(({ what }) => what)).toEqual(['look one', 'begin control-plane']);
    expect(late.outcome).toMatchObject({ haltedBy: 'deadline', steps: [{ end: 'not-started' }] });
  });

  test('is no matter where windows are not to be respected, nor while it is open', async () => {
    const done = { states: [state(plane, 'done')] };
    const free = await play({
      ...script,
      looks: [due, done],
      leaveTakes: 61 * 60_000,
      ask: { respectsWindows: false },
    });
    const open = await play({ ...script, looks: [due, done], leaveTakes: 59 * 60_000 });
    expect([free, open].map(({ sent, outcome }) => [sent, outcome.result])).toEqual([
      [1, 'upgraded'],
      [1, 'upgraded'],
    ]);
  });
});

describe('a plan of thousands of steps that are all another job of the matrix', () => {
  const states = Array.from({ length: 5000 }, (_, index): StepState => {
    const hashedId = index.toString(16).padStart(16, '0');
    return { approved: { ...picture, hashedId }, standing: 'elsewhere', text: 'Not here.' };
  });

  test('is concluded in one go, so that the process hears a signal meanwhile', () => {
    let told = 0;
    const book = new StepBook(states, () => {
      told += 1;
    });
    const start = performance.now();
    expect(book.conclude('')).toHaveLength(states.length);
    expect(told).toBe(1);
    // It took 17 s when each step was told by itself.
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test('keeps its order', async () => {
    const played = await play({ steps: states.map(({ approved }) => approved), first: states });
    expect(played.outcome.steps.map(({ approved }) => approved)).toEqual(
      states.map(({ approved }) => approved),
    );
  });
});

describe("a signed address in Azure's words", () => {
  test('loses what it is signed with, in problems of mutations and polls alike', () => {
    const signed = 'https://acct.blob.example/c/x?sv=2022&sig=AbC%2Bxyz= and https://aka.ms/aks/pdb';
    const message = `See ${signed}.`;
    const body = { code: 'X', message, subcode: '' };
    const failed = judgePoll(
      { kind: 'answer', status: 200, headers: {}, body: { status: 'Failed', error: body } },
      false,
      0,
    );
    const told = [toProblem(400, body).message, failed.kind === 'failed' ? failed.problem.message : ''];
    expect(told).toEqual(told.map(() => 'See https://acct.blob.example/c/x?… and https://aka.ms/aks/pdb.'));
  });
});

describe('a plan of thousands of steps beside hundreds of clusters that could not be read', () => {
  test('is compared with each id hashed once', () => {
    let hashed = 0;
    const count = (text: string) => {
      hashed += 1;
      return sha256(text);
    };
    const unread = Array.from({ length: 200 }, (_, index) => ({
      kind: 'cluster' as const,
      id: `/subscriptions/s/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/c${index}`,
      name: `rg/c${index}`,
      reason: 'not found (404)',
    }));
    const inventory = anInventory([], { unread });
    const fresh = {
      inventory,
      drift: findDrift(inventory, aPlan([], now).aim, now),
      plan: { steps: [], holds: [] },
    };
    const steps = Array.from({ length: 2000 }, (_, index) => ({
      ...picture,
      hashedId: index.toString(16).padStart(16, '0'),
    }));
    const approved = { ...aPlan(steps, now), steps };
    const facts = { repositoryId: '4711', sha256: count, isSameScope: false };
    const { states } = comparePlans(approved, fresh as unknown as FreshPlan, facts);
    expect(states.every(({ standing }) => standing === 'elsewhere')).toBe(true);
    expect(hashed).toBe(unread.length);
  });
});
