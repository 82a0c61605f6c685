/** Row 14 below a pull request: github.com, ghe.com and GitHub Enterprise Server. */
import { afterAll, describe, expect, test } from 'vitest';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { docsBase } from '../../src/report/links.ts';
import { isReleaseLink } from '../oracles/release-links.ts';
import { issueOf, requestsOf, tellManners } from './github-desk.ts';
import {
  atPullRequests,
  commentOlder,
  liveOnes,
  moveTo,
  person,
  propose,
  tellPull,
  told,
  urlOf,
  verdictsOf,
} from './pulls-comment-desk.ts';

tellManners('comment, hosts');

const places = [
  {
    name: 'github.com',
    serverUrl: 'https://github.com',
    apiUrl: 'https://api.github.com',
    root: '/repos/contoso/platform',
    graphql: '/graphql',
  },
  {
    name: 'ghe.com',
    serverUrl: 'https://octo.ghe.com',
    apiUrl: 'https://api.octo.ghe.com',
    root: '/repos/contoso/platform',
    graphql: '/graphql',
  },
  {
    name: 'GitHub Enterprise Server',
    serverUrl: 'https://ghes.example.test',
    apiUrl: 'https://ghes.example.test/api/v3',
    root: '/api/v3/repos/contoso/platform',
    graphql: '/api/graphql',
  },
] as const;

describe.concurrent('row 14: each base URL', () => {
  const seen: string[] = [];
  afterAll(() => console.log(`row 14: ${seen.join('; ')}; 0 requests to any other host`));

  test.each(places)('$name', async ({ name, serverUrl, apiUrl, root, graphql }) => {
    const run = { eventName: 'pull_request', serverUrl, apiUrl };
    await atPullRequests({ run }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      // More pages than one: what GitHub links to is asked at the same host.
      world.github.seedComments(issueOf(world, number), 150);
      commentOlder(world, number);
      const first = await tellPull(world, number);
      const [comment] = liveOnes(world, number);
      expect(first.outputs).toMatchObject({ operation: 'updated', 'comment-url': urlOf(world, comment) });
      expect(first.outputs['comment-url']).toContain(`${serverUrl}/contoso/platform/pull/${number}#issue`);
      const links = [...new Set(told(world, number).match(/https?:\/\/[^\s)>"]+/g) ?? [])];
      expect(links.filter((link) => !link.startsWith(docsBase) && !isReleaseLink(link)).toSorted()).toEqual([
        `${serverUrl}/contoso/platform/actions/runs/19500000001`,
        `${serverUrl}/contoso/platform/blob/refs/pull/${number}/merge/infra/behind.tfvars#L2`,
      ]);
      expect((await tellPull(world, number)).outputs['operation']).toBe('unchanged');
      world.github.people.push('topic', person, moveTo('1.37.0'));
      expect((await tellPull(world, number)).outputs['operation']).toBe('updated');
      expect(verdictsOf(told(world, number))).toEqual({ 'infra/behind.tfvars:2': 'impossible 1.37.0' });
      const api = new URL(apiUrl).host;
      const hosts = new Set(world.network.exchanges.map(({ request }) => request.host));
      expect([...hosts].sort()).toEqual([api, oidcHost, world.cloud.arm, world.cloud.authority].sort());
      const paths = [...new Set(requestsOf(world).map(({ request }) => request.path))];
      expect(paths.filter((path) => path !== graphql && !path.startsWith(root))).toEqual([]);
      expect(paths.some((path) => path.startsWith(`${root}/contents/`))).toBe(true);
      seen.push(`${name} ${requestsOf(world).length} requests`);
    });
  });

  test('where GraphQL is not served', async () => {
    const { serverUrl, apiUrl } = places[2];
    const run = { eventName: 'pull_request', serverUrl, apiUrl };
    await atPullRequests({ run, github: { quirks: { 'graphql-served': false } } }, async (world) => {
      const number = propose(world, moveTo('1.36.2'));
      expect((await tellPull(world, number)).outputs['operation']).toBe('created');
      expect((await tellPull(world, number)).outputs['operation']).toBe('unchanged');
    });
  });
});
