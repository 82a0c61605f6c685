import type { OnClosed } from '../../inputs/inputs.ts';
import { hasNewDue } from '../../report/due.ts';
import { tellsTheSame } from '../../report/marker.ts';
import type { Report } from '../../report/report.ts';
import { placeReport } from '../github/fit-body.ts';
import { isSameName } from '../github/issue.ts';
import { type Found, type Item, lastClosed, openItems } from './recognise-items.ts';

export type Action =
  /** Nothing stands, nothing is to be told. */
  | { readonly kind: 'none' }
  | { readonly kind: 'create' }
  | { readonly kind: 'leave' | 'rewrite' | 'reopen'; readonly item: Item }
  | { readonly kind: 'close'; readonly item: Item; readonly comment: string }
  /** An earlier run's issue under another account is open: a second one would be a duplicate. */
  | { readonly kind: 'stop'; readonly item: Item };

export interface Decision {
  readonly action: Action;
  /** Further open items of ours, to be closed with a link to the one of the action. */
  readonly extras: readonly Item[];
}

/** What is decided by: `report` without its texts for other places. */
export type Telling = Pick<Report, 'key' | 'body' | 'fingerprint' | 'standing' | 'closing'>;

/**
 * From what stands and what is to be told to exactly one action.
 *
 * | report | ours, open | ours, closed last by | `on-closed` | action |
 * |---|---|---|---|---|
 * | leave | yes | | | leave |
 * | leave | no | | | none |
 * | clear | yes | | | close, with comment |
 * | clear | no | | | none |
 * | due | yes, tells the same | | | leave |
 * | due | yes, tells something else | | | rewrite |
 * | due | no | nobody: there is none | | create |
 * | due | no | us | any | reopen |
 * | due | no | a person | respect, nothing new is due | leave |
 * | due | no | a person | respect, something new is due | reopen |
 * | due | no | a person | reopen | reopen |
 * | due | no | a person | new | create, even with an unchanged fingerprint |
 *
 * Where it would create or reopen and a leftover of another account is open (`recogniseItems`), it stops. Of several
 * open ones the lowest number is kept, so that runs side by side keep the same one. Whoever else of the repository
 * closes as our account (a stale bot under the shared `github-actions[bot]`) is no person: what is due is reopened.
 * Who closed it is unknown where GitHub does not say; that counts as a person.
 */
export function decide(found: Found, telling: Telling, onClosed: OnClosed, us: string): Decision {
  const [open, ...extras] = openItems(found.ours);
  if (telling.standing === 'leave') return { action: open ? leave(open) : { kind: 'none' }, extras: [] };
  if (open) return { action: decideOpen(open, telling), extras };
  if (telling.standing === 'clear') return { action: { kind: 'none' }, extras };
  const action = decideClosed(lastClosed(found.ours), telling, onClosed, us);
  const stranger = openItems(found.strangers)[0];
  if (stranger && action.kind !== 'leave') return { action: { kind: 'stop', item: stranger }, extras };
  return { action, extras };
}

function decideOpen(item: Item, telling: Telling): Action {
  if (telling.standing === 'clear') return { kind: 'close', item, comment: telling.closing };
  // What is wanted there is what fits there; where nothing fits, nothing can be better.
  const wanted = placeReport(item.issue.body, telling)?.ours ?? item.marked.ours;
  return tellsTheSame(item.marked.ours, wanted) ? leave(item) : { kind: 'rewrite', item };
}

function decideClosed(item: Item | undefined, telling: Telling, onClosed: OnClosed, us: string): Action {
  if (!item) return { kind: 'create' };
  const { closedBy } = item.issue;
  if (closedBy !== undefined && isSameName(closedBy, us)) return { kind: 'reopen', item };
  if (onClosed === 'new') return { kind: 'create' };
  const isNew = hasNewDue(item.marked.ours, telling.body) ?? item.marked.fingerprint !== telling.fingerprint;
  return onClosed === 'respect' && !isNew ? leave(item) : { kind: 'reopen', item };
}

function leave(item: Item): Action {
  return { kind: 'leave', item };
}
