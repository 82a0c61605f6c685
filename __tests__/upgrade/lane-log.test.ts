/** Times and names as the log of an upgrade has them. */
import { expect, test } from 'vitest';
import { tellDuration, tellMinute, tellTime } from '../../src/upgrade/lane/lane-log.ts';
import { kubernetes, newImage, oldImage, picture, plane, play, state } from './engine-desk.ts';

test.each([
  // A clock that was set back in between.
  [-5000, '0 s'],
  [0, '0 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [119_000, '1 min'],
  [3_600_000, '60 min'],
])('%i ms are told as %s', (milliseconds, told) => {
  expect(tellDuration(milliseconds)).toBe(told);
});

test('a time is told in UTC, to the minute', () => {
  const at = new Date('2026-11-28T22:05:59.999Z');
  expect([tellMinute(at), tellTime(at)]).toEqual(['2026-11-28 22:05 UTC', '22:05 UTC']);
});

test.each([
  ['control plane 1.35.5 → 1.36.2', plane],
  ['pool np1, Kubernetes 1.35.5 → 1.36.2', kubernetes],
  [`pool np1, node image ${oldImage} → ${newImage}`, picture],
])('a step is called %s', async (name, step) => {
  const { log } = await play({
    steps: [step],
    looks: [{ states: [state(step, 'due')] }, { states: [state(step, 'gone')] }],
    begins: [{ kind: 'started' }],
  });
  expect(log[0]).toBe(`group rg/one: ${name}`);
});
