import { describe, expect, test } from 'vitest';
import { githubFaults } from '../../simulator/github-faults.ts';
import type { FetchFault, FetchHooks } from '../../simulator/github-fetch.ts';
import { bot, writesOf } from './a-telling.ts';
import {
  aProgress,
  aStage,
  blog,
  minute,
  openBoard,
  progressComments,
  type Stage,
  writeTimes,
} from './progress-board.ts';

const warnings = ({ log }: Stage) => log.lines.filter(({ level }) => level === 'warning');

async function tellAndSettle(stage: Stage, ...told: Parameters<typeof aProgress>[]) {
  const board = openBoard(stage);
  for (const each of told) board.tell(aProgress(...each));
  return await stage.time.run(board.settle(minute));
}

describe('one comment per cluster', () => {
  test('is made, edited, and found again by the next run', async () => {
    const stage = aStage();
    const { commentUrl } = await tellAndSettle(stage, ['running'], ['running', { cluster: blog }]);
    const [first] = stage.github.state.comments.keys();
    expect(commentUrl).toBe(`https://github.com/contoso/platform/issues/1#issuecomment-${first}`);
    expect(progressComments(stage.github)).toHaveLength(2);
    await tellAndSettle(stage, ['done', { isOver: true }], ['failed', { cluster: blog, isOver: true }]);
    const texts = progressComments(stage.github);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toContain('Upgrade over: `rg-shop/aks-shop`');
    expect(texts[1]).toContain('🔴 **failed**');
    expect(warnings(stage)).toEqual([]);
    expect(stage.github.unserved).toEqual([]);
  });

  test('shows the last of many tellings', async () => {
    const stage = aStage();
    await tellAndSettle(stage, ['waiting'], ['starting'], ['running', { text: 'Half way.' }]);
    expect(progressComments(stage.github)).toEqual([expect.stringContaining('Half way.')]);
    expect(writesOf(stage.github)).toHaveLength(1);
  });

  test('with redact shows no name', async () => {
    const stage = aStage();
    const board = openBoard(stage, { redact: true });
    board.tell(aProgress('running', { text: 'Pool of rg-shop/aks-shop.' }));
    await stage.time.run(board.settle(minute));
    const [text = ''] = progressComments(stage.github);
    expect(text).not.toContain('shop');
    expect(text).toMatch(/`cluster-[0-9a-f]{8}`/);
  });

  test('of ours is edited, those of others with our marker are not touched', async () => {
    const stage = aStage();
    await tellAndSettle(stage, ['running']);
    const [ours = ''] = progressComments(stage.github);
    const forged = aStage();
    forged.github.people.comment(1, 'outsider', ours);
    forged.github.people.comment(1, bot, `About this:\n${ours}`);
    await tellAndSettle(forged, ['done', { isOver: true }]);
    const texts = [...forged.github.state.comments.values()].map(({ author, body }) => [author, body]);
    expect(texts.slice(0, 2)).toEqual([
      ['outsider', ours],
      [bot, `About this:\n${ours}`],
    ]);
    expect(texts).toHaveLength(3);
    expect(texts[2]?.[1]).toContain('Upgrade over');
  });

  test('is found on a later page', async () => {
    const stage = aStage();
    await tellAndSettle(stage, ['running']);
    const [ours = ''] = progressComments(stage.github);
    const busy = aStage();
    const issue = busy.github.state.issues.get(1);
    if (issue === undefined) throw new Error('no issue');
    busy.github.seedComments(issue, 250, (at) => (at === 240 ? { author: bot, body: ours } : {}));
    await tellAndSettle(busy, ['done', { isOver: true }]);
    expect(busy.github.state.comments.size).toBe(250);
    expect(progressComments(busy.github)).toEqual([expect.stringContaining('Upgrade over')]);
  });
});

describe('the pace', () => {
  test('is one edit in five minutes, but the first and the last at once', async () => {
    const stage = aStage();
    const { time } = stage;
    const start = time.now();
    const board = openBoard(stage);
    for (let at = 0; at < 20; at++) {
      board.tell(aProgress('running', { text: `Change ${at}.` }));
      await time.run(time.pause(minute));
    }
    expect(writeTimes(stage, start)).toEqual(['POST 0', 'PATCH 5', 'PATCH 10', 'PATCH 15']);
    await time.run(time.pause(2 * minute));
    board.tell(aProgress('done', { isOver: true }));
    await time.run(time.pause(minute));
    expect(writeTimes(stage, start).slice(4)).toEqual(['PATCH 20', 'PATCH 22']);
    await time.run(board.settle(minute));
    expect(writeTimes(stage, start)).toHaveLength(6);
    const polite = [...stage.github.politeness().values()];
    expect(polite.map(({ tooSoon, parallel }) => [tooSoon, parallel])).toEqual([[0, 0]]);
  });

  test('nothing is written when nothing changed', async () => {
    const stage = aStage();
    const board = openBoard(stage);
    for (let at = 0; at < 12; at++) {
      board.tell(aProgress('running'));
      await stage.time.run(stage.time.pause(minute));
    }
    await stage.time.run(board.settle(minute));
    expect(writesOf(stage.github)).toHaveLength(1);
  });

  test('a change tells its own time, whenever it is written', async () => {
    const stage = aStage();
    const board = openBoard(stage);
    board.tell(aProgress('starting'));
    await stage.time.run(stage.time.pause(minute));
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(2 * minute));
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(6 * minute));
    expect(progressComments(stage.github)).toEqual([
      expect.stringContaining('Last change: 22 Nov 2026, 06:01 UTC.'),
    ]);
  });

  test('the end has its limit, and says when it was too short', async () => {
    const slow = aStage({ latencyMs: 2_000 });
    const board = openBoard(slow);
    board.tell(aProgress('running'));
    const start = slow.time.now();
    await slow.time.run(board.settle(3_000));
    expect(slow.time.now() - start).toBeLessThanOrEqual(3_000);
    expect(warnings(slow)).toHaveLength(1);
    const sent = slow.github.exchanges.length;
    await slow.time.run(slow.time.pause(10 * minute));
    expect(slow.github.exchanges.length - sent).toBeLessThanOrEqual(1);
    board.tell(aProgress('done', { isOver: true }));
    await slow.time.run(slow.time.pause(minute));
    expect(progressComments(slow.github)).toEqual([]);
  });

  test('three seconds are enough for the end of one that is known', async () => {
    const stage = aStage();
    const board = openBoard(stage);
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(minute));
    board.tell(aProgress('running', { text: 'Later.' }));
    await stage.time.run(stage.time.pause(1_000));
    const start = stage.time.now();
    const { commentUrl } = await stage.time.run(board.settle(3_000));
    expect(stage.time.now() - start).toBeLessThan(3_000);
    expect(commentUrl).toBeDefined();
    expect(progressComments(stage.github)).toEqual([expect.stringContaining('Later.')]);
  });
});

describe('no place to tell', () => {
  test('report-to: none asks nobody', async () => {
    const stage = aStage();
    const board = openBoard(stage, { reportTo: [] });
    board.tell(aProgress('running'));
    expect(await stage.time.run(board.settle(minute))).toEqual({});
    expect(stage.github.exchanges).toEqual([]);
    expect(stage.log.lines.map(({ level }) => level)).toEqual(['debug']);
  });

  test.each([
    ['there is none', (stage: Stage) => stage.github.people.delete(1)],
    ['it is closed', (stage: Stage) => stage.github.people.close(1, bot)],
  ])('no open issue (%s) is silence', async (_, prepare) => {
    const stage = aStage();
    prepare(stage);
    expect(await tellAndSettle(stage, ['running'])).toEqual({});
    expect(writesOf(stage.github)).toEqual([]);
    expect(warnings(stage)).toEqual([]);
  });

  test('an issue of somebody else is none', async () => {
    const stage = aStage({}, false);
    const ours = aStage().github.state.issues.get(1);
    stage.github.people.open({ title: 'x', body: ours?.body ?? '', author: 'outsider', labels: [] });
    expect(await tellAndSettle(stage, ['running'])).toEqual({});
    expect(stage.github.state.comments.size).toBe(0);
  });

  test('nothing told asks nobody', async () => {
    const stage = aStage();
    expect(await stage.time.run(openBoard(stage).settle(minute))).toEqual({});
    expect(stage.github.exchanges).toEqual([]);
  });
});

describe('trouble is one warning and stops nothing', () => {
  test('a locked issue', async () => {
    const stage = aStage();
    stage.github.people.lock(1, 'platform-engineer');
    expect(await tellAndSettle(stage, ['running'], ['running', { cluster: blog }])).toEqual({});
    expect(warnings(stage)).toEqual([expect.objectContaining({ text: expect.stringContaining('locked') })]);
    expect(writesOf(stage.github)).toHaveLength(1);
  });

  test('a token that may not write', async () => {
    const stage = aStage();
    const board = openBoard(stage, { githubToken: 'ghs_actions_read' });
    for (const text of ['a', 'b', 'c']) {
      board.tell(aProgress('running', { text }));
      await stage.time.run(stage.time.pause(6 * minute));
    }
    await stage.time.run(board.settle(minute));
    expect(warnings(stage)).toEqual([
      expect.objectContaining({ text: expect.stringContaining('issues: write') }),
    ]);
    expect(writesOf(stage.github)).toHaveLength(1);
  });

  test('no token at all', async () => {
    const stage = aStage();
    const board = openBoard(stage, { githubToken: '' });
    board.tell(aProgress('running'));
    expect(await stage.time.run(board.settle(minute))).toEqual({});
    expect(warnings(stage)).toHaveLength(1);
  });

  test('an hour of gateway errors is over with the next edit', async () => {
    let isDown = true;
    const fault = () => (isDown ? { point: 'before' as const, answer: githubFaults['502-html'] } : undefined);
    const stage = { ...aStage(), hooks: { fault } };
    const board = openBoard(stage);
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(60 * minute));
    isDown = false;
    await stage.time.run(stage.time.pause(6 * minute));
    expect(progressComments(stage.github)).toHaveLength(1);
    expect(warnings(stage)).toHaveLength(1);
  });

  test('a rate limit is waited out, and no longer than is worth it', async () => {
    let limited = 0;
    const fault: FetchHooks['fault'] = ({ request }) =>
      request.method === 'POST' && request.path.endsWith('/comments') && limited++ < 1
        ? { point: 'before', answer: githubFaults['429-with-retry-after'] }
        : undefined;
    const stage = { ...aStage(), hooks: { fault } };
    await tellAndSettle(stage, ['running']);
    expect(progressComments(stage.github)).toHaveLength(1);
    expect(warnings(stage)).toEqual([]);
  });

  test('an end whose first try was lost is tried again', async () => {
    let patches = 0;
    const fault: FetchHooks['fault'] = ({ request }) =>
      request.method === 'PATCH' && patches++ === 0
        ? { point: 'before', answer: githubFaults['502-html'] }
        : undefined;
    const stage = { ...aStage(), hooks: { fault } };
    const board = openBoard(stage);
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(minute));
    board.tell(aProgress('done', { isOver: true }));
    await stage.time.run(board.settle(minute));
    expect(progressComments(stage.github)).toEqual([expect.stringContaining('Upgrade over')]);
    expect(patches).toBe(2);
  });

  test('a first comment that never arrived is sent once more', async () => {
    let posts = 0;
    const fault: FetchHooks['fault'] = ({ request }) =>
      request.path.endsWith('/comments') && request.method === 'POST' && posts++ === 0
        ? { point: 'before', answer: githubFaults.reset }
        : undefined;
    const stage = { ...aStage(), hooks: { fault } };
    openBoard(stage).tell(aProgress('running'));
    await stage.time.run(stage.time.pause(minute));
    expect(progressComments(stage.github)).toHaveLength(1);
    expect(warnings(stage)).toEqual([]);
  });

  test('a comment that a person deleted is not made again', async () => {
    const stage = aStage();
    const board = openBoard(stage);
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(minute));
    const [id = 0] = stage.github.state.comments.keys();
    board.tell(aProgress('running', { text: 'Once more.' }));
    await stage.time.run(stage.time.pause(6 * minute));
    stage.github.state.comments.delete(id);
    board.tell(aProgress('done', { isOver: true }));
    await stage.time.run(board.settle(minute));
    expect(progressComments(stage.github)).toEqual([]);
    expect(warnings(stage)).toEqual([]);
  });
});

const faults: Readonly<Record<string, FetchFault>> = {
  'commit, then 502': { point: 'committed', answer: githubFaults['502-html'] },
  'commit, then 408': { point: 'committed', answer: githubFaults['408'] },
  'commit, then reset': { point: 'committed', answer: githubFaults.reset },
  'commit, then silence': { point: 'committed', answer: githubFaults.timeout },
  'commit, then half a body': { point: 'committed', answer: githubFaults['torn-body'] },
  'commit, then an empty 200': { point: 'committed', answer: githubFaults['200-empty'] },
  '502 before': { point: 'before', answer: githubFaults['502-html'] },
  'reset before': { point: 'before', answer: githubFaults.reset },
  'commit, then the run dies': { point: 'committed', answer: 'died' },
};

describe('lost answers and crashes leave one comment', () => {
  const cases = Object.entries(faults).flatMap(([name, fault]) =>
    Array.from({ length: 8 }, (_, at) => [name, at, fault] as const),
  );
  test.each(cases)('%s, at request %i', async (_, at, fault) => {
    const first = aStage();
    const hooks: FetchHooks = { fault: ({ index }) => (index === at ? fault : undefined) };
    const board = openBoard({ ...first, hooks });
    board.tell(aProgress('running'));
    await first.time.run(first.time.pause(minute));
    board.tell(aProgress('running', { text: 'Later.' }));
    await first.time.run(board.settle(2 * minute));
    const second = openBoard(first);
    second.tell(aProgress('done', { isOver: true }));
    await first.time.run(second.settle(minute));
    expect(progressComments(first.github)).toEqual([expect.stringContaining('Upgrade over')]);
    expect(first.github.state.comments.size).toBe(1);
    expect(warnings(first).length).toBeLessThanOrEqual(1);
  });
});

const raced = new Set<number>();

describe('two runs at once', () => {
  test.each([0, 20, 41, 80, 120, 1_000, 4_000])('%i ms apart leave one comment', async (apart) => {
    const stage = aStage();
    const { time, github } = stage;
    const [left, right] = [openBoard(stage), openBoard(stage)];
    left.tell(aProgress('running', { text: 'Left.' }));
    await time.run(time.pause(apart));
    right.tell(aProgress('running', { text: 'Right.' }));
    await time.run(time.pause(6 * minute));
    left.tell(aProgress('running', { text: 'Left again.' }));
    right.tell(aProgress('done', { isOver: true, text: 'Right again.' }));
    await time.run(time.pause(6 * minute));
    await time.run(Promise.all([left.settle(minute), right.settle(minute)]));
    raced.add(github.state.comments.size);
    expect(progressComments(github)).toHaveLength(1);
    const others = [...github.state.comments.values()].slice(1).map(({ body }) => body);
    for (const body of others) {
      expect(body).toMatch(/^This progress is kept in https:\S+: two runs told it at the same time\.$/);
    }
    expect(stage.log.lines.filter(({ level }) => level === 'warning')).toEqual([]);
  });

  test('really met: some made a second comment, and some did not', () => {
    expect([...raced].sort()).toEqual([1, 2]);
  });

  test('a second one that showed late is found with the second write', async () => {
    const stage = aStage();
    const board = openBoard(stage);
    board.tell(aProgress('running'));
    await stage.time.run(stage.time.pause(minute));
    stage.github.people.comment(1, bot, progressComments(stage.github)[0] ?? '');
    board.tell(aProgress('running', { text: 'Later.' }));
    await stage.time.run(board.settle(minute));
    expect(progressComments(stage.github)).toEqual([expect.stringContaining('Later.')]);
  });

  test('what a crash left double is made one', async () => {
    const stage = aStage();
    await tellAndSettle(stage, ['running']);
    const [ours = ''] = progressComments(stage.github);
    stage.github.people.comment(1, bot, ours);
    await tellAndSettle(stage, ['done', { isOver: true }]);
    const bodies = [...stage.github.state.comments.values()].map(({ body }) => body);
    expect(bodies).toEqual([expect.stringContaining('Upgrade over'), expect.stringContaining('is kept in')]);
  });
});
