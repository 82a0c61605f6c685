/** What the acts of the demonstration have in common: how a run is started, told and left to look at. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ActionResult } from './action.ts';
import { type Preview, renderPreview } from './preview.ts';
import { simClientId, type World } from './world.ts';

export type Say = (text?: string) => void;

/** How a workflow signs in, and where it looks. */
export function signInInputs(world: World): Readonly<Record<string, string>> {
  const [first] = world.fleet.subscriptions;
  return {
    'client-id': simClientId,
    'tenant-id': first?.tenantId ?? '',
    'subscription-id': world.fleet.subscriptions.map(({ id }) => id).join(','),
  };
}

export function countWrites(world: World): number {
  const toGitHub = world.network.exchanges.filter(({ request }) => request.host.startsWith('api.'));
  return toGitHub.filter(({ request }) => request.method !== 'GET' && request.path !== '/graphql').length;
}

export function describeRun(world: World, result: ActionResult): string {
  const toAzure = world.network.exchanges.filter(({ request }) => request.host === world.cloud.arm);
  return (
    `exit ${result.exitCode} after ${(result.duration / 1000).toFixed(1)} s: ` +
    `${toAzure.length} reads of Azure, ${countWrites(world)} writes to GitHub, ` +
    `operation ${result.outputs['operation']}`
  );
}

/** `place/<name>.html`, with what draws its pictures beside it. */
export function leavePage(place: string, name: string, preview: Preview): void {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, `${name}.html`), renderPreview(preview));
  const mermaid = createRequire(import.meta.url).resolve('@mermaid-js/tiny');
  copyFileSync(mermaid, join(place, 'mermaid.min.js'));
}
