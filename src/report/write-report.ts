import { writeAnnotations } from './annotations.ts';
import { writeDue } from './due.ts';
import { fitNumber, fitText } from './fit.ts';
import { fitsPage, writePage } from './page.ts';
import { writePlanSince } from './plan-since.ts';
import type { Page, Report } from './report.ts';
import { isWithinBytes, summaryLimit } from './room.ts';
import { tellReading } from './sections/footer.ts';
import { tellHeadline, tellTitle } from './sections/headline.ts';
import { countPins, tellPins, tellPinsBriefly } from './sections/pins.ts';
import { tellUpgrade } from './sections/upgrade.ts';
import type { Shown } from './shown.ts';
import { judgeStanding, tellClosing } from './standing.ts';
import type { Told } from './told.ts';
import { prepareReport, tellShortened, type WholeReport } from './whole-report.ts';
import { isCommentAsked, writeComment } from './write-comment.ts';
import { writePullRequest } from './write-pull-request.ts';

/** The same facts give the same bytes; `now` counts only where a date has passed. Never fails. */
export function writeReport(told: Told): Report {
  const whole = prepareReport(told);
  const proposed = told.pins?.proposed;
  return {
    ...writeIssue(told, whole),
    summary: writeSummary(told, whole),
    annotations: writeAnnotations(told, whole.views),
    ...(isCommentAsked(told) ? { comment: writeComment(told, whole) } : {}),
    ...(proposed === undefined ? {} : { pullRequest: writePullRequest(told, proposed, whole) }),
  };
}

function writeIssue(told: Told, whole: WholeReport): Page {
  const { views } = whole;
  const head = {
    title: tellTitle(told, views),
    due: writeDue(told),
    planSince: writePlanSince(told.plan, told.now),
  };
  const headline = tellHeadline(told, whole);
  const pins = tellPinsBriefly(told);
  const write = (shown: Shown, leftOut: readonly string[]) =>
    whole.write([headline, tellShortened('an issue; the job summary shows more', leftOut), pins], shown);
  const text = fitText(write, (fitted) => fitsPage(told, head, fitted), views.length, whole.all);
  return {
    ...writePage(told, head, text),
    standing: judgeStanding(told, views),
    closing: tellClosing(told),
  };
}

function writeSummary(told: Told, whole: WholeReport): string {
  const { views } = whole;
  const lead = writeUpgrade(told);
  const reading = tellReading(told);
  if (told.isStale) return `${lead}${reading}\n`;
  const headline = tellHeadline(told, whole);
  const pins = writePins(told);
  const summarize = (text: string) => `${lead}## ${tellTitle(told, views)}\n\n${text}\n\n${reading}\n`;
  const write = (shown: Shown, leftOut: readonly string[]) =>
    whole.write([headline, tellShortened('a job summary', leftOut), pins], shown);
  const fits = (text: string) => isWithinBytes(summarize(text), summaryLimit);
  return summarize(fitText(write, fits, views.length, whole.all));
}

/** What an upgrade did, for the summary alone. Whatever its size, the report below keeps half of the room. */
function writeUpgrade(told: Told): string {
  const { upgrade } = told;
  if (upgrade === undefined) return '';
  const write = (detailed: number) => `${tellUpgrade(told, upgrade, detailed)}\n\n`;
  const fits = (text: string) => isWithinBytes(text, summaryLimit / 2);
  return fitNumber(upgrade.outcome.steps.length, fits, write);
}

/** A quarter of the room at most. */
function writePins(told: Told): string {
  const fits = (text: string) => isWithinBytes(text, summaryLimit / 4);
  return fitNumber(countPins(told), fits, (rows) => tellPins(told, rows));
}
