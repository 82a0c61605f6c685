/** Writing to the simulated Azure: from the first answer to the state at the end. */
import { describe, expect, test } from 'vitest';
import { versionActions } from '../../simulator/azure-access.ts';
import { at, cluster, type Desk, type DeskOptions, list, openDesk, subscription } from './azure-desk.ts';

const pool = `${cluster}/agentPools/system`;
const writer = [{ actions: versionActions, scope: subscription }];
const newest = 'AKSUbuntu-2404gen2containerd-202611.13.0';

/** A cluster a minor behind, with a pool whose image is old too. */
function openOld(options: DeskOptions = {}): Desk {
  return openDesk({
    roles: writer,
    quirks: { 'etag-comes-and-goes': false, 'alias-versions': false, 'requested-version-absent': false },
    clusters: [
      {
        version: '1.35.5',
        tags: { team: 'shop' },
        extra: { futureProfile: { enabled: true } },
        pools: [
          { name: 'system', imageDaysBehind: 30, extra: { futureField: 7 } },
          { name: 'user', imageDaysBehind: 30 },
        ],
      },
    ],
    ...options,
  });
}

const bodyOf = (desk: Desk, target: string) => desk.ask(target).body as Record<string, unknown>;
const put = (desk: Desk, target: string, body: unknown, headers = {}) =>
  desk.ask(target, { method: 'PUT', body: JSON.stringify(body), more: headers });

function changed(desk: Desk, target: string, field: string, value: unknown): Record<string, unknown> {
  const body = structuredClone(bodyOf(desk, target));
  const properties = body['properties'] as Record<string, unknown>;
  properties[field] = value;
  delete properties['nodeImageVersion'];
  for (const one of (properties['agentPoolProfiles'] ?? []) as Record<string, unknown>[]) {
    delete one['nodeImageVersion'];
  }
  return body;
}

const states = (desk: Desk) => {
  const body = bodyOf(desk, cluster);
  return [
    at(body, 'properties', 'provisioningState'),
    at(body, 'properties', 'currentKubernetesVersion'),
    ...list(body, 'properties', 'agentPoolProfiles').flatMap((one) => [
      at(one, 'provisioningState'),
      at(one, 'currentOrchestratorVersion'),
      at(one, 'nodeImageVersion'),
    ]),
  ];
};
const old = 'AKSUbuntu-2404gen2containerd-202610.14.0';

describe('a control plane upgrade', () => {
  test('shows its target at once and everywhere, and is done when the clock says so', () => {
    const desk = openOld();
    const answer = put(desk, cluster, changed(desk, cluster, 'kubernetesVersion', '1.36.2'));
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.headers ?? {})).not.toContain('location');
    expect(states(desk)).toEqual([
      'Upgrading',
      '1.36.2',
      'Upgrading',
      '1.35.5',
      old,
      'Upgrading',
      '1.35.5',
      old,
    ]);
    const operation = answer.headers?.['azure-asyncoperation'] ?? '';
    expect(at(desk.ask(operation).body, 'status')).toBe('InProgress');
    desk.now += 599_000;
    expect(at(desk.ask(operation).body, 'status')).toBe('InProgress');
    desk.now += 1000;
    expect(at(desk.ask(operation).body, 'status')).toBe('Succeeded');
    expect(states(desk)).toEqual([
      'Succeeded',
      '1.36.2',
      'Succeeded',
      '1.35.5',
      old,
      'Succeeded',
      '1.35.5',
      old,
    ]);
    expect(desk.arm.started.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['control-plane', '1.35.5', '1.36.2'],
    ]);
    expect(desk.arm.mutations[0]?.changes).toEqual([
      { path: 'properties.kubernetesVersion', from: '1.35.5', to: '1.36.2' },
    ]);
    expect(desk.arm.history).toEqual([]);
  });
});

describe('a pool', () => {
  test('takes a version with the newest image of the start, shown at the end', () => {
    const desk = openOld({
      clusters: [
        {
          version: '1.36.2',
          pools: [{ name: 'system', version: '1.35.5', imageDaysBehind: 30 }, { name: 'user' }],
        },
      ],
    });
    const answer = put(desk, pool, changed(desk, pool, 'orchestratorVersion', '1.36.2'));
    expect(answer.status).toBe(200);
    desk.arm.publishImage('westeurope', 'AKSUbuntu-2404gen2containerd-202611.20.0');
    expect(states(desk).slice(0, 5)).toEqual(['Succeeded', '1.36.2', 'Upgrading', '1.36.2', old]);
    desk.now += 420_000;
    expect(states(desk).slice(0, 5)).toEqual(['Succeeded', '1.36.2', 'Succeeded', '1.36.2', newest]);
  });

  test('takes the newest image of the moment of the POST, while its cluster stays as it is', () => {
    const desk = openOld();
    const answer = desk.ask(`${pool}/upgradeNodeImageVersion`, { method: 'POST' });
    expect(answer.status).toBe(202);
    expect(states(desk).slice(0, 5)).toEqual([
      'Succeeded',
      '1.35.5',
      'UpgradingNodeImageVersion',
      '1.35.5',
      old,
    ]);
    desk.now += 300_000;
    expect(states(desk).slice(0, 5)).toEqual(['Succeeded', '1.35.5', 'Succeeded', '1.35.5', newest]);
    const result = desk.ask(answer.headers?.['location'] ?? '');
    expect([result.status, result.body]).toEqual([204, undefined]);
  });
});
