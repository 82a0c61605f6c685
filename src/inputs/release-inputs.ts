import { choice, type Form } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { ReleaseAsk } from './inputs.ts';
import type { RunContext } from './run-context.ts';

/** The one GitHub that the sources of release data are on. */
const githubCom = 'https://api.github.com';

/** What stands in a header: no blank, no line end. */
const token: Form<string> = {
  allowed: 'a token of github.com',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow, not of ours.
  example: '${{ secrets.GITHUB_COM_TOKEN }}',
  read: (text) =>
    /^[!-~]+$/.test(text) ? { value: text } : { wrong: 'it holds a blank or a sign that no token has' },
};

/**
 * `github-token` belongs to the GitHub that runs the job: to github.com it goes only where that is the one. Without a
 * token github.com takes 60 requests an hour and address, which a whole company may share: not worth relying on.
 */
export function readReleaseAsk(reader: InputReader, { apiUrl }: Pick<RunContext, 'apiUrl'>): ReleaseAsk {
  const data = reader.take('release-data', choice('live', 'bundled', 'off'));
  const ofGitHubCom = reader.takeIfGiven('github-com-token', token) ?? '';
  if (data !== 'live') return { data };
  const chosen = ofGitHubCom !== '' ? ofGitHubCom : apiUrl === githubCom ? reader.text('github-token') : '';
  if (chosen !== '') return { data, token: chosen };
  return apiUrl === githubCom ? { data } : { data: 'bundled', isCutOff: true };
}

/** A token that nothing would send. */
export function warnOfUnusedReleases(reader: InputReader, { data }: ReleaseAsk): string[] {
  return data !== 'live' && reader.isGiven('github-com-token')
    ? [`\`github-com-token\` has no effect with \`release-data: ${data}\`.`]
    : [];
}
