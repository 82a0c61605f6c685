import { containersOf } from './release-components.ts';
import { describeKind } from './release-kinds.ts';
import { dayOf } from './release-line.ts';
import { writeLinuxNote } from './release-note-linux.ts';
import { writeWindowsNote } from './release-note-windows.ts';

/** The text of a note, always the same for the same image. */
export function writeNote(directory: string, version: string): string {
  const kind = describeKind(directory);
  return kind.system === 'Windows' ? writeWindowsNote(kind, version) : writeLinuxNote(kind, version);
}

/** What lies beside each note: the container images that were pulled. */
export function writeImageList(directory: string, version: string): string {
  const list = {
    sku: directory.split('/').at(-1),
    imageVersion: version,
    imageBom: containersOf(dayOf(version)).map(({ repository, tag, digest, bytes }) => ({
      id: digest,
      bytes,
      size: `${(bytes / 1_048_576).toFixed(1)} MiB`,
      repoTags: [`${repository}:${tag}`],
      repoDigests: [digest],
    })),
  };
  return JSON.stringify(list, undefined, 2);
}

/** About as large as the real ones of that folder (August 2026); writing every note to know its size takes seconds. */
export function usualSizeOf(directory: string): number {
  const { system } = describeKind(directory);
  const usual = { Ubuntu: 66_000, AzureLinux: 24_200, Mariner: 24_000, Windows: 48_000 };
  return usual[system as keyof typeof usual] ?? 11_200;
}
