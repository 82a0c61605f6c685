/** What expressions of a workflow come to, with GitHub's own rules of truth, likeness and text. */
import { type Expression, type Operator, parseExpression, walkExpression } from './workflow-syntax.ts';

export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** What a place of the workflow can name. GitHub refuses what is not there, and so do we. */
export interface Contexts {
  readonly values: Readonly<Record<string, Value>>;
  /** For `success()` and its like; absent: the place knows no status. */
  readonly status?: 'success' | 'failure' | 'cancelled' | 'skipped';
}

const statusFunctions = ['success', 'failure', 'cancelled', 'always'];

/** Text with `${{ }}` in it. One that is nothing else keeps its type. */
export function evaluateTemplate(template: string, contexts: Contexts): Value {
  const whole = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(template)?.[1];
  if (whole !== undefined) return evaluate(parseExpression(whole), contexts);
  return template.replace(/\$\{\{(.*?)\}\}/gs, (_, source: string) =>
    toText(evaluate(parseExpression(source), contexts)),
  );
}

/** As an input, a variable or an output is given on. */
export function evaluateText(template: string, contexts: Contexts): string {
  return toText(evaluateTemplate(template, contexts));
}

/**
 * An `if:`, with or without `${{ }}` around it. Without a status function it means `success() && …`.
 *
 * @throws for text around `${{ }}`: GitHub would take it for a text that is not empty, hence for true.
 */
export function evaluateCondition(condition: string | undefined, contexts: Contexts): boolean {
  if (condition === undefined) return contexts.status === 'success';
  const source = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
  if (source.includes('${{')) throw new Error(`This condition is always true: ${condition}`);
  const expression = parseExpression(source);
  const asksStatus = [...walkExpression(expression)].some(
    (one) => one.kind === 'call' && statusFunctions.includes(one.name.toLowerCase()),
  );
  if (!asksStatus && contexts.status !== 'success') return false;
  return isTruthy(evaluate(expression, contexts));
}

export function isTruthy(value: Value): boolean {
  return !(value === null || value === false || value === '' || value === 0 || Number.isNaN(value));
}

/** In a text, a list or an object is no more than its kind. */
export function toText(value: Value): string {
  if (value === null) return '';
  if (Array.isArray(value)) return 'Array';
  return typeof value === 'object' ? 'Object' : String(value);
}

function evaluate(expression: Expression, contexts: Contexts): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'context':
      return readContext(expression.name, contexts);
    case 'member':
      return readMember(expression, contexts);
    case 'each':
      return listOf(evaluate(expression.of, contexts));
    case 'call':
      return call(
        expression.name,
        expression.given.map((one) => evaluate(one, contexts)),
        contexts,
      );
    case 'not':
      return !isTruthy(evaluate(expression.of, contexts));
    case 'pair':
      return evaluatePair(expression, contexts);
  }
}

function readContext(name: string, { values }: Contexts): Value {
  const known = findName(values, name);
  if (known === undefined) {
    throw new Error(`Unrecognized named-value: '${name}'. Here are ${Object.keys(values).join(', ')}.`);
  }
  return known;
}

function readMember(
  { of, name }: { readonly of: Expression; readonly name: Expression },
  contexts: Contexts,
): Value {
  const holder = evaluate(of, contexts);
  const key = evaluate(name, contexts);
  // After `.*` a name is asked of each; those that do not have it drop out.
  if (of.kind === 'each' && Array.isArray(holder)) {
    return (holder as readonly Value[]).flatMap((one) => {
      const found = memberOf(one, key);
      return found === undefined ? [] : [found];
    });
  }
  return memberOf(holder, key) ?? null;
}

function memberOf(holder: Value, key: Value): Value | undefined {
  if (Array.isArray(holder)) return (holder as readonly Value[])[toNumber(key)];
  if (holder === null || typeof holder !== 'object') return undefined;
  return findName(holder as Readonly<Record<string, Value>>, toText(key));
}

/** Names differ by more than upper and lower case. */
function findName(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  const key = Object.keys(values).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : values[key];
}

function listOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return value !== null && typeof value === 'object' ? Object.values(value) : [];
}

function evaluatePair(
  {
    operator,
    left,
    right,
  }: { readonly operator: Operator; readonly left: Expression; readonly right: Expression },
  contexts: Contexts,
): Value {
  const first = evaluate(left, contexts);
  if (operator === '&&') return isTruthy(first) ? evaluate(right, contexts) : first;
  if (operator === '||') return isTruthy(first) ? first : evaluate(right, contexts);
  const second = evaluate(right, contexts);
  if (operator === '==') return isLike(first, second);
  if (operator === '!=') return !isLike(first, second);
  const [a, b] =
    typeof first === 'string' && typeof second === 'string'
      ? [first.toLowerCase(), second.toLowerCase()]
      : [toNumber(first), toNumber(second)];
  const answers = { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b };
  return answers[operator];
}

/** Upper and lower case are alike; of different kinds the numbers are compared. */
function isLike(first: Value, second: Value): boolean {
  if (typeof first === 'string' && typeof second === 'string')
    return first.toLowerCase() === second.toLowerCase();
  const isPlain = (value: Value): boolean => value === null || typeof value !== 'object';
  if (!isPlain(first) || !isPlain(second)) return first === second;
  return typeof first === typeof second ? first === second : toNumber(first) === toNumber(second);
}

function toNumber(value: Value): number {
  if (value === null || typeof value !== 'object') return Number(value ?? 0);
  return Number.NaN;
}

function call(name: string, given: readonly Value[], contexts: Contexts): Value {
  const known = functions[name.toLowerCase()];
  if (known === undefined) throw new Error(`Unrecognized function: '${name}'.`);
  const isStatus = statusFunctions.includes(name.toLowerCase());
  if (isStatus && contexts.status === undefined) throw new Error(`${name}() is for \`if:\` alone.`);
  return known(given, contexts);
}

type Known = (given: readonly Value[], contexts: Contexts) => Value;

const functions: Readonly<Record<string, Known>> = {
  success: (_, { status }) => status === 'success',
  failure: (_, { status }) => status === 'failure',
  cancelled: (_, { status }) => status === 'cancelled',
  always: () => true,
  contains: ([within = null, wanted = null]) =>
    Array.isArray(within)
      ? (within as readonly Value[]).some((one) => isLike(one, wanted))
      : toText(within).toLowerCase().includes(toText(wanted).toLowerCase()),
  startswith: ([text = null, start = null]) =>
    toText(text).toLowerCase().startsWith(toText(start).toLowerCase()),
  endswith: ([text = null, end = null]) => toText(text).toLowerCase().endsWith(toText(end).toLowerCase()),
  format: ([form = null, ...words]) =>
    toText(form).replace(/\{(\d+)\}/g, (_, at: string) => toText(words[Number(at)] ?? null)),
  join: ([list = null, between = ',']) =>
    Array.isArray(list) ? (list as readonly Value[]).map(toText).join(toText(between)) : toText(list),
  tojson: ([value = null]) => JSON.stringify(value, undefined, 2),
  fromjson: ([text = null]) => readJson(toText(text)),
};

function readJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw new Error(`fromJSON: this is no JSON: '${text}'`);
  }
}
