import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareImages, parseImageVersion } from '../../src/inventory/image-version.ts';

const long = '202611.02.1';
const old = '2023.02.09';
const windows = '20348.4294.251015';

describe('every grammar of a node image version', () => {
  test.each<[string, string, string, readonly number[]]>([
    // Ubuntu
    [`AKSUbuntu-2204containerd-${long}`, 'aksubuntu-2204containerd', '2026-11-02', [20261102, 1]],
    [`AKSUbuntu-2204gen2containerd-${long}`, 'aksubuntu-2204gen2containerd', '2026-11-02', [20261102, 1]],
    [
      `AKSUbuntu-2404gen2arm64containerd-${long}`,
      'aksubuntu-2404gen2arm64containerd',
      '2026-11-02',
      [20261102, 1],
    ],
    [
      `AKSUbuntu-2204gen2fipscontainerd-${long}`,
      'aksubuntu-2204gen2fipscontainerd',
      '2026-11-02',
      [20261102, 1],
    ],
    [
      `AKSUbuntu-2204gen2arm64fipscontainerd-${long}`,
      'aksubuntu-2204gen2arm64fipscontainerd',
      '2026-11-02',
      [20261102, 1],
    ],
    [
      `AKSUbuntu-2404gen2CVMcontainerd-${long}`,
      'aksubuntu-2404gen2cvmcontainerd',
      '2026-11-02',
      [20261102, 1],
    ],
    [`AKSUbuntu-2404gen2TLcontainerd-${long}`, 'aksubuntu-2404gen2tlcontainerd', '2026-11-02', [20261102, 1]],
    [
      `AKSUbuntu-2404minimalgen2containerd-${long}`,
      'aksubuntu-2404minimalgen2containerd',
      '2026-11-02',
      [20261102, 1],
    ],
    [`AKSUbuntu-1804gen2containerd-${old}`, 'aksubuntu-1804gen2containerd', '2023-02-09', [20230209, 0]],
    // Azure Linux and its ancestor
    [`AKSAzureLinux-V3gen2-${long}`, 'aksazurelinux-v3gen2', '2026-11-02', [20261102, 1]],
    [`AKSAzureLinux-V3gen2arm64fips-${long}`, 'aksazurelinux-v3gen2arm64fips', '2026-11-02', [20261102, 1]],
    [`AKSAzureLinux-V3gen2TL-${long}`, 'aksazurelinux-v3gen2tl', '2026-11-02', [20261102, 1]],
    [`AKSAzureLinux-V3katagen2-${long}`, 'aksazurelinux-v3katagen2', '2026-11-02', [20261102, 1]],
    [`AKSAzureLinux-V3gen2CVM-${long}`, 'aksazurelinux-v3gen2cvm', '2026-11-02', [20261102, 1]],
    [
      `AKSAzureLinux-OSGuardV3gen2fipsTL-${long}`,
      'aksazurelinux-osguardv3gen2fipstl',
      '2026-11-02',
      [20261102, 1],
    ],
    [`AKSAzureLinux-V2gen2-202512.06.0`, 'aksazurelinux-v2gen2', '2025-12-06', [20251206, 0]],
    [`AKSCBLMariner-V2gen2-${long}`, 'akscblmariner-v2gen2', '2026-11-02', [20261102, 1]],
    // Windows
    [
      `AKSWindows-2019-containerd-17763.7919.251014`,
      'akswindows-2019-containerd',
      '2025-10-14',
      [17763, 7919, 20251014],
    ],
    [
      `AKSWindows-2022-containerd-${windows}`,
      'akswindows-2022-containerd',
      '2025-10-15',
      [20348, 4294, 20251015],
    ],
    [
      `AKSWindows-2022-containerd-gen2-${windows}`,
      'akswindows-2022-containerd-gen2',
      '2025-10-15',
      [20348, 4294, 20251015],
    ],
    [`AKSWindows-23H2-gen2-25398.1913.251014`, 'akswindows-23h2-gen2', '2025-10-14', [25398, 1913, 20251014]],
    [`AKSWindows-2025-26100.6905.251014`, 'akswindows-2025', '2025-10-14', [26100, 6905, 20251014]],
    [
      `AKSWindows-2025-gen2-tl-26100.6905.251014`,
      'akswindows-2025-gen2-tl',
      '2025-10-14',
      [26100, 6905, 20251014],
    ],
    // Flatcar and Azure Container Linux
    [`AKSFlatcar-flatcargen2-${long}`, 'aksflatcar-flatcargen2', '2026-11-02', [20261102, 1]],
    [`AKSFlatcar-flatcargen2arm64-${long}`, 'aksflatcar-flatcargen2arm64', '2026-11-02', [20261102, 1]],
    [
      `AKSAzureContainerLinux-aclgen2TL-${long}`,
      'aksazurecontainerlinux-aclgen2tl',
      '2026-11-02',
      [20261102, 1],
    ],
    [`AKSAzureContainerLinux-202606.01.0`, 'aksazurecontainerlinux', '2026-06-01', [20260601, 0]],
    // spellings of documents
    [
      `AKSUbuntu-2204-gen2TLcontainerd-${long}`,
      'aksubuntu-2204gen2tlcontainerd',
      '2026-11-02',
      [20261102, 1],
    ],
    [`AKSUbuntu-2404-202601.27.0`, 'aksubuntu-2404', '2026-01-27', [20260127, 0]],
    [`AKSUbuntu-2004cvmcontainerd-202507.02.0`, 'aksubuntu-2004cvmcontainerd', '2025-07-02', [20250702, 0]],
    // the node label, with the day of the last security patch
    [
      `AKSUbuntu-2204gen2containerd-202610.27.0-2026.11.10`,
      'aksubuntu-2204gen2containerd',
      '2026-10-27',
      [20261027, 0, 20261110],
    ],
  ])('%s', (text, kind, date, order) => {
    expect(parseImageVersion(text)).toEqual({ text, kind, date, order });
  });

  test.each([
    '',
    '-',
    'AKSUbuntu:1604:2020.03.11',
    'AKSUbuntu-2204gen2containerd',
    'AKSUbuntu-2204gen2containerd-latest',
    'AKSUbuntu-2204gen2containerd-202613.01.0',
    'AKSUbuntu-2204gen2containerd-202602.30.0',
    'AKSUbuntu-2204gen2containerd-20348.4294.251015',
    'AKSWindows-2022-containerd-202611.02.1',
    '202611.02.1',
    '-202611.02.1',
  ])('%j has no order, only equality', (text) => {
    const image = parseImageVersion(text);
    expect(image).toEqual({ text, kind: text.toLowerCase(), order: [], date: undefined });
    expect(compareImages(image, parseImageVersion(text.toUpperCase()))).toBe('same');
    expect(compareImages(image, parseImageVersion(`AKSUbuntu-2204gen2containerd-${long}`))).toBe('different');
  });
});

describe('what the offer is, seen from what runs', () => {
  test.each([
    // by date, where text and semver order both fail
    ['AKSUbuntu-2204gen2containerd-2023.02.09', 'AKSUbuntu-2204gen2containerd-202303.13.0', 'newer'],
    ['AKSUbuntu-2204gen2containerd-202609.30.0', 'AKSUbuntu-2204gen2containerd-202610.01.0', 'newer'],
    ['AKSUbuntu-2204gen2containerd-202602.13.2', 'AKSUbuntu-2204gen2containerd-202602.13.10', 'newer'],
    ['AKSUbuntu-2204gen2containerd-202602.13.5', 'AKSUbuntu-2204gen2containerd-202602.13.2', 'older'],
    ['AKSUbuntu-2204gen2containerd-202602.13.5', 'aksubuntu-2204GEN2containerd-202602.13.5', 'same'],
    ['AKSUbuntu-2204-gen2TLcontainerd-202602.13.5', 'AKSUbuntu-2204gen2TLcontainerd-202602.13.5', 'same'],
    // a patched node runs more than the image that it was made from
    [
      'AKSUbuntu-2204gen2containerd-202610.27.0-2026.11.10',
      'AKSUbuntu-2204gen2containerd-202610.27.0',
      'older',
    ],
    [
      'AKSUbuntu-2204gen2containerd-202610.27.0-2026.11.10',
      'AKSUbuntu-2204gen2containerd-202611.02.0',
      'newer',
    ],
    // Windows: build and revision, not text
    ['AKSWindows-2022-containerd-20348.999.250101', 'AKSWindows-2022-containerd-20348.1787.230614', 'newer'],
    ['AKSWindows-2022-containerd-20348.4294.251015', 'AKSWindows-2022-containerd-20348.4294.251014', 'older'],
    // another kind is another image, however close the names
    ['AKSUbuntu-2204gen2containerd-202602.13.5', 'AKSUbuntu-2404gen2containerd-202610.13.5', 'different'],
    ['AKSUbuntu-2204gen2containerd-202602.13.5', 'AKSUbuntu-2204gen2TLcontainerd-202610.13.5', 'different'],
    [
      'AKSWindows-2022-containerd-20348.4294.251015',
      'AKSWindows-2022-containerd-gen2-20348.4294.251015',
      'different',
    ],
    ['AKSAzureLinux-V2gen2-202512.06.0', 'AKSAzureLinux-V3gen2-202610.13.5', 'different'],
  ])('%s → %s is %s', (running, offered, expected) => {
    expect(compareImages(parseImageVersion(running), parseImageVersion(offered))).toBe(expected);
  });
});

describe('within one kind the order is total', () => {
  const day = fc.date({ min: new Date('2018-01-01'), max: new Date('2032-12-31'), noInvalidDate: true });
  const digits = (date: Date) => date.toISOString().slice(0, 10).replaceAll('-', '');
  const linux = fc
    .tuple(day, fc.nat(20), fc.boolean(), fc.option(day))
    .map(([date, revision, isOld, patch]) => {
      const [, year = '', month = '', rest = ''] = /(....)(..)(..)/.exec(digits(date)) ?? [];
      const release = isOld ? `${year}.${month}.${rest}` : `${year}${month}.${rest}.${revision}`;
      const label = patch === null ? '' : `-${patch.toISOString().slice(0, 10).replaceAll('-', '.')}`;
      return `AKSUbuntu-2204gen2containerd-${release}${label}`;
    });
  const windowsImage = fc
    .tuple(fc.constantFrom(17763, 20348, 25398, 26100), fc.integer({ min: 1, max: 9999 }), day)
    .map(
      ([build, revision, date]) => `AKSWindows-2022-containerd-${build}.${revision}.${digits(date).slice(2)}`,
    );
  const opposite = { same: 'same', newer: 'older', older: 'newer', different: 'different' } as const;

  test.each([
    ['Linux', linux],
    ['Windows', windowsImage],
  ])('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (...texts) => {
        const [a, b, c] = texts.map(parseImageVersion) as [never, never, never];
        const ab = compareImages(a, b);
        expect(ab).not.toBe('different');
        expect(compareImages(b, a)).toBe(opposite[ab]);
        expect(compareImages(a, a)).toBe('same');
        if (ab === 'newer' && compareImages(b, c) === 'newer') expect(compareImages(a, c)).toBe('newer');
        if (ab === 'same') expect(compareImages(a, c)).toBe(compareImages(b, c));
      }),
      { numRuns: 2000 },
    );
  });

  test('any text at all parses', () => {
    fc.assert(
      fc.property(fc.string(), (text) => parseImageVersion(text).text === text.trim()),
      { numRuns: 2000 },
    );
  });
});
