import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clouds, simClientId } from '../../simulator/world.ts';
import type { AzureCloud } from '../../src/inputs/inputs.ts';
import { clusterRequest, clustersRequest, regionalReads } from '../../src/inventory/arm-paths.ts';
import { cloudEndpoints } from '../../src/inventory/cloud-endpoints.ts';
import { permissionsRequest, statusRequest, upgradeActions } from '../../src/upgrade/door/arm-requests.ts';

const page = readFileSync(new URL('../../docs/azure-access.md', import.meta.url), 'utf8');
const cluster = { subscriptionId: simClientId, resourceGroup: 'rg', name: 'aks' };
const requests = [
  clustersRequest('s'),
  clustersRequest('s', 'rg'),
  clusterRequest(cluster),
  regionalReads.clusterOffers(cluster, 'l'),
  regionalReads.pools(cluster, 'l'),
  regionalReads.poolOffer(cluster, 'l', 'p'),
  regionalReads.maintenance(cluster, 'l'),
  regionalReads.availableVersions(cluster, 'l'),
  regionalReads.versions('s', 'l'),
];

const roles = [...page.matchAll(/```json\n(.*?)```/gs)].map(
  ([, json = '']) => JSON.parse(json) as Record<string, readonly string[]>,
);
const reads = [...new Set(requests.map((request) => request.action))].sort();
const provider = 'Microsoft.ContainerService';
const images = [
  `${provider}/managedClusters/agentPools/upgradeNodeImageVersion/action`,
  `${provider}/locations/operations/read`,
  `${provider}/locations/operationresults/read`,
  'Microsoft.Authorization/permissions/read',
];
const versions = [`${provider}/managedClusters/agentPools/write`, `${provider}/managedClusters/write`];

test.each([
  ['A: what is read, and nothing that is not', 0, reads],
  ['B: what is read, and one action that changes something', 1, [...reads, ...images]],
  ['C: B and two writes', 2, [...reads, ...images, ...versions]],
  [
    'of its own for the locations',
    3,
    [...reads, ...images].filter((action) => action.includes('/locations/')),
  ],
])('the role %s', (_, index, actions) => {
  const role = roles[index] ?? {};
  expect(role['Actions']?.toSorted()).toEqual(actions.toSorted());
  expect([role['NotActions'], role['DataActions'], role['NotDataActions']]).toEqual([[], [], []]);
  expect(roles).toHaveLength(4);
  expect(Object.keys(regionalReads)).toHaveLength(6);
});

test('what an upgrade sends is what roles B and C have on top of A', () => {
  const asked = [statusRequest(cluster, '').action, permissionsRequest(cluster).action];
  expect(images).toEqual(expect.arrayContaining([upgradeActions.image, ...asked]));
  expect(versions.toSorted()).toEqual([upgradeActions.pool, upgradeActions.cluster].toSorted());
  expect(Object.keys(upgradeActions)).toHaveLength(3);
});

test('every action has its row that says why', () => {
  for (const { action } of requests) {
    expect(page).toContain(`| \`${action.replace(`${provider}/`, '')}\` |`);
  }
  for (const action of [...images, ...versions]) {
    expect(page).toMatch(new RegExp(`\\| \`${action.replace(`${provider}/`, '')}\` \\| (B, )?C \\|`));
  }
});

test.each(Object.keys(clouds) as AzureCloud[])('%s stands there as it is used', (cloud) => {
  const endpoints = cloudEndpoints({ method: 'auto', cloud });
  const hosts = [endpoints.authorityHost, endpoints.resourceManager].map((url) => `\`${new URL(url).host}\``);
  expect(page).toContain(`| \`${cloud}\` | ${hosts.join(' | ')} | \`${endpoints.audience}\` |`);
});

test('every command of a federated credential is valid JSON', () => {
  const commands = [...page.matchAll(/--parameters '(\{.*?\})'/gs)].map(
    ([, json = '']) => JSON.parse(json) as object,
  );
  expect(commands).toHaveLength(6);
  for (const command of commands) {
    expect(Object.keys(command)).toEqual(['name', 'issuer', 'subject', 'audiences']);
  }
});

test('the upgrader is trusted for environments alone, by name and by id', () => {
  const section = page.slice(page.indexOf('## 3. '), page.indexOf('## 4. '));
  const subjects = [...section.matchAll(/"subject": "(.*?)"/g)].map(([, subject]) => subject);
  expect(subjects).toEqual([
    'repo:OWNER/REPOSITORY:environment:production',
    'repo:OWNER@OWNER_ID/REPOSITORY@REPOSITORY_ID:environment:production',
  ]);
});
