/** The generated texts, as pure functions of what they are generated from. `write-docs.ts` puts them in place. */
import type { CodeEntry } from '../src/drift/code-entry.ts';
import type { ActionManifest, DeclaredRow } from './action-manifest.ts';
import type { BundledPackage } from './bundled-packages.ts';

const generated = 'Written by `npm run docs`';

/** Not yet laid out: Biome does that. */
export function renderDeclared(manifest: ActionManifest): string {
  const inputs = manifest.inputs.map(
    (row) => `{ name: ${quote(row.name)}, default: ${quote(row.default)}, mode: ${quote(row.mode)} },`,
  );
  const outputs = manifest.outputs.map((row) => `${quote(row.name)},`);
  return `// ${generated} from action.yml, where names and defaults are changed.

export interface DeclaredInputRow {
  readonly name: string;
  /** What the runner passes on when the workflow says nothing. */
  readonly default: string;
  /** The mode in which it has an effect. */
  readonly mode: 'check' | 'upgrade' | 'both';
}

export const declaredInputs = [
${inputs.join('\n')}
] as const satisfies readonly DeclaredInputRow[];

export type DeclaredInput = (typeof declaredInputs)[number]['name'];

export const declaredOutputs = [
${outputs.join('\n')}
] as const;

export type DeclaredOutput = (typeof declaredOutputs)[number];
`;
}

export function renderInputTable(inputs: readonly DeclaredRow[]): string {
  const rows = inputs.map((row) => [
    `\`${row.name}\``,
    cell(row.text),
    row.default === '' ? '–' : `\`${row.default}\``,
    row.mode,
  ]);
  return renderTable(['Input', 'What it says', 'Default', 'Mode'], rows);
}

export function renderOutputTable(outputs: readonly DeclaredRow[]): string {
  return renderTable(
    ['Output', 'Value', 'Mode'],
    outputs.map((row) => [`\`${row.name}\``, cell(row.text), row.mode]),
  );
}

/** The text between `<!-- name:start -->` and `<!-- name:end -->`; `undefined` when the page has no such place. */
export function fillPlace(page: string, name: string, text: string): string | undefined {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = page.indexOf(start);
  const to = page.indexOf(end, from);
  if (from < 0 || to < 0) return undefined;
  return `${page.slice(0, from + start.length)}\n\n${text}\n${page.slice(to)}`;
}

export function renderFindings(codes: Readonly<Record<string, CodeEntry>>): string {
  const entries = Object.entries(codes);
  const table = renderTable(
    ['Code', 'Finding', 'Severity'],
    entries.map(([code, entry]) => [
      `[${code}](#${anchorOf(code)})`,
      cell(entry.title),
      entry.severities.join(', '),
    ]),
  );
  const sections = entries.map(([code, entry]) =>
    [
      `## ${code}`,
      `**${entry.title}** (${entry.severities.join(', ')})`,
      `**Rule.** ${entry.rule}`,
      `**Why it matters.** ${entry.why}`,
      `**What to do.** ${entry.next}`,
    ].join('\n\n'),
  );
  return page(
    'Findings',
    'src/drift/codes.ts',
    `What a check can find. A code keeps its meaning for good: a report from last year still links to the right place.

- **required**: support or safety ends if nothing is done.
- **recommended**: due, and better done soon.
- **information**: good to know; nothing to do, or AKS does it by itself.`,
    [table, ...sections],
  );
}

export function renderErrors(
  codes: Readonly<Record<string, { readonly title: string; readonly next: string }>>,
): string {
  const entries = Object.entries(codes);
  const table = renderTable(
    ['Code', 'Error'],
    entries.map(([code, entry]) => [`[${code}](#${anchorOf(code)})`, cell(entry.title)]),
  );
  const sections = entries.map(
    ([code, entry]) => `## ${code}\n\n**${entry.title}.**\n\n**What to do.** ${entry.next}`,
  );
  return page(
    'Errors',
    'src/failure.ts',
    `The codes that end a step with an error. The message in the log says which input, cluster or permission it is
about; the code tells what kind of thing is wrong.`,
    [table, ...sections],
  );
}

/** What weighs most in the bundle. */
export function renderWeights(packages: readonly BundledPackage[]): string {
  const heaviest = [...packages].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1)).slice(0, 12);
  const rows = heaviest.map((one) => [`\`${one.name}\``, one.version, kibibytes(one.bytes)]);
  const rest = packages.length - heaviest.length;
  const sum = (some: readonly BundledPackage[]) => some.reduce((bytes, one) => bytes + one.bytes, 0);
  return renderTable(
    ['Package', 'Version', 'KiB in the bundle'],
    [
      ...rows,
      [`${rest} others`, '', kibibytes(sum(packages) - sum(heaviest))],
      [`**${packages.length} packages**`, '', `**${kibibytes(sum(packages))}**`],
    ],
  );
}

function kibibytes(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

/** As GitHub makes it from a heading that is the code alone. */
export function anchorOf(code: string): string {
  return code.toLowerCase();
}

function page(title: string, source: string, opening: string, parts: readonly string[]): string {
  const head = `<!-- ${generated} from ${source}. -->\n\n# ${title}\n\n${opening}`;
  return `${[head, ...parts.map((part) => part.trimEnd())].join('\n\n')}\n`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

/** A bar would end the cell, even inside code. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
