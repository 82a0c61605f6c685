/** `aks-upgrade: <cluster or resource-group/cluster>[ pool=<name>][ field=kubernetes-version|node-image]` */

import { findHidden, type PinTarget, quote, type Refused, readTarget } from './pin-target.ts';

export const mark = 'aks-upgrade:';

const keys = ['pool', 'field'];

/** `said`: what follows the mark. */
export function readAnnotation(said: string): PinTarget | Refused {
  const hidden = findHidden(said, 'The annotation');
  if (hidden !== undefined) return hidden;
  const [cluster = '', ...words] = said.split(/[ \t]+/).filter((word) => word !== '');
  if (cluster === '' || keys.includes(keyOf(cluster)))
    return { reason: `After ${mark} no cluster is named.` };
  const given = new Map<string, string>();
  for (const word of words) {
    const key = keyOf(word);
    if (!keys.includes(key))
      return {
        reason: `${quote(word)} is not known in an annotation: after the cluster come pool= and field= alone.`,
      };
    if (given.has(key)) return { reason: `${key}= stands there twice.` };
    given.set(key, word.slice(key.length + 1));
  }
  return readTarget(cluster, given.get('pool'), given.get('field'));
}

function keyOf(word: string): string {
  const cut = word.indexOf('=');
  return cut < 0 ? '' : word.slice(0, cut);
}
