/** How the step ends: `fail-on`, and what a public repository may see. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import type { ClusterDescription, Fleet } from '../../simulator/fleet.ts';
import { simSubscriptionId, simTenantId } from '../../simulator/fleet.ts';
import {
  atGitHub,
  expectReportKept,
  fleets,
  issueOf,
  mintJobToken,
  tell,
  tellManners,
} from './github-desk.ts';
import { codeOf, commandFile, errorOf, fileOf } from './start.ts';

tellManners('endings');

const healthy: ClusterDescription = { nodeOsChannel: 'NodeImage' };
const behind: ClusterDescription = { ...healthy, name: 'aks-behind', version: '1.35.4' };
const pinned: ClusterDescription = {
  ...healthy,
  name: 'aks-pinned',
  nodeOsChannel: 'Unmanaged',
  pools: [
    { name: 'system' },
    {
      name: 'frozen',
      imageDaysBehind: 90,
      snapshotId: `/subscriptions/${simSubscriptionId}/resourceGroups/rg-aks/providers/Microsoft.ContainerService/snapshots/good`,
    },
  ],
};
const unreadable: FaultRule = {
  match: { path: /\/agentPools\/[^/]+\/upgradeProfiles\/default$/ },
  nth: 1,
  kind: 'before',
  response: { status: 404, body: { error: { code: 'ResourceNotFound', message: 'It is gone.' } } },
};

interface Row {
  readonly word: string;
  readonly fleet: Fleet;
  readonly faults?: readonly FaultRule[];
  readonly says: string;
  readonly outputs: Readonly<Record<string, string>>;
}

const rows: readonly Row[] = [
  {
    word: 'drift',
    fleet: fleets.of(behind),
    says: '`fail-on: drift` matched: 1 thing is behind.',
    outputs: { drift: '1', unsupported: 'false', blocked: 'false', unread: '0' },
  },
  {
    word: 'unsupported',
    fleet: fleets.of({ ...behind, version: '1.33.11' }),
    says: '`fail-on: unsupported` matched: 1 cluster runs a Kubernetes version out of support.',
    outputs: { unsupported: 'true' },
  },
  {
    word: 'blocked',
    fleet: fleets.of(pinned),
    says: '`fail-on: blocked` matched: 1 thing that is due is held back.',
    outputs: { blocked: 'true', unread: '0' },
  },
  {
    word: 'unread',
    fleet: fleets.of(behind, { ...healthy, name: 'aks-second' }),
    faults: [unreadable],
    says: '`fail-on: unread` matched: 1 cluster or pool could not be read.',
    outputs: { unread: '1' },
  },
];

describe.concurrent('fail-on', () => {
  test.each(rows)('$word: 1, with the report told and the outputs set', async (row) => {
    await atGitHub({ fleet: row.fleet, faults: row.faults ?? [] }, async (world) => {
      const result = await tell(world, { 'fail-on': row.word });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-FAIL-ON']);
      expect(errorOf(result).split('\n')).toEqual([
        row.says,
        `See the report. To let the step pass, take \`${row.word}\` out of \`fail-on\`.`,
      ]);
      expect(result.outputs).toMatchObject({ operation: 'created', 'issue-number': '1', ...row.outputs });
      expect(issueOf(world).state).toBe('open');
      expect(result.summary.startsWith(fileOf(result, 'report-file').trim())).toBe(true);
    });
  });

  test('several words: all that match are named; what does not match lets it pass', async () => {
    await atGitHub({}, async (world) => {
      const result = await tell(world, { 'fail-on': 'unread, drift\nblocked' });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-FAIL-ON']);
      expect(errorOf(result)).toContain('`fail-on: drift` matched: 1 thing is behind.');
      const passing = await tell(world, { 'fail-on': 'unsupported,blocked,unread' });
      expect([passing.exitCode, passing.outputs['operation']]).toEqual([0, 'unchanged']);
    });
  });

  test('trouble with GitHub is told before what was found', async () => {
    await atGitHub({}, async (world) => {
      const githubToken = mintJobToken(world, 'read');
      const result = await tell(world, { 'fail-on': 'drift' }, { githubToken });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-GITHUB-PERMISSION']);
      expectReportKept(result);
    });
  });
});

const names = ['kiwi-cluster', 'mango-cluster', 'papaya-group', 'guava', 'lychee', 'quince'] as const;
const ids = [simSubscriptionId, simTenantId] as const;

const fruits = (): Fleet =>
  fleets.of(
    {
      ...behind,
      name: 'kiwi-cluster',
      resourceGroup: 'papaya-group',
      tags: { quince: 'quince', environment: 'production' },
      pools: [{ name: 'guava' }, { name: 'lychee', version: '1.34.7', imageDaysBehind: 40 }],
    },
    {
      ...pinned,
      name: 'mango-cluster',
      resourceGroup: 'papaya-group',
      version: '1.33.11',
      provisioningState: 'Failed',
      provisioningError: { code: 'QuotaExceeded', message: 'Pool lychee of kiwi-cluster has no quota.' },
    },
  );

/** All that a stranger could read of a run in a public repository. */
function publicTexts(result: ActionResult): Readonly<Record<string, string>> {
  const temp = join(result.directory, 'temp');
  const files = readdirSync(temp).map((file) => [file, readFileSync(join(temp, file), 'utf8')] as const);
  return {
    log: result.stdout,
    summary: commandFile(result, 'GITHUB_STEP_SUMMARY'),
    outputs: commandFile(result, 'GITHUB_OUTPUT'),
    annotations: JSON.stringify(result.annotations),
    ...Object.fromEntries(files),
  };
}

const found = (texts: Readonly<Record<string, string>>, words: readonly string[]): readonly string[] =>
  Object.entries(texts).flatMap(([where, text]) =>
    words
      .filter((word) => text.toLowerCase().includes(word.toLowerCase()))
      .map((word) => `${word} in ${where}`),
  );

describe.concurrent('a public repository', () => {
  const run = { visibility: 'public' } as const;

  test('with redact no name stands anywhere', async () => {
    const refusal = 'Cluster kiwi-cluster in papaya-group, pool guava, cannot be read by quince.';
    const faults: readonly FaultRule[] = [
      { ...unreadable, response: { status: 404, body: { error: { code: 'NotFound', message: refusal } } } },
    ];
    await atGitHub({ fleet: fruits(), run, faults }, async (world) => {
      const inputs = {
        redact: 'true',
        'fail-on': 'drift,unsupported,blocked,unread',
        'environment-tag': 'environment',
      };
      const result = await tell(world, inputs);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-FAIL-ON']);
      expect(result.outputs).toMatchObject({
        operation: 'created',
        unsupported: 'true',
        blocked: 'true',
        unread: '1',
      });
      const { title, body } = issueOf(world);
      const texts = { ...publicTexts(result), issue: `${title}\n${body}` };
      expect(Object.keys(texts).length).toBeGreaterThanOrEqual(7);
      expect(found(texts, [...names, ...ids])).toEqual([]);
      expect(body).toMatch(/`cluster-[0-9a-f]{8}`/);
      expect(body).toMatch(/`pool-[0-9a-f]{8}`/);
      expect(result.annotations.map((annotation) => annotation.title)).not.toContain(
        'Cluster names are published',
      );
      const [environment] = JSON.parse(result.outputs['matrix'] ?? '').include;
      expect(environment).toMatchObject({ environment: 'production' });
      console.log(
        `redact: ${names.length} names and ${ids.length} ids, ${Object.keys(texts).length} texts, 0 found`,
      );
    });
  });

  test('without redact the names are there, with a warning', async () => {
    await atGitHub({ fleet: fruits(), run }, async (world) => {
      const result = await tell(world);
      expect(result.exitCode).toBe(0);
      expect(result.annotations).toContainEqual({
        level: 'warning',
        title: 'Cluster names are published',
        text: expect.stringContaining('`redact: true`'),
      });
      const body = issueOf(world).body ?? '';
      expect(found({ body }, ['kiwi-cluster', 'mango-cluster', 'papaya-group', 'lychee']).length).toBe(4);
      // Ids stay out even so, and outputs carry no name in any case.
      expect(found({ body, ...publicTexts(result) }, ids)).toEqual([]);
      expect(found({ outputs: commandFile(result, 'GITHUB_OUTPUT') }, names)).toEqual([]);
    });
  });

  test('a private repository is not warned', async () => {
    await atGitHub({}, async (world) => {
      const { annotations } = await tell(world);
      expect(annotations.filter(({ level }) => level === 'warning')).toEqual([]);
    });
  });
});
