/**
 * What is due, as a hidden line in our own text. `on-closed: respect` lets a person's closing stand until something
 * new is due: the fingerprint cannot tell that, since it also covers when a window opens next.
 */

import { hashId } from '../inputs/hashed-id.ts';
import type { Sha256 } from '../inputs/run-context.ts';
import { findStuck, isBlocking } from './cluster-view.ts';
import type { Told } from './told.ts';

const line = /^<!-- due((?: [0-9a-f]{6})*) -->$/m;
/** Above this the line holds one hash over all, and any change counts as new. */
const mostEntries = 400;

/** One short hash for each thing due: a step or a held one, a required finding, a pool without a way up, something unread. */
export function writeDue(told: Told): string {
  const { sha256, context } = told;
  const nameOf = (id: string) => hashId(sha256, context.repositoryId, id);
  const { steps, holds } = told.plan;
  const entries = [
    ...[...steps, ...holds.filter(isBlocking)].map(({ kind, cluster, pool, to }) => [
      kind,
      // A control plane's hold carries the pool that causes it, which may be another one next time.
      nameOf((kind === 'control-plane' ? cluster : (pool ?? cluster)).id),
      to,
    ]),
    ...told.drift.findings
      .filter(({ severity }) => severity === 'required')
      .concat(findStuck({ findings: told.drift.findings, steps, holds }))
      .map(({ code, cluster, pool }) => [code, nameOf((pool ?? cluster).id)]),
    ...told.inventory.unread.filter(({ kind }) => kind !== 'region').map(({ id }) => ['unread', nameOf(id)]),
  ];
  return writeDueLine(sha256, entries);
}

/** The line over entries in any order; the same entry twice is one. */
export function writeDueLine(sha256: Sha256, due: readonly (readonly string[])[]): string {
  const entries = due.map((entry) => entry.join(' '));
  const hashes = [...new Set(entries.map((entry) => sha256(entry).slice(0, 6)))].sort();
  const shown = hashes.length > mostEntries ? [sha256(hashes.join(' ')).slice(0, 6)] : hashes;
  return `<!-- due${shown.map((hash) => ` ${hash}`).join('')} -->`;
}

/** Whether `told` holds something due that `stood` did not. `undefined`: one of them does not say. */
export function hasNewDue(stood: string, told: string): boolean | undefined {
  const [before, after] = [readDue(stood), readDue(told)];
  return before && after && [...after].some((hash) => !before.has(hash));
}

function readDue(text: string): ReadonlySet<string> | undefined {
  const hashes = line.exec(text.replaceAll('\r\n', '\n'))?.[1];
  return hashes === undefined ? undefined : new Set(hashes.split(' ').filter((hash) => hash !== ''));
}
