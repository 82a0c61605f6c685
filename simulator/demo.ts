/**
 * One command, no Azure, no GitHub: the committed bundle checks a small fleet on the simulator, tells it in one issue,
 * and does it again to show that nothing is written twice. Then it upgrades one cluster behind a gate. What it wrote
 * lies in `tmp/demo` to look at.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ActionResult, runAction } from './action.ts';
import { demoFleet } from './demo-fleet.ts';
import { demonstrateUpgrade } from './demo-upgrade.ts';
import { renderPreview } from './preview.ts';
import { simClientId, startWorld, type World } from './world.ts';

const place = fileURLToPath(new URL('../tmp/demo/', import.meta.url));

function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function check(world: World): Promise<ActionResult> {
  const [first] = world.fleet.subscriptions;
  return runAction({
    world,
    inputs: {
      'client-id': simClientId,
      'tenant-id': first?.tenantId ?? '',
      'subscription-id': world.fleet.subscriptions.map(({ id }) => id).join(','),
      'environment-tag': 'environment',
    },
  });
}

function describeRun(world: World, result: ActionResult): string {
  const { exchanges } = world.network;
  const toGitHub = exchanges.filter(({ request }) => request.host.startsWith('api.'));
  const writes = toGitHub.filter(({ request }) => request.method !== 'GET' && request.path !== '/graphql');
  const toAzure = exchanges.filter(({ request }) => request.host === world.cloud.arm);
  return (
    `exit ${result.exitCode} after ${(result.duration / 1000).toFixed(1)} s: ` +
    `${toAzure.length} reads of Azure, ${writes.length} writes to GitHub, operation ${result.outputs['operation']}`
  );
}

function leave(world: World): string {
  const issue = [...world.github.state.issues.values()][0];
  if (issue === undefined) throw new Error('The run wrote no issue.');
  const body = issue.body ?? '';
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'issue.md'), body);
  const page = renderPreview({
    title: issue.title,
    body,
    number: issue.number,
    labels: [...issue.labels],
  });
  writeFileSync(join(place, 'issue.html'), page);
  const mermaid = createRequire(import.meta.url).resolve('@mermaid-js/tiny');
  copyFileSync(mermaid, join(place, 'mermaid.min.js'));
  return `# ${issue.title}\n\n${body}`;
}

async function demonstrate(): Promise<void> {
  const world = await startWorld({ fleet: demoFleet(new Date()) });
  try {
    const first = await check(world);
    if (first.exitCode !== 0) throw new Error(`The check failed.\n${first.log}${first.stderr}`);
    say(leave(world));
    say(`\n---\nFirst run: ${describeRun(world, first)}`);
    say('Its outputs:');
    for (const [name, value] of Object.entries(first.outputs)) {
      if (value !== '') say(`  ${name} = ${value.length > 100 ? `${value.slice(0, 97)}...` : value}`);
    }
    world.network.forget();
    const second = await check(world);
    say(`Second run: ${describeRun(world, second)}`);
    if (second.exitCode !== 0 || second.outputs['operation'] !== 'unchanged') {
      throw new Error(`The second run should have written nothing.\n${second.log}${second.stderr}`);
    }
  } finally {
    await world.close();
  }
}

await demonstrate();
await demonstrateUpgrade(place, say);
say('\nTo look at: tmp/demo/issue.md, tmp/demo/issue.html in a browser, and tmp/demo/progress.md.');
