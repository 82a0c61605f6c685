import type { Hold } from '../../plan/plan.ts';
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
  const lines = holds.map((hold) => {
    const where = hold.pool === undefined ? 'Control plane' : `Pool ${spanPool(told, hold.pool)}`;
    return `- ${where}, ${nameKind(hold.kind)} ${tellMove(hold)}: ${tellHold(told, hold)}`;
  });
  return `${heading}\n\n${lines.join('\n')}`;
}
