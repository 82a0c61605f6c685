/** Rows 34 to 36 below a pull request: whatever Azure and the repository's files say, it stays text everywhere. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActionResult } from '../../simulator/action.ts';
import type { World } from '../../simulator/world.ts';
import { toPlainLine } from '../../src/inputs/plain-line.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { readCommands, readKeyValueFile } from '../oracles/runner-commands.ts';
import { tellManners } from './github-desk.ts';
import { atPullRequests, commentsOf, fetchedOf, propose, tellPull, told } from './pulls-comment-desk.ts';
import { complainOfCommands, complainOfMarkdown, wildFleet } from './security-hostile.ts';
import { commandFile, mapSome } from './start.ts';

tellManners('comment, hostile');

const { outputs: declared } = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  outputs: object;
};

interface WildFiles {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Strings that were put somewhere. */
  readonly used: number;
}

const mapped = 'infra/params.json';

/** Files whose paths, values, annotations and mapping are other people's words. */
function wildFiles(seed: number, amount: number): WildFiles {
  const drawn = fc.sample(fc.oneof(hostileString, hostileText), { seed, numRuns: amount * 8 });
  const texts = [...hostileCorpus, ...drawn].map((text) => text.toWellFormed().replaceAll('\0', '\u0001'));
  let used = 0;
  const text = (): string => texts[(used++ * 7 + seed) % texts.length] ?? '';
  const line = (): string =>
    text()
      .replaceAll(/[\r\n\u2028\u2029]/g, ' ')
      .slice(0, 300);
  // Any part of a path that git allows.
  const part = (): string => {
    const bare = text().replaceAll('/', '\u2215').slice(0, 60).toWellFormed();
    return /^(?:\.{0,2}|\.git)$/i.test(bare) ? `x${bare}` : bare;
  };
  const contents = (version: string): readonly string[] => [
    // Followed, and refused by AKS.
    `version = "${version}" # aks-upgrade: rg-aks/aks-known\n`,
    // Not to be followed, in each of the ways.
    `version = "${version}" # aks-upgrade: ${line()}\nv = "${version}" # aks-upgrade: rg-aks/aks-known pool=${line()}\n`,
    `version = "${line()}" # aks-upgrade: rg-aks/aks-known\nw = "${line()} ${version}" # aks-upgrade: aks-known field=${line()}\n`,
    `# aks-upgrade: ${line()}\n# aks-upgrade: rg-aks/${line()}\nversion = "${version}"\n`,
  ];
  const paths = Array.from({ length: amount }, (_, at) => `infra/${part()}/${at}${part()}.tf`);
  const [was, is] = [contents('1.35.4'), contents('1.99.9')];
  const side = (all: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(paths.map((path, at) => [path, `${all[at % all.length]}# file ${at}\n`]));
  const entry = (): object => ({ file: text(), pointer: text(), cluster: text(), [text()]: text() });
  const pins = [
    ...Array.from({ length: 20 }, entry),
    ...Array.from({ length: 20 }, () => ({
      file: mapped,
      pointer: `/${text()}`,
      cluster: text(),
      pool: text(),
    })),
    { file: mapped, pointer: '/v', cluster: 'rg-aks/aks-known' },
    { file: mapped, pointer: '/w', cluster: 'rg-aks/aks-known' },
  ];
  const params = (v: string): string => JSON.stringify({ v, w: text(), [text()]: { [text()]: v } }, null, 2);
  return {
    before: { ...side(was), [mapped]: params('1.35.4') },
    after: {
      ...side(is),
      [mapped]: params('1.99.9'),
      '.github/aks-upgrade-pins.json': JSON.stringify({ pins }, null, 2),
    },
    used,
  };
}

/** Tokens that were handed out in this world: what the log may mask. */
function secretsOf(world: World): readonly string[] {
  const issued = world.network.exchanges.flatMap(({ response }) => {
    const { value, access_token: access } = (response.body ?? {}) as Record<string, unknown>;
    return [value, access].filter((one) => typeof one === 'string');
  });
  return [...world.github.state.tokens.keys(), ...issued];
}

/** Every place that people or programs read. */
function complain(world: World, number: number, result: ActionResult, paths: readonly string[]): string[] {
  const outputs = readKeyValueFile(commandFile(result, 'GITHUB_OUTPUT')).map(([name]) => name);
  const isFull = `${outputs.toSorted()}` === `${Object.keys(declared).toSorted()}`;
  // A log shows no characters that hide something.
  const shown = new Set(paths.map(toPlainLine));
  const places = readCommands(result.stdout).flatMap(({ properties: { file, ...others } }) => {
    const strange = Object.keys(others).filter((name) => name !== 'title' && name !== 'line');
    const isOurs = file === undefined || (shown.has(file) && /^\d+$/.test(others['line'] ?? ''));
    return isOurs && strange.length === 0 ? [] : [`a mark on ${file}, ${JSON.stringify(others)}`];
  });
  return [
    ...complainOfMarkdown(commandFile(result, 'GITHUB_STEP_SUMMARY'), 'summary', 0),
    ...complainOfMarkdown(told(world, number), 'comment', 2),
    ...complainOfCommands(result.stdout, secretsOf(world)),
    ...places,
    ...(isFull ? [] : [`outputs ${outputs}`]),
    ...['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].flatMap((name) => {
      const text = commandFile(result, name);
      return text === '' ? [] : [`${name} holds ${text.slice(0, 200)}`];
    }),
  ];
}

test('names of Azure, paths, values, annotations and the mapping file stay text', async () => {
  const seeds = [20261122, 1, 2];
  const [clusters, amount] = [10, 36];
  let [used, marks, escaped] = [0, 0, 0];
  const complaints = await mapSome(seeds, 3, async (seed) => {
    const { fleet, faults, reshape, used: usedSoFar } = wildFleet(seed, clusters);
    const files = wildFiles(seed, amount);
    const [subscription, ...others] = fleet.subscriptions;
    const known = subscription?.clusters[0];
    if (subscription === undefined || known === undefined) throw new Error('a fleet without a cluster');
    const withKnown = {
      ...fleet,
      subscriptions: [
        {
          ...subscription,
          clusters: [
            ...subscription.clusters,
            { ...known, name: 'aks-known', resourceGroup: 'rg-aks', version: '1.35.4' },
          ],
        },
        ...others,
      ],
    };
    const github = { files: files.before };
    return await atPullRequests({ fleet: withKnown, faults, reshape, github }, async (world) => {
      const number = propose(world, files.after);
      const inputs = { 'fail-on': seed === 1 ? 'pins' : 'none', redact: seed === 2 ? 'true' : 'false' };
      const result = await tellPull(world, number, inputs);
      expect([result.exitCode, commentsOf(world, number).length]).toEqual([seed === 1 ? 1 : 0, 1]);
      // Whatever a path is made of, it was asked for as it is.
      const paths = Object.keys(files.after);
      const asked = new Set(fetchedOf(world).map(({ path }) => path));
      expect(paths.filter((path) => !asked.has(path))).toEqual([]);
      expect(told(world, number)).toMatch(/(?:\d+|all) impossible/);
      used += usedSoFar() + files.used;
      marks += readCommands(result.stdout).filter(({ properties }) => properties['file']).length;
      escaped += told(world, number).match(/\u200b|&#\d+;/g)?.length ?? 0;
      const found = complain(world, number, result, paths).map((text) => `seed ${seed}: ${text}`);
      if (seed === 1) {
        const again = await tellPull(world, number, inputs);
        expect(again.outputs['operation']).toBe('unchanged');
      }
      return found;
    });
  });
  console.log(
    `hostile pull requests: ${seeds.length} of ${clusters} clusters and ${amount} files, seeds ${seeds.join(', ')}: ` +
      `${used} strings, ${marks} marks on lines, ${escaped} characters escaped in comments, ` +
      `${complaints.flat().length} complaints`,
  );
  expect(complaints.flat().slice(0, 20)).toEqual([]);
  // They did get that far.
  expect(used).toBeGreaterThanOrEqual(2000);
  expect(marks).toBeGreaterThan(10);
  expect(escaped).toBeGreaterThan(100);
}, 120_000);
