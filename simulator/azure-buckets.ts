/** A bucket of tokens: `burst` at once, then `perSecond`. */
interface Limit {
  readonly burst: number;
  readonly perSecond: number;
}

/** Those of the AKS resource provider (AKS documentation, quotas-skus-regions) and of ARM before it. */
export const limits = {
  'list-subscription': { burst: 500, perSecond: 1 },
  'list-resource-group': { burst: 60, perSecond: 1 },
  'get-cluster': { burst: 60, perSecond: 1 },
  other: { burst: 60, perSecond: 1 },
  status: { burst: 200, perSecond: 2 },
  'put-cluster': { burst: 20, perSecond: 1 / 60 },
  'put-pool': { burst: 20, perSecond: 1 / 60 },
  arm: { burst: 250, perSecond: 25 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

export interface Buckets {
  /** Takes a token; the seconds to wait when there is none. `key` tells the buckets of one limit apart. */
  take(limit: LimitName, key: string): number | undefined;
}

export function createBuckets(clock: () => number): Buckets {
  const levels = new Map<string, { tokens: number; at: number }>();
  return {
    take(limit, key) {
      const { burst, perSecond } = limits[limit];
      const id = `${limit} ${key.toLowerCase()}`;
      const now = clock();
      const level = levels.get(id) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, level.tokens + ((now - level.at) / 1000) * perSecond);
      const granted = tokens >= 1;
      levels.set(id, { tokens: granted ? tokens - 1 : tokens, at: now });
      return granted ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
