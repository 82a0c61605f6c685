import type { Pin } from '../../pins/pin.ts';
import type { ChangedPins, JudgedPin, Verdict } from '../../pins/pins.ts';
import { details, endSentence, listWords, table } from '../markdown.ts';
import { groupAlike, listOwners, type PinWords, sortPins, spanVersions } from '../pin-words.ts';
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
  level: 'runs already',
};

export const notRead = 'It names no cluster or pool that was read.';

/** A row for each pin that merging would change, and below why it cannot be as written there. */
export function tellJudged(told: Told, words: PinWords, changed: ChangedPins, room: Room): readonly string[] {
  const alike = groupAlike(sortJudged(changed), ({ verdict, running }) => [verdict, running]);
  const ref = refOf(told, changed);
  const write = (rows: typeof alike) => {
    const lines = rows.flatMap((same) => tellRow(words, same, ref));
    const why = listWhy(words, rows.flat(), ref);
    return [table(['Verdict', 'Where', 'Cluster', 'Runs', 'Asks for'], lines), ...why].join('\n\n');
  };
  return tellList(alike, room, 'pin', write, ({ length }) => length);
}

/** What else happens, and until when that is supported: folded, since it stops nobody. */
export function tellAlongside(
  told: Told,
  words: PinWords,
  changed: ChangedPins,
  { rows }: Room,
): readonly string[] {
  const said = sortJudged(changed)
    .slice(0, rows)
    .flatMap(({ pin, alongside, support }) =>
      [...alongside, ...(support === undefined ? [] : [support])].map((text) => ({ pin, text })),
    );
  const lines = listSaid(words, said, refOf(told, changed));
  return lines.length === 0 ? [] : [details('What comes along, and ends of support', lines.join('\n'))];
}

export function sortJudged({ judged }: ChangedPins): readonly JudgedPin[] {
  return sortPins(judged, ({ verdict }) => verdicts.indexOf(verdict));
}

/** `1 impossible and 2 possible`; of one kind alone `possible` or `all possible`. */
export function countVerdicts({ judged }: ChangedPins): string {
  const counts = verdicts.flatMap((verdict) => {
    const n = judged.filter((each) => each.verdict === verdict).length;
    const word = verdict === 'level' && n > 1 ? 'run already' : verdictWords[verdict].replaceAll('*', '');
    return n === 0 ? [] : [{ n, word }];
  });
  const [first] = counts;
  if (first !== undefined && counts.length === 1) return first.n === 1 ? first.word : `all ${first.word}`;
  return listWords(counts.map(({ n, word }) => `${n} ${word}`));
}

/** The tree that was judged: lines are counted in it. */
export function refOf({ context }: Told, { isMerged }: ChangedPins): string | undefined {
  const number = context.pullRequest?.number;
  return number === undefined ? undefined : `refs/pull/${number}/${isMerged ? 'merge' : 'head'}`;
}

/** One row, whatever the number of marks on one value. */
function tellRow(
  words: PinWords,
  same: readonly JudgedPin[],
  ref: string | undefined,
): readonly (readonly string[])[] {
  return same.slice(0, 1).map(({ pin, running, verdict }) => {
    const [asked = '', runs = ''] = spanVersions(pin.field, pin.value, running ?? pin.value);
    return [
      `${verdictSigns[verdict]}\u00a0${verdictWords[verdict]}`,
      words.cell(pin, ref),
      listOwners(same, words.owner, ' · '),
      running === undefined ? '–' : runs,
      `**${asked}**`,
    ];
  });
}

function listWhy(words: PinWords, rows: readonly JudgedPin[], ref: string | undefined): readonly string[] {
  const said = rows.flatMap(({ pin, verdict, reasons }) => {
    if (reasons.length === 0) return [];
    const isHidden = words.hidesNames && verdict === 'unknown';
    const text = isHidden ? notRead : reasons.map(endSentence).join(' ');
    return [{ pin, text, sign: `${verdictSigns[verdict]} ` }];
  });
  const lines = listSaid(words, said, ref);
  return lines.length === 0 ? [] : [lines.join('\n')];
}

const mostPlaces = 3;

/** What is said of several pins in the same words is said once. */
function listSaid(
  words: PinWords,
  said: readonly { readonly pin: Pin; readonly text: string; readonly sign?: string }[],
  ref: string | undefined,
): readonly string[] {
  const groups = Map.groupBy(said, ({ text, sign = '' }) => sign + text);
  return [...groups.values()].map((same) => {
    const [first] = same;
    const places = [...new Set(same.map(({ pin }) => words.place(pin, ref)))];
    const rest = places.length - mostPlaces;
    const listed = rest > 0 ? [...places.slice(0, mostPlaces), `${rest} more`] : places;
    return `- ${first?.sign ?? ''}${listWords(listed)}: ${words.sentence(endSentence(first?.text ?? ''))}`;
  });
}
