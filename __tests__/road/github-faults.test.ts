/** Row 45: exchanges with GitHub × what can come instead of an answer, on the unmodified bundle. */
import { afterAll, expect, test } from 'vitest';
import type { FaultMatch, FaultRule } from '../../simulator/faults.ts';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import type { World } from '../../simulator/world.ts';
import { atGitHub, expectReportKept, openOlder, openOnes, tell, tellManners } from './github-desk.ts';
import { codeOf, errorOf, mapSome } from './start.ts';

tellManners('faults');

interface Exchange {
  readonly name: string;
  readonly match: FaultMatch;
  /** Which of the matching requests of the run; default the first. */
  readonly nth?: number;
  /** What a refusal leads to where it is not the code of `refusals`; `undefined`: the run goes on. */
  readonly refused?: (status: number) => string | undefined;
}

const permission = 'AKSU-GITHUB-PERMISSION';
const other = 'AKSU-GITHUB';
const refusals: Readonly<Record<number, string>> = {
  401: permission,
  403: permission,
  404: permission,
  410: 'AKSU-GITHUB-ISSUES-OFF',
  409: other,
  412: other,
  422: other,
};
const codeFor = (status: number): string | undefined => refusals[status];
const goneIsNone = (status: number) => (status === 404 || status === 410 ? undefined : codeFor(status));
const unknownIsNone = (status: number) => (status === 422 ? undefined : codeFor(status));

const listBy = (name: string, state: string): FaultMatch => ({
  method: 'GET',
  path: /\/issues$/,
  when: ({ query }) => query.has(name) && query.get('state') === state,
});
const one = (method: string, path: RegExp): FaultMatch => ({ method, path });

const creating: readonly Exchange[] = [
  // The fallback knows the account well enough, whatever GraphQL says but for a bad token.
  {
    name: 'who we are',
    match: one('POST', /\/graphql$/),
    refused: (status) => (status === 401 ? permission : undefined),
  },
  { name: 'list by label', match: listBy('labels', 'all') },
  { name: 'list by author, open', match: listBy('creator', 'open'), refused: unknownIsNone },
  { name: 'list by author, closed', match: listBy('creator', 'closed'), refused: unknownIsNone },
  { name: 'the repository', match: one('GET', /\/platform$/), refused: () => undefined },
  { name: 'the label', match: one('GET', /\/labels\/aks-upgrade$/), refused: goneIsNone },
  { name: 'make the label', match: one('POST', /\/platform\/labels$/), refused: unknownIsNone },
  { name: 'create the issue', match: one('POST', /\/issues$/) },
  { name: 'list again', match: listBy('labels', 'all'), nth: 2 },
];

const updating: readonly Exchange[] = [
  { name: 'list by label', match: listBy('labels', 'all') },
  // The title stays as it is when nobody can say who chose it.
  { name: 'events', match: one('GET', /\/issues\/1\/events$/), refused: () => undefined },
  { name: 'read the issue', match: one('GET', /\/issues\/1$/) },
  { name: 'edit the issue', match: one('PATCH', /\/issues\/1$/) },
];

const names = Object.keys(githubFaults) as readonly GitHubFault[];
const refusing: ReadonlySet<string> = new Set(['403-permission', '401', '404', '409', '410', '412', '422']);
/** Half a minute of silence, or a minute that GitHub's manners ask for: a few of them are enough. */
const slow: ReadonlySet<string> = new Set(['timeout', '429-bare', '403-secondary']);

interface Cell {
  readonly run: 'creating' | 'updating';
  readonly exchange: Exchange;
  readonly fault: GitHubFault;
  readonly code: string | undefined;
}

const seed = 20261122;

/** Every exchange and every fault several times, the slow ones once in each run; the whole matrix is for unit tests. */
function chooseCells(): readonly Cell[] {
  const cells = [...creating, ...updating].flatMap((exchange, row) =>
    names.flatMap((fault, column): Cell[] => {
      const run = row < creating.length ? 'creating' : 'updating';
      const turn = row + column + seed;
      const isChosen = slow.has(fault) ? turn % 7 === 0 : turn % 3 === 0;
      if (!isChosen) return [];
      const { status } = githubFaults[fault];
      const code = refusing.has(fault) ? (exchange.refused ?? codeFor)(status) : undefined;
      return [{ run, exchange, fault, code }];
    }),
  );
  return cells.toSorted((left, right) => Number(slow.has(right.fault)) - Number(slow.has(left.fault)));
}

function ruleFor({ exchange, fault }: Cell): FaultRule {
  const { match, nth = 1 } = exchange;
  const { broken, ...response } = { broken: undefined, ...githubFaults[fault] };
  const headers =
    fault === '429-with-retry-after' ? { ...githubFaults[fault].headers, 'retry-after': '2' } : {};
  const answer = Object.keys(headers).length > 0 ? { ...response, headers } : response;
  return {
    name: fault,
    match: { ...match, host: 'api.github.com' },
    nth,
    kind: 'before',
    response: broken === undefined ? answer : { ...answer, broken },
  };
}

interface Ended {
  readonly cell: Cell;
  readonly isRecovered: boolean;
}

async function play(cell: Cell): Promise<Ended> {
  const name = `${cell.run}, ${cell.exchange.name}: ${cell.fault}`;
  return await atGitHub({ faults: [ruleFor(cell)] }, async (world) => {
    if (cell.run === 'updating') openOlder(world);
    const result = await tell(world, {}, { timeout: 150_000 });
    expect(world.network.exchanges.filter(({ fault }) => fault === cell.fault).length, name).toBe(1);
    expect([name, result.exitCode, codeOf(result)]).toEqual([
      name,
      cell.code === undefined ? 0 : 1,
      cell.code,
    ]);
    expectReportKept(result);
    const operation = cell.run === 'creating' ? 'created' : 'updated';
    const isMade = cell.exchange.name === 'list again' || cell.run === 'updating';
    if (cell.code === undefined) {
      expect([name, result.outputs['operation'], openOnes(world).length]).toEqual([name, operation, 1]);
    } else {
      expect([name, result.outputs['operation']]).toEqual([name, 'none']);
      expect([name, openOnes(world).length]).toEqual([name, isMade ? 1 : 0]);
      expect(errorOf(result)).toContain('contoso/platform');
    }
    expect(world.github.state.issues.size, name).toBeLessThanOrEqual(1);
    expectPatience(world, cell.fault, name);
    return { cell, isRecovered: cell.code === undefined };
  });
}

/** After a refusal for pace nothing is sent before it may be: a minute where GitHub does not say. */
function expectPatience(world: World, fault: GitHubFault, name: string): void {
  const waits: Readonly<Record<string, number>> = {
    '429-with-retry-after': 2000,
    '429-bare': 60_000,
    '403-secondary': 60_000,
  };
  const { exchanges } = world.network;
  const struck = exchanges.findIndex((exchange) => exchange.fault === fault);
  const next = exchanges[struck + 1];
  const wait = waits[fault];
  if (wait === undefined) return;
  expect((next?.at ?? 0) - (exchanges[struck]?.at ?? 0), name).toBeGreaterThanOrEqual(wait);
}

const chosen = chooseCells();
const ended: Ended[] = [];

afterAll(() => {
  const recovered = ended.filter(({ isRecovered }) => isRecovered).length;
  const of = (run: string): number => ended.filter(({ cell }) => cell.run === run).length;
  console.log(
    `row 45: ${ended.length} cells (seed ${seed}) of ${(creating.length + updating.length) * names.length}: ` +
      `${of('creating')} in a creating run, ${of('updating')} in an updating one; ${recovered} went on with ` +
      `0 duplicates, ${ended.length - recovered} ended with a named error; 0 AKSU-UNEXPECTED, the report kept in all`,
  );
});

test('each exchange and each fault stands among the cells', () => {
  expect(chosen.length).toBeGreaterThanOrEqual(60);
  expect(new Set(chosen.map(({ fault }) => fault)).size).toBe(names.length);
  const rows = new Set(chosen.map(({ run, exchange }) => `${run} ${exchange.name}`));
  expect(rows.size).toBe(creating.length + updating.length);
});

test('one fault: told in the end, or a named error', { timeout: 400_000 }, async () => {
  const failures: unknown[] = [];
  await mapSome(chosen, 8, async (cell) => {
    await play(cell).then(
      (end) => ended.push(end),
      (error: unknown) => failures.push(error),
    );
  });
  expect(failures).toEqual([]);
});

test.concurrent.each(['502-html', 'reset', '200-html'] as const)('%s for good: four tries', async (fault) => {
  const rule = ruleFor({ run: 'creating', exchange: creating[1] as Exchange, fault, code: other });
  const { nth, ...always } = rule;
  expect(nth).toBe(1);
  await atGitHub({ faults: [always] }, async (world) => {
    const result = await tell(world);
    expect([result.exitCode, codeOf(result)]).toEqual([1, other]);
    expect(errorOf(result)).toContain('list the issues of contoso/platform');
    expect(world.network.exchanges.filter((exchange) => exchange.fault === fault).length).toBe(4);
    expect(world.github.state.issues.size).toBe(0);
    expectReportKept(result);
  });
});
