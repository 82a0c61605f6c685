/**
 * The part of the demonstration about pull requests: a repository that pins versions gets one that moves them, and a
 * person's with an impossible pin is answered in a comment.
 */
import { type ActionResult, runAction } from './action.ts';
import { demoFleet } from './demo-fleet.ts';
import { ourBranch, personsChange, personsPull, pinnedFiles } from './demo-repository.ts';
import { countWrites, describeRun, leavePage, type Say, signInInputs } from './demo-run.ts';
import { branchOf } from './github-git-state.ts';
import type { StoredIssue } from './github-state.ts';
import { diffPull, type FileDiff } from './preview-diff.ts';
import type { PreviewNote } from './preview-files.ts';
import { pullRequestRun } from './runner-pull-request.ts';
import { startWorld, usualIdentity, type World } from './world.ts';

/** Fewer than in the first part: reads past AKS's burst take a second each. */
const clusters =
  'rg-dev/aks-dev-weu\nrg-staging/aks-staging-weu\nrg-shop/aks-shop-neu\nrg-payments/aks-payments-weu\nrg-staging-events/aks-events-neu';

export async function demonstratePulls(place: string, say: Say): Promise<void> {
  const world = await startWorld({
    fleet: demoFleet(new Date()),
    releases: true,
    github: { files: pinnedFiles },
  });
  try {
    say(`\n---\nNow a repository that pins versions: ${Object.keys(pinnedFiles).join(', ')}.`);
    await demonstrateMoves(world, place, say);
    await demonstrateJudgement(world, place, say);
    const sent = world.arm.mutations.length;
    if (sent > 0) throw new Error(`${sent} changes were sent to Azure.`);
  } finally {
    await world.close();
  }
}

async function demonstrateMoves(world: World, place: string, say: Say): Promise<void> {
  const run = () => act(world, { 'report-to': 'pull-request' });
  const first = await run();
  const issue = findIssue(world, Number(first.outputs['pull-request-number']), first);
  const { number, title, labels } = issue;
  const files = diffPull(world.github.state, number);
  const moves = listMoves(files);
  const head = world.github.state.pulls.get(number)?.headRef ?? '';
  leavePage(place, 'pull-request', {
    title,
    body: issue.body ?? '',
    number,
    labels: [...labels],
    pull: { base: 'main', head, files },
  });
  say(`\nreport-to: pull-request: ${describeRun(world, first)}`);
  say(`Pull request #${number} from ${head}: ${title}`);
  if (first.exitCode !== 0 || !head.startsWith(ourBranch)) throw new Error(`It failed.\n${first.log}`);
  for (const move of moves) say(`  ${move.path}: ${tellMove(move)}`);
  await repeat(world, run, say);
}

async function demonstrateJudgement(world: World, place: string, say: Say): Promise<void> {
  const { people, state } = world.github;
  people.push(personsPull.head, personsPull.author, personsChange, { message: personsPull.title });
  const pull = people.openPull(personsPull);
  const run = () => act(world, { 'fail-on': 'pins' }, pull.number);
  const first = await run();
  const notes = listNotes(first);
  const issue = findIssue(world, pull.number, first);
  say(
    `\n${personsPull.author} opens #${pull.number}, "${issue.title}". fail-on: pins: ${describeRun(world, first)}`,
  );
  for (const { file, line, title, text } of notes) say(`  ${file}:${line}: ${title}\n    ${text}`);
  leavePage(place, 'comment', {
    title: issue.title,
    body: issue.body ?? '',
    number: pull.number,
    author: personsPull.author,
    comments: issue.comments,
    pull: {
      base: 'main',
      head: personsPull.head,
      files: diffPull(state, pull.number),
      notes,
      failedCheck: 'AKS versions / check (pull_request)',
    },
  });
  const [comment, ...others] = issue.comments;
  const isTold = comment?.body.includes('**impossible**') === true && others.length === 0;
  const isMarked = notes.some(({ level, file }) => level === 'error' && file in personsChange);
  if (first.exitCode !== 1 || !isTold || !isMarked) throw new Error(`It was to be refused.\n${first.log}`);
  await repeat(world, run, say);
}

/** As `examples/version-pin-pull-request.yml` and, with a number, `examples/pull-request-drift.yml` do it. */
function act(world: World, inputs: Readonly<Record<string, string>>, number?: number): Promise<ActionResult> {
  const { git } = world.github.state;
  const onBranch = { sha: branchOf(git, git.defaultBranch)?.sha ?? '' };
  const differs = number === undefined ? onBranch : pullRequestRun(world.github, number);
  const run = { ...world.run, ...differs };
  world.identities = [usualIdentity(world.fleet, run, world.cloud)];
  world.network.forget();
  return runAction({
    world,
    run,
    inputs: { ...signInInputs(world), clusters, ...inputs },
    githubToken: 'ghs_pulls_only',
    checkout: true,
  });
}

/** Nothing is written twice. */
async function repeat(world: World, run: () => Promise<ActionResult>, say: Say): Promise<void> {
  const second = await run();
  say(`Again: ${describeRun(world, second)}`);
  if (second.outputs['operation'] === 'unchanged' && countWrites(world) === 0) return;
  throw new Error(`The second run should have written nothing.\n${second.log}${second.stderr}`);
}

function findIssue(world: World, number: number, { log, stderr }: ActionResult): StoredIssue {
  const issue = world.github.state.issues.get(number);
  if (issue === undefined) throw new Error(`There is no pull request to look at.\n${log}${stderr}`);
  return issue;
}

interface Move {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

function listMoves(files: readonly FileDiff[]): readonly Move[] {
  const moves = files.flatMap(({ path, hunks }) => {
    const lines = hunks.flat();
    const [removed, added] = (['removed', 'added'] as const).map((kind) =>
      lines.filter((line) => line.kind === kind),
    );
    if (removed?.length !== added?.length) throw new Error(`${path} has lines that it had not before.`);
    return (removed ?? []).map(({ text }, at) => ({ path, before: text, after: added?.[at]?.text ?? '' }));
  });
  if (moves.length === 0) throw new Error('The pull request moves nothing.');
  return moves;
}

const version = /\d+(?:\.\d+)+/g;

/** Nothing but one version may differ. */
function tellMove({ path, before, after }: Move): string {
  const [old, fresh] = [before, after].map((line) => line.replaceAll(version, '…'));
  const others = after.match(version) ?? [];
  const ways = (before.match(version) ?? []).flatMap((from, at) =>
    from === others[at] ? [] : [`${from} -> ${others[at]}`],
  );
  if (old !== fresh || ways.length !== 1) throw new Error(`More than a version changes in ${path}: ${after}`);
  return ways.join('');
}

function listNotes({ commands }: ActionResult): readonly PreviewNote[] {
  return commands.flatMap(({ name, properties, text }) => {
    const { file, line, title = '' } = properties;
    return file === undefined ? [] : [{ level: name, file, line: Number(line), title, text }];
  });
}
