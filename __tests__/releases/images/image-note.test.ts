import { describe, expect, test } from 'vitest';
import { parseImageVersion } from '../../../src/inventory/image-version.ts';
import { type ImageNote, parseNote } from '../../../src/releases/images/image-note.ts';
import type { LinuxNote } from '../../../src/releases/images/linux-note.ts';
import type { WindowsNote } from '../../../src/releases/images/windows-note.ts';
import { cpuTimeOf } from '../../builders/cpu-time.ts';
import { aLinuxNote, aWindowsNote, type LinuxFacts, someComponents, systems } from './a-note.ts';

const v = '202601.01.0';
const ubuntu = `AKSUbuntu-2204gen2containerd-${v}`;
const windows = 'AKSWindows-2022-containerd-20348.1000.260101';

function parse(text: string, name: string) {
  return parseNote(text, parseImageVersion(name));
}

function linux(facts: LinuxFacts, name: string): LinuxNote {
  return read(aLinuxNote(facts), name) as LinuxNote;
}

function read(text: string, name: string): ImageNote {
  const note = parse(text, name);
  if ('missing' in note) throw new Error(note.missing);
  return note;
}

describe('a note of Ubuntu', () => {
  const note = linux({}, ubuntu);

  test('tells system, kernel and containerd', () => {
    expect(note).toMatchObject({
      system: 'Linux',
      release: '22.04.1 LTS',
      kernel: '5.15.0-1001-azure',
      containerd: '1.7.1-ubuntu22.04u1',
    });
  });

  test('lists components by name, those that repeat with all their versions', () => {
    expect(note.components.get('runc')).toEqual(['1.4.1-ubuntu22.04u1', '1.4.1-1']);
    expect(note.components.get('Azure CNI')).toEqual(['1.5.1', '1.6.1']);
    expect(note.components.get('nvidia-cuda-driver')).toEqual(['580.1.01-20260101000000']);
    expect(note.components.get('nvidia-grid-driver')).toEqual(['550.1.01-20260101000000']);
  });

  test('lists kubelets from all its three places, oldest first', () => {
    expect(note.kubelets).toEqual(['1.30.101-akslts', '1.32.9', '1.33.1', '1.34.1']);
  });

  test('lists packages, and which come from a security pocket', () => {
    expect([...(note.packages ?? [])]).toEqual([
      ['adduser', { version: '3.1', isSecurity: false }],
      ['bash', { version: '5.1-2', isSecurity: true }],
      ['containerd', { version: '1.7.1-ubuntu22.04u1' }],
      ['openssl', { version: '3.0.1-0', isSecurity: false }],
    ]);
  });

  test('of 2023: other spellings, other places, no os-release', () => {
    const old = linux(
      {
        withoutRelease: true,
        ubuntu: '22.04',
        components: [
          '[installed] containerd v1.6.1-1',
          '[cached] runc 1.0.3',
          'runc version 1.1.1',
          'containerd-wasm-shims v0.3.0 v0.5.1',
          'nvidia-driver=cuda-525.1.12-sha-e8873b',
          'nvidia-gpu-driver-version={{GPUDriverVersion}}',
          'nvidia-fabricmanager=-sha-10d772',
        ],
        kubelets: ['1.25.2'],
      },
      ubuntu,
    );
    expect(old).toMatchObject({ kernel: '5.15.0-1001-azure', containerd: 'v1.6.1-1', kubelets: ['1.25.2'] });
    expect(old).not.toHaveProperty('release');
    expect([...old.components.keys()]).toEqual([
      'containerd',
      'runc',
      'nvidia-cuda-driver',
      'nvidia-grid-driver',
    ]);
  });

  test('with the line ends of Windows and a mark of the byte order says the same', () => {
    const text = aLinuxNote();
    expect(parse(`\uFEFF${text.replaceAll('\n', '\r\n')}`, ubuntu)).toEqual(parse(text, ubuntu));
  });
});

describe('a note of another Linux', () => {
  test('Ubuntu 24.04', () => {
    expect(linux(systems.ubuntu2404, `AKSUbuntu-2404gen2containerd-${v}`).release).toBe('24.04.1 LTS');
  });

  test('Azure Linux: packages of RPM, one of them twice, and keys that are none', () => {
    const note = linux(systems.azureLinux3, `AKSAzureLinux-V3gen2-${v}`);
    expect(note).toMatchObject({ release: '3.0.20260101', kernel: '6.6.1.2-1.azl3' });
    expect([...(note.packages ?? [])]).toEqual([
      ['filesystem', { version: '1.1-20.azl3' }],
      ['containerd2', { version: '2.0.1-3.azl3' }],
      ['kernel', { version: '6.6.1.1-1.azl3, 6.6.1.2-1.azl3' }],
      ['perl-Text-Tabs+Wrap', { version: '2021.1-5.azl3' }],
    ]);
  });

  test('Kata: containerd is told by its package alone', () => {
    const note = linux(systems.kata, `AKSAzureLinux-V3katagen2-${v}`);
    expect(note).toMatchObject({ kernel: '6.6.137.mshv2-1.azl3', containerd: '2.0.1-3.azl3' });
  });

  test('OS Guard: the kernel too, and a line that names a file is no version', () => {
    const note = linux(systems.osGuard, `AKSAzureLinux-OSGuardV3gen2fipsTL-${v}`);
    expect(note).toMatchObject({ kernel: '6.6.1.1-1.azl3', containerd: '2.0.1-3.azl3' });
  });

  test.each([
    ['AKSAzureLinux-V2gen2-202512.06.0', systems.azureLinux2],
    ['AKSCBLMariner-V2gen2-202512.06.0', systems.azureLinux2],
    ['AKSCBLMariner-V2gen2-202303.06.0', { ...systems.azureLinux2, withoutRelease: true }],
    [
      'AKSCBLMariner-V1gen2-202303.06.0',
      { ...systems.azureLinux2, kernel: '5.10.1-1.cm1', withoutRelease: true },
    ],
    ['AKSUbuntu-1804gen2containerd-202303.06.0', { withoutRelease: true, ubuntu: '18.04' }],
  ])('%s, long gone', (name, facts) => {
    expect(linux(facts, name).kernel).toBe('kernel' in facts ? facts.kernel : '5.15.0-1001-azure');
  });

  test.each([
    [`AKSAzureContainerLinux-aclgen2TL-${v}`, systems.containerLinux],
    [`AKSFlatcar-flatcargen2-${v}`, systems.flatcar],
  ])('%s: no packages, no containerd', (name, facts) => {
    const note = linux(facts, name);
    expect(note.kernel).toBe(facts.kernel);
    expect(note).not.toHaveProperty('packages');
    expect(note).not.toHaveProperty('containerd');
  });
});

describe('a note of Windows', () => {
  test.each([false, true])('plain: %s', (isPlain) => {
    const note = read(aWindowsNote({ isPlain }), windows) as WindowsNote;
    expect(note).toEqual({
      system: 'Windows',
      build: '20348.1000',
      updates: [
        { id: 'KB5000001', isSecurity: false },
        { id: 'KB5000002', isSecurity: true },
      ],
      containerd: ['1.6.1-azure.1', '2.0.1-azure.1'],
      kubelets: ['1.30.101-akslts', '1.33.1'],
      azureCni: ['v1.5.1'],
    });
  });

  test('without a cached containerd tells the one that ran', () => {
    expect(read(aWindowsNote({ files: [], running: 'v1.6.9+azure' }), windows)).toMatchObject({
      containerd: ['v1.6.9+azure'],
      kubelets: [],
    });
    expect(read(aWindowsNote({ files: [], running: '<b>' }), windows)).toMatchObject({ containerd: [] });
  });

  test.each([
    ['17763.8000', 'AKSWindows-2019-containerd-17763.8000.260101'],
    ['25398.2330', 'AKSWindows-23H2-gen2-25398.2330.260513'],
    ['26100.33158', 'AKSWindows-2025-gen2-tl-26100.33158.260715'],
  ])('build %s', (build, name) => {
    expect(read(aWindowsNote({ build }), name)).toMatchObject({ build });
  });
});

describe('a note of another system is refused', () => {
  test.each<[string, string, LinuxFacts]>([
    [`AKSUbuntu-2404gen2containerd-${v}`, 'the note is one of Ubuntu 22.04, not of Ubuntu 24.04', {}],
    [
      `AKSUbuntu-2204gen2containerd-${v}`,
      'the note is one of Ubuntu 24.04, not of Ubuntu 22.04',
      systems.ubuntu2404,
    ],
    [
      `AKSAzureLinux-V3gen2-${v}`,
      'the note is one of CBL-Mariner 2.0, not of Azure Linux 3.0',
      systems.azureLinux2,
    ],
    [`AKSAzureLinux-V3gen2-${v}`, 'the note is one of Ubuntu 22.04, not of Azure Linux 3.0', {}],
    [
      `AKSAzureLinux-V3gen2-${v}`,
      'the note is one of Azure Container Linux 3.0.20260101, not of Azure Linux 3.0',
      systems.containerLinux,
    ],
    [
      'AKSAzureLinux-V2gen2-202512.06.0',
      'the note is one of Azure Linux 3.0, not of CBL-Mariner 2.0',
      systems.azureLinux3,
    ],
    [
      'AKSCBLMariner-V1gen2-202303.06.0',
      'the note is one of CBL-Mariner 2.0, not of CBL-Mariner 1.0',
      systems.azureLinux2,
    ],
    [
      `AKSAzureContainerLinux-aclgen2TL-${v}`,
      'the note is one of Azure Linux 3.0, not of Azure Container Linux',
      systems.azureLinux3,
    ],
    [`AKSFlatcar-flatcargen2-${v}`, 'the note is one of Ubuntu 22.04, not of Flatcar', {}],
    [ubuntu, 'the note is one of Flatcar 4600.0.0, not of Ubuntu 22.04', systems.flatcar],
    [ubuntu, 'the note is one of Ubuntu, not of Ubuntu 22.04', { versionId: '"[x](https://evil.example)"' }],
    [ubuntu, 'the note is not one of Ubuntu 22.04', { id: '"@everyone"' }],
    [
      ubuntu,
      'the note is one of Ubuntu 18.04, not of Ubuntu 22.04',
      { withoutRelease: true, ubuntu: '18.04' },
    ],
    [ubuntu, 'the note names no operating system', { withoutRelease: true }],
    [ubuntu, 'the note names no kernel', { kernel: undefined }],
    [ubuntu, 'the note names no kernel', { kernel: '<img>' }],
  ])('%s: %s', (name, missing, facts) => {
    expect(parse(aLinuxNote(facts), name)).toEqual({ missing });
  });

  test.each([
    [
      'AKSWindows-2025-26100.33158.260715',
      'the note is one of Windows build 20348.1000, not of Windows Server 2025',
    ],
    [
      'AKSWindows-2022-containerd-20348.1001.260101',
      'the note is one of Windows build 20348.1000, not of 20348.1001',
    ],
    // a name that itself does not fit its system
    [
      'AKSWindows-2019-containerd-20348.1000.260101',
      'the note is one of Windows build 20348.1000, not of Windows Server 2019',
    ],
  ])('%s: %s', (name, missing) => {
    expect(parse(aWindowsNote(), name)).toEqual({ missing });
  });

  test('across Windows and Linux', () => {
    expect(parse(aWindowsNote({ isPlain: true }), ubuntu)).toEqual({ missing: 'the note is cut short' });
    expect(parse(aLinuxNote(), windows)).toEqual({ missing: 'the note is cut short' });
  });
});

describe('what is no note is refused', () => {
  test.each([
    ['', 'the note is empty'],
    [' \r\n\t\n', 'the note is empty'],
    ['\uFEFF', 'the note is empty'],
    [
      '<!DOCTYPE html>\n<html><body>Linux version 5.15</body></html>',
      'a web page was read in place of the note',
    ],
    ['\n  <html>', 'a web page was read in place of the note'],
    ['{"message":"Not Found"}', 'the note is cut short'],
    ['version https://git-lfs.github.com/spec/v1\n', 'the note is cut short'],
    ['x'.repeat(1_000_001), 'the note is too large to be one'],
    ['\n'.repeat(20_000), 'the note is too large to be one'],
    ['\n'.repeat(19_999), 'the note is empty'],
  ])('%#: %s', (text, missing) => {
    expect(parse(text.slice(0, 1_000_001), ubuntu)).toEqual({ missing });
    expect(parse(text.slice(0, 1_000_001), windows)).toEqual({ missing });
  });

  test('of an image that nobody knows', () => {
    expect(parse(aLinuxNote(), `AKSUbuntu-2204gen9containerd-${v}`)).toEqual({
      missing: 'this kind of image is not known',
    });
  });

  test.each([
    ['Linux', aLinuxNote(), ubuntu, 'Install completed'],
    ['Windows', aWindowsNote(), windows, 'Cached Files'],
  ])('%s: cut anywhere, it is refused or says what the whole says', (_, text, name, last) => {
    const whole = parse(text, name);
    const refused = new Set<string>();
    for (let end = 0; end < text.length; end += 1) {
      const note = parse(text.slice(0, end), name);
      if ('missing' in note) refused.add(note.missing);
      else if (name === ubuntu) expect(note).toEqual(whole);
      if (end < text.indexOf(last)) expect(note).toHaveProperty('missing');
    }
    expect(refused).toEqual(new Set(['the note is empty', 'the note is cut short']));
  });

  test('Windows: half a line of the last list is noticed', () => {
    const text = aWindowsNote();
    expect(parse(text.slice(0, text.indexOf('win-vnet-cni') + 20), windows)).toEqual({
      missing: 'the note is cut short',
    });
  });
});

describe('hostile notes', () => {
  const hostile = '|<b>`[x](https://evil.example)@all\u202e\u0000\u001b[31m\u{1f600}';

  test('values are short, of printable ASCII, and nothing else', () => {
    const note = linux(
      {
        version: `"22.04.9 ${hostile}${'z'.repeat(300)}"`,
        kernel: `5.15.0-${hostile.replaceAll(' ', '')}${'z'.repeat(300)}`,
        components: [
          `containerd version 1.7.1${hostile}${'z'.repeat(300)}`,
          `${hostile} version 1`,
          `oras\u0007 version 1`,
        ],
        packages: [
          `${hostile}/jammy,now 1 amd64`,
          `bash/jammy,now 1${hostile}${'z'.repeat(300)} amd64`,
          `${'n'.repeat(81)}/jammy,now 1 amd64`,
          'nothing/jammy,now',
          '/jammy,now 1 amd64',
          'constructor/jammy,now 1 amd64',
        ],
      },
      ubuntu,
    );
    const versions = [...(note.packages?.values() ?? [])].map(({ version }) => version);
    const values = [
      note.release,
      note.kernel,
      note.containerd,
      ...[...note.components.values()].flat(),
      ...versions,
    ];
    for (const value of values) expect(value).toMatch(/^[!-~](?:[ -~]{0,78}[!-~])?$/);
    expect([...(note.packages?.keys() ?? [])]).toEqual(['bash', 'constructor']);
    expect([...note.components.keys()]).toEqual(['containerd', 'oras', 'nvidia-grid-driver']);
  });

  const lists = {
    components: Array.from({ length: 7000 }, (_, index) => `part${index} version ${index}`),
    versions: Array.from({ length: 7000 }, (_, index) => `runc version ${index}`),
    kubelets: Array.from({ length: 2000 }, (_, index) => `1.34.${index}`),
  };

  test('lists are bounded', () => {
    const note = linux(
      { components: [...lists.versions, ...lists.components], kubelets: lists.kubelets },
      ubuntu,
    );
    expect(note.components.size).toBe(300);
    expect(note.components.get('runc')).toHaveLength(60);
    expect(note.kubelets).toHaveLength(60);
    const updates = Array.from({ length: 9000 }, (_, index) => `KB${10_000 + index} : Update : x`);
    expect((read(aWindowsNote({ updates }), windows) as WindowsNote).updates).toHaveLength(60);
  });

  test.each<[string, string]>([
    [
      '100,000 packages',
      aLinuxNote({ packages: Array.from({ length: 100_000 }, (_, index) => `p${index}/j,now 1 a`) }),
    ],
    [
      'many of one name',
      aLinuxNote({ packages: Array.from({ length: 19_000 }, (_, index) => `p/j,now ${index} a`) }),
    ],
    ['one huge line', aLinuxNote({ components: [`${'a '.repeat(400_000)} version 1`] })],
    ['spaces', aLinuxNote({ packages: [`${' '.repeat(900_000)}x`] })],
    ['dashes', aLinuxNote({ packages: [`${'-'.repeat(900_000)}.x`] })],
    [
      'dashes of many lines',
      aLinuxNote({ packages: Array.from({ length: 450 }, () => `${'-.'.repeat(1000)}`) }),
    ],
    ['no lines but ends', '\n'.repeat(999_999)],
    ['beginnings without an end', '=== os-release Begin\n'.repeat(45_000)],
    ['tabs before nothing', `${'\t'.repeat(1900)}\n`.repeat(500)],
    ['almost a build', `OS Version${' '.repeat(1900)}\n`.repeat(500)],
    ['almost an update', `KB123456${' '.repeat(1900)}\n`.repeat(500)],
    ['almost cached', `${'\\containerd-v1'.repeat(140)}\n`.repeat(500)],
    ['quotes', aLinuxNote({ version: '"'.repeat(900_000) })],
  ])('%s: at once', (_, text) => {
    expect(text.length).toBeLessThan(2_000_000);
    for (const name of [ubuntu, windows, `AKSAzureLinux-V3gen2-${v}`]) {
      const took = cpuTimeOf(() => {
        parse(text, name);
        parse(`${text.slice(0, 900_000)}\nCached Files:\nInstall completed\n`, name);
      });
      expect(took).toBeLessThan(2000);
    }
  });

  test('a list of more packages than an image holds is refused', () => {
    const packages = Array.from({ length: 10_001 }, (_, index) => `p${index}/jammy,now 1 amd64`);
    expect(parse(aLinuxNote({ packages }), ubuntu)).toEqual({
      missing: 'the note lists more packages than an image can hold',
    });
    expect(linux({ packages: packages.slice(1) }, ubuntu).packages?.size).toBe(10_000);
  });

  test('components as the list has them', () => {
    expect(linux({ components: someComponents }, ubuntu).components.has('bpftrace')).toBe(false);
  });
});
