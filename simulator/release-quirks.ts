import type { Quirk } from './quirks.ts';

/** What the sources of release data do that nobody expects; each can be switched for a world. */
export const releaseQuirks = {
  'raw-refuses-tokens': {
    on: true,
    source: 'shuvonsec/public-skills-builder#2; microsoft/pxt#5731',
    says: 'raw.githubusercontent.com answers 404 to who sends a token, whatever token.',
  },
  'enterprise-refuses-personal-tokens': {
    on: false,
    source: 'flcdrg/au-packages#206 (Jun 2025), microsoft/power-pages-samples#107 (Jul 2026)',
    says: "The enterprise of Azure's repositories refuses personal tokens that live too long: 403, public or not.",
  },
  'api-compresses': {
    on: true,
    source: 'answers of api.github.com: gzip for who accepts it, and then no content-length',
    says: 'The API compresses for who accepts it.',
  },
  'api-chunks': {
    on: true,
    source: 'answers of api.github.com over HTTP/1.1: transfer-encoding chunked',
    says: 'The API names no length of a body.',
  },
  'bodies-crlf': {
    on: true,
    source: 'HTML forms submit CRLF: release notes that were saved in the browser',
    says: 'About every second body of a release has CRLF line ends.',
  },
  'links-vary': {
    on: true,
    source: 'CHANGELOG.md of Azure/AKS since 2022: Azurelinuxv3, backslashes, v before the version',
    says: 'Links to the notes of node images come in other cases, with backslashes, and absolute.',
  },
  'headings-vary': {
    on: true,
    source: 'CHANGELOG.md of Azure/AKS since 2019: heading levels, and bullets that are headings',
    says: 'Sections of release notes have headings of two levels, or bold bullets instead.',
  },
  'ordinal-days': {
    on: true,
    source: 'Supported Kubernetes versions, revisions of 2025: "Nov 1st, 2025"',
    says: 'A day in the calendar of the docs may have an ordinal.',
  },
} as const satisfies Record<string, Quirk>;

export type ReleaseQuirk = keyof typeof releaseQuirks;
export type ReleaseQuirkSwitches = Readonly<Partial<Record<ReleaseQuirk, boolean>>>;
export type HasReleaseQuirk = (quirk: ReleaseQuirk) => boolean;
