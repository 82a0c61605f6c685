import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageVersion } from '../../src/inventory/image-version.ts';
import { concerns, namedSystems } from '../../src/releases/notes/named-systems.ts';
import { type SelectedNotes, selectNotes } from '../../src/releases/notes/select-notes.ts';
import type { NoteItem, NoteSection, ReleaseNote } from '../../src/releases/releases.ts';

const ubuntu = 'AKSUbuntu-2204gen2containerd';

function aNote(
  date: string,
  images: readonly string[],
  items: readonly NoteItem[] = [anItem('announcement', `of ${date}`)],
): ReleaseNote {
  return {
    date,
    tag: date,
    items,
    images: images.map((image) => {
      const cut = image.lastIndexOf('/');
      return { family: image.slice(0, cut), version: image.slice(cut + 1) };
    }),
  };
}

function anItem(section: NoteSection, text: string, links: readonly string[] = []): NoteItem {
  return { section, text, links };
}

function aPair(from: string, to: string, kind = ubuntu) {
  return { from: parseImageVersion(`${kind}-${from}`), to: parseImageVersion(`${kind}-${to}`) };
}

function select(
  notes: readonly ReleaseNote[],
  pairs: readonly ReturnType<typeof aPair>[],
  minors: readonly string[] = [],
) {
  return selectNotes(notes, { images: pairs, minors });
}

function datesOf({ releases }: SelectedNotes): readonly string[] {
  return releases.map(({ note }) => note.date);
}

/** Four releases, given in no order; the third lists two images, the second none of this family. */
const line: readonly ReleaseNote[] = [
  aNote('2026-03-30', ['aksubuntu-2204/202603.02.0', 'azurelinuxv3/202603.02.0']),
  aNote('2026-07-17', [
    'aksubuntu-2204/202607.02.0',
    'aksubuntu-2204/202607.09.0',
    'azurelinuxv3/202607.09.0',
  ]),
  aNote('2026-02-08', ['aksubuntu-2204/202601.27.0', 'azurelinuxv3/202601.27.0']),
  aNote('2026-05-29', ['akswindows/2022/20348.5139.260513', 'azurelinuxv3/202605.14.0']),
  aNote('2026-06-19', ['aksubuntu-2204/202606.08.1', 'azurelinuxv3/202606.08.1']),
];

describe('the releases between two images', () => {
  const ways: readonly (readonly [string, string, string, readonly string[], object])[] = [
    ['named ones', '202603.02.0', '202607.09.0', ['2026-07-17', '2026-06-19', '2026-05-29'], {}],
    ['the next one', '202606.08.1', '202607.02.0', ['2026-07-17'], {}],
    ['two images of one release', '202607.02.0', '202607.09.0', [], {}],
    ['a release names a newer one', '202603.03.0', '202607.05.0', ['2026-07-17'], {}],
    ['the newer one is not named yet', '202606.08.1', '202608.20.0', ['2026-07-17'], { notYet: 1 }],
    ['neither is named yet', '202608.01.0', '202608.20.0', [], { notYet: 1 }],
    ['older than all notes', '202501.12.0', '202603.02.0', ['2026-03-30', '2026-02-08'], { hasOlder: true }],
    ['the oldest that is named', '202601.27.0', '202603.02.0', ['2026-03-30'], {}],
    ['a patch of the same day', '202606.08.0', '202606.08.10', ['2026-07-17'], {}],
    ['a security patch on the label', '202606.08.1-2026.06.20', '202607.09.0', ['2026-07-17'], {}],
  ];
  test.each(ways)(
    '%s',
    (_, from, to, dates, { notYet = 0, hasOlder }: { notYet?: number; hasOlder?: true }) => {
      const selected = select(line, [aPair(from, to)]);
      expect(datesOf(selected)).toEqual(dates);
      expect(selected.notYet).toEqual(notYet === 0 ? [] : [aPair(from, to).to]);
      expect(selected.hasOlder).toBe(hasOlder);
      expect(selected.more).toBeUndefined();
    },
  );

  test('old dates without a patch number come before new ones, and patches are numbers', () => {
    const notes = [
      aNote('2023-02-12', ['aksubuntu-2204/2023.02.09']),
      aNote('2023-03-20', ['aksubuntu-2204/202303.13.0']),
      aNote('2023-04-20', ['aksubuntu-2204/202304.10.2']),
      aNote('2023-05-20', ['aksubuntu-2204/202304.10.10']),
    ];
    expect(datesOf(select(notes, [aPair('2023.02.09', '202304.10.2')]))).toEqual([
      '2023-04-20',
      '2023-03-20',
    ]);
    expect(datesOf(select(notes, [aPair('202304.10.2', '202304.10.10')]))).toEqual(['2023-05-20']);
  });

  test('Windows is ordered by build and revision', () => {
    const kind = 'AKSWindows-2022-containerd';
    const notes = [
      aNote('2026-05-29', ['akswindows/2022/20348.999.260513', 'akswindows/2025/26100.32860.260513']),
      aNote('2026-06-19', ['akswindows/2022/20348.5256.260610']),
    ];
    const pair = aPair('20348.999.260513', '20348.5256.260610', kind);
    expect(datesOf(select(notes, [pair]))).toEqual(['2026-06-19']);
  });

  test('an image whose version is no date says nothing', () => {
    const notes = [aNote('2026-01-04', ['aksubuntu-2204/202613.41.0']), ...line];
    const selected = select(notes, [aPair('202501.12.0', '202603.02.0')]);
    expect(datesOf(selected)).toEqual(['2026-03-30', '2026-02-08', '2026-01-04']);
    expect(selected.hasOlder).toBe(true);
  });

  test('several pairs: each release once, an image not named once', () => {
    const later = aPair('202605.14.0', '202608.20.0', 'AKSAzureLinux-V3gen2');
    const same = aPair('202606.08.1', '202608.20.0', 'AKSAzureLinux-V3gen2');
    const selected = select(line, [aPair('202603.02.0', '202606.08.1'), later, same]);
    expect(datesOf(selected)).toEqual(['2026-07-17', '2026-06-19', '2026-05-29']);
    expect(selected.notYet).toEqual([later.to]);
  });

  const unknown: readonly (readonly [string, string])[] = [
    ['a family that no release names', 'AKSUbuntu-2404gen2containerd'],
    ['a kind that they never name', 'AKSFlatcar-flatcargen2'],
    ['a kind that nobody knows', 'AKSPlan9-gen2'],
  ];
  test.each(unknown)('%s is not "not yet"', (_, kind) => {
    expect(select(line, [aPair('202601.27.0', '202607.09.0', kind)])).toEqual({ releases: [], notYet: [] });
  });

  test('at most eight, the newest, and how many more', () => {
    const notes = Array.from({ length: 12 }, (_, at) => {
      const month = String(at + 1).padStart(2, '0');
      return aNote(`2025-${month}-20`, [`aksubuntu-2204/2025${month}.05.0`]);
    });
    const selected = select(notes, [aPair('202501.05.0', '202512.05.0')]);
    expect(selected.releases).toHaveLength(8);
    expect(datesOf(selected)[0]).toBe('2025-12-20');
    expect(selected.more).toBe(3);
  });

  test('nothing asked, nothing told', () => {
    expect(select(line, [])).toEqual({ releases: [], notYet: [] });
    expect(select([], [aPair('202601.27.0', '202607.09.0')])).toEqual({ releases: [], notYet: [] });
  });
});

/** What is told of one release with these items, which any kind of image crosses. */
function told(items: readonly NoteItem[], kind = ubuntu, minors: readonly string[] = []) {
  const linux = ['aksubuntu-2204', 'aksubuntu-2404', 'azurelinux', 'azurelinuxv3'];
  const imagesOf = (version: string, build: string) => [
    ...linux.map((family) => `${family}/${version}`),
    `akswindows/2022/${build}`,
  ];
  const [from, to] = [imagesOf('202604.01.0', '20348.1.260401'), imagesOf('202605.14.0', '20348.2.260513')];
  const pair = kind.startsWith('AKSWindows')
    ? aPair('20348.1.260401', '20348.2.260513', kind)
    : aPair('202604.01.0', '202605.14.0', kind);
  const { releases } = select([aNote('2026-04-28', from), aNote('2026-05-29', to, items)], [pair], minors);
  expect(releases).toHaveLength(1);
  return releases[0] ?? { items: [], left: -1 };
}

describe('what concerns nodes of', () => {
  const kinds = {
    u22: ubuntu,
    u24: 'AKSUbuntu-2404gen2containerd',
    al2: 'AKSAzureLinux-V2gen2',
    al3: 'AKSAzureLinux-V3gen2',
    w22: 'AKSWindows-2022-containerd',
  };
  const lines: readonly (readonly [NoteSection, string, string])[] = [
    ['announcement', 'A tag retires in September.', 'u22 u24 al2 al3 w22'],
    ['announcement', 'Starting on June 30, 2027, AKS no longer supports Ubuntu 22.04.', 'u22'],
    ['announcement', 'Ubuntu nodes are special.', 'u22 u24'],
    ['announcement', 'Move from Ubuntu 22.04 to Ubuntu 24.04, says the Ubuntu page.', 'u22 u24'],
    ['announcement', 'Affects Ubuntu 20.04 FIPS and 24.04.', 'u24'],
    ['announcement', 'Azure Linux 2.0 is frozen. Mariner too.', 'al2'],
    ['announcement', 'AzureLinux3 is the default.', 'al3'],
    ['announcement', 'Ubuntu2404 is the default, AKSUbuntu-2204 is not.', 'u22 u24'],
    ['announcement', 'OS SKU Ubuntu2404 is new.', 'u24'],
    ['announcement', 'Azure Linux v3 image is new.', 'al3'],
    ['announcement', 'Azure Linux is fine.', 'al2 al3'],
    ['announcement', 'CBL-Mariner is gone.', 'al2'],
    ['announcement', 'Flatcar Container Linux retires.', ''],
    ['announcement', 'Azure Container Linux is there.', ''],
    ['announcement', 'Windows Server 2019 retires on March 1, 2022.', ''],
    ['announcement', 'Windows Server 2019 and 2022 retire.', 'w22'],
    ['announcement', 'Windows Server Annual Channel retires.', ''],
    ['announcement', 'gMSA on Windows is checked.', 'w22'],
    ['announcement', 'Fixed the windows nodes.', 'w22'],
    ['announcement', 'Reimage during windows you define.', 'u22 u24 al2 al3 w22'],
    ['announcement', 'Planned Maintenance Windows are new.', 'u22 u24 al2 al3 w22'],
    ['behavior', 'A field is checked now.', 'u22 u24 al2 al3 w22'],
    ['behavior', 'Windows nodes take longer.', 'w22'],
    ['kubernetes', 'Kubernetes 1.36 is there.', ''],
    ['component', 'App routing has been updated.', ''],
    ['component', 'containerd has been updated to 1.7.33.', 'u22 u24 al2 al3 w22'],
    ['component', 'On Windows, containerd is new.', 'w22'],
    ['component', 'Cilium fixes CVE-2026-26963.', 'u22 u24 al2 al3 w22'],
    ['component', 'Cilium fixes CVE-1.', ''],
    ['component', 'The kernel of Ubuntu 22.04 is new.', 'u22'],
    ['component', 'AKS Ubuntu images: Ubuntu 22.04 - 202605.14.0.', 'u22'],
    ['other', 'AKS-2026-0003: nodes are at risk.', 'u22 u24 al2 al3 w22'],
    ['bug-fix', 'AKS-2026-0003 on Azure Linux 3.0.', 'al3'],
    ['other', 'Something.', ''],
    ['other', 'containerd is patched.', 'u22 u24 al2 al3 w22'],
    ['feature', 'Ubuntu 22.04 can do more.', ''],
    ['bug-fix', 'A bug is gone.', ''],
  ];
  test.each(lines)('%s: %s', (section, text, concerned) => {
    const found = Object.entries(kinds).filter(
      ([, kind]) => told([anItem(section, text)], kind).items.length > 0,
    );
    expect(found.map(([name]) => name).join(' ')).toBe(concerned);
  });

  test('the Annual Channel is one version, whatever it is called', () => {
    const annual = { os: 'Windows', version: '23H2' } as const;
    const texts = [
      'Windows Server Annual Channel',
      'Windows Annual Channel',
      'WSAnnual',
      'Windows Server 23H2',
    ];
    for (const text of [...texts, 'Windows'])
      expect([text, namedSystems(text).some((named) => concerns(named, annual))]).toEqual([text, true]);
    for (const text of ['Windows Server 2022', 'Windows2025', 'Ubuntu'])
      expect([text, namedSystems(text).some((named) => concerns(named, annual))]).toEqual([text, false]);
  });

  test('a CVE that only a link names', () => {
    const item = anItem('component', 'Eraser is new.', ['https://nvd.nist.gov/vuln/detail/CVE-2023-39325']);
    expect(told([item]).items).toEqual([item]);
  });

  test('an operating system counts in the releases that its own images cross', () => {
    const windows = anItem('announcement', 'Windows Server 2022 changes.');
    const again = anItem('announcement', 'Windows Server 2022 changes again.');
    const notes = [
      aNote('2026-02-08', ['aksubuntu-2204/202601.27.0', 'akswindows/2022/20348.1.260113']),
      aNote('2026-03-30', ['aksubuntu-2204/202603.02.0'], [windows]),
      aNote('2026-05-29', ['aksubuntu-2204/202605.14.0', 'akswindows/2022/20348.2.260513'], [again]),
    ];
    const pairs = [
      aPair('202601.27.0', '202603.02.0'),
      aPair('20348.1.260113', '20348.2.260513', 'AKSWindows-2022-containerd'),
    ];
    const found = select(notes, [aPair('202601.27.0', '202605.14.0')]);
    expect(found.releases.map(({ items }) => items.length)).toEqual([0, 0]);
    expect(select(notes, pairs).releases.map(({ items }) => items.length)).toEqual([1, 1]);
  });
});

describe('minors on the way', () => {
  const texts: readonly (readonly [string, boolean])[] = [
    ['Kubernetes 1.35 is there.', true],
    ['Patches 1.34.9, 1.35.6, and 1.36.2', true],
    ['From v1.35 on', true],
    ['1.35+', true],
    ['Kubernetes 1.36', false],
    ['Kubernetes 1.3', false],
    ['Kubernetes 1.350', false],
    ['11.35', false],
    ['0.1.35', false],
  ];
  test.each(texts)('%s', (text, isNamed) => {
    const item = anItem('kubernetes', text);
    expect(told([item], ubuntu, ['1.35']).items).toEqual(isNamed ? [item] : []);
  });

  test('without images apart, the newest releases that name them are told, and of these the items that do', () => {
    const items = [
      anItem('announcement', 'Ubuntu 24.04 is the default from Kubernetes 1.35.'),
      anItem('behavior', 'From 1.35 on, a surge is retried.'),
      anItem('kubernetes', '1.35 is there.'),
      anItem('component', 'The driver is v1.35.5 on AKS 1.35, for CVE-2026-12345.'),
      anItem('announcement', 'Something else.'),
    ];
    const notes = [
      aNote('2026-01-04', [], items),
      aNote('2026-02-08', [], [anItem('kubernetes', '1.36')]),
      aNote('2026-03-05', [], [anItem('kubernetes', '1.35 preview')]),
    ];
    const { releases } = select(notes, [], ['1.35']);
    expect(releases.map(({ note, items: kept, left }) => [note.date, kept.length, left])).toEqual([
      ['2026-03-05', 1, 0],
      ['2026-01-04', 3, 2],
    ]);
    expect(releases[1]?.items).toEqual(items.slice(0, 3));
  });

  test('they are told, too, where the images do not cross a release', () => {
    const notes = [...line, aNote('2026-01-04', [], [anItem('kubernetes', '1.35')])];
    const selected = select(notes, [aPair('202607.02.0', '202607.09.0')], ['1.35']);
    expect(datesOf(selected)).toEqual(['2026-01-04']);
  });
});

describe('at most eight items', () => {
  test('the most telling, in the order of the note; the others are counted', () => {
    const items = [
      anItem('announcement', 'On AKS Automatic something is new.'),
      anItem('announcement', 'From Kubernetes 1.37 on something is new.'),
      anItem('announcement', '1.29 is deprecated.'),
      ...Array.from({ length: 3 }, (_, at) => anItem('announcement', `To everybody, number ${at}.`)),
      ...Array.from({ length: 4 }, (_, at) => anItem('behavior', `A change, number ${at}.`)),
      anItem('bug-fix', 'A bug.'),
      anItem('component', 'Cilium fixes CVE-2026-26963.'),
      anItem('component', 'containerd is new.'),
      anItem('component', 'AKS Ubuntu images: Ubuntu 22.04 - 202605.14.0'),
      anItem('other', 'AKS-2026-0003: take a newer image.'),
      anItem('announcement', 'Ubuntu 22.04 retires.'),
    ];
    const { items: kept, left } = told(items);
    expect(kept).toEqual([3, 4, 5, 6, 7, 12, 14, 15].map((at) => items[at]));
    expect(left).toBe(items.length - 8);
  });

  test('what a newer release has said is not said again, and leaves room for something else', () => {
    const repeated = Array.from({ length: 8 }, (_, at) =>
      anItem('announcement', `To everybody, number ${at}.`),
    );
    const own = anItem('behavior', 'Only then.');
    const notes = [
      aNote('2026-02-08', ['aksubuntu-2204/202601.27.0']),
      aNote('2026-03-30', ['aksubuntu-2204/202603.02.0'], [...repeated, own]),
      aNote('2026-05-29', ['aksubuntu-2204/202605.14.0'], repeated),
    ];
    const { releases } = select(notes, [aPair('202601.27.0', '202605.14.0')]);
    expect(releases.map(({ items, left }) => [items, left])).toEqual([
      [repeated, 0],
      [[own], 8],
    ]);
    const byMinors = select(
      [
        aNote('2026-02-08', [], [anItem('announcement', '1.36 is near.')]),
        aNote('2026-03-30', [], [anItem('announcement', '1.36 is near.')]),
      ],
      [],
      ['1.36'],
    );
    expect(datesOf(byMinors)).toEqual(['2026-03-30']);
  });

  test('whatever the notes hold, nothing is invented, doubled or reordered', () => {
    const texts = [
      'Ubuntu 22.04',
      'Windows Server 2022',
      'containerd',
      'CVE-2026-12345',
      '1.35',
      'x',
      'AKS-2026-0001',
      '',
    ];
    const sections: NoteSection[] = [
      'announcement',
      'behavior',
      'kubernetes',
      'component',
      'bug-fix',
      'feature',
      'other',
    ];
    const item = fc.record({
      section: fc.constantFrom(...sections),
      text: fc.oneof(fc.constantFrom(...texts), fc.string()),
      links: fc.constant([]),
    });
    const version = fc
      .integer({ min: 1, max: 12 })
      .map((month) => `2026${String(month).padStart(2, '0')}.05.0`);
    const note = fc
      .record({
        month: fc.integer({ min: 1, max: 12 }),
        items: fc.array(item, { maxLength: 20 }),
        versions: fc.array(version, { maxLength: 3 }),
      })
      .map(({ month, items, versions }) =>
        aNote(
          `2026-${String(month).padStart(2, '0')}-20`,
          versions.map((text) => `aksubuntu-2204/${text}`),
          items,
        ),
      );
    fc.assert(
      fc.property(
        fc.uniqueArray(note, { selector: ({ tag }) => tag, maxLength: 12 }),
        version,
        version,
        fc.boolean(),
        (notes, from, to, hasMinor) => {
          const minors = hasMinor ? ['1.35'] : [];
          const selected = select(notes, [aPair(from, to)], minors);
          const dates = datesOf(selected);
          expect(dates).toEqual([...new Set(dates)].sort().reverse());
          expect(dates.length).toBeLessThanOrEqual(8);
          for (const { note: one, items, left } of selected.releases) {
            expect(notes).toContain(one);
            expect(items.length).toBeLessThanOrEqual(8);
            expect(items.length + left).toBe(one.items.length);
            const places = items.map((kept) => one.items.indexOf(kept));
            expect(places).toEqual([...places].sort((a, b) => a - b));
          }
          expect(select(notes.toReversed(), [aPair(from, to)], minors)).toEqual(selected);
        },
      ),
    );
  });
});

test('names of systems in hostile text take no time', () => {
  const started = performance.now();
  for (const piece of [
    'Ubuntu ',
    'Azure Linux ',
    '22.04',
    '22.04.',
    'Windows Server 2019 and ',
    'windows ',
    '1.35',
    ' ',
    '.',
  ])
    namedSystems(piece.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
