import { type Contexts, evaluateTemplate, type Value } from './workflow-expressions.ts';
import type { Strategy } from './workflow-file.ts';

/** One job of a matrix, by name. */
export type Leg = Readonly<Record<string, Value>>;

/**
 * The jobs that a matrix makes, in GitHub's order: every combination of its lists, and those of `include`.
 *
 * @throws for a matrix without a job, which fails a run, and for what nobody here plays.
 */
export function expandMatrix({ matrix }: Strategy, contexts: Contexts): readonly Leg[] {
  const raw = typeof matrix === 'string' ? evaluateTemplate(matrix, contexts) : evaluateAll(matrix, contexts);
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw))
    throw new Error('The matrix is no mapping.');
  const { include, exclude, ...lists } = raw as Readonly<Record<string, Value>>;
  if (exclude !== undefined) throw new Error('Nobody plays `exclude` here.');
  const names = Object.entries(lists);
  if (include !== undefined && names.length > 0) throw new Error('Nobody plays lists beside `include` here.');
  const legs = include === undefined ? combine(names) : legsOf(include);
  if (legs.length === 0) throw new Error('Matrix vector does not contain any values');
  if (legs.length > 256) throw new Error('The maximum number of jobs in a matrix is 256');
  return legs;
}

function evaluateAll(raw: unknown, contexts: Contexts): Value {
  if (typeof raw === 'string') return evaluateTemplate(raw, contexts);
  if (Array.isArray(raw)) return raw.map((one) => evaluateAll(one, contexts));
  if (typeof raw !== 'object' || raw === null) return raw as Value;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, evaluateAll(value, contexts)]));
}

function legsOf(include: Value): readonly Leg[] {
  if (!Array.isArray(include)) throw new Error('`include` is no list.');
  return include as readonly Leg[];
}

function combine(names: readonly (readonly [string, Value])[]): readonly Leg[] {
  return names.reduce<readonly Leg[]>(
    (legs, [name, values]) => {
      if (!Array.isArray(values)) throw new Error(`\`${name}\` of the matrix is no list.`);
      return legs.flatMap((leg) => (values as readonly Value[]).map((value) => ({ ...leg, [name]: value })));
    },
    names.length === 0 ? [] : [{}],
  );
}
