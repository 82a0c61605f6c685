/** Runs that are about signing in. */
import { expect } from 'vitest';
import type { ActionOptions } from '../../simulator/action.ts';
import type { SimIdentity } from '../../simulator/azure-access.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { usualIdentity, type World } from '../../simulator/world.ts';
import { check, codeOf, complainOfEnding, errorOf, type Inputs, inWorld, type RoadOptions } from './start.ts';

export const fleet = describeFleet({ now: new Date(), clusters: [{ name: 'aks-a', version: '1.35.4' }] });
export const secret = 'Q~canary.8secret-of-the-app';

export function identityWith(
  federation: Partial<SimIdentity['federatedCredentials'][number]>,
  more: Partial<SimIdentity> = {},
): SimIdentity {
  const usual = usualIdentity(fleet);
  return {
    ...usual,
    federatedCredentials: usual.federatedCredentials.map((one) => ({ ...one, ...federation })),
    ...more,
  };
}

export async function signIn(
  options: Partial<RoadOptions>,
  inputs: Inputs = {},
  run: Partial<ActionOptions> = {},
) {
  return await inWorld({ fleet, ...options }, async (world) => {
    const result = await check(world, inputs, run);
    expect(complainOfEnding(world, result)).toEqual([]);
    return {
      exit: result.exitCode,
      code: codeOf(result),
      error: errorOf(result),
      result,
      world,
      tokens: tokenRequests(world),
    };
  });
}

/** What Entra was asked for. */
export function tokenRequests(world: World): readonly Readonly<Record<string, string>>[] {
  return world.network.exchanges
    .filter(({ request }) => request.host === world.cloud.authority && request.method === 'POST')
    .map(({ request }) => ({
      url: `https://${request.host}${request.path}`,
      ...Object.fromEntries(new URLSearchParams(request.body)),
    }));
}

/** The first access token that Entra gave out. */
export function issuedToken(world: World): string {
  const issued = world.network.exchanges.find(({ request }) => request.method === 'POST')?.response.body;
  return (issued as { readonly access_token: string } | undefined)?.access_token ?? 'none';
}
