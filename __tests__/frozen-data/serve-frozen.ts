/**
 * Tests of what is judged and told by date see release data of August 2026, for ever: a week in which AKS moves a date
 * or adds a minor must not take a person to adapt them. Whoever changes the shape of a file changes its copy here too;
 * dates of a copy need no change. The data itself is read from its files, by `releases/data.test.ts`, and the bundle, a
 * process of its own, has it as it is.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const frozenFolder = fileURLToPath(new URL('.', import.meta.url));
const bundledFolder = fileURLToPath(new URL('../../src/releases/data', import.meta.url));

/** A plugin of vite, by path and not by name: whoever imports a file of the data, from wherever, gets its copy. */
export const frozenReleaseData = {
  name: 'frozen-release-data',
  enforce: 'pre' as const,
  resolveId(source: string, importer: string | undefined): string | undefined {
    if (importer === undefined || !source.startsWith('.')) return undefined;
    const path = resolve(dirname(importer), source);
    return dirname(path) === bundledFolder ? join(frozenFolder, basename(path)) : undefined;
  },
};
