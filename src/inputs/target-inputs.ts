import { choice, listOf } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { Inputs } from './inputs.ts';
import type { ReportTarget } from './telling.ts';

type Word = ReportTarget | 'auto' | 'none';

const target = listOf<Word>(choice('auto', 'issue', 'pull-request', 'pr-comment', 'none'));

/** What `report-to` comes to on this event and in this mode. */
export interface Targets {
  readonly reportTo: readonly ReportTarget[];
  /** Asked for, and of no use in this mode. */
  readonly unused: readonly ReportTarget[];
  /** `true`: the event had a say in it. */
  readonly isAuto: boolean;
}

export function readTargets(reader: InputReader, mode: Inputs['mode'], eventName: string): Targets {
  const given = reader.take('report-to', target);
  if (given.includes('none')) {
    // What is proposed has to be accepted when it is written.
    if (given.length > 1) refuseMixedNone(reader, 'report-to', placeComment(given, eventName));
    return { reportTo: [], unused: [], isAuto: false };
  }
  const resolved = [...new Set(given.map((word) => resolveTarget(word, eventName)))];
  const isAuto = given.includes('auto');
  if (mode === 'upgrade') {
    const reportTo = resolved.filter((word) => word === 'issue');
    return { reportTo, unused: resolved.filter((word) => word !== 'issue'), isAuto };
  }
  if (given.includes('pr-comment') && !isPullRequestEvent(eventName)) {
    reader.refuse(
      'report-to',
      `given "${given.join(', ')}"; \`pr-comment\` needs a pull request, and this run is of none; ` +
        `allowed: \`pr-comment\` on pull request events alone. Write \`report-to: ${placeComment(given, eventName).join(', ')}\`.`,
    );
  }
  return { reportTo: resolved, unused: [], isAuto };
}

function resolveTarget(word: Word, eventName: string): ReportTarget {
  if (word !== 'auto') return word === 'none' ? 'issue' : word;
  return isPullRequestEvent(eventName) ? 'pr-comment' : 'issue';
}

/** `auto` in place of a comment where there is no pull request: it is the comment where there is one. */
function placeComment(given: readonly Word[], eventName: string): readonly Word[] {
  const others = given.filter((word) => word !== 'none');
  if (isPullRequestEvent(eventName)) return others;
  return [...new Set(others.map((word): Word => (word === 'pr-comment' ? 'auto' : word)))];
}

export function warnOfUnusedTargets({ unused }: Targets): string[] {
  return unused.map(
    (word) =>
      `\`report-to: ${word}\` has no effect in \`mode: upgrade\`: an upgrade is told in the issue and in the job summary.`,
  );
}

export function isPullRequestEvent(eventName: string): boolean {
  return eventName.startsWith('pull_request');
}

export function refuseMixedNone(
  reader: InputReader,
  input: 'report-to' | 'fail-on',
  others: readonly string[],
): void {
  reader.refuse(
    input,
    `\`none\` stands beside other values; allowed: \`none\` alone, or the others. ` +
      `Write \`${input}: none\` or \`${input}: ${others.join(', ')}\`.`,
  );
}
