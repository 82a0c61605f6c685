import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { ProposedPins } from '../../src/pins/pins.ts';
import { hasNewDue } from '../../src/report/due.ts';
import { docsBase } from '../../src/report/links.ts';
import { tellsTheSame } from '../../src/report/marker.ts';
import type { Page } from '../../src/report/report.ts';
import { writePullRequest } from '../../src/report/write-pull-request.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, aPool } from '../builders/fleet.ts';
import { moves, notes, pinShapes } from '../builders/pin-shapes.ts';
import {
  aChange,
  aMove,
  aNote,
  aPin,
  aPinnedCluster,
  aProposal,
  aTrouble,
  unreadFiles,
} from '../builders/pins.ts';
import { aDueCluster, aHealthyCluster, unreadThings } from '../builders/report-shapes.ts';
import { aTold, type ToldParts } from '../builders/told.ts';

function pull(proposed: Partial<ProposedPins>, parts: ToldParts = aHealthyCluster()): Page {
  const whole = aProposal(proposed);
  return writePullRequest(aTold({ ...parts, pins: { proposed: whole } }), whole);
}

const link = (file: string, line: number) =>
  `(https://github.com/contoso/platform/blob/main/${file}#L${line})`;

describe('the title', () => {
  const image = (release: string) => `AKSUbuntu-2204gen2containerd-${release}`;
  const to = (version: string) => aMove({ to: version });
  it.each([
    ['no move', [], 'AKS: no version pin to move'],
    ['one', [to('1.34.8')], 'AKS: move 1 version pin (1.33.11 → 1.34.8)'],
    ['several alike', [to('1.34.8'), to('1.34.8')], 'AKS: move 2 version pins (1.33.11 → 1.34.8)'],
    ['several', [to('1.35.1'), to('1.34.8')], 'AKS: move 2 version pins (to 1.34.8, 1.35.1)'],
    ['many', ['1.34.1', '1.34.2', '1.34.3', '1.34.4'].map(to), 'AKS: move 4 version pins'],
    [
      'an image',
      [aMove({ pin: aPin({ field: 'node-image' }), from: image('202510.19.1'), to: image('202611.09.0') })],
      'AKS: move 1 version pin (202510.19.1 → 202611.09.0)',
    ],
    [
      'a minor with its v',
      [aMove({ from: 'v1.33', to: 'v1.34' })],
      'AKS: move 1 version pin (v1.33 → v1.34)',
    ],
    ['what is no number', [aMove({ to: '@team' })], 'AKS: move 1 version pin'],
    [
      'an image of another kind',
      [aMove({ pin: aPin({ field: 'node-image' }), from: image('202510.19.1'), to: 'x' })],
      'AKS: move 1 version pin',
    ],
  ])('of %s', (_, moved, title) => {
    expect(pull({ moves: moved }).title).toBe(title);
  });
});

describe('the pull request', () => {
  const page = writeReport(pinShapes['bump']?.() ?? aTold()).pullRequest ?? pull({});

  it('says what it moves, and what that does in Azure', () => {
    expect(page.body.split('\n').slice(3, 12)).toEqual([
      '> [!WARNING]',
      '> **Moves 3 version pins in 2 files.** 6 pins found · 3 left as they are · 1 mark cannot be followed · 2 files could not be read.',
      '',
      '| Where | Cluster | Pin | In Azure, once applied |',
      '| --- | --- | --- | --- |',
      `| [\`infra/production/main.tf:12\`]${link('infra/production/main.tf', 12)} | \`orders\` | \`1.33.11\`\u00a0→\u00a0**\`1.34.8\`** | upgrade; a later pull request goes on to \`1.35.5\` |`,
      `| [\`infra/production/main.tf:31\`]${link('infra/production/main.tf', 31)} | \`orders\`, pool\u00a0\`batch\` | \`202510.19.1\`\u00a0→\u00a0**\`202611.09.0\`** | upgrade |`,
      `| [\`infra/staging/aks.bicep:8\`]${link('infra/staging/aks.bicep', 8)} | \`web\` | \`1.35\`\u00a0→\u00a0**\`1.36\`** | nothing: \`1.36.2\` runs already |`,
      '',
    ]);
  });

  it('does not count the pins twice where all are moved', () => {
    const body = (count: number) => pull({ moves: [aMove()], edits: [], count }).body;
    expect(body(1)).toContain('> **Moves 1 version pin in 0 files.**\n');
    expect(body(2)).toContain('> **Moves 1 version pin in 0 files.** 2 pins found.\n');
  });

  it('counts one thing as one', () => {
    const notes = [aNote('ahead', 'x', { line: 3 })];
    expect(pull({ moves: [aMove()], notes, edits: [] }).body).toContain(' 2 pins found · 1 left as it is.\n');
  });

  it('has one row for several marks on one value', () => {
    const mark = (name: string) => aMove({ cluster: aPinnedCluster(name), pin: aPin({ cluster: { name } }) });
    const { body } = pull({ moves: [mark('one'), mark('two')] });
    expect(body.match(/^\| \[.*\| `rg-production\/one` · `rg-production\/two` \|/gm)).toHaveLength(1);
    const left = (name: string) => aNote('form', 'Quote it.', { line: 3, cluster: { name } });
    expect(pull({ notes: [left('one'), left('two')] }).body).toContain(
      `${link('infra/production/main.tf', 3)} (\`one\` · \`two\`) \`1.34.8\`, **form**: Quote it.`,
    );
  });

  it('gathers files that could not be read by their reason', () => {
    const unread = Array.from({ length: 12 }, (_, at) => ({ path: `${10 + at}.tf`, reason: 'too many' }));
    expect(pull({ unread }).body).toContain('\n- 12 files (`10.tf`, `11.tf`, `12.tf`, …): Too many.\n');
  });

  it('says from where to where Azure goes, where the pin does not show it', () => {
    const move = aMove({ from: '1.32', to: '1.34', running: '1.33.11', target: '1.34.8' });
    expect(pull({ moves: [move] }).body).toContain('| upgrade from `1.33.11` to `1.34.8` |');
    expect(pull({ moves: [aMove({ isCatchingUp: true, further: '1.36.2' })] }).body).toContain(
      '| nothing: `1.34.8` runs already; a later pull request goes on to `1.36.2` |',
    );
  });

  it('says what starts the upgrade', () => {
    expect(page.body).toContain('Merging changes files alone. The upgrade starts where they are applied');
    expect(pull({ moves: [aMove({ isCatchingUp: true })] }).body).toContain('nothing is upgraded.');
    expect(page.body).toContain(
      'made with `GITHUB_TOKEN`: approve them where it asks to, close and reopen this one',
    );
  });

  it('says what it leaves as it is, and what it could not read', () => {
    const from = page.body.indexOf('**Not moved**');
    expect(page.body.slice(from, page.body.indexOf('No checks here?')).trimEnd().split('\n')).toEqual([
      '**Not moved**',
      '',
      `- [\`infra/production/main.tf:50\`]${link('infra/production/main.tf', 50)} (\`rg-production/orders\`) \`1.36.9\`, **ahead of what runs**: 1.36.9 is above what runs: a pin is never moved back.`,
      `- [\`clusters/archive.yaml:5\`]${link('clusters/archive.yaml', 5)} (\`archive\`) \`1.34.8\`, **cluster or pool not known**: No cluster in scope is called archive.`,
      `- [\`clusters/dev.yaml:2\`]${link('clusters/dev.yaml', 2)} (\`rg-production/orders\`) \`1.29\`, **form**: 1.30 would be the number 1.3 in YAML: write it in quotes.`,
      '',
      '**Marks that cannot be followed**',
      '',
      `- [\`infra/production/main.tf:40\`]${link('infra/production/main.tf', 40)}: 2 values that look like a Kubernetes version stand on this line: which one is meant cannot be told.`,
      '',
      '**Files that could not be read**',
      '',
      '- `modules/network`: A submodule is not looked into.',
      '- `infra/huge.json`: The file is larger than 1 MB.',
    ]);
    expect(page.body).toContain('<summary>Whole report</summary>\n\n> [!CAUTION]');
  });

  it('says the same after a commit to the base branch that changes no pin', () => {
    const proposal = aProposal({ moves, notes });
    const later = { ...proposal, base: { ...proposal.base, commit: 'f'.repeat(40), tree: 'f'.repeat(40) } };
    const write = (proposed: ProposedPins) =>
      writePullRequest(aTold({ ...aDueCluster(), pins: { proposed } }), proposed);
    expect(write(later)).toEqual(write(proposal));
  });

  it('says the same when it is read again', () => {
    const told = pinShapes['bump']?.() ?? aTold();
    const now = new Date(told.now.getTime() + 3_600_000);
    const later = {
      ...told,
      now,
      inventory: { ...told.inventory, takenAt: now },
      context: { ...told.context, runId: '2' },
    };
    const again = writeReport(later).pullRequest;
    expect(again?.fingerprint).toBe(page.fingerprint);
    expect(again?.body).not.toBe(page.body);
    expect(tellsTheSame(again?.body ?? '', page.body)).toBe(true);
  });
});

describe('what should become of the pull request', () => {
  const upgrading = aCluster({ provisioningState: 'Upgrading' });
  it.each<[string, Partial<ProposedPins>, ToldParts, string]>([
    ['a move', { moves: [aMove()], unread: unreadFiles }, aHealthyCluster(), 'due'],
    ['no move', { count: 4 }, aHealthyCluster(), 'clear'],
    ['no pin at all', {}, aHealthyCluster(), 'clear'],
    ['what is due, and no pin for it', {}, aDueCluster(), 'clear'],
    ['a pin ahead', { notes: [aNote('ahead', 'x')] }, aHealthyCluster(), 'clear'],
    ['a pin that waits', { notes: [aNote('waits', 'x')] }, aHealthyCluster(), 'clear'],
    ['a pin of an unread pool', { notes: [aNote('unread', 'x')] }, aHealthyCluster(), 'leave'],
    ['a pin of an unknown cluster', { notes: [aNote('unknown', 'x')] }, aHealthyCluster(), 'clear'],
    ['an unread file', { unread: unreadFiles }, aHealthyCluster(), 'leave'],
    ['an unread cluster', {}, { ...aHealthyCluster(), inventory: { unread: unreadThings } }, 'leave'],
    ['no cluster', {}, {}, 'leave'],
    ['a running upgrade', {}, { clusters: [upgrading] }, 'leave'],
    [
      'a pool that is upgraded',
      {},
      { clusters: [aCluster({ pools: [aPool({ provisioningState: 'Upgrading' })] })] },
      'leave',
    ],
  ])('with %s', (_, proposed, parts, standing) => {
    expect(pull(proposed, parts).standing).toBe(standing);
  });

  it('is left where files could not be looked at', () => {
    const told = { ...aTold(aHealthyCluster()), pinFailure: new Failure('AKSU-GITHUB-BRANCH', 'x') };
    expect(writePullRequest(told, aProposal()).standing).toBe('leave');
  });

  it('closes by saying why, and what stays as it is', () => {
    expect(pull({ count: 4, notes: [aNote('ahead', 'x')], troubles: [aTrouble()] }).closing).toBe(
      'No version pin is to be moved any more: [run 9000000001](https://github.com/contoso/platform/actions/runs/9000000001) looked at 4 pins on the base branch, and everything could be read. 1 pin left as written: the job summary says why. 1 mark cannot be followed: the job summary says why. The next check opens a pull request again when one is to be moved.',
    );
  });
});

describe('what is due in the pull request', () => {
  const stood = pull({ moves });
  const [first = aMove()] = moves;
  const isNew = (moved: typeof moves) => hasNewDue(stood.body, pull({ moves: moved }).body);
  it.each<[string, typeof moves, boolean]>([
    ['the same', moves, false],
    ['the same in another order', moves.toReversed(), false],
    ['less', moves.slice(1), false],
    ['another line', [{ ...first, pin: { ...first.pin, line: 99, start: 1_000 } }], false],
    ['a version that was written meanwhile', [{ ...first, from: '1.33.12', running: '1.33.12' }], false],
    ['another target', [{ ...first, to: '1.34.9' }], true],
    ['another file', [{ ...first, pin: { ...first.pin, file: 'other.tf' } }], true],
    ['another cluster', [{ ...first, cluster: aCluster({ name: 'other' }) }], true],
    ['a pool', [{ ...first, pool: aPool({ name: 'other' }) }], true],
    ['another field', [{ ...first, pin: { ...first.pin, field: 'node-image' } }], true],
  ])('%s', (_, moved, expected) => {
    expect(isNew(moved)).toBe(expected);
  });
});

describe('the issue and the summary', () => {
  it('tell of pins, the one in numbers, the other by name', () => {
    const report = writeReport(pinShapes['bump']?.() ?? aTold());
    expect(report.body).toContain(
      '**Version pins:** 6 found, 3 to move by pull request, 3 left as they are. 1 mark cannot be followed. 2 files could not be read.',
    );
    expect(report.body).not.toContain('main.tf');
    expect(report.summary).toContain('### Version pins\n\n| Where | Cluster |');
    expect(report.summary).toContain('**Files that could not be read**');
    const judged = writeReport(pinShapes['pull-request-pins']?.() ?? aTold());
    expect(judged.body).toContain('**Version pins that the pull request changes: 5**, 1 impossible');
    expect(judged.summary).toContain('### Version pins of the pull request\n\n| Verdict | Where |');
  });

  const tell = (proposed: Partial<ProposedPins>, paths: readonly string[] = []) => {
    const told = aTold({ ...aHealthyCluster(), pins: { proposed: aProposal(proposed) } });
    return writeReport({ ...told, inputs: { ...told.inputs, pins: { paths } } });
  };
  const how = `[how to mark a version](${docsBase}/version-pins.md#mark-a-version)`;

  it.each<[string, Partial<ProposedPins>, readonly string[], string]>([
    ['no pin', {}, [], `No mark was found: ${how}.`],
    ['no pin in a folder', {}, ['infra'], `No mark was found under \`infra\`: ${how}.`],
    [
      'no pin in many',
      {},
      ['a', 'b', 'c', 'd', '@x'],
      `No mark was found under \`a\`, \`b\`, \`c\` and 2 more: ${how}.`,
    ],
    [
      'no pin, and not all read',
      { unread: unreadFiles },
      [],
      `No mark was found, as far as files could be read: ${how}.`,
    ],
    ['one, level', { count: 1 }, [], '1 pin, level with what runs.'],
    ['all level', { count: 3, troubles: [aTrouble()] }, [], '3 pins, all level with what runs.'],
  ])('say what there is where nothing is to be moved: %s', (_, proposed, paths, said) => {
    const report = tell(proposed, paths);
    expect(report.summary).toContain(`\n### Version pins\n\n${said}\n`);
    const lower = said.replace(/^N/, 'n');
    expect(report.body).toContain(`**Version pins:** ${lower}`);
    expect(report.pullRequest?.body).toContain(`> **No version pin is to be moved.** ${said.slice(0, -1)}`);
  });

  it('never have a heading with nothing below', () => {
    const notes = [aNote('ahead', 'x')];
    for (const proposed of [{}, { count: 2 }, { notes }, { moves }, { troubles: [aTrouble()] }])
      expect(tell(proposed).summary).not.toMatch(/### Version pins[^\n]*\s+(?:#|Read on|$)/);
    expect(tell({ troubles: [aTrouble()] }).summary).not.toContain('No mark was found');
    const onPull = (count: number) =>
      writeReport(aTold({ ...aHealthyCluster(), pins: { changed: aChange({ count }) } })).summary;
    expect(onPull(0)).not.toContain('Version pins');
    expect(onPull(2)).toContain('### Version pins of the pull request\n\nNo marked version changes.\n');
  });

  it('say nothing of pins where they were not looked at', () => {
    for (const told of [aTold(aDueCluster()), aTold({ ...aDueCluster(), pins: {} })]) {
      expect(writeReport(told).body + writeReport(told).summary).not.toMatch(/[Vv]ersion pin/);
      expect(writeReport(told).pullRequest).toBeUndefined();
    }
  });

  it('say that they could not be looked at', () => {
    const pinFailure = new Failure('AKSU-GITHUB-BRANCH', 'GitHub answered 403.', {
      next: 'Add the permission.',
    });
    const report = writeReport({ ...aTold(aHealthyCluster()), pinFailure });
    expect(report.body).toContain('**Version pins could not be looked at**: the job summary says why.');
    expect(report.summary).toContain(
      '**Version pins could not be looked at.** GitHub answered 403. Add the permission.',
    );
  });
});
