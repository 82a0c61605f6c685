import type { Place } from '../inputs/log.ts';
import type { JudgedPin } from '../pins/pins.ts';
import { byText } from './cluster-view.ts';
import { shortenPath } from './links.ts';
import { count, endSentence, listWords, plainText, upperFirst } from './markdown.ts';
import { findPinWords, type PinWords, shortenVersions, sortPins, sortPlaces } from './pin-words.ts';
import type { Annotation } from './report.ts';
import { sortJudged } from './sections/pins-judged.ts';
import type { Told } from './told.ts';

/** GitHub shows ten annotations of a level a step, and one error is left for how the step ends. */
const most = 9;
const mostNames = 5;

/** On file and line: pins that AKS would refuse, and annotations that cannot be followed. Plain text. */
export function annotatePins(told: Told): readonly Annotation[] {
  const { changed, proposed } = told.pins ?? {};
  if (changed === undefined && proposed === undefined) return [];
  const words = findPinWords(told);
  const impossible = changed ? sortJudged(changed).filter(({ verdict }) => verdict === 'impossible') : [];
  const isFailing = told.inputs.failOn.some((word) => word === 'blocked' || word === 'pins');
  const level = isFailing ? 'error' : 'warning';
  return [
    ...countRest(
      impossible.map((judged) => annotateImpossible(words, judged, level)),
      'pin',
    ),
    ...countRest(annotateTroubles(told, words), 'annotation'),
    ...warnNotes(told),
    ...warnUnreadFiles(told),
  ];
}

function annotateImpossible(words: PinWords, judged: JudgedPin, level: 'error' | 'warning'): Annotation {
  const { pin, running, reasons } = judged;
  const [value = '', runs = ''] = shortenVersions(pin.field, [pin.value, running ?? pin.value]);
  const facts = running === undefined ? '' : ` It runs ${plainText(runs, 80)}.`;
  const why = reasons.map((reason) => ` ${words.plainSentence(endSentence(reason))}`).join('');
  return {
    level,
    title: `Version pin: ${plainText(value, 80)} is impossible`,
    text: plainText(`${words.plainOwner(judged)}.${facts}${why}`, 1_000),
    place: placeOf(pin),
  };
}

function annotateTroubles({ pins }: Told, words: PinWords): readonly Annotation[] {
  const all = [...(pins?.changed?.troubles ?? []), ...(pins?.proposed?.troubles ?? [])];
  const keyOf = ({ file, line, reason }: (typeof all)[number]) => [file, line, reason].join('\n');
  return sortPlaces([...new Map(all.map((trouble) => [keyOf(trouble), trouble])).values()]).map(
    (trouble) => ({
      level: 'warning',
      title: 'Version pin: the annotation cannot be followed',
      text: plainText(words.plainSentence(endSentence(trouble.reason)), 1_000),
      place: placeOf(trouble),
    }),
  );
}

/** Pins that nobody looks after until somebody does something. */
function warnNotes({ pins }: Told): readonly Annotation[] {
  const calm = ['ahead', 'waits'];
  const notes = sortPins(pins?.proposed?.notes.filter(({ kind }) => !calm.includes(kind)) ?? []);
  if (notes.length === 0) return [];
  const places = notes.map(({ pin }) => `${shortenPath(pin.file)}:${pin.line}`);
  return [
    {
      level: 'warning',
      title: `Version pins not looked after: ${notes.length}`,
      text: `${listSome(places)}. The job summary says why.`,
    },
  ];
}

function warnUnreadFiles({ pins }: Told): readonly Annotation[] {
  const all = [...(pins?.changed?.unread ?? []), ...(pins?.proposed?.unread ?? [])];
  const [first, ...others] = all.toSorted(byText(({ path, reason }) => [path, reason].join('\n')));
  if (first === undefined) return [];
  const paths = [...new Set([first, ...others].map(({ path }) => path))];
  return [
    {
      level: 'warning',
      title: `Files that may pin versions could not be read: ${paths.length}`,
      text: `${listSome(paths.map((path) => shortenPath(path)))}. ${endSentence(upperFirst(plainText(first.reason, 200)))}`,
    },
  ];
}

/** At most nine, the last of them with how many there are besides. */
function countRest(annotations: readonly Annotation[], noun: string): readonly Annotation[] {
  const [first] = annotations;
  if (first === undefined || annotations.length <= most) return annotations;
  const shown = annotations.slice(0, most - 1);
  const rest = count(annotations.length - shown.length, `more ${noun}`);
  return [
    ...shown,
    { level: first.level, title: first.title.replace(/:.*/, ''), text: `${rest}: see the job summary.` },
  ];
}

function listSome(names: readonly string[]): string {
  const shown = names.slice(0, mostNames);
  const rest = names.length - shown.length;
  return listWords(rest > 0 ? [...shown, `${rest} more`] : shown);
}

function placeOf({ file, line }: Place): Place {
  return { file, line };
}
