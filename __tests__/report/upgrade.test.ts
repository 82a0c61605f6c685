import { describe, expect, it, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { summaryLimit } from '../../src/report/room.ts';
import type { UpgradeTold } from '../../src/report/told.ts';
import { writeReport } from '../../src/report/write-report.ts';
import type { Outcome } from '../../src/upgrade/outcome.ts';
import { aCluster, aPool } from '../builders/fleet.ts';
import { aTold } from '../builders/told.ts';
import { anOutcome, anUpgrade, aTrouble, times } from '../builders/upgrade-told.ts';

const system = aPool({ name: 'system' });
const user = aPool({ name: 'user' });
const cluster = aCluster({ name: 'aks-shop', resourceGroup: 'rg-shop', pools: [system, user] });
const other = aCluster({ name: 'aks-blog', resourceGroup: 'rg-blog', pools: [] });

const done = anOutcome(cluster, { ...times, reported: '1.36.2' });
const failed = anOutcome(cluster, {
  pool: system,
  ...times,
  end: 'failed',
  text: 'It failed.',
  trouble: aTrouble(),
});
const notStarted = anOutcome(cluster, { pool: user, end: 'not-started', text: 'An earlier step failed.' });
const running = anOutcome(cluster, {
  pool: system,
  end: 'running',
  startedAt: times.startedAt,
  text: 'It runs on.',
});
const opening = new Date('2026-11-24T02:00:00Z');
const held = anOutcome(other, {
  end: 'held',
  text: 'The maintenance window default is closed.',
  until: opening,
});

function write(
  outcome: Partial<Outcome>,
  differs: Partial<Omit<UpgradeTold, 'outcome'>> = {},
  redact = false,
): Report {
  const told = aTold({ clusters: [cluster, other], redact });
  return writeReport({ ...told, upgrade: anUpgrade({ hasMoved: true, ...outcome }, differs) });
}

const told = (outcome: Partial<Outcome>, differs?: Partial<Omit<UpgradeTold, 'outcome'>>) =>
  write(outcome, differs).summary;

describe('the result in one sentence', () => {
  test.each([
    [
      'upgraded',
      { result: 'upgraded', steps: [done, done] },
      '**Upgraded: 2 of 2 approved steps are done, as Azure reports.**',
    ],
    [
      'upgraded, one gone',
      { result: 'upgraded', steps: [done, anOutcome(undefined, { end: 'gone' })] },
      '**Upgraded: 1 of 2 approved steps are done, as Azure reports.** 1 no longer there.',
    ],
    [
      'nothing to do',
      { result: 'nothing-to-do', steps: [anOutcome(cluster, { end: 'already-done' })] },
      '**Nothing to do: 1 of 1 approved step is done already, as Azure reports.**',
    ],
    [
      'failed',
      { result: 'failed', steps: [done, failed, notStarted] },
      '**Stopped: step 2 of 3 of `rg-shop/aks-shop` failed.** 1 done, 1 not started and 1 failed.',
    ],
    [
      'unread',
      { result: 'failed', steps: [anOutcome(cluster, { end: 'unread', text: 'Not read.' })] },
      '**Stopped: step 1 of 1 of `rg-shop/aks-shop` could not be read.** 1 could not be read.',
    ],
    [
      'handed over at the deadline',
      { result: 'handed-over', haltedBy: 'deadline', steps: [done, running, held] },
      '**Handed over at the deadline: 1 done, 1 held and 1 still running in Azure.**',
    ],
    [
      'handed over on a signal',
      { result: 'handed-over', haltedBy: 'signal', steps: [running] },
      '**Handed over when the job was cancelled: 1 still running in Azure.**',
    ],
    [
      'a dry run',
      { result: 'dry-run', steps: [anOutcome(cluster, { end: 'would-start' }), held] },
      '**Dry run: nothing was sent.** 1 would start and 1 held.',
    ],
  ] as const)('%s', (_, outcome, sentence) => {
    expect(told(outcome)).toContain(sentence);
  });

  it('names three failed clusters and counts the others', () => {
    const steps = Array.from({ length: 5 }, (_, at) =>
      anOutcome(aCluster({ name: `aks-${at}`, pools: [] }), { end: 'failed', trouble: aTrouble() }),
    );
    expect(told({ result: 'failed', haltedBy: 'failures', steps })).toMatch(
      /`rg\/aks-0` failed, .*`rg\/aks-2` failed and 2 more clusters failed\.\*\* 5 failed\. Nothing more was started after too many failures\./,
    );
  });

  it('speaks of what was not found in words', () => {
    const steps = [anOutcome(undefined, { end: 'unread' }), anOutcome(undefined, { end: 'gone' })];
    expect(told({ result: 'failed', steps })).toContain(
      '**Stopped: a step of a cluster or pool that was not found could not be read.**',
    );
  });

  it('stands first, above the report of what is due now', () => {
    const summary = told({ steps: [done] });
    expect(summary.split('\n')[0]).toBe('## AKS upgrade: 1 of 1 step done');
    expect(summary).toContain('\n## AKS: 2 clusters, nothing due\n');
    expect(summary).not.toMatch(/verified/i);
  });

  it('leaves issue, title and fingerprint to the ordinary report', () => {
    const plain = writeReport(aTold({ clusters: [cluster, other] }));
    const { body, title, fingerprint, standing } = write({ result: 'failed', steps: [failed] });
    expect({ body, title, fingerprint, standing }).toEqual({
      body: plain.body,
      title: plain.title,
      fingerprint: plain.fingerprint,
      standing: plain.standing,
    });
  });
});

describe('who approved', () => {
  const ask = (gate: UpgradeTold['ask']['gate'], allowsSelfApproval = false) => ({
    ask: { gate, allowsSelfApproval, maximumPlanAge: 72, respectsWindows: true },
  });

  it('for an environment: names as code, plan and its run', () => {
    const summary = told({ steps: [done] });
    expect(summary).toContain('- Approved by `platform-lead` for environment `production`, in this run.');
    expect(summary).toContain(
      '- Plan `1a2b3c4d5e6f`: 1 step, made on 22 Nov 2026, 05:00 UTC by run `9000000001`.',
    );
    expect(summary).not.toMatch(/bypass|allow-self-approval/);
  });

  test.each([
    [true, 'Administrators may bypass'],
    [undefined, 'Whether administrators may bypass the protection of this environment is not known.'],
  ])('for an environment with bypass %s', (canAdminsBypass, words) => {
    const base = {
      kind: 'environment',
      environment: 'production',
      approvedBy: ['a'],
      isSelfApproved: false,
    } as const;
    expect(told({ steps: [done] }, { proof: { ...base, canAdminsBypass } })).toContain(words);
  });

  it('says self-approval, and that it was possible', () => {
    const proof = {
      kind: 'issue-approval',
      approvedBy: ['lead', 'second'],
      isSelfApproved: true,
      approvedAt: times.startedAt,
      url: 'https://github.com/contoso/platform/issues/7#issuecomment-1',
    } as const;
    const gate = { kind: 'issue-approval', approvers: [] } as const;
    const summary = told({ steps: [done] }, { proof, ...ask(gate, true) });
    expect(summary).toContain(
      'Approved by `lead` and `second` on 22 Nov 2026, 06:00 UTC, by [a comment](https://github.com/contoso/platform/issues/7#issuecomment-1).',
    );
    expect(summary).toContain('**Self-approval**');
    const possible = told(
      { steps: [done] },
      { proof: { ...proof, isSelfApproved: false }, ...ask(gate, true) },
    );
    expect(possible).toContain('could have approved it too');
    expect(
      told({ steps: [done] }, { proof: { ...proof, url: 'https://a.example/x' }, ...ask(gate) }),
    ).toContain('by a comment.');
  });

  it('says loudly that there was no gate', () => {
    const report = write({ steps: [done] }, { proof: { kind: 'none' }, ...ask({ kind: 'none' }) });
    expect(report.summary).toContain('> [!WARNING]\n> **No gate: nobody had to approve this.**');
    expect(report.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', title: 'No gate' }),
    );
  });
});

describe('the table of a cluster', () => {
  it('tells step, move, end, times and what Azure reports', () => {
    const image = {
      kind: 'node-image',
      from: 'AKSUbuntu-2404-202611.02.0',
      to: 'AKSUbuntu-2404-202611.09.0',
    } as const;
    const summary = told({
      steps: [
        done,
        anOutcome(cluster, {
          pool: system,
          ...times,
          reported: '1.36.2',
          reportedImage: 'AKSUbuntu-2404-202611.09.0',
        }),
        anOutcome(cluster, { pool: user, approved: image, reported: image.to, ...times }),
        { ...held, cluster },
      ],
    });
    const rows = summary.split('\n').filter((line) => /^\| \d/.test(line));
    expect(rows).toEqual([
      '| 1 | Control plane: Kubernetes | `1.35.5` → `1.36.2` | 🟢 **done** | 22 Nov 2026, 06:00 UTC – 06:12 UTC | `1.36.2` |',
      '| 2 | Pool `system`: Kubernetes | `1.35.5` → `1.36.2` | 🟢 **done** | 22 Nov 2026, 06:00 UTC – 06:12 UTC | `1.36.2`, node image `AKSUbuntu-2404-202611.09.0` |',
      '| 3 | Pool `user`: node image | `202611.02.0` → `202611.09.0` | 🟢 **done** | 22 Nov 2026, 06:00 UTC – 06:12 UTC | `202611.09.0` |',
      '| 4 | Control plane: Kubernetes | `1.35.5` → `1.36.2` | 🟠 **held**: The maintenance window default is closed, until 24 Nov 2026, 02:00 UTC |  |  |',
    ]);
  });

  it('tells a time over midnight with both days', () => {
    const late = { startedAt: new Date('2026-11-22T23:50:00Z'), endedAt: new Date('2026-11-23T00:10:00Z') };
    expect(told({ steps: [anOutcome(cluster, late)] })).toContain(
      '22 Nov 2026, 23:50 UTC – 23 Nov 2026, 00:10 UTC',
    );
  });

  it('says loudly that something else came than was approved', () => {
    const steps = [
      anOutcome(cluster, { reported: '1.36.9', deviation: 'Azure put 1.36.9; 1.36.2 was approved.' }),
    ];
    const report = write({ steps });
    expect(report.summary).toContain(
      '> [!WARNING]\n> **Step 1 did not end as approved.** Azure put 1.36.9; 1.36.2 was approved.',
    );
    expect(report.summary).toContain('🟢 **done**, **⚠ not as approved**');
    expect(report.annotations).toContainEqual({
      level: 'warning',
      title: 'Not as approved: rg-shop/aks-shop, control plane, step 1 (Kubernetes)',
      text: 'Approved: 1.36.2. Azure reports 1.36.9.',
    });
  });

  it('explains a failure: cause, advice, words of Azure, whether to run again, until when there is a way back', () => {
    const trouble = aTrouble({ rollbackUntil: new Date('2026-11-29T06:00:00Z') });
    const report = write({ result: 'failed', steps: [done, { ...failed, trouble }] });
    expect(report.summary).toContain(
      [
        '**Step 2, Pool `system`: Kubernetes: failed.** A node could not be drained: a pod disruption budget lets no pod go.',
        '',
        '- What to do: Loosen the budget or add a replica, then run again.',
        '- Azure says: `PodDrainFailure`: `Drain of node aks-system-1 did not finish: pod shop/cart-0 would violate its budget.`',
        '- Run again only after that is repaired: as things stand it would fail the same way.',
        '- The node pool can be rolled back until 29 Nov 2026, 06:00 UTC.',
      ].join('\n'),
    );
    expect(report.annotations).toContainEqual({
      level: 'error',
      title: 'rg-shop/aks-shop, pool system, step 2 (Kubernetes): failed',
      text: 'A node could not be drained: a pod disruption budget lets no pod go. Loosen the budget or add a replica, then run again. Run again only after that is repaired: as things stand it would fail the same way.',
    });
  });

  it('calls words of ours not the words of Azure', () => {
    const ours = told({
      result: 'failed',
      steps: [{ ...failed, trouble: aTrouble({ code: 'AKSU-PLAN-CHANGED' }) }],
    });
    expect(ours).toContain('- Details: `AKSU-PLAN-CHANGED`');
    expect(ours).not.toContain('Azure says');
  });

  it('shortens ids in what Azure says', () => {
    const message = 'No quota in subscription 11111111-1111-4111-8111-111111112222.';
    expect(told({ result: 'failed', steps: [{ ...failed, trouble: aTrouble({ message }) }] })).toContain(
      '…2222.',
    );
  });

  it('puts what needs somebody first', () => {
    const calm = anOutcome(other, { end: 'already-done' });
    expect(told({ result: 'failed', steps: [calm, failed] })).toMatch(
      /### 🔴 `rg-shop\/aks-shop`.*### 🟢 `rg-blog\/aks-blog`/s,
    );
  });
});

describe('how to go on', () => {
  const handedOver = {
    result: 'handed-over',
    haltedBy: 'deadline',
    steps: [running, notStarted, held],
  } as const;

  it('tells what runs on, what is held until when, and what was not started', () => {
    const report = write(handedOver);
    expect(report.summary).toContain(
      '- `rg-shop/aks-shop`, Pool `system`: Kubernetes `1.35.5` → `1.36.2`, since 22 Nov 2026, 06:00 UTC',
    );
    expect(report.summary).toContain('- `rg-blog/aks-blog`, step 1 until 24 Nov 2026, 02:00 UTC');
    expect(report.summary).toContain('**Not started**\n\n- `rg-shop/aks-shop`: step 2');
    expect(report.summary).toContain('The new run needs an approval of its own');
    expect(report.summary).toContain(
      'only when the output `result` is `upgraded` or `nothing-to-do`; here it is `handed-over`',
    );
    expect(report.annotations).toContainEqual({
      level: 'warning',
      title: 'Handed over at the deadline',
      text: '1 not started, 1 held and 1 still running in Azure. The job summary says how to go on.',
    });
  });

  it('tells how long an approval by comment is good', () => {
    const ask = {
      gate: { kind: 'issue-approval', approvers: [] },
      allowsSelfApproval: false,
      maximumPlanAge: 72,
      respectsWindows: true,
    } as const;
    expect(told(handedOver, { ask })).toContain(
      'The approval is for plan `1a2b3c4d5e6f` alone and ends with its age on 25 Nov 2026, 05:00 UTC.',
    );
  });

  it('says nothing of it when all is done', () => {
    expect(told({ steps: [done] })).not.toContain('How to go on');
  });

  it('tells what was found and left alone', () => {
    expect(told({ steps: [done], notes: ['A newer image for pool system.'] })).toContain(
      '- A newer image for pool system.',
    );
  });

  it('counts what belongs to other jobs, and nothing else of it', () => {
    const summary = told({ steps: [done, anOutcome(undefined, { end: 'elsewhere', text: 'Not here.' })] });
    expect(summary).toContain('Upgraded: 1 of 1 approved step is done');
    expect(summary).toContain('1 approved step is not in the scope of this job.');
    expect(summary).not.toContain('Not here.');
  });

  it('tells nothing of before when it was not read again, and keeps the room for what was done', () => {
    const upgrade = anUpgrade({ steps: [failed], result: 'failed', hasMoved: true });
    const facts = aTold({ clusters: [cluster], context: { isPrivate: false } });
    const fresh = writeReport({ ...facts, upgrade });
    const stale = writeReport({ ...facts, upgrade, isStale: true });
    expect(fresh.summary).toContain('What follows is the report of what is due now.');
    expect(fresh.summary).toContain('\n## AKS: 1 cluster, nothing due\n');
    expect(stale.summary).toContain('What is due now was not read again after these steps');
    expect(stale.summary).not.toContain('nothing due');
    expect(stale.annotations).toEqual(fresh.annotations.slice(0, 1));
  });
});

describe('held over a failed state', () => {
  const bad = aPool({ name: 'user', provisioningState: 'Failed', requestedVersion: '1.36.2' });
  const shop = aCluster({ name: 'aks-shop', resourceGroup: 'rg-shop', pools: [system, bad] });
  const blog = aCluster({
    name: 'aks-blog',
    resourceGroup: 'rg-blog',
    provisioningState: 'Failed',
    pools: [],
  });
  const asFailed = { end: 'held', heldBy: 'failed', text: 'It is in state Failed.' } as const;
  const outcome = {
    result: 'handed-over',
    steps: [
      anOutcome(shop, asFailed),
      anOutcome(shop, { ...asFailed, pool: bad }),
      anOutcome(blog, asFailed),
    ],
  } as const;

  it('says that repair comes first, with the commands, each once', () => {
    const report = write(outcome);
    expect(report.summary).toContain(
      '**Handed over: 3 held.** What is held over a failed state has to be repaired first.',
    );
    expect(report.summary).not.toContain('Nothing of it failed');
    expect(report.summary).toContain(
      '**Repair first**: running again changes nothing before Azure shows `Succeeded`.',
    );
    const az = report.summary.split('\n').filter((line) => line.startsWith('az '));
    expect(az.toSorted()).toEqual([
      'az aks nodepool upgrade --subscription "$SUBSCRIPTION_ID" --resource-group rg-shop --cluster-name aks-shop --name user --kubernetes-version 1.36.2',
      'az aks update --subscription "$SUBSCRIPTION_ID" --resource-group rg-blog --name aks-blog',
    ]);
    expect(report.summary).toContain('- Once that is repaired, run the workflow again');
    expect(report.annotations.map(({ text }) => text).join(' ')).toContain('has to be repaired first');
  });

  it('shows no name under redact', () => {
    const { summary } = write(outcome, {}, true);
    expect(summary).toMatch(/--name '<cluster-[0-9a-f]{8}>'/);
    expect(summary).not.toMatch(/rg-shop|rg-blog|aks-blog|--name user/);
  });

  it('says it of a dry run too, and not of what waits for a window', () => {
    expect(told({ ...outcome, result: 'dry-run' })).toContain('- Once that is repaired, run again without');
    const waits = told({
      result: 'handed-over',
      steps: [anOutcome(other, { ...held, heldBy: 'maintenance-window' })],
    });
    expect(waits).toContain('Nothing of it failed.');
    expect(waits).not.toContain('Repair first');
  });
});

describe('a dry run', () => {
  const steps = [anOutcome(cluster, { end: 'would-start' })];

  it('tells missing rights by their action, and what could not be judged', () => {
    const action = 'Microsoft.ContainerService/managedClusters/write';
    const rights = [
      { cluster, missing: [action] },
      { cluster: other, missing: undefined },
    ];
    const report = write({ result: 'dry-run', hasMoved: false, steps, rights });
    expect(report.summary).toContain(`🔴 \`rg-shop/aks-shop\`: **missing** \`${action}\`.`);
    expect(report.summary).toContain('⚪ `rg-blog/aks-blog`: could not be judged.');
    expect(report.summary).toContain('> [!WARNING]\n> **Dry run');
    expect(report.annotations.map(({ level, text }) => `${level} ${text}`)).toEqual([
      `warning Missing: ${action}.`,
      'notice They could not be judged.',
    ]);
  });

  it('says that nothing is missing, and how to go on', () => {
    const summary = told({ result: 'dry-run', hasMoved: false, steps, rights: [{ cluster, missing: [] }] });
    expect(summary).toContain('🟢 `rg-shop/aks-shop`: nothing is missing.');
    expect(summary).toContain(
      '### How to go on\n\n- Run again without `dry-run`.\n- The new run needs an approval of its own',
    );
    expect(summary).toContain('> **Dry run: nothing was sent.** 1 would start.');
  });

  it('gives no advice on going on when all is done', () => {
    const all = [anOutcome(cluster, { end: 'already-done' })];
    expect(told({ result: 'dry-run', hasMoved: false, steps: all })).not.toContain('How to go on');
  });

  it('does not say that nothing is in the way where rights are missing', () => {
    const text = 'Nothing is in its way. It would first wait.';
    const both = [
      anOutcome(cluster, { end: 'would-start', text }),
      anOutcome(other, { end: 'would-start', text }),
    ];
    const rights = [
      { cluster, missing: ['Microsoft.ContainerService/managedClusters/write'] },
      { cluster: other, missing: undefined },
    ];
    const summary = told({ result: 'dry-run', hasMoved: false, steps: both, rights });
    expect(summary).toContain('> **Dry run: nothing was sent, and rights are missing on 1 cluster.**');
    expect(summary).toContain(
      '**would start**: Azure would refuse it: rights are missing. It would first wait.',
    );
    expect(summary.match(/Nothing is in its way/g)).toHaveLength(1);
    expect(summary).toContain('- Give the identity the missing rights first');
  });
});

describe('redact', () => {
  it('shows no name and no words of Azure, and keeps versions, code, cause and advice', () => {
    const steps = [
      done,
      { ...failed, text: 'Pool system of rg-shop.' },
      { ...held, text: 'Window of aks-blog.' },
    ];
    const { summary, annotations } = write(
      { result: 'failed', steps, notes: ['Pool system: newer.'] },
      {},
      true,
    );
    const text = [summary, ...annotations.map((each) => `${each.title} ${each.text}`)].join('\n');
    expect(text).not.toMatch(/aks-shop|rg-shop|aks-blog|`system`|cart-0|Window of|newer\./);
    for (const kept of ['`PodDrainFailure`', 'budget lets no pod go', 'Loosen the budget', '`1.36.2`']) {
      expect(text).toContain(kept);
    }
    expect(text).toContain('1 change found on the way that nobody approved: left alone.');
    expect(text).toMatch(/`cluster-[0-9a-f]{8}`/);
  });
});

describe('a large upgrade', () => {
  const long = 'x'.repeat(2_000);
  const steps = Array.from({ length: 900 }, (_, at) =>
    anOutcome(aCluster({ name: `aks-${at}`, pools: [] }), {
      ...times,
      end: at === 899 ? 'failed' : 'not-started',
      text: long,
      trouble: aTrouble({ message: long, cause: long, advice: long }),
    }),
  );

  it('fits, keeps what failed, and says what was left out', () => {
    const summary = told({ result: 'failed', steps });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(summaryLimit);
    expect(summary).toContain('### 🔴 `rg/aks-899`');
    expect(summary).toMatch(/Left out: the tables of \d+ more clusters \(\d+ not started\)/);
    expect(summary).toContain('\n## AKS: 2 clusters, nothing due\n');
  });

  it('of one cluster that does not fit tells the counts', () => {
    const pools = Array.from({ length: 900 }, (_, at) => ({ ...system, id: `${system.id}${at}` }));
    const all = pools.map((pool) =>
      anOutcome(cluster, { pool, end: 'failed', text: '', trouble: steps[0]?.trouble ?? aTrouble() }),
    );
    const summary = told({ result: 'failed', steps: all });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(summaryLimit);
    expect(summary).toContain('Left out: the tables of 1 more cluster (900 failed)');
  });
});

describe('a check while an upgrade runs', () => {
  const upgrading = (state: string, of: 'cluster' | 'pool') =>
    aTold({
      clusters: [
        aCluster({
          name: 'aks-shop',
          ...(of === 'cluster' ? { provisioningState: state } : {}),
          pools: [{ ...system, ...(of === 'pool' ? { provisioningState: state } : {}) }],
        }),
      ],
    });

  test.each([
    ['Upgrading', 'cluster'],
    ['Upgrading', 'pool'],
    ['UpgradingNodeImageVersion', 'pool'],
  ] as const)('%s of a %s is told, and closes nothing', (state, of) => {
    const report = writeReport(upgrading(state, of));
    expect(report.body).toContain('**Upgrade running** on `rg/aks-shop`');
    expect(report.body).toContain('1 node pool, **upgrade running**');
    expect(report.standing).toBe('leave');
  });

  test.each(['Succeeded', 'Updating', 'Failed', 'Scaling'])('%s is none', (state) => {
    const report = writeReport(upgrading(state, 'cluster'));
    expect(report.body).not.toMatch(/upgrade running/i);
    expect(report.standing).toBe('clear');
  });

  it('tells the same whatever the time', () => {
    const at = (time: string) =>
      writeReport({ ...upgrading('Upgrading', 'cluster'), now: new Date(time) }).fingerprint;
    expect(at('2026-11-22T07:00:00Z')).toBe(at('2026-11-22T06:00:00Z'));
  });
});
