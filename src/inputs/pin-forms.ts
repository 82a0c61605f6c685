/** Forms of what is named in the repository: paths as git has them, and branches. */

import type { Form, Reading } from './fields.ts';

/** Characters that patterns are made of: taken for a name, a pattern would find nothing and say nothing. */
const glob = /[*?[\]{}]|^!/;

/** A file or folder, read without `./` before it and `/` after it. */
export const pinPath: Form<string> = {
  allowed: 'paths of files or folders from the root of the repository, with `/` between',
  example: 'infra/prod',
  read(text) {
    const reading = readPath(text);
    // Tokens of jobs may not change them, so that no pull request could be made (docs/version-pins.md).
    return 'value' in reading && /^\.github\/workflows(?:\/|$)/.test(reading.value)
      ? { wrong: 'files of workflows are not looked at' }
      : reading;
  },
};

function readPath(text: string): Reading<string> {
  if (/\p{Cc}/u.test(text)) return { wrong: 'it holds a control character' };
  if (/^[a-z]:/i.test(text)) return { wrong: 'it is absolute' };
  if (text.includes('\\')) return propose('it holds a `\\`', text.replaceAll('\\', '/'));
  if (text.startsWith('/')) return propose('it is absolute', text.replace(/^\/+/, ''));
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return { wrong: 'it holds `..`' };
  if (parts.length === 0)
    return { wrong: 'it is the whole repository, which is looked at when this is empty' };
  const pattern = parts.findIndex((part) => glob.test(part));
  if (pattern !== -1) {
    return propose(
      'patterns are not read: a folder stands for all below it',
      parts.slice(0, pattern).join('/'),
    );
  }
  return { value: parts.join('/') };
}

/** Proposes only what would be accepted. */
function propose(wrong: string, instead: string): Reading<string> {
  return instead !== '' && 'value' in readPath(instead) ? { wrong, instead } : { wrong };
}

/** What git takes for a branch's name (git-scm.com/docs/git-check-ref-format). */
export const branchName: Form<string> = {
  allowed: 'the name of a branch, as git takes it, in at most 255 characters',
  example: 'main',
  read(text) {
    const bare = text.replace(/^refs\/heads\//, '');
    if (!isBranchName(bare)) return { wrong: '' };
    if (bare.toLowerCase().startsWith('aks-upgrade/'))
      return { wrong: 'branches `aks-upgrade/…` are those that the action itself makes' };
    return bare === text ? { value: text } : { wrong: 'the bare name is meant', instead: bare };
  },
};

function isBranchName(name: string): boolean {
  if (name === '' || name.length > 255 || name === '@' || name === 'HEAD') return false;
  // GitHub makes no branch of these: they could be taken for a ref or a commit.
  if (/^refs\//.test(name) || /^[0-9a-f]{40}$/i.test(name)) return false;
  if (/[\p{Cc}\p{Z}~^:?*[\\]|\.\.|@\{/u.test(name) || name.startsWith('-') || name.endsWith('.'))
    return false;
  return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}
