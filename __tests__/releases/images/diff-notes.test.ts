import { describe, expect, test } from 'vitest';
import { parseImageVersion } from '../../../src/inventory/image-version.ts';
import { diffNotes } from '../../../src/releases/images/diff-notes.ts';
import { type ImageNote, parseNote } from '../../../src/releases/images/image-note.ts';
import {
  aLinuxNote,
  aWindowsNote,
  type LinuxFacts,
  someComponents,
  systems,
  type WindowsFacts,
} from './a-note.ts';

const ubuntu = 'AKSUbuntu-2204gen2containerd-202601.01.0';

function linux(facts: LinuxFacts = {}, name = ubuntu): ImageNote {
  return read(aLinuxNote(facts), name);
}

function windows(facts: WindowsFacts = {}): ImageNote {
  return read(aWindowsNote(facts), `AKSWindows-2022-containerd-${facts.build ?? '20348.1000'}.260101`);
}

function read(text: string, name: string): ImageNote {
  const note = parseNote(text, parseImageVersion(name));
  if ('missing' in note) throw new Error(note.missing);
  return note;
}

/** The usual components, some of them changed. */
function withComponents(changes: Readonly<Record<string, string>>): LinuxFacts {
  return { components: someComponents.flatMap((line) => changes[line] ?? line) };
}

describe('what differs between two notes of Linux', () => {
  test('nothing: no rows, and the packages counted', () => {
    expect(diffNotes(linux(), linux())).toEqual({
      rows: [],
      packages: { total: 4, changed: 0, added: 0, removed: 0, security: 0, list: [] },
    });
  });

  test('the most telling first, values as the notes have them', () => {
    const to = linux({
      version: '"22.04.2 LTS (Jammy Jellyfish)"',
      kernel: '5.15.0-1002-azure',
      kubelets: ['1.33.2', '1.32.9', '1.30.101-akslts'],
      ...withComponents({
        'oras version 1.2.1': 'oras version 1.3.0',
        'runc version 1.4.1-ubuntu22.04u1': 'runc version 1.4.2-ubuntu22.04u1',
        'containerd version 1.7.1-ubuntu22.04u1': 'containerd version 1.7.2-ubuntu22.04u1',
        'containernetworking-plugins version 1.9.1-ubuntu22.04u1':
          'containernetworking-plugins version 1.9.2-ubuntu22.04u1',
        'Azure CNI version 1.6.1': 'Azure CNI version 1.6.2',
        'nvidia-cuda-driver=580.1.01-20260101000000': 'nvidia-cuda-driver=580.2.02-20260201000000',
        'azure-acr-credential-provider version 1.33.1-ubuntu22.04u1':
          'azure-acr-credential-provider version 1.33.2-ubuntu22.04u1',
        'runc version 1.4.1-1': 'runc version 1.4.2-1',
      }),
    });
    expect(diffNotes(linux(), to).rows).toEqual([
      { what: 'OS release', from: '22.04.1 LTS', to: '22.04.2 LTS' },
      { what: 'Kernel', from: '5.15.0-1001-azure', to: '5.15.0-1002-azure' },
      { what: 'containerd', from: '1.7.1-ubuntu22.04u1', to: '1.7.2-ubuntu22.04u1' },
      { what: 'runc', from: '1.4.1-ubuntu22.04u1', to: '1.4.2-ubuntu22.04u1' },
      { what: 'CNI plugins', from: '1.9.1-ubuntu22.04u1', to: '1.9.2-ubuntu22.04u1' },
      { what: 'Azure CNI', added: ['1.6.2'], removed: ['1.6.1'] },
      { what: 'NVIDIA CUDA driver', from: '580.1.01-20260101000000', to: '580.2.02-20260201000000' },
      { what: 'Cached kubelets', added: ['1.33.2'], removed: [] },
      { what: 'oras', from: '1.2.1', to: '1.3.0' },
    ]);
  });

  test('a kubelet that is cached no longer', () => {
    const rows = diffNotes(
      linux({ components: [] }),
      linux({ components: [], kubelets: ['1.33.2', '1.32.9'] }),
    ).rows;
    expect(rows).toEqual([
      { what: 'Cached kubelets', added: ['1.33.2'], removed: ['1.30.101-akslts', '1.33.1'] },
    ]);
  });

  test('one version in two spellings is one', () => {
    const [from, to] = ['[installed] containerd v1.7.15-1', 'containerd version 1.7.15-1'].map((line) =>
      linux({ components: [line] }),
    );
    expect(diffNotes(from as ImageNote, to as ImageNote).rows).toEqual([]);
  });

  test('what one note alone names is not called new or gone', () => {
    const more = linux({ components: [...someComponents, 'blobfuse2 version 2.5.3'] });
    expect(diffNotes(linux(), more).rows).toEqual([]);
    expect(diffNotes(more, linux()).rows).toEqual([]);
    const fewer = linux({ withoutRelease: true, ubuntu: '22.04' });
    expect(diffNotes(fewer, linux()).rows).toEqual([]);
  });

  test('of other components, those that an image holds once', () => {
    const [from, to] = [
      ['ig version 1', 'shims version 1', 'shims version 2'],
      ['ig version 2', 'shims version 2', 'shims version 3'],
    ].map((components) => linux({ components }));
    expect(diffNotes(from as ImageNote, to as ImageNote).rows).toEqual([{ what: 'ig', from: '1', to: '2' }]);
  });

  test('ten rows at most, twenty names a list', () => {
    const parts = (version: number) => ({
      components: Array.from({ length: 40 }, (_, index) => `part${index} version ${version}`),
    });
    expect(diffNotes(linux(parts(1)), linux(parts(2))).rows).toHaveLength(10);
    const kubelets = Array.from({ length: 40 }, (_, index) => `1.34.${index}`);
    const [row] = diffNotes(linux({ kubelets: [] }), linux({ kubelets })).rows;
    expect(row).toMatchObject({ what: 'Cached kubelets', added: kubelets.toSpliced(1, 1).slice(0, 20) });
  });

  test.each([
    ['containerLinux', 'AKSAzureContainerLinux-aclgen2TL-202601.01.0', '6.6.1.2-1.azl3'],
    ['flatcar', 'AKSFlatcar-flatcargen2-202601.01.0', '6.12.2-flatcar'],
  ] as const)('%s: the kernel, and no packages', (system, name, kernel) => {
    const facts = systems[system];
    expect(diffNotes(linux(facts, name), linux({ ...facts, kernel }, name))).toEqual({
      rows: [{ what: 'Kernel', from: facts.kernel, to: kernel }],
    });
  });
});

describe('packages', () => {
  const packages = [
    'changed/jammy-updates,now 1-1 amd64 [installed]',
    'changed-safer/jammy,now 1-1 amd64 [installed]',
    'gone/jammy,now 1-1 amd64 [installed]',
    'same/jammy-updates,jammy-security,now 1-1 amd64 [installed]',
  ];
  const later = [
    'changed/jammy-updates,now 1-2 amd64 [installed]',
    'changed-safer/jammy-updates,jammy-security,now 1-2 amd64 [installed]',
    'same/jammy-updates,jammy-security,now 1-1 amd64 [installed]',
    'another/jammy-security,now 1-2 amd64 [installed]',
  ];

  test('are counted, and listed by name', () => {
    expect(diffNotes(linux({ packages }), linux({ packages: later })).packages).toEqual({
      total: 4,
      changed: 2,
      added: 1,
      removed: 1,
      // Not what is new: nothing was updated by it.
      security: 1,
      list: [
        { name: 'another', to: '1-2', isSecurity: true },
        { name: 'changed', from: '1-1', to: '1-2' },
        { name: 'changed-safer', from: '1-1', to: '1-2', isSecurity: true },
        { name: 'gone', from: '1-1' },
      ],
    });
  });

  test('of extended support, which lists name no origin of', () => {
    const ofEsm = (version: string) =>
      linux({
        packages: [
          `esm/now ${version} amd64 [installed,local]`,
          `plain/jammy-updates,now ${version} amd64 [installed]`,
          'same/now 1-1 amd64 [installed,local]',
        ],
      });
    expect(diffNotes(ofEsm('1-1'), ofEsm('1-2')).packages).toMatchObject({
      changed: 2,
      security: 0,
      untold: 1,
      list: [
        { name: 'esm', from: '1-1', to: '1-2' },
        { name: 'plain', from: '1-1', to: '1-2' },
      ],
    });
  });

  test('of RPM: no word on security', () => {
    const name = 'AKSAzureLinux-V3gen2-202601.01.0';
    const facts = (version: string) => ({
      ...systems.azureLinux3,
      packages: [`bash-${version}-1.azl3.x86_64`],
    });
    expect(diffNotes(linux(facts('5.2'), name), linux(facts('5.3'), name)).packages).toEqual({
      total: 1,
      changed: 1,
      added: 0,
      removed: 0,
      list: [{ name: 'bash', from: '5.2-1.azl3', to: '5.3-1.azl3' }],
    });
  });

  test('300 are listed, all are counted', () => {
    const many = (version: number) => ({
      packages: Array.from({ length: 900 }, (_, index) => `p${index}/jammy,now ${version} amd64`),
    });
    const diff = diffNotes(linux(many(1)), linux(many(2))).packages;
    expect(diff).toMatchObject({ total: 900, changed: 900 });
    expect(diff?.list).toHaveLength(300);
    expect(diff?.list.map(({ name }) => name)).toEqual(
      Array.from({ length: 900 }, (_, index) => `p${index}`)
        .sort()
        .slice(0, 300),
    );
  });

  test('a thousand of one name stay short', () => {
    const twice = (version: number) => ({
      packages: Array.from({ length: 1000 }, (_, index) => `p/jammy,now ${version}.${index} amd64`),
    });
    const diff = diffNotes(linux(twice(1)), linux(twice(2))).packages;
    expect(diff?.list).toHaveLength(1);
    expect(JSON.stringify(diff).length).toBeLessThan(400);
  });
});

describe('what differs between two notes of Windows', () => {
  test('build, updates, containerd that is bundled, and kubelets', () => {
    const to = windows({
      build: '20348.1100',
      updates: [
        'KB5000003 : Update          : https://support.example/kb/5000003',
        'KB5000002 : Security Update : https://support.example/kb/5000002',
        'KB5000004 : Security Update : https://support.example/kb/5000004',
      ],
      running: 'v1.6.2+azure',
      files: [
        'containerd\\containerd-v1.6.1-azure.1-windows-amd64.tar.gz',
        'containerd\\containerd-v2.0.2-azure.1-windows-amd64.tar.gz',
        'win-k8s\\v1.33.2-1int.zip',
        'win-k8s\\v1.30.101-akslts-1int.zip',
        'win-vnet-cni\\azure-vnet-cni-windows-amd64-v1.5.2.zip',
      ],
    });
    expect(diffNotes(windows(), to)).toEqual({
      rows: [
        { what: 'Windows build', from: '20348.1000', to: '20348.1100' },
        { what: 'Windows updates', added: ['KB5000003', 'KB5000004 (Security Update)'], removed: [] },
        { what: 'containerd bundled', added: ['2.0.2-azure.1'], removed: ['2.0.1-azure.1'] },
        { what: 'Azure CNI', added: ['v1.5.2'], removed: ['v1.5.1'] },
        { what: 'Cached kubelets', added: ['1.33.2'], removed: ['1.33.1'] },
      ],
    });
    expect(diffNotes(to, to)).toEqual({ rows: [] });
  });

  test('notes of two systems are not compared', () => {
    expect(diffNotes(windows(), linux())).toEqual({ rows: [] });
    expect(diffNotes(linux(), windows())).toEqual({ rows: [] });
  });
});
