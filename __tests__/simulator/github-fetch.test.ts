import { describe, expect, it } from 'vitest';
import { type GitHubFault, githubFaults } from '../../simulator/github-faults.ts';
import { ClientDied, type FetchFault, type FetchHooks, fetchFrom } from '../../simulator/github-fetch.ts';
import { createInterleaving, seededChoice } from '../../simulator/github-interleaving.ts';
import { createGitHub } from '../../simulator/github-rest.ts';

const issues = 'https://api.github.com/repos/contoso/platform/issues';
const headers = { authorization: 'token ghs_actions' };
const create = { method: 'POST', headers, body: '{"title":"T"}' };

function setUp(fault?: FetchFault, hooks: FetchHooks = {}) {
  const github = createGitHub();
  const fetch = fetchFrom(github.service, { ...hooks, ...(fault ? { fault: () => fault } : {}) });
  return { github, fetch };
}

describe('faults of one exchange', () => {
  it.each(['before', 'committed'] as const)(
    '%s: the work is done only when it was committed',
    async (point) => {
      const { github, fetch } = setUp({ point, answer: githubFaults['502-html'] });
      const response = await fetch(issues, create);
      expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
      expect(github.state.issues.size).toBe(point === 'committed' ? 1 : 0);
    },
  );

  it('a reset is a TypeError, as with the real fetch', async () => {
    const { github, fetch } = setUp({ point: 'committed', answer: githubFaults.reset });
    await expect(fetch(issues, create)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNRESET' },
    });
    expect(github.state.issues.size).toBe(1);
  });

  it('silence lasts until the caller gives up', async () => {
    const { fetch } = setUp({ point: 'before', answer: githubFaults.timeout });
    const abort = new AbortController();
    const asked = fetch(issues, { headers, signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });

  it('a torn body fails while it is read', async () => {
    const { fetch } = setUp({ point: 'before', answer: githubFaults['torn-body'] });
    const response = await fetch(issues, { headers });
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('truncated JSON arrives whole and cannot be parsed', async () => {
    const { fetch } = setUp({ point: 'before', answer: githubFaults['truncated-json'] });
    await expect((await fetch(issues, { headers })).json()).rejects.toThrow(SyntaxError);
  });

  it('a client that died sends nothing more', async () => {
    const { github, fetch } = setUp({ point: 'committed', answer: 'died' });
    await expect(fetch(issues, create)).rejects.toThrow(ClientDied);
    await expect(fetch(issues, create)).rejects.toThrow(ClientDied);
    expect(github.state.issues.size).toBe(1);
  });

  it('has every kind of the fault matrix', () => {
    const statuses = (Object.keys(githubFaults) as GitHubFault[]).map((name) => githubFaults[name].status);
    for (const status of [0, 200, 401, 403, 404, 408, 409, 410, 412, 422, 429, 500, 502, 503, 504]) {
      expect(statuses).toContain(status);
    }
    expect(statuses.length).toBeGreaterThanOrEqual(18);
  });
});

describe('redirects', () => {
  it('are followed as fetch does, and not when the caller looks for himself', async () => {
    const { github, fetch } = setUp();
    await fetch(issues, create);
    github.people.transfer(1);
    expect((await fetch(`${issues}/1`, { headers, redirect: 'manual' })).status).toBe(301);
    const followed = await fetch(`${issues}/1`, { headers });
    expect([followed.status, followed.url]).toEqual([
      404,
      'https://api.github.com/repositories/999999001/issues/1',
    ]);
  });
});

/** A naive client: looks, waits, makes what it did not find. */
async function makeOnce(seed: number) {
  const interleaving = createInterleaving(seed);
  const github = createGitHub({ now: interleaving.now });
  const naive = async (): Promise<void> => {
    const fetch = fetchFrom(github.service, interleaving.hooks);
    const found = (await (await fetch(issues, { headers })).json()) as readonly unknown[];
    await interleaving.clock.pause(1000);
    if (found.length === 0) await fetch(issues, create);
  };
  await interleaving.run([naive, naive, naive]);
  return {
    open: github.state.issues.size,
    order: github.exchanges.map(({ request }) => request.method).join(' '),
  };
}

describe('interleavings', () => {
  it('find the race of a naive client, differ by seed and repeat by seed', async () => {
    const seeds = Array.from({ length: 60 }, (_, index) => index);
    const ends = await Promise.all(seeds.map(makeOnce));
    expect(new Set(ends.map(({ open }) => open))).toEqual(new Set([1, 2, 3]));
    expect(new Set(ends.map(({ order }) => order)).size).toBeGreaterThan(3);
    expect(await Promise.all(seeds.map(makeOnce))).toEqual(ends);
  });

  it('names the seed when runs wait for nothing', async () => {
    const interleaving = createInterleaving(7);
    await expect(interleaving.run([() => new Promise(() => undefined)])).rejects.toThrow('Seed 7');
  });

  it('choose within bounds and evenly', () => {
    const choose = seededChoice(1);
    const counts = [0, 0, 0];
    for (let count = 0; count < 3000; count++) {
      const chosen = choose(3);
      counts[chosen] = (counts[chosen] ?? 0) + 1;
    }
    expect(counts.every((count) => count > 850 && count < 1150)).toBe(true);
  });
});
