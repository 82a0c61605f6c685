/** Fields of a workflow's file; each throws for what it is not. */

export type Raw = Readonly<Record<string, unknown>>;

export function mapping(raw: unknown, what: string): Raw {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return raw as Raw;
  throw new Error(`${what} is no mapping: ${JSON.stringify(raw)}`);
}

export function only(raw: Raw, what: string, names: readonly string[]): void {
  const unknown = Object.keys(raw).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`Nobody plays ${unknown.join(', ')} of ${what} here.`);
}

export function text(raw: unknown): string | undefined {
  return raw === undefined || raw === null ? undefined : String(raw);
}

export function texts(raw: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(mapping(raw ?? {}, 'a mapping')).map(([name, value]) => [name, String(value ?? '')]),
  );
}
