/** Sources full of text that wants to be more than text: in issue, comment, pull request, summary and log it is none. */
import { describe, expect, test } from 'vitest';
import type { ActionResult } from '../../simulator/action.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import { type ClusterDescription, describeFleet } from '../../simulator/fleet.ts';
import { askedOf } from '../../simulator/release-sources.ts';
import { poisons } from '../../simulator/release-spoiled.ts';
import type { World } from '../../simulator/world.ts';
import { readCommands } from '../oracles/runner-commands.ts';
import { atGitHub, issueOf, tell } from './github-desk.ts';
import { bodyOf, bumpWell, inRepository, shopAt } from './pulls-bump-desk.ts';
import { atPullRequests, files, moveTo, propose, tellPull, told } from './pulls-comment-desk.ts';
import { behind, decided, sectionOf, troublesOf } from './releases-desk.ts';
import { complainOfCommands, complainOfMarkdown } from './security-hostile.ts';
import { commandFile } from './start.ts';

const releases = { hostile: true, lateBy: 0 };
const pools = [
  ...(behind.pools ?? []),
  { name: 'lin', osSku: 'AzureLinux', imageKind: 'AKSAzureLinux-V3gen2', imageDaysBehind: 28 },
  { name: 'jammy', osSku: 'Ubuntu', imageKind: 'AKSUbuntu-2204gen2containerd', imageDaysBehind: 63 },
];
const cluster: ClusterDescription = { ...behind, pools };
const fleet = () =>
  describeFleet({ now: new Date(), clusters: [cluster, { name: 'aks-old', version: '1.34.2' }] });

/**
 * What would reach for another place or turn text around, also where it is text; lines may end. A scheme that is parted
 * from what follows it is a word.
 */
const foreign =
  /(?:\/\/|www\.)evil\.example|<script|<img|javascript:(?!&#8203;)|\p{Bidi_Control}|(?!\n)\p{Cc}/u;

/** All that the run itself wrote; what was written to GitHub besides, by place. */
function complain(
  world: World,
  result: ActionResult,
  written: Readonly<Record<string, string>>,
): readonly string[] {
  const secrets = [...world.github.state.tokens.keys(), ...tokensOf(world)];
  const summary = commandFile(result, 'GITHUB_STEP_SUMMARY');
  const all = [summary, ...Object.values(written)].join('\n');
  return [
    ...complainOfMarkdown(summary, 'summary', 0),
    ...Object.entries(written).flatMap(([place, text]) => complainOfMarkdown(text, place, 2)),
    ...complainOfCommands(result.stdout, secrets),
    ...(foreign.exec(all.replaceAll(/`[^`\n]*`/g, '')) ?? []),
    ...['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].flatMap((name) => commandFile(result, name) || []),
    ...(result.stdout.split('\n').some((line) => line.length > 5000)
      ? ['a line of the log without end']
      : []),
  ];
}

function tokensOf(world: World): readonly string[] {
  return world.network.exchanges.flatMap(({ response }) => {
    const { value, access_token: access } = (response.body ?? {}) as Record<string, unknown>;
    return [value, access].filter((one) => typeof one === 'string');
  });
}

/** It did get as far as the report: something was read of what is hostile. */
function expectRead(text: string): void {
  expect(sectionOf(text, 'What the new node images bring')).toMatch(/\| (?:Kernel|Windows build) \|/);
  expect(troublesOf(text).filter((line) => line.startsWith('node image notes: not read'))).toEqual([]);
}

test('in an issue, the summary and the log', async () => {
  await atGitHub({ fleet: fleet(), releases }, async (world) => {
    const result = await tell(world);
    expect(result.outputs['operation']).toBe('created');
    const { title, body } = issueOf(world);
    expect(complain(world, result, { issue: body ?? '' })).toEqual([]);
    expect(complainOfMarkdown(title, 'title', 0)).toEqual([]);
    expectRead(result.summary);
    const again = await tell(world);
    expect(again.outputs['operation']).toBe('unchanged');

    const without = await tell(world, { 'release-data': 'off', 'report-to': 'none' });
    expect(result.outputs['plan-digest']).toBe(without.outputs['plan-digest']);
    expect(decided(result)).toMatchObject({
      matrix: without.outputs['matrix'],
      drift: without.outputs['drift'],
    });

    const debugged = await tell(world, {}, { debug: true });
    const commands = readCommands(debugged.stdout);
    expect(commands.filter(({ data }) => data.startsWith('Release data, ')).length).toBeGreaterThan(8);
    const others = commands.filter(({ name }) => !['add-mask', 'debug', 'notice'].includes(name));
    expect(others).toEqual([]);
  });
});

describe('in refusals', () => {
  const bodies = poisons.map((poison) => poison.replaceAll('\u0000', ''));
  test('nothing of them is told', async () => {
    const sources = ['image-notes', 'release-notes', 'calendar', 'cves'] as const;
    const faults = sources.map(
      (source, at): FaultRule => ({
        match: askedOf(source),
        kind: 'before',
        response: {
          status: [404, 500, 422, 302][at] ?? 500,
          headers: {
            location: 'https://evil.example/?q=::error::x',
            'content-type': 'text/html',
            'x-error': '::error::x',
          },
          body: bodies.join('\n'),
        },
      }),
    );
    await atGitHub({ fleet: fleet(), releases, faults }, async (world) => {
      const result = await tell(world);
      expect(complain(world, result, { issue: issueOf(world).body ?? '' })).toEqual([]);
      expect(troublesOf(result.summary)).toHaveLength(4);
    });
  });
});

test('in a comment on a pull request', async () => {
  await atPullRequests({ fleet: fleet(), releases, github: { files } }, async (world) => {
    const number = propose(world, moveTo('1.36.2'));
    const result = await tellPull(world, number);
    const body = told(world, number);
    expect(complain(world, result, { comment: body })).toEqual([]);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expectRead(body);
    expect(body).toMatch(/<summary>Whole report<\/summary>/);
    expect((await tellPull(world, number)).outputs['operation']).toBe('unchanged');
  });
});

test('in our own pull request', async () => {
  const shop = shopAt('1.35.4', { pools });
  await inRepository({ fleet: shop, releases, speed: 1 }, async (scene) => {
    const { result, operation } = await bumpWell(scene);
    expect(operation).toBe('created');
    const body = bodyOf(scene.world);
    expect(complain(scene.world, result, { 'pull request': body })).toEqual([]);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expectRead(body);
    expect(body).toContain('**What it brings** to ');
    expect((await bumpWell(scene)).writes).toEqual([]);
  });
});

test('with redacted names, none stands in what is told of releases', async () => {
  const names = { cluster: 'zebra-cluster', group: 'quagga-group', pool: 'okapi' };
  const secret: ClusterDescription = {
    name: names.cluster,
    resourceGroup: names.group,
    version: '1.34.2',
    pools: pools.map((pool, at) => ({ ...pool, name: at === 0 ? names.pool : `${names.pool}${at}` })),
  };
  const options = { fleet: describeFleet({ now: new Date(), clusters: [secret] }), releases: { lateBy: 0 } };
  await atGitHub(options, async (world) => {
    const plain = await tell(world, { 'report-to': 'none' });
    for (const name of Object.values(names)) expect(plain.summary).toContain(name);
    const result = await tell(world, { redact: 'true' });
    const body = issueOf(world).body ?? '';
    expectRead(body);
    for (const heading of ['Time left', 'Upgrade paths', 'On the way', 'From the AKS release notes'])
      expect(sectionOf(body, heading)).not.toBe('');
    for (const text of [body, result.summary, result.log]) expect(text).not.toMatch(/zebra|quagga|okapi/);
    expect(complain(world, result, { issue: body })).toEqual([]);
  });
});
