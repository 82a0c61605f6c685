import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runAction } from '../../simulator/action.ts';
import { rawThrottled } from '../../simulator/release-answers.ts';
import { prunes } from '../../simulator/release-kinds.ts';
import type { WorldOptions } from '../../simulator/world.ts';
import { asJob, calendarFile, closeDesks, notes, now, openDesk, rawType } from './release-desk.ts';

afterEach(closeDesks);

const newest = 'AKSUbuntu/gen2/2404containerd/202611.13.0.txt';
const tree = 'repos/Azure/AgentBaker/git/trees/main:vhdbuilder%2Frelease-notes?recursive=1';
const scanOf = (version: string, name = 'AKSUbuntu-gen2-2404containerd'): string =>
  `api/v1/vhd-releases/${name}/${version}/scan-reports`;
const docs = `repos/MicrosoftDocs/azure-aks-docs/contents/${calendarFile}`;
const releases = 'repos/Azure/AKS/releases';

interface Entry {
  readonly path: string;
  readonly type: string;
}
const entriesOf = (body: string): Entry[] => (JSON.parse(body) as { tree: Entry[] }).tree;
const pathsOf = (body: string): string[] => entriesOf(body).map(({ path }) => path);

describe('the tree of notes', () => {
  test('has every image of the fleet, and newer and older ones of each kind', async () => {
    const { api, world } = await openDesk();
    const heard = await api(tree, asJob);
    const paths = pathsOf(heard.body);
    const of = (folder: string): string[] =>
      paths.filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.txt'));
    expect([heard.status, JSON.parse(heard.body).truncated]).toEqual([200, false]);
    expect(paths.length).toBeGreaterThan(4400);
    expect(heard.body.length).toBeGreaterThan(1_000_000);
    const running = world.fleet.subscriptions[0]?.clusters[0]?.pools[0]?.image;
    expect(running).toBe('AKSUbuntu-2404gen2containerd-202610.30.0');
    expect(of('AKSUbuntu/gen2/2404containerd')).toEqual(
      expect.arrayContaining([
        'AKSUbuntu/gen2/2404containerd/202610.30.0.txt',
        'AKSUbuntu/gen2/2404containerd/202611.06.0.txt',
        newest,
      ]),
    );
    expect(of('AKSAzureLinuxV3/gen2').length).toBeGreaterThan(60);
    expect(of('AKSWindows/2022-containerd').at(0)).toMatch(/\/20348\.\d+\.\d{6}\.txt$/);
    expect(paths).toContain(newest.replace('.txt', '-image-list.json'));
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toEqual(paths.toSorted());
    for (const blob of entriesOf(heard.body)
      .filter(({ type }) => type === 'blob')
      .slice(0, 5)) {
      expect(Object.keys(blob)).toEqual(['path', 'mode', 'type', 'sha', 'size', 'url']);
    }
  });

  test('a note newer than the fleet appears in time, and a published image gets one', async () => {
    const { api, world } = await openDesk({ lateBy: 0 });
    expect(pathsOf((await api(tree, asJob)).body)).toContain('AKSUbuntu/gen2/2404containerd/202611.20.0.txt');
    world.publishImage('westeurope', 'AKSUbuntu-2404gen2containerd-202611.21.0');
    expect(pathsOf((await api(tree, asJob)).body)).toContain('AKSUbuntu/gen2/2404containerd/202611.21.0.txt');
  });

  test.each([
    ['no recursion: folders alone', 'main:vhdbuilder%2Frelease-notes', 200],
    ['a slash that is not encoded is another address', 'main:vhdbuilder/release-notes', 404],
    ['an unknown branch', 'master:vhdbuilder%2Frelease-notes', 404],
    ['another folder', 'main:vhdbuilder', 404],
  ])('%s', async (_, name, status) => {
    const { api } = await openDesk();
    const heard = await api(`repos/Azure/AgentBaker/git/trees/${name}`, asJob);
    expect(heard.status).toBe(status);
    if (status === 200) expect(entriesOf(heard.body).every(({ type }) => type === 'tree')).toBe(true);
  });
});

describe('a file', () => {
  test('is the same raw, in base64 and from raw.githubusercontent.com, and the same every time', async () => {
    const { api, raw, note } = await openDesk();
    const [first, again] = [await note(newest), await note(newest)];
    const json = JSON.parse((await api(`repos/azure/agentbaker/contents/${notes}/${newest}`, asJob)).body);
    const elsewhere = await raw(`Azure/AgentBaker/main/${notes}/${newest}`);
    const byBranch = await raw(`Azure/AgentBaker/refs/heads/main/${notes}/${newest}`);
    expect(first.headers['content-type']).toBe('application/vnd.github.raw+json; charset=utf-8');
    expect(Buffer.from(json.content, 'base64').toString()).toBe(first.body);
    expect([json.encoding, json.type, json.size]).toEqual(['base64', 'file', Buffer.byteLength(first.body)]);
    expect([again.body, elsewhere.body, byBranch.body]).toEqual([first.body, first.body, first.body]);
    expect(first.body.length).toBeGreaterThan(58_000);
  });

  test('Windows has its byte order mark and its line ends', async () => {
    const { api, note } = await openDesk();
    const path = pathsOf((await api(tree, asJob)).body).find((one) =>
      /AKSWindows\/2022-containerd\/.*261113\.txt$/.test(one),
    );
    const { body } = await note(path ?? '');
    expect(body.startsWith('\uFEFFBuild Number: ')).toBe(true);
    expect(body.split('\r\n').length).toBe(body.split('\n').length);
  });

  test('what is not there: JSON of the API, and text of raw', async () => {
    const { api, raw, note } = await openDesk();
    const missing = await note('AKSUbuntu/gen2/2404containerd/202611.14.0.txt');
    expect([missing.status, JSON.parse(missing.body)]).toEqual([
      404,
      expect.objectContaining({ message: 'Not Found', status: '404' }),
    ]);
    const noRef = await note(newest, 'nope');
    expect([noRef.status, JSON.parse(noRef.body).message]).toEqual([404, 'No commit found for the ref nope']);
    expect((await api('repos/Azure/AgentBaker/contents/README.md', asJob)).status).toBe(404);
    const elsewhere = await raw(`Azure/AgentBaker/main/${notes}/AKSUbuntu/x.txt`);
    expect([elsewhere.status, elsewhere.body]).toEqual([404, '404: Not Found']);
    expect((await raw(`Azure/AgentBaker/main/${notes}/${newest.toLowerCase()}`)).status).toBe(404);
  });

  test('kinds that were taken away stand at the commit before, and nowhere else', async () => {
    const image = 'AKSAzureLinux-V2gen2-202512.06.0';
    const pools = [{ name: 'old', imageKind: 'AKSAzureLinux-V2gen2', image }];
    const { note } = await openDesk(true, {}, { clusters: [{ pools }] });
    const path = 'AKSAzureLinux/gen2/202512.06.0.txt';
    const [recent, earlier] = prunes.map(({ commit }) => commit);
    expect([(await note(path)).status, (await note(path, recent)).status]).toEqual([404, 200]);
    // In November 2025 it was not built yet.
    expect((await note(path, earlier)).status).toBe(404);
    expect((await note('AKSAzureLinux/gen2/202511.08.0.txt', earlier)).status).toBe(200);
    expect((await note(newest, recent)).status).toBe(404);
    expect((await note(path, recent)).body).toContain('VERSION_ID="2.0"');
  });

  test('lists a folder', async () => {
    const { api } = await openDesk();
    const heard = await api(`repos/Azure/AgentBaker/contents/${notes}/AKSWindows`, asJob);
    const names = (JSON.parse(heard.body) as { name: string; type: string }[]).map(
      ({ name, type }) => `${type} ${name}`,
    );
    expect(names).toContain('dir 2022-containerd');
  });
});

describe('what moves', () => {
  test('neighbours differ in a few packages, and a quarter of a year in many', async () => {
    const { note } = await openDesk();
    const installed = async (version: string): Promise<Map<string, string>> => {
      const { body } = await note(`AKSUbuntu/gen2/2404containerd/${version}.txt`);
      return new Map(
        [...body.matchAll(/^(\S+)\/\S+,?now (\S+) /gm)].map(([, name = '', at = '']) => [name, at]),
      );
    };
    const changed = (older: Map<string, string>, newer: Map<string, string>): number =>
      [...newer].filter(([name, at]) => older.has(name) && older.get(name) !== at).length;
    const [august, october, november] = await Promise.all(
      ['202608.14.0', '202611.06.0', '202611.13.0'].map(installed),
    );
    const [week, quarter] = [
      changed(october ?? new Map(), november ?? new Map()),
      changed(august ?? new Map(), november ?? new Map()),
    ];
    expect(week).toBeGreaterThan(3);
    expect(week).toBeLessThan(60);
    expect(quarter).toBeGreaterThan(80);
    expect(quarter).toBeLessThan(240);
  });

  test('the older scan has what the newer no longer has, as the newer tells of its predecessor', async () => {
    const { scan } = await openDesk();
    const read = async (version: string) => JSON.parse((await scan(scanOf(version))).body);
    const [older, newer] = [await read('202611.06.0'), await read('202611.13.0')];
    const idsOf = (report: Record<string, { [key: string]: { id: string }[] }[]>, key: string): Set<string> =>
      new Set(
        ['os_package_targets', 'container_targets'].flatMap((targets) =>
          (report[targets] ?? []).flatMap((target) => (target[key] ?? []).map(({ id }) => id)),
        ),
      );
    const still = idsOf(newer, 'active_cves');
    const closed = new Set([...idsOf(older, 'active_cves')].filter((id) => !still.has(id)));
    expect(newer.previous_vhd_release_version).toBe('202611.06.0');
    expect(closed.size).toBeGreaterThan(0);
    expect([...closed].toSorted()).toEqual(
      [...idsOf(newer, 'mitigated_cves_from_previous_release')].toSorted(),
    );
    for (const id of closed) expect(id).toMatch(/^CVE-\d{4}-\d{5}$|^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
  });
});

describe('scans', () => {
  test.each([
    ['covered', scanOf('202611.13.0'), 200],
    ['Azure Linux', scanOf('202611.13.0', 'AKSAzureLinuxV3-gen2'), 200],
    ['no longer built', scanOf('202512.06.0', 'AKSAzureLinux-gen2'), 200],
    ['Windows', scanOf('20348.8040.261113', 'AKSWindows-2022-containerd'), 404],
    ['arm64', scanOf('202611.13.0', 'AKSUbuntu-gen2-2204arm64containerd'), 404],
    ['a version that never was', scanOf('202611.14.0'), 404],
    ['anything else', 'api/v2/things', 404],
  ])('%s', async (_, path, status) => {
    const { scan } = await openDesk();
    expect((await scan(path)).status).toBe(status);
  });
});

describe('release notes', () => {
  interface Release {
    readonly tag_name: string;
    readonly body: string;
    readonly published_at: string;
  }
  const read = (body: string): Release[] => JSON.parse(body);

  test('come newest first, in pages, and name the images of their weeks', async () => {
    const { api } = await openDesk();
    const heard = await api(`${releases}?per_page=15`, asJob);
    const first = read(heard.body);
    const days = first.map(({ tag_name }) => tag_name.slice(0, 10));
    expect(days.length).toBe(15);
    expect(days).toEqual(days.toSorted().toReversed());
    expect(first.every(({ published_at }) => Date.parse(published_at) <= now.getTime())).toBe(true);
    expect(heard.headers['link']).toContain('rel="next"');
    const [next] = read((await api(`${releases}?per_page=15&page=2`, asJob)).body);
    expect([days.at(-1), next?.tag_name].toSorted()).toEqual([next?.tag_name, days.at(-1)]);
    expect(read((await api(releases, asJob)).body).length).toBe(30);
    expect(read((await api(`${releases}?per_page=15&page=9`, asJob)).body)).toEqual([]);
    for (const { body } of first) {
      expect(body.length).toBeGreaterThan(4000);
      expect(body.length).toBeLessThan(18_000);
      expect(body).toMatch(/Ubuntu 24\.04 - \[\d{6}\.\d\d\.\d\]/);
    }
    // The image of nine days ago is in none of them yet.
    expect(first.some(({ body }) => body.includes('202611.13.0'))).toBe(false);
    expect(first[0]?.body).toContain('202610.30.0');
  });

  test('quietFor: nothing new for so many days', async () => {
    const { api } = await openDesk({ quietFor: 60 });
    const [first] = read((await api(`${releases}?per_page=1`, asJob)).body);
    expect(first?.tag_name).toBe('2026-09-23');
  });
});

describe('the calendar', () => {
  test('is the bundled one on a later day, and other dates where they moved', async () => {
    const { api, raw, world } = await openDesk();
    const page = (await api(docs, { ...rawType, ...asJob })).body;
    expect(page).toContain('ms.date: 11/17/2026');
    expect(page).toContain('| 1.34 | Aug 2025 | Oct 2025 | Nov 2025 | Nov 2026 | Nov 2027 |');
    expect(page).toContain('| Nov 1st, 2025 |');
    if (world.releases) {
      world.releases.options = {
        docsAsOf: '2026-11-20',
        moved: { '1.34': { communityEnd: '2027-01-15', ltsEnd: '2028-01-31' } },
      };
    }
    const moved = (await raw(`MicrosoftDocs/azure-aks-docs/main/${calendarFile}`)).body;
    expect(moved).toContain('ms.date: 11/20/2026');
    expect(moved).toContain('| Nov 2025 | Jan 15, 2027 | Jan 2028 |');
  });
});

describe('who may ask', () => {
  test('anonymous: 60 an hour, told in every answer, then 403', async () => {
    const { api } = await openDesk();
    const first = await api(docs);
    expect([first.headers['x-ratelimit-limit'], first.headers['x-ratelimit-remaining']]).toEqual([
      '60',
      '59',
    ]);
    for (let asked = 1; asked < 60; asked += 1) await api(docs);
    const over = await api(docs);
    expect([over.status, over.headers['x-ratelimit-remaining']]).toEqual([403, '0']);
    expect(Number(over.headers['x-ratelimit-reset'])).toBe(now.getTime() / 1000 + 3600);
    expect((await api(docs, asJob)).status).toBe(200);
  });

  test("a job's token counts with what the job asks of its own repository", async () => {
    const { api } = await openDesk();
    await api('repos/contoso/platform/labels', asJob);
    const heard = await api(docs, asJob);
    expect([heard.headers['x-ratelimit-limit'], heard.headers['x-ratelimit-used']]).toEqual(['1000', '2']);
  });

  test('a token that nobody issued is refused, and the secondary limit hits all', async () => {
    const { api, world } = await openDesk();
    expect((await api(docs, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await api(docs, { authorization: 'nonsense' })).status).toBe(401);
    world.releases?.limits.impose({ kind: 'secondary', seconds: 60, status: 429, retryAfter: 'seconds' });
    const refused = await api(docs, asJob);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
    expect((await api(docs, { 'user-agent': '' })).status).toBe(403);
  });

  test('without github.com behind the run: its token is a stranger there', async () => {
    const run = { serverUrl: 'https://ghe.contoso.test', apiUrl: 'https://ghe.contoso.test/api/v3' };
    const { api, world } = await openDesk(true, { run });
    expect((await api(docs, asJob)).status).toBe(401);
    expect((await api(docs)).status).toBe(200);
    expect((await api(docs, { authorization: 'Bearer ghp_github_com' })).headers['x-ratelimit-limit']).toBe(
      '5000',
    );
    expect((await api('repos/contoso/platform/labels')).status).toBe(404);
    expect(world.releases?.unserved).toEqual(['GET api.github.com/repos/contoso/platform/labels']);
    expect(world.github.exchanges).toEqual([]);
  });

  test('what was sent as a token is on record by host', async () => {
    const { api, raw, scan, world } = await openDesk();
    await api(docs, asJob);
    await raw(`MicrosoftDocs/azure-aks-docs/main/${calendarFile}`, { authorization: 'Bearer leaked' });
    await scan(scanOf('202611.13.0'));
    expect(world.releases?.authorizations()).toEqual({
      'api.github.com': ['Bearer ghs_actions'],
      'raw.githubusercontent.com': ['Bearer leaked'],
      'cve-api.prod-aks.azure.com': [],
    });
    expect(world.releases?.counts()).toEqual({ 'image-notes': 0, 'release-notes': 0, calendar: 2, cves: 1 });
    expect(world.releases?.exchanges.map(({ source }) => source)).toEqual(['calendar', 'calendar', 'cves']);
  });
});

describe('a world may say', () => {
  test('without and lateBy: kinds and days that have no notes', async () => {
    const { note } = await openDesk({ without: ({ system }) => system === 'AzureLinux', lateBy: 12 });
    expect((await note(newest)).status).toBe(404);
    expect((await note('AKSUbuntu/gen2/2404containerd/202611.06.0.txt')).status).toBe(200);
    expect((await note('AKSAzureLinuxV3/gen2/202611.06.0.txt')).status).toBe(404);
  });

  test('down, slow and rawLimit', async () => {
    const { api, raw, scan } = await openDesk({ down: ['cves'], slow: { calendar: 300 }, rawLimit: 1 });
    const down = await scan(scanOf('202611.13.0'));
    expect([down.status, down.headers['content-type']]).toEqual([503, 'text/html']);
    const started = performance.now();
    expect((await api(docs, asJob)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(290);
    const path = `Azure/AgentBaker/main/${notes}/${newest}`;
    expect([(await raw(path)).status, (await raw(path)).status]).toEqual([200, 429]);
    expect((await raw(path)).body).toBe(rawThrottled.body);
  });

  test('alter: any other text in its place', async () => {
    const { api, note, scan } = await openDesk({
      alter: {
        note: (text, { version }) =>
          version === '202611.13.0' ? text.replaceAll('24.04', '22.04') : undefined,
        release: () => ({ tag_name: 7 }),
        docs: () => '',
        scan: (report) => ({ ...report, distro_name: 'another' }),
      },
    });
    expect((await note(newest)).body).toContain('VERSION_ID="22.04"');
    expect((await note('AKSUbuntu/gen2/2404containerd/202611.06.0.txt')).status).toBe(404);
    expect(JSON.parse((await api(`${releases}?per_page=1`, asJob)).body)).toEqual([{ tag_name: 7 }]);
    expect((await api(docs, { ...rawType, ...asJob })).body).toBe('');
    expect(JSON.parse((await scan(scanOf('202611.13.0'))).body).distro_name).toBe('another');
  });

  test('hostile: every source tries to be more than text', async () => {
    const { api, note, scan } = await openDesk({ hostile: true });
    const told = [
      (await note(newest)).body,
      (await api(`${releases}?per_page=15`, asJob)).body,
      (await api(docs, { ...rawType, ...asJob })).body,
      (await scan(scanOf('202611.13.0'))).body,
    ];
    for (const text of told) {
      for (const trap of ['@octocat', '<script>', '::error', 'aks-upgrade v1 key=', 'evil.example'])
        expect(text).toContain(trap);
    }
    expect(told[0]).toMatch(/^ {2}- containerd version \d+\.\d+\.\d+-ubuntu24\.04u1<script>/m);
    expect(Math.max(...(told[0] ?? '').split('\n').map((line) => line.length))).toBeGreaterThan(300_000);
    expect(pathsOf((await api(tree, asJob)).body)).toContain('AKSUbuntu/gen2/2404containerd/209912.31.0.txt');
    expect((await note('AKSUbuntu/gen2/2404containerd/209912.31.0.txt')).status).toBe(200);
  });
});

test.each([
  ['with sources: as action.yml has it', {}, 'live'],
  ['without: bundled', { releases: undefined }, 'bundled'],
] as const)('the action %s', async (_, more, data) => {
  const { world } = await openDesk(true, more as Partial<WorldOptions>);
  const main = join(mkdtempSync(join(tmpdir(), 'aks-upgrade-probe-')), 'probe.mjs');
  writeFileSync(main, 'process.stdout.write(process.env["INPUT_RELEASE-DATA"]);');
  const { stdout } = await runAction({ world, inputs: {}, main });
  expect(stdout).toBe(data);
});
