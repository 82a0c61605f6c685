import { describe, expect, test } from 'vitest';
import { createActionsOidc, type SimRun, subjectOf, usualRun } from '../../simulator/actions-oidc.ts';
import { createEntra } from '../../simulator/entra.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import { simTenantId } from '../../simulator/fleet.ts';
import { createTokenMint, readClaims } from '../../simulator/jwt.ts';
import { at, day } from './azure-desk.ts';
import { accessMint, requestToken, type TokenRequest } from './entra-desk.ts';

describe('a token for Azure', () => {
  test('is given for the right assertion, and lives as long as it says', () => {
    const answer = requestToken({ tokenLife: 120 });
    const claims = accessMint.read(String(at(answer.body, 'access_token')));
    expect([answer.status, at(answer.body, 'token_type'), at(answer.body, 'expires_in')]).toEqual([
      200,
      'Bearer',
      120,
    ]);
    expect(claims).toMatchObject({
      aud: 'https://management.azure.com',
      tid: simTenantId,
      exp: day.getTime() / 1000 + 120,
    });
  });

  test('is given for the right secret', () => {
    expect(requestToken({ secret: 'the-secret' }).status).toBe(200);
  });

  test.each<[string, TokenRequest, number, string, number]>([
    [
      'another issuer',
      { issuer: 'https://token.actions.githubusercontent.com/contoso' },
      401,
      'invalid_client',
      700211,
    ],
    ['another subject', { subject: 'repo:contoso/platform:pull_request' }, 401, 'invalid_client', 700213],
    [
      'the subject in another case',
      { subject: 'repo:Contoso/platform:ref:refs/heads/main' },
      401,
      'invalid_client',
      7002138,
    ],
    ['another audience', { audience: 'https://github.com/contoso' }, 401, 'invalid_client', 700212],
    ['an assertion past its five minutes', { age: 301 }, 401, 'invalid_client', 700024],
    ['an assertion from the future', { age: -3600 }, 401, 'invalid_client', 700024],
    ['an assertion that somebody else signed', { forged: true }, 401, 'invalid_client', 700027],
    ['a wrong secret', { secret: 'guess' }, 401, 'invalid_client', 7000215],
    [
      'an unknown client',
      { clientId: '66666666-6666-4666-8666-666666666666' },
      400,
      'unauthorized_client',
      700016,
    ],
    ['an unknown tenant', { tenant: '77777777-7777-4777-8777-777777777777' }, 400, 'invalid_request', 90002],
    [
      'a scope without /.default',
      { scope: 'https://management.azure.com/user' },
      400,
      'invalid_scope',
      1002012,
    ],
    [
      'another cloud’s resource',
      { scope: 'https://management.chinacloudapi.cn/.default' },
      400,
      'invalid_resource',
      500011,
    ],
    ['another grant', { grant: 'password' }, 400, 'invalid_request', 70003],
  ])('is refused for %s', (_, asked, status, error, code) => {
    const { body, ...answer } = requestToken(asked);
    expect([answer.status, at(body, 'error'), at(body, 'error_codes', 0)]).toEqual([status, error, code]);
    expect(at(body, 'error_description')).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: .+ Timestamp: 2026-11-22`),
    );
  });

  test('a refusal names what was presented', () => {
    const { body } = requestToken({ subject: 'repo:contoso/platform:environment:production' });
    expect(at(body, 'error_description')).toContain("subject 'repo:contoso/platform:environment:production'");
  });
});

test('OpenID configuration and instance discovery point at the host that was asked', () => {
  const entra = createEntra({
    mint: accessMint,
    assertionMints: [],
    identities: () => [],
    tenants: () => [simTenantId],
    clock: () => day.getTime(),
    switches: () => ({}),
    tokenLife: () => 60,
    resources: [],
  });
  const get = (path: string): unknown =>
    (
      entra({
        method: 'GET',
        host: 'login.chinacloudapi.cn',
        path,
        query: new URLSearchParams(),
        headers: {},
        body: '',
      }) as SimResponse
    ).body;
  expect(at(get(`/${simTenantId}/v2.0/.well-known/openid-configuration`), 'token_endpoint')).toBe(
    `https://login.chinacloudapi.cn/${simTenantId}/oauth2/v2.0/token`,
  );
  expect(at(get('/common/discovery/instance'), 'metadata', 0, 'aliases')).toEqual(['login.chinacloudapi.cn']);
});

describe('the job’s identity token', () => {
  const mint = createTokenMint();
  const ask = (run: Partial<SimRun>, query: string, bearer = 'the-job'): SimResponse =>
    createActionsOidc({
      mint,
      clock: () => day.getTime(),
      runOf: (token) => (token === 'the-job' ? { ...usualRun, ...run } : undefined),
    })({
      method: 'GET',
      host: 'pipelines.actions.githubusercontent.com',
      path: '/oidc/token',
      query: new URLSearchParams(query),
      headers: { authorization: `Bearer ${bearer}` },
      body: '',
    }) as SimResponse;

  test('carries run, repository and the audience that was asked for', () => {
    const answer = ask({ runAttempt: '3' }, 'api-version=2.0&audience=api://AzureADTokenExchange');
    expect(readClaims(String(at(answer.body, 'value')))).toMatchObject({
      aud: 'api://AzureADTokenExchange',
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:contoso/platform:ref:refs/heads/main',
      repository_id: usualRun.repositoryId,
      run_id: usualRun.runId,
      run_attempt: '3',
      exp: day.getTime() / 1000 + 300,
    });
  });

  test('without an audience it is for the owner', () => {
    const claims = readClaims(String(at(ask({}, 'api-version=2.0').body, 'value')));
    expect([claims?.['aud'], claims?.['environment']]).toEqual(['https://github.com/contoso', undefined]);
  });

  test('another bearer: 401', () => {
    expect(ask({}, 'api-version=2.0', 'somebody').status).toBe(401);
  });

  test.each<[Partial<SimRun>, string]>([
    [{}, 'repo:contoso/platform:ref:refs/heads/main'],
    [{ environment: 'production' }, 'repo:contoso/platform:environment:production'],
    [{ eventName: 'pull_request' }, 'repo:contoso/platform:pull_request'],
    [
      { immutableSubject: true, environment: 'production' },
      'repo:contoso@9000456/platform@700000123:environment:production',
    ],
  ])('%o is the subject %s', (run, subject) => {
    expect(subjectOf({ ...usualRun, ...run })).toBe(subject);
  });
});
