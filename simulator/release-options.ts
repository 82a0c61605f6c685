import type { FaultMatch } from './faults.ts';
import type { GitHubToken } from './github-accounts.ts';
import type { NotedKind } from './release-kinds.ts';
import type { ReleaseQuirkSwitches } from './release-quirks.ts';
import type { ScanReport } from './release-scans.ts';

/** As the action names what it reads. */
export type ReleaseSource = 'image-notes' | 'release-notes' | 'calendar' | 'cves';

/** Dates of one minor as the docs tell them; as in `src/releases/data/calendar.json`. */
export interface MovedDates {
  readonly ga?: string;
  readonly communityEnd?: string;
  readonly ltsEnd?: string;
}

export interface ReleaseOptions {
  /** Days between an image and its note; absent: 3. */
  readonly lateBy?: number;
  /** Days between the newest release notes and the fleet's now; absent: about 12. */
  readonly quietFor?: number;
  /** Kinds of images that nobody writes notes of. */
  readonly without?: (kind: NotedKind) => boolean;
  /** Dates of the docs that are not those bundled with the action, by minor: `{ '1.34': { communityEnd: '2027-01-31' } }`. */
  readonly moved?: Readonly<Record<string, MovedDates>>;
  /** `ms.date` of the docs, `YYYY-MM-DD`; absent: five days before the fleet's now. */
  readonly docsAsOf?: string;
  /** Every source is full of text that wants to be more than text, and of lies. */
  readonly hostile?: boolean;
  /** Answered 503 with the page of a gateway. */
  readonly down?: readonly ReleaseSource[];
  /** Milliseconds that a source takes longer. */
  readonly slow?: Readonly<Partial<Record<ReleaseSource, number>>>;
  /** Requests that raw.githubusercontent.com lets through before it answers 429; absent: all. */
  readonly rawLimit?: number;
  /** Of github.com, beside those of the run's own GitHub where that is github.com. */
  readonly tokens?: readonly GitHubToken[];
  readonly quirks?: ReleaseQuirkSwitches;
  /** What is served instead: a note of the wrong system, an empty one, a report without an end. */
  readonly alter?: Alterations;
}

export interface Alterations {
  /** `undefined`: there is none. */
  readonly note?: (text: string, image: { directory: string; version: string }) => string | undefined;
  readonly release?: (release: Readonly<Record<string, unknown>>) => unknown;
  readonly docs?: (text: string) => string;
  readonly scan?: (report: ScanReport) => unknown;
}

/** Which source a request asks; `undefined`: none of them. */
export function sourceOf({ host, path }: { host: string; path: string }): ReleaseSource | undefined {
  if (host === 'cve-api.prod-aks.azure.com') return 'cves';
  if (host !== 'api.github.com' && host !== 'raw.githubusercontent.com') return undefined;
  const below = path.toLowerCase().replace(/^\/repos(?=\/)/, '');
  if (below.startsWith('/azure/agentbaker/')) return 'image-notes';
  if (below.startsWith('/azure/aks/')) return 'release-notes';
  return below.startsWith('/microsoftdocs/') ? 'calendar' : undefined;
}

/** For a fault rule: the requests of one source. */
export function askedOf(source: ReleaseSource): FaultMatch {
  return { when: (request) => sourceOf(request) === source };
}
