/** Who says so, and as of when. */

import { tellDay } from './dates.ts';
import { linkSource } from './links.ts';

export interface Sourced {
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  /** https address */
  readonly source: string;
}

/** By the beginning of the address. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/learn\.microsoft\.com\//, 'AKS docs'],
  [/^https:\/\/(?:redirect\.)?github\.com\/MicrosoftDocs\//, 'AKS docs'],
  [/^https:\/\/(?:redirect\.)?github\.com\/Azure\/AKS\/releases\//, 'AKS release notes'],
  [/^https:\/\/(?:redirect\.)?github\.com\/Azure\/AKS\//, 'AKS notice'],
  [/^https:\/\/(?:redirect\.)?github\.com\/kubernetes\//, 'Kubernetes changelog'],
  [/^https:\/\/kubernetes\.io\//, 'Kubernetes docs'],
];

/** `[AKS docs](https://…), 5 Aug 2026`, as Markdown. */
export function tellSource({ source, asOf }: Sourced): string {
  const name = names.find(([start]) => start.test(source))?.[1] ?? 'source';
  return `${linkSource(name, source)}, ${tellDay(asOf)}`;
}
