/** A fleet in which every field that Azure could fill says something else than it should, and who judges it. */
import fc from 'fast-check';
import type { SimResponse } from '../../simulator/exchange.ts';
import type { FaultRule } from '../../simulator/faults.ts';
import {
  type ClusterDescription,
  describeFleet,
  type Fleet,
  type PoolDescription,
} from '../../simulator/fleet.ts';
import { docsBase } from '../../src/report/links.ts';
import { hostileCorpus, hostileString } from '../builders/hostile-strings.ts';
import { hostileText } from '../oracles/hostile-text.ts';
import { judge } from '../oracles/markdown.ts';
import { isReleaseLink, releaseHeading } from '../oracles/release-links.ts';
import { readCommands } from '../oracles/runner-commands.ts';

export interface Wild {
  readonly fleet: Fleet;
  readonly faults: readonly FaultRule[];
  /** Puts more of them into answers that the simulator writes itself. */
  readonly reshape: (body: unknown) => unknown;
  /** Strings that were put somewhere so far. */
  readonly used: () => number;
}

/** Strings of the corpus first, then drawn ones; the same seed gives the same fleet. */
export function wildFleet(seed: number, clusters: number): Wild {
  const drawn = fc.sample(fc.oneof(hostileString, hostileText), { seed, numRuns: clusters * 40 });
  const texts = [...hostileCorpus.slice(seed % 2), ...drawn];
  let used = 0;
  const text = (): string => texts[(used++ + seed * 7) % texts.length] ?? '';
  const described = Array.from({ length: clusters }, (_, at) => wildCluster(text, at));
  const fleet = describeFleet({ now: new Date(), clusters: described });
  const faults = described.slice(0, Math.floor(clusters / 4)).map((_, at) => wildFault(text, fleet, at));
  return { fleet, faults, reshape: (body) => addOffers(text, body), used: () => used };
}

type Draw = () => string;

/** Azure's own limits are not the point: whatever the length, a name differs from all others. */
const named = (text: Draw, at: number): string =>
  `${text().slice(0, 400)} ${at}`.replaceAll('/', '\u2215').toWellFormed();

function wildCluster(text: Draw, at: number): ClusterDescription {
  const isStrange = at % 10 === 6;
  return {
    name: at % 3 === 0 ? `aks-${at}` : named(text, at),
    resourceGroup: at % 3 === 1 ? 'rg-aks' : named(text, at),
    location: at % 5 === 4 ? named(text, at).toLowerCase() : `region${at % 6}`,
    tags: Object.fromEntries([
      [text(), text()],
      ['environment', text()],
    ]),
    version: isStrange ? text() : at % 2 === 0 ? '1.33.11' : '1.36.1',
    requestedVersion: text(),
    offers: isStrange || at % 4 === 0 ? ['1.34.8', '1.36.2'] : undefined,
    provisioningState: at % 4 === 1 ? text() : 'Succeeded',
    provisioningError: { code: text(), message: text() },
    ...wildWords(text, at),
    windows: [
      {
        name: text(),
        properties: {
          maintenanceWindow: {
            utcOffset: text(),
            startTime: text(),
            schedule: { weekly: { dayOfWeek: text() } },
          },
        },
      },
    ],
    pools: [wildPool(text, 0, isStrange), wildPool(text, 1, isStrange)],
  };
}

/** Words out of a list of Azure's, which the simulator's types would not let be anything else. */
function wildWords(text: Draw, at: number): ClusterDescription {
  const words: Record<string, unknown> = {
    tier: text(),
    ...(at % 6 === 3 ? { upgradeChannel: text(), nodeOsChannel: text(), supportPlan: text() } : {}),
    ...(at % 6 === 4 ? { sku: text(), power: text(), nodeProvisioning: text() } : {}),
  };
  return words as ClusterDescription;
}

function wildPool(text: Draw, at: number, isStrange: boolean): PoolDescription {
  const words: Record<string, unknown> = { mode: text(), kind: text(), power: at === 0 ? 'Running' : text() };
  return {
    name: at === 0 ? named(text, at) : `pool${at}`,
    version: isStrange && at === 1 ? text() : '1.33.11',
    requestedVersion: text(),
    offers: ['1.34.8'],
    osSku: text(),
    vmSize: text(),
    image: at === 0 ? `AKSUbuntu-2404gen2containerd-202601.01.0` : text(),
    latestImage: at === 0 ? 'AKSUbuntu-2404gen2containerd-202611.13.0' : text(),
    provisioningState: at === 0 ? 'Succeeded' : text(),
    provisioningError: { code: text(), message: text() },
    upgradeSettings: { maxSurge: text(), maxUnavailable: text(), undrainableNodeBehavior: text() },
    snapshotId: at === 1 ? text() : undefined,
    ...(words as PoolDescription),
  };
}

/** An upgrade on offer, and a version of the region, that are none. */
function addOffers(text: Draw, body: unknown): unknown {
  const strange = { kubernetesVersion: text(), isPreview: text() };
  return JSON.parse(
    JSON.stringify(body, (key, value: unknown) => {
      if (key === 'upgrades' && Array.isArray(value)) return [...value, strange];
      if (key !== 'patchVersions') return value;
      return { ...(value as object), [text()]: { upgrades: [text()] } };
    }),
  );
}

/** Refusals with words of their own, in each of the forms that Azure and what stands before it have. */
function wildFault(text: Draw, fleet: Fleet, at: number): FaultRule {
  const name = fleet.subscriptions[0]?.clusters[at]?.name ?? '';
  const [code, message] = [text(), text()];
  const forms: readonly SimResponse[] = [
    {
      status: 403,
      body: {
        error: { code, message: `does not have authorization to perform action '${text()}' ${message}` },
      },
    },
    { status: 404, body: { code, message, subcode: text(), details: null } },
    { status: 409, body: { error: { code, message, details: [{ code, message }] } } },
    {
      status: 400,
      headers: { 'content-type': 'text/html' },
      body: `<html><title>${message}</title>${code}</html>`,
    },
    { status: 410, body: `${code}\n${message}` },
  ];
  const response = forms[at % forms.length] ?? { status: 500 };
  const path = `/managedClusters/${encodeURIComponent(name.toWellFormed())}`;
  const part = ['upgradeProfiles/default', 'maintenanceConfigurations'][at % 2];
  return { match: { when: (request) => request.path.endsWith(`${path}/${part}`) }, kind: 'before', response };
}

const ourHtml = ['<details>', '</details>', '<summary>', '</summary>'];
/**
 * Comments of issues and pull requests alone: their marker, what was due when they were written, since when a plan stands
 * there, and which commit is ours.
 */
const ourComments = [
  /^<!-- due(?: [0-9a-f]{6})* -->$/,
  /^<!-- places(?: [0-9a-f]{8})* -->$/,
  /^<!-- plan [0-9a-f]{12} since [\d:TZ-]{20} -->$/,
  /^<!-- branch [0-9a-f]{40} -->$/,
  /^<!-- aks-upgrade v1 key=[\w.-]+ fingerprint=[0-9a-f]+ -->$/,
  /^<!-- \/aks-upgrade -->$/,
];
const ourHeadings =
  /^(?:AKS: [\w ,]+|Version pins(?: of the pull request)?|Clusters|Support windows|Could not be read|[🔴🟠🔵🟡⚪] .*|AKS: the check did not get to a report)$/u;
const ourRun = 'https://github.com/contoso/platform/actions/runs/19500000001';
/** A line of a file on a branch, with nothing in the path that could end the link or leave the repository. */
const ourLine =
  /^https:\/\/github\.com\/contoso\/platform\/blob\/(?:refs\/pull\/\d+\/(?:merge|head)|[\w.%-]+)(?:\/(?!\.{1,2}(?:\/|#))[\w.%-]+)+#L\d+$/;

/** Where the report stands, as the job summary ends with it. */
export const ourPlace =
  /^https:\/\/github\.com\/contoso\/platform\/(?:issues|pull)\/\d+(?:#issuecomment-\d+)?$/;

/** Everything in a text of ours that is more than text and not ours; none means that all is well. */
export function complainOfMarkdown(markdown: string, where: string, markers: number): readonly string[] {
  const {
    headings,
    tables,
    markers: found,
    unbalancedDetails,
    unclosedFences,
    ...lists
  } = judge(markdown, {
    links: (url) =>
      url.startsWith(`${docsBase}/`) ||
      url === ourRun ||
      ourLine.test(url) ||
      ourPlace.test(url) ||
      isReleaseLink(url),
    html: (html) =>
      ourHtml.includes(html) || (markers > 0 && ourComments.some((marker) => marker.test(html))),
  });
  const ragged = tables.filter(({ columns }) => new Set(columns).size > 1);
  const lines = markdown.trimEnd().split('\n');
  const ends = [found[0]?.at.line ?? 1, found.at(-1)?.at.line ?? lines.length];
  return [
    ...Object.entries(lists).flatMap(([what, all]) => all.map((one) => `${what} ${JSON.stringify(one)}`)),
    ...headings
      .filter(({ text }) => !ourHeadings.test(text) && !releaseHeading.test(text))
      .map(({ text }) => `heading ${JSON.stringify(text)}`),
    ...ragged.map(({ columns }) => `table of ${columns.join(', ')} columns`),
    ...(found.length === markers ? [] : [`${found.length} markers`]),
    ...(markers === 0 || `${ends}` === `1,${lines.length}` ? [] : [`markers in the lines ${ends}`]),
    ...(unbalancedDetails + unclosedFences === 0 ? [] : ['something is not closed']),
    ...(markdown.isWellFormed() ? [] : ['half a surrogate pair']),
  ].map((complaint) => `${where}: ${complaint.slice(0, 400)}`);
}

const ourTitles =
  /^(?:Could not be read: |Out of support: |Held back: |First deadline: |Next deadline: |Overdue|\d+ more$|Node pool not found$|No cluster matches$|Named, but filtered out$|Version aimed for out of reach: |Version pins?(?::| |$)|No workflows on this pull request$|Files that may pin versions could not be read: |AKSU-[A-Z-]+: )/;

/** What the world gives a job to ask for its identity token: 24 random bytes, another for each job. */
const jobRequestToken = /^[\w-]{32}$/;

/** Commands on standard output that we did not mean to give. */
export function complainOfCommands(stdout: string, knownSecrets: readonly string[]): readonly string[] {
  return readCommands(stdout).flatMap(({ name, syntax, properties, data }) => {
    const isOurs =
      syntax === '::' &&
      ((name === 'add-mask' && (knownSecrets.includes(data) || jobRequestToken.test(data))) ||
        (name === 'debug' && data.startsWith('ID token url is https://')) ||
        (['notice', 'warning', 'error'].includes(name) && ourTitles.test(properties['title'] ?? '')));
    return isOurs
      ? []
      : [`command ${syntax}${name} ${JSON.stringify(properties)} ${JSON.stringify(data.slice(0, 200))}`];
  });
}
