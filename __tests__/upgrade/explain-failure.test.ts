import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/upgrade/door/door.ts';
import { explainFailure, type FailureFacts } from '../../src/upgrade/trouble/explain-failure.ts';
import { generalFailures } from '../../src/upgrade/trouble/general-failures.ts';
import { specialFailures } from '../../src/upgrade/trouble/special-failures.ts';
import { aCluster } from '../builders/fleet.ts';

const startedAt = new Date('2026-11-22T06:00:00Z');
const facts: FailureFacts = { kind: 'pool-version', cluster: aCluster(), wasStarted: true, startedAt };

function explain(problem: Problem, differs: Partial<FailureFacts> = {}) {
  return explainFailure({ ...facts, problem, ...differs });
}

describe('a code that is known', () => {
  const codes: readonly (readonly [string, string, 'safe' | 'after-repair'])[] = [
    ['UpgradeBlockedOnDeprecatedAPIUsage', 'API that the target version no longer has', 'after-repair'],
    ['UnsatisfiablePDB', 'PodDisruptionBudget allows no pod', 'after-repair'],
    ['PodDrainFailure', 'could not be drained', 'after-repair'],
    ['SubnetIsFull', 'subnet has no addresses', 'after-repair'],
    ['InsufficientSubnetSize', 'subnet has no addresses', 'after-repair'],
    ['ErrCode_InsufficientVCPUQuota', 'quota', 'after-repair'],
    ['InsufficientVCPUQuota', 'quota', 'after-repair'],
    ['QuotaExceeded', 'quota', 'after-repair'],
    ['PublicIPCountLimitReached', 'public addresses', 'after-repair'],
    ['AllocationFailed', 'no machines of this size', 'after-repair'],
    ['ZonalAllocationFailed', 'no machines of this size', 'after-repair'],
    ['OverconstrainedAllocationRequest', 'no machines of this size', 'after-repair'],
    ['OverconstrainedZonalAllocationRequest', 'no machines of this size', 'after-repair'],
    ['SKUNotAvailable', 'not offered to the subscription', 'after-repair'],
    ['SkuNotAvailable', 'not offered to the subscription', 'after-repair'],
    ['NotAllAgentPoolOrchestratorVersionSpecifiedAndUnchanged', 'auto-upgrade channel', 'after-repair'],
    ['NodePoolMcVersionIncompatible', 'control plane', 'after-repair'],
    ['AgentPoolUpgradeVersionNotAllowed', 'never goes down', 'after-repair'],
    ['RequestDisallowedByPolicy', 'policy or a lock', 'after-repair'],
    ['ScopeLocked', 'policy or a lock', 'after-repair'],
    ['ServicePrincipalValidationClientError', 'service principal', 'after-repair'],
    ['ExpiredServicePrincipal', 'service principal', 'after-repair'],
    ['K8sAPIServerDNSLookupFailVMExtensionError', 'API server', 'after-repair'],
    ['K8sAPIServerConnFailVMExtensionError', 'API server', 'after-repair'],
    ['OutboundConnFailVMExtensionError', 'could not be set up', 'after-repair'],
    ['ImagePullTimeoutVMExtensionError', 'could not be set up', 'after-repair'],
    ['VMExtensionProvisioningError', 'could not be set up', 'after-repair'],
    ['EtagMismatch', 'changing the cluster at the same time', 'safe'],
    ['PreconditionFailed', 'changing the cluster at the same time', 'safe'],
    ['OperationPreempted', 'changing the cluster at the same time', 'safe'],
    ['OperationNotAllowed', 'in the state that the cluster is in', 'after-repair'],
    ['LinkedAuthorizationFailed', 'tied to', 'after-repair'],
    ['AuthorizationFailed', 'has no right', 'after-repair'],
    ['AuthorizationPermissionMismatch', 'has no right', 'after-repair'],
    ['TooManyRequests', 'no more requests', 'safe'],
    ['Throttled', 'no more requests', 'safe'],
    ['SubscriptionRequestsThrottled', 'no more requests', 'safe'],
    ['UpgradeFailed', 'part of the way', 'after-repair'],
    ['InvalidParameter', 'does not accept', 'after-repair'],
    ['BadRequest', 'does not accept', 'after-repair'],
    ['ValidationError', 'does not accept', 'after-repair'],
    ['InvalidTemplateDeployment', 'does not accept', 'after-repair'],
    ['InternalServerError', 'a fault', 'after-repair'],
    ['InternalOperationError', 'a fault', 'after-repair'],
    ['ServiceUnavailable', 'a fault', 'after-repair'],
    ['ControlPlaneNotReady', 'a fault', 'after-repair'],
  ];

  test.each(codes)('%s', (code, cause, rerun) => {
    const trouble = explain({ code, message: 'x' });
    expect(trouble.cause).toContain(cause);
    expect(trouble).toMatchObject({ code, message: 'x', rerun });
    expect(explain({ code: code.toLowerCase(), message: 'x' }).cause).toBe(trouble.cause);
  });

  test('each code of the tables is tried here', () => {
    const known = [...specialFailures, ...generalFailures]
      .flatMap(({ signs }) => signs)
      .flatMap(({ code }) => code ?? []);
    expect([...new Set(known)].sort()).toEqual(codes.map(([code]) => code).sort());
  });

  test('is told in these words', () => {
    const told = codes.map(([code]) => {
      const { cause, advice } = explain({ code, message: 'x' }, { wasStarted: false });
      return `${code}: ${cause} | ${advice}`;
    });
    expect(told).toMatchSnapshot();
  });

  test('has texts that are whole sentences, and sets no bypass', () => {
    for (const { explanation } of [...specialFailures, ...generalFailures]) {
      expect(explanation.cause).toMatch(/^[A-Z].+\.$/);
      expect(explanation.advice).toMatch(/^[A-Za-z].+\.$/);
      expect(`${explanation.cause} ${explanation.advice}`).not.toMatch(/verified/i);
      if (/force upgrade/.test(explanation.advice)) expect(explanation.advice).toMatch(/this action never/);
    }
  });
});

describe('what is known by its words', () => {
  test.each([
    [
      'UpgradeFailed',
      'Drain node aks-1 failed when evicting pod web-0: Too many Requests. PDB debug info: …',
      'could not be drained',
    ],
    [
      'UpgradeFailed',
      'Eviction failed with Too Many Requests error by the disruption budget',
      'could not be drained',
    ],
    ['BadRequest', 'Code="SubnetIsFull" Message="Subnet x is full"', 'subnet has no addresses'],
    [
      'UpgradeFailed',
      'Operation could not be completed as it results in exceeding approved Total Regional Cores quota',
      'quota',
    ],
    ['UpgradeFailed', 'The quota of family x was exceeded', 'quota'],
    ['Conflict', 'The scope is locked', 'policy or a lock'],
    ['Conflict', 'cannot perform write because following scope(s) are locked: x', 'policy or a lock'],
    ['BadRequest', 'AADSTS7000222: The provided client secret keys are expired', 'service principal'],
    ['BadRequest', 'AADSTS7000215: Invalid client secret', 'service principal'],
    ['BadRequest', 'The client secret of app x has expired', 'service principal'],
    ['BadRequest', 'expired credentials of the service principal', 'service principal'],
    ['OperationNotAllowed', 'Another operation (Updating) is in progress', 'at the same time'],
    ['OperationNotAllowed', 'Another agentpool operation (np1 - Creating) goes on', 'at the same time'],
    ['OperationNotAllowed', 'The cluster is stopped', 'is stopped'],
    [
      'Conflict',
      'managed cluster is in Provisioning State(Succeeded) and Power State(Stopped)',
      'is stopped',
    ],
    [
      'OperationNotAllowed',
      'Upgrading Kubernetes version 1.28.12 to 1.30.2 is not allowed. Available upgrades: […]',
      'does not offer that step',
    ],
    ['X', 'It failed to drain node x', 'could not be drained'],
    ['X', 'It failed to evict pod x', 'could not be drained'],
    ['X', 'PDB debug info: y', 'could not be drained'],
    ['X', 'This would exceed quota', 'quota'],
    ['X', 'No quota: exceeded', 'quota'],
    ['X', 'The managed cluster is now stopped', 'is stopped'],
    ['X', 'It has power state(stopped)', 'is stopped'],
    ['X', 'It has power state (stopped)', 'is stopped'],
    ['OperationNotAllowed', 'An upgrade is in progress', 'at the same time'],
    ['OperationNotAllowed', 'Not in this power state', 'is stopped'],
    ['OperationNotAllowed', 'Available upgrades: none', 'does not offer that step'],
    ['OperationNotAllowed', 'Upgrading Kubernetes version x', 'does not offer that step'],
  ])('%s: %s', (code, message, cause) => {
    expect(explain({ code, message }).cause).toContain(cause);
  });

  test.each([
    ['SubnetIsFullOfHope'],
    ['NotQuotaExceededYet'],
    ['It exceeds the quotas'],
    ['It exceeds a misquota'],
    ['The quotas were exceeded'],
    ['The misquota was exceeded'],
    ['The microscope is locked'],
    ['The scope is lockedout'],
    ['The managed cluster is unstopped'],
    ['The managed cluster is stoppedx'],
  ])('a longer word is another word: %s', (message) => {
    expect(explain({ code: 'X', message }).cause).toContain('does not know');
  });

  test('a general code is not looked for in the text', () => {
    expect(explain({ code: 'X', message: 'wraps InvalidParameter' }).cause).toContain('does not know');
  });
});

test('what is not known, or known by its words alone, is told in these words', () => {
  const all = [...specialFailures, ...generalFailures].filter(({ signs }) =>
    signs.every(({ code, words }) => code === undefined || words !== undefined),
  );
  expect(all.map(({ explanation }) => explanation)).toMatchSnapshot();
  const unknown: Problem = { code: 'Strange', message: 'odd' };
  const cases = [{}, { wasStarted: false }, { isCanceled: true }];
  expect(cases.map((differs) => explain(unknown, differs))).toMatchSnapshot();
});

describe('which words count', () => {
  const wrapper: Problem = { code: 'ValidationError', message: 'bad' };

  test('the subcode says more than the code, and both are told', () => {
    const trouble = explain({ ...wrapper, subcode: 'UpgradeBlockedOnDeprecatedAPIUsage' });
    expect(trouble.cause).toContain('API that the target');
    expect(trouble.code).toBe('ValidationError (UpgradeBlockedOnDeprecatedAPIUsage)');
    expect(explain({ message: 'x', subcode: 'Y' }).code).toBe('Y');
    expect(explain({ code: 'Y', message: 'x', subcode: 'Y' }).code).toBe('Y');
    expect(explain({ message: 'x' })).not.toHaveProperty('code');
  });

  test('what stands on the resource counts where it says more', () => {
    const special: Problem = { code: 'SubnetIsFull', message: 'full' };
    const unknown: Problem = { code: 'Strange', message: 'odd' };
    const with2 = (problem: Problem, other: Problem) =>
      explain(problem, { aftermath: { problem: other, canRollBack: false } });
    expect(with2(wrapper, special)).toMatchObject({ code: 'SubnetIsFull', message: 'full' });
    expect(with2(special, wrapper)).toMatchObject({ code: 'SubnetIsFull' });
    expect(with2(wrapper, unknown)).toMatchObject({ code: 'ValidationError' });
    expect(with2(unknown, wrapper)).toMatchObject({ code: 'ValidationError' });
    expect(with2(unknown, { code: 'Other', message: 'y' })).toMatchObject({ code: 'Strange' });
    expect(explainFailure({ ...facts, aftermath: { problem: special, canRollBack: false } }).code).toBe(
      'SubnetIsFull',
    );
  });

  test('nothing at all is told as that', () => {
    expect(explainFailure(facts)).toEqual({
      message: '',
      cause: 'The operation failed, for a reason that this action does not know.',
      advice: expect.stringContaining('activity log'),
      rerun: 'unsafe',
    });
  });

  test('what is not known depends on what happened', () => {
    const unknown: Problem = { code: 'Strange', message: 'odd' };
    expect(explain(unknown)).toMatchObject({ rerun: 'unsafe' });
    const refused = explain(unknown, { wasStarted: false, startedAt: undefined });
    expect(refused).toMatchObject({ rerun: 'after-repair' });
    expect(refused.cause).toContain('Nothing was started');
    const canceled = explain(unknown, { isCanceled: true });
    expect(canceled).toMatchObject({ rerun: 'after-repair' });
    expect(canceled.cause).toContain('cancelled');
    expect(explain({ code: 'SubnetIsFull', message: 'x' }, { isCanceled: true }).cause).toContain('subnet');
  });

  test('a missing right is named, if it looks like one', () => {
    const problem: Problem = { code: 'AuthorizationFailed', message: 'x' };
    const action = 'Microsoft.ContainerService/managedClusters/write';
    expect(explain({ ...problem, missingAction: action }).advice).toMatch(
      /^Give the identity a role with Microsoft\.ContainerService\/managedClusters\/write\. docs\/azure-access\.md/,
    );
    const plain = explain(problem).advice;
    for (const missingAction of ['<img>', `x ${action}`, `${action} x`, '']) {
      expect(explain({ ...problem, missingAction }).advice).toBe(plain);
    }
  });
});

describe('the way back', () => {
  const problem: Problem = { code: 'PodDrainFailure', message: 'x' };
  const aftermath = { canRollBack: true };
  const until = new Date('2026-11-29T06:00:00Z');

  test('is open for a week from the start, for pools alone', () => {
    expect(explain(problem, { aftermath }).rollbackUntil).toEqual(until);
    expect(explain(problem, { aftermath, kind: 'node-image' }).rollbackUntil).toEqual(until);
    expect(explain(problem, { aftermath, kind: 'control-plane' })).not.toHaveProperty('rollbackUntil');
  });

  test.each([
    ['AKS lists nothing to go back to', { aftermath: { canRollBack: false } }],
    ['nothing was read', {}],
    ['a channel is on', { aftermath, cluster: aCluster({ upgradeChannel: 'patch' }) }],
    ['nobody knows when it was started', { aftermath, startedAt: undefined }],
  ])('is not told where %s', (_why, differs) => {
    expect(explain(problem, differs)).not.toHaveProperty('rollbackUntil');
  });
});

describe('what AKS leaves failed', () => {
  test.each([
    ['control-plane', 'az aks upgrade --control-plane-only'],
    ['pool-version', 'az aks nodepool upgrade --kubernetes-version'],
    ['node-image', 'az aks nodepool upgrade --node-image-only'],
  ] as const)('%s is repeated by hand before another run', (kind, command) => {
    const { advice } = explain({ code: 'PodDrainFailure', message: 'x' }, { kind, wasStarted: true });
    expect(advice).toContain(command);
    expect(advice).toContain('until Azure shows Succeeded, then run a new check.');
    // The annotation of the run shows no more.
    expect(advice.length).toBeLessThanOrEqual(400);
  });

  test('nothing is to be repeated where nothing was started, or where running again is safe', () => {
    expect(explain({ code: 'PodDrainFailure', message: 'x' }, { wasStarted: false }).advice).not.toContain(
      'az aks',
    );
    expect(explain({ code: 'Throttled', message: 'x' }, { wasStarted: true }).advice).not.toContain('az aks');
  });
});
