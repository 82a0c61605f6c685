import { expect, test } from 'vitest';
import { clusterRequest, clustersRequest, regionalReads } from '../../src/inventory/arm-paths.ts';

test.each([
  ['a/../b?c#d', 'a%2F..%2Fb%3Fc%23d'],
  ['100%', '100%25'],
  ['ü\u{1f600}', '%C3%BC%F0%9F%98%80'],
  ['half \ud83d of a pair', 'half%20%EF%BF%BD%20of%20a%20pair'],
  ['\udc00', '%EF%BF%BD'],
])('%j is one segment, wherever it stands', (name, segment) => {
  const cluster = { subscriptionId: name, resourceGroup: name, name };
  const requests = [
    clustersRequest(name),
    clustersRequest(name, name),
    clusterRequest(cluster),
    ...[regionalReads.clusterOffers, regionalReads.pools].map((read) => read(cluster, 'westeurope')),
    regionalReads.poolOffer(cluster, 'westeurope', name),
    regionalReads.versions(name, name),
  ];
  for (const { path } of requests) {
    const { pathname } = new URL(path, 'https://management.azure.com');
    expect(pathname).toBe(path);
    expect(pathname.split('/').slice(1, 3)).toEqual(['subscriptions', segment]);
  }
  expect(
    requests
      .at(-2)
      ?.path.split('/')
      .filter((part) => part === segment),
  ).toHaveLength(4);
});
