/** People push, amend, update, rebase, delete and merge while the unmodified bundle keeps its pull request. */
import { describe, expect, test } from 'vitest';
import type { MergeMethod } from '../../simulator/github-developers.ts';
import { issueOf, tellManners } from './github-desk.ts';
import {
  aheadOf,
  branch,
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
  type SceneOptions,
  shopAt,
  shopFile,
  standsOn,
  textOf,
  wordsBelow,
} from './pulls-bump-desk.ts';

tellManners('bump people');

/** A newer state of things: `1.36.1` runs, is written on the base, and `1.36.2` is due. */
function goOn({ world }: Scene): void {
  world.github.people.push('main', person, { [path]: shopFile('1.36.1') });
  world.fleet = shopAt('1.36.1');
}

const twoMinors: SceneOptions = {
  fleet: shopAt('1.34.7'),
  github: { files: { [path]: shopFile('1.34.7') } },
};

const touched = (scene: Scene): readonly string[] => changesOf(scene.world).map((change) => change.path);

describe.concurrent("a person's commit on our branch", () => {
  const deeds = [
    { name: 'on top, in our file', files: { [path]: shopFile('1.35.4') }, isAmended: false },
    { name: 'on top, in another file', files: { 'notes.md': 'Ask the shop first.\n' }, isAmended: false },
    { name: 'in place of ours', files: { [path]: shopFile('1.35.4') }, isAmended: true },
  ];
  test.each(deeds)('$name: it stays, and one comment says what differs', async ({ files, isAmended }) => {
    await inRepository(twoMinors, async (scene) => {
      const { world } = scene;
      const { people } = world.github;
      await bumpWell(scene);
      const theirs = isAmended ? people.amend(branch, person, files) : people.push(branch, person, files);
      const body = issueOf(world).body;
      world.fleet = shopAt('1.35.5');
      const held = await bumpWell(scene);
      expect([held.operation, held.number, [...held.writes]]).toEqual([
        'updated',
        '1',
        ['POST /issues/1/comments'],
      ]);
      expect([headOf(world).sha, issueOf(world).body]).toEqual([theirs, body]);
      const [comment, ...others] = wordsBelow(world, 1);
      expect(others).toEqual([]);
      expect(comment?.body).toContain('holds commits that aks-upgrade did not make');
      expect(comment?.body).toContain(`| \`${path}\` | 2 | \`1.34.7\` | \`1.36.2\` |`);
      expect(held.result.annotations.map(({ title }) => title)).toContain("A person's commits on our branch");
      const again = await bumpWell(scene);
      expect([again.operation, [...again.writes], headOf(world).sha]).toEqual(['unchanged', [], theirs]);
      expect(wordsBelow(world, 1)).toEqual([comment]);
    });
  });

  test('taken off again: the next run goes on, and the comment says so', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      const { people } = world.github;
      await bumpWell(scene);
      const ours = headOf(world).sha;
      people.push(branch, person, { [path]: shopFile('1.35.5') });
      goOn(scene);
      await bumpWell(scene);
      people.forcePush(branch, person, ours);
      const back = await bumpWell(scene);
      expect([back.operation, back.number]).toEqual(['updated', '1']);
      expect([textOf(world), touched(scene)]).toEqual([shopFile('1.36.2'), [path]]);
      expect(standsOn(world, ours)).toBe(true);
      const words = wordsBelow(world, 1).map(({ body }) => body);
      expect(words).toEqual([expect.stringContaining('keeps the branch of this pull request again')]);
      const again = await bumpWell(scene);
      expect([again.operation, [...again.writes]]).toEqual(['unchanged', []]);
    });
  });

  test('nothing is due any more: their work is not closed, and may be merged as it is', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.github.people.push(branch, person, { 'notes.md': 'Ask the shop first.\n' });
      world.github.people.push('main', person, { [path]: shopFile('1.36.2') });
      world.fleet = shopAt('1.36.2');
      const held = await bumpWell(scene);
      expect([held.operation, [...held.writes]]).toEqual(['updated', ['POST /issues/1/comments']]);
      expect(wordsBelow(world, 1)[0]?.body).toContain('closing this pull request is yours');
      world.github.people.merge(1, person);
      expect((await bumpWell(scene)).operation).toBe('none');
      expect(textOf(world, 'notes.md', 'main')).toBe('Ask the shop first.\n');
    });
  });

  test('with what is wanted on it anyway: nothing is written but the text', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      const theirs = world.github.people.push(branch, person, { 'notes.md': 'Fine.\n' });
      const { operation, writes } = await bumpWell(scene);
      expect([headOf(world).sha, wordsBelow(world, 1).length]).toEqual([theirs, 0]);
      expect([operation, [...writes]]).toEqual(['unchanged', []]);
    });
  });
});

test.concurrent("a branch of our name that is a person's, and no pull request: refused, nothing written", async () => {
  await inRepository({}, async (scene) => {
    const { world } = scene;
    const theirs = world.github.people.push(branch, person, { 'notes.md': 'Mine.\n' });
    await expect(bumpWell(scene)).rejects.toThrow(/AKSU-GITHUB-BRANCH/);
    expect([headOf(world).sha, pullsOf(world).length]).toEqual([theirs, 0]);
  });
});

describe.concurrent('the base moves', () => {
  test('in another file: nothing is written', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.github.people.push('main', person, { 'other.md': 'more\n' });
      const { operation, writes } = await bumpWell(scene);
      expect([operation, [...writes]]).toEqual(['unchanged', []]);
    });
  });

  const methods: readonly MergeMethod[] = ['merge', 'squash', 'rebase'];
  test.each(methods)(
    'in our file: it comes in, the change is right, and both are kept by: %s',
    async (method) => {
      await inRepository({}, async (scene) => {
        const { world } = scene;
        const { people } = world.github;
        await bumpWell(scene);
        const ours = headOf(world).sha;
        const renamed = (version: string): string => shopFile(version).replace('westeurope', 'northeurope');
        people.push('main', person, { [path]: renamed('1.35.4'), 'other.md': 'more\n' });
        const base = headOf(world, 'main').sha;
        const moved = await bumpWell(scene);
        expect([moved.operation, moved.number]).toEqual(['updated', '1']);
        expect([standsOn(world, ours), standsOn(world, base), isForced(world)]).toEqual([true, true, false]);
        expect([textOf(world), touched(scene)]).toEqual([renamed('1.36.2'), [path]]);
        expect(textOf(world, 'other.md')).toBe('more\n');
        if (method === 'merge') {
          const again = await bumpWell(scene);
          expect([again.operation, [...again.writes]]).toEqual(['unchanged', []]);
        }
        mergeSomehow(scene, method);
        expect(textOf(world, path, 'main')).toBe(renamed('1.36.2'));
        expect(textOf(world, 'other.md', 'main')).toBe('more\n');
      });
    },
  );

  test('to what we want, by hand: closed', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.github.people.push('main', person, { [path]: shopFile('1.36.2') });
      const { operation, writes } = await bumpWell(scene);
      expect([operation, [...writes]]).toEqual(['closed', ['PATCH /pulls/1', 'POST /issues/1/comments']]);
    });
  });
});

/** GitHub may refuse to rebase what holds a merge; what it never does is to lose something. */
function mergeSomehow({ world }: Scene, method: MergeMethod): void {
  const { people } = world.github;
  try {
    people.merge(1, person, method);
  } catch (error) {
    if (method !== 'rebase') throw error;
    people.merge(1, person);
  }
}

describe.concurrent('"Update branch"', () => {
  test('is no work of a person: unchanged, and later commits go on top of it', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.github.people.push('main', person, { 'other.md': 'more\n' });
      const update = world.github.people.updateBranch(1, person);
      const { operation, writes } = await bumpWell(scene);
      // The pull request may note which commit it is at; the branch stays.
      expect([...writes].filter((write) => write !== 'PATCH /pulls/1')).toEqual([]);
      expect(operation).toBe(writes.length === 0 ? 'unchanged' : 'updated');
      expect([headOf(world).sha, wordsBelow(world, 1).length]).toEqual([update, 0]);
      const quiet = await bumpWell(scene);
      expect([quiet.operation, [...quiet.writes]]).toEqual(['unchanged', []]);
      goOn(scene);
      const moved = await bumpWell(scene);
      expect([moved.operation, standsOn(world, update)]).toEqual(['updated', true]);
      expect([textOf(world), touched(scene), wordsBelow(world, 1).length]).toEqual([
        shopFile('1.36.2'),
        [path],
        0,
      ]);
    });
  });
});

describe.concurrent('the branch is deleted', () => {
  test('while nobody wrote on it: the closing that comes with it is respected', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.github.people.deleteBranch(branch, person);
      const { operation, writes, number } = await bumpWell(scene);
      expect([operation, number, [...writes], hasBranch(world)]).toEqual(['unchanged', '1', [], false]);
      // Something new is due, and our commit went with the branch.
      world.github.people.push('main', person, { [path]: shopFile('1.34.7') });
      world.fleet = shopAt('1.34.7');
      expect((await bumpWell(scene)).operation).toMatch(/^(created|reopened)$/);
      expect([textOf(world), touched(scene)]).toEqual([shopFile('1.35.5'), [path]]);
    });
  });

  test('as our comment says, to have it made anew: a new branch and a new pull request', async () => {
    await inRepository({}, async (scene) => {
      const { world } = scene;
      await bumpWell(scene);
      world.github.people.push(branch, person, { [path]: shopFile('1.35.5') });
      await bumpWell(scene);
      expect(wordsBelow(world, 1).length).toBe(1);
      world.github.people.deleteBranch(branch, person);
      const { operation, number } = await bumpWell(scene);
      expect([operation, number]).toEqual(['created', '2']);
      expect([aheadOf(world).length, textOf(world), openPull(world).number]).toEqual([
        1,
        shopFile('1.36.2'),
        2,
      ]);
    });
  });
});

test.concurrent('what people write around our text, and the title that they chose, is kept', async () => {
  await inRepository({}, async (scene) => {
    const { world } = scene;
    const { people } = world.github;
    await bumpWell(scene);
    people.editBody(1, (body) => `Owner: team shop.\n\n${body}\n\n- [x] asked the shop`);
    people.retitle(1, person, 'Upgrade before Christmas');
    const quiet = await bumpWell(scene);
    expect([quiet.operation, [...quiet.writes]]).toEqual(['unchanged', []]);
    goOn(scene);
    expect((await bumpWell(scene)).operation).toBe('updated');
    const { body, title } = issueOf(world);
    expect(title).toBe('Upgrade before Christmas');
    expect(body).toMatch(/^Owner: team shop\.\r\n\r\n<!-- aks-upgrade v1 key=road /);
    expect(body).toMatch(/<!-- \/aks-upgrade -->\r\n\r\n- \[x\] asked the shop$/);
    expect(body).toContain('`1.36.1` → **`1.36.2`**');
    expect(textOf(world)).toBe(shopFile('1.36.2'));
  });
});
