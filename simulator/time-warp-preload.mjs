/**
 * Loaded with `--import` before a program: its clocks run `speed` times faster, from an origin that it shares with
 * whoever started it, and its pauses (`node:timers/promises`) are as much shorter. The program is not touched and
 * cannot tell.
 *
 * Left in real time: `setTimeout` and `setInterval` with callbacks, `AbortSignal.timeout`, `process.hrtime` and the
 * timers inside of Node. With these, clients limit how long an exchange may take; and an exchange takes real
 * milliseconds, however fast the clocks run.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const asked = new URL(import.meta.url).searchParams;
const speed = Number(asked.get('speed'));
/** Nanoseconds of the monotonic clock that all processes of a machine share. */
const began = BigInt(asked.get('began') ?? '');
/** Milliseconds since 1970 that it was then. */
const startAt = Number(asked.get('at'));
if (!(speed > 0) || !Number.isFinite(startAt)) throw new Error(`This is no warp: ${asked}`);

// What the program finds is the environment that its runner gave it.
delete process.env['NODE_OPTIONS'];

const monotonic = process.hrtime.bigint;
const elapsed = () => (Number(monotonic() - began) / 1e6) * speed;
const now = () => Math.floor(startAt + elapsed());

const RealDate = Date;
const WarpedDate = new Proxy(RealDate, {
  apply: () => new RealDate(now()).toString(),
  construct: (target, words, made) => Reflect.construct(target, words.length === 0 ? [now()] : words, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
RealDate.prototype.constructor = WarpedDate;
globalThis.Date = WarpedDate;

// What is measured must fit what is waited.
const loadedAt = elapsed() - performance.now() * speed;
performance.now = () => elapsed() - loadedAt;

const promises = createRequire(import.meta.url)('node:timers/promises');
const [realPause, realTicks] = [promises.setTimeout, promises.setInterval];

/** Never early, however long Node's turn had lasted when it was called. */
const pause = async (delay, value, options) => {
  const due = elapsed() + Math.max(0, Number(delay ?? 0));
  do {
    await realPause(Math.max(1, Math.ceil((due - elapsed()) / speed)), undefined, options);
  } while (elapsed() < due);
  return value;
};
promises.setTimeout = pause;
promises.setInterval = (delay, value, options) =>
  realTicks(Math.max(1, Math.ceil(Number(delay ?? 0) / speed)), value, options);
promises.scheduler.wait = (delay, options) => pause(delay, undefined, options);
syncBuiltinESMExports();
