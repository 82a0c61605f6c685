/** Bundles side by side, answers that are lost after the deed, and runners that die at a write: one pull request stands. */
import { afterAll, describe, expect, test } from 'vitest';
import type { SimRequest } from '../../simulator/exchange.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { githubFaults } from '../../simulator/github-faults.ts';
import type { KillMoment } from '../../simulator/runner-moments.ts';
import type { World } from '../../simulator/world.ts';
import { tellManners, writesOf } from './github-desk.ts';
import {
  aheadOf,
  bump,
  bumpWell,
  changesOf,
  firstWrites,
  headOf,
  inRepository,
  isForced,
  mintToken,
  openPull,
  path,
  person,
  pullsOf,
  shopAt,
  shopFile,
  textOf,
} from './pulls-bump-desk.ts';
import { check, mapSome } from './start.ts';

tellManners('bump crowd');

const isWrite = ({ method, path: asked }: SimRequest): boolean =>
  method !== 'GET' && !asked.endsWith('/graphql');
const writing: FaultRule['match'] = { host: 'api.github.com', when: isWrite };

/** One pull request, one commit of ours for each state, and the file as it should be. */
function expectOne(world: World, commits = 1): void {
  expect(pullsOf(world).length).toBe(1);
  const { issue, headSha } = openPull(world);
  expect([issue.labels, headSha === headOf(world).sha]).toEqual([['aks-upgrade'], true]);
  expect([aheadOf(world).length, isForced(world)]).toEqual([commits, false]);
  expect([textOf(world), changesOf(world).map((change) => change.path)]).toEqual([
    shopFile('1.36.2'),
    [path],
  ]);
  expect([...world.github.state.labels.keys()]).toEqual(['aks-upgrade']);
}

describe.concurrent('two bundles at once', () => {
  let raced = 0;
  const delays = [0, 0, 40, 400];
  afterAll(() => {
    console.log(`two bundles at once: ${delays.length} rounds, in ${raced} both wrote to the branch`);
    // Rounds in which nobody met would show nothing.
    expect(raced).toBeGreaterThan(0);
  });

  test.each(delays.map((delay, index) => [index, delay] as const))(
    'round %i, %i ms apart',
    async (_, delay) => {
      await inRepository({ latency: 20 }, async (scene) => {
        const { world } = scene;
        const second = new Promise((resolve) => setTimeout(resolve, delay)).then(
          async () => await bump(scene, {}, { run: { runId: '19500000002' } }),
        );
        const results = await Promise.all([bump(scene), second]);
        expect(results.map(({ exitCode, outputs }) => [exitCode, outputs['pull-request-number']])).toEqual([
          [0, '1'],
          [0, '1'],
        ]);
        expectOne(world);
        if (writesOf(world).filter((write) => write === 'POST /git/refs').length > 1) raced += 1;
      });
    },
  );
});

/** What the client hears although the deed is done. */
const losses: readonly Pick<FaultRule, 'name' | 'response' | 'broken'>[] = [
  { name: '502', response: githubFaults['502-html'] },
  { name: 'reset', broken: 'reset' },
  { name: 'cut body', broken: 'truncate' },
];

describe.concurrent('the answer to a write is lost', () => {
  test('each write of the first run', async () => {
    // Two of the three for each, in turn: the whole matrix is for unit tests.
    const cells = firstWrites.flatMap((name, at) =>
      losses.flatMap((loss, index) => ((at + index) % 3 === 0 ? [] : [{ name, at, loss }])),
    );
    const failures: unknown[] = [];
    await mapSome(cells, 4, async ({ name, at, loss }) => {
      const rule: FaultRule = { ...loss, match: writing, nth: at + 1, kind: 'lost' };
      await inRepository({ faults: [rule] }, async (scene) => {
        const { world } = scene;
        const { operation, number, writes } = await bumpWell(scene);
        expect([operation, number]).toEqual(['created', '1']);
        expect(struckOf(world)).toEqual([name]);
        expectOne(world);
        // Objects may be sent twice: nothing refers to them, and twice the same is one.
        const twice = writes.filter((write, index) => writes.indexOf(write) !== index);
        expect(twice.every((write) => /^POST \/git\/(blobs|trees|commits)$/.test(write))).toBe(true);
      }).catch((error: unknown) => failures.push(`${name}, ${loss.name}: ${error}`));
    });
    expect(failures).toEqual([]);
  });

  test('each write of a run that adds a commit', async () => {
    const names = [
      'POST /git/blobs',
      'POST /git/trees',
      'POST /git/commits',
      'PATCH /git/refs',
      'PATCH /pulls',
    ];
    const failures: unknown[] = [];
    await mapSome(names, 3, async (name) => {
      await inRepository({}, async (scene) => {
        const { world } = scene;
        await bumpWell(scene);
        world.fleet = shopAt('1.36.1');
        world.github.people.push('main', person, { [path]: shopFile('1.36.1') });
        const [method = '', route = ''] = name.split(' ');
        const match = { host: 'api.github.com', method, path: new RegExp(`platform${route}`) };
        world.network.faults.push({ name: 'lost', match, nth: 1, kind: 'lost', broken: 'reset' });
        const { operation } = await bumpWell(scene);
        expect([operation, struckOf(world).length, isForced(world)]).toEqual(['updated', 1, false]);
        expect([textOf(world), pullsOf(world).length]).toEqual([shopFile('1.36.2'), 1]);
        expect(changesOf(world).map((change) => change.path)).toEqual([path]);
        const ours = aheadOf(world).map((sha) => world.github.state.git.store.commit(sha).message);
        expect(ours.filter((message) => message.startsWith('AKS: move')).length).toBe(2);
        const quiet = await bumpWell(scene);
        expect([quiet.operation, [...quiet.writes]]).toEqual(['unchanged', []]);
      }).catch((error: unknown) => failures.push(`${name}: ${error}`));
    });
    expect(failures).toEqual([]);
  });
});

function struckOf(world: World): readonly string[] {
  return world.network.exchanges.flatMap(({ fault, request }) =>
    fault === undefined ? [] : [`${request.method} ${request.path.replace(/^.*\/platform/, '')}`],
  );
}

test.concurrent('the runner is killed at each write of the first run: the next one brings one pull request', async () => {
  const moments = firstWrites.map((name, at): { readonly name: string; readonly killAt: KillMoment } => ({
    name: `after ${name}`,
    killAt: { match: writing, nth: at + 1, when: 'lost' },
  }));
  const before = { name: 'before all', killAt: { match: writing, when: 'before' } } as const;
  const failures: unknown[] = [];
  await mapSome([before, ...moments], 4, async ({ name, killAt }) => {
    await inRepository({}, async (scene) => {
      const { world, warp } = scene;
      const inputs = { 'report-to': 'pull-request', 'report-key': 'road' };
      const dead = await check(world, inputs, { warp, githubToken: mintToken(world), killAt });
      expect([dead.exitCode, dead.signals.map(({ signal }) => signal)]).toEqual([null, ['SIGKILL']]);
      const { number } = await bumpWell(scene);
      expect(number).toBe('1');
      expectOne(world);
    }).catch((error: unknown) => failures.push(`${name}: ${error}`));
  });
  expect(failures).toEqual([]);
});
