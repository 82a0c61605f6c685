/** Real traffic through our reader. The recordings lie beside the repository, when they are there. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { judgeAnswer } from '../../src/inventory/arm-answer.ts';
import {
  type ClusterFacts,
  parseCluster,
  parseClusterHead,
  poolsIn,
} from '../../src/inventory/arm-cluster.ts';
import { listIn, type Parsed } from '../../src/inventory/arm-json.ts';
import { parseMaintenance } from '../../src/inventory/arm-maintenance.ts';
import { parseClusterOffers, parsePoolOffer, parseRegionVersions } from '../../src/inventory/arm-offers.ts';
import { parseClusterId } from '../../src/inventory/arm-paths.ts';
import { flattenPool, type PoolFacts, parsePool } from '../../src/inventory/arm-pool.ts';
import { readInventory } from '../../src/inventory/azure-inventory.ts';
import { everything } from './arm-bodies.ts';
import { anySignIn, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const folder = fileURLToPath(new URL('../../../shared/recordings/', import.meta.url));
const areThere = existsSync(folder);
if (!areThere) console.log('The recordings are not there: their replay is skipped.');

interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a recording shows: [file, GETs, control planes, pools, images, newest images, offers, regional versions, windows]. */
const table: readonly [string, number, string, string, string, string, string, number, string][] = [
  [
    'abort-cluster-operation',
    7,
    '1.25.6',
    '1.25.6',
    'AKSUbuntu-2204gen2containerd-202306.19.0',
    '',
    '',
    0,
    '',
  ],
  [
    'abort-nodepool-operation',
    34,
    '1.25.6',
    '1.25.6',
    'AKSUbuntu-2204gen2containerd-202306.19.0',
    '',
    '',
    0,
    '',
  ],
  [
    'auto-upgrade-channels',
    30,
    '1.26.6',
    '1.26.6',
    'AKSUbuntu-2204gen2containerd-202308.01.0',
    '',
    '',
    0,
    '',
  ],
  ['delete-machines', 31, '1.27.7', '1.27.7', 'AKSUbuntu-2204gen2containerd-202401.09.2', '', '', 0, ''],
  ['errors-all-cassettes', 7, '', '', '', '', '', 0, ''],
  ['errors-from-docs-and-issues', 0, '', '', '', '', '', 0, ''],
  [
    'gateway-timeout-and-etag-mismatch',
    39,
    '1.27.9',
    '1.27.9',
    'AKSUbuntu-2204gen2TLcontainerd-202402.07.0',
    '',
    '',
    0,
    '',
  ],
  [
    'get-upgrades-cluster-list',
    31,
    '1.27.7',
    '1.27.7',
    'AKSUbuntu-2204gen2containerd-202401.17.1',
    '',
    '1.28.0 1.28.3',
    6,
    '',
  ],
  [
    'get-upgrades-preview',
    16,
    '1.28.9',
    '1.28.9',
    'AKSUbuntu-2204gen2TLcontainerd-202405.27.0',
    'AKSUbuntu-2204gen2TLcontainerd-202405.27.0',
    '1.29.2 1.29.4',
    0,
    '',
  ],
  [
    'k8s-upgrade-cluster-two-pools',
    69,
    '1.26.3 1.27.1',
    '1.26.3 1.27.1',
    'AKSUbuntu-2204gen2containerd-202306.01.0 AKSWindows-2022-containerd-20348.1787.230614',
    '',
    '',
    7,
    '',
  ],
  [
    'k8s-upgrade-nodepool',
    36,
    '1.27.1',
    '1.26.3 1.27.1',
    'AKSUbuntu-2204gen2containerd-202306.19.0',
    '',
    '',
    7,
    '',
  ],
  ['list-clusters', 26, '1.28.10', '1.28.10', 'AKSUbuntu-2204gen2containerd-202407.03.0', '', '', 0, ''],
  ['list-kubernetes-versions-preview', 1, '', '', '', '', '', 7, ''],
  ['list-kubernetes-versions', 1, '', '', '', '', '', 6, ''],
  ['machines', 21, '1.27.7', '1.27.7', 'AKSUbuntu-2204gen2containerd-202312.06.0', '', '', 0, ''],
  [
    'maintenance-configuration-default',
    18,
    '1.25.6',
    '1.25.6',
    'AKSUbuntu-2204gen2containerd-202307.04.0',
    '',
    '',
    0,
    'default',
  ],
  [
    'maintenance-window',
    23,
    '1.25.6',
    '1.25.6',
    'AKSUbuntu-2204gen2containerd-202307.04.0',
    '',
    '',
    0,
    'aksManagedAutoUpgradeSchedule aksManagedNodeOSUpgradeSchedule',
  ],
  [
    'node-image-upgrade-cluster',
    14,
    '1.23.12',
    '1.23.12',
    'AKSUbuntu-1804gen2containerd-2022.10.03',
    '',
    '',
    0,
    '',
  ],
  [
    'node-image-upgrade-nodepool-preview',
    48,
    '1.23.12',
    '1.23.12',
    'AKSUbuntu-1804gen2containerd-2022.10.24',
    '',
    '',
    0,
    '',
  ],
  [
    'node-image-upgrade-nodepool',
    15,
    '1.23.12',
    '1.23.12',
    'AKSUbuntu-1804gen2containerd-2022.10.03',
    '',
    '',
    0,
    '',
  ],
  [
    'node-image-upgrade-waited-204',
    61,
    '1.23.12 1.24.6 1.25.2',
    '1.23.12 1.24.6 1.25.2',
    'AKSUbuntu-1804gen2containerd-2022.10.24 AKSUbuntu-2204gen2containerd-2022.10.24',
    '',
    '',
    0,
    '',
  ],
  ['node-soak-duration', 31, '1.27.7', '1.27.7', 'AKSUbuntu-2204gen2containerd-202401.09.0', '', '', 0, ''],
  [
    'nodepool-create-scale-delete',
    43,
    '1.25.6',
    '1.25.6',
    'AKSUbuntu-2204gen2containerd-202306.19.0',
    'AKSUbuntu-2204gen2containerd-202306.19.0',
    '',
    0,
    '',
  ],
  [
    'nodepool-get-upgrades-preview',
    14,
    '1.25.6',
    '1.25.6',
    'AKSUbuntu-2204gen2containerd-202306.01.0',
    'AKSUbuntu-2204gen2containerd-202306.01.0',
    '',
    0,
    '',
  ],
  [
    'nodepool-rollback-2025-excerpt',
    7,
    '',
    '1.32.7',
    'AKSUbuntu-2204gen2containerd-202510.03.0',
    '',
    '',
    0,
    '',
  ],
  [
    'operation-status-api-preview',
    16,
    '1.28.9',
    '1.28.9',
    'AKSUbuntu-2204gen2TLcontainerd-202405.03.0',
    '',
    '',
    0,
    '',
  ],
  ['operation-status-shapes', 0, '', '', '', '', '', 0, ''],
  ['spot-node-pool', 23, '1.25.6', '1.25.6', 'AKSUbuntu-2204gen2containerd-202306.19.0', '', '', 0, ''],
  ['stop-and-start', 30, '1.27.7', '1.27.7', 'AKSUbuntu-2204gen2containerd-202311.07.0', '', '', 0, ''],
  [
    'throttled-identity-429',
    14,
    '1.30.3',
    '1.30.3',
    'AKSUbuntu-2204gen2containerd-202408.21.0',
    '',
    '',
    25,
    '',
  ],
  [
    'upgrade-settings-force-etag-preview',
    37,
    '1.28.5',
    '1.28.5',
    'AKSUbuntu-2204gen2containerd-202403.25.0',
    '',
    '',
    0,
    '',
  ],
  [
    'upgrade-settings-force',
    43,
    '1.27.7',
    '1.27.7',
    'AKSUbuntu-2204gen2containerd-202312.06.0',
    '',
    '',
    0,
    '',
  ],
  [
    'upgrade-settings-update',
    41,
    '1.26.6',
    '1.26.6',
    'AKSUbuntu-2204gen2containerd-202308.22.0',
    '',
    '',
    0,
    '',
  ],
];

describe.skipIf(!areThere)('every recording', () => {
  const totals = { gets: 0, read: 0, clusters: 0, pools: 0 };
  afterAll(() => console.log(`Replayed: ${JSON.stringify(totals)}`));

  test('has its row', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(table.map(([name]) => `${name}.json`).sort()).toEqual(files.sort());
  });

  test.each(table)(
    '%s: %i GETs',
    (name, count, controlPlanes, pools, images, newest, offers, regional, windows) => {
      const gets = exchangesOf(name).filter((exchange) => exchange.method === 'GET');
      expect(gets).toHaveLength(count);
      totals.gets += gets.length;
      const seen = new Seen();
      for (const get of gets) {
        const verdict = judgeAnswer({ kind: 'answer', ...get }, Date.parse('2026-11-22T06:00:00Z'));
        if (get.status === 200) expect(verdict.kind).toBe('read');
        if (get.status >= 500) expect(verdict.kind).toBe('passing');
        if (get.status === 404) expect(verdict.kind).toBe('final');
        if (verdict.kind === 'read') seen.look(get.path.toLowerCase(), verdict.body);
      }
      totals.read += seen.read;
      expect({ ...seen.words(), regional: seen.regional.size }).toEqual({
        controlPlanes,
        pools,
        images,
        newest,
        offers,
        regional,
        windows,
      });
      expect(seen.refused).toEqual([]);
    },
  );

  test.each(table)('%s: its clusters as they stood at the end, through the whole reader', async (name) => {
    const last = new Map<string, Exchange>();
    for (const exchange of exchangesOf(name)) {
      if (exchange.method === 'GET' && exchange.status === 200)
        last.set(exchange.path.toLowerCase(), exchange);
    }
    const ids = [...last.keys()].flatMap((path) => parseClusterId(path) ?? []);
    if (ids.length === 0) return;
    const clock = new VirtualClock();
    const arm = new FakeArm(clock, ({ url }) => last.get(decodeURIComponent(url.pathname).toLowerCase()));
    const clusters = ids.map((id) => ({ kind: 'id' as const, id: '', ...id }));
    const inventory = await clock.run(
      readInventory(anySignIn, { ...everything, subscriptionIds: [], clusters }, portsOf(clock, arm)),
    );
    for (const cluster of inventory.clusters) {
      const raw = JSON.stringify(last.get(cluster.id)?.body);
      expect(raw).toContain(`"currentKubernetesVersion":"${cluster.version.text}"`);
      for (const pool of cluster.pools) {
        expect(raw).toContain(`"currentOrchestratorVersion":"${pool.version.text}"`);
        expect(raw).toContain(`"nodeImageVersion":"${pool.image?.text}"`);
        expect(pool.image?.order).not.toEqual([]);
      }
      totals.clusters += 1;
      totals.pools += cluster.pools.length;
    }
    expect(inventory.clusters).toHaveLength(ids.length);
    // The recordings hold no answer to what their commands did not ask; that is unread, never an exception.
    for (const { reason } of inventory.unread) expect(reason).toContain('not found (404 ResourceNotFound)');
  });
});

function exchangesOf(name: string): readonly Exchange[] {
  const { entries } = JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')) as {
    entries: readonly {
      request?: { method: string; path: string };
      response?: Omit<Exchange, 'method' | 'path'>;
    }[];
  };
  return entries.flatMap(({ request, response }) =>
    request === undefined || response === undefined
      ? []
      : [{ ...request, ...response, headers: response.headers ?? {} }],
  );
}

class Seen {
  readonly controlPlanes = new Set<string>();
  readonly pools = new Set<string>();
  readonly images = new Set<string>();
  readonly newest = new Set<string>();
  readonly offers = new Set<string>();
  readonly windows = new Set<string>();
  readonly regional = new Set<string>();
  readonly refused: string[] = [];
  read = 0;

  look(path: string, body: unknown): void {
    const items = listIn(body, 'value') ?? [body];
    if (/\/managedclusters(\/[^/]+)?$/.test(path)) for (const item of items) this.#cluster(item);
    else if (/\/agentpools(\/[^/]+)?$/.test(path))
      for (const item of items) this.#pool(parsePool(flattenPool(item), path));
    else if (/\/agentpools\/[^/]+\/upgradeprofiles\/default$/.test(path)) {
      this.newest.add(this.#accept(parsePoolOffer(body))?.latestImage?.text ?? '');
    } else if (path.endsWith('/upgradeprofiles/default')) {
      for (const offer of this.#accept(parseClusterOffers(body)) ?? []) this.offers.add(offer.version.text);
    } else if (path.endsWith('/kubernetesversions')) {
      for (const patch of this.#accept(parseRegionVersions(body))?.patches ?? [])
        this.regional.add(patch.version.text);
    } else if (path.includes('/maintenanceconfigurations')) {
      for (const window of this.#accept(parseMaintenance(items)) ?? []) this.windows.add(window.name);
    }
  }

  words() {
    const words = (set: ReadonlySet<string>) => [...set].sort().join(' ');
    return {
      controlPlanes: words(this.controlPlanes),
      pools: words(this.pools),
      images: words(this.images),
      newest: words(this.newest),
      offers: words(this.offers),
      windows: words(this.windows),
    };
  }

  #cluster(item: unknown): void {
    const head = parseClusterHead(item);
    const cluster: ClusterFacts | undefined =
      head === undefined ? undefined : this.#accept(parseCluster(item, head));
    if (cluster === undefined) return;
    this.controlPlanes.add(cluster.version.text);
    for (const profile of poolsIn(item) ?? []) this.#pool(parsePool(profile, cluster.id));
  }

  #pool(parsed: Parsed<PoolFacts>): void {
    const pool = this.#accept(parsed);
    if (pool === undefined) return;
    this.pools.add(pool.version.text);
    if (pool.image !== undefined) this.images.add(pool.image.text);
  }

  #accept<Value>(parsed: Parsed<Value>): Value | undefined {
    this.read += 1;
    if (parsed.ok) return parsed.value;
    this.refused.push(parsed.reason);
    return undefined;
  }
}
