/** Comments that were plainly meant as a mark and are none: `aks-upgrade rg/prod`, `aks_upgrade: rg/prod`. */

import { mark } from './annotation.ts';
import { takeApart } from './comment.ts';
import type { CommentSyntax } from './comment-syntax.ts';
import { isCommentedOut, longestLine } from './marked-line.ts';
import type { Refused } from './pin-target.ts';
import { holdsValue } from './pin-value.ts';

/** Anywhere in a file, so that it is worth a closer look. */
export const likeMark = /aks[-_ ]?upgrad/i;

const attempt = /^aks([-_ ]?)upgrad(?:e[drs]?|ing)?[ \t]*(?:([:=])[ \t]*)?(?<=[:= \t])([^ \t][\s\S]*)$/i;
const name = /^[0-9a-z](?:[\w-]*\w)?$/i;
const namedInGroup = /^[^\s/:=]+\/[^\s/:=]+$/;

/** `below`: the next line. Words in a comment about upgrades are none: what follows has to have the form of a target. */
export function findNearMiss(line: string, below: string, syntax: CommentSyntax): Refused | undefined {
  if (line.length > longestLine || !likeMark.test(line)) return undefined;
  const parts = takeApart(line, syntax);
  const near = parts.remarks.filter(({ text }) => attempt.test(text) && !text.toLowerCase().startsWith(mark));
  if (near.length === 0) return undefined;
  const isBesideValue = holdsValue(parts.code) || isValue(below, syntax);
  const missed = near.find(({ text }) => isMeant(text, isBesideValue));
  if (missed === undefined || isCommentedOut(line, parts, missed)) return undefined;
  return {
    reason: `Nothing is marked here: write \`${mark}\` with its hyphen, and its colon right behind it.`,
  };
}

function isValue(line: string, syntax: CommentSyntax): boolean {
  return line.length <= longestLine && holdsValue(takeApart(line, syntax).code);
}

function isMeant(text: string, isBesideValue: boolean): boolean {
  const [, joint, sign = '', said = ''] = attempt.exec(text) ?? [];
  const [target = '', ...words] = said.split(/[ \t]+/);
  const isKeyed = words.length > 0 && words.every((word) => /^(?:pool|field)=/i.test(word));
  if (words.length > 0 && !isKeyed) return false;
  const isSpoken = joint === ' ';
  if (isKeyed || namedInGroup.test(target)) return !isSpoken || isBesideValue;
  if (!name.test(target)) return false;
  if (isSpoken) return false;
  // `aks-upgrade pending`, and a date, are words about an upgrade.
  return sign !== '' || (isBesideValue && /[-_\d]/.test(target) && /[a-z]/i.test(target));
}
