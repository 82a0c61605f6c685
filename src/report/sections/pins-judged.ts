import type { ChangedPins, JudgedPin, Verdict } from '../../pins/pins.ts';
import { count, details, endSentence, listWords, table } from '../markdown.ts';
import { type PinWords, sortPins, spanVersions } from '../pin-words.ts';
import type { Told } from '../told.ts';
import { type Room, tellList } from './rest.ts';

/** What stops a merge first. */
const verdicts = ['impossible', 'unknown', 'possible', 'level'] as const satisfies readonly Verdict[];

const verdictSigns: Readonly<Record<Verdict, string>> = {
  impossible: '🔴',
  unknown: '🟡',
  possible: '🔵',
  level: '🟢',
};

const verdictWords: Readonly<Record<Verdict, string>> = {
  impossible: '**impossible**',
  unknown: '**not known**',
  possible: 'possible',
  level: 'what runs',
};

export const notRead = 'It names no cluster or pool that was read.';

/** A row for each pin that merging would change, and below what comes along. */
export function tellJudged(told: Told, words: PinWords, changed: ChangedPins, room: Room): readonly string[] {
  const judged = sortJudged(changed);
  const ref = refOf(told, changed);
  const write = (rows: readonly JudgedPin[]) =>
    table(
      ['', 'Where', 'Cluster', 'Runs', 'Pin', 'Verdict'],
      rows.map((each) => tellRow(words, each, ref)),
    );
  return [
    ...(changed.isMerged || judged.length === 0
      ? []
      : ['The pull request has conflicts: its own branch was judged, not what merging it would give.']),
    ...tellList(judged, room, 'pin', write),
    ...tellAlongside(words, judged.slice(0, room.rows), ref),
  ];
}

export function sortJudged({ judged }: ChangedPins): readonly JudgedPin[] {
  return sortPins(judged, ({ verdict }) => verdicts.indexOf(verdict));
}

/** `1 impossible and 2 possible` */
export function countVerdicts({ judged }: ChangedPins): string {
  const words = { ...verdictWords, impossible: 'impossible', unknown: 'not known', level: 'at what runs' };
  const counts = verdicts.map((verdict) => ({
    n: judged.filter((each) => each.verdict === verdict).length,
    word: words[verdict],
  }));
  return listWords(counts.filter(({ n }) => n > 0).map(({ n, word }) => `${n} ${word}`));
}

/** The tree that was judged: lines are counted in it. */
export function refOf({ context }: Told, { isMerged }: ChangedPins): string | undefined {
  const number = context.pullRequest?.number;
  return number === undefined ? undefined : `refs/pull/${number}/${isMerged ? 'merge' : 'head'}`;
}

function tellRow(words: PinWords, judged: JudgedPin, ref: string | undefined): readonly string[] {
  const { pin, was, running, verdict, reasons } = judged;
  const [now = '', ...others] = spanVersions(pin.field, pin.value, was ?? pin.value, running ?? pin.value);
  const [before, runs] = others;
  const instead = verdict === 'unknown' ? notRead : undefined;
  const isHidden = verdict === 'unknown' && words.hidesNames;
  const why = (isHidden ? [notRead] : reasons).map((reason) => words.sentence(endSentence(reason), instead));
  return [
    verdictSigns[verdict],
    words.place(pin, ref),
    words.owner(judged),
    running === undefined ? '–' : (runs ?? ''),
    was === undefined ? `${now} (new)` : was === pin.value ? now : `${before} → **${now}**`,
    `${verdictWords[verdict]}${why.length === 0 ? '' : `: ${why.join(' ')}`}`,
  ];
}

const mostPlaces = 3;

/** What is said of several pins in the same words is said once. */
function tellAlongside(
  words: PinWords,
  judged: readonly JudgedPin[],
  ref: string | undefined,
): readonly string[] {
  const said = judged.flatMap(({ pin, alongside, support }) =>
    [...alongside, ...(support === undefined ? [] : [support])].map((text) => ({ pin, text })),
  );
  const lines = [...Map.groupBy(said, ({ text }) => text)].map(([text, same]) => {
    const places = [...new Set(same.map(({ pin }) => words.place(pin, ref)))];
    const rest = places.length - mostPlaces;
    const listed = rest > 0 ? [...places.slice(0, mostPlaces), `${rest} more`] : places;
    return `- ${listWords(listed)}: ${words.sentence(endSentence(text))}`;
  });
  if (lines.length === 0) return [];
  return [
    details(
      `What comes along, and until when it is supported: ${count(lines.length, 'note')}`,
      lines.join('\n'),
    ),
  ];
}
