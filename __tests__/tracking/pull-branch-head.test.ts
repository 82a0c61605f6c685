import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import { tellsTheSame, writeMarked } from '../../src/report/marker.ts';
import {
  type BranchHead,
  type Change,
  hashChanges,
  isMadeBy,
  readTrailer,
  writeTrailer,
} from '../../src/tracking/pull/branch-head.ts';
import { readBranchLine, withBranchLine } from '../../src/tracking/pull/branch-line.ts';
import { writeCommitMessage } from '../../src/tracking/pull/commit-message.ts';
import { compareBranch, nameLeaf } from '../../src/tracking/pull/compare-branch.ts';
import {
  describeBranchRefusal,
  describePullRefusal,
  isBranchMoved,
} from '../../src/tracking/pull/pull-refusal.ts';
import { parsePullRequest } from '../../src/tracking/pull/pull-request.ts';
import { aMove, aPin } from '../builders/pins.ts';
import { bot, key } from './a-telling.ts';

const sha = (digit: string): string => digit.repeat(40);
const changes: readonly Change[] = [
  { path: 'a.tf', mode: '100644', before: sha('1'), after: sha('2') },
  { path: 'b.tf', mode: '100644', before: sha('3'), after: sha('4') },
];
const making = { key, base: sha('b'), tree: sha('c'), parents: [sha('d')], changes };
const github = { name: 'GitHub', email: 'noreply@github.com', login: 'web-flow' };
const us = { name: bot, email: `41898282+${bot}@users.noreply.github.com`, login: bot };
const human = { name: 'Ada', email: 'ada@example.com', login: 'ada' };

function aHead(differs: Partial<BranchHead> = {}): BranchHead {
  const message = writeCommitMessage('AKS: move', [aMove()], writeTrailer(sha256, making));
  return {
    sha: sha('e'),
    tree: making.tree,
    parents: making.parents,
    message,
    author: us,
    committer: github,
    ...differs,
  };
}

describe('our commit', () => {
  test('carries what it was made of', () => {
    const trailer = readTrailer(sha256, aHead(), key);
    expect(trailer).toMatchObject({ key, base: making.base, changes: hashChanges(sha256, changes) });
    expect(hashChanges(sha256, changes.toReversed())).toBe(trailer?.changes);
  });

  const others: readonly (readonly [string, Partial<BranchHead>, string])[] = [
    ['amended: another tree', { tree: sha('9') }, key],
    ['rebased: another parent', { parents: [sha('9')] }, key],
    ['merged: one parent more', { parents: [...making.parents, sha('9')] }, key],
    ['another key', {}, 'other'],
    ['words below the trailer', { message: `${aHead().message}\n\nMine.` }, key],
    ['another base named', { message: aHead().message.replace(sha('b'), sha('a')) }, key],
    ['no trailer', { message: 'Mine' }, key],
  ];
  test.each(others)('is not: %s', (_, differs, named) => {
    expect(readTrailer(sha256, aHead(differs), named)).toBeUndefined();
  });

  const makers: readonly (readonly [string, Partial<BranchHead>, boolean])[] = [
    ['us, committed by GitHub', {}, true],
    ['us, committed by us', { committer: us }, true],
    [
      'us, without accounts',
      { author: { ...us, login: undefined }, committer: { ...github, login: undefined } },
      true,
    ],
    ['us, committed by a person: amended', { committer: human }, false],
    ['a person, committed by GitHub', { author: human }, false],
    ['a person who took our name', { author: { ...human, name: bot } }, false],
  ];
  test.each(makers)('made by %s', (_, differs, isOurs) => {
    expect(isMadeBy(aHead(differs), bot)).toBe(isOurs);
  });
});

describe('what stands on the branch', () => {
  const leaf = (digit: string, mode = '100644') => nameLeaf(mode, sha(digit));
  const [old, other] = [{ 'a.tf': leaf('7'), 'b.tf': leaf('4') }, ['a.tf', 'b.tf']];
  type Leaves = Readonly<Record<string, string>>;
  type Case = readonly [string, readonly string[], Leaves, Leaves | undefined, boolean, string];
  const cases: readonly Case[] = [
    ['what we wrote last', other, old, old, false, 'lacks a.tf'],
    ['as wanted, by an update', other, { ...old, 'a.tf': leaf('2') }, old, true, 'wanted'],
    ['as wanted, by a person', other, { ...old, 'a.tf': leaf('2') }, old, false, 'foreign wanted'],
    [
      'as wanted, and our commit is not known',
      other,
      { ...old, 'a.tf': leaf('2') },
      undefined,
      false,
      'wanted',
    ],
    ['something else, and our commit is not known', other, old, undefined, false, 'foreign lacks a.tf'],
    ['edited', other, { ...old, 'a.tf': leaf('9') }, old, false, 'foreign lacks a.tf'],
    ['edited, then updated', other, { ...old, 'a.tf': leaf('9') }, old, true, 'foreign lacks a.tf'],
    ['another mode', other, { ...old, 'b.tf': leaf('4', '100755') }, old, false, 'foreign lacks a.tf b.tf'],
    [
      'another mode alone',
      [...other, 'c'],
      { ...old, c: leaf('5', '100755') },
      { ...old, c: leaf('5') },
      false,
      'foreign lacks a.tf',
    ],
    ['added', [...other, 'c'], { ...old, c: leaf('5') }, old, false, 'foreign lacks a.tf'],
    ['removed', other, { 'b.tf': leaf('4') }, old, false, 'foreign lacks a.tf'],
    ['taken back', ['a.tf'], { ...old, 'b.tf': leaf('3') }, old, false, 'foreign lacks a.tf b.tf'],
    [
      'taken back where we want nothing any more',
      other,
      { ...old, c: leaf('5') },
      { ...old, c: leaf('6') },
      false,
      'foreign lacks a.tf',
    ],
    ['brought by the base', other, { ...old, c: leaf('5') }, old, true, 'lacks a.tf'],
  ];
  test.each(cases)('%s', (_, shown, now, written, isUpdate, told) => {
    const leaves = new Map(Object.entries(now));
    const last = written && new Map(Object.entries(written));
    const found = compareBranch({ shown: new Set(shown), changes, now: leaves, written: last, isUpdate });
    const words = [
      ...(found.isForeign ? ['foreign'] : []),
      ...(found.isWanted ? ['wanted'] : []),
      ...(found.lacking.length > 0 ? ['lacks', ...found.lacking] : []),
    ];
    expect(words.join(' ')).toBe(told);
  });
});

describe('the hidden line', () => {
  const page = writeMarked(
    key,
    'ab12',
    '<!-- due 123456 -->\n\nText.\n\n<!-- branch 0 -->\n\nRead on 22 Nov 2026, 06:00 UTC.',
  );
  test('stands below the hidden lines of the beginning and is read there alone', () => {
    const told = withBranchLine(page, sha('a'));
    expect(told.split('\n')[2]).toBe(`<!-- branch ${sha('a')} -->`);
    expect(readBranchLine(told)).toBe(sha('a'));
    expect(readBranchLine(told.replaceAll('\n', '\r\n'))).toBe(sha('a'));
    expect(readBranchLine(page.replace('branch 0', `branch ${sha('a')}`))).toBeUndefined();
    expect(withBranchLine(page, undefined)).toBe(page);
  });
  test('another commit is something else to tell', () => {
    expect(tellsTheSame(withBranchLine(page, sha('a')), withBranchLine(page, sha('b')))).toBe(false);
    expect(tellsTheSame(withBranchLine(page, sha('a')), withBranchLine(page, sha('a')))).toBe(true);
  });
});

test('a commit message refers to nothing, whatever files are called', () => {
  const file = 'fixes #1 @team [skip ci] GH-2 https://example.com\nskip-checks: true.tf';
  const move = aMove({ pin: aPin({ file }) });
  const text = writeCommitMessage('Close #3', [move], writeTrailer(sha256, making));
  expect(text).not.toMatch(/#\d|@\w|\[skip ci|GH-\d|:\/\//);
  expect(text.split('\n').filter((line) => line.startsWith('skip-checks'))).toEqual([]);
  expect(readTrailer(sha256, aHead({ message: text }), key)).toBeDefined();
  const many = writeCommitMessage(
    'x',
    Array.from({ length: 60 }, () => move),
    'end',
  );
  expect(many).toContain('- and 10 more');
});

describe('refusals', () => {
  const refusal = (status: number, message: string) => ({ status, message, headers: {} });
  test.each(['Update is not a fast forward', 'Reference already exists', 'Reference does not exist'])(
    'look again: %s',
    (words) => {
      expect(isBranchMoved(refusal(422, words))).toBe(true);
      expect(isBranchMoved(refusal(403, words))).toBe(false);
    },
  );

  const onBranch: readonly (readonly [number, string, string, RegExp])[] = [
    [
      422,
      'Repository rule violations found Cannot create ref due to creations being restricted.',
      'AKSU-GITHUB-BRANCH',
      /aks-upgrade/,
    ],
    [
      422,
      'Repository rule violations found Commits must have verified signatures.',
      'AKSU-GITHUB-BRANCH',
      /GitHub App/,
    ],
    [
      403,
      'refusing to allow a GitHub App to create or update workflow `.github/workflows/a.yml` without `workflows` permission',
      'AKSU-GITHUB-BRANCH',
      /workflows: write/,
    ],
    [422, 'Reference update failed', 'AKSU-GITHUB-BRANCH', /aks-upgrade/],
    [403, 'Resource not accessible by integration', 'AKSU-GITHUB-PERMISSION', /contents: write/],
    [404, 'Not Found', 'AKSU-GITHUB-PERMISSION', /contents: write/],
    [403, 'Repository was archived so is read-only.', 'AKSU-GITHUB-ISSUES-OFF', /Unarchive/],
  ];
  test.each(onBranch)('of the branch: %i %s', (status, message, code, next) => {
    const failure = describeBranchRefusal(refusal(status, message), 'update branch x', 'the-bot');
    expect(failure).toMatchObject({
      code,
      next: expect.stringMatching(next),
      message: expect.stringContaining(message),
    });
  });

  test('of the branch names the account that rules have to let through', () => {
    const failure = describeBranchRefusal(refusal(422, 'Cannot create ref'), 'create branch x', 'the-bot');
    expect([failure.message, failure.next].join(' ')).toMatch(/let the-bot create branch x: .* account that/);
  });

  const onPull: readonly (readonly [number, string, string, RegExp])[] = [
    [
      403,
      'GitHub Actions is not permitted to create or approve pull requests.',
      'AKSU-GITHUB-PULLS-OFF',
      /Settings/,
    ],
    [403, 'Resource not accessible by integration', 'AKSU-GITHUB-PERMISSION', /pull-requests: write/],
    [
      422,
      'Validation Failed: [{"resource":"PullRequest","field":"base","code":"invalid"}]',
      'AKSU-GITHUB-BRANCH',
      /base-branch/,
    ],
    [422, 'Validation Failed', 'AKSU-GITHUB', /./],
  ];
  test.each(onPull)('of the pull request: %i %s', (status, message, code, next) => {
    expect(describePullRefusal(refusal(status, message), 'create a pull request')).toMatchObject({
      code,
      next: expect.stringMatching(next),
    });
  });
});

test.each([
  undefined,
  null,
  '',
  [],
  {},
  { number: 1 },
  { number: 0, html_url: '', title: '', state: 'open' },
])('what is no pull request is none: %j', (data) => {
  expect(parsePullRequest(data)).toBeUndefined();
});
