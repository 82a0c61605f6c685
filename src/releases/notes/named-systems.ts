import type { ImageKind } from '../images/image-kind.ts';

type System = ImageKind['system'];

/** `version`: absent where a text names the system alone, and so all of its versions. */
export interface NamedSystem {
  readonly os: System['os'];
  readonly version?: string;
}

/** How the notes write them, with what they write of the version. */
const spellings: readonly (readonly [System['os'], RegExp])[] = [
  ['AzureContainerLinux', /\bAzure ?Container ?Linux\b/gi],
  ['Flatcar', /\bFlatcar\b/gi],
  ['Ubuntu', /\b(?:AKS)?Ubuntu(?:[ -]{0,3}v?(\d\d)\.?04)?/gi],
  ['Ubuntu', /(?<![\d.])(\d\d)\.04(?![\d.]*\d)/g],
  ['AzureLinux', /\bAzure ?Linux(?:[ -]{0,3}v?(\d)(?!\d))?/gi],
  ['Mariner', /\b(?:CBL-?)?Mariner(?:[ -]{0,3}v?(\d)(?!\d))?/gi],
  // Small letters mean windows of time, unless a word of nodes follows.
  ['Windows', /(?<![Mm]aintenance )\bWindows(?: Server)?(?: ?(2019|2022|2025|23H2)\b)?/g],
  ['Windows', /\bwindows(?= (?:server|nodes?|pools?|images?|containers?)\b)/g],
  // `Windows Server 2019 and 2022`
  ['Windows', /\bWindows(?: Server)? ?20\d\d ?(?:,|and|or|\/|&) ?(20(?:19|22|25))\b/g],
  ['Windows', /\b(Windows(?: Server)? Annual|WSAnnual)/g],
];

/** The operating systems of node images that a text names; without a version only where it names none of that one. */
export function namedSystems(text: string): readonly NamedSystem[] {
  const named = spellings.flatMap(([os, spelling]) =>
    [...text.matchAll(spelling)].map(([, version = os === 'Mariner' ? '2' : undefined]) =>
      version === undefined ? { os } : { os, version },
    ),
  );
  const withVersion = new Set(named.flatMap(({ os, version }) => (version === undefined ? [] : [os])));
  return named.filter(({ os, version }) => version !== undefined || !withVersion.has(os));
}

/** Whether what a text says of one system may be about nodes of the other. Mariner is what Azure Linux 2 was before. */
export function concerns(named: NamedSystem, system: System): boolean {
  if (familyOf(named.os) !== familyOf(system.os)) return false;
  return named.version === undefined || system.version === '' || shortOf(named) === shortOf(system);
}

function familyOf(os: System['os']): System['os'] {
  return os === 'Mariner' ? 'AzureLinux' : os;
}

/** `22.04` is 22, `3.0` is 3; the Annual Channel had one version only. */
function shortOf({ version = '' }: NamedSystem): string {
  return /^w/i.test(version) ? '23h2' : (version.toLowerCase().split('.')[0] ?? '');
}
