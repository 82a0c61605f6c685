/** Rules of tracking's decisions that a small slip in the code could break unnoticed: each row holds one. */
import { describe, expect, test } from 'vitest';
import { writeMarked } from '../../src/report/marker.ts';
import { type Asked, conclude } from '../../src/tracking/ending/conclude.ts';
import { fitReport, maximumBody, placeReport } from '../../src/tracking/github/fit-body.ts';
import type { Issue } from '../../src/tracking/github/issue.ts';
import { lastClosed, recogniseItems } from '../../src/tracking/issue/recognise-items.ts';
import { subscriptionId } from '../builders/fleet.ts';
import { aReport, bot, key } from './a-telling.ts';
import { anUnread, cluster, facts } from './check-facts.ts';

const notice =
  '*Shortened: the text around this report leaves too little room. The whole report is in the job summary.*';
const report = (text: string) => ({ key, fingerprint: 'ab', body: writeMarked(key, 'ab', text) });
const cutAfter = (lead: string) => writeMarked(key, 'ab', `${lead}\n\n${notice}`);
const longTail = 'x'.repeat(300);

describe('shortening cuts', () => {
  const fence = '```\n\ncode\n\n```';
  test.each<[string, string, readonly string[]]>([
    ['between paragraphs', 'a\n\nb', ['a\n\nb', 'a']],
    [
      'not inside details',
      'a\n\n<details>\n\nin\n\n</details>\n\nb',
      ['a\n\n<details>\n\nin\n\n</details>\n\nb', 'a\n\n<details>\n\nin\n\n</details>', 'a'],
    ],
    ['not inside a fence', `a\n\n${fence}\n\nb`, [`a\n\n${fence}\n\nb`, `a\n\n${fence}`, 'a']],
    [
      'after a fence that more marks close',
      '```\n\ncode\n\n````\n\nb',
      ['```\n\ncode\n\n````\n\nb', '```\n\ncode\n\n````'],
    ],
    [
      'after a fence that marks with blanks close',
      '```\n\ncode\n\n```  \n\nb',
      ['```\n\ncode\n\n```  \n\nb', '```\n\ncode\n\n```  '],
    ],
    [
      'not after marks that are too few',
      '````\n\n```\n\n````\n\nb',
      ['````\n\n```\n\n````\n\nb', '````\n\n```\n\n````'],
    ],
    [
      'not after marks with a word: they close nothing',
      '```\n\n```js\n\n```\n\nb',
      ['```\n\n```js\n\n```\n\nb', '```\n\n```js\n\n```'],
    ],
    [
      'not inside a fence with a language',
      '```js\n\ncode\n\n```\n\nb',
      ['```js\n\ncode\n\n```\n\nb', '```js\n\ncode\n\n```'],
    ],
    [
      'not inside tildes that hold backticks',
      '~~~\n\n```\n\n~~~\n\nb',
      ['~~~\n\n```\n\n~~~\n\nb', '~~~\n\n```\n\n~~~'],
    ],
    ['after marks within a line: no fence', 'say ``` so\n\nb', ['say ``` so\n\nb', 'say ``` so']],
    ['after a line that begins with code', '`so` it is\n\nb', ['`so` it is\n\nb', '`so` it is']],
    ['after a line that begins with a tilde', '~5 of them\n\nb', ['~5 of them\n\nb', '~5 of them']],
  ])('%s', (_, text, leads) => {
    const whole = report(`${text}\n\n${longTail}`);
    for (const [index, lead] of leads.entries()) {
      const room = cutAfter(lead).length;
      expect(fitReport(whole, room)).toBe(cutAfter(lead));
      const less = leads[index + 1];
      expect(fitReport(whole, room - 1)).toBe(less === undefined ? undefined : cutAfter(less));
    }
  });

  test('what just fits is whole', () => {
    const whole = report(`a\n\n${longTail}`);
    expect(fitReport(whole, whole.body.length)).toBe(whole.body);
    expect(fitReport(whole, whole.body.length - 1)).toBe(cutAfter('a'));
  });

  test("people's text before and after ours takes room, and a body without ours has no place for it", () => {
    const whole = report(`a\n\n${longTail}`);
    const room = maximumBody - whole.body.length;
    const before = 'b'.repeat(Math.floor(room / 2) - 2);
    const after = 'c'.repeat(room - before.length - 2);
    expect(placeReport(`${before}\n${whole.body}\n${after}`, whole)?.isWhole).toBe(true);
    expect(placeReport(`${before}\n${whole.body}\n${after}c`, whole)?.isWhole).toBe(false);
    expect(placeReport(`${before}${after}`, whole)).toBeUndefined();
  });
});

describe('what stands under our key', () => {
  const told = aReport('Told');
  const anIssue = (number: number, differs: Partial<Issue> = {}): Issue => ({
    number,
    url: '',
    title: '',
    body: told.body,
    isOpen: true,
    author: { login: 'someone', isBot: false, association: 'NONE' },
    closedAt: 0,
    closedBy: undefined,
    labels: ['bug', 'AKS-Upgrade'],
    assignees: [],
    ...differs,
  });
  const by = (association: string) => ({ login: 'someone', isBot: false, association });

  test.each<[string, Issue, string | undefined, number]>([
    ['the owner, our label among others', anIssue(1, { author: by('OWNER') }), 'aks-upgrade', 1],
    ['a member', anIssue(1, { author: by('MEMBER') }), 'aks-upgrade', 1],
    ['a collaborator', anIssue(1, { author: by('COLLABORATOR') }), 'aks-upgrade', 1],
    ['somebody who contributed once', anIssue(1, { author: by('CONTRIBUTOR') }), 'aks-upgrade', 0],
    ['an association that is not told', anIssue(1, { author: by('') }), 'aks-upgrade', 0],
    ['where we have no label', anIssue(1, { author: by('OWNER') }), undefined, 0],
  ])('a leftover: %s', (_, issue, label, count) => {
    expect(recogniseItems([issue], key, bot, label).strangers).toHaveLength(count);
  });

  test('the last one closed is a closed one', () => {
    const ours = { author: { login: bot, isBot: true, association: 'NONE' } };
    const items = [anIssue(4, { ...ours, isOpen: false }), anIssue(9, ours)];
    expect(lastClosed(recogniseItems(items, key, bot, undefined).ours)?.issue.number).toBe(4);
  });
});

describe('how the step ends', () => {
  const asking = (
    differs: Partial<Asked['scope']> = {},
    redact = false,
    failOn: Asked['failOn'] = [],
  ): Asked => ({
    failOn,
    scope: { subscriptionIds: [], clusters: [], tags: [], nodePools: [], ...differs },
    telling: { redact },
  });
  const nothingRead = (...unread: ReturnType<typeof anUnread>[]) => facts({ clusters: [], unread });

  test('the words to take out are named one by one', () => {
    const isUnsupported = true;
    const found = facts({
      drift: [
        { cluster, pools: [], isUnsupported },
        { cluster, pools: [], isUnsupported },
      ],
      unread: [anUnread('pool', 'a')],
    });
    expect(conclude(asking({}, false, ['unsupported', 'unread']), found)).toMatchObject({
      message:
        '`fail-on: unsupported, unread` matched: 2 clusters run a Kubernetes version out of support; 1 cluster or pool could not be read.',
      next: 'See the report. To let the step pass, take `unsupported`, `unread` out of `fail-on`.',
    });
  });

  test('what is not named is counted by things, not by causes', () => {
    const causes = ['a', 'b', 'c', 'd', 'd'].map((reason, index) =>
      anUnread('cluster', `${index}`, { reason }),
    );
    expect(conclude(asking(), nothingRead(...causes))?.message).toContain('; and 2 more.');
  });

  test('redacted, kinds are counted', () => {
    const unread = [anUnread('cluster', 'a'), anUnread('pool', 'b'), anUnread('cluster', 'c')];
    expect(conclude(asking({}, true), nothingRead(...unread))?.message).toBe(
      'No cluster could be read: 2 clusters, 1 pool (Azure said 403 (AuthorizationFailed)).',
    );
  });

  test('missing rights are told once, in order, eight at most', () => {
    const unread = [...'ihgfedcbaa'].map((name) =>
      anUnread('cluster', name, { missingAction: `p/${name}/read` }),
    );
    const listed = [...'abcdefgh'].map((name) => `\`p/${name}/read\``).join(', ');
    expect(conclude(asking(), nothingRead(...unread))?.next).toContain(
      `Give the identity ${listed} at the scope`,
    );
  });

  const missing = { reason: 'not found (404)' };
  const named = { kind: 'named', resourceGroup: 'rg', name: 'x' } as const;
  const hashed = { kind: 'hashed', hash: '0123456789abcdef' } as const;
  test.each<[string, Partial<Asked['scope']>, ReturnType<typeof anUnread>[], string]>([
    [
      'one of several is not there',
      { clusterName: 'x' },
      [anUnread('cluster', 'x', missing), anUnread('cluster', 'y')],
      'Correct `cluster-name`: `az aks list',
    ],
    [
      'a subscription is not there, and a cluster was not readable for another reason',
      {},
      [anUnread('subscription', subscriptionId, missing), anUnread('cluster', 'y')],
      'Correct `subscription-id`: `az account list',
    ],
    [
      'a subscription and a cluster are not there',
      { clusterName: 'x' },
      [anUnread('subscription', subscriptionId, missing), anUnread('cluster', 'x', missing)],
      'Correct `cluster-name`: ',
    ],
    [
      '`clusters` beside a group',
      { clusters: [named], resourceGroup: 'rg' },
      [anUnread('cluster', 'rg/x', missing)],
      'Correct `clusters`: `az aks list',
    ],
    [
      'a name beside an id of the matrix',
      { clusters: [named, hashed] },
      [anUnread('cluster', 'rg/x', missing)],
      'Correct `clusters`: `az aks list',
    ],
  ])('%s: the next step corrects it', (_, scope, unread, next) => {
    expect(conclude(asking(scope), nothingRead(...unread))?.next).toMatch(`${next}`);
  });
});
