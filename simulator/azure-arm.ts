import {
  type AccessWorld,
  authenticate,
  grants,
  type SimIdentity,
  seesSubscription,
} from './azure-access.ts';
import { armError, notGranted } from './azure-answers.ts';
import { refuseApiVersion } from './azure-api-version.ts';
import { type Buckets, createBuckets } from './azure-buckets.ts';
import { createFailures, type FailureDesk, type SimFailure } from './azure-failures.ts';
import { type ForeignWrite, planForeign } from './azure-foreign.ts';
import { createLedger, type Heard, type Ledger } from './azure-ledger.ts';
import { createOperations, type Operations, type SimOperation, type Started } from './azure-operations.ts';
import { type Pace, usualPace } from './azure-pace.ts';
import { answerRead } from './azure-reads.ts';
import { type ArmRoute, isWrite, routeOf } from './azure-routes.ts';
import { findSubscription, subscriptionBody, subscriptionList } from './azure-subscriptions.ts';
import { throttle } from './azure-throttle.ts';
import type { WriteWorld } from './azure-write-world.ts';
import { answerWrite } from './azure-writes.ts';
import type { SimRequest, SimResponse, SimService } from './exchange.ts';
import type { Fleet, SimSubscription } from './fleet-model.ts';
import { isOn, type QuirkSwitches } from './quirks.ts';

/** One right asked for: what a role must grant, and whether it did. */
export interface ActionUse {
  readonly action: string;
  readonly scope: string;
  readonly granted: boolean;
}

export interface ArmOptions extends AccessWorld {
  readonly fleet: () => Fleet;
  /** What operations do to the fleet. */
  readonly setFleet: (fleet: Fleet) => void;
  readonly switches: () => QuirkSwitches;
  readonly pace?: () => Pace;
  readonly failures?: () => readonly SimFailure[];
  /** Items a page of a cluster list; the real size is not documented. */
  readonly pageSize?: number;
  /** Instead of ARM's own host in `nextLink`: what a client must not follow with its token. */
  readonly nextLinkHost?: string;
}

export interface Arm extends Pick<Ledger, 'mutations' | 'history' | 'rollbacks'> {
  readonly service: SimService;
  /** Every right that was asked for, in order. */
  readonly uses: readonly ActionUse[];
  /** Operations that really started, whoever asked for them. */
  readonly started: readonly Started[];
  readonly operations: readonly SimOperation[];
  /** Brings the fleet to now; every request does so first. */
  settle(): void;
  /** Somebody else starts something, without a request. */
  startForeign(write: ForeignWrite): SimOperation;
  /** From now on the newest image of its kind in a region: the kind stands before the last `-`. */
  publishImage(location: string, image: string): void;
}

/** Azure Resource Manager with AKS: what an upgrade check reads, and what an upgrade changes. */
export function createArm(options: ArmOptions): Arm {
  const ledger = createLedger(options.clock);
  const desk = openDesk(options);
  return {
    ...ledger,
    uses: desk.uses,
    started: desk.operations.started,
    operations: desk.operations.all,
    service(request) {
      desk.operations.settle();
      const heard = hear(options, desk, request);
      if (request.method !== 'GET') ledger.write(request, heard);
      return heard.response;
    },
    settle: () => desk.operations.settle(),
    startForeign(write) {
      desk.operations.settle();
      const world = { fleet: options.fleet(), pace: desk.pace() };
      return desk.operations.begin(planForeign(world, write), write.by ?? 'somebody-else');
    },
    publishImage(location, image) {
      desk.operations.settle();
      options.setFleet(withImage(options.fleet(), location, image));
    },
  };
}

interface Desk {
  readonly uses: ActionUse[];
  readonly buckets: Buckets;
  readonly operations: Operations;
  readonly failures: FailureDesk;
  readonly pace: () => Pace;
}

function openDesk(options: ArmOptions): Desk {
  const pace = options.pace ?? (() => usualPace);
  const failures = createFailures(options.failures ?? (() => []));
  const { clock, fleet, setFleet } = options;
  const failedPoolFailsCluster = () => isOn('failed-pool-fails-cluster', options.switches());
  return {
    uses: [],
    buckets: createBuckets(clock),
    operations: createOperations({ clock, pace, fleet, setFleet, failures, failedPoolFailsCluster }),
    failures,
    pace,
  };
}

function hear(options: ArmOptions, desk: Desk, request: SimRequest): Heard {
  const caller = authenticate(options, request);
  if ('status' in caller) return { response: caller };
  const by = caller.identity.objectId;
  const route = routeOf(request.path, request.method);
  if (route === undefined) return { by, response: noRoute(request) };
  const response = refuseApiVersion(request, route);
  if (response !== undefined) return { by, response };
  return { by, ...answer(options, { request, route, identity: caller.identity, desk }) };
}

function noRoute(request: SimRequest): SimResponse {
  if (request.method === 'GET') return armError(404, 'NotFound', `No route for ${request.path}.`);
  const message = `The simulated Azure does not take ${request.method} of ${request.path}.`;
  return armError(405, 'MethodNotAllowed', message);
}

interface Turn {
  readonly request: SimRequest;
  readonly route: ArmRoute;
  readonly identity: SimIdentity;
  readonly desk: Desk;
}

function answer(options: ArmOptions, turn: Turn): Heard {
  const { route, identity, request, desk } = turn;
  const { question } = route;
  const fleet = options.fleet();
  if (route.subscriptionId === undefined) return { response: subscriptionList(fleet, identity) };
  const subscription = findSubscription(fleet, identity, route.subscriptionId);
  if ('status' in subscription) return { response: subscription };
  const switches = options.switches();
  const refused =
    refuseAction(turn, subscription.id, switches) ??
    (question.kind === 'subscription'
      ? { status: 200, body: subscriptionBody(subscription) }
      : throttle(switches, { question, identity, buckets: desk.buckets }, subscription));
  if (refused !== undefined) return { response: refused };
  if (isWrite(question)) {
    const written = answerWrite(writeWorld(options, turn, subscription), request, question);
    return { response: written.response, written };
  }
  const { pageSize = 50, nextLinkHost } = options;
  const { operations } = desk;
  const world = { fleet, subscription, switches, pageSize, nextLinkHost, identity, operations };
  return { response: answerRead({ ...world, now: options.clock(), armHost: request.host }, request, route) };
}

function writeWorld(options: ArmOptions, turn: Turn, before: SimSubscription): WriteWorld {
  const { desk, identity, request } = turn;
  const fleet = options.fleet();
  return {
    fleet,
    subscription: fleet.subscriptions.find((one) => one.id === before.id) ?? before,
    switches: options.switches(),
    now: options.clock(),
    armHost: request.host,
    pace: desk.pace(),
    operations: desk.operations,
    failures: desk.failures,
    after: () => writeWorld(options, turn, before),
    by: identity.objectId,
  };
}

function refuseAction(turn: Turn, subscriptionId: string, switches: QuirkSwitches): SimResponse | undefined {
  const { route, identity, desk } = turn;
  const action = actionOf(route, switches);
  if (action === undefined) {
    if (seesSubscription(identity, subscriptionId)) return undefined;
    return notGranted(identity, 'Microsoft.Resources/subscriptions/read', route.scope);
  }
  const granted = grants(identity, action, route.scope);
  desk.uses.push({ action, scope: route.scope, granted });
  return granted ? undefined : notGranted(identity, action, route.scope);
}

/** Of three questions it is not known what they take. */
function actionOf({ question, action }: ArmRoute, switches: QuirkSwitches): string | undefined {
  switch (question.kind) {
    case 'operation':
    case 'operation-result':
      return isOn('operations-need-right', switches) ? action : undefined;
    case 'permissions':
      return isOn('permissions-readable', switches) ? undefined : 'Microsoft.Authorization/permissions/read';
    case 'image-upgrade':
      return isOn('image-upgrade-is-write', switches) ? action?.replace(/action$/, 'write') : action;
    default:
      return action;
  }
}

function withImage(fleet: Fleet, location: string, image: string): Fleet {
  const region = fleet.regions[location];
  const kind = image.slice(0, image.lastIndexOf('-'));
  if (region?.images[kind] === undefined) throw new Error(`No images like ${image} in ${location}.`);
  const images = { ...region.images, [kind]: image };
  return { ...fleet, regions: { ...fleet.regions, [location]: { ...region, images } } };
}
