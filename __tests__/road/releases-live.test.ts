/** Release data on a good day: what people read, that it stays the same, and that nothing is decided by it. */
import { describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import { type Warp, warpedClock } from '../../simulator/time-warp.ts';
import type { World } from '../../simulator/world.ts';
import { atGitHub, issueOf, tell, writesOf } from './github-desk.ts';
import {
  azurePart,
  decided,
  readTimed,
  releaseFleet,
  releaseRequests,
  sectionOf,
  sunday,
  troublesOf,
} from './releases-desk.ts';
import { complainOfMarkdown } from './security-hostile.ts';
import { inWorld } from './start.ts';

const day = 86_400_000;
const releases = { lateBy: 0, docsAsOf: '2026-11-18' };

/** The clock may be set: the world's and the bundle's are one. */
async function inTime(use: (world: World, run: (at: string) => Promise<ActionResult>) => Promise<void>) {
  const held: { warp: Warp } = { warp: warpedClock(1, Date.parse(sunday)) };
  const options = { fleet: releaseFleet(), releases, clock: () => held.warp.now() };
  await atGitHub(options, async (world) => {
    await use(world, async (at) => {
      held.warp = warpedClock(1, Date.parse(at));
      world.network.forget();
      return await tell(world, {}, { warp: held.warp });
    });
  });
}

/** What a source served, as text. */
function served(world: World, end: string): string {
  const found = releaseRequests(world).find(({ request }) => request.path.endsWith(end));
  return typeof found?.response.body === 'string'
    ? found.response.body
    : JSON.stringify(found?.response.body);
}

const cell = (table: string, what: string): readonly string[] =>
  new RegExp(`^\\| ${what} \\| (.*) \\| (.*) \\|$`, 'm').exec(table)?.slice(1) ?? [];

describe('the issue', () => {
  test('tells what upgrades bring, and is left alone for as long as nothing changes', async () => {
    await inTime(async (world, run) => {
      const first = await run(sunday);
      expect(first.outputs['operation']).toBe('created');
      const body = issueOf(world).body ?? '';
      expect(complainOfMarkdown(body, 'issue', 2)).toEqual([]);
      expectWhole(world, body);
      expect(first.summary).toContain(sectionOf(body, 'Time left'));

      const tomorrow = new Date(Date.parse(sunday) + day).toISOString();
      for (const at of ['2026-11-22T09:30:00Z', tomorrow]) {
        const again = await run(at);
        expect([at, again.outputs['operation'], writesOf(world)]).toEqual([at, 'unchanged', []]);
        expect(again.outputs['plan-digest']).toBe(first.outputs['plan-digest']);
      }
      expect(issueOf(world).body).toBe(body);
    });
  });
});

function expectWhole(world: World, body: string): void {
  expect(troublesOf(body)).toEqual([]);
  expect(sectionOf(body, 'Time left')).toMatch(
    /^\| \*\*30 Nov 2026\*\* \| Kubernetes 1\.34: standard support ends \| 1 cluster \| .*, 18 Nov 2026 \|$/m,
  );
  expect(sectionOf(body, 'Support windows')).toMatch(/```mermaid\n(?:.*\n)*? *gantt\n/);
  expect(sectionOf(body, 'Upgrade paths')).toMatch(/```mermaid\n(?:.*\n)*?flowchart /);
  expectLinux(world, sectionOf(body, 'What the new node images bring'));
  expectWindows(world, sectionOf(body, 'What the new node images bring'));
  expect(body).toMatch(
    /\*\*What it brings\*\* to 1 pool \(Ubuntu 24\.04\): kernel `.*` → `.*`, containerd `/,
  );
  expect(sectionOf(body, 'On the way')).toContain(
    'Node image `AKSUbuntu-2404gen2containerd-202611.20.0` is published and not yet offered in `westeurope`.',
  );
  const notes = sectionOf(body, 'From the AKS release notes');
  expect(notes).toMatch(/\(https:\/\/redirect\.github\.com\/Azure\/AKS\/releases\/tag\/2026-\d\d-\d\d\)/);
  expect(body).not.toMatch(/\/\/github\.com\/Azure\/AKS\b|api\.github\.com/);
}

function expectLinux(world: World, section: string): void {
  const table = section.split('Windows Server')[0] ?? '';
  const [before, after] = [served(world, '/202610.30.0.txt'), served(world, '/202611.13.0.txt')];
  for (const what of ['Kernel', 'containerd']) {
    const [from = '?', to = '?'] = cell(table, what).map((text) => text.replaceAll('`', ''));
    expect([what, before.includes(from), after.includes(to), from === to]).toEqual([what, true, true, false]);
  }
  const [, amount = '', named = ''] =
    /^(\d+) CVEs closed, per AKS scan: (.*?)(?: and \d+ more)?\.$/m.exec(table) ?? [];
  const [older, newer] = [
    served(world, '/202610.30.0/scan-reports'),
    served(world, '/202611.13.0/scan-reports'),
  ];
  const active = (text: string): readonly string[] =>
    JSON.stringify(JSON.parse(text), (key, value) =>
      key === 'mitigated_cves_from_previous_release' ? undefined : value,
    ).match(/CVE-\d{4}-\d+/g) ?? [];
  const closed = new Set(active(older).filter((id) => !active(newer).includes(id)));
  const ids = named.split(', ');
  expect(Number(amount)).toBe(closed.size);
  expect(ids).toHaveLength(Math.min(10, closed.size));
  expect(ids.filter((id) => !closed.has(id))).toEqual([]);
  expect(section).not.toMatch(/critical|high severity|CVSS/i);
}

function expectWindows(world: World, section: string): void {
  const [, table = ''] = section.split('Windows Server 2022');
  expect(cell(table, 'Windows build')).toEqual(['`20348.7910`', '`20348.8040`']);
  const kbs = cell(table, 'Windows updates').join().match(/KB\d+/g) ?? [];
  const [before, after] = [served(world, '7910.261009.txt'), served(world, '8040.261113.txt')];
  expect(kbs.length).toBeGreaterThan(0);
  expect(kbs.filter((kb) => !after.includes(kb) || before.includes(kb))).toEqual([]);
  expect(table).not.toContain('per AKS scan');
}

test('nothing is decided by it: outputs, plan and title are those of a run without', async () => {
  const moved = { '1.34': { communityEnd: '2027-01-31' }, '1.35': { communityEnd: '2026-11-25' } };
  const warp = warpedClock(1, Date.parse(sunday));
  await inWorld({ fleet: releaseFleet(), releases, clock: warp.now }, async (world) => {
    const sources = world.releases;
    if (sources === undefined) throw new Error('No sources are served.');
    const without = await readTimed(world, { 'release-data': 'off' }, { warp });
    expect(sources.exchanges).toEqual([]);
    expect(without.outputs['plan-digest']).toMatch(/^sha256:/);
    const live = await readTimed(world, {}, { warp });
    expect(sources.exchanges.length).toBeGreaterThan(5);
    expect(decided(live)).toEqual(decided(without));
    expect(titleOf(live)).toBe(titleOf(without));
    expect(azurePart(live.summary)).toBe(azurePart(without.summary));
    expect(live.summary.length).toBeGreaterThan(without.summary.length + 3000);

    sources.options = { moved, docsAsOf: '2026-11-20' };
    const later = await readTimed(world, {}, { warp });
    expect(sectionOf(later.summary, 'Time left')).toMatch(/31 Jan 2027.*Kubernetes 1\.34/);
    const { matrix, 'plan-digest': digest } = later.outputs;
    expect([matrix, digest]).toEqual([without.outputs['matrix'], without.outputs['plan-digest']]);
  });
});

const titleOf = ({ summary }: ActionResult): string => summary.split('\n')[0] ?? '';
