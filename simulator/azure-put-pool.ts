/** What a PUT of an agent pool comes to. */
import type { FieldChange, Json } from './azure-difference.ts';
import { isObject, nest, overlay } from './azure-difference.ts';
import { regionOf } from './azure-offers.ts';
import { planPool, planRollback } from './azure-plans.ts';
import { ruledPool } from './azure-ruled.ts';
import { type Refusal, refuse, refusePoolVersion } from './azure-rules.ts';
import type { ClusterKey } from './azure-state.ts';
import { isUnasked, resolveVersion } from './azure-versions.ts';
import type { Wish, WriteWorld } from './azure-write-world.ts';
import type { SimRequest } from './exchange.ts';
import type { SimCluster, SimPool } from './fleet-model.ts';
import { isOn } from './quirks.ts';

export interface Put {
  readonly sent: Json;
  readonly changes: readonly FieldChange[];
  readonly request: SimRequest;
}

export function wishPool(
  world: WriteWorld,
  target: { readonly key: ClusterKey; readonly cluster: SimCluster; readonly pool: SimPool },
  put: Put,
): Wish {
  const { cluster, pool } = target;
  const changes = put.changes.map((one) => ({ ...one, path: one.path.replace(/^properties\.?/, '') }));
  const properties = propertiesOf(put.sent);
  const asked = properties['orchestratorVersion'];
  const to = resolveVersion(regionOf(world.fleet, cluster.location), asked, pool.version);
  if (to === undefined) return unknownVersion(asked);
  const image = imageWish(world, pool, { ...put, sent: properties });
  if (typeof image === 'object') return image;
  if (image === 'rollback') {
    const wanted = { version: to, image: String(properties['nodeImageVersion']) };
    return planRollback(world, target, { pool, ...wanted });
  }
  const refused =
    refuseImmutable(changes) ??
    (to === pool.version
      ? undefined
      : refusePoolVersion(cluster.version, ruledPool(world, cluster, pool), to));
  if (refused !== undefined) return refused;
  const settings = (one: SimPool): SimPool => ({
    ...withPoolChanges(one, changes),
    requestedVersion: requestedAfter(world, asked, to, one.requestedVersion),
  });
  return planPool(world, target, { pool, to, settings });
}

/**
 * A `nodeImageVersion` in a PUT is a wish to roll back since API version 2026-04-01, and read-only before. `none`: as
 * if it were not there.
 */
export function imageWish(world: WriteWorld, pool: SimPool, put: Put): 'none' | 'rollback' | Refusal {
  const image = put.sent['nodeImageVersion'];
  if (isUnasked(image) || (put.request.query.get('api-version') ?? '') < '2026-04-01') return 'none';
  const used = pool.recentlyUsed.find(
    (one) => one.image === image && world.now - one.at.getTime() < 7 * 86_400_000,
  );
  if (image === pool.image && isOn('current-image-accepted', world.switches)) return 'none';
  if (used !== undefined && put.sent['orchestratorVersion'] === used.version) return 'rollback';
  return refuse(
    'InvalidParameter',
    `NodeImageVersion '${String(image)}' is not accepted. NodeImageVersion can only be current version ` +
      `'${pool.image ?? ''}' or 'latest'`,
  );
}

export function unknownVersion(asked: unknown): Refusal {
  return refuse('K8sVersionNotSupported', `Version ${String(asked)} is not supported in this region.`);
}

export function requestedAfter(
  world: WriteWorld,
  asked: unknown,
  to: string,
  before: string | undefined,
): string | undefined {
  if (isOn('put-resolves-aliases', world.switches)) return to;
  return isUnasked(asked) ? before : String(asked);
}

const readOnly =
  /^(provisioningState|currentOrchestratorVersion|currentKubernetesVersion|nodeImageVersion|orchestratorVersion|kubernetesVersion|eTag|status|fqdn|azurePortalFQDN|privateFQDN|maxAgentPools|resourceUID|name|powerState)(\.|$)/;
const immutable =
  /^(vmSize|osType|osDiskSizeGB|osDiskType|type|maxPods|scaleSetPriority|creationData|enableFIPS)(\.|$)/;

export function refuseImmutable(changes: readonly FieldChange[]): Refusal | undefined {
  const changed = changes.find((one) => immutable.test(one.path) && one.to !== null);
  return (
    changed &&
    refuse('PropertyChangeNotAllowed', `Changing property 'properties.${changed.path}' is not allowed.`)
  );
}

/** The pool with what a PUT changes; paths are those inside `properties`. */
export function withPoolChanges(pool: SimPool, changes: readonly FieldChange[]): SimPool {
  let changed = pool;
  for (const change of changes) changed = withPoolChange(changed, change);
  return changed;
}

function withPoolChange(pool: SimPool, { path, to }: FieldChange): SimPool {
  if (path === 'count' && typeof to === 'number') return { ...pool, count: to };
  if (path === 'mode') return { ...pool, mode: to as SimPool['mode'] };
  if (path === 'upgradeSettings' || path.startsWith('upgradeSettings.')) {
    const sent = path === 'upgradeSettings' ? (isObject(to) ? to : {}) : nest(path.split('.').slice(1), to);
    const upgradeSettings = overlay(pool.upgradeSettings ?? {}, sent) as SimPool['upgradeSettings'];
    return { ...pool, upgradeSettings };
  }
  return readOnly.test(path) ? pool : { ...pool, extra: overlay(pool.extra, nest(path.split('.'), to)) };
}

export function isReadOnly(path: string): boolean {
  return readOnly.test(path);
}

function propertiesOf(body: Json): Json {
  const properties = body['properties'];
  return isObject(properties) ? properties : {};
}
