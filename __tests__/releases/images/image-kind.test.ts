import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageVersion } from '../../../src/inventory/image-version.ts';
import { kindOf, noteOf, releaseOf } from '../../../src/releases/images/image-kind.ts';
import { nameOf } from './name-of-path.ts';

const before1804 = 'ccbdd2aa24f68ec0d4503f3be9c1c7880005319c';
const beforeVersion2 = '66f450f66aaa48b03cdd2f948f4b89f003772ac5';
const v = '202607.09.0';
const folder = 'vhdbuilder/release-notes';

describe('every shape of an image, and the folder of its notes', () => {
  test.each<[string, string, string, string | undefined, string | undefined]>([
    // name, folder, system, distribution at the scan, family in the release notes
    [
      'AKSUbuntu-2204containerd',
      'AKSUbuntu/gen1/2204containerd',
      'Ubuntu 22.04',
      'AKSUbuntu-gen1-2204containerd',
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2204gen2containerd',
      'AKSUbuntu/gen2/2204containerd',
      'Ubuntu 22.04',
      'AKSUbuntu-gen2-2204containerd',
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2204gen2TLcontainerd',
      'AKSUbuntu/gen2/2204tlcontainerd',
      'Ubuntu 22.04',
      'AKSUbuntu-gen2-2204tlcontainerd',
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2204gen2arm64containerd',
      'AKSUbuntu/gen2/2204arm64containerd',
      'Ubuntu 22.04',
      undefined,
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2204fipscontainerd',
      'AKSUbuntu/gen1/2204fipscontainerd',
      'Ubuntu 22.04',
      undefined,
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2204gen2fipsTLcontainerd',
      'AKSUbuntu/gen2/2204fipstlcontainerd',
      'Ubuntu 22.04',
      undefined,
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2004fipscontainerd',
      'AKSUbuntu/gen1/2004fipscontainerd',
      'Ubuntu 20.04',
      'AKSUbuntu-gen1-2004fipscontainerd',
      'aksubuntu-2004',
    ],
    [
      'AKSUbuntu-2004gen2fipscontainerd',
      'AKSUbuntu/gen2/2004fipscontainerd',
      'Ubuntu 20.04',
      'AKSUbuntu-gen2-2004fipscontainerd',
      'aksubuntu-2004',
    ],
    [
      'AKSUbuntu-2004gen2CVMcontainerd',
      'AKSUbuntu/gen2/2004cvmcontainerd',
      'Ubuntu 20.04',
      'AKSUbuntu-gen2-2004cvmcontainerd',
      'aksubuntu-2004',
    ],
    [
      'AKSUbuntu-2404gen2containerd',
      'AKSUbuntu/gen2/2404containerd',
      'Ubuntu 24.04',
      'AKSUbuntu-gen2-2404containerd',
      'aksubuntu-2404',
    ],
    [
      'AKSUbuntu-2404gen2CVMcontainerd',
      'AKSUbuntu/gen2/2404cvmcontainerd',
      'Ubuntu 24.04',
      undefined,
      'aksubuntu-2404',
    ],
    [
      'AKSUbuntu-2404gen2TLcontainerd',
      'AKSUbuntu/gen2/2404tlcontainerd',
      'Ubuntu 24.04',
      'AKSUbuntu-gen2-2404tlcontainerd',
      'aksubuntu-2404',
    ],
    [
      'AKSUbuntu-2604minimalgen2containerd',
      'AKSUbuntu/gen2/2604minimalcontainerd',
      'Ubuntu 26.04',
      undefined,
      'aksubuntu-2604',
    ],
    [
      'AKSUbuntu-2604minimalgen2arm64containerd',
      'AKSUbuntu/gen2/2604minimalarm64containerd',
      'Ubuntu 26.04',
      undefined,
      'aksubuntu-2604',
    ],
    ['AKSAzureLinux-V3', 'AKSAzureLinuxV3/gen1', 'AzureLinux 3.0', 'AKSAzureLinuxV3-gen1', 'azurelinuxv3'],
    [
      'AKSAzureLinux-V3fips',
      'AKSAzureLinuxV3/gen1fips',
      'AzureLinux 3.0',
      'AKSAzureLinuxV3-gen1fips',
      'azurelinuxv3',
    ],
    [
      'AKSAzureLinux-V3gen2',
      'AKSAzureLinuxV3/gen2',
      'AzureLinux 3.0',
      'AKSAzureLinuxV3-gen2',
      'azurelinuxv3',
    ],
    [
      'AKSAzureLinux-V3gen2fips',
      'AKSAzureLinuxV3/gen2fips',
      'AzureLinux 3.0',
      'AKSAzureLinuxV3-gen2fips',
      'azurelinuxv3',
    ],
    [
      'AKSAzureLinux-V3gen2TL',
      'AKSAzureLinuxV3/gen2tl',
      'AzureLinux 3.0',
      'AKSAzureLinuxV3-gen2tl',
      'azurelinuxv3',
    ],
    ['AKSAzureLinux-V3gen2arm64', 'AKSAzureLinuxV3/gen2arm64', 'AzureLinux 3.0', undefined, 'azurelinuxv3'],
    [
      'AKSAzureLinux-V3gen2arm64fips',
      'AKSAzureLinuxV3/gen2arm64fips',
      'AzureLinux 3.0',
      undefined,
      'azurelinuxv3',
    ],
    ['AKSAzureLinux-V3katagen2', 'AKSAzureLinuxV3/gen2kata', 'AzureLinux 3.0', undefined, 'azurelinuxv3'],
    ['AKSAzureLinux-V3gen2CVM', 'AKSAzureLinuxV3/cvmgen2', 'AzureLinux 3.0', undefined, 'azurelinuxv3'],
    [
      'AKSAzureLinux-OSGuardV3gen2fipsTL',
      'AKSAzureLinuxV3/osguardgen2fipstl',
      'AzureLinux 3.0',
      undefined,
      'azurelinuxv3',
    ],
    ['AKSFlatcar-flatcargen2', 'AKSFlatcar/gen2', 'Flatcar ', undefined, undefined],
    ['AKSFlatcar-flatcargen2arm64', 'AKSFlatcar/gen2arm64', 'Flatcar ', undefined, undefined],
    [
      'AKSAzureContainerLinux-aclgen2TL',
      'AKSAzureContainerLinux/gen2tl',
      'AzureContainerLinux ',
      undefined,
      undefined,
    ],
    [
      'AKSAzureContainerLinux-aclgen2arm64TL',
      'AKSAzureContainerLinux/arm64gen2tl',
      'AzureContainerLinux ',
      undefined,
      undefined,
    ],
    // as documents have them
    [
      'AKSUbuntu-2204-gen2TLcontainerd',
      'AKSUbuntu/gen2/2204tlcontainerd',
      'Ubuntu 22.04',
      'AKSUbuntu-gen2-2204tlcontainerd',
      'aksubuntu-2204',
    ],
    [
      'AKSUbuntu-2404',
      'AKSUbuntu/gen1/2404containerd',
      'Ubuntu 24.04',
      'AKSUbuntu-gen1-2404containerd',
      'aksubuntu-2404',
    ],
    [
      'AKSUbuntu-2604minimalcontainerd',
      'AKSUbuntu/gen2/2604minimalcontainerd',
      'Ubuntu 26.04',
      undefined,
      'aksubuntu-2604',
    ],
    [
      'AKSUbuntu-2004cvmcontainerd',
      'AKSUbuntu/gen2/2004cvmcontainerd',
      'Ubuntu 20.04',
      'AKSUbuntu-gen2-2004cvmcontainerd',
      'aksubuntu-2004',
    ],
    ['AKSAzureContainerLinux', 'AKSAzureContainerLinux/gen2tl', 'AzureContainerLinux ', undefined, undefined],
  ])('%s', (name, directory, system, cveDistro, family) => {
    const image = { text: `${name}-${v}` };
    const kind = kindOf(image);
    expect(kind?.directory).toBe(directory);
    expect(`${kind?.system.os} ${kind?.system.version}`).toBe(system);
    expect(kind?.cveDistro).toBe(cveDistro);
    expect(kind?.family).toBe(family);
    expect(noteOf(image)).toEqual({ ref: 'main', path: `${folder}/${directory}/${v}.txt` });
    expect(releaseOf(image)).toBe(v);
    expect(kindOf({ text: image.text.toUpperCase() })).toEqual(kind);
  });

  test.each([
    ['AKSWindows-2019-containerd-17763.8000.260101', '2019-containerd', '2019', 'akswindows/2019'],
    ['AKSWindows-2022-containerd-20348.5386.260715', '2022-containerd', '2022', 'akswindows/2022'],
    ['AKSWindows-2022-containerd-gen2-20348.5386.260715', '2022-containerd-gen2', '2022', 'akswindows/2022'],
    ['AKSWindows-23H2-25398.2330.260513', '23H2', '23H2', 'akswindows/23h2'],
    ['AKSWindows-23H2-gen2-25398.2330.260513', '23H2-gen2', '23H2', 'akswindows/23h2'],
    ['AKSWindows-2025-26100.33158.260715', '2025', '2025', 'akswindows/2025'],
    ['AKSWindows-2025-gen2-26100.33158.260715', '2025-gen2', '2025', 'akswindows/2025'],
    ['AKSWindows-2025-gen2-tl-26100.33158.260715', '2025-gen2', '2025', 'akswindows/2025'],
  ])('%s', (text, directory, version, family) => {
    const release = text.slice(text.lastIndexOf('-') + 1);
    expect(kindOf({ text })).toEqual({
      directory: `AKSWindows/${directory}`,
      system: { os: 'Windows', version },
      family,
    });
    expect(noteOf({ text })).toEqual({
      ref: 'main',
      path: `${folder}/AKSWindows/${directory}/${release}.txt`,
    });
  });

  test.each([
    [
      'AKSAzureLinux-V2-202502.26.0',
      beforeVersion2,
      'AKSAzureLinux/gen1',
      'AzureLinux 2.0',
      'AKSAzureLinux-gen1',
      'azurelinux',
    ],
    [
      'AKSAzureLinux-V2gen2-202512.06.0',
      beforeVersion2,
      'AKSAzureLinux/gen2',
      'AzureLinux 2.0',
      'AKSAzureLinux-gen2',
      'azurelinux',
    ],
    [
      'AKSAzureLinux-V2gen2fips-202512.06.0',
      beforeVersion2,
      'AKSAzureLinux/gen2fips',
      'AzureLinux 2.0',
      'AKSAzureLinux-gen2fips',
      'azurelinux',
    ],
    [
      'AKSAzureLinux-V2gen2arm64-202512.06.0',
      beforeVersion2,
      'AKSAzureLinux/gen2arm64',
      'AzureLinux 2.0',
      undefined,
      'azurelinux',
    ],
    [
      'AKSAzureLinux-V2katagen2-202509.05.0',
      beforeVersion2,
      'AKSAzureLinux/gen2kata',
      'AzureLinux 2.0',
      'AKSAzureLinux-gen2kata',
      'azurelinux',
    ],
    [
      'AKSCBLMariner-V2gen2TL-202512.06.0',
      beforeVersion2,
      'AKSCBLMarinerV2/gen2tl',
      'Mariner 2.0',
      'AKSCBLMarinerV2-gen2tl',
      'aksmariner',
    ],
    [
      'AKSCBLMariner-V2katagen2-202509.05.0',
      beforeVersion2,
      'AKSCBLMarinerV2/gen2kata',
      'Mariner 2.0',
      'AKSCBLMarinerV2-gen2kata',
      'aksmariner',
    ],
    [
      'AKSCBLMariner-V2katagen2TL-2022.12.15',
      beforeVersion2,
      'AKSCBLMarinerV2/gen2katatl',
      'Mariner 2.0',
      undefined,
      'aksmariner',
    ],
    [
      'AKSCBLMariner-V1gen2-202309.06.0',
      beforeVersion2,
      'AKSCBLMariner/gen2',
      'Mariner 1.0',
      undefined,
      'aksmariner',
    ],
    [
      'AKSUbuntu-1804gen2containerd-202506.16.0',
      before1804,
      'AKSUbuntu/gen2/1804containerd',
      'Ubuntu 18.04',
      undefined,
      'aksubuntu-1804',
    ],
    [
      'AKSUbuntu-1804gen2gpucontainerd-202306.16.0',
      before1804,
      'AKSUbuntu/gen2/1804gpucontainerd',
      'Ubuntu 18.04',
      undefined,
      'aksubuntu-1804',
    ],
    [
      'AKSUbuntu-1804fipsgpucontainerd-2023.01.10',
      before1804,
      'AKSUbuntu/gen1/1804fipsgpucontainerd',
      'Ubuntu 18.04',
      undefined,
      'aksubuntu-1804',
    ],
  ])('%s, whose notes were removed', (text, ref, directory, system, cveDistro, family) => {
    const kind = kindOf({ text });
    expect(noteOf({ text })).toEqual({ ref, path: `${folder}/${directory}/${releaseOf({ text })}.txt` });
    expect([`${kind?.system.os} ${kind?.system.version}`, kind?.cveDistro, kind?.family]).toEqual([
      system,
      cveDistro,
      family,
    ]);
  });

  test.each([
    ['AKSUbuntu-2204gen2containerd-202410.27.0-2024.12.01', '202410.27.0'],
    ['AKSUbuntu-2204gen2containerd-2023.02.09-2023.03.01', '2023.02.09'],
    ['AKSUbuntu-2204gen2containerd-2023.02.09', '2023.02.09'],
    ['  AKSUbuntu-2204gen2containerd-202602.13.10 ', '202602.13.10'],
  ])('%j holds the release %s', (text, release) => {
    expect(releaseOf({ text })).toBe(release);
    expect(noteOf({ text })?.path).toBe(`${folder}/AKSUbuntu/gen2/2204containerd/${release}.txt`);
  });

  test.each([
    '',
    'AKSUbuntu-2204gen2containerd',
    'AKSUbuntu-2204gen2containerd-latest',
    'AKSUbuntu-2204gen2containerd-202613.40.0',
    'AKSUbuntu-2204gen2containerd-20348.5386.260715',
    'AKSUbuntu-2204gen2containerd-202607.09.0/../../x',
    'AKSUbuntu-../../x-202607.09.0',
    'AKSUbuntu-2204gen2containerd/..-202607.09.0',
    'AKSUbuntu-2204gen2containerd\n-202607.09.0',
    'AKSUbuntu-2204gen3containerd-202607.09.0',
    'AKSUbuntu-2404gen2arm64gbcontainerd-202607.09.0',
    'AKSUbuntu-2210containerd-202607.09.0',
    'AKSUbuntu-1604containerd-2021.01.01',
    'AKSUbuntu-1804-2020.03.05',
    'AKSUbuntu:1604:2020.03.11',
    'AKSAzureLinux-V4gen2-202607.09.0',
    'AKSAzureLinux-V3kata-202607.09.0',
    'AKSAzureContainerLinux-aclgen2fipsTL-202607.09.0',
    'AKSWindows-2022-20348.5386.260715',
    'AKSWindows-2016-containerd-14393.1.260715',
    'AKSWindows-2022-containerd-202607.09.0',
    'xAKSUbuntu-2204gen2containerd-202607.09.0',
  ])('%j is no image that we know', (text) => {
    expect(kindOf({ text })).toBeUndefined();
    expect(noteOf({ text })).toBeUndefined();
  });
});

describe('whatever the name, a path is of one pattern', () => {
  const fixed =
    /^vhdbuilder\/release-notes\/(AKSUbuntu\/gen[12]\/\d{4}[a-z0-9]*containerd|AKSAzureLinux(V3)?\/[a-z0-9]+|AKSCBLMariner(V2)?\/gen[12][a-z0-9]*|AKSWindows\/(\d{4}|23H2)(-containerd)?(-gen2)?|AKSFlatcar\/gen2(arm64)?|AKSAzureContainerLinux\/(arm64)?gen2tl)\/(\d{6}\.\d{1,2}\.\d{1,4}|\d{4}\.\d\d\.\d\d|\d{5}\.\d{1,6}\.\d{6})\.txt$/;
  const heads = [
    'AKSUbuntu-',
    'AKSUbuntu-2204',
    'AKSUbuntu-1804',
    'AKSAzureLinux-V3',
    'AKSCBLMariner-V2',
    'AKSFlatcar-flatcar',
  ];
  const parts = ['2204', 'gen2', 'arm64', 'fips', 'CVM', 'TL', 'kata', 'containerd', '-gen2', '23H2', '2025'];
  const traps = [
    '-',
    '/',
    '..',
    '%2e',
    '\0',
    '?',
    '#',
    ' ',
    '\n',
    '\u0130',
    '\u212a',
    '\u{1d7d9}',
    '\\',
    '@',
  ];
  const releases = ['-202607.09.0', '-2023.02.09', '-2023.02.09-2023.03.01', '-20348.5386.260715'];
  const name = fc
    .tuple(
      fc.constantFrom(...heads, 'AKSWindows-2022-containerd', 'AKSWindows-2025'),
      fc.array(fc.constantFrom(...parts), { maxLength: 3 }),
      fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...traps), fc.string()),
      fc.constantFrom('', '', 'containerd'),
      fc.constantFrom(...releases),
      fc.oneof({ weight: 2, arbitrary: fc.constant('') }, fc.constantFrom(...traps), fc.string()),
    )
    .map((all) => all.flat().join(''));

  test('names of pieces', () => {
    let known = 0;
    fc.assert(
      fc.property(name, (text) => {
        const path = noteOf({ text })?.path;
        if (path === undefined) return;
        known += 1;
        expect(path).toMatch(fixed);
      }),
      { numRuns: 20_000, seed: 5 },
    );
    expect(known).toBeGreaterThan(500);
  });

  const flags = fc.tuple(...Array.from({ length: 5 }, () => fc.boolean()));
  const linux = fc
    .tuple(
      fc.constantFrom('1804', '2004', '2204', '2404', '2604'),
      flags,
      fc.constantFrom('202607.09.0', '2023.02.09'),
    )
    .map(([year, [gen2, arm64, fips, cvm, tl], release]) => {
      const parts = [gen2 && 'gen2', arm64 && 'arm64', fips && 'fips', cvm && 'CVM', tl && 'TL'];
      return `AKSUbuntu-${year}${parts.filter((part) => part !== false).join('')}containerd-${release}`;
    });

  test('there and back for every combination of Ubuntu', () => {
    fc.assert(
      fc.property(linux, (text) => {
        const path = noteOf({ text })?.path ?? '';
        expect(path).toMatch(fixed);
        const back = nameOf(path.slice(folder.length + 1)) ?? '';
        expect(noteOf({ text: back })?.path).toBe(path);
        // Only generation 2 may have been left out.
        expect(back.toLowerCase().replace('gen2', '')).toBe(text.toLowerCase().replace('gen2', ''));
      }),
    );
  });
});

describe('against what is published', () => {
  const agentBaker = readIndex('agentbaker/INDEX.tsv');
  const aks = readIndex('vhd-notes/INDEX.tsv');

  test.skipIf(agentBaker.length === 0)('each note of AgentBaker, there and back', () => {
    const wrong = agentBaker.filter((path) => {
      const name = nameOf(path);
      const image = parseImageVersion(name ?? '');
      const note = noteOf(image);
      return (
        note?.ref !== 'main' ||
        note.path !== `${folder}/${path}` ||
        kindOf(image)?.directory !== path.slice(0, path.lastIndexOf('/'))
      );
    });
    expect(wrong).toEqual([]);
    expect(agentBaker.length).toBeGreaterThan(2000);
  });

  test.skipIf(aks.length === 0)(
    'each folder of the notes beside the release notes is the family of an image',
    () => {
      const names: Readonly<Record<string, string>> = {
        'aks-ubuntu/AKSUbuntu-1804': 'AKSUbuntu-1804gen2containerd',
        'aks-ubuntu/AKSUbuntu-2204': 'AKSUbuntu-2204gen2containerd',
        'aks-ubuntu/AKSUbuntu-2404': 'AKSUbuntu-2404gen2containerd',
        AKSMariner: 'AKSCBLMariner-V2gen2',
        AzureLinux: 'AKSAzureLinux-V2gen2',
        AzureLinuxv3: 'AKSAzureLinux-V3gen2',
        'AKSWindows/2019': 'AKSWindows-2019-containerd',
        'AKSWindows/2022': 'AKSWindows-2022-containerd',
        'AKSWindows/23H2': 'AKSWindows-23H2',
        'AKSWindows/2025': 'AKSWindows-2025',
      };
      // Ubuntu 16.04 is older than the notes of AgentBaker; one file's name lacks its first digit.
      const files = aks.filter(
        (path) => path.endsWith('.txt') && !path.includes('1604') && !path.includes('/0348.'),
      );
      for (const path of files) {
        const [, directory = '', release] = /^vhd-notes\/(.*)\/([^/]*)\.txt$/.exec(path) ?? [];
        const image = parseImageVersion(`${names[directory]}-${release}`);
        expect(kindOf(image)?.family, path).toBe(directory.replace('aks-ubuntu/', '').toLowerCase());
        expect(releaseOf(image), path).toBe(release);
      }
      expect(files.length).toBeGreaterThan(500);
    },
  );
});

function readIndex(name: string): readonly string[] {
  try {
    const text = readFileSync(new URL(`../../../../shared/release-samples/${name}`, import.meta.url), 'utf8');
    return text
      .trim()
      .split('\n')
      .flatMap((line) => line.split('\t')[1] ?? []);
  } catch {
    console.log(`skipped: ${name} is not there`);
    return [];
  }
}
