/** What GitHub has said of when it may be asked again, and what it was sent: one for all that a run asks. */
export interface Pace {
  /** Milliseconds since 1970. */
  allowedFrom: number;
  lastWriteEnded: number;
  /** Milliseconds spent on waiting for rate limits. */
  waited: number;
  /** GitHub limits writes apart: a read that goes well is no leave to write. */
  readonly refusalsInARow: { read: number; write: number };
}

export function beginPace(): Pace {
  return {
    allowedFrom: 0,
    lastWriteEnded: Number.NEGATIVE_INFINITY,
    waited: 0,
    refusalsInARow: { read: 0, write: 0 },
  };
}
