/**
 * The second half of the demonstration: the workflow of `examples/upgrade-by-hand.yml` for one cluster of the small
 * fleet, first past the gate, then through it, with time sped up.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionResult } from './action.ts';
import { usualRun } from './actions-oidc.ts';
import { versionActions } from './azure-access.ts';
import { hasten } from './azure-pace.ts';
import { demoFleet } from './demo-fleet.ts';
import { type PlayedRun, playWorkflow } from './job-player.ts';
import { type Warp, warpedClock } from './time-warp.ts';
import { simClientId, startWorld, usualIdentity, type World } from './world.ts';

const cluster = 'rg-staging/aks-staging-weu';
const upgraderId = '55555555-5555-4555-8555-555555555555';
const [paceFactor, speed] = [4, 60];

export async function demonstrateUpgrade(place: string, say: (text?: string) => void): Promise<void> {
  const warp = warpedClock(speed);
  const world = await startGatedWorld(warp);
  try {
    say(`\n---\nNow the upgrade of ${cluster}: examples/upgrade-by-hand.yml, started by ${usualRun.actor}.`);
    say(`Its clock runs ${speed} times as fast, and AKS ${paceFactor} times as fast as that.`);
    const past = await play(world, warp, '1', (runId) =>
      world.github.jobs.bypass(runId, 'production', 'administrator'),
    );
    say('\nAn administrator starts the waiting job without a review:');
    describeRefusal(world, past, say);
    say('\nA new run, which release-manager approves:');
    const began = warp.now();
    const run = await play(world, warp, '2', (runId) =>
      world.github.jobs.review(runId, ['production'], 'release-manager', 'approved'),
    );
    describeUpgrade(world, run, say);
    leaveProgress(world, place, say);
    say(`\n${Math.round((warp.now() - began) / 60_000)} minutes have passed there.`);
  } finally {
    await world.close();
  }
}

/** Two identities: a reader for the default branch, an upgrader for the environment alone. */
function startGatedWorld(warp: Warp): Promise<World> {
  const fleet = demoFleet(new Date(warp.now()));
  const gated = { ...usualRun, environment: 'production' };
  const upgrader = usualIdentity(fleet, gated, undefined, versionActions);
  return startWorld({
    fleet,
    clock: warp.now,
    pace: hasten(paceFactor),
    identities: [usualIdentity(fleet), { ...upgrader, clientId: upgraderId, objectId: upgraderId }],
    github: {
      environments: [{ name: 'production', reviewers: ['release-manager'] }],
      collaborators: { administrator: 'admin', 'release-manager': 'write' },
    },
  });
}

function play(world: World, warp: Warp, number: string, open: (runId: string) => void): Promise<PlayedRun> {
  const file = new URL('../examples/upgrade-by-hand.yml', import.meta.url);
  const [first] = world.fleet.subscriptions;
  return playWorkflow({
    world,
    workflow: readFileSync(file, 'utf8').replace('rg-staging/aks-staging', cluster),
    inputs: { cluster },
    variables: {
      AZURE_CLIENT_ID: simClientId,
      AZURE_TENANT_ID: first?.tenantId ?? '',
      AZURE_SUBSCRIPTION_ID: world.fleet.subscriptions.map(({ id }) => id).join(','),
    },
    environmentVariables: { production: { AZURE_CLIENT_ID: upgraderId } },
    run: { runId: `1950000000${number}`, runNumber: number },
    review: ({ runId }) => open(runId),
    action: { warp },
  });
}

interface Upgraded {
  readonly action: ActionResult;
  readonly result: string | undefined;
}

function upgradeOf(run: PlayedRun): Upgraded {
  const { action } = run.jobs.find(({ id }) => id === 'upgrade')?.steps[0] ?? {};
  if (action !== undefined) return { action, result: action.stepOutputs['result'] };
  const logs = run.jobs.flatMap(({ steps }) => steps.map((step) => step.action?.log ?? ''));
  throw new Error(`The upgrade never began.\n${logs.join('\n')}`);
}

function describeRefusal(world: World, run: PlayedRun, say: (text?: string) => void): void {
  const { action, result } = upgradeOf(run);
  const failure = action.annotations.findLast(({ level }) => level === 'error');
  const sent = world.arm.mutations.length;
  say(`  exit ${action.exitCode}, result ${result}, ${sent} changes sent to Azure`);
  say(`  ${failure?.title}\n  ${failure?.text.replaceAll('\n', '\n  ')}`);
  if (result !== 'refused' || sent > 0) throw new Error(`This was to be refused.\n${action.log}`);
}

function describeUpgrade(world: World, run: PlayedRun, say: (text?: string) => void): void {
  const { action, result } = upgradeOf(run);
  const lines = action.log.split('\n').filter((line) => line !== '' && !line.startsWith('::'));
  for (const line of lines) say(`  ${line}`);
  const sent = world.arm.mutations.map(({ method }) => method);
  say(`  exit ${action.exitCode}, result ${result}, changes sent to Azure: ${sent.join(', ')}`);
  if (result !== 'upgraded') throw new Error(`The upgrade failed.\n${action.log}${action.stderr}`);
}

function leaveProgress(world: World, place: string, say: (text?: string) => void): void {
  const issue = [...world.github.state.issues.values()][0];
  if (issue?.state !== 'closed') throw new Error(`The issue should be closed, and is ${issue?.state}.`);
  mkdirSync(place, { recursive: true });
  const comments = issue.comments.map(({ body }) => body.replace(/^<!--.*-->\n+/, '').trim());
  writeFileSync(join(place, 'progress.md'), `${comments.join('\n\n---\n\n')}\n`);
  say(`\nThe comments on issue #${issue.number}, "${issue.title}", which is ${issue.state}:`);
  for (const comment of comments) say(`\n${comment}`);
}
