import { describe, expect, it } from 'vitest';
import { sidecarPath } from '../../src/pins/pin-files.ts';
import type { JudgedPin, Pins } from '../../src/pins/pins.ts';
import { shareRoom } from '../../src/report/annotation-room.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { judged, manyPins, moves, notes, pinShapes } from '../builders/pin-shapes.ts';
import { aChange, aPin, aProposal, aTrouble, unreadFiles } from '../builders/pins.ts';
import { aHealthyCluster } from '../builders/report-shapes.ts';
import { aTold, type ToldParts } from '../builders/told.ts';

const annotate = (pins: Pins, parts: ToldParts = {}) =>
  writeReport(aTold({ ...aHealthyCluster(), ...parts, pins })).annotations;

const impossible = {
  title: 'Version pin: 1.37 is impossible',
  text: 'rg-production/ledger. From 1.35.4 one step leads to 1.36 at most. The control plane is held: the last operation failed.',
  place: { file: 'infra/production/ledger.tfvars', line: 3 },
};

describe('annotations of pins', () => {
  it.each([
    [[], 'warning'],
    [['drift', 'unread'], 'warning'],
    [['blocked'], 'error'],
  ] as const)('with `fail-on` %j stand on their line as %s', (failOn, level) => {
    expect(annotate({ changed: aChange({ judged }) }, { failOn })).toEqual([{ level, ...impossible }]);
  });

  it('warn of a mark that cannot be followed, once however often it was read', () => {
    const troubles = [aTrouble()];
    const pins = { changed: aChange({ troubles }), proposed: aProposal({ moves, troubles }) };
    expect(annotate(pins, { failOn: ['blocked'] })).toEqual([
      {
        level: 'warning',
        title: 'Version pin: the mark cannot be followed',
        text: aTrouble().reason,
        place: { file: 'infra/production/main.tf', line: 40 },
      },
    ]);
  });

  it('warn of pins that nobody looks after, and of files that could not be read', () => {
    expect(annotate({ proposed: aProposal({ moves, notes, unread: unreadFiles }) })).toEqual([
      {
        level: 'warning',
        title: 'Version pin: 1.34.8 is not moved',
        text: 'archive. No cluster in scope is called archive.',
        place: { file: 'clusters/archive.yaml', line: 5 },
      },
      {
        level: 'warning',
        title: 'Version pin: 1.29 is not moved',
        text: 'rg-production/orders. 1.30 would be the number 1.3 in YAML: write it in quotes.',
        place: { file: 'clusters/dev.yaml', line: 2 },
      },
      {
        level: 'warning',
        title: 'Files that may pin versions could not be read: 1',
        text: 'modules/network: A submodule is not looked into.',
      },
      {
        level: 'warning',
        title: 'Files that may pin versions could not be read: 1',
        text: 'infra/huge.json: The file is larger than 1 MB.',
      },
    ]);
  });

  it('say what runs where no reason does', () => {
    const pin = { ...judged[3], reasons: ['AKS does not offer it.'] } as JudgedPin;
    const [annotation] = annotate({ changed: aChange({ judged: [pin] }) });
    expect(annotation?.text).toBe('rg-production/ledger. It runs 1.35.4. AKS does not offer it.');
  });

  it('tell an entry of the mapping file from a mark', () => {
    const troubles = [aTrouble({ file: sidecarPath })];
    expect(annotate({ proposed: aProposal({ troubles }) })[0]?.title).toBe(
      'Version pin: the entry cannot be followed',
    );
  });

  it('warn of a mark that is gone, where it stood, and of a broken one once', () => {
    const mark = { file: 'infra/dev.tfvars', line: 1, cluster: { name: 'dev' } };
    const lost = [aPin(mark), aPin({ ...mark, cluster: { name: 'test' } }), aPin({ line: 40 })];
    expect(annotate({ changed: aChange({ lost, troubles: [aTrouble()] }) })).toEqual([
      {
        level: 'warning',
        title: 'Version pin: the mark is gone',
        text: 'dev; test. The mark that stood here is gone: its version is judged no more.',
        place: { file: 'infra/dev.tfvars', line: 1 },
      },
      expect.objectContaining({ title: 'Version pin: the mark cannot be followed' }),
    ]);
  });

  it.each([
    [[3, 2, 4], 9, [3, 2, 4]],
    [[20, 0, 0], 9, [9, 0, 0]],
    [[1, 50, 200], 9, [1, 4, 4]],
    [[30, 30, 30, 30], 9, [2, 2, 2, 3]],
  ])('of %j share the room of %i as %j', (sizes, room, shares) => {
    expect(shareRoom(sizes, room)).toEqual(shares);
  });

  it('are few, and count the rest', () => {
    const { annotations } = writeReport(manyPins(200));
    const placed = annotations.filter(({ place }) => place !== undefined);
    expect(placed).toHaveLength(4);
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(9);
    const rest = annotations.filter(({ text }) => text.endsWith(': see the job summary.'));
    expect(rest.map(({ text }) => text)).toEqual([
      '27 more pins: see the job summary.',
      '198 more marks: see the job summary.',
      '20 more files: see the job summary.',
    ]);
  });

  it('name no cluster with redact', () => {
    const { annotations } = writeReport(pinShapes['pull-request-redacted']?.() ?? aTold());
    const pins = annotations.filter(({ place }) => place !== undefined);
    expect(pins.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^cluster-[0-9a-f]{8}\. From 1\.35\.4 /),
      aTrouble().reason,
    ]);
  });

  it('name neither cluster nor pool of a mark with redact', () => {
    const told = pinShapes['pull-request-lost-redacted']?.() ?? aTold();
    expect(writeReport(told).annotations.find(({ title }) => title.endsWith('gone'))?.text).toBe(
      'A pool; A cluster. The mark that stood here is gone: its version is judged no more.',
    );
  });

  it('are none where all is possible', () => {
    expect(
      annotate({ changed: aChange({ judged: judged.slice(0, 3) }), proposed: aProposal({ moves }) }),
    ).toEqual([]);
  });
});
