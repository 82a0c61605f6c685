/** The unmodified bundle under a runner that cancels it, and behind a network that loses what Azure answers. */
import { describe, expect, test } from 'vitest';
import { badGatewayPage, gatewayTimeout, providerError } from '../../simulator/azure-answers.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { clouds } from '../../simulator/world.ts';
import { imagesOnly, randomFrom } from './crash-case.ts';
import { secondStarts, wrongAsking } from './crash-judge.ts';
import { mapSome } from './start.ts';
import { checkIn, complainOfUpgrade, inScene, planOf, type Scene, upgradeIn } from './upgrade-start.ts';

const host = clouds.AzureCloud.arm;
const quiet = { 'report-to': 'none', 'poll-interval': '5' };
const options = { fleet: imagesOnly, speed: 400 };
/** Later than the plan, whatever the check took. */
const later = { ...options, startAt: '2026-11-22T12:00:00Z' };
/** Real milliseconds: the runner gives 7.5 s, and we promise to be gone after 5. */
const longestGoodbye = 5000;
/** Real milliseconds in which a signal is heard and a request on its way arrives, on a busy machine; a step takes 80. */
const onItsWay = 500;
const cancellations = 24;

async function makePlan(): Promise<string> {
  return await inScene(options, async (scene) => planOf(await checkIn(scene, { 'report-to': 'none' })));
}

async function complainOfNext(scene: Scene, plan: string): Promise<readonly string[]> {
  const next = await upgradeIn(scene, plan, quiet);
  const result = next.stepOutputs['result'] ?? '';
  return [
    ...(['upgraded', 'nothing-to-do'].includes(result) ? [] : [`the next run ended ${result}`]),
    ...complainOfUpgrade(scene.world, next),
    ...secondStarts(scene.world.arm),
    ...wrongAsking(scene.world.arm),
  ];
}

async function playCancellation(plan: string, after: number): Promise<readonly string[]> {
  return await inScene(later, async (scene) => {
    const cancel = new AbortController();
    let cancelledAt = Number.POSITIVE_INFINITY;
    const timer = setTimeout(() => {
      cancelledAt = Date.now();
      cancel.abort();
    }, after);
    const result = await upgradeIn(scene, plan, quiet, { cancelAt: cancel.signal });
    clearTimeout(timer);
    const { exitAfterSignal, exitCode, stepOutputs, summary, stdout } = result;
    if (exitAfterSignal === undefined) return [];
    const sent = scene.world.network.exchanges.filter(
      ({ request, at }) => request.host === host && request.method !== 'GET' && at > cancelledAt + onItsWay,
    );
    // Before its first line has run nothing can listen to a signal: Node ends, and nothing was sent.
    const isEarly = exitCode === null && stdout === '';
    const told = stepOutputs['result'] ?? '';
    return [
      ...(exitAfterSignal <= longestGoodbye ? [] : [`gone after ${exitAfterSignal} ms`]),
      ...(sent.length === 0 ? [] : [`${sent.length} mutations after the signal`]),
      ...(isEarly || exitCode === 0 ? [] : [`exit ${exitCode}`]),
      ...(isEarly || ['handed-over', 'upgraded'].includes(told) ? [] : [`result ${told}`]),
      ...(isEarly || summary.trim() !== '' ? [] : ['no summary']),
      ...(isEarly ? [] : complainOfUpgrade(scene.world, result)),
      ...(await complainOfNext(scene, plan)),
    ].map((complaint) => `cancelled after ${after} ms: ${complaint}`);
  });
}

describe('the bundle, cancelled', () => {
  test('at random instants: gone in time, nothing sent any more, and the next run goes on', async () => {
    const plan = await makePlan();
    const random = randomFrom(22);
    const instants = Array.from({ length: cancellations }, () => 50 + random(2500));
    const complaints = await mapSome(instants, 3, (after) => playCancellation(plan, after));
    expect(complaints.flat()).toEqual([]);
  }, 400_000);
});

describe('the bundle, behind a network that loses answers', () => {
  const broken: readonly Pick<FaultRule, 'response' | 'broken'>[] = [
    { response: providerError(500, 'InternalOperationError', 'Internal server error') },
    { response: badGatewayPage },
    { response: providerError(503, 'ServiceUnavailable', 'The service is unavailable.') },
    { response: gatewayTimeout },
    { response: { status: 408, body: '' } },
    { broken: 'reset' },
    { broken: 'truncate' },
    { response: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' } },
  ];
  const cases = broken.flatMap((fault, index) =>
    (['before', 'lost'] as const)
      .filter((kind) => fault.broken !== 'truncate' || kind === 'lost')
      .map((kind) => ({ ...fault, kind, nth: 1 + (index % 3) })),
  );

  test('sends each mutation once, and tells the truth of it', async () => {
    const plan = await makePlan();
    const complaints = await mapSome(cases, 3, async ({ kind, nth, ...fault }) =>
      inScene(later, async (scene) => {
        const match = { host, method: 'POST' };
        scene.world.network.faults.push({ match, nth, kind, ...fault });
        const result = await upgradeIn(scene, plan, quiet);
        const sent = scene.world.network.exchanges.filter(
          ({ request }) => request.host === host && request.method !== 'GET',
        );
        const lost = sent.find(({ fault: met }) => met !== undefined);
        const same = sent.filter(
          ({ request, response }) => request.path === lost?.request.path && response.status !== 409,
        );
        const truth = kind === 'before' ? 'failed' : 'upgraded';
        const told = result.stepOutputs['result'] ?? '';
        return [
          ...(same.length === 1 ? [] : [`sent ${same.length} times`]),
          ...(told === truth ? [] : [`told ${told}, and ${truth} is true`]),
          ...complainOfUpgrade(scene.world, result),
          ...(await complainOfNext(scene, plan)),
        ].map((complaint) => `${kind} ${fault.broken ?? fault.response?.status} ${nth}: ${complaint}`);
      }),
    );
    expect(complaints.flat()).toEqual([]);
  }, 300_000);
});
