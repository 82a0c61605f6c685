/**
 * Which commit of the branch is ours, as a hidden line of our own text in the pull request. It stands below the hidden
 * lines that a page begins with, so that a shortened page keeps it.
 */

const line = /^<!-- branch ([0-9a-f]{40}) -->$/;
const hidden = /^<!-- .* -->$/;

/** `ours` with the line for that commit; without one, as it is. */
export function withBranchLine(ours: string, sha: string | undefined): string {
  if (sha === undefined) return ours;
  const lines = ours.split('\n');
  return lines.toSpliced(countHead(lines), 0, `<!-- branch ${sha} -->`).join('\n');
}

export function readBranchLine(ours: string): string | undefined {
  const lines = ours.split(/\r?\n/);
  return lines
    .slice(0, countHead(lines))
    .map((each) => line.exec(each)?.[1])
    .find((sha) => sha !== undefined);
}

function countHead(lines: readonly string[]): number {
  const end = lines.findIndex((each) => !hidden.test(each));
  return end < 0 ? lines.length : end;
}
