/** What a PUT's body says differently from the state, what it leaves out, and the state with it. */

export type Json = Readonly<Record<string, unknown>>;

export interface FieldChange {
  /** `properties.orchestratorVersion`, `properties.agentPoolProfiles[system].count`. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface Difference {
  readonly changes: readonly FieldChange[];
  /** Paths that the state has and the body has not: kept. */
  readonly leftOut: readonly string[];
}

export function compareBodies(state: unknown, sent: unknown, path = ''): Difference {
  if (isList(state) && isList(sent) && [...state, ...sent].every(isNamed))
    return compareNamed(state, sent, path);
  if (isObject(state) && isObject(sent)) return compareObjects(state, sent, path);
  if (JSON.stringify(state) === JSON.stringify(sent)) return none;
  return { changes: [{ path, from: state, to: sent }], leftOut: [] };
}

const none: Difference = { changes: [], leftOut: [] };

function compareObjects(state: Json, sent: Json, path: string): Difference {
  const all = [...new Set([...Object.keys(state), ...Object.keys(sent)])].map((key): Difference => {
    const at = path === '' ? key : `${path}.${key}`;
    if (!(key in sent)) return { changes: [], leftOut: [at] };
    return compareBodies(state[key], sent[key], at);
  });
  return gather(all);
}

/** Pools stand in a list and are told apart by their names. */
function compareNamed(state: readonly unknown[], sent: readonly unknown[], path: string): Difference {
  const names = [...new Set([...state, ...sent].map(nameOf))];
  return gather(
    names.map((name): Difference => {
      const of = (list: readonly unknown[]) => list.find((one) => nameOf(one) === name);
      const at = `${path}[${name}]`;
      return of(sent) === undefined ? { changes: [], leftOut: [at] } : compareBodies(of(state), of(sent), at);
    }),
  );
}

function gather(all: readonly Difference[]): Difference {
  return {
    changes: all.flatMap((one) => one.changes),
    leftOut: all.flatMap((one) => one.leftOut),
  };
}

/** `over` laid on `base`: objects meet key by key, everything else is replaced. */
export function overlay(base: Json, over: Json): Json {
  const entries = Object.entries(over).map(([key, value]) => {
    const below = base[key];
    return [key, isObject(below) && isObject(value) ? overlay(below, value) : value] as const;
  });
  return { ...base, ...Object.fromEntries(entries) };
}

/** `value` at a path of keys, in an object that holds nothing else. */
export function nest(keys: readonly string[], value: unknown): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return {};
  return { [key]: rest.length === 0 ? value : nest(rest, value) };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isNamed(value: unknown): boolean {
  return isObject(value) && typeof value['name'] === 'string';
}

function nameOf(value: unknown): string {
  return isObject(value) ? String(value['name']).toLowerCase() : '';
}
