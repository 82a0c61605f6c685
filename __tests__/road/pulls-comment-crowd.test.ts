/** Rows 1 and 2 below a pull request: bundles side by side, and answers that are lost after the deed. */
import { afterAll, describe, expect, test } from 'vitest';
import type { SimRequest, SimService } from '../../simulator/exchange.ts';
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

/** Holds back the first comment until so many want to write one: nobody has seen another's when they all write. */
function meetBeforeWriting(many: number): { readonly services: Record<string, SimService>; world?: World } {
  let arrived = 0;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  const isComment = ({ method, path }: SimRequest) =>
    method === 'POST' && /\/issues\/\d+\/comments$/.test(path);
  const meeting: ReturnType<typeof meetBeforeWriting> = {
    services: {
      'api.github.com': async (request) => {
        if (isComment(request)) {
          if (++arrived >= many) open();
          await Promise.race([all, later(20_000)]);
        }
        return (await meeting.world?.github.service(request)) ?? { status: 503 };
      },
    },
  };
  return meeting;
}

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
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

// First, since it waits for a quarter of a minute and does nothing meanwhile.
describe.concurrent('row 2: the write is not done', () => {
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
});

const rounds: { readonly bundles: number; readonly made: number }[] = [];

describe.concurrent('row 1: side by side below one pull request', () => {
  afterAll(() => {
    const raced = rounds.filter(({ made }) => made > 1).length;
    const extra = rounds.reduce((sum, { made }) => sum + made - 1, 0);
    console.log(
      `row 1: ${rounds.length} rounds, ${rounds.filter(({ bundles }) => bundles === 3).length} of three bundles; ` +
        `in ${raced} more than one comment was made at first; exactly 1 live at the end in all, ${extra} became pointers`,
    );
  });

  test.each([
    { name: '2 that meet', bundles: 2, meets: true },
    { name: '3 that meet', bundles: 3, meets: true },
    { name: '2 as it comes', bundles: 2, meets: false },
  ])('$name', async ({ bundles, meets }) => {
    const meeting = meets ? meetBeforeWriting(bundles) : undefined;
    await atPullRequests({ ...(meeting && { services: meeting.services }) }, async (world) => {
      if (meeting) meeting.world = world;
      const number = propose(world, moveTo('1.36.2'));
      const begun = Array.from({ length: bundles }, (_, index) =>
        tellPull(world, number, {}, { run: { runId: `1950000000${index}` } }),
      );
      const results = await Promise.all(begun);
      expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map(() => 0));
      const [first, ...others] = commentsOf(world, number);
      if (meets) expect(others.length).toBe(bundles - 1);
      expect(liveOnes(world, number)).toEqual([first]);
      expect(results.map(({ outputs }) => outputs['comment-url'])).toEqual(
        results.map(() => urlOf(world, first)),
      );
      for (const { body } of others) {
        expect(body).toContain(urlOf(world, first));
        expect(body).not.toContain('<!-- aks-upgrade');
      }
      rounds.push({ bundles, made: others.length + 1 });
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

describe.concurrent('row 2: the answer to a write is lost', () => {
  const cells = deeds.flatMap((deed) =>
    losses.filter((_, at) => !deed.stands || at % 2 === 0).map((loss) => ({ deed, loss })),
  );
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
