import type { SimResponse } from './exchange.ts';
import { notFound, refusal } from './github-answers.ts';
import type { GitHubCall } from './github-calls.ts';

/** The one query that the contract allows. */
export function answerGraphql(call: GitHubCall): SimResponse {
  if (!call.state.has('graphql-served')) throw notFound();
  if (!call.token)
    throw refusal(401, 'This endpoint requires you to be authenticated.', 'https://docs.github.com/graphql');
  const query =
    typeof call.body === 'object' && call.body !== null ? Reflect.get(call.body, 'query') : undefined;
  const isViewer = /^\s*(?:query\s*\w*\s*)?\{\s*viewer\s*\{\s*login\s*\}\s*\}\s*$/.test(String(query));
  if (!isViewer) {
    const message = 'The simulator answers viewer { login } alone.';
    return { status: 200, body: { errors: [{ type: 'UNPROCESSABLE', message }] } };
  }
  return { status: 200, body: { data: { viewer: { login: call.token.login } } } };
}
