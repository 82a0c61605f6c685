import type { KubernetesVersion } from '../../inventory/kubernetes-version.ts';
import type { Verdict } from '../pins.ts';

export interface Judgement {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
  readonly alongside: readonly string[];
  /** What AKS makes of a version that is asked for, in full: there with each Kubernetes version that is `possible`, and with nothing else. */
  readonly to?: KubernetesVersion;
}

/** What speaks against a change, sorted by what it comes to. Plain sentences. */
export interface Objections {
  /** AKS would refuse it. */
  readonly refusals: readonly string[];
  /** What would have to be known. */
  readonly gaps: readonly string[];
  /** Worth saying where it is possible. */
  readonly remarks: readonly string[];
}

export const level: Judgement = { verdict: 'level', reasons: [], alongside: [] };

export function refused(...reasons: readonly string[]): Judgement {
  return { verdict: 'impossible', reasons, alongside: [] };
}

export function notKnown(...reasons: readonly string[]): Judgement {
  return { verdict: 'unknown', reasons, alongside: [] };
}

/** More are not read. */
const mostReasons = 2;

/** One refusal is enough, whatever else is not known. */
export function conclude(
  all: readonly Objections[],
  to: KubernetesVersion | undefined,
  alongside: readonly string[],
): Judgement {
  const refusals = all.flatMap((each) => each.refusals);
  const gaps = all.flatMap((each) => each.gaps);
  if (refusals.length > 0) return refused(...refusals.slice(0, mostReasons));
  if (gaps.length > 0) return notKnown(...gaps.slice(0, mostReasons));
  const reasons = all.flatMap((each) => each.remarks).slice(0, mostReasons);
  return { verdict: 'possible', reasons, alongside, ...(to === undefined ? {} : { to }) };
}

export function refusing(...refusals: readonly string[]): Objections {
  return { refusals, gaps: [], remarks: [] };
}

export function lacking(...gaps: readonly string[]): Objections {
  return { refusals: [], gaps, remarks: [] };
}

export function remarking(...remarks: readonly string[]): Objections {
  return { refusals: [], gaps: [], remarks };
}

export const noObjection: Objections = { refusals: [], gaps: [], remarks: [] };

/** The first few of a long list, so that a sentence stays one. */
export function listed(names: readonly string[]): string {
  const most = 8;
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
