import { describe, expect, it } from 'vitest';
import { tellsTheSame, writeMarked } from '../../src/report/marker.ts';
import { keepPlanSince, readPlanSince, writePlanSince } from '../../src/report/plan-since.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, aPool } from '../builders/fleet.ts';
import { aStep, aTold } from '../builders/told.ts';

const digits = 'ab12cd34ab12';
const digest = `sha256:${digits}${'0'.repeat(52)}`;
const steps = [aStep(aCluster({ name: 'orders' }))];
const [first, later] = [new Date('2026-11-22T06:00:00.700Z'), new Date('2026-11-23T06:00:00Z')];

function ours(at: Date, of = digest, text = 'text'): string {
  return writeMarked('fleet', 'ab', `<!-- due -->\n${writePlanSince({ digest: of, steps }, at)}${text}`);
}

describe('since when the plan stands', () => {
  it('is a hidden line in whole seconds, and none for a plan that does nothing', () => {
    expect(writePlanSince({ digest, steps }, first)).toBe(
      '<!-- plan ab12cd34ab12 since 2026-11-22T06:00:00Z -->\n',
    );
    expect(writePlanSince({ digest, steps: [] }, first)).toBe('');
  });

  it('is read for its own digits alone, with line ends of the web editor too', () => {
    expect(readPlanSince(ours(later), digits)).toEqual(later);
    expect(readPlanSince(ours(later).replaceAll('\n', '\r\n'), digits)).toEqual(later);
    expect(readPlanSince(ours(later), 'ab12cd34ab13')).toBeUndefined();
    expect(readPlanSince(ours(later).replace('2026-11', '2026-99'), digits)).toBeUndefined();
    expect(readPlanSince(ours(later).replace('Z -->', ' -->'), digits)).toBeUndefined();
  });

  it('is read at the head alone, not where text could tell it', () => {
    const forged = writeMarked(
      'fleet',
      'ab',
      `<!-- due -->\ntext\n\n${writePlanSince({ digest, steps }, first)}`,
    );
    expect(readPlanSince(forged, digits)).toBeUndefined();
  });

  it('keeps the older time for the same digits', () => {
    expect(keepPlanSince(ours(later), ours(first))).toBe(ours(first));
    expect(keepPlanSince(ours(later), ours(first).replaceAll('\n', '\r\n'))).toBe(ours(first));
    expect(keepPlanSince(ours(first), ours(later))).toBe(ours(first));
    const other = `sha256:${'ef'.repeat(32)}`;
    expect(keepPlanSince(ours(later), ours(first, other))).toBe(ours(later));
    expect(keepPlanSince(ours(later), 'nothing')).toBe(ours(later));
    expect(keepPlanSince('nothing', ours(first))).toBe('nothing');
  });

  it('is no part of what is told, while the digits are', () => {
    expect(tellsTheSame(ours(first), ours(later))).toBe(true);
    expect(tellsTheSame(ours(first), ours(first, `sha256:${'ef'.repeat(32)}`))).toBe(false);
    expect(tellsTheSame(ours(first), ours(first).replace(/<!-- plan .*\n/, ''))).toBe(false);
  });

  it('stands in a report with steps, and leaves its fingerprint alone', () => {
    const pool = aPool({ name: 'system' });
    const cluster = aCluster({ name: 'orders', pools: [pool] });
    const told = aTold({ clusters: [cluster], steps: [aStep(cluster)] });
    const [before, after] = [writeReport({ ...told, now: first }), writeReport({ ...told, now: later })];
    expect(readPlanSince(before.body, told.plan.digest.slice(7, 19))).toEqual(
      new Date('2026-11-22T06:00:00Z'),
    );
    expect(after.fingerprint).toBe(before.fingerprint);
    expect(after.body).not.toBe(before.body);
    expect(writeReport(aTold({ clusters: [cluster] })).body).not.toContain('<!-- plan');
    expect(before.summary).not.toContain('<!-- plan');
  });
});
