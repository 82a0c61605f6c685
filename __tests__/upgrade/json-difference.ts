/** Where two JSON values differ, by path: written for the tests alone, so that it shares no fault with what it judges. */

export interface Difference {
  readonly path: string;
  readonly kind: 'lost' | 'added' | 'changed';
}

/** Paths as `properties/agentPoolProfiles/0/eTag`. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (Object.is(before, after)) return [];
  const areObjects = isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after);
  if (!areObjects) return [{ path, kind: 'changed' }];
  const found: Difference[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const at = path === '' ? name : `${path}/${name}`;
    if (!Object.hasOwn(after, name)) found.push({ path: at, kind: 'lost' });
    else if (!Object.hasOwn(before, name)) found.push({ path: at, kind: 'added' });
    else found.push(...differences(before[name], after[name], at));
  }
  return found;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
