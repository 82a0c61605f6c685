/** What merging would ask of AKS, as it reads in the comment, on the lines of the files and in how the step ends. */
import { describe, expect, test } from 'vitest';
import type { World } from '../../simulator/world.ts';
import { fleets, tellManners } from './github-desk.ts';
import { atPullRequests, marksOf, propose, tellPull, told, verdictsOf } from './pulls-comment-desk.ts';
import { codeOf, errorOf } from './start.ts';

tellManners('comment, verdicts');

const pool = { name: 'system', version: '1.35.4' };
const fleet = () =>
  fleets.of(
    ...['level', 'possible', 'far', 'back', 'pool'].map((name) => ({
      name: `aks-${name}`,
      version: '1.35.4',
      pools: [pool],
    })),
    { name: 'aks-unread', version: '1.35.4', pools: [pool] },
  );

/** In every form that a pin can have, each before the change and after it. */
const pins = {
  'a/level.tfvars': ['# aks-upgrade: rg-aks/aks-level\nversion = "VALUE"\n', '1.34', '1.35'],
  'a/possible.bicep': ["var version = 'VALUE' // aks-upgrade: aks-possible\n", '1.35.4', '1.36.2'],
  'b/far.yaml': ['k8s:\n  # aks-upgrade: rg-aks/aks-far\n  version: "VALUE"\n', 'v1.35.4', 'v1.37.0'],
  'b/back.tf': [
    'a = 1\r\nv = "VALUE" # aks-upgrade: rg-aks/aks-back field=kubernetes-version\r\n',
    '1.35.4',
    '1.34.8',
  ],
  'c/pool.xml': ['<!-- aks-upgrade: rg-aks/aks-pool pool=system -->\n<v>VALUE</v>', '1.35.4', '1.36.2'],
  'c/nowhere.toml': ['v = "VALUE" # aks-upgrade: rg-aks/aks-nowhere\n', '1.35.4', '1.36.2'],
  'c/nopool.ini': ['v = VALUE # aks-upgrade: rg-aks/aks-level pool=absent\n', '1.35.4', '1.36.2'],
  'd/unread.json5.yaml': ['v: 1.35.4\nw: "VALUE" # aks-upgrade: rg-aks/aks-unread\n', '1.35.4', '1.36.2'],
  'd/params.json': ['{\n  "parameters": { "v": { "value": "VALUE" } }\n}\n', '1.35.4', '1.38.0'],
} as const;

const mapping = JSON.stringify({
  pins: [{ file: 'd/params.json', pointer: '/parameters/v/value', cluster: 'rg-aks/aks-possible' }],
});

const write = (which: 1 | 2): Readonly<Record<string, string>> => ({
  '.github/aks-upgrade-pins.json': mapping,
  ...Object.fromEntries(
    Object.entries(pins).map(([path, parts]) => [path, parts[0].replace('VALUE', parts[which])]),
  ),
});

const impossible = ['b/back.tf:2', 'b/far.yaml:3', 'c/pool.xml:2', 'd/params.json:2'];

/** One cluster whose offers AKS does not give. */
function hideOffers(world: World): void {
  world.network.faults.push({
    match: { path: /aks-unread\/upgradeProfiles\/default$/ },
    kind: 'before',
    response: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'No.' } } },
  });
}

describe.concurrent('verdicts', () => {
  test.each([
    { name: 'with fail-on: blocked', failOn: 'blocked', exit: 1, level: 'error' },
    { name: 'with fail-on: pins', failOn: 'pins', exit: 1, level: 'error' },
    { name: 'without', failOn: 'none', exit: 0, level: 'warning' },
  ])('$name', async ({ failOn, exit, level }) => {
    await atPullRequests({ fleet: fleet(), github: { files: write(1) } }, async (world) => {
      hideOffers(world);
      const number = propose(world, write(2));
      const result = await tellPull(world, number, { 'fail-on': failOn }, { checkout: true });
      expect([result.exitCode, result.outputs['operation']]).toEqual([exit, 'created']);
      expect(result.outputs).toMatchObject({ blocked: 'false', unread: '1' });
      const body = told(world, number);
      expect(verdictsOf(body)).toEqual({
        'a/level.tfvars:2': 'runs already 1.35',
        'a/possible.bicep:1': 'possible 1.36.2',
        'b/back.tf:2': 'impossible 1.34.8',
        'b/far.yaml:3': 'impossible v1.37.0',
        'c/pool.xml:2': 'impossible 1.36.2',
        'c/nowhere.toml:1': 'not known 1.36.2',
        'c/nopool.ini:1': 'not known 1.36.2',
        'd/unread.json5.yaml:2': 'not known 1.36.2',
        'd/params.json:2': 'impossible 1.38.0',
      });
      expect(body).toContain(
        '**Version pins changed: 9**, 4 impossible, 3 not known, 1 possible and 1 runs already.',
      );
      expect(body).toContain('> [!CAUTION]');
      for (const why of [
        '1.35.4 runs, and AKS never goes back to 1.34.8',
        'From 1.35.4 to 1.37.0 it is 2 minors',
        'the control plane runs 1.35.4',
        'aks-nowhere',
      ])
        expect(body).toContain(why);
      expect(marksOf(result).toSorted()).toEqual(impossible.map((place) => `${level} ${place}`));
      expect([codeOf(result), result.annotations.filter((one) => one.level === 'error').length]).toEqual(
        exit === 0 ? [undefined, 0] : ['AKSU-FAIL-ON', 5],
      );
      if (exit === 1) expect(errorOf(result)).toContain('4 version pins ask for what AKS would refuse');
      expect(result.summary).toContain('### Version pins of the pull request');
      expect(verdictsOf(result.summary)).toEqual(verdictsOf(body));
    });
  });

  test('possible alone lets fail-on: blocked pass', async () => {
    await atPullRequests({ github: { files: write(1) }, fleet: fleet() }, async (world) => {
      const path = 'a/possible.bicep';
      const number = propose(world, { [path]: write(2)[path] ?? '' });
      const result = await tellPull(world, number, { 'fail-on': 'blocked' });
      expect([result.exitCode, result.outputs['blocked'], marksOf(result)]).toEqual([0, 'false', []]);
      expect(verdictsOf(told(world, number))).toEqual({ [`${path}:1`]: 'possible 1.36.2' });
    });
  });

  test('control plane and pools in one change are judged together', async () => {
    const line = (owner: string, version: string) => `v = "${version}" # aks-upgrade: rg-aks/${owner}\n`;
    const both = (version: string) => line('aks-pool', version) + line('aks-pool pool=system', version);
    await atPullRequests({ fleet: fleet(), github: { files: { 'x.tf': both('1.35.4') } } }, async (world) => {
      const number = propose(world, { 'x.tf': both('1.36.2') });
      const result = await tellPull(world, number, { 'fail-on': 'blocked' });
      expect(result.exitCode).toBe(0);
      expect(verdictsOf(told(world, number))).toEqual({
        'x.tf:1': 'possible 1.36.2',
        'x.tf:2': 'possible 1.36.2',
      });
    });
  });

  test('a mark that cannot be followed is told with file and line, and stops nobody', async () => {
    const files = { 'infra/x.tf': 'v = "1.35.4" # aks-upgrade: rg-aks/aks-level\n' };
    const broken =
      'v = "1.35.4" # aks-upgrade: rg-aks/aks-level colour=red\nw = true # aks-upgrade: aks-level\n';
    await atPullRequests({ fleet: fleet(), github: { files } }, async (world) => {
      const number = propose(world, { 'infra/x.tf': broken });
      const result = await tellPull(world, number, { 'fail-on': 'blocked' });
      expect(result.exitCode).toBe(0);
      expect(marksOf(result)).toEqual(['warning infra/x.tf:1', 'warning infra/x.tf:2']);
      expect(told(world, number)).toContain('1 version is judged no more. 2 marks cannot be followed.');
      expect(told(world, number)).toContain('colour');
    });
  });

  test('a file that is too large, and one that is not there, are told as not read', async () => {
    const files = { 'infra/x.tf': 'v = "1.35.4" # aks-upgrade: rg-aks/aks-level\n' };
    const large = `${files['infra/x.tf']}${'# padding\n'.repeat(120_000)}`;
    await atPullRequests({ fleet: fleet(), github: { files } }, async (world) => {
      const number = propose(world, { 'infra/x.tf': large });
      const result = await tellPull(world, number, { 'pin-paths': 'infra/x.tf, infra/absent.tf' });
      expect(result.exitCode).toBe(0);
      const body = told(world, number);
      expect(body).toContain('2 files could not be read');
      expect(body).toContain('larger than 1 MiB');
      expect(body).toContain('infra/absent.tf');
    });
  });
});
