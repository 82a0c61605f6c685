import { describe, expect, test } from 'vitest';
import type { OnClosed } from '../../src/inputs/inputs.ts';
import { findMarked, writeMarked } from '../../src/report/marker.ts';
import type { Report } from '../../src/report/report.ts';
import type { Issue } from '../../src/tracking/github/issue.ts';
import { parseIssue, parseIssues, parseRenamers, parseViewer } from '../../src/tracking/github/issue.ts';
import { type Action, decide } from '../../src/tracking/issue/decide.ts';
import { recogniseItems } from '../../src/tracking/issue/recognise-items.ts';
import { aReport, bot, key } from './a-telling.ts';

const told = aReport('Told');

function anIssue(number: number, changes: Partial<Issue> & { by?: string } = {}): Issue {
  const { by = bot, ...rest } = changes;
  return {
    number,
    url: `https://github.com/contoso/platform/issues/${number}`,
    title: told.title,
    body: told.body,
    isOpen: true,
    author: { login: by, isBot: by.endsWith('[bot]'), association: 'NONE' },
    closedAt: 0,
    closedBy: undefined,
    labels: ['aks-upgrade'],
    assignees: [],
    ...rest,
  };
}

const closed = (number: number, closedBy: string | undefined, closedAt = number): Issue =>
  anIssue(number, { isOpen: false, closedAt, closedBy });

function say(issues: readonly Issue[], report: Report, onClosed: OnClosed = 'respect'): string {
  const found = recogniseItems(issues, key, bot, 'aks-upgrade');
  const { action, extras } = decide(found, report, onClosed, bot);
  const closing = extras.map((item) => ` and closes #${item.issue.number}`).join('');
  return `${describeAction(action)}${closing}`;
}

const describeAction = (action: Action): string =>
  'item' in action ? `${action.kind} #${action.item.issue.number}` : action.kind;

const same = aReport('Told', 'due', '09:15');
const other = aReport('Something else');
const clear = aReport('All is well', 'clear');
const nothing = aReport('No cluster found', 'leave');
const person = 'platform-engineer';
const stranger = anIssue(3, { by: 'my-app[bot]' });
const member = { login: person, isBot: false, association: 'MEMBER' };
const outsider = { login: 'outsider', isBot: false, association: 'NONE' };

const rows: readonly (readonly [string, readonly Issue[], Report, OnClosed, string])[] = [
  ['nothing stands, something is due', [], same, 'respect', 'create'],
  ['nothing stands, nothing is due', [], clear, 'respect', 'none'],
  ['nothing stands, nothing was found', [], nothing, 'respect', 'none'],
  ['open, the same', [anIssue(5)], same, 'respect', 'leave #5'],
  ['open, something else', [anIssue(5)], other, 'respect', 'rewrite #5'],
  ['open, nothing is due', [anIssue(5)], clear, 'respect', 'close #5'],
  ['open, nothing was found', [anIssue(5)], nothing, 'respect', 'leave #5'],
  ['two open: the lowest is kept', [anIssue(9), anIssue(5)], same, 'respect', 'leave #5 and closes #9'],
  [
    'three open, something else',
    [anIssue(9), anIssue(7), anIssue(5)],
    other,
    'respect',
    'rewrite #5 and closes #7 and closes #9',
  ],
  ['two open, nothing is due', [anIssue(9), anIssue(5)], clear, 'respect', 'close #5 and closes #9'],
  [
    'two open, nothing was found: nothing is touched',
    [anIssue(9), anIssue(5)],
    nothing,
    'respect',
    'leave #5',
  ],
  ['an open one counts before a closed one', [closed(2, person), anIssue(5)], other, 'new', 'rewrite #5'],
  ['closed by us', [closed(5, bot)], other, 'respect', 'reopen #5'],
  ['closed by us, with what is due: a stale bot', [closed(5, bot)], same, 'respect', 'reopen #5'],
  ['closed by us, new', [closed(5, bot)], other, 'new', 'reopen #5'],
  ['closed by us, in another case', [closed(5, 'GitHub-Actions[bot]')], other, 'new', 'reopen #5'],
  ['closed by a person, respect, the same', [closed(5, person)], same, 'respect', 'leave #5'],
  ['closed by a person, respect, something else', [closed(5, person)], other, 'respect', 'reopen #5'],
  ['closed by a person, reopen, the same', [closed(5, person)], same, 'reopen', 'reopen #5'],
  ['closed by a person, new, the same', [closed(5, person)], same, 'new', 'create'],
  ['closed by nobody knows whom', [closed(5, undefined)], same, 'respect', 'leave #5'],
  ['closed, nothing is due', [closed(5, person)], clear, 'reopen', 'none'],
  ['closed, nothing was found', [closed(5, person)], nothing, 'reopen', 'none'],
  [
    'of several closed, the last one closed',
    [closed(4, bot, 90), closed(6, person, 50)],
    same,
    'respect',
    'reopen #4',
  ],
  [
    'closed in the same second: the newer one',
    [closed(4, bot, 50), closed(6, bot, 50)],
    same,
    'respect',
    'reopen #6',
  ],
  ['a leftover of a bot', [stranger], other, 'respect', 'stop #3'],
  ['a leftover of a bot, closed by us', [stranger, closed(5, bot)], other, 'respect', 'stop #3'],
  ['a leftover beside ours', [stranger, anIssue(5)], other, 'respect', 'rewrite #5'],
  ['a leftover, nothing is due', [stranger], clear, 'respect', 'none'],
  ['a leftover, a person said enough', [stranger, closed(5, person)], same, 'respect', 'leave #5'],
  ['a closed leftover', [{ ...stranger, isOpen: false }], other, 'respect', 'create'],
  ['a bot without our label', [{ ...stranger, labels: ['bug'] }], other, 'respect', 'create'],
  ['a member under our label', [{ ...stranger, author: member }], other, 'respect', 'stop #3'],
  ['an outsider under our label', [{ ...stranger, author: outsider }], other, 'respect', 'create'],
  ['another key', [anIssue(5, { body: told.body.replace(key, 'other') })], same, 'respect', 'create'],
  [
    'our marker in a quotation',
    [anIssue(5, { body: told.body.replace(/^/gm, '> ') })],
    same,
    'respect',
    'create',
  ],
  [
    'our marker with other text under it',
    [anIssue(5, { body: writeMarked(key, told.fingerprint, 'Nothing to see.') })],
    same,
    'respect',
    'rewrite #5',
  ],
  [
    'the same between the words of people',
    [anIssue(5, { body: `Hi\n\n${told.body}\nBye` })],
    same,
    'respect',
    'leave #5',
  ],
  [
    'saved in the browser',
    [anIssue(5, { body: told.body.replaceAll('\n', '\r\n') })],
    same,
    'respect',
    'leave #5',
  ],
];

describe('what to do', () => {
  test.each(rows)('%s', (_, issues, report, onClosed, expected) => {
    expect(say(issues, report, onClosed)).toBe(expected);
    // The order in which GitHub lists them decides nothing.
    expect(say(issues.toReversed(), report, onClosed)).toBe(expected);
  });
});

describe("people's long text", () => {
  const long: Report = {
    ...told,
    body: writeMarked(
      key,
      told.fingerprint,
      `## Three are behind\n\n${Array.from({ length: 500 }, (_, row) => `| row ${row} | ${'x'.repeat(80)} |`).join('\n')}\n\n<details>\n\nhidden\n\n</details>\n\nRead on 22 Nov 2026, 06:00 UTC.`,
    ),
  };

  test('where ours does not fit it is shortened, and stays so', () => {
    const people = 'p'.repeat(65_536 - 40_000);
    const found = recogniseItems([anIssue(5, { body: `${people}\n${told.body}` })], key, bot, 'aks-upgrade');
    const { action } = decide(found, long, 'respect', bot);
    expect(action.kind).toBe('rewrite');
  });

  test('where nothing fits, nothing is cut', () => {
    const body = `${'p'.repeat(65_536 - told.body.length)}\n${told.body}`.slice(1);
    expect(findMarked(body, key)).toBeDefined();
    expect(say([anIssue(5, { body })], long)).toBe('leave #5');
  });
});

describe("GitHub's answers", () => {
  const json = { number: 5, html_url: 'u', title: 't', body: null, state: 'open', user: null, labels: [] };
  test('are read where they are complete', () => {
    expect(parseIssue(json)).toMatchObject({ number: 5, body: '', isOpen: true, author: { login: 'ghost' } });
    expect(parseIssue({ ...json, labels: ['a', { name: 'b' }] })?.labels).toEqual(['a', 'b']);
    expect(parseIssues([json, { ...json, pull_request: {} }])?.length).toBe(1);
    expect(parseViewer({ data: { viewer: { login: bot } } })).toBe(bot);
  });
  test.each([
    ['', undefined],
    [null, undefined],
    [[], undefined],
    [{ ...json, number: '5' }, undefined],
    [{ ...json, number: 0 }, undefined],
    [{ ...json, title: null }, undefined],
    [{ ...json, state: 'merged' }, undefined],
  ])('%j is no issue', (data, expected) => {
    expect(parseIssue(data)).toBe(expected);
    expect(parseIssues([json, data])).toBeUndefined();
  });
  test('lists that are none are not empty lists', () => {
    for (const data of ['', '<html>', {}, null]) {
      expect([parseIssues(data), parseRenamers(data), parseViewer(data)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
  });
});

describe('respect goes by what is due, where both texts say it', () => {
  const withDue = (report: Report, due: string): Report => ({
    ...report,
    body: report.body.replace('\n', `\n<!-- due${due} -->\n`),
  });
  const stood = { ...closed(5, person), body: withDue(told, ' aaaaaa bbbbbb').body };
  test.each([
    ['other words for the same', ' aaaaaa bbbbbb', 'leave #5'],
    ['less than then', ' bbbbbb', 'leave #5'],
    ['something new', ' aaaaaa cccccc', 'reopen #5'],
  ])('%s', (_, due, action) => {
    expect(say([stood], withDue(other, due))).toBe(action);
  });
});
