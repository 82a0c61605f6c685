import type { ClusterRights } from '../../upgrade/outcome.ts';
import { linkDocument } from '../links.ts';
import { codeSpan, listWords } from '../markdown.ts';
import { type Naming, spanCluster } from '../names.ts';
import type { UpgradeTold } from '../told.ts';

const mostClusters = 100;

/** What a dry run found out about the identity's rights. */
export function tellRights(told: Naming, { outcome }: UpgradeTold): string {
  if (outcome.result !== 'dry-run') return '';
  const rights = outcome.rights ?? [];
  if (rights.length === 0) return '';
  const items = rights.slice(0, mostClusters).map((each) => `- ${tellOne(told, each)}`);
  const rest = rights.length - items.length;
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  return `**Rights of the identity** (${linkDocument('the roles', 'azure-access.md')})\n\n${[...items, ...more].join('\n')}`;
}

function tellOne(told: Naming, { cluster, missing }: ClusterRights): string {
  const name = spanCluster(told, cluster);
  if (missing === undefined) return `⚪ ${name}: could not be judged.`;
  if (missing.length === 0) return `🟢 ${name}: nothing is missing.`;
  const shown = missing.slice(0, 10).map((action) => codeSpan(action, 120));
  const rest = missing.length - shown.length;
  return `🔴 ${name}: **missing** ${listWords(rest > 0 ? [...shown, `${rest} more`] : shown)}.`;
}
