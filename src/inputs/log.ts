/** A line of a file in the repository. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** The run's log. Every implementation keeps text text: no line of data becomes a workflow command. */
export interface Log {
  info(text: string): void;
  debug(text: string): void;
  notice(title: string, text: string, place?: Place): void;
  warning(title: string, text: string, place?: Place): void;
  error(title: string, text: string, place?: Place): void;
  /** From now on the runner replaces this value by `***`. */
  mask(secret: string): void;
  /** What follows, up to `endGroup`, can be folded away under that title. Groups do not nest. */
  group?(title: string): void;
  endGroup?(): void;
}
