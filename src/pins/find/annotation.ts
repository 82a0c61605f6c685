/** `aks-upgrade: <cluster or resource-group/cluster>[ pool=<name>][ field=kubernetes-version|node-image]` */

import { findHidden, type PinTarget, quote, type Refused, readTarget } from './pin-target.ts';

export const mark = 'aks-upgrade:';

const keys = ['pool', 'field'];

/** `said`: what follows the mark. */
export function readAnnotation(said: string): PinTarget | Refused {
  const hidden = findHidden(said, 'The mark');
  if (hidden !== undefined) return hidden;
  const [cluster = '', ...words] = said.split(/[ \t]+/).filter((word) => word !== '');
  if (cluster === '' || keys.includes(keyOf(cluster)))
    return { reason: `No cluster is named: write resource-group/cluster right behind \`${mark}\`.` };
  if (/[,;]/.test(cluster)) return severalClusters;
  const given = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const key = keyOf(word);
    if (!keys.includes(key)) return refuseWord(word, words[index + 1]);
    if (word === `${key}=`) return { reason: tellBlanks(key) };
    if (given.has(key)) return { reason: `${key}= stands there twice: leave one out.` };
    given.set(key, word.slice(key.length + 1));
  }
  return readTarget(cluster, given.get('pool'), given.get('field'));
}

const severalClusters: Refused = { reason: 'Several clusters are named here: write one mark for each.' };

function refuseWord(word: string, next: string | undefined): Refused {
  const key = word.toLowerCase();
  if (keys.includes(key) && next?.startsWith('=')) return { reason: tellBlanks(key) };
  if (/[/,;]/.test(word) && !word.includes('=')) return severalClusters;
  return { reason: `${quote(word)} is not known in a mark: after the cluster come pool= and field= alone.` };
}

function tellBlanks(key: string): string {
  return `Write ${key}= with its value right behind it, without blanks round \`=\`.`;
}

function keyOf(word: string): string {
  const cut = word.indexOf('=');
  return cut < 0 ? '' : word.slice(0, cut);
}
