import { isObject, textIn } from '../inventory/arm-json.ts';
import type { Missing } from './releases.ts';

/** The notes that AgentBaker has, by their paths below its folder of notes. */
export interface NoteList {
  readonly paths: readonly string[];
  /** `false`: GitHub cut it, so what it does not name may be there. */
  readonly isWhole: boolean;
}

/** There are some 5,000. */
const mostEntries = 100_000;

/** Reads GitHub's answer for a tree of files. */
export function parseNoteList(answer: unknown): NoteList | Missing {
  const tree = isObject(answer) ? answer['tree'] : undefined;
  if (!Array.isArray(tree)) return { missing: 'the answer is no list of files' };
  const paths = tree.slice(0, mostEntries).flatMap((entry) => {
    const path = textIn(entry, 'path') ?? '';
    return textIn(entry, 'type') === 'blob' && /^[\w-][\w./-]{0,200}\.txt$/.test(path) ? [path] : [];
  });
  if (paths.length === 0) return { missing: 'the answer names no note' };
  const isCut = isObject(answer) && answer['truncated'] !== false;
  return { paths, isWhole: !isCut && tree.length <= mostEntries };
}
