import type { Drift } from '../../drift/drift.ts';
import { describeSupport } from '../../drift/support.ts';
import type { Cluster } from '../../inventory/inventory.ts';
import { compareVersions } from '../../inventory/kubernetes-version.ts';
import { bundledCalendar, type Calendar } from '../../releases/calendar.ts';
import { inFull, readPinnedVersion } from '../pinned-version.ts';
import type { JudgedPin } from '../pins.ts';
import { type Place, resolvePin } from '../resolve-pin.ts';
import type { Seen } from '../seen.ts';
import { type Company, judgeControlPlane } from './judge-control-plane.ts';
import { judgeNodeImage } from './judge-node-image.ts';
import { type Above, judgePoolVersion } from './judge-pool-version.ts';
import { type Judgement, refused } from './judgement.ts';
import type { PinChange } from './pair-pins.ts';

type Found = PinChange & Extract<Place, { kind: 'found' }>;

interface Judged extends Found {
  readonly judgement: Judgement;
}

/** What AKS would say to each version that a change of the repository asks for, all of them taken together. */
export function judgeChanged(
  changes: readonly PinChange[],
  seen: Pick<Seen, 'inventory' | 'now'> & { readonly drift?: Pick<Drift, 'calendar'> },
): readonly JudgedPin[] {
  const placed = changes.map((change) => ({ change, place: resolvePin(change.pin, seen.inventory) }));
  const found = placed.flatMap(({ change, place }) =>
    place.kind === 'found' ? [{ ...change, ...place }] : [],
  );
  const companies = companiesOf(found);
  const controlPlanes = found
    .filter((each) => each.pool === undefined)
    .map((each) => ({ ...each, judgement: judgeOne(each, { companies, above: new Map() }, seen.now) }));
  const around = { companies, above: allAbove(controlPlanes) };
  return placed.map(({ change, place }) => {
    if (place.kind !== 'found') return notPlaced(change, place);
    const each = { ...change, ...place };
    return toJudged(
      each,
      judgeOne(each, around, seen.now),
      seen.drift?.calendar ?? bundledCalendar,
      seen.now,
    );
  });
}

function notPlaced({ pin, was }: PinChange, place: Exclude<Place, { kind: 'found' }>): JudgedPin {
  return {
    pin,
    ...(was === undefined ? {} : { was }),
    ...(place.cluster === undefined ? {} : { cluster: place.cluster }),
    verdict: 'unknown',
    reasons: [place.text],
    alongside: [],
  };
}

/** What the rest of the change means for a cluster, by its id: thousands of pins may be of one. */
interface Around {
  readonly companies: ReadonlyMap<string, Company>;
  readonly above: ReadonlyMap<string, Above>;
}

function judgeOne({ pin, cluster, pool }: Found, { companies, above }: Around, now: Date): Judgement {
  if (pin.field === 'node-image') {
    return pool === undefined
      ? refused('A node image belongs to a pool.')
      : judgeNodeImage(pin.value, cluster, pool, now);
  }
  const wanted = readPinnedVersion(pin.value);
  if (wanted === undefined) return refused(`${pin.value} is no Kubernetes version of AKS.`);
  if (pool === undefined)
    return judgeControlPlane(wanted, cluster, companies.get(cluster.id) ?? companyOf(cluster, []), now);
  return judgePoolVersion(wanted, cluster, pool, above.get(cluster.id) ?? aboveOf(cluster, []), now);
}

function companiesOf(found: readonly Found[]): ReadonlyMap<string, Company> {
  const versions = found.filter(({ pin }) => pin.field === 'kubernetes-version');
  return byCluster(versions, companyOf);
}

function allAbove(controlPlanes: readonly Judged[]): ReadonlyMap<string, Above> {
  return byCluster(controlPlanes, aboveOf);
}

function byCluster<Each extends Found, Value>(
  found: readonly Each[],
  judge: (cluster: Cluster, own: readonly Each[]) => Value,
): ReadonlyMap<string, Value> {
  const groups = [...Map.groupBy(found, ({ cluster }) => cluster.id)];
  return new Map(groups.flatMap(([id, own]) => (own[0] ? [[id, judge(own[0].cluster, own)]] : [])));
}

/** Whether the change takes every pool to the very version that the control plane is to have. */
function companyOf(cluster: Cluster, own: readonly Found[]): Company {
  const moving = new Set(own.flatMap(({ pool }) => (pool === undefined ? [] : [pool.id])));
  const isTogether = new Set(own.map(({ pin }) => textOf(pin.value))).size === 1;
  const takesAllPools =
    isTogether &&
    [...cluster.pools, ...cluster.otherPools].every((pool) => moving.has(pool.id)) &&
    !cluster.hasUnreadPools;
  return { takesAllPools, moving };
}

function textOf(value: string): string | undefined {
  return readPinnedVersion(value)?.text;
}

/** Where a change takes the control plane; of several versions that are asked for the lowest. */
function aboveOf(cluster: Cluster, own: readonly Judged[]): Above {
  const reached = own.map(
    ({ judgement }) => (judgement.verdict === 'possible' ? judgement.to : undefined) ?? cluster.version,
  );
  const [lowest] = reached.sort(compareVersions);
  const isSure = own.every(({ judgement }) => judgement.verdict !== 'unknown');
  if (lowest !== undefined && compareVersions(lowest, cluster.version) > 0) {
    return { version: lowest, text: `the control plane goes to ${lowest.text} with this change`, isSure };
  }
  const runs = `the control plane runs ${cluster.version.text}`;
  const isKept = own.some(({ judgement: { verdict } }) => verdict === 'impossible' || verdict === 'unknown');
  const rest = isKept
    ? `, and what this change asks of it is ${isSure ? 'impossible' : 'not known to be possible'}`
    : '';
  return { version: cluster.version, text: `${runs}${rest}`, isSure };
}

function toJudged(
  { pin, was, cluster, pool }: Found,
  { verdict, reasons, alongside }: Judgement,
  calendar: Calendar,
  now: Date,
): JudgedPin {
  const running = pin.field === 'node-image' ? pool?.image?.text : (pool ?? cluster).version.text;
  const wanted = pin.field === 'node-image' ? undefined : readPinnedVersion(pin.value);
  const support =
    wanted === undefined ? undefined : describeSupport(calendar, inFull(wanted), cluster.supportPlan, now);
  return {
    pin,
    ...(was === undefined ? {} : { was }),
    cluster,
    ...(pool === undefined ? {} : { pool }),
    ...(running === undefined ? {} : { running }),
    verdict,
    reasons,
    alongside,
    ...(support === undefined ? {} : { support }),
  };
}
