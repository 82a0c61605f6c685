import { expect, test } from 'vitest';
import { readInventory } from '../../src/inventory/azure-inventory.ts';
import { armCluster, armPool, everything, healthyArm } from './arm-bodies.ts';
import { type Asked, anySignIn, type FakeAnswer, FakeArm, portsOf } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const minutes = 60_000;

async function readWith(throttle: (asked: Asked, time: number) => FakeAnswer | undefined) {
  const clock = new VirtualClock();
  const fleet = ['aks-a', 'aks-b'].map((name) => armCluster({ name, pools: [armPool({ name: 'system' })] }));
  const healthy = healthyArm(fleet);
  const started = clock.now().getTime();
  const arm = new FakeArm(
    clock,
    (asked, times) => throttle(asked, clock.now().getTime() - started) ?? healthy(asked, times),
  );
  const inventory = await clock.run(readInventory(anySignIn, everything, portsOf(clock, arm)));
  return { arm, inventory, time: clock.now().getTime() - started };
}

const isOffer = ({ url }: Asked) => url.pathname.includes('/upgradeProfiles/');
const busy = (headers: FakeAnswer['headers'] = {}): FakeAnswer => ({
  status: 429,
  headers,
  body: { code: 'Throttled', message: 'slow down' },
});

test.each([
  ['without a wait', busy()],
  ['of two minutes each', busy({ 'retry-after': '120' })],
  ['of a second each', busy({ 'retry-after': '1' })],
])(
  '429s %s and without an end cost ten minutes at most, and leave what they hid unread',
  async (_, answer) => {
    const { inventory, time } = await readWith((asked) => (isOffer(asked) ? answer : undefined));
    expect(time).toBeLessThan(10 * minutes + 15_000);
    expect(
      inventory.unread.map(({ name }) => name).filter((name) => /aks-[ab]/.test(name)).length,
    ).toBeGreaterThanOrEqual(2);
    expect(inventory.unread.some(({ reason }) => reason.includes('429 Throttled'))).toBe(true);
  },
);

test('waits that add up to less are all kept, and everything is read', async () => {
  const { inventory, time, arm } = await readWith((asked, time) =>
    isOffer(asked) && time < 7 * minutes ? busy({ 'retry-after': '110' }) : undefined,
  );
  expect([inventory.unread, inventory.clusters.length]).toEqual([[], 2]);
  expect(time).toBeGreaterThan(7 * minutes);
  expect(arm.asked.filter(isOffer).length).toBeGreaterThan(4);
});
