import type { RepositoryFile } from '../../pins/pin-files.ts';
import type { ReadingDesk } from '../github/github-desk.ts';
import { describeRefusal } from '../github/refusal.ts';
import { contentsLine } from './github-tree.ts';
import { hashBlob, type Workspace } from './runner-workspace.ts';
import { type FileEntry, parseContent } from './tree.ts';

/** GITHUB_TOKEN has 1000 requests an hour for a whole repository; other jobs want some of them. */
export const mostFetched = 200;

/** After so many files without an answer GitHub is not asked for more: each takes seconds of waiting. */
const mostSilent = 3;

const tooMany =
  `It does not stand in the runner's workspace as the commit has it, and ${mostFetched} files were fetched already. ` +
  'Run actions/checkout in a step before, or name fewer files in `pin-paths`.';

/** Bytes by git's name for them: first the runner's workspace, else GitHub. One for all of a run. */
export class ContentReader {
  readonly #desk: ReadingDesk;
  readonly #workspace: Workspace;
  readonly #fetched = new Map<string, Uint8Array | string>();
  #silent = 0;

  constructor(desk: ReadingDesk, workspace: Workspace) {
    this.#desk = desk;
    this.#workspace = workspace;
  }

  /** The file, or in words why its bytes could not be had. Throws `Failure` where no file could. */
  async read(entry: FileEntry, commit: string): Promise<RepositoryFile | string> {
    const { path, mode, blob } = entry;
    const bytes =
      (await this.#workspace.read(path, blob)) ??
      this.#fetched.get(blob) ??
      (await this.#download(entry, commit));
    return typeof bytes === 'string' ? bytes : { path, mode, blob, bytes };
  }

  async #download(entry: FileEntry, commit: string): Promise<Uint8Array | string> {
    if (this.#fetched.size >= mostFetched) return tooMany;
    if (this.#silent >= mostSilent)
      return 'GitHub gave no usable answer for other files; it was not asked for.';
    const content = await this.#ask(entry, commit);
    this.#fetched.set(entry.blob, content);
    return content;
  }

  async #ask({ path, blob }: FileEntry, commit: string): Promise<Uint8Array | string> {
    const request = this.#desk.ask('GET /contents/{path}', { path, ref: commit });
    const outcome = await this.#desk.client.read(request, parseContent);
    if (outcome.kind === 'unclear') {
      this.#silent++;
      return `GitHub gave no usable answer: ${outcome.reason}`;
    }
    if (outcome.kind === 'refused') {
      const { status, message } = outcome.refusal;
      if (status !== 401 && status !== 403) return `GitHub refused it: ${status} ${message}`;
      throw describeRefusal(outcome.refusal, `read a file of ${this.#desk.repository}`, contentsLine);
    }
    if (outcome.value === 'none') return 'GitHub does not send its content.';
    const bytes = new Uint8Array(Buffer.from(outcome.value.base64, 'base64'));
    return hashBlob(bytes) === blob ? bytes : 'What GitHub sent is not what the commit holds.';
  }
}
