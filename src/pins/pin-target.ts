/** What an annotation or an entry of the mapping file says that a version is of. */

import { type Form, isWrong } from '../inputs/fields.ts';
import { shorten } from '../inputs/plain-line.ts';
import { clusterName, poolName, resourceGroup } from '../inputs/scope-forms.ts';
import type { Pin, PinField } from './pin.ts';

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
  return `"${shorten(text, shown)}"`;
}

/** Before anything else is made of text that names a cluster. */
export function findHidden(text: string, what: string): Refused | undefined {
  if (text.length > longest) return { reason: `${what} is longer than ${longest} characters.` };
  if (/[^\P{C}\t]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text))
    return { reason: `${what} holds a character that does not show.` };
  return undefined;
}

export function readTarget(cluster: string, pool?: string, field?: string): PinTarget | Refused {
  const [name = '', group, ...more] = cluster.split('/').reverse();
  if (more.length > 0)
    return {
      reason: `${quote(cluster)} is not a cluster's name or resource-group/cluster: it has more than one slash.`,
    };
  if (group !== undefined && !isOf(resourceGroup, group))
    return { reason: `${quote(group)} is not a name that a resource group can have.` };
  if (!isOf(clusterName, name)) return { reason: `${quote(name)} is not a name that a cluster can have.` };
  if (pool !== undefined && !isOf(poolName, pool))
    return {
      reason: `${quote(pool)} is not a name that a node pool can have: 1 to 12 lower-case letters and digits, a letter first.`,
    };
  const known = field === undefined ? 'kubernetes-version' : fields.find((each) => each === field);
  if (known === undefined)
    return { reason: `${quote(field ?? '')} is not a field: there are ${fields.join(' and ')}.` };
  if (known === 'node-image' && pool === undefined)
    return { reason: 'A node image is that of a node pool, and no pool is named.' };
  return {
    cluster: { ...(group === undefined ? {} : { resourceGroup: group }), name },
    ...(pool === undefined ? {} : { pool }),
    field: known,
  };
}

function isOf(form: Form<string>, text: string): boolean {
  return !isWrong(form.read(text));
}
