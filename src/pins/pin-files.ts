/** What the repository holds, as far as pins are concerned: read by `tracking/files/`, before anything is judged. */

import type { Failure } from '../failure.ts';

/** The mapping file for formats without comments. */
export const sidecarPath = '.github/aks-upgrade-pins.json';

export interface RepositoryFile {
  /** As git has it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Git's file mode, such as `100644`. */
  readonly mode: string;
  /** Git's name for these bytes. */
  readonly blob: string;
}

/** A file that may hold pins and could not be read, or was too much to read. */
export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

/** The branch that pull requests of ours aim at. */
export interface BaseFiles {
  readonly branch: string;
  /** Commit and tree that `files` are of. */
  readonly commit: string;
  readonly tree: string;
  /** All that hold a mark or what is nearly one, the mapping file, and what that names. */
  readonly files: readonly RepositoryFile[];
  readonly unread: readonly UnreadFile[];
}

/** What merging the pull request of this run would change, among files that may hold pins. */
export interface ChangedFiles {
  readonly before: readonly RepositoryFile[];
  readonly after: readonly RepositoryFile[];
  /** `false`: GitHub has no test merge of it (conflicts, closed, not made yet); `after` is then its own head. */
  readonly isMerged: boolean;
  readonly unread: readonly UnreadFile[];
}

export interface PinFiles {
  /** On pull request events with `report-to: pr-comment`. */
  readonly changed?: ChangedFiles;
  /** With `report-to: pull-request`. */
  readonly base?: BaseFiles;
  /** Why one of them is not there though it should be. */
  readonly failure?: Failure;
}
