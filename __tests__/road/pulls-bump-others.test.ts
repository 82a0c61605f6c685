/** Others at the same time and in the same place: what they push, open and forge, and GitHub's limits in between. */
import { describe, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import type { World } from '../../simulator/world.ts';
import { bot, issueOf, tellManners, writesOf } from './github-desk.ts';
import {
  aheadOf,
  branch,
  bump,
  bumpWell,
  changesOf,
  hasBranch,
  headOf,
  inRepository,
  isForced,
  openPull,
  path,
  person,
  pullsOf,
  type Scene,
  shopAt,
  shopFile,
  textOf,
  wordsBelow,
} from './pulls-bump-desk.ts';
import { codeOf, errorOf } from './start.ts';

tellManners('bump others');

const github = { files: { [path]: shopFile('1.34.7') } };
const twoMinors = { fleet: shopAt('1.34.7'), github };

/** Once, when the answer to such a write is on its way. */
function afterwards(world: World, route: RegExp, act: () => unknown): void {
  const match: FaultRule['match'] = { method: 'POST', path: route };
  world.network.faults.push({
    name: 'meanwhile',
    match,
    nth: 1,
    kind: 'after',
    afterwards: () => void act(),
  });
}

const touched = ({ world }: Scene): readonly string[] => changesOf(world).map((change) => change.path);

describe.concurrent('between our commit and our branch', () => {
  test('a person pushes to it: their commit stays', async () => {
    await inRepository(twoMinors, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.fleet = shopAt('1.35.5');
      let theirs = '';
      afterwards(world, /git\/commits$/, () => {
        theirs = world.github.people.push(branch, person, { [path]: shopFile('1.35.4') });
      });
      const { operation, result } = await bumpWell(scene);
      expect([operation, headOf(world).sha, isForced(world)]).toEqual(['updated', theirs, false]);
      expect(wordsBelow(world, 1)[0]?.body).toContain('holds commits that aks-upgrade did not make');
      expect(result.outputs['pull-request-number']).toBe('1');
    });
  });

  test('a person merges it: what is due then is another pull request', async () => {
    await inRepository(twoMinors, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.fleet = shopAt('1.35.5');
      afterwards(world, /git\/commits$/, () => world.github.people.merge(1, person));
      await bumpWell(scene);
      const last = await bumpWell(scene);
      expect(pullsOf(world).map(({ merged, issue }) => [merged !== null, issue.state])).toEqual([
        [true, 'closed'],
        [false, 'open'],
      ]);
      expect([last.number, textOf(world), touched(scene)]).toEqual(['2', shopFile('1.36.2'), [path]]);
    });
  });

  test('a person deletes it: it is not brought back against them', async () => {
    await inRepository(twoMinors, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.fleet = shopAt('1.35.5');
      afterwards(world, /git\/commits$/, () => world.github.people.deleteBranch(branch, person));
      const { result } = await bumpWell(scene);
      // Something new is due: what was closed by the deletion may be told anew, but never twice.
      expect(pullsOf(world).filter(({ issue }) => issue.state === 'open').length).toBeLessThanOrEqual(1);
      expect(result.outputs['operation']).toMatch(/^(created|reopened|updated)$/);
      expect([textOf(world), touched(scene)]).toEqual([shopFile('1.36.2'), [path]]);
    });
  });

  test('the base gets a version by hand that is ahead: it is not taken back', async () => {
    await inRepository(twoMinors, async (scene) => {
      const { world } = scene;
      const byHand = { [path]: shopFile('1.36.2') };
      afterwards(world, /git\/commits$/, () => world.github.people.push('main', person, byHand));
      expect((await bumpWell(scene)).operation).toBe('created');
      const second = await bumpWell(scene);
      expect([second.operation, issueOf(world).state]).toEqual(['closed', 'closed']);
      expect(textOf(world, path, 'main')).toBe(shopFile('1.36.2'));
      const third = await bumpWell(scene);
      expect([third.operation, [...third.writes]]).toEqual(['none', []]);
    });
  });
});

describe.concurrent('others who look like us', () => {
  test('our text and branch name in a fork: not ours, and left alone', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      const { people } = world.github;
      const { body, title } = issueOf(world);
      people.push(branch, 'mallory', { [path]: shopFile('1.33.0') }, { fork: 'mallory', from: 'main' });
      people.openPull({ head: branch, fork: 'mallory', title, body, author: 'mallory' });
      const theirs = structuredClone(issueOf(world, 2));
      const quiet = await bumpWell(scene);
      expect([quiet.operation, quiet.number, [...quiet.writes]]).toEqual(['unchanged', '1', []]);
      people.push('main', person, { [path]: shopFile('1.36.2') });
      world.fleet = shopAt('1.36.2');
      expect((await bumpWell(scene)).operation).toBe('closed');
      expect(issueOf(world, 2)).toEqual(theirs);
    });
  });

  test("a person's own pull request from our branch: named, and nothing is made beside it", async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene, { 'on-closed': 'new' });
      world.github.people.close(1, person);
      world.github.people.openPull({ head: branch, title: 'Mine', body: 'Mine now.', author: person });
      world.network.forget();
      const result = await bump(scene, { 'on-closed': 'new' });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-IDENTITY']);
      expect(errorOf(result)).toContain('#2');
      expect([writesOf(world), issueOf(world, 2).body]).toEqual([[], 'Mine now.']);
    });
  });

  test('found among many pull requests', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      world.github.seedIssues(150, { each: () => ({ isPull: true }) });
      const first = await bumpWell(scene);
      expect([first.operation, first.number]).toEqual(['created', '151']);
      world.github.seedIssues(150, { each: () => ({ isPull: true, author: bot }) });
      const second = await bumpWell(scene);
      expect([second.operation, second.number, [...second.writes]]).toEqual(['unchanged', '151', []]);
    });
  });

  test('our own branch as the base: refused, and nothing is written to it', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      const sha = world.github.people.createBranch(branch, person);
      const result = await bump(scene, { 'base-branch': branch });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-INPUT']);
      expect(errorOf(result)).toContain('base-branch: given "aks-upgrade/road"');
      expect([headOf(world).sha, pullsOf(world).length]).toEqual([sha, 0]);
    });
  });
});

describe.concurrent("GitHub's limits", () => {
  test('short ones are waited for', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      world.github.limits.impose({
        kind: 'secondary',
        seconds: 20,
        retryAfter: 'seconds',
        of: 'writes',
        after: 2,
      });
      const { operation } = await bumpWell(scene);
      expect([operation, world.github.limits.refused > 0]).toEqual(['created', true]);
      expect([aheadOf(world).length, openPull(world).number]).toEqual([1, 1]);
    });
  });

  test('long ones are told at once', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      const limit = {
        kind: 'secondary',
        seconds: 1800,
        retryAfter: 'seconds',
        of: 'writes',
        after: 4,
      } as const;
      world.github.limits.impose(limit);
      const result = await bump(scene);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-RATE-LIMIT']);
      expect([hasBranch(world), pullsOf(world).length, world.github.limits.refused]).toEqual([true, 0, 1]);
      expect(result.summary).toContain('aks-shop');
    });
  });
});
