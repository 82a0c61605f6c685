import { guid, listOf } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { ClusterRef, Scope } from './inputs.ts';
import {
  clusterName,
  clusterRef,
  poolName,
  resourceGroup,
  type TagFilter,
  tagFilter,
  tagName,
} from './scope-forms.ts';

export function readScope(reader: InputReader): Scope {
  const group = reader.takeIfGiven('resource-group', resourceGroup);
  const name = reader.takeIfGiven('cluster-name', clusterName);
  const environmentTag = reader.takeIfGiven('environment-tag', tagName);
  const scope: Scope = {
    subscriptionIds: reader.take('subscription-id', listOf(guid)),
    ...(group === undefined ? {} : { resourceGroup: group }),
    ...(name === undefined ? {} : { clusterName: name }),
    clusters: reader.take('clusters', listOf(clusterRef, identifyRef)),
    tags: reader.take(
      'cluster-tags',
      listOf(tagFilter, ({ key, value }) => JSON.stringify([key.toLowerCase(), value])),
    ),
    nodePools: reader.take('node-pools', listOf(poolName)),
    ...(environmentTag === undefined ? {} : { environmentTag }),
  };
  checkSubscriptions(reader, scope);
  checkTags(reader, scope.tags);
  return scope;
}

/** Azure compares names and ids without regard to case. */
export function identifyRef(ref: ClusterRef): string {
  if (ref.kind === 'id') return ref.id;
  return ref.kind === 'hashed' ? ref.hash : `${ref.resourceGroup}/${ref.name}`.toLowerCase();
}

function checkSubscriptions(reader: InputReader, { subscriptionIds, clusters }: Scope): void {
  if (subscriptionIds.length === 0) return;
  const outside = clusters.filter(
    (ref) => ref.kind === 'id' && !subscriptionIds.includes(ref.subscriptionId),
  );
  if (outside.length === 0) return;
  const count = outside.length === 1 ? 'a cluster' : `${outside.length} clusters`;
  reader.refuse(
    'clusters',
    `it names ${count} outside the subscriptions of \`subscription-id\`; allowed: clusters within them. ` +
      'Write the missing subscription into `subscription-id` too, or leave `subscription-id` empty.',
  );
}

function checkTags(reader: InputReader, tags: readonly TagFilter[]): void {
  const keys = tags.map(({ key }) => key.toLowerCase());
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return;
  reader.refuse(
    'cluster-tags',
    `it asks for two values of one tag, which no cluster has; allowed: each tag once. ` +
      'Write one value per tag, and a run of its own for each other value.',
  );
}
