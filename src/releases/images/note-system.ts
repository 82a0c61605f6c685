import type { Missing } from '../releases.ts';
import type { ImageSystem } from './named-kinds.ts';
import { readValue } from './note-lines.ts';

/** The system that a Linux note is of, as the note has it. */
export interface NotedSystem {
  /** `ID` of os-release: `ubuntu`, `azurelinux`, `mariner`, `flatcar`; of Azure Container Linux its `VARIANT_ID`. */
  readonly id: string;
  /** `VERSION_ID`: `22.04`, `3.0` */
  readonly version: string;
  /** `22.04.5 LTS`, `3.0.20260706` */
  readonly release?: string;
}

const containerLinux = 'azurecontainerlinux';

const titles: ReadonlyMap<string, string> = new Map([
  ['ubuntu', 'Ubuntu'],
  ['azurelinux', 'Azure Linux'],
  ['mariner', 'CBL-Mariner'],
  ['flatcar', 'Flatcar'],
  [containerLinux, 'Azure Container Linux'],
]);

/** Notes up to 2023 hold no os-release; their line of Ubuntu's version, or the kernel's name, stands in. */
export function readSystem(
  release: readonly string[] | undefined,
  lines: readonly string[],
  kernel: string,
): NotedSystem | undefined {
  if (release !== undefined) return readRelease(release);
  const ubuntu = lines.find((line) => line.startsWith('Ubuntu version: '));
  const version = readValue(ubuntu?.slice('Ubuntu version: '.length));
  if (/^\d\d\.\d\d$/.test(version)) return { id: 'ubuntu', version };
  const mariner = /\.c?m([12])$/.exec(kernel)?.[1];
  return mariner === undefined ? undefined : { id: 'mariner', version: `${mariner}.0` };
}

/** Wrong files have been published: a note of another system than the image's is refused. */
export function checkSystem(noted: NotedSystem | undefined, expected: ImageSystem): Missing | undefined {
  if (noted === undefined) return { missing: 'the note names no operating system' };
  const id = idOf(expected);
  if (noted.id === id && (expected.version === '' || noted.version === expected.version)) return undefined;
  const wanted = `${titles.get(id) ?? id} ${expected.version}`.trim();
  const found = titles.get(noted.id);
  return {
    missing:
      found === undefined
        ? `the note is not one of ${wanted}`
        : `the note is one of ${`${found} ${noted.version}`.trim()}, not of ${wanted}`,
  };
}

function idOf({ os, version }: ImageSystem): string {
  // Azure Linux 2.0 is CBL-Mariner 2.0 by another name, and still calls itself so.
  return os === 'AzureLinux' && version === '2.0' ? 'mariner' : os.toLowerCase();
}

function readRelease(lines: readonly string[]): NotedSystem {
  const fields = new Map(lines.map(readField));
  const variant = fields.get('VARIANT_ID');
  const release = fields.get('VERSION')?.split(' (', 1)[0] ?? '';
  return {
    id: variant === containerLinux ? variant : (fields.get('ID') ?? ''),
    version: /^[\w.-]{1,20}$/.exec(fields.get('VERSION_ID') ?? '')?.[0] ?? '',
    ...(/^\d/.test(release) ? { release } : {}),
  };
}

/** `VERSION_ID="22.04"`, quoted or not. */
function readField(line: string): readonly [string, string] {
  const equals = line.indexOf('=');
  const value = line.slice(equals + 1).replace(/^"|"$/g, '');
  return [line.slice(0, Math.max(equals, 0)), readValue(value)];
}
