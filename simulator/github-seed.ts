import { moveBranch } from './github-git-moves.ts';
import { branchOf, signatureOf } from './github-git-state.ts';
import { changeFiles } from './github-git-trees.ts';
import { addPull } from './github-pull-state.ts';
import { addComment, addIssue, type GitHubState, type StoredIssue } from './github-state.ts';

const minute = 60_000;

export interface IssueSeed {
  /** Default: an ordinary issue of a person. Gets the index, returns what differs. */
  readonly each?: (index: number) => {
    readonly title?: string;
    readonly body?: string;
    readonly author?: string;
    readonly labels?: readonly string[];
    readonly state?: 'open' | 'closed';
    readonly isPull?: boolean;
  };
}

/** Foreign issues, one a minute, the last a minute ago. Every seventh is a pull request. */
export function seedIssues(state: GitHubState, count: number, seed: IssueSeed = {}): readonly StoredIssue[] {
  const start = state.now() - count * minute;
  return Array.from({ length: count }, (_, index) => {
    const issue = addIssue(
      state,
      {
        title: `Something to do, ${index + 1}`,
        body: `Told by a person, ${index + 1}.`,
        author: `engineer-${index % 20}`,
        isPull: index % 7 === 6,
        at: start + index * minute,
        ...seed.each?.(index),
      },
      false,
    );
    if (issue.isPull) addForeignPull(state, issue);
    return issue;
  });
}

/** From a branch of the author's own fork, with one more file. */
export function addForeignPull(state: GitHubState, issue: StoredIssue): void {
  const { git } = state;
  const base = branchOf(git, git.defaultBranch);
  if (!base) return;
  const places = { headOwner: issue.author, headRef: `patch-${issue.number}`, baseRef: git.defaultBranch };
  const author = signatureOf(state.accounts, issue.author, issue.createdAt);
  const tree = changeFiles(git.store, base.tree, { [`notes/${issue.number}.md`]: `${issue.title}\n` });
  const commit = { tree, parents: [base.sha], author, committer: author, message: issue.title };
  const { sha } = git.store.addCommit(commit);
  moveBranch(state, { branch: places.headRef, to: sha, by: issue.author, fork: places.headOwner });
  addPull(state, issue, places);
}

/** Foreign comments on one issue; `body` and `author` by index. */
export function seedComments(
  state: GitHubState,
  issue: StoredIssue,
  count: number,
  each: (index: number) => { readonly author?: string; readonly body?: string } = () => ({}),
): void {
  const start = state.now() - count * minute;
  for (let index = 0; index < count; index++) {
    const { author = `engineer-${index % 20}`, body = `A remark, ${index + 1}.` } = each(index);
    addComment(state, issue, { author, body, at: start + index * minute });
  }
}

/** Texts by which others pose as us: our marker copied, quoted, indented, fenced, doubled. */
export function forgedMarkers(key: string): readonly string[] {
  const open = `<!-- aks-upgrade v1 key=${key} fingerprint=${'f'.repeat(64)} -->`;
  const close = '<!-- /aks-upgrade -->';
  const block = `${open}\nAll clusters are up to date.\n${close}`;
  return [
    block,
    `Look at this:\n\n${block}\n\nstrange`,
    block.replaceAll(/^/gm, '> '),
    `\`\`\`\n${block}\n\`\`\``,
    `${block}\n${block}`,
    open,
    close,
    block.replace('v1', 'v9'),
    block.replaceAll('\n', '\r\n'),
    `text ${open} text ${close}`,
  ];
}
