/** What is asked of ARM, and the role action that it needs. */
export type ArmQuestion =
  | { readonly kind: 'subscriptions' }
  | { readonly kind: 'subscription' }
  | { readonly kind: 'clusters'; readonly group?: string }
  | { readonly kind: 'cluster'; readonly group: string; readonly cluster: string }
  | { readonly kind: 'cluster-profile'; readonly group: string; readonly cluster: string }
  | { readonly kind: 'pools'; readonly group: string; readonly cluster: string }
  | { readonly kind: 'pool'; readonly group: string; readonly cluster: string; readonly pool: string }
  | { readonly kind: 'pool-profile'; readonly group: string; readonly cluster: string; readonly pool: string }
  | { readonly kind: 'pool-versions'; readonly group: string; readonly cluster: string }
  | { readonly kind: 'maintenance-list'; readonly group: string; readonly cluster: string }
  | { readonly kind: 'maintenance'; readonly group: string; readonly cluster: string; readonly name: string }
  | { readonly kind: 'version-list'; readonly location: string }
  | { readonly kind: 'permissions'; readonly group: string; readonly cluster: string; readonly pool?: string }
  | { readonly kind: 'operation'; readonly location: string; readonly id: string }
  | { readonly kind: 'operation-result'; readonly location: string; readonly id: string }
  | { readonly kind: 'put-cluster'; readonly group: string; readonly cluster: string }
  | { readonly kind: 'put-pool'; readonly group: string; readonly cluster: string; readonly pool: string }
  | {
      readonly kind: 'image-upgrade';
      readonly group: string;
      readonly cluster: string;
      readonly pool: string;
    }
  | { readonly kind: 'abort'; readonly group: string; readonly cluster: string; readonly pool?: string };

export interface ArmRoute {
  readonly question: ArmQuestion;
  /** `undefined` for the list of subscriptions. */
  readonly subscriptionId: string | undefined;
  /** `undefined`: whoever sees the subscription may ask. */
  readonly action: string | undefined;
  /** As asked, without query: ARM repeats it in a refusal. */
  readonly scope: string;
}

const provider = '/providers/microsoft\\.containerservice';
const cluster = `/resourcegroups/(?<group>[^/]+)${provider}/managedclusters/(?<cluster>[^/]+)`;

interface Pattern {
  readonly pattern: RegExp;
  readonly kind: ArmQuestion['kind'];
  readonly action?: string;
  /** Absent: GET. */
  readonly method?: 'PUT' | 'POST';
}

const pool = `${cluster}/agentpools/(?<pool>[^/]+)`;
const authorization = '/providers/microsoft\\.authorization';

const patterns: readonly Pattern[] = [
  { pattern: /^$/, kind: 'subscription' },
  { pattern: path(`${provider}/managedclusters`), kind: 'clusters', action: 'managedClusters/read' },
  {
    pattern: path(`/resourcegroups/(?<group>[^/]+)${provider}/managedclusters`),
    kind: 'clusters',
    action: 'managedClusters/read',
  },
  { pattern: path(cluster), kind: 'cluster', action: 'managedClusters/read' },
  {
    pattern: path(`${cluster}/upgradeprofiles/default`),
    kind: 'cluster-profile',
    action: 'managedClusters/upgradeProfiles/read',
  },
  { pattern: path(`${cluster}/agentpools`), kind: 'pools', action: 'managedClusters/agentPools/read' },
  {
    pattern: path(`${cluster}/agentpools/(?<pool>[^/]+)`),
    kind: 'pool',
    action: 'managedClusters/agentPools/read',
  },
  {
    pattern: path(`${cluster}/agentpools/(?<pool>[^/]+)/upgradeprofiles/default`),
    kind: 'pool-profile',
    action: 'managedClusters/agentPools/upgradeProfiles/read',
  },
  {
    pattern: path(`${cluster}/availableagentpoolversions`),
    kind: 'pool-versions',
    action: 'managedClusters/availableAgentPoolVersions/read',
  },
  {
    pattern: path(`${cluster}/maintenanceconfigurations`),
    kind: 'maintenance-list',
    action: 'managedClusters/maintenanceConfigurations/read',
  },
  {
    pattern: path(`${cluster}/maintenanceconfigurations/(?<name>[^/]+)`),
    kind: 'maintenance',
    action: 'managedClusters/maintenanceConfigurations/read',
  },
  {
    pattern: path(`${provider}/locations/(?<location>[^/]+)/kubernetesversions`),
    kind: 'version-list',
    action: 'locations/kubernetesversions/read',
  },
  {
    pattern: path(`${provider}/locations/(?<location>[^/]+)/operations/(?<id>[^/]+)`),
    kind: 'operation',
    action: 'locations/operations/read',
  },
  {
    pattern: path(`${provider}/locations/(?<location>[^/]+)/operationresults/(?<id>[^/]+)`),
    kind: 'operation-result',
    action: 'locations/operationresults/read',
  },
  { pattern: path(`${cluster}${authorization}/permissions`), kind: 'permissions' },
  { pattern: path(`${pool}${authorization}/permissions`), kind: 'permissions' },
  { method: 'PUT', pattern: path(cluster), kind: 'put-cluster', action: 'managedClusters/write' },
  { method: 'PUT', pattern: path(pool), kind: 'put-pool', action: 'managedClusters/agentPools/write' },
  {
    method: 'POST',
    pattern: path(`${pool}/upgradenodeimageversion`),
    kind: 'image-upgrade',
    action: 'managedClusters/agentPools/upgradeNodeImageVersion/action',
  },
  {
    method: 'POST',
    pattern: path(`${cluster}/abort`),
    kind: 'abort',
    action: 'managedClusters/abort/action',
  },
  {
    method: 'POST',
    pattern: path(`${pool}/abort`),
    kind: 'abort',
    action: 'managedClusters/agentPools/abort/action',
  },
];

function path(source: string): RegExp {
  return new RegExp(`^${source}$`, 'i');
}

/** `undefined`: ARM knows no such path, or not with this method. */
export function routeOf(requestPath: string, asked = 'GET'): ArmRoute | undefined {
  const scope = requestPath.replace(/\/$/, '');
  if (asked === 'GET' && /^\/subscriptions$/i.test(scope)) {
    return { question: { kind: 'subscriptions' }, subscriptionId: undefined, action: undefined, scope };
  }
  const [, subscriptionId, rest] = /^\/subscriptions\/([^/]+)(.*)$/i.exec(scope) ?? [];
  if (subscriptionId === undefined || rest === undefined) return undefined;
  for (const { pattern, kind, action, method = 'GET' } of patterns) {
    if (method !== asked) continue;
    const found = pattern.exec(rest);
    if (found === null) continue;
    const names = Object.fromEntries(
      Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    // Each pattern's named groups are the fields of its kind.
    const question = { kind, ...names } as ArmQuestion;
    const needed = action === undefined ? undefined : `Microsoft.ContainerService/${action}`;
    return { question, subscriptionId: decodeURIComponent(subscriptionId), action: needed, scope };
  }
  return undefined;
}

type WriteKind = 'put-cluster' | 'put-pool' | 'image-upgrade' | 'abort';
export type WriteQuestion = Extract<ArmQuestion, { kind: WriteKind }>;

export function isWrite(question: ArmQuestion): question is WriteQuestion {
  return ['put-cluster', 'put-pool', 'image-upgrade', 'abort'].includes(question.kind);
}
