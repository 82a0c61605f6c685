/** One sign-in and one pace for a whole run: whatever asks Azure goes through it. */

import type { TokenCredential } from '@azure/identity';
import type { Clock } from '../inputs/clock.ts';
import type { Scope, SignIn } from '../inputs/inputs.ts';
import type { Log } from '../inputs/log.ts';
import { AzureClient } from './azure-client.ts';
import { AzureConnection, type HttpClient } from './azure-connection.ts';
import { createCredential } from './azure-credential.ts';
import { type FleetPorts, readFleet } from './azure-fleet.ts';
import { keepToken } from './azure-token.ts';
import { cloudEndpoints } from './cloud-endpoints.ts';
import type { Inventory } from './inventory.ts';
import type { Environment } from './runner-oidc.ts';

export interface SessionPorts {
  readonly log: Log;
  readonly clock: Clock;
  /** The runner's environment; the process's own when absent. */
  readonly env?: Environment;
  /** What carries requests, and who signs in: given by tests alone. */
  readonly httpClient?: HttpClient;
  readonly signIn?: () => Promise<TokenCredential>;
}

export interface ReadingPorts extends FleetPorts {
  /** `true`: a repeated look, of which people are told elsewhere; its lines go to the debug log. */
  readonly isQuiet?: boolean;
}

export interface AzureSession {
  readonly client: AzureClient;
  /** Nothing that has not been sent is sent any more, and nothing keeps the process. */
  readonly close: () => void;
}

/** Asks for nothing yet: the first call signs in. */
export function openAzure(signIn: SignIn, ports: SessionPorts): AzureSession {
  const endpoints = cloudEndpoints(signIn);
  const { env = process.env, httpClient, clock } = ports;
  const open = ports.signIn ?? (() => createCredential(signIn, endpoints, { ...ports, env }));
  const keep = async () => keepToken(await open(), clock);
  const client = new AzureClient(new AzureConnection(endpoints, keep, httpClient), ports);
  return { client, close: () => client.close() };
}

/**
 * Reads all that is in scope, afresh each time; pace and sign-in go on from where they were.
 * @throws Failure AKSU-OIDC, AKSU-FEDERATION or AKSU-SIGN-IN when signing in fails, AKSU-AZURE-READ when there is no
 * subscription to look at, AKSU-SCOPE when a name means several clusters
 */
export async function readInventory(
  { client }: AzureSession,
  scope: Scope,
  ports: ReadingPorts,
): Promise<Inventory> {
  const isQuiet = ports.isQuiet === true;
  client.begin(isQuiet);
  try {
    return await readFleet(client, scope, isQuiet ? { ...ports, log: toDebug(ports.log) } : ports);
  } finally {
    if (!isQuiet) client.end();
  }
}

function toDebug(log: Log): Log {
  const tell = (title: string, text: string) => log.debug(`${title}: ${text}`);
  return { ...log, info: (text) => log.debug(text), notice: tell, warning: tell };
}
