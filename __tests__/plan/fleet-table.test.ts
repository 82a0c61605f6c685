import { afterAll, describe, expect, test } from 'vitest';
import type { FindingCode } from '../../src/drift/codes.ts';
import { findingCodes } from '../../src/drift/codes.ts';
import type { HoldReason } from '../../src/plan/plan.ts';
import { controlPlaneRows } from './table/control-plane-rows.ts';
import { holdRows } from './table/hold-rows.ts';
import { poolRows } from './table/pool-rows.ts';
import { carryThrough, tellFinding, tellHold, tellStep } from './table/row.ts';

const rows = [...controlPlaneRows, ...poolRows, ...holdRows];
const outcomes = rows.map((row) => ({ row, ...carryThrough(row) }));

const reasons: Readonly<Record<HoldReason, true>> = {
  'auto-upgrade-channel': true,
  'maintenance-window': true,
  stopped: true,
  busy: true,
  failed: true,
  spot: true,
  'snapshot-pinned': true,
  'zero-nodes': true,
  'node-provisioning': true,
  automatic: true,
  'image-too-young': true,
};

describe('fleet → exact steps, holds and findings', () => {
  test.each(outcomes.map((outcome) => [outcome.row.name, outcome] as const))(
    '%s',
    (_, { row, drift, plan }) => {
      expect(plan.steps.map(tellStep)).toEqual(row.steps);
      expect(plan.holds.map(tellHold).sort()).toEqual([...row.holds].sort());
      const told = drift.findings.filter((finding) => finding.code !== 'AKS017').map(tellFinding);
      expect(told.sort()).toEqual([...row.findings].sort());
      expect(drift.clusters.some((cluster) => cluster.isUnsupported)).toBe(row.unsupported ?? false);
      expect(plan.isBlocked).toBe(row.blocked ?? false);
      const texts = [...drift.findings, ...plan.holds].map((each) => each.text);
      for (const said of row.says ?? []) expect(texts.join('\n')).toContain(said);
      for (const unsaid of row.silent ?? []) expect(texts.join('\n')).not.toContain(unsaid);
    },
  );

  test('every text is one sentence or more of plain words, and has no day counted from today', () => {
    for (const { drift, plan } of outcomes) {
      for (const { text } of [...drift.findings, ...plan.holds]) {
        expect(text).toMatch(/^[A-Za-z].*[.]$|^[A-Z].*Azure says: /);
        expect(text).not.toMatch(/undefined|null|NaN|\[object|in \d+ days|days ago|\n/);
      }
    }
  });

  test('severities are those that the table of codes names', () => {
    for (const { drift } of outcomes) {
      for (const finding of drift.findings) {
        expect(findingCodes[finding.code].severities).toContain(finding.severity);
      }
    }
  });
});

describe('coverage of the table', () => {
  const codes = count(outcomes.flatMap(({ drift }) => drift.findings.map((finding) => finding.code)));
  const held = count(outcomes.flatMap(({ plan }) => plan.holds.map((hold) => hold.reason)));

  test('at least forty rows', () => {
    expect(rows.length).toBeGreaterThanOrEqual(40);
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  });

  test('every finding code, in each of its severities', () => {
    const seen = new Set(
      outcomes.flatMap(({ drift }) => drift.findings.map((finding) => `${finding.code} ${finding.severity}`)),
    );
    const all = (Object.keys(findingCodes) as FindingCode[]).flatMap((code) =>
      findingCodes[code].severities.map((severity) => `${code} ${severity}`),
    );
    expect(all.filter((each) => !seen.has(each))).toEqual([]);
  });

  test('every hold reason', () => {
    expect(Object.keys(reasons).filter((reason) => !held.has(reason))).toEqual([]);
  });

  afterAll(() => {
    console.log(`${rows.length} rows; codes ${tell(codes)}; holds ${tell(held)}`);
  });
});

function count(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of [...values].sort()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function tell(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([value, times]) => `${value}×${times}`).join(' ');
}
