import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runnerClock } from '../../src/inputs/runner-clock.ts';
import { runnerLog } from '../../src/inputs/runner-log.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { readCommands } from '../oracles/runner-commands.ts';
import { outputOf } from './a-run.ts';

test('a group opens and closes with one command each, whatever its title says', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (title) => {
      const output = await outputOf(() => {
        runnerLog.group?.(title);
        runnerLog.endGroup?.();
      });
      const commands = readCommands(output);
      expect(commands.map(({ name }) => name)).toEqual(['group', 'endgroup']);
      expect(commands[0]?.data).not.toContain('##[');
      expect(output.match(/[\r\n]/g)).toEqual(['\n', '\n']);
    }),
    { numRuns: 1000 },
  );
});

test('a pause ends early when it is called off, before it begins or while it lasts', async () => {
  const before = runnerClock.now().getTime();
  await runnerClock.pause(60_000, AbortSignal.abort());
  const off = new AbortController();
  const pause = runnerClock.pause(60_000, off.signal);
  off.abort();
  await pause;
  expect(runnerClock.now().getTime() - before).toBeLessThan(30_000);
});

test('a pause longer than Node can count does not end at once', async () => {
  const off = new AbortController();
  let isOver = false;
  const pause = runnerClock.pause(2 ** 32, off.signal).then(() => {
    isOver = true;
  });
  await runnerClock.pause(30, new AbortController().signal);
  expect(isOver).toBe(false);
  off.abort();
  await pause;
});
