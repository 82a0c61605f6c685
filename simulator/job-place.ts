/** What the steps of one job leave for each other on its runner. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from './world.ts';

export interface JobPlace {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  /** First on the `PATH` of scripts. */
  readonly bin: string;
}

export function preparePlace(world: World): JobPlace {
  const directory = mkdtempSync(join(tmpdir(), 'aks-upgrade-job-'));
  world.atClose(() => rmSync(directory, { recursive: true, force: true }));
  const make = (name: string): string => {
    mkdirSync(join(directory, name));
    return join(directory, name);
  };
  return { workspace: make('workspace'), temp: make('temp'), home: make('home'), bin: make('bin') };
}
