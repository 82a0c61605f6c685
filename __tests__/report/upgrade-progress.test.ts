import { expect, test } from 'vitest';
import { progressLimit, writeProgress } from '../../src/report/progress.ts';
import type { ClusterProgress, StepProgress } from '../../src/upgrade/outcome.ts';
import { aCluster, aPool } from '../builders/fleet.ts';
import { aTold } from '../builders/told.ts';
import { anApprovedStep } from '../builders/upgrade-told.ts';

const pool = aPool({ name: 'system' });
const cluster = aCluster({ name: 'aks-shop', resourceGroup: 'rg-shop', pools: [pool] });
const since = new Date('2026-11-22T06:02:00Z');
const facts = { ...aTold(), changedAt: new Date('2026-11-22T06:05:00Z') };

function aStep(state: StepProgress['state'], differs: Partial<StepProgress> = {}): StepProgress {
  return { approved: anApprovedStep(), state, text: '', ...differs };
}

function write(steps: readonly StepProgress[], differs: Partial<ClusterProgress> = {}): string {
  return writeProgress({ cluster, steps, isOver: false, ...differs }, facts);
}

test('while it runs: marker, who, how far, each step and since when, the last change', () => {
  const text = write([
    aStep('done', { since }),
    aStep('running', {
      pool,
      since,
      text: 'Started at 06:02.',
      approved: anApprovedStep({ kind: 'pool-version' }),
    }),
    aStep('waiting'),
  ]);
  expect(text.replace(/cluster=[0-9a-f]{16}/, 'cluster=ID').split('\n')).toEqual([
    '<!-- aks-upgrade progress key=fleet cluster=ID -->',
    '',
    '🔵 **Upgrade running: `rg-shop/aks-shop`**, by [run 9000000001](https://github.com/contoso/platform/actions/runs/9000000001). 1 done, 1 running and 1 waiting.',
    '',
    '|  | Step | From → to | State | Since |',
    '| --- | --- | --- | --- | --- |',
    '| 1 | Control plane: Kubernetes | `1.35.5` → `1.36.2` | 🟢 **done** | 22 Nov 2026, 06:02 UTC |',
    '| 2 | Pool `system`: Kubernetes | `1.35.5` → `1.36.2` | 🔵 **running**: Started at 06:02. | 22 Nov 2026, 06:02 UTC |',
    '| 3 | Control plane: Kubernetes | `1.35.5` → `1.36.2` | ⏳ **waiting** |  |',
    '',
    'Last change: 22 Nov 2026, 06:05 UTC. Edited at most every five minutes.',
  ]);
});

test.each([
  [['done', 'already-done'], '🟢', 'Upgrade over'],
  [['done', 'failed', 'not-started'], '🔴', 'Upgrade over'],
  [['done', 'not-started'], '⚪', 'Handed over'],
  [['unread'], '🔴', 'Upgrade over'],
  [['done', 'running'], '🔵', 'Handed over'],
  [['done', 'held'], '🟠', 'Handed over'],
] as const)('when over with %j: %s %s', (states, sign, head) => {
  const text = write(
    states.map((state) => aStep(state)),
    { isOver: true },
  );
  expect(text).toContain(`${sign} **${head}: \`rg-shop/aks-shop\`**`);
  expect(text).toContain('The job summary has the whole story.');
});

test('what runs on when it is over is said to do so', () => {
  expect(write([aStep('running')], { isOver: true })).toContain('**still running in Azure**');
});

test('never longer than a comment may be: what is done goes first, and is counted', () => {
  const steps = Array.from({ length: 800 }, (_, at) =>
    aStep(at < 790 ? 'done' : 'failed', { text: 'word '.repeat(100) }),
  );
  const text = write(steps);
  expect(text.length).toBeLessThanOrEqual(progressLimit);
  expect(text.match(/\*\*failed\*\*/g)).toHaveLength(10);
  expect(text).toMatch(/_And \d+ more steps, for which there is no room here\._/);
});
