import type { NoteSection } from '../releases.ts';

/** `outer`: a heading over the others. Spellings are those of the notes since 2023. */
const names: readonly (readonly [RegExp, NoteSection | 'outer'])[] = [
  [/^release(?: notes?)?$|^release(?: notes?)?(?: -)? \d{4}-\d{1,2}-\d{1,2}/, 'outer'],
  [/^(?:azure kubernetes service )?changelog$/, 'outer'],
  [/^(?:pre-?)?announcements?(?: of [a-z ,]+)?$/, 'announcement'],
  [/^(?:important )?service updates?$/, 'announcement'],
  [/^(?:upcoming |deprecations? and )?(?:retirements?|deprecations?)$/, 'announcement'],
  [/^kubernetes(?: patch)? versions?(?: updates?)?$/, 'kubernetes'],
  [/^(?:new |preview |new preview )?features?(?: \(?preview\)?)?$/, 'feature'],
  [/^behaviou?r(?:al)? changes?$/, 'behavior'],
  [/^bug ?fix(?:es)?$/, 'bug-fix'],
  [/^components? (?:version )?updates?$/, 'component'],
];

const longestName = 80;

/** The section that a line is the heading of; undefined: it is no heading that the notes are known to have. */
export function sectionNamed(line: string): NoteSection | 'outer' | undefined {
  if (line.length > longestName) return undefined;
  const name = line
    .replace(/[*_`#:]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return names.find(([pattern]) => pattern.test(name))?.[1];
}
