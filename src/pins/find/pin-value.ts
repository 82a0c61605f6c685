/** The forms in which a version is written down, and finding the one on a line that stands by itself. */

import { parseImageVersion } from '../../inventory/image-version.ts';
import type { PinField } from '../pin.ts';
import { quote, type Refused } from './pin-target.ts';

export interface Place {
  readonly start: number;
  readonly end: number;
}

// Numbers as `kubernetes-version` of the inputs takes them; a provider's `4.1` has the form as well, so it counts.
const versionForm = /^(v?)([1-9])\.(0|[1-9]\d{0,2})(?:\.(0|[1-9]\d{0,3}))?$/;

/** What a version may be part of: anything from 0x80 on may be a byte of a letter. */
const wordForm = /[0-9A-Za-z_.+\-\u0080-\uffff]+/g;

/** What stands round a value that is there by itself. */
const border = /^[ \t"'`=:,;()[\]{}<>|]?$/;

export const fieldNames: Readonly<Record<PinField, string>> = {
  'kubernetes-version': 'Kubernetes version (such as 1.33 or 1.33.5)',
  'node-image': 'node image version',
};

export function isOfField(text: string, field: PinField): boolean {
  if (field === 'kubernetes-version') return versionForm.test(text);
  return /^aks/i.test(text) && parseImageVersion(text).order.length > 0;
}

/** `code` without comments, `bare` without what is quoted. `where`: the line in words. */
export function findValue(code: string, bare: string, field: PinField, where: string): Place | Refused {
  const found = [...code.matchAll(wordForm)].filter(([word]) => isOfField(word, field));
  const [only, ...others] = found;
  if (only === undefined)
    return {
      reason: `No ${fieldNames[field]} stands on ${where}. Mark the line where the version is written out.`,
    };
  if (others.length > 0)
    return {
      reason: `${found.length} values that look like a ${fieldNames[field]} stand on ${where}. Give each a line of its own.`,
    };
  const place = { start: only.index, end: only.index + only[0].length };
  const isQuoted = isInQuotes(bare, place);
  return judgeAlone(code, place, isQuoted) ?? judgeForm(only[0], field) ?? place;
}

/** `bare`: the line with blanks for what is quoted. */
export function isInQuotes(bare: string, place: Place): boolean {
  return bare[place.start] === ' ';
}

/** Versions that AKS cannot mean: below 1.10 stands what was 1.30 before something read it as a number. */
export function judgeForm(value: string, field: PinField): Refused | undefined {
  if (field === 'node-image') return undefined;
  const minor = versionForm.exec(value)?.[3] ?? '';
  if (minor.length > 1) return undefined;
  return {
    reason: `${quote(value)} is not a version that AKS has; 1.30 needs quotes where 1.3 is the same number.`,
  };
}

function judgeAlone(code: string, place: Place, isQuoted: boolean): Refused | undefined {
  const value = code.slice(place.start, place.end);
  const before = code.slice(Math.max(0, place.start - 8), place.start);
  const isConstraint =
    /(?:[<>!=~]=|~>|[~^<])[ \t]*$/.test(before) || (isQuoted && /(?<!=)>[ \t]*$/.test(before));
  if (isConstraint)
    return {
      reason: `${quote(value)} is part of a constraint, not a version by itself: write ${quote(value)}.`,
    };
  if (border.test(before.at(-1) ?? '') && border.test(code[place.end] ?? '')) return undefined;
  return { reason: `${quote(value)} is part of something longer. Mark a line where it stands by itself.` };
}

/** Whether one may be written where the other stands: `1.33`, `1.33.5`, `v1.33.5` and images are forms of their own. */
export function isSameForm(a: string, b: string): boolean {
  const [first, second] = [versionForm.exec(a), versionForm.exec(b)];
  if (first === null || second === null) return isImage(a) && isImage(b);
  return first[1] === second[1] && (first[4] === undefined) === (second[4] === undefined);
}

function isImage(text: string): boolean {
  return isOfField(text, 'node-image');
}

/** Whether a version of either field stands in it. */
export function holdsValue(text: string): boolean {
  const words = text.match(wordForm) ?? [];
  return words.some((word) => versionForm.test(word) || isImage(word));
}
