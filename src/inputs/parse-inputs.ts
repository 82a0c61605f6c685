import { Failure } from '../failure.ts';
import { readAim, statedAim, warnOfUnusedAim } from './aim-inputs.ts';
import { choice } from './fields.ts';
import { InputReader, type RawInputs } from './input-reader.ts';
import type { Inputs } from './inputs.ts';
import { deriveReportKey, reportKey } from './report-key.ts';
import type { RunContext, Sha256 } from './run-context.ts';
import { readScope } from './scope-inputs.ts';
import { readSignIn, warnOfUnusedSignIn } from './sign-in-inputs.ts';
import type { ReportTarget } from './telling.ts';
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
 * on. `AKSU-MODE-NOT-YET`: right, but not in this version.
 */
export function parseInputs(raw: RawInputs, context: RunContext, sha256: Sha256): Inputs {
  const reader = new InputReader(raw);
  const mode = reader.take('mode', choice('check', 'upgrade'));
  const inputs = readAll(reader, mode, context, sha256);
  if (context.isUntrustedPullRequest) return { ...inputs, warnings: [], endsEarly: describeUntrusted(mode) };
  reader.finish();
  if (mode === 'upgrade') refuseEvent(context.eventName);
  refuseWhatIsNotYet(mode, inputs.telling.reportTo, reader.text('report-to'));
  return inputs;
}

function readAll(reader: InputReader, mode: Mode, context: RunContext, sha256: Sha256): Inputs {
  const signIn = readSignIn(reader);
  const scope = readScope(reader);
  const aim = readAim(reader);
  const telling = readTelling(reader, context.eventName);
  const stated = reader.takeIfGiven('report-key', reportKey);
  const scopeKey = deriveReportKey(scope, signIn, sha256);
  const failOn = readFailOn(reader);
  const upgrade = readUpgradeInputs(reader);
  const read = { signIn, scope, aim, telling: { ...telling, reportKey: stated ?? scopeKey }, scopeKey };
  const ofSignIn = warnOfUnusedSignIn(reader, signIn);
  if (mode === 'check') {
    const warnings = [...warnOfUpgradeInputs(reader), ...ofSignIn, ...warnOfUnusedAim(reader, aim)];
    return { mode, ...read, failOn, warnings };
  }
  checkUpgradeInputs(reader);
  return {
    mode,
    upgrade: { ...upgrade, stated: statedAim(reader, aim, stated), scopeKey },
    ...read,
    failOn: [],
    warnings: [...warnOfUnusedInUpgrade(reader, upgrade.gate), ...ofSignIn],
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

function refuseWhatIsNotYet(mode: Mode, reportTo: readonly ReportTarget[], written: string): void {
  const missing = reportTo.filter((target) => target !== 'issue').map((target) => `\`report-to: ${target}\``);
  if (missing.length === 0) return;
  const isOne = missing.length === 1;
  const isAuto = written.includes('auto') && reportTo.includes('pr-comment');
  const auto = isAuto ? ' On pull request events `report-to: auto` means `pr-comment`.' : '';
  throw new Failure(
    'AKSU-MODE-NOT-YET',
    `${missing.join(' and ')} ${isOne ? 'is' : 'are'} not in this version yet; nothing was done.${auto}`,
    mode === 'upgrade' ? { next: 'Use `report-to: issue` or `none`.' } : {},
  );
}
