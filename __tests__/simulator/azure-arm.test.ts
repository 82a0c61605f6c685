import { describe, expect, test } from 'vitest';
import { checkActions } from '../../simulator/azure-access.ts';
import { simSubscriptionId } from '../../simulator/fleet.ts';
import { at, cluster, clusters, day, list, openDesk, subscription, versions } from './azure-desk.ts';

const code = (answer: { readonly body?: unknown }) => at(answer.body, 'error', 'code');
const pool = `${cluster}/agentPools/system`;
const allReads = [
  clusters,
  `${subscription}/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters`,
  cluster,
  `${cluster}/upgradeProfiles/default`,
  `${cluster}/agentPools`,
  pool,
  `${pool}/upgradeProfiles/default`,
  `${cluster}/availableAgentPoolVersions`,
  `${cluster}/maintenanceConfigurations`,
  versions,
];

describe('who may ask', () => {
  test.each([
    ['no header', {}, 'AuthenticationFailed'],
    ['a token of nobody', { authorization: 'Bearer abc.def.ghi' }, 'InvalidAuthenticationToken'],
  ])('%s: 401 with a challenge', (_, headers, expected) => {
    const answer = openDesk().ask(clusters, { headers });
    expect([answer.status, code(answer)]).toEqual([401, expected]);
    expect(answer.headers?.['www-authenticate']).toMatch(/^Bearer authorization_uri="https:\/\/login/);
  });

  test.each([
    ['expired', { exp: day.getTime() / 1000 }, 'ExpiredAuthenticationToken'],
    ['for another audience', { aud: 'https://graph.microsoft.com' }, 'InvalidAuthenticationTokenAudience'],
    ['of an unknown client', { appid: 'somebody' }, 'InvalidAuthenticationToken'],
  ])('a token that is %s: 401', (_, claims, expected) => {
    const desk = openDesk();
    const answer = desk.ask(clusters, { headers: { authorization: `Bearer ${desk.token(claims)}` } });
    expect([answer.status, code(answer)]).toEqual([401, expected]);
  });

  test('a token whose claims were changed: 401', () => {
    const desk = openDesk();
    const [head, , signature] = desk.token().split('.');
    const claims = Buffer.from('{"aud":"https://management.azure.com","exp":9999999999}').toString(
      'base64url',
    );
    const answer = desk.ask(clusters, {
      headers: { authorization: `Bearer ${head}.${claims}.${signature}` },
    });
    expect(answer.status).toBe(401);
  });

  test('another tenant’s subscription: 401 with the right tenant', () => {
    const desk = openDesk({
      subscriptions: [{ tenantId: '55555555-5555-4555-8555-555555555555', clusters: [{}] }],
    });
    const answer = desk.ask(clusters);
    expect([answer.status, code(answer)]).toEqual([401, 'InvalidAuthenticationTokenTenant']);
  });
});

describe('roles', () => {
  test('the check role reads all there is to read, and every action of it is used', () => {
    const desk = openDesk();
    expect(allReads.map((target) => desk.ask(target).status)).toEqual(allReads.map(() => 200));
    expect(new Set(desk.arm.uses.map((use) => use.action))).toEqual(new Set(checkActions));
  });

  test.each(checkActions)('without %s: 403 naming it', (missing) => {
    const actions = checkActions.filter((action) => action !== missing);
    const desk = openDesk({ roles: [{ actions, scope: subscription }] });
    const refused = allReads.map((target) => desk.ask(target)).filter((answer) => answer.status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect([answer.status, code(answer)]).toEqual([403, 'AuthorizationFailed']);
      expect(at(answer.body, 'error', 'message')).toContain(
        `perform action '${missing}' over scope '/subscriptions/`,
      );
    }
    expect(desk.arm.uses.filter((use) => !use.granted).map((use) => use.action)).toEqual(
      refused.map(() => missing),
    );
  });

  test('a role on a resource group reads inside it, but neither the subscription’s list nor the region’s', () => {
    const desk = openDesk({
      roles: [{ actions: checkActions, scope: `${subscription}/resourcegroups/RG-AKS` }],
    });
    expect(allReads.map((target) => desk.ask(target).status)).toEqual([
      403, 200, 200, 200, 200, 200, 200, 200, 200, 403,
    ]);
    expect(list(desk.ask('/subscriptions?api-version=2022-12-01').body, 'value')).toHaveLength(1);
  });

  test('a group whose name only begins alike is another group', () => {
    const desk = openDesk({
      roles: [{ actions: checkActions, scope: `${subscription}/resourceGroups/rg-ak` }],
    });
    expect(desk.ask(cluster).status).toBe(403);
  });

  test('wildcards grant and notActions take away', () => {
    const actions = [
      'Microsoft.ContainerService/managedClusters/*/read',
      'Microsoft.ContainerService/managedClusters/read',
    ];
    const notActions = ['Microsoft.ContainerService/managedClusters/agentPools/*'];
    const desk = openDesk({ roles: [{ actions, notActions, scope: subscription }] });
    expect(allReads.map((target) => desk.ask(target).status)).toEqual([
      200, 200, 200, 200, 403, 403, 403, 200, 200, 403,
    ]);
  });

  test('subscriptions without a role are not listed', () => {
    const desk = openDesk({
      subscriptions: [{ clusters: [] }, { clusters: [] }],
      roles: [{ actions: checkActions, scope: subscription }],
    });
    const answer = desk.ask('/subscriptions?api-version=2022-12-01');
    expect(list(answer.body, 'value').map((one) => at(one, 'subscriptionId'))).toEqual([simSubscriptionId]);
  });
});

describe('what is not there', () => {
  const other = '99999999-9999-4999-8999-999999999999';
  test.each([
    [clusters.replace(simSubscriptionId, other), 404, 'SubscriptionNotFound'],
    [clusters.replace(simSubscriptionId, 'mine'), 400, 'InvalidSubscriptionId'],
    [cluster.replace('rg-aks', 'rg-gone'), 404, 'ResourceGroupNotFound'],
    [cluster.replace('aks-1', 'aks-9'), 404, 'ResourceNotFound'],
    [versions.replace('westeurope', 'atlantis'), 400, 'NoRegisteredProviderFound'],
    [`${cluster}/machines`, 404, 'NotFound'],
    ['/tenants', 404, 'NotFound'],
    [`${clusters}?none`, 400, 'MissingApiVersionParameter'],
    [`${clusters}?api-version=2017-08-31`, 400, 'InvalidResourceType'],
    [`${clusters}?api-version=latest`, 400, 'InvalidResourceType'],
    ['/subscriptions?api-version=1999-01-01', 400, 'InvalidApiVersionParameter'],
  ])('%s: %i %s', (target, status, expected) => {
    const answer = openDesk().ask(target);
    expect([answer.status, code(answer)]).toEqual([status, expected]);
  });

  test('a pool that is gone: the resource provider’s own 404', () => {
    const answer = openDesk().ask(`${cluster}/agentPools/gone`);
    expect([answer.status, at(answer.body, 'code')]).toEqual([404, 'NotFound']);
  });
});

describe('lists', () => {
  test('come in pages, in no order, and each cluster once', () => {
    const desk = openDesk({ clusters: Array.from({ length: 23 }, () => ({})), pageSize: 10 });
    const names: unknown[] = [];
    const sizes: number[] = [];
    for (let next: unknown = clusters; typeof next === 'string'; ) {
      const answer = desk.ask(next);
      const page = list(answer.body, 'value').map((one) => at(one, 'name'));
      names.push(...page);
      sizes.push(page.length);
      next = at(answer.body, 'nextLink');
    }
    expect(sizes).toEqual([10, 10, 3, 0]);
    expect(new Set(names).size).toBe(23);
    expect(names).not.toEqual(names.toSorted());
  });

  test('an empty subscription has an empty list without a link', () => {
    expect(openDesk({ clusters: [] }).ask(clusters).body).toEqual({ value: [] });
  });

  test('a skip token that was never given: 400', () => {
    expect(openDesk().ask(`${clusters}?api-version=2026-06-01&$skipToken=7`).status).toBe(400);
  });

  test('the link can lead to a foreign host', () => {
    const next = at(openDesk({ nextLinkHost: 'evil.example' }).ask(clusters).body, 'nextLink');
    expect(next).toMatch(/^https:\/\/evil\.example\/subscriptions/);
  });

  test('names are found in any case', () => {
    expect(openDesk().ask(cluster.toUpperCase()).status).toBe(200);
  });
});

describe('what is no GET', () => {
  test.each([
    ['PUT', 403, 'forbidden'],
    ['POST', 405, 'illegal'],
    ['PATCH', 405, 'illegal'],
    ['DELETE', 405, 'illegal'],
  ])('%s of a reader: %i, and written down', (method, status, kind) => {
    const desk = openDesk();
    expect(desk.ask(cluster, { method }).status).toBe(status);
    expect(desk.arm.mutations.map((one) => [one.method, one.status])).toEqual([[method, status]]);
    expect(desk.arm.history.map((one) => one.kind)).toEqual([kind]);
    expect(desk.arm.started).toEqual([]);
  });
});

describe('throttling', () => {
  const ask = (target: string, times: number) => {
    const desk = openDesk({ clusters: [{}, { location: 'northeurope' }] });
    return {
      desk,
      refused: Array.from({ length: times }, () => desk.ask(target)).filter((one) => one.status === 429),
    };
  };

  test.each([
    ['cluster reads', cluster, 61],
    ['pool reads', pool, 61],
    ['lists of a group', clusters.replace('/providers', '/resourceGroups/rg-aks/providers'), 61],
  ])('%s: sixty at once, then 429', (_, target, times) => {
    expect(ask(target, times).refused).toHaveLength(1);
  });

  test('lists of a subscription: ARM’s 250 come before AKS’s 500', () => {
    expect(ask(clusters, 251).refused).toHaveLength(1);
  });

  test('one a second comes back, in this region alone', () => {
    const { desk, refused } = ask(pool, 62);
    expect(refused).toHaveLength(2);
    expect(refused[0]?.headers?.['retry-after']).toBe('1');
    expect(desk.ask(pool.replace('aks-1', 'aks-2')).status).toBe(200);
    desk.now += 1000;
    expect([desk.ask(pool).status, desk.ask(pool).status]).toEqual([200, 429]);
  });
});

describe('offers', () => {
  const upgrades = (
    answer: { readonly body?: unknown },
    profile: readonly string[] = ['controlPlaneProfile'],
  ) => list(answer.body, 'properties', ...profile, 'upgrades').map((one) => at(one, 'kubernetesVersion'));

  test.each([
    ['the next minor and newer patches', '1.35.4', ['1.35.5', '1.36.1', '1.36.2']],
    ['a jump under long term support', '1.32.11', ['1.33.11', '1.33.12', '1.34.7', '1.34.8']],
    ['the oldest supported, from a version that is gone', '1.29.9', ['1.34.8']],
    ['nothing above the newest', '1.38.0', []],
  ])('a control plane is offered %s', (_, version, expected) => {
    const desk = openDesk({ clusters: [{ version }] });
    expect(upgrades(desk.ask(`${cluster}/upgradeProfiles/default`)).toSorted()).toEqual(expected);
  });

  test('a preview is marked as one', () => {
    const desk = openDesk({ clusters: [{ version: '1.37.0' }] });
    const answer = desk.ask(`${cluster}/upgradeProfiles/default`);
    expect(at(answer.body, 'properties', 'controlPlaneProfile', 'upgrades')).toEqual([
      { kubernetesVersion: '1.38.0', isPreview: true },
    ]);
  });

  test('a pool behind its control plane is offered what lies between', () => {
    const desk = openDesk({
      clusters: [{ version: '1.36.1', pools: [{ name: 'system', version: '1.35.5' }] }],
    });
    expect(upgrades(desk.ask(`${pool}/upgradeProfiles/default`), [])).toEqual(['1.36.1']);
  });

  test('a pool is offered the newest image of its kind in its region', () => {
    const desk = openDesk({
      regions: { westeurope: { imageDaysOld: 5 } },
      clusters: [{ pools: [{ name: 'system', imageDaysBehind: 30 }] }],
    });
    const [profile, body] = [desk.ask(`${pool}/upgradeProfiles/default`).body, desk.ask(pool).body];
    expect(at(profile, 'properties', 'latestNodeImageVersion')).toBe(
      'AKSUbuntu-2404gen2containerd-202611.17.0',
    );
    expect(at(body, 'properties', 'nodeImageVersion')).toBe('AKSUbuntu-2404gen2containerd-202610.18.0');
  });
});
