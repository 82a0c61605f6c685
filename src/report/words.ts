/** The words and signs for what plans and drifts are made of. */

import type { ImageVersion } from '../inventory/image-version.ts';
import type { Unread } from '../inventory/inventory.ts';
import type { HoldReason, Step, StepKind } from '../plan/plan.ts';
import type { Urgency } from './cluster-view.ts';
import { codeSpan, count, listWords } from './markdown.ts';

export const holdWords: Readonly<Record<HoldReason, string>> = {
  'auto-upgrade-channel': 'auto-upgrade channel',
  'maintenance-window': 'maintenance window',
  stopped: 'stopped',
  busy: 'busy',
  failed: 'failed state',
  spot: 'spot pool',
  'snapshot-pinned': 'pinned to a snapshot',
  'zero-nodes': 'no nodes',
  'node-provisioning': 'node auto-provisioning',
  automatic: 'AKS Automatic',
  'image-too-young': 'image too young',
};

export const severityWords = {
  required: '**Required**',
  recommended: 'Recommended',
  information: 'Information',
} as const;

export const urgencySigns: Readonly<Record<Urgency, string>> = {
  required: '🔴',
  blocked: '🟠',
  due: '🔵',
  stuck: '🟡',
  unread: '⚪',
  none: '🟢',
};

export function nameKind(kind: StepKind): string {
  return kind === 'node-image' ? 'node image' : 'Kubernetes';
}

/** `1.33.5` → `1.34.8`, as code. */
export function tellMove(move: Pick<Step, 'from' | 'to'>): string {
  return `${codeSpan(move.from)} → ${codeSpan(move.to)}`;
}

/** The part of an image's name that differs from release to release; the whole name where its form is not known. */
export function shortenImage(image: ImageVersion): string {
  const rest = image.text.slice(image.kind.length).replace(/^-/, '');
  return image.text.toLowerCase().startsWith(image.kind) && rest !== '' ? rest : image.text;
}

/** `1 cluster and 2 pools`: each thing once, whatever the number of reads that failed on it. */
export function countUnread(unread: readonly Unread[]): string {
  const ids = (kind: Unread['kind']) =>
    new Set(unread.filter((entry) => entry.kind === kind).map((entry) => entry.id)).size;
  const counts = [
    { n: ids('subscription'), noun: 'subscription' },
    { n: ids('cluster'), noun: 'cluster' },
    { n: ids('pool'), noun: 'node pool' },
    { n: ids('region'), noun: 'regional version list' },
  ];
  return listWords(counts.filter(({ n }) => n > 0).map(({ n, noun }) => count(n, noun)));
}
