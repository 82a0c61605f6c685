import type { Missing } from '../releases.ts';
import { readValue } from './note-lines.ts';

export interface Package {
  /** Several, separated by commas, where it is installed more than once. */
  readonly version: string;
  /** From a security pocket; absent: the list does not say where it is from, as with all that extended support brings. */
  readonly isSecurity?: boolean;
}

interface NamedPackage extends Package {
  readonly name: string;
}

export type PackageFormat = 'apt' | 'rpm';

/** The longest known list has 760. */
const most = 10_000;

/** Installed packages by name. Lines that are none, such as the remarks of `apt`, are passed over. */
export function parsePackages(
  lines: readonly string[],
  format: PackageFormat,
): ReadonlyMap<string, Package> | Missing {
  const packages = new Map<string, Package>();
  for (const line of lines) {
    const found = format === 'apt' ? readApt(line) : readRpm(line);
    if (found === undefined) continue;
    const { name, ...rest } = found;
    const known = packages.get(name);
    packages.set(name, known === undefined ? rest : join(known, rest));
    if (packages.size > most) return { missing: 'the note lists more packages than an image can hold' };
  }
  return packages;
}

/** `libc6/jammy-updates,jammy-security,now 2.35-0ubuntu3.13 amd64 [installed,automatic]` */
function readApt(line: string): NamedPackage | undefined {
  const [source = '', version] = line.split(' ', 2);
  const slash = source.indexOf('/');
  if (slash <= 0) return undefined;
  const suites = source
    .slice(slash + 1)
    .split(',')
    .filter((suite) => suite !== 'now');
  const found = { name: source.slice(0, slash), version: version ?? '' };
  if (suites.length === 0) return check(found);
  return check({ ...found, isSecurity: suites.some((suite) => suite.endsWith('-security')) });
}

/** `containerd2-2.2.4-4.azl3.x86_64`: name, version, release and architecture. Keys (`gpg-pubkey-…`) have no such end. */
function readRpm(line: string): NamedPackage | undefined {
  const text = line.trim();
  const architecture = text.lastIndexOf('.');
  const release = text.lastIndexOf('-', architecture);
  const version = release < 1 ? -1 : text.lastIndexOf('-', release - 1);
  if (version < 1 || !/^\w{1,20}$/.test(text.slice(architecture + 1))) return undefined;
  return check({ name: text.slice(0, version), version: text.slice(version + 1, architecture) });
}

function check(found: NamedPackage): NamedPackage | undefined {
  const name = readValue(found.name);
  const version = readValue(found.version);
  const isPackage = name === found.name && /^[A-Za-z0-9]\S*$/.test(name) && /^\w\S*$/.test(version);
  return isPackage ? { ...found, version } : undefined;
}

function join(known: Package, other: Package): Package {
  const isKnown = known.version.split(', ').includes(other.version);
  const version = isKnown ? known.version : readValue(`${known.version}, ${other.version}`);
  return { ...known, version, ...(other.isSecurity === true ? { isSecurity: true } : {}) };
}
