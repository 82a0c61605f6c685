import type { OnClosed } from '../../inputs/inputs.ts';
import { hasNewDue } from '../../report/due.ts';
import { tellsTheSame } from '../../report/marker.ts';
import { findLostPlaces } from '../../report/places.ts';
import type { Page } from '../../report/report.ts';
import { placeReport } from '../github/fit-body.ts';
import { isSameName } from '../github/issue.ts';
import type { FoundPulls, PullItem } from './recognise-pulls.ts';

/** What is known of our branch, seen beside what is wanted. */
export type Branch =
  | { readonly kind: 'absent' }
  /** Nothing on it is a person's, or all of it was merged: our next commit may stand on top. */
  | { readonly kind: 'ours'; readonly isWanted: boolean }
  /** Commits by people. `lacking`: files in which something else stands than we want. */
  | { readonly kind: 'people'; readonly isWanted: boolean; readonly lacking: readonly string[] };

export type PullAction =
  /** Nothing stands, nothing is to be told. */
  | { readonly kind: 'none' }
  | { readonly kind: 'create' }
  /** One commit on top of it, or its first. The item is the open one. */
  | { readonly kind: 'write-branch'; readonly item: PullItem | undefined }
  | { readonly kind: 'leave' | 'rewrite' | 'reopen' | 'close'; readonly item: PullItem }
  /** A person's commits stand on the branch: one comment says what differs. */
  | { readonly kind: 'hold'; readonly item: PullItem; readonly lacking: readonly string[] }
  /** The branch carries what we did not put there, and no pull request of ours says why. */
  | { readonly kind: 'stop' };

/** What is decided by; `standing` of the page and the edits agree, or nothing is touched (`wishOf`). */
export interface Wish {
  readonly page: Pick<Page, 'key' | 'body' | 'fingerprint'>;
  readonly standing: Page['standing'];
  /** What could not be read: pins by their place (`hashPlace`), and whether there are files, with any pins. */
  readonly unread: { readonly places: readonly string[]; readonly hasFiles: boolean };
  readonly onClosed: OnClosed;
  readonly us: string;
  /** The branch was deleted as our comment says, to have it made anew: no closing that is to be respected. */
  readonly isReleased: boolean;
}

/**
 * From what stands and what is wanted to exactly one action. After `write-branch`, `create` it is looked again.
 *
 * | wanted | branch | ours, open | ours, closed last | `on-closed` | action |
 * |---|---|---|---|---|---|
 * | leave | any | yes | | | leave |
 * | leave | any | no | | | none |
 * | clear | people's | yes | | | hold |
 * | clear | other | yes | | | close |
 * | clear | any | no | | | none |
 * | due, and a pin that stands there is unread | any | yes | | | leave |
 * | due | absent, or ours with something else | yes | | | write-branch |
 * | due | ours or people's, as wanted | yes, tells the same | | | leave |
 * | due | ours or people's, as wanted | yes, tells something else | | | rewrite |
 * | due | people's, something else | yes | | | hold |
 * | due | any | no | by a person, unmerged | respect, nothing new is due | leave |
 * | due | people's, something else | no | unmerged | any | hold |
 * | due | people's | no | none, or merged | | stop |
 * | due | absent, or ours with something else | no | any other | | write-branch |
 * | due | ours or people's, as wanted | no | none, or merged | | create |
 * | due | ours or people's, as wanted | no | by a person, unmerged | new | create |
 * | due | ours or people's, as wanted | no | unmerged | respect or by us | reopen |
 */
export function decidePull(found: FoundPulls, branch: Branch, wish: Wish): PullAction {
  const [open] = found.open;
  if (wish.standing === 'leave') return open ? { kind: 'leave', item: open } : { kind: 'none' };
  if (wish.standing === 'clear') return decideClear(open, branch);
  return open ? decideOpen(open, branch, wish) : decideClosed(found.last, branch, wish);
}

function decideClear(open: PullItem | undefined, branch: Branch): PullAction {
  if (!open) return { kind: 'none' };
  return branch.kind === 'people' ? { kind: 'hold', item: open, lacking: [] } : { kind: 'close', item: open };
}

function decideOpen(item: PullItem, branch: Branch, wish: Wish): PullAction {
  // What nobody could read today is not taken back, to be brought again tomorrow.
  const lost = findLostPlaces(item.marked.ours, wish.page.body);
  if (lost.some((place) => wish.unread.hasFiles || wish.unread.places.includes(place)))
    return { kind: 'leave', item };
  if (branch.kind === 'absent') return { kind: 'write-branch', item };
  if (!branch.isWanted && branch.kind === 'people') return { kind: 'hold', item, lacking: branch.lacking };
  if (!branch.isWanted) return { kind: 'write-branch', item };
  // What is wanted there is what fits there; where nothing fits, nothing can be better.
  const wanted = placeReport(item.pull.body, wish.page)?.ours ?? item.marked.ours;
  return { kind: tellsTheSame(item.marked.ours, wanted) ? 'leave' : 'rewrite', item };
}

function decideClosed(last: PullItem | undefined, branch: Branch, wish: Wish): PullAction {
  const closed = last && !last.pull.isMerged ? last : undefined;
  const way = closed ? afterClosing(closed, wish) : 'create';
  if (closed && way === 'respect') return { kind: 'leave', item: closed };
  if (branch.kind === 'people') {
    if (!closed) return { kind: 'stop' };
    if (!branch.isWanted) return { kind: 'hold', item: closed, lacking: branch.lacking };
  } else if (branch.kind === 'absent' || !branch.isWanted) return { kind: 'write-branch', item: undefined };
  return closed && way === 'reopen' ? { kind: 'reopen', item: closed } : { kind: 'create' };
}

function afterClosing(item: PullItem, wish: Wish): 'respect' | 'reopen' | 'create' {
  const { closedBy, marked } = item;
  if (closedBy !== undefined && isSameName(closedBy, wish.us)) return 'reopen';
  if (wish.isReleased || wish.onClosed === 'new') return 'create';
  const isNew = hasNewDue(marked.ours, wish.page.body) ?? marked.fingerprint !== wish.page.fingerprint;
  return wish.onClosed === 'respect' && !isNew ? 'respect' : 'reopen';
}

/** What should become of the pull request; where page and edits do not agree, nothing. */
export function wishOf(standing: Page['standing'], edits: number): Page['standing'] {
  const isSound = standing === 'due' ? edits > 0 : edits === 0;
  return isSound ? standing : 'leave';
}
