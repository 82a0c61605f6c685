import { daysUntil } from '../../releases/dates.ts';
import { retirementsAsOf } from '../../releases/retirements.ts';
import type { TimeLeft } from '../../releases/time-left.ts';
import { hasPassed, tellDay } from '../dates.ts';
import { count, details, escapeText, table } from '../markdown.ts';
import type { ReleaseView } from '../release-view.ts';
import { tellSource } from '../sources.ts';
import type { Told } from '../told.ts';

const mostOpen = 8;
const mostRows = 30;
const head = ['Date', 'What', 'Concerns', 'Source, as of'];

/** What ends or begins, and when: the first dates open, the others folded. */
export function tellTimeLeft({ now }: Told, { timeLeft, onTheWay }: ReleaseView): string {
  if (timeLeft.length === 0) return '';
  const rows = timeLeft.slice(0, mostRows).map((entry) => tellRow(entry, now));
  const folded = rows.slice(mostOpen);
  const rest = timeLeft.length - rows.length;
  const more = rest > 0 ? `\n\nAnd ${count(rest, 'more date')}.` : '';
  return [
    '### Time left',
    table(head, rows.slice(0, mostOpen)),
    ...(folded.length === 0 ? [] : [details(count(folded.length, 'later date'), table(head, folded) + more)]),
    ...(onTheWay.length > 0 || timeLeft.some(isRetirement) ? tellAge(now) : []),
  ].join('\n\n');
}

/** All that is in the table besides the calendar of Kubernetes. */
function isRetirement({ subject }: TimeLeft): boolean {
  return !subject.startsWith('Kubernetes ');
}

function tellRow(entry: TimeLeft, now: Date): readonly string[] {
  const day = tellDay(entry.day);
  const pools = entry.pools === undefined ? '' : `, ${count(entry.pools, 'pool')}`;
  return [
    hasPassed(entry.day, now) ? `${day}, **passed**` : `**${day}**`,
    `${escapeText(entry.subject, 80)}: ${escapeText(entry.event, 120)}`,
    `${count(entry.clusters, 'cluster')}${pools}`,
    [tellSource(entry), ...tellOthers(entry)].join('; '),
  ];
}

function tellOthers({ others }: TimeLeft): readonly string[] {
  if (others.length === 0) return [];
  const said = others.slice(0, 3).map((other) => `${tellDay(other.day)} (${tellSource(other)})`);
  return [`sources differ: ${said.join(', ')}`];
}

/** The calendar says how old it is in the box on top. */
function tellAge(now: Date): readonly string[] {
  if (daysUntil(retirementsAsOf, now) >= -90) return [];
  return [
    `Retirements and what changes with a version were last looked up on **${tellDay(retirementsAsOf)}**, more than 90 days ago: check them at their sources.`,
  ];
}
