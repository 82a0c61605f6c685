import { describeError, Failure } from '../failure.ts';
import type { Telling } from '../inputs/inputs.ts';
import type { RunContext } from '../inputs/run-context.ts';
import type { ReportTarget } from '../inputs/telling.ts';
import type { ProposedPins } from '../pins/pins.ts';
import type { Report } from '../report/report.ts';
import { trackComment } from './comment/github-sticky.ts';
import type { Ports } from './github/github-desk.ts';
import { trackIssue } from './issue/github-issue.ts';
import { joinTracked } from './join-tracked.ts';
import { trackPullRequest } from './pull/github-pull.ts';
import type { Tracked, Tracking } from './tracking.ts';

/** What is told, by whom and from where. */
export interface Message {
  readonly report: Report;
  readonly proposed: ProposedPins | undefined;
  readonly telling: Telling;
  readonly context: RunContext;
}

/** In the order in which people look: a trouble with one place keeps the report from no other. */
const places: readonly ReportTarget[] = ['issue', 'pull-request', 'pr-comment'];

/** Brings the report to every place of `targets`. Never throws; of several troubles the first is the run's. */
export async function trackReport(
  message: Message,
  targets: readonly ReportTarget[],
  ports: Ports,
): Promise<Tracking> {
  const tracked: Tracked[] = [];
  const failures: Failure[] = [];
  for (const target of places.filter((place) => targets.includes(place))) {
    try {
      tracked.push(await track[target](message, ports));
    } catch (error) {
      failures.push(asFailure(error));
    }
  }
  const [failure, ...others] = failures;
  for (const other of others) ports.log.warning(other.code, `${other.message} ${other.next}`);
  return { tracked: joinTracked(tracked), ...(failure === undefined ? {} : { failure }) };
}

type Track = (message: Message, ports: Ports) => Promise<Tracked>;

const track: Readonly<Record<ReportTarget, Track>> = {
  issue: async ({ report, telling, context }, ports) => await trackIssue(report, telling, context, ports),
  'pull-request': async ({ report, proposed, telling, context }, ports) => {
    // Why the repository could not be read is the run's failure already.
    if (report.pullRequest === undefined || proposed === undefined) return { operation: 'none' };
    return await trackPullRequest(report.pullRequest, proposed, telling, context, ports);
  },
  'pr-comment': async ({ report, telling, context }, ports) => {
    if (report.comment === undefined) return { operation: 'none' };
    return await trackComment(report.comment, telling, context, ports);
  },
};

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  return new Failure('AKSU-UNEXPECTED', describeError(error), { cause: error });
}
