import type { DiffLine, FileDiff } from './preview-diff.ts';
import { escapeHtml } from './preview-html.ts';

/** What a check says of a line. */
export interface PreviewNote {
  readonly file: string;
  readonly line: number;
  readonly level: string;
  readonly title: string;
  readonly text: string;
}

/** The tab "Files changed" of a pull request. */
export function renderFiles(files: readonly FileDiff[], notes: readonly PreviewNote[]): string {
  const parts = files.map((file) =>
    renderFile(
      file,
      notes.filter((note) => note.file === file.path),
    ),
  );
  return `<h2 class="files">Files changed <span class="count">${files.length}</span></h2>\n${parts.join('\n')}`;
}

function renderFile({ path, hunks }: FileDiff, notes: readonly PreviewNote[]): string {
  const all = hunks.flat();
  const [added, removed] = (['added', 'removed'] as const).map(
    (kind) => all.filter((line) => line.kind === kind).length,
  );
  const rows = hunks.map((lines) => `${renderHead(lines)}\n${renderLines(lines, notes)}`);
  return `<article class="post file">
<header><b>${escapeHtml(path)}</b> <span class="plus">+${added}</span> <span class="minus">−${removed}</span></header>
<table class="diff">
<colgroup><col class="number"><col class="number"><col></colgroup>
${rows.join('\n')}
</table>
</article>`;
}

function renderHead(lines: readonly DiffLine[]): string {
  const side = (of: 'before' | 'after'): string => {
    const numbers = lines.flatMap((line) => line[of] ?? []);
    return `${numbers[0] ?? 0},${numbers.length}`;
  };
  return `<tr class="hunk"><td colspan="2"></td><td>@@ -${side('before')} +${side('after')} @@</td></tr>`;
}

function renderLines(lines: readonly DiffLine[], notes: readonly PreviewNote[]): string {
  return lines
    .map((line, at) => {
      const own = notes.filter(({ line: number }) => number === line.after);
      return [renderLine(line, findOther(lines, at)), ...own.map(renderNote)].join('\n');
    })
    .join('\n');
}

const signs = { same: ' ', removed: '-', added: '+' } as const;

function renderLine({ kind, text, before, after }: DiffLine, other: DiffLine | undefined): string {
  const shown = other === undefined ? escapeHtml(text) : markDifference(text, other.text);
  return `<tr class="${kind}"><td class="number">${before ?? ''}</td><td class="number">${after ?? ''}</td><td>${signs[kind]} ${shown}</td></tr>`;
}

/** The line that took the place of this one, where as many were removed as added. */
function findOther(lines: readonly DiffLine[], at: number): DiffLine | undefined {
  if (lines[at]?.kind === 'same') return undefined;
  const isHere = (index: number): boolean => lines[index] !== undefined && lines[index]?.kind !== 'same';
  let [start, end] = [at, at];
  while (isHere(start - 1)) start -= 1;
  while (isHere(end + 1)) end += 1;
  const block = lines.slice(start, end + 1);
  const half = block.filter(({ kind }) => kind === 'removed').length;
  if (half * 2 !== block.length) return undefined;
  const place = at - start;
  return block[place < half ? place + half : place - half];
}

function markDifference(text: string, other: string): string {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && text.at(-1 - end) === other.at(-1 - end)) end += 1;
  const cut = text.length - end;
  const parts = [text.slice(0, start), text.slice(start, cut), text.slice(cut)].map(escapeHtml);
  return `${parts[0]}<mark>${parts[1]}</mark>${parts[2]}`;
}

function renderNote({ level, title, text }: PreviewNote): string {
  const head = level === 'error' ? 'Check failure' : 'Check warning';
  return `<tr class="note ${escapeHtml(level)}"><td colspan="2"></td><td><b>${head}</b><br><b>${escapeHtml(title)}</b><br>${escapeHtml(text)}</td></tr>`;
}
