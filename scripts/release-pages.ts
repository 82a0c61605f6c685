/** What the pages behind the dated release data say: the notices, OS SKUs, components and API life cycles. */

/** Why a page is not taken: the rest of a sentence. */
export interface Refused {
  readonly refused: string;
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'].concat(
  ['October', 'November', 'December'],
);
const day = `(?:${months.join('|')}) \\d{1,2}, 20\\d\\d`;

function isoOf(text: string): string | undefined {
  const [, name = '', date = '', year = ''] = /^(\w+) (\d+), (\d+)$/.exec(text) ?? [];
  const iso = `${year}-${String(months.indexOf(name) + 1).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = Date.parse(iso);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : undefined;
}

/** `ms.date` of a page's front matter. */
export function dateOf(page: string): string | undefined {
  const [, month = '', date = '', year = ''] =
    /^ms\.date: *"?(\d{1,2})\/(\d{1,2})\/(20\d\d)"? *$/m.exec(page.split('\n---', 1)[0] ?? '') ?? [];
  return isoOf(`${months[Number(month) - 1]} ${Number(date)}, ${year}`);
}

export interface Notice {
  readonly asOf: string;
  readonly end: string;
  readonly imagesRemoved?: string;
}

/** A notice of a retirement: `Starting on **DATE**, …`, and the day on which images are removed, where it names one. */
export function parseNotice(page: string): Notice | Refused {
  const text = page.replaceAll('*', '').replaceAll('\r', '');
  const asOf = dateOf(page);
  if (asOf === undefined) return { refused: 'the notice has no date of its own' };
  const starts = [...text.matchAll(new RegExp(`Starting on (${day})(?=,? (.{0,100}))`, 'g'))];
  const [first] = starts.filter(([, , then = '']) => !isRemoval(then));
  const end = first === undefined ? undefined : isoOf(first[1] ?? '');
  if (end === undefined) return { refused: 'the notice does not say when support ends' };
  const removals = [
    ...text.matchAll(new RegExp(`\\b(?:O|o|Starting o|Beginning o)n (${day})(?=,? (.{0,100}))`, 'g')),
  ]
    .filter(([, , then = '']) => isRemoval(then))
    .map(([, date = '']) => isoOf(date));
  if (new Set(removals).size > 1 || removals.includes(undefined))
    return { refused: 'the notice names several days on which images are removed' };
  const [removed = /node images will be deleted/.test(text) ? end : undefined] = removals;
  if (removed !== undefined && removed < end)
    return { refused: 'the notice has images removed before support ends' };
  return { asOf, end, ...(removed === undefined ? {} : { imagesRemoved: removed }) };
}

/** What follows a day speaks of images that go, within its sentence. */
function isRemoval(then: string): boolean {
  const [sentence = ''] = then.split(/\.\s/, 1);
  return /\bremoved?\b/.test(sentence) && /\bimages\b/.test(sentence);
}

export interface OsSkuPage {
  readonly asOf: string;
  /** Newest minor by versioned OS SKU. */
  readonly newestMinors: ReadonlyMap<string, number>;
  /** By unversioned OS SKU: the system that is the default from a minor on. */
  readonly defaults: ReadonlyMap<string, { readonly at: number; readonly to: string }>;
  /** By unversioned OS SKU: first minors of the new default, as the rows of other OS SKUs have it. */
  readonly claims: ReadonlyMap<string, readonly number[]>;
}

/** The table of supported OS versions. */
export function parseOsSkus(page: string): OsSkuPage | Refused {
  const asOf = dateOf(page);
  if (asOf === undefined) return { refused: 'the page has no date of its own' };
  const lines = page.split('\n');
  const head = lines.findIndex((line) =>
    /^\| *OS type *\| *OS SKU *\| *Supported Kubernetes versions *\|/.test(line),
  );
  const rows = lines.slice(head + 2).map((line) => line.split('|').map((cell) => cell.trim()));
  const table =
    head < 0
      ? []
      : rows.slice(
          0,
          rows.findIndex((cells) => cells.length < 6),
        );
  if (table.length < 5) return { refused: 'its table of OS SKUs cannot be read' };
  const newestMinors = new Map<string, number>();
  const defaults = new Map<string, { at: number; to: string }>();
  const claims = new Map<string, number[]>();
  for (const [, , osSku = '', supported = '', versioning = ''] of table) {
    const newest = /\b1\.\d\d to 1\.(\d\d)\b/.exec(supported)?.[1];
    if (newest !== undefined) newestMinors.set(osSku, Number(newest));
    else if (!/\ball Kubernetes versions|\band above\b/.test(supported))
      return {
        refused: `it does not say which versions ${/^\w{1,40}$/.exec(osSku)?.[0] ?? 'an OS SKU'} supports`,
      };
    const own = /([A-Z][A-Za-z ]{2,20} \d[\d.]{1,5}\d) is default for Kubernetes versions? 1\.(\d\d)\+/.exec(
      versioning,
    );
    if (own !== null) defaults.set(osSku, { to: own[1] ?? '', at: Number(own[2]) });
    const other = /is default when using `--os-sku (\w+)` in Kubernetes versions 1\.\d\d to 1\.(\d\d)/.exec(
      versioning,
    );
    if (other !== null)
      claims.set(other[1] ?? '', [...(claims.get(other[1] ?? '') ?? []), Number(other[2]) + 1]);
  }
  return { asOf, newestMinors, defaults, claims };
}

export interface ComponentChange {
  readonly name: string;
  readonly from?: string;
  readonly to: string;
}

/** "Breaking changes" in the tables under "AKS components breaking changes by version": in one row, or one a row. */
export function parseComponents(
  page: string,
): readonly { readonly minor: number; readonly breaking: readonly ComponentChange[] }[] | Refused {
  const [, section = ''] = page.split(/^## AKS components breaking changes by version *$/m, 2);
  const parts = (section.split(/^## /m, 1)[0] ?? '').split(/^### Kubernetes 1\./m).slice(1);
  if (parts.length < 3) return { refused: 'its tables of components cannot be read' };
  const minors = [];
  for (const part of parts) {
    const minor = Number(/^\d\d\b/.exec(part)?.[0]);
    const tables = part.split('\n').filter((line) => line.startsWith('|'));
    const [head = [], rule = [], ...rows] = tables.map((line) =>
      line
        .trim()
        .replace(/\|$/, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
    const column = head.findIndex((cell) => /^\**Breaking changes/i.test(cell));
    const isTable = rows.length > 0 && [rule, ...rows].every((cells) => cells.length === head.length);
    if (column < 0 || !isTable) return { refused: `its table of components for 1.${minor} cannot be read` };
    const items = rows.flatMap((cells) => (cells[column] ?? '').split(/<br *\/?>/)).map(readComponent);
    if (items.includes(undefined)) return { refused: `it lists a component of 1.${minor} in another form` };
    const breaking = items.flatMap((item) => item ?? []).sort((a, b) => byText(a.name, b.name));
    minors.push({ minor, breaking });
  }
  return minors.sort((a, b) => a.minor - b.minor);
}

/** `- name v1 -> v2`, `- [name v2](link)`; none where nothing breaks, `undefined` in any other form. */
function readComponent(item: string): readonly ComponentChange[] | undefined {
  const text = item
    .trim()
    .replace(/^[-•*] */, '')
    .replace(/^\[([^\]]*)\]\([^)]*\)$/, '$1');
  if (text === '' || /^no breaking changes\.?$/i.test(text)) return [];
  const [, name = '', from, to = ''] =
    /^([\w.-]{2,60}) (?:(v?\d[\w.+-]{0,50}) (?:->|→) )?(v?\d[\w.+-]{0,50})$/.exec(text) ?? [];
  if (name === '') return undefined;
  return [{ name, ...(from === undefined ? {} : { from }), to }];
}

export interface Lifecycle {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly introduced: number;
  readonly removed?: number;
}

const bareGroups = ['apps', 'autoscaling', 'batch', 'extensions', 'policy'];
const longGroups: ReadonlyMap<string, string> = new Map([
  ['flowcontrol', 'flowcontrol.apiserver.k8s.io'],
  ['rbac', 'rbac.authorization.k8s.io'],
]);

/** One `zz_generated.prerelease-lifecycle.go` of kubernetes/api; `path`: `batch/v1beta1/…`. */
export function parseLifecycle(path: string, source: string): readonly Lifecycle[] {
  const [folder = '', version = ''] = path.split('/');
  const group = bareGroups.includes(folder) ? folder : (longGroups.get(folder) ?? `${folder}.k8s.io`);
  const told =
    /^func \(in \*(\w+)\) APILifecycle(Introduced|Removed)\(\) \(major, minor int\) \{\n\treturn 1, (\d+)\n/gm;
  const kinds = Map.groupBy(source.matchAll(told), ([, kind = '']) => kind);
  return [...kinds].flatMap(([kind, found]) => {
    const minorOf = (event: string) => found.find((match) => match[2] === event)?.[3];
    const [introduced, removed] = [minorOf('Introduced'), minorOf('Removed')];
    if (kind.endsWith('List') || introduced === undefined) return [];
    return [
      {
        group,
        version,
        kind,
        introduced: Number(introduced),
        ...(removed === undefined ? {} : { removed: Number(removed) }),
      },
    ];
  });
}

export interface Removal {
  readonly minor: number;
  readonly api: string;
  readonly kinds: readonly string[];
}

/** Sub-resources, and what servers send to webhooks: nobody keeps them in a manifest. */
const notInManifests = ['AdmissionReview', 'Eviction', 'JobTemplate'];
/** Since then a new beta is off unless its kind had one before. */
const betasOffSince = 24;

/**
 * Removals of APIs that were served by default, together with those known: what is long gone leaves the source. `kinds`
 * of a known one that the source moves to another minor are moved.
 */
export function listRemovals(known: readonly Removal[], found: readonly Lifecycle[]): readonly Removal[] {
  const byAge = found
    .filter(({ version }) => !version.includes('alpha'))
    .sort((a, b) => a.introduced - b.introduced);
  const groupOf = (api: string) => api.split('/')[0] ?? '';
  const served = new Set(known.flatMap(({ api, kinds }) => kinds.map((kind) => `${groupOf(api)} ${kind}`)));
  const removals = new Map<string, number>();
  for (const { api, kinds, minor } of known) for (const kind of kinds) removals.set(`${api} ${kind}`, minor);
  for (const { group, version, kind, introduced, removed } of byAge) {
    const isServed =
      introduced < betasOffSince || !version.includes('beta') || served.has(`${group} ${kind}`);
    if (!isServed || notInManifests.includes(kind)) continue;
    served.add(`${group} ${kind}`);
    if (removed !== undefined && removed >= 22) removals.set(`${group}/${version} ${kind}`, removed);
  }
  const entries = [...removals].map(([name, minor]) => {
    const [api = '', kind = ''] = name.split(' ');
    return { minor, api, kind };
  });
  return [...Map.groupBy(entries, ({ minor, api }) => `${minor} ${api}`).values()]
    .map((group) => ({
      minor: group[0]?.minor ?? 0,
      api: group[0]?.api ?? '',
      kinds: group.map(({ kind }) => kind).sort(byText),
    }))
    .sort((a, b) => a.minor - b.minor || byText(a.api, b.api));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
