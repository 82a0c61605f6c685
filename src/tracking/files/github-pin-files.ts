import { Failure } from '../../failure.ts';
import type { Inputs } from '../../inputs/inputs.ts';
import type { RunContext } from '../../inputs/run-context.ts';
import { largestFile } from '../../pins/find/file-text.ts';
import type { BaseFiles, ChangedFiles, PinFiles } from '../../pins/pin-files.ts';
import { openReadingDesk, type Ports } from '../github/github-desk.ts';
import { readBase } from './github-base.ts';
import { readChanged } from './github-changed.ts';
import { ContentReader } from './github-content.ts';
import { openWorkspace, type Workspace } from './runner-workspace.ts';

/**
 * The files that may hold pins, as commits of GitHub have them, for each place of `report-to` that tells of pins.
 * Expected failures are in the result: what could be read is not lost by what could not.
 */
export async function readPinFiles(
  { telling, pins = { paths: [] } }: Pick<Inputs, 'telling' | 'pins'>,
  context: RunContext,
  ports: Ports & { readonly workspace?: Workspace },
): Promise<PinFiles> {
  const { pullRequest } = context;
  const isProposing = telling.reportTo.includes('pull-request');
  const judged = telling.reportTo.includes('pr-comment') ? pullRequest : undefined;
  if (!isProposing && judged === undefined) return {};
  const failures: Failure[] = [];
  let changed: ChangedFiles | undefined;
  let base: BaseFiles | undefined;
  try {
    const desk = openReadingDesk(telling, context, ports);
    // Twice: line ends may have been made longer.
    const workspace = ports.workspace ?? openWorkspace(context.workspace, 2 * largestFile);
    const contents = new ContentReader(desk, workspace);
    if (judged) changed = await expect(readChanged(desk, contents, judged, pins), failures);
    if (isProposing) base = await expect(readBase(desk, contents, pins), failures);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failures.push(error);
  }
  const [failure, ...others] = failures;
  for (const other of others) ports.log.warning(other.code, `${other.message} ${other.next}`);
  return { ...(changed && { changed }), ...(base && { base }), ...(failure && { failure }) };
}

/** The value, or `undefined` and one failure more. */
async function expect<Value>(work: Promise<Value>, failures: Failure[]): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failures.push(error);
    return undefined;
  }
}
