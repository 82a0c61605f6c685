import type { Quirk } from './github-quirks.ts';

/** Where branches, files and pull requests are harsher or odder than a simple fake's. */
export const gitQuirks = {
  'merge-tested-late': {
    default: true,
    source: 'docs.github.com, get a pull request: mergeable is null until a background job has run',
    says: 'The first read after a push says mergeable null, with the merge commit of before or none.',
  },
  'base-sha-stays': {
    default: true,
    source: 'threads on pull_request.base.sha; untested live',
    says: 'base.sha is the head of the base when the pull request was last pushed to, not the one of now.',
  },
  'head-needs-owner': {
    default: true,
    source: 'contract: list pull requests, head is user:ref-name',
    says: 'The list takes no notice of a head without its owner: everything is listed.',
  },
  'actions-may-not-open-pulls': {
    default: false,
    source: "docs.github.com, repository settings for Actions: off in new organizations' repositories",
    says: "The job's own token may not open pull requests: 403, with a sentence of its own.",
  },
  'bot-commits-signed': {
    default: true,
    source: 'docs.github.com, commit signature verification for bots',
    says: 'A commit of an installation that names no author and no committer is signed by GitHub.',
  },
  'rules-refuse': {
    default: true,
    source: 'threads actions/github-script#455, satisfactory-factories/application#67',
    says: 'Rulesets and protected branches refuse to be made, moved or deleted.',
  },
  'workflows-guarded': {
    default: true,
    source: 'thread peter-evans/create-pull-request#1713; the wording over REST is untested live',
    says: "The job's own token may not change files under .github/workflows.",
  },
  'trees-truncated': {
    default: true,
    source: 'docs.github.com, get a tree: 100,000 entries or 7 MB',
    says: 'A recursive tree that is too long is cut and says so.',
  },
  'tree-echoes-commit': {
    default: true,
    source: 'answers of api.github.com',
    says: "A tree that is asked for by a commit's name answers with that name as its own.",
  },
  'large-files-empty': {
    default: true,
    source: 'docs.github.com, repository contents: between 1 and 100 MB',
    says: 'A file over 1 MB comes with empty content and the encoding none.',
  },
  'links-followed': {
    default: true,
    source: 'docs.github.com, repository contents: symlinks',
    says: 'A link to a file of the repository is answered as that file.',
  },
} as const satisfies Record<string, Quirk>;
