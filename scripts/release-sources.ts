/** Where the dated release data is read: pages of public repositories, as they stand today. */

/** The part of `fetch` that is used; tests bring their own. */
export type Fetch = (
  url: string,
  init: { headers: Record<string, string>; redirect: 'error'; signal: AbortSignal },
) => Promise<Pick<Response, 'status' | 'text'>>;

export interface ReleaseSources {
  /** A page below `articles/aks/` of the AKS docs. Rejects with a reason that can be shown. */
  readDocs(path: string): Promise<string>;
  /** Names of the docs' includes. */
  listIncludes(): Promise<readonly string[]>;
  /** The files that say when an API goes, by path. */
  readLifecycles(): Promise<ReadonlyMap<string, string>>;
}

const timeout = 20_000;
const longestAnswer = 4_000_000;
const atOnce = 8;
const docs = { repository: 'MicrosoftDocs/azure-aks-docs', branch: 'main' };
const api = { repository: 'kubernetes/api', branch: 'master' };

/** `token` is for api.github.com alone: what it lists can be read without, but not often. */
export function openSources(fetch: Fetch, token?: string): ReleaseSources {
  const get = async (url: string, headers: Record<string, string>): Promise<string> => {
    const answer = await fetch(url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    }).catch((error: unknown) => {
      throw new Error(`${url} did not answer: ${error instanceof Error ? error.message : 'no reason given'}`);
    });
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    const text = await answer.text();
    if (text.length > longestAnswer) throw new Error(`${url} answered with too much`);
    return text;
  };
  const raw = ({ repository, branch }: typeof docs, path: string) =>
    get(`https://raw.githubusercontent.com/${repository}/${branch}/${path}`, {});
  const list = async ({ repository, branch }: typeof docs, folder = ''): Promise<readonly string[]> => {
    const url = `https://api.github.com/repos/${repository}/git/trees/${branch}${encodeURIComponent(folder)}?recursive=1`;
    const authorization: Record<string, string> =
      token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = JSON.parse(
      await get(url, { accept: 'application/vnd.github+json', ...authorization }),
    ) as {
      readonly truncated?: unknown;
      readonly tree?: readonly { readonly path?: unknown }[];
    };
    if (answer.truncated !== false || !Array.isArray(answer.tree)) throw new Error(`${url} is not whole`);
    return answer.tree.flatMap(({ path }) => (typeof path === 'string' ? [path] : []));
  };
  return {
    readDocs: (path) => raw(docs, `articles/aks/${path}`),
    listIncludes: () => list(docs, ':articles/aks/includes'),
    readLifecycles: async () => {
      const paths = (await list(api)).filter((path) =>
        /^[a-z]+\/v[a-z0-9]+\/zz_generated\.prerelease-lifecycle\.go$/.test(path),
      );
      const read = new Map<string, string>();
      for (let at = 0; at < paths.length; at += atOnce) {
        const some = paths.slice(at, at + atOnce);
        const texts = await Promise.all(some.map((path) => raw(api, path)));
        for (const [index, path] of some.entries()) read.set(path, texts[index] ?? '');
      }
      return read;
    },
  };
}
