import type { PackageChange, PackageChanges } from '../releases.ts';
import type { Package } from './packages.ts';

type Packages = ReadonlyMap<string, Package>;

const mostListed = 300;

export function diffPackages(from: Packages, to: Packages): PackageChanges {
  const changed: PackageChange[] = [];
  const added: PackageChange[] = [];
  for (const [name, { version, isSecurity }] of to) {
    const before = from.get(name)?.version;
    if (before === version) continue;
    const change = { name, to: version, ...(isSecurity === true ? { isSecurity } : {}) };
    if (before === undefined) added.push(change);
    else changed.push({ ...change, from: before });
  }
  const removed: PackageChange[] = [...from]
    .filter(([name]) => !to.has(name))
    .map(([name, { version }]) => ({ name, from: version }));
  const doesTell = [...to.values()].some(({ isSecurity }) => isSecurity !== undefined);
  const untold = changed.filter(({ name }) => to.get(name)?.isSecurity === undefined).length;
  // A package that is new is no update of one.
  const security = changed.filter(({ isSecurity }) => isSecurity === true).length;
  return {
    total: to.size,
    changed: changed.length,
    added: added.length,
    removed: removed.length,
    ...(doesTell ? { security } : {}),
    ...(doesTell && untold > 0 ? { untold } : {}),
    list: [...changed, ...added, ...removed].sort(byName).slice(0, mostListed),
  };
}

/** By code unit: the same on every machine. */
function byName(one: PackageChange, other: PackageChange): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
