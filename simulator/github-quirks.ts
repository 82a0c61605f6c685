import { gitQuirks } from './github-git-quirks.ts';

/**
 * Where GitHub is harsher or odder than a simple fake would be. Each can be switched off, and a test of its name
 * fails when it is. `source`: facts are those of reliability §1, contract is GitHub's published REST description.
 */
export interface Quirk {
  readonly default: boolean;
  readonly source: string;
  readonly says: string;
}

export const githubQuirks = {
  'missing-permission-403': {
    default: true,
    source: 'facts 1.1, Permissions',
    says: 'A token without the permission gets 403 "Resource not accessible by integration", with a documentation_url.',
  },
  'unknown-token-401': {
    default: true,
    source: 'ecosystem 5: emulators take any token for the first user',
    says: 'A token that nobody issued gets 401 "Bad credentials".',
  },
  'private-hidden-404': {
    default: true,
    source: 'ecosystem 5: real 404, emulators 403',
    says: 'A private repository is not there for a token that may not see it.',
  },
  'integration-has-no-user': {
    default: true,
    source: 'facts 1.1, sticky: viewer.login',
    says: 'GET /user is refused to installation tokens; only the GraphQL viewer tells who they are.',
  },
  'graphql-served': {
    default: true,
    source: 'contract 1: a fallback where it is not served',
    says: 'The query viewer { login } is answered; off: 404, as behind gateways that pass REST alone.',
  },
  'search-refused': {
    default: true,
    source: 'facts row 3',
    says: 'The search index is refused and the request is on record; off: it answers that nothing was found.',
  },
  'issues-disabled-410': {
    default: true,
    source: 'facts 1.1, Issues disabled',
    says: 'With issues disabled, issue routes answer 410 "Issues are disabled for this repo".',
  },
  'disabled-list-has-pulls': {
    default: true,
    source: 'contract: the list documents no 410; thread ingydotnet/git-hub#72',
    says: 'With issues disabled, the issue list still answers 200, with pull requests alone; off: 410.',
  },
  'archived-403': {
    default: true,
    source: 'ecosystem 5: emulators let archived repositories be written',
    says: 'An archived repository refuses every write with 403 and can be read.',
  },
  'locked-refuses-comments': {
    default: true,
    source: 'facts 1.1, Locked item',
    says: 'A locked issue takes no comment from an installation or an outsider, but its body and labels can be edited.',
  },
  'body-limit-422': {
    default: true,
    source: 'facts 1.2',
    says: 'A body of more than 65,536 characters gets 422 with errors[].',
  },
  'title-limit-422': {
    default: true,
    source: 'facts 1.1, Title',
    says: 'A title of more than 256 characters gets 422 with errors[].',
  },
  'label-duplicate-422': {
    default: true,
    source: 'ecosystem 5',
    says: 'A label that exists, in whatever case, gets 422 already_exists.',
  },
  'labels-made-on-use': {
    default: true,
    source: 'observed in workflows of many repositories; not documented',
    says: 'Labels named on an issue are made when missing.',
  },
  'labels-dropped-without-push': {
    default: true,
    source: 'contract: create an issue, "silently dropped otherwise"',
    says: 'Labels and assignees of a creator without push access are dropped, and the answer is still 201.',
  },
  'labels-lost': {
    default: false,
    source: 'facts 1.1, release-please-action#1074',
    says: 'Labels sent along are answered with success and not applied.',
  },
  'unknown-assignee-422': {
    default: true,
    source: 'thread trstringer/manual-approval#141',
    says: 'An assignee who may not be assigned makes create and edit fail with 422 on field assignees.',
  },
  'unknown-assignee-ignored': {
    default: true,
    source: 'contract: add assignees answers 201 alone',
    says: 'The add-assignees route ignores whom it does not know; off: 422.',
  },
  'pulls-among-issues': {
    default: true,
    source: 'ecosystem 5: PRs are absent from emulators',
    says: 'Pull requests stand in the issue list, with a pull_request key, and share the numbers.',
  },
  'page-cap-100': {
    default: true,
    source: 'ecosystem 5, contract per_page',
    says: 'A page holds at most 100 entries, whatever was asked.',
  },
  'links-by-repository-id': {
    default: true,
    source: 'Link headers of api.github.com',
    says: 'Link headers lead to /repositories/ID/…, not to the path that was asked.',
  },
  'list-lags': {
    default: false,
    source: 'facts 1.1, Search lag; facts 7: read-after-write of the list is not documented',
    says: 'A new issue is missing from the list for a while, though it can be read by number.',
  },
  'fresh-item-unknown': {
    default: false,
    source: 'facts 1.1, create-pull-request#4321',
    says: 'A new issue answers 404 by number to the first requests after its creation.',
  },
  'list-lacks-closed-by': {
    default: true,
    source: 'contract: closed_by is optional',
    says: 'Who closed an issue stands only in the single issue, not in the list.',
  },
  'transferred-301': {
    default: true,
    source: 'contract 301 on issues',
    says: 'A transferred issue answers 301 to its new place, which our token cannot see.',
  },
  'deleted-410': {
    default: true,
    source: 'contract 410 on issues',
    says: 'A deleted issue answers 410 and its number is not given again; off: 404.',
  },
  'bots-are-bots': {
    default: true,
    source: 'ecosystem 5: emulators say "User"',
    says: 'Accounts of apps have type Bot and a login that ends in [bot].',
  },
  'case-insensitive-names': {
    default: true,
    source: 'GitHub: logins, label and repository names keep case and compare without it',
    says: 'Label filters, logins and repository names match in any case.',
  },
  'user-agent-required': {
    default: true,
    source: 'GitHub REST, user agent required',
    says: 'A request without User-Agent gets 403 in plain text.',
  },
  'web-edits-crlf': {
    default: true,
    source: 'HTML forms submit CRLF',
    says: 'Text that people save in the browser comes back with CRLF line ends.',
  },
  'environment-made-on-use': {
    default: true,
    source: 'facts 0 (7); docs.github.com, managing environments',
    says: 'A job that names an environment which is not there makes one without any rule, and runs; off: it fails.',
  },
  'private-drops-reviewers': {
    default: false,
    source: 'facts 0 (7): required reviewers of private repositories need GitHub Enterprise',
    says: 'A private repository shows its environments without required reviewers, and its jobs wait for nobody.',
  },
  'bypass-right-told': {
    default: true,
    source: 'answers of api.github.com; the description does not list can_admins_bypass',
    says: 'An environment says whether administrators may bypass its rules; off: it does not.',
  },
  'bypass-leaves-no-review': {
    default: true,
    source: 'facts 2.4; untested live',
    says: "An administrator's bypass leaves nothing in the review history; off: an approval of theirs.",
  },
  'reviews-outlive-attempts': {
    default: true,
    source: 'facts 2.4; untested live',
    says: 'Reviews of earlier attempts stay in the history of the run; off: a re-run starts without any.',
  },
  'reviews-newest-first': {
    default: false,
    source: 'contract: review history, no order and no times',
    says: 'The review history has the newest first; off: the oldest.',
  },
  'gone-are-ghosts': {
    default: true,
    source: 'GitHub shows what deleted accounts wrote as ghost',
    says: 'What a deleted account wrote is by the user ghost; off: by null.',
  },
  'hourly-limit': {
    default: true,
    source: 'facts 1.2; GITHUB_TOKEN 1,000 and others 5,000 requests an hour',
    says: 'When the hour is used up: 403, x-ratelimit-remaining 0 and the reset time.',
  },
  'secondary-limit': {
    default: true,
    source: 'facts 1.2; 900 points a minute, 80 new items a minute',
    says: 'Too much in a minute: 403 without any header that says how long, while the hourly quota is fine.',
  },
  ...gitQuirks,
} as const satisfies Record<string, Quirk>;

export type GitHubQuirk = keyof typeof githubQuirks;
export type GitHubQuirkSwitches = Partial<Record<GitHubQuirk, boolean>>;
export type HasQuirk = (quirk: GitHubQuirk) => boolean;

export function switchGitHubQuirks(switches: GitHubQuirkSwitches): HasQuirk {
  return (quirk) => switches[quirk] ?? githubQuirks[quirk].default;
}
