import { describe, expect, it } from 'vitest';
import type { Pins } from '../../src/pins/pins.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { judged, manyPins, moves, notes, pinShapes } from '../builders/pin-shapes.ts';
import { aChange, aProposal, aTrouble, unreadFiles } from '../builders/pins.ts';
import { aHealthyCluster } from '../builders/report-shapes.ts';
import { aTold, type ToldParts } from '../builders/told.ts';

const annotate = (pins: Pins, parts: ToldParts = {}) =>
  writeReport(aTold({ ...aHealthyCluster(), ...parts, pins })).annotations;

const impossible = {
  title: 'Version pin: 1.37 is impossible',
  text: 'rg-production/ledger. It runs 1.35.4. From 1.35.4 one step leads to 1.36 at most. The control plane is held: the last operation failed.',
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

  it('warn of an annotation that cannot be followed, once however often it was read', () => {
    const troubles = [aTrouble()];
    const pins = { changed: aChange({ troubles }), proposed: aProposal({ moves, troubles }) };
    expect(annotate(pins, { failOn: ['blocked'] })).toEqual([
      {
        level: 'warning',
        title: 'Version pin: the annotation cannot be followed',
        text: aTrouble().reason,
        place: { file: 'infra/production/main.tf', line: 40 },
      },
    ]);
  });

  it('warn of pins that nobody looks after, and of files that could not be read', () => {
    expect(annotate({ proposed: aProposal({ moves, notes, unread: unreadFiles }) })).toEqual([
      {
        level: 'warning',
        title: 'Version pins not looked after: 2',
        text: 'clusters/archive.yaml:5 and clusters/dev.yaml:2. The job summary says why.',
      },
      {
        level: 'warning',
        title: 'Files that may pin versions could not be read: 2',
        text: 'infra/huge.json and modules/network. The file is larger than 1 MB.',
      },
    ]);
  });

  it('are few, and count the rest', () => {
    const { annotations } = writeReport(manyPins(200));
    const placed = annotations.filter(({ place }) => place !== undefined);
    expect(placed).toHaveLength(16);
    expect(annotations.filter(({ title }) => title === 'Version pin').map(({ text }) => text)).toEqual([
      '21 more pins: see the job summary.',
      '192 more annotations: see the job summary.',
    ]);
  });

  it('name no cluster with redact', () => {
    const { annotations } = writeReport(pinShapes['pull-request-redacted']?.() ?? aTold());
    const pins = annotations.filter(({ place }) => place !== undefined);
    expect(pins.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^cluster-[0-9a-f]{8}\. It runs 1\.35\.4\. /),
      aTrouble().reason,
    ]);
  });

  it('are none where all is possible', () => {
    expect(
      annotate({ changed: aChange({ judged: judged.slice(0, 3) }), proposed: aProposal({ moves }) }),
    ).toEqual([]);
  });
});
