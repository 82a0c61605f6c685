/**
 * Loaded with `--import` before a program: its clocks run `speed` times faster, from an origin that it shares with
 * whoever started it, and its timers fire as much earlier. The program is not touched and cannot tell.
 *
 * Left in real time: `setImmediate`, `AbortSignal.timeout`, `process.hrtime` and the timers inside of Node (sockets,
 * undici). An exchange takes real milliseconds, so what limits one exchange must be real seconds.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

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

const require = createRequire(import.meta.url);
const timers = require('node:timers');
const promises = require('node:timers/promises');
const [realTimeout, realInterval] = [timers.setTimeout, timers.setInterval];
const [realPause, realTicks] = [promises.setTimeout, promises.setInterval];

/** Real milliseconds. One more, because Node counts from the beginning of its turn and would come too early. */
const shorten = (delay) => (Number(delay) > 0 ? Math.ceil(Number(delay) / speed) + 1 : delay);

/** Never early, however long Node's turn had lasted when it was called. */
const pause = async (delay, value, options) => {
  const due = elapsed() + Math.max(0, Number(delay ?? 0));
  do {
    await realPause(Math.max(1, Math.ceil((due - elapsed()) / speed)), undefined, options);
  } while (elapsed() < due);
  return value;
};
const warpedTimeout = (callback, delay, ...words) => realTimeout(callback, shorten(delay), ...words);
const warpedInterval = (callback, delay, ...words) => realInterval(callback, shorten(delay), ...words);
Object.defineProperty(warpedTimeout, promisify.custom, { value: pause });

Object.assign(timers, { setTimeout: warpedTimeout, setInterval: warpedInterval });
Object.assign(globalThis, { setTimeout: warpedTimeout, setInterval: warpedInterval });
promises.setTimeout = pause;
promises.setInterval = (delay, value, options) => realTicks(shorten(delay), value, options);
promises.scheduler.wait = (delay, options) => pause(delay, undefined, options);
syncBuiltinESMExports();
