/** A page as the docs lay theirs out, made from a calendar: other words, the same shape. */
import type { Calendar, MinorDates } from '../../src/releases/calendar.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mar 2026` where it is the month's last day, else `Mar 22, 2026`. */
export function cellOf(day: string): string {
  const [year = '', month = '', date] = day.split('-');
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const name = months[Number(month) - 1] ?? '';
  return date === undefined || Number(date) === last ? `${name} ${year}` : `${name} ${Number(date)}, ${year}`;
}

export interface PageParts {
  readonly date?: string;
  readonly standard?: readonly string[];
  readonly longTerm?: readonly string[];
  readonly head?: string;
  readonly more?: string;
}

const asDate = (day: string) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

export function standardRow({ minor, ga, communityEnd }: MinorDates): string {
  const [soon, sooner] = [cellOf(ga), cellOf(ga)];
  return `| 1.${minor} | ${sooner} | ${soon} | ${cellOf(ga)} | ${cellOf(communityEnd)} | Until 1.${minor + 4} GA |`;
}

export function longTermRow({ minor, ga, communityEnd, ltsEnd }: MinorDates): string {
  return `| 1.${minor} | ${cellOf(ga)} | ${cellOf(ga)} | ${cellOf(ga)} | ${cellOf(communityEnd)} | ${cellOf(ltsEnd)} |`;
}

/** The first minors have but long-term support left, as on the real page. */
export function calendarPage(calendar: Pick<Calendar, 'asOf' | 'minors'>, parts: PageParts = {}): string {
  const {
    date = asDate(calendar.asOf),
    standard = calendar.minors.slice(2).map(standardRow),
    longTerm = calendar.minors.map(longTermRow),
    head = 'Kubernetes version',
    more = '',
  } = parts;
  return `---
title: A calendar
ms.date: ${date}
ms.topic: overview
---

# When minors come and go

Some words | with a bar.

| ${head} | Upstream release | AKS preview | AKS GA | End of life | Platform support |
| --- | --- | --- | --- | --- | --- |
${standard.join('\n')}

More words.

| ${head} | Upstream release | AKS preview | AKS GA | End of life | LTS End of life |
|:--|:--:|--|--|--|--|
${longTerm.join('\n')}

${more}
`;
}
