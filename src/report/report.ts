/** What people read: a title, a body between our markers, and whether there is anything to tell. Same facts, same bytes. */
export interface Report {
  readonly key: string;
  readonly title: string;
  /** The whole text between and with our two marker lines, ≤ 60,000 characters. */
  readonly body: string;
  /** The report for the job summary, ≤ 1,000,000 bytes, without markers. */
  readonly summary: string;
  /** Hex; covers all that is told but the footer's time of reading. */
  readonly fingerprint: string;
  /** What should become of the issue: `due` open it, `clear` close it, `leave` neither (unread, or no cluster found). */
  readonly standing: 'due' | 'clear' | 'leave';
  /** Comment for closing, when `clear`. */
  readonly closing: string;
  readonly annotations: readonly Annotation[];
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
}
