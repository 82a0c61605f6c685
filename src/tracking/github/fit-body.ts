import { findMarked, tellsTheSame, writeMarked } from '../../report/marker.ts';
import { keepPlanSince } from '../../report/plan-since.ts';
import type { Report } from '../../report/report.ts';

/** GitHub's limit for the whole body, in characters: facts, reliability 1.2. */
export const maximumBody = 65_536;

const shortened =
  '*Shortened: the text around this report leaves too little room. The whole report is in the job summary.*';

/**
 * Our text as it can stand in `room` characters: whole, or cut between two of its blocks, saying so. `undefined` when
 * not even the first block fits. What people wrote is never cut.
 */
export function fitReport(
  report: Pick<Report, 'key' | 'body' | 'fingerprint'>,
  room: number,
): string | undefined {
  if (report.body.length <= room) return report.body;
  const lines = report.body.split('\n');
  const text = lines.slice(1, -1).join('\n');
  const write = (lead: string) => writeMarked(report.key, report.fingerprint, `${lead}\n\n${shortened}`);
  const lead = cutPoints(text).findLast((at) => write(text.slice(0, at)).length <= room);
  return lead === undefined ? undefined : write(text.slice(0, lead));
}

/** Ends of paragraphs, tables and lists outside of details and code blocks: nothing is left open there. */
function cutPoints(text: string): readonly number[] {
  const points: number[] = [];
  let depth = 0;
  let fence: string | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const [, marks, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      if (marks?.startsWith(fence) && info.trim() === '') fence = undefined;
    } else if (marks !== undefined) fence = marks;
    else {
      depth += (line.match(/<details\b/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
      if (line === '' && depth === 0 && at > 0) points.push(at - 1);
    }
    at += line.length + 1;
  }
  return points;
}

/**
 * The body with our part replaced by what fits, and since when the plan stands there kept; `undefined` when nothing
 * of ours fits or nothing of ours is there.
 */
export function placeReport(
  body: string,
  report: Pick<Report, 'key' | 'body' | 'fingerprint'>,
): { readonly body: string; readonly ours: string; readonly isWhole: boolean } | undefined {
  const found = findMarked(body, report.key);
  if (!found) return undefined;
  const whole = keepPlanSince(report.body, found.ours);
  const room = maximumBody - found.before.length - found.after.length;
  const ours = fitReport({ ...report, body: whole }, room);
  if (ours === undefined) return undefined;
  return { body: found.before + ours + found.after, ours, isWhole: ours === whole };
}

/** Whether our part of a body stands as it was sent, whatever people wrote around it. Sent without: it stands no more. */
export function standsAsSent(body: string, sent: string, key: string): boolean {
  return tellsTheSame(findMarked(body, key)?.ours ?? '', findMarked(sent, key)?.ours ?? '');
}
