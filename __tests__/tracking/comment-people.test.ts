import { describe, expect, test } from 'vitest';
import type { FetchHooks } from '../../simulator/github-fetch.ts';
import { seededChoice } from '../../simulator/github-interleaving.ts';
import type { GitHubSimulator } from '../../simulator/github-rest.ts';
import type { Failure } from '../../src/failure.ts';
import { findMarked } from '../../src/report/marker.ts';
import { maximumBody } from '../../src/tracking/github/fit-body.ts';
import { aRepository, comment, commentsOf, deleteComment, liveOnes, pull } from './a-comment.ts';
import { aReport, bot, keepLog, key, writesOf } from './a-telling.ts';

const first = aReport('Three pins are behind');
const news = aReport('Four pins are behind');
const more = aReport('Five pins are behind');

/** Saved in a browser, with CRLF line ends. */
function edit(github: GitHubSimulator, change: (body: string) => string): void {
  const [ours] = liveOnes(github);
  if (ours === undefined) throw new Error('no comment of ours');
  const body = change(ours.body.replaceAll('\r\n', '\n'));
  github.people.editComment(ours.id, body.replaceAll('\n', '\r\n'));
}

test('500 edits by people around our text are kept, also those made during a run', async () => {
  const seeds = Array.from({ length: 500 }, (_, index) => 4_000 + index);
  let duringARun = 0;
  for (const seed of seeds) {
    const choose = seededChoice(seed);
    const { github, time } = aRepository();
    await comment({ github, time }, first);
    const note = `Note ${seed} of ours: ask ${choose(1000)} people | \`a\` <b> **x**`;
    const change =
      [
        (body: string) => `${note}\n\n${body}`,
        (body: string) => `${body}\n\n${note}`,
        (body: string) => `${body}\n${note}\n\n- [ ] a task\n`,
      ][choose(3)] ?? ((body: string) => body);
    let left = choose(4);
    const isDuring = choose(2) === 0;
    const hooks: FetchHooks = {
      // Between our last look and the write nobody can be seen: one exchange, told in the docs.
      before: ({ request }) => {
        if (left >= 0 && request.method !== 'PATCH' && left-- === 0) edit(github, change);
      },
    };
    if (isDuring) duringARun++;
    else {
      edit(github, change);
      left = -1;
    }
    await comment({ github, time, hooks: isDuring ? hooks : {} }, news);
    if (left >= 0) edit(github, change);
    await comment({ github, time }, more);
    const [ours] = liveOnes(github);
    expect(ours?.body, `seed ${seed}`).toContain(note);
    expect(ours?.body, `seed ${seed}`).toContain(more.body);
    expect(ours?.body.split(`key=${key} `).length, `seed ${seed}`).toBe(2);
    expect(commentsOf(github).length, `seed ${seed}`).toBe(1);
  }
  expect(duringARun).toBeGreaterThan(200);
  console.info(
    `${seeds.length} edits of comments from seed ${seeds[0]}: all kept, ${duringARun} during a run`,
  );
});

test('words around a comment that becomes a pointer are kept', async () => {
  const { github, time } = aRepository();
  github.people.comment(pull, bot, first.body);
  github.people.comment(pull, bot, `Please read.\n\n${first.body}\n\n> thanks`);
  expect((await comment({ github, time }, first)).operation).toBe('unchanged');
  const [kept, other] = commentsOf(github);
  expect(other?.body).toBe(
    `Please read.\n\nThis report is kept in https://github.com/contoso/platform/pull/${pull}#issuecomment-${kept?.id}: ` +
      'two runs told it at the same time.\n\n> thanks',
  );
  // Once.
  const written = writesOf(github).length;
  await comment({ github, time }, first);
  expect(writesOf(github)).toHaveLength(written);
});

const acts: Readonly<Record<string, (github: GitHubSimulator, id: number) => void>> = {
  deletes: deleteComment,
  'takes our marker off': (github, id) => github.people.editComment(id, 'Mine now.'),
  'says the same as we are about to': (github, id) => github.people.editComment(id, news.body),
  'says something else in our name': (github, id) => github.people.editComment(id, more.body),
};

describe('the comment changes between our look and our write', () => {
  test.each(Object.keys(acts))('somebody %s', async (act) => {
    const ends = new Set<string>();
    for (let at = 0; at < 6; at++) {
      const { github, time } = aRepository();
      const { id } = github.people.comment(pull, bot, first.body);
      const hooks: FetchHooks = {
        before: ({ index }) => {
          if (index === at) acts[act]?.(github, id);
        },
      };
      const { operation, commentUrl } = await comment({ github, time, hooks }, news);
      const live = liveOnes(github);
      const wasGone = operation === 'created';
      ends.add(operation);
      // Whoever comes after the answer to our write is heard by the next run; so is a deletion on its way.
      const [seen] = live.length > 0 ? live : [{ id, body: news.body }];
      if (at < 3) expect([live.length, live[0]?.body], `exchange ${at}`).toEqual([1, news.body]);
      expect(commentUrl, `exchange ${at}`).toContain(`#issuecomment-${seen?.id}`);
      if (wasGone) expect(seen?.id).not.toBe(id);
      expect((await comment({ github, time }, news)).commentUrl).toBeDefined();
      expect(liveOnes(github).map(({ body }) => body)).toEqual([news.body]);
    }
    const remade = act === 'deletes' || act.startsWith('takes');
    expect(ends.has('created')).toBe(remade);
    expect(ends.has('unchanged')).toBe(act.startsWith('says the same'));
  });

  test('what a bot deletes each time is a named end, not a battle', async () => {
    const { github, time } = aRepository();
    const hooks: FetchHooks = {
      after: ({ request }) => {
        const [ours] = liveOnes(github);
        if (ours && request.method === 'POST') deleteComment(github, ours.id);
      },
    };
    const end = await comment({ github, time, hooks }, first).catch((error: unknown) => error);
    expect((end as Failure).code).toBe('AKSU-GITHUB');
    expect((end as Failure).message).toBe(
      `After two attempts to comment on pull request #${pull} of contoso/platform no comment of ours stands there.`,
    );
    expect(writesOf(github)).toHaveLength(2);
  });

  test('what somebody changes each time is a named end', async () => {
    const { github, time } = aRepository();
    const { id } = github.people.comment(pull, bot, first.body);
    let turn = 0;
    const hooks: FetchHooks = {
      // Ours in the list, told already when it is read for the write.
      before: ({ request }) => {
        if (request.method !== 'GET') return;
        github.people.editComment(id, turn++ % 2 === 0 ? first.body : news.body);
      },
    };
    const end = await comment({ github, time, hooks }, news).catch((error: unknown) => error);
    expect((end as Failure).message).toContain('kept changing while we wrote it');
    expect(writesOf(github)).toEqual([]);
  });
});

test('a comment that its number does not show yet is looked at again', async () => {
  const { github, time } = aRepository();
  github.people.comment(pull, bot, first.body);
  let unknown = 2;
  const hooks: FetchHooks = {
    fault: ({ request }) =>
      request.method === 'GET' && /comments\/\d+$/.test(request.path) && unknown-- > 0
        ? { point: 'before', answer: { status: 404, body: { message: 'Not Found' } } }
        : undefined,
  };
  expect((await comment({ github, time, hooks }, news)).operation).toBe('updated');
  expect(liveOnes(github).map(({ body }) => body)).toEqual([news.body]);
});

test('a deletion after our write is left to the next run', async () => {
  const { github, time } = aRepository();
  const { commentUrl } = await comment({ github, time }, first);
  deleteComment(github, liveOnes(github)[0]?.id ?? 0);
  const again = await comment({ github, time }, first);
  expect(again.operation).toBe('created');
  expect(again.commentUrl).not.toBe(commentUrl);
});

test('where people wrote too much, ours is shortened, said so, and not written again', async () => {
  const { github, time } = aRepository();
  const log = keepLog();
  const text = Array.from({ length: 900 }, (_, at) => `Paragraph ${at} of a long page that does not fit.`);
  const body = first.body.replace('First do this.', text.join('\n\n'));
  const long = { ...first, body };
  github.people.comment(pull, bot, `${'x'.repeat(40_000)}\n${aReport('Older').body}`);
  expect((await comment({ github, time, log }, long)).operation).toBe('updated');
  const [ours] = liveOnes(github);
  expect(ours?.body.length).toBeLessThanOrEqual(maximumBody);
  expect(findMarked(ours?.body ?? '', key)?.ours).toContain('*Shortened:');
  expect(log.lines.filter(({ level }) => level === 'warning').map(({ text: said }) => said)).toEqual([
    expect.stringContaining(
      `Report shortened: The text that people wrote in our comment on pull request #${pull}`,
    ),
  ]);
  expect((await comment({ github, time }, long)).operation).toBe('unchanged');
});

test('a closed pull request still has its comment', async () => {
  const { github, time } = aRepository();
  await comment({ github, time }, first);
  github.people.close(pull, 'platform-engineer');
  expect((await comment({ github, time }, news)).operation).toBe('updated');
});
