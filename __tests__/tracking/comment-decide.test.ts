import { describe, expect, test } from 'vitest';
import { writeMarked } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { decideComment, isTold, recogniseComments } from '../../src/tracking/comment/decide-comment.ts';
import { type PlacedComment, parsePlacedComment } from '../../src/tracking/comment/placed-comment.ts';
import { describeThreadRefusal } from '../../src/tracking/comment/thread.ts';
import { maximumBody, placeReport } from '../../src/tracking/github/fit-body.ts';
import { aReport, bot, key } from './a-telling.ts';

const told = aReport('Told');
const person = { login: 'platform-engineer', isBot: false, association: 'MEMBER' };
const app = { login: 'my-app[bot]', isBot: true, association: 'NONE' };
const outsider = { login: 'outsider', isBot: false, association: 'CONTRIBUTOR' };

function aComment(id: number, changes: Partial<PlacedComment> = {}): PlacedComment {
  const author = { login: bot, isBot: true, association: 'NONE' };
  return { id, url: `https://github.com/c/${id}`, author, body: told.body, ...changes };
}

function say(comments: readonly PlacedComment[], page: Page): string {
  const { action, extras } = decideComment(recogniseComments(comments, key, bot), page);
  const place = 'item' in action ? ` ${action.item.comment.id}` : '';
  return [`${action.kind}${place}`, ...extras.map(({ comment }) => `retire ${comment.id}`)].join(', ');
}

const same = aReport('Told', 'due', '09:15');
const other = aReport('Something else');
const clear = aReport('Nothing is behind', 'clear');
const unread = aReport('Could not be read', 'leave');
const crlf = told.body.replaceAll('\n', '\r\n');

const rows: readonly (readonly [string, readonly PlacedComment[], Page, string])[] = [
  ['nothing stands, something is due', [], same, 'create'],
  ['nothing stands, nothing is behind', [], clear, 'none'],
  ['nothing stands, nothing could be read', [], unread, 'none'],
  ['ours, the same', [aComment(5)], same, 'leave 5'],
  ['ours, saved in a browser', [aComment(5, { body: crlf })], same, 'leave 5'],
  ['ours, something else', [aComment(5)], other, 'rewrite 5'],
  ['ours, nothing is behind any more', [aComment(5)], clear, 'rewrite 5'],
  ['ours says so already', [aComment(5, { body: clear.body })], clear, 'leave 5'],
  ['ours, nothing could be read', [aComment(5)], unread, 'rewrite 5'],
  [
    'ours under words of people',
    [aComment(5, { body: `Read this!\n\n${told.body}\n\nThanks` })],
    same,
    'leave 5',
  ],
  [
    'ours in another case',
    [aComment(5, { author: { ...app, login: 'GitHub-Actions[bot]' } })],
    same,
    'leave 5',
  ],
  ['two: the oldest is kept', [aComment(9), aComment(5)], same, 'leave 5, retire 9'],
  ['three, something else', [aComment(5), aComment(9), aComment(7)], other, 'rewrite 5, retire 7, retire 9'],
  ['two, nothing is behind', [aComment(5), aComment(9)], clear, 'rewrite 5, retire 9'],
  ['two, nothing could be read', [aComment(5), aComment(9)], unread, 'rewrite 5, retire 9'],
  [
    'the oldest tells something else',
    [aComment(5, { body: other.body }), aComment(9)],
    same,
    'rewrite 5, retire 9',
  ],
  ['a leftover of an app', [aComment(3, { author: app })], other, 'stop 3'],
  ['a leftover of a person with rights', [aComment(3, { author: person })], other, 'stop 3'],
  [
    'two leftovers: the oldest is named',
    [aComment(4, { author: app }), aComment(3, { author: person })],
    other,
    'stop 3',
  ],
  ['a leftover that tells the same', [aComment(3, { author: app })], same, 'stop 3'],
  ['a leftover, nothing is behind', [aComment(3, { author: app })], clear, 'none'],
  ['a leftover, nothing could be read', [aComment(3, { author: app })], unread, 'none'],
  ['a leftover beside ours', [aComment(3, { author: app }), aComment(5)], other, 'rewrite 5'],
  [
    'an app after which people wrote',
    [aComment(3, { author: app, body: `${told.body}\nThanks` })],
    other,
    'stop 3',
  ],
  [
    'an app that repeats somebody',
    [aComment(3, { author: app, body: `@o said:\n${told.body}` })],
    other,
    'create',
  ],
  [
    'a person with words before it',
    [aComment(3, { author: person, body: `Hm:\n${told.body}` })],
    other,
    'stop 3',
  ],
  ['an outsider', [aComment(3, { author: outsider })], other, 'create'],
  [
    'an outsider beside ours',
    [aComment(3, { author: outsider }), aComment(5), aComment(7, { author: outsider })],
    same,
    'leave 5',
  ],
  ['an account that is gone', [aComment(3, { author: { ...outsider, login: 'ghost' } })], other, 'create'],
  ['another key', [aComment(5, { body: told.body.replace(key, 'other') })], same, 'create'],
  [
    'another version of the marker',
    [aComment(5, { body: told.body.replace(' v1 ', ' v2 ') })],
    same,
    'create',
  ],
  ['our marker in a quotation', [aComment(5, { body: told.body.replace(/^/gm, '> ') })], same, 'create'],
  ['our marker in a code block', [aComment(5, { body: `\`\`\`\n${told.body}\n\`\`\`` })], same, 'create'],
  ['our marker in a line', [aComment(5, { body: `See ${told.body}` })], same, 'create'],
  [
    'our marker without its end',
    [aComment(5, { body: told.body.replace('<!-- /aks-upgrade -->', '') })],
    same,
    'create',
  ],
  [
    'a pointer of ours',
    [aComment(5, { body: 'This report is kept in https://github.com/c/1: …' })],
    same,
    'create',
  ],
];

test.each(rows)('%s', (_, comments, page, expected) => {
  expect(say(comments, page)).toBe(expected);
});

describe('what fits', () => {
  test('is what is wanted: a shortened one is not written over and over', () => {
    const text = Array.from({ length: 900 }, (_, at) => `Paragraph ${at} of a long page that does not fit.`);
    const long = { ...told, fingerprint: 'ab', body: writeMarked(key, 'ab', text.join('\n\n')) };
    const words = 'x'.repeat(40_000);
    const placed = placeReport(`${words}\n${told.body}`, long);
    expect([isTold(`${words}\n${told.body}`, long), isTold(told.body, long)]).toEqual([false, false]);
    expect([placed?.isWhole, isTold(placed?.body ?? '', long)]).toEqual([false, true]);
  });

  test('where nothing fits, what stands is left', () => {
    const full = `${'x'.repeat(maximumBody - told.body.length - 1)}\n${told.body}`;
    expect(isTold(full, { ...other, body: writeMarked(key, 'ab', 'y'.repeat(500)) })).toBe(true);
  });

  test('a body without ours tells nothing', () => {
    expect(isTold('A remark.', told)).toBe(false);
  });
});

describe('a comment is parsed where it comes in', () => {
  const good = { id: 7, html_url: 'https://github.com/x', user: { login: 'a', type: 'Bot' }, body: 'b' };
  test('whole', () => {
    expect(parsePlacedComment({ ...good, author_association: 'OWNER' })).toEqual({
      id: 7,
      url: 'https://github.com/x',
      author: { login: 'a', isBot: true, association: 'OWNER' },
      body: 'b',
    });
    expect(parsePlacedComment({ ...good, user: null })?.author.login).toBe('ghost');
  });
  test.each([
    ['no id', { ...good, id: undefined }],
    ['an id that is none', { ...good, id: 7.5 }],
    ['no address', { ...good, html_url: null }],
    ['no body', { ...good, body: null }],
    ['a list', [good]],
    ['nothing', null],
    ['text', 'comment'],
  ])('%s is none', (_, data) => {
    expect(parsePlacedComment(data)).toBeUndefined();
  });
});

describe('what a refusal means', () => {
  const thread = { kind: 'pull request', number: 12 } as const;
  const what = 'comment on pull request #12 of contoso/platform';
  const line = 'Give the job `permissions: pull-requests: write`.';
  const rows: readonly (readonly [number, string, string, string])[] = [
    [401, 'Bad credentials', 'AKSU-GITHUB-PERMISSION', line],
    [403, 'Resource not accessible by integration', 'AKSU-GITHUB-PERMISSION', line],
    [404, 'Not Found', 'AKSU-GITHUB-PERMISSION', line],
    [
      403,
      'Unable to create comment because issue is locked.',
      'AKSU-GITHUB-LOCKED',
      'Unlock the conversation of the pull request',
    ],
    [403, 'Repository was archived so is read-only.', 'AKSU-GITHUB-ISSUES-OFF', 'Unarchive'],
    [410, 'This issue was deleted', 'AKSU-GITHUB', 'The pull request is gone'],
    [410, 'Issues are disabled for this repo', 'AKSU-GITHUB-ISSUES-OFF', 'Enable issues'],
    [301, 'Moved Permanently', 'AKSU-GITHUB', 'renamed or moved'],
    [422, 'Validation Failed', 'AKSU-GITHUB', 'Run again'],
  ];
  test.each(rows)('%i %s', (status, message, code, next) => {
    const failure = describeThreadRefusal(thread, { status, headers: {}, message }, what);
    expect([failure.code, failure.message]).toEqual([
      code,
      `GitHub refused to comment on pull request #12 of contoso/platform: ${status} ${message}`,
    ]);
    expect(failure.next).toContain(next);
  });

  test('below an issue it is the advice for issues', () => {
    const refusal = { status: 403, headers: {}, message: 'Resource not accessible by integration' };
    const failure = describeThreadRefusal(
      { kind: 'issue', number: 5 },
      refusal,
      'comment on issue #5 of c/p',
    );
    expect(failure.next).toBe('Give the job `permissions: issues: write`.');
  });
});
