/** Whoever asks the sources of release data: each once, side by side, and none can fail the run. */

import type { Inputs } from '../inputs/inputs.ts';
import { bundledCalendar } from './calendar.ts';
import type { DeskPorts, ReleaseDesk } from './release-desk.ts';
import { noReleases } from './releases.ts';

export function openReleaseDesk(inputs: Pick<Inputs, 'mode' | 'releases'>, ports: DeskPorts): ReleaseDesk {
  const { data, isCutOff } = inputs.releases;
  if (data === 'live') return openLater(inputs, ports);
  const text = isCutOff === true ? 'this is not github.com, and `github-com-token` is not given' : '';
  const sources = data === 'bundled' ? [{ name: 'calendar', state: 'bundled', text } as const] : [];
  return {
    readCalendar: () => Promise.resolve(bundledCalendar),
    expect: () => undefined,
    read: () => Promise.resolve({ ...noReleases, data, sources }),
  };
}

/** Loaded while Azure is asked: who wants nothing from the network need not wait for it. */
function openLater(inputs: Pick<Inputs, 'mode' | 'releases'>, ports: DeskPorts): ReleaseDesk {
  const opened = import('./github-live-desk.ts').then(({ openLiveDesk }) => openLiveDesk(inputs, ports));
  return {
    readCalendar: async (azure) => await (await opened).readCalendar(azure),
    expect: (pool) => void opened.then((desk) => desk.expect(pool)),
    read: async (inventory) => await (await opened).read(inventory),
  };
}
