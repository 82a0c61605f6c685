/** Signing in without OIDC: a client secret, or the session that the Azure CLI has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { simTenantId } from '../../simulator/fleet.ts';
import { fleet, identityWith, issuedToken, secret, signIn, tokenRequests } from './azure-sign-in.ts';
import { check, complainOfEnding, type Inputs, inWorld } from './start.ts';

describe('a client secret', () => {
  const identities = [identityWith({}, { secret, federatedCredentials: [] })];

  test.concurrent.each<[string, Inputs]>([
    ['asked for', { auth: 'secret' }],
    ['found by auto where there is no OIDC', { auth: 'auto' }],
  ])('%s signs in', async (_, inputs) => {
    const run = { env: { AZURE_CLIENT_SECRET: secret }, idToken: false };
    const { exit, tokens, result } = await signIn({ identities }, inputs, run);
    expect([exit, tokens.length, tokens[0]?.['client_secret']]).toEqual([0, 1, secret]);
    expect(result.masks).toContain(secret);
  });

  test.concurrent('that is wrong, or empty, says so', async () => {
    const wrong = await signIn(
      { identities },
      { auth: 'secret' },
      { env: { AZURE_CLIENT_SECRET: 'wrong-secret' } },
    );
    expect([wrong.exit, wrong.code]).toEqual([1, 'AKSU-SIGN-IN']);
    expect(wrong.error).toContain('AZURE_CLIENT_SECRET');
    const empty = await signIn({ identities }, { auth: 'secret' });
    expect([empty.exit, empty.code, empty.tokens.length]).toEqual([1, 'AKSU-SIGN-IN', 0]);
    expect(empty.error).toContain('AZURE_CLIENT_SECRET');
  });
});

describe('the session of the Azure CLI', () => {
  /** A program that answers as `az account get-access-token` does, and leaves what it was asked. */
  const program = (token: string): string =>
    [
      '#!/bin/sh',
      'echo "$@" >> "$HOME/asked"',
      `echo '${JSON.stringify({ accessToken: token, expiresOn: '2099-01-01 00:00:00.000000', expires_on: 4070908800, subscription: 's', tenant: simTenantId, tokenType: 'Bearer' })}'`,
      '',
    ].join('\n');

  test.concurrent.each<[string, Inputs]>([
    ['asked for', { auth: 'azure-cli', 'client-id': '' }],
    ['found by auto where there is nothing else', { auth: 'auto', 'client-id': '', 'tenant-id': '' }],
  ])('%s gives the token', async (_, inputs) => {
    await inWorld({ fleet, identities: [identityWith({}, { secret })] }, async (world) => {
      await check(world, { auth: 'secret' }, { env: { AZURE_CLIENT_SECRET: secret } });
      const token = issuedToken(world);
      world.network.forget();
      const result = await check(world, inputs, { tools: { az: program(token) }, idToken: false });
      expect(complainOfEnding(world, result)).toEqual([]);
      expect([result.exitCode, tokenRequests(world)]).toEqual([0, []]);
      expect(readFileSync(join(result.directory, 'home', 'asked'), 'utf8')).toMatch(
        /^account get-access-token --output json --resource https:\/\/management\.azure\.com\/?(?: |$)/m,
      );
      expect(result.masks).toContain(token);
    });
  });

  test.concurrent('that ended, or without the program, says what to run', async () => {
    const ended = '#!/bin/sh\necho "ERROR: Please run \'az login\' to setup account." >&2\nexit 1\n';
    for (const tools of [{ az: ended }, {}]) {
      const told = await signIn({}, { auth: 'azure-cli', 'client-id': '' }, { tools, idToken: false });
      expect([told.exit, told.code]).toEqual([1, 'AKSU-SIGN-IN']);
      expect(told.error).toContain('azure/login');
    }
  });
});
