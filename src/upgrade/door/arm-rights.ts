/** Which role actions an identity lacks, by ARM's list of what it may do at a cluster. Pure. */

import { isObject, listIn } from '../../inventory/arm-json.ts';
import type { Step, StepKind } from '../../plan/plan.ts';
import { upgradeActions } from './arm-requests.ts';

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

const actionOf: Readonly<Record<StepKind, string>> = {
  'control-plane': upgradeActions.cluster,
  'pool-version': upgradeActions.pool,
  'node-image': upgradeActions.image,
};

/** One entry a role; `undefined`: not what ARM writes there, so that nothing can be said. */
export function parsePermission(item: unknown): Permission | undefined {
  const actions = wordsIn(item, 'actions');
  const notActions = wordsIn(item, 'notActions');
  return actions === undefined || notActions === undefined ? undefined : { actions, notActions };
}

/** Sorted, each once. */
export function findMissing(steps: readonly Step[], permissions: readonly Permission[]): readonly string[] {
  const needed = [...new Set(steps.map((step) => actionOf[step.kind]))].sort();
  return needed.filter((action) => !permissions.some((permission) => grants(permission, action)));
}

/** What one role takes away, another may still give. */
function grants({ actions, notActions }: Permission, action: string): boolean {
  return actions.some((each) => matches(each, action)) && !notActions.some((each) => matches(each, action));
}

/** `*` stands for anything, slashes included; upper and lower case are the same. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.toLowerCase().split('*');
  const [first = '', ...rest] = parts;
  const text = action.toLowerCase();
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}

/** Absent or null: none. */
function wordsIn(item: unknown, field: string): readonly string[] | undefined {
  if (!isObject(item)) return undefined;
  const value = item[field];
  if (value === undefined || value === null) return [];
  const list = listIn(item, field);
  return list?.every((word): word is string => typeof word === 'string') === true ? list : undefined;
}
