import { describe, expect, it } from 'vitest';
import { countDrift } from '../../src/drift/count-drift.ts';
import { findMarked, tellsTheSame } from '../../src/report/marker.ts';
import type { Told } from '../../src/report/told.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, aPool, offers, region, subscriptionId, version } from '../builders/fleet.ts';
import {
  aBlockedCluster,
  aDueCluster,
  aFleet,
  aFleetWithoutWays,
  aHealthyCluster,
  anUrgentCluster,
  join,
  namesOf,
  reportShapes,
  unreadThings,
} from '../builders/report-shapes.ts';
import { aDrift, aFinding, aHold, aTold, type ToldParts } from '../builders/told.ts';

const mixed = join(anUrgentCluster(), aBlockedCluster(), aDueCluster(), aHealthyCluster());

function write(parts: ToldParts) {
  return writeReport(aTold(parts));
}

/** The parts of a body by their headings. */
function section(body: string, heading: string): string {
  const from = body.indexOf(heading);
  const to = body.slice(from + 1).search(/\n(?:### |<details>\n<summary>🟢|---\n)/u);
  return from < 0 ? '' : body.slice(from, from + 1 + to).trim();
}

describe('the headline', () => {
  it.each([
    ['no cluster', {}, 'AKS: no cluster found'],
    ['nothing due', aHealthyCluster(), 'AKS: 1 cluster, nothing due'],
    ['one due', aDueCluster(), 'AKS: 1 cluster needs attention'],
    ['one of several', join(aDueCluster(), aHealthyCluster()), 'AKS: 1 of 2 clusters needs attention'],
    ['several', mixed, 'AKS: 3 of 4 clusters need attention'],
    [
      'unread things',
      { ...mixed, inventory: { unread: unreadThings } },
      'AKS: 3 of 4 clusters need attention, 1 subscription and 1 cluster could not be read',
    ],
    [
      'nothing but unread things',
      { inventory: { unread: unreadThings } },
      'AKS: 1 subscription and 1 cluster could not be read',
    ],
  ])('titles %s', (_, parts, title) => {
    expect(write(parts).title).toBe(title);
  });

  it('says what, how urgent, by when', () => {
    const [, , , ...lines] = write(mixed).body.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '> [!CAUTION]',
      '> **3 of 4 clusters need attention.** 1 out of support · 2 control planes and 3 node images behind · 3 held back.',
      '>',
      '> Overdue since **31 Jul 2026** for `rg-production/orders` ([AKS007]).',
    ]);
  });

  it('tells a date to come as a deadline, and changes when it has passed', () => {
    const { clusters = [] } = aDueCluster();
    const [cluster] = clusters;
    if (cluster === undefined) throw new Error('the builder gave no cluster');
    const parts = { ...aDueCluster(), clusters, findings: [aFinding(cluster, { due: '2026-11-30' })] };
    const before = write({ ...parts, now: new Date('2026-11-30T23:59:00Z') });
    const after = write({ ...parts, now: new Date('2026-12-01T00:00:00Z') });
    expect(before.body).toContain('> First deadline: **30 Nov 2026** for `rg-staging/web` ([AKS001]).');
    expect(after.body).toContain('> Overdue since **30 Nov 2026**');
    expect(after.fingerprint).not.toBe(before.fingerprint);
  });
});

describe('two deadlines', () => {
  it('are told both, the one that has passed first', () => {
    const [cluster] = mixed.clusters?.slice(-2) ?? [];
    if (cluster === undefined) throw new Error('the builder gave no cluster');
    const due = aFinding(cluster, { code: 'AKS008', due: '2026-11-30' });
    const far = aFinding(cluster, { code: 'AKS011', due: '2027-03-31' });
    const informs = aFinding(cluster, { code: 'AKS017', due: '2026-11-23', severity: 'information' });
    const { body } = write({ ...mixed, findings: [far, informs, due, ...(mixed.findings ?? [])] });
    expect(body.split('\n')[6]).toBe(
      '> Overdue since **31 Jul 2026** for `rg-production/orders` ([AKS007]). Next deadline: **30 Nov 2026** for `rg-staging/web` ([AKS008]).',
    );
  });
});

describe('a cluster', () => {
  const { body } = write(mixed);

  it('comes with the most urgent first', () => {
    expect(body.match(/^### . `.*$/gmu)).toEqual([
      '### 🔴 `rg-production/orders`',
      '### 🟠 `rg-production/ledger`',
      '### 🔵 `rg-staging/web`',
    ]);
    expect(section(body, '### Clusters').split('\n').slice(2)).toEqual([
      '|  | Cluster | Kubernetes | Node images | What is due | By |',
      '| --- | --- | --- | --- | --- | --- |',
      '| 🔴 | `orders` | `1.33.11` → **`1.35.5`** | 2 of 2 behind | **out of support**, 3 steps, 2 held back, [AKS007] | 31 Jul 2026 |',
      '| 🟠 | `ledger` | `1.35.4` → **`1.35.5`** |  | 1 held back |  |',
      '| 🔵 | `web` | `1.36.2` | 1 of 1 behind | 1 step |  |',
    ]);
  });

  it('has its table, steps, holds, findings and commands', () => {
    expect(section(body, '### 🔴').split('\n')).toEqual([
      '### 🔴 `rg-production/orders`',
      '',
      '`westeurope` · Standard tier · standard support · channels `none` and `Unmanaged` (node OS) · id `e2011e1d2e2b2339`',
      '',
      '|  | Kubernetes | Node image | State |',
      '| --- | --- | --- | --- |',
      '| **Control plane** | `1.33.11` → `1.34.8` → **`1.35.5`** |  | steps 1 and 2, waits |',
      '| `system` System, Ubuntu, 3 nodes | `1.33.11` → **`1.35.5`** | `202510.19.1` → **`202611.09.0`** (386 days newer) | step 3 |',
      '| `batch` User, Ubuntu, 12 nodes, spot | `1.33.11` → **`1.35.5`** | `202510.19.1` → **`202611.09.0`** (386 days newer) | held: spot pool |',
      '',
      '**Steps, in this order**',
      '',
      '1. Control plane: Kubernetes `1.33.11` → `1.34.8`',
      '   - waits: **maintenance window**: The maintenance window is closed, opens 24 Nov 2026, 02:00 UTC',
      '2. Control plane: Kubernetes `1.34.8` → `1.35.5`',
      '3. Pool `system`: Kubernetes `1.33.11` → `1.35.5`; the newest node image comes along',
      '',
      '**Held back**',
      '',
      '- Pool `batch`: Kubernetes `1.33.11` → `1.35.5` and node image `AKSUbuntu-2404gen2containerd-202510.19.1` → `AKSUbuntu-2404gen2containerd-202611.09.0`: **spot pool**: Spot nodes take no surge; replace the pool instead.',
      '',
      '**Findings**',
      '',
      '- **Required** [AKS007]: Community support of Kubernetes 1.33 ended on 2026-07-31 (as of 2026-08-05); 1.33.11 runs. – due 31 Jul 2026',
      '',
      '<details>',
      '<summary>2 more findings: 1 recommended and 1 for information</summary>',
      '',
      '- Recommended [AKS015]: pool `system`: The pool sets no maxSurge.',
      '- Information [AKS018]: Reboots are yours.',
      '',
      '</details>',
      '',
      '<details>',
      '<summary>The same by hand, with az</summary>',
      '',
      '```sh',
      '# SUBSCRIPTION_ID is that of this cluster: issues are not masked, so it is not written here.',
      'az aks upgrade --subscription "$SUBSCRIPTION_ID" --resource-group rg-production --name orders --control-plane-only --kubernetes-version 1.34.8',
      'az aks upgrade --subscription "$SUBSCRIPTION_ID" --resource-group rg-production --name orders --control-plane-only --kubernetes-version 1.35.5',
      'az aks nodepool upgrade --subscription "$SUBSCRIPTION_ID" --resource-group rg-production --cluster-name orders --name system --kubernetes-version 1.35.5',
      '```',
      '',
      '</details>',
    ]);
  });

  it('with nothing due takes one line, and what AKS does by itself another', () => {
    expect(body).toContain(
      '<summary>🟢 1 cluster with nothing due</summary>\n\n- `rg-dev/dev`: Kubernetes `1.36.2`, 1 node pool\n  - Pool `system`: node image',
    );
  });

  it.each([
    ['stopped', aPool({ power: 'stopped' }), 'stopped'],
    ['in another state', aPool({ provisioningState: 'Upgrading' }), '`Upgrading`'],
    ['whose offers were not read', aPool({ offer: undefined }), 'offers not read'],
    ['as it should be', aPool(), 'up to date'],
  ])('tells a pool %s', (_, pool, state) => {
    const cluster = aCluster({ pools: [pool] });
    const told = write({ clusters: [cluster], findings: [aFinding(cluster, { severity: 'required' })] });
    const row = told.body.split('\n').find((line) => line.startsWith(`| \`${pool.name}\``));
    expect(row?.endsWith(`| ${state} |`)).toBe(true);
  });
});

describe('what could not be read', () => {
  const { body, annotations, standing } = write({ ...mixed, inventory: { unread: unreadThings } });

  it('comes before everything else, with the missing right', () => {
    expect(body.indexOf('### Could not be read')).toBeLessThan(body.indexOf('### Clusters'));
    expect(section(body, '### Could not be read')).toContain(
      '| cluster `rg-locked/vault` | The client &#39;…5555&#39; does not have authorization to perform action',
    );
    expect(section(body, '### Could not be read')).toContain(
      '| `Microsoft.ContainerService/managedClusters/read` |',
    );
    expect(section(body, '### Could not be read')).toContain(
      '| subscription `…1111` | Azure answered 503 four times. |  |',
    );
    expect(standing).toBe('due');
    expect(annotations[0]?.title).toBe('Could not be read: 1 subscription and 1 cluster');
    expect(annotations[0]?.text).toMatch(/^cluster rg-locked\/vault and subscription …1111\. /);
  });

  it('speaks once for one cause', () => {
    const unread = Array.from({ length: 300 }, (_, at) => ({
      ...unreadThings[0],
      id: `${unreadThings[0].id}${at}`,
      name: `rg/aks-${at}`,
      reason: `No right to read aks-${at}.`,
    }));
    const told = section(write({ ...mixed, inventory: { unread } }).body, '### Could not be read');
    expect(told.split('\n').filter((line) => line.startsWith('| cluster'))).toHaveLength(1);
    expect(told).toContain('and 250 more');
  });
});

describe('the footer', () => {
  it('says what was read, by which measure, for which plan, when and by which run', () => {
    const told = aTold(mixed);
    const lines = writeReport(told).body.split('\n').slice(-4);
    expect(lines).toEqual([
      `Looked at 4 clusters and 5 node pools in 1 subscription · aim: channel \`stable\` · support dates as of 5 Aug 2026 · plan \`${told.plan.digest.slice(7, 19)}\` · [how to read this](https://github.com/aks-upgrade/aks-upgrade/blob/main/docs/reading-the-report.md)`,
      '',
      'Read on 22 Nov 2026, 06:00 UTC by [run 9000000001](https://github.com/contoso/platform/actions/runs/9000000001).',
      '<!-- /aks-upgrade -->',
    ]);
  });

  it('names the aim', () => {
    const aim = {
      kubernetesVersion: { kind: 'exact', text: '1.35.5' },
      upgradeType: 'node-pools-only',
      minimumReleaseAge: 7,
    } as const;
    expect(write({ ...mixed, aim }).body).toContain(
      '· aim: Kubernetes `1.35.5`, `node-pools-only`, node images at least 7 days old ·',
    );
  });
});

describe('the timeline', () => {
  it('shows the support windows of the minors in use and aimed for', () => {
    expect(section(write(mixed).body, '### Support windows').split('\n')).toEqual([
      '### Support windows',
      '',
      '```mermaid',
      '%%{init: {"gantt": {"leftPadding": 160}}}%%',
      'gantt',
      '    dateFormat YYYY-MM-DD',
      '    axisFormat %b %Y',
      '    tickInterval 6month',
      '    section 1.33 (1 cluster)',
      '    Standard support :crit, 2025-06-01, 2026-07-31',
      '    section 1.35 (1 cluster, target of 2)',
      '    Standard support :active, 2026-03-01, 2027-03-31',
      '    section 1.36 (2 clusters)',
      '    Standard support :active, 2026-06-01, 2027-06-30',
      '```',
    ]);
  });

  it('shows long-term support where a cluster has it', () => {
    const parts = anUrgentCluster();
    const clusters = (parts.clusters ?? []).map((cluster) => ({
      ...cluster,
      supportPlan: 'AKSLongTermSupport' as const,
    }));
    expect(write({ ...parts, clusters }).body).toContain('    Long-term support :2026-07-31, 2027-07-31\n');
  });

  it('is left out where nothing is due', () => {
    expect(write(aHealthyCluster()).body).not.toContain('mermaid');
  });
});

describe('the standing', () => {
  const cluster = aCluster({ name: 'one' });
  const regionUnread = {
    kind: 'region',
    id: `${subscriptionId}/westeurope`,
    name: 'westeurope',
    reason: '403',
  } as const;
  it.each<[string, ToldParts, string]>([
    ['no cluster', {}, 'leave'],
    ['no cluster, something unread', { inventory: { unread: unreadThings } }, 'due'],
    ['nothing due', { clusters: [cluster] }, 'clear'],
    ['a healing hold', aHealthyCluster(), 'clear'],
    ['a recommended finding', { clusters: [cluster], findings: [aFinding(cluster)] }, 'clear'],
    [
      'a required finding',
      { clusters: [cluster], findings: [aFinding(cluster, { severity: 'required' })] },
      'due',
    ],
    ['out of support', { clusters: [cluster], drifts: [aDrift(cluster, { isUnsupported: true })] }, 'due'],
    ['a step', aDueCluster(), 'due'],
    ['a hold', aBlockedCluster(), 'due'],
    ['something unread', { clusters: [cluster], inventory: { unread: unreadThings } }, 'due'],
    ['an unread region list', { clusters: [cluster], inventory: { unread: [regionUnread] } }, 'leave'],
    ['an unread region list and a step', { ...aDueCluster(), inventory: { unread: [regionUnread] } }, 'due'],
  ])('with %s', (_, parts, standing) => {
    expect(write(parts).standing).toBe(standing);
  });

  it('closes with a comment that says why and what was read', () => {
    expect(write(aHealthyCluster()).closing).toBe(
      'Nothing is due any more: 1 cluster and 1 node pool in 1 subscription were looked at by [run 9000000001](https://github.com/contoso/platform/actions/runs/9000000001), and everything could be read. The next check opens a report again when something is due.',
    );
  });
});

describe('annotations', () => {
  it('tell what is out of support, held back and due first', () => {
    expect(write(mixed).annotations).toEqual([
      { level: 'warning', title: 'Out of support: 1 cluster', text: 'rg-production/orders (1.33.11).' },
      {
        level: 'warning',
        title: 'Held back: 2 clusters',
        text: 'rg-production/orders and rg-production/ledger. The report says why.',
      },
      { level: 'notice', title: 'First deadline: 31 Jul 2026', text: 'rg-production/orders.' },
    ]);
  });

  it('name the version that is out of support, be it of a pool', () => {
    const told = aFleetWithoutWays();
    expect(writeReport(told).annotations[0]).toEqual({
      level: 'warning',
      title: 'Out of support: 2 clusters',
      text: 'rg/long-term (1.32.11) and rg/skewed (1.32.11).',
    });
  });

  it('are few, whatever the fleet', () => {
    const { annotations } = write(aFleet(400));
    expect(annotations.length).toBeLessThanOrEqual(5);
    expect(annotations[0]?.text).toMatch(/ and 95 more\.$/);
  });

  it.each([
    ['a public repository', { isPrivate: false }, false, true],
    ['a public repository with redact', { isPrivate: false }, true, false],
    ['a private repository', { isPrivate: true }, false, false],
    ['a repository of which that is not known', { isPrivate: undefined }, false, false],
  ])('warn of names in %s', (_, context, redact, warns) => {
    const { annotations } = write({ ...aDueCluster(), context, redact });
    expect(annotations.some(({ title }) => title === 'Cluster names are published')).toBe(warns);
  });
});

describe('the same facts', () => {
  const reversed = (told: Told): Told => ({
    ...told,
    inventory: {
      ...told.inventory,
      clusters: told.inventory.clusters.toReversed(),
      unread: told.inventory.unread.toReversed(),
    },
    drift: {
      ...told.drift,
      clusters: told.drift.clusters.toReversed(),
      findings: told.drift.findings.toReversed(),
    },
    plan: { ...told.plan, holds: told.plan.holds.toReversed() },
  });

  it.each(Object.entries(reportShapes))('give the same bytes, in whatever order: %s', (_, shape) => {
    const told = shape();
    expect(writeReport(reversed(told))).toEqual(writeReport(told));
  });

  it('have the same fingerprint whenever they are read', () => {
    const told = aTold({ ...mixed, inventory: { unread: unreadThings } });
    const first = writeReport(told);
    for (const days of [0, 1, 2, 7]) {
      const now = new Date(told.now.getTime() + days * 86_400_000 + 60_000);
      const later = writeReport({
        ...told,
        now,
        inventory: { ...told.inventory, takenAt: now },
        context: { ...told.context, runId: `${9_000_000_002 + days}` },
      });
      expect(later.fingerprint).toBe(first.fingerprint);
      expect(later.title).toBe(first.title);
      const differing = later.body.split('\n').filter((line, at) => line !== first.body.split('\n')[at]);
      expect(differing).toEqual([
        expect.stringMatching(/^<!-- plan [0-9a-f]{12} since /),
        expect.stringMatching(/^Read on /),
      ]);
      expect(tellsTheSame(later.body, first.body)).toBe(true);
    }
  });

  const [cluster] = mixed.clusters ?? [];
  it.each<[string, ToldParts]>([
    ['a version', { ...mixed, drifts: mixed.drifts?.slice(1) ?? [] }],
    ['a finding', { ...mixed, findings: mixed.findings?.slice(1) ?? [] }],
    ['a step', { ...mixed, steps: mixed.steps?.slice(1) ?? [] }],
    ['a hold', { ...mixed, holds: mixed.holds?.slice(1) ?? [] }],
    ['something unread', { ...mixed, inventory: { unread: unreadThings } }],
    ['redact', { ...mixed, redact: true }],
    ['the key', { ...mixed, reportKey: 'other' }],
    ['the aim', { ...mixed, aim: { channel: 'rapid' } }],
    [
      'a tier',
      {
        ...mixed,
        clusters: mixed.clusters?.map((each) => (each === cluster ? { ...each, tier: 'Free' } : each)) ?? [],
      },
    ],
  ])('have another fingerprint when %s differs', (_, parts) => {
    expect(write(parts).fingerprint).not.toBe(write(mixed).fingerprint);
  });

  it('stand between our markers', () => {
    const report = write(mixed);
    expect(findMarked(report.body, 'fleet')).toEqual({
      before: '',
      ours: report.body,
      after: '',
      fingerprint: report.fingerprint,
    });
    expect(report.summary).not.toContain('<!--');
  });
});

describe('redact', () => {
  it.each([
    ['everything', { ...mixed, inventory: { unread: unreadThings } }],
    ['400 clusters', aFleet(400)],
  ])('shows no name and no id of %s', (_, parts) => {
    const secret = 'zq';
    const clusters = parts.clusters ?? [];
    const names = [...new Set([...namesOf(clusters), 'vault', 'rg-locked'])];
    const marked = (parts.findings ?? []).map((finding) => ({
      ...finding,
      text: `${finding.text} ${secret}`,
    }));
    const holds = (parts.holds ?? []).map((hold) => ({ ...hold, text: `${hold.text} ${secret}` }));
    const report = write({ ...parts, findings: marked, holds, redact: true, context: { isPrivate: false } });
    const texts = [
      report.title,
      report.body,
      report.summary,
      report.closing,
      JSON.stringify(report.annotations),
    ];
    for (const text of texts) {
      for (const name of [
        ...names.filter((each) => !['system', 'web', 'dev'].includes(each)),
        subscriptionId,
        secret,
      ]) {
        expect(text).not.toContain(name);
      }
      // Short names could be parts of words: as code they would be told.
      for (const name of ['system', 'web', 'dev'])
        expect(text).not.toMatch(new RegExp(`[\`/ ]${name}[\`/ ]`));
    }
    expect(report.body).toMatch(/cluster-[0-9a-f]{8}/);
  });

  it('prints no subscription id without it either', () => {
    const report = write({ ...mixed, inventory: { unread: unreadThings } });
    expect(JSON.stringify(report)).not.toContain(subscriptionId);
    expect(JSON.stringify(report)).not.toContain('99999999-8888');
  });
});

describe('what is counted', () => {
  const [cluster] = aDueCluster().clusters ?? [];
  const [pool] = cluster?.pools ?? [];
  if (cluster === undefined || pool === undefined) throw new Error('the builder gave no pool');

  it('tells control planes, pools and images apart, as the output adds them up', () => {
    const below = aFinding(cluster, { code: 'AKS003', pool });
    const parts = { ...mixed, findings: [below, below] };
    const { drift } = aTold(parts);
    expect(write(parts).body).toContain(" 2 control planes, 2 pools' versions and 3 node images behind ·");
    expect(Object.values(countDrift(drift)).reduce((sum, each) => sum + each, 0)).toBe(7);
  });

  it('warns of a calendar that is old', () => {
    const told = aTold(mixed);
    const old = { ...told, drift: { ...told.drift, calendarIsOld: true } };
    const line =
      '> Support dates are of **5 Aug 2026**, older than 90 days: check them against the AKS calendar.';
    expect(writeReport(old).body.split('\n')).toContain(line);
    expect(writeReport(told).body.split('\n')).not.toContain(line);
  });

  it('takes deadlines from clusters with something due alone', () => {
    const calm = aCluster({ name: 'calm' });
    const parts = {
      ...join(mixed, { clusters: [calm] }),
      findings: [aFinding(calm, { code: 'AKS012', due: '2026-12-01' })],
    };
    const { body, annotations } = write(parts);
    expect(body).not.toMatch(/> .*deadline/);
    expect(annotations.some(({ title }) => title.startsWith('First deadline'))).toBe(false);
  });
});

describe('findings', () => {
  it('lead with one end of support, and fold the others', () => {
    const pools = ['a', 'b', 'c'].map((name) => aPool({ name }));
    const cluster = aCluster({ pools });
    const findings = pools.map((pool, at) =>
      aFinding(cluster, {
        code: 'AKS007',
        severity: 'required',
        pool,
        text: `Ended ${at}.`,
        due: `202${at}-01-31`,
      }),
    );
    const { body } = write({ clusters: [cluster], findings });
    expect(body).toContain(
      '**Findings**\n\n- **Required** [AKS007]: pool `a`: Ended 0. – due 31 Jan 2020\n\n<details>',
    );
    expect(body).toContain(
      '<summary>2 more findings: 2 required</summary>\n\n- **Required** [AKS007]: pool `b`',
    );
  });

  it('of a jump come with the command that moves everything', () => {
    const cluster = aCluster({
      name: 'far',
      version: version('1.31.13'),
      region: region({ '1.33.12': [], '1.34.8': [] }),
      offers: offers('1.33.12', '1.34.8'),
    });
    const findings = [aFinding(cluster, { code: 'AKS026', severity: 'required' })];
    const command =
      '# This moves everything at once, control plane and all node pools. Test it first.\naz aks upgrade --subscription "$SUBSCRIPTION_ID" --resource-group rg --name far --kubernetes-version 1.33.12\n';
    expect(write({ clusters: [cluster], findings }).body).toContain(command);
    expect(write({ clusters: [cluster], findings, holds: [aHold(cluster)] }).body).not.toContain('az aks');
    expect(write({ clusters: [cluster] }).body).not.toContain('az aks');
  });
});

describe('the overview', () => {
  it('says why nothing leads up', () => {
    const { body } = writeReport(aFleetWithoutWays());
    expect(body).toContain(
      '\n| 🔴 | `whole` | `1.35.5` | 1 of 1 behind | only the whole cluster at once, [AKS011] |',
    );
    expect(body).toContain('\n| 🟡 | `below` | `1.36.2`, 1 pool below it |  | no way up offered |  |');
  });

  it('names the group only of clusters that share their name', () => {
    const other = aCluster({ name: 'Web', resourceGroup: 'rg-other' });
    const { body } = write(join(mixed, { clusters: [other], holds: [aHold(other)] }));
    expect(body).toContain('\n| 🔵 | `rg-staging/web` |');
    expect(body).toContain('\n| 🟠 | `rg-other/Web` |');
    expect(body).toContain('\n| 🔴 | `orders` |');
  });
});

it('tells a region in the annotation once, in whole sentences', () => {
  const unread = [
    { kind: 'region', id: 's/westeurope', name: 'westeurope', reason: 'version list: Azure answered 403' },
  ] as const;
  expect(write({ inventory: { unread } }).annotations[0]?.text).toBe(
    'version list of westeurope. Azure answered 403.',
  );
});
