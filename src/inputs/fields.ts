/** The forms that values can have. A form reads text or says what is wrong; nothing here knows an input's name. */

import { findNearest } from './nearest.ts';
import { shorten } from './plain-line.ts';

export interface Form<T> {
  /** What may be written, in words that follow "allowed:". */
  readonly allowed: string;
  /** Something valid to write. */
  readonly example: string;
  read(text: string): Reading<T>;
}

export type Reading<T> = { readonly value: T } | Wrong;

export interface Wrong {
  /** What is wrong, where the form alone does not say it. */
  readonly wrong: string;
  /** What was probably meant. */
  readonly instead?: string;
}

export function isWrong<T>(reading: Reading<T>): reading is Wrong {
  return 'wrong' in reading;
}

const code = (text: string): string => `\`${text}\``;

export function choice<T extends string>(...values: readonly [T, ...T[]]): Form<T> {
  return {
    allowed: values.map(code).join(', '),
    example: values[0],
    read(text) {
      const value = values.find((candidate) => candidate === text);
      if (value !== undefined) return { value };
      const instead = findNearest(text, values);
      return instead === undefined ? { wrong: '' } : { wrong: '', instead };
    },
  };
}

const yes = ['yes', 'y', 'on', '1', 'true'];
const no = ['no', 'n', 'off', '0', 'false'];

/** `true` or `false` in lower case, nothing else: what stands in the workflow can be read in one way only. */
export const flag: Form<boolean> = {
  allowed: '`true`, `false`',
  example: 'true',
  read(text) {
    if (text === 'true' || text === 'false') return { value: text === 'true' };
    const word = text.toLowerCase();
    if (yes.includes(word)) return { wrong: '', instead: 'true' };
    if (no.includes(word)) return { wrong: '', instead: 'false' };
    const instead = findNearest(text, ['true', 'false']);
    return instead === undefined ? { wrong: '' } : { wrong: '', instead };
  },
};

/** A whole number within bounds, both included. */
export function integer(least: number, most: number, unit: string): Form<number> {
  return {
    allowed: `a whole number from ${least} to ${most}${unit === '' ? '' : ` (${unit})`}`,
    example: String(least),
    read(text) {
      if (!/^\d{1,9}$/.test(text)) return { wrong: '' };
      const value = Number(text);
      if (value < least) return { wrong: '', instead: String(least) };
      return value > most ? { wrong: '', instead: String(most) } : { value };
    },
  };
}

export function pattern(expression: RegExp, allowed: string, example: string): Form<string> {
  return { allowed, example, read: (text) => (expression.test(text) ? { value: text } : { wrong: '' }) };
}

/** A GUID, read into lower case. */
export const guid: Form<string> = {
  allowed: 'a GUID',
  example: '00000000-0000-0000-0000-000000000000',
  read(text) {
    const value = text.toLowerCase();
    if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return { value };
    const inside = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(value);
    return inside === null ? { wrong: '' } : { wrong: 'there is more than a GUID', instead: inside[0] };
  },
};

/** An https origin, read without a trailing slash. */
export const httpsOrigin: Form<string> = {
  allowed: 'an https URL of a host alone, without user, path or query',
  example: 'https://management.example.com',
  read(text) {
    if (!URL.canParse(text)) {
      const instead = `https://${text}`;
      return /^[\w.-]+\.[\w-]+\/?$/.test(text)
        ? { wrong: 'the `https://` is missing', instead }
        : { wrong: '' };
    }
    const url = new URL(text);
    if (/\s/.test(text)) return { wrong: 'it holds a blank' };
    if (url.username !== '' || url.password !== '' || text.includes('@'))
      return { wrong: 'it holds credentials' };
    if (url.hostname === '') return { wrong: '' };
    const instead = `https://${url.host}`;
    if (url.protocol !== 'https:') return { wrong: 'it is not https', instead };
    if (url.pathname !== '/' || /[?#\\]/.test(text)) return { wrong: 'it has a path or query', instead };
    return { value: instead };
  },
};

/** Several of a kind, separated by commas or newlines. What `identify` holds for the same counts once. */
export function listOf<T>(
  item: Form<T>,
  identify: (value: T) => string = (value) => JSON.stringify(value).toLowerCase(),
): Form<readonly T[]> {
  return {
    allowed: `one or several, by comma or newline: ${item.allowed}`,
    example: item.example,
    read(text) {
      const values = new Map<string, T>();
      const wrongs: string[] = [];
      const parts = text.split(/[,\n\r]/).map((part) => part.trim());
      const repaired: string[] = [];
      for (const part of parts.filter((each) => each !== '')) {
        const reading = item.read(part);
        if (isWrong(reading)) wrongs.push(describeItem(part, reading));
        else values.set(identify(reading.value), reading.value);
        repaired.push(isWrong(reading) ? (reading.instead ?? '') : part);
      }
      if (wrongs.length === 0) {
        return values.size === 0 && text !== ''
          ? { wrong: 'it names nothing' }
          : { value: [...values.values()] };
      }
      const more = wrongs.length > 5 ? ` and ${wrongs.length - 5} more` : '';
      // Where there is but one value, it was quoted already.
      const isOnly = parts.length === 1 && wrongs[0] === describeItem(parts[0] ?? '', { wrong: '' });
      const wrong = isOnly ? '' : `not accepted: ${wrongs.slice(0, 5).join(', ')}${more}`;
      return repaired.includes('') ? { wrong } : { wrong, instead: repaired.join(', ') };
    },
  };
}

function describeItem(part: string, { wrong }: Wrong): string {
  return wrong === '' ? `"${shorten(part, 60)}"` : `"${shorten(part, 60)}" (${wrong})`;
}
