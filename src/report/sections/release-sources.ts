import type { Source, SourceName } from '../../releases/releases.ts';
import { escapeText } from '../markdown.ts';
import type { ReleaseView } from '../release-view.ts';

const names: Readonly<Record<SourceName, string>> = {
  calendar: 'support calendar',
  'image-notes': 'node image notes',
  cves: 'AKS scan of node images',
  'release-notes': 'AKS release notes',
};

const states: Readonly<Record<Source['state'], string>> = {
  read: 'read',
  partly: 'read in part',
  failed: 'not read',
  bundled: 'those inside the action',
};

/** What was not plainly read, in one line; empty when all was. */
export function tellReleaseSources({ sources }: ReleaseView): string {
  const told = sources.filter(({ state }) => state !== 'read').map(tellSource);
  return told.length === 0 ? '' : `Release data: ${told.join('; ')}.`;
}

function tellSource({ name, state, text }: Source): string {
  const why = text === '' ? '' : `, ${escapeText(text, 200)}`;
  return `${names[name]}: ${states[state]}${why}`;
}
