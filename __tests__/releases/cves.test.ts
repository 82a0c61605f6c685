import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CveScan, findClosed, parseScan, scanPath } from '../../src/releases/cves.ts';

const distro = 'AKSUbuntu/gen2/2204containerd';
const kind = 'AKSUbuntu-2204gen2containerd';

interface Target {
  readonly active?: unknown;
  readonly mitigated?: unknown;
}

/** A report in the shape of the API's reference. */
function aReport(
  version: unknown,
  targets: { packages?: unknown; containers?: unknown; previous?: unknown; distro?: unknown } = {},
) {
  return {
    distro_name: targets.distro ?? distro,
    vhd_release_version: version,
    previous_vhd_release_version: targets.previous ?? '202601.01.0',
    os_package_targets: targets.packages ?? [],
    container_targets: targets.containers ?? [aContainer({})],
    report_time: '2026-01-27T16:21:23.056129543Z',
  };
}

function aPackage({ active = [], mitigated = [] }: Target) {
  return {
    name: 'openssl',
    version: '3.0.2-0ubuntu1.20',
    active_cves: idsOf(active),
    previous_version: '',
    mitigated_cves_from_previous_release: idsOf(mitigated),
  };
}

function aContainer({ active = [], mitigated = [] }: Target) {
  const none = { image_repo_tags: [], image_repo_digests: [] };
  return {
    container_image: 'mcr.microsoft.com/oss/kubernetes/coredns',
    active_container_images: none,
    active_cves: idsOf(active),
    removed_container_images_from_previous_release: none,
    mitigated_cves_from_previous_release: idsOf(mitigated),
  };
}

function idsOf(ids: unknown): unknown {
  return Array.isArray(ids) ? ids.map((id) => (typeof id === 'number' ? { id: aCve(id) } : id)) : ids;
}

function aCve(number: number): string {
  return `CVE-2026-${1000 + number}`;
}

function anImage(version: string, of = kind) {
  return { text: `${of}-${version}` };
}

function aScan(version: string, report: unknown): CveScan {
  const scan = parseScan(report, anImage(version));
  if ('missing' in scan) throw new Error(scan.missing);
  return scan;
}

describe('where the scan of an image is', () => {
  const paths: readonly (readonly [string, string | undefined])[] = [
    [`${kind}-202607.09.0`, '/api/v1/vhd-releases/AKSUbuntu-gen2-2204containerd/202607.09.0/scan-reports'],
    [
      'AKSAzureLinux-V3gen2fips-202607.09.0',
      '/api/v1/vhd-releases/AKSAzureLinuxV3-gen2fips/202607.09.0/scan-reports',
    ],
    [
      'aksubuntu-2404containerd-202607.09.0',
      '/api/v1/vhd-releases/AKSUbuntu-gen1-2404containerd/202607.09.0/scan-reports',
    ],
    [
      `${kind}-202607.09.0-2026.07.20`,
      '/api/v1/vhd-releases/AKSUbuntu-gen2-2204containerd/202607.09.0/scan-reports',
    ],
    ['AKSWindows-2022-containerd-20348.5386.260715', undefined],
    ['AKSUbuntu-2204gen2arm64containerd-202607.09.0', undefined],
    ['AKSAzureLinux-V3katagen2-202607.09.0', undefined],
    [`${kind}-2023.02.09`, undefined],
    [`${kind}-202613.09.0`, undefined],
    [`${kind}-202607.09.0/../../x`, undefined],
    [`${kind}/../x-202607.09.0`, undefined],
    [`${kind}-202607.09.0?x=1`, undefined],
    [`${kind}%2f-202607.09.0`, undefined],
    ['', undefined],
  ];
  test.each(paths)('%s', (text, path) => {
    expect(scanPath({ text })).toBe(path);
  });
});

describe('a report', () => {
  test('gives what is found in packages and container images, and what was', () => {
    const report = aReport('202601.13.0', {
      packages: [aPackage({ active: [3, 1], mitigated: [4] }), aPackage({})],
      containers: [aContainer({ active: [1], mitigated: [5] })],
      previous: '202512.06.0',
    });
    expect(parseScan(report, anImage('202601.13.0'))).toEqual({
      distro: 'AKSUbuntu-gen2-2204containerd',
      version: '202601.13.0',
      previous: '202512.06.0',
      active: new Set([aCve(3), aCve(1)]),
      mitigated: new Set([aCve(4), aCve(5)]),
      packages: 2,
      containers: 1,
    });
  });

  const ids: readonly (readonly [unknown, readonly string[]])[] = [
    [{ id: 'CVE-2026-12345' }, ['CVE-2026-12345']],
    [{ id: ' cve-2026-12345 ' }, ['CVE-2026-12345']],
    [{ id: 'CVE-1999-0001', severity: 'LOW' }, ['CVE-1999-0001']],
    [{ id: 'GHSA-4374-p667-p6c8' }, []],
    [{ id: 'CVE-2026-1' }, []],
    [{ id: 'CVE-2026-12345](https://a.example)' }, []],
    [{ id: `CVE-2026-${'1'.repeat(1_000)}` }, []],
    [{ id: '<img src=x>' }, []],
  ];
  test.each(ids)('id %j', (id, found) => {
    const report = aReport('202601.13.0', { packages: [aPackage({ active: [7, id] })] });
    expect([...aScan('202601.13.0', report).active]).toEqual([aCve(7), ...found]);
  });

  const found = { packages: [aPackage({ active: [1] })] };
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['nothing', undefined, 'of another image'],
    ['null', null, 'of another image'],
    ['an error', { error: 'not found' }, 'of another image'],
    ['text', '<html>', 'of another image'],
    [
      'another distribution',
      aReport('202601.13.0', { ...found, distro: 'AKSUbuntu/gen1/2204containerd' }),
      'of another image',
    ],
    ['another version', aReport('202512.06.0', found), 'of another image'],
    ['a version of another type', aReport(202601, found), 'of another image'],
    [
      'no list of packages',
      { ...aReport('202601.13.0', found), os_package_targets: undefined },
      'could not be read',
    ],
    [
      'no list of container images',
      { ...aReport('202601.13.0', found), container_targets: {} },
      'could not be read',
    ],
    [
      'a package that is none',
      aReport('202601.13.0', { packages: [aPackage({ active: [1] }), null] }),
      'could not be read',
    ],
    [
      'a package without a list of what is found',
      aReport('202601.13.0', { packages: [{ name: 'x' }] }),
      'could not be read',
    ],
    [
      'a finding that is text',
      aReport('202601.13.0', { packages: [aPackage({ active: ['CVE-2026-12345'] })] }),
      'could not be read',
    ],
    [
      'a finding without an id',
      aReport('202601.13.0', { packages: [aPackage({ active: [1, {}] })] }),
      'could not be read',
    ],
    ['no findings at all', aReport('202601.13.0', { packages: [aPackage({})] }), 'no findings at all'],
    ['empty lists', aReport('202601.13.0', { containers: [] }), 'no findings at all'],
    [
      'lists that are null',
      { ...aReport('202601.13.0'), os_package_targets: null, container_targets: null },
      'no findings at all',
    ],
    [
      'too many packages',
      aReport('202601.13.0', { packages: Array.from({ length: 5_001 }, () => aPackage({ active: [1] })) }),
      'could not be read',
    ],
    [
      'too many findings',
      aReport('202601.13.0', {
        packages: Array.from({ length: 101 }, () =>
          aPackage({ active: Array.from({ length: 1_000 }, (_, at) => at) }),
        ),
      }),
      'could not be read',
    ],
  ];
  test.each(wrong)('%s is missing', (_, answer, reason) => {
    expect(parseScan(answer, anImage('202601.13.0'))).toEqual({ missing: expect.stringContaining(reason) });
  });

  test('lists that are null are empty, the other being there', () => {
    const report = {
      ...aReport('202601.13.0', { packages: [aPackage({ active: [1], mitigated: null })] }),
      container_targets: null,
    };
    expect(aScan('202601.13.0', report)).toMatchObject({ packages: 1, containers: 0 });
  });

  test('nothing mitigated may be no list at all; that claims less, not more', () => {
    const { mitigated_cves_from_previous_release: _, ...target } = aPackage({ active: [1] });
    expect(aScan('202601.13.0', aReport('202601.13.0', { packages: [target] })).mitigated).toEqual(new Set());
  });

  test('of an image that is not covered is missing', () => {
    const image = anImage('20348.5386.260715', 'AKSWindows-2022-containerd');
    expect(parseScan(aReport('20348.5386.260715', found), image)).toEqual({ missing: expect.any(String) });
  });
});

describe('closed between two images', () => {
  const older = aScan(
    '202512.06.0',
    aReport('202512.06.0', { packages: [aPackage({ active: [1, 2] }), aPackage({ active: [2, 9] })] }),
  );
  const cases: readonly (readonly [string, object, readonly number[]])[] = [
    ['what is no longer found', { packages: [aPackage({ active: [2] })] }, [9, 1]],
    ['nothing, while all is still found', { packages: [aPackage({ active: [1, 2, 9, 10] })] }, []],
    [
      'not what another part still has',
      { packages: [aPackage({ active: [2] })], containers: [aContainer({ active: [9] })] },
      [1],
    ],
    [
      'what is mitigated since the older one, though that scan does not list it',
      { packages: [aPackage({ active: [2], mitigated: [9, 30] })], previous: '202512.06.0' },
      [30, 9, 1],
    ],
    [
      'not what is mitigated in one part and found in another',
      {
        packages: [aPackage({ active: [2], mitigated: [30] }), aPackage({ active: [30] })],
        previous: '202512.06.0',
      },
      [9, 1],
    ],
    [
      'not what came and went on the way',
      { packages: [aPackage({ active: [2], mitigated: [30] })], previous: '202601.01.0' },
      [9, 1],
    ],
  ];
  test.each(cases)('%s', (_, targets, closed) => {
    const newer = aScan('202601.13.0', aReport('202601.13.0', targets));
    expect(findClosed(older, newer)).toEqual({ ids: closed.map(aCve) });
  });

  test('the newest first, by year and then by number', () => {
    const ids = ['CVE-2025-99999', 'CVE-2026-1000', 'CVE-2026-100000', 'CVE-2026-20000', 'CVE-2024-0001'];
    const found = aScan(
      '202512.06.0',
      aReport('202512.06.0', { packages: [aPackage({ active: ids.map((id) => ({ id })) })] }),
    );
    const newer = aScan('202601.13.0', aReport('202601.13.0', { packages: [aPackage({ active: [1] })] }));
    expect(findClosed(found, newer)).toEqual({
      ids: ['CVE-2026-100000', 'CVE-2026-20000', 'CVE-2026-1000', 'CVE-2025-99999', 'CVE-2024-0001'],
    });
  });

  test('a clean older image has none, which its own scan says', () => {
    const clean = aScan('202512.06.0', aReport('202512.06.0', { packages: [aPackage({ mitigated: [1] })] }));
    const newer = aScan('202601.13.0', aReport('202601.13.0', { packages: [aPackage({ active: [2] })] }));
    expect(findClosed(clean, newer)).toEqual({ ids: [] });
  });

  const lesser: readonly (readonly [string, object])[] = [
    ['packages', { containers: [aContainer({ active: [5] })] }],
    ['container images', { packages: [aPackage({ active: [5] })], containers: [] }],
  ];
  test.each(lesser)('a newer scan without any %s closes nothing: it is missing', (_, targets) => {
    const newer = aScan('202601.13.0', aReport('202601.13.0', targets));
    expect(findClosed(older, newer)).toEqual({ missing: expect.stringContaining('less than') });
  });

  test('scans of different kinds are not compared', () => {
    const report = aReport('202601.13.0', {
      packages: [aPackage({ active: [5] })],
      distro: 'AKSUbuntu/gen1/2204containerd',
    });
    const other = parseScan(report, anImage('202601.13.0', 'AKSUbuntu-2204containerd'));
    expect('missing' in other ? other : findClosed(older, other)).toEqual({
      missing: expect.stringContaining('different'),
    });
  });

  test('over any chain of images the two ends say it all', () => {
    const findings = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(findings, { minLength: 2, maxLength: 6 }), (images) => {
        // Each image's scan, with what the one before it had; 99 keeps a scan from being empty.
        const scans = images.map((active, at) => {
          const before = images[at - 1] ?? [];
          const target = { active: [...active, 99], mitigated: before.filter((id) => !active.includes(id)) };
          const version = `20250${at + 1}.01.0`;
          return aScan(
            version,
            aReport(version, { packages: [aPackage(target)], previous: `20250${at}.01.0` }),
          );
        });
        const [first, last] = [images[0] ?? [], images.at(-1) ?? []];
        const expected = [...new Set(first)].filter((id) => !last.includes(id)).sort((a, b) => b - a);
        const [oldest, newest] = [scans[0], scans.at(-1)];
        if (oldest === undefined || newest === undefined) throw new Error('no scans');
        expect(findClosed(oldest, newest)).toEqual({ ids: expected.map(aCve) });
        expect(findClosed(newest, newest)).toEqual({ ids: [] });
      }),
    );
  });
});
