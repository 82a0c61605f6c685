import { describe, expect, test } from 'vitest';
import { findMarked, writeMarked } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { type Branch, decidePull, type Wish, wishOf } from '../../src/tracking/pull/decide-pull.ts';
import type { PullRequest } from '../../src/tracking/pull/pull-request.ts';
import { type FoundPulls, type PullItem, recognisePulls } from '../../src/tracking/pull/recognise-pulls.ts';
import { branch, person } from './a-pull.ts';
import { bot, key } from './a-telling.ts';

const place = { repositoryId: '700000123', branch };

function aText(due: string): string {
  return writeMarked(key, 'ab12', `<!-- due ${due} -->\n\nWhat moves.\n\nRead on 22 Nov 2026, 06:00 UTC.`);
}

function aPlacedText(places: string): string {
  return aText('111111').replace('-->\n\n', `-->\n<!-- places ${places} -->\n\n`);
}

function aPull(differs: Partial<PullRequest> = {}): PullRequest {
  return {
    number: 7,
    url: 'https://github.com/contoso/platform/pull/7',
    title: 'AKS',
    body: aText('111111'),
    isOpen: true,
    isMerged: false,
    author: { login: bot, isBot: true, association: 'NONE' },
    head: { branch, sha: 'a'.repeat(40), repositoryId: place.repositoryId },
    base: 'main',
    isMergeable: undefined,
    labels: [],
    assignees: [],
    ...differs,
  };
}

function anItem(differs: Partial<PullRequest> = {}, closedBy?: string): PullItem {
  const pull = aPull(differs);
  const marked = findMarked(pull.body, key);
  if (!marked) throw new Error('no marker');
  return { pull, marked, closedBy };
}

function found(open: PullItem | undefined, last?: PullItem): FoundPulls {
  const items = [open, last].filter((item) => item !== undefined);
  return { open: open ? [open] : [], last, all: items, strangers: [] };
}

const open = anItem();
const openWithTwo = anItem({ body: aPlacedText('11111111 22222222') });
const byPerson = anItem({ isOpen: false }, person);
const byUs = anItem({ isOpen: false }, bot);
const byNobody = anItem({ isOpen: false });
const merged = anItem({ isOpen: false, isMerged: true });

const absent: Branch = { kind: 'absent' };
const ours: Branch = { kind: 'ours', isWanted: true };
const stale: Branch = { kind: 'ours', isWanted: false };
const theirs: Branch = { kind: 'people', isWanted: false, lacking: ['a.tf'] };
const agreed: Branch = { kind: 'people', isWanted: true, lacking: [] };

type Row = readonly [string, PullItem | undefined, PullItem | undefined, Branch, Partial<Wish>, string];
const same = { page: { key, body: aText('111111'), fingerprint: 'ab12' } };
const more = { page: { key, body: aText('111111 222222'), fingerprint: 'ab12' } };
const placed = (places: string) => ({ page: { key, body: aPlacedText(places), fingerprint: 'ab12' } });
const [one, two] = [placed('11111111'), placed('11111111 22222222')];
const other = placed('11111111 33333333');
const unreadOf = (place: string) => ({ unread: { places: [place], hasFiles: false } });
const unreadFile = { unread: { places: [], hasFiles: true } };
const leave = { standing: 'leave' } as const;
const clear = { standing: 'clear' } as const;

const rows: readonly Row[] = [
  ['leave, open', open, undefined, theirs, leave, 'leave 7'],
  ['leave, none', undefined, merged, absent, leave, 'none'],
  ['clear, open', open, undefined, ours, clear, 'close 7'],
  ['clear, open, branch gone', open, undefined, absent, clear, 'close 7'],
  ['clear, open, held', open, undefined, theirs, clear, 'hold 7'],
  ['clear, open, agreed', open, undefined, agreed, clear, 'hold 7'],
  ['clear, none', undefined, byPerson, theirs, clear, 'none'],
  ['due, open, branch gone', open, undefined, absent, same, 'write-branch 7'],
  ['due, open, stale', open, undefined, stale, same, 'write-branch 7'],
  ['due, open, current, told', open, undefined, ours, same, 'leave 7'],
  ['due, open, current, untold', open, undefined, ours, more, 'rewrite 7'],
  ['due, open, agreed, told', open, undefined, agreed, same, 'leave 7'],
  ['due, open, agreed, untold', open, undefined, agreed, more, 'rewrite 7'],
  ['due, open, held', open, undefined, theirs, more, 'hold 7'],
  [
    'due, open, less, that unread',
    openWithTwo,
    undefined,
    stale,
    { ...one, ...unreadOf('22222222') },
    'leave 7',
  ],
  [
    'due, open, less, that unread, held',
    openWithTwo,
    undefined,
    theirs,
    { ...one, ...unreadOf('22222222') },
    'leave 7',
  ],
  ['due, open, less, a file unread', openWithTwo, undefined, stale, { ...one, ...unreadFile }, 'leave 7'],
  [
    'due, open, less, another unread',
    openWithTwo,
    undefined,
    stale,
    { ...one, ...unreadOf('33333333') },
    'write-branch 7',
  ],
  ['due, open, less, all read', openWithTwo, undefined, stale, one, 'write-branch 7'],
  [
    'due, open, another for it, that unread',
    openWithTwo,
    undefined,
    stale,
    { ...other, ...unreadOf('22222222') },
    'leave 7',
  ],
  [
    'due, open, as much, unread',
    openWithTwo,
    undefined,
    stale,
    { ...two, ...unreadOf('22222222') },
    'write-branch 7',
  ],
  [
    'due, open, as much, a file unread',
    openWithTwo,
    undefined,
    stale,
    { ...two, ...unreadFile },
    'write-branch 7',
  ],
  ['due, none at all', undefined, undefined, absent, same, 'write-branch'],
  ['due, none at all, branch there', undefined, undefined, ours, same, 'create'],
  ['due, none at all, branch of people', undefined, undefined, theirs, same, 'stop'],
  ['due, none at all, agreed branch of people', undefined, undefined, agreed, same, 'stop'],
  ['due, merged', undefined, merged, stale, same, 'write-branch'],
  ['due, merged, branch there', undefined, merged, ours, same, 'create'],
  ['due, merged, people went on', undefined, merged, theirs, same, 'stop'],
  ['due, closed by a person', undefined, byPerson, ours, same, 'leave 7'],
  ['due, closed by nobody knows whom', undefined, byNobody, stale, same, 'leave 7'],
  ['due, closed by a person, new', undefined, byPerson, stale, more, 'write-branch'],
  ['due, closed by a person, new, written', undefined, byPerson, ours, more, 'reopen 7'],
  ['due, closed by a person, new, held', undefined, byPerson, theirs, more, 'hold 7'],
  ['due, closed by a person, new, agreed', undefined, byPerson, agreed, more, 'reopen 7'],
  ['due, closed, on-closed reopen', undefined, byPerson, ours, { ...same, onClosed: 'reopen' }, 'reopen 7'],
  ['due, closed, on-closed new', undefined, byPerson, ours, { ...same, onClosed: 'new' }, 'create'],
  ['due, closed, on-closed new, held', undefined, byPerson, theirs, { ...same, onClosed: 'new' }, 'hold 7'],
  [
    'due, closed by deleting the branch',
    undefined,
    byPerson,
    absent,
    { ...same, isReleased: true },
    'write-branch',
  ],
  ['due, the same, written', undefined, byPerson, ours, { ...same, isReleased: true }, 'create'],
  ['due, closed by us', undefined, byUs, stale, same, 'write-branch'],
  ['due, closed by us, written', undefined, byUs, ours, same, 'reopen 7'],
];

describe('one action', () => {
  test.each(rows)('%s', (_, standing, last, on, differs, action) => {
    const wish: Wish = {
      ...same,
      standing: 'due',
      onClosed: 'respect',
      us: bot,
      unread: { places: [], hasFiles: false },
      isReleased: false,
      ...differs,
    };
    const decided = decidePull(found(standing, last), on, wish);
    const item = 'item' in decided ? decided.item : undefined;
    expect([decided.kind, ...(item ? [item.pull.number] : [])].join(' ')).toBe(action);
  });

  const agreements: readonly (readonly [Page['standing'], number, Page['standing']])[] = [
    ['due', 1, 'due'],
    ['due', 0, 'leave'],
    ['clear', 0, 'clear'],
    ['clear', 1, 'leave'],
    ['leave', 0, 'leave'],
    ['leave', 1, 'leave'],
  ];
  test.each(agreements)('a page that is %s with %i edits is %s', (standing, edits, wanted) => {
    expect(wishOf(standing, edits)).toBe(wanted);
  });
});

describe('what is ours', () => {
  const strangers: readonly (readonly [string, Partial<PullRequest>, number])[] = [
    ['another account, with our text', { author: { login: person, isBot: false, association: 'MEMBER' } }, 1],
    ['our account, without our text', { body: 'gone' }, 1],
    ['another key', { body: aText('111111').replace(key, 'other') }, 1],
    [
      'another account, closed',
      { author: { login: person, isBot: false, association: 'MEMBER' }, isOpen: false },
      0,
    ],
    [
      'another branch',
      { head: { branch: 'main', sha: 'a'.repeat(40), repositoryId: place.repositoryId } },
      0,
    ],
    ['a fork', { head: { branch, sha: 'a'.repeat(40), repositoryId: '5' } }, 0],
    ['a fork that is gone', { head: { branch, sha: 'a'.repeat(40), repositoryId: undefined } }, 0],
  ];
  test.each(strangers)('not: %s', (_, differs, count) => {
    const sorted = recognisePulls([aPull(differs)], place, key, bot);
    expect(sorted.all).toEqual([]);
    expect(sorted.strangers).toHaveLength(count);
  });

  test('the lowest open number is kept, the newest closed one is the last', () => {
    const pulls = [9, 3, 5].map((number) => aPull({ number }));
    const closed = [2, 8, 4].map((number) => aPull({ number, isOpen: false }));
    const sorted = recognisePulls([...pulls, ...closed], place, key, bot);
    expect(sorted.open.map(({ pull }) => pull.number)).toEqual([3, 5, 9]);
    expect(sorted.last?.pull.number).toBe(8);
  });
});
