import { describe, expect, it } from 'vitest';
import { hasNewDue, writeDue } from '../../src/report/due.ts';
import type { Told } from '../../src/report/told.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { aCluster, aPool } from '../builders/fleet.ts';
import { aFinding, aHold, aStep, aTold, type ToldParts } from '../builders/told.ts';

const cluster = aCluster({ name: 'orders', pools: [aPool({ name: 'system' }), aPool({ name: 'batch' })] });
const [system, batch] = cluster.pools;
if (system === undefined || batch === undefined) throw new Error('the builder gave no pools');

const step = aStep(cluster, { kind: 'node-image', pool: system, from: 'a', to: 'b' });
const held = aHold(cluster, { kind: 'node-image', pool: batch, from: 'a', to: 'b', reason: 'spot' });

function told(differs: ToldParts): Told {
  return aTold({ clusters: [cluster], steps: [step], holds: [held], ...differs });
}

function isNew(before: ToldParts, after: ToldParts): boolean | undefined {
  return hasNewDue(writeDue(told(before)), writeDue(told(after)));
}

describe('something new is due', () => {
  const closed = aHold(cluster, {
    kind: 'node-image',
    pool: system,
    standing: false,
    reason: 'maintenance-window',
    until: new Date('2026-11-28T00:00:00Z'),
  });
  const later = { ...closed, until: new Date('2026-12-05T00:00:00Z') };
  it.each<[string, ToldParts, ToldParts, boolean]>([
    ['not when nothing changed', {}, {}, false],
    ['not when a window opens another week', { holds: [held, closed] }, { holds: [held, later] }, false],
    ['not when a part was done', {}, { steps: [] }, false],
    [
      'not when a step is held from now on',
      {},
      { steps: [], holds: [held, { ...held, pool: system }] },
      false,
    ],
    [
      'not when another pool holds the control plane',
      { holds: [aHold(cluster, { pool: system })] },
      { holds: [aHold(cluster, { pool: batch })] },
      false,
    ],
    [
      'not when a pool holds the control plane from now on',
      { steps: [aStep(cluster)], holds: [] },
      { steps: [], holds: [aHold(cluster, { pool: batch })] },
      false,
    ],
    [
      'when a pool is below its control plane without a way up',
      {},
      { findings: [aFinding(cluster, { code: 'AKS003', pool: system })] },
      true,
    ],
    [
      'not when a pool is below its control plane and has a step',
      { steps: [{ ...step, kind: 'pool-version' }] },
      {
        steps: [{ ...step, kind: 'pool-version' }],
        findings: [aFinding(cluster, { code: 'AKS003', pool: system })],
      },
      false,
    ],
    [
      'not when something only informs',
      {},
      { findings: [aFinding(cluster, { severity: 'recommended' })] },
      false,
    ],
    ['when a newer image is on offer', {}, { steps: [{ ...step, to: 'c' }] }, true],
    ['when another pool is behind', { holds: [] }, {}, true],
    [
      'when a version went out of support',
      {},
      { findings: [aFinding(cluster, { code: 'AKS007', severity: 'required' })] },
      true,
    ],
    [
      'when something could not be read',
      {},
      { inventory: { unread: [{ kind: 'cluster', id: '/c', name: 'c', reason: 'r' }] } },
      true,
    ],
  ])('%s', (_, before, after, expected) => {
    expect(isNew(before, after)).toBe(expected);
  });

  it('is not known where one of the texts does not say', () => {
    expect(hasNewDue('Our text of an older version', writeDue(told({})))).toBe(undefined);
  });

  it('is read from a whole issue, line ends of the web editor included', () => {
    const body = writeReport(told({})).body.replaceAll('\n', '\r\n');
    expect(hasNewDue(body, writeReport(told({})).body)).toBe(false);
    expect(hasNewDue(body, writeReport(told({ steps: [{ ...step, to: 'c' }] })).body)).toBe(true);
  });

  it('stays short for a large fleet, where any change counts', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...step, to: `image-${index}` }));
    expect(writeDue(told({ steps: many })).length).toBeLessThan(100);
    expect(isNew({ steps: many }, { steps: many })).toBe(false);
    expect(isNew({ steps: many }, { steps: many.slice(1) })).toBe(true);
  });
});
