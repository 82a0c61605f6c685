import { type GitHubClient, settle } from './github-client.ts';
import { parseLogin, parseViewer } from './issue.ts';

export interface Identity {
  readonly login: string;
  /** `false`: GitHub did not say; the login is that of the job's own token, which most runs use. */
  readonly isCertain: boolean;
}

/** The account of GITHUB_TOKEN on github.com, ghe.com and GHES. */
const actionsAccount = 'github-actions[bot]';

/**
 * The account that we write as. GraphQL's `viewer` knows it for every kind of token; where it is not served, `GET
 * /user` knows it for people's tokens and is refused to installations. Then the job's own account is assumed: for an
 * App's token this is wrong, and the first issue's author shows it (`github-create.ts`).
 *
 * Throws `Failure` for a bad token and when GitHub does not answer.
 */
export async function readIdentity(
  client: GitHubClient,
  graphqlUrl: string,
  permissionLine?: string,
): Promise<Identity> {
  const query = { route: `POST ${graphqlUrl}`, parameters: { query: '{ viewer { login } }' } };
  const viewer = await client.read(query, (data) => parseViewer(data) ?? refusedInside(data));
  if (viewer.kind === 'done' && viewer.value !== '') return { login: viewer.value, isCertain: true };
  const isBadToken = viewer.kind === 'refused' && viewer.refusal.status === 401;
  if (isBadToken) settle(viewer, whoWeAre, permissionLine);
  const user = await client.read({ route: 'GET /user', parameters: {} }, parseLogin);
  if (user.kind === 'done') return { login: user.value, isCertain: true };
  if (user.kind === 'unclear' || user.refusal.status === 401) settle(user, whoWeAre, permissionLine);
  return { login: actionsAccount, isCertain: false };
}

const whoWeAre = 'learn which account the token belongs to';

/** GraphQL refuses with 200 and `errors`; asking again would not help. */
function refusedInside(data: unknown): '' | undefined {
  return typeof data === 'object' && data !== null && 'errors' in data ? '' : undefined;
}
