import { parseImageVersion } from '../../inventory/image-version.ts';
import { tellInstant } from '../dates.ts';
import { codeSpan, table } from '../markdown.ts';
import type { Naming } from '../names.ts';
import type { NumberedOutcome, UpgradedCluster } from '../upgrade-view.ts';
import { spanUpgraded } from '../upgrade-view.ts';
import { endSigns, endWords, spanStep, tellApproved, tellSentence } from '../upgrade-words.ts';
import { shortenImage } from '../words.ts';
import { tellTrouble } from './trouble.ts';

/** What became of each step of one cluster, and what went wrong. */
export function tellOutcomes(told: Naming, upgraded: UpgradedCluster): string {
  const rows = upgraded.steps.map((step) => tellRow(told, step));
  return [
    `### ${endSigns[upgraded.worst]} ${spanUpgraded(told, upgraded)}`,
    ...upgraded.steps.flatMap((step) => tellDeviation(told, step)),
    table(['', 'Step', 'From → to', 'What became of it', 'When', 'Azure reports'], rows),
    ...upgraded.steps.map((step) => tellTrouble(told, step)).filter((text) => text !== ''),
  ].join('\n\n');
}

function tellRow(told: Naming, step: NumberedOutcome): readonly string[] {
  return [
    String(step.number),
    spanStep(told, step),
    tellApproved(step.approved),
    tellEnd(told, step),
    tellTimes(step),
    tellReported(step),
  ];
}

function tellEnd(told: Naming, step: NumberedOutcome): string {
  const isToldBelow = step.end === 'failed' && step.trouble !== undefined;
  const sentence = step.end === 'done' || isToldBelow ? '' : tellSentence(told, step.text);
  const until = step.until === undefined ? '' : `until ${tellInstant(step.until)}`;
  const head = until === '' ? sentence : sentence.replace(/\.$/, '');
  const more = [head, until].filter((part) => part !== '').join(', ');
  const deviation = step.deviation === undefined ? '' : ', **⚠ not as approved**';
  return `${endSigns[step.end]} **${endWords[step.end]}**${deviation}${more === '' ? '' : `: ${more}`}`;
}

/** `22 Nov 2026, 06:00 UTC – 06:12 UTC` */
function tellTimes({ startedAt, endedAt }: NumberedOutcome): string {
  if (startedAt === undefined) return endedAt === undefined ? '' : `seen ${tellInstant(endedAt)}`;
  if (endedAt === undefined) return `since ${tellInstant(startedAt)}`;
  const [from, to] = [tellInstant(startedAt), tellInstant(endedAt)];
  const day = from.slice(0, from.indexOf(',') + 2);
  return `${from} – ${to.startsWith(day) ? to.slice(day.length) : to}`;
}

function tellReported({ approved, reported, reportedImage }: NumberedOutcome): string {
  if (reported === undefined) return '';
  const value = approved.kind === 'node-image' ? shortenLike(reported, approved.to) : reported;
  const image = reportedImage === undefined ? '' : `, node image ${codeSpan(reportedImage)}`;
  return `${codeSpan(value)}${image}`;
}

/** The part that differs, when it is the same kind of image; else the whole, since then the kind is the news. */
function shortenLike(text: string, approved: string): string {
  const [image, target] = [parseImageVersion(text), parseImageVersion(approved)];
  return image.kind === target.kind ? shortenImage(image) : text;
}

/** Another image than the approved one: nobody may have to look for it in a table. */
function tellDeviation(told: Naming, step: NumberedOutcome): readonly string[] {
  if (step.deviation === undefined) return [];
  const reported = step.reported === undefined ? 'something else' : codeSpan(step.reported);
  const compared = `Approved: ${codeSpan(step.approved.to)}; Azure reports ${reported}.`;
  const text = tellSentence(told, step.deviation);
  return [
    `> [!WARNING]\n> **Step ${step.number} did not end as approved.** ${text === '' ? compared : text}`,
  ];
}
