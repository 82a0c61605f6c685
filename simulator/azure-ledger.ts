/** What tests look at afterwards: every write, what came of it, and what should never have been asked. */
import type { FieldChange } from './azure-difference.ts';
import { isObject } from './azure-difference.ts';
import type { Written } from './azure-write-world.ts';
import type { SimRequest, SimResponse } from './exchange.ts';

/** Anything that was not a GET. */
export interface Mutation extends SimRequest {
  readonly at: Date;
  /** Object id; `undefined`: nobody known. */
  readonly by: string | undefined;
  readonly status: number;
  /** Of a PUT: where its body differs from the state it met. */
  readonly changes: readonly FieldChange[];
  /** Of a PUT: what the state has and the body has not; kept, but for tags. */
  readonly leftOut: readonly string[];
}

/** A write that started nothing. */
export interface Attempt {
  readonly at: Date;
  readonly by: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /**
   * `illegal`: AKS's rules forbid it, or there is no such thing to ask. `busy`, `stale`, `throttled`: not now.
   * `forbidden`: no right or no identity. `locked`: a lock of ARM's.
   */
  readonly kind: 'illegal' | 'busy' | 'stale' | 'throttled' | 'forbidden' | 'locked';
}

/** A PUT that carried a `nodeImageVersion`, whatever came of it. */
export interface Rollback {
  readonly at: Date;
  readonly path: string;
  readonly pool: string;
  readonly image: string;
  readonly isRefused: boolean;
}

/** What came of a request. */
export interface Heard {
  readonly response: SimResponse;
  /** Object id of who asked. */
  readonly by?: string;
  readonly written?: Written;
}

export interface Ledger {
  readonly mutations: readonly Mutation[];
  readonly history: readonly Attempt[];
  readonly rollbacks: readonly Rollback[];
  write(request: SimRequest, heard: Heard): void;
}

export function createLedger(clock: () => number): Ledger {
  const mutations: Mutation[] = [];
  const history: Attempt[] = [];
  const rollbacks: Rollback[] = [];
  return {
    mutations,
    history,
    rollbacks,
    write(request, { response, by, written }) {
      const at = new Date(clock());
      const { status } = response;
      const isRefused = status >= 400;
      mutations.push({
        ...request,
        at,
        by,
        status,
        changes: written?.changes ?? [],
        leftOut: written?.leftOut ?? [],
      });
      for (const mark of written?.rollbacks ?? []) {
        rollbacks.push({ at, path: request.path, ...mark, isRefused });
      }
      if (!isRefused) return;
      const { method, path } = request;
      const { code, message } = errorOf(response.body);
      history.push({ at, by, method, path, status, code, message, kind: kindOf(status, code, message) });
    },
  };
}

function kindOf(status: number, code: string, message: string): Attempt['kind'] {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 412) return 'stale';
  if (status === 429) return 'throttled';
  if (code === 'ScopeLocked') return 'locked';
  const isBusy = code === 'EtagMismatch' || message.includes('is in progress');
  return status === 409 && isBusy ? 'busy' : 'illegal';
}

function errorOf(body: unknown): { readonly code: string; readonly message: string } {
  const outer = isObject(body) ? body : {};
  const error = isObject(outer['error']) ? outer['error'] : outer;
  return { code: String(error['code'] ?? ''), message: String(error['message'] ?? '') };
}
