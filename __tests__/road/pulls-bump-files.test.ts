/** What the unmodified bundle changes in files of every kind: the characters of the versions, and nothing else. */
import { expect, test } from 'vitest';
import { flatTree } from '../../simulator/github-git-trees.ts';
import { fleets, tellManners } from './github-desk.ts';
import {
  bodyOf,
  bumpWell,
  bytesOf,
  changesOf,
  headOf,
  inRepository,
  openPull,
  person,
  plant,
  pullsOf,
} from './pulls-bump-desk.ts';

tellManners('bump files');

const [oldImage, newImage] = [
  'AKSUbuntu-2404gen2containerd-202610.03.0',
  'AKSUbuntu-2404gen2containerd-202611.14.0',
];
const level = { nodeOsChannel: 'None', pools: [{ name: 'system' }] } as const;
const clusters = [
  { name: 'aks-shop', resourceGroup: 'rg-shop', version: '1.35.4', ...level },
  { name: 'aks-search', resourceGroup: 'rg-search', version: '1.34.7', ...level },
  { name: 'aks-first', resourceGroup: 'rg-first', version: '1.36.2', ...level },
  { name: 'aks-between', resourceGroup: 'rg-first', version: '1.35.5', ...level },
  { name: 'aks-patch', resourceGroup: 'rg-first', version: '1.36.1', ...level },
  {
    name: 'aks-image',
    resourceGroup: 'rg-image',
    nodeOsChannel: 'None',
    pools: [{ name: 'system', image: oldImage, latestImage: newImage }],
  },
] as const;

interface Kind {
  /** With the value at `%`. */
  readonly text: string;
  readonly from: string;
  /** Absent: it stays. */
  readonly to?: string;
  readonly encode?: (text: string) => Uint8Array;
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const shop = 'aks-upgrade: rg-shop/aks-shop';

const kinds: Readonly<Record<string, Kind>> = {
  'infra/crlf.tf': {
    text: `a = 1\r\n\r\n\tkubernetes_version = "%" # ${shop}\r\nb\t= 2\r\n`,
    from: '1.35.4',
    to: '1.36.2',
  },
  'infra/bom.tfvars': { text: `\ufeff# ${shop}\nversion = "%"\n`, from: '1.35.4', to: '1.36.2' },
  'infra/latin.yaml': {
    text: `# Städte: Zürich\n# ${shop}\nversion: "%" \n# é\n`,
    from: '1.35.4',
    to: '1.36.2',
    encode: latin1,
  },
  'infra/wide.tfvars': { text: `# ${shop}\nversion = "%"\n`, from: '1.35.4', to: '1.36.2', encode: utf16 },
  'infra/cut.bicep': {
    text: `param x string\n/* aks-upgrade: aks-between pool=system */ var pool = '%'`,
    from: '1.35.5',
    to: '1.36.2',
  },
  'infra/prefixed.env': { text: `# ${shop}\nK8S=%\nOTHER=v1.35.4\n`, from: 'v1.35.4', to: 'v1.36.2' },
  'Pulumi.prod.yaml': {
    text: `config:\n  shop:kubernetesVersion: '%' # ${shop}\n  other: '1.35.4'\n`,
    from: '1.35.4',
    to: '1.36.2',
  },
  'infra/layout.xml': { text: `<a>\n  <!-- ${shop} -->\n  <v>%</v>\n</a>\n`, from: '1.35.4', to: '1.36.2' },
  'minor/shop.yml': { text: `version: % # ${shop}\n`, from: '1.35', to: '1.36' },
  // Nothing but a patch is due there.
  'minor/patch.tfvars': { text: `# aks-upgrade: aks-patch\nv = "%"\n`, from: '1.36' },
  'patch/patch.tfvars': { text: `# aks-upgrade: aks-patch\nv = "%"\n`, from: '1.36.1', to: '1.36.2' },
  'find.tfvars': { text: `# aks-upgrade: aks-search\nv = "%"\n`, from: '1.34.7', to: '1.35.5' },
  // These clusters went first.
  'first.tfvars': { text: `# aks-upgrade: aks-first\nv = "%"\n`, from: '1.35.4', to: '1.36.2' },
  'between.tfvars': { text: `# aks-upgrade: aks-between\nv = "%"\n`, from: '1.34', to: '1.36' },
  // Two clusters that want different things, which keeps the pool of one of them where it is, too.
  'both.tfvars': { text: `# ${shop}\n# aks-upgrade: aks-search\nv = "%"\n`, from: '1.34.7' },
  'pool.tfvars': { text: `# ${shop} pool=system\nv = "%"\n`, from: '1.35.4' },
  'ahead.tfvars': { text: `# ${shop}\nv = "%"\n`, from: '1.37.0' },
  'image.tfvars': {
    text: `# aks-upgrade: aks-image pool=system field=node-image\nimage = "%"\n`,
    from: oldImage,
    to: newImage,
  },
  '.github/workflows/deploy.yml': { text: `env:\n  K8S: "%" # ${shop}\n`, from: '1.35.4' },
  'src/index.ts': { text: `const version = "%"; // ${shop}\n`, from: '1.35.4' },
  'infra/prod.parameters.json': {
    text: '{\n\t"parameters": {"kubernetesVersion": {"value": "%"}, "other": {"value": "1.35.4"}}\n}',
    from: '1.35.4',
    to: '1.36.2',
  },
};

const filled = ({ text, encode = (plain) => Buffer.from(plain) }: Kind, value: string): Uint8Array =>
  encode(text.replace('%', value));

const mapping = {
  pins: [
    {
      file: 'infra/prod.parameters.json',
      pointer: '/parameters/kubernetesVersion/value',
      cluster: 'rg-shop/aks-shop',
    },
  ],
};

test.concurrent('twenty files of six clusters in one pull request', async () => {
  const files: Record<string, Uint8Array | string> = {
    ...Object.fromEntries(Object.entries(kinds).map(([file, kind]) => [file, filled(kind, kind.from)])),
    '.github/aks-upgrade-pins.json': JSON.stringify(mapping),
    'README.md': '# platform 1.35.4\n',
  };
  await inRepository({ fleet: fleets.of(...clusters), github: { files } }, async (scene) => {
    const { world } = scene;
    plant(world, {
      'infra/run.env': { mode: '100755', content: `# ${shop}\nK8S=1.35.4\n` },
      'link.tfvars': { mode: '120000', content: 'find.tfvars' },
    });
    const before = flatTree(world.github.state.git.store, headOf(world, 'main').tree);
    const first = await bumpWell(scene);
    expect([first.operation, first.result.outputs['upgrade-available']]).toEqual(['created', 'true']);
    const moved = Object.entries(kinds).filter(([, { to }]) => to !== undefined);
    expect(changesOf(world).map((change) => change.path)).toEqual(
      [...moved.map(([file]) => file), 'infra/run.env'].sort(),
    );
    for (const [file, kind] of moved) {
      expect([file, bytesOf(world, file)]).toEqual([file, Buffer.from(filled(kind, kind.to ?? ''))]);
    }
    expect(bytesOf(world, 'infra/run.env').toString()).toBe(`# ${shop}\nK8S=1.36.2\n`);
    const after = flatTree(world.github.state.git.store, headOf(world).tree);
    expect([...after].map(([file, { mode }]) => [file, mode])).toEqual(
      [...before].map(([file, { mode }]) => [file, mode]),
    );
    // One commit for all of them, and one blob for each.
    expect(first.writes.filter((write) => write === 'POST /git/blobs').length).toBe(moved.length + 1);
    expect(first.writes.filter((write) => write === 'POST /git/commits').length).toBe(1);
    const body = bodyOf(world);
    expect(openPull(world).issue.title).toMatch(/^AKS: move 16 version pins/);
    for (const [file] of moved) expect(body).toContain(`/blob/main/${file}#L`);
    expect(body).toContain('One value stands for several');
    expect(body).toContain('1.37.0 is asked for and 1.35.4 runs');
    expect(body).toContain('nothing: `1.36.2` runs already');
    expect(body).toContain('a later pull request goes on to `1.36.2`');
    expect(body).not.toContain('workflows/deploy.yml');
    const second = await bumpWell(scene);
    expect([second.operation, [...second.writes]]).toEqual(['unchanged', []]);

    world.github.people.merge(1, person, 'squash');
    const after1 = await bumpWell(scene);
    expect([after1.operation, [...after1.writes], pullsOf(world).length]).toEqual(['none', [], 1]);
  });
});

test.concurrent('`pin-paths` names what is looked at, of whatever kind, and the workspace saves asking', async () => {
  const files = {
    'src/index.ts': `const version = "1.35.4"; // ${shop}\n`,
    'infra/a.tfvars': `# ${shop}\nv = "1.35.4"\n`,
    'other/b.tfvars': `# ${shop}\nv = "1.35.4"\n`,
  };
  await inRepository({ fleet: fleets.of(...clusters), github: { files } }, async (scene) => {
    const { world } = scene;
    // What lies in the workspace counts only where it is the commit's, to the byte.
    const checkout = { ...files, 'infra/a.tfvars': `# ${shop}\nv = "1.34.7"\n` };
    const inputs = { 'pin-paths': 'src/index.ts, infra' };
    const { operation } = await bumpWell(scene, inputs, { checkout });
    expect(operation).toBe('created');
    expect(changesOf(world).map((change) => change.path)).toEqual(['infra/a.tfvars', 'src/index.ts']);
    expect(bytesOf(world, 'src/index.ts').toString()).toBe(files['src/index.ts'].replace('1.35.4', '1.36.2'));
    expect(bytesOf(world, 'infra/a.tfvars').toString()).toBe(
      files['infra/a.tfvars'].replace('1.35.4', '1.36.2'),
    );
    const fetched = world.network.exchanges.flatMap(
      ({ request }) => /\/contents\/(.*)$/.exec(decodeURIComponent(request.path))?.slice(1) ?? [],
    );
    expect(fetched).toEqual(['infra/a.tfvars']);
  });
});
