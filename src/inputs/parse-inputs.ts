import { Failure } from '../failure.ts';
import { readAim, warnOfUnusedAim } from './aim-inputs.ts';
import { choice } from './fields.ts';
import { InputReader, type RawInputs } from './input-reader.ts';
import type { Inputs } from './inputs.ts';
import { deriveReportKey, reportKey } from './report-key.ts';
import type { RunContext, Sha256 } from './run-context.ts';
import { readScope } from './scope-inputs.ts';
import { readSignIn, warnOfUnusedSignIn } from './sign-in-inputs.ts';
import type { ReportTarget } from './telling.ts';
import { readFailOn, readTelling } from './telling-inputs.ts';
import { checkUpgradeInputs, warnOfUpgradeInputs } from './upgrade-inputs.ts';

export type { RawInputs } from './input-reader.ts';

/**
 * From text to types that cannot hold nonsense. Every input is checked, whatever the mode.
 * On an untrusted pull request nothing is thrown, since secrets are empty there: the result has `endsEarly` set and
 * is good for nothing else.
 *
 * @throws Failure `AKSU-INPUT`: one for all that is wrong. `AKSU-MODE-NOT-YET`: right, but not in this version.
 */
export function parseInputs(raw: RawInputs, context: RunContext, sha256: Sha256): Inputs {
  const reader = new InputReader(raw);
  const mode = reader.take('mode', choice('check', 'upgrade'));
  const signIn = readSignIn(reader);
  const scope = readScope(reader);
  const aim = readAim(reader);
  const telling = readTelling(reader, context.eventName);
  const key = reader.takeIfGiven('report-key', reportKey) ?? deriveReportKey(scope, signIn, sha256);
  const failOn = readFailOn(reader);
  checkUpgradeInputs(reader);
  const warnings = [
    ...warnOfUpgradeInputs(reader),
    ...warnOfUnusedSignIn(reader, signIn),
    ...warnOfUnusedAim(reader, aim),
  ];
  const inputs: Inputs = {
    mode: 'check',
    signIn,
    scope,
    aim,
    telling: { ...telling, reportKey: key },
    failOn,
    warnings,
  };
  if (context.isUntrustedPullRequest) return { ...inputs, endsEarly: describeUntrusted(mode) };
  reader.finish();
  refuseWhatIsNotYet(mode, telling.reportTo, reader.text('report-to'));
  return inputs;
}

function describeUntrusted(mode: 'check' | 'upgrade'): string {
  const undone = mode === 'check' ? 'no cluster was looked at' : 'no cluster was looked at or upgraded';
  return (
    'This pull request comes from a fork or from Dependabot. GitHub gives such a run no identity and no write access, ' +
    `so ${undone}. Run the check on a schedule, on push or by hand.`
  );
}

function refuseWhatIsNotYet(
  mode: 'check' | 'upgrade',
  reportTo: readonly ReportTarget[],
  written: string,
): void {
  const missing = [
    ...(mode === 'upgrade' ? ['`mode: upgrade`'] : []),
    ...reportTo.filter((target) => target !== 'issue').map((target) => `\`report-to: ${target}\``),
  ];
  if (missing.length === 0) return;
  const isOne = missing.length === 1;
  const isAuto = written.includes('auto') && reportTo.includes('pr-comment');
  const auto = isAuto ? ' On pull request events `report-to: auto` means `pr-comment`.' : '';
  throw new Failure(
    'AKSU-MODE-NOT-YET',
    `${missing.join(' and ')} ${isOne ? 'is' : 'are'} not in this version yet; nothing was done.${auto}`,
  );
}
