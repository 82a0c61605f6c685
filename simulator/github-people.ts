import { createDevelopers, type GitHubDevelopers } from './github-developers.ts';
import { requireReopenable, setState } from './github-issue-state.ts';
import { setLabels } from './github-issues.ts';
import { addForeignPull } from './github-seed.ts';
import {
  addComment,
  addEvent,
  addIssue,
  type GitHubState,
  type NewIssue,
  type StoredComment,
  type StoredIssue,
} from './github-state.ts';

/** What people and other bots do in the browser, with no regard for us. */
export interface GitHubPeople extends GitHubDevelopers {
  close(number: number, by: string, reason?: 'completed' | 'not_planned' | 'duplicate'): void;
  reopen(number: number, by: string): void;
  retitle(number: number, by: string, title: string): void;
  /** Saved in the browser: with CRLF line ends. */
  editBody(number: number, edit: (body: string) => string): void;
  label(number: number, by: string, labels: readonly string[]): void;
  lock(number: number, by: string): void;
  unlock(number: number, by: string): void;
  /** `viaApp`: an app writes in the person's name. */
  comment(number: number, by: string, body: string, viaApp?: string): StoredComment;
  /** Whoever may write may edit the comments of others; who wrote it stays. */
  editComment(id: number, body: string): void;
  /** The account is deleted; what it wrote stays. */
  leaveGitHub(login: string): void;
  delete(number: number): void;
  transfer(number: number): void;
  /** Someone else's issue or pull request; listed at once. */
  open(issue: NewIssue): StoredIssue;
}

const otherRepository = 999_999_001;

export function createPeople(state: GitHubState): GitHubPeople {
  const find = (number: number): StoredIssue => {
    const issue = state.issues.get(number);
    if (!issue) throw new Error(`There is no issue #${number} in the simulated repository.`);
    return issue;
  };
  const setLock = (number: number, by: string, locked: boolean): void => {
    const issue = find(number);
    issue.locked = locked;
    addEvent(state, issue, locked ? 'locked' : 'unlocked', by, { lock_reason: null });
  };
  return {
    ...createDevelopers(state),
    close: (number, by, reason = 'completed') =>
      setState(state, find(number), { target: 'closed', reason, by }),
    reopen: (number, by) => {
      const issue = find(number);
      requireReopenable(state, issue, 'open');
      setState(state, issue, { target: 'open', reason: null, by });
    },
    retitle: (number, by, title) => {
      const issue = find(number);
      addEvent(state, issue, 'renamed', by, { rename: { from: issue.title, to: title } });
      issue.title = title;
    },
    editBody: (number, edit) => {
      const issue = find(number);
      const text = edit((issue.body ?? '').replaceAll('\r\n', '\n'));
      issue.body = state.has('web-edits-crlf') ? text.replaceAll('\n', '\r\n') : text;
      issue.updatedAt = state.now();
    },
    label: (number, by, labels) => setLabels(state, find(number), labels, by),
    lock: (number, by) => setLock(number, by, true),
    unlock: (number, by) => setLock(number, by, false),
    comment: (number, by, body, viaApp) =>
      addComment(state, find(number), { author: by, body, ...(viaApp === undefined ? {} : { viaApp }) }),
    editComment: (id, body) => {
      const comment = state.comments.get(id);
      if (!comment) throw new Error(`There is no comment ${id} in the simulated repository.`);
      comment.body = body;
      comment.updatedAt = state.now();
    },
    leaveGitHub: (login) => {
      state.gone.add(login.toLowerCase());
    },
    delete: (number) => {
      find(number).fate = { kind: 'deleted' };
    },
    transfer: (number) => {
      find(number).fate = { kind: 'transferred', to: `${otherRepository}/${number}` };
    },
    open: (issue) => {
      const opened = addIssue(state, issue, false);
      if (opened.isPull) addForeignPull(state, opened);
      return opened;
    },
  };
}
