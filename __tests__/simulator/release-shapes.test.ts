/**
 * What is served beside what is really published: the lines, keys and tables of each, as far as somebody may read them.
 * Without the samples it can only be said that nothing was compared.
 */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeImageList, writeNote } from '../../simulator/release-note.ts';
import { asJob, calendarFile, closeDesks, type Desk, openDesk, rawType } from './release-desk.ts';

const samples = new URL('../../../shared/release-samples/', import.meta.url);
const hasSamples = existsSync(samples);
const read = (path: string): string => readFileSync(new URL(path, samples), 'utf8');

if (!hasSamples)
  process.stderr.write('No samples of release data beside the repository: shapes are not compared.\n');

const linuxLines: readonly RegExp[] = [
  /^Starting build on {1,2}\w{3} \w{3} {1,2}\d+ \d\d:\d\d:\d\d UTC \d{4}$/m,
  /^Components downloaded in this VHD build \(/m,
  /^ {2}- runc version \d+\.\d+\.\d+/m,
  /^ {2}- CNI plugin version \d+\.\d+\.\d+$/m,
  /^ {2}- Azure CNI version \d+\.\d+\.\d+$/m,
  /^ {2}- containernetworking-plugins version \d+\.\d+\.\d+/m,
  /^ {2}- kubernetes-binaries version v1\.\d+\.\d+(-akslts)?$/m,
  /^images pre-pulled:$/m,
  /^ {2}- mcr\.microsoft\.com\/[\w./-]+:[\w.-]+$/m,
  /^kubelet\/kubectl downloaded:$/m,
  /^-rwxr-xr-x 1 root root +\d+ \w{3} [ \d]\d {1,2}[\d:]{4,5} \/opt\/bin\/kubelet-1\.\d+\.\d+/m,
  /^=== Installed Packages Begin$/m,
  /^=== Installed Packages End$/m,
  /^Disk usage:$/m,
  /^=== os-release Begin$/m,
  /^VERSION_ID="\d+\.\d+"$/m,
  /^PRETTY_NAME=".+"$/m,
  /^=== os-release End$/m,
  /^VSTS Build NUMBER: \d{8}\.\d+_main_\d+$/m,
  /^Commit: [0-9a-f]{40}$/m,
  /^Hyperv generation: V[12]$/m,
  /^FIPS enabled: (True|False|true|false)$/m,
];
const plainLines = [
  /^ {2}- containerd version \d+\.\d+\.\d+/m,
  /^ {2}- kubelet version 1\.\d+\.\d+-/m,
  /^ {2}- cached kubelet binary at \/opt\/bin\/kubelet-1\.\d+\.\d+$/m,
  /^Using kernel:\nLinux version \d+\.\d+\.\d+[.\d-]*/m,
];
const ubuntuLines = [
  /^Listing\.\.\.$/m,
  /^[\w.+-]+\/(jammy|noble),now \S+ (amd64|all) \[installed(,automatic)?\]$/m,
  /^[\w.+-]+\/(jammy|noble)-updates,(jammy|noble)-security,now \S+ (amd64|all) \[installed(,automatic)?\]$/m,
  /^[\w.+-]+\/now \S+ \S+ \[installed,local\]$/m,
  /^linux-image-\d+\.\d+\.\d+-\d+-azure\/\S+ \d\S+ amd64 \[installed,automatic\]$/m,
  /^ {2}- nvidia-cuda-driver=\d+\.\d+\.\d+-\d+$/m,
  /^Linux version \d+\.\d+\.\d+-\d+-azure /m,
];
const rpmLines = [
  /^[\w+.-]+-\S+-\d+\.azl3\.x86_64$/m,
  /^[\w+.-]+-\S+-\d+\.azl3\.noarch$/m,
  /^containerd2-\d+\.\d+\.\d+-\d+\.azl3\.x86_64$/m,
  /^VERSION="3\.0\.\d{8}"$/m,
  /^ID=azurelinux$/m,
];
const windowsLines = [
  /^\uFEFFBuild Number: Release_\d+\.1_v\d+_\d+\r$/m,
  /^Commit: {7}[0-9a-f]{40}\r$/m,
  /^VHD ID: {6}[0-9a-f-]{36}\r$/m,
  /^\tOS Name {8}: Windows Server \d+ Datacenter\r$/m,
  /^\tOS Version {5}: \d+\.\d+\r$/m,
  /^Installed QFEs\r$/m,
  /^\tKB\d{7} : Update {10}: https:\/\/support\.microsoft\.com\/kb\/\d+\r$/m,
  /^\tKB\d{7} : Security Update : https:\/\/support\.microsoft\.com\/kb\/\d+\r$/m,
  /^ContainerD Info\r$/m,
  /^Version: ctr github\.com\/containerd\/containerd(\/v2)? v\d+\.\d+\.\d+\+azure\r$/m,
  /^REF +TYPE +DIGEST +SIZE +PLATFORMS +LABELS *\r$/m,
  /^Cached Files:\r$/m,
  /^c:\\akse-cache\\containerd\\containerd-v\S+-windows-amd64\.tar\.gz +[0-9A-F]{64} +\d+\r$/m,
  /^c:\\akse-cache\\win-k8s\\v1\.\d+\.\d+-1int\.zip +[0-9A-F]{64} +\d+\r$/m,
];

const kinds = [
  [
    'AKSUbuntu-2404gen2containerd-202607.09.0',
    'AKSUbuntu/gen2/2404containerd',
    [...linuxLines, ...plainLines, ...ubuntuLines],
  ],
  [
    'AKSUbuntu-2204gen2containerd-202607.09.0',
    'AKSUbuntu/gen2/2204containerd',
    [...linuxLines, ...plainLines, ...ubuntuLines],
  ],
  ['AKSAzureLinux-V3gen2-202607.09.0', 'AKSAzureLinuxV3/gen2', [...linuxLines, ...plainLines, ...rpmLines]],
  ['AKSAzureLinux-V3katagen2-202607.09.0', 'AKSAzureLinuxV3/gen2kata', [...linuxLines, ...rpmLines]],
  ['AKSWindows-2022-containerd-20348.5386.260715', 'AKSWindows/2022-containerd', windowsLines],
  ['AKSWindows-2025-gen2-26100.33158.260715', 'AKSWindows/2025-gen2', windowsLines],
] as const;

const versionIn = (image: string): string => /[\d.]+$/.exec(image)?.[0] ?? '';

describe.each(kinds)('%s', (image, directory, shapes) => {
  const ours = writeNote(directory, versionIn(image));

  test('has every line that somebody reads', () => {
    expect(shapes.filter((shape) => !shape.test(ours)).map(String)).toEqual([]);
  });

  test.skipIf(!hasSamples)('has them where the real note has them, and is about as large', () => {
    const real = read(`agentbaker/${image}.txt`);
    expect(shapes.filter((shape) => !shape.test(real)).map(String)).toEqual([]);
    const counted = /^\S+\/\S+,?now |^\S+\.(x86_64|noarch)$|^mcr\.microsoft/gm;
    const count = (text: string): number => text.match(counted)?.length ?? 0;
    expect(count(ours) / count(real)).toBeGreaterThan(0.8);
    expect(count(ours) / count(real)).toBeLessThan(1.4);
    expect(ours.length / real.length).toBeGreaterThan(0.6);
    expect(ours.length / real.length).toBeLessThan(1.3);
  });
});

test('what real notes lack is not there either', () => {
  const kata = writeNote('AKSAzureLinuxV3/gen2kata', '202607.09.0');
  const guard = writeNote('AKSAzureLinuxV3/osguardgen2fipstl', '202607.09.0');
  const container = writeNote('AKSAzureContainerLinux/gen2tl', '202607.09.0');
  for (const text of [kata, guard, container]) expect(text).not.toMatch(/^ {2}- containerd version/m);
  expect(guard).not.toMatch(/^Linux version/m);
  expect(guard).toMatch(/^kernel-ipe-/m);
  expect(container).not.toContain('=== Installed Packages');
});

/** Keys and the kinds of their values, lists by their first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, shapeOf(below)]));
}

test.skipIf(!hasSamples)('the list of images has the keys of a real one', () => {
  const real = JSON.parse(read('agentbaker/AKSUbuntu-2204gen2containerd-202607.09.0-image-list.json'));
  const ours = JSON.parse(writeImageList('AKSUbuntu/gen2/2204containerd', '202607.09.0'));
  expect(shapeOf(ours)).toEqual(shapeOf(real));
});

describe('served', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(closeDesks);

  test.skipIf(!hasSamples)('a scan has the keys of the documented one', async () => {
    const heard = await desk.scan(
      'api/v1/vhd-releases/AKSUbuntu-gen2-2404containerd/202611.13.0/scan-reports',
    );
    const ours = JSON.parse(heard.body) as Record<string, unknown[]>;
    const real = JSON.parse(read('cve-api/vhd-scan.json')) as Record<string, unknown[]>;
    expect(Object.keys(ours)).toEqual(Object.keys(real));
    for (const targets of ['os_package_targets', 'container_targets']) {
      expect(Object.keys((ours[targets] ?? [])[0] ?? {})).toEqual(
        Object.keys((real[targets] ?? [])[0] ?? {}),
      );
    }
    const index = await desk.scan('api/v1/vhd-releases/_index');
    expect(shapeOf(JSON.parse(index.body))).toEqual(shapeOf(JSON.parse(read('cve-api/vhd-index.json'))));
  });

  test.skipIf(!hasSamples)(
    'the docs have the header, the tables and the kinds of cells of the real page',
    async () => {
      const path = `repos/MicrosoftDocs/azure-aks-docs/contents/${calendarFile}`;
      const ours = (await desk.api(path, { ...rawType, ...asJob })).body;
      const real = read('docs/supported-kubernetes-versions.md');
      const tables = /^\| Kubernetes version .*\|\n\| -.*\|$/gm;
      expect(ours.match(tables)).toEqual(real.match(tables));
      for (const page of [ours, real]) {
        expect(page).toMatch(/^ms\.date: \d\d\/\d\d\/\d{4}$/m);
        expect(page).toMatch(
          /^\| 1\.36 \| \w{3} \d{4} \| \w{3} \d{4} \| \w{3} \d{4} \| \w{3} \d{4} \| Until 1\.40 GA \|$/m,
        );
        expect(page).toMatch(/^## AKS components breaking changes by version$/m);
        expect(page).toMatch(/^### Kubernetes 1\.36\n\n\| \*\*AKS managed add-ons \(add-on\)\*\* \| /m);
        expect(page).toMatch(/- [\w-]+ v[\d.]+ <br> - /);
      }
    },
  );

  test.skipIf(!hasSamples)('release notes have the titles, sections and links of real ones', async () => {
    const heard = await desk.api('repos/Azure/AKS/releases?per_page=15', asJob);
    const ours = (JSON.parse(heard.body) as { body: string }[])
      .map(({ body }) => body.replaceAll('\r', ''))
      .join('\n');
    const real = read('vhd-notes/CHANGELOG-2026-04-28..2026-07-17.md');
    const forms = [
      /^## Release Notes - \d{4}-\d{2}-\d{2}$/m,
      /^### Announcements of upcoming changes and retirements$/m,
      /^#{3,4} Behavioral changes$/m,
      /^#{3,4} Component updates$/m,
      /^\* AKS Ubuntu images:$/m,
      /^ {2}\* Ubuntu 24\.04 - \[20\d{4}\.\d\d\.\d\]\(vhd-notes\/aks-ubuntu\/AKSUbuntu-2404\/20\d{4}\.\d\d\.\d\.txt\)\.$/m,
      /This release is titled `v\d{8}`/,
      /https:\/\/github\.com\/Azure\/AKS\/issues\/\d+/,
      /^===$/m,
    ];
    expect(forms.filter((form) => !form.test(real)).map(String)).toEqual([]);
    expect(forms.filter((form) => !form.test(ours)).map(String)).toEqual([]);
  });
});
