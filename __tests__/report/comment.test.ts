import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.ts';
import { sidecarPath } from '../../src/pins/pin-files.ts';
import type { ChangedPins } from '../../src/pins/pins.ts';
import { findMarked } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { writeComment } from '../../src/report/write-comment.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { judged, pinShapes, pullRequest } from '../builders/pin-shapes.ts';
import { aChange, aJudged, aPin, aPinnedCluster, aTrouble, unreadFiles } from '../builders/pins.ts';
import { aDueCluster, aFleet, aHealthyCluster } from '../builders/report-shapes.ts';
import { aTold, context, type ToldParts } from '../builders/told.ts';
import { anUpgrade } from '../builders/upgrade-told.ts';

const onPullRequest = { reportTo: ['pr-comment'], context: { ...context, pullRequest } } as const;

function comment(changed: Partial<ChangedPins> = {}, parts: ToldParts = aHealthyCluster()): Page {
  return writeComment(aTold({ ...parts, ...onPullRequest, pins: { changed: aChange(changed) } }));
}

/** What stands open: before the first fold. */
function open({ body }: Page): readonly string[] {
  return body.slice(0, body.indexOf('<details>')).trimEnd().split('\n').slice(1);
}

function rows(page: Page): readonly string[] {
  return page.body.split('\n').filter((line) => line.startsWith('| ') && line.includes('/blob/'));
}

const link = (file: string, line: number, ref = 'refs/pull/12/merge') =>
  `(https://github.com/contoso/platform/blob/${ref}/${file}#L${line})`;

describe('a comment below a pull request that changes pins', () => {
  const page = writeComment(pinShapes['pull-request-pins']?.() ?? aTold());

  it('says first what comes of the pins, then what is due', () => {
    expect(open(page).slice(0, 6)).toEqual([
      '> [!CAUTION]',
      '> **Version pins changed: 5**, 1 impossible, 1 not known, 2 possible and 1 runs already. 1 mark cannot be followed.',
      '>',
      '> **3 of 4 clusters need attention.** 1 out of support · 2 control planes and 3 node images behind · 3 held back.',
      '>',
      '> Overdue since **31 Jul 2026** for `rg-production/orders` ([AKS007]).',
    ]);
  });

  it('has a row for each pin, what stops a merge first', () => {
    expect(rows(page)).toEqual([
      `| 🔴\u00a0**impossible** | [\`…/production/ledger.tfvars:3\`]${link('infra/production/ledger.tfvars', 3)} | \`ledger\` | \`1.35.4\` | **\`1.37\`** |`,
      `| 🟡\u00a0**not known** | [\`clusters/archive.yaml:5\`]${link('clusters/archive.yaml', 5)} | \`archive\` | – | **\`v1.34.8\`** |`,
      `| 🔵\u00a0possible | [\`infra/production/main.tf:12\`]${link('infra/production/main.tf', 12)} | \`orders\` | \`1.33.11\` | **\`1.34.8\`** |`,
      `| 🔵\u00a0possible | [\`infra/production/main.tf:31\`]${link('infra/production/main.tf', 31)} | \`orders\`, pool\u00a0\`batch\` | \`202510.19.1\` | **\`202611.09.0\`** |`,
      `| 🟢\u00a0runs already | [\`infra/staging/aks.bicep:8\`]${link('infra/staging/aks.bicep', 8)} | \`web\` | \`1.36.2\` | **\`1.36.2\`** |`,
    ]);
  });

  it('says why, which marks were refused, and what comes along', () => {
    expect(page.body).toContain(
      `\n- 🔴 [\`infra/production/ledger.tfvars:3\`]${link('infra/production/ledger.tfvars', 3)}: From 1.35.4 one step leads to 1.36 at most. The control plane is held: the last operation failed.\n`,
    );
    expect(page.body).toContain(
      `**Marks that cannot be followed**\n\n- [\`infra/production/main.tf:40\`]${link('infra/production/main.tf', 40)}: 2 values`,
    );
    expect(page.body).toContain(
      `\n- [\`infra/production/ledger.tfvars:3\`]${link('infra/production/ledger.tfvars', 3)} and [\`infra/production/main.tf:12\`]${link('infra/production/main.tf', 12)}: Kubernetes 1.34 is supported until 2026-11-30 (as of 2026-08-05).\n`,
    );
  });

  it('folds the report, and ends with the line that changes', () => {
    expect(page.body).toContain('<summary>Whole report</summary>\n\n### Clusters\n');
    expect(page.body.split('\n').slice(-2)[0]).toMatch(
      /^Read on 22 Nov 2026, 06:00 UTC by \[run 9000000001\]/,
    );
    expect(findMarked(page.body, 'fleet')?.fingerprint).toBe(page.fingerprint);
    expect(page.body).not.toMatch(/<!-- (due|plan)/);
  });

  it('keeps five pins open and folds the rest', () => {
    const many = Array.from({ length: 12 }, (_, at) => aJudged({ pin: aPin({ line: at + 1 }) }));
    const { body } = comment({ judged: many });
    expect(rows({ ...page, body: body.slice(0, body.indexOf('<details>')) })).toHaveLength(5);
    expect(body).toContain('<summary>7 more pins</summary>');
    expect(rows({ ...page, body })).toHaveLength(12);
  });

  it('says where its own branch was judged, and links there, and leaves open why', () => {
    const { body } = comment({ judged: [aJudged()], isMerged: false });
    expect(body).toContain(
      'GitHub had no test merge of this pull request (it has conflicts, is closed, or none was made yet): its own branch was judged',
    );
    expect(body).toContain(link('infra/production/main.tf', 12, 'refs/pull/12/head'));
    expect(comment({ judged: [aJudged()] }).body).not.toContain('test merge');
  });

  it.each<[string, ToldParts, Partial<ChangedPins>, string, string]>([
    ['a pin that is possible', aHealthyCluster(), { judged: [aJudged()] }, 'due', 'NOTE'],
    ['a pin that is impossible', aHealthyCluster(), { judged: judged.slice(3, 4) }, 'due', 'CAUTION'],
    ['a pin that is not known', aHealthyCluster(), { judged: judged.slice(4) }, 'due', 'WARNING'],
    ['a mark that is gone', aHealthyCluster(), { lost: [aPin()] }, 'due', 'WARNING'],
    ['a refused mark', aHealthyCluster(), { troubles: [aTrouble()] }, 'due', 'WARNING'],
    ['an unread file', aHealthyCluster(), { unread: unreadFiles }, 'due', 'WARNING'],
    ['no pin and nothing due', aHealthyCluster(), {}, 'clear', 'NOTE'],
    ['no pin and something due', aDueCluster(), {}, 'due', 'IMPORTANT'],
    ['no pin and no cluster', {}, {}, 'leave', 'NOTE'],
    ['a pin that is possible, and something due', aDueCluster(), { judged: [aJudged()] }, 'due', 'NOTE'],
    ['a pin that is possible, and much overdue', aFleet(3), { judged: [aJudged()] }, 'due', 'NOTE'],
    ['no pin, and much overdue', aFleet(3), {}, 'due', 'CAUTION'],
  ])('with %s', (_, parts, changed, standing, alert) => {
    const page = comment(changed, parts);
    expect(page.standing).toBe(standing);
    expect(page.body.split('\n')[1]).toBe(`> [!${alert}]`);
  });
});

describe('what a pull request does to marks', () => {
  const box = (changed: Partial<ChangedPins>) => comment(changed).body.split('\n')[2];

  it.each<[string, Partial<ChangedPins>, string]>([
    ['one kind', { judged: [aJudged()] }, '**Version pins changed: 1**, possible.'],
    [
      'one kind twice',
      { judged: [aJudged({ verdict: 'level' }), aJudged({ verdict: 'level' })] },
      '**Version pins changed: 2**, all run already.',
    ],
    ['none changed', { lost: [aPin()] }, '**No marked version changes.** 1 version is judged no more.'],
    [
      'several',
      {
        judged: [aJudged()],
        lost: [aPin(), aPin({ line: 13 })],
        troubles: [aTrouble({ file: sidecarPath }), aTrouble()],
      },
      '**Version pins changed: 1**, possible. 2 versions are judged no more. 1 mark and 1 entry cannot be followed.',
    ],
  ])('is counted: %s', (_, changed, told) => {
    expect(box(changed)).toBe(`> ${told}`);
  });

  it('is told: marks that it takes away or breaks, those on one value once', () => {
    const mark = { file: 'infra/dev.tfvars', line: 1, cluster: { name: 'dev' } };
    const lost = [aPin(mark), aPin({ ...mark, cluster: { name: 'test' } }), aPin({ line: 7 })];
    const { body } = comment({ lost, troubles: [aTrouble()] });
    expect(body).toContain(
      [
        '**Judged no more**',
        '',
        '- 🟡 The mark at `infra/dev.tfvars:1` (`dev` · `test`: `1.34.8`) is gone: its version is judged no more.',
        '- 🟡 The mark at `infra/production/main.tf:7` (`rg-production/orders`: `1.34.8`) is gone or cannot be followed: its version is judged no more.',
        '',
        '**Marks that cannot be followed**',
      ].join('\n'),
    );
  });

  it('tells entries of the mapping file from marks', () => {
    const troubles = [aTrouble(), aTrouble({ file: sidecarPath, line: 4, reason: 'It names no file' })];
    const { body } = comment({ troubles });
    expect(body).toContain('**Entries of the mapping file that cannot be followed**\n\n- [`');
    expect(body).toContain('#L4): It names no file.');
  });

  it('has one row for several marks on one value, and counts each of them', () => {
    const mark = (name: string) =>
      aJudged({ pin: aPin({ cluster: { name } }), cluster: aPinnedCluster(name) });
    const page = comment({ judged: ['a', 'b', 'c', 'd', 'e'].map(mark) });
    expect(rows(page).map((row) => row.split(' | ')[2])).toEqual([
      '`rg-production/a` · `rg-production/b` · `rg-production/c` · 2 more',
    ]);
    expect(page.body).toContain('**Version pins changed: 5**, all possible.');
  });
});

describe('the age of the calendar of support', () => {
  const isSaidOpen = (page: Page) => open(page).join('\n').includes('Support dates are of');
  const fold = '<summary>Whole report</summary>\n\nSupport dates are of **';

  it('stands in the report where the box is about pins, and in the box otherwise', () => {
    const withPins = oldCalendar({ judged: [aJudged()] });
    expect([isSaidOpen(withPins), withPins.body.includes(fold)]).toEqual([false, true]);
    const without = oldCalendar({});
    expect([isSaidOpen(without), without.body.includes(fold)]).toEqual([true, false]);
  });

  function oldCalendar(changed: Partial<ChangedPins>): Page {
    const told = aTold({ ...aDueCluster(), ...onPullRequest, pins: { changed: aChange(changed) } });
    return writeComment({ ...told, drift: { ...told.drift, calendarIsOld: true } });
  }
});

describe('a comment below a pull request that changes no pin', () => {
  it('has one line for each of three clusters, and the report', () => {
    const told = pinShapes['pull-request-no-pins']?.() ?? aTold();
    expect(open(writeComment(told)).slice(-3)).toEqual([
      '- 🔴 `orders`: `1.33.11` → **`1.35.5`**, node images 2 of 2 behind, **out of support**, 3 steps, 2 held back, [AKS007], by 31 Jul 2026',
      '- 🟠 `ledger`: `1.35.4` → **`1.35.5`**, 1 held back',
      '- 🔵 `web`: `1.36.2`, node images 1 of 1 behind, 1 step',
    ]);
  });

  it('counts the clusters beyond three', () => {
    const { body } = writeComment(aTold({ ...aFleet(12), ...onPullRequest, pins: { changed: aChange() } }));
    expect(body.slice(0, body.indexOf('<details>')).match(/^- .*$/gm)).toEqual([
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^- 🔴 `aks-\d{4}`: /u)),
      '- and 6 more clusters',
    ]);
  });

  it('is there when the target asks for it or pins were looked at, and not for an upgrade', () => {
    const asked = aTold({ ...aDueCluster(), reportTo: ['pr-comment'] });
    expect(writeReport(aTold(aDueCluster())).comment).toBeUndefined();
    expect(writeReport(asked).comment).toEqual(writeComment(asked));
    expect(writeReport(aTold({ pins: { changed: aChange() } })).comment).toBeDefined();
    expect(writeReport({ ...asked, upgrade: anUpgrade() }).comment).toBeUndefined();
  });

  it('says that pins could not be looked at', () => {
    const pinFailure = new Failure('AKSU-GITHUB-BRANCH', 'The tree of @team/x could not be read.', {
      next: 'Look.',
    });
    const page = writeComment({ ...aTold({ ...aHealthyCluster(), ...onPullRequest }), pinFailure });
    expect(page.standing).toBe('due');
    expect(page.body).toContain(
      '**Version pins could not be looked at.** The tree of @&#8203;team/x could not be read. Look.',
    );
    expect(page.body.split('\n')[1]).toBe('> [!WARNING]');
  });
});
