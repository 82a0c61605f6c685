/** The simulator's writes beside recorded ones: status, headers, and what stands in the first answer and in the document. */
import { describe, expect, test } from 'vitest';
import type { SimResponse } from '../../simulator/exchange.ts';
import { at, cluster, type Desk, list, openDesk, putEdited, subscription, writer } from './azure-desk.ts';
import { haveRecordings, type RecordedExchange, recordedExchanges, recordedFiles } from './recordings.ts';

const pool = `${cluster}/agentPools/system`;

function open(): Desk {
  return openDesk({
    roles: [...writer, { actions: ['*'], scope: subscription }],
    quirks: { 'alias-versions': false, 'requested-version-absent': false },
    clusters: [{ version: '1.35.5', pools: [{ name: 'system', imageDaysBehind: 30 }] }],
  });
}

interface Kind {
  readonly method: string;
  readonly path: RegExp;
  readonly picks?: (one: RecordedExchange) => boolean;
  readonly ours: (desk: Desk) => SimResponse;
}

const isUpdate = (one: RecordedExchange): boolean =>
  one.status === 200 &&
  /^(Updating|Upgrading)$/.test(String(at(one.body, 'properties', 'provisioningState')));
const startImage = (desk: Desk) => desk.ask(`${pool}/upgradeNodeImageVersion`, { method: 'POST' });

const kinds: Readonly<Record<string, Kind>> = {
  'PUT of a cluster': {
    method: 'PUT',
    path: /managedClusters\/[^/]+$/i,
    picks: isUpdate,
    ours: (desk) => putEdited(desk, cluster, { kubernetesVersion: '1.36.2' }),
  },
  'PUT of a pool': {
    method: 'PUT',
    path: /agentPools\/[^/]+$/i,
    picks: isUpdate,
    ours: (desk) => putEdited(desk, pool, {}),
  },
  'POST for an image': {
    method: 'POST',
    path: /\/upgradeNodeImageVersion$/i,
    ours: startImage,
  },
  'POST of an abort': {
    method: 'POST',
    path: /\/abort$/i,
    ours(desk) {
      startImage(desk);
      return desk.ask(`${pool}/abort`, { method: 'POST' });
    },
  },
};

const recorded = (picks: (one: RecordedExchange) => boolean): readonly RecordedExchange[] =>
  recordedFiles().flatMap(recordedExchanges).filter(picks);

const telling = ['azure-asyncoperation', 'location', 'retry-after'];
const names = (headers: SimResponse['headers'] = {}) => telling.filter((name) => name in headers);

describe.skipIf(!haveRecordings).each(Object.entries(kinds))('%s', (_, { method, path, picks, ours }) => {
  const real = () =>
    recorded((one) => one.method === method && path.test(one.path) && picks?.(one) !== false);

  test('has the status and the headers of every recorded one', () => {
    expect(real().length).toBeGreaterThan(0);
    const answer = ours(open());
    for (const one of real()) {
      expect([answer.status, names(answer.headers)]).toEqual([one.status, names(one.headers)]);
    }
  });

  test('answers with the resource, in a state that was recorded', () => {
    const answer = ours(open());
    const state = (body: unknown) => at(body, 'properties', 'provisioningState');
    expect(real().every((one) => typeof state(one.body) === 'string')).toBe(true);
    expect([...real().map((one) => state(one.body)), 'UpgradingNodeImageVersion']).toContain(
      state(answer.body),
    );
  });

  test('leads to an operation at an address of the recorded form', () => {
    const form = (headers: SimResponse['headers'] = {}) =>
      new URL(headers['azure-asyncoperation'] ?? '').pathname.replace(
        /[0-9a-f]{8}-[0-9a-f-]{27}|locations\/[^/]+/g,
        '-',
      );
    expect(real().map((one) => form(one.headers))).toContain(form(ours(open()).headers));
  });
});

describe.skipIf(!haveRecordings)('an operation’s document', () => {
  const isDocument = (one: RecordedExchange) =>
    /Microsoft.ContainerService\/locations\/[^/]+\/operations\/[^/]+$/.test(one.path) && one.status === 200;
  const documents = (): readonly unknown[] => {
    const desk = open();
    const operation = startImage(desk).headers?.['azure-asyncoperation'] ?? '';
    const start = desk.now;
    return [0, 0.5, 0.95, 1].map((share) => {
      desk.now = start + share * 300_000;
      return desk.ask(operation).body;
    });
  };
  const keys = (body: unknown) => Object.keys(body as object);

  test('has no key that no recorded one has, in no other order, and times of seven digits', () => {
    const order = ['name', 'status', 'startTime', 'endTime', 'error'];
    const real = recorded(isDocument);
    expect(real.length).toBeGreaterThan(100);
    expect(new Set(real.flatMap((one) => keys(one.body)))).toEqual(new Set(order));
    for (const one of documents()) {
      expect(keys(one)).toEqual(order.filter((key) => keys(one).includes(key)));
      expect(at(one, 'startTime')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6,7}Z$/);
    }
    expect(documents().map((one) => at(one, 'status'))).toEqual([
      'InProgress',
      'InProgress',
      'InProgress',
      'Succeeded',
    ]);
  });

  test('never comes with a Retry-After, as no answer of AKS does but a 429', () => {
    const real = recorded((one) => one.path.includes('Microsoft.ContainerService'));
    expect(real.filter((one) => 'retry-after' in one.headers)).toEqual([]);
  });
});

test.skipIf(!haveRecordings)(
  'the first answer of a recorded upgrade: the target at once, the old image',
  () => {
    const [real] = recorded(
      (one) => one.method === 'PUT' && at(one.body, 'properties', 'provisioningState') === 'Upgrading',
    ).filter((one) => list(one.body, 'properties', 'agentPoolProfiles').length > 0);
    const desk = open();
    const body = structuredClone(desk.ask(cluster).body) as { properties: Record<string, unknown> };
    body.properties['kubernetesVersion'] = '1.36.2';
    for (const one of body.properties['agentPoolProfiles'] as Record<string, unknown>[]) {
      one['orchestratorVersion'] = '1.36.2';
      delete one['nodeImageVersion'];
    }
    const ours = desk.ask(cluster, { method: 'PUT', body: JSON.stringify(body) });
    const told = (answer: unknown, target: unknown) => [
      at(answer, 'properties', 'provisioningState'),
      at(answer, 'properties', 'kubernetesVersion') === target,
      at(answer, 'properties', 'currentKubernetesVersion') === target,
      ...new Set(
        list(answer, 'properties', 'agentPoolProfiles').map((one) =>
          [
            at(one, 'provisioningState'),
            at(one, 'orchestratorVersion') === target,
            at(one, 'currentOrchestratorVersion') === target,
          ].join(' '),
        ),
      ),
    ];
    expect(told(ours.body, '1.36.2')).toEqual(
      told(real?.body, at(real?.sent, 'properties', 'kubernetesVersion')),
    );
  },
);
