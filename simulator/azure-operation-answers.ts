/** How a long operation is told: the first answer, its document, and what its `Location` ends in. */
import { createHash } from 'node:crypto';
import { armError, providerError } from './azure-answers.ts';
import type { Body } from './azure-cluster.ts';
import type { SimOperation } from './azure-operations.ts';
import type { SimRequest, SimResponse } from './exchange.ts';
import { isOn, type QuirkSwitches } from './quirks.ts';

interface Telling {
  readonly switches: QuirkSwitches;
  readonly subscription: { readonly id: string };
  readonly armHost: string;
  readonly now: number;
}

/** PUT: `Azure-AsyncOperation` alone. POST: `Location` too. Never a `Retry-After` (10,501 recorded cassettes). */
export function startedAnswer(
  telling: Telling,
  operation: SimOperation,
  first: { readonly status: number; readonly body: Body },
): SimResponse {
  const location = { location: addressOf(telling, operation, 'operationresults') };
  return {
    status: first.status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-cache',
      'azure-asyncoperation': addressOf(telling, operation, 'operations'),
      ...(first.status === 202 ? location : {}),
      'x-ms-ratelimit-remaining-subscription-writes': '199',
    },
    body: first.body,
  };
}

type Side = 'operations' | 'operationresults';

function addressOf(telling: Telling, operation: SimOperation, side: Side): string {
  const path =
    `/subscriptions/${telling.subscription.id}/providers/Microsoft.ContainerService/locations/` +
    `${operation.plan.location}/${side}/${operation.id}`;
  const query = isOn('signed-operation-url', telling.switches)
    ? signedQuery(operation, path)
    : 'api-version=2017-08-31';
  return `https://${telling.armHost}${path}?${query}`;
}

const signedVersion = '2025-03-01';

/** `t`: .NET ticks. `c`: a certificate. `s`: the signature. `h`: a hash. The lengths are those of October 2025. */
function signedQuery(operation: SimOperation, path: string): string {
  const ticks = BigInt(operation.startedAt) * 10_000n + 621_355_968_000_000_000n;
  const stuff = (salt: string, length: number) => {
    let text = '';
    while (text.length < length) {
      text += createHash('sha256').update(`${salt} ${text.length} ${path} ${ticks}`).digest('base64url');
    }
    return text.slice(0, length);
  };
  return `api-version=${signedVersion}&t=${ticks}&c=MII${stuff('c', 2560)}&s=${stuff('s', 342)}&h=${stuff('h', 43)}`;
}

/** A signature covers the whole query: whoever changes a letter of it is turned away. */
function refuseSignature(
  telling: Telling,
  request: SimRequest,
  operation: SimOperation,
): SimResponse | undefined {
  if (!isOn('signed-operation-url', telling.switches)) return undefined;
  const expected = new URLSearchParams(signedQuery(operation, request.path.replace(/\/$/, '')));
  const isWhole = [...expected].every(([name, value]) => request.query.get(name) === value);
  return isWhole
    ? undefined
    : armError(403, 'AuthorizationFailed', 'The signature of the operation url does not fit its query.');
}

export function operationAnswer(
  telling: Telling,
  request: SimRequest,
  operation: SimOperation | undefined,
): SimResponse {
  if (operation === undefined) return unknownOperation(request);
  const refused = refuseSignature(telling, request, operation);
  if (refused !== undefined) return refused;
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    body: documentOf(telling, operation),
  };
}

export function resultAnswer(
  telling: Telling,
  request: SimRequest,
  operation: SimOperation | undefined,
  resource: () => Body,
): SimResponse {
  if (operation === undefined) return unknownOperation(request);
  const refused = refuseSignature(telling, request, operation);
  if (refused !== undefined) return refused;
  const location = addressOf(telling, operation, 'operationresults');
  const headers = { 'content-type': 'application/json', location };
  if (!operation.isOver) return { status: 202, headers };
  if (operation.outcome !== 'Succeeded') {
    const code = operation.error?.code ?? 'OperationCanceled';
    return providerError(409, code, operation.error?.message ?? 'The operation was canceled.');
  }
  if (isOn('operation-results-no-content', telling.switches)) return { status: 204, headers };
  return { status: 200, headers, body: resource() };
}

function unknownOperation(request: SimRequest): SimResponse {
  const id = request.path.split('/').at(-1) ?? '';
  return providerError(404, 'NotFound', `The entity was not found: operation ${id}.`);
}

function documentOf(telling: Telling, operation: SimOperation): Body {
  const { switches, now } = telling;
  const { isOver, startedAt, endsAt } = operation;
  const status = isOver ? operation.outcome : 'InProgress';
  const isLate = now >= startedAt + (endsAt - startedAt) * 0.9;
  const hasEnd = isOver || (isLate && isOn('end-time-beside-progress', switches));
  const error =
    isOver && operation.outcome !== 'Succeeded' ? operation.error : passingError(telling, operation);
  return {
    name: isOn('swapped-operation-name', switches) ? swapped(operation.id) : operation.id,
    status,
    startTime: ticksOf(startedAt),
    ...(hasEnd ? { endTime: ticksOf(isOver ? endsAt : now) } : {}),
    ...(error === undefined ? {} : { error }),
  };
}

/** From a third of the way on; half of the operations keep it when they have succeeded. */
function passingError(telling: Telling, operation: SimOperation): Body | undefined {
  if (!isOn('error-beside-status', telling.switches)) return undefined;
  const { isOver, startedAt, endsAt, number } = operation;
  const isUnderWay = telling.now >= startedAt + (endsAt - startedAt) / 3;
  if (isOver ? number % 2 === 0 : !isUnderWay) return undefined;
  return {
    code: 'NotLatestOperation',
    message:
      'The operation has been preempted by another one. Please wait for the other operation to complete and try again..',
  };
}

/** Seven digits of a second, as .NET writes them. */
function ticksOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '4217Z');
}

/** `d435913e-32cf-4594-…` is told as `3e9135d4-cf32-9445-…`. */
export function swapped(guid: string): string {
  const [a = '', b = '', c = '', ...rest] = guid.split('-');
  const turned = [a, b, c].map((group) => (group.match(/../g) ?? []).toReversed().join(''));
  return [...turned, ...rest].join('-');
}
