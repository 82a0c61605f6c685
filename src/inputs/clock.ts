/** Time as a fact from outside. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
}
