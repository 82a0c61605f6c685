/** Rows 34 to 36 in our own pull request: whatever paths, annotations and names say, it stays text everywhere. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActionResult } from '../../simulator/action.ts';
import { toPlainLine } from '../../src/inputs/plain-line.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { readCommands, readKeyValueFile } from '../oracles/runner-commands.ts';
import { tellManners } from './github-desk.ts';
import {
  aheadOf,
  branch,
  bumpWell,
  changesOf,
  headOf,
  inRepository,
  openPull,
  type Scene,
} from './pulls-bump-desk.ts';
import { complainOfCommands, complainOfMarkdown, wildFleet } from './security-hostile.ts';
import { commandFile, mapSome } from './start.ts';

tellManners('bump hostile');

const { outputs: declared } = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  outputs: object;
};

const mapped = 'infra/params.json';
const followed = '# aks-upgrade: rg-aks/aks-known\n';

interface WildRepository {
  readonly files: Readonly<Record<string, string>>;
  /** Paths of those that are moved. */
  readonly moving: readonly string[];
  readonly used: number;
}

/** Paths, annotations and a mapping file in other people's words. */
function wildRepository(seed: number, amount: number): WildRepository {
  const drawn = fc.sample(fc.oneof(hostileString, hostileText), { seed, numRuns: amount * 8 });
  const texts = [...hostileCorpus, ...drawn].map((text) => text.toWellFormed().replaceAll('\0', '\u0001'));
  let used = 0;
  const text = (): string => texts[(used++ * 7 + seed) % texts.length] ?? '';
  const line = (): string =>
    text()
      .replaceAll(/[\r\n\u2028\u2029]/g, ' ')
      .slice(0, 300);
  const part = (): string => {
    const bare = text().replaceAll('/', '\u2215').slice(0, 60).toWellFormed();
    return /^(?:\.{0,2}|\.git)$/i.test(bare) ? `x${bare}` : bare;
  };
  const moving = Array.from({ length: amount }, (_, at) => `infra/${part()}/${at}${part()}.tfvars`);
  const others = Array.from({ length: amount }, (_, at) => `infra/${part()}/o${at}${part()}.tf`);
  const refused = (): string =>
    `v = "1.35.4" # aks-upgrade: ${line()}\nw = "${line()} 1.35.4" # aks-upgrade: aks-known field=${line()}\n`;
  const entry = (): object => ({ file: text(), pointer: text(), cluster: text(), [text()]: text() });
  const pins = [
    ...Array.from({ length: 20 }, entry),
    { file: mapped, pointer: '/v', cluster: `rg-aks/${line()}` },
    { file: mapped, pointer: '/w', cluster: 'rg-aks/aks-known' },
  ];
  return {
    files: {
      ...Object.fromEntries(moving.map((path, at) => [path, `${followed}v = "1.35.4"\n# ${at}\n`])),
      ...Object.fromEntries(others.map((path) => [path, refused()])),
      [mapped]: JSON.stringify({ v: '1.35.4', w: text() }),
      '.github/aks-upgrade-pins.json': JSON.stringify({ pins }),
    },
    moving,
    used,
  };
}

/** Everything that GitHub makes something of in the message of a commit, and every line that is not ours. */
function complainOfMessage(message: string): readonly string[] {
  const lines = message.split('\n');
  const moves = lines.filter((line) => /^- .*:\d+: 1\.35\.4 -> 1\.36\.2$/.test(line));
  const trailers = lines.slice(-4).filter((line) => /^Aks-upgrade-\w+: [\w.-]+$/.test(line));
  const more = lines.filter((line) => /^- and \d+ more$/.test(line));
  // The title, the two empty lines around the moves, and these.
  const strange = lines.length - moves.length - trailers.length - more.length - 3;
  const found =
    message.match(/@[\w-]|#\d|\bgh-\d|:\/\/|\[(?:skip|ci|no)|(?![\n\u200b])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/giu) ??
    [];
  return [...found, ...(strange === 0 ? [] : [`${strange} lines more`])].map(
    (complaint) => `commit: ${JSON.stringify(complaint)}`,
  );
}

function complain({ world }: Scene, result: ActionResult, paths: readonly string[]): readonly string[] {
  const { title, body } = openPull(world).issue;
  const { message } = headOf(world);
  const outputs = readKeyValueFile(commandFile(result, 'GITHUB_OUTPUT')).map(([name]) => name);
  const isFull = `${outputs.toSorted()}` === `${Object.keys(declared).toSorted()}`;
  const shown = new Set(paths.map(toPlainLine));
  const issued = world.network.exchanges.flatMap(({ response }) => {
    const { value, access_token: access } = (response.body ?? {}) as Record<string, unknown>;
    return [value, access].filter((one) => typeof one === 'string');
  });
  const places = readCommands(result.stdout).flatMap(({ properties: { file, ...others } }) => {
    const strange = Object.keys(others).filter((name) => name !== 'title' && name !== 'line');
    const isOurs = file === undefined || (shown.has(file) && /^\d+$/.test(others['line'] ?? ''));
    return isOurs && strange.length === 0 ? [] : [`a mark on ${file}, ${JSON.stringify(others)}`];
  });
  return [
    ...(/^AKS: move \d+ version pins \(1\.35\.4 → 1\.36\.2\)$/.test(title) ? [] : [`title ${title}`]),
    ...complainOfMarkdown(body ?? '', 'body', 2),
    ...complainOfMarkdown(commandFile(result, 'GITHUB_STEP_SUMMARY'), 'summary', 0),
    ...complainOfMessage(message),
    ...complainOfCommands(result.stdout, [...world.github.state.tokens.keys(), ...issued]),
    ...places,
    ...(isFull ? [] : [`outputs ${outputs}`]),
    ...['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].flatMap((name) => {
      const text = commandFile(result, name);
      return text === '' ? [] : [`${name} holds ${text.slice(0, 200)}`];
    }),
  ];
}

test('names of Azure, paths, annotations and the mapping file stay text', async () => {
  const seeds = [20261122, 1, 2];
  const [clusters, amount] = [8, 30];
  let [used, marks, escaped] = [0, 0, 0];
  const complaints = await mapSome(seeds, 3, async (seed) => {
    const wild = wildFleet(seed, clusters);
    const { files, moving, used: inFiles } = wildRepository(seed, amount);
    const [subscription, ...others] = wild.fleet.subscriptions;
    const pattern = subscription?.clusters[0];
    if (subscription === undefined || pattern === undefined) throw new Error('a fleet without a cluster');
    const known = {
      ...pattern,
      name: 'aks-known',
      resourceGroup: 'rg-aks',
      version: '1.35.4',
      offers: undefined,
    };
    const own = { ...subscription, clusters: [...subscription.clusters, known] };
    const fleet = { ...wild.fleet, subscriptions: [own, ...others] };
    // A branch may be called nearly anything, too.
    const github = { files, defaultBranch: seed === 1 ? "x-@team-#1-GH-1'`<b>|" : 'main' };
    const { faults, reshape } = wild;
    return await inRepository({ fleet, faults, reshape, github, speed: 15 }, async (scene) => {
      const { world } = scene;
      const inputs = { redact: seed === 2 ? 'true' : 'false' };
      const { result, operation } = await bumpWell(scene, inputs);
      expect([operation, result.outputs['pull-request-number']]).toEqual(['created', '1']);
      expect(aheadOf(world, branch, github.defaultBranch).length).toBe(1);
      // Whatever a path is made of, the file is moved, and no other.
      const changed = changesOf(world, branch, github.defaultBranch).map((change) => change.path);
      expect(changed).toEqual(moving.toSorted());
      const body = openPull(world).issue.body ?? '';
      expect(body.includes('aks-known')).toBe(seed !== 2);
      used += wild.used() + inFiles;
      marks += readCommands(result.stdout).filter(({ properties }) => properties['file']).length;
      escaped += body.match(/\u200b|&#\d+;/g)?.length ?? 0;
      const found = complain(scene, result, Object.keys(files)).map((text) => `seed ${seed}: ${text}`);
      const again = await bumpWell(scene, inputs);
      expect([again.operation, [...again.writes]]).toEqual(['unchanged', []]);
      return found;
    });
  });
  console.log(
    `hostile pull requests of ours: ${seeds.length} of ${clusters} clusters and ${2 * amount} files, seeds ` +
      `${seeds.join(', ')}: ${used} strings, ${marks} marks on lines, ${escaped} characters escaped in bodies, ` +
      `${complaints.flat().length} complaints`,
  );
  expect(complaints.flat().slice(0, 20)).toEqual([]);
  // They did get that far.
  expect(used).toBeGreaterThanOrEqual(1500);
  expect(marks).toBeGreaterThan(10);
  expect(escaped).toBeGreaterThan(100);
});

test.each(['@team', '#1', 'GH-1', 'https://a.example', '[skip ci]', '\nCo-authored-by: x', '\u202e'])(
  'who judges sees %j in the message of a commit',
  (text) => {
    const message = `AKS: move 1 version pin\n\n- a ${text}:2: 1.35.4 -> 1.36.2\n\n${'Aks-upgrade-key: road\n'.repeat(4)}`;
    expect(complainOfMessage(message.trimEnd())).not.toEqual([]);
    expect(complainOfMessage(message.replace(text, '').trimEnd())).toEqual([]);
  },
);
