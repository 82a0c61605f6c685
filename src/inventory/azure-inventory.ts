/** One reading of Azure, with a session of its own. */

import type { Scope, SignIn } from '../inputs/inputs.ts';
import {
  openAzure,
  type ReadingPorts,
  readInventory as readWithin,
  type SessionPorts,
} from './azure-session.ts';
import type { Inventory } from './inventory.ts';

export type InventoryPorts = SessionPorts & ReadingPorts;

/** @throws Failure as the session's `readInventory` does */
export async function readInventory(signIn: SignIn, scope: Scope, ports: InventoryPorts): Promise<Inventory> {
  const session = openAzure(signIn, ports);
  try {
    return await readWithin(session, scope, ports);
  } finally {
    session.close();
  }
}
