/** Forms of Azure's names, tags and resource ids, by Azure's own rules for them. */

import type { Form, Reading } from './fields.ts';
import { pattern } from './fields.ts';
import type { ClusterRef } from './inputs.ts';

// learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
const groupName = /^(?=.{1,90}$)[-\p{L}\p{N}_.()]*[-\p{L}\p{N}_()]$/u;
const clusterNamePattern = /^[a-zA-Z0-9][-_a-zA-Z0-9]{0,62}$/;
const guidPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const clusterId = new RegExp(
  `^/subscriptions/(${guidPattern})/resourcegroups/([^/]+)/providers/microsoft\\.containerservice/managedclusters/([^/]+)/?$`,
  'i',
);

export const resourceGroup: Form<string> = pattern(
  groupName,
  'the name of a resource group (1 to 90 letters, digits, `-`, `_`, `.`, parentheses; no `.` at the end)',
  'rg-production',
);

export const clusterName: Form<string> = pattern(
  clusterNamePattern,
  'the name of a cluster (1 to 63 letters, digits, `-`, `_`; a letter or digit first)',
  'aks-production',
);

export const poolName: Form<string> = {
  allowed: 'names of node pools (1 to 12 lower-case letters and digits, a letter first)',
  example: 'nodepool1',
  read(text) {
    const isName = (name: string): boolean => /^[a-z][a-z0-9]{0,11}$/.test(name);
    if (isName(text)) return { value: text };
    const lower = text.toLowerCase();
    return isName(lower) ? { wrong: 'upper case', instead: lower } : { wrong: '' };
  },
};

export const clusterRef: Form<ClusterRef> = {
  allowed:
    '`resource-group/cluster`, a full resource id of a managed cluster, or an id from the `matrix` output',
  example: 'rg-production/aks-production',
  read(text) {
    if (/^[0-9a-f]{16}$/i.test(text)) return { value: { kind: 'hashed', hash: text.toLowerCase() } };
    return text.startsWith('/') ? readClusterId(text) : readNamed(text);
  },
};

function readClusterId(text: string): Reading<ClusterRef> {
  const [, subscriptionId, group, name] = clusterId.exec(text) ?? [];
  if (subscriptionId === undefined || group === undefined || name === undefined) {
    const cluster = text.split('/').slice(0, 9).join('/');
    return text !== cluster && clusterId.test(cluster)
      ? { wrong: 'the id of something inside a cluster', instead: cluster }
      : { wrong: 'not the resource id of a managed cluster' };
  }
  if (!groupName.test(group) || !clusterNamePattern.test(name))
    return { wrong: 'it holds a name that Azure does not allow' };
  const id = text.replace(/\/$/, '').toLowerCase();
  return {
    value: { kind: 'id', id, subscriptionId: subscriptionId.toLowerCase(), resourceGroup: group, name },
  };
}

function readNamed(text: string): Reading<ClusterRef> {
  const [group = '', name = '', ...rest] = text.split('/');
  if (name === '') return { wrong: 'the resource group is missing' };
  if (rest.length > 0) return { wrong: 'more than one `/`' };
  if (!groupName.test(group) || !clusterNamePattern.test(name))
    return { wrong: 'it holds a name that Azure does not allow' };
  return { value: { kind: 'named', resourceGroup: group, name } };
}

export interface TagFilter {
  readonly key: string;
  readonly value: string;
}

// learn.microsoft.com/azure/azure-resource-manager/management/tag-resources: name 512, value 256 characters.
const tagNamePattern = /^[^<>%&\\?/\p{Cc}]{1,512}$/u;

export const tagName: Form<string> = pattern(
  tagNamePattern,
  'the name of an Azure tag (1 to 512 characters, none of `<>%&\\?/`)',
  'environment',
);

export const tagFilter: Form<TagFilter> = {
  allowed: 'Azure tags as `key=value` (a value cannot hold a comma here)',
  example: 'team=platform',
  read(text) {
    const [key = '', ...rest] = text.split('=').map((part) => part.trim());
    if (rest.length === 0) {
      const [before = '', after = ''] = text.split(':').map((part) => part.trim());
      return before === '' || after === ''
        ? { wrong: 'no `=`' }
        : { wrong: 'no `=`', instead: `${before}=${after}` };
    }
    const value = rest.join('=');
    if (!tagNamePattern.test(key)) return { wrong: 'not the name of an Azure tag' };
    return value.length > 256 ? { wrong: 'a value of more than 256 characters' } : { value: { key, value } };
  },
};
