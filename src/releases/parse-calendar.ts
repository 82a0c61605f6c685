/** The page of the AKS docs that holds the release calendar. It comes whole, or not at all. */

import type { Calendar, MinorDates } from './calendar.ts';
import { bundledCalendar } from './calendar.ts';
import { daysBetween, isDay, lastDayOf } from './dates.ts';
import { isMissing, type Missing } from './releases.ts';

/** Characters; the page has had 60,000 at most. */
const longestPage = 200_000;
const longestCell = 80;
const fewestMinors = 4;
/** AKS supports a minor for a year and, in the long term, for two: what lies far beyond is a slip. */
const mostDaysAhead = 5 * 366;
/** The page lists minors to come: one that says it is much newer than all that it lists has a wrong date. */
const mostDaysBehind = 366;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Row = ReadonlyMap<string, string>;
type Listed = Omit<MinorDates, 'ltsEnd'> & { readonly ltsEnd?: string };

/** `now`: a page dated after it is refused. Reasons hold numbers of the page alone, none of its words. */
export function parseCalendar(markdown: string, now?: Date): Calendar | Missing {
  if (markdown.length > longestPage) return { missing: 'the page is longer than a calendar can be' };
  const asOf = findDate(markdown);
  if (asOf === undefined) return { missing: 'the page does not say of which day it is' };
  // A day of grace: the page knows no time zone.
  if (now !== undefined && daysBetween(now.toISOString().slice(0, 10), asOf) > 1)
    return { missing: `the page says that it is of ${asOf}` };
  const tables = findTables(markdown);
  if (tables.length === 0) return { missing: 'the page has no calendar that can be read' };
  const gas = new Map(tables.flat().map((row) => [readMinor(row), readMonth(row.get('aks ga') ?? '')]));
  const listed: Listed[] = [];
  for (const row of tables.flat()) {
    const dates = readRow(row, gas);
    if (isMissing(dates)) return dates;
    listed.push(dates);
  }
  const minors = mergeTables(listed);
  if (isMissing(minors)) return minors;
  return judge(minors, asOf) ?? { asOf, source: bundledCalendar.source, origin: 'live', minors };
}

/** `ms.date: 08/05/2026` in the front matter. */
function findDate(markdown: string): string | undefined {
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r?\n/, 60);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) return undefined;
  const dates = lines.slice(1, end).flatMap((line) => {
    const found = /^ms\.date: {0,3}"?(\d{1,2})\/(\d{1,2})\/(\d{4})"? {0,3}$/.exec(line);
    if (found === null) return [];
    const [, month = '', day = '', year = ''] = found;
    return [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`];
  });
  const [date] = dates;
  return dates.length === 1 && date !== undefined && isDay(date) ? date : undefined;
}

/** Tables of the page that are about minors, by the names of their columns. */
function findTables(markdown: string): readonly (readonly Row[])[] {
  const tables: Row[][] = [];
  let names: readonly string[] = [];
  for (const line of markdown.split(/\r?\n/)) {
    if (!line.startsWith('|')) {
      names = [];
      continue;
    }
    const cells = readCells(line);
    if (cells.includes('aks ga') && cells.includes('end of life')) {
      names = cells.map((cell) => (cell === 'k8s version' ? 'kubernetes version' : cell));
      tables.push([]);
    } else if (names.length > 0 && !/^[\s|:-]+$/.test(line)) {
      tables.at(-1)?.push(new Map(names.map((name, index) => [name, cells[index] ?? ''])));
    }
  }
  return tables;
}

function readCells(line: string): readonly string[] {
  return line
    .trimEnd()
    .replace(/\|$/, '')
    .slice(1)
    .split('|')
    .map((cell) => cell.slice(0, longestCell).trim().toLowerCase());
}

function readRow(row: Row, gas: ReadonlyMap<number | undefined, string | undefined>): Listed | Missing {
  const minor = readMinor(row);
  if (minor === undefined) return { missing: 'its calendar has a row without a Kubernetes version' };
  const ga = readMonth(row.get('aks ga') ?? '');
  if (ga === undefined) return { missing: `its calendar does not say when 1.${minor} comes` };
  const [end = '', until] = (row.get('end of life') ?? '').split(', lts until ', 2);
  const closing = /^\*?1\.(\d{1,2}) ga$/.exec(end)?.[1];
  const closingGa = closing === undefined ? undefined : gas.get(Number(closing));
  const communityEnd = closingGa === undefined ? readDay(end) : lastDayOf(closingGa);
  if (communityEnd === undefined)
    return { missing: `its calendar does not say when support of 1.${minor} ends` };
  const longTerm = row.get('lts end of life') ?? until;
  if (longTerm === undefined) return { minor, ga, communityEnd };
  const ltsEnd = readDay(longTerm);
  if (ltsEnd === undefined)
    return { missing: `its calendar does not say when long-term support of 1.${minor} ends` };
  return { minor, ga, communityEnd, ltsEnd };
}

/** `1.37`, `1.37*`, `1.37 Preview` */
function readMinor(row: Row): number | undefined {
  const text = /^1\.(\d{1,2})\*?(?: preview)?$/.exec(row.get('kubernetes version') ?? '')?.[1];
  return text === undefined ? undefined : Number(text);
}

function readMonth(cell: string): string | undefined {
  return readDay(cell)?.slice(0, 7);
}

/** `Mar 2026` (its last day), `Sept 2026`, `Aug 22, 2025`, `Nov 1st, 2025` */
function readDay(cell: string): string | undefined {
  const found = /^\*?([a-z]{3,9}) (?:(\d{1,2})(?:st|nd|rd|th)?, ?)?(20\d\d)\*?$/.exec(cell);
  if (found === null) return undefined;
  const [, word = '', day, year = ''] = found;
  const month = months.indexOf(word.slice(0, 3)) + 1;
  if (month === 0) return undefined;
  const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
  const date = day === undefined ? lastDayOf(yearMonth) : `${yearMonth}-${day.padStart(2, '0')}`;
  return isDay(date) ? date : undefined;
}

/** Both tables list most minors: they must agree on what both say. */
function mergeTables(listed: readonly Listed[]): readonly MinorDates[] | Missing {
  const minors: MinorDates[] = [];
  const byMinor = Map.groupBy(listed, ({ minor }) => minor);
  for (const [minor, rows] of [...byMinor].sort(([a], [b]) => a - b)) {
    const [first] = rows;
    const ltsEnd = rows.find((row) => row.ltsEnd !== undefined)?.ltsEnd;
    if (first === undefined || ltsEnd === undefined)
      return { missing: `its calendar does not say when long-term support of 1.${minor} ends` };
    const agree = rows.every(
      (row) =>
        row.ga === first.ga && row.communityEnd === first.communityEnd && (row.ltsEnd ?? ltsEnd) === ltsEnd,
    );
    if (!agree) return { missing: `its tables contradict each other on 1.${minor}` };
    minors.push({ minor, ga: first.ga, communityEnd: first.communityEnd, ltsEnd });
  }
  return minors;
}

/** Why a calendar cannot be; `undefined`: it can. */
function judge(minors: readonly MinorDates[], asOf: string): Missing | undefined {
  if (minors.length < fewestMinors) return { missing: `its calendar lists ${minors.length} minors alone` };
  for (const [index, { minor, ga, communityEnd, ltsEnd }] of minors.entries()) {
    const before = minors[index - 1];
    if (before !== undefined && minor !== before.minor + 1)
      return { missing: `its calendar has a gap before 1.${minor}` };
    if (before !== undefined && ga < before.ga)
      return { missing: `its calendar has 1.${minor} come before 1.${before.minor}` };
    if (communityEnd.slice(0, 7) <= ga || ltsEnd <= communityEnd)
      return { missing: `the dates of 1.${minor} in its calendar are in no order` };
    if (daysBetween(asOf, ltsEnd) > mostDaysAhead)
      return { missing: `its calendar has 1.${minor} supported for longer than can be` };
  }
  const newest = minors.at(-1)?.ga ?? '';
  return daysBetween(lastDayOf(newest), asOf) > mostDaysBehind
    ? { missing: `the page says that it is of ${asOf}, long after all that it lists` }
    : undefined;
}
