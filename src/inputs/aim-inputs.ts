import { maxSurge, versionAim } from './aim-forms.ts';
import { choice, integer } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { Aim, StatedAim, SurgeSettings } from './inputs.ts';

const upgradeType = choice('full', 'control-plane-only', 'node-pools-only', 'node-image-only');
const channel = choice('patch', 'stable', 'rapid');
const behavior = choice('Cordon', 'Schedule');

export function readAim(reader: InputReader): Aim {
  const kubernetesVersion = reader.takeIfGiven('kubernetes-version', versionAim);
  return {
    upgradeType: reader.take('upgrade-type', upgradeType),
    channel: reader.take('channel', channel),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    minimumReleaseAge: reader.take('minimum-release-age', integer(0, 365, 'days')),
    surge: readSurge(reader),
  };
}

/** Bounds are AKS's own (learn.microsoft.com/azure/aks/upgrade-options). */
function readSurge(reader: InputReader): SurgeSettings {
  const surge = reader.takeIfGiven('max-surge', maxSurge);
  const drainTimeout = reader.takeIfGiven('drain-timeout', integer(1, 1440, 'minutes'));
  const nodeSoakDuration = reader.takeIfGiven('node-soak-duration', integer(0, 30, 'minutes'));
  const undrainableNodeBehavior = reader.takeIfGiven('undrainable-node-behavior', behavior);
  return {
    ...(surge === undefined ? {} : { maxSurge: surge }),
    ...(drainTimeout === undefined ? {} : { drainTimeout }),
    ...(nodeSoakDuration === undefined ? {} : { nodeSoakDuration }),
    ...(undrainableNodeBehavior === undefined ? {} : { undrainableNodeBehavior }),
  };
}

const versionInputs = [
  'kubernetes-version',
  'max-surge',
  'drain-timeout',
  'node-soak-duration',
  'undrainable-node-behavior',
] as const;

/** Inputs for Kubernetes version steps, where there will be none. */
export function warnOfUnusedAim(reader: InputReader, { upgradeType: type }: Aim): string[] {
  if (type !== 'node-image-only') return [];
  return versionInputs
    .filter((input) => reader.isGiven(input))
    .map((input) => `\`${input}\` has no effect with \`upgrade-type: node-image-only\`.`);
}

/** What was written out beside a plan, and differs from the default: a default that was written cannot be told from none. */
export function statedAim(reader: InputReader, aim: Aim, reportKey: string | undefined): StatedAim {
  const { kubernetesVersion } = aim;
  return {
    ...(reader.isGiven('upgrade-type') ? { upgradeType: aim.upgradeType } : {}),
    ...(reader.isGiven('channel') ? { channel: aim.channel } : {}),
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(reader.isGiven('minimum-release-age') ? { minimumReleaseAge: aim.minimumReleaseAge } : {}),
    surge: aim.surge,
    ...(reportKey === undefined ? {} : { reportKey }),
  };
}
