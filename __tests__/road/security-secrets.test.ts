/** Secrets and ids in every run: in a mask and nowhere else, and no output is lost over them. */
import { describe, expect, test } from 'vitest';
import type { ActionOptions, ActionResult } from '../../simulator/action.ts';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { demoFleet } from '../../simulator/demo-fleet.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import { clouds, simClientId, usualIdentity, type World } from '../../simulator/world.ts';
import { check, commandFile, fileOf, type Inputs, inWorld, type RoadOptions } from './start.ts';

const fleet = demoFleet(new Date());
const githubToken = 'ghs_Canary0fTheJobsOwnToken0123456789abcd';
const clientSecret = 'Q~8canary.secret-of-the-application_42';
const login = 'github-actions[bot]';
const github = { tokens: [{ token: githubToken, kind: 'actions', login, issues: 'write' }] } as const;
const reading = { tokens: [{ token: githubToken, kind: 'actions', login, issues: 'read' }] } as const;
const { arm, authority } = clouds.AzureCloud;
const identities = [{ ...usualIdentity(fleet), secret: clientSecret }];

/** Each secret that this world gave out or was told, by kind. */
function secretsOf(world: World): ReadonlyMap<string, string> {
  const found = new Map([
    ['GitHub token', githubToken],
    ['client secret', clientSecret],
  ]);
  for (const { request, response } of world.network.exchanges) {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
    const { value, access_token: access } = (response.body ?? {}) as Record<string, unknown>;
    if (request.host === oidcHost && bearer !== undefined) found.set('request token', bearer);
    if (request.host === oidcHost && typeof value === 'string') found.set('assertion', value);
    if (request.host === arm && bearer !== undefined) found.set('access token', bearer);
    if (typeof access === 'string') found.set('access token of Entra', access);
  }
  return found;
}

const kinds = [
  'GitHub token',
  'access token',
  'access token of Entra',
  'assertion',
  'client secret',
  'request token',
];

/** As it is, in pieces that say something by themselves, and as a header or address would hold it. */
function formsOf(secret: string): readonly string[] {
  const pieces = secret.split('.').filter((piece) => piece.length >= 24);
  return [
    ...new Set([
      secret,
      ...pieces,
      Buffer.from(secret).toString('base64').slice(0, -4),
      encodeURIComponent(secret),
    ]),
  ];
}

const ids = {
  'tenant id': simTenantId,
  'client id': simClientId,
  ...Object.fromEntries(fleet.subscriptions.map(({ id, name }) => [name, id])),
};

function placesOf(world: World, result: ActionResult): Readonly<Record<string, string>> {
  const issues = [...world.github.state.issues.values()];
  const unmasked = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return {
    log: unmasked.join('\n'),
    'standard error': result.stderr,
    summary: commandFile(result, 'GITHUB_STEP_SUMMARY'),
    outputs: commandFile(result, 'GITHUB_OUTPUT'),
    'report file': fileOf(result, 'report-file'),
    'plan file': fileOf(result, 'plan-file'),
    issues: JSON.stringify(
      issues.map(({ title, body, comments }) => [title, body, comments.map((one) => one.body)]),
    ),
  };
}

function complain(world: World, result: ActionResult): readonly string[] {
  const hidden = [...secretsOf(world)].flatMap(([kind, secret]) =>
    formsOf(secret).map((form) => [kind, form] as const),
  );
  return Object.entries(placesOf(world, result)).flatMap(([place, text]) =>
    [...hidden, ...Object.entries(ids)].flatMap(([kind, form]) => {
      const at = text.indexOf(form);
      return at < 0 ? [] : [`${kind} in ${place}: ${text.slice(Math.max(0, at - 100), at + 60)}`];
    }),
  );
}

interface Case {
  readonly name: string;
  readonly world?: Partial<RoadOptions>;
  readonly inputs?: Inputs;
  readonly run?: Partial<ActionOptions>;
  readonly exit: number;
}

const error = (status: number, code: string, message = code) => ({
  status,
  body: { error: { code, message } },
});
const meet = (match: FaultRule['match'], response: FaultRule['response'], nth?: number): FaultRule => ({
  match,
  kind: 'before',
  ...(response === undefined ? {} : { response }),
  ...(nth === undefined ? {} : { nth }),
});
const onClusters = { host: arm, path: /managedClusters$/ };
const cases: readonly Case[] = [
  { name: 'all well', exit: 0 },
  {
    name: 'a client secret',
    inputs: { auth: 'secret' },
    run: { env: { AZURE_CLIENT_SECRET: clientSecret } },
    exit: 0,
  },
  {
    name: 'a wrong client secret',
    inputs: { auth: 'secret' },
    run: { env: { AZURE_CLIENT_SECRET: clientSecret } },
    world: { identities: [{ ...usualIdentity(fleet), secret: 'another' }] },
    exit: 1,
  },
  {
    name: 'a refused federation',
    world: { identities: [{ ...usualIdentity(fleet), federatedCredentials: [] }] },
    exit: 1,
  },
  {
    name: 'a tenant that is not there',
    inputs: { 'tenant-id': '99999999-9999-4999-8999-999999999999' },
    exit: 1,
  },
  {
    name: 'a refused OIDC token',
    world: { faults: [meet({ host: oidcHost }, error(401, 'Unauthorized'))] },
    exit: 1,
  },
  { name: 'a broken OIDC connection', world: { faults: [meet({ host: oidcHost }, undefined, 1)] }, exit: 0 },
  {
    name: 'Entra’s gateway',
    world: { faults: [meet({ host: authority }, { status: 400, body: '<html>no</html>' })] },
    exit: 1,
  },
  {
    name: 'an expired access token',
    world: { faults: [meet({ host: arm }, error(401, 'ExpiredAuthenticationToken'), 3)] },
    exit: 0,
  },
  {
    name: 'no right at all',
    world: { faults: [meet(onClusters, error(403, 'AuthorizationFailed'))] },
    exit: 1,
  },
  {
    name: 'a subscription that is gone',
    inputs: { 'subscription-id': `${fleet.subscriptions[0]?.id},99999999-9999-4999-8999-999999999999` },
    exit: 0,
  },
  {
    name: 'no answer about pools',
    world: { faults: [meet({ host: arm, path: /agentPools/ }, error(410, 'Gone'))] },
    exit: 0,
  },
  { name: 'a link that leads away', world: { nextLinkHost: 'elsewhere.example' }, exit: 0 },
  { name: 'a token that may not write', world: { github: reading }, exit: 1 },
  {
    name: 'GitHub down',
    world: { faults: [meet({ host: 'api.github.com' }, { status: 404, body: { message: 'Not Found' } })] },
    exit: 1,
  },
];

const debugged = [
  'all well',
  'a wrong client secret',
  'a refused federation',
  'no right at all',
  'GitHub down',
];
const runs = [
  ...cases.map((one) => ({ ...one, debug: false })),
  ...cases.filter(({ name }) => debugged.includes(name)).map((one) => ({ ...one, debug: true })),
];

describe('no secret and no id, but in a mask', () => {
  test.concurrent.each(runs.map((one) => [one.name, one.debug ? ' with debugging on' : '', one] as const))(
    '%s%s',
    async (name, _, { world, inputs, run, exit, debug }) => {
      await inWorld({ fleet, github, identities, ...world }, async (open) => {
        const result = await check(open, { 'report-to': 'issue', ...inputs }, { githubToken, debug, ...run });
        expect([result.exitCode, complain(open, result)]).toEqual([exit, []]);
        const known = secretsOf(open);
        if (name === 'all well') expect([...known.keys()].toSorted()).toEqual(kinds);
        const masked = result.commands.filter((one) => one.name === 'add-mask').map(({ text }) => text);
        const issued = [...known].filter(([kind]) => /assertion|access|GitHub/.test(kind));
        expect(issued.filter(([, secret]) => !masked.includes(secret)).map(([kind]) => kind)).toEqual([]);
      });
    },
  );
});
