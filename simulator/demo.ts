/**
 * One command, no Azure, no GitHub: the committed bundle checks a small fleet on the simulator, tells it in one issue,
 * and does it again to show that nothing is written twice. Then it moves the versions that a repository pins by pull
 * request, judges a person's, and upgrades one cluster behind a gate. What it wrote lies in `tmp/demo` to look at.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ActionResult, runAction } from './action.ts';
import { demoFleet } from './demo-fleet.ts';
import { demonstratePulls } from './demo-pulls.ts';
import { describeRun, leavePage, signInInputs } from './demo-run.ts';
import { demonstrateUpgrade } from './demo-upgrade.ts';
import { startWorld, type World } from './world.ts';

const place = fileURLToPath(new URL('../tmp/demo/', import.meta.url));

function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function check(world: World): Promise<ActionResult> {
  return runAction({ world, inputs: { ...signInInputs(world), 'environment-tag': 'environment' } });
}

function leave(world: World): string {
  const issue = [...world.github.state.issues.values()][0];
  if (issue === undefined) throw new Error('The run wrote no issue.');
  const { title, number, labels } = issue;
  const body = issue.body ?? '';
  leavePage(place, 'issue', { title, body, number, labels: [...labels] });
  writeFileSync(join(place, 'issue.md'), body);
  return `# ${title}\n\n${body}`;
}

async function demonstrate(): Promise<void> {
  const world = await startWorld({ releases: true, fleet: demoFleet(new Date()) });
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

const told: string[] = [];
// Side by side: each mostly waits, for AKS's pace of reading and for its own pace of writing.
await Promise.all([demonstrate(), demonstratePulls(place, (text = '') => told.push(text))]);
say(told.join('\n'));
await demonstrateUpgrade(place, say);
say(
  '\nTo look at in tmp/demo: issue.md and progress.md; issue.html, pull-request.html and comment.html in a browser.',
);
