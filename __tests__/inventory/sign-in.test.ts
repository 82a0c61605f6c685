import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { SignIn } from '../../src/inputs/inputs.ts';
import { chooseMethod, createCredential } from '../../src/inventory/azure-credential.ts';
import { cloudEndpoints } from '../../src/inventory/cloud-endpoints.ts';
import { mintToken, readClaims } from '../../src/inventory/runner-oidc.ts';
import { explainSignIn, federatedCredentialCommand } from '../../src/inventory/sign-in-errors.ts';
import { type FakeAnswer, FakeArm, recordingLog } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const tenantId = '44444444-4444-4444-8444-444444444444';
const clientId = '55555555-5555-4555-8555-555555555555';
const byOidc: SignIn = { method: 'auto', tenantId, clientId, cloud: 'AzureCloud' };
const endpointEnv = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example/token',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
};
const claims = {
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:octo/infra:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
};

function jwt(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part({ exp: 1_800_000_000, iss: claims.issuer, sub: claims.subject, aud: claims.audience, ...payload })}.c2ln`;
}

/** Entra in the process: answers the token endpoint, and its directory of endpoints. */
function anEntra(token: (times: number) => FakeAnswer) {
  const clock = new VirtualClock();
  const log = recordingLog(clock);
  const minted: string[] = [];
  let asked = 0;
  const entra = new FakeArm(clock, ({ method, url }) => {
    const authority = `${url.origin}/${tenantId}`;
    if (method === 'GET' && url.pathname.endsWith('/openid-configuration')) {
      return {
        body: {
          issuer: `${authority}/v2.0`,
          authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
          token_endpoint: `${authority}/oauth2/v2.0/token`,
          jwks_uri: `${authority}/keys`,
        },
      };
    }
    asked += 1;
    return token(asked);
  });
  const requestToken = async (audience: string) => {
    minted.push(jwt({ aud: audience, jti: `${minted.length}` }));
    return minted.at(-1) ?? '';
  };
  const ports = { clock, log, env: endpointEnv, httpClient: entra, requestToken };
  const signIn = async (given: SignIn, more: object = {}) => {
    const endpoints = cloudEndpoints(given);
    const credential = await createCredential(given, endpoints, { ...ports, ...more });
    return clock.run(credential.getToken(endpoints.scope));
  };
  return { entra, signIn, log, minted, clock };
}

const granted: FakeAnswer = {
  body: { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: 'an-access-token' },
};
const refused = (code: number, text = 'said so.'): FakeAnswer => ({
  status: 401,
  body: {
    error: 'invalid_client',
    error_description: `AADSTS${code}: ${text} Trace ID: 66666666-6666-4666-8666-666666666666 Correlation ID: 77777777-7777-4777-8777-777777777777 Timestamp: 2026-11-22 06:00:00Z`,
    error_codes: [code],
  },
});

describe('the chain is explicit', () => {
  const named = { tenantId, clientId };
  const secret = { AZURE_CLIENT_SECRET: 's3cret' };
  test.each<[string, Partial<SignIn>, Record<string, string>, string]>([
    ['ids and endpoint', named, endpointEnv, 'oidc'],
    ['ids, endpoint and secret', named, { ...endpointEnv, ...secret }, 'oidc'],
    ['ids and secret', named, secret, 'secret'],
    ['ids alone', named, {}, 'azure-cli'],
    ['endpoint without ids', {}, endpointEnv, 'azure-cli'],
    ['half an endpoint', named, { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example' }, 'azure-cli'],
    ['secret without ids', { clientId }, secret, 'azure-cli'],
    ['nothing', {}, {}, 'azure-cli'],
    ['asked for', { ...named, method: 'managed-identity' }, endpointEnv, 'managed-identity'],
  ])('%s', (_, given, env, method) => {
    expect(chooseMethod({ method: 'auto', cloud: 'AzureCloud', ...given }, env)).toBe(method);
  });
});

describe('OIDC', () => {
  test('one fresh assertion a sign-in, and another when it is a minute old', async () => {
    const { signIn, minted, log, clock, entra } = anEntra(() => granted);
    expect(await signIn(byOidc)).toMatchObject({ token: 'an-access-token' });
    expect(minted).toHaveLength(1);
    expect(entra.asked.map(({ url }) => url.origin)).toEqual(['https://login.microsoftonline.com']);
    expect(new URLSearchParams(entra.asked[0]?.body).get('client_assertion')).toBe(minted[0]);
    await clock.run(clock.pause(61_000));
    await signIn(byOidc);
    expect(minted).toHaveLength(2);
    // Whatever is secret is masked, and told nowhere else.
    const masked = log.told.filter(({ kind }) => kind === 'mask').map(({ text }) => text);
    expect(masked).toEqual(expect.arrayContaining(['an-access-token', ...minted]));
    expect(log.told.filter(({ kind }) => kind !== 'mask')).toEqual([]);
  });

  test.each<[Partial<SignIn>, string, string, string]>([
    [
      {},
      'https://login.microsoftonline.com',
      'https://management.azure.com/.default',
      'api://AzureADTokenExchange',
    ],
    [
      { cloud: 'AzureUSGovernment' },
      'https://login.microsoftonline.us',
      'https://management.usgovcloudapi.net/.default',
      'api://AzureADTokenExchangeUSGov',
    ],
    [
      { cloud: 'AzureChinaCloud' },
      'https://login.partner.microsoftonline.cn',
      'https://management.chinacloudapi.cn/.default',
      'api://AzureADTokenExchangeChina',
    ],
    [
      {
        authorityHost: 'https://login.example.test',
        resourceManagerEndpoint: 'https://arm.example.test',
        audience: 'api://own',
      },
      'https://login.example.test',
      'https://arm.example.test/.default',
      'api://own',
    ],
  ])(
    '%j: its own authority, scope and audience, and no other host',
    async (given, authority, scope, audience) => {
      const { signIn, entra, minted } = anEntra(() => granted);
      await signIn({ ...byOidc, ...given });
      expect(new Set(entra.asked.map(({ url }) => url.origin))).toEqual(new Set([authority]));
      const form = new URLSearchParams(entra.asked.find(({ method }) => method === 'POST')?.body);
      expect(form.get('scope')?.split(' ')).toContain(scope);
      expect(readClaims(minted[0] ?? '')?.audience).toBe(audience);
    },
  );

  test('no endpoint: the failure names the permission', async () => {
    const { signIn } = anEntra(() => granted);
    const failure = await signIn({ ...byOidc, method: 'oidc' }, { env: {} }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'AKSU-OIDC', next: expect.stringContaining('id-token: write') });
  });

  test.each([
    [{ method: 'oidc', cloud: 'AzureCloud', tenantId } as const, '`client-id`'],
    [{ method: 'secret', cloud: 'AzureCloud' } as const, '`tenant-id` and `client-id`'],
  ])('%j: what is missing is named', async (given, names) => {
    const { signIn } = anEntra(() => granted);
    await expect(signIn(given)).rejects.toMatchObject({
      code: 'AKSU-SIGN-IN',
      next: `Add the input ${names}.`,
    });
  });
});

describe('refusals', () => {
  test.each([
    [70021, 'AKSU-FEDERATION', 'no federated credential fits'],
    [700211, 'AKSU-FEDERATION', 'issuer'],
    [700212, 'AKSU-FEDERATION', 'audience'],
    [700213, 'AKSU-FEDERATION', 'subject'],
    [7002138, 'AKSU-FEDERATION', 'upper and lower case'],
    [700016, 'AKSU-SIGN-IN', 'not in this tenant'],
    [700024, 'AKSU-SIGN-IN', 'not valid now'],
    [90002, 'AKSU-SIGN-IN', 'no such tenant'],
    [7000112, 'AKSU-SIGN-IN', 'disabled'],
    [53003, 'AKSU-SIGN-IN', 'Conditional Access'],
  ])('AADSTS%i is %s', async (code, expected, words) => {
    const { signIn, minted } = anEntra(() => refused(code, `Tenant ${tenantId}, application ${clientId}.`));
    const failure = await signIn(byOidc).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    const { message, next } = failure as Failure;
    expect(failure).toMatchObject({ code: expected });
    expect(message).toContain(`AADSTS${code}`);
    expect(message).toContain(words);
    for (const claim of Object.values(claims)) expect(message).toContain(claim);
    if (expected === 'AKSU-FEDERATION') expect(next).toBe(federatedCredentialCommand(claims));
    for (const secret of [tenantId, clientId, '66666666', ...minted])
      expect(`${message} ${next}`).not.toContain(secret);
  });

  test('a refusal that nobody has met yet is told without ids', async () => {
    const { signIn } = anEntra(() => refused(999999, `No luck for ${clientId}.`));
    const failure = await signIn(byOidc).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'AKSU-SIGN-IN',
      message: expect.stringContaining('AADSTS999999: No luck for ….'),
    });
    expect(String(failure)).not.toMatch(/Trace|[0-9a-f]{8}-[0-9a-f]{4}/);
  });

  test('Entra out of order: tried again, then its status is told', async () => {
    // The SDK waits by the machine's clock, so this test does too.
    const clock = { now: () => new Date(), pause: (milliseconds: number) => wait(milliseconds) };
    const entra = new FakeArm(
      clock,
      () => ({ status: 503, headers: { 'retry-after-ms': '1' }, body: {} }),
      () => 0,
    );
    const ports = {
      clock,
      log: recordingLog(clock),
      env: endpointEnv,
      httpClient: entra,
      requestToken: async () => jwt({}),
    };
    const endpoints = cloudEndpoints(byOidc);
    const credential = await createCredential(byOidc, endpoints, ports);
    const failure = await credential.getToken(endpoints.scope).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'AKSU-SIGN-IN',
      message: expect.stringContaining('Microsoft Entra answered 503'),
    });
    expect(entra.asked).toHaveLength(4);
  });

  test('a wrong secret', async () => {
    const { signIn, log } = anEntra(() => refused(7000215));
    const env = { AZURE_CLIENT_SECRET: 's3cret-value' };
    const failure = await signIn({ ...byOidc, method: 'secret' }, { env }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'AKSU-SIGN-IN',
      message: expect.stringContaining('client secret is wrong'),
    });
    expect(log.told).toMatchObject([{ kind: 'mask', text: 's3cret-value' }]);
  });

  test('the command survives a shell, whatever the subject holds', () => {
    const subject = `repo:o/r:ref:refs/heads/it's "$(x)"\``;
    const command = federatedCredentialCommand({ ...claims, subject });
    const [, quoted = ''] = /--parameters (.*)$/s.exec(command) ?? [];
    // What a POSIX shell makes of single quotes: literal text, and \' between them.
    const [literal, rest] = [
      quoted.replaceAll("'\\''", '\u0000').replaceAll("'", '').replaceAll('\u0000', "'"),
      quoted,
    ];
    expect(rest.startsWith("'") && rest.endsWith("'")).toBe(true);
    expect(JSON.parse(literal)).toEqual({
      name: 'aks-upgrade',
      issuer: claims.issuer,
      subject,
      audiences: [claims.audience],
    });
  });

  test('a failure of ours that an SDK wrapped comes out as it was', () => {
    const ours = new Failure('AKSU-OIDC', 'no token');
    expect(explainSignIn(new Error('wrapped', { cause: new Error('twice', { cause: ours }) }))).toBe(ours);
  });
});

describe("the runner's token", () => {
  const trouble = (status: number) =>
    new Error(
      `Error message: Failed to get ID Token. \n \n        Error Code : ${status}\n \n        Error Message: no`,
    );

  test.each([
    [[500, 503], 3, undefined],
    [[500, 500, 500], 3, 'AKSU-OIDC'],
    [[429], 2, undefined],
    [[403], 1, 'AKSU-OIDC'],
    [[404], 1, 'AKSU-OIDC'],
  ])('%j: asked %i times', async (statuses, times, code) => {
    const clock = new VirtualClock();
    const log = recordingLog(clock);
    let asked = 0;
    const requestToken = async () => {
      const status = statuses[asked];
      asked += 1;
      if (status !== undefined) throw trouble(status);
      return jwt({});
    };
    const outcome = await clock.run(
      mintToken('a', { clock, log, requestToken }).catch((error: unknown) => error),
    );
    expect(asked).toBe(times);
    if (code === undefined) expect(log.told).toMatchObject([{ kind: 'mask', text: outcome }]);
    else expect(outcome).toMatchObject({ code, next: expect.stringContaining('id-token: write') });
  });

  test.each(['', 'x', 'a.b.c', `a.${Buffer.from('[]').toString('base64url')}.c`, jwt({ sub: 3 })])(
    'no claims in %j',
    (token) => {
      expect(readClaims(token)).toBeUndefined();
    },
  );

  test('an immutable subject is read as it stands', () => {
    const subject = 'repo:octo@12345/infra@67890:environment:production';
    expect(readClaims(jwt({ sub: subject, aud: ['x', 'y'] }))).toEqual({
      issuer: claims.issuer,
      subject,
      audience: 'x',
    });
  });
});

describe('the session that azure/login left', () => {
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
  });

  function putAz(script: string): void {
    const folder = mkdtempSync(join(tmpdir(), 'az-'));
    writeFileSync(join(folder, 'az'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    process.env['PATH'] = `${folder}:/usr/bin:/bin`;
  }

  // The real az answers later than the virtual clock would wait for.
  const signIn = async () => {
    const clock = new VirtualClock();
    const log = recordingLog(clock);
    const given: SignIn = { method: 'auto', cloud: 'AzureCloud' };
    const credential = await createCredential(given, cloudEndpoints(given), { clock, log, env: {} });
    const outcome = await credential
      .getToken('https://management.azure.com/.default')
      .catch((error: unknown) => error);
    return { outcome, log };
  };

  test('its token is used, and masked', async () => {
    putAz(`echo '{"accessToken":"cli-token","expires_on":4102444800,"tokenType":"Bearer"}'`);
    const { outcome, log } = await signIn();
    expect(outcome).toMatchObject({ token: 'cli-token' });
    expect(log.told).toMatchObject([{ kind: 'mask', text: 'cli-token' }]);
  });

  test('no session: the failure says both ways out', async () => {
    putAz(`echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`);
    expect((await signIn()).outcome).toMatchObject({
      code: 'AKSU-SIGN-IN',
      next: expect.stringMatching(/id-token: write.*azure\/login/),
    });
  });

  test('no az at all', async () => {
    process.env['PATH'] = mkdtempSync(join(tmpdir(), 'no-az-'));
    expect((await signIn()).outcome).toMatchObject({
      code: 'AKSU-SIGN-IN',
      message: expect.stringContaining('Azure CLI could not be found'),
    });
  });
});
