import { stableNumber } from './quirks.ts';
import type { NotedKind } from './release-kinds.ts';
import { updatesBetween } from './release-movement.ts';
import { secured, settled, updated } from './release-package-names.ts';

/** What is installed in an image of Ubuntu. */

export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** `noble-updates,noble-security`; empty: of no archive. */
  readonly suite: string;
  /** What stands in brackets. */
  readonly state: string;
  /** What its updates go by; absent: it gets none for its security. */
  readonly source?: Source;
}

/** Something that gets security updates. */
export interface Source {
  readonly name: string;
  readonly days: number;
}

interface Moving extends Source {
  readonly bases: readonly [string, string];
  readonly binaries: readonly string[];
  readonly isSecurity: boolean;
}

const moving: readonly Moving[] = [...readTable(secured, true), ...readTable(updated, false)];

function readTable(table: string, isSecurity: boolean): Moving[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [days = '', older = '', newer = '', name = '', ...binaries] = line.split(' ');
      return { name, days: Number(days), bases: [older, newer], binaries, isSecurity };
    });
}

interface UbuntuRelease {
  readonly code: string;
  readonly released: number;
  readonly column: 0 | 1;
}

const releases: Readonly<Record<string, UbuntuRelease>> = {
  '18.04': { code: 'bionic', released: Date.UTC(2018, 3, 26), column: 0 },
  '20.04': { code: 'focal', released: Date.UTC(2020, 3, 23), column: 0 },
  '22.04': { code: 'jammy', released: Date.UTC(2022, 3, 21), column: 0 },
  '24.04': { code: 'noble', released: Date.UTC(2024, 3, 25), column: 1 },
  '26.04': { code: 'resolute', released: Date.UTC(2026, 3, 23), column: 1 },
};

export function ubuntuReleaseOf(kind: NotedKind): UbuntuRelease {
  return releases[kind.release] ?? { code: 'jammy', released: 0, column: 0 };
}

/** All but what hangs on the kernel and on containerd. */
export function ubuntuPackages(kind: NotedKind, built: number): readonly Installed[] {
  const { code, released, column } = ubuntuReleaseOf(kind);
  const upstream = kind.isArm ? 'arm64' : 'amd64';
  const fromMoving = moving.flatMap(({ name, days, bases, binaries, isSecurity }) => {
    const count = updatesBetween(name, released, built, days);
    const pocket = isSecurity ? `${code}-updates,${code}-security` : `${code}-updates`;
    const common = {
      version: count === 0 ? bases[column] : `${bases[column]}.${count}`,
      suite: count === 0 ? code : pocket,
      ...(isSecurity ? { source: { name, days } } : {}),
    };
    return binaries.map((binary) => ({ ...common, ...settle(binary, upstream) }));
  });
  const fromSettled = settled.map((name) => {
    const number = stableNumber(`${name} ${code}`);
    const isUpdated = number % 4 === 0;
    return {
      version: `${(number % 7) + column}.${number % 23}.${number % 11}-${1 + (number % 5)}${isUpdated ? 'ubuntu0.1' : 'build1'}`,
      suite: isUpdated ? `${code}-updates` : code,
      ...settle(name, upstream),
    };
  });
  return [...fromMoving, ...fromSettled];
}

function settle(name: string, machine: string): Pick<Installed, 'name' | 'architecture' | 'state'> {
  const isForAll = /^python3-|-perl$|-(?:data|common|locales|base|core|keyring)$|^(?:tzdata|adduser)/.test(
    name,
  );
  const state = stableNumber(`${name} chosen`) % 10 < 3 ? 'installed' : 'installed,automatic';
  return { name, architecture: isForAll ? 'all' : machine, state };
}
