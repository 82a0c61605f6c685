import { describe, expect, test } from 'vitest';
import { version } from '../builders/fleet.ts';
import { cluster, ends, kubernetes, names, operation, plane, play, pool, state } from './engine-desk.ts';

const upgraded = { ...cluster, version: version('1.36.2') };
const done = state(plane, 'done', { cluster: upgraded });

describe('a step that goes well', () => {
  test('is begun once, followed by its operation, and done when a fresh look says so', async () => {
    const played = await play({
      looks: [{ states: [state(plane, 'due')] }, { states: [done] }],
      begins: [operation],
      polls: [{ kind: 'running' }, { kind: 'running' }, { kind: 'succeeded' }],
    });
    expect(names(played)).toEqual(['look one', 'begin control-plane', 'poll', 'poll', 'poll', 'look one']);
    expect(played.outcome).toStrictEqual({
      result: 'upgraded',
      steps: [
        {
          approved: plane,
          cluster: upgraded,
          end: 'done',
          text: 'Azure reports the target.',
          startedAt: new Date('2026-11-22T06:00:00Z'),
          endedAt: new Date('2026-11-22T06:01:00Z'),
          reported: '1.36.2',
        },
      ],
      notes: [],
      hasMoved: true,
    });
    expect(played.time.pending).toBe(0);
  });

  test('is told as it changes, the last time as over', async () => {
    const played = await play({
      steps: [plane, kubernetes],
      looks: [
        { states: [state(plane, 'due'), state(kubernetes, 'due')] },
        { states: [done, state(kubernetes, 'due')] },
        { states: [done, state(kubernetes, 'done', { pool: { ...pool, version: version('1.36.2') } })] },
      ],
      begins: [operation],
      polls: [{ kind: 'succeeded' }],
    });
    expect(ends(played)).toEqual(['done', 'done']);
    const states = played.told.map(({ steps, isOver }) => [...steps.map((step) => step.state), isOver]);
    expect(states).toEqual([
      ['starting', 'waiting', false],
      ['running', 'waiting', false],
      ['done', 'waiting', false],
      ['done', 'starting', false],
      ['done', 'running', false],
      ['done', 'done', false],
      ['done', 'done', true],
    ]);
  });
});
