/** What goes wrong on the way to a token: what passes is tried again, what stays is told as what it is. */
import { describe, expect, test } from 'vitest';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import type { SimRequest } from '../../simulator/exchange.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { clouds, type World } from '../../simulator/world.ts';
import { signIn } from './azure-sign-in.ts';
import { check, commandFile, complainOfEnding, fileOf, inWorld, unreadRows } from './start.ts';

const { authority } = clouds.AzureCloud;
type Fault = Pick<FaultRule, 'kind' | 'broken' | 'response'>;

const page = (status: number): Fault => ({
  kind: 'before',
  response: { status, headers: { 'content-type': 'text/html' }, body: '<html></html>' },
});
const json = (status: number, body: unknown): Fault => ({ kind: 'before', response: { status, body } });
const elsewhere = (status: number): Fault => ({
  kind: 'before',
  response: { status, headers: { location: 'https://elsewhere.example/' }, body: '' },
});
const cut: Fault = { kind: 'lost', broken: 'truncate' };
const reset: Fault = { kind: 'before', broken: 'reset' };
const hang: Fault = { kind: 'before', broken: 'hang' };
const half: Fault = {
  kind: 'before',
  response: { status: 200, headers: { 'content-type': 'application/json' }, body: '{"a' },
};

const askedOf = (world: World, host: string) =>
  world.network.exchanges.filter(({ request }) => request.host === host);

describe.concurrent('the token of the job', () => {
  test.each<[string, Fault]>([
    ['that breaks off', cut],
    ['half of it, well delivered', half],
    ['behind a reset', reset],
    ['behind a 502', page(502)],
    ['behind a page', page(200)],
    ['that is a number', json(200, { value: 7 })],
    ['somewhere else', elsewhere(302)],
    ['that never comes', hang],
  ])('%s is asked for again', async (_, fault) => {
    const { exit, result, world } = await signIn({
      faults: [{ match: { host: oidcHost }, nth: 1, ...fault }],
    });
    expect([exit, result.droppedOutputs, askedOf(world, oidcHost).length]).toEqual([0, [], 2]);
    expect(result.duration).toBeLessThan(30_000);
  });

  test.each<[string, Fault, string]>([
    ['breaks off', cut, 'the answer broke off or is not JSON'],
    ['is a 502', page(502), 'answered 502'],
    ['is a number', json(200, { value: 7 }), 'holds no token'],
    ['is somewhere else', elsewhere(307), 'answered 307'],
    ['never comes', hang, 'did not answer within 10 seconds'],
  ])('that %s for ever ends the run soon, without a wrong advice', async (_, fault, words) => {
    const match = { host: oidcHost };
    const told = await signIn({ faults: [{ match, ...fault }] }, {}, { timeout: 50_000 });
    expect([told.exit, told.code, told.tokens.length]).toEqual([1, 'AKSU-OIDC', 0]);
    expect(told.error).toContain(words);
    expect(told.error).not.toContain('id-token');
    expect(told.result.masks).not.toContain('7');
    expect(askedOf(told.world, oidcHost)).toHaveLength(3);
    expect(told.result.duration).toBeLessThan(45_000);
  });

  test('that is refused names the right, at once', async () => {
    const match = { host: oidcHost };
    const told = await signIn({ faults: [{ match, ...json(403, { message: 'no' }) }] });
    expect([told.exit, told.code, askedOf(told.world, oidcHost).length]).toEqual([1, 'AKSU-OIDC', 1]);
    expect(told.error).toContain('id-token: write');
  });

  test('and what asks for it are both masked by the run itself', async () => {
    const { result, world } = await signIn({});
    const [exchange] = askedOf(world, oidcHost);
    const masked = result.commands.filter(({ name }) => name === 'add-mask').map(({ text }) => text);
    const { value } = (exchange?.response.body ?? {}) as { readonly value?: string };
    expect(masked).toContain(value ?? 'none');
    const asking = exchange?.request.headers['authorization'] ?? 'Bearer none';
    expect(masked).toContain(asking.replace('Bearer ', ''));
  });
});

describe.concurrent('Entra', () => {
  const passing: readonly [string, Fault][] = [
    ['throttles without a wait', json(429, { error: 'temporarily_unavailable' })],
    ['sends a page with 503', page(503)],
    ['sends a page with 200', page(200)],
    ['sends nothing', { kind: 'before', response: { status: 200, body: '' } }],
    ['sends half of its JSON', half],
    ['breaks off', cut],
    ['resets', reset],
    ['points elsewhere', elsewhere(307)],
    ['says nothing', hang],
  ];

  test.each(passing)('%s once: tried again', async (_, fault) => {
    const match = { host: authority, method: 'POST' };
    const { exit, tokens } = await signIn({ faults: [{ match, nth: 1, ...fault }] });
    expect([exit, tokens.length]).toEqual([0, 2]);
  });

  test.each(passing)(
    '%s for ever: told as that, not as a wrong identity',
    async (_, fault) => {
      const match = { host: authority, method: 'POST' };
      const told = await signIn({ faults: [{ match, ...fault }] }, {}, { timeout: 70_000 });
      expect([told.exit, told.code, told.tokens.length]).toEqual([1, 'AKSU-SIGN-IN', 3]);
      expect(told.error).toMatch(/^Microsoft Entra ID did not answer as it should \(.+\)\.\nRun again/);
      expect(told.error).not.toContain('Check the identity');
      expect(told.result.duration).toBeLessThan(62_000);
    },
    80_000,
  );

  test('refuses: not tried again', async () => {
    const refusal = { error: 'unauthorized_client', error_description: 'AADSTS999999: No.' };
    const match = { host: authority, method: 'POST' };
    const told = await signIn({ faults: [{ match, ...json(400, refusal) }] });
    expect([told.exit, told.code, told.tokens.length]).toEqual([1, 'AKSU-SIGN-IN', 1]);
    expect(told.error).toContain('AADSTS999999: No.');
  });
});

test.concurrent('a token that an error of Azure repeats is not told, not even its beginning', async () => {
  const names = ['aks-a', 'aks-b'];
  const two = describeFleet({
    now: new Date(),
    clusters: names.map((name) => ({ name, version: '1.35.4' })),
  });
  await inWorld({ fleet: two }, async (world) => {
    let token = '';
    const body = { error: { code: 'X', message: '' } };
    const when = (request: SimRequest): boolean => {
      token = (request.headers['authorization'] ?? '').replace(/^Bearer /, '');
      body.error.message = `Refused ${token}`;
      return true;
    };
    const match = { path: /aks-a\/upgradeProfiles/, when };
    world.network.faults.push({ match, kind: 'before', response: { status: 409, body } });
    const result = await check(world, { 'report-to': 'issue' });
    expect(complainOfEnding(world, result)).toEqual([]);
    const [issue] = [...world.github.state.issues.values()];
    const written = [issue?.body ?? '', result.stdout.replace(/^::add-mask::.*$/gm, '')];
    const kept = [commandFile(result, 'GITHUB_STEP_SUMMARY'), fileOf(result, 'report-file')];
    for (const text of [...written, ...kept]) {
      expect(text).toContain('Refused');
      expect(text).not.toContain(token.slice(0, 20));
    }
  });
});

test.concurrent('a name with half a surrogate pair makes its cluster unread and hides no other', async () => {
  const names = ['aks-a', 'b\ud800'];
  const wild = describeFleet({
    now: new Date(),
    clusters: names.map((name) => ({ name, version: '1.35.4' })),
  });
  await inWorld({ fleet: wild }, async (world) => {
    const result = await check(world);
    expect(complainOfEnding(world, result)).toEqual([]);
    const rows = unreadRows(result.summary);
    // The cluster, and the pool in it.
    expect([result.exitCode, result.outputs['unread'], rows.length]).toEqual([0, '2', 2]);
    expect(rows.filter(({ what }) => what.includes('aks-a'))).toEqual([]);
    expect(result.summary).toContain('aks-a');
  });
});
