/** What a mark or an entry of the mapping file says that a version is of. */

import { type Form, isWrong } from '../../inputs/fields.ts';
import { shorten } from '../../inputs/plain-line.ts';
import { clusterName, poolName, resourceGroup } from '../../inputs/scope-forms.ts';
import type { Pin, PinField } from '../pin.ts';

export type PinTarget = Pick<Pin, 'cluster' | 'pool' | 'field'>;

/** Why something cannot be followed, as one plain sentence. */
export interface Refused {
  readonly reason: string;
}

export function isRefused<T extends object>(read: T | Refused): read is Refused {
  return 'reason' in read;
}

const fields: readonly PinField[] = ['kubernetes-version', 'node-image'];

/** Longer than any names, and what is shown of it. */
const longest = 500;
const shown = 80;

export function quote(text: string): string {
  const sign = text.includes('"') ? "'" : '"';
  return `${sign}${shorten(text, shown)}${sign}`;
}

/** Before anything else is made of text that names a cluster. */
export function findHidden(text: string, what: string): Refused | undefined {
  if (text.length > longest) return { reason: `${what} is longer than ${longest} characters.` };
  if (/[^\P{C}\t]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text))
    return { reason: `${what} holds a character that does not show: type it anew.` };
  return undefined;
}

export function readTarget(cluster: string, pool?: string, field?: string): PinTarget | Refused {
  const [name = '', group, ...more] = cluster.split('/').reverse();
  if (/["'`<>]/.test(cluster))
    return { reason: `${quote(cluster)} is not a name: write it without quotes and brackets.` };
  if (more.length > 0)
    return { reason: `${quote(cluster)} has more than one slash: write resource-group/cluster.` };
  if (name === '' || group === '')
    return { reason: `${quote(cluster)} lacks a name: write resource-group/cluster.` };
  if (group !== undefined && !isOf(resourceGroup, group))
    return {
      reason: `${quote(group)} is not a name that a resource group can have: write resource-group/cluster.`,
    };
  if (!isOf(clusterName, name))
    return { reason: `${quote(name)} is not a name that a cluster can have: write resource-group/cluster.` };
  if (pool !== undefined && !isOf(poolName, pool))
    return {
      reason: `${quote(pool)} is not a name that a node pool can have: 1 to 12 lower-case letters and digits, a letter first.`,
    };
  const known = field === undefined ? 'kubernetes-version' : fields.find((each) => each === field);
  if (known === undefined)
    return { reason: `${quote(field ?? '')} is not a field: there are ${fields.join(' and ')}.` };
  if (known === 'node-image' && pool === undefined)
    return { reason: 'A node image is that of a node pool: name the pool, too.' };
  return {
    cluster: { ...(group === undefined ? {} : { resourceGroup: group }), name },
    ...(pool === undefined ? {} : { pool }),
    field: known,
  };
}

function isOf(form: Form<string>, text: string): boolean {
  return !isWrong(form.read(text));
}
