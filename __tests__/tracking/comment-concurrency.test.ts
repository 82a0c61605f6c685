import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createInterleaving, seededChoice } from '../../simulator/github-interleaving.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import { tellsTheSame } from '../../src/report/marker.ts';
import { trackComment } from '../../src/tracking/comment/github-sticky.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import { commentsOf, lagging, liveOnes, pull, pullContext, seedPull } from './a-comment.ts';
import { aReport, aTelling, bot, keepLog, key } from './a-telling.ts';

const firstSeed = 20_261_122;
const older = aReport('Something older');

interface World {
  readonly name: string;
  readonly prepare: (github: GitHubSimulator) => void;
}

/** What two or three runs may find when they start at the same time. */
const worlds: readonly World[] = [
  { name: 'a bare pull request', prepare: () => undefined },
  { name: 'one of ours', prepare: (github) => write(github, bot) },
  {
    name: 'two of ours that a crash left',
    prepare: (github) => {
      write(github, bot);
      write(github, bot);
    },
  },
  {
    name: 'copies by others',
    prepare: (github) => {
      write(github, 'outsider');
      for (const body of github.forgedMarkers(key)) github.people.comment(pull, 'outsider', body);
    },
  },
];

function write(github: GitHubSimulator, author: string): void {
  github.people.comment(pull, author, older.body);
}

interface Ending {
  readonly github: GitHubSimulator;
  readonly results: readonly PromiseSettledResult<Tracked>[];
  readonly before: number;
  readonly told: readonly string[];
}

async function runSideBySide(seed: number, runs: number, world: World): Promise<Ending> {
  const choose = seededChoice(seed);
  const interleaving = createInterleaving(seed);
  const github = createGitHub({ now: interleaving.now });
  seedPull(github);
  world.prepare(github);
  const before = commentsOf(github).length;
  const service = lagging(github, choose(2) * choose(6000));
  const areAlike = choose(2) === 0;
  const pages = Array.from({ length: runs }, (_, index) =>
    aReport(areAlike ? 'Three pins are behind' : `Told by run ${index}`),
  );
  const results = await interleaving.run(
    pages.map(
      (page) => () =>
        trackComment(page, aTelling(), pullContext, {
          log: keepLog(),
          clock: interleaving.clock,
          deadline: () => new AbortController().signal,
          fetch: fetchFrom(service, interleaving.hooks),
        }),
    ),
  );
  return { github, results, before, told: pages.map(({ body }) => body) };
}

describe.each([2, 3])('%i runs at the same time leave one comment', (runs) => {
  test.each(worlds)('from $name', async (world) => {
    const seeds = Array.from({ length: 125 }, (_, index) => firstSeed + index);
    let duplicates = 0;
    for (const seed of seeds) {
      const where = `seed ${seed}`;
      const { github, results, before, told } = await runSideBySide(seed, runs, world);
      expect(
        results.filter(({ status }) => status === 'rejected'),
        where,
      ).toEqual([]);
      const ours = commentsOf(github).filter(({ author }) => author === bot);
      const survivors = liveOnes(github);
      // The same one, whichever run ended last: the first that could have been kept.
      expect(
        survivors.map(({ id }) => id),
        where,
      ).toEqual([Math.min(...ours.map(({ id }) => id))]);
      const text = survivors[0]?.body ?? '';
      expect(
        told.some((body) => tellsTheSame(body, text)),
        where,
      ).toBe(true);
      if (commentsOf(github).length > before + (world.name.includes('ours') ? 0 : 1)) duplicates++;
      for (const other of ours.slice(1)) {
        expect(other.body, where).toMatch(
          new RegExp(`^This report is kept in https:\\S+/pull/2#issuecomment-${survivors[0]?.id}: two runs`),
        );
      }
      for (const copy of commentsOf(github).filter(({ author }) => author !== bot)) {
        expect(copy.updatedAt, where).toBe(copy.createdAt);
      }
      expect(github.contract().violations, where).toEqual([]);
      expect(github.unserved).toEqual([]);
    }
    console.info(
      `${runs} runs, ${world.name}: ${seeds.length} interleavings from seed ${firstSeed}, 1 comment in each; ` +
        `${duplicates} had more than one and made pointers of them`,
    );
    if (world.name === 'a bare pull request') expect(duplicates).toBeGreaterThan(10);
  });
});
