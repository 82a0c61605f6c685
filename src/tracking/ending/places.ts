import { type Failure, failureCodes } from '../../failure.ts';
import { toPlainLines } from '../../inputs/plain-line.ts';
import { fence } from '../../report/markdown.ts';
import type { Tracked } from '../tracking.ts';

/** Characters that a reason may take: the job summary leaves room for it. */
const longestReason = 6_000;

/**
 * The end of the job summary, which is written before GitHub is: where the report stands now, what keeps it from
 * standing there, or nothing where it was to be told nowhere.
 */
export function describePlaces(tracked: Tracked, trouble: Failure | undefined): string {
  const links = listLinks(tracked);
  const parts = [
    ...(links.length === 0 ? [] : [`Told in ${links.join(', ')}.`]),
    ...(tracked.remarks ?? []),
    ...(trouble === undefined ? [] : describeTrouble(trouble)),
  ];
  return parts.length === 0 ? '' : `\n---\n\n${parts.join('\n\n')}\n`;
}

function listLinks(tracked: Tracked): readonly string[] {
  const { issueNumber, issueUrl, pullRequestNumber, pullRequestUrl, commentUrl } = tracked;
  return [
    ...linkTo(`issue #${issueNumber}`, issueUrl),
    ...linkTo(`pull request #${pullRequestNumber}`, pullRequestUrl),
    ...linkTo('a comment', commentUrl),
  ];
}

/** GitHub's own address, and only where it has the form of one: nothing else becomes a link. */
function linkTo(words: string, url: string | undefined): readonly string[] {
  return url !== undefined && /^https?:\/\/[\w.:/#%-]+$/.test(url) ? [`[${words}](${url})`] : [];
}

function describeTrouble({ code, message, next }: Failure): readonly string[] {
  const reason = toPlainLines(`${message}\n\n${next}`).slice(0, longestReason);
  return [
    `> [!WARNING]\n> **Not all could be told.** ${code}: ${failureCodes[code].title}.`,
    fence('text', reason),
  ];
}
