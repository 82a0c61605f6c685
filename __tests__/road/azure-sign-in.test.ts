/** Signing in by OIDC: the right hosts and words in each cloud, and each refusal with what to do about it. */
import { describe, expect, test } from 'vitest';
import { actionsIssuer, oidcHost, subjectOf, usualRun } from '../../simulator/actions-oidc.ts';
import type { SimIdentity } from '../../simulator/azure-access.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import { clouds, type SimCloud, simClientId } from '../../simulator/world.ts';
import { fleet, identityWith, signIn } from './azure-sign-in.ts';
import { check, codeOf, complainOfEnding, errorOf, type Inputs, inWorld } from './start.ts';

describe('OIDC', () => {
  test.concurrent.each<[keyof typeof clouds, string, string]>([
    ['AzureCloud', 'login.microsoftonline.com', 'https://management.azure.com/.default'],
    ['AzureUSGovernment', 'login.microsoftonline.us', 'https://management.usgovcloudapi.net/.default'],
    // Where MSAL sends every sign-in of this cloud, whatever alias it is given.
    ['AzureChinaCloud', 'login.partner.microsoftonline.cn', 'https://management.chinacloudapi.cn/.default'],
  ])('in %s has its hosts, scope and audience', async (name, authority, scope) => {
    const cloud: SimCloud = { ...clouds[name], authority };
    const { exit, tokens, world } = await signIn({ cloud }, { 'azure-cloud': name, auth: 'oidc' });
    expect(exit).toBe(0);
    expect(tokens).toMatchObject([
      {
        url: `https://${cloud.authority}/${simTenantId}/oauth2/v2.0/token`,
        scope: expect.stringContaining(scope),
        client_id: simClientId,
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      },
    ]);
    const asked = world.network.exchanges.find(({ request }) => request.host === oidcHost)?.request;
    expect(asked?.query.get('audience')).toBe(cloud.federationAudience);
    const hosts = new Set(world.network.exchanges.map(({ request }) => request.host));
    expect([...hosts].toSorted()).toEqual([cloud.arm, cloud.authority, oidcHost].toSorted());
  });

  test.concurrent('in a cloud of one’s own asks its hosts alone', async () => {
    const cloud: SimCloud = {
      authority: 'login.private.example.test',
      arm: 'management.private.example.test',
      audiences: [],
      federationAudience: 'api://OurExchange',
    };
    const { exit, tokens } = await signIn(
      { cloud },
      {
        'authority-host': `https://${cloud.authority}`,
        'resource-manager-endpoint': `https://${cloud.arm}/`,
        audience: cloud.federationAudience,
      },
    );
    expect([exit, tokens.length]).toEqual([0, 1]);
    expect(tokens[0]?.['scope']).toContain(`https://${cloud.arm}/.default`);
  });

  test.concurrent('with subjects by id, and of an environment', async () => {
    for (const run of [{ immutableSubject: true }, { environment: 'production' }]) {
      expect((await signIn({ run })).exit).toBe(0);
    }
  });

  test.concurrent('a token that Resource Manager no longer takes is renewed once', async () => {
    const first = { match: { host: clouds.AzureCloud.arm }, nth: 1, kind: 'before' } as const;
    const response = {
      status: 401,
      body: { error: { code: 'ExpiredAuthenticationToken', message: 'Expired.' } },
    };
    const { exit, tokens } = await signIn({ faults: [{ ...first, response }] });
    expect([exit, tokens.length]).toEqual([0, 2]);
  });

  test.concurrent.each<[string, Inputs, readonly string[]]>([
    ['oidc', { auth: 'oidc' }, ['AKSU-OIDC', 'id-token: write']],
    ['auto', { auth: 'auto' }, ['AKSU-SIGN-IN', 'id-token: write']],
  ])('without the permission, %s names the line to add', async (_, inputs, [code, line]) => {
    const told = await signIn({}, inputs, { idToken: false });
    expect([told.exit, told.code, told.tokens.length]).toEqual([1, code, 0]);
    expect(told.error).toContain(line);
  });
});

describe('a refused federation', () => {
  const told = {
    subject: subjectOf(usualRun),
    issuer: actionsIssuer,
    audience: 'api://AzureADTokenExchange',
  };

  test.concurrent.each<[string, SimIdentity, Inputs, string]>([
    [
      'of another subject',
      identityWith({ subject: 'repo:contoso/platform:ref:refs/heads/release' }),
      {},
      told.audience,
    ],
    [
      'of the same subject in other letters',
      identityWith({ subject: told.subject.replace('contoso', 'Contoso') }),
      {},
      told.audience,
    ],
    ['of another issuer', identityWith({ issuer: 'https://token.example.test' }), {}, told.audience],
    ['of another audience', identityWith({ audience: 'api://Other' }), {}, told.audience],
    ['with an audience of the workflow’s', identityWith({}), { audience: 'api://Ours' }, 'api://Ours'],
    ['without any credential', identityWith({}, { federatedCredentials: [] }), {}, told.audience],
  ])('%s prints subject, issuer, audience and the command', async (_, identity, inputs, audience) => {
    const { exit, code, error, result } = await signIn({ identities: [identity] }, inputs);
    expect([exit, code]).toEqual([1, 'AKSU-FEDERATION']);
    for (const text of [told.subject, told.issuer, audience]) expect(error).toContain(text);
    const json =
      /az ad app federated-credential create --id "\$AZURE_CLIENT_ID" --parameters '(\{.*\})'/.exec(
        error,
      )?.[1];
    expect(JSON.parse(json ?? '{}')).toMatchObject({
      issuer: told.issuer,
      subject: told.subject,
      audiences: [audience],
    });
    expect(result.summary).toContain('AKSU-FEDERATION');
  });

  test.concurrent('is mended by what it prints', async () => {
    await inWorld({ fleet, identities: [identityWith({}, { federatedCredentials: [] })] }, async (world) => {
      const error = errorOf(await check(world));
      const printed = JSON.parse(/--parameters '(\{.*\})'/.exec(error)?.[1] ?? '{}') as {
        issuer: string;
        subject: string;
        audiences: [string];
      };
      const credential = {
        name: 'printed',
        issuer: printed.issuer,
        subject: printed.subject,
        audience: printed.audiences[0],
      };
      world.identities = [identityWith({}, { federatedCredentials: [credential] })];
      expect((await check(world)).exitCode).toBe(0);
    });
  });
});

describe('other refusals', () => {
  const other = '99999999-9999-4999-8999-999999999999';

  test.concurrent.each<[string, Inputs, string]>([
    ['a tenant that is not there', { 'tenant-id': other }, 'tenant-id'],
    ['a client that is not there', { 'client-id': other }, 'client-id'],
  ])('%s names the input', async (_, inputs, input) => {
    const told = await signIn({}, inputs);
    expect([told.exit, told.code]).toEqual([1, 'AKSU-SIGN-IN']);
    expect(told.error).toContain(`\`${input}\``);
  });

  test.concurrent('an assertion out of its time says so', async () => {
    let late = 0;
    const clock = () => Date.now() + late;
    await inWorld({ fleet, clock }, async (world) => {
      expect((await check(world)).exitCode).toBe(0);
      const minted = world.network.exchanges.find(({ request }) => request.host === oidcHost)?.response;
      if (minted === undefined) throw new Error('no token was minted');
      late = 600_000;
      world.network.faults.push({ match: { host: oidcHost }, kind: 'before', response: minted });
      const result = await check(world);
      expect(complainOfEnding(world, result)).toEqual([]);
      expect([result.exitCode, codeOf(result)]).toEqual([1, 'AKSU-SIGN-IN']);
      expect(errorOf(result)).toMatch(/AADSTS700024.*too old/s);
    });
  });
});
