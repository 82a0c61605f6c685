/** What a step says to its runner: command files and workflow commands, read as actions/runner reads them. */

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
}

export interface CommandFile {
  readonly values: Readonly<Record<string, string>>;
  /** Why the runner would fail the step: a line that is neither `name=value` nor `name<<delimiter`. */
  readonly problem: string | undefined;
}

/** `GITHUB_OUTPUT`, `GITHUB_ENV` and `GITHUB_STATE`. A name given twice takes its last value. */
export function readCommandFile(text: string): CommandFile {
  const lines = text.split(/\r?\n/);
  const values: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    const isHeredoc = heredoc >= 0 && (equals < 0 || heredoc < equals);
    if (!isHeredoc && equals <= 0) return { values, problem: `Invalid format '${line}'` };
    if (!isHeredoc) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
    const end = lines.indexOf(delimiter, at + 1);
    if (name === '' || delimiter === '') return { values, problem: `Invalid format '${line}'` };
    if (end < 0) return { values, problem: `Matching delimiter not found '${delimiter}'` };
    values[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return { values, problem: undefined };
}

/** Commands of a step's standard output, in order; text between `stop-commands` and its token holds none. */
export function readCommands(stdout: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split(/\r?\n/)) {
    const command = readCommand(line);
    if (command === undefined) continue;
    if (stopped !== undefined) {
      if (command.name === stopped) stopped = undefined;
      continue;
    }
    if (command.name === 'stop-commands') stopped = command.text;
    commands.push(command);
  }
  return commands;
}

/** `::name key=value,key=value::text` after blanks, or the old `##[name key=value;]text` anywhere in the line. */
function readCommand(line: string): WorkflowCommand | undefined {
  const [, name, properties, text] =
    /^\s*::([^\s:]+)(?:\s+(.*?))?::(.*)$/.exec(line) ??
    /##\[([^\s\]]+)(?:\s+([^\]]*))?\](.*)$/.exec(line) ??
    [];
  if (name === undefined) return undefined;
  const pairs = (properties ?? '').split(/[,;]/).flatMap((pair) => {
    const [key, value] = pair.trim().split(/=(.*)/s);
    return key && value ? [[key, decode(value)] as const] : [];
  });
  return { name, properties: Object.fromEntries(pairs), text: decode(text ?? '') };
}

function decode(text: string): string {
  const characters: Readonly<Record<string, string>> = {
    '%0D': '\r',
    '%0A': '\n',
    '%3A': ':',
    '%2C': ',',
    '%25': '%',
  };
  return text.replace(/%(?:0D|0A|3A|2C|25)/gi, (found) => characters[found.toUpperCase()] ?? found);
}

export function annotationsOf(commands: readonly WorkflowCommand[]): readonly Annotation[] {
  return commands.flatMap(({ name, properties, text }) =>
    name === 'notice' || name === 'warning' || name === 'error'
      ? [{ level: name, title: properties['title'] ?? '', text }]
      : [],
  );
}

/** Each line of a secret is one too, and so are its usual encodings (actions/runner, ValueEncoders). */
export function masksOf(commands: readonly WorkflowCommand[], secrets: readonly string[]): readonly string[] {
  const asked = commands.filter((one) => one.name === 'add-mask').map((one) => one.text);
  const lines = [...secrets, ...asked].flatMap((value) => [value, ...value.split(/\r?\n/)]);
  return [...new Set(lines.filter((value) => value.trim() !== '').flatMap(encodings))];
}

function encodings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].filter((shift) => bytes.length > shift).map((shift) => bytes.subarray(shift));
  return [
    secret,
    ...shifted.map((part) => part.toString('base64')),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ];
}

export function maskText(text: string, masks: readonly string[]): string {
  const longestFirst = masks.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}
