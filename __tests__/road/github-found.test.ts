/** Rows 4 and 6: ours among thousands, and two hundred items that only look like ours. */
import { describe, expect, test } from 'vitest';
import type { World } from '../../simulator/world.ts';
import {
  atGitHub,
  bot,
  issueOf,
  key,
  openOlder,
  requestsOf,
  tell,
  tellManners,
  writesOf,
} from './github-desk.ts';

tellManners('found');

/** Everything in the repository as text, but for one issue. */
function othersOf(world: World, ours: number): string {
  const others = [...world.github.state.issues.values()].filter(({ number }) => number !== ours);
  return JSON.stringify(others);
}

/** Two hundred issues by people with our marker copied, quoted, fenced, doubled; half of them with our label. */
function seedForged(world: World): void {
  const { forgedMarkers, seedIssues } = world.github;
  const forged = forgedMarkers(key);
  seedIssues(200, {
    each: (index) => ({
      body: forged[index % forged.length] ?? '',
      author: `outsider-${index}`,
      isPull: false,
      ...(index % 2 === 0 ? { labels: ['aks-upgrade'] } : {}),
    }),
  });
}

const listsOf = (world: World): number =>
  requestsOf(world).filter(({ request }) => /\/issues$/.test(request.path) && request.method === 'GET')
    .length;

describe.concurrent('among 2,500 issues, 200 forged ones and 300 comments by others', () => {
  test('found by its label on the last page', async () => {
    await atGitHub({}, async (world) => {
      const ours = openOlder(world);
      world.github.seedIssues(2500, { each: () => ({ labels: ['aks-upgrade'], isPull: false }) });
      seedForged(world);
      const forged = world.github.forgedMarkers(key);
      world.github.seedComments(ours, 300, (index) => ({ body: forged[index % forged.length] ?? '' }));
      const before = othersOf(world, ours.number);
      const { exitCode, outputs } = await tell(world);
      expect([exitCode, outputs['operation'], outputs['issue-number']]).toEqual([0, 'updated', '1']);
      expect(othersOf(world, ours.number)).toBe(before);
      // 2,601 issues carry the label: 27 pages, and none is asked for twice.
      expect(listsOf(world)).toBe(27);
      expect(writesOf(world)).toEqual(['PATCH /issues/1']);
      console.log(`row 4: found by label among 2,700 issues with ${requestsOf(world).length} requests`);
      expect(issueOf(world).comments.length).toBe(300);
    });
  });

  test('found by its author, its label gone, among 2,500 of the same account', async () => {
    await atGitHub({}, async (world) => {
      const ours = openOlder(world);
      world.github.people.label(ours.number, 'platform-engineer', []);
      world.github.seedIssues(2500, {
        each: (index) => ({ author: bot, isPull: false, title: `A job failed, ${index}` }),
      });
      seedForged(world);
      const before = othersOf(world, ours.number);
      const { exitCode, outputs } = await tell(world);
      expect([exitCode, outputs['operation'], outputs['issue-number']]).toEqual([0, 'updated', '1']);
      expect(othersOf(world, ours.number)).toBe(before);
      expect(issueOf(world).labels).toEqual(['aks-upgrade']);
      // One page of forged ones under the label, 26 of the account's own.
      expect(listsOf(world)).toBe(27);
      console.log(`row 4: found by author among 2,700 issues with ${requestsOf(world).length} requests`);
    });
  });

  test('with nothing of ours there, one is made and none of theirs is touched', async () => {
    await atGitHub({}, async (world) => {
      seedForged(world);
      // By our own account, but other workflows': quoted, in code, of another key, cut.
      const own = world.github.forgedMarkers(key).filter((text) => /^(> |```|text )|v9/.test(text));
      expect(own.length).toBeGreaterThanOrEqual(4);
      for (const body of [...own, world.github.forgedMarkers('road2')[0] ?? '']) {
        world.github.people.open({ title: 'Of another workflow', body, author: bot });
      }
      const count = world.github.state.issues.size;
      const before = othersOf(world, count + 1);
      const { exitCode, outputs } = await tell(world);
      expect([exitCode, outputs['operation'], outputs['issue-number']]).toEqual([
        0,
        'created',
        String(count + 1),
      ]);
      expect(othersOf(world, count + 1)).toBe(before);
      console.log(`row 6: ${count} forged items, 0 read as state, 0 edited`);
    });
  });

  test('the marker in comments of others is nothing', async () => {
    await atGitHub({}, async (world) => {
      const theirs = world.github.people.open({ title: 'A talk', body: 'See below.', author: 'outsider-1' });
      const forged = world.github.forgedMarkers(key);
      world.github.seedComments(theirs, 100, (index) => ({ body: forged[index % forged.length] ?? '' }));
      const before = othersOf(world, 2);
      const { outputs } = await tell(world);
      expect([outputs['operation'], outputs['issue-number']]).toEqual(['created', '2']);
      expect(othersOf(world, 2)).toBe(before);
    });
  });
});
