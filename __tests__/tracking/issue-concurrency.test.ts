import { describe, expect, test } from 'vitest';
import { fetchFrom } from '../../simulator/github-fetch.ts';
import { createInterleaving, seededChoice } from '../../simulator/github-interleaving.ts';
import { createGitHub, type GitHubSimulator } from '../../simulator/github-rest.ts';
import type { OnClosed } from '../../src/inputs/inputs.ts';
import { trackIssue } from '../../src/tracking/issue/github-issue.ts';
import type { Tracked } from '../../src/tracking/tracking.ts';
import { aContext, aReport, aTelling, bot, keepLog, openOnes } from './a-telling.ts';

const firstSeed = 20_261_122;

interface World {
  readonly name: string;
  readonly onClosed: OnClosed;
  readonly prepare: (github: GitHubSimulator) => void;
}

/** What two or three runs may find when they start at the same time. */
const worlds: readonly World[] = [
  { name: 'a bare repository', onClosed: 'respect', prepare: () => undefined },
  {
    name: 'one that we closed',
    onClosed: 'respect',
    prepare: (github) => {
      open(github);
      github.people.close(1, bot);
    },
  },
  {
    name: 'one that a person closed, and on-closed: new',
    onClosed: 'new',
    prepare: (github) => {
      open(github);
      github.people.close(1, 'platform-engineer');
    },
  },
  {
    name: 'two open ones that a crash left',
    onClosed: 'respect',
    prepare: (github) => {
      open(github);
      open(github);
    },
  },
];

function open(github: GitHubSimulator): void {
  const { title, body } = aReport('Something older');
  github.people.open({ title, body, author: bot, labels: ['aks-upgrade'] });
}

interface Ending {
  readonly github: GitHubSimulator;
  readonly results: readonly PromiseSettledResult<Tracked>[];
}

async function runSideBySide(seed: number, runs: number, world: World): Promise<Ending> {
  const choose = seededChoice(seed);
  const interleaving = createInterleaving(seed);
  const github = createGitHub({
    now: interleaving.now,
    amounts: { listLagMs: choose(2) * choose(6000), freshUnknownRequests: choose(2) * choose(4) },
  });
  world.prepare(github);
  const areAlike = choose(2) === 0;
  const results = await interleaving.run(
    Array.from({ length: runs }, (_, index) => () => {
      const report = aReport(areAlike ? 'Three clusters are behind' : `Told by run ${index}`);
      return trackIssue(report, aTelling({ onClosed: world.onClosed }), aContext, {
        log: keepLog(),
        clock: interleaving.clock,
        deadline: () => new AbortController().signal,
        fetch: fetchFrom(github.service, interleaving.hooks),
      });
    }),
  );
  return { github, results };
}

describe.each([2, 3])('%i runs at the same time leave one open issue', (runs) => {
  test.each(worlds)('from $name', async (world) => {
    const seeds = Array.from({ length: 250 }, (_, index) => firstSeed + index);
    let duplicates = 0;
    for (const seed of seeds) {
      const { github, results } = await runSideBySide(seed, runs, world);
      const failed = results.filter((result) => result.status === 'rejected');
      expect(failed, `seed ${seed}`).toEqual([]);
      const made = [...github.state.issues.values()].filter((issue) => !issue.isPull);
      const survivors = openOnes(github);
      // The same one, whichever run ended last: the first that could have been kept.
      const isFresh = world.onClosed === 'new';
      const lowest = Math.min(
        ...made.map((issue) => issue.number).filter((number) => number > (isFresh ? 1 : 0)),
      );
      expect(survivors, `seed ${seed}`).toEqual([lowest]);
      if (made.length > lowest) duplicates++;
      for (const issue of made.filter((each) => each.number > lowest)) {
        expect(issue.state, `seed ${seed}`).toBe('closed');
        expect(issue.comments.map((comment) => comment.body).join(), `seed ${seed}`).toContain(`#${lowest}`);
      }
      expect(github.contract().violations, `seed ${seed}`).toEqual([]);
      expect(github.unserved).toEqual([]);
    }
    console.info(
      `${runs} runs, ${world.name}: ${seeds.length} interleavings from seed ${firstSeed}, 1 open issue in each; ` +
        `${duplicates} had more than one and closed them`,
    );
  });
});
