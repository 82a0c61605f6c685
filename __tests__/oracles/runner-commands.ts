/**
 * What a GitHub Actions runner makes of a step's output and of its command files. A port of the behaviour of
 * actions/runner: ActionCommand (TryParseV2 and TryParse), ActionCommandManager (which names it knows, and V2 first)
 * and EnvFileKeyValuePairs (on Linux and macOS). It shares no code with what it judges.
 */

export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
  readonly syntax: '::' | '##[';
}

const knownNames = [
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
  // Registered only while a plugin step runs; counted always, which is harsher.
  'internal-set-repo-path',
];

/** Every command in what a process wrote, line by line as .NET's reader breaks lines. */
export function readCommands(output: string): RunnerCommand[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => readCommand(line) ?? readHidden(line) ?? []);
}

/** The command that one line is, or `undefined`. */
export function readCommand(line: string): RunnerCommand | undefined {
  return readColonForm(line) ?? readBracketForm(line);
}

/**
 * Harsher than the runner: .NET compares with the culture's rules, which skip characters that show nothing, so a
 * line counts as well when it is a command without them.
 */
function readHidden(line: string): RunnerCommand | undefined {
  const bare = line.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\0]/gu, '');
  return bare === line ? undefined : readCommand(bare);
}

/** What .NET's Char.IsWhiteSpace holds for blank. */
const leadingBlanks = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

function readColonForm(line: string): RunnerCommand | undefined {
  const message = line.replace(leadingBlanks, '');
  if (!message.startsWith('::')) return undefined;
  const end = message.indexOf('::', 2);
  if (end < 0) return undefined;
  return build('::', message.slice(2, end), message.slice(end + 2));
}

function readBracketForm(line: string): RunnerCommand | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  return build('##[', line.slice(start + 3, end), line.slice(end + 1));
}

function build(syntax: RunnerCommand['syntax'], info: string, data: string): RunnerCommand | undefined {
  const blank = info.indexOf(' ');
  const name = blank < 0 ? info : info.slice(0, blank);
  if (!knownNames.includes(name.toLowerCase())) return undefined;
  const escapes = syntax === '::' ? colonEscapes : bracketEscapes;
  const properties: Record<string, string> = {};
  const pairs = blank > 0 ? info.slice(blank + 1).split(syntax === '::' ? ',' : ';') : [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1 || equals === pair.length - 1) continue;
    properties[pair.slice(0, equals).trim()] = unfold(pair.slice(equals + 1), escapes.properties);
  }
  return { name: name.toLowerCase(), properties, data: unfold(data, escapes.data), syntax };
}

type Escapes = readonly (readonly [escaped: string, text: string])[];

const lineEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
];
const percent: Escapes = [['%25', '%']];
const bracketData: Escapes = [['%3B', ';'], ...lineEscapes, ['%5D', ']'], ...percent];
const colonEscapes = {
  data: [...lineEscapes, ...percent],
  properties: [...lineEscapes, ['%3A', ':'], ['%2C', ','], ...percent] as Escapes,
};
const bracketEscapes = { data: bracketData, properties: bracketData };

function unfold(text: string, escapes: Escapes): string {
  return escapes.reduce((plain, [escaped, meant]) => plain.replaceAll(escaped, meant), text);
}

/** The pairs of a command file such as GITHUB_OUTPUT. Throws where the runner fails the step. */
export function readKeyValueFile(text: string): [key: string, value: string][] {
  const pairs: [string, string][] = [];
  const reader = new LineReader(text);
  for (let line = reader.next(); line !== undefined; line = reader.next()) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`no name in "${line}"`);
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
    } else if (heredoc >= 0) {
      const [key, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (key === '' || delimiter === '') throw new Error(`no name or delimiter in "${line}"`);
      pairs.push([key, reader.until(delimiter)]);
    } else {
      throw new Error(`neither form in "${line}"`);
    }
  }
  return pairs;
}

/** Lines end at LF alone; a CR stays part of its line. */
class LineReader {
  readonly #text: string;
  #index = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string | undefined {
    if (this.#index >= this.#text.length) return undefined;
    const end = this.#text.indexOf('\n', this.#index);
    const line = end < 0 ? this.#text.slice(this.#index) : this.#text.slice(this.#index, end);
    this.#index = end < 0 ? this.#text.length : end + 1;
    return line;
  }

  /** What stands before the line that is the delimiter, without its last line break. */
  until(delimiter: string): string {
    const start = this.#index;
    let end = start;
    for (let line = this.next(); line !== delimiter; line = this.next()) {
      if (line === undefined) throw new Error(`no line "${delimiter}"`);
      if (!this.#text.slice(0, this.#index).endsWith('\n')) throw new Error('no line break at the end');
      end = this.#index - 1;
    }
    return this.#text.slice(start, end);
  }
}
