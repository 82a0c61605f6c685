import type { Outcome } from './github-client.ts';
import type { ReadingDesk } from './github-desk.ts';

type Position = Readonly<Record<string, string>>;

interface List {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Take the first `maximum` pages for the whole; else more pages make the outcome unclear. */
  readonly cutsOff?: boolean;
}

/** All pages of a list, a hundred entries each, `maximum` pages at most. */
export async function readPages<Entry>(
  desk: Pick<ReadingDesk, 'client' | 'ask'>,
  list: List,
  parse: (data: unknown) => readonly Entry[] | undefined,
  maximum: number,
): Promise<Outcome<readonly Entry[]>> {
  const entries: Entry[] = [];
  let position: Position | undefined = { page: '1' };
  for (let page = 1; position !== undefined; page++) {
    if (page > maximum && list.cutsOff) break;
    if (page > maximum) return { kind: 'unclear', reason: `there are more than ${maximum} pages` };
    const request = desk.ask(list.route, { ...list.parameters, per_page: 100, ...position });
    const outcome: Outcome<readonly Entry[]> = await desk.client.read(request, parse);
    if (outcome.kind !== 'done') return outcome;
    entries.push(...outcome.value);
    position = nextPosition(outcome.headers['link']);
  }
  return { kind: 'done', value: entries, headers: {} };
}

/** Where the next page begins. Only the position is taken from the link: it is never followed to another host. */
export function nextPosition(link: string | undefined): Position | undefined {
  const url = /<([^<>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
  const query = new URLSearchParams(url?.split('?')[1] ?? '');
  const position = ['page', 'after'].flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value]];
  });
  return position.length > 0 ? Object.fromEntries(position) : undefined;
}
