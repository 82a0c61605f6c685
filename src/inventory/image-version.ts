/** A node image version, such as `AKSUbuntu-2204gen2containerd-202510.27.0`. */
export interface ImageVersion {
  readonly text: string;
  /** What stands before the version, in lower case: images compare only within one kind. */
  readonly kind: string;
  /** Comparable numbers, most significant first; empty when the form is not known. */
  readonly order: readonly number[];
  /** `YYYY-MM-DD` from the name, when it holds one. */
  readonly date: string | undefined;
}

/** What the offered image is, seen from the running one; `different`: they cannot be ordered. */
export type ImageComparison = 'same' | 'newer' | 'older' | 'different';

interface ImageRelease {
  readonly order: readonly number[];
  readonly date: string;
}

const monthly = /^(\d{4})(\d{2})\.(\d{1,2})\.(\d+)$/;
const dated = /^(\d{4})\.(\d{2})\.(\d{2})$/;
const windowsBuild = /^(\d{5})\.(\d+)\.(\d{2})(\d{2})(\d{2})$/;
const patched = /^(.+)-(\d{4})\.(\d{2})\.(\d{2})$/;

/**
 * Reads `<kind>-<release>`: Linux `YYYYMM.DD.P` (since March 2023) or `YYYY.MM.DD`, Windows `build.revision.YYMMDD`,
 * and the node label's `-YYYY.MM.DD` of the last security patch. Anything else has no order.
 */
export function parseImageVersion(text: string): ImageVersion {
  const name = text.trim();
  const cut = name.lastIndexOf('-');
  const kind = kindOf(name.slice(0, cut));
  const isWindows = kind.startsWith('akswindows');
  const suffixed = isWindows ? undefined : readPatchedRelease(name);
  if (suffixed !== undefined) return { text: name, ...suffixed };
  const tail = name.slice(cut + 1);
  const release = cut <= 0 ? undefined : isWindows ? readWindowsRelease(tail) : readLinuxRelease(tail);
  if (release === undefined) return { text: name, kind: name.toLowerCase(), order: [], date: undefined };
  return { text: name, kind, order: release.order, date: release.date };
}

/** Within one kind by release; across kinds, and for forms that nobody knows, images are only equal or not. */
export function compareImages(running: ImageVersion, offered: ImageVersion): ImageComparison {
  if (running.text.toLowerCase() === offered.text.toLowerCase()) return 'same';
  if (running.kind !== offered.kind || running.order.length === 0 || offered.order.length === 0)
    return 'different';
  for (let index = 0; index < Math.max(running.order.length, offered.order.length); index += 1) {
    const difference = (offered.order[index] ?? 0) - (running.order[index] ?? 0);
    if (difference !== 0) return difference > 0 ? 'newer' : 'older';
  }
  return 'same';
}

/** Documents write `AKSUbuntu-2204-gen2TLcontainerd` for what the API calls `AKSUbuntu-2204gen2TLcontainerd`. */
function kindOf(prefix: string): string {
  return prefix.toLowerCase().replace(/^(aksubuntu-\d{4})-(?=[a-z])/, '$1');
}

function readPatchedRelease(name: string): Omit<ImageVersion, 'text'> | undefined {
  const [, rest = '', year = '', month = '', day = ''] = patched.exec(name) ?? [];
  const patch = calendarDate(year, month, day);
  const cut = rest.lastIndexOf('-');
  const release = cut <= 0 ? undefined : readLinuxRelease(rest.slice(cut + 1));
  if (patch === undefined || release === undefined) return undefined;
  return { kind: kindOf(rest.slice(0, cut)), order: [...release.order, numberOf(patch)], date: release.date };
}

function readLinuxRelease(tail: string): ImageRelease | undefined {
  const [, year, month, day, revision = '0'] = monthly.exec(tail) ?? dated.exec(tail) ?? [];
  const date = calendarDate(year, month, day);
  return date === undefined ? undefined : { order: [numberOf(date), Number(revision)], date };
}

function readWindowsRelease(tail: string): ImageRelease | undefined {
  const [, build, revision, year, month, day] = windowsBuild.exec(tail) ?? [];
  const date = year === undefined ? undefined : calendarDate(`20${year}`, month, day);
  return date === undefined ? undefined : { order: [Number(build), Number(revision), numberOf(date)], date };
}

function calendarDate(year?: string, month?: string, day?: string): string | undefined {
  if (!year || !month || !day) return undefined;
  const text = `${year}-${month}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text) ? undefined : text;
}

function numberOf(date: string): number {
  return Number(date.replaceAll('-', ''));
}
