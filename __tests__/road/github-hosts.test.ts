/** Row 14: github.com, ghe.com and GitHub Enterprise Server. The hosts are the runner's, never ours. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { docsBase } from '../../src/report/links.ts';
import { isReleaseLink } from '../oracles/release-links.ts';
import { atGitHub, bot, fleets, issueOf, requestsOf, tell, tellManners } from './github-desk.ts';

tellManners('hosts');

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

describe.concurrent('row 14: the whole life under each base URL', () => {
  const told: string[] = [];
  afterAll(() => console.log(`row 14: ${told.join('; ')}; 0 requests to any other host`));

  test.each(places)('$name', async ({ name, serverUrl, apiUrl, root, graphql }) => {
    await atGitHub({ run: { serverUrl, apiUrl } }, async (world) => {
      const operations: (string | undefined)[] = [];
      const check = async (): Promise<void> => {
        const result = await tell(world);
        expect(result.exitCode).toBe(0);
        operations.push(result.outputs['operation']);
        if (operations.at(-1) !== 'none') {
          expect(result.outputs['issue-url']).toBe(`${serverUrl}/contoso/platform/issues/1`);
        }
        const issue = result.outputs['issue-url'];
        expect(
          linksOf(result.summary).filter((link) => !link.startsWith(docsBase) && !isReleaseLink(link)),
        ).toEqual([`${serverUrl}/contoso/platform/actions/runs/19500000001`, ...(issue ? [issue] : [])]);
      };
      await check();
      expect(issueOf(world).author).toBe(bot);
      const links = linksOf(issueOf(world).body ?? '');
      expect(links.filter((link) => !link.startsWith(docsBase) && !isReleaseLink(link))).toEqual([
        `${serverUrl}/contoso/platform/actions/runs/19500000001`,
      ]);
      await check();
      world.fleet = fleets.further();
      await check();
      world.fleet = fleets.healthy();
      await check();
      expect(operations).toEqual(['created', 'unchanged', 'updated', 'closed']);
      // More pages than one: what GitHub links to is asked at the same host.
      world.fleet = fleets.behind();
      world.github.seedIssues(120, { each: () => ({ labels: ['aks-upgrade'] }) });
      await check();
      expect(operations.at(-1)).toBe('reopened');
      const api = new URL(apiUrl).host;
      const hosts = new Set(world.network.exchanges.map(({ request }) => request.host));
      expect([...hosts].sort()).toEqual([api, oidcHost, world.cloud.arm, world.cloud.authority].sort());
      expect(world.network.refused).toEqual([]);
      const paths = [...new Set(requestsOf(world).map(({ request }) => request.path))];
      expect(paths.filter((path) => path !== graphql && !path.startsWith(root))).toEqual([]);
      expect(paths).toContain(graphql);
      told.push(`${name} ${requestsOf(world).length} requests`);
    });
  });

  test.each(places.slice(1))('$name, where GraphQL is not served', async ({ serverUrl, apiUrl }) => {
    const github = { quirks: { 'graphql-served': false } };
    await atGitHub({ run: { serverUrl, apiUrl }, github }, async (world) => {
      expect((await tell(world)).outputs['operation']).toBe('created');
      expect((await tell(world)).outputs['operation']).toBe('unchanged');
      const asked = requestsOf(world).filter(({ request }) => /\/user$/.test(request.path));
      expect(asked.map(({ response }) => response.status)).toEqual([403, 403]);
    });
  });
});

function linksOf(markdown: string): readonly string[] {
  return [...new Set(markdown.match(/https?:\/\/[^\s)>"]+/g) ?? [])];
}

/** Sources of release data are on github.com, whatever GitHub the job runs on (contract §1). */
const ofReleases = [
  'releases/',
  'inputs/release-inputs.ts',
  'report/sections/image-pairs.ts',
  'report/sections/release-notes.ts',
];

/** Where people read on: our own documentation, and no host that anything is sent to. */
const documented = [
  { file: 'report/links.ts', line: `export const docsBase = '${docsBase}';` },
  {
    file: 'report/links.ts',
    line: expect.stringMatching(/replace\(tracedUrl, 'https:\/\/redirect\.github\.com/),
  },
];

test('no source names a host of GitHub but for the links to our own pages and the sources of release data', () => {
  const root = fileURLToPath(new URL('../../src/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const named = files
    .flatMap((file) =>
      readFileSync(`${root}${file}`, 'utf8')
        .split('\n')
        .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
        .filter((line) => /github\.com|githubusercontent|ghe\.com|api\.github/i.test(line))
        .map((line) => ({ file, line: line.trim() })),
    )
    .filter(({ file }) => !ofReleases.some((place) => file.startsWith(place)));
  console.log(`row 14: ${files.length} source files, ${named.length} line naming a host of GitHub: our docs`);
  expect(files.length).toBeGreaterThan(80);
  expect(named).toHaveLength(documented.length);
  expect(named).toEqual(expect.arrayContaining(documented));
});
