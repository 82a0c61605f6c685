import type { ImageVersion } from '../../inventory/image-version.ts';
import type { Missing } from '../releases.ts';
import { releaseOf } from './image-kind.ts';
import { listKubelets, readKubernetesVersion } from './kubelets.ts';
import { listDistinct, readValue } from './note-lines.ts';

export interface WindowsNote {
  readonly system: 'Windows';
  /** `20348.5386` */
  readonly build: string;
  /** In the order of the note, without doubles. */
  readonly updates: readonly WindowsUpdate[];
  /** Versions that the image holds; which one runs hangs on the version of Kubernetes. */
  readonly containerd: readonly string[];
  readonly kubelets: readonly string[];
  readonly azureCni: readonly string[];
}

export interface WindowsUpdate {
  /** `KB5099540` */
  readonly id: string;
  readonly isSecurity: boolean;
}

/** Build of each version of Windows Server. */
const builds: ReadonlyMap<string, string> = new Map([
  ['2019', '17763'],
  ['2022', '20348'],
  ['23H2', '25398'],
  ['2025', '26100'],
]);

const mostVersions = 60;

/** `lines` of a note, which must be one of `image`, a Windows Server `version`. */
export function parseWindowsNote(
  lines: readonly string[],
  version: string,
  image: ImageVersion,
): WindowsNote | Missing {
  // The list of cached files stands last; half of one would look like files that are gone.
  const isWhole = lines.includes('Cached Files:') && lines.at(-1) === '';
  if (!isWhole) return { missing: 'the note is cut short' };
  const build = lines.map(readBuild).find((found) => found !== undefined);
  if (build === undefined) return { missing: 'the note names no build of Windows' };
  const refusal = checkBuild(build, version, image);
  if (refusal !== undefined) return refusal;
  const containerd = readCached(lines, /\\containerd-v(\d[\w.+-]{0,40}?)-windows-amd64\.(?:tar\.gz|zip)\s/);
  const running = lines.map(readRunning).find((found) => found !== undefined);
  return {
    system: 'Windows',
    build,
    updates: readUpdates(lines),
    containerd: containerd.length > 0 || running === undefined ? containerd : [running],
    kubelets: listKubelets(
      readCached(lines, /\\v(\d[\w.-]{0,40}?)-\d+int\.zip\s/).flatMap(
        (found) => readKubernetesVersion(found) ?? [],
      ),
    ),
    azureCni: readCached(lines, /\\azure-vnet-cni-windows-amd64-(v\d[\w.-]{0,40}?)\.zip\s/),
  };
}

/** The image's name holds build and revision: a note that has others is the note of another image. */
function checkBuild(build: string, version: string, image: ImageVersion): Missing | undefined {
  const expected = releaseOf(image)?.split('.').slice(0, 2).join('.');
  const isOfSystem = build.startsWith(`${builds.get(version)}.`);
  if (isOfSystem && build === expected) return undefined;
  const wanted = isOfSystem ? `of ${expected}` : `of Windows Server ${version}`;
  return { missing: `the note is one of Windows build ${build}, not ${wanted}` };
}

/** `OS Version     : 20348.5386` */
function readBuild(line: string): string | undefined {
  return /^\s*OS Version\s*: (\d{5}\.\d{1,6})\s*$/.exec(line)?.[1];
}

/** `Version: ctr github.com/containerd/containerd v1.6.35+azure` */
function readRunning(line: string): string | undefined {
  if (!line.startsWith('Version: ctr ')) return undefined;
  const version = readValue(line.split(' ')[3]);
  return /^v?\d/.test(version) ? version : undefined;
}

/** `KB5099540 : Security Update : https://support.microsoft.com/kb/5099540` */
function readUpdates(lines: readonly string[]): readonly WindowsUpdate[] {
  const updates = new Map<string, boolean>();
  for (const line of lines) {
    const [, id, title] = /^\s*(KB\d{5,9})\s*: ([A-Za-z ]{1,40}):/.exec(line) ?? [];
    if (id !== undefined) updates.set(id, updates.get(id) === true || title?.trim() === 'Security Update');
  }
  return [...updates].slice(0, mostVersions).map(([id, isSecurity]) => ({ id, isSecurity }));
}

/** Versions in the names of cached files. */
function readCached(lines: readonly string[], name: RegExp): readonly string[] {
  const found = lines.map((line) => readValue(name.exec(line)?.[1])).filter((version) => version !== '');
  return listDistinct(found, mostVersions);
}
