/** Every source down, slow or lying, alone and all at once: the run ends well and in time, and Azure's part is whole. */
import { expect, test } from 'vitest';
import type { SimResponse } from '../../simulator/exchange.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { gatewayDown, movedTo } from '../../simulator/release-answers.ts';
import { writeNote } from '../../simulator/release-note.ts';
import { askedOf, type ReleaseOptions, type ReleaseSource } from '../../simulator/release-sources.ts';
import { azurePart, decided, readTimed, releaseFleet, tellAtEnd, troublesOf } from './releases-desk.ts';
import { inWorld, mapSome } from './start.ts';

const sources: readonly ReleaseSource[] = ['calendar', 'image-notes', 'cves', 'release-notes'];
const names: Readonly<Record<ReleaseSource, string>> = {
  calendar: 'support calendar',
  'image-notes': 'node image notes',
  cves: 'AKS scan of node images',
  'release-notes': 'AKS release notes',
};

const page = '<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>';

/** What a client is sent in place of the truth; each must be found out by whoever reads it. */
const lies: Readonly<Record<string, Partial<FaultRule>>> = {
  '503': { response: gatewayDown },
  'a page': { response: answer(page, 'text/html') },
  'JSON of another shape': { response: answer('{"items":{"0":[null]},"total":-1}', 'application/json') },
  nothing: { response: answer('', 'text/plain') },
  'another host': { response: movedTo('https://evil.example/x', 302) },
  'too much': { response: answer('x'.repeat(9_000_000), 'text/plain') },
  // 40 kB on the way, 40 MB in the end.
  'a bomb': { response: { ...answer('x'.repeat(40_000_000), 'text/plain'), compresses: true } },
  'a reset': { broken: 'reset' },
  'half of it': { kind: 'lost', broken: 'truncate' },
  'drop by drop': { kind: 'lost', broken: 'drip' },
  silence: { broken: 'hang' },
};

function answer(body: string, type: string): SimResponse {
  return { status: 200, headers: { 'content-type': type }, body };
}

const ruleOf = (source: ReleaseSource, lie: Partial<FaultRule> | undefined): FaultRule => ({
  match: askedOf(source),
  kind: 'before',
  ...lie,
});

interface Case {
  readonly name: string;
  readonly by: Readonly<Partial<Record<ReleaseSource, string>>>;
  readonly releases?: ReleaseOptions;
}

const kinds = Object.keys(lies);
const cases: readonly Case[] = [
  // Each source meets each of them once, and never all the same.
  ...kinds.map((_, turn): Case => {
    const by = sources.map((source, at) => [source, kinds[(turn + at * 3) % kinds.length] ?? '']);
    return { name: `turn ${turn}`, by: Object.fromEntries(by) };
  }),
  ...sources.map((source): Case => ({ name: `${source} alone`, by: { [source]: 'silence' } })),
  ...['503', 'drop by drop', 'silence'].map(
    (lie): Case => ({ name: `all ${lie}`, by: Object.fromEntries(sources.map((source) => [source, lie])) }),
  ),
  // Whole notes, of something else: a Linux note for Windows and the other way round, and of no image at all.
  ...[swapped, neighbour, () => '', () => '# Changelog\n\nKernel version: 9.9.9\n'].map(
    (note, at): Case => ({ name: `note ${at}`, by: { 'image-notes': '' }, releases: { alter: { note } } }),
  ),
];

function swapped(_: string, { directory }: { directory: string }): string {
  return directory.startsWith('AKSWindows')
    ? writeNote('AKSUbuntu/gen2/2404containerd', '202611.13.0')
    : writeNote('AKSWindows/2022-containerd', '20348.8040.261113');
}

/** The right version, of the release before. */
function neighbour(text: string, { directory, version }: { directory: string; version: string }): string {
  if (directory.startsWith('AKSWindows')) return text.replaceAll('20348', '17763').replaceAll('2022', '2019');
  return writeNote('AKSUbuntu/gen2/2204containerd', version);
}

const fleet = releaseFleet(new Date());
const ends: string[] = [];
tellAtEnd(
  () => `sources that are down, slow or lie: ${ends.length} runs; seconds after Azure: ${ends.join(', ')}`,
);

test('a run ends well whatever the sources do, with all that Azure says and a line for each of them', async () => {
  const base = await inWorld({ fleet, releases: true }, (world) =>
    readTimed(world, { 'release-data': 'off' }),
  );
  for (const part of ['**Steps, in this order**', 'aks-old', 'aks-behind', 'support dates as of then']) {
    expect(azurePart(base.summary)).toContain(part);
  }
  const results = await mapSome(cases, 7, async ({ name, by, releases = {} }) => {
    const faults = Object.entries(by).flatMap(([source, lie]) =>
      lie === '' ? [] : [ruleOf(source as ReleaseSource, lies[lie])],
    );
    return await inWorld({ fleet, faults, releases }, async (world) => {
      const live = await readTimed(world, {}, { timeout: 40_000 });
      ends.push((live.afterAzure / 1000).toFixed(1));
      return { name, by, live, told: troublesOf(live.summary) };
    });
  });
  for (const { name, by, live, told } of results) {
    const failed = sources.filter((source) => by[source] !== undefined).map((source) => names[source]);
    expect([name, told.map((line) => line.split(':')[0])]).toEqual([name, failed.toSorted()]);
    expect([name, told.filter((line) => !/: (?:not read|read in part), [^<>]{5,200}$/.test(line))]).toEqual([
      name,
      [],
    ]);
    expect([name, azurePart(live.summary)]).toEqual([name, azurePart(base.summary)]);
    expect([name, decided(live)]).toEqual([name, decided(base)]);
    expect([name, live.summary.includes('evil') || live.summary.includes('Sign in')]).toEqual([name, false]);
    expect(live.afterAzure).toBeLessThan(15_000);
  }
  expect(results).toHaveLength(kinds.length + sources.length + 7);
}, 150_000);
