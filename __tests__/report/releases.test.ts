import { describe, expect, it } from 'vitest';
import { parseImageVersion } from '../../src/inventory/image-version.ts';
import type { Cluster } from '../../src/inventory/inventory.ts';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import type { ImageChange, Releases } from '../../src/releases/releases.ts';
import { tellsTheSame } from '../../src/report/marker.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, now } from '../builders/fleet.ts';
import { aJudged, aMove, aChange as aPinChange, aProposal } from '../builders/pins.ts';
import { releaseShapes } from '../builders/release-shapes.ts';
import {
  aChange,
  aDiff,
  aMovingCluster,
  aNoteOfImages,
  anItem,
  aReleases,
  clustersBehind,
  jammy,
  noble,
  packageList,
  published,
  someCves,
  tellWith,
} from '../builders/releases.ts';
import { aHealthyCluster, join } from '../builders/report-shapes.ts';
import { aFinding, aTold, type ToldParts } from '../builders/told.ts';

const [old, newest] = [`${jammy}-202603.30.0`, `${jammy}-202607.09.0`];
const behind = clustersBehind(3, old, newest, { pool: { osSku: 'Ubuntu2204' } });
const [first] = behind.clusters ?? [];

function write(releases: Partial<Releases>, parts: ToldParts = behind) {
  return writeReport(tellWith(parts, aReleases(releases)));
}

function bodyOf(shape: string): string {
  return writeReport(releaseShapes[shape]?.() ?? aTold()).body;
}

/** A section with its heading. */
function section(body: string, heading: string): string {
  const from = body.indexOf(`\n### ${heading}\n`) + 1;
  if (from === 0) return '';
  const to = body.slice(from + 1).search(/\n(?:### |<details>\n<summary>🟢|\[AKS\d|---\n)/u);
  return body.slice(from, to < 0 ? undefined : from + 1 + to).trim();
}

function headings(body: string): readonly string[] {
  return body.split('\n').flatMap((line) => (line.startsWith('### ') ? [line.slice(4)] : []));
}

function brings(body: string): string | undefined {
  return body.split('\n').find((line) => line.startsWith('> **What it brings**'));
}

describe('the order of what is told', () => {
  const ours = [
    'Clusters',
    'Time left',
    'Support windows',
    'Upgrade paths',
    'What the new node images bring',
    'On the way',
    'From the AKS release notes',
  ];

  it('is: how much time, what to do, what changes, what is on the way, what is said', () => {
    const all = headings(bodyOf('releases-live'));
    expect(all.filter((heading) => ours.includes(heading))).toEqual(ours);
    const clusters = all.filter((heading) => !ours.includes(heading));
    expect(clusters[0]).toBe('🔴 `rg-production/orders`');
    expect(all).toEqual([...ours.slice(0, 4), ...clusters, ...ours.slice(4)]);
  });

  it('puts a single cluster before what its upgrade brings', () => {
    expect(headings(bodyOf('releases-one'))).toEqual([
      '🔵 `rg/web-0`',
      'Time left',
      'Support windows',
      'What the new node images bring',
      'From the AKS release notes',
    ]);
  });

  it('has dates and ways alone where only bundled data is told', () => {
    const body = bodyOf('releases-bundled');
    const told = headings(body).filter((heading) => ours.includes(heading));
    expect(told).toEqual([...ours.slice(0, 4), 'On the way']);
    expect(body).toContain('\nRelease data: support calendar: the one inside the action, of 5 Aug 2026.\n');
  });

  it('has none of it where nothing was asked', () => {
    const told = releaseShapes['releases-off']?.() ?? aTold();
    const { releases, ...without } = told;
    expect(releases?.data).toBe('off');
    expect(writeReport(told).body).toBe(writeReport(without).body);
    expect(headings(writeReport(told).body).slice(0, 3)).toEqual([
      'Clusters',
      'Support windows',
      '🔴 `rg-production/orders`',
    ]);
  });
});

describe('title, standing, what is due and annotations', () => {
  it.each(['releases-live', 'releases-down', 'releases-bundled'])('are the same without %s', (shape) => {
    const told = releaseShapes[shape]?.() ?? aTold();
    const [report, plain] = [
      writeReport(told),
      writeReport({ ...told, releases: aReleases({ data: 'off' }) }),
    ];
    const due = ({ body }: typeof report) => /<!-- due.*-->/.exec(body)?.[0];
    expect([report.title, report.standing, report.closing, due(report)]).toEqual([
      plain.title,
      plain.standing,
      plain.closing,
      due(plain),
    ]);
    expect(report.annotations).toEqual(plain.annotations);
  });

  it('are not touched by an image that is published alone', () => {
    const report = write({ published: [published(noble, '202612.01.0')] }, aHealthyCluster());
    expect(report.standing).toBe('clear');
    expect(report.title).toBe('AKS: 1 cluster, nothing due');
  });
});

describe('the line in the box', () => {
  it('says what the image brings that most pools need, how many more there are, and the next end of support', () => {
    expect(brings(bodyOf('releases-live'))).toBe(
      '> **What it brings** to 6 pools (Ubuntu 22.04): kernel `5.15.0-1102` → `5.15.0-1116`, containerd `1.7.30` → `1.7.33`, 84 security updates, 12 CVEs closed (per AKS scan); 2 more changes of node image below. Next end of support: Kubernetes 1.34, **30 Nov 2026**.',
    );
  });

  it('does not say a date twice', () => {
    const finding = first && aFinding(first, { code: 'AKS008', due: '2027-06-30' });
    const parts = { ...behind, findings: finding ? [finding] : [] };
    const images = [aChange(old, newest)];
    expect(brings(write({ images }).body)).toContain(
      'Next end of support: Kubernetes 1.36, **30 Jun 2027**.',
    );
    expect(brings(write({ images }, parts).body)).not.toContain('Next end');
  });

  it.each<[string, Partial<ImageChange>, string]>([
    [
      'versions that differ in their ends alone',
      { diff: aDiff({ rows: [{ what: 'Kernel', from: '6.6.1-1.azl3', to: '6.6.1-1.azl4' }] }) },
      ': kernel `6.6.1-1.azl3` → `6.6.1-1.azl4`, 84 security updates, 12 CVEs closed (per AKS scan).',
    ],
    [
      'CVEs alone',
      { diff: { missing: 'x' }, cves: { ids: ['CVE-2026-1'] } },
      ': 1 CVE closed (per AKS scan).',
    ],
    ['no CVE', { cves: { ids: [] } }, '`1.7.33`, 84 security updates.'],
    ['an unknown scan', { cves: { missing: 'x' } }, '`1.7.33`, 84 security updates.'],
  ])('is made of %s', (_, change, words) => {
    const line = brings(write({ images: [aChange(old, newest, change)] }).body);
    expect(line?.replace(/ Next end.*/, '')).toContain(words);
  });

  it.each<[string, Partial<Releases>, ToldParts]>([
    [
      'nothing is known',
      { images: [aChange(old, newest, { diff: { missing: 'x' }, cves: { missing: 'x' } })] },
      behind,
    ],
    [
      'nothing differs',
      { images: [aChange(old, newest, { diff: { rows: [] }, cves: { ids: [] } })] },
      behind,
    ],
    ['nobody waits for it', { images: [aChange(old, `${jammy}-202608.01.0`)] }, behind],
    ['nothing is due', { images: [aChange(old, newest)] }, { ...behind, steps: [] }],
  ])('is left out where %s', (_, releases, parts) => {
    expect(brings(write(releases, parts).body)).toBeUndefined();
  });

  const images = [aChange(old, newest)];
  it('stands in the comment below a pull request, above the fold', () => {
    for (const changed of [aPinChange(), aPinChange({ judged: [aJudged()] })]) {
      const told = tellWith(behind, aReleases({ images }));
      const pins = { changed };
      const inputs = {
        ...told.inputs,
        telling: { ...told.inputs.telling, reportTo: ['pr-comment'] as const },
      };
      const body = writeReport({ ...told, inputs, pins }).comment?.body ?? '';
      const open = body.slice(0, body.indexOf('<details>'));
      expect(brings(open)).toContain('**What it brings** to 3 pools');
      expect(
        open.split('\n').filter((line) => line.startsWith('> ') && !line.includes('[!')).length,
      ).toBeLessThan(6);
    }
  });

  it.each<[string, boolean, Cluster | undefined, boolean]>([
    ['moves a pin of such a cluster', false, first, true],
    ['only catches up there', true, first, false],
    ['moves a pin of another cluster', false, aCluster(), false],
  ])('stands in our pull request where that %s: %s', (_, isCatchingUp, cluster = aCluster(), isThere) => {
    const told = tellWith(behind, aReleases({ images }));
    const proposed = aProposal({ moves: [aMove({ cluster, isCatchingUp })] });
    const body = writeReport({ ...told, pins: { proposed } }).pullRequest?.body ?? '';
    const line = brings(body.slice(0, body.indexOf('<details>')));
    expect(line?.slice(0, 48)).toBe(isThere ? '> **What it brings** to 1 pool (Ubuntu 22.04): k' : undefined);
  });
});

describe('time left', () => {
  const body = bodyOf('releases-live');

  it('has a row for each date, with whom it concerns, its source and the day of that', () => {
    expect(section(body, 'Time left').split('\n').slice(2, 7)).toEqual([
      '| Date | What | Concerns | Source, as of |',
      '| --- | --- | --- | --- |',
      '| 31 Jul 2026, **passed** | Kubernetes 1.33: standard support ended | 2 clusters | [AKS docs](https://learn.microsoft.com/azure/aks/supported-kubernetes-versions), 5 Nov 2026 |',
      '| **30 Nov 2026** | Kubernetes 1.34: standard support ends | 1 cluster | [AKS docs](https://learn.microsoft.com/azure/aks/supported-kubernetes-versions), 5 Nov 2026 |',
      '| **31 Mar 2027** | Kubernetes 1.35: standard support ends | 3 clusters | [AKS docs](https://learn.microsoft.com/azure/aks/supported-kubernetes-versions), 5 Nov 2026 |',
    ]);
  });

  it('shows a source that says otherwise', () => {
    const told = tellWith(aMovingCluster('a', '1.34.7', '1.34.8'), aReleases());
    const minors = bundledCalendar.minors.map((dates) =>
      dates.minor === 34 ? { ...dates, communityEnd: '2026-12-31' } : dates,
    );
    const calendar = { ...bundledCalendar, origin: 'live', asOf: '2026-11-05', minors } as const;
    expect(section(writeReport({ ...told, drift: { ...told.drift, calendar } }).body, 'Time left')).toMatch(
      /\| \*\*31 Dec 2026\*\* \| .*; sources differ: 30 Nov 2026 \(\[AKS docs\]\(.*\), \d+ Aug 2026\) \|/,
    );
  });

  it('says once how old the retirements are, when they are', () => {
    const age = /were last looked up on \*\*\d+ Aug 2026\*\*, more than 90 days ago/g;
    expect(body.match(age)).toHaveLength(1);
    const told = tellWith(behind, aReleases());
    expect(writeReport({ ...told, now: new Date('2026-09-01T00:00:00Z') }).body).not.toMatch(age);
  });

  it('marks a day the day after it', () => {
    const at = (text: string) => writeReport({ ...tellWith(behind, aReleases()), now: new Date(text) });
    const [last, after] = [at('2027-06-30T23:59:00Z'), at('2027-07-01T00:00:00Z')];
    expect(section(last.body, 'Time left')).toContain('| **30 Jun 2027** | Kubernetes 1.36');
    expect(section(after.body, 'Time left')).toContain('| 30 Jun 2027, **passed** | Kubernetes 1.36');
  });
});

describe('the pictures', () => {
  it('draw each way with whom it concerns, from numbers alone', () => {
    const fleet = join(
      aMovingCluster('a', '1.33.11', '1.34.8', '1.35.5'),
      aMovingCluster('b', '1.33.11', '1.34.8', '1.35.5'),
      aMovingCluster('c', '1.34.7', '1.35.5'),
    );
    expect(section(write({}, fleet).body, 'Upgrade paths').split('\n').slice(2)).toEqual([
      '```mermaid',
      'flowchart LR',
      '    v1_33_11["1.33.11<br>2 clusters today"]',
      '    v1_34_7["1.34.7<br>1 cluster today"]',
      '    v1_34_8["1.34.8"]',
      '    v1_35_5["1.35.5<br>target of 3"]:::target',
      '    v1_33_11 --> v1_34_8',
      '    v1_34_7 --> v1_35_5',
      '    v1_34_8 --> v1_35_5',
      '    classDef target stroke-width:3px',
      '```',
    ]);
  });

  it('have no colour of their own, and at most eight ways', () => {
    const fleet = join(
      ...Array.from({ length: 12 }, (_, at) => aMovingCluster(`c${at}`, `1.33.${at}`, '1.34.8')),
    );
    const paths = section(write({}, fleet).body, 'Upgrade paths');
    expect(paths.match(/-->/g)).toHaveLength(8);
    expect(paths).toContain('And 4 more clusters on other paths.');
    expect(paths).not.toMatch(/fill|color|: *#[0-9a-f]/);
  });

  it('draws no way where only images move', () => {
    expect(section(write({}).body, 'Upgrade paths')).toBe('');
  });
});

describe('what node images bring', () => {
  const told = section(bodyOf('releases-live'), 'What the new node images bring');

  it('has one part for each pair, the one of most pools first', () => {
    expect(told.match(/^\*\*.*$/gm)).toEqual([
      '**Ubuntu 22.04** `AKSUbuntu-2204gen2containerd`: `202603.30.0` → `202607.09.0` · 6 pools in 6 clusters · notes [before](https://github.com/Azure/AgentBaker/blob/main/vhdbuilder/release-notes/AKSUbuntu/gen2/2204containerd/202603.30.0.txt) and [after](https://github.com/Azure/AgentBaker/blob/main/vhdbuilder/release-notes/AKSUbuntu/gen2/2204containerd/202607.09.0.txt)',
    ]);
    expect(told.match(/^<summary>(?:Azure|Windows).*$/gm)).toEqual([
      '<summary>Azure Linux 3.0 AKSAzureLinux-V3gen2: 202603.30.0 → 202607.09.0 · 3 pools in 3 clusters</summary>',
      '<summary>Windows Server 2022 AKSWindows-2022-containerd-gen2: 20348.4893.260310 → 20348.5386.260715 · 2 pools in 2 clusters</summary>',
    ]);
  });

  it('has a table, the counts, what the scan found, and the packages folded', () => {
    expect(told).toContain(
      [
        '| Component | Before | After |',
        '| --- | --- | --- |',
        '| OS release | `22.04.4` | `22.04.5` |',
        '| Kernel | `5.15.0-1102-azure` | `5.15.0-1116-azure` |',
        '| containerd | `1.7.30-ubuntu22.04u1` | `1.7.33-ubuntu22.04u1` |',
        '| runc | `1.4.0` | `1.4.3` |',
        '| Cached kubelets | removed `1.33.4`, `1.34.1` | added `1.34.9`, `1.35.6` |',
        '',
        '112 of 720 packages changed, 84 of them for security, 15 added, 9 removed.',
        '',
        `12 CVEs closed, per AKS scan: ${someCves(10).join(', ')} and 2 more.`,
        '',
        '<details>',
        '<summary>112 packages by name</summary>',
        '',
        '| Package | Before | After |',
        '| --- | --- | --- |',
        '| `libsample0` | `1.0.0-1ubuntu1` | `1.0.0-1ubuntu2` (security) |',
        '| `libsample1` | `1.1.0-1ubuntu1` | `1.1.0-1ubuntu2` |',
      ].join('\n'),
    );
    expect(told).not.toMatch(/severity|critical|high/i);
  });

  it('says that of several bundled versions', () => {
    expect(told).toContain('| containerd bundled | removed `1.7.17` | added `2.0.4` |');
  });

  it('says in one line why something is not known', () => {
    expect(told).toContain(
      '\nNot known:\n\n- **Ubuntu 24.04** `AKSUbuntu-2404gen2containerd`: `202510.19.1` → `202611.09.0` · 2 pools in 1 cluster: no note is published, image 202510.19.1',
    );
  });

  it('is bounded: rows, items of a list, CVEs, packages', () => {
    const many = Array.from({ length: 40 }, (_, at) => `1.${at}.0`);
    const rows = many.map((version) => ({ what: `part ${version}`, added: many, removed: [] }));
    const packages = { total: 900, changed: 400, added: 20, removed: 0, list: packageList(400) };
    const images = [aChange(old, newest, { diff: { rows, packages }, cves: { ids: someCves(500) } })];
    const text = section(write({ images }).body, 'What the new node images bring');
    expect(text.match(/^\| part /gm)).toHaveLength(10);
    expect(text).toContain('added `1.0.0`, `1.1.0`, `1.2.0`, `1.3.0`, `1.4.0`, `1.5.0` and 34 more |');
    expect(text.match(/CVE-\d/g)).toHaveLength(10);
    expect(text.match(/^\| `libsample/gm)).toHaveLength(150);
    expect(text).toContain('And 270 more packages: see the notes.');
  });

  it('folds all pairs but the first', () => {
    const each = Array.from({ length: 6 }, (_, at) => `${jammy}-20260${at + 1}.15.0`);
    const fleet = join(...each.map((from, at) => clustersBehind(at + 1, from, newest, { name: `c${at}` })));
    const text = section(
      write({ images: each.map((from) => aChange(from, newest)) }, fleet).body,
      'What the new node images bring',
    );
    expect(text.match(/^\*\*Ubuntu/gm)).toHaveLength(1);
    expect(text.match(/^<summary>Ubuntu 22\.04 .*$/gm)).toEqual([
      '<summary>Ubuntu 22.04 AKSUbuntu-2204gen2containerd: 202605.15.0 → 202607.09.0 · 5 pools in 5 clusters</summary>',
      '<summary>Ubuntu 22.04 AKSUbuntu-2204gen2containerd: 202604.15.0 → 202607.09.0 · 4 pools in 4 clusters</summary>',
      '<summary>Ubuntu 22.04 AKSUbuntu-2204gen2containerd: 202603.15.0 → 202607.09.0 · 3 pools in 3 clusters</summary>',
      '<summary>Ubuntu 22.04 AKSUbuntu-2204gen2containerd: 202602.15.0 → 202607.09.0 · 2 pools in 2 clusters</summary>',
      '<summary>Ubuntu 22.04 AKSUbuntu-2204gen2containerd: 202601.15.0 → 202607.09.0 · 1 pool in 1 cluster</summary>',
    ]);
  });
});

describe('on the way', () => {
  it('names images that are published and that no region of the fleet offers', () => {
    const fleet = join(behind, clustersBehind(1, old, newest, { name: 'n', location: 'northeurope' }));
    const text = (release: string, parts = fleet) =>
      section(write({ published: [published(jammy, release)] }, parts).body, 'On the way');
    expect(text('202608.14.0')).toContain(
      '- Node image `AKSUbuntu-2204gen2containerd-202608.14.0` is published and not yet offered in `northeurope` and `westeurope`.',
    );
    expect(text('202607.09.0')).toBe('');
    const ahead = clustersBehind(1, old, `${jammy}-202608.14.0`, { name: 'h', location: 'northeurope' });
    expect(text('202608.14.0', join(fleet, ahead))).toContain('not yet offered in `westeurope`.');
  });

  it('tells what comes with each minor, with its source', () => {
    const text = section(bodyOf('releases-live'), 'On the way');
    expect(text.match(/^\*\*Kubernetes .*$/gm)).toEqual([
      '**Kubernetes 1.34** · 2 clusters',
      '**Kubernetes 1.35** · 3 clusters',
    ]);
    expect(text).toMatch(
      /^- The kubelet no longer takes the flag --cloud-config \(\[Kubernetes changelog\]\(https:\/\/github\.com\/kubernetes\/.*\), \d+ \w+ 2026\)\.$/m,
    );
    expect(text).toMatch(/<summary>\d+ AKS components with a breaking change<\/summary>/);
  });
});

describe('the release notes', () => {
  it('are told by release, what arrives with the image apart from what does not', () => {
    const text = section(bodyOf('releases-one'), 'From the AKS release notes');
    expect(text).toContain(
      'AKS releases roll out by region, whatever the node image is: only lines about images arrive with the upgrade.',
    );
    expect(text).toContain(
      '**[17 Jul 2026](https://redirect.github.com/Azure/AKS/releases/tag/2026-07-17)**\n\n- Announcement: Kubernetes 1.34 leaves community support; move to 1.35 before its end of life. ([source](https://learn.microsoft.com/azure/aks/supported-kubernetes-versions))\n',
    );
  });

  it('say which image they do not name yet', () => {
    const notes = [aNoteOfImages('2026-04-10', '202603.30.0', [anItem()])];
    const text = section(write({ images: [aChange(old, newest)], notes }).body, 'From the AKS release notes');
    expect(text).toContain('some two weeks: `AKSUbuntu-2204gen2containerd-202607.09.0`.');
  });
});

describe('the footer', () => {
  it('has a line for what was not read, and none when all was', () => {
    expect(bodyOf('releases-down')).toContain(
      '\nRelease data: support calendar: not read, no whole answer within 10 s (the one inside the action, of 5 Aug 2026, stands in); AKS scan of node images: not read, no whole answer within 10 s; node image notes: not read, no whole answer within 10 s; AKS release notes: not read, no whole answer within 10 s.\n',
    );
    expect(bodyOf('releases-live')).toContain(
      '\nRelease data: AKS scan of node images: read in part, 1 of 6 scans: no whole answer within 10 s.\n',
    );
    expect(bodyOf('releases-one')).not.toContain('Release data:');
  });
});

describe('the same facts', () => {
  it('give the same bytes in any order, and from day to day', () => {
    const told = releaseShapes['releases-live']?.() ?? aTold();
    const { releases } = told;
    if (releases === undefined) throw new Error('the shape has releases');
    const turned = {
      ...releases,
      images: releases.images.toReversed(),
      published: releases.published.toReversed(),
      notes: releases.notes.toReversed(),
      sources: releases.sources.toReversed(),
    };
    const report = writeReport(told);
    expect(writeReport({ ...told, releases: turned })).toEqual(report);
    const tomorrow = new Date(now.getTime() + 86_400_000);
    const later = { ...told, now: tomorrow, inventory: { ...told.inventory, takenAt: tomorrow } };
    expect(tellsTheSame(writeReport(later).body, report.body)).toBe(true);
  });

  it('name no cluster where names are not shown', () => {
    const told = releaseShapes['releases-live']?.() ?? aTold();
    const telling = { ...told.inputs.telling, redact: true };
    const { body, summary } = writeReport({ ...told, inputs: { ...told.inputs, telling } });
    const ours = (text: string) => text.slice(0, text.indexOf('\n### 🔴'));
    for (const { name } of told.inventory.clusters)
      for (const text of [body, summary]) expect(ours(text)).not.toContain(name);
  });

  it('compare images without regard to case', () => {
    const upper = { ...aChange(old, newest), from: parseImageVersion(old.toUpperCase()) };
    expect(brings(write({ images: [upper] }).body)).toContain('to 3 pools');
  });
});
