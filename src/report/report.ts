import type { Place } from '../inputs/log.ts';

/** What stands in one place on GitHub: a title, a body between our markers, and what should become of it. */
export interface Page {
  readonly key: string;
  readonly title: string;
  /** The whole text between and with our two marker lines, ≤ 60,000 characters. */
  readonly body: string;
  /** Hex; covers all that is told but the footer's time of reading. */
  readonly fingerprint: string;
  /** What should become of it: `due` open it, `clear` close it, `leave` neither (unread, or no cluster found). */
  readonly standing: 'due' | 'clear' | 'leave';
  /** Comment for closing, when `clear`. */
  readonly closing: string;
}

/** What people read: the page, and those of other places where they were asked for. Same facts, same bytes. */
export interface Report extends Page {
  /** The report for the job summary, ≤ 1,000,000 bytes, without markers. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** Below the pull request of this run; its title is not shown. */
  readonly comment?: Page;
  /** Our own pull request. */
  readonly pullRequest?: Page;
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  /** The line of a file in the repository that it is about. */
  readonly place?: Place;
}
