/** Row 45: exchanges with GitHub × what can come instead of an answer, on the unmodified bundle. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import type { World } from '../../simulator/world.ts';
import {
  atGitHub,
  expectReportKept,
  key,
  mintJobToken,
  openOlder,
  openOnes,
  tell,
  tellManners,
} from './github-desk.ts';
import { codeFor, creating, type Exchange, other, updating } from './github-exchanges.ts';
import { check, codeOf, errorOf, mapSome } from './start.ts';

tellManners('faults');

const names = Object.keys(githubFaults) as readonly GitHubFault[];
const refusing: ReadonlySet<string> = new Set(['403-permission', '401', '404', '409', '410', '412', '422']);
/** Half a minute of silence: a few are enough. */
const slow = 'timeout';
/** Refusals for pace that do not say for how long: a minute at least, in which nothing may be sent. */
const blind: ReadonlySet<string> = new Set(['429-bare', '403-secondary']);

interface Cell {
  readonly run: 'creating' | 'updating';
  readonly exchange: Exchange;
  readonly fault: GitHubFault;
  readonly code: string | undefined;
}

const seed = 20261122;

/** Every exchange and every fault several times; the whole matrix is for unit tests. */
function chooseCells(): readonly Cell[] {
  const cells = [...creating, ...updating].flatMap((exchange, row) =>
    names.flatMap((fault, column): Cell[] => {
      const run = row < creating.length ? 'creating' : 'updating';
      const turn = row + column + seed;
      const isChosen = turn % (fault === slow || blind.has(fault) ? 5 : 3) === 0;
      if (!isChosen) return [];
      const { status } = githubFaults[fault];
      const code = refusing.has(fault) ? (exchange.refused ?? codeFor)(status) : undefined;
      return [{ run, exchange, fault, code }];
    }),
  );
  return cells.toSorted((left, right) => Number(right.fault === slow) - Number(left.fault === slow));
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
    const result = await tell(world, {}, { timeout: 110_000 });
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
    expectPatience(world, cell.fault);
    return { cell, isRecovered: cell.code === undefined };
  });
}

function expectPatience({ network: { exchanges } }: World, fault: GitHubFault): void {
  if (fault !== '429-with-retry-after') return;
  const struck = exchanges.findIndex((exchange) => exchange.fault === fault);
  const [at = 0, next = 0] = exchanges.slice(struck, struck + 2).map((exchange) => exchange.at);
  expect(next - at).toBeGreaterThanOrEqual(2000);
}

/** The runner dies in the minute of waiting. */
async function playBlind(cell: Cell): Promise<void> {
  const name = `${cell.run}, ${cell.exchange.name}: ${cell.fault}`;
  const death = new AbortController();
  const rule: FaultRule = { ...ruleFor(cell), afterwards: () => setTimeout(() => death.abort(), 5000) };
  await atGitHub({ faults: [rule] }, async (world) => {
    if (cell.run === 'updating') openOlder(world);
    const inputs = { 'report-to': 'issue', 'report-key': key };
    const result = await check(world, inputs, { signal: death.signal, githubToken: mintJobToken(world) });
    expect([name, result.exitCode, result.stderr]).toEqual([name, null, '']);
    expect([name, world.network.exchanges.at(-1)?.fault]).toEqual([name, cell.fault]);
    expect(result.log, name).toMatch(/^Waiting (60|59) s for GitHub's rate limit\.$/m);
    expect(result.summary, name).toContain('aks-behind');
    const [report] = readdirSync(join(result.directory, 'temp')).filter((file) =>
      /report-road\.md$/.test(file),
    );
    expect(readFileSync(join(result.directory, 'temp', report ?? ''), 'utf8').trim()).toBe(
      result.summary.trim(),
    );
  });
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

const [blindCells, otherCells] = [true, false].map((is) =>
  chosen.filter(({ fault }) => blind.has(fault) === is),
);

test.concurrent('one fault: told in the end, or a named error', { timeout: 300_000 }, async () => {
  const failures: unknown[] = [];
  await mapSome(otherCells ?? [], 10, async (cell) => {
    await play(cell).then(
      (end) => ended.push(end),
      (error: unknown) => failures.push(error),
    );
  });
  expect(failures).toEqual([]);
});

test.concurrent('a refusal for pace without a time: nothing is sent, and a runner that dies keeps the report', async () => {
  await mapSome(blindCells ?? [], 5, playBlind);
  expect(blindCells?.length).toBeGreaterThanOrEqual(4);
  console.log(
    `rows 11 and 45: ${blindCells?.length} cells without a time to wait for, 0 requests in 5 s after each`,
  );
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
