/** ARM's JSON, field by field: every field may be absent, null or of another type than documented. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function valueIn(from: unknown, field: string): unknown {
  return isObject(from) ? from[field] : undefined;
}

/** The object in a field; an empty one when it is not there. */
export function objectIn(from: unknown, field: string): JsonObject {
  const value = valueIn(from, field);
  return isObject(value) ? value : {};
}

/** Text in a field; undefined when it is absent, of another type or blank. */
export function textIn(from: unknown, field: string): string | undefined {
  const value = valueIn(from, field);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function numberIn(from: unknown, field: string): number | undefined {
  const value = valueIn(from, field);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function isTrueIn(from: unknown, field: string): boolean {
  return isObject(from) && from[field] === true;
}

export function listIn(from: unknown, field: string): readonly unknown[] | undefined {
  const value = valueIn(from, field);
  return Array.isArray(value) ? value : undefined;
}

/** ARM's spelling of a known word, whatever case the service answered in. */
export function wordOf<Word extends string>(
  text: string | undefined,
  words: readonly Word[],
): Word | undefined {
  return words.find((word) => word.toLowerCase() === text?.toLowerCase());
}

/** What was parsed, or in words why it could not be. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

export function unparsed(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}
