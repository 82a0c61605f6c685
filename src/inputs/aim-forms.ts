/** Forms of what to aim for: versions and surge, as AKS takes them. */

import type { Form } from './fields.ts';
import type { VersionAim } from './version-aim.ts';

export const versionAim: Form<VersionAim> = {
  allowed: 'a minor such as `1.33` (its newest patch) or a full version such as `1.33.5`',
  example: "'1.33'",
  read(text) {
    const plain = text.replace(/^v/i, '');
    const parsed = /^([1-9])\.([1-9]\d{0,2})(?:\.(0|[1-9]\d{0,3}))?$/.exec(plain);
    if (parsed === null) {
      const minor = /^[1-9]\.[1-9]\d{1,2}(?=[.x*-]|$)/.exec(plain);
      return minor === null ? { wrong: '' } : { wrong: '', instead: `'${minor[0]}'` };
    }
    const [, major = '', minor = '', patch] = parsed;
    if (minor.length === 1) {
      // No version that AKS still has stands below 1.10: an unquoted 1.30 reaches us as 1.3.
      const instead = `'${major}.${minor}0${patch === undefined ? '' : `.${patch}`}'`;
      return { wrong: 'YAML reads an unquoted version as a number and drops its last zero', instead };
    }
    if (patch !== undefined) return { value: { kind: 'exact', text: plain } };
    return { value: { kind: 'minor', text: plain, major: Number(major), minor: Number(minor) } };
  },
};

/** A count of nodes, or a percentage of the pool. */
export const maxSurge: Form<string> = {
  allowed: 'a number of nodes from `1` to `1000`, or a percentage from `1%` to `100%`',
  example: "'33%'",
  read(text) {
    const parsed = /^([1-9]\d{0,3})\s?(%?)$/.exec(text);
    if (parsed === null) return { wrong: '' };
    const [, count = '', percent = ''] = parsed;
    const most = percent === '' ? 1000 : 100;
    return Number(count) > most
      ? { wrong: '', instead: `'${most}${percent}'` }
      : { value: `${count}${percent}` };
  },
};
