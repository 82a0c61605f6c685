/** How an upgrade ends that was told to stop, has no time left, or has nothing to look at. */
import { describe, expect, test } from 'vitest';
import { findDrift } from '../../src/drift/find-drift.ts';
import { Failure } from '../../src/failure.ts';
import type { Aim, Inputs } from '../../src/inputs/inputs.ts';
import type { RunContext } from '../../src/inputs/run-context.ts';
import { sha256 } from '../../src/inputs/runner-sha256.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { conclude } from '../../src/tracking/ending/conclude.ts';
import type { UpgradeDoor } from '../../src/upgrade/door/door.ts';
import type { GateProof } from '../../src/upgrade/gate/gate.ts';
import { type Acted, type Eyes, upgradeApproved } from '../../src/upgrade/upgrade.ts';
import { aCluster, anInventory, aPool, image, offers, version } from '../builders/fleet.ts';
import { approve } from '../plan/carried-out.ts';
import { facts } from '../plan/table/row.ts';
import { anAsk, newImage, oldImage } from './engine-desk.ts';
import { VirtualTime } from './virtual-time.ts';

const aim: Aim = { upgradeType: 'node-image-only', channel: 'stable', minimumReleaseAge: 0, surge: {} };
const latest = { latestImage: image(newImage), upgrades: undefined };
const old = aPool({ name: 'np1', version: version('1.35.5'), image: image(oldImage), offer: latest });
const before = aCluster({ name: 'one', version: version('1.35.5'), offers: offers(), pools: [old] });
const after = { ...before, pools: [{ ...old, image: image(newImage) }] };

type LastReading = (time: VirtualTime) => Promise<Inventory>;

interface Ending {
  readonly found?: Inventory;
  readonly last?: LastReading;
  /** What a look at the one cluster finds. */
  readonly looked?: Inventory;
  /** The clusters that were planned for. */
  readonly planned?: Inventory;
  /** Minutes. */
  readonly haltAfter?: number;
  readonly scopeKey?: string;
  readonly redact?: boolean;
  readonly proof?: GateProof;
}

interface Ended {
  readonly acted: Acted;
  readonly minutes: number;
  readonly warnings: readonly string[];
  readonly lines: readonly string[];
  /** How often everything was read after the upgrade. */
  readonly lastReadings: number;
  /** Timers that would keep the process alive. */
  readonly pending: number;
}

/** One image is put in an instant; then everything is read a last time. */
async function end(how: Ending): Promise<Ended> {
  const time = new VirtualTime();
  const start = time.now();
  const halt = Promise.withResolvers<void>();
  const state = { isAsked: false, isPut: false };
  const warnings: string[] = [];
  const lines: string[] = [];
  const redact = how.redact === true;
  const judge: Eyes['judge'] = (inventory, aimOf) => {
    const now = time.now();
    const drift = findDrift(inventory, aim, now, aimOf);
    return { inventory, drift, plan: makePlan(drift, aim, { ...facts, now, sha256 }), now };
  };
  let lastReadings = 0;
  const plan = judge(how.planned ?? anInventory([before])).plan;
  const approved = approve({ ...plan, canonical: plan.canonical }, start);
  const read: Eyes['read'] = async (only) => {
    if (only !== undefined) return how.looked ?? anInventory([state.isPut ? after : before]);
    lastReadings += 1;
    return await (how.last ?? (async () => anInventory([after])))(time);
  };
  const door: UpgradeDoor = {
    begin: async (_step, _surge, mayStart) => {
      if (!mayStart()) return { kind: 'not-sent' };
      state.isPut = true;
      return { kind: 'started' };
    },
    peek: async () => ({ kind: 'state', provisioningState: 'Succeeded', pools: [] }),
    explain: async () => ({ canRollBack: false }),
    missingRights: async () => [],
  };
  const say = () => undefined;
  const log = { info: say, debug: say, notice: say, error: say, mask: say };
  if (how.haltAfter !== undefined) {
    void time.pause(how.haltAfter * 60_000).then(() => {
      state.isAsked = true;
      halt.resolve();
    });
  }
  const ask = { ...anAsk, scopeKey: how.scopeKey ?? approved.scopeKey, deadline: 60 };
  const acted = await time.run(
    upgradeApproved(
      { approved, ask, proof: how.proof ?? { kind: 'none' } },
      {
        inputs: { telling: { redact } } as Inputs,
        context: { repositoryId: facts.repositoryId } as RunContext,
        sha256,
        startedAt: start,
      },
      how.found ?? anInventory([before]),
      { read, judge },
      {
        clock: time,
        log: {
          ...log,
          info: (text) => void lines.push(text),
          warning: (title, text) => void warnings.push(`${title}: ${text}`),
        },
        door,
        halt: {
          get isAsked() {
            return state.isAsked;
          },
          asked: halt.promise,
        },
        tell: say,
        nameOf: ({ name }) => name,
        nameOfPool: ({ name }) => name,
        redact,
      },
    ),
  );
  const minutes = (time.now().getTime() - start.getTime()) / 60_000;
  return { acted, minutes, warnings, lines, lastReadings, pending: time.pending };
}

const never: LastReading = () => new Promise(() => undefined);

describe('the last reading', () => {
  test('tells what is due now', async () => {
    const { acted, lastReadings, pending } = await end({});
    expect(acted.upgrade?.outcome.result).toBe('upgraded');
    expect([acted.isStale, acted.plan.steps]).toEqual([false, []]);
    expect([lastReadings, pending]).toEqual([1, 0]);
  });

  test('is not begun after the signal, nor where nothing was done', async () => {
    const stopped = await end({ haltAfter: 0.1 });
    expect(stopped.acted.upgrade?.outcome).toMatchObject({ result: 'handed-over', hasMoved: true });
    expect([stopped.acted.isStale, stopped.lastReadings, stopped.warnings]).toEqual([true, 0, []]);
    const idle = await end({ found: anInventory([after]) });
    expect([idle.acted.isStale, idle.lastReadings, idle.warnings]).toEqual([false, 0, []]);
  });

  test('ends with the signal: what was done is told all the same', async () => {
    const { acted, minutes } = await end({ last: never, haltAfter: 10 });
    expect(acted.upgrade?.outcome.result).toBe('upgraded');
    expect([acted.isStale, minutes]).toEqual([true, 10]);
  });

  test('ends three minutes after the deadline', async () => {
    const { acted, minutes, warnings } = await end({ last: never });
    expect(acted.upgrade?.outcome.result).toBe('upgraded');
    expect([acted.isStale, minutes]).toEqual([true, 63]);
    expect(warnings).toEqual([
      'Not read again: There was no time left to read what is due after the upgrade.',
    ]);
  });

  test('may fail', async () => {
    const { acted, warnings } = await end({ last: () => Promise.reject(new Error('no sign-in')) });
    expect([acted.upgrade?.outcome.result, acted.isStale]).toEqual(['upgraded', true]);
    expect(warnings).toEqual([
      'Not read again: What is due now could not be read after the upgrade: no sign-in',
    ]);
    const odd = await end({ last: () => Promise.reject('odd') });
    expect(odd.warnings).toEqual([
      'Not read again: What is due now could not be read after the upgrade: odd',
    ]);
  });
});

describe('a cluster that is no more when it is looked at', () => {
  const gone = { looked: anInventory([]), scopeKey: 'another' };

  test('is gone, and not elsewhere: it was asked for by its id', async () => {
    const { acted } = await end(gone);
    expect(acted.upgrade?.outcome).toMatchObject({ result: 'nothing-to-do', steps: [{ end: 'gone' }] });
  });

  test('is looked at beside one that this job does not see', async () => {
    const id = `${before.id}-2`;
    const other = { ...before, id, name: 'two', pools: [{ ...old, id: `${id}/agentpools/np1` }] };
    const { acted } = await end({ ...gone, planned: anInventory([before, other]) });
    expect(acted.upgrade?.outcome.steps.map((step) => step.end).sort()).toEqual(['elsewhere', 'gone']);
  });
});

describe('a scope that holds no cluster', () => {
  const nothing = anInventory([]);

  test.each([
    [0, false, []],
    [1, false, ['Not found, or not readable:', '- no-0: not found']],
    [
      10,
      false,
      ['Not found, or not readable:', ...Array.from({ length: 10 }, (_, at) => `- no-${at}: not found`)],
    ],
    [1, true, ' 1 entry of the scope could not be read.'],
    [2, true, ' 2 entries of the scope could not be read.'],
  ])('tells of %i entries that were not found (redacted: %s)', async (many, redact, told) => {
    const unread = Array.from({ length: many }, (_, index) => ({
      kind: 'cluster' as const,
      id: `${index}`,
      name: `no-${index}`,
      reason: 'not found',
    }));
    const found = anInventory([], { unread });
    const failure = await end({ found, scopeKey: 'another', redact }).catch((error: unknown) => error);
    const first =
      'No cluster is in the scope of this job, so that nothing of the approved plan was looked at.';
    const message = typeof told === 'string' ? `${first}${told}` : [first, ...told].join('\n');
    expect(failure).toMatchObject({ message });
  });

  test('is refused where it is another than that of the check: jobs of later stages would go on', async () => {
    await expect(end({ found: nothing, scopeKey: 'another' })).rejects.toMatchObject({ code: 'AKSU-SCOPE' });
  });

  test('names what could not be found there, and how to list what is there', async () => {
    const id = '/subscriptions/3f1c6a52-0d94-4be7-8a57-92e1b0c4d7aa/x';
    const unread = [
      { kind: 'cluster' as const, id: 'x', name: 'rg-dev/nope', reason: `not found (404 of ${id})` },
      ...Array.from({ length: 11 }, (_, index) => ({
        kind: 'cluster' as const,
        id: `${index}`,
        name: `rg-dev/no-${index}`,
        reason: 'not found',
      })),
    ];
    const found = anInventory([], { unread });
    const open = await end({ found, scopeKey: 'another' }).catch((error: unknown) => error);
    expect(open).toMatchObject({
      message: expect.stringMatching(/\n- rg-dev\/nope: not found \(404 of [\s\S]+\n- and 2 more$/),
      next: expect.stringContaining('`az aks list -o table`'),
    });
    expect(String(open)).not.toContain('3f1c6a52');
    const redacted = await end({ found, scopeKey: 'another', redact: true }).catch((error: unknown) => error);
    expect(String(redacted)).toMatch(/ 12 entries of the scope could not be read\.$/);
  });

  test('of the check itself says that all is gone', async () => {
    const { acted } = await end({ found: nothing });
    expect(acted.upgrade?.outcome).toMatchObject({ result: 'nothing-to-do', steps: [{ end: 'gone' }] });
  });

  test('that could not be read is unread', async () => {
    const unread = [{ kind: 'subscription' as const, id: 'x', name: 'x', reason: 'Azure refused (403)' }];
    const { acted } = await end({ found: anInventory([], { unread }), scopeKey: 'another' });
    expect(acted.upgrade?.outcome).toMatchObject({ result: 'failed', steps: [{ end: 'unread' }] });
  });

  test('is none where it holds other clusters that are up to date', async () => {
    const other = anInventory([aCluster({ name: 'other' })]);
    const { acted } = await end({ found: other, scopeKey: 'another' });
    expect(acted.upgrade?.outcome).toMatchObject({ result: 'nothing-to-do', steps: [{ end: 'elsewhere' }] });
  });
});

describe('the log', () => {
  test('begins with what was approved and by whom, and ends with what came of it', async () => {
    const nobody = await end({});
    expect(nobody.lines[0]).toMatch(
      /^Plan [0-9a-f]{12}: 1 step in 1 cluster\. Nobody had to approve it \(`gate: none`\)\.$/,
    );
    expect(nobody.lines.at(-1)).toBe('Result: upgraded. 1 done.');
    const proof: GateProof = {
      kind: 'environment',
      environment: 'production',
      approvedBy: ['release-manager', 'second-pair'],
      isSelfApproved: false,
      canAdminsBypass: false,
    };
    const somebody = await end({ proof });
    expect(somebody.lines[0]).toMatch(/ in 1 cluster, approved by release-manager, second-pair\.$/);
  });

  test('tells how much of the plan this job sees', async () => {
    const { lines } = await end({
      found: anInventory([aCluster({ name: 'other' })]),
      scopeKey: 'another',
    });
    expect(lines).toEqual([
      expect.stringMatching(/: 1 step of which this job found none\. Nobody/),
      "Result: nothing-to-do. 1 not in this job's scope.",
    ]);
  });
});

describe('an upgrade that could read nothing at all', () => {
  const scope = { subscriptionIds: [], clusters: [], tags: [], nodePools: [] };
  const asked = { failOn: [], scope, telling: { redact: false } };

  test('ends with the permission that it lacks, whatever else is wrong', async () => {
    const missing = {
      kind: 'subscription' as const,
      id: 'x',
      name: 'x',
      reason: 'Azure refused (403)',
      missingAction: 'Microsoft.ContainerService/managedClusters/read',
    };
    const { acted } = await end({ found: anInventory([], { unread: [missing] }) });
    const failure = conclude(asked, acted, new Failure('AKSU-GITHUB', 'GitHub is down.'));
    expect(failure).toMatchObject({
      code: 'AKSU-AZURE-READ',
      next: expect.stringContaining(missing.missingAction),
    });
  });
});
