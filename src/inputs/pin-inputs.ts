import { listOf } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { PinScope } from './inputs.ts';
import { branchName, pinPath } from './pin-forms.ts';
import type { Targets } from './target-inputs.ts';

// Git tells paths apart by case.
const paths = listOf(pinPath, (path) => path);

export function readPinScope(reader: InputReader): PinScope {
  const baseBranch = reader.takeIfGiven('base-branch', branchName);
  return {
    paths: reader.take('pin-paths', paths),
    ...(baseBranch === undefined ? {} : { baseBranch }),
  };
}

export function looksAtPins({ reportTo }: Targets): boolean {
  return reportTo.includes('pull-request') || reportTo.includes('pr-comment');
}

/** In `mode: check`: inputs about pins that nothing of `report-to` has a use for. */
export function warnOfUnusedPins(reader: InputReader, targets: Targets): string[] {
  const { reportTo, isAuto } = targets;
  const target = reportTo.length === 0 ? 'none' : reportTo.join(', ');
  const because = isAuto
    ? `: on this event \`report-to: auto\` makes it \`${target}\`.`
    : ` with \`report-to: ${target}\`.`;
  const unused = [
    ...(looksAtPins(targets) ? [] : (['pin-paths'] as const)),
    ...(reportTo.includes('pull-request') ? [] : (['base-branch'] as const)),
  ];
  return unused
    .filter((input) => reader.isGiven(input))
    .map((input) => `\`${input}\` has no effect${because}`);
}
