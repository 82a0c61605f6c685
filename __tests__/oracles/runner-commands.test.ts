/** The judge is judged: it finds what the runner would obey, and only that. */
import * as core from '@actions/core';
import { describe, expect, test } from 'vitest';
import { outputOf } from '../inputs/a-run.ts';
import { readCommand, readCommands, readKeyValueFile } from './runner-commands.ts';

describe('lines', () => {
  test.each([
    ['::error::x', 'error', 'x'],
    ['  \t::Warning title=a%2Cb,file=c::x%0Ay', 'warning', 'x\ny'],
    ['\u0085\u3000::debug::', 'debug', ''],
    ['any text ##[add-mask]geheim', 'add-mask', 'geheim'],
    ['##[set-env name=A]%5D', 'set-env', ']'],
    ['::nothing::##[error]x', 'error', 'x'],
  ])('%j is the command %s', (line, name, data) => {
    expect(readCommand(line)).toMatchObject({ name, data });
  });

  test.each([
    '',
    'x ::error::y',
    '::error:',
    '::',
    '::nothing::x',
    '##[nothing]x',
    '##[error',
    '## [error]x',
    ': :error::x',
    '##[nothing] ##[error]',
    '#[error]',
  ])('%j is no command', (line) => {
    expect(readCommand(line)).toBeUndefined();
  });

  test('properties are unescaped', () => {
    expect(readCommand('::notice title=a%3Ab%2Cc%25,line=1::x')?.properties).toEqual({
      title: 'a:b,c%',
      line: '1',
    });
  });

  test('a command behind characters that show nothing counts', () => {
    expect(readCommands('\u200b::error::x\n#\u00ad#[error]y')).toHaveLength(2);
  });

  test('it catches what core.info lets through', async () => {
    const output = await outputOf(() => {
      core.info('prod\n::error::x');
      core.info('prod\r  ::set-output name=plan::x');
      core.info('tag ##[add-mask]e');
    });
    expect(readCommands(output).map(({ name }) => name)).toEqual(['error', 'set-output', 'add-mask']);
  });
});

describe('command files', () => {
  test('both forms, as the runner reads them', () => {
    const text = 'a=1\n\nb<<E\nx=y\n::error::\n\nE\nc<<E\nE\n#d==2\n';
    expect(readKeyValueFile(text)).toEqual([
      ['a', '1'],
      ['b', 'x=y\n::error::\n'],
      ['c', ''],
      ['#d', '=2'],
    ]);
  });

  test.each(['plain\n', '=x\n', 'a<<\nx\n', '<<E\nE\n', 'a<<E\nx\n', 'a<<E\nE2'])(
    '%j fails the step',
    (text) => {
      expect(() => readKeyValueFile(text)).toThrow();
    },
  );

  test('it catches a value that ends its own heredoc', () => {
    const value = 'x\nE\nplan=forged';
    expect(readKeyValueFile(`a<<E\n${value}\nE2=\n`).map(([key]) => key)).toEqual(['a', 'plan', 'E2']);
  });
});
