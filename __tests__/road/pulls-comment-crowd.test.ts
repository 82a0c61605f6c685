/** Rows 1 and 2 below a pull request: bundles side by side, and answers that are lost after the deed. */
import { afterAll, describe, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import { githubFaults } from '../../simulator/github-faults.ts';
import { pullRequestRun } from '../../simulator/runner-pull-request.ts';
import type { World } from '../../simulator/world.ts';
import { key, tellManners, writesOf } from './github-desk.ts';
import {
  atPullRequests,
  commentOlder,
  commentsOf,
  liveOnes,
  mintPullToken,
  moveTo,
  propose,
  tellPull,
  told,
  urlOf,
} from './pulls-comment-desk.ts';
import { check } from './start.ts';

tellManners('comment, crowd');

const rounds: { readonly bundles: number; readonly made: number }[] = [];

describe.concurrent('row 1: side by side below one pull request', () => {
  afterAll(() => {
    const raced = rounds.filter(({ made }) => made > 1).length;
    const three = rounds.filter(({ bundles }) => bundles === 3).length;
    const extra = rounds.reduce((sum, { made }) => sum + made - 1, 0);
    console.log(
      `row 1: ${rounds.length} rounds, ${three} of three bundles; in ${raced} more than one comment was made at first; ` +
        `exactly 1 live at the end in all, ${extra} became pointers`,
    );
    // Rounds in which nobody met would show nothing.
    expect(raced).toBeGreaterThan(0);
  });

  test.each([
    { bundles: 2, latency: 150 },
    { bundles: 3, latency: 150 },
    { bundles: 2, latency: 0 },
  ])('$bundles bundles, $latency ms', async ({ bundles, latency }) => {
    await atPullRequests({ latency }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const begun = Array.from({ length: bundles }, (_, index) =>
        tellPull(world, number, {}, { run: { runId: `1950000000${index}` } }),
      );
      const results = await Promise.all(begun);
      expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map(() => 0));
      const [first, ...others] = commentsOf(world, number);
      expect(liveOnes(world, number)).toEqual([first]);
      expect(results.map(({ outputs }) => outputs['comment-url'])).toEqual(
        results.map(() => urlOf(world, first)),
      );
      for (const { body } of others) {
        expect(body).toContain(urlOf(world, first));
        expect(body).not.toContain('<!-- aks-upgrade');
      }
      rounds.push({ bundles, made: others.length + 1 });
      world.network.latency = 0;
      world.network.forget();
      const last = await tellPull(world, number);
      expect([last.outputs['operation'], writesOf(world)]).toEqual(['unchanged', []]);
    });
  });

  test('with a comment of before: both rewrite it, and it is one', async () => {
    await atPullRequests({ latency: 100 }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      const { id } = commentOlder(world, number);
      const results = await Promise.all([tellPull(world, number), tellPull(world, number)]);
      expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect(commentsOf(world, number).map((one) => one.id)).toEqual([id]);
      expect(told(world, number)).toContain('behind.tfvars');
    });
  });
});

type Loss = Pick<FaultRule, 'name' | 'response' | 'broken'>;

const losses: readonly Loss[] = [
  { name: '502', response: githubFaults['502-html'] },
  { name: 'reset', broken: 'reset' },
  { name: 'cut body', broken: 'truncate' },
  { name: 'empty 200', response: githubFaults['200-empty'] },
];

interface Deed {
  readonly name: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: RegExp;
  readonly operation: string;
  readonly after: string;
  readonly stands: boolean;
}

const deeds: readonly Deed[] = [
  {
    name: 'write the comment',
    method: 'POST',
    path: /\/issues\/\d+\/comments$/,
    operation: 'created',
    after: 'unchanged',
    stands: false,
  },
  {
    name: 'rewrite it',
    method: 'PATCH',
    path: /\/issues\/comments\/\d+$/,
    operation: 'updated',
    after: 'unchanged',
    stands: true,
  },
];

function prepare(world: World, { stands }: Deed): number {
  const number = propose(world, moveTo('1.36.2'));
  if (stands) commentOlder(world, number);
  return number;
}

describe.concurrent('row 2: the answer to a write is lost', () => {
  const cells = deeds.flatMap((deed) => losses.map((loss) => ({ deed, loss })));
  let done = 0;
  afterAll(() => console.log(`row 2: ${done} cells, each write sent once before a look; 0 duplicates`));

  test.each(cells)('$deed.name: $loss.name', async ({ deed, loss }) => {
    const { method, path } = deed;
    const rule: FaultRule = { ...loss, match: { method, path }, nth: 1, kind: 'lost' };
    await atPullRequests({ faults: [rule] }, async (world) => {
      const number = prepare(world, deed);
      const { exitCode, outputs } = await tellPull(world, number);
      const [only, ...others] = commentsOf(world, number);
      expect([exitCode, outputs['operation'], outputs['comment-url'], others]).toEqual([
        0,
        deed.operation,
        urlOf(world, only),
        [],
      ]);
      expect(only?.body).toContain(`key=${key} `);
      expect(only?.body).toContain('behind.tfvars');
      expect(world.network.exchanges.filter(({ fault }) => fault !== undefined).length).toBe(1);
      expect(writesOf(world).length).toBe(1);
      done += 1;
    });
  });

  // A gateway that takes nothing: the write may be sent again once it was looked for and is not there.
  test.each(deeds)('$name: refused by a gateway, and not done', async (deed) => {
    const { method, path } = deed;
    const rule: FaultRule = {
      match: { method, path },
      nth: 1,
      kind: 'before',
      response: githubFaults['502-html'],
    };
    await atPullRequests({ faults: [rule] }, async (world) => {
      const number = prepare(world, deed);
      const { exitCode, outputs } = await tellPull(world, number);
      expect([exitCode, outputs['operation'], commentsOf(world, number).length]).toEqual([
        0,
        deed.operation,
        1,
      ]);
      expect(told(world, number)).toContain('behind.tfvars');
    });
  });

  test.each(deeds)('$name: a runner that dies right after', async (deed) => {
    const death = new AbortController();
    const { method, path } = deed;
    const hang = { kind: 'lost', broken: 'hang' } as const;
    const rule: FaultRule = { ...hang, match: { method, path }, nth: 1, afterwards: () => death.abort() };
    await atPullRequests({ faults: [rule] }, async (world) => {
      const number = prepare(world, deed);
      const inputs = { 'report-to': 'auto', 'report-key': key };
      const run = pullRequestRun(world.github, number);
      const githubToken = mintPullToken(world);
      const { exitCode } = await check(world, inputs, { run, githubToken, signal: death.signal });
      expect(exitCode).toBe(null);
      const after = await tellPull(world, number);
      expect([after.exitCode, after.outputs['operation']]).toEqual([0, deed.after]);
      expect(commentsOf(world, number).length).toBe(1);
    });
  });
});
