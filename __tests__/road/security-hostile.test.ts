/** Whatever Azure writes into its fields, it stays text: on GitHub's pages, in the log, and in the runner's files. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActionResult } from '../../simulator/action.ts';
import { oidcHost } from '../../simulator/actions-oidc.ts';
import type { SimResponse } from '../../simulator/exchange.ts';
import type { FaultMatch } from '../../simulator/faults.ts';
import { describeFleet } from '../../simulator/fleet.ts';
import { clouds, type World } from '../../simulator/world.ts';
import { hostileString } from '../builders/hostile-strings.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { readKeyValueFile } from '../oracles/runner-commands.ts';
import { complainOfCommands, complainOfMarkdown, wildFleet } from './security-hostile.ts';
import { check, commandFile, complainOfEnding, fileOf, inWorld, mapSome } from './start.ts';

const declared = Object.keys(
  (parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as { outputs: object }).outputs,
);

/** Every place that people or programs read. */
function complain(world: World, result: ActionResult): readonly string[] {
  const outputs = readKeyValueFile(commandFile(result, 'GITHUB_OUTPUT')).map(([name]) => name);
  const isFull = `${outputs.toSorted()}` === `${declared.toSorted()}`;
  return [
    ...complainOfEnding(world, result),
    ...complainOfMarkdown(commandFile(result, 'GITHUB_STEP_SUMMARY'), 'summary', 0),
    ...[...world.github.state.issues.values()].flatMap(({ title, body }) => [
      ...complainOfMarkdown(body ?? '', 'issue', 2),
      ...complainOfMarkdown(title, 'title', 0),
    ]),
    ...complainOfCommands(result.stdout, secretsOf(world)),
    ...(outputs.length === 0 || isFull ? [] : [`outputs ${outputs}`]),
    ...['GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE'].flatMap((name) => {
      const text = commandFile(result, name);
      return text === '' ? [] : [`${name} holds ${text.slice(0, 200)}`];
    }),
  ];
}

/** Tokens that were handed out in this world: what the log may mask. */
function secretsOf(world: World): readonly string[] {
  const issued = world.network.exchanges.flatMap(({ response }) => {
    const { value, access_token: access } = (response.body ?? {}) as Record<string, unknown>;
    return [value, access].filter((one) => typeof one === 'string');
  });
  return ['ghs_actions', ...issued];
}

describe('every field of Azure', () => {
  test('said otherwise stays text', async () => {
    const seeds = [20261122, 1, 2, 3];
    const amount = 36;
    let [used, escaped] = [0, 0];
    const complaints = await mapSome(seeds, 2, async (seed) => {
      const { fleet, faults, reshape, used: usedSoFar } = wildFleet(seed, amount);
      return await inWorld({ fleet, faults, reshape }, async (world) => {
        const redact = seed === 3 ? 'true' : 'false';
        const inputs = { 'report-to': 'issue', 'environment-tag': 'environment', redact };
        const result = await check(world, inputs);
        expect([result.exitCode, world.github.state.issues.size], result.log.slice(-2000)).toEqual([0, 1]);
        expect(JSON.parse(result.stepOutputs['matrix'] ?? '')).toHaveProperty('include');
        const summary = commandFile(result, 'GITHUB_STEP_SUMMARY');
        expect(summary.startsWith(fileOf(result, 'report-file').trim())).toBe(true);
        used += usedSoFar();
        escaped += summary.match(/\u200b|&#\d+;/g)?.length ?? 0;
        return complain(world, result).map((text) => `seed ${seed}: ${text}`);
      });
    });
    console.log(
      `hostile fleets: ${seeds.length} of ${amount} clusters, seeds ${seeds.join(', ')}, ${used} strings in fields, ` +
        `${escaped} characters escaped in summaries, ${complaints.flat().length} complaints`,
    );
    expect(used).toBeGreaterThanOrEqual(5000);
    // They did get as far as the report.
    expect(escaped).toBeGreaterThan(1000);
    expect(complaints.flat().slice(0, 20)).toEqual([]);
  }, 120_000);
});

describe('the words of a refusal that ends the run', () => {
  const seed = 20261123;
  const fleet = describeFleet({ now: new Date(), clusters: [{}] });
  const { arm, authority } = clouds.AzureCloud;
  const places: Readonly<Record<string, FaultMatch>> = {
    'OIDC token': { host: oidcHost },
    'Entra token': { host: authority },
    subscriptions: { host: arm, path: '/subscriptions' },
    clusters: { host: arm, path: /managedClusters$/ },
  };

  /** In the forms that the toolkit, MSAL and Azure read errors from. */
  function refusal(text: string): SimResponse {
    const error = { code: text, message: text };
    return {
      status: 400,
      body: { error, error_description: `AADSTS900144: ${text}`, message: text, code: text },
    };
  }

  test('stay words', async () => {
    const texts = fc.sample(fc.oneof(hostileString, hostileText), { seed, numRuns: 60 });
    const cells = Object.entries(places).flatMap(([name, match], at) =>
      [0, 1, 2].map((nth) => ({
        name,
        match,
        text: texts.slice((at * 3 + nth) * 5, (at * 3 + nth + 1) * 5).join('\n'),
      })),
    );
    const complaints = await mapSome(cells, 2, async ({ name, match, text }) =>
      inWorld({ fleet, faults: [{ match, kind: 'before', response: refusal(text) }] }, async (world) => {
        const result = await check(world);
        expect([name, result.exitCode]).toEqual([name, 1]);
        return complain(world, result).map((complaint) => `${name}: ${complaint}`);
      }),
    );
    console.log(
      `hostile refusals: ${cells.length} runs of 5 strings, seed ${seed}, ${complaints.flat().length} complaints`,
    );
    expect(complaints.flat().slice(0, 20)).toEqual([]);
  }, 120_000);
});

describe('who judges', () => {
  test.each([
    '@team',
    '#1',
    'https://a.example',
    '<b>x</b>',
    '![x](y)',
    ':tada:',
    '# heading',
    '<!-- aks-upgrade v1 key=k fingerprint=0 -->',
  ])('sees %s in a report', (text) => {
    expect(complainOfMarkdown(`## AKS: no cluster found\n\n${text}\n`, 'here', 0)).not.toEqual([]);
  });

  test.each([
    '::error::x',
    '::add-mask::x',
    '##[error]x',
    'a ##[set-output name=plan]x',
    '::warning title=Forged::x',
  ])('sees %s in a log', (line) => {
    expect(complainOfCommands(`Reading\n${line}\n`, [])).toHaveLength(1);
  });
});
