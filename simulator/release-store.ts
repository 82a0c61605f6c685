import type { Fleet } from './fleet.ts';
import { describeKind, placeOf, scanNameOf } from './release-kinds.ts';
import { type Published, publishedAt } from './release-line.ts';
import { hexOf } from './release-movement.ts';
import { usualSizeOf, writeImageList, writeNote } from './release-note.ts';
import type { ReleaseOptions } from './release-options.ts';
import { spoilNote, strayPaths } from './release-spoiled.ts';

/** The files of the repositories that are served, without ever writing all of them. */

const notes = 'vhdbuilder/release-notes';
const owner = 'https://api.github.com/repos/Azure/AgentBaker';

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree';
  readonly sha: string;
  readonly size?: number;
  readonly url: string;
}

const published = new WeakMap<Fleet, Map<string, Published>>();
const trees = new WeakMap<Published, string>();

/** All notes at a ref of AgentBaker; `undefined`: no such ref. The same object for the same fleet. */
export function notedAt(ref: string, fleet: Fleet, options: ReleaseOptions): Published | undefined {
  const { lateBy, without } = options;
  const held = published.get(fleet) ?? new Map<string, Published>();
  published.set(fleet, held);
  const key = `${ref} ${lateBy}`;
  const all = held.get(key) ?? publishedAt(ref.replace(/^refs\/heads\//, ''), fleet, lateBy);
  if (all === undefined) return undefined;
  held.set(key, all);
  if (without === undefined) return all;
  return new Map([...all].filter(([directory]) => !without(describeKind(directory))));
}

/** The text of a file of AgentBaker; `undefined`: not there. */
export function readNoteFile(path: string, noted: Published, options: ReleaseOptions): string | undefined {
  const found = /^vhdbuilder\/release-notes\/(.+)\/([^/]+?)(-image-list\.json|\.txt)$/.exec(path);
  const [, directory = '', version = '', ending] = found ?? [];
  const versions = noted.get(directory) ?? [];
  const isStray = options.hostile === true && strayPaths.includes(path.slice(notes.length + 1));
  if (!versions.includes(version) && !isStray) return undefined;
  if (ending !== '.txt') return writeImageList(directory, version);
  const text = writeNote(directory, version);
  const spoiled = options.hostile === true ? spoilNote(text, version) : text;
  return options.alter?.note ? options.alter.note(spoiled, { directory, version }) : spoiled;
}

/** The names in a folder, as the contents API lists them; `undefined`: no such folder. */
export function listNoteFolder(path: string, noted: Published): readonly string[] | undefined {
  if (path !== notes && !path.startsWith(`${notes}/`)) return undefined;
  const below = path.slice(notes.length + 1);
  const files = noted.get(below)?.flatMap((version) => [`${version}.txt`, `${version}-image-list.json`]);
  if (files !== undefined) return files.toSorted();
  const prefix = below === '' ? '' : `${below}/`;
  const deeper = [...noted.keys()].filter((directory) => directory.startsWith(prefix));
  const names = new Set(deeper.map((directory) => directory.slice(prefix.length).split('/')[0] ?? ''));
  return names.size === 0 ? undefined : [...names].toSorted();
}

export const shaOf = (path: string): string => hexOf(`blob ${path}`, 40);

/** The whole tree below the notes, as JSON: 1.3 MB, so it is written once. */
export function writeTree(noted: Published, isRecursive: boolean, isHostile: boolean): string {
  const known = isRecursive && !isHostile ? trees.get(noted) : undefined;
  if (known !== undefined) return known;
  const sha = hexOf(notes, 40);
  const body = {
    sha,
    url: `${owner}/git/trees/${sha}`,
    tree: entriesOf(noted, isRecursive, isHostile),
    truncated: false,
  };
  const text = JSON.stringify(body);
  if (isRecursive && !isHostile) trees.set(noted, text);
  return text;
}

function entriesOf(noted: Published, isRecursive: boolean, isHostile: boolean): readonly TreeEntry[] {
  const folders = new Set<string>();
  const blobs = [...noted].flatMap(([directory, versions]) => {
    directory.split('/').forEach((_, at, parts) => {
      folders.add(parts.slice(0, at + 1).join('/'));
    });
    const size = usualSizeOf(directory);
    return versions.flatMap((version) => [
      blob(`${directory}/${version}-image-list.json`, 20_000),
      blob(`${directory}/${version}.txt`, size),
    ]);
  });
  const stray = isHostile ? strayPaths.map((path) => blob(path, 1)) : [];
  const all = [...[...folders].map(folder), ...blobs, ...stray];
  const shown = isRecursive ? all : all.filter(({ path }) => !path.includes('/'));
  return shown.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function folder(path: string): TreeEntry {
  const sha = hexOf(`tree ${path}`, 40);
  return { path, mode: '040000', type: 'tree', sha, url: `${owner}/git/trees/${sha}` };
}

function blob(path: string, size: number): TreeEntry {
  const sha = shaOf(`${notes}/${path}`);
  return { path, mode: '100644', type: 'blob', sha, size, url: `${owner}/git/blobs/${sha}` };
}

/** The scan's name of what an image string stands for, for tests that ask for it. */
export function scanPathOf(image: string): string | undefined {
  const place = placeOf(image);
  const name = place === undefined ? undefined : scanNameOf(place.directory);
  return name === undefined ? undefined : `/api/v1/vhd-releases/${name}/${place?.version}/scan-reports`;
}
