import type { ChangedPins } from '../pins/pins.ts';
import { fitNumber } from './fit.ts';
import { count } from './markdown.ts';
import { fitsPage, writePage } from './page.ts';
import { findPinWords } from './pin-words.ts';
import type { Page } from './report.ts';
import { bodyLimit } from './room.ts';
import {
  type Alert,
  chooseAlert,
  listHeadline,
  loudest,
  tellCalendar,
  tellTitle,
  writeAlert,
} from './sections/headline.ts';
import { countChanged, countPins, isChanged, tellChanged, tellFailure } from './sections/pins.ts';
import { judgeStanding } from './standing.ts';
import type { Told } from './told.ts';
import { foldReport, prepareReport, type WholeReport } from './whole-report.ts';

/** Pins that stand open, and clusters: a comment is read above the fold. */
const mostOpen = 5;
const mostClusters = 3;

export function isCommentAsked(told: Told): boolean {
  if (told.upgrade !== undefined) return false;
  return told.pins?.changed !== undefined || told.inputs.telling.reportTo.includes('pr-comment');
}

/** What a pull request has to know: what it does to pins, what is due, and the report folded below. Never fails. */
export function writeComment(told: Told, whole: WholeReport = prepareReport(told)): Page {
  const { views } = whole;
  const head = { title: tellTitle(told, views), due: '' };
  const write = (rows: number) => writeLead(told, whole, rows);
  // The verdicts are what people came for: the report gets the room that they leave.
  const lead = fitNumber(countPins(told), (text) => text.length <= bodyLimit / 2, write);
  const changed = told.pins?.changed;
  const isOfPins = changed !== undefined && isChanged(changed);
  const top = isOfPins ? tellCalendar(told) : [];
  const text = foldReport(told, whole, { lead, top, where: 'a comment' }, (fitted) =>
    fitsPage(told, head, fitted),
  );
  const isTold = told.pinFailure !== undefined || isOfPins;
  return {
    ...writePage(told, head, text),
    standing: isTold ? 'due' : judgeStanding(told, views),
    closing: '',
  };
}

function writeLead(told: Told, whole: WholeReport, rows: number): string {
  const changed = told.pins?.changed;
  const words = findPinWords(told);
  const pins = changed === undefined ? '' : tellChanged(told, words, changed, { open: mostOpen, rows });
  return [tellBox(told, whole, changed), pins === '' ? listBehind(whole) : pins, tellFailure(told, words)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function tellBox(told: Told, { views, brings }: WholeReport, changed: ChangedPins | undefined): string {
  const isOfPins = changed !== undefined && isChanged(changed);
  const pins = isOfPins ? [countChanged(changed), ''] : [];
  // Red has to mean that this change cannot be: what is due besides is no reason to hold it back.
  const alert = isOfPins ? judgeAlert(told) : loudest(chooseAlert(told, views), judgeAlert(told));
  return writeAlert(alert, [...pins, ...listHeadline(told, { views, brings }, !isOfPins)]);
}

function judgeAlert({ pins, pinFailure }: Told): Alert {
  const { judged = [], lost = [], troubles = [], unread = [] } = pins?.changed ?? {};
  const verdicts = new Set(judged.map(({ verdict }) => verdict));
  if (verdicts.has('impossible')) return 'CAUTION';
  const open = lost.length + troubles.length + unread.length;
  return verdicts.has('unknown') || open > 0 || pinFailure !== undefined ? 'WARNING' : 'NOTE';
}

/** One line for each of the most urgent clusters. */
function listBehind({ views, row }: WholeReport): string {
  const urgent = views.filter(({ urgency }) => urgency !== 'none').length;
  const lines = Array.from({ length: Math.min(urgent, mostClusters) }, (_, rank) => tellLine(row(rank)));
  const rest = urgent - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${count(rest, 'more cluster')}`] : [])].join('\n');
}

function tellLine([
  sign = '',
  name = '',
  kubernetes = '',
  images = '',
  due = '',
  by = '',
]: readonly string[]): string {
  const parts = [kubernetes, images && `node images ${images}`, due, by && `by ${by}`].filter(
    (part) => part !== '',
  );
  return `- ${sign} ${name}: ${parts.join(', ')}`;
}
