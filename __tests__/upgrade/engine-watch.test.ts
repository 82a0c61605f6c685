import { expect, test } from 'vitest';
import { Watch } from '../../src/upgrade/lane/watch.ts';
import { VirtualTime } from './virtual-time.ts';

function aWatch(isAsked: boolean) {
  const time = new VirtualTime();
  const halt = { isAsked, asked: isAsked ? Promise.resolve() : new Promise<void>(() => undefined) };
  const deadline = new Date(time.now().getTime() + 60_000);
  return { time, watch: new Watch({ clock: time, halt }, { deadline, mostFailures: 1 }) };
}

test('nothing is asked after the signal, and nothing is waited for', async () => {
  const { time, watch } = aWatch(true);
  let asked = 0;
  const ask = async () => {
    asked += 1;
  };
  expect(await watch.answerOf(ask)).toBeUndefined();
  await watch.pause(1000);
  expect([asked, time.pending]).toEqual([0, 1]);
  expect([watch.waitBar, watch.startBar]).toEqual(['signal', 'signal']);
  watch.end();
  expect(time.pending).toBe(0);
});

test('an answer to nothing is an answer', async () => {
  const { time, watch } = aWatch(false);
  expect(await time.run(watch.answerOf(async () => undefined))).toEqual({ value: undefined });
  expect(await time.run(watch.lastAnswerOf(Promise.resolve(undefined)))).toEqual({ value: undefined });
});

test('the deadline is the moment from which nothing is waited for', async () => {
  const { time, watch } = aWatch(false);
  await time.run(watch.pause(59_999));
  expect(watch.waitBar).toBeUndefined();
  await time.run(watch.pause(5000));
  expect(time.now()).toEqual(new Date('2026-11-22T06:01:00Z'));
  expect(watch.waitBar).toBe('deadline');
  await watch.pause(5000);
  expect(time.now()).toEqual(new Date('2026-11-22T06:01:00Z'));
});

test('failures bar a start above what is tolerated, and bar no wait', () => {
  const { watch } = aWatch(false);
  watch.countFailure();
  expect(watch.startBar).toBeUndefined();
  watch.countFailure();
  expect([watch.startBar, watch.waitBar]).toEqual(['failures', undefined]);
});

test('of several causes the strongest is kept', () => {
  const { watch } = aWatch(false);
  expect(watch.stopped).toBeUndefined();
  watch.noteStop('deadline');
  watch.noteStop('failures');
  expect(watch.stopped).toBe('deadline');
  watch.noteStop('signal');
  watch.noteStop('deadline');
  expect(watch.stopped).toBe('signal');
});
