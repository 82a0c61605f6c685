/**
 * Every quirk, twice: switched on, Azure's answers show what the recordings show; switched off, they do not. The same
 * predicate judges the simulator and, where real traffic has the case, the recording.
 */

import semver from 'semver';
import { describe, expect, test } from 'vitest';
import type { SimResponse } from '../../simulator/exchange.ts';
import { type QuirkName, type QuirkSwitches, quirks } from '../../simulator/quirks.ts';
import {
  at,
  cluster,
  clusters,
  type Desk,
  type DeskOptions,
  list,
  openDesk,
  versions,
} from './azure-desk.ts';
import { type Probe, writeProbes } from './azure-write-probes.ts';
import { requestToken } from './entra-desk.ts';
import { haveRecordings, recordedGets } from './recordings.ts';

const body = (target: string) => (desk: Desk) => desk.ask(target).body;
const first =
  (file: string, path: RegExp, status = 200) =>
  (): unknown =>
    recordedGets(file, path, status)[0]?.body;
const clusterList = first('list-clusters.json', /\/managedClusters$/);
const clusterProfile = first(
  'get-upgrades-preview.json',
  /managedClusters\/[^/]+\/upgradeProfiles\/default$/,
);
const poolProfile = first('get-upgrades-preview.json', /agentPools\/[^/]+\/upgradeProfiles\/default$/);
const twenty: DeskOptions = { clusters: Array.from({ length: 20 }, () => ({ pools: [{}, {}] })) };
const poolProfilePath = `${cluster}/agentPools/system/upgradeProfiles/default`;

function isRising(texts: readonly unknown[]): boolean {
  const full = texts.map((text) => semver.coerce(String(text)) ?? '0.0.0');
  return full.every((one, index) => index === 0 || semver.gt(one, full[index - 1] ?? '0.0.0'));
}

function textsOf(values: readonly unknown[], key: string): readonly unknown[] {
  return values.map((value) => at(value, key));
}

function propertiesOf(answer: unknown): object {
  return at(answer, 'properties') as object;
}

function poolsOf(answer: unknown): readonly unknown[] {
  return list(answer, 'value').flatMap((one) => list(one, 'properties', 'agentPoolProfiles'));
}

function flagsOf(answer: unknown): readonly unknown[] {
  return list(answer, 'values').flatMap((one) => [at(one, 'isDefault'), at(one, 'isPreview')]);
}

/** Asks so often that a bucket must run dry, and gives the refusals. */
function storm(targets: readonly string[]): (desk: Desk) => readonly SimResponse[] {
  return (desk) => targets.map((target) => desk.ask(target)).filter((answer) => answer.status === 429);
}

const probes: Readonly<Record<Exclude<QuirkName, 'masked-outputs-dropped'>, Probe>> = {
  ...writeProbes,
  'null-agent-pool-profiles': {
    ask: body(`${cluster}/upgradeProfiles/default`),
    shows: (answer) => at(answer, 'properties', 'agentPoolProfiles') === null,
    recorded: clusterProfile,
  },
  'unsorted-upgrades': {
    fleet: { clusters: [{ version: '1.34.7' }] },
    ask: body(`${cluster}/upgradeProfiles/default`),
    shows: (answer) =>
      !isRising(textsOf(list(answer, 'properties', 'controlPlaneProfile', 'upgrades'), 'kubernetesVersion')),
    recorded: first('get-upgrades-cluster-list.json', /upgradeProfiles\/default$/),
  },
  'unsorted-version-list': {
    ask: body(versions),
    shows: (answer) => !isRising(textsOf(list(answer, 'values'), 'version')),
    recorded: first('list-kubernetes-versions-preview.json', /kubernetesVersions$/),
  },
  'false-flags-absent': {
    ask: body(versions),
    shows: (answer) => !flagsOf(answer).includes(false) && flagsOf(answer).includes(true),
    recorded: first('list-kubernetes-versions.json', /kubernetesVersions$/),
  },
  'trailing-empty-page': {
    ask(desk) {
      const answer = desk.ask(clusters).body;
      const next = at(answer, 'nextLink');
      return [answer, typeof next === 'string' ? desk.ask(next).body : undefined];
    },
    shows: (pages) =>
      list(pages, 0, 'value').length > 0 &&
      typeof at(pages, 0, 'nextLink') === 'string' &&
      JSON.stringify(at(pages, 1)) === '{"value":[]}',
    recorded: () => recordedGets('list-clusters.json', /\/managedClusters$/).map((one) => one.body),
  },
  'lower-case-resource-groups': {
    ask: body(clusters),
    shows: (answer) => String(at(answer, 'value', 0, 'id')).includes('/resourcegroups/'),
    recorded: clusterList,
  },
  'pascal-case-cluster-type': {
    ask: body(clusters),
    shows: (answer) => at(answer, 'value', 0, 'type') === 'Microsoft.ContainerService/ManagedClusters',
    recorded: clusterList,
  },
  'lower-case-profile-id': {
    ask: body(`${cluster}/upgradeProfiles/default`),
    shows: (answer) =>
      String(at(answer, 'id')).endsWith('/upgradeprofiles/default') &&
      String(at(answer, 'type')).endsWith('/upgradeprofiles'),
    recorded: clusterProfile,
  },
  'level-pool-has-no-upgrades': {
    ask: body(poolProfilePath),
    shows: (answer) => 'kubernetesVersion' in propertiesOf(answer) && !('upgrades' in propertiesOf(answer)),
    recorded: poolProfile,
  },
  'alias-versions': {
    fleet: twenty,
    ask: body(clusters),
    shows: (answer) =>
      list(answer, 'value').some((one) =>
        /^\d+\.\d+$/.test(String(at(one, 'properties', 'kubernetesVersion'))),
      ),
    recorded: clusterList,
  },
  'requested-version-absent': {
    fleet: twenty,
    ask: body(clusters),
    shows: (answer) => poolsOf(answer).some((pool) => at(pool, 'orchestratorVersion') === undefined),
  },
  'null-node-image': {
    fleet: { clusters: [{ pools: [{ image: null }] }] },
    ask: body(clusters),
    shows: (answer) => poolsOf(answer).every((pool) => at(pool, 'nodeImageVersion') === null),
  },
  'empty-upgrade-settings': {
    fleet: { clusters: [{ pools: [{ upgradeSettings: undefined }] }] },
    ask: body(`${cluster}/agentPools`),
    shows: (answer) => JSON.stringify(at(answer, 'value', 0, 'properties', 'upgradeSettings')) === '{}',
    recorded: first('nodepool-create-scale-delete.json', /agentPools$/),
  },
  'etag-comes-and-goes': {
    fleet: twenty,
    ask: body(clusters),
    shows: (answer) => list(answer, 'value').some((one) => at(one, 'eTag') === undefined),
    recorded: clusterList,
  },
  'no-etag': {
    fleet: { ...twenty, quirks: { 'etag-comes-and-goes': false } },
    ask: body(clusters),
    shows: (answer) => list(answer, 'value').every((one) => at(one, 'eTag') === undefined),
  },
  'channel-absent-when-none': {
    fleet: { clusters: [{ nodeOsChannel: 'NodeImage' }] },
    ask: body(clusters),
    shows: (answer) =>
      JSON.stringify(at(answer, 'value', 0, 'properties', 'autoUpgradeProfile')) ===
      '{"nodeOSUpgradeChannel":"NodeImage"}',
    recorded: clusterList,
  },
  'support-plan-absent': {
    fleet: twenty,
    ask: body(clusters),
    shows: (answer) =>
      list(answer, 'value').some((one) => at(one, 'properties', 'supportPlan') === undefined),
    recorded: () => ({ value: [first('node-image-upgrade-cluster.json', /managedClusters\/[^/]+$/)()] }),
  },
  'bare-not-found': {
    fleet: { clusters: [{ vanished: true }] },
    ask: body(cluster),
    shows: (answer) =>
      at(answer, 'subcode') === 'GetManagedCluster_NotFound' && at(answer, 'error') === undefined,
    recorded: () =>
      recordedGets('errors-all-cassettes.json', /managedClusters\/[^/]+$/, 404).find(
        (one) => at(one.body, 'error') === undefined,
      )?.body,
  },
  'token-buckets': {
    ask: storm(Array.from({ length: 70 }, () => poolProfilePath)),
    shows: (refusals) => list(refusals).length === 10,
  },
  'arm-read-bucket': {
    fleet: { clusters: Array.from({ length: 260 }, () => ({})) },
    ask: storm(Array.from({ length: 260 }, (_, index) => cluster.replace(/1$/, String(index + 1)))),
    shows: (refusals) =>
      list(refusals).length === 10 &&
      at(refusals, 0, 'body', 'error', 'code') === 'SubscriptionRequestsThrottled',
  },
  'retry-after-when-throttled': {
    ask: storm(Array.from({ length: 61 }, () => poolProfilePath)),
    shows: (refusals) => at(refusals, 0, 'headers', 'retry-after') === '1',
  },
  'case-sensitive-federation': {
    ask: (_, switches) =>
      requestToken({ subject: 'repo:Contoso/platform:ref:refs/heads/main' }, switches).body,
    shows: (answer) => at(answer, 'error_codes', 0) === 7002138,
  },
  'short-assertions': {
    ask: (_, switches) => requestToken({ age: 301 }, switches).body,
    shows: (answer) => at(answer, 'error_codes', 0) === 700024,
  },
};

if (!haveRecordings)
  console.warn('No recordings beside the repository: comparisons with real traffic are skipped.');

describe.each(Object.entries(probes))('%s', (name, probe) => {
  const answerWith = (quirk: QuirkSwitches): unknown => {
    const switches = { ...probe.fleet?.quirks, ...quirk };
    return probe.ask(openDesk({ ...probe.fleet, quirks: switches }), switches);
  };

  // Of some it is not known which way the service goes: they may be off unless asked for.
  const isUsual = quirks[name as QuirkName].on;

  test(`is ${isUsual ? '' : 'not '}to be seen where nobody switched it`, () => {
    expect(probe.shows(answerWith({}))).toBe(isUsual);
  });

  test('is to be seen when it is switched on', () => {
    expect(probe.shows(answerWith({ [name]: true }))).toBe(true);
  });

  test('is gone when it is switched off', () => {
    expect(probe.shows(answerWith({ [name]: false }))).toBe(false);
  });

  const { recorded } = probe;
  if (recorded === undefined) return;
  test.skipIf(!haveRecordings)('is to be seen in real traffic', () => {
    const answer = recorded();
    expect(answer).toBeDefined();
    expect(probe.shows(answer)).toBe(true);
  });
});

test('every quirk has a source and a sentence', () => {
  for (const [name, { source, says }] of Object.entries(quirks)) {
    expect(source.length, name).toBeGreaterThan(10);
    expect(says, name).toMatch(/^\S.*\.$/);
  }
});

test('every quirk is tried', () => {
  // The one quirk that is the runner's stands in transport-action.test.ts.
  expect(Object.keys(probes).concat('masked-outputs-dropped').toSorted()).toEqual(
    Object.keys(quirks).toSorted(),
  );
});
