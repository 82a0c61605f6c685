/** The life of the one pull request that moves versions, told by the unmodified bundle. */
import { describe, expect, test } from 'vitest';
import type { MergeMethod } from '../../simulator/github-developers.ts';
import { bot, issueOf, tellManners, writesOf } from './github-desk.ts';
import {
  aheadOf,
  bodyOf,
  branch,
  bumpWell,
  changesOf,
  firstWrites,
  hasBranch,
  headOf,
  inRepository,
  isForced,
  openPull,
  path,
  person,
  pullsOf,
  shopAt,
  shopFile,
  standsOn,
  textOf,
  wordsBelow,
} from './pulls-bump-desk.ts';
import { errorOf, fileOf } from './start.ts';

tellManners('bump life');

const title = (from: string, to: string): string => `AKS: move 1 version pin (${from} → ${to})`;

test.concurrent('in real time: a branch, one signed commit, one pull request; then nothing', async () => {
  await inRepository({ speed: 1 }, async (scene) => {
    const { world } = scene;
    const main = headOf(world, 'main');
    const first = await bumpWell(scene, { assignees: person });
    expect([...first.writes]).toEqual([...firstWrites, 'POST /issues/1/assignees']);
    expect(first.result.outputs).toMatchObject({
      operation: 'created',
      'pull-request-number': '1',
      'pull-request-url': 'https://github.com/contoso/platform/pull/1',
      'issue-number': '',
      'comment-url': '',
      'upgrade-available': 'true',
    });
    const { issue, headRef, baseRef, isDraft } = openPull(world);
    expect({ headRef, baseRef, isDraft }).toEqual({ headRef: branch, baseRef: 'main', isDraft: false });
    expect(issue).toMatchObject({
      author: bot,
      title: title('1.35.4', '1.36.2'),
      labels: ['aks-upgrade'],
      assignees: [person],
    });
    const lines = bodyOf(world).split('\n');
    const head = headOf(world);
    expect(lines[0]).toMatch(/^<!-- aks-upgrade v1 key=road fingerprint=[0-9a-f]+ -->$/);
    expect(lines).toContain(`<!-- branch ${head.sha} -->`);
    expect(lines.at(-1)).toBe('<!-- /aks-upgrade -->');
    expect(bodyOf(world).length).toBeLessThanOrEqual(60_000);
    expect(bodyOf(world)).toContain('`1.35.4` → **`1.36.2`**');
    expect(bodyOf(world)).toMatch(/starts? no workflows/);
    // One commit on the base, in the account's name, and signed by GitHub; its message says what moves.
    expect(aheadOf(world)).toEqual([head.sha]);
    expect(head.parents).toEqual([main.sha]);
    expect([head.author.name, head.committer.name]).toEqual([bot, 'GitHub']);
    expect(head.signature).toMatch(/^-----BEGIN PGP SIGNATURE-----/);
    expect(head.message.split('\n').slice(0, 3)).toEqual([
      title('1.35.4', '1.36.2'),
      '',
      `- ${path}:2: 1.35.4 -> 1.36.2`,
    ]);
    expect(changesOf(world).map((change) => change.path)).toEqual([path]);
    expect(textOf(world)).toBe(shopFile('1.36.2'));
    expect(headOf(world, 'main')).toBe(main);
    expect(fileOf(first.result, 'report-file')).toContain('### Version pins');

    const before = structuredClone(issueOf(world));
    const second = await bumpWell(scene, { assignees: person }, { run: { runId: '19500000002' } });
    expect([second.operation, second.number, [...second.writes]]).toEqual(['unchanged', '1', []]);
    expect([issueOf(world), headOf(world).sha]).toEqual([before, head.sha]);
  });
});

test.concurrent('the target moves on: one more commit on top, and title and text follow', async () => {
  await inRepository(
    { fleet: shopAt('1.34.7'), github: { files: { [path]: shopFile('1.34.7') } } },
    async (scene) => {
      const { world } = scene;
      expect((await bumpWell(scene)).operation).toBe('created');
      expect(textOf(world)).toBe(shopFile('1.35.5'));
      const [first] = aheadOf(world);
      // Somebody upgraded by hand: the next step is another one.
      world.fleet = shopAt('1.35.5');
      const moved = await bumpWell(scene);
      expect([moved.operation, moved.number]).toEqual(['updated', '1']);
      expect([...moved.writes]).toEqual([
        'POST /git/blobs',
        'POST /git/trees',
        'POST /git/commits',
        'PATCH /git/refs/heads%2Faks-upgrade%2Froad',
        'PATCH /pulls/1',
      ]);
      const head = headOf(world);
      expect([head.parents, aheadOf(world).length]).toEqual([[first], 2]);
      expect(textOf(world)).toBe(shopFile('1.36.2'));
      expect(openPull(world).issue.title).toBe(title('1.34.7', '1.36.2'));
      expect(bodyOf(world)).toContain(`<!-- branch ${head.sha} -->`);
      expect(isForced(world)).toBe(false);
      const again = await bumpWell(scene);
      expect([again.operation, [...again.writes]]).toEqual(['unchanged', []]);
    },
  );
});

test.concurrent('two minors: one step a pull request; the next after merge and upgrade', async () => {
  await inRepository(
    { fleet: shopAt('1.34.7'), github: { files: { [path]: shopFile('1.34.7') } } },
    async (scene) => {
      const { world } = scene;
      expect((await bumpWell(scene)).operation).toBe('created');
      expect(openPull(world).issue.title).toBe(title('1.34.7', '1.35.5'));
      expect(bodyOf(world)).toContain('a later pull request goes on to `1.36.2`');
      world.github.people.merge(1, person);
      // Merged, and not carried out yet: nothing further is asked for, and the merged one stays as it is.
      const waiting = await bumpWell(scene);
      expect([waiting.operation, waiting.number, [...waiting.writes]]).toEqual(['none', '', []]);
      expect(waiting.result.outputs['upgrade-available']).toBe('true');
      expect(waiting.result.summary).toContain('1.35.5 is asked for and 1.34.7 runs');
      world.fleet = shopAt('1.35.5');
      const next = await bumpWell(scene);
      expect([next.operation, next.number]).toEqual(['created', '2']);
      expect(openPull(world).issue.title).toBe(title('1.35.5', '1.36.2'));
      expect(bodyOf(world)).not.toContain('a later pull request');
      expect(textOf(world)).toBe(shopFile('1.36.2'));
      expect(changesOf(world).map((change) => change.path)).toEqual([path]);
    },
  );
});

describe.concurrent('merged by a person, and the next target opens another one', () => {
  const methods: readonly MergeMethod[] = ['merge', 'squash', 'rebase'];
  test.each(methods.flatMap((method) => [true, false].map((isDeleted) => ({ method, isDeleted }))))(
    '$method, branch deleted: $isDeleted',
    async ({ method, isDeleted }) => {
      await inRepository({}, async (scene) => {
        const { world } = scene;
        await bumpWell(scene);
        const old = headOf(world).sha;
        world.github.people.merge(1, person, method);
        if (isDeleted) world.github.people.deleteBranch(branch, person);
        expect(textOf(world, path, 'main')).toBe(shopFile('1.36.2'));
        // Carried out, and a newer patch is there.
        world.github.people.push('main', person, { [path]: shopFile('1.36.1'), 'other.md': 'more\n' });
        world.fleet = shopAt('1.36.1');
        const { operation, number } = await bumpWell(scene);
        expect([operation, number]).toEqual(['created', '2']);
        expect(pullsOf(world).map(({ merged, issue }) => [merged !== null, issue.state])).toEqual([
          [true, 'closed'],
          [false, 'open'],
        ]);
        expect(changesOf(world).map((change) => change.path)).toEqual([path]);
        expect(textOf(world)).toBe(shopFile('1.36.2'));
        expect(isDeleted || standsOn(world, old)).toBe(true);
        const again = await bumpWell(scene);
        expect([again.operation, [...again.writes]]).toEqual(['unchanged', []]);
      });
    },
  );
});

test.concurrent('nothing to move any more: closed with a comment, and the branch stays', async () => {
  await inRepository({}, async (scene) => {
    const { world } = scene;
    await bumpWell(scene);
    const { sha } = headOf(world);
    // A person wrote the version by hand, and the cluster runs it.
    world.github.people.push('main', person, { [path]: shopFile('1.36.2') });
    world.fleet = shopAt('1.36.2');
    const closed = await bumpWell(scene);
    expect([closed.operation, closed.number]).toEqual(['closed', '1']);
    expect([...closed.writes]).toEqual(['PATCH /pulls/1', 'POST /issues/1/comments']);
    expect(issueOf(world)).toMatchObject({ state: 'closed', closedBy: bot });
    expect(pullsOf(world)[0]?.merged).toBeNull();
    expect(wordsBelow(world, 1).map(({ body }) => body)).toEqual([
      expect.stringMatching(/^No version pin is to be moved any more: /),
    ]);
    expect([hasBranch(world), headOf(world).sha]).toEqual([true, sha]);
    const quiet = await bumpWell(scene);
    expect([quiet.operation, [...quiet.writes]]).toEqual(['none', []]);
    // Due again: what was closed by us is opened again.
    world.github.people.push('main', person, { [path]: shopFile('1.36.1') });
    world.fleet = shopAt('1.36.1');
    const back = await bumpWell(scene);
    expect([back.operation, back.number, openPull(world).number]).toEqual(['reopened', '1', 1]);
    expect(textOf(world)).toBe(shopFile('1.36.2'));
    expect(changesOf(world).map((change) => change.path)).toEqual([path]);
  });
});

test.concurrent('nothing is closed while something is unread, and nothing without a cluster', async () => {
  await inRepository({}, async (scene) => {
    const { world } = scene;
    await bumpWell(scene);
    world.fleet = {
      ...world.fleet,
      subscriptions: world.fleet.subscriptions.map((one) => ({ ...one, clusters: [] })),
    };
    const empty = await bumpWell(scene);
    expect([empty.operation, empty.number, [...empty.writes]]).toEqual(['unchanged', '1', []]);
    world.fleet = shopAt('1.36.2');
    world.network.faults.push({
      match: { path: /\/managedClusters\/[^/]+\/upgradeProfiles\/default$/ },
      kind: 'before',
      response: { status: 404, body: { error: { code: 'NotFound', message: 'Gone.' } } },
    });
    world.github.people.push('main', person, { [path]: shopFile('1.36.2') });
    const unread = await bumpWell(scene);
    expect(unread.result.outputs['unread']).not.toBe('0');
    expect([unread.operation, [...unread.writes], issueOf(world).state]).toEqual(['unchanged', [], 'open']);
  });
});

test.concurrent('the cluster went first: the pin follows it, and nothing is upgraded', async () => {
  await inRepository({ fleet: shopAt('1.36.2') }, async (scene) => {
    const { world } = scene;
    const { operation, result } = await bumpWell(scene);
    expect([operation, result.outputs['upgrade-available']]).toEqual(['created', 'false']);
    expect(textOf(world)).toBe(shopFile('1.36.2'));
    expect(bodyOf(world)).toContain('nothing is upgraded');
    expect(bodyOf(world)).toContain('nothing: `1.36.2` runs already');
    expect(bodyOf(world)).not.toContain('The upgrade starts where they are applied');
    world.github.people.merge(1, person, 'squash');
    expect((await bumpWell(scene)).operation).toBe('none');
  });
});

test.concurrent('a pin ahead of its cluster is never moved back', async () => {
  await inRepository({ github: { files: { [path]: shopFile('1.37.0') } } }, async (scene) => {
    const { operation, writes, result } = await bumpWell(scene);
    expect([operation, [...writes], hasBranch(scene.world)]).toEqual(['none', [], false]);
    expect(result.summary).toContain('1.37.0 is asked for and 1.35.4 runs');
  });
});

describe.concurrent('closed by a person, unmerged', () => {
  const rows = [
    { policy: 'respect', same: ['unchanged', '1', 'closed'], other: ['reopened', '1', 'open'], pulls: 1 },
    { policy: 'reopen', same: ['reopened', '1', 'open'], other: ['updated', '1', 'open'], pulls: 1 },
    { policy: 'new', same: ['created', '2', 'closed'], other: ['updated', '2', 'closed'], pulls: 2 },
  ];
  test.each(rows)('on-closed: $policy', async ({ policy, same, other, pulls }) => {
    await inRepository(
      { fleet: shopAt('1.34.7'), github: { files: { [path]: shopFile('1.34.7') } } },
      async (scene) => {
        const { world } = scene;
        const inputs = { 'on-closed': policy };
        await bumpWell(scene, inputs);
        world.github.people.close(1, person);
        const first = await bumpWell(scene, inputs);
        expect([first.operation, first.number, issueOf(world).state]).toEqual(same);
        if (policy === 'respect') expect(writesOf(world)).toEqual([]);
        world.fleet = shopAt('1.35.5');
        const second = await bumpWell(scene, inputs);
        expect([second.operation, second.number, issueOf(world).state]).toEqual(other);
        expect(pullsOf(world).length).toBe(pulls);
        expect([openPull(world).issue.state, textOf(world)]).toEqual(['open', shopFile('1.36.2')]);
      },
    );
  });
});

test.concurrent('without a pin nothing is made, and a mark that cannot be followed is on its line', async () => {
  const files = { [path]: '# aks-upgrade: rg-shop/aks-shop\nname = "shop"\n' };
  await inRepository({ github: { files } }, async (scene) => {
    const { operation, writes, result } = await bumpWell(scene);
    expect([operation, [...writes], errorOf(result)]).toEqual(['none', [], '']);
    const marked = result.commands.filter(({ properties }) => properties['file'] === path);
    expect(marked.map(({ name, properties }) => [name, properties['line']])).toEqual([['warning', '1']]);
  });
});
