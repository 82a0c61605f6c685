import { choice, type Form, flag, listOf } from './fields.ts';
import type { InputReader } from './input-reader.ts';
import type { FailOn, Telling } from './inputs.ts';
import { shorten } from './plain-line.ts';
import { refuseMixedNone, type Targets } from './target-inputs.ts';

const failOn = listOf(choice('none', 'drift', 'unsupported', 'blocked', 'pins', 'unread'));

const label: Form<string> = {
  allowed: 'labels of at most 50 characters',
  example: 'aks-upgrade',
  read(text) {
    if (/\p{Cc}/u.test(text)) return { wrong: 'it holds a control character' };
    return [...text].length > 50 ? { wrong: '', instead: shorten(text, 50) } : { value: text };
  },
};

/** GitHub's logins, those of managed users (`name_company`) and of Apps (`name[bot]`) included. */
export const userName: Form<string> = {
  allowed: 'GitHub user names',
  example: 'octocat',
  read(text) {
    const isName = (name: string): boolean =>
      /^[a-z\d](?:[a-z\d-]{0,38})(?:_[a-z\d]{1,20})?(?:\[bot\])?$/i.test(name);
    if (isName(text)) return { value: text };
    const bare = text.replace(/^@/, '');
    return isName(bare) ? { wrong: 'without the `@`', instead: bare } : { wrong: '' };
  },
};

/** Everything but the key, which hangs on the scope. */
export function readTelling(reader: InputReader, { reportTo }: Targets): Omit<Telling, 'reportKey'> {
  const telling = {
    reportTo,
    labels: reader.take('labels', listOf(label)),
    assignees: reader.take('assignees', listOf(userName)),
    onClosed: reader.take('on-closed', choice('respect', 'reopen', 'new')),
    redact: reader.take('redact', flag),
    githubToken: reader.text('github-token'),
  };
  // docs.github.com/rest/issues/assignees: up to 10 assignees.
  if (telling.assignees.length > 10) {
    const count = telling.assignees.length;
    reader.refuse(
      'assignees',
      `given ${count} names; allowed: at most 10. Write the names of a smaller group.`,
    );
  }
  if (telling.reportTo.length > 0 && telling.githubToken === '') {
    reader.refuse(
      'github-token',
      `empty, and \`report-to: ${telling.reportTo.join(', ')}\` needs it; allowed: a token. ` +
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of the workflow, not of ours.
        'Write `github-token: ${{ github.token }}`, or `report-to: none`.',
    );
  }
  return telling;
}

export function readFailOn(reader: InputReader): readonly FailOn[] {
  const given = reader.take('fail-on', failOn);
  const words = given.filter((word) => word !== 'none');
  if (given.length > 1 && words.length < given.length) refuseMixedNone(reader, 'fail-on', words);
  return words;
}
