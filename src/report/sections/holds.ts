import type { Hold } from '../../plan/plan.ts';
import { byText } from '../cluster-view.ts';
import { listWords } from '../markdown.ts';
import { spanPool } from '../names.ts';
import type { Told } from '../told.ts';
import { nameKind, tellMove } from '../words.ts';
import { tellHold } from './steps.ts';

/** What is behind and stays out of the plan, and why. */
export function tellHolds(told: Told, holds: readonly Hold[]): string {
  const blocked = holds.filter((hold) => !hold.heals);
  const healing = holds.filter((hold) => hold.heals);
  return [tellList(told, '**Held back**', blocked), tellList(told, '**Left to AKS**', healing)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function tellList(told: Told, heading: string, holds: readonly Hold[]): string {
  if (holds.length === 0) return '';
  return `${heading}\n\n${mergeKinds(holds)
    .map((same) => tellOne(told, same))
    .join('\n')}`;
}

function tellOne(told: Told, same: Same): string {
  const [hold] = same;
  const { pool } = hold;
  const isControlPlane = hold.kind === 'control-plane' || pool === undefined;
  const where = isControlPlane ? 'Control plane' : `Pool ${spanPool(told, pool)}`;
  // The sentence names the pool that holds a control plane; without the sentence it is named here.
  const cause = told.inputs.telling.redact && isControlPlane && pool ? ` (${spanPool(told, pool)})` : '';
  const moves = same.map((each) => `${nameKind(each.kind)} ${tellMove(each)}`);
  return `- ${where}: ${listWords(moves)}: ${tellHold(told, hold)}${cause}`;
}

type Same = readonly [Hold, ...Hold[]];

/** Version and image of one pool, held for the same reason, are told once, the version first. */
function mergeKinds(holds: readonly Hold[]): readonly Same[] {
  const keyOf = (hold: Hold) =>
    hold.kind === 'control-plane'
      ? [hold.kind, hold.pool?.id, hold.to, hold.reason, hold.text].join('\n')
      : [hold.pool?.id, hold.reason, hold.text, hold.until?.toISOString()].join('\n');
  return [...Map.groupBy(holds, keyOf).values()].flatMap((same) => {
    const [first, ...others] = same.toSorted(byText(({ kind }) => (kind === 'node-image' ? '1' : '0')));
    return first === undefined ? [] : [[first, ...others] as const];
  });
}
