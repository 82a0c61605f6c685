import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clouds, simClientId } from '../../simulator/world.ts';
import type { AzureCloud } from '../../src/inputs/inputs.ts';
import { clusterRequest, clustersRequest, regionalReads } from '../../src/inventory/arm-paths.ts';
import { cloudEndpoints } from '../../src/inventory/cloud-endpoints.ts';

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

test('the role grants what is read, and nothing that is not', () => {
  const [, json = ''] = /```json\n(.*?)```/s.exec(page) ?? [];
  const role = JSON.parse(json) as Record<string, readonly string[]>;
  expect(role['Actions']?.toSorted()).toEqual([...new Set(requests.map((request) => request.action))].sort());
  expect([role['NotActions'], role['DataActions'], role['NotDataActions']]).toEqual([[], [], []]);
  expect(Object.keys(regionalReads)).toHaveLength(6);
});

test('every action has its row that says why', () => {
  for (const { action } of requests) {
    expect(page).toContain(`| \`${action.replace('Microsoft.ContainerService/', '')}\` |`);
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
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    expect(Object.keys(command)).toEqual(['name', 'issuer', 'subject', 'audiences']);
  }
});
