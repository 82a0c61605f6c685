/** The repository of a company that writes its versions down, the people in it, and its pull requests. */
import { setTimeout as pause } from 'node:timers/promises';
import { headOf } from '../../simulator/github-git-state.ts';
import { findEntry } from '../../simulator/github-git-trees.ts';
import type { StoredPull } from '../../simulator/github-pull-state.ts';
import type { StoredIssue } from '../../simulator/github-state.ts';
import type { PlayedRun, PlayOptions } from '../../simulator/job-player.ts';
import { pullRequestRun } from '../../simulator/runner-pull-request.ts';
import { pushRun } from '../../simulator/runner-push.ts';
import { exampleOf } from '../house/examples-files.ts';
import {
  type Company,
  type CompanyOptions,
  inCompany,
  jobOf,
  play,
  reviewer,
  starter,
} from './examples-company.ts';

export const drift = exampleOf('pull-request-drift.yml');
export const pinPull = exampleOf('version-pin-pull-request.yml');
export const path = 'infra/prod.tfvars';

/** As merge-then-upgrade.yml has it. */
export const versionFile = (version: string): string =>
  `location           = "westeurope"\nkubernetes_version = "${version}" # aks-upgrade: rg-shop/aks-shop\n`;

export interface RepositoryOptions extends Partial<CompanyOptions> {
  /** What runs, and stands in the file unless `written` says otherwise. */
  readonly version?: string;
  readonly written?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** A protected `main`, an environment with a reviewer, and the workflow that is played in the repository too. */
export async function inRepository<T>(
  workflow: string,
  { version = '1.35.4', written = version, more = {}, ...options }: RepositoryOptions,
  use: (company: Company) => Promise<T>,
): Promise<T> {
  const shop = { name: 'aks-shop', resourceGroup: 'rg-shop', version, pools: [{ name: 'system' }] };
  const files = {
    'README.md': '# platform\n',
    '.github/workflows/aks.yml': workflow,
    [path]: versionFile(written),
    ...more,
  };
  const github = {
    files,
    protections: [{ pattern: 'main', requiresPullRequest: true }],
    environments: [{ name: 'production', reviewers: [reviewer] }],
    collaborators: { [reviewer]: 'write' as const, [starter]: 'write' as const },
    ...options.github,
  };
  return await inCompany({ clusters: [shop], environments: ['production'], ...options, github }, use);
}

/** A branch of a person with this file changed, and a pull request of it. */
export function openPull({ world }: Company, content: string, file = path): number {
  const { people } = world.github;
  const head = `topic-${world.github.state.nextNumber}`;
  people.push(head, starter, { [file]: content });
  return people.openPull({ head, title: 'Change a version', author: starter, body: '' }).number;
}

/** The workflow on that pull request, as it stands now. */
export function playPull(
  company: Company,
  workflow: string,
  number: number,
  options: Partial<PlayOptions> = {},
): Promise<PlayedRun> {
  return play(company, workflow, { ...options, run: pullRequestRun(company.world.github, number) });
}

/** Merged, and the workflow on the push that this is. */
export function mergeAndPlay(
  company: Company,
  workflow: string,
  number: number,
  options: Partial<PlayOptions> = {},
  by = starter,
): Promise<PlayedRun> {
  const { github } = company.world;
  const before = mainOf(company);
  github.people.merge(number, by, 'squash');
  return play(company, workflow, { ...options, run: pushRun(github, by, before) });
}

export function mainOf({ world }: Company): string {
  return world.github.state.git.refs.get(headOf('main')) ?? '';
}

/** A file as it stands on a branch. */
export function textOf({ world }: Company, branch = 'main', file = path): string {
  const { store, refs } = world.github.state.git;
  const leaf = findEntry(store, store.commit(refs.get(headOf(branch)) ?? branch).tree, file);
  return leaf === undefined ? '' : Buffer.from(store.blob(leaf.sha)).toString();
}

export interface ShownPull extends StoredPull {
  readonly issue: StoredIssue;
}

/** Pull requests that the action made, oldest first. */
export function ourPulls({ world }: Company): readonly ShownPull[] {
  const { pulls, issues } = world.github.state;
  return [...pulls.values()].flatMap((pull) => {
    const issue = issues.get(pull.number);
    return issue !== undefined && pull.headRef.startsWith('aks-upgrade/') ? [{ ...pull, issue }] : [];
  });
}

/** The one that is open. */
export function openOne(company: Company): ShownPull {
  const open = ourPulls(company).filter(({ issue }) => issue.state === 'open');
  const [only] = open;
  if (only === undefined || open.length > 1) throw new Error(`${open.length} pull requests are open.`);
  return only;
}

/** What runs: the control plane, then the pools. */
export function versionsOf({ world }: Company): readonly string[] {
  const [cluster] = world.fleet.subscriptions.flatMap(({ clusters }) => clusters);
  return cluster === undefined ? [] : [cluster.version, ...cluster.pools.map(({ version }) => version)];
}

/** Somebody else brings the cluster and then its pool there, and waits for the end of it. */
export async function upgradeElsewhere({ world }: Company, to: string): Promise<void> {
  for (const place of [{}, { pool: 'system' }]) {
    const operation = world.startForeign({ cluster: 'aks-shop', kind: 'version', to, ...place });
    // Reading the fleet brings it to now.
    while (!operation.isOver && world.fleet !== undefined) await pause(20);
    if (operation.outcome !== 'Succeeded')
      throw new Error(`The upgrade elsewhere ended ${operation.outcome}.`);
  }
}

/** Scripts and actions of others in a job: what they said. */
export const saidIn = (run: PlayedRun, id: string): string =>
  jobOf(run, id)
    .steps.map(({ stdout }) => stdout ?? '')
    .join('\n');

/** The bodies of what stands below a pull request. */
export function commentsBelow({ world }: Company, number: number): readonly string[] {
  return world.github.state.issues.get(number)?.comments.map(({ body }) => body) ?? [];
}
