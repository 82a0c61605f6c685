/** A workflow that keeps names and ids as secrets: the runner drops no output over them. */
import { expect, test } from 'vitest';
import { demoFleet } from '../../simulator/demo-fleet.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import { simClientId } from '../../simulator/world.ts';
import { check, inWorld } from './start.ts';

const fleet = demoFleet(new Date());
const inputs = { 'report-to': 'issue', 'environment-tag': 'environment' };

test('what is masked costs no output', async () => {
  const names = fleet.subscriptions.flatMap(({ clusters }) =>
    clusters.flatMap(({ name, resourceGroup, pools }) => [
      name,
      resourceGroup,
      ...pools.map((pool) => pool.name),
    ]),
  );
  const ids = fleet.subscriptions.flatMap(({ id, name }) => [id, name]);
  // A runner masks single letters too, but then nothing of any action survives.
  const secrets = [...new Set([simTenantId, simClientId, ...ids, ...names])].filter((one) => one.length > 3);
  await inWorld({ fleet }, async (world) => {
    const plain = await check(world, inputs);
    const masked = await check(world, inputs, { secrets });
    console.log(`masking: ${secrets.length} secrets, ${masked.droppedOutputs.length} outputs dropped`);
    expect([masked.exitCode, masked.droppedOutputs, masked.runnerWarnings]).toEqual([0, [], []]);
    expect(Object.keys(masked.outputs)).toEqual(Object.keys(plain.outputs));
    for (const name of ['plan-digest', 'matrix', 'drift'] as const) {
      expect([name, masked.outputs[name]]).toEqual([name, plain.outputs[name]]);
    }
    expect(masked.outputs['plan']).not.toBe('');
  });
});

test('and the same runner does drop what holds a masked value', async () => {
  await inWorld({ fleet }, async (world) => {
    const { droppedOutputs } = await check(world, inputs, { secrets: ['/issues/'] });
    expect(droppedOutputs).toEqual(['issue-url']);
  });
});
