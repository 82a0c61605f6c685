// Written by `npm run docs` from action.yml, where names and defaults are changed.

export interface DeclaredInputRow {
  readonly name: string;
  /** What the runner passes on when the workflow says nothing. */
  readonly default: string;
  /** The mode in which it has an effect. */
  readonly mode: 'check' | 'upgrade' | 'both';
}

export const declaredInputs = [
  { name: 'mode', default: 'check', mode: 'both' },
  { name: 'auth', default: 'auto', mode: 'both' },
  { name: 'tenant-id', default: '', mode: 'both' },
  { name: 'client-id', default: '', mode: 'both' },
  { name: 'audience', default: '', mode: 'both' },
  { name: 'subscription-id', default: '', mode: 'both' },
  { name: 'azure-cloud', default: 'AzureCloud', mode: 'both' },
  { name: 'authority-host', default: '', mode: 'both' },
  { name: 'resource-manager-endpoint', default: '', mode: 'both' },
  { name: 'resource-group', default: '', mode: 'both' },
  { name: 'cluster-name', default: '', mode: 'both' },
  { name: 'clusters', default: '', mode: 'both' },
  { name: 'cluster-tags', default: '', mode: 'both' },
  { name: 'node-pools', default: '', mode: 'both' },
  { name: 'environment-tag', default: '', mode: 'check' },
  { name: 'upgrade-type', default: 'full', mode: 'check' },
  { name: 'channel', default: 'stable', mode: 'check' },
  { name: 'kubernetes-version', default: '', mode: 'check' },
  { name: 'minimum-release-age', default: '0', mode: 'check' },
  { name: 'max-surge', default: '', mode: 'check' },
  { name: 'drain-timeout', default: '', mode: 'check' },
  { name: 'node-soak-duration', default: '', mode: 'check' },
  { name: 'undrainable-node-behavior', default: '', mode: 'check' },
  { name: 'report-to', default: 'auto', mode: 'both' },
  { name: 'pin-paths', default: '', mode: 'check' },
  { name: 'base-branch', default: '', mode: 'check' },
  { name: 'release-data', default: 'live', mode: 'both' },
  { name: 'github-com-token', default: '', mode: 'both' },
  { name: 'report-key', default: '', mode: 'check' },
  { name: 'github-token', default: '${{ github.token }}', mode: 'both' },
  { name: 'labels', default: 'aks-upgrade', mode: 'both' },
  { name: 'assignees', default: '', mode: 'both' },
  { name: 'on-closed', default: 'respect', mode: 'both' },
  { name: 'redact', default: 'false', mode: 'both' },
  { name: 'fail-on', default: 'none', mode: 'check' },
  { name: 'plan', default: '', mode: 'upgrade' },
  { name: 'environment', default: '', mode: 'upgrade' },
  { name: 'gate', default: 'environment', mode: 'upgrade' },
  { name: 'approvers', default: '', mode: 'upgrade' },
  { name: 'allow-self-approval', default: 'false', mode: 'upgrade' },
  { name: 'dry-run', default: 'false', mode: 'upgrade' },
  { name: 'maximum-plan-age', default: '72', mode: 'upgrade' },
  { name: 'respect-maintenance-window', default: 'true', mode: 'upgrade' },
  { name: 'max-parallel', default: '1', mode: 'upgrade' },
  { name: 'max-failures', default: '0', mode: 'upgrade' },
  { name: 'deadline', default: '330', mode: 'upgrade' },
  { name: 'poll-interval', default: '20', mode: 'upgrade' },
] as const satisfies readonly DeclaredInputRow[];

export type DeclaredInput = (typeof declaredInputs)[number]['name'];

export const declaredOutputs = [
  'upgrade-available',
  'drift',
  'unsupported',
  'blocked',
  'unread',
  'plan',
  'plan-file',
  'plan-digest',
  'matrix',
  'issue-number',
  'issue-url',
  'pull-request-number',
  'pull-request-url',
  'comment-url',
  'operation',
  'report-file',
  'result',
] as const;

export type DeclaredOutput = (typeof declaredOutputs)[number];
