import { Failure } from '../failure.ts';
import { type DeclaredInput, declaredInputs } from './declared.ts';
import { type Form, isWrong } from './fields.ts';
import { shorten } from './plain-line.ts';

/** What the runner passed on, by input name. Absent and empty are the same: the declared default. */
export type RawInputs = Readonly<Record<string, string>>;

/** Never shown, not even when wrong. */
const secretInputs: readonly DeclaredInput[] = ['github-token', 'github-com-token', 'plan'];

/** Reads inputs by their forms, and remembers everything that is wrong until all of them are read. */
export class InputReader {
  readonly #raw: RawInputs;
  readonly #wrongs: { readonly input: DeclaredInput; readonly line: string }[] = [];

  constructor(raw: RawInputs) {
    this.#raw = raw;
  }

  /** The value without blanks around it, or the default of action.yml. */
  text(input: DeclaredInput): string {
    const given = (this.#raw[input] ?? '').trim();
    return given === '' ? declaredDefault(input) : given;
  }

  /** `true`: written out in the workflow, and something else than the default. */
  isGiven(input: DeclaredInput): boolean {
    return this.text(input) !== declaredDefault(input);
  }

  /** For an input whose default has the form. A wrong value is remembered, and the default stands in until `finish`. */
  take<T>(input: DeclaredInput, form: Form<T>): T {
    const reading = form.read(this.text(input));
    if (!isWrong(reading)) return reading.value;
    const shown = secretInputs.includes(input)
      ? 'a value that is not shown'
      : `"${shorten(this.text(input), 80)}"`;
    const reason = reading.wrong === '' ? '' : `; ${reading.wrong}`;
    const write =
      reading.instead === undefined
        ? `Write for example \`${input}: ${form.example}\`.`
        : `Write \`${input}: ${shorten(reading.instead, 200)}\`.`;
    this.refuse(input, `given ${shown}${reason}; allowed: ${form.allowed}. ${write}`);
    const standIn = form.read(declaredDefault(input));
    if (isWrong(standIn)) throw new Error(`the default of ${input} does not have the input's own form`);
    return standIn.value;
  }

  /** For an input without a default: `undefined` when it is empty. */
  takeIfGiven<T>(input: DeclaredInput, form: Form<T>): T | undefined {
    if (this.text(input) === '') return undefined;
    return this.take<T | undefined>(input, {
      ...form,
      read: (text) => (text === '' ? { value: undefined } : form.read(text)),
    });
  }

  /** Remembers something wrong that no single form can see. The sentence says what to write instead. */
  refuse(input: DeclaredInput, sentence: string): void {
    this.#wrongs.push({ input, line: `${input}: ${sentence}` });
  }

  /** Throws one `Failure` that lists everything wrong, in the order of action.yml. */
  finish(): void {
    if (this.#wrongs.length === 0) return;
    const order = declaredInputs.map(({ name }): DeclaredInput => name);
    const lines = this.#wrongs
      .toSorted((a, b) => order.indexOf(a.input) - order.indexOf(b.input))
      .map(({ line }) => `- ${line}`);
    const count = new Set(this.#wrongs.map(({ input }) => input)).size;
    const head = count === 1 ? 'One input is wrong:' : `${count} inputs are wrong:`;
    throw new Failure('AKSU-INPUT', [head, ...lines].join('\n'));
  }
}

/** An expression such as the token's default is worked out by the runner: here it stands for nothing given. */
function declaredDefault(input: DeclaredInput): string {
  const text: string = declaredInputs.find(({ name }) => name === input)?.default ?? '';
  return text.startsWith('${{') ? '' : text;
}
