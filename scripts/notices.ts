/** `dist/THIRD-PARTY-NOTICES`: every bundled package with its licence text, or no bundle. */
import type { BundledPackage } from './bundled-packages.ts';

interface Textless {
  readonly reason: string;
  /** A bundled package of the same repository and licence whose text is shown. */
  readonly textOf: string;
}

/** Packages that ship no licence file. Anything else without one stops the build. */
export const textless: Readonly<Record<string, Textless>> = {
  'proxy-agent-negotiate': {
    reason:
      'The package holds no licence file. Its package.json states MIT; the text is that of agent-base, from the same repository.',
    textOf: 'agent-base',
  },
};

/** @throws naming every package whose licence text is missing, or whose listed reason no longer holds. */
export function renderNotices(packages: readonly BundledPackage[]): string {
  const wrong = packages.flatMap((one) => complain(one, packages));
  if (wrong.length > 0) throw new Error(`Third-party notices are not complete:\n${wrong.join('\n')}`);
  const head = `The files index.js and *.index.js beside this one hold code of ${packages.length} packages. The loader code between
the modules is webpack's, put there by @vercel/ncc (MIT).`;
  const sections = packages.map((one) => {
    const exception = one.licenseText === '' ? textless[one.name] : undefined;
    const text = exception === undefined ? one.licenseText : findText(exception, packages);
    const note = exception === undefined ? [] : [exception.reason];
    return [`${one.name} ${one.version}\nLicence: ${one.license}`, ...note, text].join('\n\n');
  });
  return `${[head, ...sections].join(`\n\n${'-'.repeat(100)}\n\n`)}\n`;
}

function complain(one: BundledPackage, packages: readonly BundledPackage[]): string[] {
  if (one.licenseText !== '') return [];
  const exception = textless[one.name];
  if (exception === undefined) return [`- ${one.name} ${one.version} (${one.license}) ships no licence text`];
  const other = packages.find((candidate) => candidate.name === exception.textOf);
  const holds = other !== undefined && other.license === one.license && other.repository === one.repository;
  return holds ? [] : [`- ${one.name}: ${exception.textOf} is no longer of the same repository and licence`];
}

function findText(exception: Textless, packages: readonly BundledPackage[]): string {
  return packages.find((candidate) => candidate.name === exception.textOf)?.licenseText ?? '';
}
