/** Whose token goes to whom for release data, on each GitHub there is. */
import { describe, expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/faults.ts';
import { enterpriseRefusal } from '../../simulator/release-answers.ts';
import { githubComToken } from '../../simulator/release-sources.ts';
import type { World } from '../../simulator/world.ts';
import { atGitHub, tell } from './github-desk.ts';
import { releaseFleet, sectionOf, sentToSources, troublesOf } from './releases-desk.ts';

const elsewhere = [
  { name: 'ghe.com', serverUrl: 'https://octo.ghe.com', apiUrl: 'https://api.octo.ghe.com' },
  { name: 'GHES', serverUrl: 'https://ghes.example.test', apiUrl: 'https://ghes.example.test/api/v3' },
];
const fleet = releaseFleet(new Date());
const comToken = githubComToken.token;

/** Hosts that a token was sent to, wherever in a request it stood. */
function hostsOf(world: World, token: string): readonly string[] {
  const found = world.network.exchanges.filter(({ request: { headers, path, query, body } }) =>
    [JSON.stringify(headers), path, query.toString(), body].some((part) => part.includes(token)),
  );
  return [...new Set(found.map(({ request }) => request.host))].toSorted();
}

/** Tokens that were sent to the hosts of the sources, as they were sent. */
const authorizationsOf = (world: World): readonly string[] => [
  ...new Set(sentToSources(world).flatMap(({ request }) => request.headers['authorization'] ?? [])),
];

/** What was sent to the hosts that take no token at all. */
function expectBare(world: World): void {
  const bare = sentToSources(world).filter(({ request }) => request.host !== 'api.github.com');
  expect(
    bare.filter(({ request }) => /authorization|cookie/i.test(Object.keys(request.headers).join())),
  ).toEqual([]);
}

describe('on github.com', () => {
  test("the job's token goes to the API alone", async () => {
    await atGitHub({ fleet, releases: true }, async (world) => {
      const result = await tell(world, {}, { debug: true });
      const token = [...world.github.state.tokens.keys()].at(-1) ?? '';
      expect(token).toMatch(/^ghs_job_/);
      expect(hostsOf(world, token)).toEqual(['api.github.com']);
      expect(world.releases?.counts()).toMatchObject({ calendar: 1, 'release-notes': 1, cves: 2 });
      const asked =
        world.releases?.exchanges.filter(({ request }) => request.host === 'api.github.com') ?? [];
      expect(new Set(asked.map(({ request }) => request.headers['authorization']))).toEqual(
        new Set([`Bearer ${token}`]),
      );
      expectBare(world);
      expect(result.log).not.toContain(token);
      expect(troublesOf(result.summary)).toEqual([]);
    });
  });

  const refusals = [401, 403].map((status) => ({ ...enterpriseRefusal, status }));
  test.each(refusals)('a token that is refused with $status is done without', async (response) => {
    const refusing: FaultRule = {
      match: {
        host: 'api.github.com',
        when: ({ headers, path }) =>
          headers['authorization'] !== undefined && /^\/repos\/(?:Azure|MicrosoftDocs)\//.test(path),
      },
      kind: 'before',
      response,
    };
    await atGitHub({ fleet, releases: true, faults: [refusing] }, async (world) => {
      const result = await tell(world);
      expect(result.outputs['operation']).toBe('created');
      expect(troublesOf(result.summary)).toEqual([]);
      expect(sectionOf(result.summary, 'What the new node images bring')).toMatch(/^\| Kernel \| `/m);
      expect(
        world.network.exchanges.some(({ request }) => request.host === 'raw.githubusercontent.com'),
      ).toBe(true);
      expectBare(world);
    });
  });
});

describe.each(elsewhere)('on $name', ({ serverUrl, apiUrl }) => {
  const api = new URL(apiUrl).host;
  const options = { fleet, run: { serverUrl, apiUrl }, releases: {} };

  test('nobody is asked without a token of github.com, and the report says so', async () => {
    await atGitHub(options, async (world) => {
      const result = await tell(world);
      expect(result.outputs['operation']).toBe('created');
      expect(sentToSources(world)).toEqual([]);
      expect(troublesOf(result.summary)).toEqual([
        expect.stringMatching(
          /^support calendar: the one inside the action, of \d.*this is not github\.com.*github-com-token/,
        ),
      ]);
      expect(sectionOf(result.summary, 'Time left')).toContain('Kubernetes 1.34: standard support end');
    });
  });

  test('with one, that one alone goes to its API, and nothing else there', async () => {
    await atGitHub(options, async (world) => {
      const result = await tell(world, { 'github-com-token': comToken }, { debug: true });
      const own = [...world.github.state.tokens.keys()].at(-1) ?? '';
      expect(result.outputs['operation']).toBe('created');
      expect(troublesOf(result.summary)).toEqual([]);
      expect(authorizationsOf(world)).toEqual([`Bearer ${comToken}`]);
      expect(hostsOf(world, comToken)).toEqual(['api.github.com']);
      expect(hostsOf(world, own)).toEqual([api]);
      expectBare(world);
      expect(result.masks).toContain(comToken);
      expect(result.stdout.replaceAll(`::add-mask::${comToken}`, '')).not.toContain(comToken);
      const texts = [...world.github.state.issues.values()].map(({ body }) => body).join('\n');
      expect(`${texts}${result.summary}`).not.toContain(comToken);
    });
  });
});

test('a token of github.com that its enterprise refuses is done without, and never replaced by our own', async () => {
  const [, ghes] = elsewhere;
  const releases = { quirks: { 'enterprise-refuses-personal-tokens': true } };
  const { serverUrl = '', apiUrl = '' } = ghes ?? {};
  await atGitHub({ fleet, run: { serverUrl, apiUrl }, releases }, async (world) => {
    const result = await tell(world, { 'github-com-token': comToken });
    const own = [...world.github.state.tokens.keys()].at(-1) ?? '';
    expect(troublesOf(result.summary)).toEqual([]);
    expect(hostsOf(world, own)).toEqual(['ghes.example.test']);
    expect(hostsOf(world, comToken)).toEqual(['api.github.com']);
    expectBare(world);
  });
});
