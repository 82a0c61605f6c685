/** What people and later jobs get to know of an upgrade by the unmodified bundle, and what nobody does. */
import { describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import { imageActions } from '../../simulator/azure-access.ts';
import { usualPace } from '../../simulator/azure-pace.ts';
import { type ClusterDescription, simSubscriptionId, simTenantId } from '../../simulator/fleet.ts';
import { clouds, simClientId, type World } from '../../simulator/world.ts';
import { docsBase } from '../../src/report/links.ts';
import { hostileCorpus } from '../builders/hostile-strings.ts';
import { judge } from '../oracles/markdown.ts';
import { isReleaseLink } from '../oracles/release-links.ts';
import { readCommands } from '../oracles/runner-commands.ts';
import { ourPlace } from './security-hostile.ts';
import { codeOf } from './start.ts';
import {
  checkIn,
  complainOfUpgrade,
  inScene,
  mutationsOf,
  planOf,
  progressOf,
  startedOf,
  textsOf,
  unhurried,
  upgradeIn,
  walkThrough,
} from './upgrade-start.ts';

const old = { imageDaysBehind: 20 };
const stale = (name: string): ClusterDescription => ({ name, pools: [{ name: 'system', ...old }] });
const wordOf = ({ exitCode, outputs }: ActionResult) => [exitCode, outputs['result']];
const issueOf = (world: World) => world.github.state.issues.get(1);

describe('a dry run', () => {
  const clusters = [{ name: 'aks-1', version: '1.35.5', pools: [{ name: 'system', ...old }] }];
  const cases = [
    {
      name: 'names the rights that are missing',
      quirks: {},
      says: /Missing:.*agentPools\/write.*managedClusters\/write/,
    },
    {
      name: 'says so where they cannot be judged',
      quirks: { 'permissions-readable': false },
      says: /could not be judged/,
    },
  ];
  test.each(cases)('sends nothing, and $name', async ({ quirks, says }) => {
    await inScene({ clusters, actions: imageActions, quirks }, async (scene) => {
      const { world } = scene;
      const checked = await checkIn(scene);
      const body = issueOf(world)?.body;
      const result = await upgradeIn(scene, planOf(checked), { 'dry-run': 'true' });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect(wordOf(result)).toEqual([0, 'dry-run']);
      expect(mutationsOf(world)).toEqual([]);
      expect(progressOf(world)).toEqual([]);
      expect(issueOf(world)?.body).toBe(body);
      expect(result.summary).toContain('would start');
      expect(result.annotations.map(({ text }) => text).join('\n')).toMatch(says);
    });
  });
});

describe('a job of a matrix', () => {
  test('does its own cluster of the whole plan, and leaves the others and the issue alone', async () => {
    await inScene({ clusters: [stale('aks-1'), stale('aks-2')] }, async (scene) => {
      const { world } = scene;
      const checked = await checkIn(scene);
      const { include } = JSON.parse(checked.outputs['matrix'] ?? '') as { include: { cluster: string }[] };
      expect(include).toHaveLength(2);
      const body = issueOf(world)?.body;
      for (const [at, { cluster }] of include.entries()) {
        const result = await upgradeIn(scene, planOf(checked), { clusters: cluster });
        expect(complainOfUpgrade(world, result)).toEqual([]);
        expect([...wordOf(result), result.outputs['operation']]).toEqual([0, 'upgraded', 'none']);
        expect(world.arm.started).toHaveLength(at + 1);
        expect(result.summary).toContain('1 approved step is not in the scope of this job.');
        expect([issueOf(world)?.body, issueOf(world)?.state]).toEqual([body, 'open']);
      }
      expect(progressOf(world)).toHaveLength(2);
      expect(new Set(world.arm.started.map(({ id }) => id)).size).toBe(2);
    });
  });
});

describe('names', () => {
  test('are nowhere under `redact`, whatever fails', async () => {
    const named: ClusterDescription = {
      name: 'secretcluster',
      resourceGroup: 'secretgroup',
      version: '1.35.5',
      pools: [{ name: 'secretpool', ...old }],
    };
    const message = 'Node aks-secretpool-1 of secretcluster in secretgroup did not come up.';
    const failures = [
      { cluster: 'secretcluster', pool: 'secretpool', at: 0.5, state: 'Failed', code: 'Whatever', message },
    ] as const;
    await inScene({ clusters: [named], failures }, async (scene) => {
      const redact = { redact: 'true' };
      const { checked, result } = await walkThrough(scene, { check: redact, upgrade: redact });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect([...wordOf(result), codeOf(result)]).toEqual([1, 'failed', 'AKSU-UPGRADE-FAILED']);
      const texts = [...textsOf(scene.world, result), checked.log, checked.summary, result.stdout];
      expect(
        texts.flatMap((text) => /.{0,80}secret(?:cluster|group|pool).{0,40}/.exec(text)?.[0] ?? []),
      ).toEqual([]);
      expect(progressOf(scene.world)).toHaveLength(1);
    });
  });

  test('and ids that are secrets leave the plan whole', async () => {
    await inScene({ clusters: [stale('aks-1')] }, async (scene) => {
      const secrets = [
        simSubscriptionId,
        simTenantId,
        simClientId,
        'aks-1',
        'rg-aks',
        'system',
        'westeurope',
      ];
      const checked = await checkIn(scene, {}, { secrets });
      expect(checked.droppedOutputs).toEqual([]);
      const result = await upgradeIn(scene, planOf(checked), {}, { secrets });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect(wordOf(result)).toEqual([0, 'upgraded']);
      expect(result.log).toContain('***');
    });
  });
});

test('with `report-to: none` GitHub is told nothing, and the summary everything', async () => {
  await inScene({ clusters: [stale('aks-1')] }, async (scene) => {
    const { world } = scene;
    const silent = { 'report-to': 'none' };
    const { result } = await walkThrough(scene, { check: silent, upgrade: silent });
    expect(complainOfUpgrade(world, result)).toEqual([]);
    expect([...wordOf(result), result.outputs['operation']]).toEqual([0, 'upgraded', 'none']);
    expect(world.github.state.issues.size + world.github.state.comments.size).toBe(0);
    expect(result.summary).toContain('1 of 1 step done');
  });
});

test.each(['AzureUSGovernment', 'AzureChinaCloud'] as const)(
  'in %s nothing goes to another cloud',
  async (name) => {
    const cloud = clouds[name];
    const clusters = [{ name: 'aks-1', version: '1.35.5', pools: [{ name: 'system', ...old }] }];
    await inScene({ clusters, cloud }, async (scene) => {
      const inputs = { 'azure-cloud': name };
      const { result } = await walkThrough(scene, { check: inputs, upgrade: inputs });
      expect(complainOfUpgrade(scene.world, result)).toEqual([]);
      expect(wordOf(result)).toEqual([0, 'upgraded']);
      const hosts = new Set(scene.world.network.exchanges.map(({ request }) => request.host));
      const ours = [new URL(scene.world.run.apiUrl).host, oidcHost];
      // MSAL goes to the name that an authority prefers.
      const authorities = [
        cloud.authority,
        ...(name === 'AzureChinaCloud' ? ['login.partner.microsoftonline.cn'] : []),
      ];
      expect(hosts).toContain(cloud.arm);
      expect([...hosts].filter((host) => ![...ours, cloud.arm, ...authorities].includes(host))).toEqual([]);
    });
  },
);

describe("Azure's words", () => {
  const ownMarker =
    /^<!-- (?:\/aks-upgrade|aks-upgrade (?:progress key=[\w-]+ cluster=[0-9a-f]{16}|v1 key=[\w-]+ fingerprint=[0-9a-f]+)|due(?: [0-9a-f]{6})*|plan [0-9a-f]{12} since [\d:TZ-]{20}) -->$/;
  const run = 'https://github.com/contoso/platform/actions/runs/19500000001';
  const ownTitle =
    /^(?:No gate|Handed over|AKSU-[A-Z-]+: |Out of support: |Held back: |(?:First|Next) deadline: |Overdue|rg-aks\/aks-\d, .*: (?:failed|could not be read)$)/;

  function complainOfText(text: string): readonly string[] {
    const {
      markers,
      headings: _,
      tables,
      unbalancedDetails,
      unclosedFences,
      ...lists
    } = judge(text, {
      links: (url) =>
        url === run || ourPlace.test(url) || url.startsWith(`${docsBase}/`) || isReleaseLink(url),
      html: (html) => /^<\/?(?:details|summary)>$/.test(html) || ownMarker.test(html),
    });
    return [
      ...Object.entries(lists).flatMap(([what, found]) =>
        found.map((one) => `${what} ${JSON.stringify(one)}`),
      ),
      ...markers.flatMap((marker) =>
        ownMarker.test(marker.text) ? [] : [`marker ${JSON.stringify(marker)}`],
      ),
      ...tables.flatMap(({ columns }) => (new Set(columns).size === 1 ? [] : [`columns ${columns}`])),
      ...(unbalancedDetails + unclosedFences === 0 ? [] : ['unbalanced']),
    ];
  }

  function complainOfLog(result: ActionResult): readonly string[] {
    return readCommands(result.stdout).flatMap(({ name, syntax, properties }) => {
      const isOurs =
        syntax === '::' &&
        (['add-mask', 'group', 'endgroup', 'debug'].includes(name) ||
          (['notice', 'warning', 'error'].includes(name) && ownTitle.test(properties['title'] ?? '')));
      return isOurs ? [] : [`${syntax}${name} ${JSON.stringify(properties)}`];
    });
  }

  const hostile = [
    '::error title=Forged::x',
    '##[error]x',
    '\n::add-mask::a\n##[group]b',
    '@contoso/platform-team #1 https://a.example <img src=x> ![x](y)',
    '\n<!-- aks-upgrade progress key=scope cluster=0123456789abcdef -->\n<!-- /aks-upgrade -->\n',
    ...hostileCorpus,
  ];
  const third = Math.ceil(hostile.length / 3);
  const parts = [0, 1, 2].map((at) => hostile.slice(at * third, (at + 1) * third));

  test('in failures and refusals stay words', async () => {
    // Of 1,000 characters that are told: short pieces, so that all of them get there.
    const words = parts.map((part) => part.map((text) => text.slice(0, 60)));
    const pieces = words.flatMap((part) => [
      part.slice(0, part.length / 2).join(' '),
      part.slice(part.length / 2).join(' '),
    ]);
    const clusters = pieces.map((_, at) => stale(`aks-${at}`));
    const failures = pieces.map((message, at) =>
      at % 2 === 0
        ? ({ cluster: `aks-${at}`, at: 0.5, state: 'Failed', code: message.slice(0, 30), message } as const)
        : {
            cluster: `aks-${at}`,
            refuse: { status: 400, code: message.slice(0, 30), subcode: message, message },
          },
    );
    await inScene({ clusters, failures, ...unhurried }, async (scene) => {
      const { world } = scene;
      const { result } = await walkThrough(scene, { upgrade: { 'max-failures': '10', 'max-parallel': '6' } });
      expect(complainOfUpgrade(world, result)).toEqual([]);
      expect([...wordOf(result), codeOf(result)]).toEqual([1, 'failed', 'AKSU-UPGRADE-FAILED']);
      expect(result.summary.match(/\*\*failed\*\*/g)?.length).toBe(pieces.length);
      const { issues, comments } = world.github.state;
      const bodies = [
        ...[...issues.values()].map(({ body }) => body ?? ''),
        ...[...comments.values()].map(({ body }) => body),
      ];
      expect(bodies.length).toBeGreaterThanOrEqual(pieces.length + 1);
      const complaints = [result.summary, ...bodies].flatMap(complainOfText);
      expect([...complaints, ...complainOfLog(result)]).toEqual([]);
      expect(Object.keys(result.stepOutputs)).not.toContain('x');
    });
  });
});

test('a scheduled check meanwhile says that an upgrade runs, and leaves progress and issue alone', async () => {
  const cluster = { name: 'aks-1', version: '1.35.5', pools: [{ name: 'system', ...old }] };
  await inScene({ clusters: [cluster], speed: 300, pace: usualPace }, async (scene) => {
    const { world } = scene;
    const checked = await checkIn(scene);
    const scheduled = { runId: '19500000002', runNumber: '43' };
    const seen: { check?: Promise<ActionResult>; before?: string | null; progress?: readonly string[] } = {};
    const afterwards = () => {
      seen.before = issueOf(world)?.body ?? null;
      seen.check = checkIn(scene, {}, { run: scheduled });
    };
    // The control plane has been at it for some polls: its progress stands there.
    world.network.faults.push({ match: { path: /\/operations\//i }, nth: 6, kind: 'after', afterwards });
    const upgrading = upgradeIn(scene, planOf(checked));
    const result = await upgrading;
    const meanwhile = await seen.check;
    if (meanwhile === undefined) throw new Error('The check did not run.');
    expect(complainOfUpgrade(world, result)).toEqual([]);
    expect(wordOf(result)).toEqual([0, 'upgraded']);
    expect([meanwhile.exitCode, meanwhile.outputs['issue-number']]).toEqual([0, '1']);
    expect(meanwhile.summary).toMatch(/upgrade running/i);
    expect(meanwhile.outputs['operation']).not.toBe('closed');
    const edits = world.network.exchanges.filter(
      ({ request }) => /\/comments/.test(request.path) && request.method !== 'GET',
    );
    const tokens = new Set(edits.map(({ request }) => request.headers['authorization']));
    expect([...tokens]).toEqual(['token ghs_upgrade']);
    expect(progressOf(world)).toHaveLength(1);
    expect([startedOf(world).length, issueOf(world)?.state]).toEqual([2, 'closed']);
  });
});
