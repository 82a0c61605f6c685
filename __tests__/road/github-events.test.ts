/** What starts the run, and what was asked of it, before anything is sent anywhere. */
import { describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import type { SimRun } from '../../simulator/actions-oidc.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import type { World } from '../../simulator/world.ts';
import { atGitHub, expectReportKept, requestsOf, tell, tellManners } from './github-desk.ts';
import { check, codeOf, errorOf, fileOf } from './start.ts';

tellManners('events');

const pullRequest = (from: string | null): Readonly<Record<string, unknown>> => ({
  number: 7,
  pull_request: {
    number: 7,
    head: { ref: 'topic', repo: from === null ? null : { full_name: from } },
    base: { ref: 'main', repo: { full_name: 'contoso/platform' } },
  },
});

function expectSilence(world: World): void {
  expect(world.network.exchanges).toEqual([]);
  expect(world.network.refused).toEqual([]);
}

function expectNotice(result: ActionResult): void {
  expect(result.exitCode).toBe(0);
  expect(result.annotations).toEqual([
    {
      level: 'notice',
      title: 'aks-upgrade ends early',
      text: expect.stringContaining('comes from a fork or from Dependabot'),
    },
  ]);
}

describe.concurrent('a pull request that has no identity', () => {
  const onPull: Partial<SimRun> = { eventName: 'pull_request', ref: 'refs/pull/7/merge' };
  const rows: readonly { name: string; run: Partial<SimRun>; from: string | null; inputs?: object }[] = [
    { name: 'from a fork', run: onPull, from: 'stranger/platform' },
    { name: 'from a fork that is gone', run: onPull, from: null },
    {
      name: 'from a fork, on pull_request_target',
      run: { ...onPull, eventName: 'pull_request_target' },
      from: 'stranger/platform',
    },
    { name: 'by Dependabot', run: { ...onPull, actor: 'dependabot[bot]' }, from: 'contoso/platform' },
    {
      name: 'from a fork, with everything else asked for',
      run: onPull,
      from: 'stranger/platform',
      inputs: { mode: 'upgrade', 'report-to': 'issue', 'fail-on': 'drift' },
    },
  ];
  test.each(rows)('$name: a notice, 0, and nothing sent', async ({ run, from, inputs }) => {
    await atGitHub({}, async (world) => {
      // Secrets and variables are empty there.
      const empty = { 'client-id': '', 'tenant-id': '', 'report-to': 'auto', ...inputs };
      const result = await runUntrusted(world, empty, run, pullRequest(from));
      expectNotice(result);
      expectSilence(world);
    });
  });
});

/** Without `tell`: there is no report that could stand in the summary. */
function runUntrusted(
  world: World,
  inputs: Readonly<Record<string, string>>,
  run: Partial<SimRun>,
  event: Readonly<Record<string, unknown>>,
): Promise<ActionResult> {
  return check(world, inputs, { run, event, idToken: false, githubToken: 'ghs_actions_read' });
}

describe.concurrent('a comment below a pull request', () => {
  const own = { run: { eventName: 'pull_request', ref: 'refs/pull/7/merge' } } as const;
  const event = pullRequest('contoso/platform');

  test('is refused where there is none, before anything is asked', async () => {
    await atGitHub({}, async (world) => {
      const result = await tell(world, { 'report-to': 'pr-comment' });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-INPUT']);
      expect(errorOf(result)).toContain('Write `report-to: auto`.');
      expect(result.summary).toContain('AKSU-INPUT');
      expectSilence(world);
    });
  });

  test('an issue can be told from a pull request of a branch of ours', async () => {
    await atGitHub(own, async (world) => {
      const result = await tell(world, {}, { event });
      expect([result.exitCode, result.outputs['operation']]).toEqual([0, 'created']);
    });
  });
});

test.concurrent('report-to: none asks GitHub nothing, and the report is there', async () => {
  await atGitHub({}, async (world) => {
    const result = await tell(world, { 'report-to': 'none', 'github-token': '' });
    expect([result.exitCode, result.outputs['operation'], result.outputs['issue-url']]).toEqual([
      0,
      'none',
      '',
    ]);
    expectReportKept(result);
    expect(requestsOf(world)).toEqual([]);
    expect(world.network.exchanges.length).toBeGreaterThan(5);
  });
});

describe.concurrent('wrong inputs', () => {
  const wrong: Readonly<Record<string, readonly [given: string, says: string]>> = {
    mode: ['checks', '`check`'],
    auth: ['password', '`azure-cli`'],
    'tenant-id': ['contoso.com', 'GUID'],
    'subscription-id': ['production', 'GUID'],
    'azure-cloud': ['AzureGermanCloud', '`AzureChinaCloud`'],
    'resource-group': ['rg/aks', 'resource group'],
    clusters: ['aks-only', '`resource-group/cluster`'],
    'node-pools': ['Pool-One', 'node pools'],
    channel: ['fast', '`rapid`'],
    'kubernetes-version': ['1.36.x', '`1.33`'],
    'minimum-release-age': ['soon', '0'],
    'report-to': ['email', '`pr-comment`'],
    'report-key': ['two words', '64'],
    assignees: ['@octocat', '`assignees: octocat`'],
    'on-closed': ['ignore', '`respect`'],
    redact: ['maybe', '`true`'],
    'fail-on': ['warnings', '`unsupported`'],
    'max-parallel': ['many', '1'],
  };

  test('one error names each of them, with what is allowed', async () => {
    await atGitHub({}, async (world) => {
      const given = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value]));
      const result = await tell(world, given);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-INPUT']);
      expect(result.annotations.filter(({ level }) => level === 'error').length).toBe(1);
      const lines = errorOf(result).split('\n');
      for (const [name, [value, says]] of Object.entries(wrong)) {
        const line = lines.find((one) => one.startsWith(`- ${name}: `));
        expect(line, name).toContain('allowed');
        expect(line).toContain(says);
        expect(line).toContain(value);
      }
      expect(result.summary).toContain('AKSU-INPUT');
      expectSilence(world);
      console.log(`inputs: ${Object.keys(wrong).length} wrong ones in 1 error, 0 requests`);
    });
  });

  test('no token for the issue', async () => {
    await atGitHub({}, async (world) => {
      const result = await tell(world, { 'github-token': '' });
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-INPUT']);
      expect(errorOf(result)).toContain('github.token');
      expectSilence(world);
    });
  });

  test('what has no effect is warned about, and nothing more', async () => {
    await atGitHub({}, async (world) => {
      const result = await tell(world, {
        'max-parallel': '3',
        'report-to': 'none',
        'tenant-id': simTenantId,
      });
      expect(result.exitCode).toBe(0);
      const warnings = result.annotations.filter(({ level }) => level === 'warning');
      expect(warnings.map(({ text }) => text)).toEqual([expect.stringContaining('`max-parallel`')]);
      expect(fileOf(result, 'report-file')).toContain('aks-behind');
    });
  });
});
