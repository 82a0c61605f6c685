import type { ImageVersion } from '../inventory/image-version.ts';
import { type CveScan, parseScan, scanPath } from './cves.ts';
import type { Downloaded } from './download.ts';
import type { Asking } from './github-asking.ts';
import type { ImagePair } from './image-pairs.ts';
import { noteOf } from './images/image-kind.ts';
import { type ImageNote, parseNote } from './images/image-note.ts';
import { type NoteList, parseNoteList } from './note-list.ts';
import { parseReleaseNotes } from './notes/parse-notes.ts';
import { isMissing, type Missing, type ReleaseNote } from './releases.ts';
import { askForNote, askForScan, listOfNotes, noteFolder, releaseNotes } from './source-asks.ts';

export interface SourcePorts {
  readonly asking: Asking;
  /** Aborts after so many milliseconds. */
  readonly deadline: (milliseconds: number) => AbortSignal;
}

/** Milliseconds that a note is not asked for because the list may say that there is none. */
const patienceWithList = 3000;

/** No trouble of the source: it has nothing to say of such an image. */
export const unpublished: Missing = { missing: 'no note is published' };

/** What was read: each thing asked for once, when it is first wanted. Nothing here fails. */
export class Sources {
  readonly #asking: Asking;
  readonly #deadline: SourcePorts['deadline'];
  readonly #list = new Once<NoteList | Missing>();
  readonly #releaseNotes = new Once<readonly ReleaseNote[] | Missing>();
  readonly #files = new Once<Downloaded | Missing>();
  readonly #notes = new Once<ImageNote | Missing>();
  readonly #scans = new Once<CveScan | Missing>();
  readonly #patience = new Once<Missing>();

  constructor({ asking, deadline }: SourcePorts) {
    this.#asking = asking;
    this.#deadline = deadline;
  }

  /** All that a pair needs, without waiting for it. */
  begin({ from, to }: ImagePair): void {
    for (const image of [from, to]) {
      void this.note(image);
      void this.scan(image);
    }
  }

  list(): Promise<NoteList | Missing> {
    return this.#list.get('', async () =>
      read(await this.#asking.ask(listOfNotes), (text) => parseNoteList(JSON.parse(text))),
    );
  }

  releaseNotes(): Promise<readonly ReleaseNote[] | Missing> {
    return this.#releaseNotes.get('', async () =>
      read(await this.#asking.ask(releaseNotes), (text) => parseReleaseNotes(JSON.parse(text))),
    );
  }

  note(image: ImageVersion): Promise<ImageNote | Missing> {
    return this.#notes.get(image.text.toLowerCase(), async () => {
      const file = noteOf(image);
      if (file === undefined) return unpublished;
      const { ref, path } = file;
      const downloaded = await this.#files.get(`${ref}:${path}`, () => this.#askForNote(file));
      return isMissing(downloaded) ? downloaded : read(downloaded, (text) => parseNote(text, image));
    });
  }

  /** `undefined`: that kind of image is not covered. */
  scan(image: ImageVersion): Promise<CveScan | Missing | undefined> {
    const path = scanPath(image);
    const ask = path === undefined ? undefined : askForScan(path);
    if (ask === undefined) return Promise.resolve(undefined);
    return this.#scans.get(ask.url, async () =>
      read(await this.#asking.ask(ask), (text) => parseScan(JSON.parse(text), image)),
    );
  }

  async #askForNote({ ref, path }: { ref: string; path: string }): Promise<Downloaded | Missing> {
    const ask = askForNote({ ref, path });
    if (ask === undefined) return unpublished;
    if (ref === 'main' && !(await this.#mayBeListed(path))) return unpublished;
    return await this.#asking.ask(ask);
  }

  async #mayBeListed(path: string): Promise<boolean> {
    const list = await Promise.race([this.list(), this.#listIsLate()]);
    if (isMissing(list) || !list.isWhole) return true;
    return list.paths.includes(path.slice(noteFolder.length));
  }

  #listIsLate(): Promise<Missing> {
    return this.#patience.get('', async () => {
      const signal = this.#deadline(patienceWithList);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { missing: 'not read in time' };
    });
  }
}

/** What is asked for once, whoever else wants it. */
class Once<Value> {
  readonly #made = new Map<string, Promise<Value>>();

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const value = this.#made.get(key) ?? make();
    this.#made.set(key, value);
    return value;
  }
}

/** Parsers are careful; text from outside gets no chance to end the run all the same. */
export function read<Value>(downloaded: Downloaded, parse: (text: string) => Value): Value | Missing {
  if (!downloaded.ok) return { missing: downloaded.reason };
  try {
    return parse(downloaded.text);
  } catch (error) {
    return {
      missing: error instanceof SyntaxError ? 'the answer is not JSON' : 'the answer could not be read',
    };
  }
}
