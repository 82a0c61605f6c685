/** Rows 4, 6, 9 and 10 below a pull request: ours among a thousand, forged ones, people's words, and any size. */
import { describe, expect, test } from 'vitest';
import type { World } from '../../simulator/world.ts';
import { manyClusters, regions } from './azure-many.ts';
import { bot, fleets, issueOf, key, requestsOf, tellManners, writesOf } from './github-desk.ts';
import {
  atPullRequests,
  commentOlder,
  commentsOf,
  liveOnes,
  moveTo,
  person,
  propose,
  tellPull,
  told,
  urlOf,
  verdictsOf,
} from './pulls-comment-desk.ts';
import { commandFile } from './start.ts';

tellManners('comment, found');

const listsOf = (world: World): number =>
  requestsOf(world).filter(
    ({ request }) => /\/issues\/\d+\/comments$/.test(request.path) && request.method === 'GET',
  ).length;

/** Every comment but one, as text. */
const othersOf = (world: World, number: number, id: number | undefined): string =>
  JSON.stringify(commentsOf(world, number).filter((one) => one.id !== id));

test.concurrent('row 4: among 1,000 comments ours is the last', async () => {
  await atPullRequests({}, async (world) => {
    const number = propose(world, moveTo('1.36.2'));
    world.github.seedComments(issueOf(world, number), 999);
    const { id } = commentOlder(world, number);
    const before = othersOf(world, number, id);
    const { exitCode, outputs } = await tellPull(world, number);
    expect([exitCode, outputs['operation'], outputs['comment-url']]).toEqual([
      0,
      'updated',
      urlOf(world, liveOnes(world, number)[0]),
    ]);
    expect([commentsOf(world, number).length, othersOf(world, number, id)]).toEqual([1000, before]);
    expect([listsOf(world), writesOf(world)]).toEqual([10, [`PATCH /issues/comments/${id}`]]);
    console.log(`row 4: found among 1000 comments with ${requestsOf(world).length} requests`);
  });
});

describe.concurrent('row 6: comments that only look like ours', () => {
  /** Two hundred by people, and those by our own account that are not what we write. */
  function seedForged(world: World, number: number): void {
    const { forgedMarkers, people } = world.github;
    const forged = forgedMarkers(key);
    const body = (index: number): string => forged[index % forged.length] ?? '';
    world.github.seedComments(issueOf(world, number), 200, (index) => ({
      author: `outsider-${index}`,
      body: body(index),
    }));
    const own = forged.filter((text) => /^(> |```|text )|v9/.test(text));
    expect(own.length).toBeGreaterThanOrEqual(4);
    for (const text of [...own, forgedMarkers('road2')[0] ?? '']) people.comment(number, bot, text);
  }

  test('one is made, and none of theirs is touched', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      seedForged(world, number);
      const before = othersOf(world, number, undefined);
      const count = commentsOf(world, number).length;
      const { exitCode, outputs } = await tellPull(world, number);
      const made = commentsOf(world, number).at(-1);
      expect([exitCode, outputs['operation'], outputs['comment-url']]).toEqual([
        0,
        'created',
        urlOf(world, made),
      ]);
      expect(othersOf(world, number, made?.id)).toBe(before);
      world.network.forget();
      expect((await tellPull(world, number)).outputs['operation']).toBe('unchanged');
      expect(writesOf(world)).toEqual([]);
      console.log(`row 6: ${count} forged comments, 0 read as state, 0 edited`);
    });
  });

  test('nothing is behind: they are nothing to close or rewrite', async () => {
    await atPullRequests({ fleet: fleets.healthy() }, async (world) => {
      const number = propose(world, { 'README.md': 'Else.\n' });
      seedForged(world, number);
      const before = othersOf(world, number, undefined);
      const { exitCode, outputs } = await tellPull(world, number);
      expect([exitCode, outputs['operation'], writesOf(world)]).toEqual([0, 'none', []]);
      expect(othersOf(world, number, undefined)).toBe(before);
    });
  });
});

describe.concurrent('row 9: what people write', () => {
  test('before and after our text is kept', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      await tellPull(world, number);
      const [comment] = commentsOf(world, number);
      const edit = (body = ''): string =>
        `Ask the shop first.\n\n${body}\n\n- [x] asked`.replaceAll(/\r?\n/g, '\r\n');
      world.github.people.editComment(comment?.id ?? 0, edit(comment?.body));
      world.network.forget();
      expect((await tellPull(world, number)).outputs['operation']).toBe('unchanged');
      expect(writesOf(world)).toEqual([]);
      world.github.people.push('topic', person, moveTo('1.37.0'));
      const { outputs } = await tellPull(world, number);
      expect(outputs).toMatchObject({ operation: 'updated', 'comment-url': urlOf(world, comment) });
      const body = told(world, number);
      expect(body).toMatch(/^Ask the shop first\.\r\n\r\n<!-- aks-upgrade v1 key=road /);
      expect(body).toMatch(/<!-- \/aks-upgrade -->\r\n\r\n- \[x\] asked$/);
      expect(verdictsOf(body)).toEqual({ 'infra/behind.tfvars:2': 'impossible 1.37.0' });
    });
  });

  test('written while we rewrite is kept, and what stands between our markers is written over', async () => {
    await atPullRequests({}, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const { id } = commentOlder(world, number);
      // A person saves right after we have listed the comments.
      world.network.faults.push({
        match: { method: 'GET', path: /\/issues\/\d+\/comments$/ },
        nth: 1,
        kind: 'after',
        afterwards: () => {
          const [comment] = commentsOf(world, number);
          const body = comment?.body.replace('Something older.', 'No cluster at all.') ?? '';
          world.github.people.editComment(id, `${body}\n\nSeen by the shop.`);
        },
      });
      expect((await tellPull(world, number)).outputs['operation']).toBe('updated');
      expect(told(world, number)).toMatch(/<!-- \/aks-upgrade -->\s+Seen by the shop\.$/);
      expect(told(world, number)).not.toContain('No cluster at all.');
    });
  });
});

test.concurrent('row 10: 80 clusters and 600 pins fit, and every pin is counted', async () => {
  const fleet = manyClusters(5, regions, 2, 2);
  const names = fleet.subscriptions.flatMap(({ clusters }) =>
    clusters.map(({ resourceGroup, name }) => `${resourceGroup}/${name}`),
  );
  const path = (at: number): string => `infrastructure/environments/production/region-${at}/main.tf`;
  const write = (version: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Array.from({ length: 20 }, (_, file) => [
        path(file),
        Array.from({ length: 30 }, (_, line) => {
          const name = names[(file * 30 + line) % names.length];
          return `version = "${version}" # aks-upgrade: ${name}\n`;
        }).join(''),
      ]),
    );
  await atPullRequests({ fleet, github: { files: write('1.35.5') } }, async (world) => {
    const number = propose(world, write('1.38.0'));
    const before = { checkout: true } as const;
    const result = await tellPull(world, number, { 'fail-on': 'none' }, before);
    expect([result.exitCode, result.outputs['operation'], result.outputs['unread']]).toEqual([
      0,
      'created',
      '0',
    ]);
    const body = told(world, number);
    const shown = Object.keys(verdictsOf(body)).length;
    const left = Number(
      /_And (\d+) (?:more )?pins?, for which there is no room here\._/.exec(body)?.[1] ?? 0,
    );
    expect(shown + left).toBe(600);
    expect(body.length).toBeGreaterThan(10_000);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(result.summary)).toBeLessThanOrEqual(1_000_000);
    expect(Buffer.byteLength(commandFile(result, 'GITHUB_OUTPUT'), 'utf16le')).toBeLessThan(500_000);
    // GitHub shows ten of a level a step.
    for (const level of ['error', 'warning', 'notice'])
      expect(result.annotations.filter((one) => one.level === level).length).toBeLessThanOrEqual(10);
    world.network.forget();
    expect((await tellPull(world, number, {}, before)).outputs['operation']).toBe('unchanged');
    console.log(
      `row 10: ${names.length} clusters, 600 pins: body ${body.length} characters, ${shown} pins shown, ` +
        `${(result.duration / 1000).toFixed(1)} s, ${result.annotations.length} annotations`,
    );
  });
}, 120_000);
