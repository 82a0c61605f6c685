/**
 * Since when the plan's digest stands in our issue, as a hidden line below `due.ts`'s: a comment that approves has to be
 * newer (contract §6). The time is no part of what is told: it neither counts for the fingerprint nor causes a write,
 * and once it stands it stays as long as the digits do.
 */

import type { Plan } from '../plan/plan.ts';

const line = /^<!-- plan ([0-9a-f]{12}) since (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) -->$/;
/** The marker, what is due, and this: further below stands what is told. */
const head = 3;

/** The line with its line end; empty for a plan that does nothing. Whole seconds, as GitHub's own times. */
export function writePlanSince(plan: Pick<Plan, 'digest' | 'steps'>, at: Date): string {
  if (plan.steps.length === 0) return '';
  const digits = plan.digest.replace(/^sha256:/, '').slice(0, 12);
  return `<!-- plan ${digits} since ${at.toISOString().replace(/\.\d+Z$/, 'Z')} -->\n`;
}

/** Since when these digits stand in our text; `undefined`: they do not. */
export function readPlanSince(ours: string, digits: string): Date | undefined {
  const found = findLine(ours);
  if (found === undefined || found.digits !== digits) return undefined;
  const since = new Date(found.since);
  return Number.isNaN(since.getTime()) ? undefined : since;
}

/** `told` with the older time of what stood there, where it stood for the same digits. */
export function keepPlanSince(told: string, stood: string): string {
  const now = findLine(told);
  const before = now && readPlanSince(stood, now.digits);
  if (before === undefined || !(before.getTime() < new Date(now?.since ?? '').getTime())) return told;
  return told.replace(now?.text ?? '', findLine(stood)?.text ?? '');
}

/** One line of ours without the time. */
export function withoutSince(text: string): string {
  return text.replace(line, '<!-- plan $1 -->');
}

function findLine(
  ours: string,
): { readonly text: string; readonly digits: string; readonly since: string } | undefined {
  for (const text of ours.split(/\r?\n/, head)) {
    const [, digits, since] = line.exec(text) ?? [];
    if (digits !== undefined && since !== undefined) return { text, digits, since };
  }
  return undefined;
}
