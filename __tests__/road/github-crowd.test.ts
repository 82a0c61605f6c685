/** Rows 1 and 2: bundles side by side, and answers that are lost after the deed. One issue stands in the end. */
import { afterAll, describe, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import { githubFaults } from '../../simulator/github-faults.ts';
import type { World } from '../../simulator/world.ts';
import {
  atGitHub,
  bot,
  fleets,
  issueOf,
  key,
  mintJobToken,
  openOlder,
  openOnes,
  oursOf,
  tell,
  tellManners,
  writesOf,
} from './github-desk.ts';
import { check } from './start.ts';

tellManners('crowd');

/** Small and repeatable: a linear congruential generator. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

interface Round {
  readonly seed: number;
  readonly bundles: number;
  readonly made: number;
  /** Comments that lead from a closed one to the one that stays; each run that closes it may leave one. */
  readonly pointers: number;
}
const rounds: Round[] = [];
const seeds = Array.from({ length: 12 }, (_, index) => 20261122 + index);

describe.concurrent('row 1: side by side in one repository', () => {
  afterAll(() => {
    const sum = (count: (round: Round) => number): number =>
      rounds.reduce((total, round) => total + count(round), 0);
    const raced = rounds.filter(({ made }) => made > 1).length;
    console.log(
      `row 1: ${rounds.length} rounds (seeds ${seeds[0]} to ${seeds.at(-1)}), ` +
        `${rounds.filter(({ bundles }) => bundles === 3).length} of them with three bundles; ` +
        `in ${raced} more than one issue was made at first; exactly 1 open at the end in all; ` +
        `${sum(({ made }) => made - 1)} too many were closed, with ${sum(({ pointers }) => pointers)} comments`,
    );
    // Rounds in which nobody met would show nothing.
    expect(raced).toBeGreaterThanOrEqual(rounds.length / 3);
  });

  test.each(seeds)('seed %i', async (seed) => {
    const next = random(seed);
    const bundles = seed % 3 === 0 ? 3 : 2;
    await atGitHub({ latency: Math.floor(next() * 250) }, async (world) => {
      const begun = Array.from({ length: bundles }, async (_, index) => {
        await later(next() * 600);
        return await tell(world, {}, { run: { runId: `1950000000${index}` } });
      });
      const results = await Promise.all(begun);
      expect(results.map(({ exitCode }) => exitCode)).toEqual(results.map(() => 0));
      const numbers = [...world.github.state.issues.keys()];
      let pointers = 0;
      expect(openOnes(world).map(({ number }) => number)).toEqual([1]);
      // The others are closed, and nobody can take them for ours.
      expect(oursOf(world).length).toBe(1);
      const extras = numbers.filter((number) => number !== 1).map((number) => issueOf(world, number));
      for (const { state, stateReason, body, comments } of extras) {
        expect([state, stateReason, body]).toEqual(['closed', 'not_planned', expect.stringContaining('#1')]);
        pointers += comments.length;
        expect(new Set(comments.map((comment) => comment.body)).size).toBeLessThanOrEqual(1);
      }
      expect(results.map(({ outputs }) => outputs['issue-number'])).toEqual(results.map(() => '1'));
      rounds.push({ seed, bundles, made: numbers.length, pointers });
      if (bundles === 2) return;
      world.network.latency = 0;
      world.network.forget();
      const last = await tell(world);
      expect([last.outputs['operation'], writesOf(world)]).toEqual(['unchanged', []]);
    });
  });
});

/** What the client hears although the deed is done. */
type Loss = Pick<FaultRule, 'name' | 'response' | 'broken'>;

const losses: readonly Loss[] = [
  { name: '502', response: githubFaults['502-html'] },
  { name: 'reset', broken: 'reset' },
  { name: 'cut body', broken: 'truncate' },
  { name: 'empty 200', response: githubFaults['200-empty'] },
];

interface Deed {
  readonly name: string;
  readonly match: FaultRule['match'];
  readonly fleet: 'behind' | 'healthy';
  readonly operation: string;
  readonly before?: (world: World) => unknown;
}

const deeds: readonly Deed[] = [
  {
    name: 'make the label',
    match: { method: 'POST', path: /\/platform\/labels$/ },
    fleet: 'behind',
    operation: 'created',
  },
  {
    name: 'create the issue',
    match: { method: 'POST', path: /\/issues$/ },
    fleet: 'behind',
    operation: 'created',
  },
  {
    name: 'rewrite the issue',
    match: { method: 'PATCH' },
    fleet: 'behind',
    operation: 'updated',
    before: (world) => openOlder(world),
  },
  {
    name: 'comment on the closing',
    match: { method: 'POST', path: /\/comments$/ },
    fleet: 'healthy',
    operation: 'closed',
    before: (world) => openOlder(world),
  },
];

describe.concurrent('row 2: the answer to a write is lost', () => {
  const cells = deeds.flatMap((deed) => losses.map((loss) => ({ deed, loss })));
  const sent: number[] = [];
  afterAll(() => {
    const most = Math.max(...sent);
    console.log(
      `row 2: ${sent.length} cells, the write sent ${most} time at most before a look; 0 duplicates`,
    );
  });

  // They wait for half a minute each, and do nothing meanwhile.
  test('all of them: hang', { timeout: 120_000 }, async () => {
    const hang: Loss = { name: 'hang', broken: 'hang' };
    await Promise.all(deeds.map(async (deed) => sent.push(await loseAnswer(deed, hang))));
  });

  test.each(cells)('$deed.name: $loss.name', async ({ deed, loss }) => {
    sent.push(await loseAnswer(deed, loss));
  });
});

/** How often the write was sent: once, for the deed was found when it was looked for. */
async function loseAnswer(deed: Deed, loss: Loss): Promise<number> {
  const rule: FaultRule = { ...loss, match: deed.match, nth: 1, kind: 'lost' };
  return await atGitHub({ fleet: fleets[deed.fleet](), faults: [rule] }, async (world) => {
    deed.before?.(world);
    const { exitCode, outputs } = await tell(world, {}, { timeout: 110_000 });
    expect([exitCode, outputs['operation'], outputs['issue-number']]).toEqual([0, deed.operation, '1']);
    expect(world.network.exchanges.filter(({ fault }) => fault !== undefined).length).toBe(1);
    expect([world.github.state.issues.size, world.github.state.labels.size]).toEqual([1, 1]);
    const { comments, labels, author } = issueOf(world);
    expect({ comments: comments.length, labels, author }).toEqual({
      comments: deed.fleet === 'healthy' ? 1 : 0,
      labels: ['aks-upgrade'],
      author: bot,
    });
    const writes = writesOf(world);
    const times = Math.max(...writes.map((write) => writes.filter((one) => one === write).length));
    expect(times).toBe(1);
    return times;
  });
}

describe.concurrent('a runner that dies right after a write', () => {
  // The comment is lost with the runner; the issue says by itself that nothing is due.
  const next = ['created', 'unchanged', 'unchanged', 'none'] as const;
  test.each(deeds.map((deed, index) => ({ deed, operation: next[index] })))(
    '$deed.name',
    async ({ deed, operation }) => {
      const death = new AbortController();
      const hang = { kind: 'lost', broken: 'hang' } as const;
      const rule: FaultRule = { ...hang, match: deed.match, nth: 1, afterwards: () => death.abort() };
      await atGitHub({ fleet: fleets[deed.fleet](), faults: [rule] }, async (world) => {
        deed.before?.(world);
        const inputs = { 'report-to': 'issue', 'report-key': key };
        const githubToken = mintJobToken(world);
        const { exitCode } = await check(world, inputs, { githubToken, signal: death.signal });
        expect(exitCode).toBe(null);
        const after = await tell(world);
        expect([after.exitCode, after.outputs['operation']]).toEqual([0, operation]);
        expect([world.github.state.issues.size, world.github.state.labels.size]).toEqual([1, 1]);
        expect(issueOf(world).state).toBe(deed.fleet === 'healthy' ? 'closed' : 'open');
      });
    },
  );
});
