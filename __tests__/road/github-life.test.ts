/** The life of the one issue, told by the unmodified bundle to a repository that held nothing. */
import { describe, expect, test } from 'vitest';
import type { World } from '../../simulator/world.ts';
import { atGitHub, bot, fleets, issueOf, key, oursOf, tell, tellManners, writesOf } from './github-desk.ts';
import { commandFile, fileOf } from './start.ts';

tellManners('life');

const operationOf = async (world: World, inputs = {}): Promise<string | undefined> => {
  const { exitCode, outputs } = await tell(world, inputs);
  expect(exitCode).toBe(0);
  return outputs['operation'];
};

test.concurrent('a bare repository: label and issue are made, and a second run writes nothing', async () => {
  await atGitHub({}, async (world) => {
    const first = await tell(world, { assignees: 'platform-engineer' });
    const issue = issueOf(world);
    expect(first.exitCode).toBe(0);
    expect(first.outputs).toMatchObject({
      operation: 'created',
      'issue-number': '1',
      'issue-url': 'https://github.com/contoso/platform/issues/1',
    });
    expect(writesOf(world)).toEqual(['POST /labels', 'POST /issues', 'POST /issues/1/assignees']);
    expect([...world.github.state.labels.keys()]).toEqual(['aks-upgrade']);
    expect(issue).toMatchObject({
      author: bot,
      labels: ['aks-upgrade'],
      assignees: ['platform-engineer'],
      state: 'open',
    });
    const lines = (issue.body ?? '').split('\n');
    expect(lines[0]).toMatch(new RegExp(`^<!-- aks-upgrade v1 key=${key} fingerprint=[0-9a-f]+ -->$`));
    expect(lines.at(-1)).toBe('<!-- /aks-upgrade -->');
    expect(issue.title.length).toBeLessThanOrEqual(200);
    expect((issue.body ?? '').length).toBeLessThanOrEqual(60_000);
    expect(issue.body).toContain('rg-aks/aks-behind');
    expect(fileOf(first, 'report-file')).toContain(issue.title);
    const before = structuredClone(issue);
    world.network.forget();
    const second = await tell(world, { assignees: 'platform-engineer' }, { run: { runId: '19500000002' } });
    expect(second.outputs).toMatchObject({ operation: 'unchanged', 'issue-number': '1' });
    expect(writesOf(world)).toEqual([]);
    expect(issueOf(world)).toEqual(before);
    // What the contract bounds together, as the runner counts it: UTF-16.
    expect(Buffer.byteLength(commandFile(first, 'GITHUB_OUTPUT'), 'utf16le')).toBeLessThan(500_000);
  });
});

test.concurrent('rewritten in place, closed with a comment, and opened again when something is due again', async () => {
  await atGitHub({}, async (world) => {
    expect(await operationOf(world)).toBe('created');
    const first = issueOf(world).body;
    world.fleet = fleets.further();
    expect(await operationOf(world)).toBe('updated');
    expect(issueOf(world).body).toContain('aks-second');
    expect(issueOf(world).body).not.toBe(first);
    world.fleet = fleets.healthy();
    expect(await operationOf(world)).toBe('closed');
    expect(issueOf(world)).toMatchObject({ state: 'closed', stateReason: 'completed', closedBy: bot });
    expect(issueOf(world).comments.map(({ author, body }) => [author, body])).toEqual([
      [bot, expect.stringMatching(/^Nothing is due any more: 1 cluster /)],
    ]);
    world.network.forget();
    expect(await operationOf(world)).toBe('none');
    expect(writesOf(world)).toEqual([]);
    world.fleet = fleets.behind();
    expect(await operationOf(world)).toBe('reopened');
    expect(issueOf(world)).toMatchObject({ state: 'open', stateReason: 'reopened' });
    expect(world.github.state.issues.size).toBe(1);
  });
});

test.concurrent('nothing is closed while something is unread, and nothing without a cluster', async () => {
  await atGitHub({}, async (world) => {
    expect(await operationOf(world)).toBe('created');
    world.fleet = {
      ...world.fleet,
      subscriptions: world.fleet.subscriptions.map((one) => ({ ...one, clusters: [] })),
    };
    expect(await operationOf(world)).toBe('unchanged');
    expect(issueOf(world).state).toBe('open');
    world.fleet = fleets.healthy();
    world.network.faults.push({
      match: { path: /\/agentPools\/[^/]+\/upgradeProfiles\/default$/ },
      kind: 'before',
      response: { status: 404, body: { error: { code: 'NotFound', message: 'Gone.' } } },
    });
    const { outputs } = await tell(world);
    expect(outputs).toMatchObject({ unread: '1', 'issue-number': '1' });
    expect(issueOf(world).state).toBe('open');
  });
});

describe.concurrent('closed by a person', () => {
  const rows = [
    { policy: 'respect', same: ['unchanged', 'closed'], other: ['reopened', 'open'], issues: 1 },
    { policy: 'reopen', same: ['reopened', 'open'], other: ['unchanged', 'open'], issues: 1 },
    { policy: 'new', same: ['created', 'closed'], other: ['updated', 'closed'], issues: 2 },
  ];
  test.each(rows)('on-closed: $policy', async ({ policy, same, other, issues }) => {
    await atGitHub({}, async (world) => {
      const inputs = { 'on-closed': policy };
      await tell(world, inputs);
      world.github.people.close(1, 'platform-engineer');
      expect([await operationOf(world, inputs), issueOf(world).state]).toEqual(same);
      if (policy !== 'reopen') world.fleet = fleets.further();
      expect([await operationOf(world, inputs), issueOf(world).state]).toEqual(other);
      expect(world.github.state.issues.size).toBe(issues);
      expect(oursOf(world).filter(({ state }) => state === 'open').length).toBe(1);
    });
  });
});

test.concurrent('a closing is respected while less is due than then, and no longer', async () => {
  await atGitHub({ fleet: fleets.further() }, async (world) => {
    await tell(world);
    world.github.people.close(1, 'platform-engineer', 'not_planned');
    world.fleet = fleets.behind();
    world.network.forget();
    expect([await operationOf(world), issueOf(world).state]).toEqual(['unchanged', 'closed']);
    expect(writesOf(world)).toEqual([]);
    world.fleet = fleets.of({ name: 'aks-third', version: '1.34.7' });
    expect([await operationOf(world), issueOf(world).state]).toEqual(['reopened', 'open']);
    expect(issueOf(world).body).toContain('aks-third');
  });
});

describe.concurrent('what people write', () => {
  test('before and after our text is kept, with the title that they chose', async () => {
    await atGitHub({}, async (world) => {
      await tell(world);
      const { people } = world.github;
      people.editBody(
        1,
        (body) => `Owner: team shop.\n\n${body}\n\n- [x] asked the shop\n- [ ] window agreed`,
      );
      people.retitle(1, 'platform-engineer', 'Clusters to upgrade before Christmas');
      world.network.forget();
      expect(await operationOf(world)).toBe('unchanged');
      expect(writesOf(world)).toEqual([]);
      world.fleet = fleets.further();
      expect(await operationOf(world)).toBe('updated');
      const { body, title } = issueOf(world);
      expect(body).toMatch(/^Owner: team shop\.\r\n\r\n<!-- aks-upgrade v1 key=road /);
      expect(body).toMatch(/<!-- \/aks-upgrade -->\r\n\r\n- \[x\] asked the shop\r\n- \[ \] window agreed$/);
      expect(body).toContain('aks-second');
      expect(title).toBe('Clusters to upgrade before Christmas');
      world.fleet = fleets.healthy();
      expect(await operationOf(world)).toBe('closed');
      expect(issueOf(world).body).toMatch(/^Owner: team shop\.[\s\S]*window agreed$/);
    });
  });

  test('between our markers is written over, fingerprint or not', async () => {
    await atGitHub({}, async (world) => {
      await tell(world);
      const told = issueOf(world).body;
      world.github.people.editBody(1, (body) => body.replace('1 cluster', 'No cluster at all'));
      expect(await operationOf(world)).toBe('updated');
      expect(issueOf(world).body?.replace(/^Read on .*$/m, '')).toBe(told?.replace(/^Read on .*$/m, ''));
    });
  });

  test('a label that was taken away is put back', async () => {
    await atGitHub({}, async (world) => {
      await tell(world);
      world.github.people.label(1, 'platform-engineer', []);
      world.network.forget();
      expect(await operationOf(world)).toBe('updated');
      expect(writesOf(world)).toEqual(['POST /issues/1/labels']);
      expect(issueOf(world).labels).toEqual(['aks-upgrade']);
    });
  });
});
