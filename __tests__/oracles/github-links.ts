/**
 * What GitHub makes a link of in plain text, as patterns. Where GitHub asks its database first (is there such a
 * user, issue or commit?), the answer is taken to be yes.
 */

/** ASCII alone: GitHub's filters treat `é` as a border, so `é@team` is a mention. */
const notWord = '(?<![A-Za-z0-9_])';
const notWordAfter = '(?![A-Za-z0-9_])';
const login = '[A-Za-z0-9][A-Za-z0-9-]*(?:_[A-Za-z0-9]+)?';
const repository = `(?:${login}(?:/[A-Za-z0-9._-]+)?)?`;

/** `@user`, `@org/team`; also before `.` and inside brackets. Not after a letter: that is an e-mail address. */
const mention = new RegExp(`${notWord}@${login}(?:/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?`, 'g');

const references = [
  // #1, user#1, owner/repo#1
  new RegExp(String.raw`${notWord}${repository}#\d+${notWordAfter}`, 'g'),
  // A number sign right after a letter of another script is at a border too.
  new RegExp(String.raw`(?<=[^\x00-\x7F])#\d+${notWordAfter}`, 'g'),
  // GH-1, in any case
  new RegExp(String.raw`${notWord}GH-\d+${notWordAfter}`, 'gi'),
  // owner/repo@sha and user@sha
  new RegExp(`${notWord}${login}(?:/[A-Za-z0-9._-]+)?@[0-9a-f]{7,40}${notWordAfter}`, 'gi'),
  // A commit hash; digits alone count, since such hashes exist
  new RegExp(`${notWord}[0-9a-f]{7,40}${notWordAfter}`, 'gi'),
  // Security advisories
  new RegExp(`${notWord}GHSA(?:-[0-9a-z]{4}){3}${notWordAfter}`, 'gi'),
];

const autolinks = [
  /(?<![A-Za-z])(?:https?|ftp):\/\/[^\s<]+/gi,
  /(?<![A-Za-z0-9])www\.[^\s<]+/gi,
  /(?<![A-Za-z])(?:mailto|xmpp):[^\s<@]+@[^\s<]+/gi,
  /[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+/g,
];

const emoji = /:(?:\+1|-1|[a-z][a-z0-9_]*):/g;
const math = /\$`[^`]+`\$|(?<![\w$\\])\$(?![\s$])(?:[^$\n]*[^\s$])?\$(?![\w$])|\$\$[^$]+\$\$/g;

export interface TextLinks {
  readonly mentions: readonly string[];
  readonly references: readonly string[];
  readonly autolinks: readonly string[];
  readonly emoji: readonly string[];
  readonly math: readonly string[];
}

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([found]) => found);

/** What GitHub links in one run of text that is in no code and no link. */
export function findTextLinks(text: string): TextLinks {
  const urls = autolinks.flatMap((pattern) => all(text, pattern));
  return {
    mentions: all(text, mention),
    references: [...new Set(references.flatMap((pattern) => all(text, pattern)))],
    autolinks: urls,
    emoji: all(text, emoji),
    math: all(text, math),
  };
}
