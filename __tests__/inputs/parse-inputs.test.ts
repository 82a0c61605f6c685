import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DeclaredInput, declaredInputs } from '../../src/inputs/declared.ts';
import type { Inputs } from '../../src/inputs/inputs.ts';
import { runnerLog } from '../../src/inputs/runner-log.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { readCommands } from '../oracles/runner-commands.ts';
import { failureOf, outputOf, parse } from './a-run.ts';

const one = '11111111-1111-4111-8111-111111111111';
const two = '22222222-2222-4222-8222-22222222222a';
const clusterId = `/subscriptions/${one}/resourceGroups/RG/providers/Microsoft.ContainerService/managedClusters/Aks`;

test('with nothing given, the defaults of action.yml hold', () => {
  expect(parse()).toEqual({
    mode: 'check',
    signIn: { method: 'auto', cloud: 'AzureCloud' },
    scope: { subscriptionIds: [], clusters: [], tags: [], nodePools: [] },
    aim: { upgradeType: 'full', channel: 'stable', minimumReleaseAge: 0, surge: {} },
    telling: {
      reportTo: ['issue'],
      reportKey: expect.stringMatching(/^scope-[0-9a-f]{10}$/),
      labels: ['aks-upgrade'],
      assignees: [],
      onClosed: 'respect',
      redact: false,
      githubToken: 'ghs_token',
    },
    scopeKey: expect.stringMatching(/^scope-[0-9a-f]{10}$/),
    releases: { data: 'live', token: 'ghs_token' },
    failOn: [],
    warnings: [],
  } satisfies Inputs);
});

test('an empty input is the same as an absent one', () => {
  const empty = Object.fromEntries(
    declaredInputs.map(({ name }) => [name, name === 'github-token' ? 'ghs_token' : ' \n']),
  );
  expect(parse(empty)).toEqual(parse());
});

const good: readonly [
  DeclaredInput,
  string,
  (inputs: Inputs) => unknown,
  unknown,
  Record<string, string>?,
][] = [
  ['mode', 'check', (i) => i.mode, 'check'],
  ['release-data', 'off', (i) => i.releases, { data: 'off' }],
  ['github-com-token', 'ghp_one', (i) => i.releases, { data: 'live', token: 'ghp_one' }],
  ['auth', 'managed-identity', (i) => i.signIn.method, 'managed-identity'],
  ['auth', 'oidc', (i) => i.signIn.method, 'oidc', { 'tenant-id': one, 'client-id': two }],
  ['tenant-id', two.toUpperCase(), (i) => i.signIn.tenantId, two],
  ['client-id', ` ${two}\n`, (i) => i.signIn.clientId, two, { 'tenant-id': one }],
  [
    'audience',
    'api://AzureADTokenExchangeUSGov',
    (i) => i.signIn.audience,
    'api://AzureADTokenExchangeUSGov',
  ],
  ['azure-cloud', 'AzureChinaCloud', (i) => i.signIn.cloud, 'AzureChinaCloud'],
  [
    'authority-host',
    'https://login.private.example/',
    (i) => i.signIn.authorityHost,
    'https://login.private.example',
  ],
  [
    'resource-manager-endpoint',
    'https://ARM.private.example:8443',
    (i) => i.signIn.resourceManagerEndpoint,
    'https://arm.private.example:8443',
  ],
  ['subscription-id', `${one},${two}`, (i) => i.scope.subscriptionIds, [one, two]],
  [
    'subscription-id',
    `${one}\r\n\n ${two.toUpperCase()}, ${two}`,
    (i) => i.scope.subscriptionIds,
    [one, two],
  ],
  ['resource-group', 'Rg_1.(prod)-größe', (i) => i.scope.resourceGroup, 'Rg_1.(prod)-größe'],
  ['resource-group', 'r'.repeat(90), (i) => i.scope.resourceGroup, 'r'.repeat(90)],
  ['cluster-name', `a${'-'.repeat(62)}`, (i) => i.scope.clusterName, `a${'-'.repeat(62)}`],
  ['clusters', 'rg/aks', (i) => i.scope.clusters, [{ kind: 'named', resourceGroup: 'rg', name: 'aks' }]],
  ['clusters', 'rg/aks\nRG/AKS', (i) => i.scope.clusters.length, 1],
  ['clusters', '0123456789ABCDEF', (i) => i.scope.clusters, [{ kind: 'hashed', hash: '0123456789abcdef' }]],
  [
    'clusters',
    `${clusterId.toUpperCase()}/`,
    (i) => i.scope.clusters,
    [{ kind: 'id', id: clusterId.toLowerCase(), subscriptionId: one, resourceGroup: 'RG', name: 'AKS' }],
  ],
  ['clusters', clusterId, (i) => i.scope.clusters.length, 1, { 'subscription-id': one }],
  [
    'cluster-tags',
    'Team=a b, formula = x=y\nempty=',
    (i) => i.scope.tags,
    [
      { key: 'Team', value: 'a b' },
      { key: 'formula', value: 'x=y' },
      { key: 'empty', value: '' },
    ],
  ],
  ['node-pools', 'system,npwin1\nsystem', (i) => i.scope.nodePools, ['system', 'npwin1']],
  ['environment-tag', 'GitHub environment', (i) => i.scope.environmentTag, 'GitHub environment'],
  ['upgrade-type', 'node-image-only', (i) => i.aim.upgradeType, 'node-image-only'],
  ['channel', 'rapid', (i) => i.aim.channel, 'rapid'],
  [
    'kubernetes-version',
    '1.33',
    (i) => i.aim.kubernetesVersion,
    { kind: 'minor', text: '1.33', major: 1, minor: 33 },
  ],
  ['kubernetes-version', 'v1.30.101', (i) => i.aim.kubernetesVersion, { kind: 'exact', text: '1.30.101' }],
  ['minimum-release-age', '14', (i) => i.aim.minimumReleaseAge, 14],
  ['max-surge', '1', (i) => i.aim.surge, { maxSurge: '1' }],
  ['max-surge', '100%', (i) => i.aim.surge, { maxSurge: '100%' }],
  ['drain-timeout', '1440', (i) => i.aim.surge, { drainTimeout: 1440 }],
  ['node-soak-duration', '0', (i) => i.aim.surge, { nodeSoakDuration: 0 }],
  ['undrainable-node-behavior', 'Cordon', (i) => i.aim.surge, { undrainableNodeBehavior: 'Cordon' }],
  ['report-to', 'none', (i) => i.telling.reportTo, []],
  ['report-to', 'none', (i) => i.telling.githubToken, '', { 'github-token': '' }],
  ['report-to', 'auto, issue', (i) => i.telling.reportTo, ['issue']],
  ['report-to', 'pull-request, issue, pull-request', (i) => i.telling.reportTo, ['pull-request', 'issue']],
  ['pin-paths', 'infra', (i) => i.pins, { paths: ['infra'] }, { 'report-to': 'pull-request' }],
  ['base-branch', 'main', (i) => i.pins?.baseBranch, 'main', { 'report-to': 'pull-request' }],
  ['report-key', 'Prod.eu_1-a', (i) => i.telling.reportKey, 'Prod.eu_1-a'],
  ['github-token', 'ghp_x', (i) => i.telling.githubToken, 'ghp_x'],
  ['labels', `aks, ${'ü'.repeat(50)}\nAKS`, (i) => i.telling.labels.length, 2],
  [
    'assignees',
    'octocat,mona_acme, helper[bot]',
    (i) => i.telling.assignees,
    ['octocat', 'mona_acme', 'helper[bot]'],
  ],
  ['on-closed', 'new', (i) => i.telling.onClosed, 'new'],
  ['redact', 'true', (i) => i.telling.redact, true],
  ['fail-on', 'unread\ndrift', (i) => i.failOn, ['unread', 'drift']],
  ['plan', 'aksu1.abc_-', (i) => i.warnings.length, 1],
  ['plan', './plan/aks-upgrade-plan-x.json', (i) => i.warnings.length, 1],
  ['environment', 'production / eu', (i) => i.warnings.length, 1],
  ['gate', 'none', (i) => i.warnings.length, 1],
  ['approvers', 'octocat', (i) => i.warnings.length, 1],
  ['allow-self-approval', 'true', (i) => i.warnings.length, 1],
  ['dry-run', 'true', (i) => i.warnings.length, 1],
  ['maximum-plan-age', '720', (i) => i.warnings.length, 1],
  ['respect-maintenance-window', 'false', (i) => i.warnings.length, 1],
  ['max-parallel', '3', (i) => i.warnings.length, 1],
  ['max-failures', '1', (i) => i.warnings.length, 1],
  ['deadline', '7200', (i) => i.warnings.length, 1],
  ['poll-interval', '60', (i) => i.warnings.length, 1],
];

describe('good values', () => {
  test.each(good)('%s: %j', (input, text, look, value, others = {}) => {
    expect(look(parse({ ...others, [input]: text }))).toEqual(value);
  });
});

/** What the message must hold besides the input's name and what was given. */
const bad: readonly [DeclaredInput, string, ...string[]][] = [
  ['mode', 'Check', '`check`, `upgrade`', 'Write `mode: check`'],
  ['mode', 'delete', 'for example `mode: check`'],
  ['auth', 'azurecli', '`azure-cli`', 'Write `auth: azure-cli`'],
  ['tenant-id', 'contoso.onmicrosoft.com', 'a GUID'],
  ['tenant-id', `{${one}}`, `Write \`tenant-id: ${one}\``],
  ['client-id', '1234', 'a GUID'],
  ['audience', 'two words', 'one word'],
  ['azure-cloud', 'azureusgovernment', 'Write `azure-cloud: AzureUSGovernment`'],
  ['authority-host', 'login.private.example', 'Write `authority-host: https://login.private.example`'],
  ['authority-host', 'http://login.private.example', 'it is not https'],
  [
    'authority-host',
    'https://login.private.example/tenant',
    'path or query',
    'https://login.private.example`',
  ],
  ['resource-manager-endpoint', 'https://a:b@arm.example', 'it holds credentials'],
  ['resource-manager-endpoint', 'https://@arm.example', 'it holds credentials'],
  ['resource-manager-endpoint', 'https://arm.example?x=1', 'path or query'],
  ['resource-manager-endpoint', 'https://arm.example/#', 'path or query'],
  ['resource-manager-endpoint', 'javascript:alert(1)', 'an https URL'],
  ['subscription-id', `${one},mine`, '"mine"', 'a GUID'],
  ['subscription-id', ',', 'it names nothing'],
  ['resource-group', 'r'.repeat(91), '1 to 90'],
  ['resource-group', 'rg.', 'no `.` at the end'],
  ['resource-group', 'rg/aks', '1 to 90'],
  ['cluster-name', '-aks', '1 to 63'],
  ['cluster-name', 'a'.repeat(64), '1 to 63'],
  ['clusters', 'aks', 'the resource group is missing'],
  ['clusters', 'a/b/c', 'more than one `/`'],
  ['clusters', 'rg/-aks', 'a name that Azure does not allow'],
  ['clusters', 'rg./aks', 'a name that Azure does not allow'],
  ['clusters', clusterId.replace('/RG/', '/R*G/'), 'a name that Azure does not allow'],
  ['clusters', clusterId.replace(/Aks$/, '_aks'), 'a name that Azure does not allow'],
  ['clusters', `rg/aks\n${clusterId}/agentPools/x`, 'something inside a cluster', clusterId],
  ['clusters', `/subscriptions/${one}/resourceGroups/rg`, 'not the resource id of a managed cluster'],
  ['clusters', '0123456789abcdeg', 'the resource group is missing'],
  ['cluster-tags', 'team', 'no `=`', '`key=value`'],
  ['cluster-tags', 'team: platform', 'Write `cluster-tags: team=platform`'],
  ['cluster-tags', '=x', 'not the name of an Azure tag'],
  ['cluster-tags', 'a<b=x', 'not the name of an Azure tag'],
  ['cluster-tags', 'team=a,Team=b', 'two values of one tag'],
  ['cluster-tags', `a=${'x'.repeat(257)}`, '256'],
  ['node-pools', 'NPWin', 'Write `node-pools: npwin`'],
  ['node-pools', '1pool, averylongname1', '"1pool", "averylongname1"'],
  ['environment-tag', 'a/b', 'Azure tag'],
  ['upgrade-type', 'node-images-only', 'Write `upgrade-type: node-image-only`'],
  ['channel', 'stabel', 'Write `channel: stable`'],
  ['channel', 'none', '`patch`, `stable`, `rapid`'],
  ['kubernetes-version', '1.3', "Write `kubernetes-version: '1.30'`", 'last zero'],
  ['kubernetes-version', '1.33.x', "Write `kubernetes-version: '1.33'`"],
  ['kubernetes-version', 'latest', '`1.33.5`'],
  ['kubernetes-version', '1.33.05', "'1.33'"],
  ['minimum-release-age', '1.5', 'a whole number from 0 to 365'],
  ['minimum-release-age', '-1', 'a whole number'],
  ['minimum-release-age', '366', 'Write `minimum-release-age: 365`'],
  ['max-surge', '0', 'from `1`'],
  ['max-surge', '101%', "Write `max-surge: '100%'`"],
  ['max-surge', '33.3%', '`100%`'],
  ['drain-timeout', '0', '1 to 1440 (minutes)'],
  ['drain-timeout', '30m', '1 to 1440'],
  ['node-soak-duration', '31', 'Write `node-soak-duration: 30`'],
  ['undrainable-node-behavior', 'cordon', 'Write `undrainable-node-behavior: Cordon`'],
  ['report-to', 'none,issue', '`none` stands beside', '`report-to: issue`'],
  ['report-to', 'issues', 'Write `report-to: issue`'],
  ['report-to', 'pr-comment', '`pr-comment` needs a pull request', 'Write `report-to: auto`'],
  ['pin-paths', '/infra', 'it is absolute', 'Write `pin-paths: infra`'],
  ['base-branch', 'refs/heads/main', 'the bare name is meant', 'Write `base-branch: main`'],
  ['report-key', 'a b', '1 to 64'],
  ['report-key', '../x', '1 to 64'],
  ['report-key', 'x'.repeat(65), '1 to 64'],
  ['labels', `ok,${'x'.repeat(51)}`, 'at most 50'],
  ['labels', ' , ', 'it names nothing'],
  ['assignees', '@octocat', 'Write `assignees: octocat`'],
  ['assignees', 'a b', 'GitHub user names'],
  ['assignees', 'abcdefghijk'.split('').join(), 'at most 10'],
  ['on-closed', 're-open', 'Write `on-closed: reopen`'],
  ['redact', 'True', 'Write `redact: true`'],
  ['redact', 'no', 'Write `redact: false`'],
  ['fail-on', 'none,drift', '`fail-on: drift`'],
  ['fail-on', 'drift,unreadable', '"unreadable"'],
  ['plan', 'aksu1.a b', 'not shown'],
  ['environment', 'a\u0007b', 'GitHub Environment'],
  ['release-data', 'Live', 'Write `release-data: live`'],
  ['github-com-token', 'ghp one', 'a token of github.com'],
  ['gate', 'issue_approval', 'Write `gate: issue-approval`'],
  ['approvers', '@octocat', 'Write `approvers: octocat`'],
  ['allow-self-approval', 'maybe', '`true`, `false`'],
  ['dry-run', '1', 'Write `dry-run: true`'],
  ['maximum-plan-age', '0', '1 to 720 (hours)'],
  ['respect-maintenance-window', 'off', 'Write `respect-maintenance-window: false`'],
  ['max-parallel', '0', 'Write `max-parallel: 1`'],
  ['max-failures', 'many', 'a whole number'],
  ['deadline', '9999', 'Write `deadline: 7200`'],
  ['poll-interval', '0', '1 to 3600 (seconds)'],
];

describe('bad values', () => {
  test.each(bad)('%s: %j', (input, text, ...parts) => {
    const failure = failureOf(() => parse({ [input]: text }));
    expect(failure.code).toBe('AKSU-INPUT');
    const line = failure.message.split('\n').find((each) => each.startsWith(`- ${input}: `));
    for (const part of parts) expect(line).toContain(part);
    expect(line).toMatch(/allowed: .*\. Write /);
  });

  test('every input but the token has a row with a good and one with a bad value', () => {
    const names = declaredInputs.map(({ name }) => name);
    expect(names.filter((name) => !good.some(([input]) => input === name))).toEqual([]);
    expect(names.filter((name) => !bad.some(([input]) => input === name))).toEqual(['github-token']);
  });

  test('what is proposed is accepted when it is written', () => {
    const proposals = bad.map(([input, text]) => {
      const { message } = failureOf(() => parse({ [input]: text }));
      const written = new RegExp(
        `- ${input}: .*Write (?:for example )?\`${input}: ('?)(.*?)\\1\`(?:\\.| or )`,
      ).exec(message);
      return [input, written?.[2]] as const;
    });
    const proposed = proposals.filter(([, value]) => value !== undefined && !value.includes('${{'));
    expect(proposed.length).toBeGreaterThan(bad.length - 8);
    for (const [input, value] of proposed) {
      const partner = input === 'client-id' ? { 'tenant-id': one } : {};
      const act = (): unknown => parse({ ...partner, [input]: value ?? '' });
      if (input === 'mode' && value === 'upgrade') throw new Error('nobody is led to an upgrade');
      expect(act, `${input}: ${value}`).not.toThrow();
    }
  });

  test('one error names all wrong inputs, in the order of action.yml, and none that is right', () => {
    const wrong: Record<string, string> = Object.fromEntries(bad.map(([input, text]) => [input, text]));
    wrong['client-id'] = 'x';
    const failure = failureOf(() =>
      parse({ ...wrong, 'github-token': '', 'report-to': 'issue', channel: 'patch' }),
    );
    const named = failure.message.split('\n').flatMap((line) => /^- ([a-z-]+): /.exec(line)?.[1] ?? []);
    const expected = declaredInputs
      .map(({ name }) => name)
      .filter((name) => name !== 'report-to' && name !== 'channel');
    expect(named).toEqual(expected);
    expect(failure.message.split('\n')[0]).toBe(`${expected.length} inputs are wrong:`);
  });

  test('a list names its first wrong items and counts the rest', () => {
    const { message } = failureOf(() =>
      parse({ clusters: Array.from({ length: 400 }, (_, n) => `aks${n}`).join('\n') }),
    );
    expect(message).toContain('"aks4" (the resource group is missing) and 395 more');
    expect(message.length).toBeLessThan(1000);
  });
});

describe('inputs that need each other', () => {
  test.each([
    ['oidc', {}, ['tenant-id', 'client-id']],
    ['oidc', { 'client-id': one }, ['tenant-id']],
    ['secret', { 'tenant-id': one }, ['client-id']],
    ['auto', { 'client-id': one }, ['tenant-id']],
    ['auto', { 'tenant-id': one }, []],
    ['azure-cli', {}, []],
    ['managed-identity', { 'client-id': one }, []],
  ])('auth: %s with %j lacks %j', (auth, given, missing) => {
    const act = (): unknown => parse({ auth, ...given });
    if (missing.length === 0) expect(act).not.toThrow();
    else {
      const { message } = failureOf(act);
      expect(message.split('\n').flatMap((line) => /^- ([a-z-]+): empty/.exec(line)?.[1] ?? [])).toEqual(
        missing,
      );
    }
  });

  test('a wrong GUID is not called a missing one as well', () => {
    const { message } = failureOf(() => parse({ auth: 'oidc', 'tenant-id': 'x', 'client-id': one }));
    expect(message.match(/^- /gm)).toHaveLength(1);
  });

  test('an empty token is refused by its name, and only where it is needed', () => {
    const failure = failureOf(() => parse({ 'github-token': '' }));
    expect(failure.message).toContain('- github-token: empty');
    expect(failure.message).toContain('github.token }}`, or `report-to: none`');
    expect(() => parse({ 'github-token': '', 'report-to': 'none' })).not.toThrow();
  });

  test('a cluster outside the subscriptions given is refused', () => {
    const { message } = failureOf(() => parse({ clusters: clusterId, 'subscription-id': two }));
    expect(message).toContain('outside the subscriptions of `subscription-id`');
  });
});

describe('an untrusted pull request', () => {
  test.each([{}, { mode: 'upgrade' }, { auth: 'oidc', 'github-token': '', channel: 'x' }])(
    '%j ends early',
    (raw) => {
      const inputs = parse(raw, { eventName: 'pull_request', isUntrustedPullRequest: true });
      expect(inputs.endsEarly).toContain('no identity and no write access');
    },
  );

  test('no other run ends early', () => {
    expect(parse().endsEarly).toBeUndefined();
  });
});

describe('warnings', () => {
  test.each([
    [
      { 'dry-run': 'true', gate: 'none' },
      ['`gate` has no effect in `mode: check`.', '`dry-run` has no effect in `mode: check`.'],
    ],
    [{ 'dry-run': 'false', gate: 'environment' }, []],
    [{ auth: 'azure-cli', 'client-id': one }, ['`client-id` has no effect with `auth: azure-cli`.']],
    [
      { 'upgrade-type': 'node-image-only', 'kubernetes-version': '1.35' },
      ['`kubernetes-version` has no effect with `upgrade-type: node-image-only`.'],
    ],
  ])('%j', (raw, warnings) => {
    expect(parse(raw).warnings).toEqual(warnings);
  });

  test('each upgrade input warns, and nothing else does', () => {
    const upgradeRows = good.filter(
      ([input]) => declaredInputs.find(({ name }) => name === input)?.mode === 'upgrade',
    );
    const raw = Object.fromEntries(upgradeRows.map(([input, text]) => [input, text]));
    expect(parse(raw).warnings).toHaveLength(declaredInputs.filter(({ mode }) => mode === 'upgrade').length);
  });
});

test('hostile values are refused or read, and the error log holds one command: its own', async () => {
  const names = fc.constantFrom(
    ...declaredInputs.map(({ name }) => name).filter((name) => name !== 'github-token'),
  );
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, hostileText, { minKeys: 1, maxKeys: 6 }), async (raw) => {
      let failure: ReturnType<typeof failureOf>;
      try {
        failure = failureOf(() => parse(raw));
      } catch (error) {
        expect(String(error)).toContain('nothing was refused');
        return;
      }
      refused += 1;
      const output = await outputOf(() => {
        runnerLog.error(failure.code, failure.message);
        runnerLog.info(failure.message);
      });
      expect(readCommands(output).map(({ name }) => name)).toEqual(['error']);
      expect(failure.message).not.toContain('ghs_token');
    }),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(1000);
});
