/** The public contract, written here by hand: whoever changes action.yml has to change it a second time, on purpose. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DeclaredRow, parseActionManifest, readActionManifest } from '../scripts/action-manifest.ts';
import {
  anchorOf,
  fillPlace,
  renderErrors,
  renderFindings,
  renderInputTable,
  renderOutputTable,
} from '../scripts/documents.ts';
import { findingCodes } from '../src/drift/codes.ts';
import { failureCodes } from '../src/failure.ts';
import { declaredInputs, declaredOutputs } from '../src/inputs/declared.ts';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const manifest = readActionManifest();

const inputs: Readonly<Record<DeclaredRow['mode'], Readonly<Record<string, string>>>> = {
  both: {
    mode: 'check',
    auth: 'auto',
    'tenant-id': '',
    'client-id': '',
    audience: '',
    'subscription-id': '',
    'azure-cloud': 'AzureCloud',
    'authority-host': '',
    'resource-manager-endpoint': '',
    'resource-group': '',
    'cluster-name': '',
    clusters: '',
    'cluster-tags': '',
    'node-pools': '',
    'report-to': 'auto',
    'release-data': 'live',
    'github-com-token': '',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression for the runner
    'github-token': '${{ github.token }}',
    labels: 'aks-upgrade',
    assignees: '',
    'on-closed': 'respect',
    redact: 'false',
  },
  check: {
    'environment-tag': '',
    'upgrade-type': 'full',
    channel: 'stable',
    'kubernetes-version': '',
    'minimum-release-age': '0',
    'max-surge': '',
    'drain-timeout': '',
    'node-soak-duration': '',
    'undrainable-node-behavior': '',
    'pin-paths': '',
    'base-branch': '',
    'report-key': '',
    'fail-on': 'none',
  },
  upgrade: {
    plan: '',
    environment: '',
    gate: 'environment',
    approvers: '',
    'allow-self-approval': 'false',
    'dry-run': 'false',
    'maximum-plan-age': '72',
    'respect-maintenance-window': 'true',
    'max-parallel': '1',
    'max-failures': '0',
    deadline: '330',
    'poll-interval': '20',
  },
};

/** The words that an input allows, which its description has to name. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  mode: ['check', 'upgrade'],
  auth: ['auto', 'oidc', 'secret', 'azure-cli', 'managed-identity'],
  'azure-cloud': ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'],
  'upgrade-type': ['full', 'control-plane-only', 'node-pools-only', 'node-image-only'],
  channel: ['patch', 'stable', 'rapid'],
  'report-to': ['auto', 'issue', 'pull-request', 'pr-comment', 'none'],
  'on-closed': ['respect', 'reopen', 'new'],
  redact: ['true', 'false'],
  'fail-on': ['none', 'drift', 'unsupported', 'blocked', 'unread'],
  gate: ['environment', 'issue-approval', 'none'],
  'allow-self-approval': ['true', 'false'],
  'dry-run': ['true', 'false'],
  'respect-maintenance-window': ['true', 'false'],
};

const outputs = [
  ...['upgrade-available', 'drift', 'unsupported', 'blocked', 'unread'],
  ...['plan', 'plan-file', 'plan-digest', 'matrix'],
  ...['issue-number', 'issue-url', 'pull-request-number', 'pull-request-url', 'comment-url'],
  ...['operation', 'report-file', 'result'],
];

describe('action.yml', () => {
  test.each(Object.entries(inputs))('has exactly the inputs and defaults of mode %s', (mode, expected) => {
    const rows = manifest.inputs.filter((row) => row.mode === mode);
    expect(Object.fromEntries(rows.map((row) => [row.name, row.default]))).toEqual(expected);
  });

  test('has exactly the outputs', () => {
    expect(manifest.outputs.map((row) => row.name).sort()).toEqual([...outputs].sort());
  });

  test.each(Object.entries(allowed))('names what %s allows: %j', (name, words) => {
    const text = manifest.inputs.find((row) => row.name === name)?.text ?? '';
    expect(words.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });

  test('runs dist/index.js on node24', () => {
    const document = parse(read('action.yml'));
    expect(document.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
    expect(document.branding).toEqual({ icon: 'arrow-up-circle', color: 'blue' });
  });

  test('is refused when a description does not end with its mode, or a default is not text', () => {
    const yaml = (description: string, value: string) =>
      `inputs:\n  a:\n    description: ${description}\n    default: ${value}\noutputs: {}\n`;
    expect(parseActionManifest(yaml('"Says. Mode: check."', "'1'")).inputs).toEqual([
      { name: 'a', text: 'Says.', mode: 'check', default: '1' },
    ]);
    expect(() => parseActionManifest(yaml('Says.', "'1'"))).toThrow('inputs.a must end with');
    expect(() => parseActionManifest(yaml('"Says. Mode: check."', '1'))).toThrow('the default of inputs.a');
  });
});

describe('what is written from action.yml', () => {
  test('declared.ts has the same inputs and outputs', () => {
    const rows = manifest.inputs.map((row) => ({ name: row.name, default: row.default, mode: row.mode }));
    expect(declaredInputs).toEqual(rows);
    expect(declaredOutputs).toEqual(manifest.outputs.map((row) => row.name));
  });

  const readme = existsSync(new URL('README.md', root)) ? read('README.md') : '';
  test.each([
    ['inputs', renderInputTable(manifest.inputs)],
    ['outputs', renderOutputTable(manifest.outputs)],
  ])('README has the table of %s', (name, table) => {
    expect(fillPlace(readme, name, table)).toBe(readme);
  });

  test('a table has a row for each input, and its bars stay in their cell', () => {
    const rows = renderInputTable([
      ...manifest.inputs,
      { name: 'z', text: 'a | b', mode: 'both', default: '' },
    ])
      .trim()
      .split('\n');
    expect(rows).toHaveLength(2 + manifest.inputs.length + 1);
    expect(rows.at(-1)).toBe('| `z` | a \\| b | – | both |');
  });
});

describe('every code is documented', () => {
  const pages = [
    { path: 'docs/findings.md', page: renderFindings(findingCodes), codes: Object.keys(findingCodes) },
    { path: 'docs/errors.md', page: renderErrors(failureCodes), codes: Object.keys(failureCodes) },
  ];
  test.each(pages)('$path is what `npm run docs` writes', ({ path, page }) => {
    expect(read(path)).toBe(page);
  });
  test.each(pages)('$path has a heading for each code, and a link to it', ({ path, codes }) => {
    const headings = read(path)
      .split('\n')
      .filter((line) => line.startsWith('## '));
    expect(headings).toEqual(codes.map((code) => `## ${code}`));
    expect(codes.filter((code) => !read(path).includes(`[${code}](#${anchorOf(code)})`))).toEqual([]);
  });
});

test('docs/dependencies.md names every dependency', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'));
  const names = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(names.length).toBeGreaterThan(10);
  const prose = read('docs/dependencies.md').replace(/<!-- weights:start -->.*<!-- weights:end -->/s, '');
  expect(names.filter((name) => !prose.includes(`\`${name}\``))).toEqual([]);
});
