import { Failure } from '../failure.ts';
import type { DeclaredInput } from '../inputs/declared.ts';
import type { Inputs, StatedAim } from '../inputs/inputs.ts';
import type { ApprovedPlan } from './approved-plan.ts';

/**
 * The inputs of the upgrade with the aim, surge settings and report key that were approved. What the job states
 * besides must be the same: a difference is a mistake of somebody, and nobody can say whose.
 *
 * @throws Failure `AKSU-PLAN-INPUTS`: names each input that differs.
 */
export function adoptPlan(asked: Inputs, approved: ApprovedPlan): Inputs {
  const { aim, reportKey } = approved;
  const wrong = asked.upgrade === undefined ? [] : findDifferences(asked.upgrade.stated, approved);
  if (wrong.length > 0) {
    throw new Failure(
      'AKSU-PLAN-INPUTS',
      [
        'Inputs are given that the plan carries, and differ from it:',
        ...wrong.map((line) => `- ${line}`),
      ].join('\n'),
    );
  }
  return { ...asked, aim, telling: { ...asked.telling, reportKey } };
}

function findDifferences(stated: StatedAim, { aim, reportKey }: ApprovedPlan): readonly string[] {
  const { surge } = stated;
  return [
    ...compare('upgrade-type', stated.upgradeType, aim.upgradeType),
    ...compare('channel', stated.channel, aim.channel),
    ...compare('kubernetes-version', stated.kubernetesVersion?.text, aim.kubernetesVersion?.text),
    ...compare('minimum-release-age', stated.minimumReleaseAge, aim.minimumReleaseAge),
    ...compare('max-surge', surge.maxSurge, aim.surge.maxSurge),
    ...compare('drain-timeout', surge.drainTimeout, aim.surge.drainTimeout),
    ...compare('node-soak-duration', surge.nodeSoakDuration, aim.surge.nodeSoakDuration),
    ...compare('undrainable-node-behavior', surge.undrainableNodeBehavior, aim.surge.undrainableNodeBehavior),
    ...compare('report-key', stated.reportKey, reportKey),
  ];
}

function compare<Value extends string | number>(
  input: DeclaredInput,
  stated: Value | undefined,
  approved: Value | undefined,
): readonly string[] {
  if (stated === undefined || stated === approved) return [];
  const held = approved === undefined ? 'leaves it empty' : `holds \`${approved}\``;
  return [`${input}: given \`${stated}\`; the plan ${held}.`];
}
