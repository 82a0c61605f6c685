import { Failure } from '../failure.ts';
import { readAim, statedAim, warnOfUnusedAim } from './aim-inputs.ts';
import { choice } from './fields.ts';
import { InputReader, type RawInputs } from './input-reader.ts';
import type { Inputs } from './inputs.ts';
import { looksAtPins, readPinScope, warnOfUnusedPins } from './pin-inputs.ts';
import { readReleaseAsk, warnOfUnusedReleases } from './release-inputs.ts';
import { deriveReportKey, reportKey } from './report-key.ts';
import type { RunContext, Sha256 } from './run-context.ts';
import { readScope } from './scope-inputs.ts';
import { readSignIn, warnOfUnusedSignIn } from './sign-in-inputs.ts';
import { readTargets, warnOfUnusedTargets } from './target-inputs.ts';
import { readFailOn, readTelling } from './telling-inputs.ts';
import {
  checkUpgradeInputs,
  readUpgradeInputs,
  warnOfUnusedInUpgrade,
  warnOfUpgradeInputs,
} from './upgrade-inputs.ts';

export type { RawInputs } from './input-reader.ts';

type Mode = Inputs['mode'];

/** Those that only people with write access, or the clock, bring about: none runs what a stranger wrote. */
const upgradeEvents: readonly string[] = ['schedule', 'workflow_dispatch', 'push', 'repository_dispatch'];

/**
 * From text to types that cannot hold nonsense. Every input is checked, whatever the mode.
 * On an untrusted pull request nothing is thrown, since secrets are empty there: the result has `endsEarly` set and
 * is good for nothing else.
 *
 * @throws Failure `AKSU-INPUT`: one for all that is wrong. `AKSU-EVENT`: an upgrade on an event that it does not run
 * on. `AKSU-RUNNER`: a comment below a pull request that the event does not name.
 */
export function parseInputs(raw: RawInputs, context: RunContext, sha256: Sha256): Inputs {
  const reader = new InputReader(raw);
  const mode = reader.take('mode', choice('check', 'upgrade'));
  const inputs = readAll(reader, mode, context, sha256);
  if (context.isUntrustedPullRequest) return { ...inputs, warnings: [], endsEarly: describeUntrusted(mode) };
  reader.finish();
  if (mode === 'upgrade') refuseEvent(context.eventName);
  if (inputs.telling.reportTo.includes('pr-comment')) demandPullRequest(context);
  return inputs;
}

function readAll(reader: InputReader, mode: Mode, context: RunContext, sha256: Sha256): Inputs {
  const signIn = readSignIn(reader);
  const scope = readScope(reader);
  const aim = readAim(reader);
  const targets = readTargets(reader, mode, context.eventName);
  const telling = readTelling(reader, targets);
  const pins = readPinScope(reader);
  const releases = readReleaseAsk(reader, context);
  const stated = reader.takeIfGiven('report-key', reportKey);
  const scopeKey = deriveReportKey(scope, signIn, sha256);
  const failOn = readFailOn(reader);
  const upgrade = readUpgradeInputs(reader);
  const read = {
    signIn,
    scope,
    aim,
    telling: { ...telling, reportKey: stated ?? scopeKey },
    scopeKey,
    releases,
  };
  const ofBoth = [...warnOfUnusedSignIn(reader, signIn), ...warnOfUnusedReleases(reader, releases)];
  if (mode === 'check') {
    const ofPins = warnOfUnusedPins(reader, targets);
    const warnings = [...warnOfUpgradeInputs(reader), ...ofBoth, ...warnOfUnusedAim(reader, aim), ...ofPins];
    return { mode, ...read, ...(looksAtPins(targets) ? { pins } : {}), failOn, warnings };
  }
  checkUpgradeInputs(reader);
  return {
    mode,
    upgrade: { ...upgrade, stated: statedAim(reader, aim, stated), scopeKey },
    ...read,
    failOn: [],
    warnings: [...warnOfUnusedInUpgrade(reader, upgrade.gate), ...warnOfUnusedTargets(targets), ...ofBoth],
  };
}

function describeUntrusted(mode: Mode): string {
  const undone = mode === 'check' ? 'no cluster was looked at' : 'no cluster was looked at or upgraded';
  return (
    'This pull request comes from a fork or from Dependabot. GitHub gives such a run no identity and no write access, ' +
    `so ${undone}. Run the check on a schedule, on push or by hand.`
  );
}

function refuseEvent(eventName: string): void {
  if (upgradeEvents.includes(eventName)) return;
  const name = /^[a-z_]{1,60}$/.test(eventName) ? `\`${eventName}\`` : 'the event of this run';
  throw new Failure('AKSU-EVENT', `\`mode: upgrade\` does not run on ${name}; nothing was done.`);
}

/** Only where it is needed: an event without it is no trouble to a run that tells elsewhere. */
function demandPullRequest({ pullRequest }: RunContext): void {
  if (pullRequest !== undefined) return;
  throw new Failure(
    'AKSU-RUNNER',
    "The event in GITHUB_EVENT_PATH does not give the pull request's number and the commits of its base and head, " +
      'which `report-to: pr-comment` needs.',
  );
}
