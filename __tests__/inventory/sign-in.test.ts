import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { SignIn } from '../../src/inputs/inputs.ts';
import { chooseMethod, createCredential } from '../../src/inventory/azure-credential.ts';
import { cloudEndpoints } from '../../src/inventory/cloud-endpoints.ts';
import { mintToken, readClaims, tokenEndpoint } from '../../src/inventory/runner-oidc.ts';
import { explainSignIn, federatedCredentialCommand } from '../../src/inventory/sign-in-errors.ts';
import { type FakeAnswer, FakeArm, recordingLog } from './fake-arm.ts';
import { VirtualClock } from './virtual-clock.ts';

const tenantId = '44444444-4444-4444-8444-444444444444';
const clientId = '55555555-5555-4555-8555-555555555555';
const byOidc: SignIn = { method: 'auto', tenantId, clientId, cloud: 'AzureCloud' };
const endpointEnv = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example/token?api-version=2.0',
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

/** The runner's token endpoint and Entra in the process: the token endpoint, and its directory of endpoints. */
function anEntra(token: (times: number) => FakeAnswer, oidc?: (times: number) => FakeAnswer | undefined) {
  const clock = new VirtualClock();
  const log = recordingLog(clock);
  const minted: string[] = [];
  let [asked, askedRunner] = [0, 0];
  const entra = new FakeArm(clock, ({ method, url }) => {
    if (url.host === 'oidc.example') {
      askedRunner += 1;
      const instead = oidc?.(askedRunner);
      if (instead !== undefined) return instead;
      minted.push(jwt({ aud: url.searchParams.get('audience'), jti: `${minted.length}` }));
      return { body: { value: minted.at(-1) } };
    }
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
  const ports = { clock, log, env: endpointEnv, httpClient: entra };
  const signIn = async (given: SignIn, more: object = {}) => {
    const endpoints = cloudEndpoints(given);
    const credential = await createCredential(given, endpoints, { ...ports, ...more });
    return clock.run(credential.getToken(endpoints.scope));
  };
  const failToSignIn = async (given: SignIn = byOidc, more: object = {}) => {
    const outcome: unknown = await signIn(given, more).catch((error: unknown) => error);
    if (!(outcome instanceof Failure)) throw new Error('it signed in, or failed in another way');
    return outcome;
  };
  const askedOf = (host: string) => entra.asked.filter(({ url }) => url.host === host);
  return { entra, askedOf, signIn, failToSignIn, log, minted, clock, ports };
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
    const { signIn, minted, log, clock, askedOf, entra } = anEntra(() => granted);
    expect(await signIn(byOidc)).toMatchObject({ token: 'an-access-token' });
    expect(minted).toHaveLength(1);
    expect(entra.asked.map(({ url }) => url.host)).toEqual(['oidc.example', 'login.microsoftonline.com']);
    const [asked] = askedOf('login.microsoftonline.com');
    expect(new URLSearchParams(asked?.body).get('client_assertion')).toBe(minted[0]);
    await clock.run(clock.pause(61_000));
    await signIn(byOidc);
    expect(minted).toHaveLength(2);
    // Whatever is secret is masked, and told nowhere else.
    const masked = log.told.filter(({ kind }) => kind === 'mask').map(({ text }) => text);
    expect(masked).toEqual(expect.arrayContaining(['an-access-token', 'request-token', ...minted]));
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
      expect(new Set(entra.asked.map(({ url }) => url.origin))).toEqual(
        new Set(['https://oidc.example', authority]),
      );
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

const host = 'login.microsoftonline.com';
const html = (status: number): FakeAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<html><title>No</title></html>',
});
const broken: FakeAnswer = { body: '{"access_token": "an-acc' };

describe('what passes at Entra', () => {
  test.each<[string, FakeAnswer, string]>([
    ['429 without a wait', { status: 429, body: { error: 'temporarily_unavailable' } }, 'it answered 429'],
    ['503 with a code', { ...refused(90033), status: 503 }, 'it answered 503'],
    ['a page with 502', html(502), 'it answered 502'],
    ['a page with 403', html(403), 'it answered 403'],
    ['a page with 200', html(200), 'it answered 200 without a token'],
    ['nothing with 200', { body: '' }, 'it answered 200 without a token'],
    ['null', { body: 'null' }, 'it answered 200 without a token'],
    ['half a body', broken, 'it answered 200 without a token'],
    ['a reset', { breaks: 'reset' }, 'the connection failed (ECONNRESET)'],
    ['silence', { breaks: 'hang' }, 'its endpoint did not answer within 15 seconds'],
    [
      'sent elsewhere',
      { status: 307, headers: { location: 'https://elsewhere.example/' } },
      'it answered 307',
    ],
  ])('%s is tried again, and told as what it is', async (_, answer, reason) => {
    const once = anEntra((times) => (times === 1 ? answer : granted));
    expect(await once.signIn(byOidc)).toMatchObject({ token: 'an-access-token' });
    expect(once.askedOf(host)).toHaveLength(2);
    const always = anEntra(() => answer);
    const started = always.clock.now().getTime();
    const { code, message, next } = await always.failToSignIn();
    expect([code, message]).toEqual([
      'AKSU-SIGN-IN',
      `Microsoft Entra ID did not answer as it should (${reason}).`,
    ]);
    expect(next).toMatch(/^Run again/);
    expect(always.askedOf(host)).toHaveLength(3);
    expect(always.clock.now().getTime() - started).toBeLessThan(60_000);
    expect(new Set(always.entra.asked.map(({ url }) => url.host))).toEqual(new Set(['oidc.example', host]));
  });

  test('a wait that it asks for is kept, unless it is longer than a sign-in may take', async () => {
    const busy = (seconds: number): FakeAnswer => ({ status: 429, headers: { 'retry-after': `${seconds}` } });
    const short = anEntra((times) => (times === 1 ? busy(20) : granted));
    await short.signIn(byOidc);
    const [first, second] = short.askedOf(host).map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(20_000);
    const long = anEntra(() => busy(600));
    expect((await long.failToSignIn()).message).toContain('it answered 429, and asks to wait 600 seconds');
    expect(long.askedOf(host)).toHaveLength(1);
  });

  test('an untrusted certificate is not tried again', async () => {
    const { ports, entra } = anEntra(() => granted);
    const untrusted = Object.assign(new Error('no'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    let asked = 0;
    const sendRequest: typeof entra.sendRequest = async (request) => {
      if (request.url.includes('oidc.example')) return entra.sendRequest(request);
      asked += 1;
      throw untrusted;
    };
    const credential = await createCredential(byOidc, cloudEndpoints(byOidc), {
      ...ports,
      httpClient: { sendRequest },
    });
    const outcome = ports.clock.run(credential.getToken('https://management.azure.com/.default'));
    await expect(outcome).rejects.toMatchObject({
      code: 'AKSU-SIGN-IN',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(asked).toBe(1);
  });

  test.each([
    [refused(700213), 'AKSU-FEDERATION'],
    [refused(999999), 'AKSU-SIGN-IN'],
    [{ status: 400, body: { error: 'invalid_client' } }, 'AKSU-SIGN-IN'],
  ])('a refusal is not tried again: %j', async (answer, code) => {
    const { failToSignIn, askedOf } = anEntra(() => answer);
    const failure = await failToSignIn();
    expect(failure.code).toBe(code);
    expect(failure.message).not.toContain('did not answer');
    expect(askedOf(host)).toHaveLength(1);
  });

  test('the next sign-in of the same credential may try as often again', async () => {
    const { ports } = anEntra((times) => (times % 3 === 0 ? { ...granted } : html(502)));
    const credential = await createCredential(byOidc, cloudEndpoints(byOidc), ports);
    const scope = (name: string) => ports.clock.run(credential.getToken(`https://${name}/.default`));
    expect([await scope('a'), await scope('b')]).toMatchObject(
      [granted, granted].map(() => ({ token: 'an-access-token' })),
    );
  });
});

describe("the runner's token", () => {
  const mint = (oidc: (times: number) => FakeAnswer | undefined) => {
    const { ports, askedOf, clock, log } = anEntra(() => granted, oidc);
    const endpoint = tokenEndpoint(endpointEnv);
    if (endpoint === undefined) throw new Error('no endpoint');
    const outcome = clock.run(mintToken(endpoint, 'api://a b', ports).catch((error: unknown) => error));
    const masked = () => log.told.filter(({ kind }) => kind === 'mask').map(({ text }) => text);
    return { outcome, masked, log, asked: () => askedOf('oidc.example'), clock };
  };

  test('is asked for as the runner wants it, and masked with the token that asks', async () => {
    const { outcome, asked, log } = mint(() => undefined);
    const token = await outcome;
    expect(asked()).toMatchObject([{ method: 'GET', authorization: 'Bearer request-token' }]);
    expect(asked()[0]?.url.search).toBe('?api-version=2.0&audience=api%3A%2F%2Fa%20b');
    expect(log.told).toMatchObject([
      { kind: 'mask', text: 'request-token' },
      { kind: 'mask', text: token },
    ]);
  });

  test.each<[string, FakeAnswer, string]>([
    ['502', { status: 502 }, 'its token endpoint answered 502'],
    ['429', { status: 429 }, 'its token endpoint answered 429'],
    ['302', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'answered 302'],
    ['a reset', { breaks: 'reset' }, 'ECONNRESET'],
    ['silence', { breaks: 'hang' }, 'did not answer within 10 seconds'],
    ['half a body', { body: '{"value": "eyJ' }, 'the answer broke off or is not JSON'],
    ['a page', html(200), 'holds no token'],
    ['a number', { body: { value: 7 } }, 'holds no token'],
    ['a word', { body: { value: 'no' } }, 'holds no token'],
    ['three short words', { body: { value: 'a.b.c' } }, 'holds no token'],
    ['no value', { body: {} }, 'holds no token'],
  ])('%s: asked for again, and told as what it is', async (_, answer, reason) => {
    const twice = mint((times) => (times <= 2 ? answer : undefined));
    expect(await twice.outcome).toMatch(/^eyJ/);
    expect(twice.asked()).toHaveLength(3);
    const always = mint(() => answer);
    const started = always.clock.now().getTime();
    const failure = await always.outcome;
    expect(failure).toMatchObject({
      code: 'AKSU-OIDC',
      message: expect.stringContaining(reason),
      next: expect.stringMatching(/^Run again/),
    });
    expect(always.asked()).toHaveLength(3);
    expect(always.clock.now().getTime() - started).toBeLessThan(40_000);
    expect(always.masked()).toEqual(['request-token']);
  });

  test.each([401, 403, 404])('%i: asked for once, and the right is named', async (status) => {
    const { outcome, asked } = mint(() => ({ status }));
    expect(await outcome).toMatchObject({
      code: 'AKSU-OIDC',
      message: `The runner gave no OIDC token: its token endpoint answered ${status}.`,
      next: expect.stringContaining('id-token: write'),
    });
    expect(asked()).toHaveLength(1);
  });

  test.each(['/token', 'file:///token', 'oidc.example'])('%s is nowhere to ask', async (url) => {
    const { ports, entra } = anEntra(() => granted);
    const outcome = mintToken({ url, requestToken: 'request-token' }, 'a', ports);
    await expect(outcome).rejects.toMatchObject({
      code: 'AKSU-OIDC',
      message: expect.stringContaining('ACTIONS_ID_TOKEN_REQUEST_URL'),
    });
    expect(entra.asked).toEqual([]);
  });

  test.each(['http://oidc.example/token', 'HTTPS://OIDC.example/token'])(
    '%s is asked as it is',
    async (url) => {
      const { ports, askedOf, clock } = anEntra(() => granted);
      await clock.run(mintToken({ url, requestToken: 'request-token' }, 'a', ports));
      expect(askedOf('oidc.example').map((asked) => asked.url.href)).toEqual([
        `${url.toLowerCase()}?audience=a`,
      ]);
    },
  );

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
  const signIn = async (ids: Partial<SignIn> = {}) => {
    const clock = new VirtualClock();
    const log = recordingLog(clock);
    const given: SignIn = { method: 'auto', cloud: 'AzureCloud', ...ids };
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

  test.each<[string, Partial<SignIn>, RegExp]>([
    ['nothing was given', {}, /^Azure sign-in failed: `client-id` and `tenant-id` are empty/],
    [
      'the job may not ask for a token',
      { clientId, tenantId },
      /^Azure sign-in failed: the job has no OIDC endpoint, .*id-token: write/,
    ],
    ['az was asked for by name', { method: 'azure-cli' }, /^Azure sign-in failed: Azure CLI/],
  ])('where %s, that comes first', async (_, ids, message) => {
    process.env['PATH'] = mkdtempSync(join(tmpdir(), 'no-az-'));
    expect((await signIn(ids)).outcome).toMatchObject({ message: expect.stringMatching(message) });
  });

  test('no az at all', async () => {
    process.env['PATH'] = mkdtempSync(join(tmpdir(), 'no-az-'));
    expect((await signIn()).outcome).toMatchObject({
      code: 'AKSU-SIGN-IN',
      message: expect.stringContaining('Azure CLI could not be found'),
    });
  });
});
