/** What a creating and an updating run ask GitHub, and what a refusal of each must lead to. */
import type { FaultMatch } from '../../simulator/faults.ts';

export interface Exchange {
  readonly name: string;
  readonly match: FaultMatch;
  /** Which of the matching requests of the run; default the first. */
  readonly nth?: number;
  /** What a refusal leads to where it is not the code of `refusals`; `undefined`: the run goes on. */
  readonly refused?: (status: number) => string | undefined;
}

const permission = 'AKSU-GITHUB-PERMISSION';
export const other = 'AKSU-GITHUB';
const refusals: Readonly<Record<number, string>> = {
  401: permission,
  403: permission,
  404: permission,
  410: 'AKSU-GITHUB-ISSUES-OFF',
  409: other,
  412: other,
  422: other,
};
export const codeFor = (status: number): string | undefined => refusals[status];
const goneIsNone = (status: number) => (status === 404 || status === 410 ? undefined : codeFor(status));
const unknownIsNone = (status: number) => (status === 422 ? undefined : codeFor(status));

const listBy = (name: string, state: string): FaultMatch => ({
  method: 'GET',
  path: /\/issues$/,
  when: ({ query }) => query.has(name) && query.get('state') === state,
});
const one = (method: string, path: RegExp): FaultMatch => ({ method, path });

export const creating: readonly Exchange[] = [
  // The fallback knows the account well enough, whatever GraphQL says but for a bad token.
  {
    name: 'who we are',
    match: one('POST', /\/graphql$/),
    refused: (status) => (status === 401 ? permission : undefined),
  },
  { name: 'list by label', match: listBy('labels', 'all') },
  { name: 'list by author, open', match: listBy('creator', 'open'), refused: unknownIsNone },
  { name: 'list by author, closed', match: listBy('creator', 'closed'), refused: unknownIsNone },
  { name: 'the repository', match: one('GET', /\/platform$/), refused: () => undefined },
  { name: 'the label', match: one('GET', /\/labels\/aks-upgrade$/), refused: goneIsNone },
  { name: 'make the label', match: one('POST', /\/platform\/labels$/), refused: unknownIsNone },
  { name: 'create the issue', match: one('POST', /\/issues$/) },
  { name: 'list again', match: listBy('labels', 'all'), nth: 2 },
];

export const updating: readonly Exchange[] = [
  { name: 'list by label', match: listBy('labels', 'all') },
  // The title stays as it is when nobody can say who chose it.
  { name: 'events', match: one('GET', /\/issues\/1\/events$/), refused: () => undefined },
  { name: 'read the issue', match: one('GET', /\/issues\/1$/) },
  { name: 'edit the issue', match: one('PATCH', /\/issues\/1$/) },
];
