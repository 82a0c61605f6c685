import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { toPlainLine } from '../../src/inputs/plain-line.ts';
import { runnerLog } from '../../src/inputs/runner-log.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { readCommands } from '../oracles/runner-commands.ts';
import { outputOf } from './a-run.ts';

const runs = { numRuns: 2000 };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the place of an annotation', () => {
  test('is a file and a line', async () => {
    const out = await outputOf(() => runnerLog.warning('t', 'x', { file: 'infra/a b,c:d.tf', line: 3 }));
    expect(readCommands(out)).toMatchObject([
      { name: 'warning', properties: { title: 't', file: 'infra/a b,c:d.tf', line: '3' } },
    ]);
  });

  test.each(['a\u200b.tf', 'a\n::error::x.tf', '\u202ea.tf'])(
    'is left out for %j: it would be another file',
    async (file) => {
      const out = await outputOf(() => runnerLog.warning('t', 'x', { file, line: 3 }));
      expect(readCommands(out)).toHaveLength(1);
      expect(out).not.toContain('file=');
    },
  );
});

describe('a plain line', () => {
  test.each([
    ['prod\n::error::x', 'prod ::error::x'],
    ['\n::error::x', ' : :error::x'],
    [' \u200b::error::x', ' : :error::x'],
    [':::error::x', ': ::error::x'],
    ['tag ##[add-mask]e', 'tag ## [add-mask]e'],
    ['#\u00ad#[error]', '## [error]'],
    ['\u001b[31mred\u0007', ' [31mred '],
    ['ends\r\n', 'ends '],
    ['a::b 2001:db8::1 ✓ größer', 'a::b 2001:db8::1 ✓ größer'],
    ['\ud800x', '\ufffdx'],
  ])('%j becomes %j', (text, line) => {
    expect(toPlainLine(text)).toBe(line);
  });

  test('making it plain twice changes nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(toPlainLine(toPlainLine(text))).toBe(toPlainLine(text));
      }),
      runs,
    );
  });
});

describe('the log', () => {
  test('info is one line without a command, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const output = await outputOf(() => runnerLog.info(text));
        expect(readCommands(output)).toEqual([]);
        expect(output.match(/[\r\n]/g)).toEqual(['\n']);
      }),
      runs,
    );
  });

  test.each(['notice', 'warning', 'error'] as const)(
    '%s is one command of its own and no other',
    async (level) => {
      await fc.assert(
        fc.asyncProperty(hostileText, hostileText, async (title, text) => {
          const output = await outputOf(() => runnerLog[level](title, text));
          const commands = readCommands(output);
          expect(commands.map(({ name }) => name)).toEqual([level]);
          expect(Object.keys(commands[0]?.properties ?? {}).filter((key) => key !== 'title')).toEqual([]);
          // GitHub's log viewer styles `##[…]` lines of what was said as well.
          expect(commands[0]?.data).not.toContain('##[');
        }),
        runs,
      );
    },
  );

  test('an annotation keeps its lines and its title', async () => {
    const output = await outputOf(() => runnerLog.error('AKSU-INPUT: a, b', 'two\nlines'));
    expect(readCommands(output)).toEqual([
      { name: 'error', properties: { title: 'AKSU-INPUT: a, b' }, data: 'two\nlines', syntax: '::' },
    ]);
  });

  test('debug lines appear when the runner debugs, and are no other command', async () => {
    expect(await outputOf(() => runnerLog.debug('x'))).toBe('');
    vi.stubEnv('RUNNER_DEBUG', '1');
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const commands = readCommands(await outputOf(() => runnerLog.debug(text)));
        expect(commands.map(({ name }) => name)).toEqual(['debug']);
      }),
      runs,
    );
  });

  test('a mask reaches the runner whole; a blank one is not sent', async () => {
    const output = await outputOf(() => {
      runnerLog.mask('gh%s_1\n2');
      runnerLog.mask(' ');
      runnerLog.mask('');
    });
    expect(readCommands(output)).toEqual([
      { name: 'add-mask', properties: {}, data: 'gh%s_1\n2', syntax: '::' },
    ]);
  });
});
