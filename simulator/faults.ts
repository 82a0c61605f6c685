import type { SimRequest, SimResponse, SimService } from './exchange.ts';

/**
 * What goes wrong on the way.
 * `before`: the service never sees the request. `lost`: it does what was asked, and the client hears something else.
 * `after`: the true answer arrives, and then something happens (`afterwards`).
 */
export interface FaultRule {
  readonly name?: string;
  readonly match: FaultMatch;
  /** Which of the matching requests, counted from 1; absent: all. */
  readonly nth?: number | readonly number[];
  readonly kind: 'before' | 'lost' | 'after';
  /** What the client is sent instead. With neither this nor `broken` the connection is reset. */
  readonly response?: SimResponse;
  readonly broken?: NonNullable<SimResponse['broken']>;
  /** Called when the client has been answered: change the world, stop a process. */
  readonly afterwards?: (request: SimRequest) => void;
}

export interface FaultMatch {
  readonly host?: string | RegExp;
  readonly method?: string;
  readonly path?: string | RegExp;
  readonly when?: (request: SimRequest) => boolean;
}

export interface Outcome {
  readonly response: SimResponse;
  readonly fault?: string;
  readonly committed?: SimResponse;
  readonly afterwards?: () => void;
}

export interface Faults {
  readonly rules: FaultRule[];
  meet(request: SimRequest, service: SimService): Promise<Outcome>;
}

/** The first rule that matches decides; rules may be added and taken away between requests. */
export function createFaults(rules: readonly FaultRule[]): Faults {
  const current = [...rules];
  const counts = new Map<FaultRule, number>();
  return {
    rules: current,
    async meet(request, service) {
      const rule = choose(current, counts, request);
      return rule === undefined ? { response: await service(request) } : await strike(rule, request, service);
    },
  };
}

function choose(
  rules: readonly FaultRule[],
  counts: Map<FaultRule, number>,
  request: SimRequest,
): FaultRule | undefined {
  let chosen: FaultRule | undefined;
  for (const rule of rules) {
    if (!meets(rule.match, request)) continue;
    const count = (counts.get(rule) ?? 0) + 1;
    counts.set(rule, count);
    const { nth } = rule;
    const due = nth === undefined || nth === count || (typeof nth === 'object' && nth.includes(count));
    if (due) chosen ??= rule;
  }
  return chosen;
}

async function strike(rule: FaultRule, request: SimRequest, service: SimService): Promise<Outcome> {
  const fault = rule.name ?? `${rule.kind} ${rule.broken ?? rule.response?.status ?? 'reset'}`;
  const afterwards = (): void => rule.afterwards?.(request);
  const instead: SimResponse = rule.response ?? { status: 200, broken: rule.broken ?? 'reset' };
  if (rule.kind === 'before') return { response: instead, fault, afterwards };
  const committed = await service(request);
  if (rule.kind === 'after') return { response: committed, fault, afterwards };
  // A body that stops in the middle, or comes drop by drop, is the true one.
  const isTrue = rule.broken === 'truncate' || rule.broken === 'drip';
  const response = isTrue ? { ...committed, broken: rule.broken } : instead;
  return { response, fault, committed, afterwards };
}

function meets(match: FaultMatch, request: SimRequest): boolean {
  return (
    (match.method === undefined || match.method === request.method) &&
    fits(match.host, request.host) &&
    fits(match.path, request.path) &&
    match.when?.(request) !== false
  );
}

function fits(wanted: string | RegExp | undefined, text: string): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'string') return wanted === text;
  return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, '')).test(text);
}
