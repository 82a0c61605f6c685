/**
 * Which packages are really in the bundle, from ncc's statistics. ncc's own `--license` list is overwritten for each
 * chunk, so it names only those of the last one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX id as the package states it. */
  readonly license: string;
  /** Text of its licence files; empty where it ships none. */
  readonly licenseText: string;
  readonly repository: string;
  /** Bytes of its modules in the bundle. */
  readonly bytes: number;
}

interface StatsModule {
  readonly name?: string;
  readonly size?: number;
  readonly chunks?: readonly unknown[];
  /** The modules that webpack joined into this one. */
  readonly modules?: readonly StatsModule[];
}

/** Sorted by name, then version. `root`: the directory that ncc ran in. */
export function listBundledPackages(stats: unknown, root: string): BundledPackage[] {
  const bytesOf = new Map<string, number>();
  for (const module of bundledModules((stats as StatsModule).modules ?? [])) {
    const directory = packageDirectory(module.name ?? '');
    if (directory !== undefined) bytesOf.set(directory, (bytesOf.get(directory) ?? 0) + (module.size ?? 0));
  }
  return [...bytesOf]
    .map(([directory, bytes]) => describePackage(join(root, directory), bytes))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** Modules in no chunk were joined into another, where they are listed again. */
function bundledModules(modules: readonly StatsModule[]): StatsModule[] {
  return modules
    .filter((module) => (module.chunks ?? []).length > 0)
    .flatMap((module) => module.modules ?? [module]);
}

/** `./node_modules/a/node_modules/@b/c/d.js` → `./node_modules/a/node_modules/@b/c` */
export function packageDirectory(moduleName: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleName)?.[1];
}

function describePackage(directory: string, bytes: number): BundledPackage {
  const stated = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { name, version, license, repository } = stated;
  if (typeof name !== 'string' || typeof version !== 'string')
    throw new Error(`${directory} has no name or version`);
  if (typeof license !== 'string') throw new Error(`${name} ${version} states no licence`);
  const url =
    typeof repository === 'object' && repository !== null && 'url' in repository
      ? repository.url
      : repository;
  return {
    name,
    version,
    license,
    licenseText: readLicense(directory),
    repository: String(url ?? ''),
    bytes,
  };
}

function readLicense(directory: string): string {
  return readdirSync(directory)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort(compare)
    .map((file) => readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n');
}

/** By code unit: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
