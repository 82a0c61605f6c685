/** The quirks of writing, each with what shows it; see azure-quirks.test.ts. */

import { checkActions, imageActions } from '../../simulator/azure-access.ts';
import { drainFailure } from '../../simulator/azure-failures.ts';
import type { WriteQuirkName } from '../../simulator/azure-write-quirks.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import type { QuirkSwitches } from '../../simulator/quirks.ts';
import {
  at,
  cluster,
  type Desk,
  type DeskOptions,
  list,
  putEdited,
  subscription,
  writer,
} from './azure-desk.ts';
import { type RecordedExchange, recordedExchanges, recordedGets } from './recordings.ts';

export interface Probe {
  readonly fleet?: DeskOptions;
  /** What is asked of the simulator. */
  readonly ask: (desk: Desk, switches: QuirkSwitches) => unknown;
  /** Whether the quirk is to be seen in such an answer. */
  readonly shows: (body: unknown) => boolean;
  /** The same case in real traffic. */
  readonly recorded?: () => unknown;
}

const pool = `${cluster}/agentPools/system`;
const permissions = `${cluster}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
const steady = { 'etag-comes-and-goes': false, 'alias-versions': false, 'requested-version-absent': false };
const old: DeskOptions = {
  roles: writer,
  quirks: steady,
  clusters: [{ version: '1.35.5', pools: [{ name: 'system', imageDaysBehind: 30 }, { name: 'user' }] }],
};

const startImage = (desk: Desk) => desk.ask(`${pool}/upgradeNodeImageVersion`, { method: 'POST' });
const putVersion = (desk: Desk, version: string) => putEdited(desk, cluster, { kubernetesVersion: version });
const addressOf = (answer: { readonly headers?: SimResponse['headers'] }, name = 'azure-asyncoperation') =>
  answer.headers?.[name] ?? '';
const statusOf = (answer: unknown) => at(answer, 'status');

/** The operation's document at these shares of its time. */
function documents(desk: Desk, shares: readonly number[]): readonly unknown[] {
  const operation = addressOf(startImage(desk));
  const start = desk.now;
  return shares.map((share) => {
    desk.now = start + share * 300_000;
    return desk.ask(operation).body;
  });
}

const recordedDocuments = (file: string) =>
  recordedGets(file, /\/operations\/[^/]+$/).filter((one) => statusOf(one.body) !== undefined);
const shapes = (): readonly unknown[] =>
  recordedExchanges('gateway-timeout-and-etag-mismatch.json')
    .concat(recordedExchanges('node-image-upgrade-nodepool-preview.json'))
    .filter((one) => /\/operations\//.test(one.path))
    .map((one) => one.body);
const recordedWrite = (file: string, picks: (one: RecordedExchange) => boolean) => () =>
  recordedExchanges(file).find((one) => one.method !== 'GET' && picks(one));

export const writeProbes: Readonly<Record<WriteQuirkName, Probe>> = {
  'put-resolves-aliases': {
    fleet: { ...old, clusters: [{ version: '1.35.5', requestedVersion: '1.35' }] },
    ask: (desk) => putVersion(desk, '').body,
    shows: (body) =>
      at(body, 'properties', 'kubernetesVersion') === at(body, 'properties', 'currentKubernetesVersion'),
    recorded: () =>
      recordedWrite(
        'upgrade-settings-force.json',
        (one) => one.method === 'PUT' && at(one.body, 'properties', 'provisioningState') === 'Updating',
      )()?.body,
  },
  'rule-refusals-conflict': {
    fleet: old,
    ask: (desk) => putVersion(desk, '1.37.0'),
    shows: (answer) =>
      statusOf(answer) === 409 && String(at(answer, 'body', 'message')).includes('is not allowed. Available'),
  },
  'busy-before-stale': {
    fleet: old,
    ask(desk) {
      startImage(desk);
      return putEdited(desk, pool, {}, { 'if-match': 'stale' });
    },
    shows: (answer) => statusOf(answer) === 409,
  },
  'reconciles-after-success': {
    fleet: old,
    ask(desk) {
      startImage(desk);
      desk.now += 300_000;
      const state = at(desk.ask(pool).body, 'properties', 'provisioningState');
      const first = startImage(desk).status;
      desk.now += 10_000;
      return [state, first, startImage(desk).status];
    },
    shows: (answer) => JSON.stringify(answer) === '["Succeeded",409,202]',
  },
  'failed-pool-fails-cluster': {
    fleet: { ...old, failures: [drainFailure({ cluster: 'aks-1', pool: 'system' })] },
    ask(desk) {
      startImage(desk);
      desk.now += 300_000;
      return desk.ask(cluster).body;
    },
    shows: (body) =>
      at(body, 'properties', 'provisioningState') === 'Failed' &&
      at(body, 'properties', 'agentPoolProfiles', 0, 'provisioningState') === 'Failed',
  },
  'operation-results-no-content': {
    fleet: old,
    ask(desk) {
      const location = addressOf(startImage(desk), 'location');
      desk.now += 300_000;
      return desk.ask(location);
    },
    shows: (answer) => statusOf(answer) === 204 && (at(answer, 'body') ?? null) === null,
    recorded: () =>
      recordedExchanges('node-image-upgrade-waited-204.json').find((one) =>
        /operationresults/.test(one.path),
      ),
  },
  'signed-operation-url': {
    fleet: old,
    ask: (desk) => startImage(desk),
    shows(answer) {
      const url = new URL(addressOf(answer as SimResponse));
      return [...url.searchParams.keys()].join() === 'api-version,t,c,s,h';
    },
    recorded: recordedWrite('nodepool-rollback-2025-excerpt.json', () => true),
  },
  'swapped-operation-name': {
    fleet: old,
    ask(desk) {
      const operation = addressOf(startImage(desk));
      return [new URL(operation).pathname, desk.ask(operation).body];
    },
    shows(answer) {
      const id = String(at(answer, 0)).split('/').at(-1);
      const name = String(at(answer, 1, 'name'));
      return id !== name && id?.slice(-17) === name.slice(-17);
    },
    recorded() {
      const [one] = recordedDocuments('abort-nodepool-operation.json');
      return [one?.path, one?.body];
    },
  },
  'error-beside-status': {
    fleet: old,
    ask: (desk) => documents(desk, [0.5, 1]),
    shows: (answer) =>
      ['InProgress', 'Succeeded'].every((status) =>
        list(answer).some((one) => statusOf(one) === status && typeof at(one, 'error', 'code') === 'string'),
      ),
    recorded: shapes,
  },
  'end-time-beside-progress': {
    fleet: old,
    ask: (desk) => documents(desk, [0.1, 0.95]),
    shows: (answer) =>
      list(answer).some((one) => statusOf(one) === 'InProgress' && at(one, 'endTime') !== undefined),
  },
  'operations-need-right': {
    fleet: {
      ...old,
      roles: [
        { actions: imageActions.filter((one) => !one.includes('operations/read')), scope: subscription },
      ],
    },
    ask: (desk) => desk.ask(addressOf(startImage(desk))),
    shows: (answer) =>
      statusOf(answer) === 403 &&
      String(at(answer, 'body', 'error', 'message')).includes('locations/operations/read'),
  },
  'image-upgrade-is-write': {
    fleet: { ...old, roles: [{ actions: imageActions, scope: subscription }] },
    ask: (desk) => startImage(desk),
    shows: (answer) =>
      statusOf(answer) === 403 &&
      String(at(answer, 'body', 'error', 'message')).includes('upgradeNodeImageVersion/write'),
  },
  'permissions-readable': {
    fleet: { ...old, roles: [{ actions: checkActions, scope: subscription }] },
    ask: (desk) => desk.ask(permissions),
    shows: (answer) => list(answer, 'body', 'value', 0, 'actions').includes(checkActions[0]),
  },
  'current-image-accepted': {
    fleet: old,
    ask(desk) {
      const image = at(desk.ask(pool).body, 'properties', 'nodeImageVersion');
      return putEdited(desk, pool, { nodeImageVersion: image });
    },
    shows: (answer) =>
      statusOf(answer) === 200 && at(answer, 'body', 'properties', 'provisioningState') === 'Updating',
    recorded: recordedWrite('nodepool-rollback-2025-excerpt.json', () => true),
  },
  'tags-are-replaced': {
    fleet: { ...old, clusters: [{ tags: { team: 'shop' } }] },
    ask(desk) {
      const { tags: _, ...body } = desk.ask(cluster).body as Record<string, unknown>;
      return desk.ask(cluster, { method: 'PUT', body: JSON.stringify(body) }).body;
    },
    shows: (body) => at(body, 'id') !== undefined && at(body, 'tags') === undefined,
  },
  'write-buckets': {
    fleet: old,
    ask: (desk) => Array.from({ length: 21 }, () => desk.ask(pool, { method: 'PUT' }).status),
    shows: (answer) => list(answer).filter((status) => status === 429).length === 1,
  },
};
