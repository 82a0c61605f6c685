/** As many clusters as one run is made for. */
import { expect, test } from 'vitest';
import { manyClusters, regions } from './azure-many.ts';
import { check, complainOfEnding, inWorld, readsOf } from './start.ts';

test('400 clusters in 8 regions of 5 subscriptions: no 429, and it fits', async () => {
  await inWorld({ fleet: manyClusters(5, regions, 10, 3) }, async (world) => {
    const result = await check(world, { 'report-to': 'issue' }, { timeout: 150_000 });
    const reads = readsOf(world);
    const throttled = reads.filter(({ response }) => response.status === 429).length;
    expect(complainOfEnding(world, result)).toEqual([]);
    const body = [...world.github.state.issues.values()][0]?.body ?? '';
    const bytes = Buffer.byteLength(result.summary);
    console.log(
      `400 clusters, 1200 pools: ${reads.length} reads in ${(result.duration / 1000).toFixed(1)} s, ` +
        `${throttled} × 429, body ${body.length} characters, summary ${bytes} bytes`,
    );
    expect([result.exitCode, throttled]).toEqual([0, 0]);
    // One control plane in four or more (0, 4 and 8 of ten), and two images of three.
    expect(result.outputs).toMatchObject({ drift: String(400 * 0.3 + 400 * 2), unread: '0' });
    const { include } = JSON.parse(result.outputs['matrix'] ?? '') as { include: unknown[] };
    expect(include).toHaveLength(400);
    expect(body.length).toBeGreaterThan(10_000);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    expect(Buffer.byteLength(Object.values(result.outputs).join(''), 'utf16le')).toBeLessThanOrEqual(500_000);
    expect(body.split('\n').at(-1)).toBe('<!-- /aks-upgrade -->');
  });
}, 180_000);
