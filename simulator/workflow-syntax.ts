/** The syntax of expressions in workflows (docs.github.com/actions/reference/workflows-and-actions/expressions). */

export type Expression =
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: Expression }
  /** `.*`: each item of a list, or each value of an object. */
  | { readonly kind: 'each'; readonly of: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | {
      readonly kind: 'pair';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

/** Those that bind least come first. */
const precedence: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

const tokenForms =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?))|(?<name>[A-Za-z_][\w-]*)|(?<sign>==|!=|<=|>=|&&|\|\||[()[\].,!<>*]))/y;

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

/** @throws when it is no expression that GitHub would take. */
export function parseExpression(source: string): Expression {
  const parser = new Parser(source, readTokens(source));
  const expression = parser.pair(0);
  parser.take('end');
  return expression;
}

/** Every expression that stands in it, itself included. */
export function* walkExpression(expression: Expression): Generator<Expression> {
  yield expression;
  const { kind } = expression;
  if (kind === 'member') yield* walkAll([expression.of, expression.name]);
  if (kind === 'each' || kind === 'not') yield* walkExpression(expression.of);
  if (kind === 'call') yield* walkAll(expression.given);
  if (kind === 'pair') yield* walkAll([expression.left, expression.right]);
}

function* walkAll(expressions: readonly Expression[]): Generator<Expression> {
  for (const one of expressions) yield* walkExpression(one);
}

function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== '') {
    tokenForms.lastIndex = at;
    const groups = tokenForms.exec(source)?.groups;
    const [kind, text] = Object.entries(groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    if (kind === undefined || text === undefined) throw new Error(`No expression: ${source}`);
    tokens.push({ kind: kind as Token['kind'], text });
    at = tokenForms.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '' }];
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source;
    this.#tokens = tokens;
  }

  /** Operators of this precedence and of those that bind more. */
  pair(level: number): Expression {
    const operators = precedence[level];
    if (operators === undefined) return this.#one();
    let left = this.pair(level + 1);
    for (;;) {
      const operator = operators.find((sign) => this.#is(sign));
      if (operator === undefined) return left;
      this.take('sign');
      left = { kind: 'pair', operator, left, right: this.pair(level + 1) };
    }
  }

  take(kind: Token['kind'], text?: string): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || (text !== undefined && token.text !== text))
      throw new Error(`No expression at '${token?.text}': ${this.#source}`);
    this.#at += 1;
    return token.text;
  }

  #is(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'sign' && token.text === sign;
  }

  #one(): Expression {
    if (this.#is('!')) {
      this.take('sign');
      return { kind: 'not', of: this.#one() };
    }
    return this.#members(this.#atom());
  }

  #atom(): Expression {
    if (this.#is('(')) {
      this.take('sign');
      const inner = this.pair(0);
      this.take('sign', ')');
      return inner;
    }
    const token = this.#tokens[this.#at];
    if (token?.kind === 'text') {
      return { kind: 'literal', value: this.take('text').slice(1, -1).replaceAll("''", "'") };
    }
    if (token?.kind === 'number') return { kind: 'literal', value: Number(this.take('number')) };
    const name = this.take('name');
    const words: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false };
    if (Object.hasOwn(words, name)) return { kind: 'literal', value: words[name] ?? null };
    return this.#is('(') ? { kind: 'call', name, given: this.#given() } : { kind: 'context', name };
  }

  #given(): readonly Expression[] {
    this.take('sign', '(');
    const given: Expression[] = [];
    while (!this.#is(')')) {
      if (given.length > 0) this.take('sign', ',');
      given.push(this.pair(0));
    }
    this.take('sign', ')');
    return given;
  }

  #members(first: Expression): Expression {
    let of = first;
    for (;;) {
      if (this.#is('[')) {
        this.take('sign');
        of = { kind: 'member', of, name: this.pair(0) };
        this.take('sign', ']');
      } else if (this.#is('.')) {
        this.take('sign');
        of = this.#is('*') ? this.#each(of) : this.#member(of);
      } else return of;
    }
  }

  #each(of: Expression): Expression {
    this.take('sign', '*');
    return { kind: 'each', of };
  }

  #member(of: Expression): Expression {
    return { kind: 'member', of, name: { kind: 'literal', value: this.take('name') } };
  }
}
