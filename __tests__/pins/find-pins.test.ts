import { describe, expect, test } from 'vitest';
import { findIn, markFound, nameOf, unmark } from './pinned-files.ts';

const image = 'AKSUbuntu-2204gen2containerd-202510.27.0';
const windows = 'AKSWindows-2022-containerd-20348.4297.251010';

const cluster = 'rg/prod kubernetes-version';

/** Path, text, and what the pins are of, in the order in which they are found. */
const layouts: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'azurerm, on the line',
    'aks.tf',
    'resource "azurerm_kubernetes_cluster" "main" {\n  kubernetes_version = "«1.33.5»" # aks-upgrade: rg/prod\n}\n',
    [cluster],
  ],
  [
    'azurerm, the default pool, above the line, with tabs',
    'aks.tf',
    '\tdefault_node_pool {\n\t\t#aks-upgrade:  rg/prod\tpool=system\n\t\torchestrator_version\t= "«1.33.5»"\n\t}\n',
    ['rg/prod#system kubernetes-version'],
  ],
  [
    'a .tfvars file with a minor, for the cluster and a pool of it',
    'environments/prod.tfvars',
    '// aks-upgrade: rg/prod\n// aks-upgrade: rg/prod pool=user\nkubernetes_version = "«1.33»"\nlocation = "westeurope"\n',
    [cluster, 'rg/prod#user kubernetes-version'],
  ],
  [
    'a module with its own version beside it',
    'main.tf',
    'module "aks" {\n  source  = "Azure/aks/azurerm"\n  version = "~> 10.0"\n  kubernetes_version   = "«1.33»"   /* aks-upgrade: prod */\n  orchestrator_version = "1.33"\n}\n',
    ['prod kubernetes-version'],
  ],
  [
    'for_each over a map of clusters',
    'clusters.tf',
    'for_each = {\n  blue  = { version = "«1.33.5»", count = 3, zones = ["1", "2"] } # aks-upgrade: rg/blue\n  green = { version = "«1.32.9»", count = 3 } # aks-upgrade: rg/green\n}\n',
    ['rg/blue kubernetes-version', 'rg/green kubernetes-version'],
  ],
  [
    'a heredoc with an address in it',
    'manifest.tf',
    'yaml = <<-EOT\n  see: https://example.com/aks\n  version: «1.33.5» # aks-upgrade: rg/prod\nEOT\n',
    [cluster],
  ],
  [
    'an address without quotes on the line itself',
    'manifest.tf',
    'see: https://example.com, version: «1.33.5» # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  [
    'quotes within quotes',
    'aks.tf',
    'a = { note = "say \\"# hi\\"", v = "«1.33.5»" } # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  ['two apostrophes', 'a.yaml', "a: don't, «1.33.5» # aks-upgrade: rg/prod # don't\n", [cluster]],
  [
    'a string with signs of comments',
    'aks.tf',
    'tags = { url = "https://example.com/#/a/*", version = "«1.33.5»" } # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  [
    'behind and before the note of another tool',
    'aks.tf',
    'a = "«1.33.5»" # tfsec:ignore:x # aks-upgrade: rg/prod #checkov:skip=1.2\n# tfsec:ignore:y # aks-upgrade: rg/prod\nb = "«1.33.5»" # was 1.32\n',
    [cluster, cluster],
  ],
  [
    'a Bicep module of AVM',
    'main.bicep',
    "module aks 'br/public:avm/res/container-service/managed-cluster:0.11.1' = {\n  params: {\n    kubernetesVersion: '«1.33.5»' // aks-upgrade: rg/prod\n  }\n}\n",
    [cluster],
  ],
  [
    'a parameter of Bicep',
    'main.bicep',
    "@description('It\\'s the version')\nparam kubernetesVersion string = '«1.33»' /* aks-upgrade: rg/prod */\n",
    [cluster],
  ],
  [
    'a .bicepparam file',
    'prod.bicepparam',
    "using './main.bicep'\n// aks-upgrade: rg/prod\nparam kubernetesVersion = '«1.33»'\n",
    [cluster],
  ],
  [
    'an ARM template with comments',
    'azuredeploy.json',
    '{\n  /* aks-upgrade: rg/prod */\n  "kubernetesVersion": { "value": "«1.33.5»" },\n  "b": "«1.33»" // aks-upgrade: rg/prod\n}\n',
    [cluster, cluster],
  ],
  [
    'YAML, quoted and not',
    'values.yaml',
    'a: "«1.33»"   # aks-upgrade: rg/prod\nb: \'«1.33.5»\' # aks-upgrade: rg/prod\n# aks-upgrade: rg/prod\nc: «1.33.5»\n- «1.33» # aks-upgrade: rg/prod\n',
    [cluster, cluster, cluster, cluster],
  ],
  [
    'a manifest of Cluster API',
    'capz.yml',
    'kind: AzureManagedControlPlane\nspec:\n  # aks-upgrade: rg/prod\n  version: «v1.33.5»\n---\nspec:\n  version: v1.33.5 # the pool\n',
    [cluster],
  ],
  [
    'a block of YAML in YAML',
    'xr.yaml',
    'patch: |\n  spec:\n    kubernetesVersion: "«1.33.5»" # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  [
    'words with apostrophes and quotes in YAML',
    'a.yaml',
    'note: don\'t use 24" racks, «1.33.5» # aks-upgrade: rg/prod\n# aks-upgrade: rg/prod\nv: "«1.33»" # that\'s why\n',
    [cluster, cluster],
  ],
  [
    'the settings of a Pulumi stack',
    'Pulumi.prod.yaml',
    'config:\n  aks:kubernetesVersion: "«1.33.5»" # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  [
    'XML, before, behind and above',
    'aks.xml',
    '<V>«1.33.5»</V> <!-- aks-upgrade: rg/prod -->\n<!--aks-upgrade: rg/prod--><V a="«1.33»"/>\n  <!-- aks-upgrade: rg/prod -->\n  <V>«1.33»</V>\n',
    [cluster, cluster, cluster],
  ],
  [
    'a shell script',
    'deploy.sh',
    'az aks upgrade --kubernetes-version «1.33.5» # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  ['an argument', 'a.yaml', '- "--kubernetes-version=«1.33.5»" # aks-upgrade: rg/prod\n', [cluster]],
  ['a variable of the environment', 'prod.env', '# aks-upgrade: rg/prod\nAKS_VERSION=«1.33.5»', [cluster]],
  ['TOML', 'a.toml', 'version = "«1.33»" # aks-upgrade: rg/prod\n', [cluster]],
  ['TypeScript', 'index.ts', 'const v = `«1.33.5»`; // aks-upgrade: rg/prod\n', [cluster]],
  ['a table for people', 'README.md', '| prod | «1.33» | <!-- aks-upgrade: rg/prod -->\n', [cluster]],
  ['no known kind of file', 'versions', '«1.33.5» # aks-upgrade: rg/prod\n', [cluster]],
  [
    'node images, of Linux and Windows',
    'a.yaml',
    `a: ${`«${image}»`} # aks-upgrade: rg/prod pool=system field=node-image\nb: "«${windows}»" # aks-upgrade: rg/prod field=node-image pool=win\n`,
    ['rg/prod#system node-image', 'rg/prod#win node-image'],
  ],
  [
    'an image and a version on one line',
    'a.tf',
    `a = { v = "«1.33.5»", i = "«${image}»" } /* aks-upgrade: rg/prod */ # aks-upgrade: rg/prod pool=np field=node-image\n`,
    [cluster, 'rg/prod#np node-image'],
  ],
  [
    'versions of other things, addresses and dates beside it',
    'a.tf',
    'a = ["10.0.0.1", "10.0.0.0/16", "1.33.5-preview", "2025-10-27", "2025.10.27", "«1.33.5»", "0.5", "1.2.3.4"] # aks-upgrade: rg/prod\n',
    [cluster],
  ],
  [
    'the same twice',
    'a.tf',
    '# aks-upgrade: rg/prod\n# aks-upgrade: RG/Prod\nv = "«1.33»"\n',
    ['RG/Prod kubernetes-version'],
  ],
  [
    'all breaks of lines',
    'a.tf',
    'x\r# aks-upgrade: rg/prod\rv = "«1.33»"\r\n\n\r# aks-upgrade: rg/prod\r\nv = "«1.34»"',
    [cluster, cluster],
  ],
  ['in other case', 'a.tf', 'v = "«1.33»" # AKS-Upgrade: rg/prod\n', [cluster]],
];

describe('a pin is found', () => {
  test.each(layouts)('%s', (_, path, text, names) => {
    const { pins, troubles } = findIn(path, unmark(text));
    expect(troubles).toEqual([]);
    expect(markFound(unmark(text), pins)).toBe(text);
    expect(pins.map(nameOf)).toEqual(names);
  });

  test('with its line, and places in the content', () => {
    expect(findIn('a.tf', 'a\r\n\r\n v = "1.33" # aks-upgrade: rg/prod').pins).toEqual([
      {
        file: 'a.tf',
        line: 3,
        start: 11,
        end: 15,
        value: '1.33',
        isBareNumber: false,
        field: 'kubernetes-version',
        cluster: { resourceGroup: 'rg', name: 'prod' },
      },
    ]);
  });

  test('of a resource group with letters of any language', () => {
    const [pin] = findIn('a.tf', 'v = "1.33" # aks-upgrade: Grün_(été).東京/prod').pins;
    expect(pin?.cluster.resourceGroup).toBe('Grün_(été).東京');
  });

  const bare: readonly (readonly [string, string, boolean])[] = [
    ['a.yaml', 'v: 1.33 # aks-upgrade: rg/prod', true],
    ['a.yaml', 'v: "1.33" # aks-upgrade: rg/prod', false],
    ['a.yaml', "v: '1.33' # aks-upgrade: rg/prod", false],
    ['a.tfvars', 'v = 1.33 # aks-upgrade: rg/prod', true],
    ['a.env', 'V=1.33 # aks-upgrade: rg/prod', false],
    ['a.xml', '<V>1.33</V> <!-- aks-upgrade: rg/prod -->', false],
  ];
  test.each(bare)('without quotes: %s: %s', (path, text, isBare) => {
    expect(findIn(path, text).pins.map((pin) => pin.isBareNumber)).toEqual([isBare]);
  });
});

/** Nobody asked for anything here, or it is not for us to follow. */
const silent: readonly (readonly [string, string, string])[] = [
  ['in quotes', 'a.tf', 'run = "v 1.33 # aks-upgrade: rg/prod"\n'],
  ['a key of YAML', 'ci.yaml', 'jobs:\n  aks-upgrade:\n    version: 1.33\n  aks-upgrade: prod\n'],
  ['a pin that was commented out', 'a.tf', '# v = "1.33" # aks-upgrade: rg/prod\nw = "1.34"\n'],
  [
    'a pin that was commented out, in blocks',
    'a.bicep',
    "// v: '1.33' /* aks-upgrade: rg/prod */\nw: '1.34'\n",
  ],
  ['words about us', 'a.tf', '# see https://example.com/aks-upgrade: it moves this\nv = "1.33"\n'],
  ['the name of an action', 'a.tf', '# contoso/aks-upgrade: prod\nv = "1.33"\n'],
  ['an example for people', 'README.md', '```hcl\nv = "1.33" # aks-upgrade: rg/prod\n```\n'],
  ['a workflow', '.github/workflows/a.yaml', 'v: "1.33" # aks-upgrade: rg/prod\n'],
  ['a byte of zero', 'a.tf', '\0v = "1.33" # aks-upgrade: rg/prod\n'],
  ['more than 1 MiB', 'a.tf', `v = "1.33" # aks-upgrade: rg/prod\n${'x'.repeat(1024 * 1024)}`],
  ['what a program wrote', 'a.json', `{"a":"${'x'.repeat(5000)}","b":"aks-upgrade: rg/prod","c":"1.33"}`],
];

test.each(silent)('nothing is found: %s', (_, path, text) => {
  expect(findIn(path, text)).toEqual({ pins: [], troubles: [] });
});
