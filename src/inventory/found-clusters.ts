import type { Scope } from '../inputs/inputs.ts';
import type { ClusterHead } from './arm-cluster.ts';
import { type FilterInput, filtersAgainst, filtersOf } from './scope-filter.ts';

/** Sentences about single clusters in one warning. */
const mostNamed = 5;

/** What the search came upon: each cluster in scope is handed over once, the rest is kept for the warnings. */
export class FoundClusters {
  readonly #scope: Scope;
  readonly #handOver: (item: unknown, head: ClusterHead) => void;
  readonly #seen = new Set<string>();
  readonly #leftOut = new Map<string, readonly FilterInput[]>();
  #matched = 0;

  constructor(scope: Scope, handOver: (item: unknown, head: ClusterHead) => void) {
    this.#scope = scope;
    this.#handOver = handOver;
  }

  /** `askedAs` is how `clusters` names it: the words of the workflow, never a name that it does not hold. */
  add(item: unknown, head: ClusterHead, askedAs?: string): void {
    if (this.#seen.has(head.id)) return;
    this.#seen.add(head.id);
    const against = filtersAgainst(head, this.#scope);
    if (against.length > 0) {
      if (askedAs !== undefined) this.#leftOut.set(askedAs, against);
      return;
    }
    this.#matched += 1;
    this.#handOver(item, head);
  }

  /** Undefined when something matched, or nothing was to be filtered. */
  describeNoMatch(): string | undefined {
    const filters = filtersOf(this.#scope);
    if (this.#matched > 0 || filters.length === 0) return undefined;
    const looked = this.#seen.size === 1 ? 'was 1 cluster' : `were ${this.#seen.size} clusters`;
    return `Before filtering there ${looked}; none matches ${listInputs(filters)}, and nothing was checked.`;
  }

  /** Clusters that `clusters` names and another filter leaves out. */
  describeLeftOut(): string | undefined {
    if (this.#leftOut.size === 0) return undefined;
    const sentences = [...this.#leftOut]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, against]) => `${name} is named in \`clusters\`, but ${listInputs(against)} left it out.`);
    const rest = sentences.length - mostNamed;
    return [...sentences.slice(0, mostNamed), ...(rest > 0 ? [`So it is with ${rest} more.`] : [])].join(' ');
  }
}

function listInputs(inputs: readonly FilterInput[]): string {
  return inputs.map((input) => `\`${input}\``).join(' and ');
}
