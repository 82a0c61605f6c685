import { describe, expect, test } from 'vitest';
import type { Inputs } from '../../src/inputs/inputs.ts';
import type { RawInputs } from '../../src/inputs/parse-inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { failureOf, parse } from './a-run.ts';

const pullRequest = { number: 7, baseSha: 'b'.repeat(40), headSha: 'a'.repeat(40) };
const onPull = { eventName: 'pull_request', pullRequest } satisfies Partial<RunContext>;

function pinsOf(raw: RawInputs): Inputs['pins'] {
  return parse({ 'report-to': 'pull-request', ...raw }).pins;
}

/** The line about an input, with what it proposes, which has to be accepted. */
function refusalOf(input: string, text: string): { readonly line: string; readonly instead?: string } {
  const failure = failureOf(() => pinsOf({ [input]: text }));
  expect(failure.code).toBe('AKSU-INPUT');
  const line = failure.message.split('\n').find((each) => each.startsWith(`- ${input}: `)) ?? '';
  const instead = new RegExp(`Write \`${input}: (.*)\`\\.$`).exec(line)?.[1];
  if (instead === undefined) return { line };
  expect(() => pinsOf({ [input]: instead }), instead).not.toThrow();
  return { line, instead };
}

describe('where it is told', () => {
  test.each<[string, Partial<RunContext>, readonly string[]]>([
    ['auto', {}, ['issue']],
    ['auto', onPull, ['pr-comment']],
    ['auto', { ...onPull, eventName: 'pull_request_target' }, ['pr-comment']],
    ['auto', { eventName: 'issue_comment' }, ['issue']],
    ['pr-comment', onPull, ['pr-comment']],
    ['pr-comment, auto', onPull, ['pr-comment']],
    ['issue', onPull, ['issue']],
    ['pull-request', onPull, ['pull-request']],
    ['issue, auto', onPull, ['issue', 'pr-comment']],
    ['auto\npull-request', {}, ['issue', 'pull-request']],
    ['none', onPull, []],
  ])('%j on %j', (reportTo, context, targets) => {
    expect(parse({ 'report-to': reportTo }, context).telling.reportTo).toEqual(targets);
  });

  test.each([
    ['pr-comment', 'auto'],
    ['issue, pr-comment', 'issue, auto'],
    ['pr-comment, auto, pull-request', 'auto, pull-request'],
  ])('%j off pull request events is refused', (reportTo, instead) => {
    for (const eventName of ['schedule', 'push', 'issue_comment', 'merge_group']) {
      const failure = failureOf(() => parse({ 'report-to': reportTo }, { eventName }));
      expect([failure.code, failure.message.split('\n')]).toEqual([
        'AKSU-INPUT',
        [
          'One input is wrong:',
          `- report-to: given "${reportTo}"; \`pr-comment\` needs a pull request, and this run is of none; ` +
            `allowed: \`pr-comment\` on pull request events alone. Write \`report-to: ${instead}\`.`,
        ],
      ]);
    }
    expect(() => parse({ 'report-to': instead })).not.toThrow();
  });

  test('beside `none` only what would be accepted is proposed', () => {
    const raw = { 'report-to': 'none, pr-comment' };
    expect(failureOf(() => parse(raw)).message).toContain('`report-to: none` or `report-to: auto`');
    expect(failureOf(() => parse(raw, onPull)).message).toContain(
      '`report-to: none` or `report-to: pr-comment`',
    );
  });

  test('an event that does not name its pull request is refused where a comment is to go below it, and only there', () => {
    const unnamed = { eventName: 'pull_request' };
    const failure = failureOf(() => parse({}, unnamed));
    expect(failure.code).toBe('AKSU-RUNNER');
    expect(failure.message).toContain('GITHUB_EVENT_PATH');
    expect(parse({ 'report-to': 'pull-request' }, unnamed).telling.reportTo).toEqual(['pull-request']);
    expect(failureOf(() => parse({ channel: 'x' }, unnamed)).code).toBe('AKSU-INPUT');
    expect(failureOf(() => parse({ mode: 'upgrade', gate: 'none' }, unnamed)).code).toBe('AKSU-EVENT');
  });
});

describe('where versions are written down', () => {
  test.each<[RawInputs, Partial<RunContext>, Inputs['pins']]>([
    [{ 'report-to': 'pull-request' }, {}, { paths: [] }],
    [{ 'report-to': 'issue,pull-request' }, {}, { paths: [] }],
    [{}, onPull, { paths: [] }],
    [{ 'pin-paths': 'infra' }, onPull, { paths: ['infra'] }],
    [
      { 'report-to': 'pull-request', 'base-branch': 'release/1.x', 'pin-paths': 'a.tf,b' },
      {},
      { paths: ['a.tf', 'b'], baseBranch: 'release/1.x' },
    ],
    [{}, {}, undefined],
    [{ 'report-to': 'none', 'github-token': '' }, onPull, undefined],
    [{ 'report-to': 'issue' }, onPull, undefined],
  ])('%j on %j', (raw, context, pins) => {
    const inputs = parse(raw, context);
    expect(inputs.pins).toEqual(pins);
    expect('pins' in inputs).toBe(pins !== undefined);
    expect(inputs.warnings).toEqual([]);
  });

  const both = { 'pin-paths': 'infra', 'base-branch': 'main' };
  test.each<[RawInputs, Partial<RunContext>, readonly string[]]>([
    [
      both,
      {},
      ['pin-paths', 'base-branch'].map(
        (input) => `\`${input}\` has no effect: on this event \`report-to: auto\` makes it \`issue\`.`,
      ),
    ],
    [both, onPull, ['`base-branch` has no effect: on this event `report-to: auto` makes it `pr-comment`.']],
    [
      { ...both, 'report-to': 'none' },
      {},
      ['pin-paths', 'base-branch'].map((input) => `\`${input}\` has no effect with \`report-to: none\`.`),
    ],
    [
      { ...both, 'report-to': 'issue, pr-comment' },
      onPull,
      ['`base-branch` has no effect with `report-to: issue, pr-comment`.'],
    ],
    [{ ...both, 'report-to': 'issue, pull-request' }, {}, []],
  ])('%j on %j warns', (raw, context, warnings) => {
    expect(parse(raw, context).warnings).toEqual(warnings);
  });

  test('they are read without any use for them, too', () => {
    const { message } = failureOf(() =>
      parse({ 'report-to': 'none', 'pin-paths': '..', 'base-branch': '-x' }),
    );
    expect(message.match(/^- [a-z-]+/gm)).toEqual(['- pin-paths', '- base-branch']);
  });
});

describe('pin-paths', () => {
  test.each([
    ['infra/prod.tf', ['infra/prod.tf']],
    ['./infra/', ['infra']],
    ['infra//prod/./main.bicep', ['infra/prod/main.bicep']],
    ['infra\nInfra, infra/', ['infra', 'Infra']],
    ['.github/aks.json, .infra', ['.github/aks.json', '.infra']],
    ['.github, .github/workflows-old', ['.github', '.github/workflows-old']],
    ['über größe/my file (1).tf', ['über größe/my file (1).tf']],
    ['...', ['...']],
    ['a..b/c!d', ['a..b/c!d']],
  ])('%j', (text, paths) => {
    expect(pinsOf({ 'pin-paths': text })?.paths).toEqual(paths);
  });

  test.each<[string, string, string?]>([
    ['/infra/prod', 'it is absolute', 'infra/prod'],
    ['//infra', 'it is absolute', 'infra'],
    ['/', 'it is absolute'],
    ['/../x', 'it is absolute'],
    ['C:/infra', 'it is absolute'],
    ['c:\\infra', 'it is absolute'],
    ['infra\\prod.tf', 'it holds a `\\`', 'infra/prod.tf'],
    ['.\\infra\\..', 'it holds a `\\`'],
    ['..', 'it holds `..`'],
    ['infra/../prod', 'it holds `..`'],
    ['infra/..', 'it holds `..`'],
    ['.', 'the whole repository'],
    ['./', 'the whole repository'],
    ['**/*.tf', 'patterns are not read'],
    ['infra/**/*.tf', 'patterns are not read', 'infra'],
    ['infra/env-?/main.tf', 'patterns are not read', 'infra'],
    ['infra/[ab].tf', 'patterns are not read', 'infra'],
    ['infra/x{1}.tf', 'patterns are not read', 'infra'],
    ['!infra', 'patterns are not read'],
    ['a, /b', '"/b" (it is absolute)', 'a, b'],
    ['a\u0007b', 'control character'],
    ['.github/workflows', 'files of workflows are not looked at'],
    ['./.github/workflows/check.yml', 'files of workflows are not looked at'],
    [',', 'it names nothing'],
  ])('%j is refused', (text, reason, instead) => {
    const refused = refusalOf('pin-paths', text);
    expect(refused.line).toContain(reason);
    expect(refused.line).toContain('; allowed: one or several');
    expect(refused.instead).toBe(instead);
    if (instead === undefined) expect(refused.line).toContain('Write for example `pin-paths: infra/prod`.');
  });
});

describe('base-branch', () => {
  test.each([
    'main',
    'release/1.x',
    'größe',
    'a@b',
    '@x',
    'feature#1',
    'head',
    'aks-upgrades/x',
    'x'.repeat(255),
  ])('%j', (text) => {
    expect(pinsOf({ 'base-branch': text })?.baseBranch).toBe(text);
  });

  test.each<[string, string, string?]>([
    ['refs/heads/main', 'the bare name is meant', 'main'],
    ['refs/heads/release/1.x', 'the bare name is meant', 'release/1.x'],
    ['refs/heads/', ''],
    ['refs/tags/v1', ''],
    ['refs/heads/refs/heads/main', ''],
    ['aks-upgrade/scope-1', 'that the action itself makes'],
    ['refs/heads/AKS-upgrade/x', 'that the action itself makes'],
    ['two words', ''],
    ['a..b', ''],
    ['a~1', ''],
    ['a^', ''],
    ['a:b', ''],
    ['a?', ''],
    ['a*', ''],
    ['a[b', ''],
    ['a\\b', ''],
    ['a@{0}', ''],
    ['@', ''],
    ['HEAD', ''],
    ['-main', ''],
    ['/main', ''],
    ['main/', ''],
    ['a//b', ''],
    ['.hidden', ''],
    ['a/.b', ''],
    ['main.', ''],
    ['main.lock', ''],
    ['a.lock/b', ''],
    ['a\u007fb', ''],
    ['a\u2028b', ''],
    ['0123456789abcdef0123456789abcdef01234567', ''],
    ['x'.repeat(256), ''],
  ])('%j is refused', (text, reason, instead) => {
    const refused = refusalOf('base-branch', text);
    expect(refused.line).toContain(reason);
    expect(refused.line).toContain('allowed: the name of a branch');
    expect(refused.instead).toBe(instead);
  });
});
