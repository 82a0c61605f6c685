/** Time as a fact from outside. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds; early when `signal` is aborted, so that nothing keeps a run alive that is over. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
