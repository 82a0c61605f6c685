/** A PUT changes the approved field, leaves out what cannot be set, and nothing else. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { SurgeSettings } from '../../src/inputs/inputs.ts';
import { isObject, type JsonObject, listIn, objectIn, textIn } from '../../src/inventory/arm-json.ts';
import { buildClusterPut, buildPoolPut } from '../../src/upgrade/door/arm-put.ts';
import { readOnlyInCluster, readOnlyInPool } from '../../src/upgrade/door/arm-read-only.ts';
import { Dice, randomCluster, randomPool } from './arm-random.ts';
import { type Difference, differences } from './json-difference.ts';
import { readOnlyPaths } from './sdk-models.ts';

/** What may be lost, written out by hand. */
const lostInCluster = [
  /^(id|name|type|systemData|e[Tt]ag)$/,
  /^identity\/(principalId|tenantId)$/,
  /^identity\/userAssignedIdentities\/.+\/(principalId|clientId)$/,
  /^properties\/(provisioningState|powerState|status|currentKubernetesVersion|maxAgentPools)$/,
  /^properties\/(fqdn|privateFQDN|azurePortalFQDN|resourceUID)$/,
  /^properties\/servicePrincipalProfile$/,
  /^properties\/oidcIssuerProfile\/issuerURL$/,
  /^properties\/networkProfile\/(loadBalancerProfile|natGatewayProfile)\/effectiveOutboundIPs$/,
  /^properties\/addonProfiles\/[^/]+\/identity$/,
  /^properties\/ingressProfile\/webAppRouting\/identity$/,
  /^properties\/podIdentityProfile\/userAssignedIdentities\/\d+\/provisioning(State|Info)$/,
  /^properties\/privateLinkResources\/\d+\/privateLinkServiceID$/,
  /^properties\/agentPoolProfiles\/\d+\/(eTag|provisioningState|currentOrchestratorVersion|status|nodeImageVersion)$/,
  /^properties\/agentPoolProfiles\/\d+\/localDNSProfile\/state$/,
];
const lostInPool = [
  /^(id|name|type|systemData|e[Tt]ag)$/,
  /^properties\/(eTag|provisioningState|currentOrchestratorVersion|status|nodeImageVersion)$/,
  /^properties\/localDNSProfile\/state$/,
];
const poolVersion = /^properties\/agentPoolProfiles\/\d+\/orchestratorVersion$/;

function unexplained(found: readonly Difference[], may: (difference: Difference) => boolean): Difference[] {
  return found.filter((difference) => !may(difference));
}

function isListed(path: string, list: readonly RegExp[]): boolean {
  return list.some((pattern) => pattern.test(path));
}

function clusterFaults(raw: JsonObject, put: JsonObject, to: string): Difference[] {
  const pools = listIn(objectIn(raw, 'properties'), 'agentPoolProfiles') ?? [];
  const isEven = pools.every((pool) => textIn(pool, 'orchestratorVersion') !== undefined);
  const principal = textIn(objectIn(objectIn(raw, 'properties'), 'servicePrincipalProfile'), 'clientId');
  expect(textIn(objectIn(put, 'properties'), 'kubernetesVersion')).toBe(to);
  return unexplained(differences(raw, put), ({ path, kind }) => {
    if (path === 'properties/kubernetesVersion') return kind === 'changed';
    if (kind !== 'lost') return false;
    if (path === 'properties/servicePrincipalProfile') return principal !== 'msi';
    return isListed(path, lostInCluster) || (!isEven && poolVersion.test(path));
  });
}

function poolFaults(raw: JsonObject, put: JsonObject, to: string, surge: SurgeSettings): Difference[] {
  const properties = objectIn(put, 'properties');
  const settings = objectIn(properties, 'upgradeSettings');
  expect(properties['orchestratorVersion']).toBe(to);
  const asked = new Map<string, unknown>([
    ['maxSurge', surge.maxSurge],
    ['drainTimeoutInMinutes', surge.drainTimeout],
    ['nodeSoakDurationInMinutes', surge.nodeSoakDuration],
    ['undrainableNodeBehavior', surge.undrainableNodeBehavior],
  ]);
  for (const [name, value] of asked) if (value !== undefined) expect(settings[name]).toBe(value);
  const isAsked = [...asked.values()].some((value) => value !== undefined);
  return unexplained(differences(raw, put), ({ path, kind }) => {
    if (path === 'properties/orchestratorVersion') return kind !== 'lost';
    if (path === 'properties/upgradeSettings') return kind === 'added' && isAsked;
    const [, setting] = /^properties\/upgradeSettings\/([^/]+)$/.exec(path) ?? [];
    if (setting !== undefined) return kind !== 'lost' && asked.get(setting) !== undefined;
    return kind === 'lost' && isListed(path, lostInPool);
  });
}

const forbidden = lostInCluster.filter((each) => !each.source.includes('servicePrincipal'));

function forbiddenLeft(put: JsonObject): string[] {
  const paths: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, entry] of Object.entries(value)) {
      const at = path === '' ? name : `${path}/${name}`;
      if (isListed(at, forbidden)) paths.push(at);
      walk(entry, at);
    }
  };
  walk(put, '');
  return paths;
}

function randomSurge(dice: Dice): SurgeSettings {
  return {
    ...(dice.chance(0.3) ? { maxSurge: dice.pick(['1', '33%', '5']) } : {}),
    ...(dice.chance(0.3) ? { drainTimeout: 1 + dice.below(1440) } : {}),
    ...(dice.chance(0.3) ? { nodeSoakDuration: dice.below(31) } : {}),
    ...(dice.chance(0.3) ? { undrainableNodeBehavior: dice.pick(['Cordon', 'Schedule'] as const) } : {}),
  };
}

describe('10,000 generated bodies', () => {
  test('5,000 clusters: the version, and nothing that nobody asked for', () => {
    const dice = new Dice(19);
    let [uneven, etags] = [0, 0];
    for (let round = 0; round < 5000; round += 1) {
      const raw = randomCluster(dice);
      const before = structuredClone(raw);
      const put = buildClusterPut(raw, '1.36.2');
      expect(clusterFaults(raw, put, '1.36.2')).toEqual([]);
      expect(forbiddenLeft(put)).toEqual([]);
      expect(raw).toEqual(before);
      const pools = (listIn(objectIn(put, 'properties'), 'agentPoolProfiles') ?? []).filter(isObject);
      const given = pools.filter((pool) => 'orchestratorVersion' in pool).length;
      expect([0, pools.length]).toContain(given);
      uneven += given === 0 ? 1 : 0;
      etags += 'eTag' in raw ? 1 : 0;
    }
    expect(uneven).toBeGreaterThan(200);
    expect(etags).toBeGreaterThan(1000);
  });

  test('5,000 pools: the version, the surge that was asked for, and nothing else', () => {
    const dice = new Dice(20);
    let withSurge = 0;
    for (let round = 0; round < 5000; round += 1) {
      const raw = randomPool(dice);
      const before = structuredClone(raw);
      const surge = randomSurge(dice);
      const put = buildPoolPut(raw, '1.36.2', surge);
      expect(poolFaults(raw, put, '1.36.2', surge)).toEqual([]);
      expect(JSON.stringify(put)).not.toContain('nodeImageVersion');
      expect(raw).toEqual(before);
      withSurge += Object.keys(surge).length > 0 ? 1 : 0;
    }
    expect(withSurge).toBeGreaterThan(2000);
  });
});

test('a pool settings object that is missing comes into being only for what was asked', () => {
  const raw = { id: 'x', properties: { orchestratorVersion: '1.35', powerState: { code: 'Running' } } };
  expect(buildPoolPut(raw, '1.36.2', {})).toEqual({
    properties: { orchestratorVersion: '1.36.2', powerState: { code: 'Running' } },
  });
  expect(buildPoolPut(raw, '1.36.2', { drainTimeout: 45 })).toEqual({
    properties: {
      orchestratorVersion: '1.36.2',
      powerState: { code: 'Running' },
      upgradeSettings: { drainTimeoutInMinutes: 45 },
    },
  });
});

test.each([
  [{ clientId: 'msi' }, true],
  [{ clientId: 'MSI' }, true],
  [{ clientId: '22222222-2222-4222-8222-222222222222' }, false],
  [{}, false],
  [{ clientId: 'x', secret: 'given' }, true],
])('a service principal %j stays: %s', (servicePrincipalProfile, stays) => {
  const put = buildClusterPut({ properties: { servicePrincipalProfile, agentPoolProfiles: [] } }, '1.36.2');
  expect('servicePrincipalProfile' in objectIn(put, 'properties')).toBe(stays);
});

describe('the list of read-only fields', () => {
  test('is what the models of the SDK call read-only, and five things that we know better', () => {
    const own = new Set(
      [
        ...readOnlyInCluster,
        ...readOnlyInPool.map((field) => ({ ...field, path: ['pool', ...field.path] })),
      ].map(({ path }) => path.join('/').toLowerCase()),
    );
    const models = readOnlyPaths();
    const better = [...own].filter((path) => !models.has(path));
    expect([...models].filter((path) => !own.has(path))).toEqual([]);
    // Contents alone are read-only in the models; the image is writable and means a rollback; AKS keeps the eTag within.
    expect(better.sort()).toEqual([
      'pool/etag',
      'pool/properties/nodeimageversion',
      'pool/properties/status',
      'pool/systemdata',
      'properties/agentpoolprofiles/*/nodeimageversion',
      'properties/agentpoolprofiles/*/status',
      'properties/status',
    ]);
  });

  test('gives a reason for each', () => {
    for (const { path, reason } of [...readOnlyInCluster, ...readOnlyInPool]) {
      expect([path.join('/'), reason.length > 5]).toEqual([path.join('/'), true]);
    }
  });
});

const folder = fileURLToPath(new URL('../../../shared/recordings/', import.meta.url));
const areThere = existsSync(folder);
if (!areThere) console.log('The recordings are not there: their bodies are skipped.');

describe.skipIf(!areThere)('every recorded body', () => {
  const bodies = areThere ? recordedBodies() : [];

  test('of a cluster or pool keeps all but the listed fields', () => {
    let [clusters, pools] = [0, 0];
    for (const body of bodies) {
      if (/managedclusters$/i.test(textIn(body, 'type') ?? '')) {
        const put = buildClusterPut(body, '9.9.9');
        expect(clusterFaults(body, put, '9.9.9')).toEqual([]);
        expect(forbiddenLeft(put)).toEqual([]);
        clusters += 1;
      } else {
        const put = buildPoolPut(body, '9.9.9', { maxSurge: '7' });
        expect(poolFaults(body, put, '9.9.9', { maxSurge: '7' })).toEqual([]);
        expect(JSON.stringify(put)).not.toContain('nodeImageVersion');
        pools += 1;
      }
    }
    console.log(`PUTs made of recorded bodies: ${clusters} clusters, ${pools} pools.`);
    expect(clusters).toBeGreaterThan(100);
    expect(pools).toBeGreaterThan(40);
  });

  test('azure-cli sends the same fields where it moves a control plane or a pool', () => {
    const compared = comparePuts();
    expect(compared.count).toBeGreaterThan(3);
    // It takes pools off their snapshots, which we leave as they are; a preview's field, which its SDK did not know.
    expect([...compared.onlyOurs].sort()).toEqual([
      'properties/agentPoolProfiles/*/creationData',
      'properties/controlPlanePluginProfiles',
    ]);
    console.log(
      `PUTs of azure-cli compared: ${compared.count}; it sends besides: ${[...compared.onlyTheirs].join(', ')}`,
    );
  });
});

interface Exchange {
  readonly command: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly body: unknown };
}

function recordedEntries(): Exchange[][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const file: { entries?: Exchange[] } = JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
      return (file.entries ?? []).filter((entry) => isObject(entry.request) && isObject(entry.response));
    });
}

function recordedBodies(): JsonObject[] {
  return recordedEntries()
    .flat()
    .map((entry) => entry.response.body)
    .filter(isObject)
    .filter(
      (body) => /\/(managedclusters|agentpools)$/i.test(textIn(body, 'type') ?? '') && 'properties' in body,
    );
}

/** The GET right before a PUT of the same resource in the same command: what would we have sent? */
function comparePuts() {
  const onlyOurs = new Set<string>();
  const onlyTheirs = new Set<string>();
  let count = 0;
  for (const entries of recordedEntries()) {
    entries.forEach(({ command, request, response }, index) => {
      if (request.method !== 'PUT' || response.status !== 200 || !/upgrade/.test(command)) return;
      const read = entries
        .slice(0, index)
        .findLast((entry) => entry.request.method === 'GET' && entry.request.path === request.path);
      if (read === undefined || !isObject(read.response.body) || !isObject(request.body)) return;
      const isPool = /agentPools/i.test(request.path);
      const ours = isPool
        ? buildPoolPut(read.response.body, '1', {})
        : buildClusterPut(read.response.body, '1');
      count += 1;
      for (const { path, kind } of differences(ours, request.body)) {
        const general = path.replace(/\/\d+(?=\/|$)/g, '/*');
        if (kind === 'lost') onlyOurs.add(general);
        if (kind === 'added') onlyTheirs.add(general);
      }
    });
  }
  return { onlyOurs, onlyTheirs, count };
}
