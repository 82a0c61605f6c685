import type { Unread } from '../../inventory/inventory.ts';
import { sortUnread } from '../cluster-view.ts';
import { linkDocument } from '../links.ts';
import { codeSpan, count, table } from '../markdown.ts';
import { nameMissingAction, nameUnread, nameUnreadKind, tellAzure } from '../names.ts';
import type { Shown } from '../shown.ts';
import type { Told } from '../told.ts';

/** What could not be read, gathered by cause: one missing right speaks once, not four hundred times. */
export function tellUnread(told: Told, shown: Shown): string {
  const causesOf = Map.groupBy(sortUnread(told), causeOf);
  if (causesOf.size === 0) return '';
  const causes = [...causesOf.values()];
  const rest = causes.slice(shown.unreadCauses).flat().length;
  return [
    '### Could not be read',
    `These are not taken for up to date. ${linkDocument('Which rights the check needs', 'azure-access.md')}.`,
    table(
      ['What', 'Why', 'Missing right'],
      causes.slice(0, shown.unreadCauses).map((entries) => tellCause(told, entries, shown)),
    ),
    ...(rest > 0 ? [`And ${count(rest, 'more entry', 'more entries')}.`] : []),
  ].join('\n\n');
}

/** Azure writes the resource into each text; where it names the right that is missing, that is the cause. */
function causeOf(entry: Unread): string {
  return [entry.kind, entry.missingAction ?? entry.reason].join('\n');
}

function tellCause(told: Told, entries: readonly Unread[], shown: Shown): readonly string[] {
  const names = [...new Set(entries.map((entry) => nameUnread(told, entry)))];
  const listed = names.slice(0, shown.unreadNames).map((name) => codeSpan(name, 160));
  const more = names.length - listed.length;
  const [first] = entries;
  const action = first === undefined ? '' : nameMissingAction(first);
  return [
    `${first ? nameUnreadKind(first) : ''} ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    tellAzure(told, first?.reason ?? '', 'Left out, since Azure’s words may hold names.'),
    action === '' ? '' : codeSpan(action, 400),
  ];
}
