/**
 * The simulator's answers beside real traffic: what every recorded answer of a kind has, ours has too, of the same
 * type; and nothing of ours has another type than any recording gives it.
 */
import { describe, expect, test } from 'vitest';
import { at, cluster, clusters, type DeskOptions, list, openDesk, versions } from './azure-desk.ts';
import { haveRecordings, recordedFiles, recordedGets } from './recordings.ts';

/** Types by path, such as `properties.count` → `number`; lists become `[]`, maps of free keys `{}`. */
type Shape = ReadonlyMap<string, ReadonlySet<string>>;

const freeKeys = /(^|\.)(tags|nodeLabels|patchVersions|identityProfile|addonProfiles)$/;

function shapeOf(value: unknown, path = '', into = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const type = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
  into.set(path, (into.get(path) ?? new Set()).add(type));
  if (Array.isArray(value)) for (const one of value) shapeOf(one, `${path}[]`, into);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      shapeOf(inner, `${path === '' ? '' : `${path}.`}${freeKeys.test(path) ? '{}' : key}`, into);
    }
  }
  return into;
}

/** Paths that every one of these has. */
function always(shapes: readonly Shape[]): readonly string[] {
  return [...(shapes[0]?.keys() ?? [])].filter((path) => shapes.every((shape) => shape.has(path)));
}

function merged(shapes: readonly Shape[]): Shape {
  const all = new Map<string, Set<string>>();
  for (const shape of shapes) {
    for (const [path, types] of shape) all.set(path, new Set([...(all.get(path) ?? []), ...types]));
  }
  return all;
}

interface Kind {
  readonly path: RegExp;
  readonly status?: number;
  /** Which of the recorded bodies are of this kind. */
  readonly picks?: (body: unknown) => boolean;
  readonly fleet?: DeskOptions;
  readonly ours: (desk: ReturnType<typeof openDesk>) => unknown;
  /** Ours, though no recording of this kind has it: from later API versions, or seen elsewhere in the recordings. */
  readonly allowed?: RegExp;
  /** In all recordings, but not of what our fleet holds. */
  readonly notOurs?: RegExp;
}

const varied: DeskOptions = {
  clusters: [
    {
      tags: { environment: 'dev' },
      nodeOsChannel: 'NodeImage',
      version: '1.35.4',
      windows: [
        { name: 'default', properties: { timeInWeek: [{ day: 'Monday', hourSlots: [1] }] } },
        {
          name: 'aksManagedAutoUpgradeSchedule',
          properties: {
            maintenanceWindow: {
              schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
              durationHours: 4,
              utcOffset: '+00:00',
              startTime: '02:00',
              startDate: '2026-01-01',
            },
          },
        },
      ],
      pools: [{ name: 'system' }, { name: 'user', spot: true }],
    },
  ],
};
/** Recorded of a pool alone (spot-node-pool.json), not of one inside a cluster or a list. */
const spot = 'scaleSetPriority|scaleSetEvictionPolicy|spotMaxPrice';
const profiles = 'managedClusters\\/[^/]+';

const kinds: Readonly<Record<string, Kind>> = {
  cluster: {
    path: new RegExp(`${profiles}$`),
    ours: (desk) => desk.ask(cluster).body,
    allowed: new RegExp(`\\.(${spot}|maxUnavailable|defaultNodePools)$`),
  },
  'cluster in a list': {
    path: /\/managedClusters$/,
    picks: (body) => list(body, 'value').length > 0,
    ours: (desk) => desk.ask(clusters).body,
    allowed: new RegExp(
      `(\\.(${spot}|maxUnavailable|networkPluginMode|networkProfile|securityProfile|scaleDownMode|kind|eTag)$)|` +
        'nodeProvisioningProfile|bootstrapProfile|agentPoolProfiles\\[\\]\\.securityProfile',
    ),
    // The one recorded list is of a cluster with labels, taints and kubenet.
    notOurs: /\.(nodeLabels|nodeTaints|networkPolicy)\b/,
  },
  pool: {
    path: new RegExp(`${profiles}\\/agentPools\\/[^/]+$`),
    ours: (desk) => desk.ask(`${cluster}/agentPools/system`).body,
  },
  'pools in a list': {
    path: new RegExp(`${profiles}\\/agentPools$`),
    ours: (desk) => desk.ask(`${cluster}/agentPools`).body,
    allowed: new RegExp(`\\.(${spot}|eTag|maxSurge|maxUnavailable)$`),
  },
  'cluster upgrade profile': {
    path: new RegExp(`${profiles}\\/upgradeProfiles\\/default$`),
    ours: (desk) => desk.ask(`${cluster}/upgradeProfiles/default`).body,
  },
  'pool upgrade profile': {
    path: /agentPools\/[^/]+\/upgradeProfiles\/default$/,
    ours: (desk) => desk.ask(`${cluster}/agentPools/system/upgradeProfiles/default`).body,
  },
  // The recorded regions had no version in preview; the field is documented.
  'version list': {
    path: /\/kubernetesVersions$/,
    allowed: /^values\[\]\.isPreview$/,
    ours: (desk) => desk.ask(versions).body,
  },
  'maintenance configurations': {
    path: /\/maintenanceConfigurations$/,
    ours: (desk) => desk.ask(`${cluster}/maintenanceConfigurations`).body,
  },
  'ARM’s 404': {
    path: new RegExp(`${profiles}$`),
    status: 404,
    picks: (body) => at(body, 'error') !== undefined,
    ours: (desk) => desk.ask(cluster.replace('aks-1', 'aks-9')).body,
  },
  'the provider’s 404': {
    path: new RegExp(`${profiles}$`),
    status: 404,
    picks: (body) => at(body, 'error') === undefined,
    fleet: { clusters: [{ vanished: true }] },
    ours: (desk) => desk.ask(cluster).body,
  },
};

if (!haveRecordings)
  console.warn('No recordings beside the repository: the shapes of real traffic are not compared.');

describe.skipIf(!haveRecordings).each(Object.entries(kinds))('%s', (_, kind) => {
  const recorded = (): readonly Shape[] =>
    recordedFiles()
      .flatMap((file) => recordedGets(file, kind.path, kind.status ?? 200))
      .filter((one) => typeof one.body === 'object' && kind.picks?.(one.body) !== false)
      .map((one) => shapeOf(one.body));
  const ours = (): Shape => shapeOf(kind.ours(openDesk(kind.fleet ?? varied)));

  test('is recorded', () => {
    expect(recorded().length).toBeGreaterThan(0);
  });

  test('has what every recording has', () => {
    const mine = ours();
    const missing = always(recorded()).filter((path) => !mine.has(path) && kind.notOurs?.test(path) !== true);
    expect(missing).toEqual([]);
  });

  test('has nothing that no recording has, nor of another type', () => {
    const seen = merged(recorded());
    const strange = [...ours()].flatMap(([path, types]) => {
      if (kind.allowed?.test(path) === true) return [];
      const known = seen.get(path);
      return [...types].filter((type) => known?.has(type) !== true).map((type) => `${path}: ${type}`);
    });
    expect(strange).toEqual([]);
  });
});
