import type { Source, SourceName } from '../../releases/releases.ts';
import { tellDay } from '../dates.ts';
import { escapeText } from '../markdown.ts';
import type { ReleaseView } from '../release-view.ts';
import type { Told } from '../told.ts';

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
  bundled: 'the one inside the action,',
};

const mostSources = 8;

/** What was not plainly read, in one line; empty when all was. */
export function tellReleaseSources({ drift }: Told, { sources }: ReleaseView): string {
  const told = sources
    .filter(({ state }) => state !== 'read')
    .slice(0, mostSources)
    .map(({ name, state, text }) => {
      const of = state === 'bundled' ? ` of ${tellDay(drift.calendar.asOf)}` : '';
      const why = text === '' ? '' : `, ${escapeText(text, 200)}`;
      const instead =
        name === 'calendar' && state === 'failed'
          ? ` (the one inside the action, of ${tellDay(drift.calendar.asOf)}, stands in)`
          : '';
      return `${names[name]}: ${states[state]}${of}${why}${instead}`;
    });
  return told.length === 0 ? '' : `Release data: ${told.join('; ')}.`;
}
