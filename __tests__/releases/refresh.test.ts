/** The refresh of the dated data, offline: pages of our own in the shape of the real ones. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { layOut } from '../../scripts/pages.ts';
import { type FileName, refreshAll, type Standing } from '../../scripts/release-refresh.ts';
import { type Fetch, openSources } from '../../scripts/release-sources.ts';
import { bundledCalendar } from '../../src/releases/calendar.ts';
import { calendarPage } from './calendar-page.ts';

const folder = new URL('../../src/releases/data/', import.meta.url);
const readFrom = (place: URL, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, place), 'utf8'));
/** What stands is a frozen copy: days and minors of these pages are counted from it. */
const frozen = new URL('../frozen-data/', import.meta.url);
const read = (name: string): unknown => readFrom(frozen, name);
const names: readonly FileName[] = ['calendar', 'components', 'os-skus', 'retirements', 'api-removals'];
const standing = Object.fromEntries(names.map((name) => [name, read(name)])) as unknown as Standing;

const docs = 'https://raw.githubusercontent.com/MicrosoftDocs/azure-aks-docs/main/articles/aks/';
const includes =
  'https://api.github.com/repos/MicrosoftDocs/azure-aks-docs/git/trees/main%3Aarticles%2Faks%2Fincludes?recursive=1';
const api = 'https://raw.githubusercontent.com/kubernetes/api/master/';
const apiTree = 'https://api.github.com/repos/kubernetes/api/git/trees/master?recursive=1';
const calendarUrl = `${docs}supported-kubernetes-versions.md`;
const osUrl = `${docs}upgrade-os-version.md`;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'].concat(
  ['October', 'November', 'December'],
);
const inWords = (day: string) => `${months[Number(day.slice(5, 7)) - 1]} ${day.slice(8)}, ${day.slice(0, 4)}`;
const front = (day: string) => `---\nms.date: ${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}\n---\n`;
const tree = (paths: readonly string[]) =>
  JSON.stringify({ truncated: false, tree: paths.map((path) => ({ path })) });

function noticePage({
  asOf,
  end,
  imagesRemoved,
}: {
  asOf: string;
  end: string;
  imagesRemoved?: string;
}): string {
  const gone =
    imagesRemoved === undefined ? '' : ` On **${inWords(imagesRemoved)}**, all its images are removed.`;
  return `${front(asOf)}\n> [!NOTE]\n> Starting on **${inWords(end)}**, this is over.${gone} Look elsewhere.\n`;
}

function componentTables(): string {
  const parts = standing.components.minors.map(({ minor, breaking }) => {
    const items = breaking.map(
      ({ name, from, to }) => `- ${name} ${from === undefined ? to : `${from} -> ${to}`}`,
    );
    return `### Kubernetes 1.${minor}\n\n| **Add-ons** | **Breaking changes from before** |\n| --- | --- |\n| - a v1 | ${items.join(' <br> ')} |\n`;
  });
  return `## AKS components breaking changes by version\n\n${parts.toReversed().join('\n')}\n## Other things\n`;
}

const osRows: readonly string[] = [
  '| Linux | Ubuntu | All: all Kubernetes versions. | Ubuntu 22.04 is default for Kubernetes versions 1.25 to 1.34. Ubuntu 24.04 is default for Kubernetes versions 1.35+. |',
  '| Linux | Ubuntu2404 | From 1.32 to 1.38. | Words. |',
  '| Linux | Ubuntu2204 | From 1.25 to 1.36. | It is default when using `--os-sku Ubuntu` in Kubernetes versions 1.25 to 1.35. |',
  '| Linux | AzureLinux | All: all Kubernetes versions. | Azure Linux 3.0 is default for Kubernetes version 1.32+. |',
  '| Linux | AzureLinux3 | From 1.28 to 1.36. | Words. |',
  '| Windows | Windows2022 | 1.23 to 1.36 | Words. |',
  '| Windows | Windows2025 | 1.32 and above | Words. |',
];
const osPage = (rows = osRows, day = '2026-07-13') =>
  `${front(day)}\n| OS type | OS SKU | Supported Kubernetes versions | Default versioning |\n|--|--|--|--|\n${rows.join('\n')}\n\nMore.\n`;

const lifecycle = (kind: string, introduced: number, removed?: number) =>
  [
    ['Introduced', introduced],
    ['Removed', removed],
  ]
    .filter(([, minor]) => minor !== undefined)
    .map(
      ([event, minor]) =>
        `func (in *${kind}) APILifecycle${event}() (major, minor int) {\n\treturn 1, ${minor}\n}\n`,
    )
    .join('\n');

/** What the sources say when nothing has changed. */
function usualPages(): Map<string, string> {
  const pages = new Map([
    [calendarUrl, calendarPage(bundledCalendar, { more: componentTables() })],
    [osUrl, osPage()],
  ]);
  const files = [...standing.retirements.systems, ...standing.retirements.features].flatMap((entry) => {
    const file = /\/includes\/(.*)$/.exec(entry.source)?.[1];
    if (file !== undefined) pages.set(`${docs}includes/${file}`, noticePage(entry));
    return file ?? [];
  });
  pages.set(includes, tree([...files, 'teleport-retirement.md', 'cli-note.md']));
  const paths = Array.from(
    { length: 40 },
    (_, index) =>
      `group${'abcdefghijklmnopqrstuvwxyz'[index % 26]}/v${index}/zz_generated.prerelease-lifecycle.go`,
  );
  for (const path of paths) pages.set(api + path, lifecycle('Thing', 30));
  pages.set(apiTree, tree([...paths, 'apps/v1/types.go']));
  return pages;
}

function fetchFrom(
  pages: ReadonlyMap<string, string>,
  seen: { url: string; authorization?: string }[] = [],
): Fetch {
  return async (url, { headers, redirect }) => {
    expect(redirect).toBe('error');
    const { authorization } = headers;
    seen.push({ url, ...(authorization === undefined ? {} : { authorization }) });
    const text = pages.get(url);
    return { status: text === undefined ? 404 : 200, text: async () => text ?? 'Not Found' };
  };
}

const refreshed = async (pages: ReadonlyMap<string, string>, day = '2026-08-21') =>
  new Map(
    (await refreshAll(standing, openSources(fetchFrom(pages)), new Date(`${day}T05:41:00Z`))).map((each) => [
      each.name,
      each,
    ]),
  );

type Found = Awaited<ReturnType<typeof refreshed>>;

/** What a file would say; that it keeps its schema is looked at on the way. */
function dataOf<Name extends FileName>(found: Found, name: Name): Standing[Name] {
  const data = found.get(name)?.data;
  const validate = new Ajv().compile(readFrom(folder, `schemas/${name}`) as object);
  validate(data);
  expect(validate.errors).toBeNull();
  return data as Standing[Name];
}

test('what has not changed stays, byte for byte', async () => {
  for (const [name, { data, troubles, hints }] of await refreshed(usualPages())) {
    expect(JSON.stringify(data)).toBe(JSON.stringify(read(name)));
    expect([troubles, hints]).toEqual([[], []]);
  }
});

test.each(names)('%s.json is laid out as the refresh would write it', (name) => {
  const text = readFileSync(new URL(`${name}.json`, folder), 'utf8');
  expect(layOut(`src/releases/data/${name}.json`, JSON.stringify(JSON.parse(text)))).toBe(text);
});

test('the token goes to api.github.com alone, and every source is asked over https', async () => {
  const seen: { url: string; authorization?: string }[] = [];
  await refreshAll(standing, openSources(fetchFrom(usualPages(), seen), 'a-token'), new Date('2026-08-21'));
  const hosts = seen.map(({ url, authorization }) => `${new URL(url).origin} ${authorization ?? 'none'}`);
  expect([...new Set(hosts)].toSorted()).toEqual([
    'https://api.github.com Bearer a-token',
    'https://raw.githubusercontent.com none',
  ]);
});

test('the day of reading is set anew after thirty days, and not every week', async () => {
  const asOf = async (day: string) => {
    return dataOf(await refreshed(usualPages(), day), 'retirements').asOf;
  };
  expect([await asOf('2026-09-20'), await asOf('2026-09-21')]).toEqual(['2026-08-21', '2026-09-21']);
});

describe('what has changed is taken', () => {
  test('a moved end, a new minor, and one that is no longer listed', async () => {
    const moved = bundledCalendar.minors
      .slice(1)
      .map((dates) => (dates.minor === 34 ? { ...dates, communityEnd: '2026-12-31' } : dates));
    const next = { minor: 38, ga: '2027-02', communityEnd: '2028-02-29', ltsEnd: '2029-02-28' };
    const page = calendarPage({ asOf: '2026-11-02', minors: [...moved, next] }, { more: componentTables() });
    const found = await refreshed(usualPages().set(calendarUrl, page), '2026-11-20');
    const [first, ...others] = dataOf(found, 'calendar').minors;
    expect(first).toEqual({ ...bundledCalendar.minors[0], asOf: bundledCalendar.asOf });
    expect(others).toEqual([...moved, next]);
    expect(dataOf(found, 'components').asOf).toBe('2026-11-02');
  });

  test('components of a new minor, and those of one that is no longer listed', async () => {
    const page = calendarPage(bundledCalendar, {
      more: componentTables()
        .replace('### Kubernetes 1.30', '### Kubernetes 1.37')
        .replace('- Tigera-Operator 1.30.7', '• [one v2.0](https://example.com/x) <br> two 1.0 → 2.0-a+b'),
    });
    const found = await refreshed(usualPages().set(calendarUrl, page));
    const { minors } = dataOf(found, 'components');
    expect(minors.map(({ minor }) => minor)).toEqual([30, 31, 32, 33, 34, 35, 36, 37]);
    expect(minors[0]).toMatchObject({ minor: 30, asOf: '2026-08-05' });
    expect(minors.at(-1)?.breaking).toEqual([
      { name: 'one', to: 'v2.0' },
      { name: 'two', from: '1.0', to: '2.0-a+b' },
    ]);
  });

  test('a moved retirement, and the file comes into its order again', async () => {
    const url = `${docs}includes/ubuntu-20-04-retirement.md`;
    const page = noticePage({ asOf: '2026-10-01', end: '2027-12-31', imagesRemoved: '2028-01-31' });
    const found = await refreshed(usualPages().set(url, page), '2026-10-05');
    const { asOf, systems } = dataOf(found, 'retirements');
    expect([asOf, found.get('retirements')?.troubles]).toEqual(['2026-10-05', []]);
    expect(systems.find(({ what }) => what === 'Ubuntu 20.04')).toMatchObject({
      asOf: '2026-10-01',
      end: '2027-12-31',
      imagesRemoved: '2028-01-31',
    });
    expect(systems.map(({ end }) => end)).toEqual(systems.map(({ end }) => end).toSorted());
  });

  test('further minors and new OS SKUs; the contradiction goes when the page settles it', async () => {
    const rows = osRows.map((row) =>
      row.replace('1.28 to 1.36', '1.28 to 1.39').replace('1.25 to 1.35.', '1.25 to 1.34.'),
    );
    const page = osPage([...rows, '| Linux | Ubuntu2604 | From 1.37 to 1.42. | Words. |'], '2026-11-01');
    const found = await refreshed(usualPages().set(osUrl, page));
    const { newestMinors, changes } = dataOf(found, 'os-skus');
    expect(newestMinors.map(({ osSku, minor, asOf }) => [osSku, minor, asOf])).toEqual([
      ['AzureLinux3', 39, '2026-11-01'],
      ['Ubuntu2204', 36, '2026-11-01'],
      ['Ubuntu2404', 38, '2026-11-01'],
      ['Ubuntu2604', 42, '2026-11-01'],
      ['Windows2019', 32, '2026-01-14'],
      ['Windows2022', 36, '2026-11-01'],
    ]);
    expect(changes.map(({ osSku, at, others }) => [osSku, at, others])).toEqual([
      ['AzureLinux', 32, []],
      ['Ubuntu', 35, []],
    ]);
  });

  test('an API that goes, if it was served by default', async () => {
    const pages = usualPages();
    const paths = ['storage/v1beta1', 'flowcontrol/v1beta4', 'batch/v2alpha1', 'rbac/v1'].map(
      (path) => `${path}/zz_generated.prerelease-lifecycle.go`,
    );
    const [storage = '', flow = '', batch = '', rbac = ''] = paths;
    pages.set(
      api + storage,
      lifecycle('NewThing', 31, 37) + lifecycle('OldThing', 20, 38) + lifecycle('OldThingList', 20, 38),
    );
    pages.set(api + flow, lifecycle('FlowSchema', 33, 39));
    pages.set(api + batch, lifecycle('CronJob', 20, 37));
    pages.set(api + rbac, lifecycle('Role', 8) + lifecycle('OldRole', 30, 40));
    const listed = (JSON.parse(pages.get(apiTree) ?? '') as { tree: { path: string }[] }).tree;
    pages.set(apiTree, tree([...listed.map(({ path }) => path), ...paths]));
    const found = await refreshed(pages, '2026-08-22');
    const { asOf, removals } = dataOf(found, 'api-removals');
    expect(asOf).toBe('2026-08-22');
    expect(removals.slice(standing['api-removals'].removals.length)).toEqual([
      { minor: 38, api: 'storage.k8s.io/v1beta1', kinds: ['OldThing'] },
      { minor: 39, api: 'flowcontrol.apiserver.k8s.io/v1beta4', kinds: ['FlowSchema'] },
      { minor: 40, api: 'rbac.authorization.k8s.io/v1', kinds: ['OldRole'] },
    ]);
  });
});

describe('what is not whole is left as it was', () => {
  const page = (change: (text: string) => string, url = calendarUrl): [string, string] => [
    url,
    change(usualPages().get(url) ?? ''),
  ];
  const notice = `${docs}includes/ubuntu-22-04-retirement.md`;
  test.each<[string, FileName, [string, string], string]>([
    ['a page that is gone', 'calendar', [calendarUrl, ''], 'answered 404'],
    [
      'a calendar with a gap',
      'calendar',
      page((text) => text.replaceAll(/^\| 1\.33 .*\n/gm, '')),
      'gap before 1.34',
    ],
    [
      'an older calendar',
      'calendar',
      page((text) => text.replace('08/05/2026', '08/04/2026')),
      'does not go with',
    ],
    [
      'a calendar of tomorrow',
      'calendar',
      page((text) => text.replace('08/05/2026', '08/25/2026')),
      'of 2026-08-25',
    ],
    [
      'components of an older page',
      'components',
      page((text) => text.replace('08/05/2026', '08/04/2026')),
      'older',
    ],
    [
      'no components',
      'components',
      page((text) => text.replace('## AKS components', '## Components')),
      'cannot be read',
    ],
    [
      'components in another column',
      'components',
      page((text) => text.replace('Breaking changes from', 'News from')),
      'cannot be read',
    ],
    [
      'a component in words',
      'components',
      page((text) => text.replace('- Tigera-Operator 1.30.7', '- see the notes')),
      'of 1.30 in another form',
    ],
    [
      'a component that makes markup',
      'components',
      page((text) => text.replace('- Tigera-Operator 1.30.7', '- a 1.0<script> -> 2.0')),
      'of 1.30 in another form',
    ],
    [
      'an OS SKU that is gone',
      'os-skus',
      page((text) => text.replace(/^.*Ubuntu2404.*\n/m, ''), osUrl),
      'how far Ubuntu2404 goes',
    ],
    [
      'an OS SKU in words',
      'os-skus',
      page((text) => text.replace('1.25 to 1.36', 'some versions'), osUrl),
      'which versions Ubuntu2204 supports',
    ],
    [
      'another system',
      'os-skus',
      page((text) => text.replace('Ubuntu 24.04 is default', 'Ubuntu 26.04 is default'), osUrl),
      'takes a person',
    ],
    ['an older page of OS SKUs', 'os-skus', [osUrl, osPage(osRows, '2026-07-12')], 'older than what stands'],
    [
      'no table of OS SKUs',
      'os-skus',
      page((text) => text.replace('OS type', 'Type'), osUrl),
      'cannot be read',
    ],
    [
      'a short list of API files',
      'api-removals',
      [apiTree, tree(['batch/v1/zz_generated.prerelease-lifecycle.go'])],
      'answered 404',
    ],
    [
      'a cut list of API files',
      'api-removals',
      [apiTree, JSON.stringify({ truncated: true, tree: [] })],
      'not whole',
    ],
    ['API files that say nothing', 'api-removals', page((text) => text, apiTree), 'name none'],
  ])('%s', async (what, name, [url, text], reason) => {
    const pages = usualPages();
    if (text === '') pages.delete(url);
    else pages.set(url, text);
    if (what === 'API files that say nothing')
      for (const each of pages.keys()) if (each.startsWith(api)) pages.set(each, 'package v1');
    const found = (await refreshed(pages)).get(name);
    expect(found?.data).toBeUndefined();
    expect(found?.troubles).toEqual([expect.stringContaining(reason)]);
  });

  test.each<[string, string, string]>([
    ['is gone', '', 'answered 404'],
    [
      'has no date',
      noticePage({ asOf: '2026-10-01', end: '2027-06-30' }).replace('ms.date', 'date'),
      'no date of its own',
    ],
    ['does not say when', `${front('2026-10-01')}Soon.`, 'does not say when support ends'],
    [
      'says less',
      noticePage({ asOf: '2026-10-01', end: '2027-06-30' }),
      'no longer says when images are removed',
    ],
    ['is older', noticePage({ asOf: '2026-02-08', end: '2027-06-30', imagesRemoved: '2028-04-30' }), 'older'],
    [
      'removes images first',
      noticePage({ asOf: '2026-10-01', end: '2027-06-30', imagesRemoved: '2027-01-31' }),
      'before support ends',
    ],
  ])('a notice that %s: the others are taken', async (_, text, reason) => {
    const pages = usualPages();
    if (text === '') pages.delete(notice);
    else pages.set(notice, text);
    pages.set(`${docs}includes/kubenet-retirement.md`, noticePage({ asOf: '2026-10-01', end: '2029-03-31' }));
    const found = await refreshed(pages);
    const { systems, features } = dataOf(found, 'retirements');
    expect(systems).toEqual(standing.retirements.systems);
    expect(features.find(({ what }) => what === 'kubenet')?.end).toBe('2029-03-31');
    expect(found.get('retirements')?.troubles).toEqual([
      expect.stringMatching(new RegExp(`^Ubuntu 22.04: .*${reason}`)),
    ]);
  });

  test('the day of reading, where a notice was not read', async () => {
    const pages = usualPages();
    pages.delete(notice);
    expect(dataOf(await refreshed(pages, '2026-12-24'), 'retirements').asOf).toBe('2026-08-21');
  });

  test('everything, where nobody answers', async () => {
    const dead: Fetch = () => Promise.reject(new Error('no way out'));
    const found = await refreshAll(standing, openSources(dead), new Date('2026-08-21'));
    expect(found.map(({ data }) => data)).toEqual(names.map(() => undefined));
    for (const { troubles } of found) expect(troubles.join()).toContain('no way out');
  });
});

test('a notice that nobody has looked at is pointed out; one with a strange name is not', async () => {
  const pages = usualPages();
  pages.set(includes, tree(['teleport-retirement.md', 'new-thing-retirement.md', '`$(x)`-retirement.md']));
  expect((await refreshed(pages)).get('retirements')?.hints).toEqual([
    'there is a notice that nobody has looked at yet: new-thing-retirement.md',
  ]);
});
