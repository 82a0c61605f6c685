import type { GitHubQuirk } from '../../simulator/github-quirks.ts';
import type { Probe } from './github-asking.ts';
import { accessProbes } from './github-probes-access.ts';
import { gateProbes } from './github-probes-gate.ts';
import { gitProbes } from './github-probes-git.ts';
import { itemProbes } from './github-probes-items.ts';

/** One probe a quirk: true when it is on, false when it is off. */
export const probes: Readonly<Record<GitHubQuirk, Probe>> = {
  ...accessProbes,
  ...gateProbes,
  ...gitProbes,
  ...itemProbes,
};
