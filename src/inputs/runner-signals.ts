/** The end of a job that somebody cancels, or whose runner goes away. */
export interface Cancellation {
  readonly isAsked: boolean;
  /** Resolves at the first signal, and never otherwise. */
  readonly asked: Promise<void>;
}

/** A run that changes nothing may be stopped in the middle of anything: Node's own way of ending will do. */
export const withoutSignals: Cancellation = { isAsked: false, asked: new Promise(() => undefined) };

/**
 * The runner sends SIGINT, 7.5 s later SIGTERM, 2.5 s later the end
 * (docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation).
 */
export function watchSignals(onFirst: (signal: string) => void): Cancellation {
  const first = Promise.withResolvers<void>();
  const cancellation = { isAsked: false, asked: first.promise };
  const hear = (signal: string): void => {
    if (cancellation.isAsked) return;
    cancellation.isAsked = true;
    onFirst(signal);
    first.resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, hear);
  return cancellation;
}
