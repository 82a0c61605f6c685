import { describe, expect, test } from 'vitest';
import { compareImages, parseImageVersion } from '../../../src/inventory/image-version.ts';
import { newestPublished } from '../../../src/releases/images/published.ts';
import { cpuTimeOf } from '../../builders/cpu-time.ts';

const now = new Date('2026-11-23T06:00:00Z');

const paths = [
  'AKSUbuntu/gen2/2204containerd/202602.13.2.txt',
  'AKSUbuntu/gen2/2204containerd/202602.13.10.txt',
  'AKSUbuntu/gen2/2204containerd/202602.13.5.txt',
  'AKSUbuntu/gen2/2204containerd/2023.02.09.txt',
  'AKSUbuntu/gen2/2204containerd/202602.13.99-image-list.json',
  'AKSUbuntu/gen2/2204containerd/202602.13.98-trivy-report.json',
  'AKSUbuntu/gen2/2204containerd/latest.txt',
  'AKSUbuntu/gen2/2204containerd/old/202609.01.0.txt',
  'AKSUbuntu/gen2/2204containerd/202699.99.9.txt',
  'AKSUbuntu/gen2/2204containerd/20348.5386.260715.txt',
  'AKSUbuntu/gen2/2204containerd/../2404containerd/202609.01.0.txt',
  'AKSUbuntu/gen1/2204containerd/202607.09.0.txt',
  'AKSUbuntu/gen2/2204tlcontainerd/202606.09.0.txt',
  'AKSUbuntu/gen2/2004cvmcontainerd/2023.02.09.txt',
  'AKSUbuntu/gen2/2004cvmcontainerd/202303.13.0.txt',
  'AKSWindows/2022-containerd/20348.999.230101.txt',
  'AKSWindows/2022-containerd/20348.5386.260715.txt',
  'AKSWindows/2022-containerd/20348.5256.260801.txt',
  'AKSWindows/2022-containerd-gen2/20348.9999.260801.txt',
  'AKSWindows/2022-containerd/202607.09.0.txt',
];

describe('the newest image of a kind that is published', () => {
  test.each([
    ['AKSUbuntu-2204gen2containerd-202512.06.0', 'AKSUbuntu-2204gen2containerd-202602.13.10'],
    ['AKSUbuntu-2204gen2containerd-202609.06.0', 'AKSUbuntu-2204gen2containerd-202602.13.10'],
    // in the spelling of what is asked about, which keeps it of one kind
    ['aksubuntu-2204GEN2containerd-202512.06.0', 'aksubuntu-2204GEN2containerd-202602.13.10'],
    ['AKSUbuntu-2204-gen2TLcontainerd-202512.06.0', 'AKSUbuntu-2204-gen2TLcontainerd-202606.09.0'],
    ['AKSUbuntu-2204gen2containerd-202410.27.0-2024.12.01', 'AKSUbuntu-2204gen2containerd-202602.13.10'],
    ['AKSUbuntu-2004gen2CVMcontainerd-2023.02.01', 'AKSUbuntu-2004gen2CVMcontainerd-202303.13.0'],
    ['AKSWindows-2022-containerd-20348.1.220101', 'AKSWindows-2022-containerd-20348.5386.260715'],
  ])('%s: %s', (text, expected) => {
    const image = parseImageVersion(text);
    for (const list of [paths, paths.toReversed()])
      expect(newestPublished(list, image, now)?.text).toBe(expected);
    expect(newestPublished(paths, image, now)).toEqual(parseImageVersion(expected));
    expect(compareImages(image, parseImageVersion(expected))).not.toBe('different');
  });

  test.each([
    'AKSUbuntu-2404gen2containerd-202512.06.0',
    'AKSAzureLinux-V2gen2-202512.06.0',
    'AKSUbuntu-2204gen2containerd',
    'Something-202512.06.0',
    '',
  ])('%j: none', (text) => {
    expect(newestPublished(paths, parseImageVersion(text), now)).toBeUndefined();
    expect(newestPublished([], parseImageVersion(text), now)).toBeUndefined();
  });

  test('among very many paths', () => {
    const many = Array.from(
      { length: 50_000 },
      (_, index) => `AKSUbuntu/gen2/2204containerd/202601.01.${'1'.repeat(index % 40)}.txt`,
    );
    const took = cpuTimeOf(() => {
      const image = parseImageVersion('AKSUbuntu-2204gen2containerd-202512.06.0');
      expect(newestPublished([...many, ...paths], image, now)?.date).toBe('2026-02-13');
    });
    expect(took).toBeLessThan(2000);
  });

  test.each([
    ['tomorrow, where the day began earlier', '202611.24.0', '202611.24.0'],
    ['the day after', '202611.25.0', '202602.13.10'],
    ['in a list that lies', '209912.31.0', '202602.13.10'],
  ])('built %s: %s gives %s', (_when, release, expected) => {
    const list = [...paths, `AKSUbuntu/gen2/2204containerd/${release}.txt`];
    const image = parseImageVersion('AKSUbuntu-2204gen2containerd-202512.06.0');
    expect(newestPublished(list, image, now)?.text).toBe(`AKSUbuntu-2204gen2containerd-${expected}`);
  });
});
